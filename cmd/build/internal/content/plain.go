package content

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"
)

// This file finds what Markdown or HTML would read in a plain text, in front matter or
// in the title of a block: it would be published as it was typed.

// readable are what is read elsewhere, and the words that are meant by it.
var readable = []struct {
	has   string // as in sign
	form  *regexp.Regexp
	words string
	sure  bool // as in sign
}{
	{"**", regexp.MustCompile(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*`), "$1", true},
	{"_", regexp.MustCompile(`(^|[\s(«"'’])_{1,2}([^_\s](?:[^_]*[^_\s])?)_{1,2}($|[\s).,;:!?»"])`), "$1$2$3", true},
	{"](", regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()]*\)`), "$1", true},
	{"][", regexp.MustCompile(`\[([^\[\]^]+)\]\[[^\[\]^]*\]`), "$1", true},
	{"[[", regexp.MustCompile(`!?\[\[([^\[\]]+)\]\]`), "$1", true},
	{"[^", regexp.MustCompile(`\[\^[^\[\]\s]+\]`), "", true},
	{"[!", regexp.MustCompile(`^(?:> ?)?\[![\pL-]+\][-+]?`), "", true},
	{"[", regexp.MustCompile(`^(?:- )?\[[ xX]\]`), "", true},
	{"~~", regexp.MustCompile(`~~([^~]+)~~`), "$1", true},
	{"==", regexp.MustCompile(`==([^=\s](?:[^=]*[^=\s])?)==`), "$1", true},
	{"++", regexp.MustCompile(`\+\+([\pL\d][^+]*)\+\+`), "$1", true},
	{"{", regexp.MustCompile(`\{[.#%:][^{}]*\}`), "", true},
	{"**", regexp.MustCompile(`\*\*+`), "", false},
	{"*", regexp.MustCompile(`(^|[\s(«"'’])\*([^*\s](?:[^*]*[^*\s])?)\*($|[\s).,;:!?»"])`), "$1$2$3", false},
	{"<", regexp.MustCompile(`(?i)\s*</?(?:br|p|div|li|hr|h[1-6])(?:\s[^<>]*)?/?>\s*`), " ", false},
	{"<", regexp.MustCompile(`<!--.*?-->|(?i)</?(?:` + strings.Join(slices.Sorted(maps.Keys(instead)), "|") + `)(?:\s[^<>]*)?/?>`), "", false},
	{"<", regexp.MustCompile(`<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>`), "$1", false},
	{"`", regexp.MustCompile("`+([^`]+)`+"), "$1", false},
	{"\\", regexp.MustCompile("\\\\([!-/:-@\\[-`|~])"), "$1", false},
	{"", leading, "", false},
	{"&", reference, "", false},
}

// leading matches the mark of a block, which a sign before a number, « > 28 » or « - 5 % », is not.
var (
	leading  = regexp.MustCompile(`^(?:#{1,6}|>|[-*+•·▪◦–—])[ \x{a0}]+`)
	ofNumber = regexp.MustCompile(`^[->+–—][ \x{a0}]*\d`)
)

// bared is a plain text without what is read elsewhere, and the first of that, "" for
// none. sure is true when nobody can mean it.
func bared(text string) (first, bare string, sure bool) {
	bare = text
	from := len(text)
	for _, r := range readable {
		if !strings.Contains(bare, r.has) || r.form == leading && ofNumber.MatchString(bare) {
			continue
		}
		if m := r.form.FindStringIndex(text); m != nil {
			if m[0] < from {
				first, from = text[m[0]:m[1]], m[0]
			}
			sure = sure || r.sure
		}
		if r.form == reference {
			bare = string(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(bare))))
		} else {
			bare = r.form.ReplaceAllString(bare, r.words)
		}
	}
	return first, strings.Join(strings.Fields(bare), " "), sure
}

// Readable says what of a plain text Markdown or HTML would read, and what to write:
// its editor may mean it. ok is false for most texts, and for those in which it is an
// error.
func Readable(text string) (message, hint string, ok bool) {
	if !suspect([]byte(text), true) {
		return "", "", false
	}
	first, bare, sure := bared(text)
	return quoted(first) + " sera publié tel quel", plainly(bare), first != "" && !sure
}

// plainly is the hint that says which words to write.
func plainly(bare string) string { return "écrivez les mots seuls : « " + bare + " »" }

// signsIn tells the signs of a plain text that nobody means, and what to write in its
// place if that is all. All that is read elsewhere is told as one.
func signsIn(text string, tell func(hint, message, write string)) {
	if !suspect([]byte(text), true) {
		return
	}
	if first, bare, sure := bared(text); sure {
		tell(plainly(bare), quoted(first)+" serait publié tel quel", bare)
		text = bare
	}
	for _, s := range findSigns([]byte(text), false) {
		hint, _ := s.hint(text[s.start:s.stop])
		tell(hint, quoted(text[s.start:s.stop])+" serait publié tel quel", "")
	}
}

// safe matches a text that YAML reads as it is, with quotes or without.
var safe = regexp.MustCompile(`^[\pL\pN][^:#"\\]*$`)

// signs reports the signs that nobody means in a text.
func (d *decoder) signs(key string, n *node, text string) {
	signsIn(text, func(hint, message, write string) {
		d.wrong(n.at, "signe-publie", hint, "« %s » : %s", key, message)
		if safe.MatchString(write) && bytes.Contains(lineOf(d.source, int(n.at.Line)-d.first+1), []byte(text)) {
			d.problems.Guess(text, write)
		}
	})
}

// signsOf reports the signs of the texts of a block.
func (r *review) signsOf(b *block) {
	for _, text := range []string{b.title, b.attrs["auteur"], b.attrs["source"]} {
		signsIn(text, func(hint, message, _ string) { r.wrong(b.Pos(), "signe-publie", hint, "%s", message) })
		if message, hint, ok := Readable(text); ok {
			r.point(b.Pos(), func() Point { return Point{Kind: PointSign, Text: message, Target: hint, Typed: text} })
		}
	}
}
