package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// FeedItems is how many items a feed holds at most.
const FeedItems = 50

// A Feed is what one can subscribe to: the site, a mission or a projet.
type Feed struct {
	Address string // "/missions/data/rss.xml"
	Titre   string
	Resume  string
	Page    string         // address of the page that it follows
	Entries func() []Entry // the latest first
	// Documents are those whose text the feed may hold, the latest first.
	Documents []*content.Document
}

// An Entry is an item of a feed: an actualité, or a line of a projet's historique.
type Entry struct {
	ID       string // stable address of what happened, without the site's URL
	Titre    string
	Adresse  string // of the page to read
	Date     Date
	Resume   string
	Document *content.Document // whose body is the text; nil for a line of historique
	Sujets   []string
}

// feeds plans the feeds that pages announce.
func (pl *planner) feeds() {
	add := func(l Lien, p *Page, actualites []*roadmap.Actualite, projets []*roadmap.Projet) {
		f := &Feed{Address: l.Adresse, Titre: l.Titre, Resume: p.Description, Page: p.Address}
		f.Entries = func() []Entry { return pl.entries(actualites, projets) }
		for _, a := range actualites[:min(len(actualites), FeedItems)] { // at most: events may push some out
			f.Documents = append(f.Documents, a.Doc)
		}
		pl.plan.Feeds = append(pl.plan.Feeds, f)
	}
	if l := pl.plan.Site.Flux; l.Adresse != "" {
		add(l, pl.plan.Pages[0], pl.Actualites, pl.Projets)
	}
	for _, m := range pl.Missions {
		p := pl.plan.ByPath[m.Doc.Path]
		add(p.Flux[0], p, m.Actualites, m.Projets)
	}
	for _, projet := range pl.Projets {
		p := pl.plan.ByPath[projet.Doc.Path]
		add(p.Flux[0], p, projet.Actualites, []*roadmap.Projet{projet})
	}
}

// entries joins actualités and what happened to projets, the latest first.
func (pl *planner) entries(actualites []*roadmap.Actualite, projets []*roadmap.Projet) []Entry {
	var out []Entry
	for _, a := range actualites[:min(len(actualites), FeedItems)] { // sorted already
		c := pl.cartes[a]
		e := Entry{ID: c.Adresse, Titre: c.Titre, Adresse: c.Adresse, Date: c.Date, Resume: c.Resume, Document: a.Doc}
		for _, s := range c.Sujets {
			e.Sujets = append(e.Sujets, named(s.Code, s.Titre))
		}
		out = append(out, e)
	}
	for _, p := range projets {
		for i := range p.Historique {
			out = append(out, pl.event(p, &p.Historique[i]))
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(strings.Compare(b.Date.ISO, a.Date.ISO), strings.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), FeedItems)]
}

func (pl *planner) event(p *roadmap.Projet, e *roadmap.Evenement) Entry {
	line := pl.lignes[p]
	entry := Entry{ID: line.Adresse + "#historique-" + e.Date.ISO(), Titre: p.Titre(), Adresse: line.Adresse, Date: date(e.Date), Resume: e.Note.S}
	if s := pl.eventStatut(e.Statut); s.Mot != "" {
		entry.Titre = content.Typo(p.Titre() + " : " + lowerFirst(s.Mot))
	}
	if p.Mission != nil {
		entry.Sujets = append(entry.Sujets, named(p.Mission.Code.S, p.Mission.Titre()))
	}
	return entry
}

// lowerFirst undoes the capital of a status that no longer begins a line.
func lowerFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:n]) + s[n:]
}
