package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
	"feuille-de-route.example/cmd/build/internal/task"
)

// A tasker is a command that does something with a roadmap (package task), and its
// options.
type tasker struct {
	term   *term
	source string
	date   string
	trial  bool
}

// tasks are the commands of what people do with a roadmap.
func tasks(t *term) []*cobra.Command {
	return []*cobra.Command{newStatut(t), newEcheance(t), newAtteint(t), newMesure(t), newRenommer(t), newFusionner(t), newRetirer(t), newEdition(t)}
}

func newStatut(t *term) *cobra.Command {
	var since, note string
	cmd := newTask(t, &cobra.Command{
		Use:   "statut PROJET STATUT",
		Short: "changer le statut d'un projet",
		Long: `build statut change le statut d'un projet, et note dans son historique depuis quand et
pourquoi : la page, les flux et les données le disent.
PROJET : le nom de son fichier sans « .md », son code ou son titre.
STATUT : ` + strings.Join(roadmap.StatutKeys, ", ") + ".",
		Example: "  build statut portail acheve --depuis 2021-12-01 --note 'Ouvert à tous.'",
	}, 2, "donnez un PROJET et un STATUT, par exemple « build statut portail acheve »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Statut(args[0], args[1], since, note)
	})
	option(cmd, &since, "depuis", "JOUR", "jour où il a changé (sinon aujourd'hui)")
	option(cmd, &note, "note", "PHRASE", "ce qui s'est passé, en une phrase")
	return cmd
}

func newEcheance(t *term) *cobra.Command {
	var note string
	cmd := newTask(t, &cobra.Command{
		Use:   "echeance PROJET[#JALON] PÉRIODE",
		Short: "déplacer l'échéance d'un projet ou d'un jalon",
		Long: `build echeance change l'échéance d'un projet, ou d'un de ses jalons. L'ancienne reste
dans l'historique, avec la raison : la page dit de combien elle a bougé.
JALON : son rang dans la page, ou son titre. PÉRIODE : 2022, 2022-S2, 2022-T4,
2022-automne, 2022-fin, 2022-12, 2022-12-31, un intervalle, ou ces mots en français.`,
		Example: "  build echeance portail 2022-T4 --note 'Le marché a été relancé.'\n  build echeance 'portail#2' 'fin 2022' --note 'Le marché a été relancé.'",
	}, 2, "donnez un PROJET et une PÉRIODE, par exemple « build echeance portail 2022-T4 --note 'Le marché a été relancé.' »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Echeance(args[0], args[1], note)
	})
	option(cmd, &note, "note", "PHRASE", "pourquoi, en une phrase")
	return cmd
}

func newAtteint(t *term) *cobra.Command {
	var on string
	cmd := newTask(t, &cobra.Command{
		Use:   "atteint PROJET#JALON",
		Short: "dire qu'un jalon est atteint",
		Long: `build atteint dit qu'un jalon est atteint, et quel jour.
JALON : son rang dans la page, ou son titre.`,
		Example: "  build atteint 'portail#2'\n  build atteint 'portail#Ouverture à tous' --le 2022-03-01",
	}, 1, "donnez un PROJET#JALON, par exemple « build atteint 'portail#2' »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Atteint(args[0], on)
	})
	option(cmd, &on, "le", "JOUR", "jour où il l'a été (sinon aujourd'hui)")
	return cmd
}

func newMesure(t *term) *cobra.Command {
	var on, from string
	cmd := newTask(t, &cobra.Command{
		Use:   "mesure PAGE INDICATEUR VALEUR",
		Short: "ajouter une mesure à un indicateur",
		Long: `build mesure ajoute une valeur à un indicateur d'un projet, d'une mission ou d'une page.
PAGE : le nom de son fichier sans « .md ». INDICATEUR : son nom.`,
		Example: "  build mesure portail 'Comptes ouverts' 30 --le 2021-12-31 --source 'Bilan 2021'",
	}, 3, "donnez une PAGE, un INDICATEUR et une VALEUR, par exemple « build mesure portail 'Comptes ouverts' 30 »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Mesure(args[0], args[1], args[2], on, from)
	})
	option(cmd, &on, "le", "JOUR", "jour de la mesure (sinon aujourd'hui)")
	option(cmd, &from, "source", "TITRE", "titre du document d'où elle vient")
	cmd.Flags().StringP(folder, "C", ".", "dossier de la feuille de route (sinon celui-ci)")
	name(cmd.Flags(), map[string]string{folder: "DOSSIER"})
	return cmd
}

func newRenommer(t *term) *cobra.Command {
	return newTask(t, &cobra.Command{
		Use:   "renommer PAGE NOM",
		Short: "donner un autre nom, et une autre adresse, à une page",
		Long: `build renommer change le nom du fichier d'une page, ou de son dossier, et donc son
adresse. L'ancienne y mène encore (« alias »), et tout ce qui mène à la page suit :
les liens des textes et les clés qui la nomment.
PAGE : le nom de son fichier sans « .md », avec son dossier s'il y en a plusieurs.`,
		Example: "  build renommer portail portail-des-donnees\n  build renommer missions/donnees ouverture",
	}, 2, "donnez une PAGE et son nouveau NOM, par exemple « build renommer portail portail-des-donnees »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Renommer(args[0], args[1])
	})
}

func newFusionner(t *term) *cobra.Command {
	return newTask(t, &cobra.Command{
		Use:   "fusionner PROJET AVEC",
		Short: "réunir deux projets",
		Long: `build fusionner réunit deux projets en une page. La première page reste à son adresse
et mène à la seconde, mais n'est plus comptée ni listée ; la seconde reprend ses codes
(« anciens_codes »), et ce qui nommait la première nomme la seconde.
PROJET, AVEC : le nom de son fichier sans « .md », son code ou son titre.`,
		Example: "  build fusionner annuaire portail",
	}, 2, "donnez un PROJET, et AVEC quelle page le réunir, par exemple « build fusionner annuaire portail »", func(f *task.Folder, args []string) (*task.Plan, error) {
		return f.Fusionner(args[0], args[1])
	})
}

func newRetirer(t *term) *cobra.Command {
	var abandoned, slip bool
	var with, to, since, note string
	ways := []struct {
		says   string
		choose func()
	}{
		{"un abandon : sa page reste, et le dit", func() { abandoned = true }},
		{"une fusion : sa page reste, et mène à une autre", func() { with = t.ask("Avec quelle page fusionne-t-elle ?") }},
		{"une erreur : elle n'aurait jamais dû exister, et s'efface", func() { slip = true }},
	}
	cmd := newTask(t, &cobra.Command{
		Use:   "retirer PAGE",
		Short: "abandonner, fusionner ou effacer une page",
		Long: `build retirer demande d'abord ce que c'est : un abandon, une fusion ou une erreur. Ce
qui a été publié le reste : seule une page qu'aucune édition ne garde s'efface, quand
plus rien n'y mène, ou quand une autre, nommée par --vers, prend son adresse.
PAGE : le nom de son fichier sans « .md », avec son dossier s'il y en a plusieurs.`,
		Example: "  build retirer annuaire --abandonne --note 'Le budget manque.'\n  build retirer annuaire --avec portail\n  build retirer brouillon-en-trop --erreur",
	}, 1, "donnez une PAGE, par exemple « build retirer annuaire »", func(f *task.Folder, args []string) (*task.Plan, error) {
		for !abandoned && !slip && with == "" {
			asked := "Pourquoi retirer cette page ?"
			for n, w := range ways {
				asked += fmt.Sprintf("\n  %d  %s", n+1, w.says)
			}
			n, _ := strconv.Atoi(t.ask(asked))
			if n < 1 || n > len(ways) {
				return nil, misusef("%s", roadmap.InWords(&f.Mots, "dites ce que c'est : --abandonne, --avec PROJET, ou --erreur"))
			}
			ways[n-1].choose()
		}
		return f.Retirer(args[0], task.Retrait{Abandon: abandoned, Avec: with, Vers: to, Depuis: since, Note: note})
	})
	cmd.Flags().BoolVar(&abandoned, "abandonne", false, "c'est un abandon")
	option(cmd, &with, "avec", "PROJET", "c'est une fusion, avec ce projet")
	cmd.Flags().BoolVar(&slip, "erreur", false, "c'est une erreur : la page s'efface")
	cmd.MarkFlagsMutuallyExclusive("abandonne", "avec", "erreur")
	option(cmd, &to, "vers", "PAGE", "avec --erreur : la page où mènera son adresse, et ce qui y menait")
	option(cmd, &since, "depuis", "JOUR", "avec --abandonne : jour où il l'a été (sinon aujourd'hui)")
	option(cmd, &note, "note", "PHRASE", "avec --abandonne : pourquoi, en une phrase")
	return cmd
}

func newEdition(t *term) *cobra.Command {
	var title, at string
	var cmd *cobra.Command
	cmd = newTask(t, &cobra.Command{
		Use:   "edition ID",
		Short: "ouvrir une nouvelle édition, une fois la précédente gardée",
		Long: `build edition garde l'édition en cours si elle ne l'est pas encore (comme « build
archive »), ouvre la nouvelle dans site.yaml, liste ce qui est arrivé à échéance, écrit
le brouillon d'une actualité avec ce qui a changé, et dit ce qui reste à faire.
De nouveau avec le même ID, il refait ces deux listes.
ID : le nom court de l'édition ; --date : son jour.`,
		Example: "  build edition 2022 --titre 'Feuille de route 2022'\n  build edition 2022",
	}, 1, "donnez l'ID de la nouvelle édition, par exemple « build edition 2022 --titre 'Feuille de route 2022' »", func(f *task.Folder, args []string) (*task.Plan, error) {
		p, err := f.Ouvrir(args[0], title, nil)
		if err != nil || f.Current.ID.S == args[0] {
			return p, err
		}
		a := &archiver{builder: builder{term: t, source: sourceOf(cmd)}, format: "tout", listAt: at}
		a.date, _ = cmd.Flags().GetString("date")
		if trial, _ := cmd.Flags().GetBool("essai"); trial {
			if !f.Keeps(f.Current) {
				t.note("L'édition « " + f.Current.ID.S + " » serait d'abord gardée.")
			}
			return p, nil
		}
		kept, err := a.keepCurrent(cmd.Context(), f)
		if err != nil || kept == nil {
			return p, err
		}
		return f.Ouvrir(args[0], title, kept)
	})
	option(cmd, &title, "titre", "TITRE", "son titre, tel qu'il est publié")
	option(cmd, &at, "inscrire", "URL", "inscrire l'archive de la précédente, avec l'adresse où son zip sera")
	return cmd
}

// option gives a command an option that takes a text; value stands for it in help.
func option(cmd *cobra.Command, to *string, flag, value, says string) {
	cmd.Flags().StringVar(to, flag, "", says)
	name(cmd.Flags(), map[string]string{flag: value})
}

// newTask completes the command of a task that takes n words. usage is told to who gives
// another number of them.
func newTask(t *term, cmd *cobra.Command, n int, usage string, plan func(*task.Folder, []string) (*task.Plan, error)) *cobra.Command {
	k := &tasker{term: t}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return misuse{roadmap.InWords(motsOf(cmd), usage)}
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		k.source = sourceOf(cmd)
		return k.run(cmd.Context(), func(f *task.Folder) (*task.Plan, error) { return plan(f, args) })
	}
	cmd.Flags().BoolVar(&k.trial, "essai", false, "montrer ce qui changerait, sans rien écrire")
	option(cmd, &k.date, "date", "AAAA-MM-JJ", "le jour qu'il est (sinon aujourd'hui)")
	return cmd
}

// folder is the flag that takes the place of --source where that names a document.
const folder = "dossier"

// sourceOf is the folder of the roadmap that a command works on.
func sourceOf(cmd *cobra.Command) string {
	flag := "source"
	if cmd.Flags().Lookup(folder) != nil {
		flag = folder
	}
	dir, _ := cmd.Flags().GetString(flag)
	return dir
}

// run makes the plan of a task, and writes what it changes unless it is a trial.
func (k *tasker) run(ctx context.Context, plan func(*task.Folder) (*task.Plan, error)) error {
	today, err := day(k.date)
	if err != nil {
		return err
	}
	root, done, err := k.term.change(ctx, k.source)
	if err != nil {
		return err
	}
	defer done()
	f, err := task.Open(root.FS(), today)
	if err != nil {
		return diag.Failure("lire content/", err)
	}
	f.Publish = func(fsys fs.FS) ([]diag.Problem, error) { return wrongWith(ctx, k.term, k.source, fsys, today) }
	f.Data = func(fsys fs.FS) (*data.Feuille, error) { return dataOf(ctx, k.term, k.source, fsys, today) }
	f.Public = func() (*data.Feuille, error) { return public(filepath.Join(k.source, "public")) }
	p, err := plan(f)
	if errors.As(err, new(task.Impossible)) || errors.As(err, new(*edit.Refused)) {
		k.term.say("erreur: %v", err)
		return errReported
	} else if err != nil {
		return err
	}
	if k.trial {
		for _, c := range p.Changes {
			fmt.Fprint(k.term.out, harmless(c.Diff()))
		}
		for _, n := range p.Notes {
			k.term.note(n)
		}
		k.term.note("Essai : rien n'a été écrit.")
		return nil
	}
	if err := edit.Write(root, p.Changes); err != nil {
		return diag.Failure("écrire", err)
	}
	for _, c := range p.Changes {
		k.term.note(c.File + " : " + c.Says())
	}
	k.term.done("%s", p.Done)
	for _, n := range p.Notes {
		k.term.note(n)
	}
	return nil
}

// public is the data of the site in a folder, nil when there is none.
func public(dir string) (*data.Feuille, error) {
	text, err := os.ReadFile(filepath.Join(dir, page.OutputPath(data.Address)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, diag.Failure("lire "+dir, err)
	}
	return data.Decode(text)
}

// change opens the folder of what editors write, for nobody else to change until done is
// called. content/ itself may be a symbolic link; nothing is reached outside of it.
func (t *term) change(ctx context.Context, source string) (root *os.Root, done func(), err error) {
	dir, err := contentDir(source)
	if err != nil {
		return nil, nil, err
	}
	resolved, err := output.Resolve(dir)
	if err != nil {
		return nil, nil, diag.Failure("ouvrir "+dir, err)
	}
	unlock, err := output.Lock(ctx, resolved, func() { t.note("Quelqu'un d'autre change ces pages : attente de sa fin.") })
	if err != nil {
		return nil, nil, err
	}
	if root, err = os.OpenRoot(dir); err != nil {
		unlock()
		return nil, nil, diag.Failure("ouvrir "+dir, err)
	}
	return root, func() { root.Close(); unlock() }, nil
}

// siteWith is the site of a content folder, which is not written.
func siteWith(ctx context.Context, t *term, source string, fsys fs.FS, today content.Date) (*site.Site, *diag.List, error) {
	b := &builder{term: t, source: source}
	in, err := b.input()
	if err != nil {
		return nil, nil, err
	}
	in.Content, in.Today, in.Unpublished = fsys, today, true
	return site.New(ctx, in)
}

// dataOf is the data of a content folder.
func dataOf(ctx context.Context, t *term, source string, fsys fs.FS, today content.Date) (*data.Feuille, error) {
	s, _, err := siteWith(ctx, t, source, fsys, today)
	if err != nil {
		return nil, err
	}
	return data.New(s.Roadmap(), s.Plan), nil
}

// wrongWith finds what is wrong with a content folder once its pages are made.
func wrongWith(ctx context.Context, t *term, source string, fsys fs.FS, today content.Date) ([]diag.Problem, error) {
	s, problems, err := siteWith(ctx, t, source, fsys, today)
	if err != nil {
		return nil, err
	}
	lists := make([]diag.List, len(s.Files))
	parallel.Do(len(s.Files), 0, func(i int) {
		if s.Files[i].Page() != nil {
			err := s.Files[i].Render(new(bytes.Buffer), &lists[i])
			_ = site.Told(err, &lists[i]) // what is not a problem of the content stops a build, not a task
		}
	})
	for i := range lists {
		problems.Merge(&lists[i])
	}
	return problems.Sorted(), nil
}

// contentDir is the folder of what editors write. What a task that was killed had begun
// there is ended first.
func contentDir(source string) (string, error) {
	dir := filepath.Join(source, content.Root)
	if !isDir(dir) {
		return "", errors.New("il n'y a pas de dossier content/ dans « " + source + " » : placez-vous dans le dossier de la feuille de route, ou donnez-le avec --source")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", diag.Failure("ouvrir "+dir, err)
	}
	defer root.Close()
	if err := edit.Recover(root); err != nil {
		return "", diag.Failure("finir ce qui était commencé", err)
	}
	return dir, nil
}
