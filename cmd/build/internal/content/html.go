package content

import (
	"bytes"
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/french"
)

//go:embed html*.go
var markupFiles embed.FS

// Markup is where every class that a body may bear is spelt: the theme keeps
// the style rules whose classes it finds there.
func Markup() [][]byte {
	files, _ := markupFiles.ReadDir(".") // embedded: it is there
	var texts [][]byte
	for _, f := range files {
		text, _ := markupFiles.ReadFile(f.Name())
		texts = append(texts, text)
	}
	return texts
}

// nodeRenderer writes the nodes that differ from goldmark's own HTML: links are
// resolved and marked, texts get their typography, headings their anchors,
// tables and blocks their DSFR markup, raw HTML is refused.
type nodeRenderer struct{}

func (nodeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindText, whole(renderText))
	reg.Register(ast.KindHeading, renderHeading)
	reg.Register(ast.KindParagraph, renderParagraph)
	reg.Register(ast.KindTextBlock, renderTextBlock)
	reg.Register(ast.KindLink, renderLink)
	reg.Register(ast.KindAutoLink, whole(renderAutoLink))
	reg.Register(ast.KindImage, whole(renderImage))
	reg.Register(ast.KindRawHTML, whole(renderRawHTML))
	reg.Register(ast.KindHTMLBlock, whole(renderHTMLBlock))
	reg.Register(kindFigure, whole(renderFigure))
	reg.Register(kindLang, renderLang)
	reg.Register(kindBlock, renderBlock)
	reg.Register(extast.KindTable, renderTable)
	reg.Register(kindCaption, renderCaption)
	reg.Register(extast.KindTableHeader, between("<thead><tr>", "</tr></thead>\n<tbody>\n"))
	reg.Register(extast.KindTableRow, between("<tr>", "</tr>\n"))
	reg.Register(extast.KindTableCell, renderTableCell)
}

// whole renders a node by itself: nothing is left to be done for its children.
func whole[N ast.Node](render func(*writer, N)) renderer.NodeRendererFunc {
	return func(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			render(out.(*writer), node.(N))
		}
		return ast.WalkSkipChildren, nil
	}
}

// between renders a node as what its children become, between two texts.
func between(before, after string) renderer.NodeRendererFunc {
	return func(out util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			out.WriteString(before)
		} else {
			out.WriteString(after)
		}
		return ast.WalkContinue, nil
	}
}

func renderText(w *writer, n *ast.Text) {
	if n.IsRaw() {
		escaper.RawWrite(w, n.Value(w.source))
		return
	}
	if follows(n.PreviousSibling(), n) {
		return // written with the one before
	}
	value, last := n.Value(w.source), n
	for follows(last, last.NextSibling()) {
		last = last.NextSibling().(*ast.Text)
		value = w.source[n.Segment.Start:last.Segment.Stop]
	}
	marked := hasMarkup(value)
	if marked {
		w.checkText(value, n.Segment.Start)
	}
	if w.foreign() {
		w.write(value, marked, last)
		return
	}
	set, changed := french.AppendTypo(w.set[:0], charBefore(n, w.source), value)
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
	w.write(value, marked, last)
}

// write writes a text, which may hold markup, up to the end of its line; last is the
// last of its nodes.
func (w *writer) write(value []byte, marked bool, last *ast.Text) {
	if marked {
		escaper.Write(w, value)
	} else {
		w.Write(value)
	}
	switch {
	case last.HardLineBreak():
		w.WriteString("<br>\n")
	case last.SoftLineBreak():
		w.WriteByte('\n')
	}
}

// markupBytes are the bytes that the escaper may write otherwise than they stand, and those
// that begin what checkText reports.
var markupBytes = [256]bool{'\\': true, '&': true, '<': true, '>': true, '"': true, 0: true, '[': true}

func hasMarkup(text []byte) bool {
	for _, c := range text {
		if markupBytes[c] {
			return true
		}
	}
	return false
}

var (
	missingNote = regexp.MustCompile(`\[\^([^\]\[\s]+)\]`)
	reference   = regexp.MustCompile(`&(?:#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7})|[A-Za-z]{2,30});`)
)

// checkText reports what Markdown takes for plain text and its editor did not:
// a comment that is never closed, a call to a footnote that does not exist; and
// the characters that no text needs, when they are spelt as references.
func (w *writer) checkText(text []byte, offset int) {
	if bytes.IndexByte(text, '&') >= 0 {
		for _, m := range reference.FindAllIndex(text, -1) {
			if controlAt(util.ResolveEntityNames(util.ResolveNumericReferences(text[m[0]:m[1]]))) >= 0 {
				w.wrong(offset+m[0], "caractere-de-controle", "retirez-le", "« %s » est un caractère invisible interdit", text[m[0]:m[1]])
			}
		}
	}
	if at := unescaped(text, "<!--"); at >= 0 {
		w.wrong(offset+at, "commentaire-non-ferme", "fermez-le : « --> »", "ce commentaire n'est pas fermé : il serait publié")
	}
	if at := unescaped(text, "[^"); at >= 0 {
		if m := missingNote.FindSubmatch(text[at:]); m != nil {
			w.missing(string(m[1]), offset+at)
		}
	}
}

// missing reports, once, that a note does not exist: at the line that has all of it but
// its colon, if there is one.
func (w *writer) missing(label string, offset int) {
	if slices.Contains(w.unknown, label) {
		return
	}
	w.unknown = append(w.unknown, label)
	mark := []byte("[^" + label + "]")
	for from := 0; ; {
		at := bytes.Index(w.source[from:], mark)
		if at < 0 {
			break
		}
		at += from
		from = at + len(mark)
		if rest := w.source[from:]; (at == 0 || w.source[at-1] == '\n') && len(rest) > 1 && rest[0] == ' ' && unicode.IsLetter(runeAt(rest, 1)) && bytes.Count(w.source, mark) > 1 {
			w.wrong(at, "note-absente", "écrivez « "+string(mark)+": »", "il manque un deux-points après « %s » : cette note serait publiée comme un texte", mark)
			w.problems.Guess(string(mark), string(mark)+":")
			return
		}
	}
	w.wrong(offset, "note-absente", fmt.Sprintf("ajoutez une ligne « [^%s]: … »", label), "la note « %s » n'existe pas", label)
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

// placeOf is where a node begins in the body.
func (w *writer) placeOf(n ast.Node) int { return min(max(n.Pos(), 0), len(w.source)) }

// signs are those that a heading begins with, "" if it is underlined instead.
func (w *writer) signs(n *ast.Heading) string {
	rest := w.source[w.placeOf(n):]
	return string(rest[:len(rest)-len(bytes.TrimLeft(rest, "#"))])
}

func renderHeading(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, n := out.(*writer), node.(*ast.Heading)
	if entering {
		switch {
		case n.FirstChild() == nil:
			w.wrong(n.Pos(), "titre-vide", "écrivez le titre après les dièses, ou retirez la ligne", "ce titre est vide")
		case n.Level == 1:
			hint := "écrivez « ## »"
			if w.signs(n) == "" {
				hint = "écrivez « ## » devant le titre, et retirez la ligne de signes « = »"
			}
			w.wrong(n.Pos(), "titre-de-niveau-1", hint, "le titre de la page est sa clé « titre » ; dans le texte, les titres commencent à deux dièses")
			if w.signs(n) != "" {
				w.problems.Guess("#", "##")
			}
		}
		w.level = min(max(n.Level, 2)+w.shift, 6)
		title := w.plain(n)
		id := w.id(title)
		w.body.Headings = append(w.body.Headings, Heading{w.level, id, title})
		if outer, _ := n.Parent().(*block); title != "" && (outer == nil || outer.name != "onglets") { // else that is said
			w.point(n.Pos(), func() Point { return Point{Kind: PointHeading, Level: w.level, Text: title, Target: w.signs(n)} })
		}
		w.WriteString("<h" + strconv.Itoa(w.level) + ` id="` + id + `">`)
		return ast.WalkContinue, nil
	}
	w.WriteString("</h" + strconv.Itoa(min(max(n.Level, 2)+w.shift, 6)) + ">\n")
	return ast.WalkContinue, nil
}

// renderParagraph leaves out the paragraph around an image that stands alone:
// the image is then a figure. A table's title goes into the table.
func renderParagraph(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w := out.(*writer)
	if entering {
		w.moveCaption(node)
	}
	if loneImage(node) || node.FirstChild() == nil {
		return ast.WalkContinue, nil
	}
	if entering {
		w.point(node.Pos(), func() Point { return Point{Kind: PointParagraph, Text: w.typed(node)} })
		out.WriteString("<p>")
	} else {
		out.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

// renderTextBlock writes the words of an item of a list.
func renderTextBlock(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		out.(*writer).moveCaption(node)
	} else if node.NextSibling() != nil && node.FirstChild() != nil {
		out.WriteByte('\n')
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
	"span":  "retirez la balise ; pour des mots dans une autre langue, écrivez « :lang[mots]{en} »",
	"bdo":   "écrivez :lang[mots]{ar}, avec le code de la langue",
	"video": "écrivez un bloc « :::video[Titre]{fichier=…} »", "iframe": "mettez un lien vers la page, ou, pour un film, écrivez un bloc « :::video[Titre]{adresse=https://…} »", "script": "retirez le script",
	"style": "retirez le style", "sup": "écrivez les caractères eux-mêmes : 1er, m²", "sub": "écrivez les caractères eux-mêmes : CO₂, H₂O",
	"u": "retirez la balise : un texte souligné se prend pour un lien", "font": "retirez la balise : la mise en forme est celle du site", "center": "retirez la balise : la mise en forme est celle du site",
	"small": "retirez la balise : la mise en forme est celle du site", "big": "retirez la balise : la mise en forme est celle du site", "nobr": "retirez la balise : la mise en forme est celle du site",
	"s": "retirez la balise : un texte ne se barre pas", "del": "retirez la balise : un texte ne se barre pas", "strike": "retirez la balise : un texte ne se barre pas", "ins": "retirez la balise", "wbr": "retirez la balise",
	"mark": "écrivez **gras**", "cite": "écrivez *italique*", "dfn": "écrivez *italique*", "var": "écrivez *italique*", "q": "écrivez les mots entre guillemets : « … »",
	"kbd": "écrivez `code`", "samp": "écrivez `code`", "tt": "écrivez `code`", "abbr": "retirez la balise, et écrivez dans le texte « ce que le sigle veut dire (SIGLE) »", "acronym": "retirez la balise, et écrivez dans le texte « ce que le sigle veut dire (SIGLE) »",
	"button": "écrivez un bloc : « :::boutons », une ligne « - [texte](adresse) », puis « ::: »", "time": "retirez la balise", "address": "retirez la balise",
	"dl": "écrivez sur une ligne « **Terme** : sa définition »", "dt": "écrivez sur une ligne « **Terme** : sa définition »", "dd": "écrivez sur une ligne « **Terme** : sa définition »",
	"h5": "écrivez « ##### Titre »", "h6": "écrivez « ###### Titre »", "figcaption": "écrivez la légende après le fichier : « ![texte](image.png \"Légende\") »", "figure": "écrivez « ![texte](image.png \"Légende\") »", "picture": "écrivez ![texte](image.png)",
	"audio": "mettez un lien vers le fichier : [texte](fichier.mp3)", "svg": "enregistrez le dessin dans un fichier, et écrivez ![texte](dessin.svg)",
	"form": "mettez un lien vers la page du formulaire", "input": "mettez un lien vers la page du formulaire", "embed": "mettez un lien vers la page", "object": "mettez un lien vers la page",
	"article": "retirez la balise", "aside": "retirez la balise, ou écrivez un bloc « :::encart »", "header": "retirez la balise", "footer": "retirez la balise", "nav": "retirez la balise", "main": "retirez la balise",
}

// htmlMark matches what HTML can begin with: a comment, an opening tag, a
// closing tag, an instruction or a declaration.
var htmlMark = regexp.MustCompile(`<(?:!--|/?([A-Za-z][A-Za-z0-9]*)|[?!])`)
