package page

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const (
	homeUpdates    = 3
	homeMilestones = 5
)

func (pl *planner) planHome() {
	home := pl.planHomePage()
	if pl.plan.Site.Flux.Adresse != "" {
		home.forms = feed.Forms
	}
}

func (pl *planner) planHomePage() *Planned {
	if pl.Accueil != nil {
		return pl.planDocument(&pl.Accueil.Item, pl.Accueil)
	}
	titre := pl.Site.Titre.S
	if pl.Edition != nil {
		titre = pl.Edition.Titre.S
	}
	return pl.planList(Home, titre, func() *Page { return pl.homePage(pl.listPage(Home, "accueil", titre, "")) })
}

func (pl *planner) accueilPage(a *roadmap.Accueil) *Page {
	return pl.homePage(pl.documentPage(a.Item, "accueil"))
}

func (pl *planner) homePage(p *Page) *Page {
	p.Fil = nil
	p.Section = Home
	p.Vue = func() any {
		v := &Accueil{
			Chiffres:      pl.figures(),
			Reserve:       pl.partialNote(),
			Methode:       pl.method(),
			Compte:        pl.levelCount(content.Projet),
			Repartition:   pl.announced(),
			TitreMissions: pl.title(pl.Mots.Mission, pl.levelCount(content.Mission)),
			Familles:      pl.groups(),
			Avancement:    pl.progress(),
			TitreEnjeux:   pl.title(pl.Mots.Enjeu, pl.levelCount(content.Enjeu)),
			Enjeux:        pl.enjeuCards(),
			Actualites:    pl.updateCards(pl.Actualites, homeUpdates),
			Calendrier:    pl.ownLink(Timeline),
			Emporter:      pl.takeaway(),
			Presentation:  pl.freeLink("presentation"),
		}
		if n := v.Repartition.Total; n > v.Compte.Nombre {
			v.Compte.Texte = pl.Mots.Projet.Counted(n, "annoncé")
		}
		v.Prochaines, v.Passees = pl.milestones(scope{}, homeMilestones)
		if len(v.Prochaines.Jalons) == 0 && len(v.Passees.Jalons) > 0 && pl.Edition != nil {
			v.Passees.Note = "Aucun jalon publié n’est attendu après la date de l’édition : voici les derniers."
		}
		return v
	}
	return p
}

// takeaway lists what a reader can keep of the whole.
func (pl *planner) takeaway() []Link {
	out := []Link{{Titre: "Imprimer la feuille de route", Adresse: Printed}}
	if pl.hasDues() && pl.destination != Disk {
		out = append(out, Link{Titre: "Suivre les échéances dans un agenda (iCalendar)", Adresse: SiteCalendar})
	}
	out = append(out, Link{Titre: "Télécharger les données (CSV, JSON)", Adresse: Data})
	if l := pl.ownLink(Archived); l.Adresse != "" {
		out = append(out, Link{Titre: "Consulter les éditions archivées", Adresse: l.Adresse})
	}
	return out
}

// partialNote says which part of the announced projets is here, in one sentence; empty
// when all of them are.
func (pl *planner) partialNote() string {
	if !pl.partial() {
		return ""
	}
	return strings.TrimSpace(pl.describes() + " " + pl.Edition.Reserve.S) // the reason, where there is one
}

// describes says how much of what is announced is described here.
func (pl *planner) describes() string {
	noun := pl.Mots.Projet
	switch c := pl.levelCount(content.Projet); {
	case c.Annonce > 1 && c.Nombre == 0:
		return "Ce site ne décrit " + noun.Agree("aucun", 1) + " des " + noun.Count(c.Annonce) + "."
	case c.Annonce > c.Nombre && c.Nombre == 0:
		return "Ce site ne décrit pas " + noun.Article() + " " + noun.Agree("annoncé", 1) + "."
	case c.Annonce > c.Nombre:
		return "Ce site décrit " + french.Int(c.Nombre) + " des " + noun.Count(c.Annonce) + "."
	}
	return "Ce site décrit une partie seulement de cette feuille de route."
}

// freeLink links to a free page by its slug, or to nothing.
func (pl *planner) freeLink(slug string) Link {
	for _, p := range pl.Libres {
		if p.Slug() == slug {
			return pl.linkTo(p.Item)
		}
	}
	return Link{}
}

func (pl *planner) method() Link { return pl.freeLink(methodSlug) }

// figures are the edition's announced figures, each with what is documented
// here when that is less; counts of the content when nothing is announced.
func (pl *planner) figures() []Chiffre {
	var out []Chiffre
	announces := func(k content.Kind) bool { return pl.levelCount(k).Annonce > 0 }
	for _, kind := range []content.Kind{content.Famille, content.Enjeu, content.Mission, content.Projet} {
		if kind == content.Famille && !announces(kind) && slices.ContainsFunc(content.Levels, announces) {
			continue // it is how the others are arranged
		}
		if c := pl.levelCount(kind); c.Annonce > 0 || c.Nombre > 0 {
			out = append(out, pl.figure(pl.Mots.Of(kind), c, ListAddress(pl.Roadmap, kind)))
		}
	}
	if pl.Edition == nil {
		return out
	}
	var last []Chiffre // a reader asks first how far it is
	for _, a := range roadmap.AnnoncesOf(pl.Edition) {
		switch n := a.In(pl.Edition); {
		case !n.Set:
		case a.Statut != nil:
			out = append(out, pl.part(a, "statut="+a.Statut.Cle))
		case a.Entree:
			last = append(last, pl.part(a, ""))
		case !a.Fin.IsZero():
			last = append(last, Chiffre{Valeur: french.Int(int(n.V)), Libelle: a.Words(&pl.Mots, int(n.V)),
				Precision: pl.Mots.Projet.Agree("annoncé", int(n.V)) + " sans autre précision"})
		}
	}
	return append(out, last...)
}

func (pl *planner) figure(noun roadmap.Nom, c Compte, address string) Chiffre {
	f := Chiffre{Valeur: french.Int(c.Nombre), Libelle: noun.For(c.Nombre), Adresse: address}
	if c.Annonce > c.Nombre {
		f.Valeur = french.Int(c.Annonce)
		f.Libelle = noun.Pluriel + " " + noun.Agree("annoncé", c.Annonce)
		f.Precision = french.Int(c.Nombre) + " " + noun.Agree("documenté", c.Nombre) + " ici"
	}
	return f
}

// part is a figure for some of the projets: « 9 projets achevés ». It links to
// them only when some are known.
func (pl *planner) part(a *roadmap.AnnonceRow, filter string) Chiffre {
	noun, announced, known := pl.Mots.Projet, int(a.In(pl.Edition).V), pl.Documented(a, pl.Edition)
	f := Chiffre{Valeur: french.Int(announced), Libelle: a.Words(&pl.Mots, announced)}
	if known < announced {
		some := french.Int(known)
		if known == 0 {
			some = noun.Agree("aucun", 1)
		}
		f.Precision = noun.Agree("annoncé", announced) + ", " + some + " " + noun.Agree("documenté", known) + " ici"
	}
	if known > 0 && filter != "" {
		f.Adresse = "/" + noun.Adresse + "/?" + filter
	}
	return f
}

// groups are the missions by famille; missions of none come last.
func (pl *planner) groups() []FamilleGroupe {
	var out []FamilleGroupe
	for _, f := range pl.Familles {
		if len(f.Missions) > 0 {
			out = append(out, FamilleGroupe{Titre: pl.familleTitle(f), Adresse: Address(pl.Roadmap, f.Doc), Slug: f.Slug(), Resume: f.Meta.Resume.S,
				Missions: each(f.Missions, pl.missionCard)})
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
			alone.Titre = french.Typo("Autres " + pl.Mots.Mission.Pluriel)
			alone.Slug = "autres"
		}
		out = append(out, alone)
	}
	return out
}

func (pl *planner) missionCard(m *roadmap.Mission) MissionCarte {
	c := MissionCarte{Code: pl.missionCode(m), Titre: m.Titre(), Adresse: Address(pl.Roadmap, m.Doc), Resume: m.Meta.Resume.S}
	c.Compte, c.Repartition = pl.counted(m.Projets, "mission="+m.Slug())
	return c
}

// counted counts projets by status in words, and in a bar which then has nothing to say;
// filter is as in repartition.
func (pl *planner) counted(projets []*roadmap.Projet, filter string) (Compte, Repartition) {
	c, rep := pl.projetCount(len(projets)), pl.repartition(projets, filter)
	switch words := rep.words(); len(rep.Parts) {
	case 0:
	case 1: // « 4 projets documentés, au statut non publié »
		_, words, _ = strings.Cut(words, " ")
		c.Texte += ", " + words
	default:
		c.Texte = french.Typo(c.Texte + " : " + words)
	}
	rep.Titre = ""
	return c, rep
}

func (pl *planner) enjeuCards() []EnjeuCarte {
	return each(pl.Enjeux, func(e *roadmap.Enjeu) EnjeuCarte {
		return EnjeuCarte{Titre: e.Titre(), Adresse: Address(pl.Roadmap, e.Doc), Resume: e.Meta.Resume.S, Compte: pl.projetCount(len(e.Projets))}
	})
}
