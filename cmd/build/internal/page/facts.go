package page

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Inconnu is what readers are told in place of a value that is not published, by its key:
// "echeance" or "pilote".
func (s *Site) Inconnu(key string) string {
	of := french.Nom{Feminin: true}
	if key == "pilote" {
		of = s.Mots.Pilote.Nom
	}
	return "Non " + of.Agree("publié", 1)
}

func (pl *planner) unknown(key string) string { return pl.plan.Site.Inconnu(key) }

// leaders is the row of those who lead, each with its page.
func (pl *planner) leaders(list []*roadmap.Pilote) Fait {
	return Fait{Nom: french.Capital(pl.Mots.Pilote.For(len(list))), Liens: each(list, pl.piloteLink)}
}

// partners is the row of those who take part.
func (pl *planner) partners(list []*roadmap.Pilote) Fait {
	return Fait{Nom: french.Plural(len(list), "Partenaire", "Partenaires"), Liens: each(list, pl.piloteLink)}
}

// missionFacts is what the page of a mission says of it in brief.
func (pl *planner) missionFacts(m *roadmap.Mission) []Fait {
	return published(
		fact("Responsable", m.Responsable.S),
		pl.leaders(m.Leaders),
		pl.partners(m.Partners),
		formerCodes(m.AnciensCodes),
	)
}

// projetFacts is what the page of a projet and a document to print say of it in
// brief. A key of projets that they must show is one row more.
func (pl *planner) projetFacts(p *roadmap.Projet) []Fait {
	leaders := pl.leaders(p.Leaders)
	leaders.Inconnu = pl.unknown("pilote")
	entry := ""
	if p.Entree != nil {
		entry = p.Entree.Titre.S
	}
	standing := Fait{Nom: "Statut", Statut: pl.statut(p.Statut), Nouveau: pl.entered(p)}
	due := Fait{Nom: "Échéance", Echeance: echeance(p.Echeance, pl.State(p, nil)), Inconnu: pl.unknown("echeance")}
	if p.Par != nil {
		standing, due.Inconnu = Fait{Nom: pl.merged() + " avec", Liens: []Link{pl.linkTo(p.Par.Item)}}, ""
	}
	enjeux := Fait{Nom: french.Capital(pl.Mots.Enjeu.For(len(p.Enjeux))), Etiquettes: pl.enjeuLabels(p.Enjeux)}
	return published(
		standing,
		fact("Début", p.Debut.String()),
		due,
		Fait{Nom: "Report", Textes: slipped(pl.deadlines(p, nil), french.Nom{Feminin: true})},
		leaders,
		fact("Responsable", p.Responsable.S),
		pl.partners(p.Partners),
		enjeux,
		fact("Entrée dans la feuille de route", entry),
		formerCodes(p.AnciensCodes),
		Fait{Nom: "Réunit aussi", Etiquettes: each(p.Fusionnes, func(x *roadmap.Projet) Etiquette {
			return Etiquette{Titre: x.Titre(), Adresse: Address(pl.Roadmap, x.Doc)}
		})},
	)
}

// merged is « Fusionnée », of a projet.
func (pl *planner) merged() string { return french.Capital(pl.Mots.Projet.Agree("fusionné", 1)) }

// deadlines are all échéances that a projet had, or one of its jalons.
func (pl *planner) deadlines(p *roadmap.Projet, j *roadmap.Jalon) []roadmap.Deadline {
	return p.Deadlines(j, pl.former(p, j))
}

// former are those that editions had.
func (pl *planner) former(p *roadmap.Projet, j *roadmap.Jalon) []roadmap.Deadline {
	if pl.rest.Former == nil {
		return nil
	}
	return pl.rest.Former(p, j)
}

// slips says how many of some projets were put off; "" where nothing is known of it.
func (pl *planner) slips(list []*roadmap.Projet) string {
	return pl.Slips(list, func(p *roadmap.Projet) []roadmap.Deadline { return pl.former(p, nil) })
}

// slipped tells by how much an échéance moved, and what it was before: nothing of one
// that never did.
func slipped(list []roadmap.Deadline, who french.Nom) []string {
	by := roadmap.Slipped(list, who)
	if by == "" {
		return nil
	}
	former := make([]string, len(list)-1)
	for i := range former {
		former[i] = list[i].Echeance.String()
	}
	return []string{french.Capital(by) + ".", french.Typo("Auparavant : " + strings.Join(former, ", puis ") + ".")}
}

// onPaper puts facts in words, one line each: a document to print shows neither
// badges nor tags.
func onPaper(facts []Fait) []Fait {
	for i := range facts {
		f := &facts[i]
		if f.Statut.Mot != "" {
			f.Textes = []string{f.Statut.Mot}
			if f.Nouveau != "" {
				f.Textes[0] += " (" + f.Nouveau + ")"
			}
			f.Statut = Statut{}
		}
		for _, e := range f.Etiquettes {
			f.Textes = append(f.Textes, e.Titre)
		}
		for _, l := range f.Liens {
			f.Textes = append(f.Textes, l.Titre)
		}
		f.Etiquettes, f.Liens = nil, nil
		if len(f.Textes) > 1 {
			f.Textes = []string{strings.Join(f.Textes, ", ")}
		}
	}
	return facts
}

// fact is a row of one value, "" when there is none.
func fact(name, value string) Fait {
	if value == "" {
		return Fait{Nom: name}
	}
	return Fait{Nom: name, Textes: []string{value}}
}

// several is a row of values, each on its line; it is named for how many there are.
func several(one, many string, values []string) Fait {
	return Fait{Nom: french.Plural(len(values), one, many), Textes: values}
}

func formerCodes(list []roadmap.Code) Fait {
	f := several("Ancien code", "Anciens codes", codes(list))
	if len(list) > 0 {
		f.Textes = []string{strings.Join(f.Textes, ", ")}
	}
	return f
}

// published leaves out the rows that have no value and nothing to say of its lack.
func published(rows ...Fait) []Fait {
	return slices.DeleteFunc(rows, func(f Fait) bool {
		return f.Inconnu == "" && len(f.Textes) == 0 && len(f.Etiquettes) == 0 && f.Statut.Mot == "" && f.Echeance.Texte == "" && len(f.Liens) == 0
	})
}
