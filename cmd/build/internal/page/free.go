package page

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// planFree plans the pages of content/pages/; the site map is one of them when
// an editor wrote an introduction to it.
func (pl *planner) planFree() {
	for _, p := range pl.Pages {
		pl.planDocument(&p.Fiche, p)
	}
}

func (pl *planner) freePage(p *roadmap.Libre) *Page {
	page := pl.documentPage(p.Fiche, "page")
	page.Section = page.Address
	switch {
	case page.Address == SiteMap:
		return pl.siteMapPage(page)
	case page.Address == Search:
		return pl.searchPage(page)
	case page.Address == Archived && len(pl.Site.Archives) > 0:
		return pl.archivesPage(page)
	case page.Address == Data:
		return pl.dataPage(page)
	case page.Address == Changes && pl.changesLink().Adresse != "":
		return pl.changesPage(page)
	case page.Address == Licences:
		return pl.licencesPage(page)
	}
	page.Vue = func() any {
		return &Libre{Faits: pl.faits(p.Slug()), Audience: pl.audience(p.Slug()), Indicateurs: pl.indicateurs(p.Indicateurs)}
	}
	return page
}

// taken reports whether a page of content/pages/ stands at an address.
func (pl *planner) taken(address string) bool {
	return slices.ContainsFunc(pl.Pages, func(p *roadmap.Libre) bool { return Address(pl.Roadmap, p.Doc) == address })
}
