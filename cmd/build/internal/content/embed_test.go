package content_test

import (
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
)

func embed(html string) string {
	return content.Embed(html, content.Embedding{Prefix: "projet.a.", Down: 2, Local: func(address string) string {
		if address == "/projets/b/" {
			return "projet.b"
		}
		return ""
	}})
}

func TestEmbed(t *testing.T) {
	mark := string(content.LinkMark)
	for html, want := range map[string]string{
		`<h2 id="but">But</h2><h5 class="c">T</h5>`: `<h4 id="projet.a.but">But</h4><h6 class="c">T</h6>`,
		`<hr><header>x</header>`:                    `<hr><header>x</header>`,
		`<a href="#but">x</a><sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>`:                 `<a href="#projet.a.but">x</a><sup id="projet.a.fnref:1"><a href="#projet.a.fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>`,
		`<a class="l" href="` + mark + `/projets/b/">x</a>`:                                                                         `<a class="l" href="#projet.b">x</a>`,
		`<a href="` + mark + `/projets/b/#but">x</a>`:                                                                               `<a href="#projet.b.but">x</a>`,
		`<a href="` + mark + `/projets/c/#but">x</a>`:                                                                               `<a href="` + mark + `/projets/c/#but">x</a>`,
		`<img src="` + mark + `/projets/b/rond.svg" alt="id=&#34;x&#34;">`:                                                          `<img src="` + mark + `/projets/b/rond.svg" alt="id=&#34;x&#34;">`,
		`<section class="fr-table__container" tabindex="0" aria-label="Tableau 1"><table></table></section>`:                        `<section class="fr-table__container" tabindex="0"><table></table></section>`,
		`<section class="fr-table__container" tabindex="0" aria-labelledby="t"><table><caption id="t"></caption></table></section>`: `<section class="fr-table__container" tabindex="0" aria-labelledby="projet.a.t"><table><caption id="projet.a.t"></caption></table></section>`,
		`a < b`: `a < b`,
		"":      "",
	} {
		if got := embed(html); got != want {
			t.Errorf("%s\n got %s\nwant %s", html, got, want)
		}
	}
}

// Whatever a text holds, embedding takes no visible letter from it.
func FuzzEmbed(f *testing.F) {
	f.Add(`<h2 id="but">But</h2><p title="a b">x &lt; y</p>`)
	f.Add(`<a href="#x" `)
	f.Fuzz(func(t *testing.T, html string) {
		text := func(s string) string {
			var b strings.Builder
			for {
				before, rest, ok := strings.Cut(s, "<")
				b.WriteString(before)
				_, s, _ = strings.Cut(rest, ">")
				if !ok {
					return b.String()
				}
			}
		}
		if got, want := text(embed(html)), text(html); got != want {
			t.Errorf("%q becomes %q", want, got)
		}
	})
}
