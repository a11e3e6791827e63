package archive

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainText is what a page says in its main part, without markup, for a
// player's search.
func plainText(page []byte) string {
	if at := bytes.Index(page, []byte("<main")); at >= 0 {
		page = page[at:]
	}
	if end := bytes.LastIndex(page, []byte("</main>")); end >= 0 {
		page = page[:end]
	}
	var b strings.Builder
	b.Grow(len(page) / 3)
	silent := 0
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if silent > 0 {
				continue
			}
			for word := range bytes.FieldsSeq(z.Text()) {
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
				b.Write(word)
			}
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Nav: // a nav says what other pages say
				if silent++; kind == html.EndTagToken {
					silent -= 2
				}
			}
		}
	}
}
