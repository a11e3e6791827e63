package markup

import (
	"bytes"
	"io"
	"strings"
)

// Words is what HTML says to people, without markup: elements that are not within
// a word stand apart from it, a heading ends with a colon. What only programs read,
// and lists of links to other pages, are left out. Reading ends once there are more
// than enough bytes.
func Words(text io.Reader, enough int) string {
	w := writer{}
	for t := range Tokens(text) {
		switch t.Kind {
		case Text:
			if w.silent == 0 {
				w.text(t.Text())
			}
		case Start, End:
			w.tag(string(t.Name), t.Kind == Start)
		}
		if w.b.Len() > enough {
			break
		}
	}
	return w.b.String()
}

// A writer writes words.
type writer struct {
	b      strings.Builder
	apart  bool // the next word does not go on with the last
	silent int  // elements without words that are open
}

func (w *writer) text(text []byte) {
	for i, word := range bytes.Fields(text) {
		if w.b.Len() > 0 && (i > 0 || w.apart || text[0] == ' ' || text[0] == '\n') {
			w.b.WriteByte(' ')
		}
		w.b.Write(word)
		w.apart = false
	}
	w.apart = w.apart || len(text) > 0 && (text[len(text)-1] == ' ' || text[len(text)-1] == '\n')
}

func (w *writer) tag(name string, begins bool) {
	switch name {
	case "script", "style", "template", "noscript", "nav":
		if begins {
			w.silent++
		} else {
			w.silent = max(w.silent-1, 0)
		}
	case "h2", "h3", "h4", "h5", "h6":
		if !begins && w.silent == 0 {
			w.b.WriteString("\u00a0:") // else it runs into what it announces
		}
	case "a", "abbr", "b", "cite", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "wbr":
		return // they stand within a word
	}
	w.apart = true
}
