package page

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// feedItems is how many items a feed holds at most.
const feedItems = 50

// A Feed is what one can subscribe to: the site, a mission or a projet, in one of
// its forms.
type Feed struct {
	Page       *Planned // that it follows
	Form       *feed.Form
	Actualites []*roadmap.Actualite // whose text it may hold, the latest first
}

// Address returns where the feed is published: "/missions/data/rss.xml".
func (f *Feed) Address() string { return f.Page.Address + f.Form.File }

// Head returns the feed's title and its description, as its page has them.
func (f *Feed) Head() (titre, resume string) {
	if p, ok := f.Page.of.(*roadmap.Projet); ok { // of which there may be thousands: no need to make their pages
		pl := f.Page.planner
		if resume = pl.resume(p.Fiche); resume != "" {
			return pl.projetFeed(p), resume
		}
	}
	page := f.Page.Page()
	for _, l := range page.Flux {
		if l.Adresse == feedOf(f.Page.Address) {
			titre = l.Titre
		}
	}
	return titre, page.Description
}

// An Entry is an item of a feed: an actualité, or a line of a projet's historique.
type Entry struct {
	ID      string // stable address of what happened, without the site's URL
	Titre   string
	Adresse string // of the page to read
	Date    Date
	Resume  string
	Texte   *roadmap.Fiche // whose body is the text; nil for a line of historique
	HTML    string         // the text itself, links absolute, where no document has it
	Sujets  []string
}

// planFeeds plans the feeds that pages announce. Nobody subscribes to a copy on a disk.
func (pl *planner) planFeeds() {
	if pl.destination == Disk {
		return
	}
	feeds := make([]Feed, 0, len(feed.Forms)*(1+len(pl.Missions))+len(pl.Projets))
	add := func(p *Planned, actualites []*roadmap.Actualite, forms []feed.Form) {
		for i := range forms {
			feeds = append(feeds, Feed{p, &forms[i], actualites[:min(len(actualites), feedItems)]}) // at most: events may push some out
		}
	}
	if pl.plan.Site.Flux.Adresse != "" {
		add(pl.plan.Pages[0], pl.Actualites, feed.Forms)
	}
	for _, m := range pl.Missions {
		add(pl.plan.Of(m.Index), m.Actualites, feed.Forms)
	}
	for _, p := range pl.Projets { // of which there may be thousands: in the form that all feed readers take
		add(pl.plan.Of(p.Index), p.Actualites, feed.Forms[:1])
	}
	pl.plan.Feeds = feeds
}

// inForms links to a feed in some forms; a site without feed has none.
func inForms(of Lien, forms []feed.Form) []Lien {
	if of.Adresse == "" {
		return nil
	}
	var out []Lien
	for _, form := range forms {
		out = append(out, Lien{Titre: of.Titre + " (" + form.Name + ")", Adresse: path.Join(path.Dir(of.Adresse), form.File)})
	}
	return out
}

// feedOf is the address of the feed below a page, in its first form.
func feedOf(address string) string { return address + feed.Forms[0].File }

// OfSite reports whether the feed follows the whole site.
func (f *Feed) OfSite() bool { return f.Page.Address == Home }

// Entries makes the feed's items, the latest first; more are those that the
// roadmap's documents do not tell.
func (f *Feed) Entries(more []Entry) []Entry {
	pl := f.Page.planner
	switch of := f.Page.of.(type) {
	case *roadmap.Mission:
		return pl.entries(more, f.Actualites, of.Projets)
	case *roadmap.Projet:
		return pl.entries(more, f.Actualites, []*roadmap.Projet{of})
	}
	return pl.entries(more, f.Actualites, pl.Projets)
}

// entries joins actualités and what happened to projets, the latest first.
func (pl *planner) entries(more []Entry, actualites []*roadmap.Actualite, projets []*roadmap.Projet) []Entry {
	out := slices.Clone(more)
	for _, a := range actualites { // sorted already
		c := pl.updateCard(a)
		out = append(out, Entry{ID: c.Adresse, Titre: c.Titre, Adresse: c.Adresse, Date: c.Date, Resume: c.Resume, Texte: &a.Fiche,
			Sujets: each(c.Sujets, func(s Etiquette) string { return named(s.Code, s.Titre) })})
	}
	out = append(out, pl.latest(projets)...)
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(strings.Compare(b.Date.ISO, a.Date.ISO), strings.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), feedItems)]
}

// latest makes an entry of each of the latest events of projets: as many as a feed
// may hold, or more when some are of the same day.
func (pl *planner) latest(projets []*roadmap.Projet) []Entry {
	var days []content.Date
	for _, p := range projets {
		for i := range p.Historique {
			days = append(days, p.Historique[i].Date)
		}
	}
	var since content.Date // events before are not among the latest
	if len(days) > feedItems {
		slices.SortFunc(days, func(a, b content.Date) int { return b.Compare(a) })
		since = days[feedItems-1]
	}
	out := make([]Entry, 0, min(len(days), feedItems))
	for _, p := range projets {
		for i := range p.Historique {
			if e := &p.Historique[i]; e.Date.Compare(since) >= 0 {
				out = append(out, pl.event(p, e))
			}
		}
	}
	return out
}

func (pl *planner) event(p *roadmap.Projet, e *roadmap.Evenement) Entry {
	line := pl.projetLine(p)
	entry := Entry{ID: line.Adresse + "#historique-" + e.Date.ISO(), Titre: p.Titre(), Adresse: line.Adresse, Date: DateOf(e.Date), Resume: e.Note.S}
	if s := pl.eventStatut(e.Statut); s.Mot != "" {
		entry.Titre = french.Typo(p.Titre() + " : " + french.Lower(s.Mot))
	}
	if p.Mission != nil {
		entry.Sujets = append(entry.Sujets, named(p.Mission.Code.S, p.Mission.Titre()))
	}
	return entry
}
