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
	"strings"
)

// Version is that of the format. It changes when a reader of the former one
// would be wrong about the next.
const Version = 1

// Name is the file's, and Address where a site publishes it.
const (
	Name    = "feuille-de-route.json"
	Address = "/donnees/" + Name
	schema  = "/donnees/feuille-de-route.schema.json"
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
	Familles   []Famille   `json:"familles"`
	Enjeux     []Enjeu     `json:"enjeux"`
	Missions   []Mission   `json:"missions"`
	Projets    []Projet    `json:"projets"`
	Actualites []Actualite `json:"actualites"`
}

// A Site is who publishes, and every address there is.
type Site struct {
	Titre     string    `json:"titre"`
	Accroche  string    `json:"accroche,omitempty"`
	URL       string    `json:"url"` // ends in a slash
	Langue    string    `json:"langue"`
	Organisme Organisme `json:"organisme"`
	Licence   string    `json:"licence,omitempty"`
	Mots      Mots      `json:"vocabulaire"`
	Pages     []Page    `json:"pages"` // all of them, those of the lists below too
	Alias     []Alias   `json:"alias"`
}

// An Organisme is the body that publishes.
type Organisme struct {
	Nom   string `json:"nom"`
	Sigle string `json:"sigle,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Mots is what the levels are called.
type Mots struct {
	Famille Mot `json:"famille"`
	Mission Mot `json:"mission"`
	Projet  Mot `json:"projet"`
	Enjeu   Mot `json:"enjeu"`
}

// A Mot is a level's noun.
type Mot struct {
	Singulier string `json:"singulier"`
	Pluriel   string `json:"pluriel"`
	Genre     string `json:"genre"` // f or m
}

// A Page is an address of the site.
type Page struct {
	Adresse string `json:"adresse"`
	Titre   string `json:"titre"`
}

// An Alias is a former address and where it leads.
type Alias struct {
	De   string `json:"de"`
	Vers string `json:"vers"`
}

// An Edition is one state of the document over time.
type Edition struct {
	ID            string         `json:"id"`
	Titre         string         `json:"titre"`
	Date          string         `json:"date"`
	Etat          string         `json:"etat,omitempty"`
	Documentation string         `json:"documentation"`
	Annonce       map[string]int `json:"annonce"`
	AAchever      map[string]int `json:"a_achever,omitempty"` // by période
	Sources       []Source       `json:"sources,omitempty"`
	Reserve       string         `json:"reserve,omitempty"`
}

// A Fiche is what all items share.
type Fiche struct {
	ID       string   `json:"id"`
	Adresse  string   `json:"adresse"`
	Titre    string   `json:"titre"`
	Resume   string   `json:"resume,omitempty"`
	Publie   string   `json:"publie,omitempty"`
	MisAJour string   `json:"mis_a_jour,omitempty"`
	Alias    []string `json:"alias,omitempty"`
	Liens    []Lien   `json:"liens,omitempty"`
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// A Lien is a link to follow.
type Lien struct {
	Titre string `json:"titre"`
	URL   string `json:"url"`
}

// A Source is where a fact comes from.
type Source struct {
	Titre string `json:"titre"`
	URL   string `json:"url,omitempty"`
	Date  string `json:"date,omitempty"`
}

// A Famille groups missions.
type Famille struct {
	Fiche
	Ordre *float64 `json:"ordre,omitempty"`
	Code  string   `json:"code,omitempty"`
}

// A Mission is a long-term goal that holds projets.
type Mission struct {
	Fiche
	Ordre        *float64     `json:"ordre,omitempty"`
	Code         string       `json:"code,omitempty"`
	AnciensCodes []string     `json:"anciens_codes,omitempty"`
	Famille      string       `json:"famille,omitempty"`
	Pilotes      []string     `json:"pilotes,omitempty"`
	Partenaires  []string     `json:"partenaires,omitempty"`
	Responsable  string       `json:"responsable,omitempty"`
	Indicateurs  []Indicateur `json:"indicateurs,omitempty"`
}

// A Projet is what gets done.
type Projet struct {
	Fiche
	Ordre        *float64     `json:"ordre,omitempty"`
	Code         string       `json:"code,omitempty"`
	AnciensCodes []string     `json:"anciens_codes,omitempty"`
	Mission      string       `json:"mission,omitempty"`
	Enjeux       []string     `json:"enjeux,omitempty"`
	Statut       string       `json:"statut"`
	Entree       string       `json:"entree,omitempty"`
	Debut        string       `json:"debut,omitempty"`
	Echeance     string       `json:"echeance,omitempty"`
	Pilotes      []string     `json:"pilotes,omitempty"`
	Partenaires  []string     `json:"partenaires,omitempty"`
	Responsable  string       `json:"responsable,omitempty"`
	Jalons       []Jalon      `json:"jalons,omitempty"`
	Indicateurs  []Indicateur `json:"indicateurs,omitempty"`
	Historique   []Evenement  `json:"historique,omitempty"`
}

// An Enjeu cuts across missions.
type Enjeu struct {
	Fiche
	Ordre *float64 `json:"ordre,omitempty"`
}

// An Actualite is a dated update.
type Actualite struct {
	Fiche
	Date     string   `json:"date"`
	Missions []string `json:"missions,omitempty"`
	Projets  []string `json:"projets,omitempty"`
	Enjeux   []string `json:"enjeux,omitempty"`
}

// A Jalon is a dated promise inside a projet.
type Jalon struct {
	Titre    string   `json:"titre"`
	Debut    string   `json:"debut,omitempty"`
	Echeance string   `json:"echeance,omitempty"`
	Atteint  *bool    `json:"atteint,omitempty"` // absent: not published
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// An Indicateur is a series of measures and the value aimed at.
type Indicateur struct {
	Nom      string   `json:"nom"`
	Unite    string   `json:"unite,omitempty"`
	Mesures  []Mesure `json:"mesures,omitempty"` // from the oldest to the latest
	Cible    *float64 `json:"cible,omitempty"`
	Echeance string   `json:"echeance,omitempty"`
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// A Mesure is the value of an Indicateur on a day.
type Mesure struct {
	Date         string  `json:"date"`
	Valeur       float64 `json:"valeur"`
	Approximatif bool    `json:"approximatif,omitempty"`
	Minimum      bool    `json:"minimum,omitempty"`
}

// An Evenement is a line of a projet's historique, the latest first.
type Evenement struct {
	Date   string `json:"date"`
	Statut string `json:"statut,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Encode writes the file: indented, so that people can read and compare it.
func (f *Feuille) Encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("write %s: %w", Name, err)
	}
	return b.Bytes(), nil
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

// check holds what the rest of the program relies on: one id for each item.
func (f *Feuille) check() error {
	if _, err := url.Parse(f.Site.URL); err != nil {
		return errors.New("l'adresse du site, « site.url », n'est pas valable")
	}
	for name, fiches := range map[string][]*Fiche{"familles": fichesOf(f.Familles, func(x *Famille) *Fiche { return &x.Fiche }),
		"missions": fichesOf(f.Missions, func(x *Mission) *Fiche { return &x.Fiche }), "enjeux": fichesOf(f.Enjeux, func(x *Enjeu) *Fiche { return &x.Fiche }),
		"projets": fichesOf(f.Projets, func(x *Projet) *Fiche { return &x.Fiche }), "actualites": fichesOf(f.Actualites, func(x *Actualite) *Fiche { return &x.Fiche })} {
		seen := make(map[string]bool, len(fiches))
		for _, x := range fiches {
			if x.ID == "" || seen[x.ID] {
				return fmt.Errorf("dans « %s », l'id « %s » manque ou est en double", name, x.ID)
			}
			seen[x.ID] = true
		}
	}
	return nil
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
