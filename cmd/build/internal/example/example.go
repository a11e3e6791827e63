// Package example is a small made-up roadmap that shows all that one can hold: it
// is what a new roadmap begins as.
package example

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
func Write(dir string) error { return write(dir, ".", FS()) }

func write(dir, part string, files fs.FS) error {
	entries, err := os.ReadDir(dir)
	if err == nil && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != ".git" }) {
		return ErrNotEmpty
	}
	return os.CopyFS(filepath.Join(dir, part), files)
}
