package roadmap

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// link makes the parts point at each other.
func (l *linker) link() {
	for _, m := range l.Missions {
		if f, ok := find(l, m.Doc, "famille", m.FamilleSlug, l.familles); ok {
			m.Famille = f
			f.Missions = append(f.Missions, m)
		}
	}
	for _, p := range l.Projets {
		l.linkProjet(p)
		if m := p.Mission; m != nil {
			m.Projets = append(m.Projets, p)
		}
		for _, e := range p.Enjeux {
			e.Projets = append(e.Projets, p)
		}
	}
	for _, p := range l.Fusionnes {
		l.linkProjet(p)
		p.Par.Fusionnes = append(p.Par.Fusionnes, p)
	}
	for _, a := range l.Actualites {
		l.linkActualite(a)
	}
}

// merge sets apart the projets that were merged into another. One whose remplace_par is
// wrong, which is reported, counts as before.
func (l *linker) merge() {
	for _, p := range l.Projets {
		by, ok := find(l, p.Doc, "remplace_par", p.RemplacePar, l.projets)
		switch {
		case !ok:
		case by == p:
			l.problems.Erreur(p.Doc.At(p.RemplacePar.At), "fusion", "écrivez le nom d'une autre page, ou retirez cette ligne", "« remplace_par » nomme cette page même")
		case by.RemplacePar.S != "":
			hint, last := "écrivez le nom de celle qui reste", by.RemplacePar.S
			if last != p.Slug() && l.projets[last] != nil && l.projets[last].RemplacePar.S == "" {
				hint = diag.Instead(last)
			}
			l.problems.Erreur(p.Doc.At(p.RemplacePar.At), "fusion", hint, "« remplace_par » : « %s » est elle-même remplacée par « %s »", by.Slug(), last)
			if hint == diag.Instead(last) {
				l.problems.Guess(by.Slug(), last)
			}
		default:
			p.Par, p.Rang = by, -1
			l.Fusionnes = append(l.Fusionnes, p)
		}
	}
	if len(l.Fusionnes) > 0 {
		l.Projets = slices.DeleteFunc(l.Projets, func(p *Projet) bool { return p.Par != nil })
		l.counts[content.Projet] -= len(l.Fusionnes)
	}
}

func (l *linker) linkProjet(p *Projet) {
	if m, ok := find(l, p.Doc, "mission", p.MissionSlug, l.missions); ok {
		p.Mission = m
	}
	p.Enjeux = findAll(l, p.Doc, "enjeux", p.EnjeuSlugs, l.enjeux, &l.enjeuLists)
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
	a.Missions = findAll(l, a.Doc, "mission", slugs, l.missions, &l.missionLists)
	a.Projets = findAll(l, a.Doc, "projets", a.ProjetSlugs, l.projets, &l.projetLists)
	a.Enjeux = findAll(l, a.Doc, "enjeux", a.EnjeuSlugs, l.enjeux, &l.enjeuLists)
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

// References are the keys of front matter that name pages by their slugs, and the kind of
// these pages.
var References = map[string]content.Kind{"famille": content.Famille, "mission": content.Mission, "missions": content.Mission,
	"projets": content.Projet, "remplace_par": content.Projet, "enjeux": content.Enjeu}

// find returns the document that a slug names under a key, or reports
// that nothing has that name.
func find[T any](l *linker, d *content.Document, key string, slug content.Text, among map[string]*T) (*T, bool) {
	if slug.S == "" {
		return nil, false
	}
	if x := among[slug.S]; x != nil {
		return x, true
	}
	kind := References[key]
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
	near := meantBy(slug.S, names, among)
	if near != "" {
		hint = diag.Instead(near)
	}
	if l.Brouillons[page+".md"] || l.Brouillons[page+"/index.md"] {
		hint, near = "cette page est un brouillon : publiez-la, ou ajoutez --brouillons", ""
	}
	if l.inList(d.At(slug.At), slug.S, near, hint) {
		return nil, false
	}
	l.problems.Erreur(d.At(slug.At), "reference", hint, "« %s » : %s « %s » n'existe pas", key, strings.ReplaceAll(l.Mots.Of(kind).Article(), "’", "'"), slug.S)
	l.problems.Guess(slug.S, near)
	l.problems.Share()
	return nil, false
}

// meantBy is the name of what somebody calls by its title, by the path of its file, or
// nearly so; two of them with a comma between; "" for none.
func meantBy[T any](typed string, names []string, among map[string]*T) string {
	titled := content.Fold(typed)
	for _, name := range names {
		if x, ok := any(among[name]).(interface{ Titre() string }); ok && content.Fold(x.Titre()) == titled {
			return name
		}
	}
	parts := severalNames.Split(typed, -1)
	for i, part := range parts {
		if parts[i] = content.Slug(part); among[parts[i]] == nil {
			parts = parts[:1]
			break
		}
	}
	switch {
	case len(parts) > 1:
		return strings.Join(parts, ", ")
	case joined.MatchString(typed): // one of them is not known
		return ""
	}
	return diag.Nearest(content.Slug(strings.TrimSuffix(path.Base(typed), ".md")), names)
}

var (
	// joined matches what stands between names of files without doubt.
	joined       = regexp.MustCompile(`[,;+]|\s(?:et|ou|&)\s`)
	severalNames = regexp.MustCompile(`\s*[,;+]\s*|\s+(?:(?:et|ou|&)\s+)?`)
)

// inList completes what is told of a list that was typed as a text with the names of
// pages in it: typed is one of them, and near the right one, "" for none. It reports
// false where no such thing is told.
func (l *linker) inList(at diag.Pos, typed, near, hint string) bool {
	return l.problems.Amend(at, "type", func(p *diag.Problem) {
		key, _, _ := strings.Cut(strings.TrimPrefix(p.Message, "« "), " »")
		if near == "" {
			p.Hint, p.Fix = "écrivez une liste, « "+key+": [nom, nom] » ; "+hint, diag.Fix{}
		} else if !p.Fix.None() {
			p.Fix.New = strings.Replace(p.Fix.New, typed, near, 1)
			p.Hint = diag.Instead(key + ": " + strings.TrimPrefix(p.Fix.New, key+": "))
		}
	})
}

func findAll[T any](l *linker, d *content.Document, key string, slugs []content.Text, among map[string]*T, lists *room[*T]) []*T {
	var found []*T
	for _, s := range slugs {
		x, ok := find(l, d, key, s, among)
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
