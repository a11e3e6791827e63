package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func (pl *planner) planSiteMap() {
	if pl.taken(SiteMap) {
		return
	}
	const titre = "Plan du site"
	pl.planList(SiteMap, titre, func() *Page { return pl.siteMapPage(pl.listPage(SiteMap, "", titre, "Toutes les pages de ce site.")) })
}

// siteMapPage makes a page the site map.
func (pl *planner) siteMapPage(p *Page) *Page {
	p.Layout = "plan"
	p.Vue = func() any { return pl.siteMapView() }
	return p
}

func (pl *planner) siteMapView() *Everything {
	v := &Everything{}
	section := func(titre, adresse string, pages []PlanLien) {
		if len(pages) > 0 {
			v.Sections = append(v.Sections, PlanSection{Titre: titre, Adresse: adresse, Pages: pages})
		}
	}
	leaf := func(f roadmap.Fiche) Lien { return Lien{Titre: f.Titre(), Adresse: Address(pl.Roadmap, f.Doc)} }
	general := []PlanLien{{Lien: Lien{Titre: "Accueil", Adresse: Home}}}
	for _, p := range pl.Pages {
		general = append(general, PlanLien{Lien: leaf(p.Fiche)})
	}
	for _, l := range []Lien{pl.changesLink(), pl.dataLink(), pl.archivesLink()} {
		if l.Adresse != "" && !pl.taken(l.Adresse) {
			general = append(general, PlanLien{Lien: l})
		}
	}
	for _, l := range []Lien{pl.calendarLink(), pl.printLink()} {
		if l.Adresse != "" {
			general = append(general, PlanLien{Lien: l, Pages: pl.below(l.Adresse)})
		}
	}
	if !pl.taken(Licences) {
		general = append(general, PlanLien{Lien: Lien{Titre: "Licences", Adresse: Licences}})
	}
	if !pl.taken(Search) {
		general = append(general, PlanLien{Lien: Lien{Titre: "Recherche", Adresse: Search}})
	}
	section("Pages générales", "", general)
	var familles, missions, alone, enjeux []PlanLien
	for _, f := range pl.Familles {
		familles = append(familles, PlanLien{Lien: leaf(f.Fiche)})
	}
	section(french.Capital(pl.Mots.Famille.Pluriel), "", familles)
	for _, m := range pl.Missions {
		l := PlanLien{Lien: Lien{Titre: french.Typo(withCode(m.Code.S, m.Titre())), Adresse: Address(pl.Roadmap, m.Doc)}}
		for _, p := range m.Projets {
			l.Pages = append(l.Pages, leaf(p.Fiche))
		}
		missions = append(missions, l)
	}
	section(french.Capital(pl.Mots.Mission.Pluriel)+" et leurs "+pl.Mots.Projet.Pluriel, ListAddress(pl.Roadmap, content.Mission), missions)
	for _, p := range pl.Projets {
		if p.Mission == nil {
			alone = append(alone, PlanLien{Lien: leaf(p.Fiche)})
		}
	}
	section(french.Capital(pl.lone()), ListAddress(pl.Roadmap, content.Projet), alone)
	for _, e := range pl.Enjeux {
		enjeux = append(enjeux, PlanLien{Lien: leaf(e.Fiche)})
	}
	section(french.Capital(pl.Mots.Enjeu.Pluriel), ListAddress(pl.Roadmap, content.Enjeu), enjeux)
	var updates []PlanLien
	for _, a := range pl.Actualites {
		updates = append(updates, PlanLien{Lien: leaf(a.Fiche)})
	}
	if len(updates) > 0 {
		section("Actualités", Updates, updates)
	}
	return v
}

// below lists the planned pages whose address is below another.
func (pl *planner) below(address string) []Lien {
	var out []Lien
	for _, p := range pl.plan.Pages {
		if p.Address != address && strings.HasPrefix(p.Address, address) {
			out = append(out, Lien{Titre: p.Titre, Adresse: p.Address})
		}
	}
	return out
}
