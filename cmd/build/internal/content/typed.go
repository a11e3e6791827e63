package content

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file holds a body to one rule: each word that was typed is in the page, and
// no sign of Markdown is. What the tree of the body covers is published; a word
// that nothing covers is lost (here), and what is left of a text outside code once
// Markdown is read may hold signs (marks.go).

// A review goes through the blocks of a body.
type review struct {
	*writer
	published []span                         // what the page shows, or a problem tells
	defined   []*ast.LinkReferenceDefinition // addresses that [text][label] leads to
	called    map[string]bool                // labels of those that a link names
	notes     map[string]bool                // labels of those that the page shows
	shown     []byte                         // scratch, see reading
	boldOpen  ast.Node                       // the last block that opens bold words and does not close them
	table     ast.Node                       // the last block whose rows are told to be those of a table
}

// A span is a part of the body, in bytes.
type span struct{ start, stop int }

// review tells what of the body is lost, and the signs that would be published.
func (w *writer) review(tree ast.Node) {
	r := review{writer: w, called: map[string]bool{}, notes: map[string]bool{}}
	r.blocks(tree)
	for _, d := range r.defined {
		label := util.ToLinkReference(d.Label)
		if at := linesOf(d); r.called[label] {
			r.called[label] = false // a second one of that label is not used
			r.publish(at.start, at.stop)
		}
	}
	r.lost()
}

// publish notes that a part of the body is not lost.
func (r *review) publish(start, stop int) {
	if start < stop {
		r.published = append(r.published, span{start, stop})
	}
}

// linesOf is where the lines of a block stand.
func linesOf(n ast.Node) span {
	lines := n.Lines()
	if lines.Len() == 0 {
		return span{}
	}
	return span{lines.At(0).Start, lines.At(lines.Len() - 1).Stop}
}

// lineAround is the line that an offset of the body stands on, without its end.
func (w *writer) lineAround(offset int) span {
	offset = min(max(offset, 0), len(w.source))
	start := bytes.LastIndexByte(w.source[:offset], '\n') + 1
	if end := bytes.IndexByte(w.source[offset:], '\n'); end >= 0 {
		return span{start, offset + end}
	}
	return span{start, len(w.source)}
}

func (r *review) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil && n.Type() == ast.TypeBlock; n = n.NextSibling() {
		at := linesOf(n)
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *extast.TableCell, *caption:
			r.publish(at.start, at.stop)
			if !r.tableGoesOn(n, at) {
				r.reading(n, at)
			}
			continue
		case *ast.CodeBlock:
			r.publish(at.start, at.stop)
			if !r.tableGoesOn(n, at) {
				r.indented(n)
			}
		case *ast.FencedCodeBlock:
			r.fence(n, at)
		case *ast.HTMLBlock: // which is an error, or a comment
			stop := max(at.stop, n.ClosureLine.Stop)
			r.publish(n.Pos(), stop)
			r.besideComment(n.Pos(), stop)
		case *ast.LinkReferenceDefinition:
			r.defined = append(r.defined, n)
		case *block:
			line := r.lineAround(n.Pos())
			r.publish(line.start, line.stop)
			r.signsOf(n)
		case *extast.Footnote:
			r.notes[string(n.Ref)] = true
			r.publish(n.Pos(), n.Pos()+len("[^]:")+len(n.Ref))
		case *extast.TableRow:
			if r.row(n) {
				continue
			}
		case *ast.List:
			r.numbers(n)
			r.measure(n)
		case *ast.Blockquote:
			r.measure(n)
		}
		r.blocks(n)
	}
}

// comments matches them.
var comments = regexp.MustCompile(`(?s)<!--.*?-->`)

// besideComment reports what stands on the lines of a comment that begins one: all of
// them is HTML.
func (r *review) besideComment(start, stop int) {
	for at := start; at < stop; {
		rest := r.source[at:stop]
		if text := len(rest) - len(bytes.TrimLeft(rest, "> \t\n")); text > 0 {
			at += text
			continue
		}
		end := bytes.Index(rest, []byte("-->"))
		if !bytes.HasPrefix(rest, []byte("<!--")) {
			if at > start && !htmlMark.Match(comments.ReplaceAll(rest, nil)) { // which is an error
				r.lose(at, "mettez le commentaire sur une ligne à lui, entre deux lignes vides", "« %s » ne serait pas publié", french.Cut(string(bytes.TrimSpace(rest)), 80))
			}
			return
		}
		if end < 0 {
			return
		}
		at += end + len("-->")
	}
}

// fence reports a block of code that runs to the end of what it stands in, and what
// its first line says beside the name of a language.
func (r *review) fence(n *ast.FencedCodeBlock, at span) {
	opening := r.lineAround(n.Pos())
	line := bytes.TrimLeft(r.source[min(r.placeOf(n), opening.stop):opening.stop], " ")
	mark := line[:len(line)-len(bytes.TrimLeft(line, string(line[:min(len(line), 1)])))]
	next := r.lineAround(max(at.stop, opening.stop+1))
	last := bytes.Trim(r.source[next.start:next.stop], "> \t")
	r.publish(at.start, at.stop)
	switch {
	case len(mark) == 0 || next.start <= opening.start || len(last) < len(mark) || !bytes.HasPrefix(last, mark) || len(bytes.Trim(last, string(mark[:1]))) > 0:
		r.wrong(n.Pos(), "code-non-ferme", "ajoutez une ligne « "+string(mark)+" » après le code", "ce bloc de code n'est pas fermé : la suite serait publiée comme du code")
		r.publish(opening.start, opening.stop)
	case n.Info != nil:
		language := n.Language(r.source)
		r.publish(n.Info.Segment.Start, n.Info.Segment.Start+len(language))
	}
}

// pipeRows and tabRows match a text of which all lines are rows of a table.
var (
	pipeRows = regexp.MustCompile(`^(?:[> \t]*\|.*\|\s*(?:\n|$))+$`)
	tabRows  = regexp.MustCompile(`^(?:.*\t.*(?:\n|$))+$`)
)

// tableGoesOn reports a table that empty lines cut into pieces, or that begins with an
// empty cell of a spreadsheet, which Markdown takes for code: once, at the first piece.
func (r *review) tableGoesOn(n ast.Node, at span) bool {
	before, next := n.PreviousSibling(), n.NextSibling()
	if before == nil && next == nil || at.start >= at.stop {
		return false
	}
	rows, hint, sheet := pipeRows, "retirez les lignes vides entre les lignes du tableau", n.Kind() == ast.KindCodeBlock
	text := bytes.TrimSpace(r.source[at.start:at.stop])
	switch {
	case bytes.HasPrefix(text, []byte("|")):
	case bytes.IndexByte(text, '\t') < 0:
		return false
	default:
		if rows = tabRows; sheet {
			text = append([]byte("\t"), text...)
		}
		hint, _ = tableHint(string(text))
	}
	if !rows.Match(text) {
		return false
	}
	_, cut := before.(*extast.Table)
	switch {
	case before != nil && before == r.table: // which is told
	case cut && rows.String() == pipeRows.String():
		hint = "retirez la ligne vide qui précède : ces lignes seront celles du tableau"
		fallthrough
	case next != nil && next.Kind() == ast.KindParagraph && rows.Match(bytes.TrimSpace(r.source[linesOf(next).start:linesOf(next).stop])) && (!sheet || linesOf(next).start <= at.stop):
		line := r.lineAround(at.start)
		typed := string(r.source[line.start:line.stop])
		r.wrong(line.start, "signe-publie", hint, "%s serait publié tel quel", quoted(typed))
		r.point(line.start, func() Point { return Point{Kind: PointSign, Target: hint, Typed: typed} })
	default:
		return false
	}
	r.table = n
	return true
}

// innerBar matches a bar between words or in code, which parts no cells in what its
// editor means.
var innerBar = regexp.MustCompile("`[^`|]*\\|[^`]*`|[^\\s|\\\\`]\\|[^\\s|`]")

// indented tells, for advice, of code that nobody may mean: a text behind four spaces.
func (r *review) indented(n *ast.CodeBlock) {
	line := r.lineAround(linesOf(n).start)
	typed := string(bytes.Trim(r.source[line.start:line.stop], "> \t"))
	r.point(line.stop-len(typed), func() Point {
		return Point{Kind: PointSign, Text: "« " + french.Cut(typed, 60) + " » sera publié comme du code, à cause des espaces qui précèdent",
			Target: "un texte commence au début de la ligne ; du code se met entre deux lignes « ``` »", Typed: typed}
	})
}

// row reports the cells of a row that its table has no column for, and whether that is all
// that there is to say of the row.
func (r *review) row(n ast.Node) (told bool) {
	line, last := r.lineAround(n.Pos()), n.LastChild()
	for last != nil && last.Lines().Len() == 0 {
		last = last.PreviousSibling()
	}
	if last == nil {
		return false
	}
	if typed := r.source[line.start:line.stop]; n.ChildCount() > 1 && bytes.IndexByte(typed, '|') < 0 {
		r.point(n.Pos(), func() Point {
			return Point{Kind: PointSign, Text: "« " + french.Cut(string(bytes.TrimSpace(typed)), 60) + " » sera une ligne du tableau",
				Target: "laissez une ligne vide après le tableau", Typed: string(typed)}
		})
	}
	stop := linesOf(last).stop
	if extra := bytes.Trim(r.source[stop:max(line.stop, stop)], "| \t\\"); len(extra) > 0 && n.ChildCount() > 0 {
		at := stop + bytes.Index(r.source[stop:line.stop], extra)
		typed := string(r.source[line.start:line.stop])
		write := innerBar.ReplaceAllStringFunc(typed, func(s string) string { return strings.ReplaceAll(s, "|", `\|`) })
		if cells := strings.Count(strings.Trim(strings.ReplaceAll(write, `\|`, ""), "| \t"), "|") + 1; cells == n.ChildCount() {
			r.publish(line.start, line.stop)
			r.lose(line.start, diag.Instead(write), "« %s » ne serait pas publié : ce tableau a %s", french.Cut(string(extra), 80), french.Count(n.ChildCount(), "colonne", "colonnes"))
			r.problems.Guess(typed, write)
			return true
		}
		r.lose(at, "ajoutez une colonne à la première ligne du tableau et à celle des tirets, ou écrivez « \\| » pour montrer une barre",
			"« %s » ne serait pas publié : ce tableau a %s", french.Cut(string(extra), 80), french.Count(n.ChildCount(), "colonne", "colonnes"))
		r.publish(stop, line.stop)
	}
	return false
}

// numbers tells, for advice, the item of a list that is published with another number.
func (r *review) numbers(list *ast.List) {
	if !list.IsOrdered() || !r.env.Points {
		return
	}
	want := list.Start
	for item := list.FirstChild(); item != nil; item, want = item.NextSibling(), want+1 {
		line := r.lineAround(item.Pos())
		typed := strings.TrimLeft(string(r.source[line.start:line.stop]), "> \t")
		digits := typed[:len(typed)-len(strings.TrimLeft(typed, "0123456789"))]
		if n, err := strconv.Atoi(digits); err == nil && n != want && n != list.Start {
			r.point(item.Pos(), func() Point {
				return Point{Kind: PointSign, Text: "« " + digits + " » sera publié « " + strconv.Itoa(want) + " »",
					Target: "numérotez la liste dans l'ordre, ou commencez-en une autre après un titre ou une phrase"}
			})
			return
		}
	}
}

// measured matches the sign and the figure that begin a text which Markdown takes for
// a list or a quotation.
var measured = regexp.MustCompile(`^([>+-]) ?\d[\d\x{a0}\x{202f} ,.]*(?:[%€°]|\pL)`)

// measure tells, for advice, a quotation or a list of one item that is a comparison or
// a difference: « > 28 % », « + 12 % ».
func (r *review) measure(n ast.Node) {
	if _, list := n.(*ast.List); list && n.ChildCount() > 1 {
		return
	}
	line := r.source[r.placeOf(n):]
	m := measured.FindSubmatch(line[:min(len(line), 40)])
	if m == nil || m[1][0] == '-' && !bytes.ContainsAny(m[0], "%€°") {
		return
	}
	sign, what := string(m[1]), "une liste"
	hint := "écrivez « \\" + sign + " » devant le chiffre, ou commencez la ligne par un mot"
	if sign == ">" {
		what = "une citation"
	}
	r.point(r.placeOf(n), func() Point {
		return Point{Kind: PointSign, Text: "« " + sign + " » fera de cette ligne " + what + ", et ne sera pas publié", Target: hint, Typed: sign}
	})
}

// lose reports what is typed at an offset of the body and not published.
func (r *review) lose(offset int, hint, format string, args ...any) {
	r.wrong(offset, "texte-perdu", hint, format, args...)
}

// lost reports the words that nothing publishes, once for each paragraph of them.
func (r *review) lost() {
	slices.SortFunc(r.published, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	at := 0
	for _, p := range append(r.published, span{len(r.source), len(r.source)}) {
		for at < p.start {
			at = r.lostBetween(at, p.start)
		}
		at = max(at, p.stop)
	}
}

// openings matches what quotations and items begin with.
var openings = regexp.MustCompile(`^(?:[> \t]|[-+*.)][ \t]|\d{1,9}[.)][ \t])*`)

// lostBetween reports the first words that stand between two offsets, and returns
// where to go on after them.
func (r *review) lostBetween(start, stop int) int {
	i := start
	for i < stop {
		c, size := utf8.DecodeRune(r.source[i:stop])
		if unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsSymbol(c) && c >= utf8.RuneSelf {
			break
		}
		i += size
	}
	if i >= stop {
		return stop
	}
	line := r.lineAround(i)
	if marker := r.source[i:stop]; len(marker) > 0 { // the number of an item
		rest := bytes.TrimLeft(marker, "0123456789")
		if len(rest) < len(marker) && (len(rest) == 0 || rest[0] == '.' || rest[0] == ')') {
			return i + len(marker) - len(rest)
		}
	}
	end := min(stop, line.stop)
	from := max(line.start, start)
	from += len(openings.Find(r.source[from:end]))
	text := string(bytes.TrimSpace(r.source[from:end]))
	message, hint := "« %s » ne serait pas publié", "retirez-le, ou écrivez-le dans le texte"
	switch label, note := strings.CutPrefix(text, "[^"); {
	case note:
		label, _, _ = strings.Cut(label, "]:")
		message, hint = "la note « %s » n'est appelée nulle part : elle ne serait pas publiée", "écrivez « [^"+label+"] » dans le texte à l'endroit où elle s'applique, ou retirez-la"
		if r.notes[label] {
			message, hint = "une autre note s'appelle déjà « %s » : celle-ci ne serait pas publiée", "donnez-lui un autre nom, et appelez-la dans le texte"
		}
		text = label
	case strings.HasPrefix(text, "["):
		hint = "aucun lien n'emploie cette adresse : écrivez « [texte]" + text[:strings.IndexByte(text+"]", ']')] + "] » dans le texte, ou retirez cette ligne"
	}
	r.lose(from, hint, message, french.Cut(text, 80))
	// The rest of the same paragraph is lost with it.
	for end < stop {
		next := r.lineAround(end + 1)
		if typed := bytes.TrimLeft(r.source[next.start:next.stop], "> \t"); len(typed) == 0 || bytes.HasPrefix(typed, []byte("[")) {
			break
		}
		end = next.stop
	}
	return min(max(end, i+1), stop)
}
