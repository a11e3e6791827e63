package page

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// DateOf is a day as layouts show it; what is absent stays so.
func DateOf(d content.Date) Date { return Date{Texte: d.French(), ISO: d.ISO()} }

func liens(list []roadmap.Lien) []Lien {
	var out []Lien
	for _, l := range list {
		out = append(out, Lien{Titre: l.Titre.S, Adresse: l.URL.S})
	}
	return out
}

// sources leaves out a date that the title says: « communiqué du 2 juillet 2021 ».
func sources(list []roadmap.Source) []Source {
	var out []Source
	for _, s := range list {
		v := Source{Titre: s.Titre.S, URL: s.URL.S, Date: DateOf(s.Date)}
		if strings.Contains(spaced(v.Titre), spaced(v.Date.Texte)) {
			v.Date = Date{}
		}
		out = append(out, v)
	}
	return out
}

// spaced makes all spaces of a text plain ones, to compare it with another.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func texts(list []content.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.S)
	}
	return out
}

func codes(list []roadmap.Code) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.S)
	}
	return out
}

func (pl *planner) missionLabel(m *roadmap.Mission) Etiquette {
	if m == nil {
		return Etiquette{}
	}
	return Etiquette{Code: m.Code.S, Titre: m.Titre(), Slug: m.Slug(), Adresse: Address(pl.Roadmap, m.Doc)}
}

func (pl *planner) projetLabel(p *roadmap.Projet) Etiquette {
	return Etiquette{Code: p.Code.S, Titre: p.Titre(), Slug: p.Slug(), Adresse: Address(pl.Roadmap, p.Doc)}
}

func (pl *planner) enjeuLabels(list []*roadmap.Enjeu) []Etiquette {
	var out []Etiquette
	for _, e := range list {
		out = append(out, Etiquette{Titre: e.Titre(), Slug: e.Slug(), Adresse: Address(pl.Roadmap, e.Doc)})
	}
	return out
}
