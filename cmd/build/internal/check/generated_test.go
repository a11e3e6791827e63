package check_test

import (
	"io/fs"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/layouts"
)

// What no text file can show: bytes that are no text, sizes, what is no file.
func TestGenerated(t *testing.T) {
	const head = "---\ntitre: Projet A\nresume: Un projet.\nmission: donnees\npilotes: [Service]\necheance: 2022\n---\n\n"
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	for _, c := range []struct {
		what string
		file *fstest.MapFile
		want string // at the end of the first line
	}{
		{"UTF-8 is right", file(head + "Été.\n"), ""},
		{"Windows-1252", file(head + "\xc9t\xe9.\n"), "content/projets/a.md:9:1: erreur: ce fichier n'est pas en UTF-8 [encodage]"},
		{"UTF-16", file("\xff\xfe-\x00"), "content/projets/a.md: erreur: ce fichier est en UTF-16 [encodage]"},
		{"one mebibyte and a bit", file(head + strings.Repeat("mot ", 1<<18)), "content/projets/a.md: erreur: ce fichier est trop grand : 1048576 octets au plus sont permis (1 Mio) [fichier-trop-grand]"},
		{"a symbolic link", &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("../index.md")}, "content/projets/a.md: erreur: les liens symboliques ne sont pas suivis dans content/ [lien-symbolique]"},
		{"a pipe", &fstest.MapFile{Mode: fs.ModeNamedPipe}, "content/projets/a.md: erreur: ce n'est ni un fichier ni un dossier [fichier-special]"},
		{"10,001 links", file(head + strings.Repeat("[Mission](../missions/donnees.md)\n\n", 10_001)), "content/projets/a.md:20009:9: erreur: plus de 10000 liens dans une page [trop-de-liens]"},
		{"10,000 links", file(head + strings.Repeat("[Mission](../missions/donnees.md)\n\n", 10_000)), ""},
		{"quotes 101 deep", file(head + strings.Repeat("> ", 101) + "mot\n"), "content/projets/a.md:9:1: erreur: ces blocs sont emboîtés sur plus de 100 niveaux [markdown-profondeur]"},
		{"quotes 100 deep", file(head + strings.Repeat("> ", 100) + "mot\n"), ""},
		{"151 words", file(head + strings.Repeat("mot ", 151) + "\n"), "content/projets/a.md:9:1: avertissement: ce paragraphe a 151 mots ; 150 est un maximum [paragraphe-long]"},
		{"150 words", file(head + strings.Repeat("mot ", 150) + "\n"), ""},
	} {
		contentFS, _ := with(nil)
		contentFS["projets/a.md"] = c.file
		got := text(t, problems(t, contentFS, layouts.FS))
		if first, _, _ := strings.Cut(got, "\n"); first != c.want {
			t.Errorf("%s: %.300s\nwant %s", c.what, got, c.want)
		}
	}
}

// A file that cannot be read, and one that changes after it was.
func TestUnsteady(t *testing.T) {
	contentFS, _ := with(nil)
	got := text(t, problems(t, unsteady{FS: contentFS, name: "projets/a.md", err: fs.ErrPermission}, layouts.FS))
	if want := "content/projets/a.md: erreur: ce fichier ne se lit pas : l'accès est refusé [lecture]\n"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	opened := new(atomic.Int64)
	got = text(t, problems(t, unsteady{FS: contentFS, name: "projets/a.md", opened: opened}, layouts.FS))
	if want := "content/projets/a.md: erreur: ce fichier a changé pendant la construction du site [fichier-change]\n"; !strings.Contains(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}

// An unsteady folder refuses one file, or gives another text each time.
type unsteady struct {
	fs.FS
	name   string
	err    error
	opened *atomic.Int64
}

func (u unsteady) Open(name string) (fs.File, error) {
	if name != u.name {
		return u.FS.Open(name)
	}
	if u.err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: u.err}
	}
	data, err := fs.ReadFile(u.FS, name)
	if err != nil {
		return nil, err
	}
	data = append(data, []byte("\n"+strconv.FormatInt(u.opened.Add(1), 10))...)
	return fstest.MapFS{name: {Data: data}}.Open(name)
}
