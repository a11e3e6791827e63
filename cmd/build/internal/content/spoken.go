package content

import (
	"bytes"
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/french"
)

// A Spoken is a plain text of which some words are in another language: what was typed
// as « Un :lang[design sprint]{en} ».
type Spoken struct {
	Text string // the words alone, as data, feeds and layouts have them
	HTML string // the same with elements that say their language
}

// readSpoken reads a text as it was typed, and sets its French words in type.
func readSpoken(typed string) (Spoken, *Refusal) {
	whole := typed
	var s Spoken
	for {
		words, rest, marked := strings.Cut(typed, langOpening)
		last, _ := utf8.DecodeLastRuneInString(s.Text)
		if s.Text == "" {
			last = 0
		}
		if set, changed := french.AppendTypo(nil, last, []byte(words)); changed {
			words = string(set)
		}
		s.Text += words
		s.HTML += escaped(words)
		if !marked {
			return s, nil
		}
		words, _, _ = strings.Cut(rest, "]")
		rest = rest[len(words):]
		end := langEnd.FindStringSubmatch(rest)
		if end == nil {
			return s, &Refusal{Wrong: "un passage dans une autre langue n'est pas fermé", Write: langOpening + words + "]{en}"}
		}
		code := end[1]
		tag, no := langTag(code)
		switch {
		case words == "":
			return s, &Refusal{Wrong: "un passage dans une autre langue est vide", Hint: "écrivez les mots entre les crochets, ou retirez-le"}
		case no != nil:
			if no.Write != "" {
				no.Write, no.Sure = strings.Replace(whole, "]{"+code+"}", "]"+no.Write, 1), true
			}
			return s, no
		}
		s.Text += words
		s.HTML += "<span" + langAttributes(tag, "fr") + ">" + escaped(words) + "</span>"
		typed = rest[len(end[0]):]
	}
}

func escaped(words string) string { return string(util.EscapeHTML([]byte(words))) }

// spoken fills a text that marks words in another language.
func (d *decoder) spoken(key string, n *node, t *Text, typed string) {
	s, no := readSpoken(typed)
	if no != nil {
		if d.wrong(n.at, "langue", no.Remedy(""), "« %s » : %s", key, no.Wrong); no.Sure {
			d.problems.Guess(typed, no.Write)
		}
		return
	}
	d.signs(key, n, s.Text)
	t.S = s.Text
	d.said = append(d.said, s)
}

// A Speaker says in pages which words are in another language: layouts know the words
// alone.
type Speaker struct {
	whole map[string]string // by the text as layouts write it
	part  *strings.Replacer // of those that are recognised inside longer texts
}

// NewSpeaker returns nil for no text.
func NewSpeaker(texts []Spoken) *Speaker {
	if len(texts) == 0 {
		return nil
	}
	texts = slices.SortedFunc(slices.Values(texts), func(a, b Spoken) int { // the longest first: it may hold others
		return cmp.Or(len(b.Text)-len(a.Text), strings.Compare(a.Text, b.Text), strings.Compare(a.HTML, b.HTML))
	})
	s := &Speaker{whole: make(map[string]string, len(texts))}
	var pairs []string
	for _, t := range texts {
		key := strings.ReplaceAll(html.EscapeString(t.Text), "+", "&#43;") // as html/template writes it
		if _, twice := s.whole[key]; twice {
			continue
		}
		s.whole[key] = t.HTML
		if strings.Contains(key, " ") { // one word may be French elsewhere
			pairs = append(pairs, key, t.HTML)
		}
	}
	s.part = strings.NewReplacer(pairs...)
	return s
}

// bare are the elements whose text holds no other element.
var bare = []string{"title", "option", "textarea", "text", "tspan", "/tspan", "desc", "script", "style"}

// Mark returns the HTML of a page in which these texts say their languages. It is that
// of layouts: in attributes, > is escaped.
func (s *Speaker) Mark(page []byte) []byte {
	out := make([]byte, 0, len(page)+len(page)/16)
	element := ""
	for {
		at := bytes.IndexByte(page, '<')
		if at < 0 {
			return append(out, page...)
		}
		out = s.words(out, page[:at], element)
		page = page[at:]
		end := bytes.IndexByte(page, '>')
		if end < 0 {
			return append(out, page...)
		}
		name, _, _ := bytes.Cut(page[1:end], []byte(" "))
		if element = string(name); element == "script" || element == "style" { // where < begins no element
			if close := bytes.Index(page[end:], []byte("</"+element)); close > 0 {
				end += close - 1
			}
		}
		out = append(out, page[:end+1]...)
		page = page[end+1:]
	}
}

// words appends a text that follows a tag.
func (s *Speaker) words(out, text []byte, element string) []byte {
	trimmed := bytes.TrimSpace(text)
	if len(trimmed) == 0 || slices.Contains(bare, element) {
		return append(out, text...)
	}
	if marked, ok := s.whole[string(trimmed)]; ok {
		at := bytes.Index(text, trimmed)
		out = append(append(out, text[:at]...), marked...)
		return append(out, text[at+len(trimmed):]...)
	}
	return append(out, s.part.Replace(string(text))...)
}
