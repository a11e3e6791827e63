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
	SiteCalendar = "/echeances.ics"
	PerPage      = 20 // actualités on a page of their list
	methodSlug   = "methode"
)

// level returns the noun of a kind of document, for its address.
func level(r *roadmap.Roadmap, k content.Kind) (roadmap.Nom, bool) {
	n := r.Mots.Of(k)
	return n, n.Pluriel != ""
}

// Address returns where a document is published: "/missions/data/".
func Address(r *roadmap.Roadmap, d *content.Document) string {
	if d.Kind == content.Accueil {
		return Home
	}
	return above(r, d.Kind) + d.Slug + "/"
}

// above returns what the addresses of all documents of a kind begin with.
func above(r *roadmap.Roadmap, k content.Kind) string {
	switch n, ok := level(r, k); {
	case ok:
		return "/" + n.Adresse + "/"
	case k == content.Actualite:
		return Updates
	}
	return Home
}

// addresses returns those of all documents, by index in the tree, as parts of one
// string.
func addresses(r *roadmap.Roadmap) []string {
	documents := r.Tree.Documents
	ends := make([]int, len(documents))
	all := make([]byte, 0, 32*len(documents))
	var kind content.Kind
	folder := Home
	for i, d := range documents {
		if d.Kind != kind {
			kind, folder = d.Kind, above(r, d.Kind)
		}
		all = append(all, folder...)
		if d.Kind != content.Accueil {
			all = append(append(all, d.Slug...), '/')
		}
		ends[i] = len(all)
	}
	text, list, from := string(all), make([]string, len(documents)), 0
	for i, to := range ends {
		list[i], from = text[from:to], to
	}
	return list
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
