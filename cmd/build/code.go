package main

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"feuille-de-route.example/cmd/build/internal/archive"
)

// code is this program's own source: archives name the program that made them
// by it, since what the go command stamps depends on how and where it ran.
//
//go:embed *.go internal/*/*.go
var code embed.FS

var released = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

// maker is this program, as archives name it: a released version, or the first
// digits of what its code and its libraries sum up to.
func maker() archive.Maker {
	m := archive.Maker{Go: runtime.Version()}
	h := sha256.New()
	if info, ok := debug.ReadBuildInfo(); ok {
		if m.Version = info.Main.Version; released.MatchString(m.Version) {
			return m
		}
		for _, d := range info.Deps {
			h.Write([]byte(d.Path + "@" + d.Version + "\n"))
		}
	}
	_ = fs.WalkDir(code, ".", func(name string, e fs.DirEntry, err error) error { // an embedded folder always reads
		if err == nil && !e.IsDir() && !strings.HasSuffix(name, "_test.go") {
			data, _ := code.ReadFile(name)
			sum := sha256.Sum256(data)
			h.Write([]byte(hex.EncodeToString(sum[:]) + "  " + name + "\n"))
		}
		return nil
	})
	m.Version = "développement " + hex.EncodeToString(h.Sum(nil))[:12]
	return m
}
