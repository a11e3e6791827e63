package page

import (
	"path"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Calendar is the échéances of the site, of a mission or of a body, to subscribe to.
type Calendar struct {
	Address string // "/missions/data/echeances.ics"
	Follows string // address of the page that says the same
	planner *planner
	scope   scope
	of      string // what it is called; "" for the site
}

// Feed is the calendar as programs read it; its ids are those of an authority.
func (c *Calendar) Feed(authority string) feed.Calendar {
	pl := c.planner
	base, titre, resume := pl.plan.Site.Base, "Échéances : "+pl.plan.Site.Titre, "Tous les jalons et toutes les échéances publiés"
	if c.of != "" {
		titre += " – " + c.of
	}
	if pl.Edition != nil {
		resume += ", à la date de l’édition, le " + pl.Edition.Date.French()
	}
	out := feed.Calendar{Title: french.Typo(titre), Description: french.Typo(resume + "."), Link: base + c.Follows, Self: base + c.Address}
	if pl.Edition != nil { // the day on which all of it was so
		out.Stamp = pl.Edition.Date.Time()
	}
	out.Events = each(pl.dues(c.scope), func(d due) feed.Event { return pl.dated(d, authority) })
	return out
}

// dated is an échéance for programs that keep calendars. Its id is the same from one
// build to the next.
func (pl *planner) dated(d due, authority string) feed.Event {
	state := pl.state(d)
	text := told(state, d.j) + " (" + d.periode().String() + ")."
	id, reserve := path.Base(pl.firstAddress(d.p.Item)), d.p.Reserve.S
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
	e := feed.Event{UID: id + "@" + authority, Title: french.Typo(titre), Description: french.Typo(text), Link: pl.plan.Site.Base + Address(pl.Roadmap, d.p.Doc),
		First: d.first().Time(), Last: d.last().Time(), Modified: d.p.Meta.MisAJour.Time(), Cancelled: state.Cle == roadmap.StateAbandonne}
	if m := d.p.Mission; m != nil {
		e.Categories = []string{named(pl.missionCode(m), m.Titre())}
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
