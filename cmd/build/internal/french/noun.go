package french

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A Nom is a noun: what a roadmap calls its projets, for instance.
type Nom struct {
	Singulier, Pluriel string
	Feminin            bool
}

// Genre is the gender of the noun as one types it: "f" or "m".
func (n Nom) Genre() string {
	if n.Feminin {
		return "f"
	}
	return "m"
}

// PluralOf is the usual plural of a noun: « axes », « niveaux », « journaux »,
// « processus ».
func PluralOf(noun string) string {
	switch {
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "z"):
		return noun
	case strings.HasSuffix(noun, "au"), strings.HasSuffix(noun, "eu"):
		return noun + "x"
	case strings.HasSuffix(noun, "al") && !strings.HasSuffix(noun, "festival"):
		return strings.TrimSuffix(noun, "l") + "ux"
	}
	return noun + "s"
}

// Article returns the noun with its definite article: « la mission », « l’enjeu ».
func (n Nom) Article() string {
	switch {
	case elides(n.Singulier):
		return "l’" + n.Singulier
	case n.Feminin:
		return "la " + n.Singulier
	}
	return "le " + n.Singulier
}

// Du returns « de la mission », « de l’enjeu », « du projet ».
func (n Nom) Du() string {
	if article := n.Article(); !strings.HasPrefix(article, "le ") {
		return "de " + article
	}
	return "du " + n.Singulier
}

// Au returns « à la mission », « à l’enjeu », « au projet ».
func (n Nom) Au() string {
	if article := n.Article(); !strings.HasPrefix(article, "le ") {
		return "à " + article
	}
	return "au " + n.Singulier
}

// Ce returns « cette mission », « cet enjeu », « ce projet ».
func (n Nom) Ce() string {
	if !n.Feminin && elides(n.Singulier) {
		return "cet " + n.Singulier
	}
	return n.One("ce")
}

// Sans returns « sans mission ».
func (n Nom) Sans() string { return "sans " + n.Singulier }

// One puts a word that agrees before the noun: « aucune mission », « quel projet ».
func (n Nom) One(word string) string { return n.Agree(word, 1) + " " + n.Singulier }

// Tous returns « toutes les missions », « tous les projets ».
func (n Nom) Tous() string { return n.Agree("tout", 2) + " les " + n.Pluriel }

// For is the form of the noun that goes with a count.
func (n Nom) For(count int) string { return Plural(count, n.Singulier, n.Pluriel) }

// Count writes a number of them: « 1 projet », « 8 missions ».
func (n Nom) Count(count int) string { return Int(count) + " " + n.For(count) }

// Counted writes a number of them with a word that agrees: « 1 projet entré »,
// « 2 actions entrées ».
func (n Nom) Counted(count int, word string) string {
	return n.Count(count) + " " + n.Agree(word, count)
}

// Agree makes a word, given masculine and singular, agree with the noun and a
// count: « annoncées », « nouveaux ». A phrase (« en cours ») stays as it is.
func (n Nom) Agree(word string, count int) string {
	own, irregular := forms[word]
	switch {
	case irregular && n.Feminin:
		return Plural(count, own[1], own[3])
	case irregular:
		return Plural(count, own[0], own[2])
	case strings.Contains(word, " "):
		return word
	case n.Feminin:
		word = feminine(word)
	}
	return Plural(count, word, PluralOf(word))
}

// feminine is that of a word: « annoncée », « active », « première », « close ».
func feminine(word string) string {
	for _, end := range [][2]string{{"e", "e"}, {"f", "ve"}, {"er", "ère"}, {"x", "se"}, {"el", "elle"}, {"en", "enne"}} {
		if stem, ok := strings.CutSuffix(word, end[0]); ok {
			return stem + end[1]
		}
	}
	return word + "e"
}

// forms are the words that no rule makes agree: masculine and feminine,
// then their plurals.
var forms = map[string][4]string{
	"ce":      {"ce", "cette", "ces", "ces"},
	"il":      {"il", "elle", "ils", "elles"},
	"nouveau": {"nouveau", "nouvelle", "nouveaux", "nouvelles"},
	"quel":    {"quel", "quelle", "quels", "quelles"},
	"tout":    {"tout", "toute", "tous", "toutes"},
}

// De puts « de » before a word: « de mars », « d’avril ».
func De(word string) string {
	if elides(word) {
		return "d’" + word
	}
	return "de " + word
}

// elides tells whether « le », « de » and « que » lose their e before a word: it
// begins with a vowel, or with an h that is not said at all.
func elides(word string) bool {
	word = strings.ToLower(word)
	r, _ := utf8.DecodeRuneInString(word)
	return strings.ContainsRune("aàâäeéèêëhiîïoôöuùûüyœæ", r) && !kept.MatchString(word)
}

// kept are the words before which nothing is elided although they begin like
// others before which it is: those with an « h aspiré » that a roadmap may use,
// and a few more.
var kept = regexp.MustCompile(`^(?:h(?:ach|ack|aie|ain|all(?:e|s?\b)|alte|ameau|and|angar|aras|arc|ard|aricot|arnais|asard|ash|ât|auss|aut|avre|érisson|ernie|éros\b|` +
	`eurt|ibou|iérar|igh|it|obby|ock|old|omard|ong|ont|ors|ot|ou|ub|uit|url|utte)|onz|oui\b|ya|yo)`)
