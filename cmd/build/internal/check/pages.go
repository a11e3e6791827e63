package check

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A finished page is what is kept of it once it has been read.
type finished struct {
	*page.Planned
	facts
	size int // bytes
}

// A published site is all that there is to lead to.
type published struct {
	roadmap  *roadmap.Roadmap
	prefix   string
	pages    []finished // by rank of the site's files; most have no page
	shell    shell
	mu       sync.Mutex
	leads    map[string]*lead // by address
	files    map[string]int   // path -> bytes, 0 when not known
	shown    map[string]bool  // files of content/ that pages show or link, those that may not be published too
	problems *diag.List
	see      site.Inspector // of texts
}

// together looks at what only all pages together tell.
func (s *published) together() {
	s.faults()
	s.unique()
	s.lent()
	s.follow()
	s.compulsory()
	s.budget()
	s.unused()
}

// place is where the problem of a page can be mended: its document, else the
// layout that makes it.
func (s *published) place(f *finished) diag.Pos {
	if f.Document != nil {
		return roadmap.CommonOf(f.Document.Matter).Titre.In(f.Document.Path)
	}
	return layout(f)
}

func layout(f *finished) diag.Pos {
	return diag.Pos{File: "layouts/" + f.Page().Layout + ".html"}
}

// faults tells what is wrong with the code of pages, once for all pages that one
// layout makes.
func (s *published) faults() {
	type key struct {
		layout string
		fault  fault
	}
	addresses := map[key][]string{}
	var order []key
	for f := range s.all() {
		for _, wrong := range f.facts.faults {
			k := key{layout(f).File, wrong}
			if addresses[k] == nil {
				order = append(order, k)
			}
			addresses[k] = append(addresses[k], f.Address)
		}
	}
	for _, k := range order {
		where := "dans " + addresses[k][0]
		if others := len(addresses[k]) - 1; others > 0 {
			where += " et " + french.Count(others, "autre page", "autres pages")
		}
		s.problems.Avertissement(diag.Pos{File: k.layout}, k.fault.Code, "corrigez ce modèle de page", "%s, %s", k.fault.Message, where)
	}
}

// unique wants each title and each description on one page (RGAA 8.6).
func (s *published) unique() {
	titles, descriptions := map[string]*finished{}, map[string]*finished{}
	for f := range s.all() {
		if f.Hidden {
			continue
		}
		if other := titles[f.title]; other != nil && f.title != "" {
			s.problems.Avertissement(s.place(f), "titre-de-page-en-double", "précisez l'un des deux titres", "%s a le même titre que %s", f.Address, other.Address)
		} else {
			titles[f.title] = f
		}
		if other := descriptions[f.description]; other != nil && f.description != "" {
			pos := s.place(f)
			if f.Document != nil {
				pos = roadmap.CommonOf(f.Document.Matter).Resume.In(f.Document.Path)
			}
			s.problems.Avertissement(pos, "resume-en-double", "écrivez une phrase propre à cette page", "%s a le même résumé que %s", f.Address, other.Address)
		} else {
			descriptions[f.description] = f
		}
	}
}

// A lead is an address of the site that pages name, each page by its rank among
// the files of the site: the first, and the first two of those that count for
// readers, which the site map and the index of all pages do not. -1 is none.
type lead struct{ first, one, two int }

var nobody = lead{-1, -1, -1}

func (l *lead) add(rank int, counts bool) {
	if l.first < 0 || rank < l.first {
		l.first = rank
	}
	switch {
	case !counts || l.one == rank || l.two == rank:
	case l.one < 0:
		l.one = rank
	case l.two < 0:
		l.two = rank
	}
}

func (l *lead) join(other lead) {
	l.add(other.first, false)
	for _, rank := range []int{other.one, other.two} {
		if rank >= 0 {
			l.add(rank, true)
		}
	}
}

// name notes that a page names some addresses, and has some parts.
func (s *published) name(rank int, f *finished, links map[string]bool, parts []*part) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := f.Address != page.SiteMap && f.Address != page.Search
	for address := range links {
		if address[0] == '/' {
			s.lead(address).add(rank, counts)
		}
	}
	for _, p := range parts {
		p.lead.add(rank, counts)
	}
}

func (s *published) lead(address string) *lead {
	l := s.leads[address]
	if l == nil {
		l = new(nobody)
		s.leads[address] = l
	}
	return l
}

// lent gives the pages that have a part the links of it.
func (s *published) lent() {
	for _, p := range s.shell.parts {
		for _, address := range p.addresses {
			if address[0] == '/' && p.lead != nobody {
				s.lead(address).join(p.lead)
			}
		}
	}
}

// follow follows every address of the site that pages name.
func (s *published) follow() {
	rank := map[string]int{} // by path of the page
	for i := range s.pages {
		if f := &s.pages[i]; f.Planned != nil {
			rank[page.OutputPath(f.Address)] = i
		}
	}
	reached := map[string]bool{}
	for _, address := range slices.Sorted(maps.Keys(s.leads)) {
		l := s.leads[address]
		name, anchor, internal := s.internal(address)
		if !internal {
			continue
		}
		own, isPage := rank[name]
		if isPage && (l.one >= 0 && l.one != own || l.two >= 0) {
			reached[name] = true
		}
		f := &s.pages[l.first]
		_, there := s.files[name]
		switch {
		case !there:
			s.problems.Avertissement(layout(f), "page-lien", "corrigez ce modèle de page", "%s mène à %s, qui n'existe pas", f.Address, address)
		case anchor != "" && isPage && s.pages[own].ids != nil && !slices.Contains(s.pages[own].ids, anchor):
			s.problems.Avertissement(layout(f), "page-ancre", "corrigez ce modèle de page", "%s mène à %s, qui n'a pas cette ancre", f.Address, address)
		}
	}
	// The licences have their link in the legal notices: that those are missing is
	// said elsewhere.
	alone := []string{page.Home, page.NotFound, page.Licences}
	for f := range s.all() {
		if name := page.OutputPath(f.Address); !reached[name] && !slices.Contains(alone, f.Address) {
			s.problems.Avertissement(s.place(f), "page-orpheline", "mettez un lien vers elle dans une page qui en parle", "aucune page ne mène à %s, sauf le plan du site et la recherche", f.Address)
		}
	}
}

// all are the pages, in the order of the site's files.
func (s *published) all() iter.Seq[*finished] {
	return func(yield func(*finished) bool) {
		for i := range s.pages {
			if f := &s.pages[i]; f.Planned != nil && !yield(f) {
				return
			}
		}
	}
}

// internal returns the path of the file that an address of this site names.
func (s *published) internal(address string) (name, anchor string, ok bool) {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return "", "", false
	}
	address, anchor, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return page.OutputPath(strings.TrimPrefix(address, s.prefix)), anchor, true
}

// compulsory are the pages that a French public site has, with what each must
// say: titles of its parts, folded.
var compulsory = []struct {
	slug, titre string     // titre gives slug
	parts       [][]string // one word of each must be in a title
}{
	{"accessibilite", "Accessibilité", [][]string{{"etat de conformite"}, {"resultat", "test"}, {"contenus non accessibles", "non accessible"}, {"etablissement"}, {"contact"}, {"recours"}}},
	{"mentions-legales", "Mentions légales", nil},
	{"donnees-personnelles", "Données personnelles", nil},
	{"gestion-des-cookies", "Gestion des cookies", nil},
}

// compulsory wants the pages that the law asks of a public site.
func (s *published) compulsory() {
	for _, want := range compulsory {
		if _, there := s.files[want.slug+"/index.html"]; !there {
			s.problems.Avertissement(diag.Pos{File: content.Root + "/pages/" + want.slug + ".md"}, "page-obligatoire",
				"créez-la : « build new page '"+want.titre+"' »", "il manque la page « %s »", want.titre)
		}
	}
}

// declaration wants in the declaration of accessibility the parts that its model
// has (RGAA 4.1.2, model of the declaration).
func declaration(d *content.Document, body *content.Body, p *diag.List) {
	if d.Kind != content.Libre || d.Slug != compulsory[0].slug {
		return
	}
	for _, names := range compulsory[0].parts {
		found := slices.ContainsFunc(body.Headings, func(h content.Heading) bool {
			return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(content.Fold(h.Text), name) })
		})
		if !found {
			p.Avertissement(roadmap.CommonOf(d.Matter).Titre.In(d.Path), "declaration-incomplete", "ajoutez un titre « ## … » et son texte, d'après le modèle de déclaration du RGAA",
				"la déclaration d'accessibilité n'a pas de partie sur « %s »", names[0])
		}
	}
}

// weighs reports whether site.yaml says what a page may weigh.
func (s *published) weighs() bool { return s.roadmap.Site.Verification.Budget.Poids.Set }

// budget holds pages to what site.yaml lets them cost.
func (s *published) budget() {
	b := s.roadmap.Site.Verification.Budget
	if !b.Poids.Set && !b.Requetes.Set {
		return
	}
	for f := range s.all() {
		bytes, requests := f.size, 1
		for _, address := range f.assets {
			requests++
			if name, _, ok := s.internal(address); ok {
				bytes += s.files[name]
			}
		}
		if kilo := float64(bytes) / 1000; s.weighs() && kilo > b.Poids.V {
			s.problems.Avertissement(s.place(f), "page-lourde", "allégez ses images, ou coupez-la en deux",
				"%s pèse %s ko avec ce qu'elle charge, pour un budget de %s ko", f.Address, french.Number(float64(int(kilo+0.5))), french.Number(b.Poids.V))
		}
		if b.Requetes.Set && float64(requests) > b.Requetes.V {
			s.problems.Avertissement(s.place(f), "page-requetes", "montrez moins d'images dans cette page",
				"%s demande %d fichiers, pour un budget de %s", f.Address, requests, french.Number(b.Requetes.V))
		}
	}
}

// unused names the files of content/ that no page shows.
func (s *published) unused() {
	for _, key := range slices.Sorted(maps.Keys(s.roadmap.Tree.Files)) {
		if name := s.roadmap.Tree.Files[key]; !s.shown[name] {
			s.problems.Avertissement(diag.Pos{File: name}, "fichier-inutilise", "mettez un lien vers lui dans une page, ou effacez-le",
				"aucune page ne montre ce fichier : il n'est pas publié")
		}
	}
}
