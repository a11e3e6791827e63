package content

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// This file writes the blocks of the DSFR.

// renderBlock writes a DSFR block.
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
		if f.code == "bloc-imbrique" && b.inside != nil && !b.inside.closed { // which is said: the other one is to be closed before
			continue
		}
		if !b.closed && i == len(b.wrong)-1 && f.hint != "" {
			f.hint += ", et " + close
		}
		w.wrong(b.Pos(), f.code, f.hint, "%s", f.message)
		w.problems.Guess(b.typed, f.write)
	}
	if !b.closed && len(b.wrong) == 0 {
		w.wrong(b.Pos(), "bloc-non-ferme", close, "le bloc « %s » n'est pas fermé", b.name)
	}
	w.checkInside(b)
	parent, outer := b.spec.parent, enclosing(b.Parent())
	if parent != "" && (outer == nil || outer.name != parent) {
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
				hint := "mettez-le dans un onglet : « :::onglet[Titre] »"
				if _, titled := c.(*ast.Heading); titled {
					hint = "écrivez chaque onglet ainsi : " + inside(":::onglet["+w.plain(c)+"]")
				}
				w.wrong(c.Pos(), "bloc-mal-place", hint, "le bloc « onglets » ne contient que des onglets")
				break
			}
		}
	case b.name == "cartes", b.name == "boutons", b.name == "video", b.name == "image":
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
	level, title := w.below(), w.titleOf(b)
	w.point(b.Pos(), func() Point { return Point{Kind: PointHeading, Level: level, Text: title.Text} })
	fmt.Fprintf(w, `<h%d class="%s">%s</h%d>`, level, class, title.HTML, level)
}

// titleOf is a block's title with its figures and its typography.
func (w *writer) titleOf(b *block) Spoken {
	return w.read(Expand(b.title, func(inner string) string { return w.figure(inner, b.Pos()) }), b.Pos())
}

// A frame is the HTML of a block: what stands before its title, the class of that,
// "" when it has none, what stands before its text, and after it.
type frame struct{ before, title, text, after string }

var frames = map[string]frame{
	"alerte":    {"", "fr-alert__title", "", "</div>\n"},
	"encart":    {`<div class="fr-callout">`, "fr-callout__title", `<div class="fr-callout__text">`, "</div></div>\n"},
	"exergue":   {`<div class="fr-highlight">`, "", "", "</div>\n"},
	"citation":  {`<figure class="fr-quote"><blockquote>`, "", "", "</figure>\n"},
	"accordeon": {`<details class="fdr-accordeon"><summary>`, "fdr-accordeon__titre", `</summary><div class="fdr-accordeon__corps">`, "</div></details>\n"},
	"onglets":   {`<div class="fdr-onglets">`, "", "", "</div>\n"},
	"onglet":    {`<section class="fdr-onglet">`, "fdr-onglet__titre", "", "</section>\n"},
	"image":     {"", "", `<div class="fdr-image__texte">`, "</div></div>\n"},
	"video":     {`<div class="fdr-video">`, "", "", "</div></details></div>\n"},
	"lang":      {"", "", "", "</div>\n"},
	"":          {"<div>", "", "", "</div>\n"}, // of a name that is none
}

func (w *writer) openBlock(b *block) {
	f := frames[b.spec.Name]
	if b.name == "accordeon" && !isAccordion(b.PreviousSibling()) {
		w.WriteString(`<div class="fr-accordions-group">`)
	}
	w.WriteString(f.before)
	switch b.name {
	case "alerte":
		size := ""
		if b.title == "" {
			size = " fr-alert--sm"
		}
		fmt.Fprintf(w, `<div class="fr-alert fr-alert--%s%s">`, cmp.Or(alertClass[b.attrs["type"]], "info"), size)
	case "lang":
		w.enterLang("<div", b.attrs["langue"], b)
	case "image":
		w.beside(b)
	case "video":
		w.video(b)
	}
	if f.title != "" {
		w.title(b, f.title)
	}
	w.WriteString(f.text + "\n")
	w.outer = append(w.outer, ladder{w.level, w.shift})
	if b.title != "" && b.name != "image" {
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
	if b.name == "citation" {
		w.WriteString("</blockquote>")
		w.credit(b)
	}
	if b.name == "lang" {
		w.leaveLang("")
	}
	w.WriteString(frames[b.spec.Name].after)
	if b.name == "accordeon" && !isAccordion(b.NextSibling()) {
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
		w.WriteString(`<p class="fr-quote__author">` + w.read(author, b.Pos()).HTML + `</p>`)
	}
	if source != "" {
		w.WriteString(`<ul class="fr-quote__source"><li><cite>` + w.read(source, b.Pos()).HTML + `</cite></li></ul>`)
	}
	w.WriteString(`</figcaption>`)
}

// video writes a player and opens the transcript, which is the block's body.
func (w *writer) video(b *block) {
	if b.FirstChild() == nil {
		w.wrong(b.Pos(), "video-sans-transcription", "écrivez dans le bloc ce qui est dit et montré", "la vidéo « %s » n'a pas de transcription", b.title)
	}
	if b.attrs["fichier"] != "" {
		w.player(b)
	} else if b.attrs["adresse"] != "" {
		w.elsewhere(b)
	}
	w.WriteString(`<details class="fdr-accordeon"><summary>Transcription</summary><div class="fdr-accordeon__corps">`)
}

// player writes what shows a film of this site.
func (w *writer) player(b *block) {
	d, ok := w.resolve(b.attrs["fichier"], b.Pos(), true)
	if !ok {
		return
	}
	w.WriteString(`<figure class="fr-content-media"><video class="fr-responsive-vid" controls preload="metadata" src="` + d.attribute + `">`)
	track := b.attrs["sous-titres"]
	if track == "" {
		w.point(b.Pos(), func() Point { return Point{Kind: PointFilm, Text: b.title} })
	} else {
		if t, ok := w.resolve(track, b.Pos(), true); ok {
			w.WriteString(`<track kind="captions" srclang="fr" label="Français" src="` + t.attribute + `">`)
		}
	}
	w.WriteString(`</video><figcaption class="fr-content-media__caption">` + w.titleOf(b).HTML + `</figcaption></figure>`)
}

// elsewhere writes a card that leads to a film of another site: a frame of that site
// would tell it who reads this page.
func (w *writer) elsewhere(b *block) {
	address := b.attrs["adresse"]
	if Host(address) == "" { // which is said of the block
		return
	}
	d, ok := w.resolve(address, b.Pos(), false)
	if !ok {
		return
	}
	title := w.titleOf(b)
	w.point(b.Pos(), func() Point { return Point{Kind: PointLink, Text: title.Text, Target: address} })
	w.WriteString(`<div class="fr-card fr-card--sm fr-enlarge-link"><div class="fr-card__body"><div class="fr-card__content"><p class="fr-card__title">`)
	w.openLink(d, title.Text, "")
	detail := "Vidéo sur " + Host(address)
	if duree := b.attrs["duree"]; duree != "" {
		detail += ", " + strings.ReplaceAll(duree, " ", "\u00a0")
	}
	w.around(title.HTML+`</a></p><div class="fr-card__start"><p class="fr-card__detail fr-icon-play-circle-line">`, detail, "</p></div></div></div></div>")
}

// beside writes the image of a block, the first that it holds, out of its text.
func (w *writer) beside(b *block) {
	class := "fdr-image"
	if b.attrs["cote"] == "gauche" {
		class += " fdr-image--gauche"
	}
	w.WriteString(`<div class="` + class + `">`)
	n := takeImage(b)
	switch {
	case n == nil:
		w.wrong(b.Pos(), "bloc-image", "écrivez-la à la première ligne du bloc : « ![Ce que l'image apprend](portrait.jpg) »", "le bloc « image » n'a pas d'image")
		return
	case !holdsText(b):
		w.wrong(b.Pos(), "bloc-image", "écrivez son texte sous l'image, ou laissez l'image seule, sans bloc", "le bloc « image » n'a pas de texte")
	case b.title != "" && len(n.Title) > 0:
		w.wrong(b.Pos(), "bloc-attribut", "gardez une seule des deux", "cette image a deux légendes : « %s » et « %s »", b.title, typed(n.Title))
	}
	w.imageOf(n, true, cmp.Or(w.titleOf(b), w.imageTitle(n)))
}

// takeImage takes the first image that begins a paragraph out of a block.
func takeImage(b *block) *ast.Image {
	for p := b.FirstChild(); p != nil; p = p.NextSibling() {
		image, ok := p.FirstChild().(*ast.Image)
		if p.Kind() != ast.KindParagraph || !ok {
			continue
		}
		next, broken := image.NextSibling().(*ast.Text)
		broken = broken && next.Segment.Len() == 0 && next.SoftLineBreak()
		if broken {
			p.RemoveChild(p, next)
		}
		if broken || loneImage(p) {
			p.RemoveChild(p, image)
			return image
		}
	}
	return nil
}

// holdsText reports whether a block holds more than paragraphs that nothing is left of.
func holdsText(b *block) bool {
	for c := b.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindParagraph || c.FirstChild() != nil {
			return true
		}
	}
	return false
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
		w.WriteString(`<ul class="fdr-liste fdr-liste--grille fdr-cartes">`)
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
	w.detailed(w.detailAfter(name, d, link))
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
	w.detailed(w.detailAfter(title, d, link))
	w.WriteString(`</a></h` + level + `>`)
	if d.target.Resume != nil {
		if resume := d.target.Resume(); resume != "" {
			w.around(`<p class="fr-card__desc">`, resume, `</p>`)
		}
	}
	w.WriteString("</div></div>")
	if d.target.Image != nil {
		if image := d.target.Image(); image != "" { // it adds nothing to the title, and is not spoken
			w.around(`<div class="fr-card__header"><div class="fr-card__img"><img class="fr-responsive-img" src="`+string(LinkMark), image, `" alt="" loading="lazy"></div></div>`)
		}
	}
	w.WriteString("</div></li>\n")
}
