package page

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func (pl *planner) enjeux() {
	if len(pl.Enjeux) == 0 {
		return
	}
	noun := pl.Mots.Enjeu
	count := pl.compte(content.Enjeu)
	titre := pl.title(noun, count)
	pl.list(pl.enjeuxLink().Adresse, titre, func() *Page { return pl.enjeuList(titre, count) })
	for _, e := range pl.Enjeux {
		pl.document(&e.Fiche, e)
	}
}

func (pl *planner) enjeuxLink() Lien {
	return Lien{Titre: french.Capital(pl.Mots.Enjeu.Pluriel), Adresse: "/" + pl.Mots.Enjeu.Adresse + "/"}
}

func (pl *planner) enjeuList(titre string, count Compte) *Page {
	page := pl.page(pl.enjeuxLink().Adresse, "enjeux", titre, french.Typo(
		fmt.Sprintf("%sUne lecture transversale : chaque %s, et les %s qui y répondent.", untitled(count), pl.Mots.Enjeu.Singulier, pl.Mots.Projet.Pluriel)))
	page.Vue = func() any { return &Enjeux{Enjeux: pl.enjeuCards()} }
	return page
}

func (pl *planner) enjeu(e *roadmap.Enjeu) *Page {
	list := pl.enjeuxLink()
	page := pl.fiche(e.Fiche, "enjeu", list)
	page.Section = list.Adresse
	page.Vue = func() any {
		v := &Enjeu{Compte: pl.documented(len(e.Projets)), Groupes: pl.byMission(e.Projets), Actualites: pl.cards(e.Actualites, pageUpdates)}
		counts := map[*roadmap.Mission]int{}
		for _, p := range e.Projets {
			counts[p.Mission]++
		}
		for _, m := range pl.Missions {
			if n := counts[m]; n > 0 {
				v.Missions = append(v.Missions, MissionCompte{pl.missionLabel(m), pl.documented(n).Texte})
			}
		}
		for _, other := range pl.Enjeux {
			v.Voisins = append(v.Voisins, Lien{Titre: other.Titre(), Adresse: Address(pl.Roadmap, other.Doc), Actif: other == e})
		}
		return v
	}
	return page
}

func (pl *planner) updatesLink() Lien { return Lien{Titre: "Actualités", Adresse: Updates} }

func pageOf(n int) string {
	if n == 1 {
		return Updates
	}
	return Updates + "page/" + strconv.Itoa(n) + "/"
}

func (pl *planner) actualites() {
	total := len(pl.Actualites)
	if total == 0 {
		return
	}
	pages := (total + PerPage - 1) / PerPage
	for n := 1; n <= pages; n++ {
		titre := "Actualités"
		if n > 1 {
			titre = fmt.Sprintf("Actualités, page %d sur %d", n, pages)
		}
		pl.list(pageOf(n), titre, func() *Page { return pl.updateList(titre, n, pages) }).Selection = n > 1
	}
	for _, a := range pl.Actualites {
		p := pl.document(&a.Fiche, a)
		if a.Meta.MisAJour.IsZero() {
			p.Modified = a.Date
		}
	}
}

func (pl *planner) updateList(titre string, n, pages int) *Page {
	page := pl.page(pageOf(n), "actualites", titre, "Ce qui s’est passé, du plus récent au plus ancien.")
	page.Section = Updates
	if n > 1 {
		page.Resume = french.Typo(fmt.Sprintf("Ce qui s’est passé, du plus récent au plus ancien : page %d sur %d.", n, pages))
		page.Fil = append(page.Fil, pl.updatesLink())
	}
	page.Vue = func() any { return pl.updatesPage(n, pages) }
	return page
}

func (pl *planner) updatesPage(n, pages int) *Actualites {
	v := &Actualites{Numero: n, Nombre: pages, Total: len(pl.Actualites), Flux: Lien{Titre: "Suivre les actualités (RSS)", Adresse: pl.plan.Site.Flux.Adresse}}
	for _, a := range pl.Actualites[(n-1)*PerPage : min(n*PerPage, len(pl.Actualites))] {
		year := strconv.Itoa(a.Date.Year)
		if len(v.Annees) == 0 || v.Annees[len(v.Annees)-1].Annee != year {
			v.Annees = append(v.Annees, ActualiteAnnee{Annee: year})
		}
		last := &v.Annees[len(v.Annees)-1]
		last.Actualites = append(last.Actualites, pl.carte(a))
	}
	v.Pages = pagination(n, pages)
	if n > 1 {
		v.Precedente = Lien{Titre: "Page précédente", Adresse: pageOf(n - 1)}
	}
	if n < pages {
		v.Suivante = Lien{Titre: "Page suivante", Adresse: pageOf(n + 1)}
	}
	return v
}

// pagination lists the first, the last and the pages around the current one.
// A Lien without address stands for those left out.
func pagination(n, pages int) []Lien {
	var out []Lien
	gap := false
	for i := 1; i <= pages; i++ {
		if i == 1 || i == pages || i >= n-2 && i <= n+2 {
			out = append(out, Lien{Titre: strconv.Itoa(i), Adresse: pageOf(i), Actif: i == n})
			gap = false
		} else if !gap {
			out = append(out, Lien{Titre: "…"})
			gap = true
		}
	}
	return out
}

func (pl *planner) actualite(a *roadmap.Actualite) *Page {
	page := pl.fiche(a.Fiche, "actualite", pl.updatesLink())
	page.Section = Updates
	page.Type = "article"
	page.Publie = DateOf(a.Date)
	page.Vue = func() any {
		v := &Actualite{Date: DateOf(a.Date), Sujets: pl.subjects(a)}
		if pl.after(a.Date) {
			v.Apres = "Cet événement est postérieur à l’édition publiée ici, datée du " + pl.Edition.Date.French() + "."
		}
		i := a.Rang
		if i+1 < len(pl.Actualites) {
			v.Precedente = pl.updateLabel(pl.Actualites[i+1])
		}
		if i > 0 {
			v.Suivante = pl.updateLabel(pl.Actualites[i-1])
		}
		return v
	}
	return page
}

func (pl *planner) updateLabel(a *roadmap.Actualite) Etiquette {
	return Etiquette{Titre: a.Titre(), Slug: a.Slug(), Adresse: Address(pl.Roadmap, a.Doc)}
}

// freePages plans the pages of content/pages/; the site map is one of them when
// an editor wrote an introduction to it.
func (pl *planner) freePages() {
	for _, p := range pl.Pages {
		pl.document(&p.Fiche, p)
	}
}

func (pl *planner) libre(p *roadmap.Page) *Page {
	page := pl.fiche(p.Fiche, "page")
	page.Section = page.Address
	switch {
	case page.Address == SiteMap:
		return pl.mapped(page)
	case page.Address == Search:
		return pl.searched(page)
	case page.Address == Archived && len(pl.Site.Archives) > 0:
		return pl.archived(page)
	case page.Address == Data:
		return pl.opened(page)
	case page.Address == Changes && pl.changesLink().Adresse != "":
		return pl.changed(page)
	case page.Address == Licences:
		return pl.licensed(page)
	}
	page.Vue = func() any {
		return &Libre{Faits: pl.faits(p.Slug()), Audience: pl.audience(p.Slug()), Indicateurs: pl.indicateurs(p.Indicateurs)}
	}
	return page
}

// free reports whether a page of content/pages/ stands at an address.
func (pl *planner) free(address string) bool {
	return slices.ContainsFunc(pl.Pages, func(p *roadmap.Page) bool { return Address(pl.Roadmap, p.Doc) == address })
}

func (pl *planner) siteMap() {
	if pl.free(SiteMap) {
		return
	}
	const titre = "Plan du site"
	pl.list(SiteMap, titre, func() *Page { return pl.mapped(pl.page(SiteMap, "", titre, "Toutes les pages de ce site.")) })
}

// mapped makes a page the site map.
func (pl *planner) mapped(p *Page) *Page {
	p.Layout = "plan"
	p.Vue = func() any { return pl.everything() }
	return p
}

func (pl *planner) everything() *Everything {
	v := &Everything{}
	section := func(titre, adresse string, pages []PlanLien) {
		if len(pages) > 0 {
			v.Sections = append(v.Sections, PlanSection{Titre: titre, Adresse: adresse, Pages: pages})
		}
	}
	leaf := func(f roadmap.Fiche) Lien { return Lien{Titre: f.Titre(), Adresse: Address(pl.Roadmap, f.Doc)} }
	general := []PlanLien{{Lien: Lien{Titre: "Accueil", Adresse: Home}}}
	for _, p := range pl.Pages {
		general = append(general, PlanLien{Lien: leaf(p.Fiche)})
	}
	for _, l := range []Lien{pl.changesLink(), pl.dataLink(), pl.archivesLink()} {
		if l.Adresse != "" && !pl.free(l.Adresse) {
			general = append(general, PlanLien{Lien: l})
		}
	}
	for _, l := range []Lien{pl.calendarLink(), pl.printLink()} {
		if l.Adresse != "" {
			general = append(general, PlanLien{Lien: l, Pages: pl.below(l.Adresse)})
		}
	}
	if !pl.free(Licences) {
		general = append(general, PlanLien{Lien: Lien{Titre: "Licences", Adresse: Licences}})
	}
	if !pl.free(Search) {
		general = append(general, PlanLien{Lien: Lien{Titre: "Recherche", Adresse: Search}})
	}
	section("Pages générales", "", general)
	var familles, missions, alone, enjeux []PlanLien
	for _, f := range pl.Familles {
		familles = append(familles, PlanLien{Lien: leaf(f.Fiche)})
	}
	section(french.Capital(pl.Mots.Famille.Pluriel), "", familles)
	for _, m := range pl.Missions {
		l := PlanLien{Lien: Lien{Titre: french.Typo(withCode(m.Code.S, m.Titre())), Adresse: Address(pl.Roadmap, m.Doc)}}
		for _, p := range m.Projets {
			l.Pages = append(l.Pages, leaf(p.Fiche))
		}
		missions = append(missions, l)
	}
	section(french.Capital(pl.Mots.Mission.Pluriel)+" et leurs "+pl.Mots.Projet.Pluriel, ListAddress(pl.Roadmap, content.Mission), missions)
	for _, p := range pl.Projets {
		if p.Mission == nil {
			alone = append(alone, PlanLien{Lien: leaf(p.Fiche)})
		}
	}
	section(french.Capital(pl.lone()), ListAddress(pl.Roadmap, content.Projet), alone)
	for _, e := range pl.Enjeux {
		enjeux = append(enjeux, PlanLien{Lien: leaf(e.Fiche)})
	}
	section(french.Capital(pl.Mots.Enjeu.Pluriel), ListAddress(pl.Roadmap, content.Enjeu), enjeux)
	var updates []PlanLien
	for _, a := range pl.Actualites {
		updates = append(updates, PlanLien{Lien: leaf(a.Fiche)})
	}
	if len(updates) > 0 {
		section("Actualités", Updates, updates)
	}
	return v
}

// below lists the planned pages whose address is below another.
func (pl *planner) below(address string) []Lien {
	var out []Lien
	for _, p := range pl.plan.Pages {
		if p.Address != address && strings.HasPrefix(p.Address, address) {
			out = append(out, Lien{Titre: p.Titre, Adresse: p.Address})
		}
	}
	return out
}

func (pl *planner) notFound() {
	const titre = "Page introuvable"
	pl.list(NotFound, titre, func() *Page { return pl.notFoundPage(titre) }).Hidden = true
}

func (pl *planner) notFoundPage(titre string) *Page {
	page := pl.page(NotFound, "introuvable", titre, "Aucune page ne se trouve à cette adresse, peut-être mal recopiée ou abandonnée.")
	page.Robots, page.Section = "noindex", ""
	page.Vue = func() any {
		v := &Introuvable{}
		add := func(l Lien) {
			if l.Adresse != "" && len(v.Liens) < 5 {
				v.Liens = append(v.Liens, l)
			}
		}
		add(Lien{Titre: "Accueil", Adresse: Home})
		if len(pl.Missions) > 0 {
			add(pl.missionsLink())
		}
		add(pl.projetsLink())
		if len(pl.Actualites) > 0 {
			add(pl.updatesLink())
		}
		add(Lien{Titre: "Plan du site", Adresse: SiteMap})
		return v
	}
	return page
}
