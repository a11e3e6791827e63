package render

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/layouts"
)

var gallery = flag.String("gallery", "", "write all fixture pages into this folder, to look at them in a browser")

func execute(t *testing.T, r *Renderer, f fixture) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Page(&b, f.page, f.corps); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGallery(t *testing.T) {
	if *gallery == "" {
		t.Skip("-gallery FOLDER writes the pages")
	}
	for _, identity := range []string{"etat", "neutre"} {
		r, err := New(layouts.FS, testSite(identity))
		if err != nil {
			t.Fatal(err)
		}
		for kind, pages := range map[string]map[string]fixture{"": fullPages(), "vide-": emptyPages()} {
			for name, f := range pages {
				html := strings.ReplaceAll(execute(t, r, f), Mark, "")
				html = strings.NewReplacer(`"/style.css"`, `"style.css"`, `"/site.js"`, `"site.js"`, `"/theme.js"`, `"theme.js"`).Replace(html)
				if err := os.WriteFile(filepath.Join(*gallery, identity+"-"+kind+name+".html"), []byte(html), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
