package data

import (
	"bytes"
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// folded is how many changes of one kind a page shows before it folds them.
const folded = 30

// Kept is the data of the earlier editions of which it was kept, by id.
type Kept map[string]*Feuille

// Changes tells the page of changes what moved from each edition to the next:
// what the two texts announce, what their data says where it was kept, else what
// the pages themselves say of it.
func (p *Publication) Changes() *page.Changements {
	editions, kept := p.roadmap.Until(), p.kept()
	v := &page.Changements{NonAnnonce: absences["annonce"][0]}
	p.announcements(v, editions)
	var known *Feuille // data of the latest edition that has some
	var passages []page.Passage
	for i, e := range editions {
		now := kept[e.ID.S]
		if e == p.roadmap.Edition && known != nil {
			now = p.feuille()
		}
		if i > 0 {
			passages = append(passages, p.passage(editions[i-1], e, known, now))
		}
		if now != nil {
			known = now
		}
	}
	slices.Reverse(passages)
	v.Passages = passages
	v.Report, v.Reports = p.reports()
	if !slices.ContainsFunc(passages, func(q page.Passage) bool { return q.Note == "" }) {
		v.Noms = page.ChangeGroupe{Titre: "Noms qui ont changé", Cotes: true, Absences: absences["renomme"], Lignes: p.formerCodes()}
	}
	return v
}

// anchor is where the page tells of an edition.
func anchor(e *roadmap.Edition) string {
	return "edition-" + cmp.Or(content.Slug(e.ID.S), strconv.Itoa(e.Date.Year))
}

// Passed are the changes as items of a feed, one for each edition but the first, whose
// addresses are those of the site.
func (p *Publication) Passed() []feed.Item {
	passages, editions := p.Changes().Passages, p.roadmap.Until()
	var out []feed.Item
	for i := range passages { // the latest first
		q := &passages[i]
		address := page.Changes + "#" + q.Ancre
		item := feed.Item{ID: address, Title: french.Typo("Nouvelle édition : " + q.Titre), Link: address, Date: editions[len(editions)-1-i].Date.Time(), Summary: q.Ecarts}
		if text := p.told(q); text != "" {
			item.HTML = func(b *bytes.Buffer) { b.WriteString(text) }
		}
		out = append(out, item)
	}
	return out
}

// told writes a passage as HTML for feeds.
func (p *Publication) told(q *page.Passage) string {
	var b strings.Builder
	for _, s := range []string{q.Ecarts, q.Note} {
		if s != "" {
			b.WriteString("<p>" + html.EscapeString(s) + "</p>\n")
		}
	}
	for _, g := range q.Groupes {
		b.WriteString("<h2>" + html.EscapeString(g.Titre) + "</h2>\n<ul>\n")
		for _, l := range g.Lignes {
			name := html.EscapeString(l.Nom.Titre)
			if l.Nom.Adresse != "" {
				name = `<a href="` + html.EscapeString(p.site.Base+l.Nom.Adresse) + `">` + name + "</a>"
			}
			b.WriteString("<li>" + name + html.EscapeString(l.Dit) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	return b.String()
}

// announcements sets side by side what the texts announce.
func (p *Publication) announcements(v *page.Changements, editions []*roadmap.Edition) {
	for _, e := range editions {
		v.Editions = append(v.Editions, page.EditionEtat{Date: page.DateOf(e.Date), Etat: e.Etat.Mot()})
	}
	for _, figure := range p.figures() {
		row := page.ChiffreSuivi{Libelle: french.Capital(figure.Words(&p.roadmap.Mots, 2))}
		known := false
		for _, e := range editions {
			value := counted(figure.In(e))
			known = known || value != ""
			row.Valeurs = append(row.Valeurs, page.ValeurAnnoncee{Edition: strconv.Itoa(e.Date.Year), Valeur: value})
		}
		if known {
			v.Chiffres = append(v.Chiffres, row)
		}
	}
}

// figures are those that texts announce, of the levels that the roadmap uses.
func (p *Publication) figures() []*roadmap.AnnonceRow {
	return slices.DeleteFunc(roadmap.AnnoncesOf(p.roadmap.Until()...), func(a *roadmap.AnnonceRow) bool {
		return a.Niveau != content.Projet && p.roadmap.Len(a.Niveau) == 0
	})
}

// gaps says in a sentence what the later of two texts announces that the other
// does not.
func (p *Publication) gaps(a, b *roadmap.Edition) string {
	var out []string
	for _, figure := range p.figures() {
		before, after := counted(figure.In(a)), counted(figure.In(b))
		if after == "" || after == before {
			continue
		}
		said := after + " " + figure.Words(&p.roadmap.Mots, int(figure.In(b).V))
		if before != "" {
			said += " (" + before + " auparavant)"
		}
		out = append(out, said)
	}
	if len(out) == 0 {
		return ""
	}
	return french.Typo("Le texte annonce " + french.And(out) + ".")
}

// passage tells of one edition after the one before. known is the data of the
// latest edition before that has some.
func (p *Publication) passage(before, e *roadmap.Edition, known, now *Feuille) page.Passage {
	q := page.Passage{Ancre: anchor(e), Titre: e.Titre.S, Depuis: before.Titre.S, Date: page.DateOf(e.Date), Ecarts: p.gaps(before, e)}
	if known == nil || now == nil {
		q.Note = french.Typo("Les données de l'édition « " + p.missing(before, e, now) + " » n'ont pas été gardées : seuls les chiffres annoncés se comparent, et ce que les pages de ce site disent elles-mêmes.")
		q.Groupes = p.attested(before, e)
		return q
	}
	q.Depuis = known.Current().Titre.S
	q.Groupes = p.compared(Compare(known, now), now)
	return q
}

// missing is the edition whose data is wanted: never the current one's, which can
// be made.
func (p *Publication) missing(before, e *roadmap.Edition, now *Feuille) string {
	if now == nil && e != p.roadmap.Edition {
		return e.Titre.S
	}
	return before.Titre.S
}

// attested is what the pages say of the time from one edition to the next.
func (p *Publication) attested(before, e *roadmap.Edition) []page.ChangeGroupe {
	noun := p.roadmap.Mots.Projet
	entered := page.ChangeGroupe{Titre: french.Capital(noun.Pluriel) + " " + noun.Agree("entré", 2) + ", d’après leur page"}
	steps := page.ChangeGroupe{Titre: "Étapes, d’après l’historique"}
	for _, x := range p.roadmap.Projets {
		name := page.Link{Titre: x.Titre(), Adresse: page.Address(p.roadmap, x.Doc)}
		if x.Entree == e {
			entered.Lignes = append(entered.Lignes, page.ChangeLigne{Nom: name})
		}
		for _, step := range x.Historique {
			if step.Date.Compare(before.Date) > 0 && step.Date.Compare(e.Date) <= 0 {
				text := step.Date.French()
				if step.Statut.S != "" {
					text += ", " + statut(&p.roadmap.Mots, step.Statut)
				}
				if due := page.EventDue(&step); due != "" {
					text += ", " + french.Lower(due)
				}
				if step.Note.S != "" {
					text += ". " + step.Note.S
				}
				steps.Lignes = append(steps.Lignes, page.ChangeLigne{Nom: name, Dit: french.Typo(", " + text)})
			}
		}
	}
	if n, k := roadmap.AnnonceOf("nouveaux").In(e), len(entered.Lignes); k > 0 && n.Set && int(n.V) > k {
		entered.Titre = french.Typo(entered.Titre + " : " + french.Int(k) + " sur " + french.Number(n.V) + " " + noun.Agree("annoncé", 2))
	}
	return slices.DeleteFunc([]page.ChangeGroupe{entered, steps}, func(g page.ChangeGroupe) bool { return len(g.Lignes) == 0 })
}

// formerCodes are the short names that changed at a time that no page gives.
func (p *Publication) formerCodes() []page.ChangeLigne {
	var out []page.ChangeLigne
	add := func(f roadmap.Item, code string, before []roadmap.Code) {
		if len(before) > 0 {
			names := make([]string, len(before))
			for i, c := range before {
				names[i] = c.S
			}
			out = append(out, page.ChangeLigne{Nom: page.Link{Titre: f.Titre(), Adresse: page.Address(p.roadmap, f.Doc)}, Avant: strings.Join(names, ", "), Apres: code})
		}
	}
	for _, m := range p.roadmap.Missions {
		add(m.Item, m.Code.S, m.AnciensCodes)
	}
	for _, x := range p.roadmap.Projets {
		add(x.Item, x.Code.S, x.AnciensCodes)
	}
	return out
}

// compared groups the changes of a Diff. The announced figures stand elsewhere.
func (p *Publication) compared(d *Diff, now *Feuille) []page.ChangeGroupe {
	known := p.feuille().addresses()
	var out []page.ChangeGroupe
	d.groups(func(title string) {
		out = append(out, page.ChangeGroupe{Titre: title})
	}, func(c *Changement) {
		g := &out[len(out)-1]
		g.Absences = absences[c.Sorte]
		line := page.ChangeLigne{Nom: page.Link{Titre: c.Titre}, Dit: french.Typo(c.aside()), Quoi: french.Typo(c.dit[2]), Avant: c.dit[0], Apres: c.dit[1]}
		if path := now.path(c.Adresse); c.Adresse != "" && c.Sorte != "sorti" {
			if _, ok := known[path]; ok {
				line.Nom.Adresse = path
			}
		}
		if c.Sorte == "acheve" || c.Sorte == "abandonne" || c.Sorte == "statut" {
			line.Avant, line.Apres = french.Capital(line.Avant), french.Capital(line.Apres)
		}
		g.Cotes = g.Cotes || line.Avant != "" || line.Apres != ""
		g.Lignes = append(g.Lignes, line)
	})
	out = slices.DeleteFunc(out, func(g page.ChangeGroupe) bool { return g.Titre == titles["annonce"] })
	for i := range out {
		if n := len(out[i].Lignes); n > folded {
			out[i].Compte = french.Count(n, "changement", "changements")
		}
	}
	return out
}
