package diag_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
)

func pos(line, col int) diag.Pos { return diag.Pos{File: "content/a.md", Line: line, Col: col} }

func write(t testing.TB, text diag.Text, problems ...diag.Problem) string {
	t.Helper()
	var b strings.Builder
	if err := text.Write(&b, problems); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPlacesAreWrittenAsEditorsReadThem(t *testing.T) {
	for want, p := range map[string]diag.Pos{
		"": {}, "content/a.md": pos(0, 0), "content/a.md:3": pos(3, 0), "content/a.md:3:7": pos(3, 7),
	} {
		if got := p.String(); got != want {
			t.Errorf("%+v is %q, want %q", p, got, want)
		}
	}
}

func TestProblemsComeSortedAndOnce(t *testing.T) {
	var l, other diag.List
	l.Erreur(diag.Pos{File: "b.md", Line: 1}, "code", "", "b")
	l.Erreur(diag.Pos{File: "a.md", Line: 10, Col: 1}, "code", "", "ligne 10")
	l.Erreur(diag.Pos{File: "a.md", Line: 9, Col: 12}, "code", "", "colonne 12")
	l.Erreur(diag.Pos{File: "a.md", Line: 9, Col: 2}, "z", "", "code z")
	l.Avertissement(diag.Pos{File: "a.md", Line: 9, Col: 2}, "a", "conseil", "code a")
	l.Erreur(diag.Pos{File: "a.md"}, "code", "", "le fichier")
	other.Erreur(diag.Pos{File: "a.md", Line: 10, Col: 1}, "code", "un autre conseil", "ligne %d", 10)
	other.Erreur(diag.Pos{File: "a.md", Line: 10, Col: 1}, "code", "", "autre")
	l.Merge(&other)
	l.Merge(nil)
	if l.Len() != 8 || l.Erreurs() != 6 {
		t.Errorf("%d problems, %d errors", l.Len(), l.Erreurs())
	}
	var got []string
	for _, p := range l.Sorted() {
		got = append(got, p.Message)
	}
	if s := strings.Join(got, ", "); s != "le fichier, code a, code z, colonne 12, autre, ligne 10, b" {
		t.Errorf("order: %s", s)
	}
	if l.Len() != 8 {
		t.Error("sorting takes problems away")
	}
	if empty := new(diag.List); len(empty.Sorted()) != 0 || empty.Erreurs() != 0 {
		t.Error("problems out of nothing")
	}
}

func TestTextShowsThePlaceTheLineAndWhatToType(t *testing.T) {
	for _, c := range []struct {
		promise string
		problem diag.Problem
		want    string
	}{
		{"a file as a whole", diag.Problem{Pos: pos(0, 0), Message: "il manque"}, "content/a.md: erreur: il manque\n"},
		{"with a hint", diag.Problem{Pos: pos(0, 0), Message: "il manque", Hint: "créez-le"}, "content/a.md: erreur: il manque\n    créez-le\n"},
		{"a warning", diag.Problem{Pos: pos(3, 0), Severity: diag.Avertissement, Message: "c'est long"}, "content/a.md:3: avertissement: c'est long\n"},
		{"a line without column", diag.Problem{Pos: pos(3, 0), Message: "m", Excerpt: "un deux", Hint: "h"},
			"content/a.md:3: erreur: m\n     3 | un deux\n       |  h\n"},
		{"a caret", diag.Problem{Pos: pos(14, 4), Message: "m", Excerpt: "un deux"},
			"content/a.md:14:4: erreur: m\n    14 | un deux\n       |    ^\n"},
		{"a caret and a hint", diag.Problem{Pos: pos(14, 4), Message: "m", Excerpt: "un deux", Hint: "h"},
			"content/a.md:14:4: erreur: m\n    14 | un deux\n       |    ^ h\n"},
		{"after accents, composed or not", diag.Problem{Pos: pos(1, 6), Message: "m", Excerpt: "e\u0301téx deux"},
			"content/a.md:1:6: erreur: m\n     1 | e\u0301téx deux\n       |     ^\n"},
		{"after wide characters", diag.Problem{Pos: pos(1, 4), Message: "m", Excerpt: "日本 x"},
			"content/a.md:1:4: erreur: m\n     1 | 日本 x\n       |      ^\n"},
		{"after tabs", diag.Problem{Pos: pos(1, 3), Message: "m", Excerpt: "\t\tx"},
			"content/a.md:1:3: erreur: m\n     1 |   x\n       |   ^\n"},
		{"at the end of the line", diag.Problem{Pos: pos(1, 3), Message: "m", Excerpt: "ab"},
			"content/a.md:1:3: erreur: m\n     1 | ab\n       |   ^\n"},
		{"past the end of the line, as when the file has changed", diag.Problem{Pos: pos(1, 500), Message: "m", Excerpt: "ab"},
			"content/a.md:1:500: erreur: m\n     1 | ab\n       |   ^\n"},
		{"control characters", diag.Problem{Pos: pos(1, 2), Message: "a\x1b[31mb", Hint: "c\x07d", Excerpt: "\x1bx\u202ey"},
			"content/a.md:1:2: erreur: a�[31mb\n     1 | �x�y\n       |  ^ c�d\n"},
		{"text that runs backwards", diag.Problem{Pos: pos(1, 2), Message: "a\u202eb", Hint: "\u2066c", Excerpt: "\u202dx"},
			"content/a.md:1:2: erreur: a�b\n     1 | �x\n       |  ^ �c\n"},
		{"a file name that would move the cursor", diag.Problem{Pos: diag.Pos{File: "a\x1b[2J.md"}, Message: "m"}, "a�[2J.md: erreur: m\n"},
	} {
		if got := write(t, diag.Text{}, c.problem); got != c.want {
			t.Errorf("%s:\n%q\nwant\n%q", c.promise, got, c.want)
		}
	}
}

// A long line is cut, and the caret still stands below the place.
func TestLongLinesAreCutAroundThePlace(t *testing.T) {
	long := strings.Repeat("mot ", 1000) + "X" + strings.Repeat(" mot", 1000)
	for name, excerpt := range map[string]string{"ASCII": long, "accents": strings.ReplaceAll(long, "o", "ô"), "tabs": strings.ReplaceAll(long, " ", "\t")} {
		out := write(t, diag.Text{}, diag.Problem{Pos: pos(1, 4001), Message: "m", Excerpt: excerpt})
		lines := strings.Split(out, "\n")
		shown, caret := []rune(lines[1]), strings.IndexByte(lines[2], '^')
		if len(shown) > 120 || caret < 0 || caret >= len(shown) || shown[caret] != 'X' {
			t.Errorf("%s:\n%s", name, out)
		}
		if !strings.HasPrefix(lines[1], "     1 | …") || !strings.HasSuffix(lines[1], "…") {
			t.Errorf("%s: nothing says that the line is cut:\n%s", name, out)
		}
	}
	out := write(t, diag.Text{}, diag.Problem{Pos: pos(1, 1), Message: "m", Excerpt: "X" + strings.Repeat("a", 500)})
	if !strings.Contains(out, "| Xa") || !strings.HasSuffix(strings.Split(out, "\n")[1], "a…") {
		t.Errorf("start of a long line:\n%s", out)
	}
}

func TestColoursComeOnlyWhenAskedFor(t *testing.T) {
	p := diag.Problem{Pos: pos(1, 1), Message: "m", Hint: "h", Excerpt: "a"}
	warning := p
	warning.Severity = diag.Avertissement
	if out := write(t, diag.Text{}, p, warning); strings.Contains(out, "\x1b") {
		t.Errorf("colours: %q", out)
	}
	out := write(t, diag.Text{Color: true}, p, warning)
	if !strings.Contains(out, "\x1b[31merreur\x1b[0m") || !strings.Contains(out, "\x1b[33mavertissement\x1b[0m") {
		t.Errorf("no colours: %q", out)
	}
	plain := out
	for _, code := range []string{"0", "1", "2", "31", "33", "36"} {
		plain = strings.ReplaceAll(plain, "\x1b["+code+"m", "")
	}
	if plain != write(t, diag.Text{}, p, warning) {
		t.Errorf("colours change the text: %q", out)
	}
}

func TestALongListSaysHowMuchRemainsAndWhere(t *testing.T) {
	var problems []diag.Problem
	for i := range 30 {
		for range i%2 + 1 {
			problems = append(problems, diag.Problem{Pos: diag.Pos{File: fmt.Sprintf("%02d.md", i), Line: 1}, Message: "m"})
		}
	}
	out := write(t, diag.Text{Limit: 2, Root: "../site"}, problems...)
	if n := strings.Count(out, "erreur: m"); n != 2 {
		t.Errorf("%d problems, want 2", n)
	}
	for _, want := range []string{"../site/00.md:1: erreur: m\n", "… et 43 autres problèmes (--tous les écrit tous) :\n", "    ../site/01.md (1)\n", "    ../site/03.md (2)\n", "    … et 9 autres fichiers\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if out := write(t, diag.Text{Limit: 2}, problems[:2]...); strings.Contains(out, "autre") {
		t.Errorf("something remains:\n%s", out)
	}
	if out := write(t, diag.Text{Limit: 2}, problems[:3]...); !strings.Contains(out, "… et 1 autre problème (") {
		t.Errorf("one remains:\n%s", out)
	}
	if out := write(t, diag.Text{}, problems...); strings.Count(out, "erreur: m") != len(problems) {
		t.Error("without limit, some are not written")
	}
	if out := write(t, diag.Text{}); out != "" {
		t.Errorf("nothing to say: %q", out)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAWriteThatFailsIsSaid(t *testing.T) {
	if err := (diag.Text{}).Write(full{}, []diag.Problem{{Message: "m"}}); err == nil {
		t.Error("no error")
	}
}

func TestProblemsQuoteTheirLine(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte("un\r\ndeux\n\nquatre")}, "b.md": {Data: []byte("b")}}
	problems := []diag.Problem{
		{Pos: diag.Pos{File: "a.md", Line: 1}}, {Pos: diag.Pos{File: "a.md", Line: 2}}, {Pos: diag.Pos{File: "a.md", Line: 3}},
		{Pos: diag.Pos{File: "a.md", Line: 4}}, {Pos: diag.Pos{File: "a.md", Line: 5}}, {Pos: diag.Pos{File: "a.md"}},
		{Pos: diag.Pos{File: "absent.md", Line: 1}}, {Pos: diag.Pos{File: "b.md", Line: 1}}, {Pos: diag.Pos{File: "a.md", Line: 1}, Excerpt: "déjà là"},
	}
	diag.Quote(problems, fsys)
	for i, want := range []string{"un", "deux", "", "quatre", "", "", "", "b", "déjà là"} {
		if problems[i].Excerpt != want {
			t.Errorf("%s quotes %q, want %q", problems[i].Pos, problems[i].Excerpt, want)
		}
	}
}

func TestNearestIsWhatSomebodyMeant(t *testing.T) {
	keys := []string{"titre", "resume", "publie", "mis_a_jour", "statut", "echeance", "pilotes", "partenaires", "projets", "a", "code"}
	for word, want := range map[string]string{
		"tittre": "titre", "titer": "titre", "ttire": "titre", "title": "titre", "titres": "titre", "t": "", "ti": "",
		"resum": "resume", "echance": "echeance", "echeances": "echeance", "pilote": "pilotes", "projt": "projets", "misajour": "mis_a_jour",
		"mis": "mis_a_jour", "stat": "statut", "xyzxyz": "", "": "", "aa": "a", "cde": "code",
		strings.Repeat("titre", 30): "titre", strings.Repeat("x", 1000): "",
	} {
		if got := diag.Nearest(word, keys); got != want {
			t.Errorf("Nearest(%.20q) = %q, want %q", word, got, want)
		}
	}
	if got := diag.Nearest("titre", nil); got != "" {
		t.Errorf("nearest of none: %q", got)
	}
	if got := diag.Nearest("data", []string{"date", "data"}); got != "data" {
		t.Errorf("a word is nearest to itself, not to %q", got)
	}
	if got := diag.Nearest("data", []string{"beta", "label"}); got != "" {
		t.Errorf("half of the letters are others in %q", got)
	}
	if got := diag.Nearest("datx", []string{"datb", "data"}); got != "datb" {
		t.Errorf("of two as near, the first, not %q", got)
	}
}

// Whatever a file holds, its excerpt is short, safe to print, and the caret
// stands below the character at fault.
func FuzzExcerpt(f *testing.F) {
	for _, s := range []string{"", "un deux", "\t\x1b[31m", "日本語 e\u0301", "\xff\xfe", "\u202eabc", strings.Repeat("é", 300), "\u200d\ufeff\u0085\u009b"} {
		f.Add(s, 1)
		f.Add(s, 200)
	}
	f.Fuzz(func(t *testing.T, line string, col int) {
		if strings.ContainsAny(line, "\n") || line == "" {
			return
		}
		var b strings.Builder
		p := diag.Problem{Pos: diag.Pos{File: "a.md", Line: 1, Col: col}, Message: line, Hint: line, Excerpt: line}
		if err := (diag.Text{}).Write(&b, []diag.Problem{p}); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		for _, r := range out {
			if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%U in %q", r, out)
			}
		}
		if !utf8.ValidString(out) {
			t.Errorf("not UTF-8: %q", out)
		}
		lines := strings.Split(out, "\n")
		if shown := utf8.RuneCountInString(lines[1]); shown > 120 {
			t.Errorf("%d characters of excerpt", shown)
		}
		if want := min(strings.Count(out, "\n"), 3); len(lines) != want+1 {
			t.Errorf("%d lines: %q", len(lines), out)
		}
	})
}

// TestManyProblemsOfOneLine: very many problems of a very long line do not take the line
// each.
func TestManyProblemsOfOneLine(t *testing.T) {
	line := strings.Repeat("<b>", 30_000)
	files := fstest.MapFS{"content/a.md": {Data: []byte(line)}}
	problems := make([]diag.Problem, 5000)
	for i := range problems {
		problems[i] = diag.Problem{Pos: pos(1, 1+3*i), Code: "html", Message: "m"}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	diag.Quote(problems, files)
	write(t, diag.Text{}, problems...)
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > uint64(100*len(line)) {
		t.Errorf("%d bytes for a line of %d", after.TotalAlloc-before.TotalAlloc, len(line))
	}
}
