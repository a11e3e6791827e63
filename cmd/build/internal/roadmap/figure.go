package roadmap

import (
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// countable are the kinds of documents that {{compte …}} counts, each by the name
// of its folder.
var countable = append(slices.Clone(content.Levels), content.Actualite)

// A filter is a key by which {{compte projets …}} chooses.
type filter struct {
	cle   string
	known func(*Roadmap) []string // the values that it may have
	has   func(*Projet, string) bool
	said  func(r *Roadmap, value string) bool // whether something else is wrong, for which value is not known
}

var filters = []filter{
	{"statut", func(*Roadmap) []string { return StatutKeys }, func(p *Projet, cle string) bool { return p.Statut.Key() == cle },
		func(*Roadmap, string) bool { return false }},
	{"mission", func(r *Roadmap) []string { return named(r.Missions, (*Mission).Slug) },
		func(p *Projet, slug string) bool { return p.Mission != nil && p.Mission.Slug() == slug },
		func(r *Roadmap, slug string) bool { return r.Tree.BrokenPage(content.Mission, slug) }},
	{"enjeu", func(r *Roadmap) []string { return named(r.Enjeux, (*Enjeu).Slug) },
		func(p *Projet, slug string) bool {
			return slices.ContainsFunc(p.Enjeux, func(e *Enjeu) bool { return e.Slug() == slug })
		},
		func(r *Roadmap, slug string) bool { return r.Tree.BrokenPage(content.Enjeu, slug) }},
	{"entree", (*Roadmap).editionIDs, func(p *Projet, id string) bool { return p.Entree != nil && p.Entree.ID.S == id },
		func(r *Roadmap, _ string) bool { return r.unsure }},
}

// Figure computes {{compte projets statut=acheve}} or {{annonce acheves
// edition=2020}}. It returns what is wrong and what to type instead when inner
// is neither.
func (r *Roadmap) Figure(inner string) (value, wrong, hint string) {
	f, ok := content.ParseFigure(inner)
	if strings.TrimSpace(inner) == "" {
		return "", "« {{ » n'ouvre pas de chiffre calculé, à fermer sur la même ligne", "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades"
	}
	if !ok {
		return "", "chiffre calculé mal écrit : « {{" + inner + "}} »", "écrivez par exemple « {{compte projets statut=acheve}} », ou « \\{{ » pour montrer des accolades"
	}
	switch f.Verb {
	case "compte":
		return r.count(f)
	case "annonce":
		return r.announce(f)
	}
	return "", "« " + f.Verb + " » ne se calcule pas", suggest(f.Verb, []string{"compte", "annonce"})
}

func suggest(word string, among []string) string {
	if len(among) == 0 {
		return "retirez-le : ce site n'en a pas"
	}
	return diag.Suggest(content.Fold(word), among, "%s", "mots possibles : "+strings.Join(among, ", "))
}

func (r *Roadmap) count(f content.Figure) (value, wrong, hint string) {
	at := slices.IndexFunc(countable, func(k content.Kind) bool { return k.Folder() == f.What })
	if at < 0 {
		return "", "« " + f.What + " » ne se compte pas", suggest(f.What, named(countable, content.Kind.Folder))
	}
	if kind := countable[at]; kind != content.Projet {
		for _, key := range slices.Sorted(maps.Keys(f.With)) {
			return "", "« " + key + " » ne filtre que les projets", "retirez « " + key + "=" + f.With[key] + " »"
		}
		return french.Int(r.Len(kind)), "", ""
	}
	var without []func(*Projet) bool
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		value, i := f.With[key], slices.IndexFunc(filters, func(f filter) bool { return f.cle == key })
		if i < 0 {
			return "", "« " + key + " » n'est pas un filtre de projets", suggest(key, named(filters, func(f filter) string { return f.cle }))
		}
		if known := filters[i].known(r); !slices.Contains(known, value) && !filters[i].said(r, value) {
			return "", "« " + key + "=" + value + " » ne désigne rien", suggest(value, known)
		}
		without = append(without, func(p *Projet) bool { return !filters[i].has(p, value) })
	}
	n := 0
	for _, p := range r.Projets {
		if !slices.ContainsFunc(without, func(lacks func(*Projet) bool) bool { return lacks(p) }) {
			n++
		}
	}
	return french.Int(n), "", ""
}

func (r *Roadmap) announce(f content.Figure) (value, wrong, hint string) {
	edition := r.Edition
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		if key != "edition" {
			return "", "« " + key + " » ne précise pas une annonce", suggest(key, []string{"edition"})
		}
		ids := r.editionIDs()
		i := slices.Index(ids, f.With[key])
		if i < 0 && !r.unsure {
			return "", "l'édition « " + f.With[key] + " » n'existe pas", "éditions : " + strings.Join(ids, ", ")
		}
		if i >= 0 {
			edition = r.Editions[i]
		}
	}
	row := AnnonceOf(f.What)
	if row == nil {
		known := named(Annonces, func(a *AnnonceRow) string { return a.Cle })
		return "", "« " + f.What + " » ne s'annonce pas", suggest(f.What, known)
	}
	if r.unsure { // which is said of site.yaml
		return "", "", ""
	}
	if edition == nil {
		return "", "aucune édition n'est décrite dans site.yaml", "ajoutez « editions: »"
	}
	n := row.In(edition)
	if !n.Set {
		return "", "l'édition « " + edition.ID.S + " » n'annonce pas de « " + f.What + " »", "retirez ce chiffre, ou ajoutez-le à « annonce » si le document le donne"
	}
	return french.Number(n.V), "", ""
}
