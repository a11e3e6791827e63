package main

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"feuille-de-route.example/assets"
	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/layouts"
)

// code is this program's own source: archives name the program that made them
// by it and by its layouts and assets, since what the go command stamps depends
// on how and where it ran.
//
//go:embed *.go internal/*/*.go internal/*/*.txt internal/*/*.json internal/*/*.md
var code embed.FS

var released = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

// maker is this program, as archives name it: a released version, or the first
// digits of what its libraries, its code, its layouts and its assets sum up to.
func maker() archive.Maker {
	m := archive.Maker{Go: runtime.Version()}
	h := sha256.New()
	if info, ok := debug.ReadBuildInfo(); ok {
		if m.Version = info.Main.Version; released.MatchString(m.Version) {
			return m
		}
		for _, d := range info.Deps {
			fmt.Fprintln(h, d.Path+"@"+d.Version)
		}
	}
	for _, files := range []embed.FS{code, layouts.FS, assets.FS} {
		_ = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error { // an embedded folder always reads
			switch {
			case name == "dist": // packages that the lock names
				return fs.SkipDir
			case err == nil && !e.IsDir() && !strings.HasSuffix(name, "_test.go"):
				data, _ := files.ReadFile(name)
				fmt.Fprintf(h, "%x  %s\n", sha256.Sum256(data), name)
			}
			return nil
		})
	}
	m.Version = fmt.Sprintf("développement %.6x", h.Sum(nil))
	return m
}
