package main

import (
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/net/html"
)

// TestGolden compares every file of a small complete roadmap's site with what it
// was, testdata/golden/site. HTML and JSON, which are published on few long lines,
// are spread over many, so that a diff of git shows what changed; all other files
// are there byte for byte. Nothing is lost: the test spreads each file, joins its
// lines again and compares the bytes, so that a change of a single space shows.
//
// Only digests and sizes of files are masked: they give way to the name of the file
// of this site that has them, or to a word if the size is rounded. Those of no file
// stay, for all to see. The assets are compared elsewhere, in a browser, and
// sha256sum judges empreintes.sha256.
func TestGolden(t *testing.T) {
	const folder = "testdata/golden/site"
	got, site := map[string][]byte{}, read(t, build(t, "testdata/golden/source"))
	masked := mask(site)
	for name, data := range site {
		if strings.HasPrefix(name, "assets/") || name == "empreintes.sha256" {
			continue
		}
		spread := spreaders[filepath.Ext(name)]
		if spread == nil {
			got[name] = data
			continue
		}
		text := masked(string(data))
		lines := spread(text)
		if joined(lines) != text {
			t.Errorf("%s: its lines, joined, are not the file; does it hold one of %s?", name, marks)
		}
		got[name] = []byte(lines)
	}
	if *update {
		must(t, os.RemoveAll(folder))
		for name, data := range got {
			must(t, os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o755))
			must(t, os.WriteFile(filepath.Join(folder, name), data, 0o644))
		}
		return
	}
	want := read(t, folder)
	for _, name := range sorted(want) {
		if _, ok := got[name]; !ok {
			t.Errorf("%s: no longer published", name)
		}
	}
	for _, name := range sorted(got) {
		old, ok := want[name]
		d := diff.Diff("want "+name, old, "got "+name, got[name])
		switch {
		case !ok:
			t.Errorf("%s: published, and was not", name)
		case d != nil && !utf8.Valid(got[name]):
			t.Errorf("%s: other bytes", name)
		case d != nil:
			t.Errorf("\n%s", d)
		}
	}
	if t.Failed() {
		t.Log("if the changes are right, run with -update and read what git diff says")
	}
}

// What is masked: the digest in the name of an asset; digests of scripts, style
// sheets and data; sizes, in data and in words.
var (
	inName = regexp.MustCompile(`-[0-9a-f]{10}(\.(?:css|js|svg|ico|png|woff2|webmanifest))`)
	inText = regexp.MustCompile(`sha384-[0-9A-Za-z+/]{64}|\b[0-9a-f]{64}\b`)
	inSize = regexp.MustCompile(`"bytes":[0-9]+|"(?:contentSize|@value)":"[0-9]+|[0-9,]+\x{a0}(?:octets|ko)`)
	figure = regexp.MustCompile(`[0-9,]+`)
)

// mask gives a function that masks, in a text, what depends on the bytes of a site's files.
func mask(site map[string][]byte) func(string) string {
	names := func(text string) string { return inName.ReplaceAllString(text, "-XXXXXXXXXX$1") }
	words := map[string]string{}
	for _, name := range sorted(site) {
		long, hexa, size, file := sha512.Sum384(site[name]), sha256.Sum256(site[name]), len(site[name]), names(name)
		words["sha384-"+base64.StdEncoding.EncodeToString(long[:])] = "(digest of " + file + ")"
		words[hex.EncodeToString(hexa[:])] = "(digest of " + file + ")"
		words[strconv.Itoa(size)] = "(size of " + file + ")"
		words[strings.Replace(strconv.FormatFloat(float64(size)/1000, 'f', 1, 64), ".", ",", 1)] = "(size)"
	}
	word := func(text string) string { return cmp.Or(words[text], text) }
	return func(text string) string {
		text = names(inText.ReplaceAllStringFunc(text, word))
		return inSize.ReplaceAllStringFunc(text, func(size string) string { return figure.ReplaceAllStringFunc(size, word) })
	}
}

// spreaders print the text of a file over several lines, by the end of its name.
var spreaders = map[string]func(string) string{
	".html": spreadHTML, ".json": spreadJSON, ".jsonld": spreadJSON, ".js": spreadJSON,
}

// marks stand, in a text that is spread, for white space of the file itself: a line
// end, and a space or a tab at either end of a line. All other line ends, and the
// indentation, are of the spreading.
const marks = "↵ ␣ ⇥"

var (
	marked   = strings.NewReplacer("\n", "↵", " ", "␣", "\t", "⇥")
	unmarked = strings.NewReplacer("↵", "\n", "␣", " ", "⇥", "\t")
)

// joined gives the text that was spread.
func joined(spread string) string {
	var b strings.Builder
	for line := range strings.Lines(spread) {
		b.WriteString(strings.Trim(line, " \n"))
	}
	return unmarked.Replace(b.String())
}

// outline is a text that is being spread, at a depth.
type outline struct {
	strings.Builder
	depth int
}

var (
	edges  = regexp.MustCompile(`^[ \n\t]+|[ \n\t]+$`)
	breaks = regexp.MustCompile(`\n[ \t]*`)
)

// add writes a piece of a file on a line, or on several if its own words are on several.
func (o *outline) add(piece string) {
	indent := strings.Repeat(" ", max(o.depth, 0))
	piece = edges.ReplaceAllStringFunc(piece, marked.Replace)
	piece = breaks.ReplaceAllStringFunc(piece, func(white string) string {
		return "↵\n" + indent + marked.Replace(white[1:])
	})
	o.WriteString(indent + piece + "\n")
}

// spreadJSON puts each member and each element on a line of its own. It serves
// also for a script that is but a value.
func spreadJSON(text string) string {
	var o outline
	o.json(text)
	return o.String()
}

func (o *outline) json(text string) {
	start, quoted := 0, false
	// cut ends a line before text[end], or after the white space there, and gives the
	// place of the last byte that it took.
	cut := func(end int) int {
		end = len(text) - len(strings.TrimLeft(text[end:], " \n\t"))
		if end > start {
			o.add(text[start:end])
		}
		start = end
		return end - 1
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case strings.HasPrefix(text[i:], "{}"), strings.HasPrefix(text[i:], "[]"):
			i++
		case c == '{', c == '[':
			i = cut(i + 1)
			o.depth++
		case c == '}', c == ']':
			cut(i)
			o.depth--
		case c == ',':
			i = cut(i + 1)
		}
	}
	cut(len(text))
}

// piece is a tag, a text, a comment or a doctype, as it is written, with the white
// space that follows.
type piece struct {
	kind      html.TokenType
	name, raw string
}

// void are the elements that have no end tag.
var void = regexp.MustCompile(`^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$`)

// spreadHTML puts each tag and each text on a line of its own, and an element that
// holds no other on one; the JSON of scripts is spread too.
func spreadHTML(text string) string {
	var o outline
	pieces := htmlPieces(text)
	for i := 0; i < len(pieces); i++ {
		p, rest := pieces[i], pieces[i+1:]
		switch {
		case p.kind == html.EndTagToken:
			o.depth--
			o.add(p.raw)
		case p.kind != html.StartTagToken || void.MatchString(p.name):
			o.add(p.raw)
		case len(rest) > 1 && strings.Contains(p.raw, "application/ld+json"):
			o.add(p.raw)
			o.depth++
			o.json(rest[0].raw)
			i++
		case len(rest) > 0 && rest[0].kind == html.EndTagToken:
			o.add(p.raw + rest[0].raw)
			i++
		case len(rest) > 1 && rest[0].kind == html.TextToken && rest[1].kind == html.EndTagToken:
			o.add(p.raw + rest[0].raw + rest[1].raw)
			i += 2
		default:
			o.add(p.raw)
			o.depth++
		}
	}
	return o.String()
}

func htmlPieces(text string) (pieces []piece) {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return pieces
		}
		raw := string(z.Raw())
		if strings.TrimSpace(raw) == "" && len(pieces) > 0 {
			pieces[len(pieces)-1].raw += raw
			continue
		}
		name, _ := z.TagName()
		pieces = append(pieces, piece{kind, string(name), raw})
	}
}
