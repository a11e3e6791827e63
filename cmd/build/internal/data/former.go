package data

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A dueID names a projet, or one of its jalons by its title.
type dueID struct{ projet, jalon string }

// A former is what échéances were in the editions of which the data was kept, from the
// first on: zero where a projet had none then.
type former map[dueID][]roadmap.Deadline

// formerDues finds them. now is what these editions became.
func formerDues(kept Kept, editions []*roadmap.Edition, now *Feuille) former {
	all := former{}
	for i, e := range editions {
		var until content.Date
		if i+1 < len(editions) {
			until = editions[i+1].Date
		}
		old := kept[e.ID.S]
		if old == nil {
			continue
		}
		c := newComparer(old, now)
		pair, _ := c.pairs(old.projets(), now.projets())
		for b, a := range pair {
			add := func(jalon string, due roadmap.Periode) {
				id := dueID{b.ident().ID, jalon}
				all[id] = append(all[id], roadmap.Deadline{Since: e.Date, Until: until, Echeance: due})
			}
			a := a.(*Projet)
			add("", a.Echeance)
			for i := range a.Jalons {
				add(a.Jalons[i].Titre.S, a.Jalons[i].Echeance)
			}
		}
	}
	return all
}

func (f *Feuille) projets() (items []item) {
	for i := range f.Projets {
		items = append(items, &f.Projets[i])
	}
	return items
}

// Former are the échéances that a projet had in the editions of which the data was kept,
// or one of its jalons, when j is not nil.
func (p *Publication) Former(x *roadmap.Projet, j *roadmap.Jalon) []roadmap.Deadline {
	if len(p.kept()) == 0 {
		return nil
	}
	id := dueID{projet: x.Slug()}
	if j != nil {
		id.jalon = j.Titre.S
	}
	p.feuille()
	return p.former[id]
}

// complete adds to the data of the current edition what the others tell of échéances.
func (p *Publication) complete(f *Feuille) *Feuille {
	if kept := p.kept(); len(kept) > 0 {
		p.former = formerDues(kept, p.roadmap.Until(), f)
	}
	for i, x := range slices.Concat(p.roadmap.Projets, p.roadmap.Fusionnes) {
		out := &f.Projets[i]
		former := p.former[dueID{projet: out.ID}]
		list := x.Deadlines(nil, former)
		if !x.Known(former, p.roadmap.Edition) || len(list) == 0 {
			continue
		}
		for _, d := range list {
			out.Echeances = append(out.Echeances, content.Text{S: d.Echeance.S})
		}
		first, last := list[0].Echeance.Last.Time(), list[len(list)-1].Echeance.Last.Time()
		out.Reports = content.Number{V: float64(len(list) - 1), Set: true}
		out.Jours = content.Number{V: last.Sub(first).Hours() / 24, Set: true}
	}
	return f
}

// reports tell how many échéances slipped: of all projets, then of each mission.
func (p *Publication) reports() (whole string, missions []page.Report) {
	r := p.roadmap
	tell := func(list []*roadmap.Projet) string {
		return r.Slips(list, func(x *roadmap.Projet) []roadmap.Deadline { return p.Former(x, nil) })
	}
	for _, m := range r.Missions {
		if said := tell(m.Projets); said != "" {
			missions = append(missions, page.Report{Lien: page.Link{Titre: m.Titre(), Adresse: page.Address(r, m.Doc)}, Texte: said})
		}
	}
	return tell(r.Projets), missions
}
