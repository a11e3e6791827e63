package roadmap

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// A Deadline is an échéance that a projet, or one of its jalons, had from a day on.
type Deadline struct {
	Since    content.Date // zero for the current one, when no entry says since when
	Until    content.Date // of one that an edition had: the day of the next edition, zero for none
	Echeance Periode
	Note     string // why it was set
}

// Deadlines are all that a projet ever had, from the first to the one it has: by its
// historique, and by former ones, which editions had, from the first on: when an edition
// had one is told by the historique, where it has it. They are those of one of its jalons
// when j is not nil.
func (p *Projet) Deadlines(j *Jalon, former []Deadline) []Deadline {
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
	var events []Deadline
	for _, e := range slices.Backward(p.Events()) {
		if e.Jalon.S == of {
			events = append(events, Deadline{Since: e.Date, Echeance: e.Echeance, Note: e.Note.S})
		}
	}
	told := slices.DeleteFunc(slices.Clone(former), func(had Deadline) bool {
		return slices.ContainsFunc(events, func(d Deadline) bool {
			return d.Echeance.S == had.Echeance.S && d.Since.Compare(had.Since) >= 0 && (had.Until.IsZero() || d.Since.Compare(had.Until) < 0)
		})
	})
	told = append(told, events...)
	slices.SortStableFunc(told, func(a, b Deadline) int { return a.Since.Compare(b.Since) })
	for _, d := range told {
		add(d)
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

// Known reports whether it is known which échéances a projet had before the one it has:
// its historique tells, or former ones that editions had, or it entered with the edition.
func (p *Projet) Known(former []Deadline, e *Edition) bool {
	return len(former) > 0 || e != nil && p.Entree == e ||
		slices.ContainsFunc(p.Historique, func(e Evenement) bool { return e.Jalon.S == "" && !e.Echeance.IsZero() })
}

// Slips says how many of some projets were put off, by how much, and of how many that is
// not known: « 3 projets sur 12 ont été reportés, de 6 mois en médiane ; pour 4 autres,
// aucune échéance n’est publiée. » It is "" where nothing is known. former gives the
// échéances that a projet had in editions.
func (r *Roadmap) Slips(list []*Projet, former func(*Projet) []Deadline) string {
	var later []int // months
	known, none, untold := 0, 0, 0
	for _, p := range list {
		before := former(p)
		switch all := p.Deadlines(nil, before); {
		case len(all) == 0:
			none++
		case !p.Known(before, r.Edition):
			untold++
		default:
			known++
			if first, last := all[0].Echeance.Last, all[len(all)-1].Echeance.Last; last.Compare(first) > 0 {
				later = append(later, months(first, last))
			}
		}
	}
	if known == 0 {
		return ""
	}
	noun, n := r.Mots.Projet, len(later)
	of := ""
	if known > 1 {
		of = " sur " + french.Int(known)
	}
	said := french.Capital(noun.One("aucun")) + of + " n’a été " + noun.Agree("reporté", 1)
	if n == 0 && none+untold > 0 {
		said = "Aucun report de l’échéance d’" + noun.One("un") + " n’est connu"
	}
	if n > 0 {
		slices.Sort(later)
		said = noun.Count(n) + of + french.Plural(n, " a été ", " ont été ") + noun.Agree("reporté", n) + ", de " + inMonths((later[(n-1)/2]+later[n/2])/2) + french.Plural(n, "", " en médiane")
	}
	for _, rest := range []struct {
		n    int
		says string
	}{{none, "aucune échéance n’est publiée"}, {untold, "l’échéance d’avant n’est pas connue"}} {
		if rest.n > 0 {
			who := french.Count(rest.n, "autre", "autres")
			if n == 0 && !strings.Contains(said, " pour ") {
				who = noun.Count(rest.n)
			}
			said += " ; pour " + who + ", " + rest.says
		}
	}
	return french.Typo(said + ".")
}

// months is about how many there are from a day to a later one.
func months(from, to content.Date) int {
	return int(to.Time().Sub(from.Time()).Hours()/24/365.25*12 + 0.5)
}

// inMonths writes a number of months, as years where there are whole ones.
func inMonths(n int) string {
	switch {
	case n == 0:
		return "moins d’un mois"
	case n%12 == 0:
		return french.Count(n/12, "an", "ans")
	}
	return strconv.Itoa(n) + " mois"
}
