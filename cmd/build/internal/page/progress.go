package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// progress is the table of the bars of all missions, or of the one bar of a roadmap
// without missions.
func (pl *planner) progress() Avancement {
	if len(pl.Missions) == 0 {
		return pl.statuses(pl.Projets)
	}
	return pl.missionsByStatus()
}

// missionsByStatus counts the projets: a row for each mission and for those of none, a
// column for each status that some projet has.
func (pl *planner) missionsByStatus() Avancement {
	a := Avancement{Titre: french.Typo(french.Capital(pl.Mots.Projet.Pluriel) + " par " + pl.Mots.Mission.Singulier + " et par statut"), Quoi: french.Capital(pl.Mots.Mission.Singulier)}
	all := roadmap.Count(pl.Projets)
	for i, n := range all {
		if n > 0 {
			a.Colonnes = append(a.Colonnes, pl.badge(i).Mot)
		}
	}
	a.Colonnes = append(a.Colonnes, "Total")
	row := func(l Link, projets []*roadmap.Projet) {
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
		row(Link{Titre: french.Typo(withCode(m.Code.S, m.Titre())), Adresse: Address(pl.Roadmap, m.Doc)}, m.Projets)
	}
	if alone := pl.alone(); len(alone) > 0 {
		l := Link{Titre: french.Capital(pl.Mots.Mission.Sans())}
		if pl.folded() {
			l.Adresse = pl.aloneList()
		}
		row(l, alone)
	}
	row(Link{Titre: "Total"}, pl.Projets)
	return a
}

// statuses is the table of one bar: a row for each status. One status alone needs
// none.
func (pl *planner) statuses(projets []*roadmap.Projet) Avancement {
	a := Avancement{Titre: french.Typo(french.Capital(pl.Mots.Projet.Pluriel) + " par statut"), Quoi: "Statut", Colonnes: []string{"Nombre"}}
	for i, n := range roadmap.Count(projets) {
		if n > 0 {
			a.Lignes = append(a.Lignes, AvancementLigne{Lien: Link{Titre: pl.badge(i).Mot}, Nombres: []int{n}})
		}
	}
	if len(a.Lignes) < 2 {
		return Avancement{}
	}
	return a
}

// badge is a status, by its rank, as projets of this site show it.
func (pl *planner) badge(rank int) Statut {
	s := &roadmap.Statuts[rank]
	return Statut{s.Cle, s.Alone(pl.Mots.Projet.Nom), s.Badge, rank + 1}
}

func (pl *planner) statut(s roadmap.Statut) Statut { return pl.badge(s.Rank()) }

// repartition counts projets by status; filter is added to the addresses of its
// parts: "mission=data".
func (pl *planner) repartition(projets []*roadmap.Projet, filter string) Repartition {
	rep := Repartition{Total: len(projets)}
	tally := roadmap.Count(projets)
	x := 0.0
	for i, n := range tally {
		if n == 0 {
			continue
		}
		width := 100 * float64(n) / float64(rep.Total)
		s := &roadmap.Statuts[i]
		address := pl.statutList(s.Cle)
		if filter != "" {
			address = ListAddress(pl.Roadmap, content.Projet) + "?" + filter + "&statut=" + s.Cle
		}
		rep.Parts = append(rep.Parts, Part{Statut: pl.badge(i), Nombre: n, Texte: french.Int(n) + " " + s.After(pl.Mots.Projet.Nom, n),
			X: round(x), Largeur: round(width), Adresse: address})
		x += width
	}
	rep.Titre = french.Typo(pl.Mots.Projet.Count(rep.Total) + " : " + rep.words())
	if rep.Total == 0 {
		rep.Titre = french.Capital(pl.Mots.Projet.One("aucun"))
	}
	return rep
}

// words says the counts by status: « 4 en cours, 25 au statut non publié ».
func (r *Repartition) words() string {
	list := make([]string, len(r.Parts))
	for i := range r.Parts {
		list[i] = r.Parts[i].Texte
	}
	return strings.Join(list, ", ")
}

func round(v float64) float64 { return float64(int(v*100+0.5)) / 100 }
