package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// No level may be called so that its pages would take the place of the site's own:
// the first part of each address that package page has for itself is refused.
func TestFixedAddressesAreReserved(t *testing.T) {
	for _, address := range fixedAddresses(t) {
		part, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/")
		if part == "" { // that of the home page
			continue
		}
		fsys := fstest.MapFS{
			"site.yaml": {Data: []byte("titre: E\nurl: https://exemple.fr/\neditions: [{id: 1, titre: E, date: 2021-06-01}]\nvocabulaire: {mission: {adresse: " + part + "}}\n")},
			"index.md":  {Data: []byte("---\ntitre: A\n---\n")},
		}
		var p diag.List
		tree, err := content.Load(fsys, roadmap.Types(), &p)
		if err != nil {
			t.Fatal(err)
		}
		roadmap.New(roadmap.Input{Tree: tree}, &p)
		if !slices.ContainsFunc(p.Sorted(), func(p diag.Problem) bool { return p.Code == "vocabulaire-adresse" }) {
			t.Errorf("a level may have the address of %s", address)
		}
	}
}

// fixedAddresses lists the constants of package page that are addresses.
func fixedAddresses(t *testing.T) (all []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../page/address.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			for _, v := range s.(*ast.ValueSpec).Values {
				if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if address, _ := strconv.Unquote(lit.Value); strings.HasPrefix(address, "/") {
						all = append(all, address)
					}
				}
			}
		}
	}
	if !slices.Contains(all, "/licences/") {
		t.Fatalf("found %q", all)
	}
	return all
}
