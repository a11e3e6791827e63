// Package page decides which pages a site has, and what each of them says. It holds
// all the logic that layouts must not have.
//
// In goes a roadmap, with what the site is for (Input: its address, its Destination,
// its Look); out comes a Plan: every page with its address and its title (Planned),
// the feeds, calendars and pictures that go with them, and former addresses
// (Redirect). A Plan never changes, and nothing in it is made before it is asked
// for: Planned.Page makes a page anew each time, whoever else does the same.
//
// # Pages and views
//
// A Page is what every layout gets: title, breadcrumb, dates, sources, and one view,
// a struct of view.go named for what it shows. A view holds text that is ready for
// readers and addresses of the site; a layout loops over it, tests and prints.
//
//	layout        view          made by
//	accueil       Accueil       accueil.go
//	missions      Missions      missions.go
//	famille       Famille       missions.go
//	mission       Mission       missions.go, facts.go
//	projets       Projets       projets.go, filters.go
//	projet        Projet        projets.go, facts.go, related.go
//	liste         Liste         lists.go: the projets of a status, or of a year
//	rangees       Rangees       pilotes.go, missions.go
//	pilote        Pilote        pilotes.go
//	indicateurs   Indicateurs   indicateurs.go
//	enjeux        Enjeux        enjeux.go
//	enjeu         Enjeu         enjeux.go
//	actualites    Actualites    actualites.go
//	actualite     Actualite     actualites.go
//	calendrier    Calendrier    calendar.go, dues.go, drawing.go
//	imprimer      Imprimer      print.go
//	page          Libre         libres.go, legal.go
//	archives      Archives      archives.go
//	licences      Conditions    licenses.go
//	donnees       Donnees       data.go; package data says what the files hold
//	changements   Changements   data.go; package data finds what changed
//	recherche     Recherche     search.go
//	plan          Everything    sitemap.go
//	introuvable   Introuvable   notfound.go
//
// # To add a kind of page
//
// A kind of document is a row of three tables named kinds: in package content (its
// word, its folder), roadmap (its keys, its list) and here (its page, what a search
// knows of it). A page that follows from no document is a row of the last one.
//
// # Names
//
// What editors type and what layouts read has its French name, here as in all
// packages: kinds of documents and the files that make their pages (missions.go),
// keys, views and their fields. All else is English: a Lien is a link that an editor
// gives, a Link one that a page shows; an Entree is that of a projet in the roadmap, a
// Record what a search knows of a page.
package page

import (
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Page is one HTML page of the site.
type Page struct {
	Address     string // "/missions/data/"
	Layout      string // name of the file in layouts/, without .html: "mission"
	Titre       string // its h1
	TitreSite   string // its <title>: titre, where it stands, name of the site
	Resume      string // one sentence: under the h1 and as meta description
	Description string // for meta description: Resume, or made from the page when it has none
	Section     string // address of the menu entry it belongs to
	Fil         []Link // breadcrumb, from the home page to the parent; the page itself is not in it
	Publie      Date   // may be empty
	MisAJour    Date   // may be empty
	Reserve     string // what is not established
	Sources     []Source
	Liens       []Link
	Flux        []Link            // feeds that its head announces
	Document    *content.Document // whose body it shows; may be nil
	Type        string            // Open Graph type: "website" or "article"
	Robots      string            // content of the robots meta; empty for most
	Vignette    Vignette          // its picture in social networks; may be empty
	Brouillon   string
	JSONLD      func() []string // makes its blocks of JSON-LD, ready to stand in a script element
	Vue         func() any      // makes the view of its layout: *Accueil, *Mission…
}

// A Site is what every page shows and none changes.
type Site struct {
	Titre     string
	Accroche  string
	Langue    string
	Identite  string // "etat" or "neutre"
	Base      string // canonical URL of the home page, without the final slash
	Organisme Organisme
	Edition   string // title of the current edition
	Menu      []MenuEntree
	Pied      []Link        // compulsory links of the footer, with their words
	Rubriques []PiedColonne // at the foot of pages: what the menu does not hold
	Licence   Link
	Contact   Link // may be empty
	Flux      Link // the site's feed
	Mots      Mots
	Archive   *Archive // what an archived page says of itself; nil on the public site
	Look
}

// A Look is what every page loads, and what it says of itself to browsers and to
// search engines.
type Look struct {
	DSFR      string            // version of the DSFR
	Style     string            // address of the style sheet
	Scripts   map[string]string // addresses by name: "site" is every page's, "theme" runs before the first paint
	Icone     []Icone
	Polices   []string          // fonts worth preloading
	Couleur   string            // theme-color
	Integrite map[string]string // digests of assets, by address, for subresource integrity; nil from a disk
	Politique string            // Content-Security-Policy that pages say of themselves; may be empty
	NonIndexe bool              // search engines must leave the site alone
	Audience  *Audience         // how visits are counted; nil when they are not
}

// An Archive says which state of a site is kept.
type Archive struct {
	Edition string // title of the edition
	Date    Date   // of the edition; of the copy if it is for review
	Adresse string // of the living site
	Ecarts  string // address of the page of what would change, in a copy for review; else ""
}

// A Review is what a copy to hand round for review says of itself.
type Review struct {
	Le     content.Date // the day that it is of
	Ecarts string       // address of the page of what would change
}

// An Audience is how visits are counted: with Matomo, without cookies.
type Audience struct {
	Script  string // address of the script that begins it
	Adresse string // of Matomo, with a final slash
	Site    string // its number there
	Hote    string // the host whose visits count: a preview is none
	Serveur string // the name of Matomo's host, for people
}

// AsOf is what links to other sites say of their age: « au 14 septembre 2021 ».
func (a *Archive) AsOf() string {
	if a == nil || a.Date.Texte == "" || a.Ecarts != "" {
		return ""
	}
	return "au " + a.Date.Texte
}

// Mots is the vocabulary as layouts need it: capitalised plurals for headings.
type Mots = roadmap.ByLevel[Mot]

// A Mot is a level's noun.
type Mot struct {
	french.Nom
	Titre, Titres string // « Mission », « Missions »
	Article       string // « la mission », « l’enjeu »
	Aucun         string // « Aucune mission »
}

// MotOf makes these words of a noun.
func MotOf(n french.Nom) Mot {
	return Mot{n, french.Capital(n.Singulier), french.Capital(n.Pluriel), n.Article(), french.Capital(n.One("aucun"))}
}

// An Organisme is the body that publishes.
type Organisme struct {
	Nom, Sigle, URL string
	Marque          []string // lines of the brand block; of a site that is not the State's, its one line
}

// A MenuEntree is an entry of the main menu, with those of its drop-down. Without an
// address it has nothing else.
type MenuEntree struct {
	Link
	Entrees []Link
}

// A PiedColonne is a column of links in the footer.
type PiedColonne struct {
	Titre string
	Liens []Link
}

// An Icone is a <link rel="icon"> or the like.
type Icone struct {
	Rel, Type, Adresse, Taille string
}
