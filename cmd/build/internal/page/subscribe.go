package page

import (
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Calendar is the échéances of the site or of a mission, to subscribe to.
type Calendar struct {
	Address string // "/missions/data/echeances.ics"
	Follows string // address of the page that says the same
	planner *planner
	mission *roadmap.Mission // nil for the site
}

// calendarEvents is how many échéances a calendar holds at most: the next ones,
// then the latest that are past. A mission has a calendar of its own, so few
// readers ever miss one.
const calendarEvents = 1000

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
	if most := calendarEvents; len(list) > most {
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
