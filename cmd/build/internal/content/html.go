package content

import (
	"bytes"
	_ "embed" // for Markup
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Markup is where every class that a body may bear is spelt: the theme keeps
// the style rules whose classes it finds there.
//
//go:embed html.go
var Markup []byte

// nodeRenderer writes the nodes that differ from goldmark's own HTML: links are
// resolved and marked, texts get their typography, headings their anchors,
// tables and blocks their DSFR markup, raw HTML is refused.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindText, renderText)
	reg.Register(ast.KindHeading, renderHeading)
	reg.Register(ast.KindParagraph, renderParagraph)
	reg.Register(ast.KindLink, renderLink)
	reg.Register(ast.KindAutoLink, renderAutoLink)
	reg.Register(ast.KindImage, renderImage)
	reg.Register(ast.KindRawHTML, renderRawHTML)
	reg.Register(ast.KindHTMLBlock, renderHTMLBlock)
	reg.Register(kindFigure, renderFigure)
	reg.Register(kindBlock, renderBlock)
	reg.Register(extast.KindTable, renderTable)
	reg.Register(extast.KindTableHeader, renderTableHeader)
	reg.Register(extast.KindTableRow, renderTableRow)
	reg.Register(extast.KindTableCell, renderTableCell)
}

func renderText(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Text)
	if n.IsRaw() {
		escaper.RawWrite(out, n.Value(source))
		return ast.WalkContinue, nil
	}
	if follows(n.PreviousSibling(), n) {
		return ast.WalkContinue, nil // written with the one before
	}
	value, last := n.Value(source), n
	for follows(last, last.NextSibling()) {
		last = last.NextSibling().(*ast.Text)
		value = source[n.Segment.Start:last.Segment.Stop]
	}
	w := out.(*writer)
	w.checkText(value, n.Segment.Start)
	set, changed := appendTypo(w.set[:0], charBefore(n, source), value)
	w.point(n.Segment.Start, func() Point {
		before := n.PreviousSibling()
		words := Point{Kind: PointWords, Text: string(value), First: before == nil && n.Parent().Type() == ast.TypeBlock}
		if t, ok := before.(*ast.Text); ok {
			words.First = t.SoftLineBreak() || t.HardLineBreak()
		}
		if changed {
			words.Target = string(set)
		}
		return words
	})
	if w.set = set; changed {
		value = set
	}
	if holds(value, &markup) {
		escaper.Write(out, value)
	} else {
		out.Write(value)
	}
	switch {
	case last.HardLineBreak():
		out.WriteString("<br>\n")
	case last.SoftLineBreak():
		out.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// markup is what the escaper may write otherwise than it stands.
var markup = bytesOf("\\&<>\"\x00")

var (
	missingNote = regexp.MustCompile(`\[\^([^\]\[\s]+)\]`)
	reference   = regexp.MustCompile(`&#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7});`)
)

// checkText reports what Markdown takes for plain text and its editor did not:
// a comment that is never closed, a call to a footnote that does not exist; and
// the characters that no text needs, when they are spelt as references.
func (w *writer) checkText(text []byte, offset int) {
	if bytes.IndexByte(text, '&') >= 0 {
		for _, m := range reference.FindAllIndex(text, -1) {
			if controlAt(util.ResolveNumericReferences(text[m[0]:m[1]])) >= 0 {
				w.wrong(offset+m[0], "caractere-de-controle", "retirez-le", "« %s » est un caractère invisible interdit", text[m[0]:m[1]])
			}
		}
	}
	if at := unescaped(text, "<!--"); at >= 0 {
		w.wrong(offset+at, "commentaire-non-ferme", "fermez-le : « --> »", "ce commentaire n'est pas fermé : il serait publié")
	}
	if at := unescaped(text, "[^"); at >= 0 {
		if m := missingNote.FindSubmatch(text[at:]); m != nil {
			w.wrong(offset+at, "note-absente", fmt.Sprintf("ajoutez une ligne « [^%s]: … »", m[1]), "la note « %s » n'existe pas", m[1])
		}
	}
}

// unescaped returns where a mark stands without a backslash before it, or -1.
func unescaped(text []byte, mark string) int {
	at := bytes.Index(text, []byte(mark))
	if at > 0 && text[at-1] == '\\' {
		return -1
	}
	return at
}

// follows reports whether two nodes are pieces of one text: goldmark cuts it
// before characters that could have begun something else, such as « ! ».
func follows(a, b ast.Node) bool {
	x, ok := a.(*ast.Text)
	y, too := b.(*ast.Text)
	return ok && too && !x.IsRaw() && !y.IsRaw() && !x.SoftLineBreak() && !x.HardLineBreak() &&
		x.Segment.Stop == y.Segment.Start && x.Segment.Padding == 0 && y.Segment.Padding == 0
}

// charBefore is what a text follows on its line, markup included, 0 for nothing.
func charBefore(n *ast.Text, source []byte) rune {
	if _, ok := n.PreviousSibling().(*figureNode); ok {
		return '0'
	}
	r, _ := utf8.DecodeLastRune(source[:n.Segment.Start])
	if unicode.IsSpace(r) || r == utf8.RuneError {
		return 0
	}
	return r
}

func renderFigure(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w := out.(*writer)
		w.text(w.figure(node.(*figureNode).inner, node.Pos()))
	}
	return ast.WalkContinue, nil
}

func renderHeading(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, n := out.(*writer), node.(*ast.Heading)
	if entering {
		if n.Level == 1 {
			w.wrong(n.Pos(), "titre-de-niveau-1", "écrivez « ## »", "le titre de la page est sa clé « titre » ; dans le texte, les titres commencent à deux dièses")
		}
		w.level = min(max(n.Level, 2)+w.shift, 6)
		title := w.plain(n)
		if n.FirstChild() == nil {
			w.wrong(n.Pos(), "titre-vide", "écrivez le titre après les dièses, ou retirez la ligne", "ce titre est vide")
		}
		id := w.id(title)
		w.body.Headings = append(w.body.Headings, Heading{w.level, id, title})
		w.point(n.Pos(), func() Point { return Point{Kind: PointHeading, Level: w.level, Text: title} })
		w.WriteString("<h" + strconv.Itoa(w.level) + ` id="` + id + `">`)
		return ast.WalkContinue, nil
	}
	w.WriteString("</h" + strconv.Itoa(min(max(n.Level, 2)+w.shift, 6)) + ">\n")
	return ast.WalkContinue, nil
}

// renderParagraph leaves out the paragraph around an image that stands alone:
// the image is then a figure.
func renderParagraph(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if loneImage(node) {
		return ast.WalkContinue, nil
	}
	if entering {
		w := out.(*writer)
		w.point(node.Pos(), func() Point { return Point{Kind: PointParagraph, Text: w.typed(node)} })
		out.WriteString("<p>")
	} else {
		out.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

// typed is what the lines of a block are made of.
func (w *writer) typed(block ast.Node) string {
	lines := block.Lines()
	if lines.Len() == 0 {
		return ""
	}
	return string(w.source[lines.At(0).Start:lines.At(lines.Len()-1).Stop])
}

func loneImage(paragraph ast.Node) bool {
	return paragraph.ChildCount() == 1 && paragraph.FirstChild().Kind() == ast.KindImage
}

func renderLink(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, n := out.(*writer), node.(*ast.Link)
	if !entering {
		w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	if n.FirstChild() == nil {
		w.wrong(n.Pos(), "lien-sans-texte", "écrivez entre les crochets où mène le lien", "ce lien n'a pas de texte")
	}
	d, _ := w.resolve(typed(n.Destination), n.Pos(), false)
	w.pointLink(n, d)
	name := "" // spares most links the reading of their text
	if d.external {
		name = w.plain(n)
	}
	w.openLink(d, name, "")
	return ast.WalkContinue, nil
}

func (w *writer) pointLink(n *ast.Link, d destination) {
	w.point(n.Pos(), func() Point {
		return Point{Kind: PointLink, Text: w.plain(n), Target: string(n.Destination), File: d.target.File}
	})
}

// openLink writes the opening tag of a link. An outside one opens a new window
// and says so (RGAA 13.2).
func (w *writer) openLink(d destination, name, class string) {
	w.WriteString(`<a`)
	if class != "" {
		w.WriteString(` class="` + class + `"`)
	}
	if d.attribute != "" {
		w.WriteString(` href="` + d.attribute + `"`)
	}
	if d.external {
		w.WriteString(` target="_blank" rel="noopener external" title="`)
		w.text(name)
		if w.env.AsOf == "" {
			w.WriteString(" - nouvelle fenêtre\"")
		} else {
			w.WriteString(` - ` + w.env.AsOf + `, nouvelle fenêtre" data-au="` + w.env.AsOf + `"`)
		}
	}
	w.WriteString(">")
}

func renderAutoLink(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	w, n := out.(*writer), node.(*ast.AutoLink)
	address, label := string(n.URL(source)), string(n.Label(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	d, _ := w.resolve(address, n.Pos(), false)
	w.point(n.Pos(), func() Point { return Point{Kind: PointLink, Text: label, Target: address} })
	w.openLink(d, label, "")
	w.text(label)
	w.WriteString("</a>")
	return ast.WalkContinue, nil
}

func renderImage(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	w, n := out.(*writer), node.(*ast.Image)
	d, ok := w.resolve(typed(n.Destination), n.Pos(), true)
	if !ok {
		return ast.WalkSkipChildren, nil
	}
	w.point(n.Pos(), func() Point { return Point{Kind: PointImage, Text: w.plain(n), Target: string(n.Destination)} })
	figure := n.Parent() != nil && loneImage(n.Parent())
	if figure {
		w.WriteString(`<figure class="fr-content-media"><div class="fr-content-media__img">`)
	}
	w.WriteString(`<img`)
	if figure {
		w.WriteString(` class="fr-responsive-img"`)
	}
	w.WriteString(` src="` + d.attribute + `" alt="`)
	w.text(w.plain(n))
	w.WriteString(`"`)
	if d.target.Width > 0 {
		fmt.Fprintf(w, ` width="%d" height="%d"`, d.target.Width, d.target.Height)
	}
	w.WriteString(` loading="lazy">`)
	if figure {
		w.WriteString(`</div>`)
		if len(n.Title) > 0 {
			w.WriteString(`<figcaption class="fr-content-media__caption">`)
			w.text(Typo(printable(typed(n.Title))))
			w.WriteString(`</figcaption>`)
		}
		w.WriteString("</figure>\n")
	}
	return ast.WalkSkipChildren, nil
}

// instead tells what to write in place of an HTML tag.
var instead = map[string]string{
	"br": "terminez la ligne par une barre oblique inverse « \\ »", "b": "écrivez **gras**", "strong": "écrivez **gras**",
	"i": "écrivez *italique*", "em": "écrivez *italique*", "a": "écrivez [texte](adresse)", "img": "écrivez ![texte](image.png)",
	"p": "séparez les paragraphes par une ligne vide", "ul": "commencez chaque ligne par « - »", "ol": "commencez chaque ligne par « 1. »",
	"li": "commencez la ligne par « - »", "h1": "écrivez « ## Titre »", "h2": "écrivez « ## Titre »", "h3": "écrivez « ### Titre »",
	"h4": "écrivez « #### Titre »", "table": "écrivez un tableau avec des barres « | »", "hr": "écrivez « --- » entre deux lignes vides",
	"blockquote": "écrivez un bloc « :::citation »", "code": "écrivez `code`", "pre": "écrivez un bloc entre deux lignes « ``` »",
	"details": "écrivez un bloc « :::accordeon[Titre] »", "summary": "écrivez un bloc « :::accordeon[Titre] »",
	"div": "retirez la balise, ou écrivez un bloc « :::encart »", "section": "écrivez « ## Titre »",
	"video": "écrivez un bloc « :::video[Titre]{fichier=…} »", "iframe": "mettez un lien vers la page", "script": "retirez le script",
	"style": "retirez le style", "sup": "écrivez les caractères eux-mêmes : 1er, m²",
}

// htmlMark matches what HTML can begin with: a comment, an opening tag, a
// closing tag, an instruction or a declaration.
var htmlMark = regexp.MustCompile(`<(?:!--|/?([A-Za-z][A-Za-z0-9]*)|[?!])`)

// refuseHTML reports each tag of some raw HTML but those that close another.
// Comments are dropped in silence, unless they run to the end of the text.
func (w *writer) refuseHTML(raw []byte, offset int) {
	opened := map[string]bool{}
	for at := 0; at < len(raw); {
		m := htmlMark.FindSubmatchIndex(raw[at:])
		if m == nil {
			return
		}
		start, end := at+m[0], at+m[1]
		at = end
		switch mark := string(raw[start:end]); {
		case mark == "<!--":
			close := bytes.Index(raw[end:], []byte("-->"))
			if close < 0 {
				w.wrong(offset+start, "commentaire-non-ferme", "fermez-le : « --> »", "ce commentaire n'est pas fermé : il cache tout ce qui le suit")
				return
			}
			at = end + close + len("-->")
		case m[2] < 0:
			w.wrong(offset+start, "html", "retirez-le ; pour montrer un chevron, écrivez « \\< »", "le HTML n'est pas permis dans une page")
			return
		default:
			name := strings.TrimLeft(mark, "</")
			if strings.HasPrefix(mark, "</") && opened[name] {
				continue
			}
			opened[name] = true
			w.refuseTag(name, offset+start)
			if name == "script" || name == "style" { // what stands inside is no HTML
				close := bytes.Index(raw[end:], []byte("</"+name))
				if close < 0 {
					return
				}
				at = end + close
			}
		}
	}
}

func (w *writer) refuseTag(name string, offset int) {
	hint := instead[strings.ToLower(name)]
	if hint == "" {
		hint = "retirez-la ; pour montrer un chevron, écrivez « \\< »"
	}
	w.wrong(offset, "html", hint, "la balise HTML <%s> n'est pas permise", name)
}

func renderRawHTML(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.RawHTML)
		if n.Segments.Len() > 0 {
			first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
			if tag := source[first.Start:last.Stop]; !bytes.HasPrefix(tag, []byte("</")) {
				out.(*writer).refuseHTML(tag, first.Start)
			}
		}
	}
	return ast.WalkSkipChildren, nil
}

func renderHTMLBlock(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.HTMLBlock)
		start, stop := n.Pos(), n.Pos()
		if lines := n.Lines(); lines.Len() > 0 {
			start, stop = lines.At(0).Start, lines.At(lines.Len()-1).Stop
		}
		if n.HasClosure() {
			stop = max(stop, n.ClosureLine.Stop)
		}
		out.(*writer).refuseHTML(source[start:stop], start)
	}
	return ast.WalkSkipChildren, nil
}

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

func renderTableHeader(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		out.WriteString("<thead><tr>")
	} else {
		out.WriteString("</tr></thead>\n<tbody>\n")
	}
	return ast.WalkContinue, nil
}

func renderTableRow(out util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		out.WriteString("<tr>")
	} else {
		out.WriteString("</tr>\n")
	}
	return ast.WalkContinue, nil
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

// renderBlock writes a DSFR block. Its markup, with layouts/, is the only place
// that knows the DSFR's classes.
func renderBlock(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, b := out.(*writer), node.(*block)
	if entering {
		w.checkBlock(b)
	}
	if b.name == "" {
		return ast.WalkSkipChildren, nil
	}
	switch b.name {
	case "cartes", "boutons":
		if entering {
			w.linkList(b)
		}
		return ast.WalkSkipChildren, nil
	case "onglets":
		if entering {
			w.WriteString("<div class=\"fdr-onglets\">\n")
		} else {
			w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	}
	if entering {
		w.openBlock(b)
	} else {
		w.closeBlock(b)
	}
	return ast.WalkContinue, nil
}

func (w *writer) checkBlock(b *block) {
	close := "ajoutez une ligne « " + strings.Repeat(":", b.colons) + " » à la fin du bloc"
	for i, f := range b.wrong {
		if !b.closed && i == len(b.wrong)-1 && f.hint != "" {
			f.hint += ", et " + close
		}
		w.wrong(b.Pos(), f.code, f.hint, "%s", f.message)
	}
	if !b.closed && len(b.wrong) == 0 {
		w.wrong(b.Pos(), "bloc-non-ferme", close, "le bloc « %s » n'est pas fermé", b.name)
	}
	w.checkInside(b)
	if parent, yes := b.misplaced(); yes {
		w.wrong(b.Pos(), "bloc-mal-place", "ouvrez « ::::"+parent+" » avant", "le bloc « %s » se met dans « %s »", b.name, parent)
	}
}

// checkInside reports a block that would show nothing, and what stands between
// tabs.
func (w *writer) checkInside(b *block) {
	switch {
	case b.name == "onglets":
		for c := b.FirstChild(); c != nil; c = c.NextSibling() {
			if inner, ok := c.(*block); !ok || inner.name != "onglet" {
				w.wrong(c.Pos(), "bloc-mal-place", "mettez-le dans un onglet : « :::onglet[Titre] »", "le bloc « onglets » ne contient que des onglets")
			}
		}
	case b.name == "cartes", b.name == "boutons", b.name == "video":
		return // theirs is said in other words
	case b.name == "alerte" && b.title != "":
		return // a title says enough
	}
	if b.name != "" && b.closed && b.FirstChild() == nil {
		w.wrong(b.Pos(), "bloc-vide", "écrivez son texte, ou retirez-le", "le bloc « %s » est vide", b.name)
	}
}

// below is the level of a title under the last heading.
func (w *writer) below() int { return min(w.level+1, 6) }

// title writes a block's title as a heading one level below the one under
// which the block stands.
func (w *writer) title(b *block, class string) {
	if b.title == "" {
		return
	}
	level := w.below()
	w.point(b.Pos(), func() Point { return Point{Kind: PointHeading, Level: level, Text: b.title} })
	fmt.Fprintf(w, `<h%d`, level)
	if class != "" {
		fmt.Fprintf(w, ` class="%s"`, class)
	}
	w.WriteString(">")
	w.text(w.titleOf(b))
	fmt.Fprintf(w, "</h%d>", level)
}

// titleOf is a block's title with its figures and its typography.
func (w *writer) titleOf(b *block) string {
	return Typo(Expand(b.title, func(inner string) string { return w.figure(inner, b.Pos()) }))
}

func (w *writer) openBlock(b *block) {
	switch b.name {
	case "alerte":
		class := alertClass[b.attrs["type"]]
		if class == "" {
			class = "info"
		}
		size := ""
		if b.title == "" {
			size = " fr-alert--sm"
		}
		fmt.Fprintf(w, `<div class="fr-alert fr-alert--%s%s">`, class, size)
		w.title(b, "fr-alert__title")
	case "encart":
		w.WriteString(`<div class="fr-callout">`)
		w.title(b, "fr-callout__title")
		w.WriteString(`<div class="fr-callout__text">`)
	case "exergue":
		w.WriteString(`<div class="fr-highlight">`)
	case "citation":
		w.WriteString(`<figure class="fr-quote"><blockquote>`)
	case "accordeon":
		if !isAccordion(b.PreviousSibling()) {
			w.WriteString(`<div class="fr-accordions-group">`)
		}
		w.WriteString(`<details class="fdr-accordeon"><summary>`)
		w.title(b, "fdr-accordeon__titre")
		w.WriteString(`</summary><div class="fdr-accordeon__corps">`)
	case "onglet":
		w.WriteString(`<section class="fdr-onglet">`)
		w.title(b, "fdr-onglet__titre")
	case "video":
		w.video(b)
	default:
		w.WriteString("<div>")
	}
	w.WriteByte('\n')
	w.outer = append(w.outer, ladder{w.level, w.shift})
	if b.title != "" {
		w.level = w.below()
		w.shift = w.level + 1 - highest(b)
	}
}

// highest is the level of the highest heading inside a block, as typed: it
// comes out just below the block's title, whatever the number of its hashes.
func highest(b *block) int {
	level := 6
	_ = ast.Walk(b, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok {
			level = min(level, max(h.Level, 2))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return level
}

func (w *writer) closeBlock(b *block) {
	last := len(w.outer) - 1
	w.level, w.shift = w.outer[last].level, w.outer[last].shift
	w.outer = w.outer[:last]
	switch b.name {
	case "encart":
		w.WriteString("</div></div>\n")
	case "video":
		w.WriteString("</div></details></div>\n")
	case "citation":
		w.WriteString("</blockquote>")
		w.credit(b)
		w.WriteString("</figure>\n")
	case "accordeon":
		w.WriteString("</div></details>\n")
		if !isAccordion(b.NextSibling()) {
			w.WriteString("</div>\n")
		}
	case "onglet":
		w.WriteString("</section>\n")
	default:
		w.WriteString("</div>\n")
	}
}

func isAccordion(n ast.Node) bool {
	b, ok := n.(*block)
	return ok && b.name == "accordeon"
}

func (w *writer) credit(b *block) {
	author, source := b.attrs["auteur"], b.attrs["source"]
	if author == "" && source == "" {
		return
	}
	w.WriteString(`<figcaption>`)
	if author != "" {
		w.WriteString(`<p class="fr-quote__author">`)
		w.text(Typo(author))
		w.WriteString(`</p>`)
	}
	if source != "" {
		w.WriteString(`<ul class="fr-quote__source"><li><cite>`)
		w.text(Typo(source))
		w.WriteString(`</cite></li></ul>`)
	}
	w.WriteString(`</figcaption>`)
}

// video writes a player and opens the transcript, which is the block's body.
func (w *writer) video(b *block) {
	w.WriteString(`<div class="fdr-video">`)
	if b.FirstChild() == nil {
		w.wrong(b.Pos(), "video-sans-transcription", "écrivez dans le bloc ce qui est dit et montré", "la vidéo « %s » n'a pas de transcription", b.title)
	}
	if file := b.attrs["fichier"]; file != "" {
		if d, ok := w.resolve(file, b.Pos(), true); ok {
			w.WriteString(`<figure class="fr-content-media"><video class="fr-responsive-vid" controls preload="metadata" src="` + d.attribute + `">`)
			if track := b.attrs["sous-titres"]; track != "" {
				if t, ok := w.resolve(track, b.Pos(), true); ok {
					w.WriteString(`<track kind="captions" srclang="fr" label="Français" src="` + t.attribute + `">`)
				}
			}
			w.WriteString(`</video><figcaption class="fr-content-media__caption">`)
			w.text(w.titleOf(b))
			w.WriteString(`</figcaption></figure>`)
		}
	}
	w.WriteString(`<details class="fdr-accordeon"><summary>Transcription</summary><div class="fdr-accordeon__corps">`)
}

// linkList writes the blocks whose body is a list of links.
func (w *writer) linkList(b *block) {
	list := b.FirstChild()
	if list == nil || list.Kind() != ast.KindList || list.NextSibling() != nil {
		w.wrong(b.Pos(), "bloc-liste", "une ligne par lien : « - [Titre](chemin.md) »", "le bloc « %s » contient une liste de liens, et rien d'autre", b.name)
		return
	}
	if b.name == "boutons" {
		w.WriteString(`<ul class="fr-btns-group fr-btns-group--inline-md">`)
	} else {
		w.WriteString(`<ul class="fdr-cartes">`)
	}
	w.WriteByte('\n')
	for item, rank := list.FirstChild(), 0; item != nil; item, rank = item.NextSibling(), rank+1 {
		link := onlyLink(item)
		if link == nil {
			w.wrong(item.Pos(), "bloc-liste", "écrivez « - [Titre](chemin.md) »", "chaque ligne du bloc « %s » est un lien", b.name)
			continue
		}
		d, ok := w.resolve(typed(link.Destination), link.Pos(), false)
		if !ok {
			continue
		}
		if b.name == "boutons" {
			w.point(link.Pos(), func() Point {
				return Point{Kind: PointLink, Text: w.plain(link), Target: string(link.Destination), File: d.target.File}
			})
			w.button(link, d, rank)
		} else {
			w.card(link, d)
		}
	}
	w.WriteString("</ul>\n")
}

func onlyLink(item ast.Node) *ast.Link {
	text := item.FirstChild()
	if text == nil || text.NextSibling() != nil || text.ChildCount() != 1 {
		return nil
	}
	link, _ := text.FirstChild().(*ast.Link)
	return link
}

func (w *writer) button(link *ast.Link, d destination, rank int) {
	class := "fr-btn"
	if rank > 0 {
		class += " fr-btn--secondary"
	}
	w.pointLink(link, d)
	name := w.plain(link)
	w.WriteString("<li>")
	w.openLink(d, name, class)
	w.text(name)
	w.WriteString("</a></li>\n")
}

func (w *writer) card(link *ast.Link, d destination) {
	title := w.plain(link)
	if d.target.Titre != "" {
		title = d.target.Titre
	} else {
		w.pointLink(link, d)
	}
	level := strconv.Itoa(w.below())
	w.WriteString(`<li><div class="fr-card fr-enlarge-link fr-card--sm"><div class="fr-card__body"><div class="fr-card__content"><h` + level + ` class="fr-card__title">`)
	w.openLink(d, title, "")
	w.text(title)
	w.WriteString(`</a></h` + level + `>`)
	resume := ""
	if d.target.Resume != nil {
		resume = d.target.Resume()
	}
	if resume != "" {
		w.WriteString(`<p class="fr-card__desc">`)
		w.text(resume)
		w.WriteString(`</p>`)
	}
	w.WriteString("</div></div></div></li>\n")
}

// IsImage reports whether a file's name says that a browser shows it.
func IsImage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg":
		return true
	}
	return false
}
