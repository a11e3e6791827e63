package page

import (
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// levelCount gives both figures of a level when the edition announces more than is
// documented.
func (pl *planner) levelCount(level content.Kind) Compte {
	noun, n := pl.Mots.Of(level), pl.Len(level)
	c := Compte{Nombre: n, Texte: noun.Count(n)}
	if pl.Edition == nil {
		return c
	}
	if c.Annonce = int(roadmap.AnnonceOf(level.Folder()).In(pl.Edition).V); c.Annonce > n {
		c.Texte = noun.Counted(n, "documenté") + " sur " + french.Int(c.Annonce) + " " + noun.Agree("annoncé", c.Annonce)
	}
	return c
}

// projetCount is the count of part of the projets. When only part of all of them
// is public, it says « documentés ».
func (pl *planner) projetCount(n int) Compte {
	if pl.partial() {
		return Compte{Nombre: n, Texte: pl.Mots.Projet.Counted(n, "documenté")}
	}
	return Compte{Nombre: n, Texte: pl.Mots.Projet.Count(n)}
}

func (pl *planner) partial() bool {
	return pl.Edition != nil && pl.Edition.Documentation.Partial()
}
