package page

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Redirect is a former address and where it leads now.
type Redirect struct {
	From, To string // addresses of the site
	Pos      diag.Pos
}

// A Plan is every page of a site.
type Plan struct {
	Site      *Site
	Pages     []*Page
	Feeds     []*Feed
	Redirects []Redirect
	ByPath    map[string]*Page // the page of each document, by its path
}

// New plans the pages of a roadmap. base is the canonical URL of the home page,
// without the final slash. What is wrong with the
// figures in texts is added to p; whether two files want one address is for
// who knows all files to say.
func New(r *roadmap.Roadmap, base string, p *diag.List) *Plan {
	pl := &planner{Roadmap: r, problems: p, plan: &Plan{ByPath: map[string]*Page{}}}
	pl.plan.Site = pl.site(base)
	pl.lines()
	pl.add(pl.home())
	pl.familles()
	pl.missions()
	pl.projets()
	pl.enjeux()
	pl.actualites()
	pl.freePages()
	pl.archives()
	pl.siteMap()
	pl.add(pl.notFound())
	pl.redirects()
	for _, page := range pl.plan.Pages {
		pl.finish(page)
	}
	pl.feeds()
	return pl.plan
}

// planner holds what is made once and used by many pages.
type planner struct {
	*roadmap.Roadmap
	problems *diag.List
	plan     *Plan
	lignes   map[*roadmap.Projet]ProjetLigne
	cartes   map[*roadmap.Actualite]ActualiteCarte
}

func (pl *planner) add(p *Page) {
	pl.plan.Pages = append(pl.plan.Pages, p)
	if p.Document != nil {
		pl.plan.ByPath[p.Document.Path] = p
	}
}

// fiche makes a page out of what all documents share.
func (pl *planner) fiche(f roadmap.Fiche, layout string, fil ...Lien) *Page {
	m := f.Meta
	return &Page{
		Address:   Address(pl.Roadmap, f.Doc),
		Layout:    layout,
		Titre:     m.Titre.S,
		Resume:    pl.text(f.Doc, m.Resume),
		Fil:       append([]Lien{{Titre: "Accueil", Adresse: Home}}, fil...),
		Publie:    date(m.Publie),
		MisAJour:  date(m.MisAJour),
		Reserve:   m.Reserve.S,
		Sources:   sources(m.Sources),
		Liens:     liens(m.Liens),
		Document:  f.Doc,
		Type:      "website",
		Brouillon: m.Brouillon.V,
	}
}

// text expands the figures of a plain text.
func (pl *planner) text(d *content.Document, t content.Text) string {
	return content.Expand(t.S, func(inner string) string {
		value, wrong, hint := pl.Figure(inner)
		if wrong != "" {
			pl.problems.Erreur(d.At(t.At), "chiffre", hint, "%s", wrong)
		}
		return value
	})
}

// list makes the page of a list, which has no document of its own.
func (pl *planner) list(address, layout, titre, resume string) *Page {
	return &Page{Address: address, Layout: layout, Titre: titre, Resume: resume, Section: address,
		Fil: []Lien{{Titre: "Accueil", Adresse: Home}}, Type: "website"}
}

// finish fills what follows from the rest of a page.
func (pl *planner) finish(p *Page) {
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
	p.Description = p.Resume
	if p.Description == "" {
		p.Description = p.Titre + ", page du site " + site.Titre
		if site.Accroche != "" {
			p.Description = content.Typo(p.Description + " : " + site.Accroche)
		}
	}
	if site.Flux.Adresse != "" {
		p.Flux = append(p.Flux, site.Flux)
	}
	p.JSONLD = func() []string { return pl.jsonLD(p) }
}

// redirects lists the aliases of pages, by address.
func (pl *planner) redirects() {
	for _, p := range pl.plan.Pages {
		if p.Document == nil {
			continue
		}
		for _, a := range roadmap.CommonOf(p.Document.Matter).Alias {
			if roadmap.IsAlias(a.S) { // else the model has reported it
				pl.plan.Redirects = append(pl.plan.Redirects, Redirect{From: a.S, To: p.Address, Pos: p.Document.At(a.At)})
			}
		}
	}
	slices.SortStableFunc(pl.plan.Redirects, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
}
