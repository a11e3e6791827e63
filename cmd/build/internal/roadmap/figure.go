package roadmap

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

func itoa(n int) string { return strconv.Itoa(n) }

var (
	countable  = []string{"projets", "missions", "enjeux", "familles", "actualites"}
	announced  = []string{"projets", "missions", "enjeux", "familles", "nouveaux", "a-venir", "en-cours", "acheves", "suspendus", "abandonnes"}
	projetKeys = []string{"statut", "mission", "enjeu", "entree"}
)

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
	if near := diag.Nearest(content.Fold(word), among); near != "" {
		return "écrivez « " + near + " »"
	}
	if len(among) == 0 {
		return "retirez-le : ce site n'en a pas"
	}
	return "mots possibles : " + strings.Join(among, ", ")
}

func (r *Roadmap) count(f content.Figure) (value, wrong, hint string) {
	if !slices.Contains(countable, f.What) {
		return "", "« " + f.What + " » ne se compte pas", suggest(f.What, countable)
	}
	if f.What != "projets" {
		for _, key := range slices.Sorted(maps.Keys(f.With)) {
			return "", "« " + key + " » ne filtre que les projets", "retirez « " + key + "=" + f.With[key] + " »"
		}
		return itoa(map[string]int{"missions": len(r.Missions), "enjeux": len(r.Enjeux), "familles": len(r.Familles), "actualites": len(r.Actualites)}[f.What]), "", ""
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
	return itoa(n), "", ""
}

func (r *Roadmap) checkFilter(key, value string) (wrong, hint string) {
	var known []string
	switch key {
	case "statut":
		known = Statuts
	case "mission":
		for _, m := range r.Missions {
			known = append(known, m.Slug())
		}
	case "enjeu":
		for _, e := range r.Enjeux {
			known = append(known, e.Slug())
		}
	case "entree":
		for _, e := range r.Editions {
			known = append(known, e.ID.S)
		}
	default:
		return "« " + key + " » n'est pas un filtre de projets", suggest(key, projetKeys)
	}
	switch {
	case slices.Contains(known, value):
	case key == "entree" && r.Tree.Site == nil, kinds[key] != 0 && r.Tree.BrokenPage(kinds[key], value): // which is said there
	default:
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
		edition = nil
		var ids []string
		for _, e := range r.Editions {
			ids = append(ids, e.ID.S)
			if e.ID.S == f.With[key] {
				edition = e
			}
		}
		if edition == nil {
			return "", "l'édition « " + f.With[key] + " » n'existe pas", "éditions : " + strings.Join(ids, ", ")
		}
	}
	if !slices.Contains(announced, f.What) {
		return "", "« " + f.What + " » ne s'annonce pas", suggest(f.What, announced)
	}
	if edition == nil {
		return "", "aucune édition n'est décrite dans site.yaml", "ajoutez « editions: »"
	}
	n := r.AnnouncedFigure(edition, f.What)
	if !n.Set {
		return "", "l'édition « " + edition.ID.S + " » n'annonce pas de « " + f.What + " »", "retirez ce chiffre, ou ajoutez-le à « annonce » si le document le donne"
	}
	return strconv.FormatFloat(n.V, 'f', -1, 64), "", ""
}
