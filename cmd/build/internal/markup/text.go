package markup

import (
	"bytes"
	"html"
	"iter"
	"strings"
)

// Main is a page from the tag of its main part on, at whose end reading ends.
func Main(page []byte) []byte {
	return page[max(0, bytes.Index(page, []byte("<main"))):]
}

// Words is what HTML says to people, without markup: elements that are not within
// a word stand apart from it, a heading ends with a colon. What only programs read,
// lists of links to other pages, and what follows the main part, are left out. Reading
// ends once there are more than enough bytes.
func Words(page []byte, enough int) string {
	var b strings.Builder
	apart := false // the next word does not go on with the last
	for tag, text := range said(page) {
		if text == nil {
			if len(tag) == 3 && tag[0] == '/' && tag[1] == 'h' && '2' <= tag[2] && tag[2] <= '6' {
				b.WriteString("\u00a0:") // else it runs into what it announces
			}
			apart = true
			continue
		}
		for i, word := range bytes.Fields(text) {
			if b.Len() > 0 && (i > 0 || apart || text[0] == ' ' || text[0] == '\n') {
				b.WriteByte(' ')
			}
			b.Write(word)
			apart = false
		}
		apart = apart || text[len(text)-1] == ' ' || text[len(text)-1] == '\n'
		if b.Len() > enough {
			break
		}
	}
	return b.String()
}

// Prose is what a page says in the text that its editor wrote: elements of the class
// fdr-prose, without what the site adds around them.
func Prose(page []byte) string {
	var b strings.Builder
	depth := 0 // of div within the text, from 1
	for t := range Tokens(bytes.NewReader(page)) {
		switch {
		case depth == 0:
			if t.Kind == Start && bytes.Contains(t.Raw, []byte(`"fdr-prose"`)) {
				depth = 1
			}
		case t.Kind == Text:
			b.Write(t.Raw)
		case string(t.Name) != "div":
		case t.Kind == Start:
			depth++
		case t.Kind == End:
			depth--
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Texts gives the texts that Words is made of, their character references resolved,
// and nil where a word cannot go on from one into the next.
func Texts(page []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, text := range said(page) {
			if !yield(text) {
				return
			}
		}
	}
}

// said goes through what HTML says to people: texts, and between them the tags that
// part words, as "p" or "/p". It is for pages that this program has made, and takes a
// fraction of the time of Tokens.
func said(page []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(tag, text []byte) bool) {
		silent := 0 // elements without words that are open
		for len(page) > 0 {
			at := opening(page)
			if at > 0 && silent == 0 && !yield(nil, resolved(page[:at])) {
				return
			}
			var tag []byte
			tag, page = cutTag(page[at:])
			name := bytes.TrimPrefix(tag, []byte("/"))
			switch string(name) {
			case "", "a", "abbr", "b", "cite", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "wbr":
				continue // they stand within a word
			case "main":
				if len(tag) > len(name) {
					return
				}
			case "script", "style", "template", "noscript", "nav":
				if len(tag) > len(name) {
					silent = max(silent-1, 0)
					break
				}
				silent++
				if string(name) == "script" || string(name) == "style" { // what they hold is no HTML
					end := bytes.Index(page, append([]byte("</"), name...))
					page = page[max(end, 0):]
				}
			}
			if silent == 0 && !yield(tag, nil) {
				return
			}
		}
	}
}

// opening is where the next tag begins, or the end.
func opening(page []byte) int {
	for at := 0; ; at++ {
		next := bytes.IndexByte(page[at:], '<')
		if next < 0 || at+next+1 == len(page) {
			return len(page)
		}
		at += next
		if c := page[at+1] | 0x20; 'a' <= c && c <= 'z' || page[at+1] == '/' || page[at+1] == '!' {
			return at
		}
	}
}

// cutTag cuts the tag off at which a page begins, and gives its name in lower case,
// with a slash before that of an end; "" for a comment, and at the end of the page.
func cutTag(page []byte) (name, rest []byte) {
	if len(page) == 0 {
		return nil, nil
	}
	if comment, ok := bytes.CutPrefix(page, []byte("<!--")); ok {
		_, rest, _ = bytes.Cut(comment, []byte("-->"))
		return nil, rest
	}
	end, capitals := 1, false
	for ; end < len(page) && page[end] != '>' && page[end] > ' ' && (page[end] != '/' || end == 1); end++ {
		capitals = capitals || 'A' <= page[end] && page[end] <= 'Z'
	}
	if name = page[1:end]; capitals {
		name = bytes.ToLower(name)
	}
	if end < len(page) && page[end] == '>' {
		return name, page[end+1:]
	}
	close := bytes.IndexByte(page[end:], '>')
	if close < 0 {
		return name, nil
	}
	if attributes := page[end : end+close]; bytes.Count(attributes, []byte{'"'})%2 == 0 && bytes.IndexByte(attributes, '\'') < 0 { // most
		return name, page[end+close+1:]
	}
	return name, afterQuotes(page[end:])
}

// afterQuotes is what follows a tag of which some attribute may hold an angle bracket.
func afterQuotes(tag []byte) []byte {
	for at := 0; at < len(tag); at++ {
		switch tag[at] {
		case '>':
			return tag[at+1:]
		case '=':
			if at+1 < len(tag) && (tag[at+1] == '"' || tag[at+1] == '\'') {
				if close := bytes.IndexByte(tag[at+2:], tag[at+1]); close >= 0 {
					at += 2 + close
				}
			}
		}
	}
	return nil
}

// resolved is a text without character references.
func resolved(text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return text
	}
	return []byte(html.UnescapeString(string(text)))
}
