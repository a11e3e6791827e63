package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A verification is the command that checks an archive, and its options.
type verification struct {
	term    *term
	key     string
	rebuild bool
}

func newVerify(t *term) *cobra.Command {
	v := &verification{term: t}
	cmd := &cobra.Command{
		Use:   "verify ARCHIVE",
		Short: "vérifier que rien n'a bougé dans une archive",
		Long: `build verify relit une archive, le zip, le WACZ, le dossier du site ou le zip
décompressé, et dit fichier par fichier ce qui est endommagé : empreintes,
tailles, fichiers de trop ou manquants, structure du BagIt et du WACZ,
enregistrements du WARC et leur index.

Une archive peut venir de n'importe qui : rien n'en est exécuté, et rien n'est
écrit hors d'un fichier temporaire. Seul --reconstruire refait l'archive à partir
de ses propres sources, dans un dossier temporaire, et compare octet par octet.
Statut de sortie 1 : elle est endommagée, ou ce qui est demandé (--cle,
--reconstruire) n'a pas pu être prouvé.`,
		Example: `  build verify archives/tech-gouv-2021.zip
  build verify archives/tech-gouv-2021.zip --cle feuille.pub --reconstruire`,
		Args: oneArg("donnez l'archive à vérifier : un fichier ou un dossier"),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd.Context(), args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&v.key, "cle", "", "vérifier la signature avec cette clé publique de minisign (un fichier, ou son texte)")
	f.BoolVar(&v.rebuild, "reconstruire", false, "refaire l'archive à partir de ses sources, et comparer")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 50")
	name(f, map[string]string{"cle": "CLE"})
	return cmd
}

func (v *verification) run(ctx context.Context, path string) error {
	var o archive.VerifyOptions
	var err error
	if v.key != "" {
		if o.Key, err = archive.ParseKey(v.key); err != nil {
			return err
		}
	}
	if v.rebuild {
		o.Rebuild = &archive.RebuildOptions{Input: v.input, Maker: maker()}
	}
	problems := new(diag.List)
	report, err := archive.Verify(ctx, path, o, problems)
	if shown := v.term.list(problems.Sorted(), path); shown != nil {
		return shown
	}
	if err != nil {
		return err
	}
	if n := problems.Erreurs() + report.Left; n > 0 {
		v.notes(slices.Concat(report.Notes, report.Unproved))
		v.term.say("%s : l'archive n'est pas intacte (%s).", path, french.Count(n, "dommage", "dommages"))
		return errReported
	}
	v.term.done("%s : %s intact, %s, %s", path, report.What, french.Count(report.Files, "fichier", "fichiers"), french.Size(report.Size))
	if report.Identity != "" {
		v.term.done("Empreinte de l'archive (SHA-512 de tagmanifest-sha512.txt), à comparer avec celle qui a été publiée :\n%s", report.Identity)
	}
	v.notes(report.Notes)
	for _, line := range report.Unproved {
		v.term.say("%s", line)
	}
	if len(report.Unproved) > 0 {
		return errReported
	}
	return nil
}

func (v *verification) notes(list []string) {
	for _, line := range list {
		v.term.note(line)
	}
}

// input reads sources that may come from anybody.
func (v *verification) input(source string) (site.Input, error) {
	b := &builder{term: v.term, source: source}
	in, err := b.input()
	in.Theme.Strangers = true
	return in, err
}

// oneArg wants one argument, and says which when there is none.
func oneArg(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return misusef("%s", what)
		case len(args) > 1:
			return misusef("un seul argument est attendu, pas %d : %s", len(args), strings.Join(args, ", "))
		}
		return nil
	}
}
