package content

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/french"
)

// A Kind is what a document describes. It follows from its folder.
type Kind uint8

// The kinds of documents. Some are levels of the roadmap, which site.yaml may give
// other nouns.
const (
	Accueil Kind = iota
	Famille
	Mission
	Projet
	Enjeu
	Actualite
	Libre
	NumKinds
)

// Levels are the levels of a roadmap, as keys, pages and data list them.
var Levels = []Kind{Famille, Mission, Projet, Enjeu}

// kinds say of each kind its word in keys and commands, the folder of its documents
// below content/, and its noun. What a model and pages make of it stands in the
// tables of the same name of packages roadmap and page.
var kinds = [NumKinds]struct {
	cle, folder string
	nom         french.Nom
}{
	Accueil:   {"accueil", "", french.Nom{Singulier: "page d'accueil", Feminin: true}},
	Famille:   {"famille", "familles", french.Nom{Singulier: "famille", Pluriel: "familles", Feminin: true}},
	Mission:   {"mission", "missions", french.Nom{Singulier: "mission", Pluriel: "missions", Feminin: true}},
	Projet:    {"projet", "projets", french.Nom{Singulier: "projet", Pluriel: "projets"}},
	Enjeu:     {"enjeu", "enjeux", french.Nom{Singulier: "enjeu", Pluriel: "enjeux"}},
	Actualite: {"actualite", "actualites", french.Nom{Singulier: "actualité", Pluriel: "actualités", Feminin: true}},
	Libre:     {"page", "pages", french.Nom{Singulier: "page", Pluriel: "pages", Feminin: true}},
}

// folders are those that hold the documents of a kind.
var folders = func() (names []string) {
	for _, k := range kinds[1:] {
		names = append(names, k.folder)
	}
	return names
}()

func (k Kind) String() string { return kinds[k].cle }

// Folder returns the kind's folder below content/, "" for the home page.
func (k Kind) Folder() string { return kinds[k].folder }

// Nom is what people call the kind, where site.yaml does not say otherwise.
func (k Kind) Nom() french.Nom { return kinds[k].nom }

// KindIn returns the kind whose documents a folder below content/ holds.
func KindIn(folder string) (Kind, bool) {
	i := slices.Index(folders, folder)
	return Kind(i + 1), i >= 0
}

// KindNamed returns the kind of a word, as keys and commands have it.
func KindNamed(cle string) (Kind, bool) {
	for k := range NumKinds {
		if kinds[k].cle == cle {
			return k, true
		}
	}
	return 0, false
}
