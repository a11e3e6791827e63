package content

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// This file writes links and pictures.

func renderFigure(w *writer, n *figureNode) { w.text(w.figure(n.inner, n.Pos())) }

func loneImage(paragraph ast.Node) bool {
	return paragraph.ChildCount() == 1 && paragraph.FirstChild().Kind() == ast.KindImage
}

func renderLink(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, n := out.(*writer), node.(*ast.Link)
	if !entering && w.unlinked {
		w.unlinked = false
		return ast.WalkContinue, nil
	}
	if !entering {
		w.detailed(w.detail)
		w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	if n.FirstChild() == nil {
		w.wrong(n.Pos(), "lien-sans-texte", "écrivez entre les crochets où mène le lien", "ce lien n'a pas de texte")
	}
	if shows(n) {
		w.wrong(n.Pos(), "lien-image", "montrez l'image seule : « ![texte](image.png) », puis un lien qui dit où il mène : « [texte](adresse) »", "une image ne sert pas de lien")
	}
	d, _ := w.resolve(typed(n.Destination), n.Pos(), false)
	if w.unlinked = d.target.Later; w.unlinked {
		return ast.WalkContinue, nil
	}
	w.pointLink(n, d)
	name := "" // spares most links the reading of their text
	if d.external || d.target.File != "" {
		name = w.plain(n)
	}
	w.detail = w.detailAfter(name, d, n)
	w.openLink(d, name, "")
	return ast.WalkContinue, nil
}

// shows reports whether a link holds an image.
func shows(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindImage || c.Kind() == ast.KindEmphasis && shows(c) {
			return true
		}
	}
	return false
}

func (w *writer) pointLink(n *ast.Link, d destination) {
	w.point(n.Pos(), func() Point {
		at := Point{Kind: PointLink, Text: w.plain(n), Target: string(n.Destination), File: d.target.File}
		end := "](" + at.Target + ")"
		if i := strings.Index(string(w.source[w.placeOf(n):min(w.placeOf(n)+maxTyped, len(w.source))]), end); i >= 0 {
			at.Typed = string(w.source[w.placeOf(n) : w.placeOf(n)+i+len(end)])
		}
		return at
	})
}

// maxTyped is how long a link is at most that a hint tells to write in another way.
const maxTyped = 1000

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

func renderAutoLink(w *writer, n *ast.AutoLink) {
	address, label := string(n.URL(w.source)), string(n.Label(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	d, _ := w.resolve(address, n.Pos(), false)
	w.point(n.Pos(), func() Point { return Point{Kind: PointLink, Text: label, Target: address, Typed: "<" + label + ">"} })
	w.openLink(d, label, "")
	w.text(label)
	w.WriteString("</a>")
}

func renderImage(w *writer, n *ast.Image) {
	w.imageOf(n, n.Parent() != nil && loneImage(n.Parent()), w.imageTitle(n))
}

// imageTitle is what was typed in quotes after an image's file.
func (w *writer) imageTitle(n *ast.Image) Spoken { return w.read(printable(typed(n.Title)), n.Pos()) }

// imageOf writes an image of the text.
func (w *writer) imageOf(n *ast.Image, figure bool, caption Spoken) {
	w.image(typed(n.Destination), image{typed: string(n.Destination), alternative: w.plain(n), figure: figure, caption: caption.HTML}, n.Pos())
}

// lead writes the image at the top of the page.
func (w *writer) lead(l Lead) {
	place := l.File.In(w.doc.Path)
	w.place = &place
	w.image(l.File.S, image{typed: l.File.S, alternative: l.Alternative, caption: escaped(l.Caption), figure: true, lead: true}, 0)
	w.place = nil
	w.body.Image = w.String()
	w.Reset()
}

// An image is how one is shown.
type image struct {
	typed       string // its address
	alternative string
	caption     string // of a figure, as HTML; or ""
	figure      bool   // it stands by itself
	lead        bool   // it is in sight when the page opens
}

func (w *writer) image(dest string, i image, offset int) {
	d, ok := w.resolve(dest, offset, true)
	if !ok {
		return
	}
	if !isImage(d.target.File) {
		w.notShown(i, d.target, offset)
		if d.target.File != "" {
			w.body.Files, w.body.Unfit = w.body.Files[:len(w.body.Files)-1], append(w.body.Unfit, d.target.File)
		}
		return
	}
	w.point(offset, func() Point {
		return Point{Kind: PointImage, Text: i.alternative, Target: i.typed, File: d.target.File, Lead: i.lead}
	})
	if i.figure {
		w.WriteString(`<figure class="fr-content-media"><div class="fr-content-media__img">`)
	}
	w.WriteString(`<img`)
	if i.figure {
		w.WriteString(` class="fr-responsive-img"`)
	}
	w.WriteString(` src="` + d.attribute + `" alt="`)
	w.text(i.alternative)
	w.WriteString(`"`)
	if d.target.Width > 0 {
		fmt.Fprintf(w, ` width="%d" height="%d"`, d.target.Width, d.target.Height)
	}
	if !i.lead {
		w.WriteString(` loading="lazy"`)
	}
	w.WriteString(">")
	if i.figure {
		w.WriteString(`</div>`)
		if i.caption != "" {
			w.WriteString(`<figcaption class="fr-content-media__caption">` + i.caption + `</figcaption>`)
		}
		w.WriteString("</figure>\n")
	}
}
