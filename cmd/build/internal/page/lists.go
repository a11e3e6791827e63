package page

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Lists ready-made: what the filters find, as pages that need no script. Their addresses
// follow from the words of the front matter alone, so that they never change:
// /projets/statut/acheve/ and /projets/echeance/2021/ are always there (a year, when some
// projet has it, or had it), /projets/mission/data/, /projets/enjeu/inclusion/ and /projets/pilote/dinum/ when these have
// more projets than their page can show.

// A readyList is one of them.
type readyList struct {
	address, titre string
	filter         string // in the address of the list of all projets: "statut=acheve"
	statuts        bool   // see Liste
	n              int
	keep           func(*roadmap.Projet) bool
}

func (pl *planner) readyAddress(what, value string) string {
	return ListAddress(pl.Roadmap, content.Projet) + what + "/" + value + "/"
}

func (pl *planner) statutList(key string) string { return pl.readyAddress("statut", key) }

// planLists plans these lists. One that would hold all projets, or none, is there too:
// links to it must not depend on the others.
func (pl *planner) planLists() {
	for rank, n := range roadmap.Count(pl.Projets) {
		s := &roadmap.Statuts[rank]
		pl.planReady(readyList{pl.statutList(s.Cle), french.Capital(pl.Mots.Projet.Pluriel) + " " + s.After(pl.Mots.Projet.Nom, 2), "statut=" + s.Cle, false, n,
			func(p *roadmap.Projet) bool { return p.Statut.Rank() == rank }})
	}
	for _, y := range pl.years() {
		pl.planReady(readyList{y.Adresse, pl.yearTitle(y.Titre), "annee=" + y.Titre, true, y.Nombre,
			func(p *roadmap.Projet) bool { return slices.Contains(slices.Collect(years(p.Echeance)), y.Titre) }})
	}
	if !pl.folded() {
		return
	}
	long := func(what, slug, of string, n int, keep func(*roadmap.Projet) bool) {
		pl.planReady(readyList{pl.readyAddress(what, slug), french.Typo(french.Capital(pl.Mots.Projet.Pluriel) + of), what + "=" + slug, true, n, keep})
	}
	for _, m := range pl.Missions {
		if n := len(m.Projets); n > maxListed {
			long("mission", m.Slug(), " : "+named(pl.missionCode(m), m.Titre()), n, func(p *roadmap.Projet) bool { return p.Mission == m })
		}
	}
	for _, e := range pl.Enjeux {
		if n := len(e.Projets); n > maxListed {
			long("enjeu", e.Slug(), " : "+e.Titre(), n, func(p *roadmap.Projet) bool { return slices.Contains(p.Enjeux, e) })
		}
	}
	for _, b := range pl.Pilotes {
		if n := len(b.Projets); n > maxListed {
			long("pilote", b.Slug, " : "+b.Titre(), n, func(p *roadmap.Projet) bool { return slices.Contains(p.Leaders, b) })
		}
	}
	if n := len(pl.alone()); n > 0 {
		l := readyList{pl.aloneList(), french.Capital(pl.lone()), "mission=" + noMission, true, n, func(p *roadmap.Projet) bool { return p.Mission == nil }}
		if len(pl.Missions) == 0 {
			l.filter = "" // it tells nothing apart
		}
		pl.planReady(l)
	}
}

// listed reports whether the list of a status that n projets have is there: an empty one,
// where somebody may count on its address.
func (pl *planner) listed(n int) bool { return n > 0 || pl.destination != Disk }

func (pl *planner) aloneList() string { return pl.readyAddress("mission", pl.freeSlug(noMission)) }

// longList leads to the list of the n projets of a mission, an enjeu or a body which are too many
// for its own page; nowhere when they are not.
func (pl *planner) longList(what, slug string, n int) Link {
	if n <= maxListed {
		return Link{}
	}
	return Link{Titre: "Voir les " + pl.Mots.Projet.Count(n), Adresse: pl.readyAddress(what, slug)}
}

// years counts projets by year of échéance, noYear last: those of which an échéance has
// moved away too. Titre is the year as addresses write it.
func (pl *planner) years() []ListeLien {
	counts := map[string]int{}
	for _, p := range pl.Projets {
		for y := range years(p.Echeance) {
			counts[y]++
		}
	}
	if counts[noYear] == len(pl.Projets) {
		return nil // nothing to choose from
	}
	if pl.listed(0) {
		counts[noYear] += 0
		for _, p := range pl.Projets {
			for _, e := range p.Historique {
				if e.Jalon.S == "" && !e.Echeance.IsZero() {
					for y := range years(e.Echeance) {
						counts[y] += 0
					}
				}
			}
		}
	}
	var out []ListeLien
	for _, y := range slices.Sorted(maps.Keys(counts)) { // noYear comes last: letters follow digits
		out = append(out, ListeLien{Link{Titre: y, Adresse: pl.readyAddress("echeance", y)}, counts[y]})
	}
	return out
}

// yearLists are the links to the lists by year, that of an address marked.
func (pl *planner) yearLists(current string) []ListeLien {
	all := pl.years()
	for i := range all {
		all[i].Titre, all[i].Actif = pl.yearWord(all[i].Titre), all[i].Adresse == current
	}
	return all
}

// statutLists are the links to the lists by status, that of an address marked.
func (pl *planner) statutLists(current string) []ListeLien {
	var out []ListeLien
	for rank, n := range roadmap.Count(pl.Projets) {
		if !pl.listed(n) {
			continue
		}
		s := pl.badge(rank)
		address := pl.statutList(s.Cle)
		out = append(out, ListeLien{Link{Titre: s.Mot, Adresse: address, Actif: address == current}, n})
	}
	return out
}

func (pl *planner) yearTitle(y string) string {
	title := french.Capital(pl.Mots.Projet.Pluriel)
	if y == noYear {
		return title + " sans échéance publiée"
	}
	return title + " dont l’échéance est en " + y
}

// planReady plans the pages of a list.
func (pl *planner) planReady(l readyList) {
	pages := max(1, (l.n+maxListed-1)/maxListed)
	for n := 1; n <= pages; n++ {
		titre := l.titre
		if n > 1 {
			titre = fmt.Sprintf("%s, page %d sur %d", titre, n, pages)
		}
		p := pl.planList(l.page(n), titre, func() *Page { return pl.readyPage(l, titre, n, pages) })
		p.Selection, p.Hidden, p.Absent = true, l.n == 0, !pl.listed(l.n)
	}
}

// page is the address of a page of the list.
func (l readyList) page(n int) string {
	if n == 1 {
		return l.address
	}
	return l.address + "page/" + strconv.Itoa(n) + "/"
}

// filtered is the address of a list with a filter, which may be empty.
func filtered(list, filter string) string {
	if filter == "" {
		return list
	}
	return list + "?" + filter
}

// readyPage makes one page of a list.
func (pl *planner) readyPage(l readyList, titre string, n, pages int) *Page {
	all := pl.listLink(content.Projet)
	page := pl.listPage(l.page(n), "liste", titre, "")
	page.Section = all.Adresse
	page.Fil = append(page.Fil, all)
	if n > 1 {
		page.Fil = append(page.Fil, Link{Titre: l.titre, Adresse: l.address})
	}
	if l.n == 0 { // it is there for those who count on its address
		page.Robots = "noindex"
	}
	page.Vue = func() any {
		kept := slices.DeleteFunc(slices.Clone(pl.Projets), func(p *roadmap.Projet) bool { return !l.keep(p) })
		slices.SortStableFunc(kept, pl.compareMissions) // so that a page continues the groups of the page before
		v := &Liste{Pagination: pagination(n, pages, l.page), Compte: pl.projetCount(l.n), Statuts: l.statuts,
			Groupes: pl.byMission(kept[(n-1)*maxListed : min(n*maxListed, l.n)]), Tout: Link{Titre: "Affiner cette liste", Adresse: filtered(all.Adresse, l.filter)}}
		if l.n == 0 {
			v.Compte.Texte, v.Tout = french.Capital(pl.Mots.Projet.One("aucun")), Link{}
		}
		if v.Statuts {
			v.Voisines = pl.yearLists(l.address)
		} else {
			v.Voisines = pl.statutLists(l.address)
		}
		return v
	}
	return page
}
