package roadmap_test

import (
	"fmt"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// siteYAML makes a site.yaml whose editions begin on line 4.
func siteYAML(editions string, more ...string) string {
	return "titre: Essai\nurl: https://exemple.fr/\neditions:\n" + editions + "\n" + strings.Join(more, "\n")
}

func TestTheCurrentEditionIsTheLastUnlessNamed(t *testing.T) {
	two := "  - {id: \"2020\", titre: a, date: 2020-01-01}\n  - {id: \"2021\", titre: b, date: 2021-01-01}"
	for _, c := range []struct {
		promise, site, current string
		want                   []string
	}{
		{"the last", siteYAML(two), "2021", nil},
		{"the one named", siteYAML(two, `edition: "2020"`), "2020", nil},
		{"a number for a name", siteYAML(two, "edition: 2020"), "2020", nil},
		{"one that does not exist", siteYAML(two, "edition: 2019"), "2021", []string{"site.yaml:6:10 edition-inconnue | éditions : 2020, 2021"}},
		{"two of one name", siteYAML(two + "\n  - {id: 2020, titre: c, date: 2022-01-01}"), "2021", []string{"site.yaml:6:5 edition-en-double | donnez-lui un autre « id »"}},
		{"none", "titre: Essai\nurl: https://exemple.fr/\neditions: []", "", []string{"site.yaml:3:1 cle-manquante | ajoutez « editions: … »"}},
		{"without date", siteYAML("  - {id: 2020, titre: a}"), "2020", []string{"site.yaml:4:5 cle-manquante | ajoutez « date: … »"}},
	} {
		r, problems := build(t, map[string]string{"site.yaml": c.site}, false)
		t.Run(c.promise, func(t *testing.T) {
			expectProblems(t, problems, c.want...)
			got := ""
			if r.Edition != nil {
				got = r.Edition.ID.S
			}
			if got != c.current {
				t.Errorf("current %q, want %q", got, c.current)
			}
		})
	}
}

// four projets: two finished, one late, one that nobody knows of.
var fourProjets = map[string]string{
	"missions/m.md": "", "missions/n.md": "", "enjeux/e.md": "", "familles/f.md": "",
	"projets/a.md":               "mission: m\nstatut: acheve\necheance: 2020\nentree: 2020",
	"projets/b.md":               "mission: m\nstatut: acheve\nenjeux: [e]\nentree: 2020",
	"projets/c.md":               "mission: n\nstatut: en-cours\necheance: 2021-T2\nentree: 2021",
	"projets/d.md":               "",
	"actualites/2021-01-01-a.md": "",
}

func with(files map[string]string, name, text string) map[string]string {
	out := map[string]string{name: text}
	for k, v := range files {
		if k != name {
			out[k] = v
		}
	}
	return out
}

func TestTheAnnouncementIsHeldAgainstTheContent(t *testing.T) {
	const fewer = "ajoutez les pages qui manquent, ou écrivez « documentation: partielle »"
	for _, c := range []struct {
		announced, documentation string
		want                     []string
	}{
		{"projets: 4, missions: 2, enjeux: 1, familles: 1, nouveaux: 1, acheves: 2, en-cours: 1, a-venir: 0, suspendus: 0, abandonnes: 0", "complete", nil},
		{"", "complete", nil},
		{"projets: 5", "complete", []string{"7 annonce-incomplete | " + fewer}},
		{"projets: 5", "partielle", nil},
		{"projets: 3", "complete", []string{"7 annonce-depassee | corrigez l'annonce, ou les pages : 3 au plus"}},
		{"projets: 3", "partielle", []string{"7 annonce-depassee | corrigez l'annonce, ou les pages : 3 au plus"}},
		{"acheves: 1", "partielle", []string{"7 annonce-depassee | corrigez l'annonce, ou les pages : 1 au plus"}},
		{"nouveaux: 0", "partielle", []string{"7 annonce-depassee | corrigez l'annonce, ou les pages : 0 au plus"}},
		{"familles: 2", "complete", []string{"7 annonce-incomplete | " + fewer}},
		{"projets: 4.5", "complete", []string{"7 valeur | écrivez un nombre entier, sans unité ni espace"}},
		{"projets: -1", "complete", []string{"7 valeur | écrivez un nombre entier, sans unité ni espace"}},
		{"projet: 4", "complete", []string{"7 cle-inconnue | écrivez « projets: »"}},
		{"a_achever: {2021: 1, 2021-T2: 1, 2020: 0}", "complete", nil},
		{"a_achever: {2021: 2}", "complete", []string{"7 annonce-incomplete | corrigez les échéances, ou écrivez « documentation: partielle »"}},
		{"a_achever: {2021: 2}", "partielle", nil},
		{"a_achever: {2021: 0}", "partielle", []string{"7 annonce-depassee | corrigez l'annonce, ou les échéances"}},
		{"a_achever: {fin 2021: 1}", "complete", []string{"7 valeur | écrivez « 2021-fin »"}},
		{"a_achever: {2021-06/2021-12: 1, 2021-06 / 2021-12: 1}", "partielle", []string{"7 valeur | gardez un seul des deux"}},
		{"a_achever: {2021: 1200.5}", "complete", []string{"7 valeur | écrivez un nombre entier, sans unité ni espace"}},
		{"a_achever: {2021: -3}", "partielle", []string{"7 valeur | écrivez un nombre entier, sans unité ni espace"}},
	} {
		site := siteYAML("  - {id: 2020, titre: a, date: 2020-01-01}\n" +
			fmt.Sprintf("  - {id: 2021, titre: b, date: 2021-09-14,\n     documentation: %s,\n     annonce: {%s}}", c.documentation, c.announced))
		_, problems := build(t, with(fourProjets, "site.yaml", site), false)
		t.Run(c.announced+" "+c.documentation, func(t *testing.T) {
			for i := range problems {
				problems[i].Pos.Col = 0
			}
			var want []string
			for _, w := range c.want {
				want = append(want, "site.yaml:"+w)
			}
			expectProblems(t, problems, want...)
		})
	}
}

func TestFiguresOfEveryEditionAreWholeNumbers(t *testing.T) {
	_, problems := build(t, map[string]string{"site.yaml": siteYAML(
		"  - {id: 2020, titre: a, date: 2020-01-01, annonce: {projets: 30.7, nouveaux: -4, missions: 2, a_achever: {2021: 0.5}}}\n" +
			"  - {id: 2021, titre: b, date: 2021-01-01}")}, false)
	expectProblems(t, problems, "site.yaml:4:63 valeur | écrivez un nombre entier, sans unité ni espace", "site.yaml:4:79 valeur | écrivez un nombre entier, sans unité ni espace",
		"site.yaml:4:114 valeur | écrivez un nombre entier, sans unité ni espace")
}

func TestWhatIsDueIsSaidInOrder(t *testing.T) {
	r, problems := build(t, map[string]string{"site.yaml": siteYAML("  - {id: 2021, titre: b, date: 2021-01-01, documentation: partielle, annonce: {a_achever: {2022: 3, 2021-T4: 1, 2021: 2, 2021-06: 1}}}")}, false)
	expectProblems(t, problems)
	var got []string
	due := roadmap.AnnoncesOf(r.Edition)[len(roadmap.Annonces):]
	for _, d := range due {
		got = append(got, fmt.Sprintf("%v %s", d.In(r.Edition).V, d.Fin.S))
	}
	if s := strings.Join(got, ", "); s != "1 2021-06, 2 2021, 1 2021-T4, 3 2022" {
		t.Errorf("due %s", s)
	}
	if by := due[1].Words(&r.Mots, 2); by != "projets à achever d’ici la fin de 2021" {
		t.Errorf("by %q", by)
	}
}

func TestFiguresAreComputed(t *testing.T) {
	r, problems := build(t, with(fourProjets, "site.yaml", siteYAML(
		"  - {id: 2020, titre: a, date: 2020-01-01, documentation: partielle, annonce: {projets: 30, acheves: 7}}\n"+
			"  - {id: 2021, titre: b, date: 2021-09-14, documentation: partielle, annonce: {projets: 43}}")), false)
	expectProblems(t, problems)
	for inner, want := range map[string]string{
		"compte projets":                             "4",
		"compte missions":                            "2",
		"compte enjeux":                              "1",
		"compte familles":                            "1",
		"compte actualites":                          "1",
		" compte  projets  statut=acheve ":           "2",
		"compte projets statut=non-communique":       "1",
		"compte projets statut=suspendu":             "0",
		"compte projets mission=m":                   "2",
		"compte projets mission=m enjeu=e":           "1",
		"compte projets entree=2021":                 "1",
		"compte projets statut=en-cours entree=2020": "0",
		"annonce projets":                            "43",
		"annonce projets edition=2020":               "30",
		"annonce acheves edition=2020":               "7",
	} {
		value, no := r.Figure(inner)
		if value != want || no != nil {
			t.Errorf("{{%s}} = %q, want %q (%+v)", inner, value, want, no)
		}
	}
	for inner, want := range map[string]string{
		"":                               "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades",
		"projets":                        "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades",
		"compte projets achevés":         "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades",
		"conte projets":                  "écrivez « {{compte projets}} »",
		"xyzxyz projets":                 "mots possibles : compte, annonce",
		"compte projet":                  "écrivez « {{compte projets}} »",
		"compte actualités":              "écrivez « {{compte actualites}} »",
		"compte missions statut=acheve":  "écrivez « {{compte missions}} »",
		"compte projets status=acheve":   "écrivez « {{compte projets statut=acheve}} »",
		"compte projets statut=achevé":   "écrivez « {{compte projets statut=acheve}} »",
		"compte projets mission=zzzzz":   "mots possibles : m, n",
		"compte projets entree=2019":     "mots possibles : 2020, 2021",
		"annonce projets edition=2019":   "éditions : 2020, 2021",
		"annonce projets statut=acheve":  "mots possibles : edition",
		"annonce achevés":                "écrivez « {{annonce acheves}} »",
		"annonce acheves":                "retirez ce chiffre, ou ajoutez-le à « annonce » si le document le donne",
		"annonce familles edition=2020":  "retirez ce chiffre, ou ajoutez-le à « annonce » si le document le donne",
		"compte projets mission=m a=b":   "mots possibles : statut, mission, enjeu, entree",
		"annonce nouveautes":             "écrivez « {{annonce nouveaux}} »",
		"compte missions b=1 a=2 c=3":    "écrivez « {{compte missions}} »",
		"compte projets statut=en cours": "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades",
	} {
		for range 50 { // each time the same
			value, no := r.Figure(inner)
			if value != "" || no == nil || no.Wrong == "" || no.Remedy("") != want {
				t.Fatalf("{{%s}} = %q, %+v, want %q", inner, value, no, want)
			}
		}
	}
}

func TestVocabularyFillsItsBlanks(t *testing.T) {
	one := "  - {id: 2021, titre: b, date: 2021-01-01}"
	r, problems := build(t, map[string]string{"site.yaml": siteYAML(one, "vocabulaire:",
		"  mission: {singulier: priorité, genre: f}", "  projet: {singulier: chantier, pluriel: chantiers, genre: m, adresse: les-chantiers}", "  enjeu: {pluriel: Grands enjeux}")}, false)
	expectProblems(t, problems)
	for _, c := range []struct{ got, want roadmap.Nom }{
		{r.Mots.Famille, roadmap.Nom{french.Nom{Singulier: "famille", Pluriel: "familles", Feminin: true}, "familles"}},
		{r.Mots.Mission, roadmap.Nom{french.Nom{Singulier: "priorité", Pluriel: "priorités", Feminin: true}, "priorites"}},
		{r.Mots.Projet, roadmap.Nom{french.Nom{Singulier: "chantier", Pluriel: "chantiers"}, "les-chantiers"}},
		{r.Mots.Enjeu, roadmap.Nom{french.Nom{Singulier: "enjeu", Pluriel: "Grands enjeux"}, "enjeux"}},
	} {
		if c.got != c.want {
			t.Errorf("%+v, want %+v", c.got, c.want)
		}
	}

	for _, c := range []struct{ words, want string }{
		{"mission: {adresse: Priorités}", "8:22 vocabulaire-adresse | écrivez « priorites »"},
		{"mission: {adresse: calendrier}", "8:22 vocabulaire-adresse | choisissez une autre « adresse: »"},
		{"mission: {adresse: projets}", "0 vocabulaire-adresse | donnez à chacun la sienne"},
		{"mission: {singulier: \"{{x\", adresse: x}", "8:24 chiffre | écrivez le nom sans accolades"},
		{"mission: {pluriel: \"a {{compte projets}}\"}", "8:22 chiffre | écrivez le nom sans accolades"},
		{"mission: {genre: feminin}", "8:20 valeur | écrivez « f »"},
		{"missions: {singulier: a}", "8:3 cle-inconnue | écrivez « mission: »"},
	} {
		_, problems := build(t, map[string]string{"site.yaml": siteYAML(one, "vocabulaire:", "  # leurs mots", "  famille: {}", "  "+c.words)}, false)
		t.Run(c.words, func(t *testing.T) {
			expectProblems(t, problems, strings.Replace("site.yaml:"+c.want, ":0", "", 1))
		})
	}
}
