package roadmap

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// A Pilote is a body that leads or takes part, whatever the names that pages call it by:
// those that site.yaml gives it, « Direction des achats (DA) » and the two parts of it,
// and all that have the same letters and figures.
type Pilote struct {
	Nom, Sigle string
	URL        string
	Slug       string     // its name in addresses; "" when it has none, which is said
	Former     []string   // what it may have been called in addresses before
	Declared   *Entite    // what site.yaml says of it; nil for none
	Projets    []*Projet  // that it leads
	Missions   []*Mission // that it leads
	Appuis     []*Projet  // in which it takes part
}

// Titre is the whole name of the body: « Direction des achats (DA) ».
func (b *Pilote) Titre() string {
	if b.Sigle == "" || b.Sigle == b.Nom {
		return b.Nom
	}
	return b.Nom + " (" + b.Sigle + ")"
}

// Names are the names by which pages may call the body: its whole name is the first.
func (b *Pilote) Names() []string {
	names := []string{b.Titre()}
	if d := b.Declared; d != nil {
		names = append(names, b.Nom)
		if b.Sigle != "" {
			names = append(names, b.Sigle)
		}
		for _, other := range d.AutresNoms {
			names = append(names, other.S)
		}
	}
	return names
}

// Pilote is the body that a page calls by a name; nil for a name that no page uses.
func (r *Roadmap) Pilote(name string) *Pilote { return r.bodies[name] }

// A bodyUse is a name that pages call a body by.
type bodyUse struct {
	name string
	at   diag.Pos // of the first
	n    int
	body *Pilote // once it is found
}

// pilotes finds the bodies, and what each leads.
func (l *linker) pilotes() {
	known := map[string]*Pilote{} // by key
	var all []*Pilote
	for i := range l.Site.Organismes {
		if e := &l.Site.Organismes[i]; e.Nom.S != "" { // else it is reported
			all = append(all, l.declared(e, known))
		}
	}
	uses, each := l.bodyUses()
	slices.SortStableFunc(uses, func(a, b *bodyUse) int { // what says most comes first, then what is said most
		_, sigle, _ := Parted(a.name)
		_, other, _ := Parted(b.name)
		if (sigle == "") != (other == "") {
			return strings.Compare(other, sigle)
		}
		return cmp.Compare(b.n, a.n)
	})
	l.bodies = make(map[string]*Pilote, len(uses))
	where := map[*Pilote]diag.Pos{}
	for _, u := range uses {
		nom, sigle, _ := Parted(u.name)
		b := cmp.Or(known[key(u.name)], known[key(sigle)])
		if same := known[key(nom)]; b == nil && same != nil && same.Sigle == "" {
			b = same
		}
		if b == nil {
			b = &Pilote{Nom: nom, Sigle: sigle}
			all, where[b] = append(all, b), u.at
		}
		for _, name := range []string{u.name, nom, sigle} {
			if k := key(name); k != "" && known[k] == nil {
				known[k] = b
			}
		}
		l.bodies[u.name], u.body = b, b
	}
	l.bodyAddresses(all, known, where)
	l.lead(each)
	for _, b := range all {
		if b.Slug != "" && (b.Declared != nil || len(b.Projets)+len(b.Missions) > 0) {
			l.Pilotes = append(l.Pilotes, b)
		}
	}
	slices.SortFunc(l.Pilotes, func(a, b *Pilote) int {
		return cmp.Or(strings.Compare(french.SortKey(a.Titre()), french.SortKey(b.Titre())), strings.Compare(a.Slug, b.Slug))
	})
}

// declared makes the body of an entry of site.yaml.
func (l *linker) declared(e *Entite, known map[string]*Pilote) *Pilote {
	b := &Pilote{Nom: e.Nom.S, Sigle: e.Sigle.S, URL: e.URL.S, Declared: e}
	names := append([]content.Text{e.Nom, e.Sigle, {S: b.Titre(), At: e.Nom.At}}, e.AutresNoms...)
	for _, name := range names {
		switch k := key(name.S); {
		case k == "" || known[k] == b:
		case known[k] != nil:
			l.siteProblem(name.At, "organisme-en-double", "réunissez les deux, ou donnez ce nom à un seul", "« %s » est le nom de deux organismes", name.S)
		default:
			known[k] = b
		}
		if slug := content.Slug(name.S); slug != "" {
			b.Former = append(b.Former, slug)
		}
	}
	return b
}

// key is what the names of one body have in common: letters without accent nor case,
// and figures.
func key(name string) string {
	return strings.Join(strings.FieldsFunc(content.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// Parted parts « Direction des achats (DA) ». It reports false of another name, which is
// then the whole.
func Parted(name string) (nom, sigle string, ok bool) {
	long, short, ok := strings.Cut(strings.TrimSuffix(name, ")"), " (")
	if !ok || !strings.HasSuffix(name, ")") || short == "" || strings.ContainsAny(short, " \u00a0()") {
		return name, "", false
	}
	return long, short, true
}

// bodyUses lists the names of bodies that pages use, in the order of pages; and for each
// place of one, in that order, which it is.
func (l *linker) bodyUses() (uses, each []*bodyUse) {
	by := map[string]*bodyUse{}
	each = make([]*bodyUse, 0, 3*len(l.Projets))
	see := func(d *content.Document, names []content.Text) {
		for _, t := range names {
			u := by[t.S]
			if u == nil && t.S != "" {
				u = &bodyUse{name: t.S, at: d.At(t.At)}
				by[t.S], uses = u, append(uses, u)
			}
			if u != nil {
				u.n++
			}
			each = append(each, u)
		}
	}
	for _, m := range l.Missions {
		see(m.Doc, m.Pilotes)
		see(m.Doc, m.Partenaires)
	}
	for _, list := range [][]*Projet{l.Projets, l.Fusionnes} {
		for _, p := range list {
			see(p.Doc, p.Pilotes)
			see(p.Doc, p.Partenaires)
		}
	}
	return uses, each
}

// bodyAddresses gives each body its name in addresses. known are the bodies by key, where
// is where one that site.yaml does not declare is named first.
func (l *linker) bodyAddresses(all []*Pilote, known map[string]*Pilote, where map[*Pilote]diag.Pos) {
	taken := map[string]*Pilote{}
	for _, b := range all {
		name := cmp.Or(b.Sigle, b.Nom)
		slug, at := content.Slug(name), where[b]
		if b.Declared != nil {
			at = b.Declared.At.In(content.SitePath)
		}
		hint := "donnez-lui un « sigle » en lettres latines, dans « organismes: » de " + content.SitePath
		switch other := taken[slug]; {
		case slug == "" || content.WrongName(slug) != "":
			l.problems.Erreur(at, "organisme-adresse", hint, "« %s » ne peut pas servir d'adresse", b.Titre())
		case other != nil && known[key(name)] != b: // which is said
		case other != nil:
			l.problems.Erreur(at, "organisme-adresse", strings.Replace(hint, "un « sigle »", "un autre « sigle »", 1), "« %s » et « %s » auraient la même adresse « %s »", other.Titre(), b.Titre(), slug)
		default:
			b.Slug, taken[slug] = slug, b
		}
	}
	for _, b := range all {
		b.Former = slices.DeleteFunc(b.Former, func(slug string) bool {
			if taken[slug] != nil {
				return true
			}
			taken[slug] = b
			return false
		})
	}
}

// lead makes projets, missions and bodies point at each other. each is as bodyUses has it.
func (l *linker) lead(each []*bodyUse) {
	of := func(names []content.Text) []*Pilote {
		list := l.bodyLists.take(len(names))
		for _, u := range each[:len(names)] {
			if u != nil && !slices.Contains(list, u.body) {
				list = append(list, u.body)
			}
		}
		each = each[len(names):]
		return list
	}
	for _, m := range l.Missions {
		m.Leaders, m.Partners = of(m.Pilotes), of(m.Partenaires)
		for _, b := range m.Leaders {
			b.Missions = append(b.Missions, m)
		}
	}
	for _, p := range l.Projets {
		p.Leaders, p.Partners = of(p.Pilotes), of(p.Partenaires)
		for _, b := range p.Leaders {
			b.Projets = append(b.Projets, p)
		}
		for _, b := range p.Partners {
			b.Appuis = append(b.Appuis, p)
		}
	}
	for _, p := range l.Fusionnes { // which are no more led by themselves
		p.Leaders, p.Partners = of(p.Pilotes), of(p.Partenaires)
	}
}
