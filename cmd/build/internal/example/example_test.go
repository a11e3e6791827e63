package example_test

import (
	"io/fs"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// The example shows every status, every block, every kind of page, several
// editions and some history, and says everywhere that it is one.
func TestShowsEverything(t *testing.T) {
	sub, err := fs.Sub(example.FS(), content.Root)
	if err != nil {
		t.Fatal(err)
	}
	var p diag.List
	tree, err := content.Load(sub, roadmap.Types(), &p)
	if err != nil || p.Len() > 0 {
		t.Fatal(err, p.Sorted())
	}
	r := roadmap.New(roadmap.Input{Tree: tree, Brouillons: true}, &p)
	for rank, n := range roadmap.Count(r.Projets) {
		if n == 0 {
			t.Errorf("no projet is %s", roadmap.Statuts[rank].Cle)
		}
	}
	if len(r.Familles)*len(r.Missions)*len(r.Enjeux)*len(r.Actualites)*len(r.Libres) == 0 || r.Accueil == nil || len(r.Editions) < 2 {
		t.Error("a kind of page, or an edition, is missing")
	}
	history := 0
	for _, x := range r.Projets {
		history += len(x.Historique)
		if !strings.Contains(x.Titre(), "(exemple fictif)") {
			t.Errorf("%s does not say that it is made up", x.Doc.Path)
		}
	}
	if history == 0 {
		t.Error("no history")
	}
	text, err := fs.ReadFile(sub, "pages/blocs.md")
	if err != nil {
		t.Fatal(err)
	}
	film, err := fs.ReadFile(sub, "projets/film/index.md")
	if err != nil {
		t.Fatal(err)
	}
	all := string(text) + string(film)
	for _, block := range content.Blocks() {
		if !strings.Contains(all, ":::"+block.Name) {
			t.Errorf("no block %s", block.Name)
		}
	}
	for _, kind := range []string{"info", "succes", "attention", "erreur"} {
		if !strings.Contains(all, "{type="+kind+"}") {
			t.Errorf("no alert %s", kind)
		}
	}
}
