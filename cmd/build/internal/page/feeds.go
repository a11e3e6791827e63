package page

import (
	"bytes"
	"cmp"
	"html"
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

// A Feed is what one can subscribe to: the site, a mission, a body or a projet, in one of
// its forms.
type Feed struct {
	Page       *Planned // that it follows
	Form       *feed.Form
	Actualites []*roadmap.Actualite // whose text it may hold, the latest first
}

// Address returns where the feed is published: "/missions/data/rss.xml".
func (f *Feed) Address() string { return f.Page.Address + f.Form.File }

// head is the feed's title and its description, as its page has them.
func (f *Feed) head() (titre, resume string) {
	if p, ok := f.Page.of.(*roadmap.Projet); ok { // of which there may be thousands: no need to make their pages
		pl := f.Page.planner
		if resume = p.Meta.Resume.S; resume != "" {
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

// planFeeds plans the feeds that follow pages. Nobody subscribes to a copy on a disk.
func (pl *planner) planFeeds() {
	if pl.destination == Disk {
		return
	}
	pl.plan.Feeds = make([]Feed, 0, len(feed.Forms)*(1+len(pl.Missions))+len(pl.Projets)+len(pl.Pilotes))
	for _, p := range pl.plan.Pages {
		actualites := pl.Actualites
		switch of := p.of.(type) {
		case *roadmap.Mission:
			actualites = of.Actualites
		case *roadmap.Projet:
			actualites = of.Actualites
		}
		if p.pilote != nil {
			actualites = pl.updatesOf(p.pilote, feedItems)
		}
		for i := range p.forms {
			pl.plan.Feeds = append(pl.plan.Feeds, Feed{p, &p.forms[i], actualites[:min(len(actualites), feedItems)]}) // at most: events may push some out
		}
	}
}

// inForms links to a feed in some forms.
func inForms(of Link, forms []feed.Form) []Link {
	var out []Link
	for _, form := range forms {
		out = append(out, Link{Titre: of.Titre + " (" + form.Name + ")", Adresse: path.Join(path.Dir(of.Adresse), form.File)})
	}
	return out
}

// feedOf is the address of the feed below a page, in its first form.
func feedOf(address string) string { return address + feed.Forms[0].File }

// OfSite reports whether the feed follows the whole site.
func (f *Feed) OfSite() bool { return f.Page.Address == Home }

// Channel is the feed as programs read it. Its ids begin with guid; more are items that the roadmap's documents do not tell, the latest
// first. text writes the body of a document, by its index in the tree: nil for none.
func (f *Feed) Channel(guid string, more []feed.Item, text func(index int) func(*bytes.Buffer)) feed.Channel {
	pl := f.Page.planner
	site, projets := pl.plan.Site, pl.Projets
	switch of := f.Page.of.(type) {
	case *roadmap.Mission:
		projets = of.Projets
	case *roadmap.Projet:
		projets = []*roadmap.Projet{of}
	}
	if b := f.Page.pilote; b != nil {
		projets = b.Projets
	}
	titre, resume := f.head()
	c := feed.Channel{ID: guid + f.Page.Address, Title: titre, Description: resume, Link: site.Base + f.Page.Address, Self: site.Base + f.Address(), Language: site.Langue,
		Author: cmp.Or(site.Organisme.Nom, site.Titre), AuthorURL: site.Organisme.URL}
	if pl.Edition != nil {
		c.Date = pl.Edition.Date.Time()
	}
	entries := each(more, func(it feed.Item) entry { return entry{it, nil} })
	for _, a := range f.Actualites {
		entries = append(entries, pl.updateEntry(a))
	}
	entries = append(entries, pl.latest(projets)...)
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.ID, b.ID)) })
	for _, e := range entries[:min(len(entries), feedItems)] {
		if e.of != nil {
			e.HTML = pointing(text(e.of.Index), e.Elsewhere)
		}
		e.ID, e.Link = guid+e.ID, site.Base+e.Link
		c.Items = append(c.Items, e.Item)
	}
	return c
}

// pointing ends what writes a text with a link to what it points to, if it does.
func pointing(text func(*bytes.Buffer), elsewhere string) func(*bytes.Buffer) {
	if elsewhere == "" {
		return text
	}
	return func(b *bytes.Buffer) {
		if text != nil {
			text(b)
		}
		b.WriteString(`<p><a href="` + html.EscapeString(elsewhere) + `">` + html.EscapeString(elsewhereTitle(elsewhere)) + "</a></p>")
	}
}

// An entry is an item of a feed whose addresses are those of the site: an actualité,
// a line of a projet's historique, or an edition.
type entry struct {
	feed.Item
	of *roadmap.Actualite // whose body is its text; nil for none
}

func (pl *planner) updateEntry(a *roadmap.Actualite) entry {
	c := pl.updateCard(a)
	return entry{feed.Item{ID: pl.firstAddress(a.Item), Title: c.Titre, Link: c.Adresse, Date: a.Date.Time(), Modified: a.Meta.MisAJour.Time(), Summary: c.Resume, Elsewhere: a.Ailleurs.S,
		Categories: each(c.Sujets, func(s Etiquette) string { return named(s.Code, s.Titre) })}, a}
}

// latest makes an entry of each of the latest events of projets: as many as a feed
// may hold, or more when some are of the same day.
func (pl *planner) latest(projets []*roadmap.Projet) []entry {
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
	out := make([]entry, 0, min(len(days), feedItems))
	for _, p := range projets {
		for i := range p.Historique {
			if e := &p.Historique[i]; e.Date.Compare(since) >= 0 {
				out = append(out, pl.event(p, e))
			}
		}
	}
	return out
}

// firstAddress is where an item was when readers met it first: of the former addresses
// that it gives, the first in its list that was of the same kind. What readers know it
// by does not change with its name (RFC 4287, 4.2.6).
func (pl *planner) firstAddress(f roadmap.Item) string {
	list := ListAddress(pl.Roadmap, f.Doc.Kind)
	for _, a := range f.Meta.Alias {
		if slug, below := strings.CutPrefix(strings.TrimSuffix(a.S, "/"), list); below && content.IsSlug(slug) {
			return list + slug + "/"
		}
	}
	return Address(pl.Roadmap, f.Doc)
}

func (pl *planner) event(p *roadmap.Projet, e *roadmap.Evenement) entry {
	address := Address(pl.Roadmap, p.Doc)
	it := feed.Item{ID: pl.firstAddress(p.Item) + "#" + eventAnchor(e), Title: p.Titre(), Link: address, Date: e.Date.Time(), Summary: e.Note.S}
	told := it.Summary
	if due := EventDue(e); due != "" {
		told = strings.TrimSpace(due + ". " + told)
	}
	if s := pl.eventStatut(e.Statut); s.Mot != "" {
		it.Title = french.Typo(p.Titre() + " : " + french.Lower(s.Mot))
		told = strings.TrimSpace(s.Mot + ". " + told)
	}
	it.HTML = func(b *bytes.Buffer) { b.WriteString("<p>" + html.EscapeString(told) + "</p>") }
	if p.Mission != nil {
		it.Categories = []string{named(pl.missionCode(p.Mission), p.Mission.Titre())}
	}
	return entry{it, nil}
}
