package preview

import (
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A page that is gone is followed to the one of the same text, else to the first of
// the same title.
func TestHeir(t *testing.T) {
	const title, text = "---\ntitre: Un titre\n---\n", "Texte.\n"
	read := func(files map[string]string) *content.Tree {
		fsys := fstest.MapFS{"index.md": {Data: []byte(title)}}
		for name, text := range files {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		tree, err := content.Load(fsys, roadmap.Types(), new(diag.List))
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	gone := read(map[string]string{"projets/ancien.md": title + text})
	i, ok := find(gone, "content/projets/ancien.md")
	if !ok {
		t.Fatal("no document")
	}
	for _, c := range []struct {
		promise string
		files   map[string]string
		want    string
	}{
		{"the same text", map[string]string{"projets/a.md": title, "projets/b.md": title + text, "projets/c.md": title}, "content/projets/b.md"},
		{"the first of the same text", map[string]string{"projets/a.md": title + text, "projets/b.md": title + text}, "content/projets/a.md"},
		{"the first of the same title", map[string]string{"projets/a.md": title, "projets/b.md": title}, "content/projets/a.md"},
		{"of the same kind", map[string]string{"enjeux/a.md": title + text}, ""},
	} {
		if got := heir(read(c.files), gone.Documents[i]); got != c.want {
			t.Errorf("%s: %q, want %q", c.promise, got, c.want)
		}
	}
}
