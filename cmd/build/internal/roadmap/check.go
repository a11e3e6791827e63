package roadmap

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file holds what is wrong with one document whatever the others hold.

// Finish implements content.Finisher.
func (c *Common) Finish(d *content.Document, problems *diag.List) { c.finish("", d, problems) }

// finish is Finish for a page that may have a code: pages without one come first.
func (c *Common) finish(code string, d *content.Document, problems *diag.List) {
	if c.Titre.S == "" { // which is said; links to the page are not empty for that
		c.Titre.S = d.Path
	}
	c.order = french.SortKey(c.Titre.S)
	if code != "" {
		c.order = "\xff" + french.SortKey(code) + c.order
	}
	if !c.MisAJour.IsZero() && !c.Publie.IsZero() && c.MisAJour.Compare(c.Publie) < 0 {
		problems.Erreur(d.At(c.MisAJour.At), "dates", "échangez les deux dates, ou corrigez l'une",
			"« mis_a_jour » (%s) vient avant « publie » (%s)", c.MisAJour.ISO(), c.Publie.ISO())
	}
	for _, a := range c.Alias {
		if _, ok := ParseAlias(a.S); !ok {
			message, hint, right := wrongAlias(a.S)
			if right != "" && d.Amend(a.At, "type", func(p *diag.Problem) { // a list that was typed as a text
				p.Fix.New = strings.Replace(p.Fix.New, a.S, right, 1)
				p.Hint = diag.Instead("alias: " + strings.TrimPrefix(p.Fix.New, "alias: "))
			}) {
				continue
			}
			problems.Erreur(d.At(a.At), "alias", hint, "« %s » %s", a.S, message)
			problems.Guess(a.S, right)
		}
	}
}

// Finish implements content.Finisher.
func (p *ProjetFields) Finish(d *content.Document, problems *diag.List) {
	p.finish(p.Code.S, d, problems)
	checkOrder(d, p.Debut, p.Echeance, problems)
	for i := range p.Jalons {
		j := &p.Jalons[i]
		checkOrder(d, j.Debut, j.Echeance, problems)
		switch {
		case j.AtteintLe.IsZero():
		case !j.Atteint.Set:
			j.Atteint = content.Bool{V: true, Set: true}
		case !j.Atteint.V:
			problems.Erreur(d.At(j.Atteint.At), "jalon-contredit", "retirez « atteint », ou « atteint_le »",
				"le jalon « %s » n'est pas atteint, mais il a un jour où il l'a été", j.Titre.S)
		}
		if !j.Echeance.Written() && j.Titre.S != "" {
			problems.Erreur(d.At(j.At), "jalon-sans-echeance", "ajoutez par exemple « echeance: 2021-T4 »",
				"le jalon « %s » n'a pas d'échéance", j.Titre.S)
		}
	}
	checkIndicateurs(d, p.Indicateurs, problems)
	p.Historique = slices.DeleteFunc(p.Historique, func(e Evenement) bool { return e.Date.IsZero() }) // reported already
	days := map[string]bool{}
	for _, e := range p.Historique {
		day, of := e.Date.ISO(), ""
		if e.Jalon.S != "" {
			of = " pour le jalon « " + e.Jalon.S + " »"
		}
		if twice(days, day+of) {
			problems.Erreur(d.At(e.At), "jour-en-double", "réunissez les deux", "l'historique a deux entrées le %s%s", day, of)
		}
		if e.Statut.Line == 0 && !e.Echeance.Written() && e.Note.S == "" {
			problems.Erreur(d.At(e.At), "historique-vide", "ajoutez « statut », « echeance » ou « note »", "cette entrée ne dit rien")
		}
		p.checkJalonOf(e, d, problems)
	}
}

// checkJalonOf wants the jalon that an entry of the historique names to be there.
func (p *ProjetFields) checkJalonOf(e Evenement, d *content.Document, problems *diag.List) {
	if e.Jalon.S == "" || slices.ContainsFunc(p.Jalons, func(j Jalon) bool { return j.Titre.S == e.Jalon.S }) {
		return
	}
	var titles []string
	for i := range p.Jalons {
		titles = append(titles, p.Jalons[i].Titre.S)
	}
	near, hint := diag.Nearest(e.Jalon.S, titles), "écrivez le titre d'un jalon de cette page, tel qu'il y est"
	if near != "" {
		hint = diag.Instead(near)
	}
	problems.Erreur(d.At(e.Jalon.At), "jalon-inconnu", hint, "aucun jalon ne s'appelle « %s »", e.Jalon.S)
	problems.Guess(e.Jalon.S, near)
}

func checkOrder(d *content.Document, debut, echeance Periode, problems *diag.List) {
	if !debut.IsZero() && !echeance.IsZero() && debut.First.Compare(echeance.Last) > 0 {
		problems.Erreur(d.At(debut.At), "dates", "corrigez l'une des deux", "« debut » (%s) vient après « echeance » (%s)", debut.S, echeance.S)
	}
}

// Finish implements content.Finisher.
func (f *FamilleFields) Finish(d *content.Document, problems *diag.List) {
	f.finish(f.Code.S, d, problems)
}

// Finish implements content.Finisher.
func (m *MissionFields) Finish(d *content.Document, problems *diag.List) {
	m.finish(m.Code.S, d, problems)
	checkIndicateurs(d, m.Indicateurs, problems)
}

// Finish implements content.Finisher.
func (p *LibreFields) Finish(d *content.Document, problems *diag.List) {
	p.Common.Finish(d, problems)
	checkIndicateurs(d, p.Indicateurs, problems)
}

// twice notes a word among those seen, and reports whether it was there.
func twice(seen map[string]bool, word string) bool {
	before := seen[word]
	seen[word] = true
	return before
}

func checkIndicateurs(d *content.Document, list []Indicateur, problems *diag.List) {
	names := map[string]bool{}
	for i := range list {
		ind := &list[i]
		if ind.Nom.S != "" && twice(names, ind.Nom.S) {
			problems.Erreur(d.At(ind.At), "indicateur-en-double", "réunissez leurs mesures", "deux indicateurs se nomment « %s »", ind.Nom.S)
		}
		ind.Mesures = slices.DeleteFunc(ind.Mesures, func(m Mesure) bool { return m.Date.IsZero() || !m.Valeur.Set }) // reported already
		days := map[string]bool{}
		for _, m := range ind.Mesures {
			if day := m.Date.ISO(); twice(days, day) {
				problems.Erreur(d.At(m.At), "jour-en-double", "gardez une seule des deux", "« %s » a deux mesures le %s", ind.Nom.S, day)
			}
			if m.Approximatif.V && m.Minimum.V {
				problems.Erreur(d.At(m.At), "mesure-imprecise", "gardez l'un des deux", "une mesure est un minimum ou une approximation, pas les deux")
			}
		}
	}
}
