package page

import (
	"fmt"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func (pl *planner) planEnjeux() {
	pl.planLevel(content.Enjeu, pl.enjeuList)
	for _, e := range pl.Enjeux {
		pl.planDocument(&e.Item, e)
	}
}

func (pl *planner) enjeuList(page *Page, count Compte) {
	page.Resume = french.Typo(fmt.Sprintf("%sUne lecture transversale : chaque %s, et les %s qui y répondent.", untitled(count), pl.Mots.Enjeu.Singulier, pl.Mots.Projet.Pluriel))
	page.Vue = func() any { return &Enjeux{Enjeux: pl.enjeuCards()} }
}

func (pl *planner) enjeuPage(e *roadmap.Enjeu) *Page {
	list := pl.listLink(content.Enjeu)
	page := pl.documentPage(e.Item, "enjeu", list)
	page.Section = list.Adresse
	page.Vue = func() any {
		v := &Enjeu{Compte: pl.projetCount(len(e.Projets)), Actualites: pl.updateCards(e.Actualites, pageUpdates)}
		if v.Tous = pl.longList("enjeu", e.Slug(), len(e.Projets)); v.Tous.Adresse == "" {
			v.Groupes = pl.byMission(e.Projets)
		}
		counts := map[*roadmap.Mission]int{}
		for _, p := range e.Projets {
			counts[p.Mission]++
		}
		for _, m := range pl.Missions {
			if n := counts[m]; n > 0 {
				v.Missions = append(v.Missions, MissionCompte{pl.missionLabel(m), pl.projetCount(n).Texte})
			}
		}
		v.Voisins = each(pl.Enjeux, func(other *roadmap.Enjeu) Link {
			return Link{Titre: other.Titre(), Adresse: Address(pl.Roadmap, other.Doc), Actif: other == e}
		})
		return v
	}
	return page
}
