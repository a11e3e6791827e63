package data

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// This file lists the columns of each table.

func projets(no []string) *Table {
	return table("projets", no, func(f *Feuille, yield func(*Projet) bool) { all(f.Projets, yield) },
		item(func(x *Projet) *Fiche { return &x.Fiche },
			text("code", func(x *Projet) string { return x.Code }),
			text("anciens_codes", func(x *Projet) string { return joined(x.AnciensCodes) }),
			ref("mission", "missions", func(x *Projet) string { return x.Mission }),
			text("enjeux", func(x *Projet) string { return joined(x.Enjeux) }),
			word("statut", roadmap.StatutKeys, func(x *Projet) string { return x.Statut }),
			ref("entree", "editions", func(x *Projet) string { return x.Entree }),
			periode("debut", func(x *Projet) string { return x.Debut }),
			periode("echeance", func(x *Projet) string { return x.Echeance }),
			typed("date", "echeance_fin", func(x *Projet) string { return end(x.Echeance) }),
			text("pilotes", func(x *Projet) string { return joined(x.Pilotes) }),
			text("partenaires", func(x *Projet) string { return joined(x.Partenaires) }),
			text("responsable", func(x *Projet) string { return x.Responsable }),
			typed("number", "ordre", func(x *Projet) string { return decimals(x.Ordre) }),
		), "id")
}

func missions(no []string) *Table {
	return table("missions", no, func(f *Feuille, yield func(*Mission) bool) { all(f.Missions, yield) },
		item(func(x *Mission) *Fiche { return &x.Fiche },
			text("code", func(x *Mission) string { return x.Code }),
			text("anciens_codes", func(x *Mission) string { return joined(x.AnciensCodes) }),
			ref("famille", "familles", func(x *Mission) string { return x.Famille }),
			text("pilotes", func(x *Mission) string { return joined(x.Pilotes) }),
			text("partenaires", func(x *Mission) string { return joined(x.Partenaires) }),
			text("responsable", func(x *Mission) string { return x.Responsable }),
			typed("number", "ordre", func(x *Mission) string { return decimals(x.Ordre) }),
		), "id")
}

func familles(no []string) *Table {
	return table("familles", no, func(f *Feuille, yield func(*Famille) bool) { all(f.Familles, yield) },
		item(func(x *Famille) *Fiche { return &x.Fiche },
			text("code", func(x *Famille) string { return x.Code }),
			typed("number", "ordre", func(x *Famille) string { return decimals(x.Ordre) }),
		), "id")
}

func enjeux(no []string) *Table {
	return table("enjeux", no, func(f *Feuille, yield func(*Enjeu) bool) { all(f.Enjeux, yield) },
		item(func(x *Enjeu) *Fiche { return &x.Fiche },
			typed("number", "ordre", func(x *Enjeu) string { return decimals(x.Ordre) }),
		), "id")
}

func actualites(no []string) *Table {
	return table("actualites", no, func(f *Feuille, yield func(*Actualite) bool) { all(f.Actualites, yield) },
		item(func(x *Actualite) *Fiche { return &x.Fiche },
			typed("date", "date", func(x *Actualite) string { return x.Date }),
			ref("mission", "missions", func(x *Actualite) string { return x.Mission }),
			text("missions", func(x *Actualite) string { return joined(x.Missions) }),
			text("projets", func(x *Actualite) string { return joined(x.Projets) }),
			text("enjeux", func(x *Actualite) string { return joined(x.Enjeux) }),
		), "id")
}

// A part is something that an item holds several of.
type part[T any] struct {
	niveau, id string
	rang       int // from 1
	it         *T
}

func jalons(no []string) *Table {
	type row = part[Jalon]
	return table("jalons", no, func(f *Feuille, yield func(*row) bool) {
		parts(f.Projets, func(p *Projet) []Jalon { return p.Jalons }, func(p *Projet) row { return row{id: p.ID} }, yield)
	}, []column[row]{
		ref("projet", "projets", func(x *row) string { return x.id }),
		typed("integer", "rang", func(x *row) string { return strconv.Itoa(x.rang) }),
		needed("titre", func(x *row) string { return x.it.Titre }),
		periode("debut", func(x *row) string { return x.it.Debut }),
		periode("echeance", func(x *row) string { return x.it.Echeance }),
		typed("date", "echeance_fin", func(x *row) string { return end(x.it.Echeance) }),
		typed("boolean", "atteint", func(x *row) string { return boolean(x.it.Atteint) }),
		text("reserve", func(x *row) string { return x.it.Reserve }),
	}, "projet", "rang")
}

// parts goes through what items hold several of. It returns whether to go on.
func parts[I, T any](items []I, of func(*I) []T, row func(*I) part[T], yield func(*part[T]) bool) bool {
	for i := range items {
		r := row(&items[i])
		list := of(&items[i])
		for n := range list {
			r.rang, r.it = n+1, &list[n]
			if !yield(&r) {
				return false
			}
		}
	}
	return true
}

func historique(no []string) *Table {
	type row = part[Evenement]
	return table("historique", no, func(f *Feuille, yield func(*row) bool) {
		parts(f.Projets, func(p *Projet) []Evenement { return p.Historique }, func(p *Projet) row { return row{id: p.ID} }, yield)
	}, []column[row]{
		ref("projet", "projets", func(x *row) string { return x.id }),
		typed("date", "date", func(x *row) string { return x.it.Date }),
		column[row]{Column{Name: "statut", Type: "string", Words: roadmap.StatutKeys}, func(x *row) string { return x.it.Statut }},
		text("note", func(x *row) string { return x.it.Note }),
	}, "projet", "date")
}

// A measured is a measure and the indicator that it is of.
type measured struct {
	part[Indicateur]
	mesure int // from 1; 0 for an indicator without any
	m      Mesure
}

func mesures(no []string) *Table {
	return table("indicateurs", no, func(f *Feuille, yield func(*measured) bool) {
		indicators(f, func(p *part[Indicateur]) bool {
			r := measured{part: *p}
			if len(p.it.Mesures) == 0 {
				return yield(&r)
			}
			for n, m := range p.it.Mesures {
				r.mesure, r.m = n+1, m
				if !yield(&r) {
					return false
				}
			}
			return true
		})
	}, []column[measured]{
		word("niveau", []string{"projet", "mission", "page"}, func(x *measured) string { return x.niveau }),
		id("id", func(x *measured) string { return x.id }),
		typed("integer", "rang", func(x *measured) string { return strconv.Itoa(x.rang) }),
		typed("integer", "mesure", func(x *measured) string { return strconv.Itoa(x.mesure) }),
		needed("nom", func(x *measured) string { return x.it.Nom }),
		text("unite", func(x *measured) string { return x.it.Unite }),
		typed("date", "date", func(x *measured) string { return x.m.Date }),
		typed("number", "valeur", func(x *measured) string {
			if x.mesure == 0 {
				return ""
			}
			return decimals(&x.m.Valeur)
		}),
		typed("boolean", "approximatif", func(x *measured) string { return x.flag(x.m.Approximatif) }),
		typed("boolean", "minimum", func(x *measured) string { return x.flag(x.m.Minimum) }),
		typed("number", "cible", func(x *measured) string { return decimals(x.it.Cible) }),
		periode("echeance", func(x *measured) string { return x.it.Echeance }),
		typed("date", "echeance_fin", func(x *measured) string { return end(x.it.Echeance) }),
		text("reserve", func(x *measured) string { return x.it.Reserve }),
	}, "niveau", "id", "rang", "mesure")
}

func (x *measured) flag(b bool) string {
	if x.mesure == 0 {
		return ""
	}
	return strconv.FormatBool(b)
}

// indicators goes through those of projets, of missions, of pages.
func indicators(f *Feuille, yield func(*part[Indicateur]) bool) bool {
	type row = part[Indicateur]
	return parts(f.Projets, func(p *Projet) []Indicateur { return p.Indicateurs }, func(p *Projet) row { return row{niveau: "projet", id: p.ID} }, yield) &&
		parts(f.Missions, func(m *Mission) []Indicateur { return m.Indicateurs }, func(m *Mission) row { return row{niveau: "mission", id: m.ID} }, yield) &&
		parts(f.Site.Pages, func(p *Page) []Indicateur { return p.Indicateurs }, func(p *Page) row { return row{niveau: "page", id: p.ID} }, yield)
}

// An origin is a source, and what it backs.
type origin struct {
	part[Source]
	element      string // "jalon" or "indicateur", "" for the item itself
	elementRange int    // of the element in its item
}

// levelWords are those of the column « niveau »; an edition has no links.
var levelWords = []string{"projet", "mission", "famille", "enjeu", "actualite", "page", "edition"}

func origins(no []string) *Table {
	return table("sources", no, eachOrigin, []column[origin]{
		word("niveau", levelWords, func(x *origin) string { return x.niveau }),
		needed("id", func(x *origin) string { return x.id }),
		column[origin]{Column{Name: "element", Type: "string", Words: []string{"jalon", "indicateur"}}, func(x *origin) string { return x.element }},
		typed("integer", "element_rang", func(x *origin) string {
			if x.element == "" {
				return ""
			}
			return strconv.Itoa(x.elementRange)
		}),
		typed("integer", "rang", func(x *origin) string { return strconv.Itoa(x.rang) }),
		needed("titre", func(x *origin) string { return x.it.Titre }),
		address("url", false, func(x *origin) string { return x.it.URL }),
		typed("date", "date", func(x *origin) string { return x.it.Date }),
	})
}

func eachOrigin(f *Feuille, yield func(*origin) bool) {
	on := true
	add := func(niveau, id, element string, rank int, list []Source) {
		for i := range list {
			on = on && yield(&origin{part[Source]{niveau, id, i + 1, &list[i]}, element, rank})
		}
	}
	for _, h := range holders(f) {
		add(h.niveau, h.id, "", 0, h.sources)
	}
	for i := range f.Projets {
		for n := range f.Projets[i].Jalons {
			add("projet", f.Projets[i].ID, "jalon", n+1, f.Projets[i].Jalons[n].Sources)
		}
	}
	indicators(f, func(p *part[Indicateur]) bool {
		add(p.niveau, p.id, "indicateur", p.rang, p.it.Sources)
		return on
	})
}

// A holder is what has sources and links of its own.
type holder struct {
	niveau, id string
	sources    []Source
	liens      []Lien
}

func holders(f *Feuille) []holder {
	var out []holder
	for _, l := range f.lists() {
		niveau := strings.TrimSuffix(strings.TrimSuffix(l.name, "s"), "x")
		for _, x := range l.fiches {
			if len(x.Sources)+len(x.Liens) > 0 {
				out = append(out, holder{niveau, x.ID, x.Sources, x.Liens})
			}
		}
	}
	for _, p := range f.Site.Pages {
		out = append(out, holder{"page", p.ID, p.Sources, p.Liens})
	}
	for _, e := range f.Editions {
		out = append(out, holder{"edition", e.ID, e.Sources, nil})
	}
	return out
}

func links(no []string) *Table {
	type row = part[Lien]
	return table("liens", no, func(f *Feuille, yield func(*row) bool) {
		parts(holders(f), func(h *holder) []Lien { return h.liens }, func(h *holder) row { return row{niveau: h.niveau, id: h.id} }, yield)
	}, []column[row]{
		word("niveau", levelWords[:len(levelWords)-1], func(x *row) string { return x.niveau }),
		id("id", func(x *row) string { return x.id }),
		typed("integer", "rang", func(x *row) string { return strconv.Itoa(x.rang) }),
		needed("titre", func(x *row) string { return x.it.Titre }),
		address("url", true, func(x *row) string { return x.it.URL }),
	}, "niveau", "id", "rang")
}

func editions(no []string) *Table {
	columns := []column[Edition]{
		{Column{Name: "id", Type: "string"}, func(x *Edition) string { return x.ID }},
		needed("titre", func(x *Edition) string { return x.Titre }),
		typed("date", "date", func(x *Edition) string { return x.Date }),
		{Column{Name: "etat", Type: "string", Words: []string{"concertation", "arrete", "revise"}}, func(x *Edition) string { return x.Etat }},
		word("documentation", []string{"complete", "partielle"}, func(x *Edition) string { return x.Documentation }),
	}
	for i, name := range announcedColumns {
		columns = append(columns, typed("integer", name, func(x *Edition) string { return integer(*x.Annonce.figures()[i].value) }))
	}
	columns = append(columns, text("annonce_a_achever", func(x *Edition) string { return joined(due(&x.Annonce)) }),
		text("reserve", func(x *Edition) string { return x.Reserve }))
	return table("editions", no, func(f *Feuille, yield func(*Edition) bool) { all(f.Editions, yield) }, columns, "id")
}

// announcedColumns are those of the figures of an Annonce, in their order.
var announcedColumns = []string{"annonce_familles", "annonce_enjeux", "annonce_missions", "annonce_projets", "annonce_nouveaux", "annonce_a_venir", "annonce_en_cours",
	"annonce_acheves", "annonce_suspendus", "annonce_abandonnes"}

// due is what an edition says is to be finished: « 2021=1 ».
func due(a *Annonce) []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(a.AAchever)) {
		out = append(out, p+"="+strconv.Itoa(a.AAchever[p]))
	}
	return out
}
