package site_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/sample"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A site that is made again after a change is, byte for byte and problem for problem,
// the one that is made of the same folder anew.
func TestAgainIsNew(t *testing.T) {
	dir := t.TempDir()
	if err := sample.Write(dir, 60, 40); err != nil {
		t.Fatal(err)
	}
	s, in := load(t, dir)
	const page, news = "projets/projet-3.md", "actualites/2019-01-01-actualite-0.md"
	rewrite := func(name string, pairs ...string) func() {
		return func() {
			file := filepath.Join(dir, "content", filepath.FromSlash(name))
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			next := strings.NewReplacer(pairs...).Replace(string(text))
			if next == string(text) {
				t.Fatal(name, "does not change by", pairs)
			}
			write(t, dir, name, next)
		}
	}
	for _, step := range []struct {
		what    string
		change  func()
		changed []string
	}{
		{"body", rewrite(page, "## Partie 1", "## Partie neuve"), []string{page}},
		{"body again", rewrite(page, "## Partie neuve", "Un lien vers [une actualité](../"+news+").\n\n## Partie"), []string{page}},
		{"a link to nowhere", rewrite(page, "2019-01-01-actualite-0.md", "nulle-part.md"), []string{page}},
		{"a link that leads again", rewrite(page, "nulle-part.md", "2019-01-01-actualite-0.md"), []string{page}},
		{"title", rewrite(page, `titre: "`, `titre: "Nouveau `), []string{page}},
		{"title and body", rewrite(page, `titre: "Nouveau `, `titre: "Autre `, "## Partie", "## Une partie"), []string{page}},
		{"order", rewrite(page, "ordre: 3", "ordre: 9"), []string{page}},
		{"status", rewrite(page, "statut: suspendu", "statut: acheve"), []string{page}},
		{"mission", rewrite(page, "mission: mission-03", "mission: mission-04"), []string{page}},
		{"date", rewrite(page, "echeance: 2023-T4", "echeance: 2031"), []string{page}},
		{"no such mission", rewrite(page, "mission: mission-04", "mission: mission-99"), []string{page}},
		{"its body, with that error in the front matter", rewrite(page, "## Une partie", "## Partie"), []string{page}},
		{"mission again", rewrite(page, "mission: mission-99", "mission: mission-04"), []string{page}},
		{"alias", rewrite(page, "code: P3", "code: P3\nalias: [/ancienne/]"), []string{page}},
		{"a line before the front matter", rewrite(page, "---\ntitre", "\n---\ntitre"), []string{page}},
		{"another page's body", rewrite(news, "## Partie 1", "## Partie neuve"), []string{news}},
		{"an actualité names another projet", rewrite(news, "projet-0", "projet-5"), []string{news}},
		{"two at once", func() {
			rewrite(page, "## Partie", "## Deux")()
			rewrite(news, `titre: "`, `titre: "Deux `)()
		}, []string{page, news}},
		{"a new page", func() { write(t, dir, "projets/neuf.md", "---\ntitre: Neuf\nmission: mission-04\n---\nTexte.\n") }, []string{"projets/neuf.md"}},
		{"its body", rewrite("projets/neuf.md", "Texte.", "Autre texte."), []string{"projets/neuf.md"}},
		{"a draft", rewrite("projets/neuf.md", "titre: Neuf", "titre: Neuf\nbrouillon: true"), []string{"projets/neuf.md"}},
		{"no draft", rewrite("projets/neuf.md", "brouillon: true", "brouillon: false"), []string{"projets/neuf.md"}},
		{"gone", func() { remove(t, dir, "projets/neuf.md") }, []string{"projets/neuf.md"}},
		{"the words of the levels", rewrite("site.yaml", "editions:", "vocabulaire:\n  projet: {singulier: action, genre: f}\neditions:"), []string{"site.yaml"}},
		{"body and site.yaml", func() {
			rewrite(page, "## Deux", "## Trois")()
			rewrite("site.yaml", "singulier: action", "singulier: fiche")()
		}, []string{page, "site.yaml"}},
		{"a file of the root", func() { write(t, dir, "racine/humans.txt", "Nous.\n") }, []string{"racine/humans.txt"}},
		{"body, after all that", rewrite(page, "## Trois", "## Quatre"), []string{page}},
	} {
		step.change()
		again, found, err := s.Again(t.Context(), in, site.Changes{Content: step.changed})
		if err != nil {
			t.Fatal(step.what, err)
		}
		fresh, wanted, err := site.New(t.Context(), in)
		if err != nil {
			t.Fatal(step.what, err)
		}
		got, want := rendered(t, again, found), rendered(t, fresh, wanted)
		if !slices.EqualFunc(found.Sorted(), wanted.Sorted(), diag.Problem.Equal) {
			t.Errorf("%s: made again, it has the problems\n%v\nmade anew\n%v", step.what, found.Sorted(), wanted.Sorted())
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if got[name] != want[name] {
				t.Errorf("%s: made again, %s is not what it is made anew", step.what, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: made again, it has %d files; made anew %d", step.what, len(got), len(want))
		}
		s = again
	}
}

// rendered renders all files of a site, by path, and adds what is wrong in them to p.
func rendered(t *testing.T, s *site.Site, p *diag.List) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range s.Files {
		var b bytes.Buffer
		if strings.HasSuffix(f.Path, "carte.png") && !strings.Contains(f.Path, "mission-04") {
			continue // one of them is enough: it takes as long as a hundred pages
		}
		if f.Open != nil {
			if err := f.Bytes(&b); err != nil {
				t.Fatal(err)
			}
		} else if err := f.Render(&b, p); err != nil {
			t.Fatal(err)
		}
		all[f.Path] = b.String()
	}
	return all
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, "content", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, "content", filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}
