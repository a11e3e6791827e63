package page

import "feuille-de-route.example/cmd/build/internal/content"

func (pl *planner) planNotFound() {
	const titre = "Page introuvable"
	pl.planList(NotFound, titre, func() *Page { return pl.notFoundPage(titre) }).Hidden = true
}

func (pl *planner) notFoundPage(titre string) *Page {
	page := pl.listPage(NotFound, "introuvable", titre, "Aucune page ne se trouve à cette adresse, peut-être mal recopiée ou abandonnée.")
	page.Robots, page.Section = "noindex", ""
	page.Vue = func() any {
		v := &Introuvable{}
		add := func(l Lien) {
			if l.Adresse != "" && len(v.Liens) < 5 {
				v.Liens = append(v.Liens, l)
			}
		}
		add(Lien{Titre: "Accueil", Adresse: Home})
		if len(pl.Missions) > 0 {
			add(pl.listLink(content.Mission))
		}
		add(pl.listLink(content.Projet))
		if len(pl.Actualites) > 0 {
			add(pl.updatesLink())
		}
		add(Lien{Titre: "Plan du site", Adresse: SiteMap})
		return v
	}
	return page
}
