package page

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const (
	legalSlug         = "mentions-legales"
	accessibilitySlug = "accessibilite"
)

// faits lists what the law makes a free page state, as site.yaml gives it. What
// site.yaml leaves out is listed without value: the page says so. Other pages
// have none.
func (pl *planner) faits(slug string) []Fait {
	var list []Fait
	switch slug {
	case legalSlug:
		list = pl.legal()
	case accessibilitySlug:
		list = pl.conformity()
	}
	for i := range list {
		list[i].Inconnu = "Non renseigné"
	}
	return list
}

// audience is how visits are counted, for the pages that tell readers what becomes of
// their data (GDPR, article 13; law of 6 January 1978, article 82).
func (pl *planner) audience(slug string) *Audience {
	if slices.Contains(roadmap.PrivacyPages, slug) {
		return pl.plan.Site.Audience
	}
	return nil
}

// legal is what LCEN, article 1-1, wants of a publisher who is no private person.
func (pl *planner) legal() []Fait {
	m, c := pl.Site.MentionsLegales, pl.Site.Contact
	editor := m.Editeur.S
	if editor == "" {
		editor = pl.Site.Organisme.Nom.S
	}
	list := []Fait{
		fact("Éditeur", editor),
		fact("Adresse", c.Adresse.S),
		fact("Téléphone", c.Telephone.S),
	}
	if c.Courriel.S != "" {
		list = append(list, Fait{Nom: "Courriel", Liens: []Link{{Titre: c.Courriel.S, Adresse: "mailto:" + c.Courriel.S}}})
	}
	if c.Formulaire.S != "" {
		list = append(list, Fait{Nom: "Formulaire de contact", Liens: []Link{{Titre: c.Formulaire.S, Adresse: c.Formulaire.S}}})
	}
	host := m.Hebergeur
	list = append(list,
		fact("Directeur de la publication", m.Directeur.S),
		fact("Hébergeur", host.Nom.S),
		fact("Adresse de l’hébergeur", host.Adresse.S),
		fact("Téléphone de l’hébergeur", host.Telephone.S),
		Fait{Nom: "Licence des contenus", Liens: there(pl.plan.Site.Licence)},
	)
	if v := pl.plan.Site.DSFR; v != "" {
		list = append(list, fact("Système de design", "DSFR, version "+v+", code sous licence MIT"))
	}
	return append(list, Fait{Nom: "Licences des logiciels", Liens: []Link{{Titre: "Ce dont ce site est fait", Adresse: Licences}}})
}

// conformity is the head of a declaration of accessibility (RGAA 4, model of
// the declaration).
func (pl *planner) conformity() []Fait {
	a := pl.Site.Accessibilite
	rate, day := "", ""
	if a.Taux.Set {
		rate = french.With(french.Number(a.Taux.V), "% des critères du RGAA")
	}
	if !a.Date.IsZero() {
		day = a.Date.French()
	}
	return []Fait{
		fact("État de conformité", a.Etat.Mention()),
		fact("Taux de conformité", rate),
		fact("Date de l’audit", day),
		fact("Auditeur", a.Auditeur.S),
		fact("Contact", a.Contact.S),
	}
}
