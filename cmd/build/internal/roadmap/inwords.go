package roadmap

import (
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// spoken matches a noun of the model with the word before it that depends on it, and the
// noun alone in capitals, as usages have it.
var spoken = regexp.MustCompile(`\b(PROJET|MISSION)\b|(^|[\s(«“’'\[/{])((?i:de la\s|de l['’]|du\s|des\s|d['’]|de\s|à la\s|à l['’]|au\s|aux\s|la\s|le\s|l['’]|les\s|une?\s|aucune?\s|chaque\s|cette\s|cet\s|ce\s|ces\s|sans\s|par\s|toutes les\s|tous les\s|deux\s)|\d+\s|new |aide |compte |annonce )([Ff]amille|[Mm]ission|MISSION|[Pp]rojet|PROJET|[Ee]njeu)([sx]?)\b`)

// addressed matches the addresses of levels: of pages, and of lists as texts lead to them.
var addressed = regexp.MustCompile(`(?m)((?:^|[\s\[])/)(familles|missions|projets|enjeux)/|(\.\./)(projets)/(statut|echeance)/`)

// InWords is a French text about any roadmap in the words of this one: « la mission » is
// « l’axe », and so are addresses. Only nouns are changed, each with the word before it: a text in which more
// agrees with them cannot be told so.
func InWords(m *Mots, text string) string {
	if *m == Usual {
		return text
	}
	text = addressed.ReplaceAllStringFunc(text, func(found string) string {
		part := addressed.FindStringSubmatch(found)
		k, _ := content.KindIn(part[2] + part[4])
		return strings.Replace(found, part[2]+part[4], m.Of(k).Adresse, 1)
	})
	return spoken.ReplaceAllStringFunc(text, func(found string) string {
		part := spoken.FindStringSubmatch(found)
		if part[1] != "" {
			k, _ := content.KindNamed(strings.ToLower(part[1]))
			return strings.ToUpper(m.Of(k).Singulier)
		}
		k, _ := content.KindNamed(strings.ToLower(part[4]))
		line := strings.HasSuffix(part[3], "\n")
		before, noun := strings.ToLower(strings.TrimSuffix(part[3], "\n")), m.Of(k)
		if line {
			before += " "
		}
		said := ""
		switch plural := part[5] != ""; strings.TrimSuffix(strings.TrimSuffix(before, " "), "’") {
		case "new", "aide":
			said = before + noun.Word()
		case "compte", "annonce":
			said = before + content.Slug(noun.Pluriel)
		case "de", "d'", "d":
			said = french.De(noun.For(map[bool]int{true: 2, false: 1}[plural]))
		case "de la", "de l'", "de l", "du":
			said = noun.Du()
		case "à la", "à l'", "à l", "au":
			said = noun.Au()
		case "la", "le", "l'", "l":
			said = noun.Article()
		case "cette", "cet", "ce":
			said = noun.Ce()
		case "un", "une":
			said = noun.One("un")
		case "aucun", "aucune":
			said = noun.One("aucun")
		case "tous les", "toutes les":
			said = noun.Tous()
		default: // which says nothing of the noun but its number
			said = before + noun.For(map[bool]int{true: 2, false: 1}[plural])
		}
		if line {
			said = strings.Replace(said, " ", "\n", 1)
		}
		if part[4] == strings.ToUpper(part[4]) {
			said = strings.Replace(said, noun.Singulier, strings.ToUpper(noun.Singulier), 1)
		}
		if strings.ToLower(part[3]) != part[3] {
			said = french.Capital(said)
		}
		return part[2] + said
	})
}
