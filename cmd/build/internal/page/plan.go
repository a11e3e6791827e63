package page

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Redirect is a former address and where it leads now.
type Redirect struct {
	roadmap.Alias
	From, To string // addresses of the site
	Pos      diag.Pos
}

// A Plan is every page of a site, none of them made yet.
type Plan struct {
	Site      *Site
	Pages     []*Planned
	Feeds     []Feed
	Calendars []Calendar
	Redirects []Redirect
	Pictures  []Picture
	Rows      string     // the address of the file that holds the list of projets, when it is folded
	documents []*Planned // by index of the document in the tree; nil for drafts
}

// A Planned page is known by its address; the rest is made when it is asked for.
type Planned struct {
	Address  string
	Titre    string
	Document *content.Document // whose body it shows; may be nil
	Index    int               // of Document in the tree
	Modified content.Date      // the last day that its document gives; may be absent
	Hidden   bool              // from search engines
	// Selection tells a list that holds only part of what another one shows: the
	// index of pages does without it.
	Selection bool
	Absent    bool            // has no file: it is empty, and nobody counts on its address
	Texts     []Text          // bodies of other documents that it shows
	forms     []feed.Form     // of the feed that follows it; none for most
	pilote    *roadmap.Pilote // of whom it is the page; nil for most
	planner   *planner
	of        any // *roadmap.Projet… of its document, or a func() *Page
}

// Page makes the page, anew each time. It is safe for concurrent use.
func (p *Planned) Page() *Page {
	pl := p.planner
	if p.Document == nil {
		return pl.finish(p.of.(func() *Page)(), p.forms)
	}
	return pl.finish(pl.kind(p.Document).page(pl, p.of), p.forms)
}

// Of returns the page of a document, by its index in the tree; nil when it has
// none.
func (pl *Plan) Of(index int) *Planned { return pl.documents[index] }

// A Destination is where a site is going.
type Destination uint8

const (
	Server Destination = iota // a host of files, or the preview
	Disk                      // a folder that opens by a double click, from no address: it says which edition it keeps
	Web                       // archives of the web: what a server answers, but for what only hosts read, and nobody is counted
)

// An Input is all that a plan depends on.
type Input struct {
	Roadmap     *roadmap.Roadmap
	Base        string // canonical URL of the home page, without the final slash
	Destination Destination
	Review      *Review // the copy is for review; nil for none
	Look        Look
	Rest        Rest
}

// A Rest is what pages say that the roadmap alone does not tell: it follows from other
// files of the site. It is asked for when such a page is made, never by New.
type Rest struct {
	Data    func(v *Donnees) // adds the files to take away
	Dataset func() string    // JSON-LD of these files, ready to stand in a script element
	Changes func() *Changements
	Former  func(*roadmap.Projet, *roadmap.Jalon) []roadmap.Deadline // the échéances that editions had for a projet, or for one of its jalons; may be nil
	Digest  func() string                                            // of SearchIndex, see Site.Integrite
	Picture func(key string) (width, height int, bytes int64)        // of a file of content/
}

// New plans the pages of a roadmap. What is wrong with the figures in texts is added
// to p; whether two files want one address is for who knows all files to say.
func New(in Input, p *diag.List) *Plan {
	r := in.Roadmap
	documents := make([]*Planned, len(r.Tree.Documents))
	pl := &planner{Roadmap: r, destination: in.Destination, rest: in.Rest, problems: p, plan: &Plan{Pages: make([]*Planned, 0, len(documents)+16), documents: documents},
		planned: make([]Planned, len(documents)), kinds: kinds(in.Roadmap),
		lignes: make([]atomic.Pointer[ProjetLigne], len(r.Projets)), cartes: make([]atomic.Pointer[ActualiteCarte], len(r.Actualites))}
	pl.plan.Site, pl.measured = pl.site(in), sync.OnceValue(pl.withIndicateurs)
	for _, k := range pl.kinds {
		k.plan(pl)
	}
	pl.planRedirects()
	pl.planFeeds()
	pl.planPictures()
	pl.letters = sync.OnceValue(pl.byLetter)
	return pl.plan
}

// planner holds what is made once and used by many pages.
type planner struct {
	*roadmap.Roadmap
	destination Destination
	rest        Rest
	problems    *diag.List // of the plan; whoever makes a page later must not touch it
	plan        *Plan
	planned     []Planned // by index of the document: room for all, made at once
	kinds       []kind
	lignes      []atomic.Pointer[ProjetLigne]        // by rank of the projet, once made
	cartes      []atomic.Pointer[ActualiteCarte]     // by rank of the actualité
	pictured    map[*roadmap.Mission]func() Vignette // nil for the site's own card
	letters     func() []Lettre                      // byLetter, once all pages are planned
	measured    func() []measured                    // withIndicateurs
}

// planList plans the page of a list, which has no document.
func (pl *planner) planList(address, titre string, make func() *Page) *Planned {
	p := &Planned{Address: address, Titre: titre, planner: pl, of: make}
	pl.plan.Pages = append(pl.plan.Pages, p)
	return p
}

// planDocument plans the page of a document, which is that of a *roadmap.Projet…
func (pl *planner) planDocument(f *roadmap.Item, of any) *Planned {
	p := &pl.planned[f.Index]
	*p = Planned{Address: Address(pl.Roadmap, f.Doc), Titre: f.Titre(), Document: f.Doc, Index: f.Index, Modified: f.Meta.MisAJour, planner: pl, of: of}
	if p.Modified.IsZero() {
		p.Modified = f.Meta.Publie
	}
	pl.plan.Pages = append(pl.plan.Pages, p)
	pl.plan.documents[f.Index] = p
	return p
}

// documentPage makes a page out of what all documents share.
func (pl *planner) documentPage(f roadmap.Item, layout string, fil ...Link) *Page {
	m := f.Meta
	return &Page{
		Address:   Address(pl.Roadmap, f.Doc),
		Layout:    layout,
		Titre:     m.Titre.S,
		Resume:    m.Resume.S,
		Fil:       append([]Link{{Titre: "Accueil", Adresse: Home}}, fil...),
		Publie:    DateOf(m.Publie),
		MisAJour:  DateOf(m.MisAJour),
		Reserve:   m.Reserve.S,
		Sources:   sources(m.Sources),
		Liens:     liens(m.Liens),
		Document:  f.Doc,
		Type:      "website",
		Brouillon: pl.unpublished(f),
	}
}

// unpublished says of a page that is shown, though it is not published, why it is not.
func (pl *planner) unpublished(f roadmap.Item) string {
	if f.Meta.Brouillon.V {
		return "Brouillon"
	}
	if day := pl.Comes(f); !day.IsZero() {
		return french.Typo("À paraître le " + day.French())
	}
	return ""
}

// listPage makes a page that has no document.
func (pl *planner) listPage(address, layout, titre, resume string) *Page {
	return &Page{Address: address, Layout: layout, Titre: titre, Resume: resume, Section: address,
		Fil: []Link{{Titre: "Accueil", Adresse: Home}}, Type: "website"}
}

// finish fills what follows from the rest of a page. forms are those of the feed that
// follows it.
func (pl *planner) finish(p *Page, forms []feed.Form) *Page {
	site := pl.plan.Site
	p.TitreSite = p.Titre
	for _, above := range slices.Backward(p.Fil) {
		if above.Adresse != Home && len(p.TitreSite)+len(above.Titre) < 100 {
			p.TitreSite += " - " + above.Titre
		}
	}
	if p.Address == Home {
		p.TitreSite = site.Titre + " - " + p.Titre
	} else {
		p.TitreSite += " - " + site.Titre
	}
	if site.NonIndexe {
		p.Robots = "noindex"
	}
	p.Description = p.Resume
	if p.Description == "" {
		p.Description = p.Titre + ", page du site " + site.Titre
		if site.Accroche != "" {
			p.Description = french.Typo(p.Description + " : " + site.Accroche)
		}
	}
	if len(p.Flux) > 0 {
		p.Flux = append(p.Flux, inForms(p.Flux[0], forms[1:])...)
	}
	if site.Flux.Adresse != "" {
		if p.Address == Home || p.Address == Updates || p.Address == Data {
			p.Flux = inForms(site.Flux, pl.plan.Pages[0].forms[1:])
		}
		p.Flux = append(p.Flux, site.Flux)
	}
	switch {
	case pl.destination == Disk || p.Robots != "": // nobody shares it
		p.Vignette = Vignette{}
	case pl.shared(p.Document) != Vignette{}:
		p.Vignette = pl.shared(p.Document)
	case p.Vignette.Adresse == "":
		p.Vignette = pl.pictured[nil]()
	}
	p.JSONLD = func() []string { return pl.jsonLD(p) }
	return p
}

// planRedirects lists the aliases of pages, by address.
func (pl *planner) planRedirects() {
	for _, p := range pl.plan.Pages {
		if p.Document == nil {
			continue
		}
		for _, a := range roadmap.CommonOf(p.Document.Matter).Alias {
			if alias, ok := roadmap.ParseAlias(a.S); ok { // else the model has reported it
				pl.plan.Redirects = append(pl.plan.Redirects, Redirect{alias, alias.String(), p.Address, p.Document.At(a.At)})
			}
		}
	}
	pl.planFormerPilotes()
	slices.SortStableFunc(pl.plan.Redirects, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
}
