package page

import (
	"math"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A chart is drawn in this box, in CSS pixels at 320 px of screen; it scales
// up, never down, so that its text stays readable. layouts/fdr/graphique.html
// has the same figures.
const (
	chartWidth                               = 300.0
	marginLeft, marginRight, marginTop, base = 8.0, 8.0, 30.0, 140.0
	labelGap                                 = 9.0 // between a point and its value
	labelHeight                              = 12.0
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
	target := ind.Cible.Set && ind.Cible.V > 0 && ind.Cible.V <= 2*top
	if target {
		top = math.Max(top, ind.Cible.V)
	}
	if span == 0 || top == 0 {
		return Chart{}
	}
	c := Chart{Titre: content.Typo(v.Nom + " : " + statement(v))}
	y := func(value float64) float64 { return base - (base-marginTop)*value/top }
	var line, dots []byte
	for _, m := range measures {
		x := coordinate(marginLeft + (chartWidth-marginLeft-marginRight)*m.Date.Time().Sub(first).Hours()/span)
		at := coordinate(y(m.Valeur.V))
		line = append(append(append(append(line, x...), ','), at...), ' ')
		dots = append(append(append(append(append(dots, 'M'), x...), ' '), at...), "h0"...)
	}
	c.Ligne, c.Points = strings.TrimSpace(string(line)), string(dots)
	label := func(i int) ChartLabel {
		m := measures[i]
		at := y(m.Valeur.V) - labelGap
		if line := y(ind.Cible.V); target && at+labelGap > line && at-labelHeight < line {
			at += 2*labelGap + labelHeight // under the point: over it, the target's line would touch the text
		}
		return ChartLabel{Y: coordinate(at), Valeur: v.Mesures[i].Valeur, Annee: strconv.Itoa(m.Date.Year)}
	}
	c.Premier, c.Dernier = label(0), label(len(measures)-1)
	if target {
		c.Cible = coordinate(y(ind.Cible.V))
		c.CibleTexte = content.Typo("Cible : " + number(ind.Cible.V))
	}
	return c
}

// coordinate writes a place in the box, to a hundredth of a pixel.
func coordinate(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}
