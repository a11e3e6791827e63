package page

import (
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Vignette is the picture that social networks show beside a link to a page: one
// for the site, one for each mission and its projets.
type Vignette struct {
	Adresse string // of the PNG
	Texte   string // what it says, for whoever does not see it
}

// A Dessin is what a Vignette shows.
type Dessin struct {
	Surtitre, Titre, Pied string
	Chiffres              []Chiffre
	Parts                 []Part
}

// A Picture is a Vignette to be drawn.
type Picture struct {
	Address string
	Draw    func() Dessin
}

// planPictures plans one card for the site and one for each mission. What they say is
// made once, however many pages show them.
func (pl *planner) planPictures() {
	pl.pictured = make(map[*roadmap.Mission]func() Vignette, 1+len(pl.Missions))
	add := func(m *roadmap.Mission, page string, draw func() Dessin) {
		address := page + "carte.png"
		pl.plan.Pictures = append(pl.plan.Pictures, Picture{address, draw})
		pl.pictured[m] = sync.OnceValue(func() Vignette {
			d := draw()
			return Vignette{Adresse: address, Texte: d.words()}
		})
	}
	add(nil, Home, pl.siteDrawing)
	for _, m := range pl.Missions {
		add(m, Address(pl.Roadmap, m.Doc), func() Dessin { return pl.missionDrawing(m) })
	}
}

func (pl *planner) siteDrawing() Dessin {
	d := Dessin{Surtitre: pl.plan.Site.Titre, Titre: pl.plan.Site.Accroche, Pied: pl.signature(), Chiffres: pl.figures(), Parts: pl.repartition(pl.Projets, "").Parts}
	if pl.Edition != nil {
		d.Titre = pl.Edition.Titre.S
	}
	return d
}

func (pl *planner) missionDrawing(m *roadmap.Mission) Dessin {
	over := french.Capital(pl.Mots.Mission.Singulier)
	if m.Code.S != "" {
		over += " " + m.Code.S
	}
	known := slices.DeleteFunc(pl.missionFigures(m), func(c Chiffre) bool { return c.Valeur == "0" }) // without room to say why, it would mislead
	return Dessin{Surtitre: pl.plan.Site.Titre + " · " + over, Titre: m.Titre(), Pied: pl.signature(), Chiffres: known, Parts: pl.repartition(m.Projets, "").Parts}
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
func (d *Dessin) words() string {
	text := d.Surtitre
	if d.Titre != "" {
		text += " : " + d.Titre
	}
	var figures []string
	for _, c := range d.Chiffres[:min(len(d.Chiffres), 4)] {
		figures = append(figures, c.Valeur+" "+c.Libelle)
	}
	if len(figures) > 0 {
		text += ". " + strings.Join(figures, ", ")
	}
	return french.Typo(text + ".")
}
