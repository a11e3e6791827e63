package task

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
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
	if err := f.erase(p, doc); err != nil {
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
	addresses := []string{page.Address(f.Roadmap, doc)}
	for _, a := range roadmap.CommonOf(doc.Matter).Alias {
		addresses = append(addresses, a.S)
	}
	instead := "elle garde son adresse"
	if doc.Kind == content.Projet {
		instead = "dites plutôt ce qu'elle devient, avec --abandonne ou --avec"
	}
	for _, name := range f.Tree.Editions {
		text, err := fs.ReadFile(f.fsys, name)
		if err != nil {
			return diag.Failure("lire "+name, err)
		}
		kept, err := data.Decode(text)
		if err != nil {
			return impossible("%s/%s : %v", content.Root, name, err)
		}
		if slices.ContainsFunc(addresses, kept.Leads) {
			return impossible("« %s » ne s'efface pas : l'édition « %s » la garde (%s/%s) ; %s", titleOf(doc), kept.Current().Titre.S, content.Root, name, instead)
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

// handOver gives a page the addresses of another one of its kind, and what leads to it.
func (f *Folder) handOver(p *Plan, doc, by *content.Document) error {
	for _, d := range f.Tree.Documents {
		if d == doc {
			continue
		}
		now, _, err := f.renamed(d, doc, doc.Path, by.Path, by.Slug)
		if err != nil {
			return err
		}
		if d == by {
			text, err := edit.Read(d.Path, string(now.After), d.Matter)
			if err != nil {
				return err
			}
			for _, a := range append([]roadmap.Former{{Plain: content.Plain{S: page.Address(f.Roadmap, doc)}}}, roadmap.CommonOf(doc.Matter).Alias...) {
				if err := aliased(text, a.S, ""); err != nil {
					return err
				}
			}
			now.After = []byte(text.String())
		}
		if string(now.After) != string(now.Before) {
			p.Changes = append(p.Changes, *now)
		}
	}
	return nil
}

// erase takes away the file of a page, or its folder.
func (f *Folder) erase(p *Plan, doc *content.Document) error {
	name := strings.TrimPrefix(doc.Path, content.Root+"/")
	if doc.Bundle {
		name = path.Dir(name)
	}
	return fs.WalkDir(f.fsys, name, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := fs.ReadFile(f.fsys, name)
		p.Changes = append(p.Changes, edit.Change{File: content.Root + "/" + name, Before: data})
		return err
	})
}
