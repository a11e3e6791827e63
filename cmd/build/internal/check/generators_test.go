package check_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// signsOut are those that no text of a page holds outside code.
var signsOut = regexp.MustCompile(`\*\*|~~|==|\]\(|\]\[|\[!|\[\[|\[ \]|\[x\]|\{[:.#%{]|[%}]\}|:::|\|--|\$\$|\+\+|\^\w|~\w~|&\w+;|<\w|\\|•`)

// beside are the files that the pages show, copied where they are told to be.
var beside = map[string]string{"pages/guide.pdf": "%PDF-1.4\n", "pages/rapport-2021.pdf": "%PDF-1.4\n", "pages/sprint.jpg": "\xff\xd8\xff\xe0", "pages/atelier.jpg": "\xff\xd8\xff\xe0", "pages/bilan.png": "\x89PNG\r\n\x1a\n"}

// Pages of Jekyll, Hugo, Eleventy and Word: what is said of them, followed to the
// letter, makes pages that are built, and no sign is published.
func TestPagesOfOtherGenerators(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/generateurs.txtar")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range archive.Files {
		texts[f.Name] = string(f.Data)
	}
	for name, before := range texts {
		name, ok := strings.CutPrefix(name, "avant/")
		if !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			after := texts["apres/"+name]
			path := "pages/" + name
			with := func(text string) map[string]string {
				files := map[string]string{path: text}
				for name, text := range beside {
					files[name] = text
				}
				return files
			}
			// What a hint says exactly stands in the text that was written by hand.
			followed := before
			for range 20 {
				said := toldOf(t, with(followed), path)
				i := slices.IndexFunc(said, func(p diag.Problem) bool { return p.Fix.New != "" && p.Pos.Line > 0 })
				if i < 0 {
					break
				}
				next, err := follow(with(followed), said[i])
				if err != nil {
					t.Fatalf("%s: %+v is not done: %v", said[i].Message, said[i].Fix, err)
				}
				followed = next[path]
			}
			errors := 0
			for _, p := range toldOf(t, with(followed), path) {
				if p.Severity == diag.Erreur {
					errors++
				}
			}
			if page, err := built(t, with(followed), path); errors == 0 && err == nil && signsOut.MatchString(page) {
				t.Errorf("once what is exact is done, nothing is said, and %q is published", signsOut.FindString(page))
			}
			for _, p := range toldOf(t, with(after), path) {
				if p.Severity == diag.Erreur {
					t.Errorf("followed: %s: %s [%s] %s", p.Pos, p.Message, p.Code, p.Hint)
				}
			}
			page, err := built(t, with(after), path)
			if err != nil || page == "" {
				t.Fatal("it is not built: ", err)
			}
			if sign := signsOut.FindString(page); sign != "" {
				t.Errorf("%q is published:\n%s", sign, page)
			}
		})
	}
}

// toldOf is what is said of a page.
func toldOf(t *testing.T, files map[string]string, path string) (all []diag.Problem) {
	contentFS, layoutsFS := with(files)
	for _, p := range problems(t, contentFS, layoutsFS) {
		if strings.HasSuffix(p.Pos.File, path) {
			all = append(all, p)
		}
	}
	return all
}

// built is the text of a page outside code.
func built(t *testing.T, files map[string]string, path string) (string, error) {
	contentFS, layoutsFS := with(files)
	s, _ := newSite(t, contentFS, layoutsFS)
	var page bytes.Buffer
	want := strings.TrimSuffix(strings.TrimPrefix(path, "pages/"), ".md") + "/index.html"
	for _, f := range s.Files {
		if f.Path == want {
			if err := f.Bytes(&page); err != nil {
				return "", err
			}
		}
	}
	root, err := html.Parse(&page)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && slices.Contains([]string{"code", "script", "style", "svg"}, n.Data) {
			return
		}
		if n.Type == html.TextNode {
			text.WriteString(n.Data + "\n")
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return text.String(), nil
}
