// Package check holds editorial statements: what a reader would stumble over and
// no build refuses. A text that has been rendered goes in; advice with its place
// comes out, never an error.
package check

import (
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// Body looks at the points of a text, in their order.
func Body(points []content.Point, p *diag.List) {
	level := 1 // of the title, which is the page's own
	links := map[string]content.Point{}
	for _, at := range points {
		switch at.Kind {
		case content.PointHeading:
			heading(at, level, p)
			level = at.Level
		case content.PointLink:
			link(at, links, p)
		case content.PointImage:
			image(at, p)
		}
	}
}

// heading wants no level left out on the way down (RGAA 9.1).
func heading(at content.Point, above int, p *diag.List) {
	if at.Level > above+1 {
		p.Avertissement(at.Pos, "titre-saute", "écrivez « "+strings.Repeat("#", above+1)+" "+at.Text+" »",
			"ce titre est de niveau %d, sous un titre de niveau %d", at.Level, above)
	}
}

// vague are texts that say nothing of where a link leads, folded.
var vague = []string{"ici", "cliquez ici", "cliquer ici", "c'est ici", "par ici", "lien", "ce lien", "le lien", "voir", "lire", "lire la suite", "la suite", "suite",
	"en savoir plus", "savoir plus", "plus d'infos", "plus d'informations", "plus", "voir plus", "cette page", "page", "site", "le site", "details", "telecharger", "document", "pdf"}

// link wants a text that says where it leads, and one place for one text
// (RGAA 6.1).
func link(at content.Point, seen map[string]content.Point, p *diag.List) {
	text := strings.Trim(content.Fold(at.Text), " .:!?…\u00a0\u202f")
	if slices.Contains(vague, text) {
		p.Avertissement(at.Pos, "lien-vague", "écrivez entre les crochets le titre de la page visée", "« %s » ne dit pas où mène ce lien", at.Text)
		return
	}
	first, twice := seen[text]
	switch {
	case !twice:
		seen[text] = at
	case first.Target != at.Target:
		p.Avertissement(at.Pos, "lien-ambigu", "précisez le texte de l'un des deux",
			"deux liens « %s » ne mènent pas au même endroit ; le premier est à la ligne %d", at.Text, first.Pos.Line)
	}
}

// image wants an alternative that says what is to be seen (RGAA 1.1, 1.3).
func image(at content.Point, p *diag.List) {
	const hint = "écrivez entre les crochets ce que l'image apprend"
	name := path.Base(at.Target)
	switch {
	case at.Text == "":
		p.Avertissement(at.Pos, "image-sans-alternative", hint, "cette image n'a pas d'alternative")
	case strings.EqualFold(at.Text, name), strings.EqualFold(at.Text, strings.TrimSuffix(name, path.Ext(name))):
		p.Avertissement(at.Pos, "image-nom-de-fichier", hint, "l'alternative de cette image est le nom de son fichier")
	}
}
