package data

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Diff is what changed between two editions.
type Diff struct {
	Avant       Etat         `json:"avant"`
	Apres       Etat         `json:"apres"`
	Disparues   []Disparue   `json:"adresses_disparues"` // without an alias: broken links for readers
	Changements []Changement `json:"changements"`

	mots roadmap.Mots // what the later one calls its levels
}

// An Etat is one of the two editions.
type Etat struct {
	Edition string `json:"edition"`
	Titre   string `json:"titre"`
	Date    string `json:"date"`
	URL     string `json:"url"`
}

// A Disparue is an address that led somewhere and leads nowhere any more.
type Disparue struct {
	Adresse string `json:"adresse"` // from the root of the site: "/projets/a/"
	Titre   string `json:"titre,omitempty"`
}

// A Changement is one thing that moved.
type Changement struct {
	Genre   string `json:"genre"`  // one of Genres
	Niveau  string `json:"niveau"` // projet, mission, enjeu, famille or edition
	ID      string `json:"id,omitempty"`
	Titre   string `json:"titre,omitempty"`
	Adresse string `json:"adresse,omitempty"`
	Quoi    string `json:"quoi,omitempty"` // a jalon, an indicateur, a figure
	Avant   string `json:"avant,omitempty"`
	Apres   string `json:"apres,omitempty"`

	dit [2]string // Avant and Apres as people read them, where that is not what the data has
}

// Genres are the kinds of change, in the order in which they are told.
var Genres = []string{"entre", "acheve", "abandonne", "statut", "retarde", "avance", "echeance", "renomme", "deplace", "sorti", "jalon", "indicateur", "annonce"}

// Compare tells what changed from one edition to another.
func Compare(old, now *Feuille) *Diff {
	d := &Diff{Avant: etat(old), Apres: etat(now), Disparues: []Disparue{}, Changements: []Changement{}, mots: now.mots()}
	d.addresses(old, now)
	c := comparer{d, old, now, map[string]string{}, map[subjectID]string{}}
	for _, a := range now.Site.Alias {
		c.moved[now.path(a.De)] = now.path(a.Vers)
	}
	items(&c, "famille", old.Familles, now.Familles, func(x *Famille) (roadmap.Code, []roadmap.Code) { return x.Code, nil }, nil)
	items(&c, "enjeu", old.Enjeux, now.Enjeux, func(*Enjeu) (none roadmap.Code, _ []roadmap.Code) { return none, nil }, nil)
	items(&c, "mission", old.Missions, now.Missions, func(x *Mission) (roadmap.Code, []roadmap.Code) { return x.Code, x.AnciensCodes },
		func(s subject, a, b *Mission) { c.indicateurs(s, a.Indicateurs, b.Indicateurs) })
	items(&c, "projet", old.Projets, now.Projets, func(x *Projet) (roadmap.Code, []roadmap.Code) { return x.Code, x.AnciensCodes }, c.projet)
	c.annonce(old.Current(), now.Current())
	rank := map[string]int{}
	for i, g := range Genres {
		rank[g] = i
	}
	slices.SortStableFunc(d.Changements, func(a, b Changement) int { return cmp.Compare(rank[a.Genre], rank[b.Genre]) })
	return d
}

func etat(f *Feuille) Etat {
	e := f.Current()
	return Etat{f.Edition, e.Titre.S, e.Date.ISO(), f.Site.URL}
}

// addresses finds those that are gone without an alias.
func (d *Diff) addresses(old, now *Feuille) {
	gone, known := old.addresses(), now.addresses()
	for _, address := range slices.Sorted(maps.Keys(gone)) {
		if _, ok := known[address]; !ok {
			d.Disparues = append(d.Disparues, Disparue{address, gone[address]})
		}
	}
}

// A comparer fills a Diff.
type comparer struct {
	*Diff
	old, now *Feuille
	moved    map[string]string // former address → where it leads now
	renamed  map[subjectID]string
}

// A subjectID is the former id of an item whose id has changed.
type subjectID struct{ niveau, id string }

// A subject is what a change is about.
type subject struct{ niveau, id, titre, adresse string }

func about(niveau string, x item) subject {
	return subject{niveau, x.fiche().ID, x.Shared().Titre.S, x.fiche().Adresse}
}

// add tells a change; dit is what was before and what is after as people read it.
func (c *comparer) add(s subject, genre, quoi, avant, apres string, dit ...string) {
	now := Changement{Genre: genre, Niveau: s.niveau, ID: s.id, Titre: s.titre, Adresse: s.adresse, Quoi: quoi, Avant: avant, Apres: apres, dit: [2]string{avant, apres}}
	copy(now.dit[:], dit)
	c.Changements = append(c.Changements, now)
}

// items compares the items of two editions. codes gives the code of one, and those that
// it had; more compares two of a pair.
func items[T any, P interface {
	*T
	item
}](c *comparer, niveau string, old, now []T, codes func(*T) (roadmap.Code, []roadmap.Code), more func(s subject, a, b *T)) {
	pair := pairs[T, P](c, old, now, codes)
	taken := map[*T]bool{}
	for i := range now {
		b := P(&now[i])
		s, a := about(niveau, b), P(pair[b.fiche().ID])
		if a == nil {
			c.add(s, "entre", "", "", "")
			continue
		}
		taken[a] = true
		if before, after := a.Shared().Titre.S, b.Shared().Titre.S; before != after {
			c.add(s, "renomme", "titre", before, after)
		}
		before, _ := codes(a)
		if after, _ := codes(b); before.S != after.S && before.S != "" && after.S != "" {
			c.add(s, "renomme", "code", before.S, after.S)
		}
		if a.fiche().ID != s.id {
			c.renamed[subjectID{niveau, a.fiche().ID}] = s.id
			c.add(s, "renomme", "adresse", c.old.path(a.fiche().Adresse), c.now.path(s.adresse))
		}
		if more != nil {
			more(s, a, b)
		}
	}
	for i := range old {
		if !taken[&old[i]] {
			c.add(about(niveau, P(&old[i])), "sorti", "", "", "")
		}
	}
}

// pairs finds the former item of each one, by its id: that of the same id, else one
// whose address leads to it by an alias, else one whose code only it has or had.
func pairs[T any, P interface {
	*T
	item
}](c *comparer, old, now []T, codes func(*T) (roadmap.Code, []roadmap.Code)) map[string]*T {
	former := map[string]*T{}
	byCode := map[string][]*T{}
	byPath := map[string]*T{}
	for i := range old {
		x := &old[i]
		former[P(x).fiche().ID] = x
		byPath[c.moved[c.old.path(P(x).fiche().Adresse)]] = x
		if code, _ := codes(x); code.S != "" {
			byCode[code.S] = append(byCode[code.S], x)
		}
	}
	pair := map[string]*T{} // new id → old item
	taken := map[*T]bool{}
	take := func(id string, x *T) bool {
		if x == nil || taken[x] || pair[id] != nil {
			return false
		}
		pair[id], taken[x] = x, true
		return true
	}
	for i := range now {
		id := P(&now[i]).fiche().ID
		take(id, former[id])
	}
	for i := range now {
		f := P(&now[i]).fiche()
		if take(f.ID, byPath[c.now.path(f.Adresse)]) {
			continue
		}
		code, before := codes(&now[i])
		for _, code := range slices.Concat([]roadmap.Code{code}, before) {
			if list := byCode[code.S]; len(list) == 1 && take(f.ID, list[0]) {
				break
			}
		}
	}
	return pair
}

func (c *comparer) projet(s subject, a, b *Projet) {
	if before, after := a.Statut.Key(), b.Statut.Key(); before != after {
		genre := "statut"
		if b.Statut.Done() {
			genre = after
		}
		c.add(s, genre, "", before, after, statut(&c.mots, a.Statut), statut(&c.mots, b.Statut))
	}
	if genre := moved(a.Echeance, b.Echeance); genre != "" {
		c.add(s, genre, "", a.Echeance.S, b.Echeance.S, a.Echeance.String(), b.Echeance.String())
	}
	if before, after := a.MissionSlug.S, b.MissionSlug.S; cmp.Or(c.renamed[subjectID{"mission", before}], before) != after {
		c.add(s, "deplace", "mission", before, after)
	}
	c.jalons(s, a.Jalons, b.Jalons)
	c.indicateurs(s, a.Indicateurs, b.Indicateurs)
}

// moved says how an échéance moved: by its last day.
func moved(a, b roadmap.Periode) string {
	switch n := b.Last.Compare(a.Last); {
	case a.S == b.S:
		return ""
	case n == 0 || a.IsZero() || b.IsZero():
		return "echeance"
	case n > 0:
		return "retarde"
	}
	return "avance"
}

// jalons compares milestones of one title; those of a title that comes twice,
// in their order.
func (c *comparer) jalons(s subject, a, b []roadmap.Jalon) {
	former := map[string][]*roadmap.Jalon{}
	for i := range a {
		former[a[i].Titre.S] = append(former[a[i].Titre.S], &a[i])
	}
	for i := range b {
		j := &b[i]
		list := former[j.Titre.S]
		if len(list) == 0 {
			c.add(s, "jalon", j.Titre.S, "", describe(j))
			continue
		}
		before := list[0]
		former[j.Titre.S] = list[1:]
		if x, y := describe(before), describe(j); x != y {
			c.add(s, "jalon", j.Titre.S, x, y)
		}
	}
	for i := range a {
		if list := former[a[i].Titre.S]; len(list) > 0 && slices.Contains(list, &a[i]) {
			c.add(s, "jalon", a[i].Titre.S, describe(&a[i]), "")
		}
	}
}

// describe says when a milestone is due and whether it was reached.
func describe(j *roadmap.Jalon) string {
	text := j.Echeance.String()
	if j.Atteint.Set {
		return strings.TrimPrefix(text+", "+french.Lower(j.Standing().Mot), ", ")
	}
	return cmp.Or(text, "sans échéance")
}

func (c *comparer) indicateurs(s subject, a, b []roadmap.Indicateur) {
	former := map[string]*roadmap.Indicateur{}
	for i := range a {
		former[a[i].Nom.S] = &a[i]
	}
	for i := range b {
		x := &b[i]
		before := former[x.Nom.S]
		delete(former, x.Nom.S)
		if before == nil {
			c.add(s, "indicateur", x.Nom.S, "", latest(x))
			continue
		}
		if old, now := latest(before), latest(x); old != now {
			c.add(s, "indicateur", x.Nom.S, old, now)
		}
		if old, now := target(before), target(x); old != now {
			c.add(s, "indicateur", x.Nom.S+", cible", old, now)
		}
	}
	for i := range a {
		if former[a[i].Nom.S] == &a[i] {
			c.add(s, "indicateur", a[i].Nom.S, latest(&a[i]), "")
		}
	}
}

// latest is an indicator's last measure, with its day.
func latest(x *roadmap.Indicateur) string {
	if len(x.Mesures) == 0 {
		return "sans mesure"
	}
	m := x.Mesures[len(x.Mesures)-1]
	return strings.TrimSpace(french.Precision(m.Minimum.V, m.Approximatif.V)+" "+french.With(french.Number(m.Valeur.V), x.Unite.S)) + " au " + m.Date.French()
}

func target(x *roadmap.Indicateur) string {
	if !x.Cible.Set {
		return ""
	}
	text := french.With(french.Number(x.Cible.V), x.Unite.S)
	if x.Echeance.S != "" {
		text += " (" + x.Echeance.String() + ")"
	}
	return text
}

// annonce compares the figures that the two texts announce.
func (c *comparer) annonce(a, b *roadmap.Edition) {
	add := func(what string, before, after content.Number) {
		if x, y := before.Published(), after.Published(); x != y {
			c.add(subject{niveau: "edition", id: b.ID.S, titre: b.Titre.S}, "annonce", what, x, y, counted(before), counted(after))
		}
	}
	for i := range roadmap.Annonces {
		figure := &roadmap.Annonces[i]
		add(figure.Words(&roadmap.Usual, 2), figure.In(a), figure.In(b))
	}
	due := maps.Clone(b.Annonce.AAchever.Par)
	if due == nil {
		due = map[string]content.Number{}
	}
	maps.Copy(due, a.Annonce.AAchever.Par)
	for _, key := range slices.Sorted(maps.Keys(due)) {
		add("projets à achever "+by(key), a.Annonce.AAchever.Par[key], b.Annonce.AAchever.Par[key])
	}
}

func counted(n content.Number) string {
	if !n.Set {
		return ""
	}
	return french.Int(int(n.V))
}

// by is « d’ici la fin de 2021 ».
func by(periode string) string {
	if p, wrong, _ := roadmap.ParsePeriode(periode); wrong == "" {
		return p.By()
	}
	return "d’ici " + periode
}
