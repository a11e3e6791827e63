package rule

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// names say what a level means.
var names = [...]string{diag.Erreur: "erreur", diag.Avertissement: "avertissement", diag.Non: "désactivée, sauf si site.yaml l'active"}

// Explain tells a rule to people: what it is worth, why, an example before and
// after, its source.
func (r *Rule) Explain() string {
	var b strings.Builder
	b.WriteString(r.Code + " (" + names[r.Level] + ")\n\n" + wrap(r.Why, 80) + "\n")
	for _, part := range []struct {
		title   string
		samples []Sample
	}{{"Avant", r.Before}, {"Après", r.After}} {
		for _, s := range part.samples {
			b.WriteString("\n" + part.title + s.where() + " :\n\n")
			for line := range strings.Lines(s.Text) {
				b.WriteString(strings.TrimRight("    "+strings.TrimRight(line, "\n"), " ") + "\n")
			}
		}
	}
	b.WriteString("\nSource : " + r.Source + "\n")
	if r.Fixed {
		b.WriteString("\nSans cette règle, le site publié serait faux : elle ne se règle pas.\n")
	} else {
		b.WriteString("\nPour la régler, dans content/site.yaml :\n\n    verification:\n      regles:\n        " + r.Code + ": {niveau: non, motif: la raison que le rapport répétera}\n")
	}
	return b.String()
}

// places say where a sample stands.
var places = map[string]string{"texte": " (dans le texte d'une page)", "site": " (dans content/site.yaml)", "html": " (dans une page finie)", "projet": " (dans l'en-tête d'un projet)",
	"mission": " (dans l'en-tête d'une mission)", "actualite": " (dans l'en-tête d'une actualité)", "page": " (dans l'en-tête d'une page)"}

func (s Sample) where() string {
	if words, ok := places[s.Place]; ok {
		return words
	}
	if s.Place != "" {
		return " (" + s.Place + ")"
	}
	return ""
}

// wrap breaks a text into lines of at most so many characters.
func wrap(text string, width int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, line), "\n")
}
