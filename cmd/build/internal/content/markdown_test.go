package content_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
)

// noSite has no other page and no figure.
var noSite = content.Env{
	Target:  func(string) (content.Target, bool) { return content.Target{}, false },
	Nearest: func(string) string { return "" },
	Figure:  func(inner string) (string, *content.Refusal) { return "", &content.Refusal{Wrong: "chiffre inconnu"} },
}

// site has some pages and files, a file name to suggest and two figures.
var site = content.Env{
	Target: func(path string) (content.Target, bool) {
		t, ok := map[string]content.Target{
			"content/index.md":         {Address: "/", Path: "content/index.md", Titre: "Accueil"},
			"content/projets/p.md":     {Address: "/projets/p/", Path: "content/projets/p.md", Titre: "Projet P & Cie", Resume: func() string { return "Un <b>projet</b>." }},
			"content/projets":          {Address: "/projets/"},
			"content/pages/idee.md":    {Address: "/idee/", Path: "content/pages/idee.md", Draft: true},
			"content/pages/plan.png":   {Address: "/plan.png", File: "content/pages/plan.png", Width: 640, Height: 480},
			"content/pages/rond.svg":   {Address: "/rond.svg", File: "content/pages/rond.svg"},
			"content/pages/l’été 1.md": {Address: "/ete/", Path: "content/pages/l’été 1.md"},
			"content/pages/note.pdf":   {Address: "/note.pdf", File: "content/pages/note.pdf"},
			"content/pages/film.mp4":   {Address: "/film.mp4", File: "content/pages/film.mp4"},
			"content/pages/film.vtt":   {Address: "/film.vtt", File: "content/pages/film.vtt"},
			"content/pages/vue.heic":   {Address: "/vue.heic", File: "content/pages/vue.heic"},
			"content/pages/vue.jfif":   {Address: "/vue.jfif", File: "content/pages/vue.jfif"},
		}[path]
		starts := map[string]string{".pdf": "%PDF-1.7\n", ".mp4": "\x00\x00\x00\x18ftypisom", ".heic": "\x00\x00\x00\x18ftypheic", ".jfif": "\xff\xd8\xff\xe0"}
		t.Size = func() int64 { return 1_234_567 }
		t.Nature = func() media.Nature { return media.Sniff([]byte(starts[filepath.Ext(path)])) }
		return t, ok
	},
	Nearest: func(path string) string {
		if strings.HasPrefix(path, "content/projets/") {
			return "content/projets/p.md"
		}
		return ""
	},
	Figure: func(inner string) (string, *content.Refusal) {
		switch inner {
		case "compte projets":
			return "29", nil
		case "piege":
			return "<b>&</b>", nil
		}
		return "", &content.Refusal{Wrong: "chiffre inconnu", Write: "compte projets"}
	},
}

func convert(t testing.TB, body string) (*content.Body, []diag.Problem) {
	t.Helper()
	d, problems := loadPage(t, front+body)
	expectLoaded(t, problems)
	var p diag.List
	return content.Convert(d, site, &p), p.Sorted()
}

func expectLoaded(t testing.TB, problems []diag.Problem) {
	t.Helper()
	if len(problems) > 0 {
		t.Fatalf("front matter: %q", short(problems))
	}
}

// expectHTML converts a body that has nothing wrong. In want, @ stands for the
// mark before addresses of the site.
func expectHTML(t *testing.T, promise, body, want string) {
	t.Helper()
	b, problems := convert(t, body)
	if len(problems) > 0 {
		t.Errorf("%s: problems %q", promise, short(problems))
	}
	got := strings.TrimSpace(strings.ReplaceAll(b.HTML, string(content.LinkMark), "@"))
	if want = spaces(strings.TrimSpace(want)); got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", promise, got, want)
	}
	checkInert(t, b.HTML)
}

func TestMarkdownBecomesHTML(t *testing.T) {
	for _, c := range []struct{ promise, in, want string }{
		{"empty body", "", ""},
		{"paragraphs", "Un.\n\nDeux.", "<p>Un.</p>\n<p>Deux.</p>"},
		{"emphasis", "**gras**, *italique*", "<p><strong>gras</strong>, <em>italique</em></p>"},
		{"typography in prose", "L'objectif : 25 000 agents !", "<p>L’objectif␣: 25⍽000 agents⍽!</p>"},
		{"typography in questions", "Oui ! Non ? \"Si !\" [sic] !", "<p>Oui⍽! Non⍽? «␣Si⍽!␣» [sic]⍽!</p>"},
		{"typography on each line", "Oui !\nNon !\\\nSi !", "<p>Oui⍽!\nNon⍽!<br>\nSi⍽!</p>"},
		{"typography after emphasis", "Un **mot** ; un *autre* !", "<p>Un <strong>mot</strong>⍽; un <em>autre</em>⍽!</p>"},
		{"typography around emphasis", "« *mot* »", "<p>«␣<em>mot</em>␣»</p>"},
		{"typography after a link", "Voir [P](../projets/p.md) : ici", `<p>Voir <a href="@/projets/p/">P</a>␣: ici</p>`},
		{"typography after a figure", "Déjà {{compte projets}} % !", "<p>Déjà 29␣%⍽!</p>"},
		{"apostrophe before emphasis", "l'**État**, d'*un* `a` : b", "<p>l’<strong>État</strong>, d’<em>un</em> <code>a</code>␣: b</p>"},
		{"no typography in code", "`a ! 'b'... \"c\"`", "<p><code>a ! 'b'... &quot;c&quot;</code></p>"},
		{"no typography in a code block", "```\nl'a ! 25 000\n```", "<pre><code>l'a ! 25 000\n</code></pre>"},
		{"typography in headings and lists", "- Quoi ?\n- l'un", "<ul>\n<li>Quoi⍽?</li>\n<li>l’un</li>\n</ul>"},
		{"entities and escapes", `&eacute; \*non\* &lt;b&gt;`, "<p>é *non* &lt;b&gt;</p>"},
		{"hard line break", "un\\\ndeux", "<p>un<br>\ndeux</p>"},
		{"HTML comments are dropped", "un <!-- note --> deux\n\n<!-- note\n\nlongue -->\n\ntrois", "<p>un  deux</p>\n<p>trois</p>"},
		{"code that holds HTML", "`<script>`", "<p><code>&lt;script&gt;</code></p>"},
		{"horizontal rule", "---", "<hr>"},
		{"ordered list", "3. un\n4. deux", "<ol start=\"3\">\n<li>un</li>\n<li>deux</li>\n</ol>"},
		{"lone image becomes a figure", `![Un plan](plan.png "La légende : ici")`,
			`<figure class="fr-content-media"><div class="fr-content-media__img"><img class="fr-responsive-img" src="@/plan.png" alt="Un plan" width="640" height="480" loading="lazy"></div><figcaption class="fr-content-media__caption">La légende␣: ici</figcaption></figure>`},
		{"image in a sentence", `Voici ![un *rond*](rond.svg) !`, `<p>Voici <img src="@/rond.svg" alt="un rond" loading="lazy">⍽!</p>`},
		{"decorative image", `a ![](rond.svg)`, `<p>a <img src="@/rond.svg" alt="" loading="lazy"></p>`},
		{"figure", "Il y a {{compte projets}} projets.", "<p>Il y a 29 projets.</p>"},
		{"figure in emphasis", "**{{compte projets}}**", "<p><strong>29</strong></p>"},
		{"a figure is a text", "{{piege}}", "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"},
		{"escaped figure", `\{{compte projets}}`, "<p>{{compte projets}}</p>"},
		{"figure in code", "`{{compte projets}}`\n\n    {{compte projets}}", "<p><code>{{compte projets}}</code></p>\n<pre><code>{{compte projets}}\n</code></pre>"},
		{"braces that are no figure", "{a} {b", "<p>{a} {b</p>"},
	} {
		expectHTML(t, c.promise, c.in, c.want)
	}
}

// A table says which cells are headings, scrolls by the keyboard alone and has
// a name of its own.
func TestTablesAreAccessible(t *testing.T) {
	table := "| A | B | C |\n| --- | :---: | ---: |\n| l'un | 2 ! | `\\|` |\n\n"
	b, problems := convert(t, table+table)
	expectProblems(t, problems)
	checkInert(t, b.HTML)
	for _, want := range []string{
		`<th scope="col">A</th>`, `<th scope="col" class="fr-cell--center">B</th>`, `<th scope="col" class="fr-cell--right">C</th>`,
		spaces(`<td>l’un</td><td class="fr-cell--center">2⍽!</td><td class="fr-cell--right"><code>|</code></td>`),
		`class="fr-table`, `tabindex="0"`, `aria-label="Tableau 1"`, `aria-label="Tableau 2"`,
	} {
		if !strings.Contains(b.HTML, want) {
			t.Errorf("no %s in\n%s", want, b.HTML)
		}
	}
}

func TestHeadingsHaveAnchors(t *testing.T) {
	b, problems := convert(t, strings.Join([]string{
		"## L'été à venir : 2021 !", "### Détail", "## Détail", "## …", "## `code` & *suite*", "## {{compte projets}} projets",
		"#### Saut", "## &Eacute;t&eacute; \\*", "Souligné\n---",
	}, "\n\n"))
	expectProblems(t, problems)
	want := []content.Heading{
		{Level: 2, ID: "l-ete-a-venir-2021", Text: spaces("L’été à venir␣: 2021⍽!")},
		{Level: 3, ID: "detail", Text: "Détail"},
		{Level: 2, ID: "detail-2", Text: "Détail"},
		{Level: 2, ID: "section", Text: "…"},
		{Level: 2, ID: "code-suite", Text: "code & suite"},
		{Level: 2, ID: "29-projets", Text: "29 projets"},
		{Level: 4, ID: "saut", Text: "Saut"},
		{Level: 2, ID: "ete", Text: "Été *"},
		{Level: 2, ID: "souligne", Text: "Souligné"},
	}
	if !slices.Equal(b.Headings, want) {
		t.Errorf("headings\n%+v\nwant\n%+v", b.Headings, want)
	}
	for _, h := range want {
		if !b.IDs[h.ID] || !strings.Contains(b.HTML, fmt.Sprintf(`<h%d id="%s">`, h.Level, h.ID)) {
			t.Errorf("no anchor %q in the page", h.ID)
		}
	}

	b, problems = convert(t, "# Trop haut")
	expectProblems(t, problems, "pages/a.md:4:1 titre-de-niveau-1 | écrivez « ## »")
	if len(b.Headings) != 1 || b.Headings[0].Level != 2 {
		t.Errorf("headings %v", b.Headings)
	}
}

func TestLinksLeadWhereTheySay(t *testing.T) {
	outside := func(address, name string) string {
		return `<a href="` + address + `" target="_blank" rel="noopener external" title="` + name + ` - nouvelle fenêtre">`
	}
	for _, c := range []struct{ promise, dest, want string }{
		{"page", "../projets/p.md", `<a href="@/projets/p/">`},
		{"page with an anchor", "../projets/p.md#une-partie", `<a href="@/projets/p/#une-partie">`},
		{"page with a query", "../projets/p.md?statut=acheve&a=b", `<a href="@/projets/p/?statut=acheve&amp;a=b">`},
		{"home page", "../index.md", `<a href="@/">`},
		{"folder", "../projets/", `<a href="@/projets/">`},
		{"file", "note.pdf", `<a href="@/note.pdf">`},
		{"file by a roundabout path", "./../pages/note.pdf", `<a href="@/note.pdf">`},
		{"encoded path", "l%E2%80%99%C3%A9t%C3%A9%201.md", `<a href="@/ete/">`},
		{"path between chevrons", "<l’été 1.md>", `<a href="@/ete/">`},
		{"anchor of the page itself", "#ici", `<a href="#ici">`},
		{"accented anchor", "#été", `<a href="#%C3%A9t%C3%A9">`},
		{"other site", "https://exemple.fr/a?b=c&d=e", outside("https://exemple.fr/a?b=c&amp;d=e", "mot")},
		{"scheme in capitals", "HTTPS://exemple.fr/", outside("HTTPS://exemple.fr/", "mot")},
		{"mail", "mailto:a@exemple.fr", `<a href="mailto:a@exemple.fr">`},
		{"telephone", "tel:+33123456789", `<a href="tel:+33123456789">`},
	} {
		detail := ""
		if strings.Contains(c.promise, "file") {
			detail = " (PDF, 1,2\u00a0Mo)"
		}
		expectHTML(t, c.promise, "[mot]("+c.dest+")", "<p>"+c.want+"mot"+detail+"</a></p>")
	}
	expectHTML(t, "address between chevrons", "<https://exemple.fr/>", "<p>"+outside("https://exemple.fr/", "https://exemple.fr/")+"https://exemple.fr/</a></p>")
	expectHTML(t, "mail between chevrons", "<a@exemple.fr>", `<p><a href="mailto:a@exemple.fr">a@exemple.fr</a></p>`)
	expectHTML(t, "reference", "[mot][r]\n\n[r]: ../projets/p.md", `<p><a href="@/projets/p/">mot</a></p>`)
	expectHTML(t, "name of a new window", `["*l'a* & b"](https://exemple.fr/)`,
		"<p>"+outside("https://exemple.fr/", "«␣l’a &amp; b␣»")+"&quot;<em>l’a</em> &amp; b&quot;</a></p>")

	b, _ := convert(t, "[a](../projets/p.md#x) ![b](plan.png) [c](note.pdf)\n\n[d](#été) [e](#%C3%A9t%C3%A9)")
	if want := []string{"content/pages/plan.png", "content/pages/note.pdf"}; !slices.Equal(b.Files, want) {
		t.Errorf("files %q, want %q", b.Files, want)
	}
	var uses []string
	for _, a := range b.Anchors {
		uses = append(uses, fmt.Sprintf("%s %s %s", a.Pos, a.Path, a.Anchor))
	}
	if want := []string{
		"content/pages/a.md:4:1 content/projets/p.md x",
		"content/pages/a.md:6:1 content/pages/a.md été",
		"content/pages/a.md:6:11 content/pages/a.md été",
	}; !slices.Equal(uses, want) {
		t.Errorf("anchors to verify %q, want %q", uses, want)
	}
}

func TestBadLinksAreNamedWithTheirPlace(t *testing.T) {
	near, look := "écrivez « ../projets/p.md »", "vérifiez le chemin, relatif au dossier de cette page"
	for _, c := range []struct{ in, want string }{
		{"é [a](../projets/q.md)", "4:3 lien-casse | " + near},
		{"[a](absent.md)", "4:1 lien-casse | " + look},
		{"[a](%0aabsent%80.md)", "4:1 lien-casse | " + look},
		{"**[a](absent.md)**", "4:3 lien-casse | " + look},
		{"> - [a](absent.md)", "4:5 lien-casse | " + look},
		{"| A |\n| - |\n| [a](absent.md) |", "6:3 lien-casse | " + look},
		{"Un\nmot [a\nb](absent.md)", "5:5 lien-casse | " + look},
		{"[a]()", "4:1 lien-vide | écrivez l'adresse entre les parenthèses"},
		{"[](../projets/p.md)", "4:1 lien-sans-texte | écrivez entre les crochets où mène le lien"},
		{"[a](/projets/p.md)", "4:1 lien-absolu | " + near},
		{"[a](//exemple.fr/)", "4:1 lien-adresse | écrivez « https://exemple.fr/ »"},
		{"[a](https:///x)", "4:1 lien-adresse | vérifiez l'adresse"},
		{"[a](https://[)", "4:1 lien-adresse | vérifiez l'adresse"},
		{"[a](ftp://exemple.fr/)", "4:1 lien-schema | commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »"},
		{"[a](JavaScript:alert(1))", "4:1 lien-schema | commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »"},
		{"<javascript:alert(1)>", "4:1 lien-schema | commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »"},
		{"[a](data:text/html;base64,x)", "4:1 lien-schema | commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »"},
		{"[a](file:///etc/passwd)", "4:1 lien-casse | copiez le fichier à côté de la page, et écrivez « passwd »"},
		{"[a](../../projets/p.md)", "4:1 lien-hors-contenu | " + near},
		{"[a](../../secret)", "4:1 lien-hors-contenu | déplacez le fichier dans content/"},
		{"[a](..%2f..%2fsecret)", "4:1 lien-hors-contenu | déplacez le fichier dans content/"},
		{"[a](idee.md)", "4:1 lien-brouillon | publiez la page visée, retirez ce lien, ou ajoutez --brouillons"},
		{"![a](absente.png)", "4:1 image-absente | " + look},
		{"![a](../projets/p.md)", "4:1 image-absente"},
		{"![a](https://exemple.fr/a.png)", "4:1 image-externe | copiez l'image à côté de la page"},
		{"![a](data:image/png;base64,x)", "4:1 image-externe | copiez-le à côté de la page"},
		{"é {{compte projts}}", "4:3 chiffre | écrivez « compte projets »"},
		{"## {{compte projts}}", "4:4 chiffre | écrivez « compte projets »"},
		{"un <b>gras</b>", "4:4 html | écrivez « **gras** »"},
		{"<!-- a -->\n<script>alert(1)</script>", "5:1 html | retirez le script"},
		{"a &#x202E; b", "4:3 caractere-de-controle | retirez-le"},
		{"a &#7; b", "4:3 caractere-de-controle | retirez-le"},
		{"a <!-- b", "4:3 commentaire-non-ferme | fermez-le : « --> »"},
		{"<!-- a\n\nb", "4:1 commentaire-non-ferme | fermez-le : « --> »"},
		{"a[^b]", "4:2 note-absente | ajoutez une ligne « [^b]: … »"},
		{"##", "4:1 titre-vide | écrivez le titre après les dièses, ou retirez la ligne"},
		{"a {{compte projets", "4:3 chiffre | écrivez « compte projets »"},
		{"[a](&#106;avascript&colon;b)", "4:1 lien-schema | commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »"},
		{"<x-y>", "4:1 html | retirez-la ; pour montrer un chevron, écrivez « \\< »"},
		{"<?php ?>", "4:1 html | retirez-le ; pour montrer un chevron, écrivez « \\< »"},
		{"<![CDATA[a]]>", "4:1 html | retirez-le ; pour montrer un chevron, écrivez « \\< »"},
	} {
		b, problems := convert(t, c.in)
		t.Run(c.in, func(t *testing.T) {
			expectProblems(t, problems, "pages/a.md:"+c.want)
			checkInert(t, b.HTML)
			if m := problems[0].Message; !utf8.ValidString(m) || strings.ContainsAny(m, "\n\r\x1b") {
				t.Errorf("message %q", m)
			}
		})
	}
}

func TestLinksOfAPageAreCounted(t *testing.T) {
	const most = 10_000
	_, problems := convert(t, strings.Repeat("[a](#b)\n", most))
	expectProblems(t, problems)
	_, problems = convert(t, strings.Repeat("[a](#b)\n", most+2))
	if len(problems) != 1 || problems[0].Code != "trop-de-liens" || problems[0].Pos.Line != 4+most {
		t.Errorf("problems %q", short(problems))
	}
	_, problems = convert(t, strings.Repeat("![a](", 10*most)) // takes minutes once parsed
	if len(problems) != 1 || problems[0].Code != "trop-de-liens" {
		t.Errorf("problems %q", short(problems))
	}
}

// Each link of a text is one place in it, wherever it stands.
func TestALinkIsOnePoint(t *testing.T) {
	const link = "[a](https://exemple.fr/)"
	for _, body := range []string{link, "- " + link, ":::boutons\n- " + link + "\n:::", ":::cartes\n- " + link + "\n:::"} {
		d, problems := loadPage(t, front+body+"\n")
		expectLoaded(t, problems)
		env := site
		env.Points = true
		var p diag.List
		n := 0
		for _, at := range content.Convert(d, env, &p).Points {
			if at.Kind == content.PointLink {
				n++
			}
		}
		expectProblems(t, p.Sorted())
		if n != 1 {
			t.Errorf("%q: %d points, want one", body, n)
		}
	}
}

// A file that changes between the reading of its front matter and that of its
// body would give a page that nobody wrote.
func TestAFileThatChangesMeanwhileIsNamed(t *testing.T) {
	for _, after := range []string{front + "Autre.\n", front, ""} {
		fsys := folder(map[string]string{"pages/a.md": front + "Texte.\n"})
		tree, problems := load(t, fsys)
		expectLoaded(t, problems)
		fsys["pages/a.md"] = &fstest.MapFile{Data: []byte(after)}
		var p diag.List
		if b := content.Convert(tree.Documents[0], noSite, &p); len(b.HTML) > 0 {
			t.Errorf("a page all the same: %s", b.HTML)
		}
		expectProblems(t, p.Sorted(), "pages/a.md fichier-change | recommencez")
	}
}

func TestFiguresAreRead(t *testing.T) {
	for in, want := range map[string]string{
		"compte projets": "compte projets map[]",
		"  compte  projets   statut=acheve a=b=c": "compte projets map[a:b=c statut:acheve]",
		"compte": "", "": "", "compte projets statut": "", "compte projets =a": "", "compte projets statut=": "",
	} {
		f, ok := content.ParseFigure(in)
		got := ""
		if ok {
			got = fmt.Sprint(f.Verb, " ", f.What, " ", f.With)
		}
		if got != want {
			t.Errorf("ParseFigure(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFiguresInPlainText(t *testing.T) {
	value := func(inner string) string { return "<" + inner + ">" }
	for in, want := range map[string]string{
		"":                        "",
		"rien":                    "rien",
		"{{a}}":                   "<a>",
		"{{a}} et {{b}}":          "<a> et <b>",
		`\{{a}} et {{b}}`:         "{{a}} et <b>",
		"{{jamais":                "<>jamais",
		"{{a}} puis {{jamais":     "<a> puis <>jamais",
		"}} {{a}}":                "}} <a>",
		"{{}}":                    "<>",
		strings.Repeat("{{", 3):   "<>{{{{",
		strings.Repeat("é", 3000): strings.Repeat("é", 3000),
	} {
		if got := content.Expand(in, value); got != want {
			t.Errorf("Expand(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMarkedAddressesTakeTheirBase(t *testing.T) {
	page := []byte("<a href=\"\x01/a/\"><img src=\"\x01/b.png\"><a href=\"https://exemple.fr/\">")
	for base, want := range map[string]string{
		"":               `<a href="/a/"><img src="/b.png"><a href="https://exemple.fr/">`,
		"/p":             `<a href="/p/a/"><img src="/p/b.png"><a href="https://exemple.fr/">`,
		"https://h.fr/p": `<a href="https://h.fr/p/a/"><img src="https://h.fr/p/b.png"><a href="https://exemple.fr/">`,
	} {
		var b bytes.Buffer
		content.ResolveLinks(&b, page, base)
		if b.String() != want {
			t.Errorf("with %q: %s, want %s", base, b.String(), want)
		}
	}
	var b bytes.Buffer
	if content.ResolveLinks(&b, nil, "/p"); b.Len() > 0 {
		t.Errorf("something out of nothing: %q", b.String())
	}
}

// inert are the elements that a body is made of. None runs, none is a form.
var inert = strings.Fields(`a blockquote br caption cite code dd details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre
 section strong sub sup span summary table tbody td th thead tr track ul video`)

// harmless are the attributes that they may bear.
var harmless = strings.Fields(`alt aria-label aria-labelledby class controls dir height href id kind label lang loading preload rel role scope src srclang start
 tabindex target title width`)

// checkInert fails when HTML holds anything that its editor cannot have meant
// as text: an element or attribute that we never write, an address with a
// scheme that runs, tags that do not match.
func checkInert(t testing.TB, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("<%s> is never closed in %.300q", open[len(open)-1], page)
			}
			return
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("%q in %.300q", z.Raw(), page)
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Errorf("</%s> closes %q in %.300q", name, open, page)
				return
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			if !slices.Contains(inert, tag.Data) {
				t.Errorf("<%s> in %.300q", tag.Data, page)
			}
			if !slices.Contains([]string{"br", "hr", "img", "track"}, tag.Data) {
				open = append(open, tag.Data)
			}
			for _, a := range tag.Attr {
				checkAttribute(t, tag.Data, a)
			}
		}
	}
}

func checkAttribute(t testing.TB, tag string, a html.Attribute) {
	t.Helper()
	if !slices.Contains(harmless, a.Key) {
		t.Errorf("attribute %s of <%s>", a.Key, tag)
	}
	if a.Key != "href" && a.Key != "src" {
		return
	}
	address := strings.ToLower(a.Val)
	for _, good := range []string{"\x01/", "#", "http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(address, good) {
			return
		}
	}
	t.Errorf("<%s> leads to %q", tag, a.Val)
}

// What a link to a file says of it is computed; what was typed in its place is published
// as it is, and an error of check.
func TestLinksToFilesSayWhatTheyLeadTo(t *testing.T) {
	for body, want := range map[string]string{
		"[Le **rapport**](note.pdf)":       `<a href="@/note.pdf">Le <strong>rapport</strong> (PDF, 1,2 Mo)</a>`,
		"[Le rapport (annexe)](note.pdf)":  `<a href="@/note.pdf">Le rapport (annexe) (PDF, 1,2 Mo)</a>`,
		"[:lang[Report]{en}](note.pdf)":    "<a href=\"@/note.pdf\"><span lang=\"en\">Report</span> (PDF, 1,2\u00a0Mo, anglais)</a>",
		":lang[[Report](note.pdf)]{en}":    "<span lang=\"en\"><a href=\"@/note.pdf\">Report<span lang=\"fr\"> (PDF, 1,2\u00a0Mo, anglais)</span></a></span>",
		"[Le projet](../projets/p.md)":     `<a href="@/projets/p/">Le projet</a>`,
		":::boutons\n- [R](note.pdf)\n:::": `<a class="fr-btn" href="@/note.pdf">R (PDF, 1,2 Mo)</a>`,
		":::cartes\n- [R](note.pdf)\n:::":  `<a href="@/note.pdf">R (PDF, 1,2 Mo)</a>`,
	} {
		b, problems := convert(t, body)
		if got := strings.ReplaceAll(b.HTML, string(content.LinkMark), "@"); len(problems) > 0 || !strings.Contains(got, want) {
			t.Errorf("%s: %s %q, want %s", body, got, short(problems), want)
		}
	}
	for body, at := range map[string]string{
		"[Le rapport (pdf)](note.pdf)": "4:12", "[Le **rapport** - 1,3 Mo](note.pdf)": "4:16", "[R](note.pdf) (PDF)": "4:14", "[(PDF, 1 Mo)](note.pdf)": "4:2",
	} {
		if _, problems := convert(t, body); len(problems) > 0 {
			t.Errorf("%s is not published: %q", body, short(problems))
		}
		d, _ := loadPage(t, front+body)
		asked, found := site, new(diag.List)
		asked.Points = true
		content.Convert(d, asked, found)
		if got := short(found.Sorted()); len(got) != 1 || !strings.HasPrefix(got[0], "pages/a.md:"+at+" lien-fichier-tape | retirez « ") {
			t.Errorf("%s: %q, want one at %s", body, got, at)
		}
	}
	for text, want := range map[string]string{
		"Rapport (PDF, 1,2 Mo)": "(PDF, 1,2 Mo)", "Rapport [PDF - 12 Ko]": "[PDF - 12 Ko]", "Rapport (fichier PDF de 3 Mo, en anglais)": "(fichier PDF de 3 Mo, en anglais)",
		"Rapport – PDF – 61,88 ko": "– PDF – 61,88 ko", "Rapport, 120 octets": ", 120 octets", "Le modèle (Excel)": "(Excel)",
		"Rapport (en anglais)": "", "Le format PDF": "", "Rapport (2021)": "", "12 mots": "", "La dématérialisation (ODS) (résumé)": "",
	} {
		if got := content.TypedDetail(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is typed after a link in the place of what is computed is found, words that go
// on are not.
func TestDetailAfter(t *testing.T) {
	for text, want := range map[string]string{
		" (PDF, 1,2 Mo).": "(PDF, 1,2 Mo)", " [PDF - 1.2 Mo]": "[PDF - 1.2 Mo]", " – PDF.": "– PDF", ", PDF, 1,2 Mo": ", PDF, 1,2 Mo", " - 12 ko ; puis": "- 12 ko",
		", en anglais.": "", " – PDF et Word conviennent.": "", " (2021)": "", ", PDF ou non": "", "": "",
	} {
		if got := content.DetailAfter(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A file that is shown as an image and is none is told apart by what it holds.
func TestImagesThatAreNone(t *testing.T) {
	for body, want := range map[string]string{
		"![Une vue](vue.heic)":     "4:1 image-format | ouvrez-la dans un logiciel d'images, enregistrez-la en JPEG, et écrivez « vue.jpg »",
		"![Une vue](vue.jfif)":     "4:1 image-format | renommez-le « vue.jpg », et écrivez « vue.jpg »",
		"![Le rapport](note.pdf)":  "4:1 image-format | pour un lien, écrivez « [Le rapport](note.pdf) »",
		"Un ![film](film.mp4) ici": "4:4 image-format | pour un lien, écrivez « [film](film.mp4) »",
	} {
		_, problems := convert(t, body)
		expectProblems(t, problems, "pages/a.md:"+want)
	}
}
