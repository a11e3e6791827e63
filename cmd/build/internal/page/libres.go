package page

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// planFree plans the pages of content/pages/.
func (pl *planner) planFree() {
	for _, p := range pl.Libres {
		pl.planDocument(&p.Item, p)
	}
}

func (pl *planner) freePage(p *roadmap.Libre) *Page {
	page := pl.documentPage(p.Item, "page")
	page.Section = page.Address
	page.Vue = func() any {
		return &Libre{Faits: pl.faits(p.Slug()), Audience: pl.audience(p.Slug()), Indicateurs: pl.indicateurs(p.Indicateurs)}
	}
	if own := pl.ownPage(page.Address); own != nil && own.view != nil {
		page.Layout, page.Vue = own.layout, func() any { return own.view(pl) }
		if page.Address == Search {
			page.Resume = cmp.Or(page.Resume, own.resume)
		}
	}
	return page
}

// taken reports whether a page of content/pages/ stands at an address.
func (pl *planner) taken(address string) bool {
	return slices.ContainsFunc(pl.Libres, func(p *roadmap.Libre) bool { return Address(pl.Roadmap, p.Doc) == address })
}
