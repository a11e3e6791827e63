package page

import (
	"fmt"
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// maxIndicateurs is how many indicators one page lists.
const maxIndicateurs = 200

// A measured is a page that has indicators.
type measured struct {
	page Link
	list []roadmap.Indicateur
}

// withIndicateurs lists them: those of the page that introduces them all first, then each mission
// with its projets, the projets of none, and the other pages.
func (pl *planner) withIndicateurs() (all []measured) {
	add := func(f *roadmap.Item, list []roadmap.Indicateur) {
		if len(list) > 0 {
			all = append(all, measured{pl.linkTo(*f), list})
		}
	}
	projets := func(list []*roadmap.Projet) {
		for _, p := range list {
			add(&p.Item, p.Indicateurs)
		}
	}
	libres := func(introduces bool) {
		for _, l := range pl.Libres {
			if introduces == (Address(pl.Roadmap, l.Doc) == Indicators) {
				add(&l.Item, l.Indicateurs)
			}
		}
	}
	libres(true)
	for _, m := range pl.Missions {
		add(&m.Item, m.Indicateurs)
		projets(m.Projets)
	}
	projets(pl.alone())
	libres(false)
	return all
}

func (pl *planner) hasIndicateurs() bool {
	return slices.ContainsFunc(pl.Projets, func(p *roadmap.Projet) bool { return len(p.Indicateurs) > 0 }) ||
		slices.ContainsFunc(pl.Missions, func(m *roadmap.Mission) bool { return len(m.Indicateurs) > 0 }) ||
		slices.ContainsFunc(pl.Libres, func(l *roadmap.Libre) bool { return len(l.Indicateurs) > 0 })
}

func indicateursAt(n int) string {
	if n == 1 {
		return Indicators
	}
	return Indicators + "page/" + strconv.Itoa(n) + "/"
}

// planIndicateurs plans the pages that list all indicators.
func (pl *planner) planIndicateurs(first own) {
	if !first.there(pl) {
		return
	}
	made(first).plan(pl)
	total := 0
	for _, m := range pl.measured() {
		total += len(m.list)
	}
	for n := 2; n <= pagesOf(total); n++ {
		titre := fmt.Sprintf("%s, page %d sur %d", first.titre, n, pagesOf(total))
		pl.planList(indicateursAt(n), titre, func() *Page {
			page := pl.listPage(indicateursAt(n), first.layout, titre, french.Typo(titre+" : "+french.Lower(first.resume)))
			page.Section, page.Fil = Indicators, append(page.Fil, pl.ownLink(Indicators))
			page.Vue = func() any { return pl.indicateursPage(n) }
			return page
		}).Selection = true
	}
}

func pagesOf(total int) int { return max(1, (total+maxIndicateurs-1)/maxIndicateurs) }

func (pl *planner) indicateursView() any { return pl.indicateursPage(1) }

func (pl *planner) indicateursPage(n int) *Indicateurs {
	v := &Indicateurs{}
	total, from := 0, (n-1)*maxIndicateurs
	for _, m := range pl.measured() {
		for i := range m.list {
			if total >= from && total < from+maxIndicateurs {
				v.Lignes = append(v.Lignes, indicateurLine(m.page, &m.list[i], i))
			}
			total++
		}
		if m.page.Adresse == Indicators && n == 1 {
			v.Propres = pl.indicateurs(m.list)
		}
	}
	v.Pagination, v.Compte = pagination(n, pagesOf(total), indicateursAt), french.Count(total, "indicateur", "indicateurs")
	return v
}

// indicateurLine is what a list shows of the i-th indicator of a page.
func indicateurLine(of Link, ind *roadmap.Indicateur, i int) IndicateurLigne {
	l := IndicateurLigne{Nom: Link{Titre: ind.Nom.S, Adresse: of.Adresse + "#fdr-" + indicateurAnchor(i)}, Page: of, Unite: ind.Unite.S, Echeance: echeance(ind.Echeance, roadmap.State{}), Cible: target(ind)}
	if of.Adresse == Indicators {
		l.Page = Link{}
	}
	measures := ind.Measures()
	if n := len(measures); n > 0 {
		l.Derniere = measure(measures[n-1])
	}
	if len(measures) > 1 {
		l.Premiere, l.Trace = measure(measures[0]), trace(measures)
	}
	return l
}

// trace is the line of measures, for a box of 96 by 32 pixels: it says how they went, not
// how much they are.
func trace(measures []roadmap.Mesure) string {
	low, high := measures[0].Valeur.V, measures[0].Valeur.V
	for _, m := range measures {
		low, high = min(low, m.Valeur.V), max(high, m.Valeur.V)
	}
	first, span := hours(measures[0].Date), hours(measures[len(measures)-1].Date)-hours(measures[0].Date)
	if span == 0 {
		return ""
	}
	var line []byte
	for i, m := range measures {
		y := 16.0
		if high > low {
			y = 29 - 26*(m.Valeur.V-low)/(high-low)
		}
		if i > 0 {
			line = append(line, ' ')
		}
		line = appendPoint(line, 3+90*(hours(m.Date)-first)/span, ',', y)
	}
	return string(line)
}
