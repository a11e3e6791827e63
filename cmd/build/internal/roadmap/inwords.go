package roadmap

import (
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
)

// spoken matches a noun of the model with the word before it that depends on it, and the
// noun alone in capitals, as usages have it.
var spoken = regexp.MustCompile(`\b(PROJET|MISSION)\b|(?i)(^|[\s(«“’'\[/])(de la |de l['’]|du |des |d['’]|de |à la |à l['’]|au |aux |la |le |l['’]|les |une? |aucune? |chaque |cette |cet |ce |ces |sans |par |toutes les |tous les |new |aide )(famille|mission|projet|enjeu)([sx]?)\b`)

// InWords is a French text about any roadmap in the words of this one: « la mission » is
// « l’axe ». Only nouns are changed, each with the word before it: a text in which more
// agrees with them cannot be told so.
func InWords(m *Mots, text string) string {
	if *m == Usual {
		return text
	}
	return spoken.ReplaceAllStringFunc(text, func(found string) string {
		part := spoken.FindStringSubmatch(found)
		if part[1] != "" {
			k, _ := content.KindNamed(strings.ToLower(part[1]))
			return strings.ToUpper(m.Of(k).Singulier)
		}
		k, _ := content.KindNamed(strings.ToLower(part[4]))
		before, noun := strings.ToLower(part[3]), m.Of(k)
		said := ""
		switch plural := part[5] != ""; strings.TrimSuffix(strings.TrimSuffix(before, " "), "’") {
		case "new", "aide":
			said = before + noun.Word()
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
		if part[3] != before {
			said = french.Capital(said)
		}
		return part[2] + said
	})
}
