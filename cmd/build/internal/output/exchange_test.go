package output

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// tree makes files in a folder, each holding its text.
func tree(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

// told says what a folder holds: « public/a=new ».
func told(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all = append(all, filepath.ToSlash(name)+"="+string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(slices.Sorted(slices.Values(all)), " ")
}

// Wherever a build is killed, the next one finds one whole site, the old or the
// new, or none when there was none yet. The states are those that a kill can leave
// on a system that exchanges folders in one step, and on one that does not.
func TestHealed(t *testing.T) {
	for name, c := range map[string]struct {
		before map[string]string
		want   string
	}{
		"nothing":                             {nil, ""},
		"the first site, unfinished":          {map[string]string{".public.nouveau/a": "ne"}, ""},
		"the next site, unfinished":           {map[string]string{"public/a": "old", ".public.nouveau/a": "ne"}, "public/a=old"},
		"exchanged, the old one half gone":    {map[string]string{"public/a": "new", ".public.nouveau/a": "old"}, "public/a=new"},
		"between the two renames":             {map[string]string{".public.nouveau/a": "new", ".public.nouveau.ancien/a": "old"}, "public/a=old"},
		"after them":                          {map[string]string{"public/a": "new", ".public.nouveau.ancien/a": "old"}, "public/a=new"},
		"healing, after the first step of it": {map[string]string{"public/a": "old", ".public.nouveau/a": "new"}, "public/a=old"},
	} {
		dir := t.TempDir()
		tree(t, dir, c.before)
		if err := heal(filepath.Join(dir, "public"), filepath.Join(dir, ".public.nouveau")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := told(t, dir); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The new site takes the place of the old one, in one step, or in two renames where
// the system has no such step; nothing that could fail comes after. Where the old one
// is left is told: it is all that is left.
func TestExchanged(t *testing.T) {
	for name, swap := range map[string]func(a, b string) error{
		"in one step": swap, "in two": func(a, b string) error { return errors.ErrUnsupported },
	} {
		for _, old := range []string{"", "old"} {
			dir := t.TempDir()
			tree(t, dir, map[string]string{".public.nouveau/a": "new"})
			if old != "" {
				tree(t, dir, map[string]string{"public/a": old})
			}
			left, err := exchange(filepath.Join(dir, ".public.nouveau"), filepath.Join(dir, "public"), swap)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if data, _ := os.ReadFile(filepath.Join(left, "a")); string(data) != old {
				t.Errorf("%s: %s holds %q, want %q", name, left, data, old)
			}
			if err := os.RemoveAll(left); err != nil {
				t.Error(err)
			}
			if got := told(t, dir); got != "public/a=new" {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

// A second rename that fails puts the old site back.
func TestExchangeUndone(t *testing.T) {
	dir := t.TempDir()
	tree(t, dir, map[string]string{"public/a": "old"})
	left, err := exchange(filepath.Join(dir, ".public.nouveau"), filepath.Join(dir, "public"), func(a, b string) error { return errors.ErrUnsupported })
	if err == nil || !strings.HasPrefix(err.Error(), "impossible de publier le nouveau site") {
		t.Errorf("error: %v", err)
	}
	if got := told(t, dir); got != "public/a=old" || filepath.Base(left) != ".public.nouveau" {
		t.Errorf("left: %s, and to remove %s", got, left)
	}
}

// Whoever waits for a lock gets it when its holder is done, and no file is left.
func TestLock(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	free, err := Lock(t.Context(), dir, func() {})
	if err != nil {
		t.Fatal(err)
	}
	waited, second := make(chan bool, 1), make(chan error, 1)
	go func() {
		free, err := Lock(t.Context(), dir, func() { waited <- true })
		if err == nil {
			free()
		}
		second <- err
	}()
	<-waited
	free()
	if err := <-second; err != nil {
		t.Error(err)
	}
	if left := told(t, filepath.Dir(dir)); left != "" {
		t.Errorf("left: %s", left)
	}
}

// A disk that knows no locks keeps nothing of the try, and the lock is in the folder
// that the account has for what it keeps.
func TestLockElsewhere(t *testing.T) {
	home, temp, dir := t.TempDir(), t.TempDir(), t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
	t.Setenv("TMPDIR", temp)
	f, err := take(filepath.Join(dir, "public"), func(name string) (*lockedfile.File, error) {
		if filepath.Dir(name) != dir {
			return takeFile(name)
		}
		return nil, errors.Join(os.WriteFile(name, nil, 0o644), errors.ErrUnsupported)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer release(f)
	rel, err := filepath.Rel(home, f.Name())
	if folder := filepath.Base(filepath.Dir(rel)); err != nil || !filepath.IsLocal(rel) || folder != "feuille-de-route" {
		t.Errorf("the lock is %s", f.Name())
	}
	if left := told(t, dir) + told(t, temp); left != "" {
		t.Errorf("left: %s", left)
	}
}

func TestWithin(t *testing.T) {
	dir := t.TempDir()
	tree(t, dir, map[string]string{"content/a": "", "contenu/a": ""})
	if err := os.Symlink("content", filepath.Join(dir, "lien")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{"content": true, "content/x/y": true, "contenu": false, "": false, "..content": false, "content/../contenu": false} {
		if got := Within(filepath.Join(dir, path), filepath.Join(dir, "content")); got != want {
			t.Errorf("%q: %t", path, got)
		}
	}
	// What a disk that ignores case has: two names of one folder.
	if !Within(filepath.Join(dir, "lien", "x"), filepath.Join(dir, "content")) {
		t.Error("another name of the folder")
	}
}

// A path is followed to where it leads, be there something or not.
func TestResolve(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tree(t, dir, map[string]string{"a/b/x": ""})
	links := map[string]string{"l": "a/b", "vide": "a/absent", "a/haut": "../rien", "boucle": "boucle"}
	for _, name := range slices.Sorted(maps.Keys(links)) {
		if err := os.Symlink(links[name], filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{"a/b": "a/b", "l": "a/b", "l/new/x": "a/b/new/x", "vide": "a/absent", "vide/x": "a/absent/x", "a/haut": "rien", "n/o": "n/o"} {
		got, err := Resolve(filepath.Join(dir, path))
		if err != nil || got != filepath.Join(dir, want) {
			t.Errorf("%s: %s, %v, want %s", path, got, err, want)
		}
	}
	if got, err := Resolve(filepath.Join(dir, "boucle")); err == nil {
		t.Errorf("a circle leads to %s", got)
	}
}
