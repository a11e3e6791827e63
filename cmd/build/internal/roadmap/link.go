package roadmap

import (
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// link makes the parts point at each other.
func (l *linker) link() {
	for _, m := range l.Missions {
		if f, ok := find(l, m.Doc, "famille", content.Famille, m.FamilleSlug, l.familles); ok {
			m.Famille = f
			f.Missions = append(f.Missions, m)
		}
	}
	for _, p := range l.Projets {
		l.linkProjet(p)
	}
	for _, a := range l.Actualites {
		l.linkActualite(a)
	}
}

func (l *linker) linkProjet(p *Projet) {
	if m, ok := find(l, p.Doc, "mission", content.Mission, p.MissionSlug, l.missions); ok {
		p.Mission = m
		m.Projets = append(m.Projets, p)
	}
	p.Enjeux = findAll(l, p.Doc, "enjeux", content.Enjeu, p.EnjeuSlugs, l.enjeux, &l.enjeuLists)
	for _, e := range p.Enjeux {
		e.Projets = append(e.Projets, p)
	}
	if id := p.EntreeID; id.S != "" {
		if i := slices.IndexFunc(l.Editions, func(e *Edition) bool { return e.ID.S == id.S }); i >= 0 {
			p.Entree = l.Editions[i]
		} else if !l.unsure {
			l.problems.Erreur(p.Doc.At(id.At), "edition-inconnue", "éditions de site.yaml : "+strings.Join(l.editionIDs(), ", "),
				"l'édition « %s » n'existe pas", id.S)
		}
	}
}

func (l *linker) linkActualite(a *Actualite) {
	slugs := a.MissionSlugs
	if a.MissionSlug.S != "" {
		slugs = append([]content.Text{a.MissionSlug}, slugs...)
	}
	a.Missions = findAll(l, a.Doc, "mission", content.Mission, slugs, l.missions, &l.missionLists)
	a.Projets = findAll(l, a.Doc, "projets", content.Projet, a.ProjetSlugs, l.projets, &l.projetLists)
	a.Enjeux = findAll(l, a.Doc, "enjeux", content.Enjeu, a.EnjeuSlugs, l.enjeux, &l.enjeuLists)
	for _, m := range a.Missions {
		m.Actualites = append(m.Actualites, a)
	}
	for _, p := range a.Projets {
		if p.Actualites == nil {
			p.Actualites = l.newsLists.take(2)
		}
		p.Actualites = append(p.Actualites, a)
		if m := p.Mission; m != nil {
			if n := len(m.Actualites); n == 0 || m.Actualites[n-1] != a {
				m.Actualites = append(m.Actualites, a)
			}
		}
	}
	for _, e := range a.Enjeux {
		e.Actualites = append(e.Actualites, a)
	}
}

// find returns the document of a kind that a slug names under a key, or reports
// that nothing has that name.
func find[T any](l *linker, d *content.Document, key string, kind content.Kind, slug content.Text, among map[string]*T) (*T, bool) {
	if slug.S == "" {
		return nil, false
	}
	if x := among[slug.S]; x != nil {
		return x, true
	}
	if l.Tree.BrokenPage(kind, slug.S) { // which is said of it
		return nil, false
	}
	page := content.Root + "/" + kind.Folder() + "/" + slug.S
	for _, file := range []string{page + ".md", page + "/index.md"} {
		if _, comes := l.AParaitre[file]; comes { // nobody is to know of it yet
			return nil, false
		}
	}
	names := slices.Sorted(maps.Keys(among))
	hint := "le nom est celui du fichier, sans « .md »"
	switch {
	case len(names) == 0:
		hint = "ce dossier de content/ est vide : créez la page, ou retirez cette clé"
	case len(names) <= 12:
		hint = "noms possibles : " + strings.Join(names, ", ")
	}
	hint, near := diag.Suggest(content.Slug(slug.S), names, "%s", hint)
	if l.Brouillons[page+".md"] || l.Brouillons[page+"/index.md"] {
		hint, near = "cette page est un brouillon : publiez-la, ou ajoutez --brouillons", ""
	}
	l.problems.Erreur(d.At(slug.At), "reference", hint, "« %s » : %s « %s » n'existe pas", key, strings.ReplaceAll(kind.Nom().Article(), "’", "'"), slug.S)
	l.problems.Guess(slug.S, near)
	return nil, false
}

func findAll[T any](l *linker, d *content.Document, key string, kind content.Kind, slugs []content.Text, among map[string]*T, lists *room[*T]) []*T {
	var found []*T
	for _, s := range slugs {
		x, ok := find(l, d, key, kind, s, among)
		switch {
		case !ok:
		case slices.Contains(found, x):
			l.problems.Erreur(d.At(s.At), "reference-en-double", "gardez-la une fois", "« %s » est écrit deux fois", s.S)
		case found == nil:
			found = append(lists.take(len(slugs)), x)
		default:
			found = append(found, x)
		}
	}
	return found
}

// Measures returns an indicateur's measures from the oldest to the latest.
func (i *Indicateur) Measures() []Mesure {
	return slices.SortedStableFunc(slices.Values(i.Mesures), func(a, b Mesure) int { return a.Date.Compare(b.Date) })
}

// Events returns a projet's historique from the latest to the oldest.
func (p *Projet) Events() []Evenement {
	return slices.SortedStableFunc(slices.Values(p.Historique), func(a, b Evenement) int { return b.Date.Compare(a.Date) })
}

// Milestones returns a projet's jalons by their échéance.
func (p *Projet) Milestones() []*Jalon {
	sorted := make([]*Jalon, len(p.Jalons))
	for i := range p.Jalons {
		sorted[i] = &p.Jalons[i]
	}
	slices.SortStableFunc(sorted, func(a, b *Jalon) int { return a.Echeance.Last.Compare(b.Echeance.Last) })
	return sorted
}
