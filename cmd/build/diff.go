package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A comparison is the command that compares two editions, and its options.
type comparison struct {
	term   *term
	format string
	date   string
}

func newDiff(t *term) *cobra.Command {
	c := &comparison{term: t}
	cmd := &cobra.Command{
		Use:   "diff [ANCIENNE NOUVELLE]",
		Short: "dire ce qui changerait si l'on publiait, ou entre deux éditions",
		Long: `build diff dit ce qui changerait pour les lecteurs si l'on publiait maintenant : ce
qu'a content/, après ce qui est dans public/. Avec deux éditions, il les compare : ce
qui entre, s'achève, prend du retard, change de nom, de statut, de jalons,
d'indicateurs ou de chiffres annoncés.

Chacune est un dossier de feuille de route, une archive (zip, ou dossier), ou un
fichier de content/editions/. Une adresse qui a disparu sans « alias » est une
erreur : des liens y mènent encore.`,
		Example: `  build diff
  build diff content/editions/2020.json .
  build diff archives/tech-gouv-2020.zip archives/tech-gouv-2021.zip --format markdown`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return misusef("donnez deux éditions : l'ancienne, puis la nouvelle ; ou aucune, pour savoir ce qui changerait si l'on publiait")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 2 {
				return c.run(cmd.Context(), args[0], args[1])
			}
			source := sourceOf(cmd)
			public := filepath.Join(source, "public")
			if _, err := contentDir(source); err != nil {
				return err
			}
			if !isDir(public) {
				return fmt.Errorf("il n'y a pas encore de site dans %s : « build » l'écrit, et tout y serait nouveau", public)
			}
			return c.run(cmd.Context(), public, source)
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.format, "format", "text", "text, json, ou markdown, à coller dans une actualité")
	name(f, map[string]string{"format": "FORME"})
	dated(cmd, &c.date)
	return cmd
}

func (c *comparison) run(ctx context.Context, older, newer string) error {
	if c.format != "text" && c.format != "json" && c.format != "markdown" {
		return misusef("--format vaut text, json ou markdown, pas « %s »", c.format)
	}
	old, err := c.load(ctx, older)
	if err != nil {
		return err
	}
	now, err := c.load(ctx, newer)
	if err != nil {
		return err
	}
	d := compare(old, now)
	text, err := c.write(d, now.Sources)
	if err != nil {
		return err
	}
	if _, err := c.term.out.Write(text); err != nil {
		return fmt.Errorf("impossible d'écrire la comparaison : %w", err)
	}
	if len(d.Disparues) == 0 {
		return nil
	}
	if err := c.term.list(vanished(newer, diag.Erreur, d.Disparues, now.Hidden), ""); err != nil {
		return err
	}
	return errReported
}

// compare tells all that one edition changes for readers of another.
func compare(old, now *archive.Edition) *data.Diff {
	d := data.Compare(old.Feuille, now.Feuille)
	if old.Prose != nil && now.Prose != nil {
		d.Republished(old.Feuille, now.Feuille, otherTexts(old, now))
	}
	if len(now.Files) > 0 { // else its files are not known
		there := map[string]bool{}
		for _, name := range now.Files {
			there[name] = true
		}
		gone := slices.DeleteFunc(slices.Clone(old.Files), func(name string) bool { return there[name] })
		d.Disparues = append(d.Disparues, goneFiles(gone, d.Disparues)...)
	}
	return d
}

// vanished are the problems that addresses are gone from a site. hidden are those of its
// pages that do not appear, each with its file.
func vanished(from string, severity diag.Severity, addresses []data.Disparue, hidden map[string]string) []diag.Problem {
	var list []diag.Problem
	for _, a := range addresses {
		hint := "ajoutez « alias: [" + a.Adresse + "] » à la page qui la remplace"
		if file := hidden[a.Adresse]; file != "" {
			hint = "pour qu'elle reste, retirez « a_paraitre: » ou « brouillon: » de " + file
		}
		list = append(list, diag.Problem{Pos: diag.Pos{File: from}, Severity: severity, Code: "adresse-disparue",
			Message: "l'adresse " + a.Adresse + " a disparu" + named(a.Titre), Hint: hint})
	}
	return list
}

// hiddenIn are the addresses of the pages of a roadmap that do not appear, each with its
// file.
func hiddenIn(r *roadmap.Roadmap) map[string]string {
	hidden := map[string]string{}
	for _, d := range r.Tree.Documents {
		if r.Brouillons[d.Path] {
			hidden[page.Address(r, d)] = d.Path
		}
	}
	return hidden
}

func named(title string) string {
	if title == "" {
		return ""
	}
	return " (« " + title + " »)"
}

func (c *comparison) write(d *data.Diff, sources map[string]bool) ([]byte, error) {
	switch c.format {
	case "json":
		var b bytes.Buffer
		err := report.JSON(&b, d)
		return b.Bytes(), err
	case "markdown":
		return d.Markdown(sources), nil
	}
	return d.Text(), nil
}

// gonePages are the addresses of pages, of which some files of a site that are gone were.
func gonePages(gone []string) (pages []data.Disparue) {
	for _, name := range gone {
		if path.Ext(name) == ".html" && name != page.OutputPath(page.NotFound) {
			pages = append(pages, data.Disparue{Adresse: (&url.URL{Path: "/" + strings.TrimSuffix(name, "index.html")}).String()})
		}
	}
	slices.SortFunc(pages, func(a, b data.Disparue) int { return strings.Compare(a.Adresse, b.Adresse) })
	return pages
}

// goneFiles are the addresses of others: feeds, calendars, data, what pages let readers
// take away. Those of a page that is gone come back with its alias.
func goneFiles(gone []string, pages []data.Disparue) (files []data.Disparue) {
	below := map[string]bool{}
	for _, p := range pages {
		below[p.Adresse] = true
	}
	for _, name := range gone {
		folder := "/" + strings.TrimPrefix(path.Dir(name)+"/", "./")
		made := strings.HasPrefix(name, "assets/") || slices.Contains([]string{"carte.png", "lignes.js"}, path.Base(name)) || strings.HasPrefix(path.Base(name), "sitemap-") || slices.Contains([]string{output.Manifest, "nginx.conf"}, name) || strings.ContainsAny(name[:1], "._")
		if !below[folder] && !made && path.Ext(name) != ".html" {
			files = append(files, data.Disparue{Adresse: (&url.URL{Path: "/" + name}).String()})
		}
	}
	return files
}

// otherTexts are the addresses of pages of both sites whose text is not the same.
func otherTexts(old, now *archive.Edition) (addresses []string) {
	for _, file := range now.Files {
		before, there := old.Prose[file]
		if after, ours := now.Prose[file]; there && ours && before != after {
			addresses = append(addresses, "/"+strings.TrimSuffix(file, "index.html"))
		}
	}
	return addresses
}

// load reads an edition.
func (c *comparison) load(ctx context.Context, name string) (*archive.Edition, error) {
	if !isDir(filepath.Join(name, content.Root)) {
		return archive.Load(name)
	}
	b := &builder{term: c.term, source: name, date: c.date}
	in, err := b.input()
	if err != nil {
		return nil, err
	}
	s, problems, err := site.New(ctx, in)
	if told := b.tell(problems); told != nil {
		return nil, told
	}
	switch {
	case err != nil:
		return nil, err
	case problems.Erreurs() > 0:
		c.term.say("%s : « %s » ne peut pas être comparé.", diag.Totals(problems.Erreurs(), 0), name)
		return nil, errReported
	}
	return editionOf(s), nil
}

// editionOf is a site that is not written, to be compared.
func editionOf(s *site.Site) *archive.Edition {
	e := &archive.Edition{Feuille: data.New(s.Roadmap(), s.Plan), Sources: s.Roadmap().Tree.Sources(), Hidden: hiddenIn(s.Roadmap())}
	texts := make([]string, len(s.Files))
	parallel.Do(len(s.Files), 0, func(i int) { // the files that pages show are known once they are made
		if b := new(bytes.Buffer); s.Files[i].Page() != nil {
			_ = s.Files[i].Render(b, new(diag.List)) // a page that cannot be made is told by build
			texts[i] = markup.Prose(b.Bytes())
		}
	})
	e.Prose = map[string]string{}
	for i, f := range append(s.Files, s.Remaining(new(diag.List))...) {
		e.Files = append(e.Files, f.Path)
		if p := f.Page(); p != nil && p.Document != nil { // others say again what these do
			e.Prose[f.Path] = texts[i]
		}
	}
	return e
}
