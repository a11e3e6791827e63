package roadmap_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/sample"
)

const editions = `editions:
  - {id: "2020", titre: Première, date: 2020-09-01}
  - {id: "2021", titre: Seconde, date: 2021-09-14}
`

// build makes a roadmap of files, given without the lines around front matter
// and without title when they have none. The home page and site.yaml are there.
func build(t testing.TB, files map[string]string, brouillons bool) (*roadmap.Roadmap, []diag.Problem) {
	t.Helper()
	fsys := fstest.MapFS{
		"site.yaml": {Data: []byte("titre: Essai\nurl: https://exemple.fr/\n" + editions)},
		"index.md":  {Data: []byte("---\ntitre: Accueil\n---\n")},
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".md") {
			if !strings.HasPrefix(text, "titre:") {
				text = "titre: Un titre\n" + text
			}
			text = "---\n" + text + "\n---\n"
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var p diag.List
	tree, err := content.Load(fsys, roadmap.Types(), &p)
	if err != nil {
		t.Fatal(err)
	}
	r := roadmap.New(roadmap.Input{Tree: tree, Brouillons: brouillons}, &p)
	return r, p.Sorted()
}

func expectProblems(t testing.TB, got []diag.Problem, want ...string) {
	t.Helper()
	lines := []string{}
	for _, p := range got {
		s := strings.TrimPrefix(p.Pos.String(), "content/") + " " + p.Code
		if p.Hint != "" {
			s += " | " + p.Hint
		}
		lines = append(lines, s)
	}
	if !slices.Equal(lines, want) {
		t.Errorf("problems:\n\t%s\nwant:\n\t%s", strings.Join(lines, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// slugs names the items of a list, in its order.
func slugs[T interface{ Slug() string }](list []T) string {
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = x.Slug()
	}
	return strings.Join(names, " ")
}

func TestPartsPointAtEachOther(t *testing.T) {
	r, problems := build(t, map[string]string{
		"familles/f.md":              "",
		"missions/m.md":              "famille: f",
		"missions/n.md":              "",
		"enjeux/e.md":                "",
		"projets/p.md":               "mission: m\nenjeux: [e]\nentree: \"2021\"",
		"projets/q.md":               "",
		"actualites/2021-01-01-a.md": "projets: [p, q]\nenjeux: [e]",
		"actualites/2021-02-01-b.md": "mission: n",
		"actualites/2021-03-01-c.md": "missions: [m]\nprojets: [p]",
		"pages/x.md":                 "",
	}, false)
	expectProblems(t, problems)
	m, n, p, q, e := r.Missions[0], r.Missions[1], r.Projets[0], r.Projets[1], r.Enjeux[0]
	if m.Famille != r.Familles[0] || n.Famille != nil || slugs(r.Familles[0].Missions) != "m" {
		t.Error("familles and missions")
	}
	if p.Mission != m || q.Mission != nil || slugs(m.Projets) != "p" || len(n.Projets) != 0 {
		t.Error("missions and projets")
	}
	if len(p.Enjeux) != 1 || p.Enjeux[0] != e || slugs(e.Projets) != "p" {
		t.Error("enjeux and projets")
	}
	if p.Entree == nil || p.Entree != r.Edition || p.Entree.ID.S != "2021" || q.Entree != nil {
		t.Error("editions and projets")
	}
	for _, c := range []struct{ what, got, want string }{
		{"all, the latest first", slugs(r.Actualites), "2021-03-01-c 2021-02-01-b 2021-01-01-a"},
		{"of a mission, once, its projets' too", slugs(m.Actualites), "2021-03-01-c 2021-01-01-a"},
		{"of another mission", slugs(n.Actualites), "2021-02-01-b"},
		{"of a projet", slugs(p.Actualites), "2021-03-01-c 2021-01-01-a"},
		{"of an enjeu", slugs(e.Actualites), "2021-01-01-a"},
	} {
		if c.got != c.want {
			t.Errorf("actualités %s: %s, want %s", c.what, c.got, c.want)
		}
	}
	if r.Actualites[0].Date.ISO() != "2021-03-01" || r.Accueil.Titre() != "Accueil" || slugs(r.Libres) != "x" {
		t.Error("dates, home or pages")
	}
}

func TestListsStandInTheOrderOfReaders(t *testing.T) {
	r, problems := build(t, map[string]string{
		"projets/e.md": "titre: École",
		"projets/d.md": "titre: Eau",
		"projets/c.md": "titre: Zoo\nordre: 2",
		"projets/b.md": "titre: Zoo\nordre: 1.5",
		"projets/a.md": "titre: Zoo\nordre: 2",
		"projets/f.md": "titre: Abeille",
		"projets/g.md": "titre: Zoo\nordre: -1",
		"projets/h.md": "titre: Zoo\nordre: 0",
	}, false)
	expectProblems(t, problems)
	if got := slugs(r.Projets); got != "g h b a c f d e" {
		t.Errorf("order %s", got)
	}
}

func TestReferencesLeadSomewhere(t *testing.T) {
	many := map[string]string{"projets/p.md": "mission: zzz"}
	for i := range 13 {
		many[fmt.Sprintf("missions/m%d.md", i)] = ""
	}
	for _, c := range []struct {
		promise string
		files   map[string]string
		want    []string
	}{
		{"the nearest name", map[string]string{"missions/data.md": "", "projets/p.md": "mission: dataa"}, []string{"projets/p.md:3:10 reference | écrivez « data »"}},
		{"accents and capitals do not matter", map[string]string{"missions/numerique.md": "", "projets/p.md": "mission: Numérique"}, []string{"projets/p.md:3:10 reference | écrivez « numerique »"}},
		{"a file name", map[string]string{"enjeux/inclusion.md": "", "projets/p.md": "enjeux: [inclusion.md]"}, []string{"projets/p.md:3:10 reference | écrivez « inclusion »"}},
		{"all names when few", map[string]string{"missions/un.md": "", "missions/deux.md": "", "projets/p.md": "mission: zzzzzz"}, []string{"projets/p.md:3:10 reference | noms possibles : deux, un"}},
		{"no name when many", many, []string{"projets/p.md:3:10 reference | le nom est celui du fichier, sans « .md »"}},
		{"an empty folder", map[string]string{"missions/m.md": "famille: f"}, []string{"missions/m.md:3:10 reference | ce dossier de content/ est vide : créez la page, ou retirez cette clé"}},
		{"a draft", map[string]string{"missions/m.md": "brouillon: true", "projets/p.md": "mission: m"}, []string{"projets/p.md:3:10 reference | cette page est un brouillon : publiez-la, ou ajoutez --brouillons"}},
		{"a draft of another kind", map[string]string{"enjeux/m.md": "brouillon: true", "missions/n.md": "", "projets/p.md": "mission: m"}, []string{"projets/p.md:3:10 reference | noms possibles : n"}},
		{"a draft in a folder of its own", map[string]string{"missions/m/index.md": "brouillon: true", "projets/p.md": "mission: m"}, []string{"projets/p.md:3:10 reference | cette page est un brouillon : publiez-la, ou ajoutez --brouillons"}},
		{"of a list, the wrong one", map[string]string{"enjeux/a.md": "", "projets/p.md": "enjeux:\n  - a\n  - aa"}, []string{"projets/p.md:5:5 reference | écrivez « a »"}},
		{"twice the same", map[string]string{"enjeux/a.md": "", "projets/p.md": "enjeux: [a, a]"}, []string{"projets/p.md:3:13 reference-en-double | gardez-la une fois"}},
		{"twice the same mission by two keys", map[string]string{"missions/a.md": "", "actualites/2021-01-01-x.md": "mission: a\nmissions: [a]"}, []string{"actualites/2021-01-01-x.md:4:12 reference-en-double | gardez-la une fois"}},
		{"an edition", map[string]string{"projets/p.md": "entree: \"2019\""}, []string{"projets/p.md:3:9 edition-inconnue | éditions de site.yaml : 2020, 2021"}},
	} {
		_, problems := build(t, c.files, false)
		t.Run(c.promise, func(t *testing.T) { expectProblems(t, problems, c.want...) })
	}
}

func TestFactsThatContradictEachOtherAreNamed(t *testing.T) {
	for _, c := range []struct{ promise, file, text, want string }{
		{"updated before published", "pages/a.md", "publie: 2021-02-01\nmis_a_jour: 2021-01-01", ":4:13 dates | échangez les deux dates, ou corrigez l'une"},
		{"begins after its end", "projets/a.md", "debut: 2022\necheance: 2021-T4", ":3:8 dates | corrigez l'une des deux"},
		{"milestone begins after its end", "projets/a.md", "jalons:\n  - {titre: a, debut: 2022, echeance: 2021}", ":4:23 dates | corrigez l'une des deux"},
		{"milestone without date", "projets/a.md", "jalons:\n  - titre: a", ":4:5 jalon-sans-echeance | ajoutez par exemple « echeance: 2021-T4 »"},
		{"two events of one day", "projets/a.md", "historique:\n  - {date: 2021-01-01, note: a}\n  - {date: 2021-01-01, note: b}", ":5:5 jour-en-double | réunissez les deux"},
		{"an event that says nothing", "projets/a.md", "historique:\n  - date: 2021-01-01", ":4:5 historique-vide | ajoutez « statut », « echeance » ou « note »"},
		{"two measures of one day", "pages/a.md", "indicateurs:\n  - nom: a\n    mesures:\n      - {date: 2021-01-01, valeur: 1}\n      - {date: 2021-01-01, valeur: 1}", ":7:9 jour-en-double | gardez une seule des deux"},
		{"two indicators of one name", "missions/a.md", "indicateurs:\n  - nom: a\n  - nom: a", ":5:5 indicateur-en-double | réunissez leurs mesures"},
		{"at least and about", "projets/a.md", "indicateurs:\n  - nom: a\n    mesures: [{date: 2021-01-01, valeur: 1, minimum: true, approximatif: true}]", ":5:15 mesure-imprecise | gardez l'un des deux"},
		{"no day in the name", "actualites/bilan.md", "", " actualite-sans-date | renommez-la « AAAA-MM-JJ-bilan.md »"},
		{"a day that does not exist", "actualites/2021-13-45-bilan.md", "", " actualite-sans-date | renommez-la « AAAA-MM-JJ-bilan.md »"},
		{"a month in the name", "actualites/2021-09-bilan.md", "", " actualite-sans-date | renommez-la « AAAA-MM-JJ-bilan.md »"},
		{"a day that the page tells", "actualites/bilan.md", "publie: 2021-09-14", " actualite-sans-date | renommez-la « 2021-09-14-bilan.md »"},
		{"a day written otherwise", "actualites/7e-bilan-du-14-septembre-2021.md", "", " actualite-sans-date | renommez-la « 2021-09-14-7e-bilan.md »"},
		{"a day in figures alone", "actualites/20210914-bilan.md", "", " actualite-sans-date | renommez-la « 2021-09-14-bilan.md »"},
		{"several days in the name", "actualites/forum-du-14-au-18-septembre-2021.md", "", " actualite-sans-date | renommez-la « AAAA-MM-JJ-forum-du-14-au-18-septembre-2021.md »"},
		{"a day and nothing more", "actualites/2021-09-14.md", "", " actualite-sans-date | renommez-la « 2021-09-14-titre.md »"},
		{"another day than its name's", "actualites/2021-09-14-bilan.md", "publie: 2021-09-15", ":3:9 actualite-date | retirez « publie », ou renommez le fichier"},
		{"an address elsewhere", "pages/a.md", "alias: [\"https://exemple.fr/a/\"]", ":3:9 alias | si elle était sur ce site, écrivez la suite de son nom : « /a/ » ; sinon, retirez-la"},
		{"an address elsewhere that is no page", "pages/a.md", "alias: [\"https://exemple.fr/\"]", ":3:9 alias | écrivez une ancienne adresse de ce site : « /ancienne-page/ »"},
		{"an address without slashes, as it was", "pages/a.md", "alias: [Ancienne Page]", ":3:9 alias | écrivez « /Ancienne Page/ »"},
		{"a page without a slash", "pages/a.md", "alias: [\"article.php?id=12\"]", ":3:9 alias | écrivez « /article.php?id=12 »"},
		{"an anchor, of which no server is told", "pages/a.md", "alias: [\"/a/#suite\"]", ":3:9 alias | écrivez « /a/ »"},
		{"slashes of Windows", "pages/a.md", `alias: ['/a\b.html']`, ":3:9 alias | écrivez « /a/b.html »"},
		{"a question mark between brackets", "pages/a.md", "alias: [/a/, /spip.php?article12]", ":3:14 yaml-syntaxe | écrivez « \"/spip.php?article12\" »"},
		{"a question in a group", "pages/a.md", "liens: [{titre: Et après ?, url: 'https://exemple.fr/'}]", ":3:17 yaml-syntaxe | écrivez « \"Et après ?\" »"},
		{"an address that no host takes", "pages/a.md", "alias: [/" + strings.Repeat("a/", 250) + "]", ":3:9 alias | une ancienne adresse a 500 caractères au plus"},
	} {
		_, problems := build(t, map[string]string{c.file: c.text}, false)
		t.Run(c.promise, func(t *testing.T) { expectProblems(t, problems, c.file+c.want) })
	}
}

// What only looks like a fault is none.
func TestPlainFactsAreNotNamed(t *testing.T) {
	for promise, text := range map[string]string{
		"nothing but a title":                    "",
		"begins in the year in which it ends":    "debut: 2021-06\necheance: 2021",
		"begins within its own end":              "debut: 2021-12-31\necheance: 2021-T4",
		"history in any order":                   "historique:\n  - {date: 2021-02-01, note: b}\n  - {date: 2021-01-01, statut: en-cours}",
		"published and updated the same day":     "publie: 2021-01-01\nmis_a_jour: 2021-01-01",
		"the same day in two indicators":         "indicateurs:\n  - nom: a\n    mesures: [{date: 2021-01-01, valeur: 1}]\n  - nom: b\n    mesures: [{date: 2021-01-01, valeur: 1}]",
		"a value that falls, one that is nought": "indicateurs:\n  - nom: a\n    mesures: [{date: 2021-01-01, valeur: 1}, {date: 2021-02-01, valeur: 0}]",
	} {
		_, problems := build(t, map[string]string{"projets/a.md": text}, false)
		t.Run(promise, func(t *testing.T) { expectProblems(t, problems) })
	}
}

func TestAliasesAreAddressesOfThisSite(t *testing.T) {
	for s, want := range map[string]bool{
		"/a/": true, "/a/b/": true, "/a.html": true, "/a/b.html": true, "/A_b-c~1/": true, "/v1.2/a/": true, "/a": true, "/é/": true, "/a b/": true,
		"/a.htm": true, "/a.php": true, "/spip.php?article12": true, "/?p=12": true, "/%C3%A9t%C3%A9/": true, "/caf%E9.html": true, "/C:/": true, "/con/": true, "/a./": true,
		"": false, "/": false, "a": false, "a/": false, "//a/": false, "/a//b/": false, "/../a/": false, "/a/../b/": false,
		"/./a/": false, "/.git/": false, "/a/.html": false, "https://a/": false, "/a?": false, "/?": false, "/a#b/": false,
		"/a\\b/": false, "/a/\n": false, "/%2e%2e/": false, "/%0a/": false, "/%zz/": false, `/..\\a/`: false, "/a%5c/": false,
		"/" + strings.Repeat("a", 498) + "/": true, "/" + strings.Repeat("a", 499) + "/": false,
	} {
		if _, got := roadmap.ParseAlias(s); got != want {
			t.Errorf("ParseAlias(%q) = %v, want %v", s, got, want)
		}
	}
}

// A page at a former address leads on where a file can be there, on every disk.
func TestFormerAddressesAreFilesWhereTheyCanBe(t *testing.T) {
	for s, want := range map[string]string{
		"/a/": "a/index.html", "/a": "a/index.html", "/a.html": "a.html", "/A/B.HTM": "A/B.HTM", "/a.php": "a.php/index.html", "/%C3%A9t%C3%A9/": "été/index.html", "/e\u0301/": "é/index.html",
		"/spip.php?article12": "", "/?p=12": "", "/caf%E9.html": "", "/C:/": "", "/con/": "", "/a./": "", "/100%25/": "", "/" + strings.Repeat("a", 200) + "/": "",
	} {
		if a, ok := roadmap.ParseAlias(s); !ok || a.File() != want {
			t.Errorf("%q is the file %q, want %q", s, a.File(), want)
		}
	}
}

func TestDraftsAreLeftOutUnlessAskedFor(t *testing.T) {
	files := map[string]string{"projets/a.md": "brouillon: true", "projets/b.md": "brouillon: false", "projets/c.md": ""}
	r, problems := build(t, files, false)
	expectProblems(t, problems)
	if slugs(r.Projets) != "b c" || !r.Brouillons["content/projets/a.md"] || len(r.Brouillons) != 1 {
		t.Errorf("projets %s, drafts %v", slugs(r.Projets), r.Brouillons)
	}
	r, problems = build(t, files, true)
	expectProblems(t, problems)
	if slugs(r.Projets) != "a b c" || len(r.Brouillons) != 0 {
		t.Errorf("with drafts: projets %s, drafts %v", slugs(r.Projets), r.Brouillons)
	}
}

func TestTwoPagesHaveNotOneAddress(t *testing.T) {
	r, problems := build(t, map[string]string{"projets/a.md": "", "projets/x/a.md": "", "projets/a/index.md": "", "missions/a.md": ""}, false)
	expectProblems(t, problems,
		"projets/a/index.md nom-en-double | donnez un autre nom à l'un des deux",
		"projets/x/a.md nom-en-double | donnez un autre nom à l'un des deux")
	if slugs(r.Projets) != "a" {
		t.Errorf("projets %s", slugs(r.Projets))
	}
}

func TestAHomePageIsCompulsory(t *testing.T) {
	const missing = "index.md accueil-absent | créez-la : « --- », « titre: … », « --- », puis le texte de présentation"
	tree := &content.Tree{Site: new(roadmap.SiteFields)}
	var p diag.List
	if r := roadmap.New(roadmap.Input{Tree: tree}, &p); r.Accueil != nil || r.Edition != nil {
		t.Error("there is a home page or an edition")
	}
	expectProblems(t, p.Sorted(), missing)

	_, problems := build(t, map[string]string{"index.md": "titre: a\nbrouillon: true"}, false)
	expectProblems(t, problems, "index.md:3:12 accueil-brouillon | retirez cette ligne")
	_, problems = build(t, map[string]string{"index.md": "titre: a\nbrouillon: true"}, true)
	expectProblems(t, problems)
	_, problems = build(t, map[string]string{"index.md": "titre: [a"}, false)
	if len(problems) != 1 || problems[0].Code != "yaml-syntaxe" {
		t.Errorf("problems %v", problems)
	}
}

// Without site.yaml, what is wrong is said once and nothing falls.
func TestARoadmapWithoutSiteStands(t *testing.T) {
	var p diag.List
	r := roadmap.New(roadmap.Input{Tree: &content.Tree{}}, &p)
	if r.Site == nil || r.Mots.Projet.Pluriel != "projets" {
		t.Errorf("site %v, words %v", r.Site, r.Mots)
	}
	for _, inner := range []string{"compte projets", "annonce projets", "compte projets entree=2021"} {
		r.Figure(inner)
	}
}

func TestLatenessCountsFromTheEdition(t *testing.T) {
	r, problems := build(t, map[string]string{
		"projets/a.md": "echeance: 2021-T2\njalons:\n  - {titre: a, echeance: 2021-01}\n  - {titre: b, echeance: 2021-01, atteint: false}\n  - {titre: c, echeance: 2021-01, atteint: true}\n  - {titre: d, echeance: 2022, atteint: false}",
		"projets/b.md": "echeance: 2021-T2\nstatut: acheve",
		"projets/c.md": "echeance: 2021-T2\nstatut: abandonne",
		"projets/d.md": "echeance: 2021-T2\nstatut: suspendu",
		"projets/e.md": "echeance: 2021-09-13\nstatut: en-cours",
		"projets/f.md": "echeance: 2021-09-14\nstatut: en-cours",
		"projets/g.md": "echeance: 2021\nstatut: en-cours",
		"projets/h.md": "statut: en-cours",
		"projets/i.md": "echeance: 2021-01/2021-12\nstatut: a-venir",
	}, false)
	expectProblems(t, problems)
	late := ""
	for _, p := range r.Projets {
		if r.State(p, nil).Late() {
			late += p.Slug()
		}
	}
	if late != "de" { // a says no status: nobody knows
		t.Errorf("late: %s, want d and e", late)
	}
	for i, want := range []bool{false, true, false, false} {
		if j := &r.Projets[0].Jalons[i]; r.State(r.Projets[0], j).Late() != want {
			t.Errorf("milestone %s late: %v, want %v", j.Titre.S, !want, want)
		}
	}
	r.Edition = nil
	if r.State(r.Projets[4], nil).Late() {
		t.Error("late at no date")
	}
	for i, want := range []string{"Non communiqué", "Non atteint", "Atteint", "Non atteint"} {
		if got := r.State(r.Projets[0], &r.Projets[0].Jalons[i]).Mot; got != want {
			t.Errorf("without an edition, milestone %d is « %s », want « %s »", i, got, want)
		}
	}
	if got := r.State(r.Projets[3], nil).Mot; got != "Suspendu" {
		t.Errorf("without an edition, what is suspended is « %s »", got)
	}
}

func TestDatedThingsStandInTheirOrder(t *testing.T) {
	r, problems := build(t, map[string]string{"projets/a.md": `jalons:
  - {titre: c, echeance: 2021}
  - {titre: a, echeance: 2021-T1}
  - {titre: d, echeance: 2021-12-31}
  - {titre: b, echeance: 2021-06}
historique:
  - {date: 2021-02-01, note: b}
  - {date: 2021-03-01, note: a}
  - {date: 2021-01-01, note: c}
indicateurs:
  - nom: n
    mesures: [{date: 2021-02-01, valeur: 2}, {date: 2021-03-01, valeur: 3}, {date: 2021-01-01, valeur: 1}]`}, false)
	expectProblems(t, problems)
	p := r.Projets[0]
	got := ""
	for _, j := range p.Milestones() {
		got += j.Titre.S
	}
	for _, e := range p.Events() {
		got += e.Note.S
	}
	for _, m := range p.Indicateurs[0].Measures() {
		got += fmt.Sprint(m.Valeur.V)
	}
	if got != "abcd"+"abc"+"123" {
		t.Errorf("order %s", got)
	}
	if p.Jalons[0].Titre.S != "c" || p.Historique[0].Note.S != "b" {
		t.Error("what the editor wrote was moved")
	}
}

func TestFieldsReadThemselves(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"projets/a.md", "statut: Terminé", ":3:9 valeur | écrivez « acheve »"},
		{"projets/a.md", "statut: en cours", ":3:9 valeur | écrivez « en-cours »"},
		{"projets/a.md", "statut: à venir", ":3:9 valeur | écrivez « a-venir »"},
		{"projets/a.md", "statut: annulé", ":3:9 valeur | écrivez « abandonne »"},
		{"projets/a.md", "statut: xyzxyz", ":3:9 valeur | valeurs possibles : acheve, en-cours, a-venir, suspendu, abandonne, non-communique"},
		{"projets/a.md", "code: É1", ":3:7 valeur | des lettres sans accent, des chiffres et des points, 12 au plus : IDNUM, Pi3, 1.2"},
		{"projets/a.md", "code: ABCDEFGHIJKLM", ":3:7 valeur | des lettres sans accent, des chiffres et des points, 12 au plus : IDNUM, Pi3, 1.2"},
		{"projets/a.md", "echeance: fin 2021", ":3:11 valeur | écrivez « 2021-fin »"},
		{"projets/a.md", "debut: d'ici 2027", ":3:8 valeur | écrivez « 2027 »"},
		{"projets/a.md", "jalons: [{titre: a, debut: T3 2021, echeance: 2021-fin}]", ":3:28 valeur | écrivez « 2021-T3 »"},
		{"projets/a.md", "jalons: [{titre: a, echeance: de septembre 2022 à janvier 2023}]", ":3:31 valeur | écrivez « 2022-09/2023-01 »"},
		{"projets/a.md", "indicateurs: [{nom: a, echeance: second semestre 2025}]", ":3:34 valeur | écrivez « 2025-S2 »"},
		{"projets/a.md", "indicateurs: [{nom: a, mesures: [{date: 14.9.2021, valeur: 1}]}]", ":3:41 date | écrivez « date: 2021-09-14 »"},
		{"projets/a.md", "image: ![Portrait](portrait.svg)", ":3:8 yaml-etiquette | écrivez « image: {fichier: portrait.svg, alternative: Portrait} »"},
		{"projets/a.md", "indicateurs: [{nom: a, mesures: [{date: NC, valeur: 1}]}]", ":3:41 date | cette clé est obligatoire : donnez sa valeur, ou retirez tout l'élément"},
		{"projets/a.md", "historique: [{date: 1er janvier 2022, note: a}]", ":3:21 date | écrivez « date: 2022-01-01 »"},
		{"missions/a.md", "sources: [{titre: a, date: 14/09/21}]", ":3:28 date | écrivez « date: 2021-09-14 »"},
		{"pages/a.md", "liens: [{titre: a, url: www.exemple.fr}]", ":3:25 valeur | écrivez « https://www.exemple.fr »"},
		{"pages/a.md", "liens: [{titre: a, url: \"javascript:alert(1)\"}]", ":3:25 valeur | écrivez une adresse complète : https://www.exemple.gouv.fr/page"},
		{"pages/a.md", "liens: [{titre: a, url: \"https://a/\\\" onclick=x\"}]", ":3:25 valeur | écrivez une adresse complète : https://www.exemple.gouv.fr/page"},
		{"pages/a.md", "liens: [{titre: a}]", ":3:9 cle-manquante | ajoutez « url: … »"},
		{"pages/a.md", "statut: acheve", ":3:1 cle-inconnue | clés possibles : titre, resume, image, publie, mis_a_jour, brouillon, a_paraitre, alias, liens, sources, reserve, indicateurs"},
		{"missions/a.md", "pilote: DINUM", ":3:1 cle-inconnue | écrivez « pilotes: [DINUM] »"},
	} {
		_, problems := build(t, map[string]string{c.file: c.text}, false)
		t.Run(c.text, func(t *testing.T) { expectProblems(t, problems, c.file+c.want) })
	}
	r, problems := build(t, map[string]string{"projets/a.md": "statut: en-cours\ncode: 12", "projets/b.md": "code: Pi3.2"}, false)
	expectProblems(t, problems)
	if a, b := r.Projets[0], r.Projets[1]; a.Statut.Key() != "en-cours" || b.Statut.Rank() != roadmap.NonCommunique || a.Code.S != "12" || b.Code.S != "Pi3.2" {
		t.Error("status or code")
	}
}

// Linking a large roadmap, once its documents are read.
func BenchmarkNew(b *testing.B) {
	fsys := fstest.MapFS{}
	for name, data := range sample.Content(10_000, 10) {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	var p diag.List
	tree, err := content.Load(fsys, roadmap.Types(), &p)
	if err != nil || p.Len() > 0 {
		b.Fatal(err, p.Sorted())
	}
	b.ReportAllocs()
	for b.Loop() {
		roadmap.New(roadmap.Input{Tree: tree}, &p)
	}
	if p.Len() > 0 {
		b.Fatal(p.Sorted()[0])
	}
}
