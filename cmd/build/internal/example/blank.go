package example

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Blank is what is known of a roadmap of which no page is written yet, as people
// type it.
type Blank struct {
	Titre, Organisme, URL string
	Niveaux               string // « un axe, une priorité, un objectif », the widest first, at most three
	Transversal           string // « une thématique », or ""
	Edition               string // its id
}

// Levels are the levels that the roadmap uses, the widest first.
func (b Blank) Levels() []content.Kind {
	all := []content.Kind{content.Famille, content.Mission, content.Projet}
	all = all[max(0, len(all)-len(strings.Split(b.Niveaux, ","))):]
	if b.Transversal != "" {
		all = append(all, content.Enjeu)
	}
	return all
}

// A Mistyped is what is wrong with a Blank, as a French sentence that says what to type
// instead.
type Mistyped struct{ error }

// Write writes the roadmap, whose edition is of a day, as Write does the example.
func (b Blank) Write(dir string, day content.Date) error {
	files, err := b.files(day)
	if err != nil {
		return Mistyped{err}
	}
	if err := write(dir, settings{FS()}); err != nil {
		return err
	}
	return os.CopyFS(filepath.Join(dir, content.Root), files)
}

// Wrong says what is wrong with what is known of the roadmap so far, nil for nothing.
func (b Blank) Wrong() error {
	_, err := Blank{cmp.Or(b.Titre, "Titre"), cmp.Or(b.Organisme, "Organisme"), cmp.Or(b.URL, "https://exemple.fr/"),
		cmp.Or(b.Niveaux, "une action"), b.Transversal, cmp.Or(b.Edition, "1")}.files(content.Date{Year: 2000, Month: 1, Day: 1})
	return err
}

// files are its folder content/.
func (b Blank) files(day content.Date) (fs.FS, error) {
	words := strings.Split(b.Niveaux, ",")
	if len(words) > 3 {
		return nil, fmt.Errorf("--niveaux prend trois mots au plus, du plus large au plus précis, pas %d : ce qui traverse la feuille de route se dit avec --transversal", len(words))
	}
	words = append(words, b.Transversal)
	var vocabulary strings.Builder
	for i, k := range b.Levels() {
		noun, gender, err := nounOf(words[i])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&vocabulary, "  %s: {singulier: %s, pluriel: %s, genre: %s}\n", k, content.InYAML(noun, true), content.InYAML(french.PluralOf(noun), true), gender)
	}
	text := func(s string) string { return content.InYAML(s, false) }
	site := "# « build aide site » explique ces clés, et toutes les autres.\n" +
		"titre: " + text(b.Titre) + "\nurl: " + text(b.URL) + "\n\norganisme:\n  nom: " + text(b.Organisme) + "\n\n" +
		"# La date de l'édition sert d'« aujourd'hui » à tous les calculs de retard.\neditions:\n" +
		"  - id: " + text(b.Edition) + "\n    titre: " + text("Édition "+b.Edition) + "\n    date: " + day.ISO() + "\n\n" +
		"# Ce que les lecteurs lisent ; les dossiers de content/ gardent leurs noms.\nvocabulaire:\n" + vocabulary.String()
	fsys := edit.Over(embed.FS{}, []edit.Change{{File: content.SitePath, After: []byte(site)},
		{File: content.Root + "/index.md", After: []byte("---\ntitre: " + text(b.Titre) + "\n---\n")}})
	return fsys, wrong(fsys)
}

// nounOf parts a noun from its article, which tells its gender.
func nounOf(typed string) (noun, gender string, err error) {
	article, noun, _ := strings.Cut(strings.Join(strings.Fields(typed), " "), " ")
	switch {
	case noun != "" && strings.EqualFold(article, "un"):
		return noun, "m", nil
	case noun != "" && strings.EqualFold(article, "une"):
		return noun, "f", nil
	}
	return "", "", fmt.Errorf("« %s » : écrivez chaque mot au singulier, avec « un » ou « une », par exemple 'un axe, une priorité, un objectif'", strings.TrimSpace(typed))
}

// wrong is the first thing that is wrong with a content folder.
func wrong(fsys fs.FS) error {
	problems := new(diag.List)
	tree, err := content.Load(fsys, roadmap.Types(), problems)
	if err != nil {
		return err
	}
	roadmap.New(roadmap.Input{Tree: tree}, problems)
	for _, p := range problems.Sorted() {
		return fmt.Errorf("%s : %s", p.Message, p.Hint)
	}
	return nil
}
