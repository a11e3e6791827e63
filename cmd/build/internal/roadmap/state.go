package roadmap

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// A State is what became of an échéance, seen from the edition's date. All that is
// published of a projet or of a jalon takes it from Roadmap.State.
type State struct {
	Cle string // the shape that drawings give it
	Mot string // « Échéance dépassée », « Achevée »
}

// Keys of states.
const (
	StateAtteint   = "atteint"   // done
	StateDepasse   = "depasse"   // late
	StateEnCours   = "en-cours"  // its time has come and is not over
	StateAVenir    = "a-venir"   // it is still to be done
	StateInconnu   = "inconnu"   // nobody has published what became of it
	StateAbandonne = "abandonne" // no longer expected
)

var (
	ahead    = State{StateAVenir, "À venir"}
	running  = State{StateEnCours, "Période en cours"}
	dueToday = State{StateEnCours, "Le jour même"}
	late     = State{StateDepasse, "Échéance dépassée"}

	reached    = State{StateAtteint, "Atteint"}
	notReached = State{StateAVenir, "Non atteint"}
	untold     = State{StateInconnu, "Non communiqué"}
	dropped    = State{StateAbandonne, french.Capital(Statuts[Abandonne].Mot)}
)

// State tells what became of a jalon of a projet; of the projet itself when j is
// nil.
//
// What is done or dropped is so whatever its date; with a projet that is dropped, or
// merged into another, go its jalons that are not reached. All else depends on the période that it is due
// in, seen from the edition's date: to come before its first day, running until its
// last day, that day included. Once the période is over, what is known not to be
// done is late. That of which nothing is published (a projet whose status is not, a
// jalon without « atteint ») is not late: nobody knows. Without a période, or without
// an edition, only what is published can be said.
func (r *Roadmap) State(p *Projet, j *Jalon) State {
	if p.Par != nil && (j == nil || !j.Atteint.V) {
		return State{StateAbandonne, french.Capital(r.Mots.Projet.Agree("fusionné", 1))}
	}
	published, due := r.standing(p.Statut.Row()), p.Echeance
	first := due.First
	if j != nil {
		if due, first = j.Echeance, j.First(); published.Cle == StateAbandonne && !j.Atteint.V {
			return dropped
		}
		published = j.Standing()
	}
	if published.Cle == StateAtteint || published.Cle == StateAbandonne || due.IsZero() || r.Edition == nil {
		return published
	}
	now := r.Edition.Date
	switch ends := due.Last.Compare(now); {
	case first.Compare(now) > 0:
		return ahead
	case ends == 0 && first.Compare(now) == 0:
		return dueToday
	case ends >= 0:
		return running
	case published.Cle == StateInconnu:
		return published
	}
	return late
}

// Late reports whether the time of what is known not to be done is over.
func (s State) Late() bool { return s == late }

// States are all that there are, in the order of a legend: those of one shape follow
// each other.
func (r *Roadmap) States() []State {
	all := []State{reached, late, running, dueToday, ahead, notReached, untold, dropped}
	for i := range Statuts {
		if s := r.standing(&Statuts[i]); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	shapes := []string{StateAtteint, StateDepasse, StateEnCours, StateAVenir, StateInconnu, StateAbandonne}
	slices.SortStableFunc(all, func(a, b State) int { return cmp.Compare(slices.Index(shapes, a.Cle), slices.Index(shapes, b.Cle)) })
	return all
}

// standing is what the status of a projet alone says.
func (r *Roadmap) standing(s *StatutRow) State { return State{s.Etat, s.Alone(r.Mots.Projet.Nom)} }

// Standing is what is published of a milestone alone, whatever its date.
func (j *Jalon) Standing() State {
	switch {
	case j.Atteint.V:
		return reached
	case j.Atteint.Set:
		return notReached
	}
	return untold
}

// First is the first day of a milestone's time: that of its debut, when it has one.
func (j *Jalon) First() content.Date {
	if !j.Debut.IsZero() {
		return j.Debut.First
	}
	return j.Echeance.First
}
