package task

import (
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Retrait says why a page goes: as a projet that is dropped (Statut), as one that is
// merged (Fusionner), else as a slip.
type Retrait struct {
	Abandon      bool
	Depuis, Note string // when it was dropped, and why
	Avec         string // with which projet it is merged
	Vers         string // of a slip: the page that takes over its address and what leads to it, or ""
}

// Retirer takes a page out of the roadmap, and says what still leads to it.
func (f *Folder) Retirer(name string, r Retrait) (*Plan, error) {
	doc, err := f.document(name)
	if err != nil {
		return nil, err
	}
	if doc.Kind == content.Accueil {
		return nil, impossible("la page d'accueil ne se retire pas")
	}
	if !r.Abandon && r.Avec == "" {
		return f.efface(doc, r.Vers)
	}
	if doc.Kind != content.Projet {
		return nil, impossible("%s n'est pas %s : seule une page de cette sorte s'abandonne ou fusionne", doc.Path, f.Mots.Projet.One("un"))
	}
	var p *Plan
	if r.Abandon {
		p, err = f.Statut(name, roadmap.Statuts[roadmap.Abandonne].Cle, r.Depuis, r.Note)
	} else {
		p, err = f.Fusionner(name, r.Avec)
	}
	if err != nil {
		return nil, err
	}
	leading, err := f.breaks(append(slices.Clone(p.Changes), edit.Change{File: doc.Path}), f.Publish)
	if len(leading) > 0 {
		p.Notes = append(p.Notes, "À relire, ce qui mène encore à cette page :"+places(leading))
	}
	return p, err
}

// places lists where problems are.
func places(list []diag.Problem) string {
	var b strings.Builder
	for _, x := range list {
		for _, at := range append([]diag.Pos{x.Pos}, x.Others...) {
			b.WriteString("\n  " + at.String())
		}
		if x.In(content.SitePath) { // no line that leads there
			b.WriteString(" : " + x.Message)
		}
	}
	return b.String()
}

// efface deletes a page that no edition holds. Another one may take over its address and
// what leads to it.
func (f *Folder) efface(doc *content.Document, to string) (*Plan, error) {
	if err := f.held(doc, to); err != nil {
		return nil, err
	}
	p := &Plan{Done: "« " + titleOf(doc) + " » est effacée."}
	if to != "" {
		by, err := f.document(to)
		if err != nil {
			return nil, err
		}
		if by == doc {
			return nil, impossible("--vers attend une autre page que celle qui s'efface")
		}
		if by.Kind != doc.Kind {
			return nil, impossible("--vers attend une page de la même sorte, de content/%s/, pas %s", doc.Kind.Folder(), by.Path)
		}
		if err := f.handOver(p, doc, by); err != nil {
			return nil, err
		}
		p.Done = "« " + titleOf(doc) + " » est effacée : " + page.Address(f.Roadmap, doc) + " mène maintenant à « " + titleOf(by) + " »."
	}
	name := doc.Path
	if doc.Bundle {
		name = path.Dir(name)
	}
	err := f.each(name, func(file string, data []byte) { p.Changes = append(p.Changes, edit.Change{File: file, Before: data}) })
	if err != nil {
		return nil, err
	}
	leading, err := f.breaks(p.Changes, f.Publish)
	if len(leading) > 0 {
		hint := "changez d'abord ce qui y mène"
		if to == "" {
			hint += ", ou donnez avec --vers la page où mener à la place"
		}
		return nil, impossible("« %s » ne peut pas encore s'effacer : %s :%s", titleOf(doc), hint, places(leading))
	}
	return p, err
}

// held refuses to delete a page that an edition holds, or that readers have unless its
// address leads on.
func (f *Folder) held(doc *content.Document, to string) error {
	addresses := f.addresses(doc)
	instead := "elle garde son adresse"
	if doc.Kind == content.Projet {
		instead = "dites plutôt ce qu'elle devient, avec --abandonne ou --avec"
	}
	for _, name := range f.Tree.Editions {
		file := content.Root + "/" + name
		kept, err := f.kept(file)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(addresses, kept.Leads) {
			return impossible("« %s » ne s'efface pas : l'édition « %s » la garde (%s) ; %s", titleOf(doc), kept.Current().Titre.S, file, instead)
		}
	}
	if to != "" {
		return nil
	}
	public, err := f.Public()
	if err != nil || public == nil || !slices.ContainsFunc(addresses, public.Leads) {
		return err
	}
	return impossible("« %s » est publiée (public/) : %s, ou donnez avec --vers la page où mènera son adresse", titleOf(doc), instead)
}

// addresses are where readers find a page: its address, and those that it had.
func (f *Folder) addresses(doc *content.Document) []string {
	all := []string{page.Address(f.Roadmap, doc)}
	for _, a := range roadmap.CommonOf(doc.Matter).Alias {
		all = append(all, a.S)
	}
	return all
}

// handOver gives a page the addresses of another one of its kind, and what leads to it.
func (f *Folder) handOver(p *Plan, doc, by *content.Document) error {
	for _, d := range f.Tree.Documents {
		if d == doc {
			continue
		}
		now, err := f.renamed(d, doc, doc.Path, by.Path, by.Slug)
		if err != nil {
			return err
		}
		if d == by {
			text, err := edit.Read(d.Path, string(now.After), d.Matter)
			if err != nil {
				return err
			}
			for _, address := range f.addresses(doc) {
				if err := aliased(text, address, ""); err != nil {
					return err
				}
			}
			now.After = []byte(text.String())
		}
		p.write(now.File, now.Before, string(now.After))
	}
	return nil
}
