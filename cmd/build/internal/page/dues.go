package page

import (
	"cmp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A due is what has a date in the roadmap: a milestone, or the échéance of a
// projet itself.
type due struct {
	p *roadmap.Projet
	j *roadmap.Jalon // nil: the projet's own
	n int            // rank of the milestone in its projet, from 1; 0 for the projet's own
}

func (d due) periode() roadmap.Periode {
	if d.j == nil {
		return d.p.Echeance
	}
	return d.j.Echeance
}

// first is the day on which it begins: that of a milestone's debut, when it says one.
func (d due) first() content.Date {
	if d.j != nil {
		return d.j.First()
	}
	return d.p.Echeance.First
}

func (d due) last() content.Date { return d.periode().Last }

// vague tells that its days are not those of some work, but those among which a
// date is, which is known no better.
func (d due) vague() bool {
	return (d.j == nil || d.j.Debut.IsZero()) && d.first().Compare(d.last()) < 0
}

func compareDues(a, b due) int {
	return cmp.Or(a.last().Compare(b.last()), a.first().Compare(b.first()), cmp.Compare(a.p.Rang, b.p.Rang), cmp.Compare(a.n, b.n))
}

func (pl *planner) state(d due) roadmap.State { return pl.State(d.p, d.j) }

// A scope is a part of the échéances: of a mission, of a body or of all, of a year or of
// all, of a quarter of it or of all of it.
type scope struct {
	mission *roadmap.Mission
	pilote  *roadmap.Pilote
	alone   bool // of the projets without mission
	year    int  // 0 for all
	quarter int  // 1 to 4, 0 for all
}

func (s scope) holds(d content.Date) bool {
	return (s.year == 0 || s.year == d.Year) && (s.quarter == 0 || s.quarter == quarter(d))
}

func quarter(d content.Date) int { return (d.Month + 2) / 3 }

// projetsOf are those of a scope, whatever their dates.
func (pl *planner) projetsOf(s scope) []*roadmap.Projet {
	switch {
	case s.mission != nil:
		return s.mission.Projets
	case s.pilote != nil:
		return s.pilote.Projets
	case s.alone:
		return pl.alone()
	}
	return pl.Projets
}

// eachDue gives what has a date in a scope, by projet.
func (pl *planner) eachDue(s scope, yield func(due)) {
	for _, p := range pl.projetsOf(s) {
		for i := range p.Jalons {
			if j := &p.Jalons[i]; !j.Echeance.IsZero() && s.holds(j.Echeance.Last) {
				yield(due{p, j, i + 1})
			}
		}
		if !p.Echeance.IsZero() && s.holds(p.Echeance.Last) {
			yield(due{p: p})
		}
	}
}

// dues lists what has a date in a scope, in the order of dates.
func (pl *planner) dues(s scope) []due {
	var out []due
	pl.eachDue(s, func(d due) { out = append(out, d) })
	slices.SortFunc(out, compareDues)
	return out
}

// undated counts the projets of a scope that have no date at all.
func (pl *planner) undated(s scope) (n int) {
	for _, p := range pl.projetsOf(s) {
		if !dueProjet(p) {
			n++
		}
	}
	return n
}

// dueTitle names a due: the milestone's title, or that of what the projet's own
// date is.
func (pl *planner) dueTitle(d due) string {
	if d.j != nil {
		return d.j.Titre.S
	}
	return "Échéance " + pl.Mots.Projet.Du()
}

// echeance is when something is due, and that it is late when state says so.
func echeance(p roadmap.Periode, state roadmap.State) Echeance {
	if p.IsZero() {
		return Echeance{}
	}
	e := Echeance{Texte: p.String(), ISO: p.Last.ISO()}
	if state.Late() {
		e.Depassee = state.Mot
	}
	return e
}

// told is the word of a state, with the day on which a milestone was reached: « Atteint
// le 17 mai 2021 ». j is nil for a projet.
func told(state roadmap.State, j *roadmap.Jalon) string {
	if j == nil || state.Cle != roadmap.StateAtteint || j.AtteintLe.IsZero() {
		return state.Mot
	}
	return state.Mot + " le " + j.AtteintLe.French()
}

// jalon is a milestone as layouts show it. That it is late is said of its date.
func (pl *planner) jalon(p *roadmap.Projet, j *roadmap.Jalon) Jalon {
	state := pl.State(p, j)
	v := Jalon{Titre: j.Titre.S, Echeance: echeance(j.Echeance, state), Debut: j.Debut.String(), Etat: state.Cle, Mot: told(state, j),
		Projet: pl.projetLabel(p), Sources: sources(j.Sources), Reserve: j.Reserve.S}
	if state.Late() {
		v.Mot = j.Standing().Mot
	}
	v.Report = strings.Join(slipped(pl.deadlines(p, j), french.Nom{}), " ")
	return v
}

// milestones returns the next and the past milestones of a scope, at most so many of
// each, seen from the edition's date. One that was reached or dropped early is neither:
// it is no longer expected, and its time has not come.
func (pl *planner) milestones(s scope, most int) (next, past Echeancier) {
	var ahead, behind []due
	pl.eachDue(s, func(d due) {
		switch etat := pl.state(d).Cle; {
		case d.j == nil:
		case etat == roadmap.StateAVenir || etat == roadmap.StateEnCours:
			ahead = append(ahead, d)
		case !pl.after(d.last()):
			behind = append(behind, d)
		}
	})
	slices.SortFunc(ahead, compareDues)
	slices.SortFunc(behind, func(a, b due) int { return compareDues(b, a) })
	note := ""
	if pl.Edition != nil {
		note = "À la date de l’édition, le " + pl.Edition.Date.French() + "."
	}
	shown := func(list []due) []Jalon {
		return each(list[:min(most, len(list))], func(d due) Jalon { return pl.jalon(d.p, d.j) })
	}
	return Echeancier{"Prochaines échéances", note, shown(ahead)}, Echeancier{"Dernières échéances", note, shown(behind)}
}
