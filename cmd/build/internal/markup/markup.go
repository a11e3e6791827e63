// Package markup reads HTML for the whole program. In goes a page, a piece of one,
// or a layout without its actions; out come its tags and texts, one after the
// other (Tokens), or what it says to people (Words). It makes layouts and drawings
// smaller too.
package markup

import (
	"io"
	"iter"

	"golang.org/x/net/html"
)

// Kinds of tokens. All others, such as comments, are Other.
const (
	Other Kind = iota
	Text
	Start // of an element, or all of one such as <br>
	End
)

// A Kind is what a token is.
type Kind uint8

// A Token is a tag or a text. Its bytes are good until the next one.
type Token struct {
	Kind Kind
	Name []byte // of a tag, in lower case
	Raw  []byte // as it is written, but for capitals in names
	At   int    // where it begins, in bytes
	z    *html.Tokenizer
	more bool
}

// Tokens gives the tags and texts of HTML in their order. What noscript holds is
// read like all else.
func Tokens(text io.Reader) iter.Seq[*Token] {
	return func(yield func(*Token) bool) {
		t := &Token{z: html.NewTokenizer(text)}
		for t.next() && yield(t) {
		}
	}
}

// next reads the next token in the place of this one, and reports whether there is one.
func (t *Token) next() bool {
	t.At += len(t.Raw)
	kind := t.z.Next()
	t.Kind, t.Name, t.more, t.Raw = Other, nil, false, t.z.Raw()
	switch kind {
	case html.ErrorToken:
		return false
	case html.TextToken:
		t.Kind = Text
	case html.StartTagToken, html.SelfClosingTagToken:
		t.Kind = Start
	case html.EndTagToken:
		t.Kind = End
	}
	if t.Kind >= Start {
		t.Name, t.more = t.z.TagName()
		if t.Kind == Start && string(t.Name) == "noscript" {
			t.z.NextIsNotRawText()
		}
	}
	return true
}

// Text gives what a text says, its character references resolved. It may be asked
// for once.
func (t *Token) Text() []byte { return t.z.Text() }

// Attributes gives the attributes of a tag, their names in lower case and their
// character references resolved. It may be gone through once.
func (t *Token) Attributes() iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		for t.more {
			var key, value []byte
			if key, value, t.more = t.z.TagAttr(); !yield(key, value) {
				return
			}
		}
	}
}
