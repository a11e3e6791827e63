package page

import (
	"cmp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A kind is a kind of page: how its pages are planned and, where they are those of
// documents, how one is made, and what a search knows of it besides its title and its
// sentence.
type kind struct {
	plan  func(pl *planner)
	of    content.Kind
	page  func(pl *planner, of any) *Page // nil for what follows from no document
	found func(pl *planner, of any, e *Record) (words []string)
	own
}

// An own page is one that the site makes itself. A page of content/pages/ at its
// address is an introduction to it.
type own struct {
	address, lien, titre string // lien is what links call it, unless it is its title
	layout, resume       string
	view                 func(pl *planner) any // nil when its plan does without
	there                func(pl *planner) bool
}

// kinds are all kinds of pages, in the order in which they are planned.
func kinds(r *roadmap.Roadmap) []kind {
	always := func(*planner) bool { return true }
	pilotes := pilotesPage(r)
	indicateurs := own{Indicators, "", "Indicateurs", "indicateurs", "Ce qui se mesure : d’où l’on part, où l’on en est, ce qui est visé.",
		(*planner).indicateursView, (*planner).hasIndicateurs}
	return []kind{
		row(content.Accueil, (*planner).planHome, (*planner).accueilPage, nil),
		row(content.Famille, (*planner).planFamilles, (*planner).famillePage, (*planner).familleFound),
		row(content.Mission, (*planner).planMissions, (*planner).missionPage, (*planner).missionFound),
		row(content.Projet, (*planner).planProjets, (*planner).projetPage, (*planner).projetFound),
		row(content.Enjeu, (*planner).planEnjeux, (*planner).enjeuPage, nil),
		{plan: func(pl *planner) { pl.planPilotes(pilotes) }, own: pilotes},
		{plan: func(pl *planner) { pl.planIndicateurs(indicateurs) }, own: indicateurs},
		{plan: (*planner).planCalendars, own: own{address: Timeline, titre: timelineTitle, there: (*planner).hasDues}},
		row(content.Actualite, (*planner).planActualites, (*planner).actualitePage, (*planner).actualiteFound),
		row(content.Libre, (*planner).planFree, (*planner).freePage, (*planner).libreFound),
		made(own{Archived, "", "Archives", "archives", "Les éditions gardées, telles qu’elles étaient, à télécharger et à vérifier.",
			(*planner).archivesView, (*planner).hasArchives}),
		{plan: (*planner).planPrints, own: own{address: Printed, titre: printTitle, there: always}},
		made(own{Licences, "", "Licences", "licences", "Ce dont ce site et le programme qui le fabrique sont faits, et sous quelles licences.",
			(*planner).licencesView, always}),
		made(own{SiteMap, "", "Plan du site", "plan", "Toutes les pages de ce site.", (*planner).siteMapView, always}),
		made(own{Search, "", "Recherche", "recherche", "Une page se trouve par ses mots, ou dans la liste de A\u00a0à\u00a0Z.", (*planner).searchView, always}),
		made(own{NotFound, "", "Page introuvable", "introuvable", "Aucune page ne se trouve à cette adresse, peut-être mal recopiée ou abandonnée.",
			(*planner).notFoundView, (*planner).served}),
		made(own{Changes, "Changements", "Ce qui change d’une édition à l’autre", "changements",
			"Les chiffres que chaque édition annonce, et ce qui est entré, achevé, retardé, renommé ou sorti.", (*planner).changesView, (*planner).hasChanges}),
		made(own{Data, "Données", "Données ouvertes", "donnees", "Toute la feuille de route en fichiers, pour un tableur, un programme ou un catalogue.",
			(*planner).dataView, always}),
	}
}

// row makes the row of a kind whose documents are Ts in the model.
func row[T any](of content.Kind, plan func(*planner), page func(*planner, *T) *Page, found func(*planner, *T, *Record) []string) kind {
	k := kind{of: of, plan: plan, page: func(pl *planner, of any) *Page { return page(pl, of.(*T)) }}
	if found != nil {
		k.found = func(pl *planner, of any, e *Record) []string { return found(pl, of.(*T), e) }
	}
	return k
}

// made makes the row of a page that the site makes itself, unless an editor wrote one.
func made(o own) kind {
	return kind{own: o, plan: func(pl *planner) {
		if !o.there(pl) || pl.taken(o.address) {
			return
		}
		pl.planList(o.address, o.titre, func() *Page {
			page := pl.listPage(o.address, o.layout, o.titre, o.resume)
			page.Vue = func() any { return o.view(pl) }
			if o.address == NotFound {
				page.Robots, page.Section = "noindex", ""
			}
			return page
		}).Hidden = o.address == NotFound
	}}
}

// served reports whether somebody answers for addresses where nothing is.
func (pl *planner) served() bool { return pl.destination != Disk }

// ownPage finds the page that the site makes at an address; nil when it makes none.
func (pl *planner) ownPage(address string) *own {
	for i := range pl.kinds {
		if o := &pl.kinds[i].own; o.address == address && o.there(pl) {
			return o
		}
	}
	return nil
}

// ownLink leads to the page that the site makes at an address, or nowhere.
func (pl *planner) ownLink(address string) Link {
	if o := pl.ownPage(address); o != nil {
		return Link{Titre: cmp.Or(o.lien, o.titre), Adresse: address}
	}
	return Link{}
}

// kind is that of the page of a document.
func (pl *planner) kind(d *content.Document) *kind {
	i := slices.IndexFunc(pl.kinds, func(k kind) bool { return k.page != nil && k.of == d.Kind })
	return &pl.kinds[i]
}

func (pl *planner) familleFound(f *roadmap.Famille, e *Record) []string {
	e.Code = pl.familleCode(f)
	return nil
}

func (pl *planner) missionFound(m *roadmap.Mission, e *Record) []string {
	e.Code = pl.missionCode(m)
	words := append(append(append(codes(m.AnciensCodes), texts(m.Pilotes)...), texts(m.Partenaires)...), m.Responsable.S)
	return append(words, names(m.Indicateurs)...)
}

func (pl *planner) projetFound(p *roadmap.Projet, e *Record) []string {
	e.Code = pl.projetCode(p)
	facts := []string{pl.statut(p.Statut).Mot}
	if p.Par != nil {
		facts[0] = french.Typo(pl.merged() + " avec « " + p.Par.Titre() + " »")
	}
	if p.Mission != nil {
		facts = append([]string{cmp.Or(pl.missionCode(p.Mission), p.Mission.Titre())}, facts...)
	}
	e.Detail = strings.Join(append(facts, each(p.Leaders, (*roadmap.Pilote).Titre)...), " · ")
	words := append(append(codes(p.AnciensCodes), texts(p.Partenaires)...), p.Responsable.S)
	for _, j := range p.Milestones() {
		words = append(words, j.Titre.S)
	}
	return append(words, names(p.Indicateurs)...)
}

func (pl *planner) actualiteFound(a *roadmap.Actualite, e *Record) []string {
	e.Detail = a.Date.French()
	return nil
}

func (pl *planner) libreFound(p *roadmap.Libre, _ *Record) []string { return names(p.Indicateurs) }
