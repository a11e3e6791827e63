package content_test

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// matter is a front matter with a key of each type.
type matter struct {
	content.At
	Titre  content.Text   `cle:"titre,requis"`
	Resume content.Text   `cle:"resume"`
	Ordre  content.Number `cle:"ordre"`
	Jour   content.Date   `cle:"publie"`
	Idee   content.Bool   `cle:"brouillon"`
	Noms   []content.Text `cle:"pilotes"`
	Groupe group          `cle:"groupe"`
	Liste  []group        `cle:"jalons"`
	Liens  []link         `cle:"liens"`
}

type link struct {
	Titre content.Text `cle:"titre,requis"`
	URL   content.Text `cle:"url"`
	Date  content.Date `cle:"date"`
}

type group struct {
	content.At
	Titre  content.Text   `cle:"titre,requis"`
	Valeur content.Number `cle:"valeur"`
}

type siteFields struct {
	Titre  content.Text `cle:"titre,requis"`
	Autres free         `cle:"autres"`
}

type free struct {
	Par map[string]content.Number `cle:"*"`
}

var types = content.Types{
	Site:   func() any { return new(siteFields) },
	Matter: func(content.Kind) any { return new(matter) },
}

// folder makes a content folder of files given by their paths.
func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"site.yaml": {Data: []byte("titre: Essai\n")}}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func load(t testing.TB, fsys fs.FS) (*content.Tree, []diag.Problem) {
	t.Helper()
	var problems diag.List
	tree, err := content.Load(fsys, types, &problems)
	if err != nil {
		t.Fatal(err)
	}
	return tree, problems.Sorted()
}

// short writes problems as « file:line:col code | hint ».
func short(problems []diag.Problem) []string {
	out := []string{}
	for _, p := range problems {
		s := strings.TrimPrefix(p.Pos.String(), "content/") + " " + p.Code
		if p.Hint != "" {
			s += " | " + p.Hint
		}
		out = append(out, s)
	}
	return out
}

func expectProblems(t *testing.T, got []diag.Problem, want ...string) {
	t.Helper()
	if s := short(got); !slices.Equal(s, want) {
		t.Errorf("problems:\n\t%s\nwant:\n\t%s", strings.Join(s, "\n\t"), strings.Join(want, "\n\t"))
	}
}

const front = "---\ntitre: Un titre\n---\n"

func TestEachFileHasItsPlace(t *testing.T) {
	tree, problems := load(t, folder(map[string]string{
		"index.md":                          front,
		"familles/f.md":                     front,
		"missions/m.md":                     front,
		"projets/p.md":                      front,
		"projets/seul.png":                  "x",
		"projets/q/index.md":                front,
		"projets/q/plan.svg":                "x",
		"projets/classement/r.md":           front,
		"enjeux/e.md":                       front,
		"actualites/2021-09-14-a.md":        front,
		"pages/x.md":                        front,
		"pages/cafe\u0301.txt":              "x", // decomposed, as some systems write names
		"racine/humans.txt":                 "x",
		"racine/.well-known/security.txt":   "x",
		"editions/2020.json":                "{}",
		"README.md":                         "lu par personne",
		"projets/README.md":                 "lu par personne",
		"projets/.cache/a.md":               "lu par personne",
		".DS_Store":                         "x",
		"projets/p.md~":                     "lu par personne",
		"actualites/2021-09-14-b/index.md":  front,
		"actualites/2021-09-14-b/photo.jpg": "x",
	}))
	expectProblems(t, problems)
	var got []string
	for _, d := range tree.Documents {
		got = append(got, fmt.Sprintf("%s %s %q %v", d.Path, d.Kind, d.Slug, d.Bundle))
	}
	want := []string{
		`content/actualites/2021-09-14-a.md actualite "2021-09-14-a" false`,
		`content/actualites/2021-09-14-b/index.md actualite "2021-09-14-b" true`,
		`content/enjeux/e.md enjeu "e" false`,
		`content/familles/f.md famille "f" false`,
		`content/index.md accueil "" false`,
		`content/missions/m.md mission "m" false`,
		`content/pages/x.md page "x" false`,
		`content/projets/classement/r.md projet "r" false`,
		`content/projets/p.md projet "p" false`,
		`content/projets/q/index.md projet "q" true`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("documents:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, name := range []string{"content/projets/seul.png", "content/projets/q/plan.svg", "content/pages/café.txt"} {
		if tree.Files[name] == "" {
			t.Errorf("%s is not known", name)
		}
	}
	if disk := tree.Files["content/pages/café.txt"]; disk != "content/pages/cafe\u0301.txt" {
		t.Errorf("the file on disk is %q", disk)
	}
	if !slices.Equal(tree.Racine, []string{"racine/.well-known/security.txt", "racine/humans.txt"}) || !slices.Equal(tree.Editions, []string{"editions/2020.json"}) {
		t.Errorf("racine %q, editions %q", tree.Racine, tree.Editions)
	}
}

func TestMisplacedFilesAreNamed(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"perdue.md", "perdue.md page-perdue | déplacez-la dans un de ces dossiers : content/familles, content/missions, content/projets, content/enjeux, content/actualites, content/pages"},
		{"projets/index.md", "projets/index.md page-perdue | la liste est faite par le site ; retirez ce fichier ou donnez-lui un autre nom"},
		{"actualites/Bilan du 14 septembre 2021.md", "actualites/Bilan du 14 septembre 2021.md nom-de-fichier | renommez-le « 2021-09-14-bilan.md »"},
		{"projets/ÉTÉ.md", "projets/ÉTÉ.md nom-de-fichier | renommez-le « ete.md »"},
		{"projets/été/index.md", "projets/été/index.md nom-de-fichier | renommez son dossier « ete »"},
		{"projets/…….md", "projets/…….md nom-de-fichier | des lettres minuscules sans accent, des chiffres et des tirets"},
		{"projets/" + strings.Repeat("a", 81) + ".md", "projets/" + strings.Repeat("a", 81) + ".md nom-de-fichier | renommez-le « " + strings.Repeat("a", 80) + ".md »"},
		{"projets/con.md", "projets/con.md nom-de-fichier | renommez-le « nom-con.md »"},
		{"projets/lpt1/index.md", "projets/lpt1/index.md nom-de-fichier | renommez son dossier « nom-lpt1 »"},
		{"projets/a.markdown", "projets/a.markdown nom-de-fichier | renommez-le « a.md »"},
		{"site.yml", "site.yml nom-de-fichier | renommez-le « site.yaml »"},
		{"Projets/a.md", "Projets dossier-inconnu | renommez-le « projets »"},
		{"actualités/a.md", "actualités dossier-inconnu | renommez-le « actualites »"},
		{"editions/a.md", "editions/a.md page-perdue | déplacez-la dans un de ces dossiers : content/familles, content/missions, content/projets, content/enjeux, content/actualites, content/pages"},
	} {
		tree, problems := load(t, folder(map[string]string{c.file: front}))
		expectProblems(t, problems, c.want)
		if misspelt := strings.Contains(c.want, "dossier-inconnu"); misspelt != (len(tree.Documents) > 0) {
			t.Errorf("%s is a document: %t; what is in a folder whose name is only misspelt is read", c.file, !misspelt)
		}
	}
}

func TestSpecialFilesAreRefused(t *testing.T) {
	fsys := folder(map[string]string{"index.md": front})
	fsys["projets/lien.md"] = &fstest.MapFile{Data: []byte("cible"), Mode: fs.ModeSymlink | 0o777}
	fsys["projets/tube"] = &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o644}
	_, problems := load(t, fsys)
	expectProblems(t, problems,
		"projets/lien.md lien-symbolique | remplacez-le par une copie du fichier",
		"projets/tube fichier-special | retirez-le")
}

// denied refuses to open some files, as a disk does.
type denied struct {
	fs.FS
	name string
}

func (d denied) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

func TestWhatCannotBeReadIsNamedAndTheRestIsRead(t *testing.T) {
	fsys := folder(map[string]string{"projets/a.md": front, "projets/b.md": front, "missions/m.md": front})
	tree, problems := load(t, denied{fsys, "projets/a.md"})
	expectProblems(t, problems, "projets/a.md lecture | donnez le droit de lire ce fichier")
	if len(tree.Documents) != 2 {
		t.Errorf("%d documents, want 2", len(tree.Documents))
	}
	tree, problems = load(t, denied{fsys, "projets"})
	expectProblems(t, problems, "projets lecture | donnez le droit de lire ce fichier")
	if len(tree.Documents) != 1 {
		t.Errorf("%d documents, want 1", len(tree.Documents))
	}
	if _, err := content.Load(denied{fsys, "."}, types, new(diag.List)); err == nil {
		t.Error("a content folder that cannot be read is no error")
	}
}

func TestSiteFileIsCompulsory(t *testing.T) {
	fsys := folder(nil)
	delete(fsys, "site.yaml")
	tree, problems := load(t, fsys)
	expectProblems(t, problems, "site.yaml site-absent | créez-le avec au moins « titre: », « url: » et « editions: »")
	if tree.Site != nil {
		t.Error("there is a site")
	}

	tree, problems = load(t, folder(map[string]string{"site.yaml": "titre: Été\nautres: {b: 2, a: 1}\n"}))
	expectProblems(t, problems)
	site := tree.Site.(*siteFields)
	if site.Titre.S != "Été" || site.Autres.Par["a"].V != 1 || site.Autres.Par["b"].V != 2 {
		t.Errorf("site %+v", site)
	}

	_, problems = load(t, folder(map[string]string{"site.yaml": "titre: Été\nautres: {a: un}\ntitle: x\n"}))
	expectProblems(t, problems,
		"site.yaml:2:13 valeur | un nombre sans unité ni espace, avec un point pour les décimales",
		"site.yaml:3:1 cle-inconnue | retirez-la : « titre: » y est déjà")

	_, problems = load(t, folder(map[string]string{"site.yaml": "titre: a\n---\ntitre: b\n"}))
	expectProblems(t, problems, "site.yaml:2:1 yaml-documents | retirez la ligne « --- » ou « ... » qui précède")
}

func TestRelativePathsLeadBack(t *testing.T) {
	for _, c := range []struct{ dir, file, want string }{
		{"content/pages", "content/pages/a.md", "a.md"},
		{"content/pages", "content/projets/a.md", "../projets/a.md"},
		{"content/pages/dossier", "content/index.md", "../../index.md"},
		{"content", "content/pages/a.md", "pages/a.md"},
		{"content/pages", "content/pages", "../pages"},
		{"content/projets/a", "content/projets/b/plan.png", "../b/plan.png"},
	} {
		got := content.Relative(c.dir, c.file)
		if got != c.want {
			t.Errorf("Relative(%q, %q) = %q, want %q", c.dir, c.file, got, c.want)
		}
		if back := path.Join(c.dir, got); back != c.file {
			t.Errorf("from %s, %s leads to %s", c.dir, got, back)
		}
	}
}
