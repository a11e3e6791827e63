package edit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"feuille-de-route.example/cmd/build/internal/content"
)

// A Change is a file of content/ before and after.
type Change struct {
	File          string // its path from the source folder: "content/projets/a.md"
	Before, After []byte // nil: there is no such file
}

// Says is what becomes of the file, in French.
func (c Change) Says() string {
	switch {
	case c.Before == nil:
		return "créé"
	case c.After == nil:
		return "retiré"
	}
	return "modifié"
}

// Diff shows the change as a unified diff.
func (c Change) Diff() string {
	old, now := c.File, c.File
	if c.Before == nil {
		old = os.DevNull
	}
	if c.After == nil {
		now = os.DevNull
	}
	_, text, _ := bytes.Cut(diff.Diff(old, lf(c.Before), now, lf(c.After)), []byte("\n")) // the first line says « diff »
	return string(text)
}

func lf(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// The reasons for which nothing is written.
var (
	ErrReadOnly = errors.New("ce fichier est en lecture seule")
	ErrChanged  = errors.New("ce fichier a changé entre-temps")
	ErrThere    = errors.New("ce fichier existe déjà")
)

// A Root is the folder content/, as *os.Root opens it: nothing outside of it can be reached.
type Root interface {
	OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error)
	ReadFile(name string) ([]byte, error)
	Lstat(name string) (fs.FileInfo, error)
	Mkdir(name string, mode fs.FileMode) error
	MkdirAll(name string, mode fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
}

// journal is the folder of content/ in which several changes wait until all of them are
// there; once it has this name, they are done, whoever reads the content next.
const journal = ".acte"

// steps is the file of a journal that says what to do.
const steps = "etapes.json"

// A step puts a file of the journal into its place, or removes what is there.
type step struct {
	File string // its path from content/
	From string // in the journal; "" to remove File
	Mode fs.FileMode
}

// Write makes all changes, or none, for one of the reasons above, which the error wraps, or
// one of the system: killed at any moment, it leaves files as they were, or
// a journal that the next Recover ends. Only one may write at a time.
func Write(root Root, changes []Change) error {
	if err := Recover(root); err != nil {
		return err
	}
	var todo []step
	for i, c := range changes {
		mode, err := c.Fits(root)
		if err != nil {
			return fmt.Errorf("%s : %w", c.File, err)
		}
		s := step{File: c.name(), Mode: mode}
		if c.After != nil {
			s.From = fmt.Sprintf("%04d", i)
		}
		todo = append(todo, s)
	}
	const draft = journal + "-brouillon"
	defer root.RemoveAll(draft)
	// Whoever was killed may have left either; a journal without its steps is done.
	if err := errors.Join(root.RemoveAll(journal), root.RemoveAll(draft), root.Mkdir(draft, 0o755)); err != nil {
		return err
	}
	for i, c := range changes {
		if c.After != nil {
			if err := put(root, path.Join(draft, todo[i].From), c.After, todo[i].Mode); err != nil {
				return err
			}
		}
	}
	list, err := json.Marshal(todo)
	if err != nil {
		return err
	}
	if err := put(root, path.Join(draft, steps), list, 0o644); err != nil {
		return err
	}
	if err := root.Rename(draft, journal); err != nil { // from here on it will be done
		return err
	}
	return Recover(root)
}

// name is the path of the file from content/.
func (c Change) name() string { return strings.TrimPrefix(c.File, content.Root+"/") }

// Fits reports whether the file can be written and is as the change found it, and gives
// its mode. The error is one of the reasons above, or the system's.
func (c Change) Fits(root Root) (fs.FileMode, error) {
	info, err := root.Lstat(c.name())
	switch {
	case errors.Is(err, fs.ErrNotExist) && c.Before == nil:
		return 0o644, nil
	case err != nil:
		return 0, err
	case c.Before == nil:
		return 0, ErrThere
	case !info.Mode().IsRegular() || info.Mode().Perm()&0o200 == 0:
		return 0, ErrReadOnly
	}
	data, err := root.ReadFile(c.name())
	if err != nil || !bytes.Equal(data, c.Before) {
		return 0, cmp.Or(err, ErrChanged)
	}
	return info.Mode().Perm(), nil
}

// put writes a file, and waits until the disk has it.
func put(root Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()) // whatever the account's mask is
}

// Recover ends what a Write that was killed has begun. It does nothing where nothing
// waits; called by several programs at once, it is done once.
func Recover(root Root) error {
	list, err := root.ReadFile(path.Join(journal, steps))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var todo []step
	if err == nil {
		err = json.Unmarshal(list, &todo)
	}
	if err != nil {
		return fmt.Errorf("%s : %w", journal, err)
	}
	for _, s := range todo {
		if err := s.do(root); err != nil && !errors.Is(err, fs.ErrNotExist) { // what is not there is done
			return fmt.Errorf("%s : %w", s.File, err)
		}
	}
	return root.RemoveAll(journal)
}

func (s step) do(root Root) error {
	if s.From == "" {
		err := root.Remove(s.File)
		if dir := path.Dir(s.File); strings.Contains(dir, "/") {
			root.Remove(dir) // the folder of a page, once it is empty
		}
		return err
	}
	from := path.Join(journal, s.From)
	if _, err := root.Lstat(from); err != nil {
		return err
	}
	if err := root.MkdirAll(path.Dir(s.File), 0o755); err != nil {
		return err
	}
	return root.Rename(from, s.File)
}
