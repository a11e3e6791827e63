package render

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/page"
)

// TestDoc holds the package's doc comment to the functions that layouts have.
func TestDoc(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, item := range regexp.MustCompile(`(?m)^//   - ([^:]+):`).FindAllStringSubmatch(string(doc), -1) {
		for usage := range strings.SplitSeq(item[1], ", ") {
			name, _, _ := strings.Cut(usage, " ")
			told = append(told, name)
		}
	}
	slices.Sort(told)
	if known := slices.Sorted(maps.Keys((&Renderer{site: &page.Site{}}).funcs(nil))); !slices.Equal(told, known) {
		t.Errorf("doc.go tells of\n%v\nlayouts may call\n%v", told, known)
	}
}
