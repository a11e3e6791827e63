package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// doors are the packages by which each library comes in: whoever takes another
// library instead changes one package. One that reads two formats has a door for
// each. Tests may use any, to judge by other hands.
var doors = map[string]string{
	"aead.dev/minisign":                    "internal/archive",
	"github.com/adrg/frontmatter":          "internal/content",
	"github.com/bep/imagemeta":             "internal/photo",
	"github.com/evanw/esbuild":             "internal/theme",
	"github.com/fsnotify/fsnotify":         "internal/preview",
	"github.com/gabriel-vasile/mimetype":   "internal/media",
	"github.com/rogpeppe/go-internal":      "internal/output",
	"github.com/rogpeppe/go-internal/diff": "internal/edit",
	"github.com/spf13/cobra":               ".",
	"github.com/spf13/pflag":               ".",
	"github.com/tdewolff/minify/v2":        "internal/markup",
	"github.com/tdewolff/parse/v2":         "internal/data internal/theme",
	"github.com/yuin/goldmark":             "internal/content",
	"go.yaml.in/yaml/v3":                   "internal/content",
	"golang.org/x/image":                   "internal/card",
	"golang.org/x/image/webp":              "internal/photo",
	"golang.org/x/net":                     "internal/markup",
	"golang.org/x/sys":                     "internal/output",
	"golang.org/x/term":                    ".",
	"golang.org/x/text/cases":              "internal/content",
	"golang.org/x/text/unicode":            "internal/content",
	"golang.org/x/text":                    "internal/french",
}

// doorsOf finds the doors of what is imported: those of the longest path that is
// listed. What has no dot in its first element is Go's own.
func doorsOf(imported string) (names string, found bool) {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") || first == "feuille-de-route.example" {
		return "", false
	}
	for at := imported; at != "."; at = path.Dir(at) {
		if names := doors[at]; names != "" {
			return names, true
		}
	}
	return "none: add it to doors", true
}

func TestEachLibraryHasOneDoor(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range parsed.Imports {
			imported := strings.Trim(i.Path.Value, `"`)
			if names, found := doorsOf(imported); found && !slices.Contains(strings.Fields(names), filepath.ToSlash(filepath.Dir(file))) {
				t.Errorf("%s imports %s, whose door is %s", file, imported, names)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
