package check

import (
	"cmp"
	"context"
	"slices"

	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/site"
)

// Options are what a check depends on beside the site.
type Options struct {
	Today content.Date // some duties have an end
	Typo  bool         // tell what typography changes
}

// Site renders all of a site into nothing and adds what is wrong with it to p:
// what a build finds, and all that this package knows. An error is the machine's.
func Site(ctx context.Context, s *site.Site, o Options, p *diag.List) error {
	r := s.Roadmap()
	Roadmap(r, o.Today, p)
	archive.Names(s, p)
	typo := o.Typo || r.Site.Verification.Regles.Par["typographie"].Niveau.S != ""
	words, index := make([]abbreviations, len(r.Tree.Documents)), map[*content.Document]int{}
	for i, d := range r.Tree.Documents {
		index[d] = i
	}
	shown := gallery{shown: map[string]bool{}}
	all := &published{roadmap: r, prefix: s.Prefix(), problems: p,
		pages: make([]finished, len(s.Files)), shown: map[string]bool{}, leads: map[string]*lead{}, files: make(map[string]int, len(s.Files))}
	all.see = func(d *content.Document, body *content.Body, p *diag.List) {
		Body(body.Points, typo, p)
		declaration(d, body, p)
		shown.add(body.Points)
		words[index[d]] = abbreviationsOf(d, body.Points) // each document has a place of its own
	}
	if err := all.render(ctx, s); err != nil {
		return err
	}
	shown.pictures(s, p)
	if p.Erreurs() == 0 { // else pages are not what they will be
		all.together()
	}
	for _, f := range s.Files {
		if f.Open != nil && (f.Path == "security.txt" || f.Path == ".well-known/security.txt") {
			if err := security(f, o.Today, p); err != nil {
				return err
			}
		}
	}
	if r.Tree.Whole() { // else nobody knows what the rest of the texts say
		spelledOut(r, words, p)
	}
	return nil
}

// render makes every page, and keeps what is said about it. Other files hold nothing
// that pages do not: they are made when a page may have to be weighed with them.
func (s *published) render(ctx context.Context, of *site.Site) error {
	problems, errs, sizes := make([]diag.List, len(of.Files)), make([]error, len(of.Files)), make([]int, len(of.Files))
	parallel.Do(len(of.Files), 0, func(i int) {
		if ctx.Err() == nil {
			errs[i] = s.one(of.Files[i], i, sizes, &problems[i])
		}
	})
	if err := cmp.Or(context.Cause(ctx), cmp.Or(errs...)); err != nil {
		return err
	}
	for i := range of.Files {
		s.problems.Merge(&problems[i])
		s.files[of.Files[i].Path] = sizes[i]
	}
	for _, name := range of.Shown() {
		s.shown[name] = true
	}
	for _, f := range of.Remaining(s.problems) {
		size, err := sizeOf(f)
		if err != nil {
			return err
		}
		s.files[f.Path] = size
	}
	return nil
}

func (s *published) one(f site.File, i int, sizes []int, p *diag.List) error {
	if f.Open != nil {
		size, err := sizeOf(f)
		sizes[i] = size
		return err
	}
	if f.IsFeed() || f.Page() == nil && !s.weighs() {
		return nil
	}
	b := scratch.Buffer()
	defer scratch.Return(b)
	if err := f.Inspect(b, s.see, p); err != nil {
		return site.Told(err, p)
	}
	sizes[i] = b.Len()
	pg := f.Page()
	if pg == nil {
		return nil
	}
	r := newReader()
	r.read(b.Bytes(), &s.shell)
	if p.Has("titre-saute") || len(pg.Texts) > 0 { // then it is the text's, or another page's, not the layout's
		r.faults = slices.DeleteFunc(r.faults, func(f fault) bool { return f.Code == "page-titres" })
	}
	s.pages[i] = finished{pg, r.facts, b.Len()}
	s.name(i, &s.pages[i], r.links, r.parts)
	return nil
}
