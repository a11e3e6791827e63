package page

import (
	"fmt"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const (
	pageMilestones = 5
	pageUpdates    = 5
)

func (pl *planner) planFamilles() {
	pl.planLevel(content.Famille, pl.familleList)
	for _, f := range pl.Familles {
		pl.planDocument(&f.Item, f)
	}
}

func (pl *planner) familleList(page *Page, count Compte) {
	page.Layout = "rangees"
	page.Resume = french.Typo(fmt.Sprintf("%sChaque %s, ses %s et leur avancement.", untitled(count), pl.Mots.Famille.Singulier, pl.Mots.Mission.Pluriel))
	page.Vue = func() any {
		return &Rangees{"Liste des " + pl.Mots.Famille.Pluriel, each(pl.Familles, func(f *roadmap.Famille) MissionCarte {
			c := MissionCarte{Code: pl.familleCode(f), Titre: f.Titre(), Adresse: Address(pl.Roadmap, f.Doc), Resume: f.Meta.Resume.S}
			c.Compte, c.Repartition = pl.counted(under(f), "famille="+f.Slug())
			c.Compte.Texte = pl.Mots.Mission.Count(len(f.Missions)) + ", " + c.Compte.Texte
			return c
		})}
	}
}

// under are the projets of the missions of a famille.
func under(f *roadmap.Famille) (list []*roadmap.Projet) {
	for _, m := range f.Missions {
		list = append(list, m.Projets...)
	}
	return list
}

func (pl *planner) famillePage(f *roadmap.Famille) *Page {
	list := pl.listLink(content.Famille)
	page := pl.documentPage(f.Item, "famille", list)
	page.Section = list.Adresse
	page.Vue = func() any {
		projets := under(f)
		v := &Famille{Code: pl.familleCode(f), Repartition: pl.repartition(projets, "famille="+f.Slug()), Avancement: pl.statuses(projets), Report: pl.slips(projets),
			Missions: each(f.Missions, pl.missionCard)}
		for _, other := range pl.Familles {
			if other != f {
				v.Autres = append(v.Autres, pl.familleLink(other))
			}
		}
		noun := pl.Mots.Famille
		v.Titre = french.Capital(noun.Agree("autre", len(v.Autres)) + " " + noun.For(len(v.Autres)))
		return v
	}
	return page
}

func (pl *planner) planMissions() {
	pl.planLevel(content.Mission, pl.missionList)
	for _, m := range pl.Missions {
		pl.planDocument(&m.Item, m).forms = feed.Forms
	}
}

func (pl *planner) missionList(page *Page, count Compte) {
	page.Resume = fmt.Sprintf("%sChaque %s, ses %s et leur avancement.", untitled(count), pl.Mots.Mission.Singulier, pl.Mots.Projet.Pluriel)
	page.Vue = func() any { return &Missions{Familles: pl.groups()} }
}

// planLevel plans the list of a level, which fill completes. Only that of projets may
// be empty.
func (pl *planner) planLevel(k content.Kind, fill func(p *Page, count Compte)) {
	if pl.Len(k) == 0 && k != content.Projet {
		return
	}
	count := pl.levelCount(k)
	address, titre := ListAddress(pl.Roadmap, k), pl.title(pl.Mots.Of(k), count)
	pl.planList(address, titre, func() *Page {
		p := pl.listPage(address, k.Folder(), titre, "")
		fill(p, count)
		return p
	})
}

// title is the h1 of a list: « Les 8 missions », or « Missions » when not all
// are here.
func (pl *planner) title(noun roadmap.Nom, c Compte) string {
	if !c.whole() {
		return french.Capital(noun.Pluriel)
	}
	return "Les " + noun.Count(c.Nombre)
}

func (c Compte) whole() bool { return c.Annonce <= c.Nombre && c.Nombre > 1 }

// untitled says the count that the title of a list does not.
func untitled(c Compte) string {
	if c.whole() {
		return ""
	}
	return french.Capital(c.Texte) + ". "
}

func (pl *planner) missionPage(m *roadmap.Mission) *Page {
	list := pl.listLink(content.Mission)
	page := pl.documentPage(m.Item, "mission", pl.above(m)...)
	page.Section = list.Adresse
	page.Vignette = pl.pictured[m]()
	page.Flux = []Link{{Titre: french.Typo(fmt.Sprintf("Actualités %s %s", pl.Mots.Mission.Du(), named(m.Code.S, m.Titre()))), Adresse: feedOf(page.Address)}}
	page.Vue = func() any {
		v := &Mission{
			Code: pl.missionCode(m), Faits: pl.missionFacts(m),
			Chiffres:    pl.missionFigures(m),
			Repartition: pl.repartition(m.Projets, "mission="+m.Slug()),
			Avancement:  pl.statuses(m.Projets),
			Report:      pl.slips(m.Projets),
			Indicateurs: pl.indicateurs(m.Indicateurs),
			Actualites:  pl.updateCards(m.Actualites, pageUpdates), ActualitesTotal: len(m.Actualites),
			Voisines: pl.missionMenu(m), Flux: pl.feedLink(pl.Mots.Mission, page.Flux[0]), Agenda: pl.calendarOf(page.Address, m.Projets),
		}
		if v.Tous = pl.longList("mission", m.Slug(), len(m.Projets)); v.Tous.Adresse == "" {
			v.Projets = pl.projetLines(m.Projets)
		}
		v.Prochains, v.Passes = pl.milestones(scope{mission: m}, pageMilestones)
		return v
	}
	return page
}

// above leads to where a mission stands: to its famille, or to the list of missions.
func (pl *planner) above(m *roadmap.Mission) []Link {
	if m.Famille == nil {
		return []Link{pl.listLink(content.Mission)}
	}
	return []Link{pl.listLink(content.Famille), {Titre: named(pl.familleCode(m.Famille), m.Famille.Titre()), Adresse: Address(pl.Roadmap, m.Famille.Doc)}}
}

// named is a code, or the title of what has none.
func named(code, title string) string {
	if code == "" {
		return title
	}
	return code
}

func (pl *planner) missionMenu(current *roadmap.Mission) []Link {
	return each(pl.Missions, func(m *roadmap.Mission) Link {
		return Link{Titre: french.Typo(withCode(pl.missionCode(m), m.Titre())), Adresse: Address(pl.Roadmap, m.Doc), Actif: m == current}
	})
}

// missionFigures is the band of four figures of a mission.
func (pl *planner) missionFigures(m *roadmap.Mission) []Chiffre {
	noun := pl.Mots.Projet
	tally := roadmap.Count(m.Projets)
	reached, milestones := 0, 0
	for _, p := range m.Projets {
		for i := range p.Jalons {
			milestones++
			if p.Jalons[i].Atteint.V {
				reached++
			}
		}
	}
	total := Chiffre{Valeur: french.Int(len(m.Projets)), Libelle: noun.For(len(m.Projets))}
	if pl.partial() {
		total.Libelle += " " + noun.Agree("documenté", len(m.Projets))
	}
	of := func(rank int) Chiffre {
		return Chiffre{Valeur: french.Int(tally[rank]), Libelle: roadmap.Statuts[rank].After(noun.Nom, tally[rank])}
	}
	going := of(roadmap.EnCours)
	if tally[roadmap.Acheve] > 0 {
		going = of(roadmap.Acheve)
	}
	jalons := Chiffre{Valeur: french.Int(reached), Libelle: french.Plural(reached, "jalon atteint", "jalons atteints"),
		Precision: "sur " + french.Count(milestones, "publié", "publiés")}
	if milestones == 0 {
		jalons.Libelle, jalons.Precision = "jalon publié", ""
	}
	return []Chiffre{total, going, of(roadmap.NonCommunique), jalons}
}
