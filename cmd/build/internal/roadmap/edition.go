package roadmap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// An Edition is one state of the document over time.
type Edition struct {
	*EditionFields
}

func (l *linker) siteProblem(at content.At, code, hint, format string, args ...any) {
	l.problems.Erreur(at.In(content.SitePath), code, hint, format, args...)
}

func (l *linker) editionIDs() []string {
	ids := make([]string, len(l.Editions))
	for i, e := range l.Editions {
		ids[i] = e.ID.S
	}
	return ids
}

// checkSite holds the figures of site.yaml to what they can be.
func (l *linker) checkSite() {
	if taux := l.Site.Accessibilite.Taux; taux.V < 0 || taux.V > 100 {
		l.siteProblem(taux.At, "valeur", "écrivez par exemple « taux: 72.5 »", "« taux » est un pourcentage, de 0 à 100")
	}
}

// editions lists the editions and finds the current one.
func (l *linker) editions() {
	for i := range l.Site.Editions {
		e := &Edition{&l.Site.Editions[i]}
		if slices.Contains(l.editionIDs(), e.ID.S) {
			l.siteProblem(e.At, "edition-en-double", "donnez-lui un autre « id »", "deux éditions ont l'id « %s »", e.ID.S)
			continue
		}
		l.Editions = append(l.Editions, e)
		for period, n := range e.Annonce.AAchever.Par {
			if _, wrong, hint := ParsePeriode(period); wrong != "" {
				l.siteProblem(n.At, "valeur", hint, "« a_achever » : %s", wrong)
			}
		}
	}
	l.archives()
	if len(l.Editions) == 0 {
		return
	}
	l.Edition = l.Editions[len(l.Editions)-1]
	if id := l.Site.EditionID; id.S != "" {
		i := slices.Index(l.editionIDs(), id.S)
		if i < 0 {
			hint := "éditions : " + strings.Join(l.editionIDs(), ", ")
			l.siteProblem(id.At, "edition-inconnue", hint, "l'édition « %s » n'existe pas", id.S)
			return
		}
		l.Edition = l.Editions[i]
	}
}

// Until returns the editions up to the current one, the first first.
func (r *Roadmap) Until() []*Edition {
	dated := slices.Clone(r.Editions[:slices.Index(r.Editions, r.Edition)+1])
	return slices.DeleteFunc(dated, func(e *Edition) bool { return e.Date.IsZero() }) // reported when it was read
}

// archives checks the editions that are kept.
func (l *linker) archives() {
	seen := map[string]bool{}
	for i := range l.Site.Archives {
		a := &l.Site.Archives[i]
		switch id := a.Edition; {
		case id.S == "": // reported when it was read
		case !slices.Contains(l.editionIDs(), id.S):
			l.siteProblem(id.At, "edition-inconnue", "éditions : "+strings.Join(l.editionIDs(), ", "), "l'édition « %s » n'existe pas", id.S)
		case seen[id.S]:
			l.siteProblem(id.At, "archive-en-double", "gardez-en une", "l'édition « %s » a deux archives", id.S)
		}
		seen[a.Edition.S] = true
		if n := a.Taille; n.Set && (n.V < 1 || n.V != float64(int64(n.V))) {
			l.siteProblem(n.At, "valeur", "écrivez un nombre d'octets, sans unité : celui que donnent les propriétés du fichier", "« taille » attend un nombre entier d'octets")
		}
	}
}

// An Announced is one figure that an edition's text gives, beside what this
// site documents.
type Announced struct {
	Key        string // as typed: "projets", "acheves"
	Announced  content.Number
	Documented int
	of         Nom
	which      func(n int) string // « de statut « acheve » »; nil for all of them
}

// Count is « 2 projets de statut « acheve » ».
func (a *Announced) Count(n int) string {
	if a.which == nil {
		return a.of.Count(n)
	}
	return a.of.Count(n) + " " + a.which(n)
}

// PluralKeys gives each status its key in annonce.
var PluralKeys = map[string]string{"acheve": "acheves", "en-cours": "en-cours", "a-venir": "a-venir",
	"suspendu": "suspendus", "abandonne": "abandonnes"}

// Announcement compares what an edition announces with what is documented.
func (r *Roadmap) Announcement(e *Edition) []Announced {
	a := &e.Annonce
	list := []Announced{
		{"familles", a.Familles, len(r.Familles), r.Mots.Famille, nil},
		{"enjeux", a.Enjeux, len(r.Enjeux), r.Mots.Enjeu, nil},
		{"missions", a.Missions, len(r.Missions), r.Mots.Mission, nil},
		{"projets", a.Projets, len(r.Projets), r.Mots.Projet, nil},
		{"nouveaux", a.Nouveaux, r.CountEntered(e), r.Mots.Projet, func(n int) string { return r.Mots.Projet.Agree("entré", n) + " avec cette édition" }},
	}
	for _, s := range Statuts {
		if key, ok := PluralKeys[s]; ok {
			list = append(list, Announced{key, r.AnnouncedFigure(e, key), r.CountStatut(s), r.Mots.Projet, func(int) string { return "de statut « " + s + " »" }})
		}
	}
	return list
}

// AnnouncedFigure returns what an edition announces under a key of annonce.
func (r *Roadmap) AnnouncedFigure(e *Edition, key string) content.Number {
	return e.Annonce.figure(key)
}

func (a *Annonce) figure(key string) content.Number {
	switch key {
	case "familles":
		return a.Familles
	case "enjeux":
		return a.Enjeux
	case "missions":
		return a.Missions
	case "projets":
		return a.Projets
	case "nouveaux":
		return a.Nouveaux
	case "a-venir":
		return a.AVenir
	case "en-cours":
		return a.EnCours
	case "acheves":
		return a.Acheves
	case "suspendus":
		return a.Suspendus
	case "abandonnes":
		return a.Abandonnes
	}
	return content.Number{}
}

// CountStatut returns how many projets have a status.
func (r *Roadmap) CountStatut(key string) int {
	n := 0
	for _, p := range r.Projets {
		if p.Statut.Key() == key {
			n++
		}
	}
	return n
}

// CountEntered returns how many projets entered with an edition.
func (r *Roadmap) CountEntered(e *Edition) int {
	n := 0
	for _, p := range r.Projets {
		if p.Entree == e {
			n++
		}
	}
	return n
}

// checkAnnounced holds the content against the current edition's announcement.
func (l *linker) checkAnnounced() {
	if l.Edition == nil {
		return
	}
	for _, a := range l.Announcement(l.Edition) {
		if !a.Announced.Set {
			continue
		}
		want := a.Announced.V
		if want < 0 || want != float64(int(want)) {
			l.siteProblem(a.Announced.At, "valeur", "écrivez un nombre entier", "« %s » attend un nombre entier", a.Key)
			continue
		}
		switch n := int(want); {
		case a.Documented > n:
			l.siteProblem(a.Announced.At, "annonce-depassee", fmt.Sprintf("corrigez l'annonce, ou les pages : %d au plus", n),
				"l'édition annonce %s, le contenu en a %d", a.Count(n), a.Documented)
		case a.Documented < n && !l.Edition.Documentation.Partial():
			l.siteProblem(a.Announced.At, "annonce-incomplete", "ajoutez les pages qui manquent, ou écrivez « documentation: partielle »",
				"l'édition annonce %s, le contenu en a %d", a.Count(n), a.Documented)
		}
	}
	l.checkDue()
}

// checkDue compares a_achever with the échéances of unfinished projets.
func (l *linker) checkDue() {
	due := l.Edition.Annonce.AAchever.Par
	keys := make([]string, 0, len(due))
	for k := range due {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, key := range keys {
		period, wrong, _ := ParsePeriode(key)
		if wrong != "" {
			continue
		}
		n := 0
		for _, p := range l.Projets {
			if !p.Statut.Done() && !p.Echeance.IsZero() && p.Echeance.Last.Compare(period.Last) <= 0 && p.Echeance.Last.Compare(period.First) >= 0 {
				n++
			}
		}
		if float64(n) > due[key].V {
			l.siteProblem(due[key].At, "annonce-depassee", "corrigez l'annonce, ou les échéances",
				"l'édition annonce %s à achever %s, le contenu en a %d", l.Mots.Projet.Count(int(due[key].V)), period.By(), n)
		}
		if float64(n) < due[key].V && !l.Edition.Documentation.Partial() {
			l.siteProblem(due[key].At, "annonce-incomplete", "corrigez les échéances, ou écrivez « documentation: partielle »",
				"l'édition annonce %s à achever %s, le contenu en a %d", l.Mots.Projet.Count(int(due[key].V)), period.By(), n)
		}
	}
}

// A Due is how many projets an edition says will be finished by a période.
type Due struct {
	Periode Periode
	Count   int
}

// By says until when: « d’ici la fin de 2021 », « d’ici au 4e trimestre 2021 ».
func (d Due) By() string { return d.Periode.By() }

// Due lists what a_achever says, by période.
func (e *Edition) Due() []Due {
	var out []Due
	for key, n := range e.Annonce.AAchever.Par {
		if p, wrong, _ := ParsePeriode(key); wrong == "" {
			out = append(out, Due{p, int(n.V)})
		}
	}
	slices.SortFunc(out, func(a, b Due) int {
		return cmp.Or(a.Periode.Last.Compare(b.Periode.Last), strings.Compare(a.Periode.S, b.Periode.S))
	})
	return out
}
