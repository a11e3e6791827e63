package content

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// This file writes tables.

// Tables take the DSFR's three wrappers. The one that scrolls can be reached
// with the keyboard and has a name (RGAA 12.x, axe scrollable-region-focusable).
func renderTable(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w := out.(*writer)
	if entering {
		w.point(node.Pos(), func() Point { return w.pointTable(node) })
		w.tables++
		fmt.Fprintf(w, `<div class="fr-table fr-table--multiline"><div class="fr-table__wrapper"><div class="fr-table__container">`+tableRegion+` aria-label="Tableau %d"><table>`+"\n", w.tables)
	} else {
		w.WriteString("</tbody></table></section></div></div></div>\n")
	}
	return ast.WalkContinue, nil
}

// pointTable notes what stands before a table, and its headers without words.
func (w *writer) pointTable(table ast.Node) Point {
	at := Point{Kind: PointTable}
	switch before := table.PreviousSibling(); {
	case before == nil:
		if b, ok := table.Parent().(*block); ok {
			at.Text = b.title
		}
	case before.Kind() == ast.KindHeading || before.Kind() == ast.KindParagraph:
		at.Text = w.plain(before)
	}
	for cell := table.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
		if w.plain(cell) == "" {
			at.Level++
		}
	}
	return at
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
