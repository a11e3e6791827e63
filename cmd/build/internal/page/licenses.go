package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/license"
)

// dsfrPackage is the design system, which pages name by what it is called.
const dsfrPackage = "@gouvfr/dsfr"

// licencesView lists what the site and the program are made of.
func (pl *planner) licencesView() any {
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
	v.Programme = each(all.Modules, component)
	return v
}

func component(c license.Component) Composant {
	return Composant{Nom: c.Name, Version: c.Version, Licence: strings.ReplaceAll(c.License, " AND ", " et "), Droits: strings.Join(c.Notices, ", ")}
}
