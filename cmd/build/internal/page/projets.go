package page

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// maxListed is how many projets one list shows. Longer ones are cut into pages; the
// list of all projets then counts them by mission, and its filters look in a file.
const maxListed = 300

func (pl *planner) folded() bool { return len(pl.Projets) > maxListed }

func (pl *planner) planProjets() {
	if pl.folded() {
		pl.plan.Rows = ListAddress(pl.Roadmap, content.Projet) + "lignes.js"
	}
	pl.planLevel(content.Projet, pl.projetList)
	pl.planLists()
	for _, p := range slices.Concat(pl.Projets, pl.Fusionnes) {
		pl.planDocument(&p.Item, p).forms = feed.Forms[:1] // that which all readers take: there may be thousands of projets
	}
}

func (pl *planner) projetList(page *Page, count Compte) {
	page.Resume = untitled(count) + "Leur statut, leur échéance et leurs " + pl.Mots.Pilote.Pluriel + "."
	page.Vue = func() any {
		v := &Projets{Compte: count, Reserve: pl.partialNote(), Methode: pl.method(),
			Repartition: pl.repartition(pl.Projets, ""), Groupes: pl.byMission(pl.Projets), Filtres: pl.filters(), ParAnnee: pl.yearLists("")}
		if pl.folded() {
			v.Avancement, v.Lignes = pl.missionsByStatus(), pl.plan.Rows
		}
		return v
	}
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
			g := ProjetGroupe{Titre: french.Typo(withCode(pl.missionCode(m), m.Titre())), Adresse: label.Adresse, Slug: m.Slug(), Code: cmp.Or(pl.missionCode(m), m.Titre()), Projets: pl.projetLines(index[m])}
			if m.Famille != nil {
				g.Famille = m.Famille.Slug()
			}
			out = append(out, g)
		}
	}
	if alone := index[nil]; len(alone) > 0 {
		g := ProjetGroupe{Slug: noMission, Projets: pl.projetLines(alone)}
		if len(pl.Missions) > 0 {
			g.Titre = pl.withoutMission()
			g.Note = "Aucune source consultée ne dit à " + pl.Mots.Mission.One("quel") + " " + pl.Mots.Projet.Agree("il", 2) + " appartiennent."
		} else {
			g.Titre = french.Capital(pl.Mots.Projet.Tous())
		}
		out = append(out, g)
	}
	return out
}

// compareMissions orders projets as byMission does.
func (pl *planner) compareMissions(a, b *roadmap.Projet) int {
	rank := func(m *roadmap.Mission) int {
		if m == nil {
			return len(pl.Missions)
		}
		return m.Rang
	}
	return cmp.Compare(rank(a.Mission), rank(b.Mission))
}

func withCode(code, title string) string {
	if code == "" {
		return title
	}
	return code + " : " + title
}

func (pl *planner) projetPage(p *roadmap.Projet) *Page {
	list := pl.listLink(content.Projet)
	page := pl.documentPage(p.Item, "projet")
	page.Section = list.Adresse
	if p.Mission != nil {
		m := pl.missionLabel(p.Mission)
		page.Vignette = pl.pictured[p.Mission]()
		page.Fil = slices.Concat(page.Fil, pl.above(p.Mission), []Link{{Titre: named(m.Code, m.Titre), Adresse: m.Adresse}})
	} else {
		page.Fil = append(page.Fil, list)
	}
	page.Flux = []Link{{Titre: pl.projetFeed(p), Adresse: feedOf(page.Address)}}
	page.Vue = func() any {
		v := pl.projetView(p)
		v.Mission, v.SansTexte = pl.ofMission(p.Mission), "Aucun texte publié ici ne présente "+pl.Mots.Projet.Ce()+"."
		v.Actualites, v.Proches = without(pl.updateCards(p.Actualites, 0), page.Address), pl.projetLines(pl.related(p))
		v.Flux, v.Partage, v.Signaler = pl.feedLink(pl.Mots.Projet, page.Flux[0]), pl.shareLink(page), pl.reportLink(page)
		if p.Mission == nil && len(pl.Missions) > 0 {
			v.SansMission = french.Typo(french.Capital(pl.Mots.Mission.Singulier) + " non " + pl.Mots.Mission.Agree("attesté", 1))
		}
		if v.Precedent, v.Suivant = pl.neighbours(p); p.Par != nil {
			v.Fusion = pl.merged()
		}
		return v
	}
	return page
}

// projetFeed is the title of a projet's feed.
func (pl *planner) projetFeed(p *roadmap.Projet) string {
	return french.Typo("Actualités " + pl.Mots.Projet.Du() + " « " + p.Titre() + " »")
}

// projetView is what is known of a projet by itself, as its page and a document to print
// say it.
func (pl *planner) projetView(p *roadmap.Projet) *Projet {
	v := &Projet{Code: pl.projetCode(p), Faits: pl.projetFacts(p), Indicateurs: pl.indicateurs(p.Indicateurs)}
	for _, j := range p.Milestones() {
		v.Jalons = append(v.Jalons, pl.jalon(p, j))
	}
	for _, e := range p.Events() {
		v.Historique = append(v.Historique, Evenement{eventAnchor(&e), DateOf(e.Date), pl.eventStatut(e.Statut), EventDue(&e), e.Note.S})
	}
	return v
}

// without leaves the page that shows the cards out of what they are about.
func without(cards []ActualiteCarte, address string) []ActualiteCarte {
	for i := range cards {
		cards[i].Sujets = slices.DeleteFunc(slices.Clone(cards[i].Sujets), func(e Etiquette) bool { return e.Adresse == address })
	}
	return cards
}

// feedLink names a feed for who reads the page that it follows.
func (pl *planner) feedLink(n roadmap.Nom, of Link) Link {
	return Link{Titre: "Suivre " + n.Ce() + " (RSS)", Adresse: of.Adresse}
}

// eventAnchor is what an entry of a historique is known by: it has one a day, and one for
// each jalon.
func eventAnchor(e *roadmap.Evenement) string {
	anchor := "historique-" + e.Date.ISO()
	if e.Jalon.S != "" {
		anchor += "-" + content.Slug(e.Jalon.S)
	}
	return anchor
}

// EventDue is the échéance that an event set, and the jalon that it is about, in words;
// "" for neither.
func EventDue(e *roadmap.Evenement) string {
	jalon := " du jalon « " + e.Jalon.S + " »"
	switch {
	case e.Jalon.S == "" && e.Echeance.IsZero():
		return ""
	case e.Jalon.S == "":
		jalon = ""
	case e.Echeance.IsZero():
		return french.Typo("Jalon « " + e.Jalon.S + " »")
	}
	return french.Typo("Échéance" + jalon + " : " + e.Echeance.String())
}

// eventStatut is empty for an event that does not change the status.
func (pl *planner) eventStatut(s roadmap.Statut) Statut {
	if s.S == "" {
		return Statut{}
	}
	return pl.statut(s)
}

// ofMission leads to a mission, by its title and what it is: « Mission DATA : … »,
// « Priorité 1 : … ».
func (pl *planner) ofMission(m *roadmap.Mission) Link {
	if m == nil {
		return Link{}
	}
	code := pl.missionCode(m)
	title := withCode(code, m.Titre())
	if code == m.Code.S { // it does not say what it is of
		title = french.Capital(pl.Mots.Mission.Singulier) + " " + title
	}
	return Link{Titre: french.Typo(title), Adresse: Address(pl.Roadmap, m.Doc)}
}

// neighbours are the previous and the next projet of the same mission.
func (pl *planner) neighbours(p *roadmap.Projet) (before, after Etiquette) {
	same := pl.Projets
	if p.Mission != nil {
		same = p.Mission.Projets
	}
	i := slices.Index(same, p)
	if i < 0 { // it was merged into another
		return before, after
	}
	next := func(step int) Etiquette {
		for j := i + step; j >= 0 && j < len(same); j += step {
			if same[j].Mission == p.Mission {
				return pl.projetLabel(same[j])
			}
		}
		return Etiquette{}
	}
	return next(-1), next(1)
}

// indicateurs makes the views of indicators, each with an anchor of its own.
func (pl *planner) indicateurs(list []roadmap.Indicateur) []Indicateur {
	var out []Indicateur
	for i := range list {
		ind := &list[i]
		v := Indicateur{Ancre: indicateurAnchor(i), Nom: ind.Nom.S, Unite: ind.Unite.S,
			Echeance: echeance(ind.Echeance, roadmap.State{}), Sources: sources(ind.Sources), Reserve: ind.Reserve.S}
		for _, m := range ind.Measures() {
			v.Mesures = append(v.Mesures, measure(m))
		}
		if n := len(v.Mesures); n > 0 {
			v.Derniere = v.Mesures[n-1]
		}
		v.Cible = target(ind)
		v.Chart = chart(&v, ind)
		out = append(out, v)
	}
	return out
}

// indicateurAnchor is what the i-th indicator of a page is known by.
func indicateurAnchor(i int) string { return "indicateur-" + strconv.Itoa(i+1) }

// target is the value aimed at, in words; "" for none.
func target(ind *roadmap.Indicateur) string {
	if !ind.Cible.Set {
		return ""
	}
	return french.With(french.Number(ind.Cible.V), ind.Unite.S)
}

func measure(m roadmap.Mesure) Mesure {
	return Mesure{Date: DateOf(m.Date), Valeur: french.Number(m.Valeur.V), Precision: french.Precision(m.Minimum.V, m.Approximatif.V)}
}

// statement says in one sentence what the measures of an indicator show.
func statement(v *Indicateur) string {
	s := strings.TrimSpace(v.Derniere.Precision+" "+french.With(v.Derniere.Valeur, v.Unite)) + " au " + v.Derniere.Date.Texte
	if v.Cible != "" {
		s += ", cible" + by(v.Echeance) + " : " + v.Cible
	}
	return french.Typo(french.Capital(s) + ".")
}

func by(e Echeance) string {
	if e.Texte == "" {
		return ""
	}
	return " (" + e.Texte + ")"
}

// entered says that a projet entered with the current edition, "" when it did not.
func (pl *planner) entered(p *roadmap.Projet) string {
	if p.Entree == nil || p.Entree != pl.Edition {
		return ""
	}
	return french.Capital(pl.Mots.Projet.Agree("nouveau", 1))
}

// projetLine is what lists show of a projet, made once for all lists.
func (pl *planner) projetLine(p *roadmap.Projet) *ProjetLigne {
	if made := pl.lignes[p.Rang].Load(); made != nil {
		return made
	}
	reserve := p.Reserve.S
	if p.Statut.Rank() == roadmap.NonCommunique {
		reserve = "" // it limits nothing that a list states
	}
	l := &ProjetLigne{
		Titre: p.Titre(), Adresse: Address(pl.Roadmap, p.Doc), Slug: p.Slug(), Code: pl.projetCode(p),
		Resume: p.Meta.Resume.S, Statut: pl.statut(p.Statut),
		Nouveau: pl.entered(p), Echeance: echeance(p.Echeance, pl.State(p, nil)),
		Pilotes: each(p.Leaders, func(b *roadmap.Pilote) Pilotage { return Pilotage{pl.piloteLink(b), b.Nom, b.Sigle, b.Slug} }), Mission: pl.missionLabel(p.Mission), Enjeux: pl.enjeuLabels(p.Enjeux),
		Annees: slices.Collect(years(p.Echeance)), Reserve: reserve, Brouillon: pl.unpublished(p.Item),
	}
	pl.lignes[p.Rang].Store(l)
	return l
}

func (pl *planner) projetLines(list []*roadmap.Projet) []*ProjetLigne {
	return each(list, pl.projetLine)
}

const maxYears = 50

// years are those that a période touches, for the filter; at most maxYears.
func years(p roadmap.Periode) iter.Seq[string] {
	return func(yield func(string) bool) {
		if p.IsZero() {
			yield(noYear)
			return
		}
		for y := p.First.Year; y <= p.Last.Year && y < p.First.Year+maxYears && yield(strconv.Itoa(y)); y++ {
		}
	}
}
