package page

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Addresses that do not depend on the vocabulary.
const (
	Home         = "/"
	Updates      = "/actualites/"
	Timeline     = "/calendrier/"
	Indicators   = "/indicateurs/"
	Printed      = "/imprimer/"
	SiteMap      = "/plan-du-site/"
	Archived     = "/archives/"
	Licences     = "/licences/"
	Data         = "/donnees/"
	Changes      = "/changements/"
	NotFound     = "/404.html"
	Search       = "/recherche/"
	SearchIndex  = Search + "index.js" // what the script of Search searches in
	SiteCalendar = "/echeances.ics"
	perPage      = 20 // actualités on a page of their list
	methodSlug   = "methode"
)

// Address returns where a document is published: "/missions/data/".
func Address(r *roadmap.Roadmap, d *content.Document) string {
	switch d.Kind {
	case content.Accueil:
		return Home
	case content.Libre:
		return Home + d.Slug + "/"
	}
	return "/" + listFolder(r, d.Kind) + "/" + d.Slug + "/"
}

// ListAddress returns what the addresses of all documents of a kind begin with: that
// of their list, where there is one.
func ListAddress(r *roadmap.Roadmap, k content.Kind) string {
	if k == content.Accueil || k == content.Libre {
		return Home
	}
	return "/" + listFolder(r, k) + "/"
}

// listFolder is the vocabulary's for a level, else that of content/.
func listFolder(r *roadmap.Roadmap, k content.Kind) string {
	return cmp.Or(r.Mots.Of(k).Adresse, k.Folder())
}

// FileAddress returns where a file of content/ that is not a page is published:
// below the address of its folder, so that a page and its images move together.
func FileAddress(r *roadmap.Roadmap, file string) string {
	name := strings.TrimPrefix(file, content.Root+"/")
	address := Home
	folder, rest, nested := strings.Cut(name, "/")
	if k, ok := content.KindIn(folder); ok && nested {
		address, name = ListAddress(r, k), rest
	}
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), "'", "%27")
	}
	return address + strings.Join(parts, "/")
}

// OutputPath returns the file that holds an address: "missions/data/index.html".
// Addresses are percent-encoded, files are not.
func OutputPath(address string) string {
	name := strings.TrimPrefix(address, "/")
	if strings.IndexByte(name, '%') >= 0 {
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return path.Clean(name)
}
