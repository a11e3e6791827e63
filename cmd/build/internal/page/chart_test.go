package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// charted draws an indicator: measures and what follows them, as typed.
func charted(t *testing.T, measures, more string) Chart {
	t.Helper()
	p := plan(t, map[string][]byte{"site.yaml": []byte(relatedSite), "index.md": []byte("---\ntitre: A\n---\n"),
		"projets/p.md": fmt.Appendf(nil, "---\ntitre: P\nindicateurs:\n  - nom: I\n    mesures: [%s]\n%s---\n", measures, more)})
	for _, pg := range p.Pages {
		if pg.Address == "/projets/p/" {
			return pg.Page().Vue().(*Projet).Indicateurs[0].Chart
		}
	}
	t.Fatal("no page")
	return Chart{}
}

func labels(list []ChartLabel) (out []string) {
	for _, l := range list {
		out = append(out, l.Texte)
	}
	return out
}

func TestChart(t *testing.T) {
	c := charted(t, "{date: 2019-07-01, valeur: 10}, {date: 2020-05-31, valeur: 15, minimum: true}, {date: 2021-09-14, valeur: 28, approximatif: true}", "    cible: 30\n")
	if got := labels(c.Graduations); !slices.Equal(got, []string{"0", "10", "20", "30"}) {
		t.Errorf("ticks %v", got)
	}
	if got := labels(c.Annees); !slices.Equal(got, []string{"2020", "2021"}) {
		t.Errorf("years %v", got)
	}
	for shape, path := range map[string]string{"dot": c.Points, "ring": c.Approches, "triangle": c.Minimums} {
		if strings.Count(path, "M") != 1 {
			t.Errorf("%s: %q", shape, path)
		}
	}
	if c.Cible.Texte != "Cible\u00a0: 30" || c.Cible.Y != "30" || strings.Count(c.Ligne, ",") != 3 {
		t.Errorf("target %+v, line %s", c.Cible, c.Ligne)
	}
}

// A target is always in the drawing; one that flattens the measures is said with how much
// of it is reached.
func TestChartFarTarget(t *testing.T) {
	const measures = "{date: 2020-01-01, valeur: 10}, {date: 2021-01-01, valeur: 28}"
	for target, want := range map[string]string{
		"10000": "Cible\u00a0: 10\u202f000, atteinte à 0,3\u00a0%", "100": "Cible\u00a0: 100, atteinte à 28\u00a0%",
		"56": "Cible\u00a0: 56", "30": "Cible\u00a0: 30", "5": "Cible\u00a0: 5", "-60": "Cible\u00a0: \u221260",
	} {
		c := charted(t, measures, "    cible: "+target+"\n")
		y, err := strconv.ParseFloat(c.Cible.Y, 64)
		if c.Cible.Texte != want || err != nil || y < chartTop || y > chartBottom {
			t.Errorf("%s: target %+v", target, c.Cible)
		}
	}
	if c := charted(t, measures, ""); c.Cible != (ChartLabel{}) {
		t.Errorf("no target: %+v", c.Cible)
	}
}

// Neither the first value nor the line of the measures stands on the words of a target.
func TestChartNearTarget(t *testing.T) {
	for name, tt := range map[string]struct {
		measures, target string
		below            bool
	}{
		"just over it":           {"{date: 2020-09-30, valeur: 26}, {date: 2021-06-30, valeur: 35}", "25", true},
		"well over it":           {"{date: 2020-09-30, valeur: 34}, {date: 2021-06-30, valeur: 35}", "25", false},
		"under it":               {"{date: 2020-09-30, valeur: 10}, {date: 2021-06-30, valeur: 12}", "25", false},
		"no room under the line": {"{date: 2020-09-30, valeur: 3}, {date: 2021-06-30, valeur: 35}", "2", false},
	} {
		c := charted(t, tt.measures, "    cible: "+tt.target+"\n")
		value, err := strconv.ParseFloat(c.Premier.Y, 64)
		target, err2 := strconv.ParseFloat(c.Cible.Y, 64)
		if err != nil || err2 != nil || c.Dessous != tt.below || !c.Dessous && value < target && value > target-labelGap-labelHeight {
			t.Errorf("%s: value %+v, target %+v, below %v", name, c.Premier, c.Cible, c.Dessous)
		}
	}
}

// Whatever the values, there are two to five ticks, no two alike, and everything is in the box.
func TestChartScales(t *testing.T) {
	for _, values := range [][2]string{{"0", "1"}, {"0.1", "0.3"}, {"-5", "12"}, {"-0.5", "-0.1"}, {"250000", "1000000"}, {"7", "7"}, {"0.0001", "1000000000"}, {"99", "101"}} {
		c := charted(t, "{date: 2020-01-01, valeur: "+values[0]+"}, {date: 2020-06-01, valeur: "+values[1]+"}", "")
		ticks := labels(c.Graduations)
		if n := len(ticks); n < 2 || n > maxTicks+1 || len(slices.Compact(slices.Sorted(slices.Values(ticks)))) != n {
			t.Errorf("%v: ticks %v", values, ticks)
		}
		if len(c.Annees) == 0 {
			t.Errorf("%v: no year", values)
		}
		for _, pair := range strings.Fields(c.Ligne) {
			x, y, _ := strings.Cut(pair, ",")
			at, err := strconv.ParseFloat(y, 64)
			across, err2 := strconv.ParseFloat(x, 64)
			if err != nil || err2 != nil || at < chartTop-0.01 || at > chartBottom+0.01 || across < 0 || across > chartWidth {
				t.Errorf("%v: point %s", values, pair)
			}
		}
	}
	for name, c := range map[string]Chart{"one measure": charted(t, "{date: 2020-01-01, valeur: 3}", ""), "nothing": charted(t, "{date: 2020-01-01, valeur: 0}, {date: 2021-01-01, valeur: 0}", "")} {
		if c.Ligne != "" {
			t.Errorf("%s: %s", name, c.Ligne)
		}
	}
}
