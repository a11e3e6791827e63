// Package search writes what the script of the search page searches in: the
// pages of a site, each with its title and as much of its text as there is room
// for. The script makes its index of them in the browser: sent ready-made, an
// index weighs three times the texts.
package search

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
)

// Room for the words of pages, in bytes. French text is a third of that once
// compressed, so that the largest index stays below 300 KB.
const (
	roomInAll   = 720_000
	roomForPage = 1_200
	tooLittle   = 60 // less than a sentence tells nothing
)

// Room is how many bytes the words of one page may take, of so many.
func Room(pages int) int { return min(roomForPage, roomInAll/max(pages, 1)) }

// Left is what remains of the room of a page for its text, once what a page is
// found by first has been told; 0 when it is not worth it.
func Left(e page.Record, room int) int {
	left := room - len(e.Titre) - len(e.Code) - len(e.Detail) - len(e.Resume) - len(e.Mots)
	if left < tooLittle {
		return 0
	}
	return left
}

// A Writer writes the file, page after page.
type Writer struct {
	b     *bytes.Buffer
	room  int
	found bool // a page has been written
	json  *json.Encoder
}

// NewWriter begins the file: a classic script, since no other file can be read
// from a disk, that sets fdrPages.
func NewWriter(b *bytes.Buffer, sorts []french.Nom, pages int) *Writer {
	w := &Writer{b: b, room: Room(pages), json: json.NewEncoder(b)}
	w.json.SetEscapeHTML(false)
	b.WriteString(`var fdrPages={"genres":[`)
	for i, g := range sorts {
		if i > 0 {
			b.WriteByte(',')
		}
		w.list(g.Singulier, g.Pluriel)
	}
	b.WriteString(`],"pages":[`)
	return w
}

// Page adds a page: its genre, then its address as a link of the search page,
// code, title, detail, sentence, other words and text.
func (w *Writer) Page(e page.Record, address, text string) {
	if w.found {
		w.b.WriteByte(',')
	}
	w.found = true
	left := w.room - len(e.Titre) - len(e.Code)
	take := func(s string) string {
		s = shorten(s, left)
		left -= len(s)
		return s
	}
	w.list(e.Sort, address, e.Code, e.Titre, take(e.Detail), take(e.Resume), take(e.Mots), take(text))
}

// End ends the file.
func (w *Writer) End() { w.b.WriteString("]}\n") }

func (w *Writer) list(values ...any) {
	_ = w.json.Encode(values) // texts and numbers: it cannot fail
	w.b.Truncate(w.b.Len() - 1)
}

// shorten cuts a text after the last whole word that the room holds.
func shorten(s string, room int) string {
	if len(s) <= room {
		return s
	}
	if room < tooLittle {
		return ""
	}
	cut := strings.LastIndexByte(s[:room], ' ')
	if cut < 0 {
		for cut = room; !utf8.RuneStart(s[cut]); cut-- {
		}
	}
	return s[:cut]
}

// Text is what an HTML body says, without markup, as far as there is room.
func Text(body string, room int) string {
	return shorten(markup.Words(strings.NewReader(body), room), room)
}
