package roadmap

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

func (l *linker) siteProblem(at content.At, code, hint, format string, args ...any) {
	l.problems.Erreur(at.In(content.SitePath), code, hint, format, args...)
}

func (r *Roadmap) editionIDs() []string {
	return named(r.Editions, func(e *Edition) string { return e.ID.S })
}

// named lists the names of some things.
func named[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, x := range list {
		names[i] = name(x)
	}
	return names
}

// editions lists the editions and finds the current one, and the one asked for.
func (l *linker) editions(asked string) {
	l.unsure = l.Tree.Doubtful("editions") || l.Tree.Doubtful("edition")
	for i := range l.Site.Editions {
		e := &l.Site.Editions[i]
		if e.ID.S == "" { // reported when it was read
			continue
		}
		if slices.Contains(l.editionIDs(), e.ID.S) {
			l.unsure = true
			l.siteProblem(e.At, "edition-en-double", "donnez-lui un autre « id »", "deux éditions ont l'id « %s »", e.ID.S)
			continue
		}
		l.Editions = append(l.Editions, e)
	}
	l.archives()
	if len(l.Editions) == 0 {
		return
	}
	l.Current = l.edition(l.Site.EditionID)
	if l.Edition = l.Current; asked != "" {
		l.Edition = l.edition(content.Text{S: asked})
	}
}

// edition finds the edition of an id: the last one when the id is not given, or not
// known, which is reported.
func (l *linker) edition(id content.Text) *Edition {
	if id.S != "" {
		if i := slices.Index(l.editionIDs(), id.S); i >= 0 {
			return l.Editions[i]
		}
		if !l.unsure {
			l.siteProblem(id.At, "edition-inconnue", "éditions : "+strings.Join(l.editionIDs(), ", "), "l'édition « %s » n'existe pas", id.S)
		}
		l.unsure = true
	}
	return l.Editions[len(l.Editions)-1]
}

// Until returns the editions up to the current one, the first first.
func (r *Roadmap) Until() []*Edition {
	dated := slices.Clone(r.Editions[:slices.Index(r.Editions, r.Edition)+1])
	return slices.DeleteFunc(dated, func(e *Edition) bool { return e.Date.IsZero() }) // reported when it was read
}

// DataFile is where content/ keeps the data of the edition, for those that come.
func (e *Edition) DataFile() string { return "editions/" + e.ID.S + ".json" }

// Keeps reports whether the data of an edition is kept.
func (r *Roadmap) Keeps(e *Edition) bool { return slices.Contains(r.Tree.Editions, e.DataFile()) }

// archives checks the editions that are kept.
func (l *linker) archives() {
	seen := map[string]bool{}
	for i := range l.Site.Archives {
		a := &l.Site.Archives[i]
		switch id := a.Edition; {
		case id.S == "": // reported when it was read
		case !slices.Contains(l.editionIDs(), id.S) && l.unsure:
		case !slices.Contains(l.editionIDs(), id.S):
			l.siteProblem(id.At, "edition-inconnue", "éditions : "+strings.Join(l.editionIDs(), ", "), "l'édition « %s » n'existe pas", id.S)
		case seen[id.S]:
			l.siteProblem(id.At, "archive-en-double", "gardez-en une", "l'édition « %s » a deux archives", id.S)
		}
		seen[a.Edition.S] = true
	}
}
