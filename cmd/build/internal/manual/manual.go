// Package manual holds what people need to know beside keys and rules: how the
// content is laid out, how a site is published, hosted and kept. The texts are
// French, in Markdown that reads well in a terminal; « build aide » prints them.
package manual

import (
	"embed"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

//go:embed *.md
var files embed.FS

// Topics are the words that « build aide » takes, in the order in which people
// need them.
var Topics = []string{"taches", "contenu", "blocs", "publier", "hotes", "adresses", "archives"}

// Text is what there is to know about a topic. It panics on a word that is none.
func Text(topic string) string {
	text, err := files.ReadFile(topic + ".md")
	if err != nil {
		panic(err)
	}
	if topic != "blocs" {
		return string(text)
	}
	var b strings.Builder
	b.Write(text)
	for _, block := range content.Blocks() {
		b.WriteString("\n" + block.Opening + "\n    " + block.Says + "\n")
		if block.Elsewhere != "" {
			b.WriteString("\n" + block.Elsewhere + "\n    Le même d'un autre site : une carte y mène, avec son nom.\n")
		}
	}
	return b.String()
}

// Title is the first line of a topic, without its mark.
func Title(topic string) string {
	line, _, _ := strings.Cut(Text(topic), "\n")
	return strings.TrimPrefix(line, "# ")
}
