package content_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
)

// Each block takes the markup that the DSFR wants of it, whatever the classes
// around: the essential parts are named here in their order.
func TestBlocksBecomeDSFRMarkup(t *testing.T) {
	for _, c := range []struct {
		promise, in string
		want        []string
	}{
		{"alert with title", ":::alerte[L'essai : oui !]{type=attention}\nTexte *un*.\n:::",
			[]string{`fr-alert fr-alert--warning`, "L’essai␣: oui⍽!</h2>", "<p>Texte <em>un</em>.</p>"}},
		{"alert by default", ":::alerte\nTexte.\n:::", []string{`fr-alert fr-alert--info`, "<p>Texte.</p>"}},
		{"alert of success", ":::alerte{type=succes}\na\n:::", []string{`fr-alert--success`}},
		{"alert of error", ":::alerte{ type = erreur }\na\n:::", []string{`fr-alert--error`}},
		{"type in quotes", ":::alerte[a]{type=\"erreur\"}\na\n:::", []string{`fr-alert--error`}},
		{"callout", ":::encart[À retenir]\nTexte.\n:::", []string{"fr-callout", "fr-callout__title", "À retenir</h2>", "fr-callout__text", "<p>Texte.</p>"}},
		{"callout without title", ":::encart\nTexte.\n:::", []string{"fr-callout", "fr-callout__text", "<p>Texte.</p>"}},
		{"highlight", ":::exergue\nTexte.\n:::", []string{"fr-highlight", "<p>Texte.</p>"}},
		{"quotation with its author", `:::citation{auteur="L'une & l'autre" source="Un <rapport>"}` + "\nDit.\n:::",
			[]string{`<figure class="fr-quote"><blockquote>`, "<p>Dit.</p>", "</blockquote><figcaption>", "fr-quote__author", "L’une &amp; l’autre", "fr-quote__source", "<cite>Un &lt;rapport&gt;</cite>"}},
		{"quotation alone", ":::citation\nDit.\n:::", []string{"<blockquote>", "<p>Dit.</p>", "</blockquote></figure>"}},
		{"tabs", "::::onglets\n:::onglet[Un]\nA\n:::\n:::onglet[Deux]\nB\n:::\n::::",
			[]string{"fdr-onglets", "fdr-onglet", "Un</h2>", "<p>A</p>", "Deux</h2>", "<p>B</p>"}},
		{"cards take the page's own words", ":::cartes\n- [mot](../projets/p.md)\n- [L'accueil](../index.md)\n:::",
			[]string{"<ul", "<li>", "fr-card", `<a href="@/projets/p/">Projet P &amp; Cie</a>`, "Un &lt;b&gt;projet&lt;/b&gt;.", `<a href="@/">Accueil</a>`, "</ul>"}},
		{"buttons, the first of which counts most", ":::boutons\n- [L'un](../projets/p.md)\n- [Deux](https://exemple.fr/)\n:::",
			[]string{"fr-btns-group", `<a class="fr-btn" href="@/projets/p/">L’un</a>`, `<a class="fr-btn fr-btn--secondary" href="https://exemple.fr/" target="_blank" rel="noopener external" title="Deux - nouvelle fenêtre">Deux</a>`}},
		{"video with its transcript", ":::video[Un film]{fichier=film.mp4 sous-titres=film.vtt}\nIl est dit.\n:::",
			[]string{`<video`, `controls`, `src="@/film.mp4"`, `<track kind="captions" srclang="fr"`, `src="@/film.vtt"`, "Un film</figcaption>", "Transcription", "<p>Il est dit.</p>"}},
		{"video without captions", ":::video[a]{fichier=film.mp4}\nb\n:::", []string{`src="@/film.mp4"></video>`}},
		{"video of another site", ":::video[Un film * & b]{adresse=https://www.film.fr/1?a&b duree=\"1 h 05\"}\nIl est dit.\n:::",
			[]string{"fr-card fr-card--sm fr-enlarge-link", `<p class="fr-card__title"><a href="https://www.film.fr/1?a&amp;b" target="_blank" rel="noopener external" title="Un film * &amp; b - nouvelle fenêtre">Un film * &amp; b</a></p>`,
				"Vidéo sur film.fr, 1␣h␣05</p>", "Transcription", "<p>Il est dit.</p>"}},
		{"image beside its text", ":::image[L'élue]{cote=gauche}\n![Un rond](rond.svg)\n\nUn *texte*.\n\n## Suite\n:::\n\n## Fin",
			[]string{`<div class="fdr-image fdr-image--gauche"><figure class="fr-content-media">`, `alt="Un rond"`, `<figcaption class="fr-content-media__caption">L’élue</figcaption></figure>`,
				`<div class="fdr-image__texte">`, "<p>Un <em>texte</em>.</p>", `<h2 id="suite">Suite</h2>`, "</div></div>", `<h2 id="fin">Fin</h2>`}},
		{"image that begins its text", ":::image\n![Un rond](rond.svg \"Un rond\")\nUn texte.\n:::",
			[]string{`<div class="fdr-image"><figure`, `Un rond</figcaption></figure>`, `<div class="fdr-image__texte">`, "<p>Un texte.</p>"}},
		{"brackets in a title", ":::encart[a [b] c]\nd\n:::", []string{"a [b] c</h2>"}},
		{"HTML in a title is a text", ":::encart[<nom>a</nom>]\nd\n:::", []string{"&lt;nom&gt;a&lt;/nom&gt;</h2>"}},
		{"indented block", "- a\n\n  :::encart\n  b\n  :::", []string{"<li>", "fr-callout", "<p>b</p>", "</li>"}},
		{"block after a paragraph", "a\n:::encart\nb\n:::\nc", []string{"<p>a</p>", "fr-callout", "<p>b</p>", "<p>c</p>"}},
		{"block in a block", ":::::encart[a]\n:::exergue\nb\n:::\nc\n:::::", []string{"fr-callout", "fr-highlight", "<p>b</p>", "<p>c</p>"}},
		{"fence in a code block", ":::encart\n```\n:::\n```\nb\n:::", []string{"<pre><code>:::\n</code></pre>", "<p>b</p>"}},
		{"longer closing fence", ":::encart\na\n:::::", []string{"<p>a</p>"}},
		{"two colons are no block", "::encart\n", []string{"<p>::encart</p>"}},
		{"spaces around the name", "::: encart [a] \nb\n:::", []string{"fr-callout", "a</h2>"}},
	} {
		b, problems := convert(t, c.in)
		if len(problems) > 0 {
			t.Errorf("%s: %q", c.promise, short(problems))
		}
		checkInert(t, b.HTML)
		page := strings.ReplaceAll(b.HTML, string(content.LinkMark), "@")
		rest := page
		for _, want := range c.want {
			_, after, ok := strings.Cut(rest, spaces(want))
			if !ok {
				t.Errorf("%s: no %q in its place in\n%s", c.promise, want, page)
				break
			}
			rest = after
		}
	}
}

func TestAccordionsInARowMakeOneGroup(t *testing.T) {
	b, problems := convert(t, ":::accordeon[Un]\na\n:::\n:::accordeon[Deux]\nb\n:::\n\nEntre.\n\n:::accordeon[Trois]\nc\n:::")
	expectProblems(t, problems)
	checkInert(t, b.HTML)
	page := b.HTML
	if n := strings.Count(page, `class="fr-accordions-group"`); n != 2 {
		t.Errorf("%d groups, want 2:\n%s", n, page)
	}
	if n := strings.Count(page, "<details"); n != 3 {
		t.Errorf("%d accordions, want 3:\n%s", n, page)
	}
}

var headingTag = regexp.MustCompile(`<h(\d)[^>]*>([^<]*)`)

// No level of heading is ever jumped over, wherever a block stands.
func TestHeadingsOfBlocksTakeTheirLevelFromTheirPlace(t *testing.T) {
	for _, c := range []struct {
		promise, in string
		want        []string
	}{
		{"at the start of a page", ":::encart[A]\n## B\n:::", []string{"2 A", "3 B"}},
		{"below a heading", "## A\n\n:::encart[B]\n### C\n:::\n\n## D", []string{"2 A", "3 B", "4 C", "2 D"}},
		{"untitled blocks change nothing", "## A\n\n:::exergue\n### B\n:::\n\n### C", []string{"2 A", "3 B", "3 C"}},
		{"the level comes back after a block", "## A\n\n:::encart[B]\nx\n:::\n\n### C", []string{"2 A", "3 B", "3 C"}},
		{"two blocks in a row", "### A\n\n:::encart[B]\n## C\n:::\n\n:::encart[D]\nx\n:::", []string{"3 A", "4 B", "5 C", "4 D"}},
		{"block in a block", "## A\n\n::::encart[B]\n:::alerte[C]\nx\n:::\n::::\n\n## D", []string{"2 A", "3 B", "4 C", "2 D"}},
		{"tabs", "## A\n\n::::onglets\n:::onglet[B]\nx\n:::\n:::onglet[C]\nx\n:::\n::::", []string{"2 A", "3 B", "3 C"}},
		{"cards", "### A\n\n:::cartes\n- [p](../projets/p.md)\n:::", []string{"3 A", "4 "}},
		{"never below the sixth", "###### A\n\n:::encart[B]\n###### C\n:::", []string{"6 A", "6 B", "6 C"}},
	} {
		b, problems := convert(t, c.in)
		if len(problems) > 0 {
			t.Errorf("%s: %q", c.promise, short(problems))
		}
		var got []string
		for _, m := range headingTag.FindAllStringSubmatch(b.HTML, -1) {
			got = append(got, m[1]+" "+m[2])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: headings %q, want %q", c.promise, got, c.want)
		}
		checkInert(t, b.HTML)
	}
}

func TestBadBlocksAreNamedWithTheirPlace(t *testing.T) {
	list := "écrivez « - [Titre](chemin.md) »"
	for _, c := range []struct {
		in   string
		want []string
	}{
		{":::alertte\na\n:::", []string{"4:1 bloc-inconnu | écrivez « :::alerte »"}},
		{":::image[a]\nb\n:::", []string{"4:1 bloc-image | écrivez-la à la première ligne du bloc : « ![Ce que l'image apprend](portrait.jpg) »"}},
		{":::image[a]\n![b](rond.svg)\n:::", []string{"4:1 bloc-image | écrivez son texte sous l'image, ou laissez l'image seule, sans bloc"}},
		{":::image[a]\n![b](rond.svg \"c\")\n\nd\n:::", []string{"4:1 bloc-attribut | gardez une seule des deux"}},
		{":::image{cote=droit}\n![b](rond.svg)\n\nd\n:::", []string{"4:1 bloc-attribut | écrivez « cote=droite »"}},
		{":::video[a]{adresse=film.mp4}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « fichier=film.mp4 » pour un film de ce site, sinon l'adresse entière : « adresse=https://… »"}},
		{":::video[a]{adresse=https://a.fr/b fichier=film.mp4}\nb\n:::", []string{"4:1 bloc-attribut | gardez « fichier » pour un film de ce site, « adresse » pour un film d'ailleurs"}},
		{":::video[a]{adresse=https://a.fr/b duree=3min}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « duree=\"3 min\" »"}},
		{":::video[a]{adresse=https://a.fr/b duree=\"3 min 05 sec\"}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « duree=\"3 min 5 s\" »"}},
		{":::video[a]{adresse=www.a.fr/b}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « adresse=https://www.a.fr/b »"}},
		{":::video[a]{adresse=film/b.mp4}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « fichier=film/b.mp4 » pour un film de ce site, sinon l'adresse entière : « adresse=https://… »"}},
		{":::video[a]{adresse=https://a.fr/b duree=3:05}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « duree=\"3 min 5 s\" »"}},
		{":::video[a]{adresse=https://a.fr/b}\n:::", []string{"4:1 video-sans-transcription | écrivez dans le bloc ce qui est dit et montré"}},
		{":::xyz\na\n:::", []string{"4:1 bloc-inconnu | blocs possibles : alerte, encart, exergue, citation, accordeon, onglets, onglet, cartes, boutons, image, video, lang"}},
		{":::Encart\na\n:::", []string{"4:1 bloc-inconnu | écrivez « :::encart »"}},
		{":::", []string{"4:1 bloc-ferme-sans-ouverture | retirez cette ligne, ou ouvrez un bloc avant : « :::encart »"}},
		{":::encart\na\n:::\n\n:::", []string{"8:1 bloc-ferme-sans-ouverture | retirez cette ligne, ou ouvrez un bloc avant : « :::encart »"}},
		{"::::encart\na\n", []string{"4:1 bloc-non-ferme | ajoutez une ligne « :::: » à la fin du bloc"}},
		{":::encar[Titre]\na\n", []string{"4:1 bloc-inconnu | écrivez « :::encart », et ajoutez une ligne « ::: » à la fin du bloc"}},
		{":::encart texte\na\n:::", []string{"4:1 bloc-mal-ecrit | le texte se met à la ligne suivante, le titre entre crochets : « :::encart[Titre] »"}},
		{":::encart[a\nb\n:::", []string{"4:1 bloc-mal-ecrit | fermez le titre : « :::encart[Titre] »"}},
		{":::alerte{type}\nb\n:::", []string{`4:1 bloc-mal-ecrit | écrivez {nom=valeur} ou {nom="deux mots"}`}},
		{`:::citation{auteur="a}` + "\nb\n:::", []string{"4:1 bloc-mal-ecrit | fermez les guillemets"}},
		{":::alerte{type=infos}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « type=info »"}},
		{":::encart{type=info}\nb\n:::", []string{"4:1 bloc-attribut | écrivez « :::encart »"}},
		{":::video[a]\nb\n:::", []string{"4:1 bloc-attribut | écrivez par exemple « :::video[Titre]{fichier=film.mp4 sous-titres=film.vtt} », ou « :::video[Titre]{adresse=https://… duree=\"3 min\"} »"}},
		{":::video[a]{fichier=https://exemple.fr/film.mp4}\nb\n:::", []string{"4:1 image-externe | copiez-le à côté de la page"}},
		{"::::encart\n:::onglet[a]\nb\n:::\n::::", []string{"5:1 bloc-mal-place | ouvrez « ::::onglets » avant"}},
		{":::encart\n:::exergue\nb\n:::\n:::", []string{
			"5:1 bloc-imbrique | ouvrez et fermez « encart » avec 4 deux-points"}},
		{":::cartes\n:::", []string{"4:1 bloc-liste | une ligne par lien : « - [Titre](chemin.md) »"}},
		{":::cartes\ntexte\n:::", []string{"4:1 bloc-liste | une ligne par lien : « - [Titre](chemin.md) »"}},
		{":::boutons\n- [a](../index.md)\n- texte\n:::", []string{"6:1 bloc-liste | " + list}},
		{":::cartes\n- [a](../projets/q.md)\n:::", []string{"5:3 lien-casse | écrivez « ../projets/p.md »"}},
		{":::exergue[Titre]\na\n:::", []string{"4:1 bloc-attribut | écrivez « :::exergue », et le titre dans le texte"}},
		{"> :::accordeon\n> a\n> :::", []string{"4:3 bloc-sans-titre | écrivez « :::accordeon[Titre] »"}},
	} {
		b, problems := convert(t, c.in)
		var want []string
		for _, w := range c.want {
			want = append(want, "pages/a.md:"+w)
		}
		t.Run(c.in, func(t *testing.T) {
			expectProblems(t, problems, want...)
			checkInert(t, b.HTML)
		})
	}
}

// hostile are texts that are made to make a program slow, deep or dangerous.
func hostile() map[string]string {
	const many = 10_000
	lists := ""
	for i := range 300 {
		lists += strings.Repeat("  ", i) + "- a\n"
	}
	quotes := ""
	for i := range 300 {
		quotes += strings.Repeat(">", i+1) + " a\n"
	}
	return map[string]string{
		"nested quotes":          strings.Repeat("> ", many) + "a",
		"quotes without spaces":  strings.Repeat(">", many) + "a",
		"nested lists":           strings.Repeat("- ", many) + "a",
		"nested ordered lists":   strings.Repeat("1. ", many) + "a",
		"lists on many lines":    lists,
		"quotes on many lines":   quotes,
		"brackets":               strings.Repeat("[", many),
		"brackets both ways":     strings.Repeat("[", many) + strings.Repeat("]", many),
		"links in links":         strings.Repeat("[a](", many) + strings.Repeat(")", many),
		"images in images":       strings.Repeat("![", many) + "a" + strings.Repeat("](b)", many),
		"links never closed":     strings.Repeat("[a](<b", many),
		"titles never closed":    strings.Repeat(`[a](b "`, many),
		"stars":                  strings.Repeat("*a **b ", many),
		"closing stars":          strings.Repeat("a* b** ", many),
		"underscores":            strings.Repeat("_", many) + "a" + strings.Repeat("_", many),
		"backquotes":             strings.Repeat("`a``b```", many/4),
		"chevrons":               strings.Repeat("<", many),
		"tags never closed":      strings.Repeat("<a b=\"", many/4),
		"comments never closed":  strings.Repeat("<!-- ", many/4),
		"instructions":           strings.Repeat("<?", many/4),
		"declarations":           strings.Repeat("<!A ", many/4),
		"entities":               strings.Repeat("&#x26;&amp;&", many),
		"braces":                 strings.Repeat("{{", many) + strings.Repeat("}}", many),
		"braces never closed":    strings.Repeat("{{a ", many),
		"exclamation marks":      strings.Repeat("! ", many),
		"straight quotes":        strings.Repeat(`"a" `, many),
		"digits":                 strings.Repeat("1 000 ", many),
		"apostrophes":            strings.Repeat("l'", many),
		"a MiB on a line":        strings.Repeat("mot ", content.MaxFile/4-100),
		"a MiB of spaces":        strings.Repeat(" ", content.MaxFile-100),
		"a MiB of lines":         strings.Repeat("\n", content.MaxFile-100),
		"tabs":                   strings.Repeat("\t", many) + "a",
		"table of many cells":    strings.Repeat("|a", many) + "|\n" + strings.Repeat("|-", many) + "|\n" + strings.Repeat("|b", many) + "|",
		"table of ragged rows":   strings.Repeat("|a", 500) + "|\n" + strings.Repeat("|-", 500) + "|\n" + strings.Repeat("|\n", 500),
		"footnotes":              strings.Repeat("[^a]", 2000) + "\n\n[^a]: b",
		"many footnotes":         footnotes(1000),
		"references":             strings.Repeat("[a]: b\n", many),
		"reference never used":   "[" + strings.Repeat("a", many) + "]: b",
		"same headings":          strings.Repeat("## a\n", content.MaxFile/5-100),
		"blocks in blocks":       strings.Repeat(":::encart[a]\n", 2*many) + "## b\n",
		"tabs in tabs":           strings.Repeat("::::onglets\n:::onglet[a]\n", many),
		"blocks never closed":    ":::encart\n```\n:::\n" + strings.Repeat(":::alerte\n", 100),
		"fences":                 strings.Repeat(":::\n", many),
		"accordions":             strings.Repeat(":::accordeon[a]\nb\n:::\n", many/4),
		"attributes":             ":::alerte{" + strings.Repeat("a=b ", many) + "}\nb\n:::",
		"colons":                 strings.Repeat(":", content.MaxFile-100),
		"raw HTML":               "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\na <b onclick=\"x\">b</b>",
		"HTML never closed":      "<script>\nalert(1)",
		"HTML in titles":         "## <img src=x onerror=alert(1)>\n\n:::encart[\"><script>]\na\n:::",
		"script links":           "[a](javascript:alert(1)) [b](JaVaScRiPt&colon;alert(1)) [c](java&#10;script:alert(1)) [d](<  javascript:alert(1)>) [e](&#1;javascript:alert(1))",
		"script images":          "![a](javascript:alert(1)) <javascript:alert(1)> ![a](data:image/svg+xml,x)",
		"script references":      "[a][b] ![c][b]\n\n[b]: javascript:alert(1)",
		"quotes in addresses":    `[a](https://exemple.fr/"onclick="alert(1)) [b](note.pdf?"onclick="x) [c](#"onclick="x) [d](mailto:"onclick="x)`,
		"quotes in titles":       `[a](https://exemple.fr/ "\" onclick=\"x") ![" onerror="x](plan.png "\" onclick=\"x")`,
		"quotes in code":         "```\"onclick=\"x\n<b>\n```\n\n~~~ <script>\n</script>\n~~~",
		"quotes in blocks":       `:::citation{auteur="<script>" source="'onclick='x"}` + "\na\n:::",
		"characters of all size": strings.Repeat("é日𝒜\u0301", many/4),
	}
}

func footnotes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a[^%d]\n\n[^%d]: b[^%d]\n\n", i, i, (i+1)%n)
	}
	return b.String()
}

func TestBlocksNestAHundredDeep(t *testing.T) {
	nested := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(":", n+2-i) + "exergue\n")
		}
		b.WriteString("fond\n")
		for i := range n {
			b.WriteString(strings.Repeat(":", 3+i) + "\n")
		}
		return b.String()
	}
	b, problems := convert(t, nested(100))
	expectProblems(t, problems)
	checkInert(t, b.HTML)
	if n := strings.Count(b.HTML, "fr-highlight"); n != 100 {
		t.Errorf("%d blocks, want 100", n)
	}
	b, problems = convert(t, nested(101))
	if len(problems) == 0 || problems[0].Code != "markdown-profondeur" || !strings.Contains(problems[0].Message, "100 niveaux") {
		t.Errorf("problems %q", short(problems))
	}
	checkInert(t, b.HTML)
	_, problems = convert(t, strings.Repeat("> ", 101)+"a")
	expectProblems(t, problems, "pages/a.md:4:1 markdown-profondeur")
}

// Each hostile text ends, and nothing in it gets to run.
func TestHostileMarkdownIsHarmless(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			b, _ := convert(t, text)
			checkInert(t, b.HTML)
		})
	}
}
