package page

import (
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
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

// badge is a status, by its rank, as projets of this site show it.
func (pl *planner) badge(rank int) Statut {
	s := &roadmap.Statuts[rank]
	return Statut{s.Cle, s.Alone(pl.Mots.Projet.Nom), s.Badge, rank + 1}
}

func (pl *planner) statut(s roadmap.Statut) Statut { return pl.badge(s.Rank()) }

// repartition counts projets by status; filter is added to the addresses of its
// parts: "mission=data".
func (pl *planner) repartition(projets []*roadmap.Projet, filter string) Repartition {
	rep := Repartition{Total: len(projets)}
	tally := roadmap.Count(projets)
	x := 0.0
	for i, n := range tally {
		if n == 0 {
			continue
		}
		width := 100 * float64(n) / float64(rep.Total)
		s := &roadmap.Statuts[i]
		address := pl.statutList(s.Cle)
		if filter != "" {
			address = pl.projetsLink().Adresse + "?" + filter + "&statut=" + s.Cle
		}
		rep.Parts = append(rep.Parts, Part{Statut: pl.badge(i), Nombre: n, Texte: french.Int(n) + " " + s.After(pl.Mots.Projet.Nom, n),
			X: round(x), Largeur: round(width), Adresse: address})
		x += width
	}
	rep.Titre = french.Typo(pl.Mots.Projet.Count(rep.Total) + " : " + rep.words())
	if rep.Total == 0 {
		rep.Titre = french.Capital(pl.Mots.Projet.One("aucun"))
	}
	return rep
}

// words says the counts by status: « 4 en cours, 25 au statut non publié ».
func (r *Repartition) words() string {
	list := make([]string, len(r.Parts))
	for i := range r.Parts {
		list[i] = r.Parts[i].Texte
	}
	return strings.Join(list, ", ")
}

func round(v float64) float64 { return float64(int(v*100+0.5)) / 100 }

// compte gives both figures of a level when the edition announces more than is
// documented.
func (pl *planner) compte(level content.Kind) Compte {
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

// documented is the count of part of the projets. When only part of all of them
// is public, it says « documentés ».
func (pl *planner) documented(n int) Compte {
	if pl.partial() {
		return Compte{Nombre: n, Texte: pl.Mots.Projet.Counted(n, "documenté")}
	}
	return Compte{Nombre: n, Texte: pl.Mots.Projet.Count(n)}
}

func (pl *planner) partial() bool {
	return pl.Edition != nil && pl.Edition.Documentation.Partial()
}

// echeance is when something is due, and that it is late when state says so.
func echeance(p roadmap.Periode, state roadmap.State) Echeance {
	if p.IsZero() {
		return Echeance{}
	}
	e := Echeance{Texte: p.String(), ISO: p.Last.ISO()}
	if state.Late() {
		e.Depassee = state.Mot
	}
	return e
}

const maxYears = 50

// years lists the years that a période touches, for the filter; at most maxYears.
func years(p roadmap.Periode) []string {
	if p.IsZero() {
		return []string{NoYear}
	}
	var list []string
	for y := p.First.Year; y <= p.Last.Year && len(list) < maxYears; y++ {
		list = append(list, strconv.Itoa(y))
	}
	return list
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

// ligne is what lists show of a projet, made once for all lists.
func (pl *planner) ligne(p *roadmap.Projet) *ProjetLigne {
	if made := pl.lignes[p.Rang].Load(); made != nil {
		return made
	}
	reserve := p.Reserve.S
	if p.Statut.Rank() == roadmap.NonCommunique {
		reserve = "" // it limits nothing that a list states
	}
	l := &ProjetLigne{
		Titre: p.Titre(), Adresse: Address(pl.Roadmap, p.Doc), Slug: p.Slug(), Code: p.Code.S,
		Resume: pl.resume(p.Fiche), Statut: pl.statut(p.Statut),
		Nouveau: pl.entered(p), Echeance: echeance(p.Echeance, pl.State(p, nil)),
		Pilotes: texts(p.Pilotes), Mission: pl.missionLabel(p.Mission), Enjeux: pl.enjeuLabels(p.Enjeux),
		Annees: years(p.Echeance), Reserve: reserve, Brouillon: p.Brouillon.V,
	}
	pl.lignes[p.Rang].Store(l)
	return l
}

// carte is what lists show of an actualité, made once for all lists.
func (pl *planner) carte(a *roadmap.Actualite) ActualiteCarte {
	if made := pl.cartes[a.Rang].Load(); made != nil {
		return *made
	}
	c := ActualiteCarte{
		Titre: a.Titre(), Adresse: Address(pl.Roadmap, a.Doc), Date: DateOf(a.Date), Resume: pl.resume(a.Fiche),
		Sujets: pl.subjects(a), Apres: pl.after(a.Date), Brouillon: a.Brouillon.V,
	}
	pl.cartes[a.Rang].Store(&c)
	return c
}

func (pl *planner) after(d content.Date) bool {
	return pl.Edition != nil && d.Compare(pl.Edition.Date) > 0
}

// subjects lists what an actualité is about; a mission that its projets imply
// is not repeated.
func (pl *planner) subjects(a *roadmap.Actualite) []Etiquette {
	var out []Etiquette
	for _, m := range a.Missions {
		out = append(out, pl.missionLabel(m))
	}
	for _, p := range a.Projets {
		label := pl.projetLabel(p)
		label.Code = "" // « Pi3 » alone tells a reader nothing
		out = append(out, label)
	}
	return append(out, pl.enjeuLabels(a.Enjeux)...)
}

func (pl *planner) projetLines(list []*roadmap.Projet) []*ProjetLigne {
	out := make([]*ProjetLigne, 0, len(list))
	for _, p := range list {
		out = append(out, pl.ligne(p))
	}
	return out
}

func (pl *planner) cards(list []*roadmap.Actualite, most int) []ActualiteCarte {
	if most > 0 && len(list) > most {
		list = list[:most]
	}
	out := make([]ActualiteCarte, 0, len(list))
	for _, a := range list {
		out = append(out, pl.carte(a))
	}
	return out
}

// jalon is a milestone as layouts show it. That it is late is said of its date.
func (pl *planner) jalon(p *roadmap.Projet, j *roadmap.Jalon) Jalon {
	state := pl.State(p, j)
	v := Jalon{Titre: j.Titre.S, Echeance: echeance(j.Echeance, state), Debut: j.Debut.String(), Etat: state.Cle, Mot: state.Mot,
		Projet: pl.projetLabel(p), Sources: sources(j.Sources), Reserve: j.Reserve.S}
	if state.Late() {
		v.Mot = j.Standing().Mot
	}
	return v
}

// milestones returns the next and the past milestones of some projets, at most
// so many of each, seen from the edition's date. One that was reached early is
// neither: it is no longer expected, and its time has not come.
func (pl *planner) milestones(projets []*roadmap.Projet, most int) (next, past Echeancier) {
	var ahead, behind []due
	for _, p := range projets {
		for i := range p.Jalons {
			switch j := &p.Jalons[i]; {
			case j.Echeance.IsZero():
			case !pl.after(j.Echeance.Last):
				behind = append(behind, due{p, j, i + 1})
			case !j.Atteint.V:
				ahead = append(ahead, due{p, j, i + 1})
			}
		}
	}
	slices.SortFunc(ahead, compareDues)
	slices.SortFunc(behind, func(a, b due) int { return compareDues(b, a) })
	note := ""
	if pl.Edition != nil {
		note = "À la date de l’édition, le " + pl.Edition.Date.French() + "."
	}
	next = Echeancier{Titre: "Prochaines échéances", Note: note}
	past = Echeancier{Titre: "Dernières échéances", Note: note}
	for _, d := range ahead[:min(most, len(ahead))] {
		next.Jalons = append(next.Jalons, pl.jalon(d.p, d.j))
	}
	for _, d := range behind[:min(most, len(behind))] {
		past.Jalons = append(past.Jalons, pl.jalon(d.p, d.j))
	}
	return next, past
}
