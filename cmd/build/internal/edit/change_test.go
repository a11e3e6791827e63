package edit_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/edit"
)

// A mortal is a folder whose program is killed before its n-th operation, or half-way
// through it if that is to remove a folder: nothing is done any more from there on.
type mortal struct {
	*os.Root
	left int
	last bool // of a folder, the last file goes first
}

var errKilled = errors.New("killed")

func (m *mortal) dies() bool {
	m.left--
	return m.left < 0
}

func (m *mortal) OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error) {
	if m.dies() {
		return nil, errKilled
	}
	return m.Root.OpenFile(name, flag, mode)
}

func (m *mortal) Mkdir(name string, mode fs.FileMode) error {
	return m.unless(func() error { return m.Root.Mkdir(name, mode) })
}

func (m *mortal) MkdirAll(name string, mode fs.FileMode) error {
	return m.unless(func() error { return m.Root.MkdirAll(name, mode) })
}

func (m *mortal) Rename(from, to string) error {
	return m.unless(func() error { return m.Root.Rename(from, to) })
}

func (m *mortal) Remove(name string) error {
	return m.unless(func() error { return m.Root.Remove(name) })
}

func (m *mortal) RemoveAll(name string) error {
	if !m.dies() {
		return m.Root.RemoveAll(name)
	}
	if entries, _ := fs.ReadDir(m.FS(), name); m.left == -1 && len(entries) > 0 {
		i := 0
		if m.last {
			i = len(entries) - 1
		}
		m.Root.Remove(path.Join(name, entries[i].Name()))
	}
	return errKilled
}

func (m *mortal) unless(do func() error) error {
	if m.dies() {
		return errKilled
	}
	return do()
}

// TestKilled: whenever the program is killed, all files have changed, or none, once
// somebody reads them; and the next change is made.
func TestKilled(t *testing.T) {
	before := map[string]string{"a.md": "a", "projets/b/index.md": "b", "projets/b/c.png": "c", "d.md": "d"}
	after := map[string]string{"a.md": "A", "projets/e/index.md": "b", "projets/e/c.png": "c", "d.md": "d"}
	changes := []edit.Change{{File: "content/a.md", Before: []byte("a"), After: []byte("A")}}
	for _, name := range []string{"index.md", "c.png"} {
		data := []byte(before["projets/b/"+name])
		changes = append(changes, edit.Change{File: "content/projets/e/" + name, After: data}, edit.Change{File: "content/projets/b/" + name, Before: data})
	}
	for _, last := range []bool{false, true} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			for name, text := range before {
				must(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755))
				must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
			}
			root, err := os.OpenRoot(dir)
			must(t, err)
			m := &mortal{Root: root, left: n, last: last}
			edit.Write(m, changes)
			must(t, edit.Recover(root))
			if got := visible(t, root); !maps.Equal(got, before) && !maps.Equal(got, after) {
				t.Fatalf("killed before operation %d: %v", n, got)
			}
			must(t, edit.Write(root, []edit.Change{{File: "content/d.md", Before: []byte("d"), After: []byte("D")}}))
			if got := visible(t, root); got["d.md"] != "D" {
				t.Fatalf("killed before operation %d: the next change is lost", n)
			}
			root.Close()
			if m.left >= 0 { // it was not killed
				break
			}
		}
	}
}

// visible are the files of a folder that somebody reads, and what they hold.
func visible(t *testing.T, root *os.Root) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if strings.HasPrefix(name, ".acte") {
				return fs.SkipDir
			}
			return err
		}
		data, err := root.ReadFile(name)
		files[name] = string(data)
		return err
	}))
	return files
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestWriteFits: what is not as it was found stays as it is, and so does all the rest.
func TestWriteFits(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.md": "a\n", "b.md": "changed\n", "c.md": "c\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(dir, "c.md"), 0o444); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	first := edit.Change{File: "content/a.md", Before: []byte("a\n"), After: []byte("A\n")}
	for want, second := range map[error]edit.Change{
		edit.ErrChanged:  {File: "content/b.md", Before: []byte("b\n"), After: []byte("B\n")},
		edit.ErrReadOnly: {File: "content/c.md", Before: []byte("c\n"), After: []byte("C\n")},
		edit.ErrThere:    {File: "content/c.md", After: []byte("C\n")},
		os.ErrNotExist:   {File: "content/d.md", Before: []byte("d\n")},
	} {
		if err := edit.Write(root, []edit.Change{first, second}); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if err := edit.Write(root, []edit.Change{first, {File: "content/../../x.md", After: []byte("x")}}); err == nil {
		t.Error("a file outside of the folder was written")
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "a.md")); string(data) != "a\n" {
		t.Errorf("a file was changed alone: %q", data)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 3 {
		t.Errorf("something is left: %v", entries)
	}
}
