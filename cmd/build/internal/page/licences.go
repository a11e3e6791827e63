package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/license"
)

// dsfrPackage is the design system, which pages name by what it is called.
const dsfrPackage = "@gouvfr/dsfr"

// planLicences plans the page of what the site and the program are made of; an editor
// may write an introduction to it.
func (pl *planner) planLicences() {
	if pl.taken(Licences) {
		return
	}
	const titre = "Licences"
	pl.planList(Licences, titre, func() *Page {
		return pl.licencesPage(pl.listPage(Licences, "", titre, "Ce dont ce site et le programme qui le fabrique sont faits, et sous quelles licences."))
	})
}

// licencesPage makes a page the list of licences.
func (pl *planner) licencesPage(p *Page) *Page {
	p.Layout = "licences"
	p.Vue = func() any {
		site, all := pl.plan.Site, license.All()
		v := &Conditions{Contenus: site.Licence, Pages: []Composant{
			{Nom: "Système de design de l’État (DSFR)", Version: site.DSFR, Licence: "MIT", Droits: "© Service d’information du Gouvernement"},
		}}
		if site.Identite == "etat" {
			v.Pages = append(v.Pages, Composant{Nom: "Marianne, police de caractères", Licence: "pas de licence libre, usage réservé à l’État", Droits: "© Service d’information du Gouvernement"})
		}
		for _, c := range all.Packages {
			if c.Name != dsfrPackage {
				v.Pages = append(v.Pages, component(c))
			}
		}
		for _, c := range all.Modules {
			v.Programme = append(v.Programme, component(c))
		}
		return v
	}
	return p
}

func component(c license.Component) Composant {
	return Composant{Nom: c.Name, Version: c.Version, Licence: strings.ReplaceAll(c.License, " AND ", " et "), Droits: strings.Join(c.Notices, ", ")}
}
