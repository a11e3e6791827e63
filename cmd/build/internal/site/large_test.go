package site_test

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// endless is a folder some of whose files have no end: whoever reads more of one
// than most bytes reads too much.
type endless struct {
	fs.FS
	most map[string]int
}

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.FS.Open(name)
	if most, ok := e.most[name]; ok && err == nil {
		return &endlessFile{f, most}, nil
	}
	return f, err
}

type endlessFile struct {
	fs.File
	left int
}

func (f *endlessFile) Read(b []byte) (int, error) {
	if f.left == 0 {
		return 0, errors.New("too much is read")
	}
	n := min(len(b), f.left)
	f.left -= n
	return n, nil
}

// A file that is read as a whole is read up to a bound, and named when it has more.
func TestFilesOfAnySizeAreBounded(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.md", "---\ntitre: A\n---\n")
	write(t, dir, "projets/p.md", "---\ntitre: P\n---\n")
	write(t, dir, "site.yaml", "titre: E\nurl: https://exemple.fr/\neditions: [{id: \"1\", titre: E, date: 2020-06-01}, {id: \"2\", titre: F, date: 2021-06-01}]\n")
	_, in := load(t, dir)
	write(t, dir, "editions/1.json", "")
	write(t, dir, "racine/a.html", "")
	in.Content = endless{in.Content, map[string]int{"editions/1.json": data.MaxSize + 1, "racine/a.html": content.MaxWhole + 1}}
	s, problems, err := site.New(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	changes, ok := s.Find("changements/index.html")
	if !ok {
		t.Fatal("no page of changes")
	}
	if err := changes.Render(new(bytes.Buffer), problems); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"content/racine/a.html": "ce fichier est trop grand", "content/editions/1.json": "ces données sont trop grandes"} {
		if !slices.ContainsFunc(problems.Sorted(), func(p diag.Problem) bool { return p.Pos.File == file && strings.Contains(p.Message, want) }) {
			t.Errorf("%s: %v", file, problems.Sorted())
		}
	}
}
