package page

import (
	"path"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

func (pl *planner) hasArchives() bool { return len(pl.Site.Archives) > 0 }

func (pl *planner) archivesView() any {
	return &Archives{each(pl.Site.Archives, pl.archiveView)}
}

func (pl *planner) archiveView(a roadmap.Archive) ArchiveGardee {
	size := french.Typo(french.Size(int64(a.Taille.V)))
	name := path.Base(strings.SplitN(a.URL.S, "?", 2)[0])
	out := ArchiveGardee{Titre: a.Edition.S, Nom: name, SHA512: a.SHA512.S, Taille: size, Cle: a.Cle.S,
		Fichier: Link{Titre: french.Typo("Télécharger " + name + " (ZIP, " + size + ")"), Adresse: a.URL.S}}
	for _, e := range pl.Editions {
		if e.ID.S == a.Edition.S {
			out.Titre, out.Date = e.Titre.S, DateOf(e.Date)
		}
	}
	return out
}
