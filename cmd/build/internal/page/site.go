package page

import (
	"cmp"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// site makes what every page shows.
func (pl *planner) site(in Input) *Site {
	f := pl.Site
	s := &Site{
		Titre: f.Titre.S, Accroche: f.Accroche.S, Langue: f.Langue.S, Identite: f.Identite.Key(), Base: in.Base, Look: in.Look,
		Organisme: Organisme{Nom: f.Organisme.Nom.S, Sigle: f.Organisme.Sigle.S, URL: f.Organisme.URL.S, Marque: texts(f.Organisme.Intitule)},
	}
	if s.Identite != "etat" {
		s.Organisme.Marque = []string{cmp.Or(s.Organisme.Sigle, s.Organisme.Nom, s.Titre)}
	} else if len(s.Organisme.Marque) == 0 {
		s.Organisme.Marque = []string{"République", "Française"}
	}
	for _, k := range content.Levels {
		*s.Mots.At(k) = MotOf(pl.Mots.Of(k).Nom)
	}
	s.Mots.Pilote = MotOf(pl.Mots.Pilote.Nom)
	if s.Langue == "" {
		s.Langue = "fr"
	}
	if e := pl.Edition; e != nil {
		s.Edition = e.Titre.S
		if in.Destination == Disk {
			s.Archive = &Archive{Edition: e.Titre.S, Adresse: in.Base + Home, Date: DateOf(e.Date)}
			if in.Review != nil {
				s.Archive.Date, s.Archive.Ecarts = DateOf(in.Review.Le), in.Review.Ecarts
			}
		}
	}
	if name, address := f.Licence.Name(); name != "" {
		s.Licence = Link{Titre: name, Adresse: address}
	}
	switch c := f.Contact; {
	case c.Formulaire.S != "":
		s.Contact = Link{Titre: "Contact", Adresse: c.Formulaire.S}
	case c.Courriel.S != "":
		s.Contact = Link{Titre: "Contact", Adresse: "mailto:" + c.Courriel.S}
	}
	if in.Destination != Disk && (len(pl.Actualites) > 0 || pl.hasHistory() || pl.hasChanges()) {
		s.Flux = Link{Titre: french.Typo("Actualités de " + s.Titre), Adresse: feedOf(Home)}
	}
	s.Menu = pl.menu()
	s.Pied = pl.compulsory()
	s.Rubriques = pl.columns()
	return s
}

func (pl *planner) hasHistory() bool {
	return slices.ContainsFunc(pl.Projets, func(p *roadmap.Projet) bool { return len(p.Historique) > 0 })
}

// The menu has so many entries at most, and a drop-down so many: a longer one is no menu
// any more.
const (
	maxEntries = 7
	maxMenu    = 12
)

func (pl *planner) menu() []MenuEntree {
	news := pl.shownList(content.Actualite)
	all := []MenuEntree{{Link: pl.freeLink("presentation")}, {pl.shownList(content.Famille), short(each(pl.Familles, pl.familleLink))},
		{pl.shownList(content.Mission), short(pl.missionMenu(nil))}, {Link: pl.listLink(content.Projet)},
		{Link: pl.shownList(content.Enjeu)}, pl.followUp(), {Link: news}, {Link: pl.ownLink(Data)}}
	all = slices.DeleteFunc(all, func(e MenuEntree) bool { return e.Titre == "" })
	if i := slices.IndexFunc(all, func(e MenuEntree) bool { return e.Link == news }); i > 0 && len(all) > maxEntries {
		all = slices.Delete(all, i, i+1)
		all[i-1] = pl.followUp(news)
	}
	return all
}

// followUp is the drop-down of the pages that follow the roadmap over time, first those
// given; the page itself when there is one alone.
func (pl *planner) followUp(first ...Link) MenuEntree {
	pages := append(first, pl.ownLink(Timeline), pl.ownLink(Changes), cmp.Or(pl.ownLink(Indicators), pl.freeLink("indicateurs")))
	if len(pl.Pilotes) > 1 {
		pages = append(pages, pl.ownLink(pilotesAddress(pl.Roadmap)))
	}
	if pages = there(pages...); len(pages) == 1 {
		return MenuEntree{Link: pages[0]}
	} else if len(pages) == 0 {
		return MenuEntree{}
	}
	return MenuEntree{Link{Titre: "Suivi"}, pages}
}

// short is a drop-down, none when it would be too long.
func short(list []Link) []Link {
	if len(list) > maxMenu {
		return nil
	}
	return list
}

// compulsory are the links that the law wants on every page of a public site,
// those of them that the content has.
func (pl *planner) compulsory() []Link {
	links := []Link{pl.ownLink(SiteMap)}
	mention := "Accessibilité : " + pl.Site.Accessibilite.Etat.Mention()
	for _, l := range []struct{ slug, titre string }{
		{accessibilitySlug, french.Typo(mention)},
		{legalSlug, "Mentions légales"},
		{roadmap.PrivacyPages[0], "Données personnelles"},
		{roadmap.PrivacyPages[1], "Gestion des cookies"},
	} {
		if found := pl.freeLink(l.slug); found.Adresse != "" {
			links = append(links, Link{Titre: l.titre, Adresse: found.Adresse})
		}
	}
	return links
}

// columns lead from the footer to what the menu does not hold. The menu again
// would weigh as much as a text on each page.
func (pl *planner) columns() []PiedColonne {
	return []PiedColonne{{Titre: "Comprendre", Liens: there(pl.freeLink("gouvernance"), pl.method(),
		pl.ownLink(Archived), pl.ownLink(Printed))}}
}
