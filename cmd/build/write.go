package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/license"
	"feuille-de-route.example/cmd/build/internal/manual"
	"feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/rule"
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

// atMostOne wants one of some words, or none; what says what they are.
func atMostOne(what string, words []string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return nil
		case 1:
			return oneOf(args[0], words)
		}
		return misusef("un seul %s à la fois : %s", what, strings.Join(words, ", "))
	}
}

// rules is the word for the list of rules.
const rules = "regles"

// newHelp prints what there is to know about a topic, a kind of page, or the
// rules; without a word, what there is help on.
func newHelp(t *term) *cobra.Command {
	topics := slices.Concat(manual.Topics, fields.Kinds, []string{rules})
	return &cobra.Command{
		Use:   "aide [SUJET]",
		Short: "dire comment faire, et quelles clés une page peut avoir",
		Long: `build aide dit comment écrire, publier et garder une feuille de route, et quelles
clés une page peut avoir, avec un exemple de chacune. Sans SUJET, la liste des
sujets.`,
		Example:   "  build aide\n  build aide projet\n  build aide hotes",
		ValidArgs: topics,
		Args:      atMostOne("sujet", topics),
		RunE: func(_ *cobra.Command, args []string) error {
			_, err := fmt.Fprint(t.out, help(args))
			return err
		},
	}
}

// help is the text on a topic, or the list of topics.
func help(args []string) string {
	switch {
	case len(args) == 0:
		return contents()
	case args[0] == rules:
		return rule.Page
	case slices.Contains(manual.Topics, args[0]):
		return manual.Text(args[0])
	}
	return fields.Help(args[0])
}

// contents lists what there is help on.
func contents() string {
	var b strings.Builder
	b.WriteString("build aide SUJET dit ce qu'il faut savoir.\n\nComment faire :\n")
	for _, topic := range manual.Topics {
		fmt.Fprintf(&b, "  %-11s %s\n", topic, manual.Title(topic))
	}
	b.WriteString("\nLes clés :\n")
	for _, kind := range fields.Kinds {
		fmt.Fprintf(&b, "  %-11s %s\n", kind, fields.Title(kind))
	}
	fmt.Fprintf(&b, "\n  %-11s Les règles de build check\n", rules)
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
		Example:   "  build schema site > site.schema.json",
		ValidArgs: words,
		Args:      atMostOne("TYPE", words),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := schema(args)
			if err == nil {
				_, err = t.out.Write(data)
			}
			return err
		},
	}
}

// schema is the schema of a kind, of a build's report, or of all kinds.
func schema(args []string) ([]byte, error) {
	switch {
	case len(args) == 0:
		return fields.Schemas()
	case args[0] == reported:
		return report.Schema, nil
	}
	return fields.Schema(args[0])
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
TYPE : ` + strings.Join(kinds, ", ") + ".",
		Example:   "  build new projet 'Une démarche en ligne'\n  build new actualite \"Bilan de l'année\" --date 2021-12-31",
		ValidArgs: kinds,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return misusef("donnez un TYPE et un TITRE, par exemple « build new projet 'Une démarche en ligne' »")
			}
			return oneOf(args[0], kinds)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			source, _ := cmd.Flags().GetString("source")
			on, err := day(date)
			if err != nil {
				return err
			}
			title := strings.Join(strings.Fields(args[1]), " ")
			return createPage(t, source, args[0], title, on.ISO())
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "jour de publication (sinon aujourd'hui)")
	name(cmd.Flags(), map[string]string{"date": "AAAA-MM-JJ"})
	return cmd
}

func createPage(t *term, source, kind, title, date string) error {
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
		_, err = f.WriteString(fields.Model(kind, title, date))
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return diag.Failure("écrire "+file, err)
	}
	t.done("%s est prêt : complétez-le, puis « build check »", path.Join(filepath.ToSlash(source), file))
	return nil
}

// newInit writes a roadmap to begin with.
func newInit(t *term) *cobra.Command {
	return &cobra.Command{
		Use:   "init DOSSIER",
		Short: "commencer une feuille de route",
		Long: `build init écrit une petite feuille de route fictive, qui montre tout ce qu'une
feuille de route peut contenir, et qui se construit aussitôt. Le dossier doit être
vide, ou ne pas exister.`,
		Example: "  build init ma-feuille-de-route",
		Args:    oneArg("donnez un dossier, par exemple « build init ma-feuille-de-route »"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := args[0]
			if source, _ := cmd.Flags().GetString("source"); !filepath.IsAbs(dir) {
				dir = filepath.Join(source, dir)
			}
			switch err := example.Write(dir); {
			case errors.Is(err, example.ErrNotEmpty):
				return fmt.Errorf("le dossier %s n'est pas vide : choisissez-en un autre", dir)
			case err != nil:
				return diag.Failure("écrire dans "+dir, err)
			}
			typed := dir
			if strings.ContainsAny(dir, " \t'&();$") {
				typed = strconv.Quote(dir)
			}
			t.done("%s est prêt : « build watch -C %s --open » le montre, README.md dit la suite", dir, typed)
			return nil
		},
	}
}
