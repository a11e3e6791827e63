package data

import (
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// New gives a roadmap as data. plan has the addresses of its pages and their
// texts, figures computed.
func New(r *roadmap.Roadmap, plan *page.Plan) *Feuille {
	m := maker{r, plan, plan.Site.Base}
	f := &Feuille{Schema: m.base + Folder + SchemaFile, Version: Version, Site: m.site(r), Editions: []Edition{}, Projets: []Projet{}, Actualites: []Actualite{}}
	if r.Edition != nil {
		f.Edition = r.Edition.ID.S
	}
	for _, e := range r.Editions {
		f.Editions = append(f.Editions, edition(e))
	}
	for _, x := range r.Familles {
		f.Familles = append(f.Familles, Famille{m.fiche(x.Fiche), number(x.Ordre), x.Code.S})
	}
	for _, x := range r.Enjeux {
		f.Enjeux = append(f.Enjeux, Enjeu{m.fiche(x.Fiche), number(x.Ordre)})
	}
	for _, x := range r.Missions {
		f.Missions = append(f.Missions, Mission{m.fiche(x.Fiche), number(x.Ordre), x.Code.S, codes(x.AnciensCodes), x.FamilleSlug.S,
			texts(x.Pilotes), texts(x.Partenaires), x.Responsable.S, indicateurs(x.Indicateurs)})
	}
	for _, x := range r.Projets {
		f.Projets = append(f.Projets, m.projet(x))
	}
	for _, x := range r.Actualites {
		f.Actualites = append(f.Actualites, Actualite{m.fiche(x.Fiche), x.Date.ISO(), x.MissionSlug.S, texts(x.MissionSlugs), slugs(x.Projets), slugs(x.Enjeux)})
	}
	return f
}

// maker holds what gives items their addresses.
type maker struct {
	*roadmap.Roadmap
	plan *page.Plan
	base string
}

func (m maker) site(r *roadmap.Roadmap) Site {
	s := r.Site
	out := Site{Titre: s.Titre.S, Accroche: s.Accroche.S, URL: m.base + page.Home, Langue: m.plan.Site.Langue, Licence: s.Licence.Cle,
		Organisme: Organisme{s.Organisme.Nom.S, s.Organisme.Sigle.S, s.Organisme.URL.S},
		Mots:      motsOf(r), Pages: []Page{}, Alias: []Alias{}}
	for _, p := range m.plan.Pages {
		if item := p.Document != nil && p.Document.Kind != content.Accueil && p.Document.Kind != content.Page; !item && p.Address != page.NotFound {
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
	out.ID, out.Liens, out.Sources, out.Reserve = homeID, liens(c.Liens), sources(c.Sources), c.Reserve.S
	if free, ok := p.Document.Matter.(*roadmap.PageFields); ok {
		out.ID, out.Indicateurs = p.Document.Slug, indicateurs(free.Indicateurs)
	}
	return out
}

// motsOf is what the levels are called.
func motsOf(r *roadmap.Roadmap) Mots {
	n := r.Mots
	return Mots{mot(n.Famille, len(r.Familles)), mot(n.Mission, len(r.Missions)), mot(n.Projet, 1), mot(n.Enjeu, len(r.Enjeux))}
}

// mot is what a level is called, nil for one that nothing is of.
func mot(n roadmap.Nom, items int) *Mot {
	if items == 0 {
		return nil
	}
	gender := "m"
	if n.Feminin {
		gender = "f"
	}
	return &Mot{n.Singulier, n.Pluriel, gender}
}

func edition(e *roadmap.Edition) Edition {
	out := Edition{ID: e.ID.S, Titre: e.Titre.S, Date: e.Date.ISO(), Etat: e.Etat.Cle, Documentation: "complete",
		Annonce: annonce(&e.Annonce), Sources: sources(e.Sources), Reserve: e.Reserve.S}
	if e.Documentation.Partial() {
		out.Documentation = "partielle"
	}
	return out
}

func annonce(a *roadmap.Annonce) Annonce {
	out := Annonce{Familles: whole(a.Familles), Enjeux: whole(a.Enjeux), Missions: whole(a.Missions), Projets: whole(a.Projets), Nouveaux: whole(a.Nouveaux),
		AVenir: whole(a.AVenir), EnCours: whole(a.EnCours), Acheves: whole(a.Acheves), Suspendus: whole(a.Suspendus), Abandonnes: whole(a.Abandonnes)}
	for key, n := range a.AAchever.Par {
		if out.AAchever == nil {
			out.AAchever = map[string]int{}
		}
		out.AAchever[key] = int(n.V)
	}
	return out
}

func whole(n content.Number) *int {
	if !n.Set {
		return nil
	}
	i := int(n.V)
	return &i
}

func (m maker) fiche(f roadmap.Fiche) Fiche {
	c := f.Meta
	out := Fiche{ID: f.Slug(), Titre: c.Titre.S, Resume: c.Resume.S, Publie: c.Publie.ISO(), MisAJour: c.MisAJour.ISO(),
		Alias: texts(c.Alias), Liens: liens(c.Liens), Sources: sources(c.Sources), Reserve: c.Reserve.S}
	if p := m.plan.Of(f.Index); p != nil {
		out.Adresse, out.Resume = m.base+p.Address, page.Resume(m.Roadmap, f.Doc)
	}
	return out
}

func liens(list []roadmap.Lien) []Lien {
	var out []Lien
	for _, l := range list {
		out = append(out, Lien{l.Titre.S, l.URL.S})
	}
	return out
}

func (m maker) projet(x *roadmap.Projet) Projet {
	p := Projet{Fiche: m.fiche(x.Fiche), Ordre: number(x.Ordre), Code: x.Code.S, AnciensCodes: codes(x.AnciensCodes), Mission: x.MissionSlug.S,
		Enjeux: slugs(x.Enjeux), Statut: x.Statut.Key(), Entree: x.EntreeID.S, Debut: x.Debut.S, Echeance: x.Echeance.S,
		Pilotes: texts(x.Pilotes), Partenaires: texts(x.Partenaires), Responsable: x.Responsable.S, Indicateurs: indicateurs(x.Indicateurs)}
	for i := range x.Jalons {
		j := &x.Jalons[i]
		jalon := Jalon{Titre: j.Titre.S, Debut: j.Debut.S, Echeance: j.Echeance.S, Sources: sources(j.Sources), Reserve: j.Reserve.S}
		if j.Atteint.Set {
			jalon.Atteint = &j.Atteint.V
		}
		p.Jalons = append(p.Jalons, jalon)
	}
	for _, e := range x.Events() {
		p.Historique = append(p.Historique, Evenement{e.Date.ISO(), e.Statut.Cle, e.Note.S})
	}
	return p
}

func indicateurs(list []roadmap.Indicateur) []Indicateur {
	var out []Indicateur
	for i := range list {
		x := &list[i]
		ind := Indicateur{Nom: x.Nom.S, Unite: x.Unite.S, Cible: number(x.Cible), Echeance: x.Echeance.S, Sources: sources(x.Sources), Reserve: x.Reserve.S}
		for _, m := range x.Measures() {
			ind.Mesures = append(ind.Mesures, Mesure{m.Date.ISO(), m.Valeur.V, m.Approximatif.V, m.Minimum.V})
		}
		out = append(out, ind)
	}
	return out
}

func sources(list []roadmap.Source) []Source {
	var out []Source
	for _, s := range list {
		out = append(out, Source{s.Titre.S, s.URL.S, s.Date.ISO()})
	}
	return out
}

func number(n content.Number) *float64 {
	if !n.Set {
		return nil
	}
	return &n.V
}

func texts(list []content.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}

func codes(list []roadmap.Code) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.S)
	}
	return out
}

func slugs[T interface{ Slug() string }](list []T) []string {
	var out []string
	for _, x := range list {
		out = append(out, x.Slug())
	}
	return out
}
