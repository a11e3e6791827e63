// Package manual holds what people need to know: what they do with a roadmap, how the
// content is laid out, how a site is published, hosted and kept; with what keys mean
// (package fields) and rules (package rule) it is what « build aide » prints and what the
// preview shows. The texts are French, in Markdown that reads well in a terminal, in the
// words of the model (see roadmap.InWords).
package manual

import (
	"embed"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/rule"
)

//go:embed *.md
var files embed.FS

// Tasks are the words for what people do with a roadmap, over its years.
var Tasks = []string{"init", "new", "statut", "echeance", "atteint", "mesure", "renommer", "fusionner", "retirer", "paraitre", "edition", "diff"}

// Topics are the words for how things are, in the order in which people need them.
var Topics = []string{"contenu", "blocs", "publier", "hotes", "adresses", "archives"}

// Rules is the word for the list of rules.
const Rules = "regles"

// Words are all that there is a page on: what one does, how things are, what keys there
// are, what is checked.
var Words = slices.Concat(Tasks, Topics, fields.Kinds, []string{Rules})

// Text is the page on a word: its first line is its title. It panics on a word that has
// none.
func Text(word string) string {
	switch {
	case word == Rules:
		return rule.Page
	case slices.Contains(fields.Kinds, word):
		return fields.Help(word)
	}
	text, err := files.ReadFile(word + ".md")
	if err != nil {
		panic(err)
	}
	if word == "blocs" {
		return string(text) + blocks(false)
	}
	return string(text)
}

// blocks shows each block: how it is written, what it becomes, and, shown, what that
// looks like.
func blocks(shown bool) string {
	var b strings.Builder
	for _, block := range content.Blocks() {
		b.WriteString("\n## " + block.Name + "\n\n" + strings.ReplaceAll(block.Says, "<br>", "`<br>`") + "\n")
		example := block.Example()
		if example == "" {
			example = block.Opening + "\n"
		}
		b.WriteString("\n" + indented(example))
		if shown {
			b.WriteString("\n" + block.Example())
		}
		if block.Elsewhere != "" {
			b.WriteString("\nLe même d'un autre site : une carte y mène, avec son nom.\n\n" + indented(block.Elsewhere+"\n"))
		}
	}
	return b.String()
}

// indented is a text as Markdown shows it as it is.
func indented(text string) string {
	return strings.ReplaceAll("    "+strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n    ")+"\n", "    \n", "\n")
}

// Title is the first line of a page, without its mark.
func Title(word string) string {
	line, _, _ := strings.Cut(Text(word), "\n")
	return strings.TrimPrefix(line, "# ")
}
