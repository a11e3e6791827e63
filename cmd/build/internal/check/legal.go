package check

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// auditYears is how long the audit behind a declaration holds (decree 2019-768,
// article 5).
const auditYears = 3

// accessibility holds what is declared to what may be declared (RGAA 4.1.2,
// model of the declaration).
func (m model) accessibility() {
	a := &m.Site.Accessibilite
	advise := func(at content.At, code, hint, format string, args ...any) {
		m.problems.Avertissement(at.In(content.SitePath), code, hint, format, args...)
	}
	switch right := conformity(a.Taux.V); {
	case a.Etat.S == "":
		return
	case a.Etat.S == "non-conforme" && (!a.Taux.Set || a.Date.IsZero()):
		return // without an audit there is nothing else to declare
	case !a.Taux.Set || a.Date.IsZero():
		advise(a.Etat.At, "accessibilite-sans-audit", "ajoutez « taux: » et « date: », ou écrivez « etat: non-conforme »",
			"une conformité se déclare avec le taux et la date d'un audit")
	case right != a.Etat.S:
		advise(a.Etat.At, "accessibilite-taux", "écrivez « etat: "+right+" », ou corrigez le taux",
			"à %s %%, un site n'est pas « %s »", french.Number(a.Taux.V), a.Etat.Mention())
		m.problems.Guess(a.Etat.S, right)
	}
	if end := a.Date.Time().AddDate(auditYears, 0, 0); !a.Date.IsZero() && end.Before(m.today.Time()) {
		advise(a.Date.At, "accessibilite-perimee", "faites un nouvel audit, ou écrivez « etat: non-conforme » sans taux ni date",
			"l'audit du %s a plus de trois ans", a.Date.French())
	}
}

// conformity is the state that a rate allows to declare.
func conformity(rate float64) string {
	switch {
	case rate >= 100:
		return "totalement-conforme"
	case rate >= 50:
		return "partiellement-conforme"
	}
	return "non-conforme"
}

// legal wants the facts that the law asks of a publisher who is no private person
// (LCEN, article 1-1).
func (m model) legal() {
	f, legal := m.Site, m.Site.MentionsLegales
	var missing []string
	for _, fact := range []struct{ value, name string }{
		{legal.Editeur.S + f.Organisme.Nom.S, "l'éditeur"},
		{f.Contact.Adresse.S, "son adresse"},
		{f.Contact.Telephone.S, "son téléphone"},
		{legal.Directeur.S, "le directeur de la publication"},
		{legal.Hebergeur.Nom.S, "l'hébergeur"},
		{legal.Hebergeur.Adresse.S, "l'adresse de l'hébergeur"},
		{legal.Hebergeur.Telephone.S, "le téléphone de l'hébergeur"},
	} {
		if fact.value == "" {
			missing = append(missing, fact.name)
		}
	}
	if len(missing) > 0 {
		m.problems.Avertissement(legal.In(content.SitePath), "mention-absente", "complétez « mentions_legales: » et « contact: » dans site.yaml",
			"il manque aux mentions légales : %s", strings.Join(missing, ", "))
	}
}
