package page

import (
	"slices"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// DateOf is a day as layouts show it; what is absent stays so.
func DateOf(d content.Date) Date { return Date{Texte: d.French(), ISO: d.ISO()} }

// each makes one thing of each in a list.
func each[S, T any](list []S, one func(S) T) []T {
	out := make([]T, len(list))
	for i, x := range list {
		out[i] = one(x)
	}
	return out
}

func liens(list []roadmap.Lien) []Link {
	return each(list, func(l roadmap.Lien) Link { return Link{Titre: l.Titre.S, Adresse: l.URL.S} })
}

// sources leaves out a date that the title says: « communiqué du 2 juillet 2021 ».
func sources(list []roadmap.Source) []Source {
	return each(list, func(s roadmap.Source) Source {
		v := Source{Titre: s.Titre.S, URL: s.URL.S, Date: DateOf(s.Date)}
		if strings.Contains(spaced(v.Titre), spaced(v.Date.Texte)) {
			v.Date = Date{}
		}
		return v
	})
}

// spaced makes all spaces of a text plain ones, to compare it with another.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func texts(list []content.Text) []string {
	return each(list, func(t content.Text) string { return t.S })
}

func codes(list []roadmap.Code) []string {
	return each(list, func(c roadmap.Code) string { return c.S })
}

func (pl *planner) missionLabel(m *roadmap.Mission) Etiquette {
	if m == nil {
		return Etiquette{}
	}
	return Etiquette{Code: pl.missionCode(m), Titre: m.Titre(), Slug: m.Slug(), Adresse: Address(pl.Roadmap, m.Doc)}
}

func (pl *planner) projetLabel(p *roadmap.Projet) Etiquette {
	return Etiquette{Code: pl.projetCode(p), Titre: p.Titre(), Slug: p.Slug(), Adresse: Address(pl.Roadmap, p.Doc)}
}

func (pl *planner) enjeuLabels(list []*roadmap.Enjeu) []Etiquette {
	return each(list, func(e *roadmap.Enjeu) Etiquette {
		return Etiquette{Titre: e.Titre(), Slug: e.Slug(), Adresse: Address(pl.Roadmap, e.Doc)}
	})
}

// linkTo leads to the page of a document.
func (pl *planner) linkTo(f roadmap.Item) Link {
	return Link{Titre: f.Titre(), Adresse: Address(pl.Roadmap, f.Doc)}
}

// listLink leads to the list of a kind.
func (pl *planner) listLink(k content.Kind) Link {
	return Link{Titre: french.Capital(pl.noun(k).Pluriel), Adresse: ListAddress(pl.Roadmap, k)}
}

// shownList is the same, or leads nowhere when there is no document of that kind.
func (pl *planner) shownList(k content.Kind) Link {
	if pl.Len(k) == 0 {
		return Link{}
	}
	return pl.listLink(k)
}

// there are the links that lead somewhere.
func there(links ...Link) []Link {
	return slices.DeleteFunc(links, func(l Link) bool { return l.Adresse == "" })
}

// alone are the projets of no mission.
func (pl *planner) alone() []*roadmap.Projet {
	return slices.DeleteFunc(slices.Clone(pl.Projets), func(p *roadmap.Projet) bool { return p.Mission != nil })
}

// code is a code as readers see it: a number never stands alone, « Priorité 1 ».
func code(n roadmap.Nom, c roadmap.Code) string {
	if c.S == "" || strings.ContainsFunc(c.S, func(r rune) bool { return r != '.' && !unicode.IsDigit(r) }) {
		return c.S
	}
	return french.Capital(n.Singulier) + "\u00a0" + c.S
}

// familleLink leads to a famille by its code and its title.
func (pl *planner) familleLink(f *roadmap.Famille) Link {
	return Link{Titre: pl.familleTitle(f), Adresse: Address(pl.Roadmap, f.Doc)}
}

func (pl *planner) familleTitle(f *roadmap.Famille) string {
	return french.Typo(withCode(pl.familleCode(f), f.Titre()))
}

func (pl *planner) familleCode(f *roadmap.Famille) string { return code(pl.Mots.Famille, f.Code) }
func (pl *planner) missionCode(m *roadmap.Mission) string { return code(pl.Mots.Mission, m.Code) }
func (pl *planner) projetCode(p *roadmap.Projet) string   { return code(pl.Mots.Projet, p.Code) }
