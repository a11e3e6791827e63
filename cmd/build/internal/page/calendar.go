package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// maxDues is how many échéances one page shows. A scope that has more is folded:
// its page counts them by quarter, and leads to narrower scopes (of a mission,
// then of a year, then of a quarter).
const maxDues = 150

const (
	timelineTitle = "Calendrier"
	dueTable      = "Nombre d’échéances par trimestre"
)

func (pl *planner) hasDues() bool {
	return slices.ContainsFunc(pl.Projets, dueProjet)
}

// planCalendars plans the timeline and what one can subscribe to, empty or not: people
// count on its address.
func (pl *planner) planCalendars() {
	follows := Home
	if pl.hasDues() {
		pl.planTimeline(scope{}, pl.dueCounts())
		follows = Timeline
	}
	pl.plan.Calendars = append(pl.plan.Calendars, Calendar{Address: SiteCalendar, Follows: follows, planner: pl})
	add := func(address string, s scope, of string) {
		pl.plan.Calendars = append(pl.plan.Calendars, Calendar{address + "echeances.ics", address, pl, s, of})
	}
	for _, m := range pl.Missions {
		add(Address(pl.Roadmap, m.Doc), scope{mission: m}, named(pl.missionCode(m), m.Titre()))
	}
	for _, b := range pl.Pilotes {
		add(pl.piloteAddress(b), scope{pilote: b}, b.Titre())
	}
}

func dueProjet(p *roadmap.Projet) bool {
	return !p.Echeance.IsZero() || slices.ContainsFunc(p.Jalons, func(j roadmap.Jalon) bool { return !j.Echeance.IsZero() })
}

// calendarOf links to what one can subscribe to for what has a page at an address, and
// these projets. A copy on a disk has nothing to subscribe to.
func (pl *planner) calendarOf(address string, projets []*roadmap.Projet) Link {
	if pl.destination == Disk || !slices.ContainsFunc(projets, dueProjet) {
		return Link{}
	}
	return Link{Titre: "Suivre ses échéances dans un agenda (iCalendar)", Adresse: address + "echeances.ics"}
}

// siteCalendar links to what one can subscribe to for the whole site.
func (pl *planner) siteCalendar() Link {
	if pl.destination == Disk {
		return Link{}
	}
	return Link{Titre: "S’abonner au calendrier (iCalendar)", Adresse: SiteCalendar}
}

// planTimeline plans the page of a scope, and those of narrower ones when it is folded.
func (pl *planner) planTimeline(s scope, counts []dueCount) {
	parts := pl.fold(s, counts)
	titre := pl.scopeTitle(s)
	pl.planList(pl.scopeAddress(s), titre, func() *Page { return pl.timelinePage(s, titre, parts, counts) })
	for _, part := range parts {
		pl.planTimeline(part, slices.DeleteFunc(slices.Clone(counts), func(c dueCount) bool { return !part.counts(c) }))
	}
}

// A dueCount is how many échéances a quarter has, of a mission or of none.
type dueCount struct {
	mission       *roadmap.Mission
	year, quarter int
	n             int
}

// dueCounts counts échéances by mission, those of none last, year and quarter: a
// short list, whatever the roadmap. It is made for each change in a preview, so it
// copies nothing.
func (pl *planner) dueCounts() []dueCount {
	var out []dueCount
	group := func(m *roadmap.Mission, projets []*roadmap.Projet) {
		from := len(out)
		count := func(e *roadmap.Periode) {
			if e.S == "" {
				return
			}
			year, quarter := e.Last.Year, quarter(e.Last)
			for at := len(out) - 1; at >= from; at-- { // few
				if c := &out[at]; c.year == year && c.quarter == quarter {
					c.n++
					return
				}
			}
			out = append(out, dueCount{m, year, quarter, 1})
		}
		for _, p := range projets {
			if p.Mission == m {
				count(&p.Echeance)
				for i := range p.Jalons {
					count(&p.Jalons[i].Echeance)
				}
			}
		}
		slices.SortFunc(out[from:], func(a, b dueCount) int { return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.quarter, b.quarter)) })
	}
	for _, m := range pl.Missions {
		group(m, m.Projets)
	}
	group(nil, pl.Projets)
	return out
}

func (s scope) counts(c dueCount) bool {
	return (s.mission == nil || s.mission == c.mission) && (!s.alone || c.mission == nil) &&
		(s.year == 0 || s.year == c.year) && (s.quarter == 0 || s.quarter == c.quarter)
}

// fold lists the narrower scopes that a scope, whose counts are given, is folded
// into; none when its page can show all that it holds.
func (pl *planner) fold(s scope, counts []dueCount) []scope {
	if s.quarter > 0 {
		return nil
	}
	n, byMission := 0, s.mission == nil && !s.alone && s.year == 0 && len(pl.Missions) > 0
	var parts []scope
	for _, c := range counts {
		n += c.n
		part := s
		switch {
		case byMission:
			part.mission, part.alone = c.mission, c.mission == nil
		case s.year == 0:
			part.year = c.year
		default:
			part.quarter = c.quarter
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if n <= maxDues {
		return nil
	}
	slices.SortStableFunc(parts, func(a, b scope) int { return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.quarter, b.quarter)) })
	return parts
}

func (pl *planner) scopeAddress(s scope) string {
	address := Timeline
	switch {
	case s.mission != nil:
		address += s.mission.Slug() + "/"
	case s.alone:
		address += pl.freeSlug("sans-"+content.Slug(pl.Mots.Mission.Singulier)) + "/"
	}
	if s.year > 0 {
		address += strconv.Itoa(s.year) + "/"
	}
	if s.quarter > 0 {
		address += "t" + strconv.Itoa(s.quarter) + "/"
	}
	return address
}

// freeSlug returns a name that no mission has.
func (pl *planner) freeSlug(slug string) string {
	for slices.ContainsFunc(pl.Missions, func(m *roadmap.Mission) bool { return m.Slug() == slug }) {
		slug += "-bis"
	}
	return slug
}

func (pl *planner) scopeTitle(s scope) string {
	title := timelineTitle
	switch {
	case s.mission != nil:
		title += "\u00a0: " + named(pl.missionCode(s.mission), s.mission.Titre())
	case s.alone:
		title += "\u00a0: " + pl.lone()
	}
	if when := s.when(); when != "" {
		title += ", " + when
	}
	return title
}

// when names the time of a scope: « 2021 », « 4e trimestre 2021 ».
func (s scope) when() string {
	switch {
	case s.year == 0:
		return ""
	case s.quarter == 0:
		return strconv.Itoa(s.year)
	}
	return roadmap.Quarter(s.year, s.quarter)
}

func (pl *planner) timelinePage(s scope, titre string, parts []scope, counts []dueCount) *Page {
	page := pl.listPage(pl.scopeAddress(s), "calendrier", titre, "Ce qui est attendu, et pour quand : jalons et échéances, du plus ancien au plus lointain.")
	page.Section = Timeline
	if s != (scope{}) {
		page.Resume = french.Typo("Jalons et échéances : " + french.Lower(strings.TrimPrefix(titre, timelineTitle+"\u00a0: ")) + ".")
		page.Fil = append(page.Fil, pl.ownLink(Timeline))
	}
	page.Vue = func() any { return pl.timelineView(s, parts, counts) }
	return page
}

func (pl *planner) timelineView(s scope, parts []scope, counts []dueCount) *Calendrier {
	v := &Calendrier{}
	if pl.Edition != nil {
		v.Note = "À la date de l’édition, le " + pl.Edition.Date.French() + "."
	}
	if s.year == 0 {
		if n := pl.undated(s); n > 0 {
			v.SansDate = pl.Mots.Projet.Count(n) + french.Plural(n, " n’apparaît", " n’apparaissent") + " pas ici : aucune date n’en est publiée."
		}
	}
	if v.Flux = pl.siteCalendar(); s.mission != nil {
		v.Flux = pl.calendarOf(Address(pl.Roadmap, s.mission.Doc), s.mission.Projets)
	}
	v.Legende = pl.legend(s)
	if len(parts) > 0 {
		v.Tableaux = pl.tables(s, parts, counts)
		return v
	}
	list := pl.dues(s)
	v.Annees, v.Floues = pl.dueYears(list), slices.ContainsFunc(list, due.vague)
	return v
}

// legend lists the shapes that occur, each with the words of its states and how many
// échéances have it.
func (pl *planner) legend(s scope) []EtatEcheance {
	counts := map[roadmap.State]int{}
	pl.eachDue(s, func(d due) { counts[pl.state(d)]++ })
	var out []EtatEcheance
	for _, state := range pl.States() {
		switch n, last := counts[state], len(out)-1; {
		case n == 0:
		case last >= 0 && out[last].Cle == state.Cle:
			out[last].Nombre += n
			if !strings.HasPrefix(state.Mot, out[last].Mot) { // « Abandonnée » says no more than « Abandonné »
				out[last].Mot += " ou " + french.Lower(state.Mot)
			}
		default:
			out = append(out, EtatEcheance{Cle: state.Cle, Mot: state.Mot, Nombre: n})
		}
	}
	return out
}

// dueYears groups a list by the year of the last day, and numbers it.
func (pl *planner) dueYears(list []due) []CalendrierAnnee {
	var out []CalendrierAnnee
	for from := 0; from < len(list); {
		year, to := list[from].last().Year, from
		for to < len(list) && list[to].last().Year == year {
			to++
		}
		a := CalendrierAnnee{Annee: strconv.Itoa(year), Suite: "apres-" + strconv.Itoa(year)}
		if e := pl.Edition; e != nil && e.Date.Year == year {
			a.Edition = DateOf(e.Date)
		}
		for i := from; i < to; i++ {
			if entry := pl.entry(list[i], i+1); a.Edition.ISO != "" && pl.after(list[i].last()) {
				a.Apres = append(a.Apres, entry)
			} else {
				a.Avant = append(a.Avant, entry)
			}
		}
		a.Frise = pl.drawing(list, year)
		out = append(out, a)
		from = to
	}
	return out
}

func (pl *planner) entry(d due, number int) EcheanceDatee {
	state := pl.state(d)
	e := EcheanceDatee{Numero: number, Quand: d.periode().String(), ISO: d.last().ISO(), Etat: state.Cle, Mot: told(state, d.j),
		Titre: pl.dueTitle(d), Projet: pl.projetLabel(d.p), Mission: pl.missionLabel(d.p.Mission)}
	if d.j != nil {
		e.Reserve = d.j.Reserve.S
		e.Debut = d.j.Debut.String()
	}
	return e
}

// tables count what a folded scope holds: one table for each year when it is folded
// by mission, else one.
func (pl *planner) tables(s scope, parts []scope, counts []dueCount) []CalendrierTableau {
	byMission := parts[0].year == 0
	var out []CalendrierTableau
	if !byMission {
		out = []CalendrierTableau{{Legende: dueTable, Quoi: "Année"}}
		if s.year > 0 {
			out[0].Quoi = "Trimestre"
		}
	}
	var years []int
	for _, c := range counts {
		if byMission && !slices.Contains(years, c.year) {
			years = append(years, c.year)
		}
	}
	slices.Sort(years)
	for _, y := range years {
		out = append(out, CalendrierTableau{Titre: strconv.Itoa(y), Legende: dueTable + ", " + strconv.Itoa(y), Quoi: french.Capital(pl.Mots.Mission.Singulier)})
	}
	for _, part := range parts {
		for i := range out {
			if byMission {
				part.year = years[i]
			}
			l := CalendrierLigne{Lien: Link{Titre: pl.partTitle(part, byMission)}, Nombres: make([]int, 4)}
			for _, c := range counts {
				if part.counts(c) {
					l.Nombres[c.quarter-1] += c.n
					l.Total += c.n
				}
			}
			if byMission {
				part.year = 0
			}
			l.Lien.Adresse = pl.scopeAddress(part)
			if l.Total > 0 {
				out[i].Lignes = append(out[i].Lignes, l)
			}
		}
	}
	return out
}

// partTitle names what a folded scope leads to.
func (pl *planner) partTitle(s scope, byMission bool) string {
	switch {
	case !byMission:
		return s.when()
	case s.mission != nil:
		return french.Typo(withCode(pl.missionCode(s.mission), s.mission.Titre()))
	}
	return french.Capital(pl.Mots.Mission.Sans())
}
