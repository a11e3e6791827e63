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
var countable = []content.Kind{content.Projet, content.Mission, content.Enjeu, content.Famille, content.Actualite}

var projetKeys = []string{"statut", "mission", "enjeu", "entree"}

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
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		if wrong, hint := r.checkFilter(key, f.With[key]); wrong != "" {
			return "", wrong, hint
		}
	}
	n := 0
	for _, p := range r.Projets {
		if matches(p, f.With) {
			n++
		}
	}
	return french.Int(n), "", ""
}

func (r *Roadmap) checkFilter(key, value string) (wrong, hint string) {
	var known []string
	said := false // that value cannot be known, elsewhere
	switch key {
	case "statut":
		known = StatutKeys
	case "mission":
		said = r.Tree.BrokenPage(content.Mission, value)
		known = named(r.Missions, (*Mission).Slug)
	case "enjeu":
		said = r.Tree.BrokenPage(content.Enjeu, value)
		known = named(r.Enjeux, (*Enjeu).Slug)
	case "entree":
		said = r.Tree.Site == nil
		known = r.editionIDs()
	default:
		return "« " + key + " » n'est pas un filtre de projets", suggest(key, projetKeys)
	}
	if !said && !slices.Contains(known, value) {
		return "« " + key + "=" + value + " » ne désigne rien", suggest(value, known)
	}
	return "", ""
}

func matches(p *Projet, with map[string]string) bool {
	for key, value := range with {
		switch key {
		case "statut":
			if p.Statut.Key() != value {
				return false
			}
		case "mission":
			if p.Mission == nil || p.Mission.Slug() != value {
				return false
			}
		case "enjeu":
			if !slices.ContainsFunc(p.Enjeux, func(e *Enjeu) bool { return e.Slug() == value }) {
				return false
			}
		case "entree":
			if p.Entree == nil || p.Entree.ID.S != value {
				return false
			}
		}
	}
	return true
}

func (r *Roadmap) announce(f content.Figure) (value, wrong, hint string) {
	if r.Tree.Site == nil { // which is said of site.yaml
		return "", "", ""
	}
	edition := r.Edition
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		if key != "edition" {
			return "", "« " + key + " » ne précise pas une annonce", suggest(key, []string{"edition"})
		}
		ids := r.editionIDs()
		i := slices.Index(ids, f.With[key])
		if i < 0 {
			return "", "l'édition « " + f.With[key] + " » n'existe pas", "éditions : " + strings.Join(ids, ", ")
		}
		edition = r.Editions[i]
	}
	row := AnnonceOf(f.What)
	if row == nil {
		known := named(Annonces, func(a AnnonceRow) string { return a.Cle })
		return "", "« " + f.What + " » ne s'annonce pas", suggest(f.What, known)
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
