package page

import "feuille-de-route.example/cmd/build/internal/content"

func (pl *planner) notFoundView() any {
	return &Introuvable{there(Link{Titre: "Accueil", Adresse: Home}, pl.shownList(content.Mission), pl.listLink(content.Projet),
		pl.shownList(content.Actualite), pl.ownLink(SiteMap))}
}
