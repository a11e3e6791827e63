package page

import (
	"cmp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A kind is how the pages of a kind of document and of its list are planned, how one
// becomes a page, and what a search knows of it besides its title and its sentence.
type kind struct {
	plan  func(pl *planner)
	page  func(pl *planner, of any) *Page
	found func(pl *planner, of any, e *Entree) (words []string)
}

// kinds are those of all documents.
func kinds() [content.NumKinds]kind {
	return [content.NumKinds]kind{
		content.Accueil:   row((*planner).planHome, (*planner).accueilPage, nil),
		content.Famille:   row((*planner).planFamilles, (*planner).famillePage, nil),
		content.Mission:   row((*planner).planMissions, (*planner).missionPage, (*planner).missionFound),
		content.Projet:    row((*planner).planProjets, (*planner).projetPage, (*planner).projetFound),
		content.Enjeu:     row((*planner).planEnjeux, (*planner).enjeuPage, nil),
		content.Actualite: row((*planner).planActualites, (*planner).actualitePage, (*planner).actualiteFound),
		content.Page:      row((*planner).planFree, (*planner).freePage, (*planner).libreFound),
	}
}

// row makes the row of a kind whose documents are Ts in the model.
func row[T any](plan func(*planner), page func(*planner, *T) *Page, found func(*planner, *T, *Entree) []string) kind {
	k := kind{plan: plan, page: func(pl *planner, of any) *Page { return page(pl, of.(*T)) }}
	if found != nil {
		k.found = func(pl *planner, of any, e *Entree) []string { return found(pl, of.(*T), e) }
	}
	return k
}

func (pl *planner) missionFound(m *roadmap.Mission, e *Entree) []string {
	e.Code = m.Code.S
	words := append(append(append(codes(m.AnciensCodes), texts(m.Pilotes)...), texts(m.Partenaires)...), m.Responsable.S)
	return append(words, names(m.Indicateurs)...)
}

func (pl *planner) projetFound(p *roadmap.Projet, e *Entree) []string {
	e.Code = p.Code.S
	facts := []string{pl.statut(p.Statut).Mot}
	if p.Mission != nil {
		facts = append([]string{cmp.Or(p.Mission.Code.S, p.Mission.Titre())}, facts...)
	}
	e.Detail = strings.Join(append(facts, texts(p.Pilotes)...), " · ")
	words := append(append(codes(p.AnciensCodes), texts(p.Partenaires)...), p.Responsable.S)
	for _, j := range p.Milestones() {
		words = append(words, j.Titre.S)
	}
	return append(words, names(p.Indicateurs)...)
}

func (pl *planner) actualiteFound(a *roadmap.Actualite, e *Entree) []string {
	e.Detail = a.Date.French()
	return nil
}

func (pl *planner) libreFound(p *roadmap.Libre, _ *Entree) []string { return names(p.Indicateurs) }
