package diag

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
)

// Quote fills the Excerpt of each problem with its line, read from fsys. A file
// that cannot be read leaves its problems without one.
func Quote(problems []Problem, fsys fs.FS) {
	var file string
	var lines []string
	for i := range problems {
		p := &problems[i]
		if p.Pos.Line == 0 || p.Excerpt != "" {
			continue
		}
		if p.Pos.File != file || lines == nil {
			file = p.Pos.File
			data, err := fs.ReadFile(fsys, file)
			lines = []string{}
			if err == nil {
				lines = strings.Split(string(data), "\n")
			}
		}
		switch {
		case p.Pos.Line > len(lines):
		case i > 0 && problems[i-1].Pos.File == file && problems[i-1].Pos.Line == p.Pos.Line:
			p.Excerpt = problems[i-1].Excerpt // a line may be very long, and have very many
		default:
			p.Excerpt = strings.Clone(strings.TrimRight(lines[p.Pos.Line-1], "\r")) // else the whole file stays in memory
		}
	}
}

// Text says how problems are written for people.
type Text struct {
	Color bool   // ANSI colours
	Codes bool   // say the code of each problem after its message
	Limit int    // at most so many problems, 0 for all
	Root  string // put before each path, so that paths are relative to where one stands
}

// excerptWidth is how many characters of a line are shown at most.
const excerptWidth = 100

// Write prints problems as
//
//	content/projets/a.md:14:5: erreur: le jalon « Pilote » n'a pas d'échéance
//	    14 |   - titre: Pilote
//	       |     ^ ajoutez par exemple « echeance: 2027-03 »
//
// and, past the limit, how many remain in which files.
func (t Text) Write(w io.Writer, problems []Problem) error {
	b := bufio.NewWriter(w)
	shown := problems
	if t.Limit > 0 && len(problems) > t.Limit {
		shown = problems[:t.Limit]
	}
	var of excerpt
	for _, p := range shown {
		t.one(b, p, &of)
	}
	t.rest(b, problems[len(shown):])
	return b.Flush()
}

// one writes a problem. of is the line of the one before.
func (t Text) one(w io.Writer, p Problem, of *excerpt) {
	pos := p.Pos
	pos.File = Clean(path.Join(t.Root, pos.File))
	colour := "31"
	if p.Severity == Avertissement {
		colour = "33"
	}
	code := ""
	if t.Codes {
		code = t.Paint("2", " ["+p.Code+"]")
	}
	fmt.Fprintf(w, "%s: %s: %s%s\n", t.Paint("1", pos.String()), t.Paint(colour, p.Severity.String()), Clean(p.Message), code)
	if p.Excerpt == "" {
		if p.Hint != "" {
			fmt.Fprintf(w, "    %s\n", t.Paint("36", Clean(p.Hint)))
		}
		return
	}
	if of.line != p.Excerpt {
		*of = excerpt{p.Excerpt, []rune(Clean(p.Excerpt))}
	}
	line, column := of.window(p.Pos.Col)
	number := fmt.Sprintf("%6d", p.Pos.Line)
	fmt.Fprintf(w, "%s | %s\n", t.Paint("2", number), line)
	mark := ""
	if p.Pos.Col > 0 {
		mark = strings.Repeat(" ", column) + "^"
	}
	if p.Hint != "" {
		mark += " " + Clean(p.Hint)
	}
	if mark != "" {
		fmt.Fprintf(w, "%s | %s\n", strings.Repeat(" ", 6), t.Paint("36", mark))
	}
}

func (t Text) rest(w io.Writer, problems []Problem) {
	if len(problems) == 0 {
		return
	}
	counts := map[string]int{}
	var files []string
	for _, p := range problems {
		if counts[p.Pos.File] == 0 {
			files = append(files, p.Pos.File)
		}
		counts[p.Pos.File]++
	}
	fmt.Fprintf(w, "… et %s (--tous les écrit tous) :\n", french.Count(len(problems), "autre problème", "autres problèmes"))
	const most = 20
	for i, f := range files {
		if i == most {
			fmt.Fprintf(w, "    … et %s\n", french.Count(len(files)-most, "autre fichier", "autres fichiers"))
			return
		}
		fmt.Fprintf(w, "    %s (%d)\n", Clean(path.Join(t.Root, f)), counts[f])
	}
}

// Paint colours a text, if there are colours: code is an ANSI SGR number.
func (t Text) Paint(code, s string) string {
	if !t.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Totals says how many errors and warnings there are: « 2 erreurs », « 1 erreur,
// 3 avertissements »; "" for none.
func Totals(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, french.Count(errors, "erreur", "erreurs"))
	}
	if warnings > 0 {
		parts = append(parts, french.Count(warnings, "avertissement", "avertissements"))
	}
	return strings.Join(parts, ", ")
}

// An excerpt is a line of a file, and its characters.
type excerpt struct {
	line  string
	runes []rune
}

// window cuts a long line around a column and expands tabs, so that the caret
// stands under the right character. It returns the text and how many cells
// come before the column.
func (e *excerpt) window(col int) (string, int) {
	runes := e.runes
	at := min(max(col-1, 0), len(runes))
	from := 0
	if at > excerptWidth*3/4 {
		from = min(at-excerptWidth/2, len(runes))
	}
	to := min(from+excerptWidth, len(runes))
	var b strings.Builder
	cells := 0
	if from > 0 {
		b.WriteString("…")
		cells = 1
	}
	for i := from; i < to; i++ {
		b.WriteRune(runes[i])
		if i < at {
			cells += width(runes[i])
		}
	}
	if to < len(runes) {
		b.WriteString("…")
	}
	return b.String(), cells
}

// width is how many cells a terminal gives to a character: none for combining
// marks, two for the wide East Asian ranges, one for the rest.
func width(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
		return 2
	}
	return 1
}

// Clean makes text from strangers safe to print on a terminal: control
// characters become one visible character each, so that columns still count.
func Clean(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return Disturbs(r) || r == utf8.RuneError }) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case Disturbs(r):
			return '�'
		}
		return r
	}, s)
}

// Disturbs tells the characters that move a terminal's cursor or turn the order of a
// text around, end of line and tabulation included.
func Disturbs(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
