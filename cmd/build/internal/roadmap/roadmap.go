package roadmap

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// A Roadmap is a whole public roadmap, linked. It never changes once New has
// returned it. All lists are in the order in which readers see them.
type Roadmap struct {
	Site       *SiteFields
	Edition    *Edition // the one that the site is of: Current, or the one asked for
	Current    *Edition // that of site.yaml
	Editions   []*Edition
	Mots       Mots
	Accueil    *Accueil // nil when there is none
	Familles   []*Famille
	Missions   []*Mission
	Projets    []*Projet
	Fusionnes  []*Projet // merged into another: they keep a page, and are counted and listed nowhere else
	Enjeux     []*Enjeu
	Actualites []*Actualite // the latest first
	Libres     []*Libre
	Pilotes    []*Pilote               // those that lead, or that site.yaml names
	Brouillons map[string]bool         // paths of the documents left out
	AParaitre  map[string]content.Date // those among them that are to come, and when
	today      content.Date
	Tree       *content.Tree
	counts     [content.NumKinds]int
	bodies     map[string]*Pilote // by each name that pages use
	unsure     bool               // which editions there are, and which one is the current, is not known
}

// Len is how many documents of a kind the roadmap has.
func (r *Roadmap) Len(k content.Kind) int { return r.counts[k] }

// An Item is what all parts of a roadmap share: the document they come from.
type Item struct {
	Doc   *content.Document
	Index int     // of Doc in Tree.Documents
	Meta  *Common // the keys that all pages have
}

// Slug is the item's name in addresses.
func (f Item) Slug() string { return f.Doc.Slug }

// Titre is the item's title.
func (f Item) Titre() string { return f.Meta.Titre.S }

// An Accueil is the home page.
type Accueil struct {
	Item
	*AccueilFields
}

// A Famille groups missions.
type Famille struct {
	Item
	*FamilleFields
	Missions []*Mission
}

// A Mission is a long-term goal that holds projets.
type Mission struct {
	Item
	*MissionFields
	Rang       int      // in Roadmap.Missions
	Famille    *Famille // nil for none
	Projets    []*Projet
	Actualites []*Actualite // that name it or one of its projets
	Leaders    []*Pilote    // its pilotes
	Partners   []*Pilote    // its partenaires
}

// A Projet is what gets done.
type Projet struct {
	Item
	*ProjetFields
	Rang       int       // in Roadmap.Projets; -1 when it is not there
	Par        *Projet   // the one that it was merged into; nil for most
	Fusionnes  []*Projet // those merged into it
	Mission    *Mission  // nil when none is attested
	Enjeux     []*Enjeu
	Entree     *Edition // nil when unknown
	Actualites []*Actualite
	Leaders    []*Pilote // its pilotes
	Partners   []*Pilote // its partenaires
}

// An Enjeu cuts across missions.
type Enjeu struct {
	Item
	*EnjeuFields
	Projets    []*Projet
	Actualites []*Actualite
}

// An Actualite is a dated update.
type Actualite struct {
	Item
	*ActualiteFields
	Rang     int // in Roadmap.Actualites
	Date     content.Date
	Missions []*Mission // that it names
	Projets  []*Projet
	Enjeux   []*Enjeu
}

// A Libre is a free page, of no other kind.
type Libre struct {
	Item
	*LibreFields
}

// An Input is what a roadmap is made of.
type Input struct {
	Tree       *content.Tree
	Brouillons bool         // drafts are part of it
	Edition    string       // takes the place of site.yaml's edition, unless empty
	Today      content.Date // pages of a later day are left out; zero for none
	Coming     []string     // paths of documents that are left out for their day, and are not in Tree
}

// New links documents into a roadmap. Problems go to p; the roadmap is whole enough
// to go on with all the same.
func New(in Input, p *diag.List) *Roadmap {
	tree := in.Tree
	site, _ := tree.Site.(*SiteFields)
	if site == nil {
		site = new(SiteFields)
	}
	r := &Roadmap{Site: site, Tree: tree, Brouillons: map[string]bool{}, AParaitre: map[string]content.Date{}, today: in.Today}
	for _, path := range in.Coming {
		r.Brouillons[path], r.AParaitre[path] = true, content.Date{}
	}
	l := linker{Roadmap: r, problems: p, familles: map[string]*Famille{}, missions: map[string]*Mission{},
		projets: make(map[string]*Projet, len(tree.Documents)), enjeux: map[string]*Enjeu{}}
	l.ownSite()
	l.ownDocuments()
	l.editions(in.Edition)
	l.vocabulary()
	l.documents(in.Brouillons)
	l.merge()
	l.sort()
	l.link()
	l.pilotes()
	l.compute()
	l.checkAnnounced()
	return r
}

// linker joins documents; it holds what only New needs.
type linker struct {
	*Roadmap
	problems *diag.List
	computed []computed
	familles map[string]*Famille
	missions map[string]*Mission
	projets  map[string]*Projet
	enjeux   map[string]*Enjeu

	// Room for all of them: those of a large site are linked at each change of a
	// preview.
	roomProjets    room[Projet]
	roomActualites room[Actualite]
	projetLists    room[*Projet]
	missionLists   room[*Mission]
	enjeuLists     room[*Enjeu]
	newsLists      room[*Actualite]
	bodyLists      room[*Pilote]
}

// A room is where many small lists stand side by side: one allocation for all.
type room[T any] []T

// take returns an empty list that has place for n.
func (r *room[T]) take(n int) []T {
	if len(*r) < n {
		*r = make([]T, max(n, 1024))
	}
	list := (*r)[:0:n]
	*r = (*r)[n:]
	return list
}

// one returns place for one.
func (r *room[T]) one() *T { return &r.take(1)[:1][0] }

func (l *linker) documents(brouillons bool) {
	var most [content.NumKinds]int
	for _, d := range l.Tree.Documents {
		most[d.Kind]++
	}
	l.roomProjets, l.Projets = make([]Projet, most[content.Projet]), make([]*Projet, 0, most[content.Projet])
	l.roomActualites, l.Actualites = make([]Actualite, most[content.Actualite]), make([]*Actualite, 0, most[content.Actualite])
	seen := make(map[string]*content.Document, len(l.Tree.Documents)) // those of one kind
	for i, d := range l.Tree.Documents {
		if i > 0 && l.Tree.Documents[i-1].Kind != d.Kind {
			clear(seen)
		}
		f := Item{Doc: d, Index: i, Meta: CommonOf(d.Matter)}
		if day := l.Comes(f); !day.IsZero() && !brouillons {
			if d.Kind == content.Accueil {
				l.problems.Erreur(d.At(f.Meta.AParaitre.At), "accueil-brouillon", "retirez cette ligne", "la page d'accueil ne peut pas être à paraître")
			}
			l.Brouillons[d.Path], l.AParaitre[d.Path] = true, day
			continue
		}
		if f.Meta.Brouillon.V && !brouillons {
			if d.Kind == content.Accueil {
				l.problems.Erreur(d.At(f.Meta.Brouillon.At), "accueil-brouillon", "retirez cette ligne", "la page d'accueil ne peut pas être un brouillon")
			}
			l.Brouillons[d.Path] = true
			continue
		}
		if other := seen[d.Slug]; other != nil {
			l.problems.Erreur(diag.Pos{File: d.Path}, "nom-en-double", "donnez un autre nom à l'un des deux",
				"deux pages auraient la même adresse : celle-ci et %s", other.Path)
			continue
		}
		seen[d.Slug] = d
		l.problems.Merge(&d.Checks)
		l.counts[d.Kind]++
		kinds[d.Kind].add(l, f)
	}
	if l.Accueil == nil && !l.Brouillons[content.Root+"/index.md"] && !l.hasProblemIn(content.Root+"/index.md") {
		l.problems.Erreur(diag.Pos{File: content.Root + "/index.md"}, "accueil-absent",
			"créez-la : « --- », « titre: … », « --- », puis le texte de présentation", "il manque la page d'accueil")
	}
}

// Comes is the day on which an item appears, if that is to come: the one that it gives, or
// that of an actualité. Else it is zero.
func (r *Roadmap) Comes(f Item) content.Date {
	day := f.Meta.AParaitre
	if f.Doc.Kind == content.Actualite {
		if own, _, ok := DatedSlug(f.Doc.Slug); ok && own.Compare(day) > 0 {
			day = own
		}
	}
	if r.today.IsZero() || day.Compare(r.today) <= 0 {
		return content.Date{}
	}
	return day
}

func (l *linker) hasProblemIn(file string) bool {
	return slices.ContainsFunc(l.problems.Sorted(), func(p diag.Problem) bool { return p.In(file) })
}

// A kind says of a kind of document what its front matter is decoded into, and how
// the model lists it.
type kind struct {
	matter func() any
	add    func(*linker, Item)
}

var kinds = [content.NumKinds]kind{
	content.Accueil: listed(func(l *linker, f Item, m *AccueilFields) { l.Accueil = &Accueil{f, m} }),
	content.Famille: listed(func(l *linker, f Item, m *FamilleFields) {
		x := &Famille{Item: f, FamilleFields: m}
		l.Familles, l.familles[f.Slug()] = append(l.Familles, x), x
	}),
	content.Mission: listed(func(l *linker, f Item, m *MissionFields) {
		x := &Mission{Item: f, MissionFields: m}
		l.Missions, l.missions[f.Slug()] = append(l.Missions, x), x
	}),
	content.Projet: listed(func(l *linker, f Item, m *ProjetFields) {
		x := l.roomProjets.one()
		x.Item, x.ProjetFields = f, m
		l.Projets, l.projets[f.Slug()] = append(l.Projets, x), x
	}),
	content.Enjeu: listed(func(l *linker, f Item, m *EnjeuFields) {
		x := &Enjeu{Item: f, EnjeuFields: m}
		l.Enjeux, l.enjeux[f.Slug()] = append(l.Enjeux, x), x
	}),
	content.Actualite: listed(func(l *linker, f Item, m *ActualiteFields) {
		x := l.roomActualites.one()
		x.Item, x.ActualiteFields = f, m
		l.Actualites = append(l.Actualites, x)
	}),
	content.Libre: listed(func(l *linker, f Item, m *LibreFields) { l.Libres = append(l.Libres, &Libre{f, m}) }),
}

// listed makes the row of a kind whose front matter is an F.
func listed[F any](add func(*linker, Item, *F)) kind {
	return kind{func() any { return new(F) }, func(l *linker, f Item) { add(l, f, f.Doc.Matter.(*F)) }}
}

// CommonOf returns the keys that all pages have out of any front matter.
func CommonOf(matter any) *Common { return matter.(interface{ Shared() *Common }).Shared() }

// sort puts each list in its order: rank, then code, then title, then slug.
func (l *linker) sort() {
	sortItems(l.Familles, func(x *Famille) (content.Number, *Item) { return x.Ordre, &x.Item })
	sortItems(l.Missions, func(x *Mission) (content.Number, *Item) { return x.Ordre, &x.Item })
	for _, list := range [][]*Projet{l.Projets, l.Fusionnes} {
		sortItems(list, func(x *Projet) (content.Number, *Item) { return x.Ordre, &x.Item })
	}
	sortItems(l.Enjeux, func(x *Enjeu) (content.Number, *Item) { return x.Ordre, &x.Item })
	sortItems(l.Libres, func(x *Libre) (content.Number, *Item) { return content.Number{}, &x.Item })
	for i, m := range l.Missions {
		m.Rang = i
	}
	for i, p := range l.Projets {
		p.Rang = i
	}
	for _, a := range l.Actualites {
		l.dateOf(a)
	}
	slices.SortFunc(l.Actualites, func(a, b *Actualite) int {
		if order := b.Date.Compare(a.Date); order != 0 {
			return order
		}
		return strings.Compare(a.Slug(), b.Slug())
	})
	for i, a := range l.Actualites {
		a.Rang = i
	}
}

func sortItems[T any](list []T, of func(T) (content.Number, *Item)) {
	type keyed struct { // what is compared stands together, for the sake of the cache
		rank        float64
		order, slug string
		item        T
	}
	keys := make([]keyed, len(list))
	for i, x := range list {
		ordre, f := of(x)
		keys[i] = keyed{1e18, f.Meta.order, f.Slug(), x} // after those that have a rank
		if ordre.Set {
			keys[i].rank = ordre.V
		}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		switch {
		case a.rank != b.rank:
			return cmp.Compare(a.rank, b.rank)
		case a.order != b.order:
			return strings.Compare(a.order, b.order)
		}
		return strings.Compare(a.slug, b.slug)
	})
	for i := range keys {
		list[i] = keys[i].item
	}
}

// noDay is what stands in the place of a day, and is none: 2021-13-45, 2021-09.
var noDay = regexp.MustCompile(`^(?:\d{4}(?:-\d+)*|\d+-\d+-\d+)(?:-|$)`)

// DatedSlug parts the day that the name of an actualité begins with from the rest. It
// reports false where there is none.
func DatedSlug(slug string) (day content.Date, rest string, ok bool) {
	if len(slug) > 11 && slug[10] == '-' {
		day, ok = content.ParseDate(slug[:10])
		rest = slug[11:]
	}
	return day, rest, ok
}

// dateOf sets an actualité's date from the name of its file.
func (l *linker) dateOf(a *Actualite) {
	slug := a.Slug()
	day, _, ok := DatedSlug(slug)
	if !ok {
		date, rest := content.DayIn(slug)
		if date == "" {
			date, rest = cmp.Or(a.Meta.Publie.ISO(), "AAAA-MM-JJ"), noDay.ReplaceAllString(slug, "")
		}
		what, ext, to := "renommez-la", ".md", date+"-"+cmp.Or(rest, "titre")
		if a.Doc.Bundle {
			what, ext = "renommez son dossier", ""
		}
		l.problems.Erreur(diag.Pos{File: a.Doc.Path}, "actualite-sans-date", what+" « "+to+ext+" »",
			"le nom d'une actualité commence par une date qui existe, puis un tiret")
		if date != "AAAA-MM-JJ" {
			l.problems.Guess(slug+ext, to+ext)
		}
		day = content.Date{Year: 1000, Month: 1, Day: 1}
	}
	if p := a.Meta.Publie; ok && !p.IsZero() && p.Compare(day) != 0 {
		l.problems.Erreur(a.Doc.At(p.At), "actualite-date", "retirez « publie », ou renommez le fichier",
			"« publie » dit %s et le nom du fichier %s", p.ISO(), day.ISO())
	}
	a.Date = day
}
