package roadmap

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// An AnnonceRow is a figure that the text of an edition may announce: how many
// there are of a level; of projets, how many have a status, or are new.
type AnnonceRow struct {
	Cle    string       // its key in annonce: "missions", "acheves"
	Niveau content.Kind // what it counts
	Statut *StatutRow   // that of the projets that it counts; nil for any
	Entree bool         // it counts those that entered with the edition
	field  int          // of Annonce
	rank   int          // of the status, from 1
}

// Annonces are all figures, in the order in which they are told: levels, new ones,
// then statuses in theirs. They are the fields of Annonce that are numbers.
var Annonces = annonces()

func annonces() (rows []AnnonceRow) {
	fields := reflect.TypeFor[Annonce]()
	for i := range fields.NumField() {
		f := fields.Field(i)
		if f.Type != reflect.TypeFor[content.Number]() {
			continue
		}
		row := AnnonceRow{Cle: f.Tag.Get("cle"), Niveau: content.Projet, field: i}
		row.Entree = row.Cle == "nouveaux"
		for k := content.Famille; k <= content.Enjeu; k++ {
			if k.Folder() == row.Cle {
				row.Niveau = k
			}
		}
		for i := range Statuts {
			if Statuts[i].Annonce == row.Cle {
				row.Statut, row.rank = &Statuts[i], 1+i
			}
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b AnnonceRow) int { return cmp.Compare(a.rank, b.rank) })
	return rows
}

// AnnonceOf returns the figure of a key of annonce, nil for none.
func AnnonceOf(key string) *AnnonceRow {
	for i := range Annonces {
		if Annonces[i].Cle == key {
			return &Annonces[i]
		}
	}
	return nil
}

// In is the figure as an edition announces it; not set when its text does not say.
func (a *AnnonceRow) In(e *Edition) content.Number {
	return *reflect.ValueOf(&e.Annonce).Elem().Field(a.field).Addr().Interface().(*content.Number)
}

// Words is what the figure counts, agreeing with a number: « missions », « projets
// achevés », « projet nouveau ».
func (a *AnnonceRow) Words(m *Mots, n int) string {
	noun := m.Of(a.Niveau)
	switch {
	case a.Statut != nil:
		return noun.For(n) + " " + a.Statut.After(noun.Nom, n)
	case a.Entree:
		return noun.For(n) + " " + noun.Agree("nouveau", n)
	}
	return noun.For(n)
}

// Documented is the same figure counted in the content, for an edition.
func (r *Roadmap) Documented(a *AnnonceRow, e *Edition) int {
	if a.Statut == nil && !a.Entree {
		return r.Len(a.Niveau)
	}
	n := 0
	for _, p := range r.Projets {
		if (a.Statut == nil || p.Statut.Row() == a.Statut) && (!a.Entree || p.Entree == e) {
			n++
		}
	}
	return n
}

// whole reports whether a number can count things.
func whole(n content.Number) bool { return n.V >= 0 && n.V == math.Trunc(n.V) }

// announced reads what an edition announces, and holds its figures to whole numbers.
func (l *linker) announced(e *Edition) {
	check := func(n content.Number, key string) {
		if !whole(n) {
			l.siteProblem(n.At, "valeur", "écrivez un nombre entier", "« %s » attend un nombre entier", key)
		}
	}
	for i := range Annonces {
		check(Annonces[i].In(e), Annonces[i].Cle)
	}
	e.ReadDue(func(n content.Number, wrong, hint string) {
		l.siteProblem(n.At, "valeur", hint, "« a_achever » : %s", wrong)
	})
	for _, d := range e.Due {
		check(d.Annonce, "a_achever")
	}
}

// checkAnnounced holds the content against the current edition's announcement.
func (l *linker) checkAnnounced() {
	if l.Edition == nil {
		return
	}
	for i := range Annonces {
		a := &Annonces[i]
		announced := a.In(l.Edition)
		if !announced.Set || !whole(announced) { // what is not whole is said by announced
			continue
		}
		n, known := int(announced.V), l.Documented(a, l.Edition)
		switch {
		case known > n:
			l.siteProblem(announced.At, "annonce-depassee", fmt.Sprintf("corrigez l'annonce, ou les pages : %d au plus", n),
				"l'édition annonce %d %s, le contenu en a %d", n, a.Words(&l.Mots, n), known)
		case known < n && !l.Edition.Documentation.Partial():
			l.siteProblem(announced.At, "annonce-incomplete", "ajoutez les pages qui manquent, ou écrivez « documentation: partielle »",
				"l'édition annonce %d %s, le contenu en a %d", n, a.Words(&l.Mots, n), known)
		}
	}
	l.checkDue()
}

// checkDue compares a_achever with the échéances of unfinished projets.
func (l *linker) checkDue() {
	for _, due := range l.Edition.Due {
		if !whole(due.Annonce) {
			continue
		}
		n := 0
		for _, p := range l.Projets {
			if !p.Statut.Done() && !p.Echeance.IsZero() && p.Echeance.Last.Compare(due.Periode.Last) <= 0 && p.Echeance.Last.Compare(due.Periode.First) >= 0 {
				n++
			}
		}
		code, hint := "annonce-depassee", "corrigez l'annonce, ou les échéances"
		if float64(n) < due.Annonce.V && !l.Edition.Documentation.Partial() {
			code, hint = "annonce-incomplete", "corrigez les échéances, ou écrivez « documentation: partielle »"
		} else if float64(n) <= due.Annonce.V {
			continue
		}
		l.siteProblem(due.Annonce.At, code, hint, "l'édition annonce %s %s, le contenu en a %d", french.Int(due.Count), due.Words(&l.Mots, due.Count), n)
	}
}

// A Due is how many projets an edition says will be finished by a période.
type Due struct {
	Periode
	Count   int
	Annonce content.Number
}

// Words is what is counted, agreeing with a number: « projets à achever d’ici la fin
// de 2021 », « projet à achever d’ici au 4e trimestre 2021 ».
func (d Due) Words(m *Mots, n int) string {
	return m.Projet.For(n) + " à achever " + d.Periode.By()
}

// ReadDue fills Due from a_achever, by période. It tells of each key that is no
// période, in the order of keys.
func (e *Edition) ReadDue(refuse func(n content.Number, wrong, hint string)) {
	e.Due = nil
	for _, key := range slices.Sorted(maps.Keys(e.Annonce.AAchever.Par)) {
		n := e.Annonce.AAchever.Par[key]
		if p, wrong, hint := ParsePeriode(key); wrong != "" {
			refuse(n, wrong, hint)
		} else {
			e.Due = append(e.Due, Due{p, int(n.V), n})
		}
	}
	slices.SortStableFunc(e.Due, func(a, b Due) int { return a.Periode.Last.Compare(b.Periode.Last) })
}

// DueBy is the figure that the edition announces for a période; not set without one.
func (e *Edition) DueBy(p Periode) content.Number {
	for _, d := range e.Due {
		if d.Periode.S == p.S {
			return d.Annonce
		}
	}
	return content.Number{}
}
