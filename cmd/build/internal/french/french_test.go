package french_test

import (
	"math"
	"testing"

	"feuille-de-route.example/cmd/build/internal/french"
)

func TestNumbers(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 7: "7", 999: "999", 1000: "1⍽000", 1250: "1⍽250", 28e6: "28⍽000⍽000", 1e23: "100⍽000⍽000⍽000⍽000⍽000⍽000⍽000",
		-3: "−3", -1250: "−1⍽250", 7.2: "7,2", -0.5: "−0,5", 72.5: "72,5", 1250000.5: "1⍽250⍽000,5", 0.30000000000000004: "0,30000000000000004", 1e-7: "0,0000001",
		1<<53 - 1: "9⍽007⍽199⍽254⍽740⍽991", math.MaxInt64: "9⍽223⍽372⍽036⍽854⍽776⍽000", math.NaN(): "", math.Inf(1): "", math.Inf(-1): "",
	} {
		if got := french.Number(v); got != spaces(want) {
			t.Errorf("Number(%v) = %q, want %q", v, got, spaces(want))
		}
	}
	if got := french.Int(-10_000); got != spaces("−10⍽000") {
		t.Errorf("Int(-10000) = %q", got)
	}
	for _, c := range []struct {
		v    float64
		n    int
		want string
	}{{5.2, 2, "5,20"}, {0.125, 1, "0,1"}, {1999.96, 1, "2⍽000,0"}, {0, 1, "0,0"}, {math.NaN(), 1, ""}} {
		if got := french.Decimals(c.v, c.n); got != spaces(c.want) {
			t.Errorf("Decimals(%v, %d) = %q, want %q", c.v, c.n, got, spaces(c.want))
		}
	}
}

func TestUnitsAndCounts(t *testing.T) {
	for _, c := range [][3]string{{"28", "", "28"}, {"7,2", "/10", "7,2/10"}, {"72", "%", "72␣%"}, {"30", "millions d’utilisateurs", "30␣millions d’utilisateurs"}} {
		if got := french.With(c[0], c[1]); got != spaces(c[2]) {
			t.Errorf("With(%q, %q) = %q, want %q", c[0], c[1], got, spaces(c[2]))
		}
	}
	for n, want := range map[int64]string{0: "0 octet", 1: "1 octet", 999: "999 octets", 1000: "1,0 ko", 12_345: "12,3 ko", 999_949: "999,9 ko", 999_950: "1,0 Mo", 6_137_000: "6,1 Mo", 995_800_000: "995,8 Mo", 10 << 30: "10,7 Go", 1e15: "1⍽000⍽000,0 Go"} {
		if got := french.Size(n); got != spaces(want) {
			t.Errorf("Size(%d) = %q, want %q", n, got, spaces(want))
		}
	}
	for n, want := range map[int]string{0: "0 page", 1: "1 page", 2: "2 pages", 1250: "1⍽250 pages"} {
		if got := french.Count(n, "page", "pages"); got != spaces(want) {
			t.Errorf("Count(%d) = %q, want %q", n, got, spaces(want))
		}
	}
}

func TestNouns(t *testing.T) {
	for _, c := range []struct {
		nom                                   french.Nom
		article, du, ce, sans, quel, il, tous string
		counts                                string
	}{
		{french.Nom{Singulier: "projet", Pluriel: "projets"}, "le projet", "du projet", "ce projet", "sans projet", "quel projet", "il ils", "tous les projets",
			"0 projet annoncé, 1 projet annoncé, 2 projets annoncés"},
		{french.Nom{Singulier: "mission", Pluriel: "missions", Feminin: true}, "la mission", "de la mission", "cette mission", "sans mission", "quelle mission", "elle elles", "toutes les missions",
			"0 mission annoncée, 1 mission annoncée, 2 missions annoncées"},
		{french.Nom{Singulier: "enjeu", Pluriel: "enjeux"}, "l’enjeu", "de l’enjeu", "cet enjeu", "sans enjeu", "quel enjeu", "il ils", "tous les enjeux",
			"0 enjeu annoncé, 1 enjeu annoncé, 2 enjeux annoncés"},
		{french.Nom{Singulier: "Étape", Pluriel: "Étapes", Feminin: true}, "l’Étape", "de l’Étape", "cette Étape", "sans Étape", "quelle Étape", "elle elles", "toutes les Étapes",
			"0 Étape annoncée, 1 Étape annoncée, 2 Étapes annoncées"},
		{french.Nom{Singulier: "hub", Pluriel: "hubs"}, "le hub", "du hub", "ce hub", "sans hub", "quel hub", "il ils", "tous les hubs",
			"0 hub annoncé, 1 hub annoncé, 2 hubs annoncés"},
	} {
		n := c.nom
		counts := ""
		for i := range 3 {
			counts += n.Count(i) + " " + n.Agree("annoncé", i) + ", "
		}
		for _, got := range [][2]string{{n.Article(), c.article}, {n.Du(), c.du}, {n.Ce(), c.ce}, {n.Sans(), c.sans}, {n.One("quel"), c.quel},
			{n.Agree("il", 1) + " " + n.Agree("il", 2), c.il}, {n.Tous(), c.tous}, {counts, c.counts + ", "}} {
			if got[0] != got[1] {
				t.Errorf("%s: %q, want %q", n.Singulier, got[0], got[1])
			}
		}
	}
	action := french.Nom{Singulier: "action", Pluriel: "actions", Feminin: true}
	for word, want := range map[string]string{"entré": "entrée entrées", "en cours": "en cours en cours", "nouveau": "nouvelle nouvelles", "aucun": "aucune aucunes", "autre": "autre autres",
		"clos": "close closes", "actif": "active actives", "premier": "première premières", "heureux": "heureuse heureuses", "officiel": "officielle officielles",
		"ancien": "ancienne anciennes", "initial": "initiale initiales"} {
		if got := action.Agree(word, 1) + " " + action.Agree(word, 2); got != want {
			t.Errorf("Agree(%q) = %q, want %q", word, got, want)
		}
	}
	projet := french.Nom{Singulier: "projet", Pluriel: "projets"}
	for word, want := range map[string]string{"clos": "clos clos", "heureux": "heureux heureux", "actif": "actif actifs", "premier": "premier premiers", "initial": "initial initiaux", "prévu": "prévu prévus"} {
		if got := projet.Agree(word, 1) + " " + projet.Agree(word, 2); got != want {
			t.Errorf("Agree(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestCounted(t *testing.T) {
	action := french.Nom{Singulier: "action", Pluriel: "actions", Feminin: true}
	for n, want := range []string{"0 action entrée", "1 action entrée", "2 actions entrées"} {
		if got := action.Counted(n, "entré"); got != want {
			t.Errorf("Counted(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestElision(t *testing.T) {
	for _, want := range []string{"d’avril", "d’août", "de mars", "d’État", "d’Œuvre", "d’habitant", "d’hôpital", "d’hectare", "d’héroïne", "d’hallucination", "de hub", "de Hackathon",
		"de hausse", "de haut débit", "de héros", "de hall", "de halle", "de hiérarchie", "d’usage", "de onzième", "d’onde", "de yaourt", "de 11", "de "} {
		word := want[len("de "):]
		if want[1] != 'e' {
			word = want[len("d’"):]
		}
		if got := french.De(word); got != want {
			t.Errorf("De(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDatesAndTexts(t *testing.T) {
	for _, c := range [][2]string{
		{french.Date(2022, 1, 1), "1er janvier 2022"}, {french.Date(2021, 8, 14), "14 août 2021"}, {french.Date(2021, 12, 31), "31 décembre 2021"},
		{french.Ordinal("1", false), "1er"}, {french.Ordinal("1", true), "1re"}, {french.Ordinal("2", true), "2e"}, {french.Ordinal("I", false), "Ier"}, {french.Ordinal("XX", false), "XXe"},
		{french.PluralOf("axe"), "axes"}, {french.PluralOf("niveau"), "niveaux"}, {french.PluralOf("enjeu"), "enjeux"}, {french.PluralOf("journal"), "journaux"},
		{french.PluralOf("festival"), "festivals"}, {french.PluralOf("processus"), "processus"}, {french.PluralOf("priorité"), "priorités"},
		{french.Precision(true, true), "au moins"}, {french.Precision(false, true), "environ"}, {french.Precision(false, false), ""},
		{french.Capital(""), ""}, {french.Capital("étape"), "Étape"}, {french.Capital("1er"), "1er"}, {french.Lower("À venir"), "à venir"},
		{french.And(nil), ""}, {french.And([]string{"a"}), "a"}, {french.And([]string{"a", "b"}), "a et b"}, {french.And([]string{"a", "b", "c"}), "a, b et c"},
		{french.Few([]string{"a", "b"}, 2, "autres"), "a, b"}, {french.Few([]string{"a", "b", "c", "d"}, 3, "autres"), "a, b et 2 autres"},
		{french.Cut("été", 3), "été"}, {french.Cut("un dossier simple", 17), "un dossier simple"}, {french.Cut("un dossier simple", 16), "un dossier…"},
		{french.Cut("anticonstitutionnellement", 10), "anticonst…"},
	} {
		if c[0] != c[1] {
			t.Errorf("got %q, want %q", c[0], c[1])
		}
	}
}

func BenchmarkNumber(b *testing.B) {
	for name, v := range map[string]float64{"small": 28, "whole": 1250000, "decimals": 1250000.5} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				french.Number(v)
			}
		})
	}
}
