package page

import (
	"fmt"
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
	a := Avancement{Titre: french.Typo(french.Capital(pl.described()) + " par " + pl.Mots.Mission.Singulier + " et par statut"), Quoi: french.Capital(pl.Mots.Mission.Singulier)}
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
		row(Link{Titre: french.Typo(withCode(pl.missionCode(m), m.Titre())), Adresse: Address(pl.Roadmap, m.Doc)}, m.Projets)
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
	a := Avancement{Titre: french.Typo(french.Capital(pl.described()) + " par statut"), Quoi: "Statut", Colonnes: []string{"Nombre"}}
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

// described names the projets that this site describes: « projets documentés » where
// more are announced.
func (pl *planner) described() string {
	if pl.partial() {
		return pl.Mots.Projet.Pluriel + " " + pl.Mots.Projet.Agree("documenté", 2)
	}
	return pl.Mots.Projet.Pluriel
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
	return pl.bar(pl.Mots.Projet.Count(len(projets)), roadmap.Count(projets), func(rank int) (string, string) {
		if s := &roadmap.Statuts[rank]; filter != "" {
			return "", ListAddress(pl.Roadmap, content.Projet) + "?" + filter + "&statut=" + s.Cle
		} else {
			return "", pl.statutList(s.Cle)
		}
	})
}

// announced is the bar of all projets that the edition announces. It may count those of a
// status without naming them; of the rest nobody knows the status, described here or not.
func (pl *planner) announced() Repartition {
	known := roadmap.Count(pl.Projets)
	total := pl.levelCount(content.Projet).Annonce
	if !pl.partial() || total <= len(pl.Projets) {
		return pl.repartition(pl.Projets, "")
	}
	counts, rest := known, total
	for _, a := range roadmap.AnnoncesOf(pl.Edition) {
		if n := a.In(pl.Edition); a.Rank() >= 0 && n.Set {
			counts[a.Rank()] = max(counts[a.Rank()], int(n.V))
		}
	}
	for rank, n := range counts {
		if rank != roadmap.NonCommunique {
			rest -= n
		}
	}
	if rest < 0 {
		return pl.repartition(pl.Projets, "")
	}
	counts[roadmap.NonCommunique] = rest
	noun := pl.Mots.Projet
	return pl.bar(noun.Counted(total, "annoncé"), counts, func(rank int) (aside, address string) {
		switch {
		case known[rank] == counts[rank]:
			return "", pl.statutList(roadmap.Statuts[rank].Cle)
		case rank == roadmap.NonCommunique:
			return "", ""
		case known[rank] == 0:
			return " (non " + noun.Agree("nommé", counts[rank]) + ")", ""
		}
		return fmt.Sprintf(" (%s %s ici)", french.Int(known[rank]), noun.Agree("décrit", known[rank])), pl.statutList(roadmap.Statuts[rank].Cle)
	})
}

// bar draws counts by status, of what is called all. of gives what else is said of a part
// that is not empty, and where it leads: maybe nowhere.
func (pl *planner) bar(all string, counts roadmap.Tally, of func(rank int) (aside, address string)) Repartition {
	rep := Repartition{}
	for _, n := range counts {
		rep.Total += n
	}
	x := 0.0
	for rank, n := range counts {
		if n == 0 {
			continue
		}
		width := 100 * float64(n) / float64(rep.Total)
		aside, address := of(rank)
		rep.Parts = append(rep.Parts, Part{Statut: pl.badge(rank), Nombre: n, Texte: french.Int(n) + " " + roadmap.Statuts[rank].After(pl.Mots.Projet.Nom, n) + aside,
			X: round(x), Largeur: round(width), Adresse: address})
		x += width
	}
	rep.Titre = french.Typo(all + " : " + rep.words())
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
