package roadmap

import "feuille-de-route.example/cmd/build/internal/content"

// A kind says of a kind of document what its front matter is decoded into, and how
// the model lists it.
type kind struct {
	matter func() any
	add    func(*linker, Fiche)
}

var kinds = [content.NumKinds]kind{
	content.Accueil: listed(func(l *linker, f Fiche, m *AccueilFields) { l.Accueil = &Accueil{f, m} }),
	content.Famille: listed(func(l *linker, f Fiche, m *FamilleFields) {
		x := &Famille{Fiche: f, FamilleFields: m}
		l.Familles, l.familles[f.Slug()] = append(l.Familles, x), x
	}),
	content.Mission: listed(func(l *linker, f Fiche, m *MissionFields) {
		x := &Mission{Fiche: f, MissionFields: m}
		l.Missions, l.missions[f.Slug()] = append(l.Missions, x), x
	}),
	content.Projet: listed(func(l *linker, f Fiche, m *ProjetFields) {
		x := l.roomProjets.one()
		x.Fiche, x.ProjetFields = f, m
		l.Projets, l.projets[f.Slug()] = append(l.Projets, x), x
	}),
	content.Enjeu: listed(func(l *linker, f Fiche, m *EnjeuFields) {
		x := &Enjeu{Fiche: f, EnjeuFields: m}
		l.Enjeux, l.enjeux[f.Slug()] = append(l.Enjeux, x), x
	}),
	content.Actualite: listed(func(l *linker, f Fiche, m *ActualiteFields) {
		x := l.roomActualites.one()
		x.Fiche, x.ActualiteFields = f, m
		l.Actualites = append(l.Actualites, x)
	}),
	content.Page: listed(func(l *linker, f Fiche, m *PageFields) { l.Pages = append(l.Pages, &Libre{f, m}) }),
}

// listed makes the row of a kind whose front matter is an F.
func listed[F any](add func(*linker, Fiche, *F)) kind {
	return kind{func() any { return new(F) }, func(l *linker, f Fiche) { add(l, f, f.Doc.Matter.(*F)) }}
}

// CommonOf returns the keys that all pages have out of any front matter.
func CommonOf(matter any) *Common { return matter.(interface{ Shared() *Common }).Shared() }
