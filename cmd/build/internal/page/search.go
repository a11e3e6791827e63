package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Record is what a search knows of a page, but for its text.
type Record struct {
	Sort    int // index in Sorts
	Adresse string
	Titre   string
	Code    string
	Resume  string
	Detail  string // what tells it from its neighbours: a date, a status
	Mots    string // other words of its front matter
	Liste   bool   // it says what other pages say; its Sort is the last
}

// sorts are the kinds by which a search sorts what it finds, in the order of its
// index. What is of none of them is a page like those of Page.
var sorts = []content.Kind{content.Projet, content.Mission, content.Famille, content.Enjeu, content.Actualite, content.Libre}

// Sorts names the kinds of pages, capitalised. A Record's Sort is an index of it.
func (pl *Plan) Sorts() (nouns []french.Nom) {
	for _, k := range sorts {
		n := pl.Pages[0].planner.noun(k)
		nouns = append(nouns, french.Nom{Singulier: french.Capital(n.Singulier), Pluriel: french.Capital(n.Pluriel), Feminin: n.Feminin})
	}
	return nouns
}

// noun is what the site calls a kind.
func (pl *planner) noun(k content.Kind) french.Nom {
	if n := pl.Mots.Of(k); n.Singulier != "" {
		return n.Nom
	}
	return k.Nom()
}

// Found lists the pages that a search can find: all but those that search
// engines do not show and those whose list another one shows whole.
func (pl *Plan) Found() []*Planned {
	return slices.DeleteFunc(slices.Clone(pl.Pages), func(p *Planned) bool { return p.Hidden || p.Selection })
}

// Record says what a search knows of the page.
func (p *Planned) Record() Record {
	e := Record{Sort: len(sorts) - 1, Adresse: p.Address, Titre: p.Titre}
	if p.Document == nil {
		e.Resume, e.Liste = p.Page().Resume, p.pilote == nil
		if p.pilote != nil {
			e.Mots = strings.Join(p.pilote.Names()[1:], " · ")
		}
		return e
	}
	pl := p.planner
	e.Resume = roadmap.CommonOf(p.Document.Matter).Resume.S
	if i := slices.Index(sorts, p.Document.Kind); i >= 0 {
		e.Sort = i
	}
	if found := pl.kind(p.Document).found; found != nil {
		words := slices.DeleteFunc(found(pl, p.of, &e), func(w string) bool { return w == "" })
		e.Mots = strings.Join(words, " · ")
	}
	return e
}

func names(list []roadmap.Indicateur) []string {
	return each(list, func(x roadmap.Indicateur) string { return x.Nom.S })
}

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
	Link
	Sorte string // « Projet », or the date of an actualité
}

const manyPages = 300 // from here on the letters of the index are folded

func (pl *planner) searchView() any {
	v := &Recherche{Index: SearchIndex, Digest: pl.rest.Digest(), Lettres: pl.letters()}
	n := 0
	for _, l := range v.Lettres {
		n += len(l.Pages)
	}
	v.Plie = n > manyPages
	return v
}

// Listed gives the addresses that the search page links to, in the order of its list:
// those of all pages that a search finds, but its own.
func (pl *Plan) Listed() (addresses []string) {
	for _, l := range pl.Pages[0].planner.letters() {
		for _, link := range l.Pages {
			addresses = append(addresses, link.Adresse)
		}
	}
	return addresses
}

// byLetter lists all pages by their title.
func (pl *planner) byLetter() []Lettre {
	type entry struct {
		key, letter string
		link        RechercheLien
	}
	var all []entry
	for _, p := range pl.plan.Found() {
		if p.Address == Search {
			continue
		}
		key := strings.TrimLeftFunc(p.Titre, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		all = append(all, entry{french.SortKey(p.Titre), initial(content.Fold(key)), RechercheLien{Link{Titre: p.Titre, Adresse: p.Address}, p.sort()}})
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

// sort says what a page is: the date tells actualités from each other.
func (p *Planned) sort() string {
	if p.pilote != nil {
		return french.Capital(p.planner.Mots.Pilote.Singulier)
	}
	if p.Document == nil {
		return ""
	}
	if a, ok := p.of.(*roadmap.Actualite); ok {
		return a.Date.French()
	}
	return french.Capital(p.planner.Mots.Of(p.Document.Kind).Singulier)
}
