package markup_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"feuille-de-route.example/cmd/build/internal/markup"
)

func TestWords(t *testing.T) {
	for html, want := range map[string]string{
		"":                                  "",
		"<p>Un <strong>mot</strong>.</p>":   "Un mot.",
		"<p>Fran<em>ce</em></p><p>Deux</p>": "France Deux",
		"<h2>But</h2><p>Aller.</p>":         "But\u00a0: Aller.",
		"<ul><li>un</li><li>deux</li></ul>": "un deux",
		"<p>l&#39;État &amp; <br>lui</p>":   "l'État & lui",
		"<table><tr><td>1<td>2</table>":     "1 2",
		"<nav>Sommaire</nav><p>Un<script>a<b</script><noscript><p>non</p></noscript> mot</p>": "Un mot",
		`a < b <!-- <p>non</p> --><IMG alt='c>d'>é<BR/>f <style>p>i{}</style><p title=x>g`:    "a < b é f g",
		`<main class="a"><p>Un</main><p>deux`:                                                 "Un",
		`<a href="a>b">lien</a> <p> a  b </p>`:                                                "lien a b",
	} {
		if got := markup.Words([]byte(html), 1000); got != want {
			t.Errorf("%s gives « %s », not « %s »", html, got, want)
		}
	}
}

// What is read fast is what an HTML tokenizer reads, in any page that one writes.
func FuzzTexts(f *testing.F) {
	for _, s := range []string{"<p>Un <b>mot</b>", "<a title='x>y'>l&#39;É</a>", "a<b", "<nav>a</nav>b", "<style>a</style>b<!-- c -->d", "<P CLASS=a>b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		var made bytes.Buffer
		nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
		if err != nil || strings.ContainsAny(page, "\x00\r") {
			return
		}
		for _, n := range nodes {
			if err := html.Render(&made, n); err != nil {
				return
			}
		}
		var want strings.Builder
		silent := 0
		for tok := range markup.Tokens(bytes.NewReader(made.Bytes())) {
			switch name := string(tok.Name); {
			case tok.Kind == markup.Text && silent == 0:
				want.Write(tok.Text())
			case name == "textarea" || name == "title" || name == "xmp" || name == "iframe" || name == "noembed" || name == "noframes" || name == "plaintext" || name == "svg" || name == "math":
				return // no page has them in its text
			case slices.Contains([]string{"script", "style", "template", "noscript", "nav"}, name) && tok.Kind == markup.Start:
				silent++
			case slices.Contains([]string{"script", "style", "template", "noscript", "nav"}, name):
				silent = max(silent-1, 0)
			}
		}
		var got strings.Builder
		for text := range markup.Texts(made.Bytes()) {
			got.Write(text)
		}
		if got.String() != want.String() {
			t.Errorf("%q says %q, not %q", made.String(), got.String(), want.String())
		}
	})
}

func BenchmarkTexts(b *testing.B) {
	page := []byte(strings.Repeat(`<li class="fdr-a fr-b"><a href=/projets/un/ title="c > d">Un mot</a>, puis d’autres : l&#39;État et tout ce qui suit.</li>`, 150))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		for range markup.Texts(page) {
		}
	}
}
