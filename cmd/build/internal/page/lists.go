package page

import (
	"maps"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Lists ready-made, by status and by year of échéance: what the filters find, as
// pages that need no script. Their addresses follow from the words of the front
// matter alone, so that they never change: /projets/statut/acheve/ and
// /projets/echeance/2021/.

func (pl *planner) statutList(key string) string {
	return ListAddress(pl.Roadmap, content.Projet) + "statut/" + key + "/"
}

func (pl *planner) yearList(y string) string {
	return ListAddress(pl.Roadmap, content.Projet) + "echeance/" + y + "/"
}

// planLists plans these lists. One that would hold all projets is there too:
// links to it must not depend on the others.
func (pl *planner) planLists() {
	for rank, n := range roadmap.Count(pl.Projets) {
		if n > 0 {
			s := &roadmap.Statuts[rank]
			titre := french.Capital(pl.Mots.Projet.Pluriel) + " " + s.After(pl.Mots.Projet.Nom, 2)
			pl.planList(pl.statutList(s.Cle), titre, func() *Page {
				return pl.readyList(pl.statutList(s.Cle), titre, "statut", s.Cle, func(p *roadmap.Projet) bool { return p.Statut.Rank() == rank })
			}).Selection = true
		}
	}
	for _, y := range pl.years() {
		titre := pl.yearTitle(y.Titre)
		pl.planList(y.Adresse, titre, func() *Page {
			return pl.readyList(y.Adresse, titre, "annee", y.Titre, func(p *roadmap.Projet) bool { return slices.Contains(slices.Collect(years(p.Echeance)), y.Titre) })
		}).Selection = true
	}
}

// years counts projets by year of échéance, noYear last. Titre is the year as
// addresses write it.
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
	var out []ListeLien
	for _, y := range slices.Sorted(maps.Keys(counts)) { // noYear comes last: letters follow digits
		out = append(out, ListeLien{Link{Titre: y, Adresse: pl.yearList(y)}, counts[y]})
	}
	return out
}

// yearLists are the links to the lists by year, that of an address marked.
func (pl *planner) yearLists(current string) []ListeLien {
	all := pl.years()
	for i := range all {
		all[i].Titre, all[i].Actif = yearWord(all[i].Titre), all[i].Adresse == current
	}
	return all
}

// statutLists are the links to the lists by status, that of an address marked.
func (pl *planner) statutLists(current string) []ListeLien {
	var out []ListeLien
	for _, part := range pl.repartition(pl.Projets, "").Parts {
		out = append(out, ListeLien{Link{Titre: part.Statut.Mot, Adresse: part.Adresse, Actif: part.Adresse == current}, part.Nombre})
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

// readyList makes a list of the projets that keep says.
func (pl *planner) readyList(address, titre, key, value string, keep func(*roadmap.Projet) bool) *Page {
	list := pl.listLink(content.Projet)
	kept := slices.DeleteFunc(slices.Clone(pl.Projets), func(p *roadmap.Projet) bool { return !keep(p) })
	page := pl.listPage(address, "liste", titre, "")
	page.Section = list.Adresse
	page.Fil = append(page.Fil, list)
	page.Vue = func() any {
		v := &Liste{Compte: pl.projetCount(len(kept)), Groupes: pl.byMission(kept), Statuts: key != "statut", Tout: Link{Titre: "Affiner cette liste", Adresse: list.Adresse + "?" + key + "=" + value}}
		if v.Statuts {
			v.Voisines = pl.yearLists(address)
		} else {
			v.Voisines = pl.statutLists(address)
		}
		return v
	}
	return page
}
