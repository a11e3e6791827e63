package roadmap

import (
	"slices"
	"strconv"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// A Deadline is an échéance that a projet, or one of its jalons, had from a day on.
type Deadline struct {
	Since    content.Date // zero for the current one, when no entry says since when
	Echeance Periode
	Note     string // why it was set
}

// Deadlines are all that a projet ever had by its historique, from the first to the one
// it has; those of one of its jalons when j is not nil.
func (p *Projet) Deadlines(j *Jalon) []Deadline {
	current, of := p.Echeance, ""
	if j != nil {
		current, of = j.Echeance, j.Titre.S
	}
	var list []Deadline
	add := func(d Deadline) {
		if n := len(list); !d.Echeance.IsZero() && (n == 0 || list[n-1].Echeance.S != d.Echeance.S) {
			list = append(list, d)
		}
	}
	for _, e := range slices.Backward(p.Events()) {
		if e.Jalon.S == of {
			add(Deadline{e.Date, e.Echeance, e.Note.S})
		}
	}
	add(Deadline{Echeance: current})
	return list
}

// Slipped says by how much the last of some deadlines is later than the first: « reportée
// de 9 mois en deux fois », « avancée de 1 an ». who has the gender of what it is said of.
// It is "" of a deadline that never moved.
func Slipped(list []Deadline, who french.Nom) string {
	moves := len(list) - 1
	if moves < 1 {
		return ""
	}
	first, last := list[0].Echeance.Last, list[moves].Echeance.Last
	word := "reporté"
	switch first.Compare(last) {
	case 0:
		return who.Agree("déplacé", 1) + ", sans autre fin"
	case 1:
		word = "avancé"
		first, last = last, first
	}
	times := ""
	if moves > 1 {
		times = " en " + french.Times(moves)
	}
	return who.Agree(word, 1) + " de " + lapse(first, last) + times
}

// lapse is the time from a day to a later one, in words: whole months where there are
// such, else days, or about how many months.
func lapse(from, to content.Date) string {
	a, b := from.Time(), to.Time()
	months := (to.Year-from.Year)*12 + to.Month - from.Month
	days := int(b.Sub(a).Hours() / 24)
	switch lastOfMonth := func(t time.Time) bool { return t.AddDate(0, 0, 1).Day() == 1 }; {
	case months > 0 && months%12 == 0 && (from.Day == to.Day || lastOfMonth(a) && lastOfMonth(b)):
		return french.Count(months/12, "an", "ans")
	case months > 0 && (from.Day == to.Day || lastOfMonth(a) && lastOfMonth(b)):
		return strconv.Itoa(months) + " mois"
	case days < 45:
		return french.Count(days, "jour", "jours")
	}
	return "environ " + strconv.Itoa((days+15)/30) + " mois"
}
