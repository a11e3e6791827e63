package page

import (
	"fmt"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func pageOf(n int) string {
	if n == 1 {
		return Updates
	}
	return Updates + "page/" + strconv.Itoa(n) + "/"
}

func (pl *planner) planActualites() {
	total := len(pl.Actualites)
	if total == 0 {
		return
	}
	pages := (total + perPage - 1) / perPage
	for n := 1; n <= pages; n++ {
		titre := "Actualités"
		if n > 1 {
			titre = fmt.Sprintf("Actualités, page %d sur %d", n, pages)
		}
		pl.planList(pageOf(n), titre, func() *Page { return pl.updateList(titre, n, pages) }).Selection = n > 1
	}
	for _, a := range pl.Actualites {
		p := pl.planDocument(&a.Item, a)
		if a.Meta.MisAJour.IsZero() {
			p.Modified = a.Date
		}
	}
}

func (pl *planner) updateList(titre string, n, pages int) *Page {
	page := pl.listPage(pageOf(n), "actualites", titre, "Ce qui s’est passé, du plus récent au plus ancien.")
	page.Section = Updates
	if n > 1 {
		page.Resume = french.Typo(fmt.Sprintf("Ce qui s’est passé, du plus récent au plus ancien : page %d sur %d.", n, pages))
		page.Fil = append(page.Fil, pl.listLink(content.Actualite))
	}
	page.Vue = func() any { return pl.updatesPage(n, pages) }
	return page
}

func (pl *planner) updatesPage(n, pages int) *Actualites {
	v := &Actualites{Pagination: pagination(n, pages, pageOf), Total: len(pl.Actualites), Flux: Link{Titre: "Suivre les actualités (RSS)", Adresse: pl.plan.Site.Flux.Adresse}}
	for _, a := range pl.Actualites[(n-1)*perPage : min(n*perPage, len(pl.Actualites))] {
		year := strconv.Itoa(a.Date.Year)
		if len(v.Annees) == 0 || v.Annees[len(v.Annees)-1].Annee != year {
			v.Annees = append(v.Annees, ActualiteAnnee{Annee: year})
		}
		last := &v.Annees[len(v.Annees)-1]
		last.Actualites = append(last.Actualites, pl.updateCard(a))
	}
	return v
}

// pagination lists the first, the last and the pages around page n of so many, each at
// its address. A Link without address stands for those left out.
func pagination(n, pages int, address func(n int) string) Pagination {
	p := Pagination{Numero: n, Nombre: pages}
	gap := false
	for i := 1; i <= pages; i++ {
		if i == 1 || i == pages || i >= n-2 && i <= n+2 {
			p.Pages = append(p.Pages, Link{Titre: strconv.Itoa(i), Adresse: address(i), Actif: i == n})
			gap = false
		} else if !gap {
			p.Pages = append(p.Pages, Link{Titre: "…"})
			gap = true
		}
	}
	if n > 1 {
		p.Precedente = Link{Titre: "Page précédente", Adresse: address(n - 1)}
	}
	if n < pages {
		p.Suivante = Link{Titre: "Page suivante", Adresse: address(n + 1)}
	}
	return p
}

func (pl *planner) actualitePage(a *roadmap.Actualite) *Page {
	page := pl.documentPage(a.Item, "actualite", pl.listLink(content.Actualite))
	page.Section = Updates
	page.Type = "article"
	page.Publie = DateOf(a.Date)
	page.Vue = func() any {
		v := &Actualite{Date: DateOf(a.Date), Sujets: pl.subjects(a)}
		if address := a.Ailleurs.S; address != "" {
			v.Ailleurs = Link{Titre: elsewhereTitle(address), Adresse: address}
		}
		if pl.after(a.Date) {
			v.Apres = "Cet événement est postérieur à l’édition publiée ici, datée du " + pl.Edition.Date.French() + "."
		}
		i := a.Rang
		if i+1 < len(pl.Actualites) {
			v.Precedente = pl.updateLabel(pl.Actualites[i+1])
		}
		if i > 0 {
			v.Suivante = pl.updateLabel(pl.Actualites[i-1])
		}
		return v
	}
	return page
}

// elsewhereTitle says where an address of another site leads.
func elsewhereTitle(address string) string { return "Lire la suite sur " + content.Host(address) }

func (pl *planner) updateLabel(a *roadmap.Actualite) Etiquette {
	return Etiquette{Titre: a.Titre(), Slug: a.Slug(), Adresse: Address(pl.Roadmap, a.Doc)}
}

// updateCard is what lists show of an actualité, made once for all lists.
func (pl *planner) updateCard(a *roadmap.Actualite) ActualiteCarte {
	if made := pl.cartes[a.Rang].Load(); made != nil {
		return *made
	}
	c := ActualiteCarte{
		Titre: a.Titre(), Adresse: Address(pl.Roadmap, a.Doc), Date: DateOf(a.Date), Resume: a.Meta.Resume.S, Image: pl.lead(a.Doc),
		Sujets: pl.subjects(a), Ailleurs: content.Host(a.Ailleurs.S), Apres: pl.after(a.Date), Brouillon: pl.unpublished(a.Item),
	}
	pl.cartes[a.Rang].Store(&c)
	return c
}

func (pl *planner) after(d content.Date) bool {
	return pl.Edition != nil && d.Compare(pl.Edition.Date) > 0
}

// subjects lists what an actualité is about; a mission that its projets imply
// is not repeated.
func (pl *planner) subjects(a *roadmap.Actualite) []Etiquette {
	var out []Etiquette
	for _, m := range a.Missions {
		out = append(out, pl.missionLabel(m))
	}
	for _, p := range a.Projets {
		label := pl.projetLabel(p)
		label.Code = "" // « Pi3 » alone tells a reader nothing
		out = append(out, label)
	}
	return append(out, pl.enjeuLabels(a.Enjeux)...)
}

func (pl *planner) updateCards(list []*roadmap.Actualite, most int) []ActualiteCarte {
	if most > 0 && len(list) > most {
		list = list[:most]
	}
	return each(list, pl.updateCard)
}
