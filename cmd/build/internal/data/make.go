package data

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// New gives a roadmap as data. plan has the addresses of its pages and their
// texts, figures computed.
func New(r *roadmap.Roadmap, plan *page.Plan) *Feuille {
	m := maker{r, plan, plan.Site.Base}
	f := &Feuille{Schema: m.base + Folder + SchemaFile, Version: Version, Site: m.site(), Projets: make([]Projet, 0, len(r.Projets)+len(r.Fusionnes))}
	if r.Edition != nil {
		f.Edition = r.Edition.ID.S
	}
	for _, e := range r.Editions {
		out := *e
		out.Documentation.S = cmp.Or(out.Documentation.S, "complete")
		f.Editions = append(f.Editions, out)
	}
	for _, x := range r.Familles {
		f.Familles = append(f.Familles, Famille{m.ident(x.Item), *x.FamilleFields})
	}
	for _, x := range r.Enjeux {
		f.Enjeux = append(f.Enjeux, Enjeu{m.ident(x.Item), *x.EnjeuFields})
	}
	for _, x := range r.Missions {
		out := Mission{Ident: m.ident(x.Item), MissionFields: *x.MissionFields, Noms: titresOf(x.Leaders)}
		out.Indicateurs = indicateurs(out.Indicateurs)
		f.Missions = append(f.Missions, out)
	}
	for _, x := range slices.Concat(r.Projets, r.Fusionnes) {
		out := Projet{Ident: m.ident(x.Item), ProjetFields: *x.ProjetFields, Noms: titresOf(x.Leaders)}
		out.Statut.S, out.Historique, out.Indicateurs = x.Statut.Key(), x.Events(), indicateurs(x.Indicateurs)
		f.Projets = append(f.Projets, out)
	}
	for _, x := range r.Actualites {
		f.Actualites = append(f.Actualites, Actualite{m.ident(x.Item), x.Date, *x.ActualiteFields})
	}
	for _, list := range f.lists() {
		for _, x := range list.items {
			if shared := x.Shared(); x.ident().Adresse != "" {
				shared.Image.Fichier.S = x.ident().image
			}
		}
	}
	return f
}

// maker holds what gives items their addresses.
type maker struct {
	*roadmap.Roadmap
	plan *page.Plan
	base string
}

// ident names an item.
func (m maker) ident(f roadmap.Item) Ident {
	out := Ident{ID: f.Slug()}
	if p := m.plan.Of(f.Index); p != nil {
		out.Adresse = m.base + p.Address
	}
	if key := m.Tree.LeadOf(f.Doc); key != "" {
		out.image = m.base + page.FileAddress(m.Roadmap, key)
	}
	return out
}

func (m maker) site() Site {
	s := m.Site
	out := Site{Titre: s.Titre, Accroche: s.Accroche, URL: m.base + page.Home, Langue: m.plan.Site.Langue, Licence: s.Licence,
		Organisme: s.Organisme, Organismes: s.Organismes, Mots: motsOf(m.Roadmap)}
	for _, p := range m.plan.Pages {
		if item := p.Document != nil && p.Document.Kind != content.Accueil && p.Document.Kind != content.Libre; !item && p.Address != page.NotFound {
			out.Pages = append(out.Pages, m.page(p))
		}
	}
	for _, r := range m.plan.Redirects {
		out.Alias = append(out.Alias, Alias{m.base + r.From, m.base + r.To})
	}
	return out
}

// homeID is the home page's: no page of an editor can have it.
const homeID = "index"

func (m maker) page(p *page.Planned) Page {
	out := Page{Adresse: m.base + p.Address, Titre: p.Titre}
	if p.Document == nil {
		return out
	}
	c := roadmap.CommonOf(p.Document.Matter)
	out.ID, out.Liens, out.Sources, out.Reserve = homeID, c.Liens, c.Sources, c.Reserve
	if free, ok := p.Document.Matter.(*roadmap.LibreFields); ok {
		out.ID, out.Indicateurs = p.Document.Slug, indicateurs(free.Indicateurs)
	}
	return out
}

// motsOf is what the levels are called, those that there are, and those who lead.
func motsOf(r *roadmap.Roadmap) (v roadmap.Vocabulaire) {
	name := func(n roadmap.Nom, mot *roadmap.Mot) {
		mot.Singulier.S, mot.Pluriel.S, mot.Genre.S = n.Singulier, n.Pluriel, n.Genre()
	}
	for _, k := range content.Levels {
		if k == content.Projet || r.Len(k) > 0 {
			name(r.Mots.Of(k), v.At(k))
		}
	}
	if len(r.Pilotes) > 0 {
		name(r.Mots.Pilote, &v.Pilote)
	}
	return v
}

// titresOf are the whole names of bodies.
func titresOf(list []*roadmap.Pilote) []content.Text {
	names := make([]content.Text, len(list))
	for i, b := range list {
		names[i].S = b.Titre()
	}
	return names
}

// indicateurs puts the measures of each in their order.
func indicateurs(list []roadmap.Indicateur) []roadmap.Indicateur {
	list = slices.Clone(list)
	for i := range list {
		list[i].Mesures = list[i].Measures()
	}
	return list
}
