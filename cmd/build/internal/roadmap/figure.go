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

// word is what one types for the filter, in the words of the roadmap.
func (f filter) word(m *Mots) string {
	if k, ok := content.KindNamed(f.cle); ok {
		return m.Of(k).Word()
	}
	return f.cle
}

// plural is what one types to count a kind.
func (r *Roadmap) plural(k content.Kind) string {
	if m := r.Mots.At(k); m != nil {
		return content.Slug(m.Pluriel)
	}
	return k.Folder()
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
// edition=2020}}. It says what is wrong and what to write instead, braces included,
// when inner is neither.
func (r *Roadmap) Figure(inner string) (value string, no *content.Refusal) {
	f, ok := content.ParseFigure(inner)
	hint := "écrivez par exemple « {{compte " + r.plural(content.Projet) + " statut=acheve}} », ou « \\{{ » pour montrer des accolades"
	if strings.TrimSpace(inner) == "" {
		return "", &content.Refusal{Wrong: "« {{ » n'ouvre pas de chiffre calculé, à fermer sur la même ligne", Hint: hint}
	}
	verbs := []string{"compte", "annonce"}
	if !ok && strings.ContainsAny(inner, "|<>%.\"/#()") { // a call of Hugo, Jekyll, Eleventy
		return "", &content.Refusal{Wrong: "« {{" + inner + "}} » n'est pas un chiffre calculé",
			Hint: content.CallHint(inner) + " ; « \\{{ » montre des accolades"}
	}
	if !ok {
		return "", &content.Refusal{Wrong: "chiffre calculé mal écrit : « {{" + inner + "}} »", Hint: hint}
	}
	switch f.Verb {
	case "compte":
		return r.count(f, inner)
	case "annonce":
		return r.announce(f, inner)
	}
	return "", suggest(inner, f.Verb, verbs, "« "+f.Verb+" » ne se calcule pas")
}

// suggest refuses a figure for one of its words, and says which of some to write
// instead.
func suggest(inner, word string, among []string, wrong string) *content.Refusal {
	no := &content.Refusal{Wrong: wrong, Hint: "mots possibles : " + strings.Join(among, ", ")}
	if len(among) == 0 {
		no.Hint = "retirez-le : ce site n'en a pas"
	} else if near := diag.Nearest(content.Fold(word), among); near != "" {
		at := strings.LastIndex(inner, word)
		no.Write = "{{" + inner[:at] + near + inner[at+len(word):] + "}}"
	}
	return no
}

func (r *Roadmap) count(f content.Figure, inner string) (value string, no *content.Refusal) {
	kind, ok := ListNamed(&r.Mots, f.What)
	if !ok || !slices.Contains(countable, kind) || f.What != content.Slug(f.What) {
		return "", suggest(inner, f.What, named(countable, r.plural), "« "+f.What+" » ne se compte pas")
	}
	if kind != content.Projet {
		for _, key := range slices.Sorted(maps.Keys(f.With)) {
			return "", &content.Refusal{Wrong: "« " + key + " » ne filtre que les " + r.Mots.Projet.Pluriel, Write: "{{compte " + f.What + "}}"}
		}
		return french.Int(r.Len(kind)), nil
	}
	var without []func(*Projet) bool
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		value, i := f.With[key], slices.IndexFunc(filters, func(f filter) bool { return f.word(&r.Mots) == key })
		if i < 0 {
			i = slices.IndexFunc(filters, func(f filter) bool { return f.cle == key })
		}
		if i < 0 {
			return "", suggest(inner, key, named(filters, func(f filter) string { return f.word(&r.Mots) }), "« "+key+" » n'est pas un filtre "+french.De(r.Mots.Projet.Pluriel))
		}
		if known := filters[i].known(r); !slices.Contains(known, value) && !filters[i].said(r, value) {
			return "", suggest(inner, value, known, "« "+key+"="+value+" » ne désigne rien")
		}
		without = append(without, func(p *Projet) bool { return !filters[i].has(p, value) })
	}
	n := 0
	for _, p := range r.Projets {
		if !slices.ContainsFunc(without, func(lacks func(*Projet) bool) bool { return lacks(p) }) {
			n++
		}
	}
	return french.Int(n), nil
}

func (r *Roadmap) announce(f content.Figure, inner string) (value string, no *content.Refusal) {
	edition := r.Edition
	for _, key := range slices.Sorted(maps.Keys(f.With)) {
		if key != "edition" {
			return "", suggest(inner, key, []string{"edition"}, "« "+key+" » ne précise pas une annonce")
		}
		ids := r.editionIDs()
		i := slices.Index(ids, f.With[key])
		if i < 0 && !r.unsure {
			return "", &content.Refusal{Wrong: "l'édition « " + f.With[key] + " » n'existe pas", Hint: "éditions : " + strings.Join(ids, ", ")}
		}
		if i >= 0 {
			edition = r.Editions[i]
		}
	}
	row := annonceNamed(&r.Mots, f.What)
	if row == nil {
		return "", suggest(inner, f.What, named(Annonces, func(a *AnnonceRow) string { return a.Word(&r.Mots) }), "« "+f.What+" » ne s'annonce pas")
	}
	if r.unsure { // which is said of site.yaml
		return "", nil
	}
	if edition == nil {
		return "", &content.Refusal{Wrong: "aucune édition n'est décrite dans site.yaml", Hint: "ajoutez « editions: »"}
	}
	n := row.In(edition)
	if !n.Set {
		return "", &content.Refusal{Wrong: "l'édition « " + edition.ID.S + " » n'annonce pas de « " + f.What + " »", Hint: "retirez ce chiffre, ou ajoutez-le à « annonce » si le document le donne"}
	}
	return french.Number(n.V), nil
}
