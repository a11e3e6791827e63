package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func (pl *planner) projetsLink() Lien {
	return Lien{Titre: roadmap.Capital(pl.Mots.Projet.Pluriel), Adresse: "/" + pl.Mots.Projet.Adresse + "/"}
}

func (pl *planner) projets() {
	noun := pl.Mots.Projet
	count := pl.compte(noun, len(pl.Projets), pl.announced("projets"))
	titre := pl.title(noun, count)
	pl.list(pl.projetsLink().Adresse, titre, func() *Page { return pl.projetList(titre, count) })
	for _, p := range pl.Projets {
		pl.document(&p.Fiche, p)
	}
}

func (pl *planner) projetList(titre string, count Compte) *Page {
	page := pl.page(pl.projetsLink().Adresse, "projets", titre, roadmap.Capital(count.Texte)+".")
	page.Vue = func() any {
		return &Projets{Compte: count, Reserve: pl.why(), Methode: pl.method(), Total: len(pl.Projets),
			Repartition: pl.repartition(pl.Projets, ""), Groupes: pl.byMission(pl.Projets), Filtres: pl.filters()}
	}
	return page
}

// byMission groups projets by mission, those of none last.
func (pl *planner) byMission(projets []*roadmap.Projet) []ProjetGroupe {
	index := map[*roadmap.Mission][]*roadmap.Projet{}
	for _, p := range projets {
		index[p.Mission] = append(index[p.Mission], p)
	}
	var out []ProjetGroupe
	for _, m := range pl.Missions {
		if len(index[m]) > 0 {
			label := pl.missionLabel(m)
			out = append(out, ProjetGroupe{Titre: content.Typo(withCode(m.Code.S, m.Titre())), Adresse: label.Adresse, Slug: m.Slug(), Projets: pl.projetLines(index[m])})
		}
	}
	if alone := index[nil]; len(alone) > 0 {
		g := ProjetGroupe{Slug: "sans-mission", Projets: pl.projetLines(alone)}
		if len(pl.Missions) > 0 {
			g.Titre = content.Typo(fmt.Sprintf("Sans %s attestée", pl.Mots.Mission.Singulier))
			if !pl.Mots.Mission.Feminin {
				g.Titre = content.Typo(fmt.Sprintf("Sans %s attesté", pl.Mots.Mission.Singulier))
			}
			g.Note = "Aucune source consultée ne dit à " + which(pl.Mots.Mission) + " ils appartiennent."
			if pl.Mots.Projet.Feminin {
				g.Note = "Aucune source consultée ne dit à " + which(pl.Mots.Mission) + " elles appartiennent."
			}
		} else {
			g.Titre = "Tous les " + pl.Mots.Projet.Pluriel
			if pl.Mots.Projet.Feminin {
				g.Titre = "Toutes les " + pl.Mots.Projet.Pluriel
			}
		}
		out = append(out, g)
	}
	return out
}

func which(n roadmap.Nom) string {
	if n.Feminin {
		return "quelle " + n.Singulier
	}
	return "quel " + n.Singulier
}

func withCode(code, title string) string {
	if code == "" {
		return title
	}
	return code + " : " + title
}

// filters are the choices of the filter form, only those that some projet has.
func (pl *planner) filters() []Filtre {
	type tally struct{ value, label string }
	count := func(order []tally, values func(*roadmap.Projet) []string) []Choix {
		n := map[string]int{}
		for _, p := range pl.Projets {
			for _, v := range values(p) {
				n[v]++
			}
		}
		var out []Choix
		for _, t := range order {
			if n[t.value] > 0 {
				out = append(out, Choix{Valeur: t.value, Libelle: t.label, Nombre: n[t.value]})
			}
		}
		return out
	}
	var missions, enjeux, statuts, pilotes, annees []tally
	for _, m := range pl.Missions {
		missions = append(missions, tally{value: m.Slug(), label: content.Typo(withCode(m.Code.S, m.Titre()))})
	}
	for _, e := range pl.Enjeux {
		enjeux = append(enjeux, tally{value: e.Slug(), label: e.Titre()})
	}
	for _, s := range roadmap.Statuts {
		statuts = append(statuts, tally{value: s, label: pl.statutByKey(s).Mot})
	}
	seenPilote, seenYear := map[string]bool{}, map[string]bool{}
	for _, p := range pl.Projets {
		for _, t := range p.Pilotes {
			if !seenPilote[t.S] {
				seenPilote[t.S] = true
				pilotes = append(pilotes, tally{value: content.Slug(t.S), label: t.S})
			}
		}
		for _, y := range years(p.Echeance) {
			if !seenYear[y] {
				seenYear[y] = true
				annees = append(annees, tally{value: y, label: y})
			}
		}
	}
	byLabel := func(a, b tally) int { return cmp.Compare(content.Fold(a.label), content.Fold(b.label)) }
	slices.SortFunc(pilotes, byLabel)
	slices.SortFunc(annees, byLabel)
	mission := func(p *roadmap.Projet) []string {
		if p.Mission == nil {
			return nil
		}
		return []string{p.Mission.Slug()}
	}
	all := []Filtre{
		{Cle: "mission", Libelle: roadmap.Capital(pl.Mots.Mission.Singulier), Tous: every(pl.Mots.Mission), Choix: count(missions, mission)},
		{Cle: "enjeu", Libelle: roadmap.Capital(pl.Mots.Enjeu.Singulier), Tous: every(pl.Mots.Enjeu), Choix: count(enjeux, func(p *roadmap.Projet) []string {
			var v []string
			for _, e := range p.Enjeux {
				v = append(v, e.Slug())
			}
			return v
		})},
		{Cle: "statut", Libelle: "Statut", Tous: "Tous les statuts", Choix: count(statuts, func(p *roadmap.Projet) []string { return []string{p.Statut.Key()} })},
		{Cle: "pilote", Libelle: "Pilote", Tous: "Tous les pilotes", Choix: count(pilotes, func(p *roadmap.Projet) []string {
			var v []string
			for _, t := range p.Pilotes {
				v = append(v, content.Slug(t.S))
			}
			return v
		})},
		{Cle: "annee", Libelle: "Année d’échéance", Tous: "Toutes les années", Choix: count(annees, func(p *roadmap.Projet) []string { return years(p.Echeance) })},
	}
	return slices.DeleteFunc(all, func(f Filtre) bool { return len(f.Choix) == 0 })
}

func every(n roadmap.Nom) string {
	if n.Feminin {
		return "Toutes les " + n.Pluriel
	}
	return "Tous les " + n.Pluriel
}

func (pl *planner) projet(p *roadmap.Projet) *Page {
	list := pl.projetsLink()
	page := pl.fiche(p.Fiche, "projet")
	page.Section = list.Adresse
	if p.Mission != nil {
		m := pl.missionLabel(p.Mission)
		missions := pl.missionsLink()
		page.Fil = append(page.Fil, missions, Lien{Titre: named(m.Code, m.Titre), Adresse: m.Adresse})
	} else {
		page.Fil = append(page.Fil, list)
	}
	page.Flux = []Lien{{Titre: content.Typo("Actualités " + pl.Mots.Projet.Du() + " « " + p.Titre() + " »"), Adresse: feedOf(page.Address)}}
	page.Vue = func() any {
		v := &Projet{
			Code: p.Code.S, AnciensCodes: codes(p.AnciensCodes), Mission: pl.missionLabel(p.Mission),
			Statut: pl.statut(p.Statut), Nouveau: p.Entree != nil && p.Entree == pl.Edition,
			Debut: p.Debut.String(), Echeance: pl.echeance(p.Echeance, pl.Late(p)),
			Pilotes: texts(p.Pilotes), Partenaires: texts(p.Partenaires), Responsable: p.Responsable.S,
			Enjeux: pl.enjeuLabels(p.Enjeux), Indicateurs: pl.indicateurs(p.Indicateurs),
			Actualites: without(pl.cards(p.Actualites, 0), page.Address), Proches: pl.projetLines(pl.related(p)),
			Flux: pl.follow(pl.Mots.Projet, page.Flux[0]), Partage: pl.share(page), Signaler: pl.report(page),
		}
		if p.Entree != nil {
			v.Entree = p.Entree.Titre.S
		}
		if p.Mission == nil && len(pl.Missions) > 0 {
			v.SansMission = content.Typo(roadmap.Capital(pl.Mots.Mission.Singulier) + " non attestée")
			if !pl.Mots.Mission.Feminin {
				v.SansMission = content.Typo(roadmap.Capital(pl.Mots.Mission.Singulier) + " non attesté")
			}
		}
		for _, j := range p.Milestones() {
			v.Jalons = append(v.Jalons, pl.jalon(p, j))
		}
		for _, e := range p.Events() {
			v.Historique = append(v.Historique, Evenement{Date: date(e.Date), Statut: pl.eventStatut(e.Statut), Note: e.Note.S})
		}
		v.Precedent, v.Suivant = pl.neighbours(p)
		return v
	}
	return page
}

// without leaves the page that shows the cards out of what they are about.
func without(cards []ActualiteCarte, address string) []ActualiteCarte {
	for i := range cards {
		cards[i].Sujets = slices.DeleteFunc(slices.Clone(cards[i].Sujets), func(e Etiquette) bool { return e.Adresse == address })
	}
	return cards
}

// follow names a feed for who reads the page that it follows.
func (pl *planner) follow(n roadmap.Nom, feed Lien) Lien {
	return Lien{Titre: "Suivre " + n.Ce() + " (RSS)", Adresse: feed.Adresse}
}

// eventStatut is empty for an event that does not change the status.
func (pl *planner) eventStatut(s roadmap.Statut) Statut {
	if s.Cle == "" {
		return Statut{}
	}
	return pl.statut(s)
}

// neighbours are the previous and the next projet of the same mission.
func (pl *planner) neighbours(p *roadmap.Projet) (before, after Etiquette) {
	same := pl.Projets
	if p.Mission != nil {
		same = p.Mission.Projets
	}
	i := slices.Index(same, p)
	for j := i - 1; j >= 0; j-- {
		if same[j].Mission == p.Mission {
			before = pl.projetLabel(same[j])
			break
		}
	}
	for j := i + 1; j < len(same); j++ {
		if same[j].Mission == p.Mission {
			after = pl.projetLabel(same[j])
			break
		}
	}
	return before, after
}

// indicateurs makes the views of indicators, each with an anchor of its own.
func (pl *planner) indicateurs(list []roadmap.Indicateur) []Indicateur {
	var out []Indicateur
	for i := range list {
		ind := &list[i]
		v := Indicateur{Ancre: "indicateur-" + strconv.Itoa(i+1), Nom: ind.Nom.S, Unite: ind.Unite.S,
			Echeance: pl.echeance(ind.Echeance, false), Sources: sources(ind.Sources), Reserve: ind.Reserve.S}
		for _, m := range ind.Measures() {
			v.Mesures = append(v.Mesures, measure(m))
		}
		if n := len(v.Mesures); n > 0 {
			v.Derniere = v.Mesures[n-1]
		}
		if ind.Cible.Set {
			v.Cible = withUnit(number(ind.Cible.V), ind.Unite.S)
		}
		v.Chart = chart(&v, ind)
		out = append(out, v)
	}
	return out
}

func measure(m roadmap.Mesure) Mesure {
	v := Mesure{Date: date(m.Date), Valeur: number(m.Valeur.V), Nombre: m.Valeur.V}
	switch {
	case m.Minimum.V:
		v.Precision = "au moins"
	case m.Approximatif.V:
		v.Precision = "environ"
	}
	return v
}

// statement says in one sentence what the measures of an indicator show.
func statement(v *Indicateur) string {
	last := v.Derniere.Precision
	if last != "" {
		last += " "
	}
	s := last + withUnit(v.Derniere.Valeur, v.Unite) + " au " + v.Derniere.Date.Texte
	if v.Cible != "" {
		s += ", cible" + by(v.Echeance) + " : " + v.Cible
	}
	return content.Typo(roadmap.Capital(s) + ".")
}

func by(e Echeance) string {
	if e.Texte == "" {
		return ""
	}
	return " (" + e.Texte + ")"
}
