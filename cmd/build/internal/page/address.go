package page

import (
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
	Printed      = "/imprimer/"
	SiteMap      = "/plan-du-site/"
	Archived     = "/archives/"
	Licences     = "/licences/"
	Data         = "/donnees/"
	Changes      = "/changements/"
	NotFound     = "/404.html"
	Search       = "/recherche/"
	SearchIndex  = Search + "index.js" // what the script of Search searches in
	SiteFeed     = "/rss.xml"
	SiteCalendar = "/echeances.ics"
	PerPage      = 20 // actualités on a page of their list
	methodSlug   = "methode"
)

// level returns the noun of a kind of document, for its address.
func level(r *roadmap.Roadmap, k content.Kind) (roadmap.Nom, bool) {
	switch k {
	case content.Famille:
		return r.Mots.Famille, true
	case content.Mission:
		return r.Mots.Mission, true
	case content.Projet:
		return r.Mots.Projet, true
	case content.Enjeu:
		return r.Mots.Enjeu, true
	}
	return roadmap.Nom{}, false
}

// Address returns where a document is published: "/missions/data/".
func Address(r *roadmap.Roadmap, d *content.Document) string {
	switch n, ok := level(r, d.Kind); {
	case ok:
		return "/" + n.Adresse + "/" + d.Slug + "/"
	case d.Kind == content.Actualite:
		return Updates + d.Slug + "/"
	case d.Kind == content.Page:
		return "/" + d.Slug + "/"
	}
	return Home
}

// FolderAddress returns the list that stands for a folder of content/, such as
// content/missions, or "".
func FolderAddress(r *roadmap.Roadmap, folder string) string {
	switch folder {
	case content.Root:
		return Home
	case content.Root + "/missions":
		if len(r.Missions) > 0 {
			return "/" + r.Mots.Mission.Adresse + "/"
		}
	case content.Root + "/projets":
		return "/" + r.Mots.Projet.Adresse + "/"
	case content.Root + "/enjeux":
		if len(r.Enjeux) > 0 {
			return "/" + r.Mots.Enjeu.Adresse + "/"
		}
	case content.Root + "/actualites":
		if len(r.Actualites) > 0 {
			return Updates
		}
	}
	return ""
}

// FileAddress returns where a file of content/ that is not a page is published:
// below the address of its folder, so that a page and its images move together.
func FileAddress(r *roadmap.Roadmap, file string) string {
	parts := strings.Split(strings.TrimPrefix(file, content.Root+"/"), "/")
	switch parts[0] {
	case "missions":
		parts[0] = r.Mots.Mission.Adresse
	case "projets":
		parts[0] = r.Mots.Projet.Adresse
	case "enjeux":
		parts[0] = r.Mots.Enjeu.Adresse
	case "familles":
		parts[0] = r.Mots.Famille.Adresse
	case "pages":
		parts = parts[1:]
	}
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), "'", "%27")
	}
	return "/" + strings.Join(parts, "/")
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

// feedOf returns the feed below a page.
func feedOf(address string) string { return address + RSS }

// Files of a feed, one for each of its forms.
const (
	RSS      = "rss.xml"
	Atom     = "atom.xml"
	JSONFeed = "feed.json"
)
