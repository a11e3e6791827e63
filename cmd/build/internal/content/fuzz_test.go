package content_test

import (
	"encoding/json"
	"maps"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// Any bytes make either a page that nothing runs in, or problems with a place.
func FuzzLoad(f *testing.F) {
	for _, s := range hostile() {
		if s = s[:min(len(s), 300)]; utf8.ValidString(s) { // whole, they have their own test
			f.Add([]byte(front + s))
		}
	}
	for _, s := range []string{"", "---", "---\n---", "\ufeff---\r\ntitre: a\r\n---\r\n", "---\ntitre: \"\n---\n", "---\ntitre: &a [*a]\n---\n",
		"---\njalons: [{titre: a}, ~, []]\n---\n", "\xff\xfe-\x00", "---\ntitre: a\n---\n\xff", "---\n? [a]\n: b\n---\n",
		front + "| a |\n| - |\n| {{b}} |\n", front + "a[^1]\n\n[^1]: b\n", front + "::::onglets\n:::onglet[a]\nb\n:::\n::::\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		fsys := fstest.MapFS{"pages/a.md": {Data: source}, "site.yaml": {Data: []byte("titre: a")}}
		var p diag.List
		tree, err := content.Load(fsys, types, &p)
		if err != nil {
			t.Fatal(err)
		}
		if len(tree.Documents) == 0 && p.Erreurs() == 0 {
			t.Error("a page is lost in silence")
		}
		for _, d := range tree.Documents {
			body := content.Convert(d, site, &p)
			checkInert(t, body.HTML)
			if !utf8.ValidString(body.HTML) {
				t.Errorf("not UTF-8: %q", body.HTML)
			}
			for _, h := range body.Headings {
				if !body.IDs[h.ID] || h.Level < 2 || h.Level > 6 || !content.IsSlug(strings.TrimRight(h.ID, "-0123456789")) && !content.IsSlug(h.ID) {
					t.Errorf("heading %+v", h)
				}
			}
		}
		lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(source)), "\n") + 1
		for _, problem := range p.Sorted() {
			if problem.Pos.Line > lines || problem.Pos.Line < 0 || problem.Message == "" || problem.Code == "" {
				t.Errorf("%d lines: %+v", lines, problem)
			}
			if strings.Contains(problem.Message, "le YAML ne se lit pas") {
				t.Errorf("not in French: %s", problem.Message)
			}
		}
	})
}

// Whatever stands between the parentheses, the link leads to a page of the
// site or to an allowed address, or nowhere.
func FuzzLinks(f *testing.F) {
	for _, s := range []string{"", "../projets/p.md#a", "javascript:alert(1)", "JAVA\tscript:alert(1)", "//a", "/a", "../../..", "%2e%2e/%2e%2e/a",
		"mailto:a\"b", "https://[::1]/", "https://a\"onclick=b/", "note.pdf?\"a=<b>#'", "#\"><script>", "&#106;avascript:a", "tel:", ":", "<a b>", "a\\", "http://a b", "data:,", "%zz", "x\u00a0:"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, dest string, image bool) {
		mark := ""
		if image {
			mark = "!"
		}
		for _, text := range []string{"%[a](<@>)", "%[a](@)", "<@>", "%[a]\n\n[a]: @", "%[a](b \"@\")", ":::boutons\n- [a](@)\n:::"} {
			source := front + strings.NewReplacer("%", mark, "@", dest).Replace(text)
			var p diag.List
			tree, err := content.Load(fstest.MapFS{"pages/a.md": {Data: []byte(source)}, "site.yaml": {Data: []byte("titre: a")}}, types, &p)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range tree.Documents {
				checkInert(t, content.Convert(d, site, &p).HTML)
			}
		}
	})
}

// pieces are what a page is composed of: every block, right and wrong, open and
// closed, with what can stand inside. « % » stands for what somebody types.
var pieces = []string{":::alerte[%]{type=info}\n", ":::encart[%]\n", ":::exergue\n", `:::citation{auteur="%" source="%"}` + "\n", ":::accordeon[%]\n", "::::onglets\n", ":::onglet[%]\n", ":::cartes\n",
	":::boutons\n", ":::video[%]{fichier=film.mp4 sous-titres=film.vtt}\n", ":::video[%]{fichier=%}\n", ":::%[%]{%=%}\n", ":::\n", "::::\n", ":::::encart[%]\n", ":::::\n", "\n", "%\n", "## %\n", "###### %\n", "- %\n",
	"- [%](../projets/p.md)\n", "- [%](%)\n", "> %\n", "> ", "  ", "    %\n", "1. %\n", "| % | % |\n", "| - | :-: |\n", "```%\n", "```\n", "[^%]\n", "[^%]: %\n", "[%]: %\n", "[%]\n", "![%](plan.png \"%\")\n", "![%](rond.svg)\n",
	"{{compte projets}}\n", "{{%}}\n", "<%>\n", "<!-- % -->\n", "**%** `%` <https://exemple.fr/%>\n", "%\\\n", "---\n", "%\n---\n"}

// Whatever blocks stand in whatever others, the page is inert, in UTF-8, with all
// its tags closed, and says nothing of a place that is not in it.
func FuzzBlocks(f *testing.F) {
	every := make([]byte, len(pieces))
	for i := range every {
		every[i] = byte(i)
	}
	for _, typed := range []string{"mot", "\"><script>", "' onclick='a", "](javascript:a)", "]{type=info}", "\\", "{{compte projets}}", "a\nb", "&#106;avascript:a", "\u202ea", "*a", "`", "|", "<!--"} {
		f.Add(every, typed)
	}
	f.Add([]byte("\x05\x06\x11\x0c\x0d\x07\x15\x0c\x04\x10\x0c\x09\x11\x0c"), "a")
	f.Fuzz(func(t *testing.T, order []byte, typed string) {
		if len(order) > 200 || len(typed) > 200 || !utf8.ValidString(typed) {
			return // the same, longer
		}
		var source strings.Builder
		source.WriteString(front)
		for _, n := range order {
			source.WriteString(strings.ReplaceAll(pieces[int(n)%len(pieces)], "%", typed))
		}
		tree, problems := load(t, folder(map[string]string{"pages/a.md": source.String()}))
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(source.String(), "\r\n", "\n"), "\r", "\n"), "\n") + 1
		for _, d := range tree.Documents {
			env := site
			env.Points = true
			var p diag.List
			body := content.Convert(d, env, &p)
			checkInert(t, body.HTML)
			problems = append(problems, p.Sorted()...)
			for _, point := range body.Points {
				if point.Pos.Line < 4 || point.Pos.Line > lines || point.Pos.Col < 1 {
					t.Errorf("%d lines: %+v", lines, point)
				}
			}
			if embedded := embed(body.HTML); strings.Count(embedded, "<") != strings.Count(body.HTML, "<") || !utf8.ValidString(body.HTML) {
				t.Errorf("embedded, %q becomes %q", body.HTML, embedded)
			}
		}
		for _, problem := range problems {
			if problem.Pos.Line < 0 || problem.Pos.Line > lines || problem.Message == "" || problem.Code == "" || !utf8.ValidString(problem.Message+problem.Hint) {
				t.Errorf("%d lines: %+v", lines, problem)
			}
		}
	})
}

var (
	wordForm = regexp.MustCompile(`\pL+`)
	// elsewhere are words of a body that no page shows: comments, closing tags, names of
	// characters, labels, with the addresses that they stand for.
	elsewhere = regexp.MustCompile(`(?s)<!--.*?-->|</[^>]*>|&[^;\s]{1,40};|\[[^\[\]^][^\[\]]*\]:\s*\S*|\]\[[^\[\]]*\]|\[\^[^\[\]]*\]`)
	// machinery are words that blocks, figures and paths are made of.
	machinery = strings.Fields("cartes alerte encart exergue citation accordeon onglets onglet boutons video auteur source lang en type info succes attention erreur fichier sous titres compte projets piege p md mp plan png rond svg film vtt note pdf index")
	// marks are what the text of a page does not hold outside code.
	marks = regexp.MustCompile(`\*\*|~~|\[\pL+\]\[[^\[\]\n]*\]|\]\(|(?m:^)\[!\pL+\]|\[ \]|\{#|\{\{|\{:|:::|\|---|%%|\[\[[^\[\]\n]+\]\]`)
)

// Whatever is typed, each word of it is in the page or a problem names it, and no
// sign of Markdown is published, unless somebody is told.
func FuzzTyped(f *testing.F) {
	for _, s := range slices.AppendSeq([]string{"Un fait[^1].\n\n[^1]: Une note.\n[^1]: En double.\n\n[^b]: Perdue.", "```\nmot\n\n## Suite", "| a | b |\n| - | - |\n| c | d | e |",
		"[a](b \"titre\")", "[x]: #y \"z\"", "> [!NOTE]\n> a", "~~a~~ ==b== {#c} [d][e] f\\", "- [ ] a\n-\u00a0b\n1.\u00a0c", "a\tb\nc\td", "``` go titre\na\n```", "* a\n\n  [b]: c", "<b>a\n\nb</b>", "***a** b", "![a](rond.svg \"b\")",
		":::encart[a]\nb\n:::", "<div>\n\n<p>a<!b\nc", "1. a\n\n   ~~~\n   b\n", "[^a]: b [^c]\n[^c]: d\n[^a]", "[![a](plan.png \"b\")](../projets/p.md)", "- > a\n  > [^b]: c", "| a |\n|---|---|\n",
		":::cartes\n- [a](../projets/p.md)\n- [b](../projets/p.md) c\n:::", "<div>\na\n\n<pre>\nb\n\nc</pre> d\n<!-- e\n\nf --> g <u>h</u>", "\\*\\*a** [\\[b]](c) &ast;&ast;d\\** \\{# &lt;b>", "**<!-- a -->b** <b>**c</b>**", ">\t#", ">\t```", "```\n-\t```\na", ">\t\t```\n>\t\tcode", "   >\t```\n   >\ta"}, maps.Values(hostile())) {
		if s = s[:min(len(s), 300)]; utf8.ValidString(s) {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) || strings.ContainsAny(source, "\r\x00") {
			return
		}
		body, problems := published(t, source)
		if body == nil {
			return
		}
		lines := strings.Split(comment.ReplaceAllStringFunc(source, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) }), "\n")
		for _, problem := range problems {
			from := problem.Pos.Line - strings.Count(front, "\n") - 1
			switch problem.Code {
			case "conflit", "markdown-profondeur", "trop-de-liens", "tableau-trop-grand":
				return // they speak of the whole
			case "commentaire-non-ferme":
				clear(lines[from:])
			case "bloc-liste": // whose content takes no place
				for from > 0 && !strings.Contains(lines[from], ":::") {
					from--
				}
				for i := from; i < len(lines); i++ {
					closes := i > from && strings.HasPrefix(strings.Trim(lines[i], "> \t"), ":::")
					if lines[i] = ""; closes {
						break
					}
				}
			case "html":
				if m := raw.FindStringSubmatch(lines[from]); m != nil {
					end := map[string]string{"": "(?i)</(?:pre|script|style|textarea)>", "?": `\?>`, "!": ">", "![CDATA[": "]]>"}[strings.ToUpper(m[1])]
					for i := from; i < len(lines); i++ {
						_, after, _ := strings.Cut(lines[i], m[0]) // its own mark may stand behind another's end
						if i > from {
							after = lines[i]
						}
						closes := regexp.MustCompile(end).MatchString(after)
						if lines[i] = ""; closes {
							break
						}
					}
				}
			}
			blank := "> \t"
			if problem.Code == "html" {
				blank = " \t"
			}
			for i := from; i < len(lines) && strings.Trim(lines[i], blank) != ""; i++ {
				lines[i] = ""
			}
		}
		for _, point := range body.Points {
			if i := point.Pos.Line - strings.Count(front, "\n") - 1; point.Kind == content.PointSign && i >= 0 {
				lines[i] = ""
			}
		}
		shown, _ := pageWords(t, body.HTML)
		typed := elsewhere.ReplaceAllString(strings.Join(lines, "\n"), " ")
		if strings.Contains(source, "cartes") { // a card has the title of its page
			typed = carded.ReplaceAllString(typed, " ")
		}
		want := map[string]int{}
		for _, word := range wordForm.FindAllString(typed, -1) {
			want[word]++
		}
		for word, n := range want {
			if !slices.Contains(machinery, word) && strings.Count(shown, word) < n {
				t.Errorf("%q is typed %d times in\n%q\n%s\nproblems %q", word, n, source, body.HTML, short(problems))
			}
		}
		// Signs that are made plain on purpose give way to one that is no Markdown.
		meant := plain.ReplaceAllString(source, "†")
		if body, problems = published(t, meant); body == nil {
			return
		}
		told := slices.ContainsFunc(problems, func(p diag.Problem) bool {
			return slices.Contains([]string{"signe-publie", "chiffre", "note-absente", "html", "commentaire-non-ferme", "conflit", "markdown-profondeur", "trop-de-liens", "tableau-trop-grand"}, p.Code)
		}) || slices.ContainsFunc(body.Points, func(p content.Point) bool { return p.Kind == content.PointSign })
		_, text := pageWords(t, body.HTML)
		if mark := marks.FindString(text); mark != "" && !told {
			t.Errorf("%q is published of\n%q\n%s\nproblems %q", mark, meant, body.HTML, short(problems))
		}
	})
}

var (
	plain   = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|&#?[A-Za-z0-9]{1,40};|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\\s]*>") // what stands for one sign, and is no Markdown
	comment = regexp.MustCompile(`(?s)<!--.*?-->`)
	carded  = regexp.MustCompile(`(?m)^[> \t]*[-*+] +\[.*\]\([^)\n]*\)`)
	raw     = regexp.MustCompile(`(?i)<(?:pre|script|style|textarea|(\?|!\[CDATA\[|!))`) // what is raw over blank lines
)

// published is the body of a page, nil when its file has problems.
func published(t *testing.T, source string) (*content.Body, []diag.Problem) {
	tree, problems := load(t, folder(map[string]string{"pages/a.md": front + source}))
	if len(problems) > 0 || len(tree.Documents) == 0 {
		return nil, nil
	}
	env := site
	var built, p diag.List
	content.Convert(tree.Documents[0], env, &built)
	env.Points = true
	body := content.Convert(tree.Documents[0], env, &p)
	if was, is := built.Sorted(), p.Sorted(); !reflect.DeepEqual(was, is) {
		t.Errorf("%q is refused otherwise by who asks for advice: %q, without %q", source, short(is), short(was))
	}
	return body, p.Sorted()
}

// Whatever is typed as a text of front matter, it is published as it is, words and
// signs, and no sign that Markdown or HTML would read, unless somebody is told.
func FuzzText(f *testing.F) {
	for _, s := range []string{"**a** b", "*a*", "_a_ b", "[a](b)", "![a](b)", "<b>a</b>", "a<br>", "`a`", "&nbsp;a", "# a", "- a", "[a][b]", "[[a]]", "a[^1]", "> [!NOTE] a", "[ ] a", "~~a~~", "==a==", "{: .a}", "{% a %}", "a\\*b",
		"Ã©", "\ufffd", ":lang[a]{en} b", ":lang[a", "{{compte projets}}", "\\{{a}}", "{{a", "a\u200bb", "a\u2028b", "| a | b |", ":::encart", "a ** b", "a __ b", "%%a%%", "“a”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			return
		}
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		tree, problems := load(t, folder(map[string]string{"pages/a.md": "---\ntitre: Un titre\nresume: " + string(quoted) + "\n---\n"}))
		if len(problems) > 0 || len(tree.Documents) == 0 {
			return
		}
		resume := tree.Documents[0].Matter.(*matter).Resume.S
		typed := lang.ReplaceAllString(text, " $1 ")
		for _, word := range wordForm.FindAllString(typed, -1) {
			if !strings.Contains(resume, word) {
				t.Errorf("%q of %q is not in %q", word, text, resume)
			}
		}
		if _, _, ok := content.Readable(resume); ok {
			return
		}
		if sign := marks.FindString(resume); sign != "" && !strings.Contains(text, "{{") {
			t.Errorf("%q is published of %q: %q", sign, text, resume)
		}
	})
}

// lang matches words in another language.
var lang = regexp.MustCompile(`:lang\[([^\]]*)\]\{[^}]*\}`)

// pageWords are what a page shows, addresses included, and its text outside code.
func pageWords(t testing.TB, page string) (shown, plain string) {
	var all, text strings.Builder
	code := 0
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			return all.String(), text.String()
		case html.TextToken:
			all.WriteString(token.Data)
			if code == 0 {
				text.WriteString(token.Data)
			}
			continue
		case html.StartTagToken:
			if token.Data == "code" {
				code++
			}
		case html.EndTagToken:
			if token.Data == "code" {
				code--
			}
		}
		text.WriteByte('\x00')
		for _, a := range token.Attr {
			switch a.Key {
			case "href", "src":
				address, err := url.PathUnescape(a.Val)
				if err != nil {
					address = a.Val
				}
				all.WriteString(" " + address + " ")
			case "alt", "class":
				all.WriteString(" " + a.Val + " ")
			}
		}
	}
}
