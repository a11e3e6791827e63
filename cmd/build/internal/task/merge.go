package task

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Fusionner makes a projet part of another: its page stays and says so, the other one has
// its codes, and what named it names the other.
func (f *Folder) Fusionner(name, with string) (*Plan, error) {
	p, err := f.projet(name)
	if err != nil {
		return nil, err
	}
	by, err := f.projet(with)
	if err != nil {
		return nil, err
	}
	noun := f.Mots.Projet.Nom
	if p == by {
		return nil, impossible("« %s » ne peut fusionner qu'avec %s autre %s", p.Titre(), noun.Agree("un", 1), noun.Singulier)
	}
	merged := noun.Agree("fusionné", 1) + " avec « " + by.Titre() + " »"
	gone, err := f.draft(p.Doc)
	if err != nil {
		return nil, err
	}
	stays, err := f.draft(by.Doc)
	if err != nil {
		return nil, err
	}
	err = first(
		func() error { return gone.Set(by.Slug(), "remplace_par") },
		func() error { return gone.record(p, event{day: f.Today, note: french.Capital(merged) + "."}) },
		func() error { return f.updated(gone, p.Meta) },
		func() error { return stays.inherit(by, p) },
		func() error {
			return stays.record(by, event{day: f.Today, note: "Réunit désormais « " + p.Titre() + " »."})
		},
		func() error { return f.updated(stays, by.Meta) })
	if err != nil {
		return nil, err
	}
	drafts, moved := []*draft{gone, stays}, 0
	for _, other := range f.Tree.Documents {
		if other == p.Doc || other == by.Doc || !names(other, p.Slug()) {
			continue
		}
		d, err := f.draft(other)
		if err != nil {
			return nil, err
		}
		n, err := refer(d.Text, other, p.Doc, by.Slug())
		if err != nil {
			return nil, err
		}
		drafts, moved = append(drafts, d), moved+n
	}
	done := "« " + p.Titre() + " » est " + merged + " : sa page reste, et n'est plus comptée"
	if moved > 0 {
		done += " ; " + french.Count(moved, "référence a suivi", "références ont suivi")
	}
	return f.plan(done+".", drafts...)
}

// names reports whether the front matter of a page may name another by its slug.
func names(d *content.Document, slug string) (does bool) {
	content.Each(d.Matter, func(t content.Text) { does = does || t.S == slug })
	return does
}

// inherit gives the page of a projet the codes of one that becomes part of it.
func (d *draft) inherit(by, p *roadmap.Projet) error {
	own := slices.Clone(by.AnciensCodes)
	for _, code := range append([]roadmap.Code{p.Code}, p.AnciensCodes...) {
		if code.S == "" || code.S == by.Code.S || slices.ContainsFunc(own, func(c roadmap.Code) bool { return c.S == code.S }) {
			continue
		}
		if err := d.Add(len(own), code.S, "anciens_codes"); err != nil {
			return err
		}
		own = append(own, code)
	}
	return nil
}
