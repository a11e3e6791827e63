package edit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/edit"
)

// files are as many as an act that touches several of them may change.
const files = 20

// TestMain makes of this program one that changes files until it is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("EDIT_CHANGE"); dir != "" {
		root, err := os.OpenRoot(dir)
		if err != nil {
			panic(err)
		}
		for n := 0; ; n++ {
			if err := edit.Write(root, turn(dir)); err != nil {
				panic(err)
			}
		}
	}
	os.Exit(m.Run())
}

// turn puts the next number into all files; the last one is there for even ones alone.
func turn(dir string) (changes []edit.Change) {
	n := 0
	before, _ := os.ReadFile(filepath.Join(dir, "0.md"))
	fmt.Sscan(string(before), &n)
	for i := range files {
		c := edit.Change{File: fmt.Sprintf("content/%d.md", i), After: fmt.Appendf(nil, "%d\n", n+1)}
		if data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.md", i))); err == nil {
			c.Before = data
		}
		if i == files-1 && c.Before != nil {
			c.After = nil
		}
		changes = append(changes, c)
	}
	return changes
}

// TestKilled: whenever the program is killed, all files have changed, or none.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	for round := range 60 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "EDIT_CHANGE="+dir)
		var wrong bytes.Buffer
		cmd.Stderr = &wrong
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(10+round) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if wrong.Len() > 0 {
			t.Fatalf("round %d: %s", round, &wrong)
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := edit.Recover(root); err != nil {
			t.Fatal(err)
		}
		root.Close()
		first, err := os.ReadFile(filepath.Join(dir, "0.md"))
		if errors.Is(err, os.ErrNotExist) && round == 0 {
			continue // killed before the first
		}
		n := 0
		fmt.Sscan(string(first), &n)
		for i := range files {
			data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.md", i)))
			if i == files-1 && n%2 == 0 {
				if !errors.Is(err, os.ErrNotExist) {
					t.Fatalf("round %d: the last file is there at %d", round, n)
				}
				continue
			}
			if !bytes.Equal(data, first) {
				t.Fatalf("round %d: file %d has %q, the first %q", round, i, data, first)
			}
		}
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
