package page

// hasChanges reports whether there are two editions to compare.
func (pl *planner) hasChanges() bool { return len(pl.Until()) > 1 }

func (pl *planner) changesView() any { return pl.rest.Changes() }

func (pl *planner) dataView() any {
	v := &Donnees{Reserve: pl.partialNote(), Methode: pl.method(), Flux: inForms(pl.plan.Site.Flux, pl.plan.Pages[0].forms)}
	if len(pl.plan.Calendars) > 0 && pl.destination != Disk { // nobody subscribes to a copy on a disk
		v.Flux = append(v.Flux, Link{Titre: "Échéances (iCalendar)", Adresse: SiteCalendar})
	}
	pl.rest.Data(v)
	return v
}
