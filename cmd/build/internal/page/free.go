package page

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// planFree plans the pages of content/pages/.
func (pl *planner) planFree() {
	for _, p := range pl.Pages {
		pl.planDocument(&p.Fiche, p)
	}
}

func (pl *planner) freePage(p *roadmap.Libre) *Page {
	page := pl.documentPage(p.Fiche, "page")
	page.Section = page.Address
	page.Vue = func() any {
		return &Libre{Faits: pl.faits(p.Slug()), Audience: pl.audience(p.Slug()), Indicateurs: pl.indicateurs(p.Indicateurs)}
	}
	if own, ok := pl.ownPages()[page.Address]; ok {
		page.Layout, page.Vue = own.layout, own.vue
		if page.Address == Search {
			page.Resume = cmp.Or(page.Resume, own.resume)
		}
	}
	return page
}

// An ownPage is one that the site makes itself. A page of content/pages/ at its
// address is an introduction to it.
type ownPage struct {
	layout, titre, resume string
	vue                   func() any
}

// ownPages are those of this site, by address.
func (pl *planner) ownPages() map[string]ownPage {
	all := map[string]ownPage{
		Archived: {"archives", "Archives", "Les éditions gardées, telles qu’elles étaient, à télécharger et à vérifier.", pl.archivesView},
		Licences: {"licences", "Licences", "Ce dont ce site et le programme qui le fabrique sont faits, et sous quelles licences.", pl.licencesView},
		SiteMap:  {"plan", "Plan du site", "Toutes les pages de ce site.", pl.siteMapView},
		Search:   {"recherche", "Recherche", "Une page se trouve par ses mots, ou dans la liste de A\u00a0à\u00a0Z.", pl.searchView},
		Changes: {"changements", "Ce qui change d’une édition à l’autre",
			"Les chiffres que chaque édition annonce, et ce qui est entré, achevé, retardé, renommé ou sorti.", func() any { return &Changements{} }},
		Data: {"donnees", "Données ouvertes", "Toute la feuille de route en fichiers, pour un tableur, un programme ou un catalogue.", pl.dataView},
	}
	if len(pl.Site.Archives) == 0 { // site.yaml says that none is published
		delete(all, Archived)
	}
	if len(pl.Until()) < 2 {
		delete(all, Changes)
	}
	return all
}

// planOwn plans the page that the site makes at an address, unless an editor wrote one.
func (pl *planner) planOwn(address string) {
	if own, ok := pl.ownPages()[address]; ok && !pl.taken(address) {
		pl.planList(address, own.titre, func() *Page {
			page := pl.listPage(address, own.layout, own.titre, own.resume)
			page.Vue = own.vue
			return page
		})
	}
}

// taken reports whether a page of content/pages/ stands at an address.
func (pl *planner) taken(address string) bool {
	return slices.ContainsFunc(pl.Pages, func(p *roadmap.Libre) bool { return Address(pl.Roadmap, p.Doc) == address })
}
