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
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
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

// A Feuille is a whole roadmap in one of its editions.
type Feuille struct {
	Schema     string      `json:"$schema"`
	Version    int         `json:"version"`
	Site       Site        `json:"site"`
	Edition    string      `json:"edition"` // id of the one that this is
	Editions   []Edition   `json:"editions"`
	Familles   []Famille   `json:"familles,omitempty"` // absent, like the next two, where the roadmap has no such level
	Enjeux     []Enjeu     `json:"enjeux,omitempty"`
	Missions   []Mission   `json:"missions,omitempty"`
	Projets    []Projet    `json:"projets"`
	Actualites []Actualite `json:"actualites"`
}

// Encode writes the file, an item a line: people can read and compare it, and it
// weighs a fifth less than indented.
func (f *Feuille) Encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	var failed error
	write := func(before string, v reflect.Value) {
		b.WriteString(before)
		failed = cmp.Or(failed, enc.Encode(v.Interface()))
		b.Truncate(b.Len() - 1) // a line break
	}
	for i, member := range reflect.VisibleFields(reflect.TypeOf(*f)) {
		name, omit, _ := strings.Cut(member.Tag.Get("json"), ",")
		v := reflect.ValueOf(*f).Field(i)
		if omit != "" && v.Len() == 0 {
			continue
		}
		b.WriteString(separator(i == 0, "{") + "\n\t\"" + name + "\": ")
		if v.Kind() != reflect.Slice || v.Len() == 0 {
			write("", v)
			continue
		}
		for k := range v.Len() {
			write(separator(k == 0, "[")+"\n\t\t", v.Index(k))
		}
		b.WriteString("\n\t]")
	}
	b.WriteString("\n}\n")
	if failed != nil {
		return nil, fmt.Errorf("write %s: %w", Name, failed)
	}
	return b.Bytes(), nil
}

func separator(first bool, opening string) string {
	if first {
		return opening
	}
	return ","
}

// Current is the edition that this is.
func (f *Feuille) Current() *Edition {
	for i := range f.Editions {
		if f.Editions[i].ID == f.Edition {
			return &f.Editions[i]
		}
	}
	return &Edition{ID: f.Edition, Titre: f.Edition}
}

// Decode reads a file, which may come from anybody. The error is a French
// sentence.
func Decode(data []byte) (*Feuille, error) {
	if len(data) > MaxSize || bytes.Count(data, []byte("{")) > maxObjects || bytes.Count(data, []byte(",")) > maxValues {
		return nil, fmt.Errorf("ces données sont trop grandes : %d octets et %d objets au plus sont permis", MaxSize, maxObjects)
	}
	f := new(Feuille)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch err := json.Unmarshal(data, f); {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("ce n'est pas du JSON correct (octet %d)", syntax.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return nil, errors.New("un objet JSON est attendu, entre accolades")
	case errors.As(err, &kind):
		return nil, fmt.Errorf("« %s » n'a pas la forme attendue (octet %d)", kind.Field, kind.Offset)
	case err != nil:
		return nil, fmt.Errorf("ce n'est pas du JSON correct : %w", err)
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
	for _, list := range f.lists() {
		seen := make(map[string]bool, len(list.fiches))
		for _, x := range list.fiches {
			switch {
			case !content.IsSlug(x.ID) || seen[x.ID]:
				return fmt.Errorf("dans « %s », l'id « %s » manque, est en double ou ne peut pas nommer une page", list.name, x.ID)
			case !leads(x.Adresse):
				return fmt.Errorf("dans « %s », l'adresse de « %s » n'est pas valable", list.name, x.ID)
			}
			seen[x.ID] = true
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

// A list is what the items of one kind share.
type list struct {
	name   string
	fiches []*Fiche
}

func (f *Feuille) lists() []list {
	return []list{
		{"familles", fichesOf(f.Familles, func(x *Famille) *Fiche { return &x.Fiche })},
		{"enjeux", fichesOf(f.Enjeux, func(x *Enjeu) *Fiche { return &x.Fiche })},
		{"missions", fichesOf(f.Missions, func(x *Mission) *Fiche { return &x.Fiche })},
		{"projets", fichesOf(f.Projets, func(x *Projet) *Fiche { return &x.Fiche })},
		{"actualites", fichesOf(f.Actualites, func(x *Actualite) *Fiche { return &x.Fiche })},
	}
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
		for _, x := range list.fiches {
			all[f.path(x.Adresse)] = x.Titre
		}
	}
	return all
}

func fichesOf[T any](list []T, of func(*T) *Fiche) []*Fiche {
	fiches := make([]*Fiche, len(list))
	for i := range list {
		fiches[i] = of(&list[i])
	}
	return fiches
}

// path is an absolute address without the site's own: "/missions/data/".
func (f *Feuille) path(address string) string {
	return "/" + strings.TrimPrefix(strings.TrimPrefix(address, strings.TrimSuffix(f.Site.URL, "/")), "/")
}
