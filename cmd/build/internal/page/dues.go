package page

import (
	"cmp"
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A due is what has a date in the roadmap: a milestone, or the échéance of a
// projet itself.
type due struct {
	p *roadmap.Projet
	j *roadmap.Jalon // nil: the projet's own
	n int            // rank of the milestone in its projet, from 1; 0 for the projet's own
}

func (d due) periode() roadmap.Periode {
	if d.j == nil {
		return d.p.Echeance
	}
	return d.j.Echeance
}

// first is the day on which it begins: that of a milestone's debut, when it says one.
func (d due) first() content.Date {
	if d.j != nil {
		return d.j.First()
	}
	return d.p.Echeance.First
}

func (d due) last() content.Date { return d.periode().Last }

// vague tells that its days are not those of some work, but those among which a
// date is, which is known no better.
func (d due) vague() bool {
	return (d.j == nil || d.j.Debut.IsZero()) && d.first().Compare(d.last()) < 0
}

func compareDues(a, b due) int {
	return cmp.Or(a.last().Compare(b.last()), a.first().Compare(b.first()), cmp.Compare(a.p.Rang, b.p.Rang), cmp.Compare(a.n, b.n))
}

func (pl *planner) state(d due) roadmap.State { return pl.State(d.p, d.j) }

// A scope is a part of the échéances: of a mission or of all, of a year or of
// all, of a quarter of it or of all of it.
type scope struct {
	mission *roadmap.Mission
	alone   bool // of the projets without mission
	year    int  // 0 for all
	quarter int  // 1 to 4, 0 for all
}

func (s scope) holds(d content.Date) bool {
	return (s.year == 0 || s.year == d.Year) && (s.quarter == 0 || s.quarter == quarter(d))
}

func quarter(d content.Date) int { return (d.Month + 2) / 3 }

// eachDue gives what has a date in a scope, by projet.
func (pl *planner) eachDue(s scope, yield func(due)) {
	projets := pl.Projets
	if s.mission != nil {
		projets = s.mission.Projets
	}
	for _, p := range projets {
		if s.alone && p.Mission != nil {
			continue
		}
		for i := range p.Jalons {
			if j := &p.Jalons[i]; !j.Echeance.IsZero() && s.holds(j.Echeance.Last) {
				yield(due{p, j, i + 1})
			}
		}
		if !p.Echeance.IsZero() && s.holds(p.Echeance.Last) {
			yield(due{p: p})
		}
	}
}

// dues lists what has a date in a scope, in the order of dates.
func (pl *planner) dues(s scope) []due {
	var out []due
	pl.eachDue(s, func(d due) { out = append(out, d) })
	slices.SortFunc(out, compareDues)
	return out
}

// undated counts the projets of a scope that have no date at all.
func (pl *planner) undated(s scope) int {
	n, projets := 0, pl.Projets
	if s.mission != nil {
		projets = s.mission.Projets
	}
	for _, p := range projets {
		if !dueProjet(p) && (!s.alone || p.Mission == nil) {
			n++
		}
	}
	return n
}

// dueTitle names a due: the milestone's title, or that of what the projet's own
// date is.
func (pl *planner) dueTitle(d due) string {
	if d.j != nil {
		return d.j.Titre.S
	}
	return "Échéance " + pl.Mots.Projet.Du()
}

// A Calendar is the échéances of the site or of a mission, to subscribe to.
type Calendar struct {
	Address string // "/missions/data/echeances.ics"
	Follows string // address of the page that says the same
	planner *planner
	mission *roadmap.Mission // nil for the site
}

// CalendarEvents is how many échéances a calendar holds at most: the next ones,
// then the latest that are past. A mission has a calendar of its own, so few
// readers ever miss one.
const CalendarEvents = 1000

// Head returns the calendar's name and what it says of itself.
func (c *Calendar) Head() (titre, resume string) {
	pl := c.planner
	titre = "Échéances : " + pl.plan.Site.Titre
	if c.mission != nil {
		titre += " – " + named(c.mission.Code.S, c.mission.Titre())
	}
	resume = "Les jalons et les échéances publiés"
	if pl.Edition != nil {
		resume += ", à la date de l’édition, le " + pl.Edition.Date.French()
	}
	return french.Typo(titre), french.Typo(resume + ".")
}

// A Dated is an échéance for programs that keep calendars.
type Dated struct {
	ID          string // unique in the site, the same from one build to the next
	Titre       string
	Texte       string
	Adresse     string // of the projet's page
	First, Last content.Date
	Mission     string // may be empty
	Abandonne   bool
}

// Stamp is the day on which all of it was so: that of the edition.
func (c *Calendar) Stamp() content.Date {
	if e := c.planner.Edition; e != nil {
		return e.Date
	}
	return content.Date{}
}

// Dates lists what the calendar holds, in the order of dates.
func (c *Calendar) Dates() []Dated {
	pl := c.planner
	list := pl.dues(scope{mission: c.mission})
	if most := CalendarEvents; len(list) > most {
		next, _ := slices.BinarySearchFunc(list, c.Stamp(), func(d due, day content.Date) int { return d.last().Compare(day) })
		from := min(next, len(list)-most)
		list = list[from : from+most]
	}
	out := make([]Dated, len(list))
	for i, d := range list {
		out[i] = pl.dated(d)
	}
	return out
}

func (pl *planner) dated(d due) Dated {
	state := pl.state(d)
	text := state.Mot + " (" + d.periode().String() + ")."
	id, reserve := d.p.Slug(), d.p.Reserve.S
	titre := d.p.Titre()
	if d.j != nil {
		titre = d.j.Titre.S + " – " + titre
		id += "." + pl.milestoneID(d)
		reserve = d.j.Reserve.S
	} else {
		titre = "Échéance : " + titre
	}
	if reserve != "" {
		text += "\nRéserve : " + reserve
	}
	e := Dated{ID: id, Titre: french.Typo(titre), Texte: french.Typo(text), Adresse: Address(pl.Roadmap, d.p.Doc), First: d.first(), Last: d.last(), Abandonne: state.Cle == roadmap.StateAbandonne}
	if d.p.Mission != nil {
		e.Mission = named(d.p.Mission.Code.S, d.p.Mission.Titre())
	}
	return e
}

// milestoneID names a milestone in its projet by its title, so that one more
// milestone does not make another of it.
func (pl *planner) milestoneID(d due) string {
	id, same := content.Slug(d.j.Titre.S), 0
	for i := range d.p.Jalons[:d.n-1] {
		if content.Slug(d.p.Jalons[i].Titre.S) == id {
			same++
		}
	}
	if same > 0 {
		id += "-" + strconv.Itoa(same+1)
	}
	return "jalon-" + id
}
