package theme

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// words are the tokens of every text that makes pages: a class, an attribute
// or a state that none of them spells cannot occur in the site.
type words struct {
	known  map[string]bool
	starts []string // of classes that a text ends itself: "fr-alert--"
}

func newWords(texts [][]byte) *words {
	w := &words{known: map[string]bool{}}
	for _, text := range texts {
		for word := range bytes.FieldsFuncSeq(text, between) {
			w.add(string(word))
		}
	}
	return w
}

func (w *words) add(word string) {
	if w.known[word] {
		return
	}
	w.known[word] = true
	if block, ok := strings.CutPrefix(word, "fr-"); ok && len(block) > 1 && (strings.HasSuffix(block, "-") || strings.HasSuffix(block, "_")) {
		w.starts = append(w.starts, word)
	}
}

// without takes a block's classes away, whatever the texts spell.
func (w *words) without(block string) {
	for word := range w.known {
		if word == block || strings.HasPrefix(word, block+"-") || strings.HasPrefix(word, block+"_") {
			delete(w.known, word)
		}
	}
}

func isWordByte(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// between reports whether a character stands between words.
func between(r rune) bool { return r >= utf8.RuneSelf || !isWordByte(byte(r)) }

// class reports whether a page may bear a class or an id, as a selector spells it.
func (w *words) class(name string) bool {
	if before, after, escaped := strings.Cut(name, `\`); escaped {
		if before == "" || after == "" || isWordByte(after[0]) {
			return true
		}
		name = before // texts were cut at the escaped byte: "fr-cell--fixed@sm" has two words
	}
	return w.known[name] || slices.ContainsFunc(w.starts, func(start string) bool { return strings.HasPrefix(name, start) })
}

// holds reports whether some class may contain a piece.
func (w *words) holds(piece string) bool {
	for _, start := range w.starts {
		if strings.Contains(start, piece) || strings.HasPrefix(piece, start) {
			return true
		}
	}
	for word := range w.known {
		if strings.Contains(word, piece) {
			return true
		}
	}
	return false
}

// attribute reports whether a page may have an attribute, spelt as in HTML or
// as a script does: data-fr-theme, dataset.frTheme; aria-pressed, ariaPressed.
func (w *words) attribute(name string) bool {
	if w.known[name] {
		return true
	}
	kind, rest, _ := strings.Cut(name, "-")
	first, others, _ := strings.Cut(rest, "-")
	switch kind {
	case "data":
		return w.known[first+camel(others)]
	case "aria":
		return w.known["aria"+camel(rest)]
	}
	return false
}

// camel joins words with a capital for each: "checked-label", "CheckedLabel".
func camel(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(s, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}
