package roadmap

import (
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// A StatutRow is all that there is to say of a status. Whatever shows, counts or
// sorts by status reads it in Statuts: a new wording changes a row there, and
// nothing else.
type StatutRow struct {
	Cle      string   // as typed: "acheve"
	Mot      string   // « achevé », masculine and singular; a phrase (« en cours ») agrees with nothing
	DuStatut bool     // it is said of the status, not of the projet: « Statut non publié », « au statut non publié »
	Badge    string   // suffix of the DSFR badge: "success", "info", "warning"; "" for the plain one
	Annonce  string   // its key in annonce: "acheves"; "" when no edition announces it
	Etat     string   // key of the State of its projets, as far as their date does not decide
	Autres   []string // what editors type by themselves, folded

	alone [2]string // see Alone: masculine, feminine
}

// Ranks of statuses in Statuts.
const (
	Acheve = iota
	EnCours
	AVenir
	Suspendu
	Abandonne
	NonCommunique // that of a projet whose status nobody has published
)

// Statuts are all statuses, in the order in which they are shown.
var Statuts = [...]StatutRow{
	Acheve: {Cle: "acheve", Mot: "achevé", Badge: "success", Annonce: "acheves", Etat: StateAtteint,
		Autres: []string{"termine", "terminee", "fini", "achevee", "clos", "realise", "livre"}},
	EnCours: {Cle: "en-cours", Mot: "en cours", Badge: "info", Annonce: "en-cours", Etat: StateAVenir,
		Autres: []string{"encours", "en_cours", "demarre", "commence", "actif"}},
	AVenir: {Cle: "a-venir", Mot: "à venir", Annonce: "a-venir", Etat: StateAVenir,
		Autres: []string{"avenir", "prevu", "planifie", "a_venir", "futur"}},
	Suspendu: {Cle: "suspendu", Mot: "suspendu", Badge: "warning", Annonce: "suspendus", Etat: StateAVenir,
		Autres: []string{"en-pause", "gele"}},
	Abandonne: {Cle: "abandonne", Mot: "abandonné", Annonce: "abandonnes", Etat: StateAbandonne,
		Autres: []string{"arrete", "annule"}},
	NonCommunique: {Cle: "non-communique", Mot: "non publié", DuStatut: true, Etat: StateInconnu,
		Autres: []string{"inconnu", "non-publie"}},
}

// StatutKeys are the keys of Statuts, in their order.
var StatutKeys = named(Statuts[:], func(s StatutRow) string { return s.Cle })

// After is the status right after the noun and its number: « achevées », « au
// statut non publié ».
func (s *StatutRow) After(noun french.Nom, n int) string {
	if s.DuStatut {
		return "au statut " + s.Mot
	}
	return noun.Agree(s.Mot, n)
}

// Alone is the status of one of what noun names, on a badge: « Achevée »,
// « Statut non publié ».
func (s *StatutRow) Alone(noun french.Nom) string {
	if noun.Feminin {
		return s.alone[1]
	}
	return s.alone[0]
}

func init() { // every row of every table shows one: they are made once
	for i := range Statuts {
		s := &Statuts[i]
		for gender, noun := range []french.Nom{{}, {Feminin: true}} {
			if s.alone[gender] = french.Capital(noun.Agree(s.Mot, 1)); s.DuStatut {
				s.alone[gender] = "Statut " + s.Mot
			}
		}
	}
}

// A Statut says where a projet stands. The zero value is that of a projet whose
// editor gives none.
type Statut struct{ content.Plain } // "en-cours"; "" counts as non-communique

// Rank is the status's rank in Statuts.
func (s Statut) Rank() int {
	for i := range Statuts {
		if Statuts[i].Cle == s.S {
			return i
		}
	}
	return NonCommunique
}

// Row is what there is to say of the status.
func (s Statut) Row() *StatutRow { return &Statuts[s.Rank()] }

// Done reports whether nothing more is expected: lateness no longer counts.
func (s Statut) Done() bool {
	etat := s.Row().Etat
	return etat == StateAtteint || etat == StateAbandonne
}

// Key returns the status as it is typed.
func (s Statut) Key() string { return s.Row().Cle }

var statutForm = content.Form{Wrong: "statut inconnu « %s »", Words: StatutKeys, Synonyms: statutSynonyms()}

// Form implements content.Scalar.
func (Statut) Form() *content.Form { return &statutForm }

func statutSynonyms() map[string]string {
	words := map[string]string{}
	for _, s := range Statuts {
		for _, w := range s.Autres {
			words[w] = s.Cle
		}
	}
	return words
}

// A Tally is how many projets have each status, by rank in Statuts.
type Tally [len(Statuts)]int

// Count counts projets by status.
func Count(projets []*Projet) (t Tally) {
	for _, p := range projets {
		t[p.Statut.Rank()]++
	}
	return t
}
