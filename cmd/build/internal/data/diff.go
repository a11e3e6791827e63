package data

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Diff is what changed between two editions.
type Diff struct {
	Avant       Etat         `json:"avant"`
	Apres       Etat         `json:"apres"`
	Disparues   []Disparue   `json:"adresses_disparues"` // without an alias: broken links for readers
	Changements []Changement `json:"changements"`

	mots Mots // what the later one calls its levels
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
}

// Genres are the kinds of change, in the order in which they are told.
var Genres = []string{"entre", "acheve", "abandonne", "statut", "retarde", "avance", "echeance", "renomme", "deplace", "sorti", "jalon", "indicateur", "annonce"}

// Compare tells what changed from one edition to another.
func Compare(old, now *Feuille) *Diff {
	d := &Diff{Avant: etat(old), Apres: etat(now), Disparues: []Disparue{}, Changements: []Changement{}, mots: now.Site.Mots}
	d.addresses(old, now)
	c := comparer{d, old, now, map[string]string{}, map[subjectID]string{}}
	for _, a := range now.Site.Alias {
		c.moved[now.path(a.De)] = now.path(a.Vers)
	}
	items(&c, "famille", old.Familles, now.Familles, func(x *Famille) (*Fiche, string, []string) { return &x.Fiche, x.Code, nil }, nil)
	items(&c, "enjeu", old.Enjeux, now.Enjeux, func(x *Enjeu) (*Fiche, string, []string) { return &x.Fiche, "", nil }, nil)
	items(&c, "mission", old.Missions, now.Missions, func(x *Mission) (*Fiche, string, []string) { return &x.Fiche, x.Code, x.AnciensCodes },
		func(s subject, a, b *Mission) { c.indicateurs(s, a.Indicateurs, b.Indicateurs) })
	items(&c, "projet", old.Projets, now.Projets, func(x *Projet) (*Fiche, string, []string) { return &x.Fiche, x.Code, x.AnciensCodes }, c.projet)
	c.annonce(&old.Current().Annonce, &now.Current().Annonce, now.Current())
	rank := map[string]int{}
	for i, g := range Genres {
		rank[g] = i
	}
	slices.SortStableFunc(d.Changements, func(a, b Changement) int { return cmp.Compare(rank[a.Genre], rank[b.Genre]) })
	return d
}

func etat(f *Feuille) Etat {
	e := f.Current()
	return Etat{f.Edition, e.Titre, e.Date, f.Site.URL}
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
type subject struct {
	niveau string
	fiche  *Fiche
}

func (c *comparer) add(s subject, genre, quoi, avant, apres string) {
	c.Changements = append(c.Changements, Changement{genre, s.niveau, s.fiche.ID, s.fiche.Titre, s.fiche.Adresse, quoi, avant, apres})
}

// items pairs the items of two editions: by id, else by an alias, else by a code
// that only one of them has or had.
func items[T any](c *comparer, niveau string, old, now []T, of func(*T) (*Fiche, string, []string), more func(s subject, a, b *T)) {
	former := map[string]*T{}
	byCode := map[string][]*T{}
	byPath := map[string]*T{}
	for i := range old {
		f, code, _ := of(&old[i])
		former[f.ID] = &old[i]
		byPath[c.moved[c.old.path(f.Adresse)]] = &old[i]
		if code != "" {
			byCode[code] = append(byCode[code], &old[i])
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
		f, _, _ := of(&now[i])
		take(f.ID, former[f.ID])
	}
	for i := range now {
		f, code, codes := of(&now[i])
		if take(f.ID, byPath[c.now.path(f.Adresse)]) {
			continue
		}
		for _, code := range append([]string{code}, codes...) {
			if list := byCode[code]; len(list) == 1 && take(f.ID, list[0]) {
				break
			}
		}
	}
	for i := range now {
		f, code, _ := of(&now[i])
		s := subject{niveau, f}
		x := pair[f.ID]
		if x == nil {
			c.add(s, "entre", "", "", "")
			continue
		}
		g, formerCode, _ := of(x)
		if g.Titre != f.Titre {
			c.add(s, "renomme", "titre", g.Titre, f.Titre)
		}
		if formerCode != code && formerCode != "" && code != "" {
			c.add(s, "renomme", "code", formerCode, code)
		}
		if g.ID != f.ID {
			c.renamed[subjectID{niveau, g.ID}] = f.ID
			c.add(s, "renomme", "adresse", c.old.path(g.Adresse), c.now.path(f.Adresse))
		}
		if more != nil {
			more(s, x, &now[i])
		}
	}
	for i := range old {
		if f, _, _ := of(&old[i]); !taken[&old[i]] {
			c.add(subject{niveau, f}, "sorti", "", "", "")
		}
	}
}

func (c *comparer) projet(s subject, a, b *Projet) {
	if a.Statut != b.Statut {
		genre := "statut"
		if b.Statut == "acheve" || b.Statut == "abandonne" {
			genre = b.Statut
		}
		c.add(s, genre, "", a.Statut, b.Statut)
	}
	if genre := moved(a.Echeance, b.Echeance); genre != "" {
		c.add(s, genre, "", a.Echeance, b.Echeance)
	}
	if cmp.Or(c.renamed[subjectID{"mission", a.Mission}], a.Mission) != b.Mission {
		c.add(s, "deplace", "mission", a.Mission, b.Mission)
	}
	c.jalons(s, a.Jalons, b.Jalons)
	c.indicateurs(s, a.Indicateurs, b.Indicateurs)
}

// moved says how an échéance moved: by its last day.
func moved(a, b string) string {
	if a == b {
		return ""
	}
	before, wrong, _ := roadmap.ParsePeriode(a)
	after, wrongToo, _ := roadmap.ParsePeriode(b)
	if a == "" || b == "" || wrong != "" || wrongToo != "" {
		return "echeance"
	}
	switch n := after.Last.Compare(before.Last); {
	case n > 0:
		return "retarde"
	case n < 0:
		return "avance"
	}
	return "echeance"
}

// jalons compares milestones of one title; those of a title that comes twice,
// in their order.
func (c *comparer) jalons(s subject, a, b []Jalon) {
	former := map[string][]*Jalon{}
	for i := range a {
		former[a[i].Titre] = append(former[a[i].Titre], &a[i])
	}
	for i := range b {
		j := &b[i]
		list := former[j.Titre]
		if len(list) == 0 {
			c.add(s, "jalon", j.Titre, "", describe(j))
			continue
		}
		before := list[0]
		former[j.Titre] = list[1:]
		if x, y := describe(before), describe(j); x != y {
			c.add(s, "jalon", j.Titre, x, y)
		}
	}
	for i := range a {
		if list := former[a[i].Titre]; len(list) > 0 && slices.Contains(list, &a[i]) {
			c.add(s, "jalon", a[i].Titre, describe(&a[i]), "")
		}
	}
}

// describe says when a milestone is due and whether it was reached.
func describe(j *Jalon) string {
	text := worded(j.Echeance)
	if j.Atteint != nil && *j.Atteint {
		return strings.TrimPrefix(text+", atteint", ", ")
	}
	if j.Atteint != nil {
		return strings.TrimPrefix(text+", non atteint", ", ")
	}
	return cmp.Or(text, "sans échéance")
}

func worded(periode string) string {
	if p, wrong, _ := roadmap.ParsePeriode(periode); wrong == "" && periode != "" {
		return p.String()
	}
	return periode
}

func (c *comparer) indicateurs(s subject, a, b []Indicateur) {
	former := map[string]*Indicateur{}
	for i := range a {
		former[a[i].Nom] = &a[i]
	}
	for i := range b {
		x := &b[i]
		before := former[x.Nom]
		delete(former, x.Nom)
		if before == nil {
			c.add(s, "indicateur", x.Nom, "", latest(x))
			continue
		}
		if old, now := latest(before), latest(x); old != now {
			c.add(s, "indicateur", x.Nom, old, now)
		}
		if old, now := target(before), target(x); old != now {
			c.add(s, "indicateur", x.Nom+", cible", old, now)
		}
	}
	for i := range a {
		if former[a[i].Nom] == &a[i] {
			c.add(s, "indicateur", a[i].Nom, latest(&a[i]), "")
		}
	}
}

// latest is an indicator's last measure, with its day.
func latest(x *Indicateur) string {
	if len(x.Mesures) == 0 {
		return "sans mesure"
	}
	m := x.Mesures[len(x.Mesures)-1]
	text := french.With(french.Number(m.Valeur), x.Unite) + " au " + worded(m.Date)
	switch {
	case m.Minimum:
		return "au moins " + text
	case m.Approximatif:
		return "environ " + text
	}
	return text
}

func target(x *Indicateur) string {
	if x.Cible == nil {
		return ""
	}
	text := french.With(french.Number(*x.Cible), x.Unite)
	if x.Echeance != "" {
		text += " (" + worded(x.Echeance) + ")"
	}
	return text
}

// annonce compares the figures that the two texts announce.
func (c *comparer) annonce(a, b *Annonce, now *Edition) {
	s := subject{"edition", &Fiche{ID: now.ID, Titre: now.Titre}}
	add := func(what, before, after string) {
		if before != after {
			c.add(s, "annonce", what, before, after)
		}
	}
	after := b.figures()
	for i, f := range a.figures() {
		add(f.words, announced(*f.value), announced(*after[i].value))
	}
	due := maps.Clone(a.AAchever)
	if due == nil {
		due = map[string]int{}
	}
	maps.Copy(due, b.AAchever)
	for _, periode := range slices.Sorted(maps.Keys(due)) {
		x, before := a.AAchever[periode]
		y, after := b.AAchever[periode]
		if before != after || x != y {
			add("projets à achever "+by(periode), some(x, before), some(y, after))
		}
	}
}

func announced(n *int) string {
	if n == nil {
		return ""
	}
	return french.Int(*n)
}

func some(n int, there bool) string {
	if !there {
		return ""
	}
	return french.Int(n)
}

// by is « d’ici la fin de 2021 ».
func by(periode string) string {
	if p, wrong, _ := roadmap.ParsePeriode(periode); wrong == "" && periode != "" {
		return p.By()
	}
	return "d’ici " + periode
}
