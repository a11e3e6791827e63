package page

import (
	"path"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/card"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Vignette is the picture that social networks show beside a link to a page: its own
// image, or one for the site, one for each mission and its projets.
type Vignette struct {
	Adresse          string
	Texte            string // what it says, for whoever does not see it
	Largeur, Hauteur int    // in pixels
}

// What networks take for a large picture: others are shown as a stamp, or not at all
// (Open Graph; X, « Summary card with large image »).
const (
	leastWidth  = 600
	leastHeight = 315
	mostBytes   = 5_000_000
)

// lead is the address of the image at the top of a document's page, or "".
func (pl *planner) lead(d *content.Document) string {
	if key := pl.Tree.LeadOf(d); key != "" {
		return FileAddress(pl.Roadmap, key)
	}
	return ""
}

// shared is that image when networks show it as it is, else empty.
func (pl *planner) shared(d *content.Document) (v Vignette) {
	if d == nil {
		return v
	}
	switch address := pl.lead(d); strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png":
		width, height, bytes := pl.rest.Picture(pl.Tree.LeadOf(d))
		if width >= leastWidth && height >= leastHeight && bytes <= mostBytes {
			v = Vignette{address, roadmap.CommonOf(d.Matter).Image.Alternative.S, width, height}
		}
	}
	return v
}

// A Picture is a Vignette to be drawn.
type Picture struct {
	Address string
	Draw    func() card.Card
}

// planPictures plans one card for the site and one for each mission. What they say is
// made once, however many pages show them.
func (pl *planner) planPictures() {
	pl.pictured = make(map[*roadmap.Mission]func() Vignette, 1+len(pl.Missions))
	add := func(m *roadmap.Mission, page string, draw func() card.Card) {
		address := page + "carte.png"
		pl.plan.Pictures = append(pl.plan.Pictures, Picture{address, draw})
		pl.pictured[m] = sync.OnceValue(func() Vignette {
			return Vignette{address, words(draw()), card.Width, card.Height}
		})
	}
	add(nil, Home, pl.siteDrawing)
	for _, m := range pl.Missions {
		add(m, Address(pl.Roadmap, m.Doc), func() card.Card { return pl.missionDrawing(m) })
	}
}

func (pl *planner) siteDrawing() card.Card {
	title := pl.plan.Site.Accroche
	if pl.Edition != nil {
		title = pl.Edition.Titre.S
	}
	return pl.card(pl.plan.Site.Titre, title, pl.figures(), pl.Projets)
}

func (pl *planner) missionDrawing(m *roadmap.Mission) card.Card {
	over := french.Capital(pl.Mots.Mission.Singulier)
	if m.Code.S != "" {
		over += " " + m.Code.S
	}
	known := slices.DeleteFunc(pl.missionFigures(m), func(c Chiffre) bool { return c.Valeur == "0" }) // without room to say why, it would mislead
	return pl.card(pl.plan.Site.Titre+" · "+over, m.Titre(), known, m.Projets)
}

// looks tell apart the statuses of a bar that has no colours, by rank.
var looks = [len(roadmap.Statuts)]card.Look{roadmap.Acheve: card.Full, roadmap.EnCours: card.Half, roadmap.AVenir: card.Outline,
	roadmap.Suspendu: card.Outline, roadmap.Abandonne: card.Outline, roadmap.NonCommunique: card.Hatched}

// card is a picture of some projets.
func (pl *planner) card(over, title string, figures []Chiffre, projets []*roadmap.Projet) card.Card {
	return card.Card{Over: over, Title: title, Foot: pl.signature(),
		Figures: each(figures, func(f Chiffre) card.Figure { return card.Figure{Value: f.Valeur, Label: f.Libelle} }),
		Bar: each(pl.repartition(projets, "").Parts, func(p Part) card.Part {
			return card.Part{X: p.X, Width: p.Largeur, Look: looks[p.Statut.Rang-1]}
		})}
}

// signature says who publishes, and which state.
func (pl *planner) signature() string {
	var parts []string
	if o := pl.plan.Site.Organisme; o.Nom != "" {
		parts = append(parts, o.Nom)
	}
	if pl.Edition != nil {
		parts = append(parts, pl.Edition.Date.French())
	}
	return strings.Join(parts, " · ")
}

// words says what a card shows.
func words(c card.Card) string {
	text := c.Over
	if c.Title != "" {
		text += " : " + c.Title
	}
	if figures := c.Figures[:min(len(c.Figures), 4)]; len(figures) > 0 {
		text += ". " + strings.Join(each(figures, func(f card.Figure) string { return f.Value + " " + f.Label }), ", ")
	}
	return french.Typo(text + ".")
}
