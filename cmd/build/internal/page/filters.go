package page

import (
	"maps"
	"slices"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// What filters call a projet of which something is not published.
const (
	noYear    = "non-publiee"
	NoPilote  = "non-publie"
	noMission = "sans-mission"
)

// A tally counts the projets of each value of a filter.
type tally struct {
	order []Choix // those that no projet has are left out
	seen  map[string]int
}

func (t *tally) choice(value, label string) {
	t.order = append(t.order, Choix{Valeur: value, Libelle: label})
}

func (t *tally) add(value string) {
	if t.seen == nil {
		t.seen = map[string]int{}
	}
	t.seen[value]++
}

// filtre makes a filter out of a tally.
func (t *tally) filtre(key, label, all string) Filtre {
	f := Filtre{Cle: key, Libelle: label, Tous: all}
	for _, c := range t.order {
		if c.Nombre += t.seen[c.Valeur]; c.Nombre > 0 {
			f.Choix = append(f.Choix, c)
		}
	}
	return f
}

// filters are those of the filter form: each with the choices that some projet
// has, and only those that tell projets apart.
func (pl *planner) filters() []Filtre {
	var familles, missions, enjeux, statuts, pilotes, annees tally
	for _, f := range pl.Familles {
		familles.choice(f.Slug(), pl.familleTitle(f))
	}
	for _, m := range pl.Missions {
		missions.choice(m.Slug(), french.Typo(withCode(pl.missionCode(m), m.Titre())))
	}
	for _, e := range pl.Enjeux {
		enjeux.choice(e.Slug(), e.Titre())
	}
	for rank, n := range roadmap.Count(pl.Projets) {
		s := pl.badge(rank)
		statuts.order = append(statuts.order, Choix{Valeur: s.Cle, Libelle: s.Mot, Nombre: n})
	}
	for _, p := range pl.Projets {
		if m := p.Mission; m != nil {
			missions.add(m.Slug())
			if m.Famille != nil {
				familles.add(m.Famille.Slug())
			}
		} else {
			missions.add(noMission)
		}
		for _, e := range p.Enjeux {
			enjeux.add(e.Slug())
		}
		for _, b := range p.Leaders {
			pilotes.add(b.Slug)
		}
		if len(p.Leaders) == 0 {
			pilotes.add(NoPilote)
		}
		for y := range years(p.Echeance) {
			annees.add(y)
		}
	}
	missions.choice(noMission, pl.withoutMission())
	for _, b := range pl.Pilotes {
		pilotes.choice(b.Slug, b.Titre())
	}
	pilotes.choice(NoPilote, pl.unknown("pilote"))
	for _, y := range slices.Sorted(maps.Keys(annees.seen)) { // noYear comes last: letters follow digits
		annees.choice(y, pl.yearWord(y))
	}
	all := []Filtre{
		familles.filtre("famille", french.Capital(pl.Mots.Famille.Singulier), french.Capital(pl.Mots.Famille.Tous())),
		missions.filtre("mission", french.Capital(pl.Mots.Mission.Singulier), french.Capital(pl.Mots.Mission.Tous())),
		enjeux.filtre("enjeu", french.Capital(pl.Mots.Enjeu.Singulier), french.Capital(pl.Mots.Enjeu.Tous())),
		statuts.filtre("statut", "Statut", "Tous les statuts"),
		annees.filtre("annee", "Année d’échéance", "Toutes les années"),
		pilotes.filtre("pilote", french.Capital(pl.Mots.Pilote.Singulier), french.Capital(pl.Mots.Pilote.Tous())),
	}
	return slices.DeleteFunc(all, func(f Filtre) bool {
		return len(f.Choix) == 0 || len(f.Choix) == 1 && f.Choix[0].Nombre == len(pl.Projets)
	})
}

// withoutMission names the projets of which no source says the mission.
func (pl *planner) withoutMission() string {
	return french.Typo(french.Capital(pl.Mots.Mission.Sans()) + " " + pl.Mots.Mission.Agree("attesté", 1))
}

// lone names these projets where they stand beside the missions, and all of them
// in a roadmap without mission: « projets sans mission », « projets ».
func (pl *planner) lone() string {
	if len(pl.Missions) == 0 {
		return pl.Mots.Projet.Pluriel
	}
	return pl.Mots.Projet.Pluriel + " " + pl.Mots.Mission.Sans()
}

func (pl *planner) yearWord(y string) string {
	if y == noYear {
		return pl.unknown("echeance")
	}
	return y
}
