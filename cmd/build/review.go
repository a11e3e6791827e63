package main

import (
	"context"
	"path/filepath"
	"slices"

	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/site"
)

// review makes of what a site is made of that of a copy to hand round: it opens from a
// disk, and a page of its own says what would change.
func (b *builder) review(ctx context.Context, in site.Input) (site.Input, error) {
	s, problems, err := site.New(ctx, in)
	if err != nil || problems.Erreurs() > 0 { // which the build tells
		return in, err
	}
	text, err := b.wouldChange(s)
	if err != nil {
		return in, err
	}
	slug := "ce-qui-changerait"
	for slices.ContainsFunc(s.Roadmap().Tree.Documents, func(d *content.Document) bool { return d.Kind == content.Libre && d.Slug == slug }) {
		slug += "-ici"
	}
	head := "---\ntitre: Ce qui changerait\nresume: Ce que cette copie, du " + in.Today.French() + ", changerait pour les lecteurs.\n---\n\n"
	in.Content = edit.Over(in.Content, []edit.Change{{File: content.Root + "/pages/" + slug + ".md", After: []byte(head + text)}})
	in.Destination = page.Disk
	in.Review = &page.Review{Le: in.Today, Ecarts: "/" + slug + "/"}
	return in, nil
}

// wouldChange tells, as the text of a free page, what a site changes of what readers
// have: the published one, else the last edition that was kept.
func (b *builder) wouldChange(s *site.Site) (string, error) {
	before := filepath.Join(b.source, "public")
	if !isDir(before) {
		before = ""
		for _, e := range s.Roadmap().Until() {
			if s.Roadmap().Keeps(e) {
				before = filepath.Join(b.source, content.Root, e.DataFile())
			}
		}
	}
	if before == "" {
		return "Rien n'est encore publié : tout serait nouveau.\n", nil
	}
	old, err := archive.Load(before)
	if err != nil {
		return "", err
	}
	now := editionOf(s)
	d := compare(old, now)
	text := string(d.Markdown(now.Sources))
	if len(d.Disparues) > 0 {
		text += "\n## Adresses qui disparaîtraient\n\n"
	}
	for _, gone := range d.Disparues {
		text += "- `" + gone.Adresse + "`" + named(gone.Titre) + "\n"
	}
	return text, nil
}
