package site_test

import (
	"path"
	"slices"
	"testing"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/search"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A site that nobody is to read makes no index for its search, unless some problem may be
// one of its files.
func TestUnpublishedHasNoIndex(t *testing.T) {
	const plain = "titre: E\nurl: https://exemple.fr/\neditions: [{id: \"1\", titre: E, date: 2020-06-01}]\n"
	dir := t.TempDir()
	write(t, dir, "index.md", "---\ntitre: A\n---\n")
	write(t, dir, "projets/p.md", "---\ntitre: P\n---\n")
	write(t, dir, "site.yaml", plain)
	_, in := load(t, dir)
	pieces := func(what string, want bool) {
		t.Helper()
		var p diag.List
		s, _, err := site.New(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		rendered(t, s, &p)
		if got := slices.ContainsFunc(s.Remaining(&p), func(f site.File) bool { return search.IsPiece(path.Base(f.Path)) }); got != want {
			t.Errorf("%s: pieces: %v", what, got)
		}
	}
	pieces("a site to publish", true)
	in.Unpublished = true
	pieces("a site to check", false)
	write(t, dir, "site.yaml", plain+"verification: {budget: {poids: 500}}\n")
	pieces("a site whose files are weighed", true)
	write(t, dir, "site.yaml", plain)
	write(t, dir, "racine/assets/Mots-1.js", "")
	pieces("a site with a file that may be a piece", true)
}
