package roadmap

import (
	"regexp"
	"strings"

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
	Autres   []string // what editors type by themselves, as slugs: masculine and singular

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
		Autres: []string{"termine", "fini", "clos", "cloture", "realise", "livre", "fait", "atteint", "accompli", "abouti", "solde", "deploye", "generalise", "finalise", "effectue", "execute", "disponible", "en-production", "en-prod", "en-service", "en-ligne", "mis-en-production", "mis-en-service", "mis-en-ligne", "done"}},
	EnCours: {Cle: "en-cours", Mot: "en cours", Badge: "info", Annonce: "en-cours", Etat: StateAVenir,
		Autres: []string{"encours", "demarre", "commence", "entame", "engage", "initie", "lance", "actif", "ouvert", "en-developpement", "en-realisation", "en-construction", "en-deploiement", "en-test", "en-experimentation", "en-chantier", "in-progress", "wip"}},
	AVenir: {Cle: "a-venir", Mot: "à venir", Annonce: "a-venir", Etat: StateAVenir,
		Autres: []string{"avenir", "prevu", "planifie", "programme", "projete", "envisage", "futur", "a-l-etude", "a-etudier", "a-faire", "a-lancer", "a-demarrer", "a-engager", "a-commencer", "a-planifier", "en-preparation", "prochainement", "bientot", "todo"}},
	Suspendu: {Cle: "suspendu", Mot: "suspendu", Badge: "warning", Annonce: "suspendus", Etat: StateAVenir,
		Autres: []string{"suspension", "pause", "en-pause", "mis-en-pause", "en-suspens", "en-sommeil", "gele", "fige", "interrompu", "bloque", "ajourne", "a-l-arret"}},
	Abandonne: {Cle: "abandonne", Mot: "abandonné", Annonce: "abandonnes", Etat: StateAbandonne,
		Autres: []string{"abandon", "annule", "supprime", "retire", "rejete", "refuse", "sans-suite", "classe-sans-suite", "non-retenu", "pas-retenu"}},
	NonCommunique: {Cle: "non-communique", Mot: "non publié", DuStatut: true, Etat: StateInconnu,
		Autres: []string{"inconnu", "non-publie", "pas-publie", "non-renseigne", "pas-renseigne", "non-connu", "pas-connu", "pas-communique"}},
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

var statutForm = content.Form{Wrong: "statut inconnu « %s »", Words: StatutKeys, Explain: explainStatut}

// Form implements content.Scalar.
func (Statut) Form() *content.Form { return &statutForm }

// meanings are the keys that words mean, as slugs.
var meanings = func() map[string]string {
	words := map[string]string{}
	for _, s := range Statuts {
		words[s.Cle] = s.Cle
		for _, w := range s.Autres {
			words[w] = s.Cle
		}
	}
	return words
}()

// doubtful are words that mean one status or another, and what is told about them.
var doubtful = map[string]string{
	"en-attente": notBegun, "attente": notBegun, "reporte": notBegun, "decale": notBegun, "differe": notBegun,
	"arrete": notAgain, "stoppe": notAgain, "stop": notAgain,
}

const (
	notBegun = "écrivez « a-venir » s'il n'a pas commencé, « suspendu » s'il doit reprendre"
	notAgain = "écrivez « abandonne » s'il ne reprendra pas, « suspendu » s'il doit reprendre"
)

// not matches what says that something has not begun, or is not over.
var not = regexp.MustCompile(`^(?:pas-encore|non|pas|jamais|n-est-pas|n-a-pas)-(.+)$`)

// explainStatut tells which status a text means.
func explainStatut(text string, no *content.Refusal) {
	slug := content.Slug(text)
	word := masculine(slug)
	denied := not.FindStringSubmatch(word)
	switch {
	case doubtful[word] != "":
		no.Write, no.Hint = "", doubtful[word]
	case meanings[word] != "":
		no.Write = meanings[word]
	case strings.HasPrefix(slug, "en-cours-"), strings.HasSuffix(slug, "-en-cours"):
		no.Write = "en-cours"
	case denied != nil && meanings[denied[1]] == Statuts[EnCours].Cle:
		no.Write = "a-venir"
	case denied != nil && meanings[denied[1]] == Statuts[Acheve].Cle:
		no.Write = "en-cours"
	case denied != nil && !strings.HasPrefix(denied[1], "commu"):
		no.Write = ""
	}
}

// StatutMeant is the key of the status that a word means for sure, as « terminée » does;
// "" for none.
func StatutMeant(word string) string { return meanings[masculine(content.Slug(word))] }

// masculine is a slug without what agrees with a feminine or a plural: « commencees ».
func masculine(slug string) string {
	if word := strings.TrimSuffix(slug, "s"); strings.HasSuffix(word, "ee") || meanings[slug] == "" && meanings[word] != "" || doubtful[word] != "" {
		slug = word
	}
	if word, ok := strings.CutSuffix(slug, "e"); ok && meanings[slug] == "" && (strings.HasSuffix(word, "e") || meanings[word] != "") {
		return word
	}
	return slug
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
