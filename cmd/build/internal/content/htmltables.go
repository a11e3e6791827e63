package content

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// This file writes tables.

// Tables take the DSFR's three wrappers. The one that scrolls can be reached
// with the keyboard and has a name (RGAA 12.x, axe scrollable-region-focusable):
// the table's title, or its number.
func renderTable(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w := out.(*writer)
	if !entering {
		w.WriteString("</tbody></table></div></section></div></div>\n")
		return ast.WalkContinue, nil
	}
	w.point(w.tableAt(node), func() Point { return w.pointTable(node) })
	w.tables++
	name := fmt.Sprintf(` aria-label="Tableau %d"`, w.tables)
	if c, ok := node.FirstChild().(*caption); ok {
		c.id = w.id("tableau-" + strconv.Itoa(w.tables))
		name = ` aria-labelledby="` + c.id + `"`
	}
	w.WriteString(`<div class="fr-table fr-table--multiline"><div class="fr-table__wrapper">` + tableRegion + name + `><div class="fr-table__content"><table>` + "\n")
	return ast.WalkContinue, nil
}

// A caption is the title of a table, its first child. It was typed on the line before
// the table: « Tableau : Titre ».
type caption struct {
	ast.BaseBlock
	id string
}

var kindCaption = ast.NewNodeKind("Caption")

func (c *caption) Kind() ast.NodeKind            { return kindCaption }
func (c *caption) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

func renderCaption(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		out.WriteString(`<caption id="` + node.(*caption).id + `">`)
	} else {
		out.WriteString("</caption>\n")
	}
	return ast.WalkContinue, nil
}

// captionForm matches what a table's title begins with.
var captionForm = regexp.MustCompile(`^Tableau[ \x{a0}\x{202f}]*:[ \x{a0}\x{202f}]*`)

// moveCaption moves the last line of a paragraph that stands before a table into it,
// if it is its title.
func (w *writer) moveCaption(paragraph ast.Node) {
	table, ok := paragraph.NextSibling().(*extast.Table)
	if !ok || paragraph.FirstChild() == nil {
		return
	}
	first := paragraph.LastChild()
	for before := first.PreviousSibling(); before != nil; before = before.PreviousSibling() {
		if t, ok := before.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			break
		}
		first = before
	}
	words, ok := first.(*ast.Text)
	if !ok {
		return
	}
	title := words.Segment.Start + len(captionForm.Find(w.source[words.Segment.Start:]))
	if title == words.Segment.Start || title == len(w.source) || w.source[title] == '\n' {
		return
	}
	c := &caption{}
	c.SetPos(title)
	c.Lines().Append(text.NewSegment(title, w.lineAround(title).stop))
	last, _ := first.PreviousSibling().(*ast.Text)
	for n := ast.Node(words); n != nil; {
		next := n.NextSibling()
		paragraph.RemoveChild(paragraph, n)
		if t, ok := n.(*ast.Text); !ok || t.Segment.Stop > title {
			if ok {
				t.Segment = t.Segment.WithStart(max(t.Segment.Start, title))
			}
			c.AppendChild(c, n)
		}
		n = next
	}
	if last != nil {
		last.SetSoftLineBreak(false)
		last.SetHardLineBreak(false)
	}
	table.InsertBefore(table, table.FirstChild(), c)
}

// maxTitle is how many characters of what stands before a table can be its title.
const maxTitle = 70

// tableAt is where a table begins: goldmark says where the paragraph does that it was cut from.
func (w *writer) tableAt(table ast.Node) int {
	at, header := w.placeOf(table), table.FirstChild()
	if _, titled := header.(*caption); titled {
		header = header.NextSibling()
	}
	if cell := header.FirstChild(); cell != nil && cell.Lines().Len() > 0 {
		at = max(at, w.lineAround(linesOf(cell).start).start)
	}
	return at
}

// pointTable notes a table's title, what stands before it, and its headers.
func (w *writer) pointTable(table ast.Node) Point {
	line := w.lineAround(w.tableAt(table))
	at, header := Point{Kind: PointTable, Typed: string(w.source[line.start:line.stop])}, table.FirstChild()
	if c, ok := header.(*caption); ok {
		at.Target, header = w.plain(c), c.NextSibling()
	}
	switch before := table.PreviousSibling(); {
	case before == nil:
		if b, ok := table.Parent().(*block); ok {
			at.Text = b.title
		}
	case before.Kind() == ast.KindHeading || before.Kind() == ast.KindParagraph:
		at.Text = w.plain(before)
	}
	var columns []string
	for cell := header.FirstChild(); cell != nil; cell = cell.NextSibling() {
		if name := w.plain(cell); name != "" {
			columns = append(columns, name)
		} else {
			at.Level++
		}
	}
	if at.Text == "" || utf8.RuneCountInString(at.Text) > maxTitle {
		at.Text = strings.Join(columns, ", ")
	}
	return at
}

// inCell reports whether a node stands in a cell of a table, where no other way leads
// to the next line than <br>.
func inCell(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == extast.KindTableCell {
			return true
		}
	}
	return false
}

func renderTableCell(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*extast.TableCell)
	tag, scope := "td", ""
	if n.Parent().Kind() == extast.KindTableHeader {
		tag, scope = "th", ` scope="col"`
	}
	if !entering {
		out.WriteString("</" + tag + ">")
		return ast.WalkContinue, nil
	}
	class := ""
	switch n.Alignment {
	case extast.AlignRight:
		class = ` class="fr-cell--right"`
	case extast.AlignCenter:
		class = ` class="fr-cell--center"`
	}
	out.WriteString("<" + tag + scope + class + ">")
	return ast.WalkContinue, nil
}
