package content_test

import (
	"strings"
	"testing"
)

// The line before a table is its title if it says so, and names what scrolls.
func TestATableHasTheTitleOfTheLineBefore(t *testing.T) {
	const table = "| A | B |\n| - | - |\n| 1 | 2 |\n"
	const named, numbered = `aria-labelledby="tableau-1"><div class="fr-table__content"><table>␊<caption id="tableau-1">`, `aria-label="Tableau 1"><div class="fr-table__content"><table>␊<thead>`
	for _, c := range []struct{ in, before, after string }{
		{"Tableau : Les *comptes*\n\n" + table, "", named + "Les <em>comptes</em></caption>␊<thead>"},
		{"Tableau: L'essai : oui\n" + table, "", named + "L’essai␣: oui</caption>"},
		{"Tableau\u00a0: {{compte projets}} projets\n\n" + table, "", named + "29 projets</caption>"},
		{"Une phrase,\nune autre.\nTableau : **Tout**\n\n" + table, "<p>Une phrase,␊une autre.</p>␊", named + "<strong>Tout</strong></caption>"},
		{"- Tableau : Titre\n\n  " + strings.ReplaceAll(table, "\n", "\n  "), "<ul>␊<li>", named + "Titre</caption>"},
		{":::encart[a]\nTableau : Titre\n" + table + ":::", "", named + "Titre</caption>"},
		{"Tableau : Titre\n\nTexte.\n\n" + table, "<p>Tableau␣: Titre</p>␊<p>Texte.</p>␊", numbered},
		{"Tableau :\n\n" + table, "<p>Tableau␣:</p>␊", numbered},
		{"Le tableau : Titre\n\n" + table, "<p>Le tableau␣: Titre</p>␊", numbered},
		{"## Tableau 1\n\nTableau : Titre\n" + table, `<h2 id="tableau-1">Tableau 1</h2>` + "␊", `aria-labelledby="tableau-1-2"><div class="fr-table__content"><table>␊<caption id="tableau-1-2">Titre</caption>`},
	} {
		b, problems := convert(t, c.in)
		before, after, _ := strings.Cut(strings.ReplaceAll(b.HTML, "\n", "␊"), `<div class="fr-table `)
		if len(problems) > 0 || !strings.HasSuffix(before, spaces(c.before)) || !strings.Contains(after, spaces(c.after)) {
			t.Errorf("%s\nproblems %q\n%s", c.in, short(problems), b.HTML)
		}
		checkInert(t, b.HTML)
	}
}

// <br> breaks a line in a cell, where nothing else does. Elsewhere it is refused, and
// told to go where it breaks none.
func TestLineBreaksOfHTML(t *testing.T) {
	b, problems := convert(t, "| A<br>B | C |\n| - | - |\n| **1<BR/>2** | x<br />y |")
	for _, want := range []string{"A<br>B</th>", "<strong>1<br>2</strong></td>", "<td>x<br>y</td>"} {
		if len(problems) > 0 || !strings.Contains(b.HTML, want) {
			t.Errorf("no %s in %s, problems %q", want, b.HTML, short(problems))
		}
	}
	checkInert(t, b.HTML)
	const backslash = "terminez la ligne par une barre oblique inverse « \\ »"
	for in, want := range map[string]string{
		"a<br>\nb":               "4:2 html | " + backslash,
		"a<br>b":                 "4:2 html | " + backslash,
		"a<br>":                  "4:2 html | retirez-la",
		"a\n<br/>\nb":            "5:1 html | retirez-la",
		"a\n\n<br>\n\nb":         "6:1 html | retirez-la",
		"## a<br>b":              "4:5 html | retirez-la",
		"| A |\n| - |\n\n<br />": "7:1 html | retirez-la",
	} {
		_, problems := convert(t, in)
		expectProblems(t, problems, "pages/a.md:"+want)
	}
}
