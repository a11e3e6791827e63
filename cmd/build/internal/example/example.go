// Package example is a small made-up roadmap that shows all that one can hold: it
// is what a new roadmap begins as.
package example

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
)

//go:embed all:modele
var files embed.FS

// FS is the folder of the example.
func FS() fs.FS {
	sub, err := fs.Sub(files, "modele")
	if err != nil {
		panic(err) // the pattern above holds it
	}
	return sub
}

// ErrNotEmpty means that the folder holds something already.
var ErrNotEmpty = errors.New("the folder is not empty")

// Write writes the example into a folder that is empty but for a git repository without
// files, or not there yet.
func Write(dir string) error { return write(dir, FS()) }

// settings are the files of the example that say nothing of it: what git, hosts and
// editors are told.
type settings struct{ fs.FS }

// ReadDir implements fs.ReadDirFS.
func (s settings) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return name == "." && (e.Name() == content.Root || e.Name() == "README.md")
	}), err
}

func write(dir string, files fs.FS) error {
	entries, err := os.ReadDir(dir)
	if err == nil && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != ".git" }) {
		return ErrNotEmpty
	}
	return os.CopyFS(dir, files)
}
