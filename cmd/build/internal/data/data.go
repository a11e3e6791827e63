// Package data is the whole roadmap as data: what feuille-de-route.json holds,
// under /donnees/ for readers, in content/editions/ for later editions to be
// compared with, in archives for whoever outlives the HTML. It also compares two
// of them (diff.go).
//
// Names are those that editors type in front matter, whatever the vocabulary of
// the site, so that two roadmaps can be compared.
package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"github.com/tdewolff/parse/v2"
	grammar "github.com/tdewolff/parse/v2/json"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Version is that of the format. It changes when a reader of the former one
// would be wrong about the next.
const Version = 1

// Name is the file's, and Address where a site publishes it.
const (
	Name    = "feuille-de-route.json"
	Address = Folder + Name
)

// MaxSize is how many bytes a file may have to be read: 50,000 pages fit in.
const MaxSize = 128 << 20

// What a file may hold: a few bytes of JSON can ask for hundreds in memory.
const (
	maxObjects = 1_000_000
	maxValues  = 10_000_000
)

// A Feuille is a whole roadmap in one of its editions. What editors type is as package
// roadmap has it: see member.
type Feuille struct {
	Schema     string            `cle:"$schema,requis" donnee:"uri"`
	Version    int               `cle:"version,requis"`
	Site       Site              `cle:"site,requis"`
	Edition    string            `cle:"edition,requis"` // id of the one that this is
	Editions   []roadmap.Edition `cle:"editions,requis"`
	Familles   []Famille         `cle:"familles"` // absent, like the next two, where the roadmap has no such level
	Enjeux     []Enjeu           `cle:"enjeux"`
	Missions   []Mission         `cle:"missions"`
	Projets    []Projet          `cle:"projets,requis"`
	Actualites []Actualite       `cle:"actualites,requis"`
}

// A Site is who publishes, and every address there is.
type Site struct {
	Titre      content.Text        `cle:"titre,requis"`
	Accroche   content.Text        `cle:"accroche"`
	URL        string              `cle:"url,requis" donnee:"uri"` // ends in a slash
	Langue     string              `cle:"langue,requis"`
	Organisme  roadmap.Organisme   `cle:"organisme,requis"`
	Organismes []roadmap.Entite    `cle:"organismes"`
	Licence    roadmap.Licence     `cle:"licence"`
	Mots       roadmap.Vocabulaire `cle:"vocabulaire,requis"` // of the levels that there are
	Pages      []Page              `cle:"pages,requis"`       // those that are no item of the lists above
	Alias      []Alias             `cle:"alias,requis"`
}

// A Page is an address of the site that is no item, with what a page that an
// editor wrote says beside its text.
type Page struct {
	ID          string               `cle:"id"`
	Adresse     string               `cle:"adresse,requis" donnee:"uri"`
	Titre       string               `cle:"titre,requis"`
	Indicateurs []roadmap.Indicateur `cle:"indicateurs"`
	Liens       []roadmap.Lien       `cle:"liens"`
	Sources     []roadmap.Source     `cle:"sources"`
	Reserve     content.Text         `cle:"reserve"`
}

// An Alias is a former address and where it leads.
type Alias struct {
	De   string `cle:"de,requis" donnee:"uri"`
	Vers string `cle:"vers,requis" donnee:"uri"`
}

// An Ident is what names an item.
type Ident struct {
	ID      string `cle:"id,requis" donnee:"id"`
	Adresse string `cle:"adresse,requis" donnee:"uri"`
	image   string // address of the image at the top of its page; or ""
}

func (f *Ident) ident() *Ident { return f }

// The items, each with the keys of its page.
type (
	Famille struct {
		Ident
		roadmap.FamilleFields
	}
	Enjeu struct {
		Ident
		roadmap.EnjeuFields
	}
	Mission struct {
		Ident
		roadmap.MissionFields
		Noms []content.Text `cle:"pilotes_noms"` // of its pilotes, whatever its page calls them
	}
	Projet struct {
		Ident
		roadmap.ProjetFields
		Noms      []content.Text `cle:"pilotes_noms"`                 // of its pilotes, whatever its page calls them
		Echeances []content.Text `cle:"echeances"`                    // all that are known, the last is the current one
		Reports   content.Number `cle:"reports" donnee:"entier"`      // how often it changed
		Jours     content.Number `cle:"report_jours" donnee:"entier"` // from the first to the last
	}
	Actualite struct {
		Ident
		Date content.Date `cle:"date,requis"`
		roadmap.ActualiteFields
	}
)

// An item is one of them.
type item interface {
	ident() *Ident
	Shared() *roadmap.Common
	codes() (now roadmap.Code, before []roadmap.Code)
	mergedInto() string // the id of the item of which it is part by now; "" for most
}

func (f *Ident) codes() (none roadmap.Code, _ []roadmap.Code) { return none, nil }
func (x *Famille) codes() (roadmap.Code, []roadmap.Code)      { return x.Code, nil }
func (x *Mission) codes() (roadmap.Code, []roadmap.Code)      { return x.Code, x.AnciensCodes }
func (x *Projet) codes() (roadmap.Code, []roadmap.Code)       { return x.Code, x.AnciensCodes }

func (f *Ident) mergedInto() string  { return "" }
func (x *Projet) mergedInto() string { return x.RemplacePar.S }

// Encode writes the file, an item a line: people can read and compare it, and it
// weighs a fifth less than indented.
func (f *Feuille) Encode() []byte {
	b := []byte("{")
	v := reflect.ValueOf(f).Elem()
	for _, m := range membersOf(v.Type()) {
		value := v.FieldByIndex(m.index)
		if !m.always && value.Len() == 0 {
			continue
		}
		b = append(append(append(comma(b), "\n\t"...), m.name...), ' ')
		if m.shape != list || value.Len() == 0 {
			b, _ = m.append(b, value)
			continue
		}
		b = append(b, '[')
		for i := range value.Len() {
			b, _ = m.item.append(append(comma(b), "\n\t\t"...), value.Index(i))
		}
		b = append(b, "\n\t]"...)
	}
	return append(b, "\n}\n"...)
}

// Current is the edition that this is.
func (f *Feuille) Current() *roadmap.Edition {
	for i := range f.Editions {
		if f.Editions[i].ID.S == f.Edition {
			return &f.Editions[i]
		}
	}
	return &roadmap.Edition{ID: roadmap.EditionID{Plain: content.Plain{S: f.Edition}}, Titre: content.Text{S: f.Edition}}
}

// Decode reads a file, which may come from anybody. The error is a French
// sentence.
func Decode(data []byte) (*Feuille, error) {
	if len(data) > MaxSize || bytes.Count(data, []byte("{")) > maxObjects || bytes.Count(data, []byte(",")) > maxValues {
		return nil, fmt.Errorf("ces données sont trop grandes : %d octets et %d objets au plus sont permis", MaxSize, maxObjects)
	}
	if !json.Valid(data) {
		var syntax *json.SyntaxError
		if errors.As(json.Unmarshal(data, new(any)), &syntax) {
			return nil, fmt.Errorf("ce n'est pas du JSON correct (octet %d)", syntax.Offset)
		}
	}
	f, whole := new(Feuille), member{typ: reflect.TypeFor[Feuille]()}
	whole.look()
	input := parse.NewInputBytes(data)
	defer input.Restore()
	r := &reader{grammar.NewParser(input), input}
	switch bad := whole.fill(reflect.ValueOf(f).Elem(), r, r.next()); {
	case bad != nil && bad.path == "":
		return nil, errors.New("un objet JSON est attendu, entre accolades")
	case bad != nil:
		return nil, fmt.Errorf("« %s » n'a pas la forme attendue (octet %d)", bad.path, bad.at)
	}
	if f.Version > Version {
		return nil, fmt.Errorf("ces données sont d'un format plus récent (%d) que ceux que ce programme connaît (%d) : prenez une version plus récente", f.Version, Version)
	}
	if f.Version < 1 || f.Edition == "" {
		return nil, errors.New("ce ne sont pas les données d'une feuille de route (« version » et « edition » y sont attendues)")
	}
	return f, f.check()
}

// check holds what the rest of the program relies on: one id for each item, that
// can name a page, and addresses that lead to one.
func (f *Feuille) check() error {
	if !leads(f.Site.URL) {
		return errors.New("l'adresse du site, « site.url », n'est pas valable")
	}
	for _, p := range f.Site.Pages {
		if !leads(p.Adresse) {
			return fmt.Errorf("dans « site.pages », l'adresse « %s » n'est pas valable", p.Adresse)
		}
	}
	var err error
	for i := range f.Editions {
		f.Editions[i].Annonce.AAchever.Tidy(func(_ content.At, no *content.Refusal) {
			err = fmt.Errorf("dans « editions », « a_achever » : %s", no.Wrong)
		})
	}
	if err != nil {
		return err
	}
	for _, list := range f.lists() {
		seen := make(map[string]bool, len(list.items))
		for _, x := range list.items {
			switch id := x.ident().ID; {
			case !content.IsSlug(id) || seen[id]:
				return fmt.Errorf("dans « %s », l'id « %s » manque, est en double ou ne peut pas nommer une page", list.name, id)
			case !leads(x.ident().Adresse):
				return fmt.Errorf("dans « %s », l'adresse de « %s » n'est pas valable", list.name, id)
			default:
				seen[id] = true
			}
		}
	}
	return nil
}

// leads reports whether an address, from the root of the site or whole, is one of
// the web.
func leads(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "" || u.Scheme == "http" || u.Scheme == "https")
}

// A level is the items of one kind.
type level struct {
	name  string
	items []item
}

func (f *Feuille) lists() (all []level) {
	for _, name := range []string{"familles", "enjeux", "missions", "projets", "actualites"} {
		l, list := level{name: name}, f.list(name)
		for i := range list.Len() {
			l.items = append(l.items, list.Index(i).Addr().Interface().(item))
		}
		all = append(all, l)
	}
	return all
}

// Leads reports whether an address, from the root of the site, leads to a page.
func (f *Feuille) Leads(path string) bool {
	_, ok := f.addresses()[path]
	return ok
}

// addresses are those that lead to a page, and the pages' titles; aliases have
// none.
func (f *Feuille) addresses() map[string]string {
	all := map[string]string{}
	for _, a := range f.Site.Alias {
		all[f.path(a.De)] = ""
	}
	for _, p := range f.Site.Pages {
		all[f.path(p.Adresse)] = p.Titre
	}
	for _, list := range f.lists() {
		for _, x := range list.items {
			all[f.path(x.ident().Adresse)] = x.Shared().Titre.S
		}
	}
	return all
}

// path is an absolute address without the site's own: "/missions/data/".
func (f *Feuille) path(address string) string {
	return "/" + strings.TrimPrefix(strings.TrimPrefix(address, strings.TrimSuffix(f.Site.URL, "/")), "/")
}
