package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Genre is a kind of page, for who searches.
type Genre struct {
	Un, Plusieurs string // « Projet », « Projets »
}

// An Entree is what a search knows of a page, but for its text.
type Entree struct {
	Genre   int // index in Genres
	Adresse string
	Titre   string
	Code    string
	Resume  string
	Detail  string // what tells it from its neighbours: a date, a status
	Mots    string // other words of its front matter
}

// The kinds of pages, as indexes of Genres.
const (
	genreProjet = iota
	genreMission
	genreFamille
	genreEnjeu
	genreActualite
	genrePage
)

// Genres names the kinds of pages. An Entree's Genre is an index of it.
func (pl *Plan) Genres() []Genre {
	m := pl.Site.Mots
	return []Genre{
		genreProjet: {m.Projet.Titre, m.Projet.Titres}, genreMission: {m.Mission.Titre, m.Mission.Titres},
		genreFamille: {m.Famille.Titre, m.Famille.Titres}, genreEnjeu: {m.Enjeu.Titre, m.Enjeu.Titres},
		genreActualite: {"Actualité", "Actualités"}, genrePage: {"Page", "Pages"},
	}
}

// Found lists the pages that a search can find: all but those that search
// engines do not show and those whose list another one shows whole.
func (pl *Plan) Found() []*Planned {
	return slices.DeleteFunc(slices.Clone(pl.Pages), func(p *Planned) bool { return p.Hidden || p.Selection })
}

// Entree says what a search knows of the page.
func (p *Planned) Entree() Entree {
	e := Entree{Genre: genrePage, Adresse: p.Address, Titre: p.Titre}
	pl := p.planner
	if p.Document != nil {
		e.Resume = Resume(pl.Roadmap, p.Document)
	}
	var words []string
	switch of := p.of.(type) {
	case *roadmap.Projet:
		e.Genre, e.Code = genreProjet, of.Code.S
		facts := []string{pl.statut(of.Statut).Mot}
		if of.Mission != nil {
			facts = append([]string{cmp.Or(of.Mission.Code.S, of.Mission.Titre())}, facts...)
		}
		e.Detail = strings.Join(append(facts, texts(of.Pilotes)...), " · ")
		words = append(append(codes(of.AnciensCodes), texts(of.Partenaires)...), of.Responsable.S)
		for _, j := range of.Milestones() {
			words = append(words, j.Titre.S)
		}
		words = append(words, names(of.Indicateurs)...)
	case *roadmap.Mission:
		e.Genre, e.Code = genreMission, of.Code.S
		words = append(append(append(codes(of.AnciensCodes), texts(of.Pilotes)...), texts(of.Partenaires)...), of.Responsable.S)
		words = append(words, names(of.Indicateurs)...)
	case *roadmap.Famille:
		e.Genre = genreFamille
	case *roadmap.Enjeu:
		e.Genre = genreEnjeu
	case *roadmap.Actualite:
		e.Genre, e.Detail = genreActualite, of.Date.French()
	case *roadmap.Page:
		words = names(of.Indicateurs)
	case *roadmap.Accueil:
	default:
		e.Resume = p.Page().Resume
	}
	e.Mots = strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")
	return e
}

func names(list []roadmap.Indicateur) []string {
	var out []string
	for i := range list {
		out = append(out, list[i].Nom.S)
	}
	return out
}

// SearchPage is the layout of the search page. Its view lacks the digest of the
// index, which holds words of all texts.
const SearchPage = "recherche"

// Recherche is the view of recherche.html.
type Recherche struct {
	Index   string // address of what the script searches in
	Digest  string // of it, see Site.Integrite
	Lettres []Lettre
	Plie    bool // so many pages that letters are folded
}

// A Lettre is the pages whose titles begin with it.
type Lettre struct {
	Lettre string // "A", or « 0-9 » for all that is no letter
	Ancre  string
	Lien   string // to Ancre
	Pages  []RechercheLien
}

// A RechercheLien is a page in the index of all pages.
type RechercheLien struct {
	Lien
	Genre string // « Projet », or the date of an actualité
}

const manyPages = 300 // from here on the letters of the index are folded

func (pl *planner) search() {
	if pl.free(Search) {
		return
	}
	const titre = "Recherche"
	pl.list(Search, titre, func() *Page { return pl.searched(pl.page(Search, "", titre, "")) })
}

// searched makes a page the search.
func (pl *planner) searched(p *Page) *Page {
	p.Layout = SearchPage
	if p.Resume == "" {
		p.Resume = "Une page se trouve par ses mots, ou dans la liste de A\u00a0à\u00a0Z."
	}
	p.Vue = func() any {
		v := &Recherche{Index: SearchIndex, Lettres: pl.letters()}
		n := 0
		for _, l := range v.Lettres {
			n += len(l.Pages)
		}
		v.Plie = n > manyPages
		return v
	}
	return p
}

// letters lists all pages by their title.
func (pl *planner) letters() []Lettre {
	type entry struct {
		key, letter string
		link        RechercheLien
	}
	genres := pl.plan.Genres()
	var all []entry
	for _, p := range pl.plan.Found() {
		if p.Address == Search {
			continue
		}
		key := strings.TrimLeftFunc(content.Fold(p.Titre), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		all = append(all, entry{key, initial(key), RechercheLien{Lien{Titre: p.Titre, Adresse: p.Address}, p.kind(genres)}})
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.letter, b.letter), cmp.Compare(a.key, b.key), cmp.Compare(a.link.Adresse, b.link.Adresse))
	})
	var out []Lettre
	for _, e := range all {
		if len(out) == 0 || out[len(out)-1].Lettre != e.letter {
			anchor := "lettre-" + strings.ToLower(e.letter)
			out = append(out, Lettre{Lettre: e.letter, Ancre: anchor, Lien: "#" + anchor})
		}
		last := &out[len(out)-1]
		last.Pages = append(last.Pages, e.link)
	}
	return out
}

// initial is the letter under which a title stands.
func initial(key string) string {
	if key != "" && key[0] >= 'a' && key[0] <= 'z' {
		return strings.ToUpper(key[:1])
	}
	return "0-9"
}

// kind says what a page is: the date tells actualités from each other.
func (p *Planned) kind(genres []Genre) string {
	switch of := p.of.(type) {
	case *roadmap.Projet:
		return genres[genreProjet].Un
	case *roadmap.Mission:
		return genres[genreMission].Un
	case *roadmap.Famille:
		return genres[genreFamille].Un
	case *roadmap.Enjeu:
		return genres[genreEnjeu].Un
	case *roadmap.Actualite:
		return of.Date.French()
	}
	return ""
}
