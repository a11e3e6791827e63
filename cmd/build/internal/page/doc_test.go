package page

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"feuille-de-route.example/layouts"
)

// The package's doc names every layout, and the files that make its view.
func TestDoc(t *testing.T) {
	text, err := os.ReadFile("page.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, _, _ := strings.Cut(string(text), "\npackage page")
	names, _ := fs.Glob(layouts.FS, "*.html")
	for _, name := range names {
		name = strings.TrimSuffix(name, ".html")
		if name != "base" && !regexp.MustCompile(`(?m)^//\t`+name+` +[A-Z]\w+ +\w+\.go`).MatchString(doc) {
			t.Errorf("the doc does not say who makes the view of %s.html", name)
		}
	}
	for _, file := range regexp.MustCompile(`\w+\.go`).FindAllString(doc, -1) {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("the doc names %s: %v", file, err)
		}
	}
}
