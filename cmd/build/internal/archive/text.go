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
	var b strings.Builder
	main, silent := 0, 0
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		switch kind {
		case html.TextToken:
			if main > 0 && silent == 0 {
				for _, word := range strings.Fields(string(z.Text())) {
					if b.Len() > 0 {
						b.WriteByte(' ')
					}
					b.WriteString(word)
				}
			}
		case html.StartTagToken, html.EndTagToken:
			step := 1
			if kind == html.EndTagToken {
				step = -1
			}
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Main:
				main += step
			case atom.Script, atom.Style, atom.Template, atom.Noscript:
				silent += step
			}
		}
	}
}
