package page

import (
	"fmt"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const (
	homeUpdates    = 3
	homeMilestones = 5
)

func (pl *planner) home() {
	if pl.Accueil != nil {
		pl.document(&pl.Accueil.Fiche, pl.Accueil)
		return
	}
	titre := pl.Site.Titre.S
	if pl.Edition != nil {
		titre = pl.Edition.Titre.S
	}
	pl.list(Home, titre, func() *Page { return pl.homePage(pl.page(Home, "accueil", titre, "")) })
}

func (pl *planner) homePage(p *Page) *Page {
	p.Fil = nil
	p.Section = Home
	p.Vue = func() any {
		v := &Accueil{
			Chiffres:      pl.figures(),
			Reserve:       pl.why(),
			Methode:       pl.method(),
			Compte:        pl.compte(pl.Mots.Projet, len(pl.Projets), pl.announced("projets")),
			Repartition:   pl.repartition(pl.Projets, ""),
			TitreMissions: pl.title(pl.Mots.Mission, pl.compte(pl.Mots.Mission, len(pl.Missions), pl.announced("missions"))),
			Familles:      pl.groups(),
			Avancement:    pl.progress(),
			TitreEnjeux:   pl.title(pl.Mots.Enjeu, pl.compte(pl.Mots.Enjeu, len(pl.Enjeux), pl.announced("enjeux"))),
			Enjeux:        pl.enjeuCards(),
			Actualites:    pl.cards(pl.Actualites, homeUpdates),
			Calendrier:    pl.calendarLink(),
			Emporter:      pl.takeaway(),
			Presentation:  pl.freeLink("presentation"),
		}
		v.Prochaines, v.Passees = pl.milestones(pl.Projets, homeMilestones)
		if len(v.Prochaines.Jalons) == 0 && len(v.Passees.Jalons) > 0 {
			v.Passees.Note = "Aucune échéance publiée ne suit la date de l’édition : voici les dernières."
		}
		return v
	}
	return p
}

// takeaway lists what a reader can keep of the whole.
func (pl *planner) takeaway() []Lien {
	out := []Lien{{Titre: "Imprimer la feuille de route", Adresse: Printed}}
	if pl.hasDues() && pl.plan.Site.Archive == nil {
		out = append(out, Lien{Titre: "Suivre les échéances dans un agenda (iCalendar)", Adresse: SiteCalendar})
	}
	out = append(out, Lien{Titre: "Télécharger les données (CSV, JSON)", Adresse: Data})
	if l := pl.archivesLink(); l.Adresse != "" {
		out = append(out, Lien{Titre: "Consulter les éditions archivées", Adresse: l.Adresse})
	}
	return out
}

// why says which part of the announced projets is here, in one sentence; empty
// when all of them are.
func (pl *planner) why() string {
	if !pl.partial() {
		return ""
	}
	if s := pl.Edition.Reserve.S; s != "" {
		return s
	}
	if a := pl.announced("projets"); a.Set && int(a.V) > len(pl.Projets) {
		noun := pl.Mots.Projet
		return fmt.Sprintf("La liste complète des %d %s n’est pas publique : ce site en documente %d.", int(a.V), noun.Pluriel, len(pl.Projets))
	}
	return "Une partie seulement de cette feuille de route est publique."
}

// freeLink links to a free page by its slug, or to nothing.
func (pl *planner) freeLink(slug string) Lien {
	for _, p := range pl.Pages {
		if p.Slug() == slug {
			return Lien{Titre: p.Titre(), Adresse: Address(pl.Roadmap, p.Doc)}
		}
	}
	return Lien{}
}

func (pl *planner) method() Lien { return pl.freeLink(methodSlug) }

// figures are the edition's announced figures, each with what is documented
// here when that is less; counts of the content when nothing is announced.
func (pl *planner) figures() []Chiffre {
	var out []Chiffre
	for _, level := range []struct {
		key     string
		noun    roadmap.Nom
		n       int
		address string
	}{
		{"enjeux", pl.Mots.Enjeu, len(pl.Enjeux), FolderAddress(pl.Roadmap, "content/enjeux")},
		{"missions", pl.Mots.Mission, len(pl.Missions), FolderAddress(pl.Roadmap, "content/missions")},
		{"projets", pl.Mots.Projet, len(pl.Projets), FolderAddress(pl.Roadmap, "content/projets")},
	} {
		c := pl.compte(level.noun, level.n, pl.announced(level.key))
		if c.Annonce == 0 && c.Nombre == 0 {
			continue
		}
		out = append(out, pl.figure(level.noun, c, level.address))
	}
	noun := pl.Mots.Projet
	for _, part := range []struct{ key, statut, word string }{
		{"acheves", "acheve", "achevé"}, {"en-cours", "en-cours", "en cours"}, {"a-venir", "a-venir", "à venir"},
	} {
		if a := pl.announced(part.key); a.Set {
			n := int(a.V)
			word := part.word
			if part.statut == "acheve" {
				word = noun.Agree(word, n)
			}
			out = append(out, pl.part(n, pl.CountStatut(part.statut), word, "statut="+part.statut))
		}
	}
	if a := pl.announced("nouveaux"); a.Set {
		n := int(a.V)
		out = append(out, pl.part(n, pl.CountEntered(pl.Edition), noun.New(n), ""))
	}
	return append(out, pl.due()...)
}

func (pl *planner) figure(noun roadmap.Nom, c Compte, address string) Chiffre {
	f := Chiffre{Valeur: strconv.Itoa(c.Nombre), Libelle: plural(noun, c.Nombre), Adresse: address}
	if c.Annonce > c.Nombre {
		f.Valeur = strconv.Itoa(c.Annonce)
		f.Libelle = noun.Pluriel + " " + noun.Agree("annoncé", c.Annonce)
		f.Precision = fmt.Sprintf("%d %s ici", c.Nombre, noun.Agree("documenté", c.Nombre))
	}
	return f
}

// part is a figure for some of the projets: « 9 projets achevés ». It links to
// them only when some are known.
func (pl *planner) part(announced, known int, word, filter string) Chiffre {
	noun := pl.Mots.Projet
	f := Chiffre{Valeur: strconv.Itoa(announced), Libelle: plural(noun, announced) + " " + word}
	if known < announced {
		f.Precision = fmt.Sprintf("%s, %d %s ici", noun.Agree("annoncé", announced), known, noun.Agree("documenté", known))
		if known == 0 {
			f.Precision = fmt.Sprintf("%s, %s %s ici", noun.Agree("annoncé", announced), noun.Agree("aucun", 1), noun.Agree("documenté", 1))
		}
	}
	if known > 0 && filter != "" {
		f.Adresse = "/" + noun.Adresse + "/?" + filter
	}
	return f
}

// plural is the noun that goes with a number.
func plural(noun roadmap.Nom, n int) string {
	if n < 2 {
		return noun.Singulier
	}
	return noun.Pluriel
}

// due lists what the edition says is to be finished by the end of a période.
func (pl *planner) due() []Chiffre {
	if pl.Edition == nil {
		return nil
	}
	var out []Chiffre
	for _, d := range pl.Edition.Due() {
		noun := pl.Mots.Projet
		word := noun.Agree("annoncé", d.Count)
		out = append(out, Chiffre{Valeur: strconv.Itoa(d.Count), Libelle: plural(noun, d.Count) + " à achever " + d.By(),
			Precision: word + " sans autre précision"})
	}
	return out
}

// groups are the missions by famille; missions of none come last.
func (pl *planner) groups() []FamilleGroupe {
	var out []FamilleGroupe
	for _, f := range pl.Familles {
		g := FamilleGroupe{Titre: f.Titre(), Adresse: Address(pl.Roadmap, f.Doc), Slug: f.Slug(), Resume: pl.resume(f.Fiche)}
		for _, m := range f.Missions {
			g.Missions = append(g.Missions, pl.missionCard(m))
		}
		if len(g.Missions) > 0 {
			out = append(out, g)
		}
	}
	var alone FamilleGroupe
	for _, m := range pl.Missions {
		if m.Famille == nil {
			alone.Missions = append(alone.Missions, pl.missionCard(m))
		}
	}
	if len(alone.Missions) > 0 {
		if len(out) > 0 {
			alone.Titre = content.Typo("Autres " + pl.Mots.Mission.Pluriel)
			alone.Slug = "autres"
		}
		out = append(out, alone)
	}
	return out
}

// missionCard says its counts in words, which leaves the bar nothing to say.
func (pl *planner) missionCard(m *roadmap.Mission) MissionCarte {
	c := MissionCarte{Code: m.Code.S, Titre: m.Titre(), Adresse: Address(pl.Roadmap, m.Doc), Resume: pl.resume(m.Fiche),
		Compte: pl.documented(len(m.Projets)), Repartition: pl.repartition(m.Projets, "mission="+m.Slug())}
	switch words := c.Repartition.words(); len(c.Repartition.Parts) {
	case 0:
	case 1: // « 4 projets documentés, au statut non publié »
		_, words, _ = strings.Cut(words, " ")
		c.Compte.Texte += ", " + words
	default:
		c.Compte.Texte = content.Typo(c.Compte.Texte + " : " + words)
	}
	c.Repartition.Titre = ""
	return c
}

func (pl *planner) enjeuCards() []EnjeuCarte {
	var out []EnjeuCarte
	for _, e := range pl.Enjeux {
		out = append(out, EnjeuCarte{Titre: e.Titre(), Adresse: Address(pl.Roadmap, e.Doc), Resume: pl.resume(e.Fiche),
			Compte: pl.documented(len(e.Projets))})
	}
	return out
}
