package page

import (
	"fmt"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Redirect is a former address and where it leads now.
type Redirect struct {
	From, To string // addresses of the site
}

// A Plan is every page of a site.
type Plan struct {
	Site      *Site
	Pages     []*Page
	Redirects []Redirect
	ByPath    map[string]*Page // the page of each document, by its path
}

// New plans the pages of a roadmap. base is the canonical URL of the home page,
// without the final slash. Clashes between addresses are added to p.
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
	pl.free()
	pl.siteMap()
	pl.add(pl.notFound())
	pl.addresses()
	for _, page := range pl.plan.Pages {
		pl.finish(page)
	}
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
		p.Description = content.Typo(fmt.Sprintf("%s, page du site %s : %s", p.Titre, site.Titre, site.Accroche))
	}
	if site.Flux.Adresse != "" {
		p.Flux = append(p.Flux, site.Flux)
	}
	p.JSONLD = pl.jsonLD(p)
}

// addresses reports pages, lists and aliases that want the same place.
func (pl *planner) addresses() {
	taken := map[string]string{}
	for _, p := range pl.plan.Pages {
		who := "une page du site"
		if p.Document != nil {
			who = p.Document.Path
		}
		if other, clash := taken[p.Address]; clash {
			file := content.SitePath
			if p.Document != nil {
				file = p.Document.Path
			} else if strings.HasPrefix(other, content.Root) {
				file, other = other, who
			}
			pl.problems.Erreur(diag.Pos{File: file}, "adresse-prise", "donnez un autre nom au fichier",
				"l'adresse %s est déjà celle de %s", p.Address, other)
			continue
		}
		taken[p.Address] = who
	}
	for _, p := range pl.plan.Pages {
		if p.Document == nil {
			continue
		}
		for _, a := range commonOf(p).Alias {
			pl.alias(p, a, taken)
		}
	}
	slices.SortFunc(pl.plan.Redirects, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
}

func (pl *planner) alias(p *Page, a content.Text, taken map[string]string) {
	from := a.S
	if !strings.HasSuffix(from, "/") && !strings.HasSuffix(from, ".html") || !strings.HasPrefix(from, "/") || from == "/" {
		return // already reported by the model
	}
	if other, clash := taken[from]; clash || strings.HasPrefix(from, "/assets/") {
		if !clash {
			other = "les fichiers du site"
		}
		pl.problems.Erreur(p.Document.At(a.At), "alias-pris", "retirez-le, ou choisissez une adresse libre",
			"l'adresse %s est déjà celle de %s", from, other)
		return
	}
	taken[from] = "un alias de " + p.Document.Path
	pl.plan.Redirects = append(pl.plan.Redirects, Redirect{from, p.Address})
}

func commonOf(p *Page) *roadmap.Common { return roadmap.CommonOf(p.Document.Matter) }
