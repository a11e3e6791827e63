package page

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// pilotesAddress is the address of the list of those who lead.
func pilotesAddress(r *roadmap.Roadmap) string { return "/" + r.Mots.Pilote.Adresse + "/" }

// pilotesPage is the list of those who lead.
func pilotesPage(r *roadmap.Roadmap) own {
	noun, projet := r.Mots.Pilote, r.Mots.Projet
	says := "Qui répond de quoi : chaque " + noun.Singulier + ", ses " + projet.Pluriel + " et leur avancement."
	unknown := 0
	for _, p := range r.Projets {
		if len(p.Pilotes) == 0 {
			unknown++
		}
	}
	if unknown > 0 {
		says += " " + noun.Agree("Aucun", 1) + " " + noun.Singulier + " n'est " + noun.Agree("publié", 1) + " pour " + french.Count(unknown, projet.Singulier, projet.Pluriel) + "."
	}
	return own{pilotesAddress(r), "", french.Capital(noun.Pluriel), "rangees", french.Typo(says),
		(*planner).pilotesView, func(pl *planner) bool { return len(pl.Pilotes) > 0 }}
}

func (pl *planner) pilotesView() any {
	return &Rangees{"Liste des " + pl.Mots.Pilote.Pluriel, each(pl.Pilotes, func(b *roadmap.Pilote) MissionCarte {
		c := MissionCarte{Titre: b.Titre(), Adresse: pl.piloteAddress(b)}
		c.Compte, c.Repartition = pl.counted(b.Projets, "pilote="+b.Slug)
		return c
	})}
}

// piloteAddress is where the page of a body is; "" for one without.
func (pl *planner) piloteAddress(b *roadmap.Pilote) string {
	if b.Slug == "" || b.Declared == nil && len(b.Projets)+len(b.Missions) == 0 {
		return ""
	}
	return pilotesAddress(pl.Roadmap) + b.Slug + "/"
}

func (pl *planner) piloteLink(b *roadmap.Pilote) Link {
	return Link{Titre: b.Titre(), Adresse: pl.piloteAddress(b)}
}

// planPilotes plans the list and the page of each body.
func (pl *planner) planPilotes(list own) {
	made(list).plan(pl)
	for _, b := range pl.Pilotes {
		p := pl.planList(pl.piloteAddress(b), b.Titre(), func() *Page { return pl.pilotePage(b) })
		p.forms, p.pilote = feed.Forms[:1], b
	}
}

func (pl *planner) pilotePage(b *roadmap.Pilote) *Page {
	noun := pl.Mots.Pilote
	list := Link{Titre: french.Capital(noun.Pluriel), Adresse: pilotesAddress(pl.Roadmap)}
	count, rep := pl.counted(b.Projets, "pilote="+b.Slug)
	page := pl.listPage(pl.piloteAddress(b), "pilote", b.Titre(), french.Typo(cmp.Or(b.Sigle, b.Nom)+", "+count.Texte+"."))
	page.Fil, page.Section = append(page.Fil, list), list.Adresse
	page.Flux = []Link{{Titre: french.Typo("Actualités " + noun.Du() + " " + cmp.Or(b.Sigle, b.Nom)), Adresse: feedOf(page.Address)}}
	page.Vue = func() any {
		v := &Pilote{Faits: pl.piloteFacts(b), Repartition: rep, Avancement: pl.statuses(b.Projets), Report: pl.slips(b.Projets), Actualites: pl.updateCards(pl.updatesOf(b, pageUpdates), 0),
			Flux: pl.feedLink(noun, page.Flux[0]), Agenda: pl.calendarOf(page.Address, b.Projets)}
		if v.Tous = pl.longList("pilote", b.Slug, len(b.Projets)); v.Tous.Adresse == "" {
			v.Groupes = pl.byStatus(b.Projets)
		}
		v.Prochains, v.Passes = pl.milestones(scope{pilote: b}, pageMilestones)
		return v
	}
	return page
}

func (pl *planner) piloteFacts(b *roadmap.Pilote) []Fait {
	facts := []Fait{{Nom: french.Capital(pl.Mots.Mission.For(len(b.Missions))), Etiquettes: each(b.Missions, pl.missionLabel)}}
	if b.Declared != nil {
		facts = append(facts, several("Autre nom", "Autres noms", texts(b.Declared.AutresNoms)))
	}
	if b.URL != "" {
		facts = append(facts, Fait{Nom: "Site", Liens: []Link{{Titre: content.Host(b.URL), Adresse: b.URL}}})
	}
	part := Fait{Nom: "Prend part à", Liens: each(b.Appuis, func(p *roadmap.Projet) Link { return pl.linkTo(p.Item) })}
	if n := len(b.Appuis); n > maxListed {
		part.Liens = []Link{{Titre: pl.projetCount(n).Texte}}
	}
	return published(append(facts, part)...)
}

// byStatus groups projets by status, as bars show them.
func (pl *planner) byStatus(projets []*roadmap.Projet) (groups []ProjetGroupe) {
	for rank, n := range roadmap.Count(projets) {
		if n > 0 {
			s := pl.badge(rank)
			of := slices.DeleteFunc(slices.Clone(projets), func(p *roadmap.Projet) bool { return p.Statut.Rank() != rank })
			groups = append(groups, ProjetGroupe{Titre: french.Capital(pl.Mots.Projet.Pluriel) + " " + roadmap.Statuts[rank].After(pl.Mots.Projet.Nom, 2), Slug: s.Cle, Projets: pl.projetLines(of)})
		}
	}
	return groups
}

// updatesOf are the actualités that name what a body leads, at most so many.
func (pl *planner) updatesOf(b *roadmap.Pilote, most int) []*roadmap.Actualite {
	var all []*roadmap.Actualite
	for _, m := range b.Missions {
		all = append(all, m.Actualites[:min(most, len(m.Actualites))]...)
	}
	for _, p := range b.Projets {
		all = append(all, p.Actualites[:min(most, len(p.Actualites))]...)
	}
	slices.SortFunc(all, func(x, y *roadmap.Actualite) int { return cmp.Compare(x.Rang, y.Rang) })
	all = slices.Compact(all)
	return all[:min(most, len(all))]
}

// planFormerPilotes leads from what a body may have been called in addresses.
func (pl *planner) planFormerPilotes() {
	for _, b := range pl.Pilotes {
		for _, slug := range b.Former {
			if alias, ok := roadmap.ParseAlias(pilotesAddress(pl.Roadmap) + slug + "/"); ok {
				pl.plan.Redirects = append(pl.plan.Redirects, Redirect{alias, alias.String(), pl.piloteAddress(b), b.Declared.At.In(content.SitePath)})
			}
		}
	}
}
