package markup_test

import (
	"strings"
	"testing"

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
		`<a href="a>b">lien</a> <p> a  b </p>`:                                                "lien a b",
	} {
		if got := markup.Words(strings.NewReader(html), 1000); got != want {
			t.Errorf("%s gives « %s », not « %s »", html, got, want)
		}
	}
}
