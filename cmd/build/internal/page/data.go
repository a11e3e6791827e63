package page

import "feuille-de-route.example/cmd/build/internal/feed"

func (pl *planner) dataLink() Lien { return Lien{Titre: "Données", Adresse: Data} }

// changesLink leads to what moved between editions, or nowhere with only one.
func (pl *planner) changesLink() Lien {
	if len(pl.Until()) < 2 {
		return Lien{}
	}
	return Lien{Titre: "Changements", Adresse: Changes}
}

// dataView is what follows from the roadmap alone: the rest, as all of Changements, is
// made of the whole roadmap as data, by whoever has it.
func (pl *planner) dataView() any {
	v := &Donnees{Reserve: pl.partialNote(), Methode: pl.method(), Flux: inForms(pl.plan.Site.Flux, feed.Forms)}
	if len(pl.plan.Calendars) > 0 && pl.destination != Disk { // nobody subscribes to a copy on a disk
		v.Flux = append(v.Flux, Lien{Titre: "Échéances (iCalendar)", Adresse: SiteCalendar})
	}
	return v
}
