package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A beginner is the command that begins a roadmap, and its options.
type beginner struct {
	term  *term
	blank bool
	date  string
	example.Blank
}

// newInit writes a roadmap to begin with.
func newInit(t *term) *cobra.Command {
	b := &beginner{term: t}
	cmd := &cobra.Command{
		Use:   "init DOSSIER",
		Short: "commencer une feuille de route",
		Long: `build init écrit une petite feuille de route fictive, qui montre tout ce qu'une
feuille de route peut contenir, et qui se construit aussitôt. Avec --vide, il n'écrit
que ce que vous lui dites, par les options ou en répondant à ses questions, et dit la
suite. Le dossier doit être vide, ou ne pas exister.`,
		Example: `  build init ma-feuille-de-route
  build init sante --vide
  build init sante --vide --titre 'Feuille de route santé' --organisme 'Ministère de la Santé' \
    --url https://sante.exemple.gouv.fr/ --niveaux 'un axe, une priorité, un objectif' --edition 2027`,
		Args: oneArg("donnez un dossier, par exemple « build init ma-feuille-de-route »"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := args[0]
			if !filepath.IsAbs(dir) {
				dir = filepath.Join(sourceOf(cmd), dir)
			}
			return b.run(dir)
		},
	}
	cmd.Flags().BoolVar(&b.blank, "vide", false, "sans l'exemple : seulement ce que disent les options qui suivent")
	for _, q := range b.questions() {
		option(cmd, q.into, q.flag, q.value, q.says)
	}
	option(cmd, &b.date, "date", "AAAA-MM-JJ", "date de cette édition (sinon aujourd'hui)")
	return cmd
}

// A question is what a roadmap without the example is to be told.
type question struct {
	into              *string
	flag, value, says string
	asked             string
	optional          bool
}

func (b *beginner) questions() []question {
	return []question{
		{&b.Titre, "titre", "TITRE", "nom de la feuille de route", "Comment s'appelle la feuille de route ?", false},
		{&b.Organisme, "organisme", "NOM", "qui la publie", "Quel organisme la publie ?", false},
		{&b.URL, "url", "URL", "adresse où le site sera", "À quelle adresse le site sera-t-il (https://…) ?", false},
		{&b.Niveaux, "niveaux", "MOTS", "de quoi elle est faite, du plus large au plus précis : 'un axe, une priorité, un objectif'",
			"De quoi est-elle faite, du plus large au plus précis ? Un, deux ou trois mots, avec « un » ou « une » : un axe, une priorité, un objectif", false},
		{&b.Transversal, "transversal", "MOT", "ce qui la traverse, s'il y a lieu : 'une thématique'", "Qu'est-ce qui la traverse (une thématique) ? Rien, si vous ne tapez rien", true},
		{&b.Edition, "edition", "ID", "nom court de l'édition : 2027", "Quel est le nom court de cette édition (2027) ?", false},
	}
}

func (b *beginner) run(dir string) error {
	write := func() error { return example.Write(dir) }
	if b.blank {
		day, err := day(b.date)
		if err != nil {
			return err
		}
		if err := b.ask(); err != nil {
			return err
		}
		write = func() error { return b.Write(dir, day) }
	} else if b.Blank != (example.Blank{}) || b.date != "" {
		return misusef("ces options ne vont pas avec l'exemple : ajoutez --vide")
	}
	switch err := write(); {
	case errors.Is(err, example.ErrNotEmpty):
		return fmt.Errorf("le dossier %s n'est pas vide : choisissez-en un autre", dir)
	case errors.As(err, new(example.Mistyped)):
		return misuse{err.Error()}
	case err != nil:
		return diag.Failure("écrire dans "+dir, err)
	}
	mots := motsIn(dir)
	if err := setUpEditor(dir, mots); err != nil {
		return diag.Failure("écrire dans "+dir, err)
	}
	typed := dir
	if strings.ContainsAny(dir, " \t'&();$") {
		typed = strconv.Quote(dir)
	}
	shown := fmt.Sprintf("%s est prêt : « build watch -C %s --open » le montre", dir, typed)
	if !b.blank {
		b.term.done("%s, README.md dit la suite", shown)
		return nil
	}
	b.term.done("%s. La suite, dans ce dossier :", shown)
	for _, k := range b.Levels() {
		b.term.done("  build new %s 'Son titre'", mots.Of(k).Word())
	}
	b.term.done("  build check     dit ce qui manque encore\n  build aide      dit comment faire")
	return nil
}

// setUpEditor writes what VS Code is told of the keys in a new roadmap, whose settings name
// it: the schema of site.yaml, and models of pages.
func setUpEditor(dir string, mots *roadmap.Mots) error {
	schema, err := fields.Schema("site")
	snippets, other := fields.Snippets(mots)
	return errors.Join(err, other,
		os.WriteFile(filepath.Join(dir, ".vscode", "site.schema.json"), schema, 0o644),
		os.WriteFile(filepath.Join(dir, ".vscode", "pages.code-snippets"), snippets, 0o644))
}

// ask asks whoever is at a terminal for what no option says, again where the answer cannot
// be; it says which options are missing still.
func (b *beginner) ask() error {
	var missing []string
	for _, q := range b.questions() {
		for *q.into == "" {
			if *q.into = b.term.ask(q.asked); *q.into == "" {
				break
			}
			if err := b.Wrong(); err != nil {
				b.term.say("%v", err)
				*q.into = ""
			}
		}
		if *q.into == "" && !q.optional {
			missing = append(missing, "--"+q.flag+" "+q.value)
		}
	}
	if len(missing) > 0 {
		return misusef("--vide attend encore %s", strings.Join(missing, ", "))
	}
	return nil
}
