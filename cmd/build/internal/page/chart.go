package page

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A chart is drawn in this box, in CSS pixels at 320 px of screen; it scales
// up, never down, so that its text stays readable. layouts/fdr/graphique.html
// has the same figures.
const (
	chartWidth, chartRight  = 300.0, 288.0
	chartTop, chartBottom   = 30.0, 140.0
	letterWidth, axisGap    = 8.5, 8.0 // of the widest figure, and between a figure and its axis
	labelGap                = 9.0      // between a point and its value
	labelHeight             = 12.0
	yearGap                 = 44.0 // least between two years
	maxTicks                = 4
	dotRadius, triangleHalf = 4.0, 5.0
)

// scales say where a day and a value stand.
type scales struct {
	left      float64
	first     float64 // hours since the epoch
	span      float64
	low, high float64 // values at the bottom and at the top
}

func (s *scales) x(d content.Date) float64 {
	return s.left + (chartRight-s.left)*(hours(d)-s.first)/s.span
}

func (s *scales) y(value float64) float64 {
	return chartBottom - (chartBottom-chartTop)*(value-s.low)/(s.high-s.low)
}

func hours(d content.Date) float64 { return float64(d.Time().Unix()) / 3600 }

// chart places an indicator's measures on a time axis and a value axis that
// holds zero. Fewer than two measures draw nothing.
func chart(v *Indicateur, ind *roadmap.Indicateur) Chart {
	measures := ind.Measures()
	if len(measures) < 2 {
		return Chart{}
	}
	first, last := measures[0].Date, measures[len(measures)-1].Date
	low, high := 0.0, 0.0
	for _, m := range measures {
		low, high = math.Min(low, m.Valeur.V), math.Max(high, m.Valeur.V)
	}
	highest := high
	target := ind.Cible.Set && ind.Cible.V != 0
	if target {
		low, high = math.Min(low, ind.Cible.V), math.Max(high, ind.Cible.V)
	}
	s := scales{first: hours(first), span: hours(last) - hours(first), low: low, high: high}
	if s.span == 0 || low == high {
		return Chart{}
	}
	c := Chart{Titre: french.Typo(v.Nom + " : " + statement(v))}
	s.ticks(&c)
	s.years(&c, first, last)
	var line, dots, rings, triangles []byte
	for _, m := range measures {
		x, y := s.x(m.Date), s.y(m.Valeur.V)
		line = append(appendPoint(line, x, ',', y), ' ')
		switch {
		case m.Minimum.V:
			triangles = append(appendPoint(append(triangles, 'M'), x, ' ', y-triangleHalf), "l5 9h-10z"...)
		case m.Approximatif.V:
			rings = append(appendPoint(append(rings, 'M'), x-dotRadius, ' ', y), "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"...)
		default:
			dots = append(appendPoint(append(dots, 'M'), x, ' ', y), "h0"...)
		}
	}
	if target {
		c.Cible = ChartLabel{X: c.Gauche, Y: coordinate(s.y(ind.Cible.V)), Texte: french.Typo("Cible : " + french.Number(ind.Cible.V) + reached(measures, ind.Cible.V, highest))}
		c.Dessous = s.below(measures, ind.Cible.V, letterWidth*float64(utf8.RuneCountInString(c.Cible.Texte)))
	}
	c.Ligne, c.Points, c.Approches, c.Minimums = string(bytes.TrimSpace(line)), string(dots), string(rings), string(triangles)
	label := func(i int) ChartLabel {
		m := measures[i]
		at := s.y(m.Valeur.V) - labelGap
		switch line := s.y(ind.Cible.V); {
		case !target:
		case at+labelGap > line && at-labelHeight < line:
			at += 2*labelGap + labelHeight // under the point: over it, the target's line would touch the text
		case i == 0 && at < line && !c.Dessous:
			at = min(at, line-labelGap-labelHeight) // over the target's words, which begin there
		}
		return ChartLabel{X: coordinate(s.x(m.Date)), Y: coordinate(at), Texte: v.Mesures[i].Valeur}
	}
	c.Premier, c.Dernier = label(0), label(len(measures)-1)
	return c
}

// below reports whether the words of a target, so wide, stand under its line: over it
// they would cross the line of the measures, and under it they do not.
func (s *scales) below(measures []roadmap.Mesure, target, width float64) bool {
	const high = labelGap + labelHeight // of the words and what parts them from the line
	line := s.y(target)
	over := s.crosses(measures, width, line-high, line)
	return over && line+high <= chartBottom && !s.crosses(measures, width, line, line+high)
}

// crosses reports whether the line of the measures enters a box, which begins at the left.
func (s *scales) crosses(measures []roadmap.Mesure, width, top, bottom float64) bool {
	right := s.left + width
	for i, m := range measures[1:] {
		x0, y0 := s.x(measures[i].Date), s.y(measures[i].Valeur.V)
		x1, y1 := s.x(m.Date), s.y(m.Valeur.V)
		if x0 > right {
			return false
		}
		if x1 > right {
			x1, y1 = right, y0+(y1-y0)*(right-x0)/(x1-x0)
		}
		if max(y0, y1) > top && min(y0, y1) < bottom {
			return true
		}
	}
	return false
}

// reached says how much of a target that is far above all measures, the highest of which
// is given, the last one is: they lie too low to be read beside it.
func reached(measures []roadmap.Mesure, target, highest float64) string {
	last := measures[len(measures)-1].Valeur.V
	if highest <= 0 || target <= 2*highest || last < 0 {
		return ""
	}
	return ", atteinte à " + french.Number(math.Round(1000*last/target)/10) + " %"
}

// ticks marks the value axis: zero and a few round values, whose figures say how
// much room is left for the drawing.
func (s *scales) ticks(c *Chart) {
	step := math.Pow(10, math.Floor(math.Log10((s.high-s.low)/maxTicks)))
	for _, times := range []float64{1, 2, 5, 10} {
		if (s.high-s.low)/(step*times) <= maxTicks {
			step *= times
			break
		}
	}
	widest := 0
	for i := math.Ceil(s.low / step); i*step <= s.high; i++ {
		value, _ := strconv.ParseFloat(strconv.FormatFloat(i*step, 'g', 12, 64), 64) // 0,3 and not 0,30000000000000004
		text := french.Number(value)
		widest = max(widest, utf8.RuneCountInString(text))
		c.Graduations = append(c.Graduations, ChartLabel{Y: coordinate(s.y(value)), Texte: text})
	}
	s.left = letterWidth*float64(widest) + axisGap
	c.Gauche, c.Chiffres, c.Base = coordinate(s.left), coordinate(s.left-axisGap), coordinate(s.y(0))
}

// years marks the beginning of each year on the time axis; less of them when they
// would touch. Measures of less than a year give the years that they are of.
func (s *scales) years(c *Chart, first, last content.Date) {
	every := max(1, int(math.Ceil(yearGap/((chartRight-s.left)*365.25*24/s.span))))
	for year := first.Year + 1; year <= last.Year; year++ {
		if x := s.x(content.Date{Year: year, Month: 1, Day: 1}); (year-first.Year-1)%every == 0 && x < chartRight-labelHeight {
			c.Annees = append(c.Annees, ChartLabel{X: coordinate(x), Texte: strconv.Itoa(year)})
		}
	}
	if len(c.Annees) == 0 {
		c.Annees = []ChartLabel{{X: coordinate(s.left), Texte: strconv.Itoa(first.Year)}}
	}
}

// coordinate writes a place in the box, to a hundredth of a pixel.
func coordinate(v float64) string { return string(appendCoordinate(nil, v)) }

func appendCoordinate(b []byte, v float64) []byte {
	return strconv.AppendFloat(b, math.Round(v*100)/100, 'f', -1, 64)
}

// appendPoint writes two coordinates, with a sign between them.
func appendPoint(b []byte, x float64, between byte, y float64) []byte {
	return appendCoordinate(append(appendCoordinate(b, x), between), y)
}
