package page

import "feuille-de-route.example/cmd/build/internal/feed"

// DataPage is the layout of the page of data, ChangesPage that of the page of
// changes. What they show is made of the whole roadmap as data, by whoever has it:
// their views begin with what follows from the roadmap alone.
const (
	DataPage    = "donnees"
	ChangesPage = "changements"
)

func (pl *planner) dataLink() Lien { return Lien{Titre: "Données", Adresse: Data} }

// changesLink leads to what moved between editions, or nowhere with only one.
func (pl *planner) changesLink() Lien {
	if len(pl.Until()) < 2 {
		return Lien{}
	}
	return Lien{Titre: "Changements", Adresse: Changes}
}

// planData plans the pages of data and of changes; an editor may write an
// introduction to each.
func (pl *planner) planData() {
	if l := pl.changesLink(); l.Adresse != "" && !pl.taken(Changes) {
		const titre = "Ce qui change d’une édition à l’autre"
		pl.planList(Changes, titre, func() *Page {
			return pl.changesPage(pl.listPage(Changes, "", titre, "Les chiffres que chaque édition annonce, et ce qui est entré, achevé, retardé, renommé ou sorti."))
		})
	}
	if !pl.taken(Data) {
		const titre = "Données ouvertes"
		pl.planList(Data, titre, func() *Page {
			return pl.dataPage(pl.listPage(Data, "", titre, "Toute la feuille de route en fichiers, pour un tableur, un programme ou un catalogue."))
		})
	}
}

// dataPage makes a page that of the data.
func (pl *planner) dataPage(p *Page) *Page {
	p.Layout = DataPage
	p.Vue = func() any {
		v := &Donnees{Reserve: pl.partialNote(), Methode: pl.method(), Flux: inForms(pl.plan.Site.Flux, feed.Forms)}
		if len(pl.plan.Calendars) > 0 && pl.destination != Disk { // nobody subscribes to a copy on a disk
			v.Flux = append(v.Flux, Lien{Titre: "Échéances (iCalendar)", Adresse: SiteCalendar})
		}
		return v
	}
	return p
}

// changesPage makes a page that of the changes.
func (pl *planner) changesPage(p *Page) *Page {
	p.Layout = ChangesPage
	p.Vue = func() any { return &Changements{} }
	return p
}
