package main

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"feuille-de-route.example/assets"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/site"
	"feuille-de-route.example/cmd/build/internal/theme"
	"feuille-de-route.example/layouts"
)

// maxJobs bounds the memory that workers take.
const maxJobs = 256

// A builder is the command that publishes, and its options.
type builder struct {
	term       *term
	source     string
	output     string
	baseURL    string
	brouillons bool
	date       string
	noIndex    bool
	jobs       int
	force      bool
	offline    bool
	report     string
}

func newBuild(t *term) *cobra.Command {
	b := &builder{term: t}
	cmd := &cobra.Command{
		Use:   "build",
		Short: "publier une feuille de route",
		Long: `build lit une feuille de route écrite en Markdown (content/) et en fait un site
statique accessible, aux couleurs du Système de design de l'État (public/).

Tous les problèmes sont dits en une fois, avec leur place et ce qu'il faut
taper. Tant qu'il reste une erreur, le site déjà publié n'est pas touché.

Statut de sortie : 0, c'est fait ; 1, il y a des erreurs, et le site n'a pas
changé ; 2, la commande est mal écrite ; 130 ou 143, elle a été interrompue
(Ctrl-C, SIGTERM), et le site n'a pas changé.`,
		Example: `  build
  build -C ../sante -o /srv/www/feuille-de-route
  build --hors-ligne -o relecture
  build --base-url https://exemple.gouv.fr/feuille-de-route/ --brouillons`,
		Args: noArgs,
		RunE: b.at(b.run),
	}
	f := cmd.Flags()
	f.StringVarP(&b.output, "output", "o", "", "dossier du site (sinon « public », à côté de content/)")
	f.StringVar(&b.baseURL, "base-url", "", "adresse du site, à la place de celle de site.yaml")
	f.BoolVar(&b.noIndex, "noindex", false, "demander aux moteurs de recherche d'ignorer ce site : un essai, une préproduction")
	f.BoolVar(&b.brouillons, "brouillons", false, "publier aussi les brouillons")
	dated(cmd, &b.date)
	f.BoolVar(&b.offline, "hors-ligne", false, "faire une copie de relecture : elle s'ouvre d'un double clic, et commence par ce qui changerait")
	f.IntVar(&b.jobs, "jobs", 0, "pages faites en même temps (sinon une par processeur)")
	f.BoolVar(&b.force, "forcer", false, "effacer du dossier du site ce qui n'en vient pas")
	f.StringVar(&b.report, "rapport", "", "y écrire ce qui a été publié et les problèmes, en JSON")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 50")
	name(f, map[string]string{"output": "DOSSIER", "base-url": "URL", "jobs": "N", "rapport": "FICHIER"})
	return cmd
}

// dated gives a command the option that says which day it is: it decides which pages have
// appeared.
func dated(cmd *cobra.Command, day *string) {
	option(cmd, day, "date", "AAAA-MM-JJ", "le jour qu'il est, pour ce qui est à paraître (sinon aujourd'hui)")
}

// at has a command run on the roadmap that --source names.
func (b *builder) at(run func(context.Context) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		b.source = sourceOf(cmd)
		return run(cmd.Context())
	}
}

func (b *builder) run(ctx context.Context) error {
	in, err := b.input()
	if err != nil {
		return err
	}
	if b.offline {
		if in, err = b.review(ctx, in); err != nil {
			return err
		}
	}
	found, clock := new(report.Build), new(stopwatch)
	in.Part = clock.part
	err = b.publish(ctx, in, found, clock)
	if b.report == "" {
		return err
	}
	if wrong := writeReport(b.report, found, clock, err); wrong != nil && err == nil {
		return wrong
	} else if wrong != nil {
		b.term.say("%v", wrong)
	}
	return err
}

// publish makes the site and puts it in its place, prints what came of it, and
// notes it in the report.
func (b *builder) publish(ctx context.Context, in site.Input, r *report.Build, clock *stopwatch) error {
	start := time.Now()
	folder, err := output.Claim(ctx, output.Options{Dir: b.output, Source: b.source, Force: b.force, Review: b.offline, Jobs: b.jobs, Part: clock.part,
		Waits: func() { b.term.note("Un autre build écrit dans " + b.output + " : attente de sa fin.") }})
	if err != nil {
		return b.stopped(err)
	}
	defer folder.Release()
	s, problems, err := site.New(ctx, in)
	var done output.Result
	if err == nil {
		tuneMemory(buildMemory, liveMemory())
		r.Site = &report.Site{Title: s.Plan.Site.Titre, Address: s.Plan.Site.Base + "/"}
		if e := s.Roadmap().Edition; e != nil {
			r.Site.Edition = e.ID.S
		}
		done, err = folder.Write(ctx, s, problems)
	}
	r.Found(problems.Sorted())
	if err := b.tell(problems); err != nil {
		return err
	}
	switch {
	case errors.Is(err, output.ErrProblems), err == nil && problems.Erreurs() > 0:
		b.term.say("%s : rien n'a été publié dans %s.", diag.Totals(problems.Erreurs(), 0), b.output)
		return errReported
	case err != nil:
		return b.stopped(err)
	}
	pages := gonePages(done.Gone)
	gone := vanished(b.output, diag.Avertissement, append(pages, goneFiles(done.Gone, pages)...), hiddenIn(s.Roadmap()))
	if err := b.term.list(gone, ""); err != nil {
		return err
	}
	r.Found(append(problems.Sorted(), gone...))
	r.Published(len(s.Plan.Pages), done)
	b.term.done("%s, %s dont %s dans %s en %s s", french.Count(len(s.Plan.Pages), "page", "pages"), french.Count(len(done.Files), "fichier", "fichiers"),
		french.Count(done.New, "modifié", "modifiés"), b.output, seconds(time.Since(start)))
	if b.offline {
		b.term.done("Copie de relecture : ouvrez %s", filepath.Join(b.output, "index.html"))
	}
	if coming := s.Roadmap().AParaitre; len(coming) > 0 {
		next := slices.MinFunc(slices.Collect(maps.Values(coming)), content.Date.Compare)
		b.term.done("%s à paraître, la première le %s", french.Count(len(coming), "page", "pages"), next.French())
	}
	if done.Remains != nil {
		b.term.say("Le site est publié, mais il reste l'ancien : %v. Le prochain build l'effacera.", done.Remains)
	}
	return nil
}

// stopped says of a build that a signal ended what became of the site; any other
// error is for the end of the program to say.
func (b *builder) stopped(err error) error {
	if errors.As(err, new(interrupted)) {
		b.term.say("Interrompu : %s n'a pas changé.", b.output)
	}
	return err
}

// tell prints the problems found.
func (b *builder) tell(problems *diag.List) error {
	return b.term.problems(problems.Sorted(), os.DirFS(b.source), b.source)
}

// input reads the command line into what a site is made of.
func (b *builder) input() (site.Input, error) {
	var in site.Input
	if _, err := os.Stat(b.source); err != nil {
		return in, misusef("le dossier « %s » n'existe pas", b.source)
	}
	if !isDir(b.source) {
		return in, misusef("« %s » n'est pas un dossier", b.source)
	}
	if b.jobs < 0 || b.jobs > maxJobs {
		return in, misusef("--jobs va de 1 à %d, pas %d", maxJobs, b.jobs)
	}
	if b.baseURL != "" {
		base, err := site.ParseBase(b.baseURL)
		if err != nil {
			return in, misusef("--base-url « %s » : %v", b.baseURL, err)
		}
		in.Base = base
	}
	if b.output == "" && b.offline {
		return in, misusef("--hors-ligne veut un dossier, par exemple « build --hors-ligne -o relecture »")
	}
	if b.output == "" {
		b.output = filepath.Join(b.source, "public")
	}
	if b.report != "" && inside(b.report, b.output) {
		return in, misusef("--rapport ne peut pas être dans %s : le site y est seul", b.output)
	}
	dir, err := contentDir(b.source)
	if err != nil {
		return in, err
	}
	if b.jobs > 0 {
		runtime.GOMAXPROCS(b.jobs)
	}
	in.Content = os.DirFS(dir)
	in.Brouillons = b.brouillons
	if in.Today, err = day(b.date); err != nil {
		return in, err
	}
	in.NoIndex = b.noIndex
	in.Layouts, in.Embedded = layouts.FS, layouts.FS
	if dir := filepath.Join(b.source, "layouts"); isDir(dir) {
		in.Layouts = os.DirFS(dir)
	}
	in.Theme = theme.Input{AssetsDir: filepath.Join(b.source, "assets"), Embedded: assets.FS, CacheDir: cacheDir(),
		Layouts: in.Layouts, Words: content.Markup(), Say: b.term.note}
	return in, nil
}

// inside reports whether a file is in a folder, by whatever name.
func inside(file, dir string) bool {
	file, err := output.Resolve(file)
	dir, wrong := output.Resolve(dir)
	return err == nil && wrong == nil && output.Within(file, dir)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// cacheDir is where this program keeps what it can make again.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	return filepath.Join(dir, "feuille-de-route")
}

// seconds writes a duration as French does: « 0,12 ».
func seconds(d time.Duration) string {
	return french.Decimals(d.Seconds(), 2)
}
