package roadmap

import (
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
		l.checkIndicateurs(m.Doc, m.Indicateurs)
	}
	for _, p := range l.Projets {
		l.linkProjet(p)
	}
	for _, a := range l.Actualites {
		l.linkActualite(a)
	}
	for _, p := range l.Pages {
		l.checkIndicateurs(p.Doc, p.Indicateurs)
	}
}

func (l *linker) linkProjet(p *Projet) {
	if m, ok := find(l, p.Doc, "mission", p.MissionSlug, l.missions); ok {
		p.Mission = m
		m.Projets = append(m.Projets, p)
	}
	for _, e := range findAll(l, p.Doc, "enjeux", p.EnjeuSlugs, l.enjeux) {
		p.Enjeux = append(p.Enjeux, e)
		e.Projets = append(e.Projets, p)
	}
	if id := p.EntreeID; id.S != "" {
		for _, e := range l.Editions {
			if e.ID.S == id.S {
				p.Entree = e
			}
		}
		if p.Entree == nil {
			l.problems.Erreur(p.Doc.At(id.At), "edition-inconnue", "éditions de site.yaml : "+strings.Join(l.editionIDs(), ", "),
				"l'édition « %s » n'existe pas", id.S)
		}
	}
	l.checkProjet(p)
}

func (l *linker) linkActualite(a *Actualite) {
	slugs := a.MissionSlugs
	if a.MissionSlug.S != "" {
		slugs = append([]content.Text{a.MissionSlug}, slugs...)
	}
	a.Missions = findAll(l, a.Doc, "mission", slugs, l.missions)
	a.Projets = findAll(l, a.Doc, "projets", a.ProjetSlugs, l.projets)
	a.Enjeux = findAll(l, a.Doc, "enjeux", a.EnjeuSlugs, l.enjeux)
	missions := slices.Clone(a.Missions)
	for _, p := range a.Projets {
		p.Actualites = append(p.Actualites, a)
		if p.Mission != nil && !slices.Contains(missions, p.Mission) {
			missions = append(missions, p.Mission)
		}
	}
	for _, m := range missions {
		m.Actualites = append(m.Actualites, a)
	}
	for _, e := range a.Enjeux {
		e.Actualites = append(e.Actualites, a)
	}
}

// find returns what a slug names, or reports that nothing has that name.
func find[T any](l *linker, d *content.Document, key string, slug content.Text, among map[string]*T) (*T, bool) {
	if slug.S == "" {
		return nil, false
	}
	if x := among[slug.S]; x != nil {
		return x, true
	}
	kind := strings.TrimSuffix(key, "s")
	if key == "enjeux" {
		kind = "enjeu"
	}
	names := make([]string, 0, len(among))
	for name := range among {
		names = append(names, name)
	}
	slices.Sort(names)
	var hint string
	switch near := diag.Nearest(content.Slug(slug.S), names); {
	case near != "":
		hint = "écrivez « " + near + " »"
	case len(names) == 0:
		hint = "ce dossier de content/ est vide : créez la page, ou retirez cette clé"
	case len(names) <= 12:
		hint = "noms possibles : " + strings.Join(names, ", ")
	default:
		hint = "le nom est celui du fichier, sans « .md »"
	}
	for path := range l.Brouillons {
		if strings.HasSuffix(path, "/"+slug.S+".md") || strings.HasSuffix(path, "/"+slug.S+"/index.md") {
			hint = "cette page est un brouillon : publiez-la, ou ajoutez --brouillons"
		}
	}
	l.problems.Erreur(d.At(slug.At), "reference", hint, "« %s » : %s « %s » n'existe pas", key, article[kind], slug.S)
	return nil, false
}

var article = map[string]string{"famille": "la famille", "mission": "la mission", "projet": "le projet", "enjeu": "l'enjeu"}

func findAll[T any](l *linker, d *content.Document, key string, slugs []content.Text, among map[string]*T) []*T {
	var found []*T
	for _, s := range slugs {
		x, ok := find(l, d, key, s, among)
		switch {
		case !ok:
		case slices.Contains(found, x):
			l.problems.Erreur(d.At(s.At), "reference-en-double", "gardez-la une fois", "« %s » est écrit deux fois", s.S)
		default:
			found = append(found, x)
		}
	}
	return found
}

var aliasForm = regexp.MustCompile(`^/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9_~-]+\.html)?$`)

// IsAlias reports whether s can be a former address of the site: a folder or an
// HTML file, below the root.
func IsAlias(s string) bool {
	return aliasForm.MatchString(s) && s != "/" && !strings.Contains(s, "/.")
}

func (l *linker) checkCommon(f Fiche) {
	c := f.Meta
	if !c.MisAJour.IsZero() && !c.Publie.IsZero() && c.MisAJour.Compare(c.Publie) < 0 {
		l.problems.Erreur(f.Doc.At(c.MisAJour.At), "dates", "échangez les deux dates, ou corrigez l'une",
			"« mis_a_jour » (%s) vient avant « publie » (%s)", c.MisAJour.ISO(), c.Publie.ISO())
	}
	for _, a := range c.Alias {
		if !IsAlias(a.S) {
			hint := "écrivez une ancienne adresse de ce site : « /ancienne-page/ »"
			if s := content.Slug(strings.Trim(a.S, "/")); s != "" && !strings.Contains(strings.Trim(a.S, "/"), "/") {
				hint = "écrivez « /" + s + "/ »"
			}
			l.problems.Erreur(f.Doc.At(a.At), "alias", hint, "« %s » n'est pas une adresse de ce site", a.S)
		}
	}
}

func (l *linker) checkProjet(p *Projet) {
	if !p.Debut.IsZero() && !p.Echeance.IsZero() && p.Debut.First.Compare(p.Echeance.Last) > 0 {
		l.problems.Erreur(p.Doc.At(p.Debut.At), "dates", "corrigez l'une des deux", "« debut » (%s) vient après « echeance » (%s)", p.Debut.S, p.Echeance.S)
	}
	for i := range p.Jalons {
		j := &p.Jalons[i]
		if !j.Debut.IsZero() && !j.Echeance.IsZero() && j.Debut.First.Compare(j.Echeance.Last) > 0 {
			l.problems.Erreur(p.Doc.At(j.Debut.At), "dates", "corrigez l'une des deux", "« debut » (%s) vient après « echeance » (%s)", j.Debut.S, j.Echeance.S)
		}
		if j.Echeance.IsZero() && j.Titre.S != "" {
			l.problems.Erreur(p.Doc.At(j.At), "jalon-sans-echeance", "ajoutez par exemple « echeance: 2021-T4 »",
				"le jalon « %s » n'a pas d'échéance", j.Titre.S)
		}
	}
	l.checkIndicateurs(p.Doc, p.Indicateurs)
	p.Historique = slices.DeleteFunc(p.Historique, func(e Evenement) bool { return e.Date.IsZero() }) // reported already
	days := map[string]bool{}
	for _, e := range p.Historique {
		day := e.Date.ISO()
		if days[day] {
			l.problems.Erreur(p.Doc.At(e.At), "jour-en-double", "réunissez les deux", "l'historique a deux entrées le %s", day)
		}
		days[day] = true
		if e.Statut.Cle == "" && e.Note.S == "" {
			l.problems.Erreur(p.Doc.At(e.At), "historique-vide", "ajoutez « statut » ou « note »", "cette entrée ne dit rien")
		}
	}
}

func (l *linker) checkIndicateurs(d *content.Document, list []Indicateur) {
	names := map[string]bool{}
	for i := range list {
		ind := &list[i]
		if names[ind.Nom.S] && ind.Nom.S != "" {
			l.problems.Erreur(d.At(ind.At), "indicateur-en-double", "réunissez leurs mesures", "deux indicateurs se nomment « %s »", ind.Nom.S)
		}
		names[ind.Nom.S] = true
		ind.Mesures = slices.DeleteFunc(ind.Mesures, func(m Mesure) bool { return m.Date.IsZero() || !m.Valeur.Set }) // reported already
		days := map[string]bool{}
		for _, m := range ind.Mesures {
			day := m.Date.ISO()
			if days[day] {
				l.problems.Erreur(d.At(m.At), "jour-en-double", "gardez une seule des deux", "« %s » a deux mesures le %s", ind.Nom.S, day)
			}
			days[day] = true
			if m.Approximatif.V && m.Minimum.V {
				l.problems.Erreur(d.At(m.At), "mesure-imprecise", "gardez l'un des deux", "une mesure est un minimum ou une approximation, pas les deux")
			}
		}
	}
}

// Measures returns an indicateur's measures from the oldest to the latest.
func (i *Indicateur) Measures() []Mesure {
	sorted := slices.Clone(i.Mesures)
	slices.SortStableFunc(sorted, func(a, b Mesure) int { return a.Date.Compare(b.Date) })
	return sorted
}

// Events returns a projet's historique from the latest to the oldest.
func (p *Projet) Events() []Evenement {
	sorted := slices.Clone(p.Historique)
	slices.SortStableFunc(sorted, func(a, b Evenement) int { return b.Date.Compare(a.Date) })
	return sorted
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
