package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Paris, on machines that have no list of places

	"github.com/spf13/cobra"
	xterm "golang.org/x/term"

	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/outside"
	"feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/rule"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A checker is the command that looks for mistakes, and its options.
type checker struct {
	builder
	format  string
	strict  bool
	typo    bool
	outside bool
	mend    bool
	explain string

	today content.Date
}

func newCheck(t *term) *cobra.Command {
	c := &checker{builder: builder{term: t}}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "chercher les fautes avant les lecteurs",
		Long: `build check vérifie tout ce que build vérifie, et bien plus : ce qui se
contredit, ce que rien ne justifie, ce qu'un lecteur ne comprendrait pas, ce que
la loi demande. Rien n'est publié. Le rapport va sur la sortie standard.

Chaque problème porte le code de sa règle, entre crochets. Une règle se règle
dans content/site.yaml, avec un motif que le rapport répète.`,
		Example: `  build check
  build check --strict --format github
  build check --corriger
  build check --liens-externes
  build check --expliquer lien-vague`,
		Args: noArgs,
		RunE: c.at(c.run),
	}
	f := cmd.Flags()
	f.StringVar(&c.format, "format", "text", "forme du rapport : "+strings.Join(report.Formats, ", "))
	f.BoolVar(&c.strict, "strict", false, "échouer aussi sur un avertissement")
	f.BoolVar(&c.typo, "typo", false, "signaler aussi la typographie que la publication corrige")
	f.BoolVar(&c.outside, "liens-externes", false, "demander aux autres sites si les liens qui y mènent marchent encore")
	f.BoolVar(&c.mend, "corriger", false, "corriger ce qui se corrige sans vous, après l'avoir montré")
	f.StringVar(&c.explain, "expliquer", "", "dire à quoi sert une règle, avec un exemple")
	f.StringVar(&c.date, "date", "", "le jour qu'il est, pour les délais et ce qui est à paraître (sinon aujourd'hui)")
	f.BoolVar(&c.brouillons, "brouillons", false, "vérifier aussi les brouillons")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 50")
	name(f, map[string]string{"format": "FORME", "expliquer": "CODE", "date": "AAAA-MM-JJ"})
	complete(cmd, "format", report.Formats...)
	complete(cmd, "expliquer", rule.Codes()...)
	return cmd
}

// complete has the shell propose the values of an option.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the option does not exist: a mistake of this program
	}
}

func (c *checker) run(ctx context.Context) error {
	if c.explain != "" {
		return c.explained()
	}
	if !slices.Contains(report.Formats, c.format) {
		return misusef("--format vaut %s, pas « %s »", strings.Join(report.Formats, ", "), c.format)
	}
	today, err := day(c.date)
	if err != nil {
		return err
	}
	c.today = today
	start := time.Now()
	in, err := c.input()
	if err != nil {
		return err
	}
	in.Unpublished = true
	found, err := c.look(ctx, in)
	if err != nil {
		return err
	}
	if c.mend {
		if found, err = c.correct(ctx, in, found); err != nil {
			return err
		}
	}
	return c.conclude(found, time.Since(start))
}

// A finding is what a check has found.
type finding struct {
	pages    int
	problems []diag.Problem
	settings []rule.Setting
}

// look checks the site as its files are now.
func (c *checker) look(ctx context.Context, in site.Input) (finding, error) {
	s, problems, err := site.New(ctx, in)
	if err != nil {
		return finding{}, err
	}
	tuneMemory(checkMemory, liveMemory())
	if err = check.Site(ctx, s, check.Options{Today: c.today, Typo: c.typo}, problems); err != nil {
		return finding{}, err
	}
	if c.outside {
		if err := c.follow(ctx, s, problems); err != nil {
			return finding{}, err
		}
	}
	var asked []string
	if c.typo {
		asked = append(asked, "typographie")
	}
	told, settings := rule.Apply(problems.Sorted(), s.Roadmap(), asked...)
	return finding{len(s.Plan.Pages), told, settings}, nil
}

// follow asks other sites for what the roadmap links to.
func (c *checker) follow(ctx context.Context, s *site.Site, problems *diag.List) error {
	c.term.note("Les autres sites sont interrogés, chacun une adresse à la fois : cela peut prendre quelques minutes.")
	asked, err := outside.Follow(ctx, outside.Links(s), outside.Options{Client: outside.NewClient(), Pause: outside.Pause, Now: time.Now(),
		Agent: "feuille-de-route/" + strings.ReplaceAll(version(), " ", "-") + " (+" + s.Plan.Site.Base + "/)",
		Cache: filepath.Join(cacheDir(), "liens-externes.json")}, problems)
	if err == nil {
		c.term.note(french.Count(asked, "adresse demandée", "adresses demandées") + ".")
	}
	return err
}

// skipped are the codes of the rules that options ask for.
func (c *checker) skipped() (codes []string) {
	if !c.outside {
		codes = append(codes, outside.Codes...)
	}
	if !c.typo {
		codes = append(codes, "typographie")
	}
	return codes
}

// conclude writes the report and says in what state the content is.
func (c *checker) conclude(found finding, took time.Duration) error {
	diag.Quote(found.problems, os.DirFS(c.source))
	t := c.term
	out := &report.Report{Problems: found.problems, Settings: found.settings, Version: version(), Skipped: c.skipped(),
		Text: diag.Text{Color: t.coloredOn(t.out), Codes: true, Root: c.source}}
	if xterm.IsTerminal(int(t.out.Fd())) && !t.all {
		out.Text.Limit = terminalLimit
	}
	if err := out.Write(t.out, c.format); err != nil {
		return fmt.Errorf("impossible d'écrire le rapport : %w", err)
	}
	errs, warnings := diag.Count(found.problems)
	if c.format == "text" {
		t.done("%s", verdict(found.pages, errs, warnings, took))
	}
	if errs > 0 || c.strict && warnings > 0 {
		return errReported
	}
	return nil
}

// verdict sums up a check in one line.
func verdict(pages, errs, warnings int, took time.Duration) string {
	line := fmt.Sprintf("%s en %s s : ", french.Count(pages, "page vérifiée", "pages vérifiées"), seconds(took))
	if errs+warnings == 0 {
		return line + "rien à signaler"
	}
	return line + diag.Totals(errs, warnings) + " ; « build check --expliquer CODE » dit pourquoi"
}

// explained prints one rule.
func (c *checker) explained() error {
	r := rule.Find(c.explain)
	if r == nil {
		if near := diag.Nearest(content.Fold(c.explain), rule.Codes()); near != "" {
			return misusef("la règle « %s » n'existe pas : vouliez-vous dire « %s » ?", c.explain, near)
		}
		return misusef("la règle « %s » n'existe pas ; « build aide regles » les donne toutes", c.explain)
	}
	_, err := fmt.Fprint(c.term.out, roadmap.InWords(motsIn(c.source), r.Explain()))
	return err
}

// day reads a date of the command line. When there is none it is the day of
// SOURCE_DATE_EPOCH, else today, in Paris: wherever the machine is, a roadmap's day is
// that of who reads it.
func day(text string) (content.Date, error) {
	if text == "" {
		paris, err := time.LoadLocation("Europe/Paris")
		if err != nil {
			return content.Date{}, err
		}
		now, err := sourceDate()
		if err != nil {
			return content.Date{}, err
		}
		if now.IsZero() {
			now = time.Now()
		}
		now = now.In(paris)
		return content.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}, nil
	}
	var d content.Date
	if no := content.Read(&d, text); no != nil {
		return d, misusef("--date attend un jour qui existe, pas « %s » : %s", text, no.Remedy(""))
	}
	return d, nil
}
