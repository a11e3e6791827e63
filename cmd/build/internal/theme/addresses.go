package theme

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/markup"
)

// An origin is where a style sheet stands.
type origin struct {
	files fs.FS
	dir   string
}

var inURL = regexp.MustCompile(`(?i)url\(\s*("[^"]*"|'[^']*'|[^)"'\s]*)\s*\)`)

// addresses replaces the addresses in declarations: drawings become data:
// addresses, which show from file:// too; other files are added to the bundle.
func (b *bundle) addresses(items []item) error {
	var failed error
	each(items, func(it *item) bool {
		if it.name == "src" {
			it.text = withoutWOFF(it.text)
		}
		if it.name == "" || it.from == nil || !strings.Contains(it.text, "url(") {
			return true
		}
		it.text = inURL.ReplaceAllStringFunc(it.text, func(s string) string {
			target := strings.Trim(inURL.FindStringSubmatch(s)[1], `"'`)
			address, err := b.address(it.from, target)
			if err != nil {
				failed = err
			}
			return `url("` + address + `")`
		})
		return true
	})
	return failed
}

// withoutWOFF leaves out of a font's sources those that no browser in use
// takes, since all know the lighter format.
func withoutWOFF(list string) string {
	var kept []string
	for _, source := range split(tokens(list)) {
		if s := join(source); !strings.Contains(s, `format("woff")`) {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, ",")
}

// address is what stands in the built sheet for an address of a source sheet.
func (b *bundle) address(from *origin, target string) (string, error) {
	if u, err := url.Parse(target); strings.HasPrefix(target, "data:") || err == nil && (u.Scheme != "" || u.Path == "" || target[0] == '/') {
		return strings.ReplaceAll(target, `"`, "'"), nil
	}
	name := path.Join(from.dir, target)
	if data, ok := b.svg[name]; ok {
		return data, nil
	}
	data, err := fs.ReadFile(from.files, name)
	if err != nil {
		return "", fmt.Errorf("un fichier que nomme une feuille de style manque : %s (%w)", name, err)
	}
	if path.Ext(name) != ".svg" {
		return path.Base(b.add(name, data)), nil
	}
	b.svg[name], err = drawing(data)
	if err != nil {
		return "", fmt.Errorf("%s : %w", name, err)
	}
	return b.svg[name], nil
}

// inData finds the addresses that hold a file themselves, as addresses writes them.
var inData = regexp.MustCompile(`url\("data:[^"]*"\)`)

// shareDrawings names on the root element the drawings that several declarations
// show, so that the sheet holds each once: a mask stands under two names, for
// browsers of before 2024, and the dark theme's rules stand twice.
func shareDrawings(items []item) []item {
	times := map[string]int{}
	var shared []item
	all := func(replace func(drawing string) string) {
		each(items, func(it *item) bool {
			if it.name != "" {
				it.text = inData.ReplaceAllStringFunc(it.text, replace)
			}
			return it.at() != "font-face"
		})
	}
	all(func(d string) string { times[d]++; return d })
	names := map[string]string{}
	all(func(d string) string {
		if times[d] == 1 {
			return d
		}
		if names[d] == "" {
			names[d] = fmt.Sprintf("--drawing-%d", len(names)+1)
			shared = append(shared, item{name: names[d], text: d})
		}
		return "var(" + names[d] + ")"
	})
	if len(shared) == 0 {
		return items
	}
	return append([]item{{text: ":root", block: true, body: shared}}, items...)
}

// drawing makes a data: address of an SVG file, its text left readable: it
// then weighs less once compressed than in base64.
func drawing(data []byte) (string, error) {
	text, err := markup.MinifyDrawing(data)
	if err != nil {
		return "", err
	}
	if !strings.Contains(text, "'") {
		text = strings.ReplaceAll(text, `"`, "'")
	}
	return "data:image/svg+xml," + strings.NewReplacer("%", "%25", "#", "%23", `"`, "%22", `\`, "%5C", "\n", " ", "\r", " ").Replace(text), nil
}
