package roadmap

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// An AnnonceRow is a figure that the text of an edition may announce: how many
// there are of a level; of projets, how many have a status, are new, or will be
// finished by the end of a période.
type AnnonceRow struct {
	Cle    string       // its key in annonce: "missions", "acheves", "a_achever"
	Niveau content.Kind // what it counts
	Statut *StatutRow   // that of the projets that it counts; nil for any
	Entree bool         // it counts those that entered with the edition
	Fin    Periode      // it counts those that will be finished by then; absent for any
	field  int          // of Annonce
	rank   int          // of the status, from 1
}

// Annonces are the figures that have a key of their own, in the order in which they
// are told: levels, new ones, then statuses in theirs. They are the fields of Annonce
// that are numbers.
var Annonces = annonces()

func annonces() (rows []*AnnonceRow) {
	fields := reflect.TypeFor[Annonce]()
	for i := range fields.NumField() {
		f := fields.Field(i)
		if f.Type != reflect.TypeFor[content.Count]() {
			continue
		}
		row := &AnnonceRow{Cle: f.Tag.Get("cle"), Niveau: content.Projet, field: i}
		row.Entree = row.Cle == "nouveaux"
		if k, ok := content.KindIn(row.Cle); ok {
			row.Niveau = k
		}
		for i := range Statuts {
			if Statuts[i].Annonce == row.Cle {
				row.Statut, row.rank = &Statuts[i], 1+i
			}
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b *AnnonceRow) int { return cmp.Compare(a.rank, b.rank) })
	return rows
}

// AnnoncesOf are Annonces, then one figure for each période by whose end some
// editions say that projets will be finished, the first one first.
func AnnoncesOf(editions ...*Edition) []*AnnonceRow {
	var due []*AnnonceRow
	for _, e := range editions {
		for key := range e.Annonce.AAchever.Par {
			row := &AnnonceRow{Cle: "a_achever", Niveau: content.Projet}
			if row.Fin.Scan(key) == nil {
				due = append(due, row)
			}
		}
	}
	slices.SortFunc(due, func(a, b *AnnonceRow) int {
		return cmp.Or(a.Fin.Last.Compare(b.Fin.Last), strings.Compare(a.Fin.S, b.Fin.S))
	})
	due = slices.CompactFunc(due, func(a, b *AnnonceRow) bool { return a.Fin.S == b.Fin.S })
	return slices.Concat(Annonces, due)
}

// Word is what one types for the figure: its key, in the words of the roadmap.
func (a *AnnonceRow) Word(m *Mots) string {
	noun := m.Of(a.Niveau)
	switch {
	case a.Statut != nil:
		return content.Slug(noun.Agree(a.Statut.Mot, 2))
	case a.Entree:
		return content.Slug(noun.Agree("nouveau", 2))
	case !a.Fin.IsZero():
		return a.Cle
	}
	return content.Slug(noun.Pluriel)
}

// AnnonceOf returns the figure of a key of annonce, nil for none.
func AnnonceOf(key string) *AnnonceRow {
	if i := slices.IndexFunc(Annonces, func(a *AnnonceRow) bool { return a.Cle == key }); i >= 0 {
		return Annonces[i]
	}
	return nil
}

// annonceNamed is AnnonceOf a word that may be the roadmap's own.
func annonceNamed(m *Mots, word string) *AnnonceRow {
	if i := slices.IndexFunc(Annonces, func(a *AnnonceRow) bool { return a.Word(m) == word }); i >= 0 {
		return Annonces[i]
	}
	return AnnonceOf(word)
}

// Rank is that of the status of the projets that it counts, in Statuts; -1 for any.
func (a *AnnonceRow) Rank() int { return a.rank - 1 }

// In is the figure as an edition announces it; not set when its text does not say.
func (a *AnnonceRow) In(e *Edition) content.Count {
	if !a.Fin.IsZero() {
		return e.Annonce.AAchever.Par[a.Fin.S]
	}
	return *reflect.ValueOf(&e.Annonce).Elem().Field(a.field).Addr().Interface().(*content.Count)
}

// Words is what the figure counts, agreeing with a number: « missions », « projets
// achevés », « projet nouveau », « projets à achever d’ici la fin de 2021 ».
func (a *AnnonceRow) Words(m *Mots, n int) string {
	noun := m.Of(a.Niveau)
	words := noun.For(n)
	switch {
	case a.Statut != nil:
		words += " " + a.Statut.After(noun.Nom, n)
	case a.Entree:
		words += " " + noun.Agree("nouveau", n)
	case !a.Fin.IsZero():
		words += " à achever " + a.Fin.By()
	}
	return words
}

// Documented is the same figure counted in the content, for an edition.
func (r *Roadmap) Documented(a *AnnonceRow, e *Edition) int {
	if a.Niveau != content.Projet {
		return r.Len(a.Niveau)
	}
	return a.among(r.Projets, e)
}

// among is how many of some projets the figure counts.
func (a *AnnonceRow) among(projets []*Projet, e *Edition) (n int) {
	for _, p := range projets {
		if a.counts(p, e) {
			n++
		}
	}
	return n
}

// counts reports whether a projet is among those that the figure is about.
func (a *AnnonceRow) counts(p *Projet, e *Edition) bool {
	switch {
	case a.Statut != nil:
		return p.Statut.Row() == a.Statut
	case a.Entree:
		return p.Entree == e
	case a.Fin.IsZero():
		return true
	}
	due := p.Echeance.Last
	return !p.Statut.Done() && due.Compare(a.Fin.First) >= 0 && due.Compare(a.Fin.Last) <= 0
}

// checkAnnounced holds the content against the current edition's announcement.
func (l *linker) checkAnnounced() {
	if l.Edition == nil || l.unsure {
		return
	}
	wrong := len(l.problems.Wrong()) > 0 // what seems to be missing may stand there misspelt
	for _, a := range AnnoncesOf(l.Edition) {
		announced := a.In(l.Edition)
		if !announced.Set {
			continue
		}
		n, known := int(announced.V), l.Documented(a, l.Edition)
		code, hint := "annonce-depassee", fmt.Sprintf("corrigez l'annonce, ou les pages : %d au plus", n)
		less := "ajoutez les pages qui manquent"
		if !a.Fin.IsZero() {
			hint, less = "corrigez l'annonce, ou les échéances", "corrigez les échéances"
		}
		switch {
		case known < n && wrong:
			continue
		case known <= n && a.Niveau == content.Projet && known+a.among(l.Fusionnes, l.Edition) >= n:
			continue // those that have merged since were announced
		case known < n && !l.Edition.Documentation.Partial():
			code, hint = "annonce-incomplete", less+", ou écrivez « documentation: partielle »"
		case known <= n:
			continue
		}
		l.siteProblem(announced.At, code, hint, "l'édition annonce %s %s, le contenu en a %d", french.Int(n), a.Words(&l.Mots, n), known)
	}
}
