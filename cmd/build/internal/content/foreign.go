package content

import (
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file knows the keys that other generators give to the head of a page: whoever
// moves a site here has them in every file.

// A foreignKey is one that a page has.
type foreignKey struct {
	typed, key, hint string // key is the one that takes its place; "" for none
	at               diag.Pos
}

const drop = "retirez-la : le site n'en fait rien"

// foreign are the keys of Jekyll, Hugo, Eleventy and Siteleaf, and what is typed here.
var foreign = map[string]struct{ key, hint string }{
	"description":      {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"excerpt":          {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"summary":          {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"date":             {"publie", "écrivez « publie: » à la place, et un jour : « publie: 2021-09-14 »"},
	"publishDate":      {"publie", "écrivez « publie: » à la place, et un jour : « publie: 2021-09-14 »"},
	"lastmod":          {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"modified":         {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"last_modified_at": {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"draft":            {"brouillon", "écrivez « brouillon: true » pour une page à ne pas publier ; sinon, retirez-la"},
	"published":        {"brouillon", "écrivez « brouillon: true » à la place de « published: false » ; sinon, retirez-la"},
	"permalink":        {"alias", "écrivez l'ancienne adresse dans « alias: [/…/] » : l'adresse vient du nom du fichier"},
	"url":              {"alias", "écrivez l'ancienne adresse dans « alias: [/…/] » : l'adresse vient du nom du fichier"},
	"slug":             {"", "donnez ce nom au fichier, et retirez-la : l'adresse vient du nom du fichier"},
	"aliases":          {"alias", "écrivez « alias: » à la place"},
	"redirect_from":    {"alias", "écrivez « alias: » à la place"},
	"weight":           {"ordre", "écrivez « ordre: » à la place, là où la page a cette clé ; sinon, retirez-la"},
	"layout":           {"", drop}, "type": {"", drop}, "author": {"", drop}, "authors": {"", drop}, "tags": {"", drop}, "categories": {"", drop}, "category": {"", drop},
	"toc": {"", drop}, "comments": {"", drop}, "eleventyNavigation": {"", drop}, "menu": {"", drop}, "position": {"", drop}, "lang": {"", drop},
}

// tellForeign names each such key once, with the files that have it.
func tellForeign(read []*Document, p *diag.List) {
	found := map[string][]foreignKey{}
	for _, d := range read {
		for _, f := range d.foreign {
			found[f.typed] = append(found[f.typed], f)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		all := found[key]
		where := ""
		if len(all) > 1 {
			var names []string
			for _, f := range all[1:] {
				names = append(names, strings.TrimPrefix(f.at.File, Root+"/"))
			}
			where = ", ici et dans " + french.Few(names, 8, "autres fichiers")
		}
		p.Erreur(all[0].at, "cle-inconnue", all[0].hint, "clé inconnue « %s »%s", key, where)
	}
}
