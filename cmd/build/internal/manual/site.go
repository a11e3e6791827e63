package manual

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Name is what a page is called in the words of a roadmap: the last part of its address,
// and what one types behind « build aide ».
func Name(m *roadmap.Mots, word string) string {
	if k, ok := content.KindNamed(word); ok && m.At(k) != nil {
		return m.Of(k).Word()
	}
	return word
}

// quoted is where a text names another page.
var quoted = regexp.MustCompile(`« build aide ([a-z]+) »`)

// placed is a sample of a rule with the place where it stands, which no page shows.
var placed = regexp.MustCompile("(?m)^(```+\\S+) (.+)$")

// Site is a folder content/ whose free pages are these, in the words of a roadmap, and
// whose home page lists them. What they lead to and show is the example's.
func Site(m *roadmap.Mots) (fs.FS, error) {
	base, err := fs.Sub(example.FS(), content.Root)
	if err != nil {
		return nil, err
	}
	var changes []edit.Change
	put := func(name, text string) {
		changes = append(changes, edit.Change{File: content.Root + "/" + name, After: []byte(text)})
	}
	page := func(name, title, text string) {
		put(name, "---\ntitre: "+content.InYAML(title, false)+"\n---\n"+text)
	}
	index := "\n## Ce que l'on fait\n\n"
	for _, word := range Words {
		switch word {
		case Topics[0]:
			index += "\n## Ce qu'il faut savoir\n\n"
		case fields.Kinds[0]:
			index += "\n## Les clés\n\n"
		case Rules:
			index += "\n## Les règles\n\n"
		}
		_, text, _ := strings.Cut(Text(word), "\n")
		if word == "blocs" {
			head, _, _ := strings.Cut(text, "\n## ")
			text = head + blocks(true)
		}
		text = placed.ReplaceAllString(text, "`$2`\n\n$1")
		text = quoted.ReplaceAllStringFunc(text, func(found string) string {
			to := quoted.FindStringSubmatch(found)[1]
			if !slices.Contains(Words, to) || to == word {
				return found
			}
			return "[" + found + "](" + Name(m, to) + ".md)"
		})
		title := roadmap.InWords(m, Title(word))
		page("pages/"+Name(m, word)+".md", title, roadmap.InWords(m, text))
		index += "- [" + title + "](pages/" + Name(m, word) + ".md)\n"
	}
	page("index.md", "Aide", index)
	var read [3][]byte
	for i, name := range []string{"site.yaml", "projets/film/film.mp4", "projets/film/film.vtt"} {
		if read[i], err = fs.ReadFile(base, name); err != nil {
			return nil, err
		}
	}
	put("pages/film.mp4", string(read[1])) // beside the page that shows it
	put("pages/film.vtt", string(read[2]))
	words := "vocabulaire:\n"
	for _, k := range content.Levels {
		noun := m.Of(k)
		words += fmt.Sprintf("  %s: {singulier: %s, pluriel: %s, genre: %s, adresse: %s}\n", k, content.InYAML(noun.Singulier, true), content.InYAML(noun.Pluriel, true), noun.Genre(), noun.Adresse)
	}
	put("site.yaml", string(read[0])+"\n"+words)
	return edit.Over(base, changes), nil
}
