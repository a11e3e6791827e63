package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Each statement about a text, with one that triggers it and one that does not.
func TestBody(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{"headings one below the other", "## A\n\n### B\n\n## C\n", ""},
		{"a level left out", "## A\n\n#### B\n", "6:1 titre-saute"},
		{"the first one too low", "### A\n", "4:1 titre-saute"},
		{"the title of a block counts", "## A\n\n:::encart[Un encart]\n### B\n:::\n", ""},
		{"links that say where they lead", "[Les données](../missions/a.md) et [le portail](https://exemple.fr/ailleurs)\n", ""},
		{"a link that says nothing", "Cliquez [ici](../missions/a.md).\n", "4:9 lien-vague"},
		{"accents, case and signs count for nothing", "[Lire la suite…](../missions/a.md)\n", "4:1 lien-vague"},
		{"one text, one place", "[Mission](../missions/a.md), [Mission](../missions/a.md)\n", ""},
		{"one text, two places", "[Mission](../missions/a.md)\n\n[mission](../missions/b.md)\n", "6:1 lien-ambigu"},
		{"an image that says what it shows", "![Une courbe qui monte](courbe.png)\n", ""},
		{"an image without alternative", "![](courbe.png)\n", "4:1 image-sans-alternative"},
		{"an image with its name", "Ici : ![courbe](courbe.png)\n", "4:7 image-nom-de-fichier"},
		{"an image with the whole name", "![Courbe.PNG](courbe.png)\n", "4:1 image-nom-de-fichier"},
	} {
		fsys := fstest.MapFS{"site.yaml": {Data: []byte("titre: a")}, "projets/a.md": {Data: []byte("---\ntitre: a\n---\n" + c.text)}}
		var p diag.List
		tree, err := content.Load(fsys, roadmap.Types(), &p)
		if err != nil {
			t.Fatal(err)
		}
		env := content.Env{Points: true, Nearest: func(string) string { return "" }, Figure: func(string) (string, string, string) { return "1", "", "" },
			Target: func(name string) (content.Target, bool) { return content.Target{Address: "/a/", File: name}, true }}
		var found diag.List
		check.Body(content.Convert(tree.Documents[0], env, &found).Points, &found)
		var got []string
		for _, problem := range found.Sorted() {
			if problem.Severity != diag.Avertissement || problem.Hint == "" {
				t.Errorf("%s: %+v", c.what, problem)
			}
			got = append(got, fmt.Sprintf("%d:%d %s", problem.Pos.Line, problem.Pos.Col, problem.Code))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", c.what, s, c.want)
		}
	}
}
