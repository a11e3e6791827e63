package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/license"
	"feuille-de-route.example/cmd/build/internal/manual"
	"feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// This file holds what helps to write: help on keys, new pages, schemas.

// oneOf wants a word among those that a command knows.
func oneOf(word string, among []string) error {
	if slices.Contains(among, word) {
		return nil
	}
	if near := diag.Nearest(content.Fold(word), among); near != "" {
		return misusef("« %s » : vouliez-vous dire « %s » ?", word, near)
	}
	return misusef("« %s » ne convient pas ; mots possibles : %s", word, strings.Join(among, ", "))
}

// motsOf are the words of the roadmap that a command works on, those of the model
// where there is none.
func motsOf(cmd *cobra.Command) *roadmap.Mots { return motsIn(sourceOf(cmd)) }

func motsIn(source string) *roadmap.Mots {
	mots := roadmap.MotsIn(os.DirFS(filepath.Join(source, content.Root)))
	return &mots
}

// kindWords are what one types for kinds, in the words of a roadmap.
func kindWords(m *roadmap.Mots, kinds []string) []string {
	words := slices.Clone(kinds)
	for i, kind := range kinds {
		if k, ok := content.KindNamed(kind); ok && m.At(k) != nil {
			words[i] = m.Of(k).Word()
		}
	}
	return words
}

// chosen is the word that a command was given of those that it knows, or "". That of a
// kind may be the roadmap's own (objectif, axes) or the model's. what says what
// the words are.
func chosen(cmd *cobra.Command, args []string, what string, topics ...string) (string, error) {
	m := motsOf(cmd)
	words := kindWords(m, topics)
	if len(args) > 1 {
		return "", misusef("un seul %s à la fois : %s", what, strings.Join(words, ", "))
	}
	if len(args) == 0 || slices.Contains(topics, args[0]) && !slices.Contains(fields.Kinds, args[0]) {
		return strings.Join(args, ""), nil
	}
	if k, ok := roadmap.KindNamed(m, args[0]); ok {
		return k.String(), nil
	}
	return args[0], oneOf(args[0], words)
}

// proposed has the shell propose the words that chosen takes.
func proposed(topics []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return kindWords(motsOf(cmd), topics), cobra.ShellCompDirectiveNoFileComp
	}
}

// newHelp prints what there is to know about a topic, a kind of page, or the rules;
// without a word, what there is help on.
func newHelp(t *term) *cobra.Command {
	return &cobra.Command{
		Use:   "aide [SUJET]",
		Short: "dire comment faire, et quelles clés une page peut avoir",
		Long: `build aide dit comment écrire, publier et garder une feuille de route, et quelles
clés une page peut avoir, avec un exemple de chacune. Sans SUJET, la liste des
sujets.`,
		Example:           "  build aide\n  build aide projet\n  build aide hotes",
		ValidArgsFunction: proposed(manual.Words),
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, err := chosen(cmd, args, "sujet", manual.Words...)
			if err != nil {
				return err
			}
			m := motsOf(cmd)
			text := contents(m)
			if topic != "" {
				text = manual.Text(topic)
			}
			_, err = fmt.Fprint(t.out, roadmap.InWords(m, text))
			return err
		},
	}
}

// contents lists what there is help on.
func contents(m *roadmap.Mots) string {
	var b strings.Builder
	b.WriteString("build aide SUJET dit ce qu'il faut savoir.\n\nCe que l'on fait (chaque commande montre d'abord ce qui changerait, avec --essai) :\n")
	list := func(words []string) {
		for _, word := range words {
			fmt.Fprintf(&b, "  %-11s %s\n", word, manual.Title(word))
		}
	}
	list(manual.Tasks)
	b.WriteString("\nCe qu'il faut savoir :\n")
	list(manual.Topics)
	b.WriteString("\nLes clés :\n")
	for i, word := range kindWords(m, fields.Kinds) {
		fmt.Fprintf(&b, "  %-11s %s\n", word, fields.Title(fields.Kinds[i]))
	}
	fmt.Fprintf(&b, "\n  %-11s Les règles de build check\n", manual.Rules)
	return b.String()
}

// newLicenses prints the licences that copies of the program come under.
func newLicenses(t *term) *cobra.Command {
	return &cobra.Command{
		Use:   "licences",
		Short: "écrire les licences de ce dont ce programme est fait",
		Long: `build licences écrit le texte des licences de ce dont ce programme est fait : il
doit accompagner toute copie du programme. La page /licences/ d'un site en a la liste.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(t.out, license.Texts)
			return err
		},
	}
}

// reported is the word for the schema of what a build reports.
const reported = "rapport"

// newSchema prints the JSON Schema of a kind, of all, or of a build's report.
func newSchema(t *term) *cobra.Command {
	words := append(slices.Clone(fields.Kinds), reported)
	return &cobra.Command{
		Use:   "schema [TYPE]",
		Short: "écrire le schéma JSON des en-têtes et de site.yaml",
		Long: `build schema écrit le schéma JSON (2020-12) d'un type de page, ou de site.yaml :
un éditeur comme VS Code s'en sert pour proposer les clés et signaler les fautes.
Sans TYPE, tous ces schémas en un seul document, sous « $defs ». « rapport » est le
schéma de ce que « build --rapport » écrit.`,
		Example:           "  build schema site > site.schema.json",
		ValidArgsFunction: proposed(words),
		RunE: func(cmd *cobra.Command, args []string) error {
			word, err := chosen(cmd, args, "TYPE", words...)
			if err != nil {
				return err
			}
			data, err := schema(word)
			if err == nil {
				_, err = t.out.Write(data)
			}
			return err
		},
	}
}

// schema is the schema of a kind, of a build's report, or of all kinds.
func schema(word string) ([]byte, error) {
	switch word {
	case "":
		return fields.Schemas()
	case reported:
		return report.Schema, nil
	}
	return fields.Schema(word)
}

// newPage writes a page from its model.
func newPage(t *term) *cobra.Command {
	kinds := slices.DeleteFunc(slices.Clone(fields.Kinds), func(k string) bool { return k == "site" })
	var date string
	cmd := &cobra.Command{
		Use:   "new TYPE TITRE",
		Short: "commencer une page, chaque clé expliquée",
		Long: `build new commence une page : son nom vient du titre, et chaque clé possible y est
expliquée par un commentaire. Une page qui existe n'est jamais remplacée.
TYPE : accueil, ou une famille, une mission, un projet, un enjeu, une actualité, une page.`,
		Example:           "  build new projet 'Une démarche en ligne'\n  build new actualite \"Bilan de l'année\" --date 2021-12-31",
		ValidArgsFunction: proposed(kinds),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return misuse{roadmap.InWords(motsOf(cmd), "donnez un TYPE et un TITRE, par exemple « build new projet 'Une démarche en ligne' »")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := chosen(cmd, args[:1], "TYPE", kinds...)
			if err != nil {
				return err
			}
			on, err := day(date)
			if err != nil {
				return err
			}
			title := strings.Join(strings.Fields(args[1]), " ")
			return createPage(t, sourceOf(cmd), motsOf(cmd), kind, title, on.ISO())
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "jour de publication (sinon aujourd'hui)")
	name(cmd.Flags(), map[string]string{"date": "AAAA-MM-JJ"})
	return cmd
}

func createPage(t *term, source string, m *roadmap.Mots, kind, title, date string) error {
	if _, err := contentDir(source); err != nil {
		return err
	}
	file := fields.Place(kind, title, date)
	if file == "" || strings.ContainsFunc(title, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return misusef("« %s » ne peut pas donner d'adresse : il faut au moins une lettre ou un chiffre", title)
	}
	root, err := os.OpenRoot(source)
	if err != nil {
		return diag.Failure("ouvrir "+source, err)
	}
	defer root.Close()
	other := strings.TrimSuffix(file, ".md") + "/index.md"
	if _, err := root.Lstat(other); err == nil && kind != "accueil" {
		return fmt.Errorf("%s existe déjà : choisissez un autre titre", other)
	}
	if err := root.MkdirAll(path.Dir(file), 0o755); err != nil {
		return diag.Failure("créer le dossier de "+file, err)
	}
	f, err := root.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s existe déjà : choisissez un autre titre", file)
	}
	if err == nil {
		_, err = f.WriteString(fields.Model(m, kind, title, date))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return diag.Failure("écrire "+file, err)
	}
	t.done("%s est prêt : complétez-le, puis « build check »", path.Join(filepath.ToSlash(source), file))
	return nil
}
