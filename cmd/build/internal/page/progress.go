package page

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// progress is the table of the bars of all missions: a row for each, a column for
// each status that some projet has.
func (pl *planner) progress() Avancement {
	if len(pl.Missions) == 0 {
		return pl.statuses(pl.Projets)
	}
	a := Avancement{Titre: french.Typo(french.Capital(pl.Mots.Projet.Pluriel) + " par " + pl.Mots.Mission.Singulier + " et par statut"), Quoi: french.Capital(pl.Mots.Mission.Singulier)}
	all := roadmap.Count(pl.Projets)
	for i, n := range all {
		if n > 0 {
			a.Colonnes = append(a.Colonnes, pl.badge(i).Mot)
		}
	}
	a.Colonnes = append(a.Colonnes, "Total")
	row := func(l Lien, projets []*roadmap.Projet) {
		line := AvancementLigne{Lien: l}
		for i, n := range roadmap.Count(projets) {
			if all[i] > 0 {
				line.Nombres = append(line.Nombres, n)
			}
		}
		line.Nombres = append(line.Nombres, len(projets))
		a.Lignes = append(a.Lignes, line)
	}
	for _, m := range pl.Missions {
		row(Lien{Titre: named(m.Code.S, m.Titre()), Adresse: Address(pl.Roadmap, m.Doc)}, m.Projets)
	}
	if i := slices.IndexFunc(pl.Projets, func(p *roadmap.Projet) bool { return p.Mission == nil }); i >= 0 {
		var alone []*roadmap.Projet
		for _, p := range pl.Projets[i:] {
			if p.Mission == nil {
				alone = append(alone, p)
			}
		}
		row(Lien{Titre: french.Capital(pl.Mots.Mission.Sans())}, alone)
	}
	row(Lien{Titre: "Total"}, pl.Projets)
	return a
}

// statuses is the table of one bar: a row for each status. One status alone needs
// none.
func (pl *planner) statuses(projets []*roadmap.Projet) Avancement {
	a := Avancement{Titre: french.Typo(french.Capital(pl.Mots.Projet.Pluriel) + " par statut"), Quoi: "Statut", Colonnes: []string{"Nombre"}}
	for i, n := range roadmap.Count(projets) {
		if n > 0 {
			a.Lignes = append(a.Lignes, AvancementLigne{Lien: Lien{Titre: pl.badge(i).Mot}, Nombres: []int{n}})
		}
	}
	if len(a.Lignes) < 2 {
		return Avancement{}
	}
	return a
}
