package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// newRoot gives the whole command line.
func newRoot(t *term) *cobra.Command {
	root := newBuild(t)
	root.Version = version()
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.DisableFlagsInUseLine = true
	cobra.AddTemplateFunc("options", options)
	cobra.AddTemplateFunc("shared", sharedFlags)
	root.SetUsageTemplate(usage)
	cobra.AddTemplateFunc("mots", func(cmd *cobra.Command, text string) string { return roadmap.InWords(motsOf(cmd), text) })
	root.SetHelpTemplate("{{with or .Long .Short}}{{. | trimTrailingWhitespaces | mots $}}\n\n{{end}}{{.UsageString | mots $}}")
	root.SetVersionTemplate("{{.Name}} {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(cmd, err) })
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(_ *cobra.Command, args []string) error {
		cmd, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return noArgs(root, args)
		}
		return cmd.Help()
	}})

	flags := root.PersistentFlags()
	flags.SortFlags = false
	flags.StringP("source", "C", ".", "dossier de la feuille de route (sinon celui-ci)")
	flags.BoolVar(&t.quiet, "quiet", false, "n'écrire que les problèmes")
	flags.StringVar(&t.color, "color", "auto", "couleurs : auto, always ou never")
	flags.BoolP("help", "h", false, "afficher cette aide")
	name(flags, map[string]string{"source": "DOSSIER", "color": "QUAND"})
	root.Flags().Bool("version", false, "afficher la version")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains([]string{"auto", "always", "never"}, t.color) {
			return misusef("--color vaut auto, always ou never, pas « %s »", t.color)
		}
		return nil
	}
	root.AddCommand(tasks(t)...)
	root.AddCommand(newWatch(t), newCheck(t), newArchive(t), newVerify(t), newDiff(t), newInit(t), newPage(t), newHelp(t), newSchema(t), newLicenses(t), newCompletion(root))
	root.Flags().SortFlags = false
	for _, cmd := range root.Commands() {
		cmd.DisableFlagsInUseLine = true // the template says so in French
		cmd.Flags().SortFlags = false
	}
	return root
}

// version is the module's version, or the revision it was compiled from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "inconnue"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "développement " + s.Value[:min(len(s.Value), 12)]
		}
	}
	return "développement"
}

const usage = `Usage :
  {{.UseLine}} [options]
{{- if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMANDE [options]

Commandes :
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{- end}}
{{- if .HasExample}}

Exemples :
{{.Example}}
{{- end}}
{{- with options .LocalNonPersistentFlags}}

Options :
{{.}}
{{- end}}

Options de toutes les commandes :
{{options (shared .)}}
`

// nameKey is the annotation that holds what stands for a flag's value in help.
const nameKey = "valeur"

// name says what stands for the values of flags in help.
func name(flags *pflag.FlagSet, names map[string]string) {
	for flag, value := range names {
		flags.Lookup(flag).Annotations = map[string][]string{nameKey: {value}}
	}
}

// sharedFlags are the flags of all commands that a command takes as they are.
func sharedFlags(cmd *cobra.Command) *pflag.FlagSet {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	cmd.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) {
		if cmd.Flags().Lookup(f.Name) == nil || cmd.Flags().Lookup(f.Name) == f {
			flags.AddFlag(f)
		}
	})
	return flags
}

// options lists flags for help, one a line, in two columns.
func options(flags *pflag.FlagSet) string {
	const width = 22 // of the longest, « -o, --output DOSSIER », and some air
	var b strings.Builder
	flags.SortFlags = false // in the order in which they were added
	flags.VisitAll(func(f *pflag.Flag) {
		short := "    "
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		left := strings.Join(append([]string{short + "--" + f.Name}, f.Annotations[nameKey]...), " ")
		fmt.Fprintf(&b, "\n  %-*s %s", width, left, f.Usage)
	})
	return strings.TrimPrefix(b.String(), "\n")
}

// flagError says in French what is wrong with an option.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.Is(err, pflag.ErrHelp):
		return err
	case errors.As(err, &unknown):
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		name := unknown.GetSpecifiedName()
		if near := diag.Nearest(strings.ToLower(name), flagNames(cmd)); near != "" && dashes == "--" {
			return misusef("option inconnue « --%s » : vouliez-vous dire « --%s » ?", name, near)
		}
		return misusef("option inconnue « %s%s »", dashes, name)
	case errors.As(err, &missing):
		return misusef("il manque une valeur à l'option « --%s »", missing.GetFlag().Name)
	case errors.As(err, &invalid):
		return misusef("« %s » ne convient pas à l'option « --%s »%s", invalid.GetValue(), invalid.GetFlag().Name, expected(invalid.GetFlag()))
	case errors.As(err, &syntax):
		return misusef("option mal écrite « %s »", syntax.GetSpecifiedFlag())
	}
	return misusef("options : %v", err)
}

func expected(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "int", "count":
		return " : un nombre entier est attendu"
	case "bool":
		return " : elle s'écrit sans valeur"
	}
	return ""
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// noArgs refuses what is neither a command nor an option.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasParent() {
		return misusef("« %s » est de trop : build %s n'attend que des options", args[0], cmd.Name())
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near := diag.Nearest(strings.ToLower(args[0]), names); near != "" {
		return misusef("commande inconnue « %s » : vouliez-vous dire « %s » ?", args[0], near)
	}
	return misusef("commande inconnue « %s »", args[0])
}

// newCompletion writes completion scripts.
func newCompletion(root *cobra.Command) *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use:                   "completion SHELL",
		DisableFlagsInUseLine: true,
		Short:                 "écrire les complétions de bash, zsh ou fish",
		Example:               "  build completion bash > ~/.local/share/bash-completion/completions/build",
		ValidArgs:             shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return misusef("donnez un interpréteur : %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			switch out := cmd.OutOrStdout(); args[0] {
			case "bash":
				err = root.GenBashCompletionV2(out, true)
			case "zsh":
				err = root.GenZshCompletion(out)
			case "fish":
				err = root.GenFishCompletion(out, true)
			}
			if err != nil {
				return fmt.Errorf("impossible d'écrire les complétions : %w", err)
			}
			return nil
		},
	}
}
