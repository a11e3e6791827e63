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
	Sorte   string `json:"genre"`  // one of Sortes
	Niveau  string `json:"niveau"` // projet, mission, enjeu, famille or edition
	ID      string `json:"id,omitempty"`
	Titre   string `json:"titre,omitempty"`
	Adresse string `json:"adresse,omitempty"`
	Quoi    string `json:"quoi,omitempty"` // a jalon, an indicateur, a figure
	Avant   string `json:"avant,omitempty"`
	Apres   string `json:"apres,omitempty"`

	dit [3]string // Avant, Apres and Quoi as people read them, see aside
}

// Sortes are the kinds of change, in the order in which they are told.
var Sortes = []string{"entre", "acheve", "abandonne", "statut", "retarde", "avance", "echeance", "renomme", "deplace", "fusionne", "sorti", "jalon", "indicateur", "pilotage", "annonce", "paru", "retire", "texte"}

// Compare tells what changed from one edition to another.
func Compare(old, now *Feuille) *Diff {
	d := &Diff{Avant: etat(old), Apres: etat(now), Disparues: []Disparue{}, Changements: []Changement{}, mots: now.mots()}
	d.addresses(old, now)
	c := newComparer(old, now)
	c.Diff = d
	former := old.lists()
	for i, list := range now.lists()[:4] { // actualités do not change
		c.items(singular(list.name), former[i].items, list.items)
	}
	c.annonce(old.Current(), now.Current())
	d.sort()
	return d
}

// sort puts the changes in the order of Sortes.
func (d *Diff) sort() {
	slices.SortStableFunc(d.Changements, func(a, b Changement) int {
		return cmp.Compare(slices.Index(Sortes, a.Sorte), slices.Index(Sortes, b.Sorte))
	})
}

// Republished adds what else readers of one site see change when it is published again:
// actualités that come or go, and pages whose text is another, whose addresses from the
// root of the site are texts.
func (d *Diff) Republished(old, now *Feuille, texts []string) {
	c := comparer{Diff: d}
	former := old.news()
	for id, x := range now.news() {
		if _, ok := former[id]; !ok {
			c.add(about("actualite", x), "paru", "", "", "")
		}
	}
	for id, x := range former {
		if _, ok := now.news()[id]; !ok {
			c.add(about("actualite", x), "retire", "", "", "")
		}
	}
	titles := now.addresses()
	for _, address := range texts {
		c.add(subject{niveau: "page", titre: titles[address], adresse: strings.TrimSuffix(now.Site.URL, "/") + address}, "texte", "", "", "")
	}
	slices.SortFunc(d.Changements, func(a, b Changement) int { return strings.Compare(a.Adresse, b.Adresse) })
	d.sort()
}

// news are the actualités by their ids.
func (f *Feuille) news() map[string]*Actualite {
	all := make(map[string]*Actualite, len(f.Actualites))
	for i := range f.Actualites {
		all[f.Actualites[i].ID] = &f.Actualites[i]
	}
	return all
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

func newComparer(old, now *Feuille) comparer {
	c := comparer{nil, old, now, map[string]string{}, map[subjectID]string{}}
	for _, a := range now.Site.Alias {
		c.moved[now.path(a.De)] = now.path(a.Vers)
	}
	return c
}

// A subjectID is the former id of an item whose id has changed.
type subjectID struct{ niveau, id string }

// A subject is what a change is about.
type subject struct{ niveau, id, titre, adresse string }

func about(niveau string, x item) subject {
	return subject{niveau, x.ident().ID, x.Shared().Titre.S, x.ident().Adresse}
}

// add tells a change; dit is what was before, what is after and what it is about as
// people read it.
func (c *comparer) add(s subject, sorte, quoi, avant, apres string, dit ...string) {
	now := Changement{Sorte: sorte, Niveau: s.niveau, ID: s.id, Titre: s.titre, Adresse: s.adresse, Quoi: quoi, Avant: avant, Apres: apres, dit: [3]string{avant, apres, quoi}}
	copy(now.dit[:], dit)
	c.Changements = append(c.Changements, now)
}

// items compares the items of two editions.
func (c *comparer) items(niveau string, old, now []item) {
	pair, taken := c.pairs(old, now)
	for _, b := range now {
		s, a := about(niveau, b), pair[b]
		if by := b.mergedInto(); by != "" {
			if a != nil && a.mergedInto() == "" {
				c.add(s, "fusionne", "", "", by, "", "", "avec « "+titled(now, by)+" »")
			}
			continue
		}
		if a == nil || a.mergedInto() != "" {
			c.add(s, "entre", "", "", "")
			continue
		}
		if before, after := a.Shared().Titre.S, b.Shared().Titre.S; before != after {
			c.add(s, "renomme", "titre", before, after)
		}
		before, _ := a.codes()
		if after, _ := b.codes(); before.S != after.S && before.S != "" && after.S != "" {
			c.add(s, "renomme", "code", before.S, after.S)
		}
		if a.ident().ID != s.id {
			c.renamed[subjectID{niveau, a.ident().ID}] = s.id
			c.add(s, "renomme", "adresse", c.old.path(a.ident().Adresse), c.now.path(s.adresse))
		}
		switch b := b.(type) {
		case *Mission:
			before := a.(*Mission)
			c.led(s, before.Pilotes, b.Pilotes, before.Partenaires, b.Partenaires, before.Responsable, b.Responsable)
			c.indicateurs(s, a.(*Mission).Indicateurs, b.Indicateurs)
		case *Projet:
			c.projet(s, a.(*Projet), b)
		}
	}
	for _, a := range old {
		if !taken[a] && a.mergedInto() == "" {
			c.add(about(niveau, a), "sorti", "", "", "")
		}
	}
}

// pairs finds the former item of each one: that of the same id, else one whose address
// leads to it by an alias, else one whose code only it has or had. taken are those found.
func (c *comparer) pairs(old, now []item) (pair map[item]item, taken map[item]bool) {
	former, byPath, byCode := map[string]item{}, map[string]item{}, map[string][]item{}
	for _, a := range old {
		former[a.ident().ID] = a
		byPath[c.moved[c.old.path(a.ident().Adresse)]] = a
		if code, _ := a.codes(); code.S != "" {
			byCode[code.S] = append(byCode[code.S], a)
		}
	}
	pair, taken = map[item]item{}, map[item]bool{}
	take := func(b, a item) bool {
		if a == nil || taken[a] || pair[b] != nil {
			return false
		}
		pair[b], taken[a] = a, true
		return true
	}
	for _, b := range now {
		take(b, former[b.ident().ID])
	}
	for _, b := range now {
		if take(b, byPath[c.now.path(b.ident().Adresse)]) {
			continue
		}
		code, before := b.codes()
		for _, code := range append([]roadmap.Code{code}, before...) {
			if list := byCode[code.S]; len(list) == 1 && take(b, list[0]) {
				break
			}
		}
	}
	return pair, taken
}

func (c *comparer) projet(s subject, a, b *Projet) {
	if before, after := a.Statut.Key(), b.Statut.Key(); before != after {
		sorte := "statut"
		if b.Statut.Done() {
			sorte = after
		}
		c.add(s, sorte, "", before, after, statut(&c.mots, a.Statut), statut(&c.mots, b.Statut))
	}
	if sorte := moved(a.Echeance, b.Echeance); sorte != "" {
		c.add(s, sorte, "", a.Echeance.S, b.Echeance.S, a.Echeance.String(), b.Echeance.String())
	}
	if before, after := a.MissionSlug.S, b.MissionSlug.S; cmp.Or(c.renamed[subjectID{"mission", before}], before) != after {
		c.add(s, "deplace", "mission", before, after, c.mission(c.old, before), c.mission(c.now, after), "")
	}
	c.led(s, a.Pilotes, b.Pilotes, a.Partenaires, b.Partenaires, a.Responsable, b.Responsable)
	c.jalons(s, a.Jalons, b.Jalons)
	c.indicateurs(s, a.Indicateurs, b.Indicateurs)
}

// led compares who answers for an item, and who takes part.
func (c *comparer) led(s subject, pilotes, nowPilotes, partenaires, nowPartenaires []content.Text, responsable, nowResponsable content.Text) {
	tell := func(one, many string, old, now []content.Text) {
		before, after := named(old), named(now)
		if before != after {
			c.add(s, "pilotage", french.Plural(max(len(old), len(now)), one, many), before, after)
		}
	}
	tell(c.mots.Pilote.Singulier, c.mots.Pilote.Pluriel, pilotes, nowPilotes)
	tell("responsable", "responsable", []content.Text{responsable}, []content.Text{nowResponsable})
	tell("partenaire", "partenaires", partenaires, nowPartenaires)
}

// named lists names in a sentence.
func named(names []content.Text) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = n.S
	}
	return french.And(all)
}

// titled is the title of the item of an id; the id itself when there is none.
func titled(list []item, id string) string {
	for _, x := range list {
		if x.ident().ID == id {
			return x.Shared().Titre.S
		}
	}
	return id
}

// mission names a mission of an edition by its id: « sans mission » for none.
func (c *comparer) mission(f *Feuille, id string) string {
	for i := range f.Missions {
		if f.Missions[i].ID == id {
			return f.Missions[i].Titre.S
		}
	}
	return cmp.Or(id, c.mots.Mission.Sans())
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

// parts compares what two items hold several of, by name; those of a name that comes
// twice, in their order. One of the two that tell is given is nil when it is new or gone.
func parts[T any](old, now []T, name func(*T) string, tell func(name string, before, after *T)) {
	former := map[string][]*T{}
	for i := range old {
		former[name(&old[i])] = append(former[name(&old[i])], &old[i])
	}
	for i := range now {
		var before *T
		key := name(&now[i])
		if list := former[key]; len(list) > 0 {
			before, former[key] = list[0], list[1:]
		}
		tell(key, before, &now[i])
	}
	for i := range old {
		if key := name(&old[i]); slices.Contains(former[key], &old[i]) {
			tell(key, &old[i], nil)
		}
	}
}

func (c *comparer) jalons(s subject, a, b []roadmap.Jalon) {
	parts(a, b, func(j *roadmap.Jalon) string { return j.Titre.S }, func(titre string, old, now *roadmap.Jalon) {
		if before, after := describe(old), describe(now); before != after {
			was, is := before, after
			if old != nil && now != nil && old.Echeance.S == now.Echeance.S && old.Echeance.S != "" && now.Atteint.Set {
				is = french.Lower(now.Standing().Mot)
			}
			c.add(s, "jalon", titre, before, after, was, is, "« "+titre+" »")
		}
	})
}

// describe says when a milestone is due and whether it was reached, "" for none.
func describe(j *roadmap.Jalon) string {
	if j == nil {
		return ""
	}
	text := j.Echeance.String()
	if j.Atteint.Set {
		return strings.TrimPrefix(text+", "+french.Lower(j.Standing().Mot), ", ")
	}
	return cmp.Or(text, "sans échéance")
}

func (c *comparer) indicateurs(s subject, a, b []roadmap.Indicateur) {
	parts(a, b, func(x *roadmap.Indicateur) string { return x.Nom.S }, func(nom string, old, now *roadmap.Indicateur) {
		if before, after := latest(old), latest(now); before != after {
			c.add(s, "indicateur", nom, before, after, before, after, "« "+nom+" »")
		}
		if old == nil || now == nil {
			return
		}
		if before, after := target(old), target(now); before != after {
			c.add(s, "indicateur", nom+", cible", before, after, cmp.Or(before, "sans cible"), cmp.Or(after, "sans cible"), "« "+nom+" », cible")
		}
	})
}

// latest is an indicator's last measure, with its day, "" for no indicator.
func latest(x *roadmap.Indicateur) string {
	switch {
	case x == nil:
		return ""
	case len(x.Mesures) == 0:
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
	for _, figure := range roadmap.AnnoncesOf(a, b) {
		before, after := figure.In(a), figure.In(b)
		if x, y := before.Published(), after.Published(); x != y {
			c.add(subject{niveau: "edition", id: b.ID.S, titre: b.Titre.S}, "annonce", figure.Words(&roadmap.Usual, 2), x, y,
				counted(before), counted(after), figure.Words(&c.mots, 2))
		}
	}
}

// counted writes an announced figure, "" for none.
func counted(n content.Count) string {
	if !n.Set {
		return ""
	}
	return french.Int(int(n.V))
}
