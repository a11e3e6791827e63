package roadmap

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// Mots is what the levels are called, with defaults filled in.
type Mots = ByLevel[Nom]

// Usual is what levels are called unless site.yaml says it.
var Usual = usualMots()

func usualMots() (m Mots) {
	for _, k := range content.Levels {
		*m.At(k) = Nom{k.Nom(), k.Folder()}
	}
	m.Pilote = Nom{french.Nom{Singulier: "pilote", Pluriel: "pilotes"}, "pilotes"}
	return m
}

// A Nom is the noun of a level and its part in addresses.
type Nom struct {
	french.Nom
	Adresse string
}

// MotsIn is what the levels are called in a content folder, of which only site.yaml is
// read.
func MotsIn(fsys fs.FS) Mots {
	return New(Input{Tree: content.LoadSite(fsys, Types())}, new(diag.List)).Mots
}

// Word is what people type for a kind: the singular that the roadmap gives a level, without accents.
func (n Nom) Word() string { return content.Slug(n.Singulier) }

// ownWords are the keys of annonce that the vocabulary's plurals stand for, « axes », and
// so do what agrees with them, « achevées ».
func ownWords(typed func(path ...string) string) map[string]string {
	words := map[string]string{}
	for _, k := range content.Levels {
		at := func(key string) string { return typed("vocabulaire", k.String(), key) }
		noun := french.Nom{Pluriel: cmp.Or(at("pluriel"), french.PluralOf(at("singulier"))), Feminin: at("genre") == "f"}
		if noun.Pluriel != "" && noun.Pluriel != k.Folder() {
			words[content.Slug(noun.Pluriel)] = k.Folder()
		}
		if k == content.Projet && noun.Feminin {
			for _, a := range Annonces {
				if a.Statut != nil {
					words[content.Slug(noun.Agree(a.Statut.Mot, 2))] = a.Cle
				} else if a.Entree {
					words[content.Slug(noun.Agree("nouveau", 2))] = a.Cle
				}
			}
		}
	}
	return words
}

// ListNamed is the kind whose plural a word is, as KindNamed is.
func ListNamed(m *Mots, word string) (content.Kind, bool) {
	asked := content.Slug(word)
	for _, k := range content.Levels {
		if asked == content.Slug(m.Of(k).Pluriel) {
			return k, true
		}
	}
	return content.KindIn(asked)
}

// KindNamed is the kind that a word names, in the singular or in the plural: the noun that
// the roadmap gives a level first, then the model's.
func KindNamed(m *Mots, word string) (content.Kind, bool) {
	asked := content.Slug(word)
	for _, k := range content.Levels {
		if asked == m.Of(k).Word() {
			return k, true
		}
	}
	if k, ok := ListNamed(m, word); ok {
		return k, true
	}
	return content.KindNamed(asked)
}

// reserved are the first parts of addresses that the site keeps for itself.
var reserved = func() []string {
	all := []string{"calendrier", "changements", "indicateurs", "recherche", "donnees", "imprimer", "archives", "licences", "plan-du-site", "assets"}
	for k := content.Actualite; k < content.Libre; k++ {
		all = append(all, k.Folder())
	}
	return all
}()

func (l *linker) vocabulary() {
	l.Mots = Usual
	taken := map[string]string{}
	name := func(key string, typed *Mot, into *Nom) {
		l.mot(typed, into)
		if other, ok := taken[into.Adresse]; ok {
			l.siteProblem(typed.Adresse.At, "vocabulaire-adresse", "donnez à chacun la sienne", "« %s » et « %s » ont la même adresse « %s »", other, key, into.Adresse)
		}
		taken[into.Adresse] = key
	}
	for _, level := range content.Levels {
		name(level.String(), l.Site.Vocabulaire.At(level), l.Mots.At(level))
	}
	name("pilote", &l.Site.Vocabulaire.Pilote, &l.Mots.Pilote)
}

// mot fills a level's noun with what site.yaml says of it.
func (l *linker) mot(typed *Mot, into *Nom) {
	usual := into.Adresse
	for _, word := range []content.Text{typed.Singulier, typed.Pluriel} {
		if strings.Contains(word.S, "{{") {
			l.siteProblem(word.At, "chiffre", "écrivez le nom sans accolades", "un nom ne tient pas de chiffre calculé : « %s »", word.S)
		}
	}
	if typed.Singulier.S != "" {
		into.Singulier = typed.Singulier.S
		into.Pluriel = french.PluralOf(typed.Singulier.S)
	}
	if typed.Pluriel.S != "" {
		into.Pluriel = typed.Pluriel.S
	}
	if typed.Genre.S != "" {
		into.Feminin = typed.Genre.S == "f"
	}
	at := typed.Adresse.At
	switch {
	case typed.Adresse.S != "":
		into.Adresse = typed.Adresse.S
	case typed.Singulier.S != "":
		into.Adresse, at = content.Slug(into.Pluriel), typed.Singulier.At
	}
	switch wrong := content.WrongName(into.Adresse); {
	case content.IsSlug(into.Adresse) && wrong != "":
		right := content.RightName(into.Adresse)
		l.siteProblem(at, "vocabulaire-adresse", "donnez-lui une autre « adresse: », par exemple « "+right+" »", "le nom « %s » %s", into.Adresse, wrong)
		into.Adresse = right
	case !content.IsSlug(into.Adresse):
		hint, right := "ajoutez « adresse: », en lettres minuscules sans accent", content.Slug(into.Adresse)
		if right != "" {
			hint = diag.Instead(right)
		}
		l.siteProblem(at, "vocabulaire-adresse", hint, "« %s » ne peut pas servir d'adresse", cmp.Or(into.Adresse, into.Pluriel))
		if typed.Adresse.S != "" {
			l.problems.Guess(typed.Adresse.S, right)
		}
		into.Adresse = cmp.Or(right, usual) // the preview has addresses all the same
	case slices.Contains(reserved, into.Adresse):
		l.siteProblem(at, "vocabulaire-adresse", "choisissez une autre « adresse: »", "l'adresse « %s » est celle d'une page du site", into.Adresse)
	}
}
