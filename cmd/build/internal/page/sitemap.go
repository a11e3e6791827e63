package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// siteMapView is all pages: first those of no kind, then those of each kind.
func (pl *planner) siteMapView() any {
	v := &Everything{}
	section := func(titre, adresse string, pages []PlanLien) {
		if len(pages) > 0 {
			v.Sections = append(v.Sections, PlanSection{Titre: titre, Adresse: adresse, Pages: pages})
		}
	}
	section("Pages générales", "", pl.generalPages())
	section(french.Capital(pl.Mots.Famille.Pluriel), ListAddress(pl.Roadmap, content.Famille), each(pl.Familles, func(f *roadmap.Famille) PlanLien { return PlanLien{Link: pl.familleLink(f)} }))
	missions, alone := pl.projetPages()
	section(french.Capital(pl.Mots.Mission.Pluriel)+" et leurs "+pl.Mots.Projet.Pluriel, ListAddress(pl.Roadmap, content.Mission), missions)
	section(french.Capital(pl.lone()), ListAddress(pl.Roadmap, content.Projet), alone)
	section(french.Capital(pl.Mots.Projet.Pluriel)+" "+pl.Mots.Projet.Agree("fusionné", 2), "", each(pl.Fusionnes, func(p *roadmap.Projet) PlanLien { return PlanLien{Link: pl.linkTo(p.Item)} }))
	for k := content.Enjeu; k < content.Libre; k++ {
		section(french.Capital(pl.noun(k).Pluriel), ListAddress(pl.Roadmap, k), pl.pagesOf(k))
	}
	return v
}

// generalPages are the home page, the free ones, and those that the site makes.
func (pl *planner) generalPages() []PlanLien {
	list := append([]PlanLien{{Link: Link{Titre: "Accueil", Adresse: Home}}}, pl.pagesOf(content.Libre)...)
	if len(pl.Missions) > 0 { // else a section below bears its name
		list = append(list, PlanLien{Link: pl.listLink(content.Projet)})
	}
	for _, address := range []string{pilotesAddress(pl.Roadmap), Indicators, Changes, Data, Archived, Timeline, Printed, Licences, Search} {
		if l := pl.ownLink(address); l.Adresse != "" && !pl.taken(address) {
			list = append(list, PlanLien{Link: l, Pages: pl.below(address)})
		}
	}
	return list
}

// pagesOf lists the pages of a kind of document.
func (pl *planner) pagesOf(k content.Kind) (list []PlanLien) {
	for _, p := range pl.plan.Pages {
		if p.Document != nil && p.Document.Kind == k {
			list = append(list, PlanLien{Link: Link{Titre: p.Titre, Adresse: p.Address}})
		}
	}
	return list
}

// projetPages lists the projets below their missions, and those of none.
func (pl *planner) projetPages() (missions, alone []PlanLien) {
	leaf := func(p *roadmap.Projet) Link { return pl.linkTo(p.Item) }
	missions = each(pl.Missions, func(m *roadmap.Mission) PlanLien {
		return PlanLien{Link: Link{Titre: french.Typo(withCode(pl.missionCode(m), m.Titre())), Adresse: Address(pl.Roadmap, m.Doc)}, Pages: each(m.Projets, leaf)}
	})
	return missions, each(pl.alone(), func(p *roadmap.Projet) PlanLien { return PlanLien{Link: leaf(p)} })
}

// below lists the planned pages whose address is below another.
func (pl *planner) below(address string) []Link {
	var out []Link
	for _, p := range pl.plan.Pages {
		if p.Address != address && strings.HasPrefix(p.Address, address) {
			out = append(out, Link{Titre: p.Titre, Adresse: p.Address})
		}
	}
	return out
}
