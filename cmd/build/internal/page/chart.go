package page

import (
	"fmt"
	"math"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A chart is drawn in this box, in CSS pixels at 320 px of screen; it scales
// up, never down, so that its text stays readable.
const (
	chartWidth, chartHeight                  = 300.0, 170.0
	marginLeft, marginRight, marginTop, base = 8.0, 8.0, 30.0, 140.0
)

// chart places an indicator's measures on a time axis and a value axis that
// starts at zero. Fewer than two measures draw nothing.
func chart(v *Indicateur, ind *roadmap.Indicateur) Chart {
	measures := ind.Measures()
	if len(measures) < 2 {
		return Chart{}
	}
	first, last := measures[0].Date.Time(), measures[len(measures)-1].Date.Time()
	span := last.Sub(first).Hours()
	top := 0.0
	for _, m := range measures {
		if m.Valeur.V < 0 {
			return Chart{} // a value below zero has no place on an axis from zero; the table shows it
		}
		top = math.Max(top, m.Valeur.V)
	}
	c := Chart{Largeur: chartWidth, Hauteur: chartHeight, Base: base, Titre: content.Typo(v.Nom + " : " + v.Constat)}
	if ind.Cible.Set && ind.Cible.V > 0 && ind.Cible.V <= 2*top {
		top = math.Max(top, ind.Cible.V)
		c.AvecCible = true
	}
	if span == 0 || top == 0 {
		return Chart{}
	}
	y := func(value float64) float64 { return round(base - (base-marginTop)*value/top) }
	var line []string
	for i, m := range measures {
		x := round(marginLeft + (chartWidth-marginLeft-marginRight)*m.Date.Time().Sub(first).Hours()/span)
		p := ChartPoint{X: x, Y: y(m.Valeur.V), Valeur: v.Mesures[i].Valeur, Date: fmt.Sprint(m.Date.Year), LabelX: x, Ancrage: "middle"}
		p.LabelY = p.Y - 9
		switch i {
		case 0:
			p.Ancrage, p.Etiquete = "start", true
		case len(measures) - 1:
			p.Ancrage, p.Etiquete = "end", true
		}
		c.Points = append(c.Points, p)
		line = append(line, fmt.Sprintf("%g,%g", p.X, p.Y))
	}
	c.Ligne = strings.Join(line, " ")
	if c.AvecCible {
		c.Cible = y(ind.Cible.V)
		c.CibleTexte = content.Typo("Cible : " + number(ind.Cible.V))
	}
	return c
}
