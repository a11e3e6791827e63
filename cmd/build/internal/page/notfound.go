package page

import "feuille-de-route.example/cmd/build/internal/content"

func (pl *planner) notFoundView() any {
	list := []Link{{Titre: "Accueil", Adresse: Home}}
	if len(pl.Missions) > 0 {
		list = append(list, pl.listLink(content.Mission))
	}
	list = append(list, pl.listLink(content.Projet))
	if len(pl.Actualites) > 0 {
		list = append(list, pl.updatesLink())
	}
	return &Introuvable{append(list, pl.ownLink(SiteMap))}
}
