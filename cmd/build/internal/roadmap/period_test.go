package roadmap_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// parsePeriode reads a période as front matter has it, or says what is wrong and what
// to do.
func parsePeriode(text string) (p roadmap.Periode, wrong, hint string) {
	if no := content.Read(&p, text); no != nil {
		return p, no.Wrong, no.Remedy("")
	}
	return p, "", ""
}

func TestPeriodesAreReadAndSaidInFrench(t *testing.T) {
	for _, c := range []struct{ typed, first, last, french string }{
		{"2021", "2021-01-01", "2021-12-31", "2021"},
		{"2021-S1", "2021-01-01", "2021-06-30", "1er semestre 2021"},
		{"2021-S2", "2021-07-01", "2021-12-31", "2e semestre 2021"},
		{"2021-T1", "2021-01-01", "2021-03-31", "1er trimestre 2021"},
		{"2021-T2", "2021-04-01", "2021-06-30", "2e trimestre 2021"},
		{"2021-T3", "2021-07-01", "2021-09-30", "3e trimestre 2021"},
		{"2021-T4", "2021-10-01", "2021-12-31", "4e trimestre 2021"},
		{"2021-06", "2021-06-01", "2021-06-30", "juin 2021"},
		{"2021-08", "2021-08-01", "2021-08-31", "août 2021"},
		{"2021-12", "2021-12-01", "2021-12-31", "décembre 2021"},
		{"2021-02", "2021-02-01", "2021-02-28", "février 2021"},
		{"2020-02", "2020-02-01", "2020-02-29", "février 2020"},
		{"2021-06-30", "2021-06-30", "2021-06-30", "30 juin 2021"},
		{"2022-01-01", "2022-01-01", "2022-01-01", "1er janvier 2022"},
		{"2020-02-29", "2020-02-29", "2020-02-29", "29 février 2020"},
		{"2021-09/2022-01", "2021-09-01", "2022-01-31", "de septembre 2021 à janvier 2022"},
		{"2021-04/2021-06", "2021-04-01", "2021-06-30", "d’avril 2021 à juin 2021"},
		{"2021-08/2021-10", "2021-08-01", "2021-10-31", "d’août 2021 à octobre 2021"},
		{"2021/2023", "2021-01-01", "2023-12-31", "de 2021 à 2023"},
		{"2021-T1/2021-T3", "2021-01-01", "2021-09-30", "du 1er trimestre 2021 au 3e trimestre 2021"},
		{"2021-S1/2021-S2", "2021-01-01", "2021-12-31", "du 1er semestre 2021 au 2e semestre 2021"},
		{"2021-06-15/2021-07-01", "2021-06-15", "2021-07-01", "du 15 juin 2021 au 1er juillet 2021"},
		{"2021-01-01/2021", "2021-01-01", "2021-12-31", "du 1er janvier 2021 à 2021"},
		{"2021/2021-T4", "2021-01-01", "2021-12-31", "de 2021 au 4e trimestre 2021"},
		{"2021-T4/2022-03", "2021-10-01", "2022-03-31", "du 4e trimestre 2021 à mars 2022"},
		{"2021-04/2021-06-30", "2021-04-01", "2021-06-30", "d’avril 2021 au 30 juin 2021"},
		{"2021-printemps", "2021-03-21", "2021-06-20", "printemps 2021"},
		{"2021-ete", "2021-06-21", "2021-09-20", "été 2021"},
		{"2021-automne", "2021-09-21", "2021-12-20", "automne 2021"},
		{"2021-hiver", "2021-12-21", "2022-03-20", "hiver 2021-2022"},
		{"2021-debut", "2021-01-01", "2021-03-31", "début 2021"},
		{"2021-mi", "2021-04-01", "2021-06-30", "mi-2021"},
		{"2021-fin", "2021-10-01", "2021-12-31", "fin 2021"},
		{"2021-automne/2021-hiver", "2021-09-21", "2022-03-20", "de l’automne 2021 à l’hiver 2021-2022"},
		{"2021-printemps/2022-ete", "2021-03-21", "2022-09-20", "du printemps 2021 à l’été 2022"},
		{"2021-ete/2022-printemps", "2021-06-21", "2022-06-20", "de l’été 2021 au printemps 2022"},
		{"2021-fin/2022-debut", "2021-10-01", "2022-03-31", "de fin 2021 à début 2022"},
		{"2021-mi/2022-T4", "2021-04-01", "2022-12-31", "de mi-2021 au 4e trimestre 2022"},
		{"2021-01 / 2021-03", "2021-01-01", "2021-03-31", "de janvier 2021 à mars 2021"},
	} {
		p, wrong, _ := parsePeriode(c.typed)
		if wrong != "" {
			t.Errorf("%s: %s", c.typed, wrong)
			continue
		}
		if p.First.ISO() != c.first || p.Last.ISO() != c.last {
			t.Errorf("%s runs from %s to %s, want %s to %s", c.typed, p.First.ISO(), p.Last.ISO(), c.first, c.last)
		}
		if p.String() != c.french {
			t.Errorf("%s reads %q, want %q", c.typed, p, c.french)
		}
	}
	if zero := (roadmap.Periode{}); !zero.IsZero() || zero.String() != "" {
		t.Error("an absent période says something")
	}
}

func TestAPeriodeSaysUntilWhen(t *testing.T) {
	for typed, want := range map[string]string{
		"2021":                  "d’ici la fin de 2021",
		"2021-S1":               "d’ici au 1er semestre 2021",
		"2021-T4":               "d’ici au 4e trimestre 2021",
		"2021-12":               "d’ici décembre 2021",
		"2021-08":               "d’ici août 2021",
		"2021-12-31":            "d’ici au 31 décembre 2021",
		"2022-01-01":            "d’ici au 1er janvier 2022",
		"2021-09/2022-01":       "d’ici janvier 2022",
		"2021/2023":             "d’ici la fin de 2023",
		"2021-T1/2021-T3":       "d’ici au 3e trimestre 2021",
		"2021-06-15/2021-07-01": "d’ici au 1er juillet 2021",
		"2021-printemps":        "d’ici au printemps 2021",
		"2021-ete":              "d’ici à l’été 2021",
		"2021-hiver":            "d’ici à l’hiver 2021-2022",
		"2021-fin":              "d’ici fin 2021",
		"2021/2022-mi":          "d’ici mi-2022",
	} {
		p, wrong, _ := parsePeriode(typed)
		if wrong != "" || p.By() != want {
			t.Errorf("%s: %q %s, want %q", typed, p.By(), wrong, want)
		}
	}
	if by := (roadmap.Periode{}).By(); by != "" {
		t.Errorf("an absent période says %q", by)
	}
}

func TestBadPeriodesComeWithWhatToType(t *testing.T) {
	forms := "formes possibles : 2021, 2021-S2, 2021-T4, 2021-automne, 2021-fin, 2021-12, 2021-12-31, 2021-09/2022-01"
	for typed, hint := range map[string]string{
		"2021-13-45":           "vérifiez le mois et le jour : année-mois-jour",
		"2021-02-29":           "vérifiez le mois et le jour : année-mois-jour",
		"2021-T5":              "écrivez par exemple « 2021-T4 »",
		"2021-T0":              "écrivez par exemple « 2021-T4 »",
		"2021-S3":              "écrivez par exemple « 2021-S2 »",
		"2021-13":              "écrivez par exemple « 2021-12 »",
		"2021-00":              "écrivez par exemple « 2021-12 »",
		"T3 2021":              "écrivez « 2021-T3 »",
		"2021 T3":              "écrivez « 2021-T3 »",
		"2021-t3":              "écrivez « 2021-T3 »",
		"s2 2021":              "écrivez « 2021-S2 »",
		"3e trimestre 2021":    "écrivez « 2021-T3 »",
		"1er semestre 2021":    "écrivez « 2021-S1 »",
		"2ème semestre 2021":   "écrivez « 2021-S2 »",
		"fin 2021":             "écrivez « 2021-fin »",
		"début 2021":           "écrivez « 2021-debut »",
		"mi-2021":              "écrivez « 2021-mi »",
		"14/09/2021":           "écrivez « 2021-09-14 »",
		"1.9.2021":             "écrivez « 2021-09-01 »",
		"2021-9":               "écrivez « 2021-09 »",
		"2021-9-1":             "écrivez « 2021-09-01 »",
		"décembre 2021":        "écrivez « 2021-12 »",
		"Août 2021":            "écrivez « 2021-08 »",
		"bientôt":              forms,
		"":                     forms,
		"0999":                 forms,
		"20211":                forms,
		"2021-":                forms,
		"2021/":                forms,
		"/2021":                forms,
		"2021/2022/2023":       forms,
		"2022/2021":            "écrivez « 2021/2022 »",
		"2021-12/2021-01":      "écrivez « 2021-01/2021-12 »",
		"2021-06/2021":         "écrivez « 2021 »",
		"2021/2021-06":         "écrivez « 2021 »",
		"2021-T4/2021-T3":      "écrivez « 2021-T3/2021-T4 »",
		"2021-09/fin 2021":     "écrivez « 2021-09/2021-fin »",
		"٢٠٢١":                 forms,
		"2021-T3 (au mieux)":   forms,
		"5e trimestre 2021":    forms,
		"3e semestre 2021":     forms,
		"31/02/2021":           forms,
		"2021-99":              "écrivez par exemple « 2021-12 »",
		"2021-13/2022":         "écrivez par exemple « 2021-12 »",
		"trente-deux 2021":     forms,
		"2021-2-30":            forms,
		strings.Repeat("1", 9): forms,
	} {
		p, wrong, got := parsePeriode(typed)
		if wrong == "" || got != hint {
			t.Errorf("%q: %q, hint %q, want %q", typed, wrong, got, hint)
		}
		checkHint(t, typed, got)
		if !p.IsZero() {
			t.Errorf("%q is a période all the same: %+v", typed, p)
		}
	}
}

// What a hint tells to type is right when it is typed.
func checkHint(t *testing.T, typed, hint string) {
	t.Helper()
	if strings.HasPrefix(hint, "écrivez ") {
		_, value, _ := strings.Cut(hint, "« ")
		value, _, _ = strings.Cut(value, " »")
		if _, wrong, _ := parsePeriode(value); wrong != "" {
			t.Errorf("%q: the hint %q is wrong itself: %s", typed, hint, wrong)
		}
	}
}

// ways are how people write dates and périodes of each kind, and dates those that they
// write: {j} is the day, {m} the month in figures (two with a zero), {mois} in words and
// {mo} in short, {n} a rank, {a} the year, {b} the one after, {A} and {B} their last figures.
var (
	ways = map[string]string{
		"jour": "{j} {mois} {a}|le {j} {mois} {a}|{j} {MOIS} {a}|{j} {mo} {a}|{j} {mo}. {A}|{j}-{mo}-{a}|{jj}/{mm}/{a}|{j}/{m}/{a}|{jj}/{mm}/{A}|{jj}.{mm}.{a}|{jj}-{mm}-{a}|" +
			"{jj} {mm} {a}|{a}/{mm}/{jj}|{a}.{m}.{j}|{a}-{m}-{j}|{a}{mm}{jj}|mardi {j} {mois} {a}|avant le {j} {mois} {a}|{a}-{mm}-{jj} 10:30:00|{a}-{mm}-{jj}T10:30:00+02:00",
		"mois": "{mois} {a}|{Mois} {a}|en {mois} {a}|{mo} {a}|{mo}. {a}|{mo}-{A}|{mm}/{a}|{m}/{a}|{mm}-{a}|{mm}.{a}|{a}/{mm}|{a} {mois}|{a} - {mm}|fin {mois} {a}|mi-{mois} {a}|d’ici {mois} {a}|courant {mois} {a}|au mois de {mois} {a}",
		"trimestre": "T{n} {a}|t{n} {a}|{a} T{n}|{a}T{n}|{a}-Q{n}|Q{n} {a}|{n}T{a}|{n}T{A}|T{n}-{a}|T{n}/{a}|{ne} trimestre {a}|{ne} trim. {a}|{nème} trimestre de {a}|au {ne} trimestre {a}|trimestre {n} {a}|" +
			"{rang} trimestre {a}|d’ici la fin du {ne} trimestre {a}|T{n} {A}|fin T{n} {a}|{rang} trimestre de l’année {a}",
		"semestre": "S{n} {a}|s{n} {a}|{a} S{n}|{a}S{n}|{a} - S{n}|{n}S{a}|{n}S{A}|S{n}-{a}|S{n}/{A}|{ne} semestre {a}|{nème} semestre de {a}|{rang} semestre {a}|au {ne} semestre {a}|courant {ne} semestre {a}|semestre {n} {a}|" +
			"d’ici la fin du {ne} semestre {a}|H{n} {a}|{Rang} semestre {a}|{ne} sem. {a}",
		"saison":    "{p} {a}|{P} {a}|{p} {A}|à l’{p} {a}|au {p} {a}|{p} de {a}|{a} {p}|{a} - {p}|d’ici {p} {a}|fin {p} {a}|{p}-{a}|courant {p} {a}|dans l’{p} {a}",
		"hiver":     "hiver {a}-{b}|hiver {a}/{b}|Hiver {a} - {b}|hiver {a}-{B}|hiver {A}-{B}|hiver {A}/{B}|l’hiver {a}-{b}|à l’hiver {a}-{b}|hiver {a}/{B}|d’ici l’hiver {a}–{b}|hiver {a}|courant hiver {a}-{b}",
		"debut":     "début {a}|Début {a}|debut {a}|au début de {a}|début d’année {a}|début de l’année {a}|début-{a}|{a} début|début {A}|dès début {a}|au tout début {a}|courant début {a}",
		"mi":        "mi-{a}|mi {a}|Mi-{a}|à la mi-{a}|milieu {a}|milieu d’année {a}|au milieu de l’année {a}|{a} mi|d’ici mi-{a}|mi–{a}|mi-{A}|vers mi-{a}",
		"fin":       "fin {a}|Fin {a}|fin-{a}|à la fin de {a}|fin d’année {a}|fin de l’année {a}|d’ici fin {a}|d’ici la fin {a}|d’ici à la fin de l’année {a}|avant fin {a}|fin {A}|{a} fin|au plus tard fin {a}",
		"annee":     "d’ici {a}|d'ici à {a}|en {a}|courant {a}|année {a}|l’année {a}|dans l’année {a}|au cours de l’année {a}|pour {a}|horizon {a}|à l’horizon {a}|au plus tard en {a}",
		"annees":    "{a}-{b}|{a} - {b}|{a}–{b}|{a} — {b}|{a} à {b}|de {a} à {b}|entre {a} et {b}|{a}-{B}|{a}/{B}|années {a}-{b}|{a} et {b}|{a} → {b}",
		"mois-mois": "de {mois} {a} à {mois2} {b}|{mois} {a} - {mois2} {b}|{mois} {a} – {mois2} {b}|{mois} {a}/{mois2} {b}|{mo}. {a} à {mo2}. {b}|{mm}/{a} - {mm2}/{b}|{mm}/{a}-{mm2}/{b}|de {mm}/{a} à {mm2}/{b}|{a}-{mm} à {b}-{mm2}|{a}-{mm} - {b}-{mm2}|entre {mois} {a} et {mois2} {b}|{mm}/{A}-{mm2}/{B}",
	}
	dates = []struct{ kind, typed, values string }{
		{"jour", "2021-09-14", "j=14 m=9 mois=septembre mo=sept"}, {"jour", "2022-01-01", "j=1 m=1 mois=janvier mo=janv"}, {"jour", "2021-04-03", "j=3 m=4 mois=avril mo=avr"},
		{"jour", "2024-02-29", "j=29 m=2 mois=février mo=févr"}, {"jour", "2023-12-31", "j=31 m=12 mois=décembre mo=déc"}, {"jour", "2025-08-15", "j=15 m=8 mois=août mo=aou"},
		{"mois", "2023-09", "m=9 mois=septembre mo=sept"}, {"mois", "2021-12", "m=12 mois=décembre mo=déc"}, {"mois", "2022-08", "m=8 mois=août mo=aoû"}, {"mois", "2024-07", "m=7 mois=juillet mo=juil"},
		{"trimestre", "2021-T3", "n=3 rang=troisième"}, {"trimestre", "2024-T4", "n=4 rang=dernier"}, {"trimestre", "2022-T1", "n=1 rang=premier"},
		{"semestre", "2025-S2", "n=2 rang=second"}, {"semestre", "2022-S1", "n=1 rang=premier"},
		{"saison", "2022-ete", "p=été"}, {"saison", "2021-automne", "p=automne"}, {"saison", "2023-printemps", "p=printemps"}, {"hiver", "2021-hiver", ""},
		{"debut", "2024-debut", ""}, {"mi", "2023-mi", ""}, {"fin", "2021-fin", ""}, {"annee", "2027", ""}, {"annees", "2021/2022", ""},
		{"mois-mois", "2022-09/2023-01", "m=9 mois=septembre mo=sept m2=1 mois2=janvier mo2=janv"},
	}
)

// written is a date in one of the ways.
func written(way, typed, values string) string {
	year, _ := strconv.Atoi(typed[:4])
	pairs := []string{"{a}", typed[:4], "{b}", strconv.Itoa(year + 1), "{A}", typed[2:4], "{B}", fmt.Sprintf("%02d", (year+1)%100)}
	for pair := range strings.FieldsSeq(values) {
		name, value, _ := strings.Cut(pair, "=")
		pairs = append(pairs, "{"+name+"}", value, "{"+strings.ToUpper(name)+"}", strings.ToUpper(value), "{"+french.Capital(name)+"}", french.Capital(value))
		switch n, err := strconv.Atoi(value); {
		case name == "n":
			pairs = append(pairs, "{ne}", french.Ordinal(value, false), "{nème}", value+"ème")
		case err == nil:
			pairs = append(pairs, "{"+name[:1]+name+"}", fmt.Sprintf("%02d", n))
		}
	}
	return strings.NewReplacer(pairs...).Replace(way)
}

func TestWhatPeopleWriteGetsTheTextToType(t *testing.T) {
	exact, all := 0, 0
	for _, d := range dates {
		for way := range strings.SplitSeq(ways[d.kind], "|") {
			text := written(way, d.typed, d.values)
			values := []content.Scalar{new(roadmap.Periode)}
			if d.kind == "jour" {
				values = append(values, new(content.Date))
			}
			for _, v := range values {
				all++
				got := ""
				if no := content.Read(v, text); no == nil {
					got = v.Published()
				} else {
					got = no.Write
				}
				switch got {
				case d.typed:
					exact++
				case "":
					t.Logf("%q gets no text, want %s", text, d.typed)
				default:
					t.Errorf("%q gets %q, want %s", text, got, d.typed)
				}
				if no := content.Read(v, got); got != "" && no != nil {
					t.Errorf("%q gets %q, which is refused: %s", text, got, no.Wrong)
				}
			}
		}
	}
	if t.Logf("%d of %d get the exact text", exact, all); exact*100 < all*95 {
		t.Errorf("%d of %d get the exact text", exact, all)
	}
}

func TestPeriodesSortByTheirLastDay(t *testing.T) {
	typed := []string{"2021-T3", "2021", "2021-09-14", "2020", "2021-S1", "2021-06/2022-01"}
	slices.SortStableFunc(typed, func(a, b string) int {
		p, _, _ := parsePeriode(a)
		q, _, _ := parsePeriode(b)
		return p.Last.Compare(q.Last)
	})
	if got := strings.Join(typed, " "); got != "2020 2021-S1 2021-09-14 2021-T3 2021 2021-06/2022-01" {
		t.Errorf("order %s", got)
	}
}

func FuzzPeriode(f *testing.F) {
	for _, s := range []string{"", "2021", "2021-T3", "2021-S1", "2021-06", "2021-06-30", "2021-09/2022-01", "2021-13-45", "T3 2021", "fin 2021", "mi 2021", "9e trimestre 2021", "2021-9-9", "/", "2021/", "31/2/2021", "9999-12", "1000", "2021-hiver", "9999-hiver", "2021-mi/2022-fin", "de septembre à janvier 2023", "NC"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		p, wrong, hint := parsePeriode(typed)
		if wrong != "" {
			checkHint(t, typed, hint)
			if hint == "" {
				t.Errorf("%q: no hint", typed)
			}
			return
		}
		if p.First.Compare(p.Last) > 0 || p.First.IsZero() || p.First.ISO() > p.Last.ISO() {
			t.Errorf("%q runs from %s to %s", typed, p.First.ISO(), p.Last.ISO())
		}
		if p.String() == "" {
			t.Errorf("%q says nothing", typed)
		}
		again, wrong, _ := parsePeriode(p.S)
		if wrong != "" || again != p {
			t.Errorf("%q is %+v, and again %+v %s", typed, p, again, wrong)
		}
	})
}
