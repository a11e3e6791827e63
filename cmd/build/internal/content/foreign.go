package content

import (
	"cmp"
	"maps"
	"regexp"
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
	fix              diag.Fix   // of key and value, if that is all,
	value            *diag.List // and what is wrong with the value alone
}

const drop = "retirez-la : le site n'en fait rien"

// foreign are the keys of Jekyll, Hugo, Eleventy and Siteleaf, and words that people have
// for ours, as Fold writes them, and what is typed here.
var foreign = map[string]struct{ key, hint string }{
	"title":            {"titre", "écrivez « titre: » à la place"},
	"description":      {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"excerpt":          {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"summary":          {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"date":             {"publie", "écrivez « publie: » à la place, et un jour : « publie: 2021-09-14 »"},
	"publishDate":      {"publie", "écrivez « publie: » à la place, et un jour : « publie: 2021-09-14 »"},
	"lastmod":          {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"modified":         {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"last_modified_at": {"mis_a_jour", "écrivez « mis_a_jour: » à la place, et un jour : « mis_a_jour: 2021-09-14 »"},
	"draft":            {"brouillon", "écrivez « brouillon: true » pour une page à ne pas publier ; sinon, retirez-la"},
	"published":        {"", "écrivez « brouillon: true » à la place de « published: false » ; sinon, retirez-la"},
	"permalink":        {"alias", "écrivez l'ancienne adresse dans « alias: [/…/] » : l'adresse vient du nom du fichier"},
	"url":              {"alias", "écrivez l'ancienne adresse dans « alias: [/…/] » : l'adresse vient du nom du fichier"},
	"slug":             {"", "donnez ce nom au fichier, et retirez-la : l'adresse vient du nom du fichier"},
	"aliases":          {"alias", "écrivez « alias: » à la place"},
	"redirect_from":    {"alias", "écrivez « alias: » à la place"},
	"weight":           {"ordre", "écrivez « ordre: » à la place, là où la page a cette clé ; sinon, retirez-la"},
	"etat":             {"statut", "écrivez « statut: » à la place"},
	"avancement":       {"statut", "écrivez « statut: » à la place"},
	"chapeau":          {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"chapo":            {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"sous-titre":       {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"introduction":     {"resume", "écrivez « resume: » à la place, et une seule phrase"},
	"date de debut":    {"debut", "écrivez « debut: » à la place"},
	"fin":              {"echeance", "écrivez « echeance: » à la place"},
	"date de fin":      {"echeance", "écrivez « echeance: » à la place"},
	"date d'echeance":  {"echeance", "écrivez « echeance: » à la place"},
	"porteur":          {"pilotes", "écrivez « pilotes: » à la place, et une liste : « pilotes: [DINUM] »"},
	"porteurs":         {"pilotes", "écrivez « pilotes: » à la place"},
	"auteur":           {"", drop}, "auteurs": {"", drop}, "mots-cles": {"", drop},
	"layout": {"", drop}, "type": {"", drop}, "author": {"", drop}, "authors": {"", drop}, "tags": {"", drop}, "categories": {"", drop}, "category": {"", drop},
	"toc": {"", drop}, "comments": {"", drop}, "eleventyNavigation": {"", drop}, "menu": {"", drop}, "params": {"", drop}, "resources": {"", drop}, "keywords": {"", drop}, "featured": {"", drop}, "is_featured": {"", drop}, "sitemap": {"", drop}, "nav_order": {"", drop}, "parent": {"", drop}, "thumbnail": {"", drop},
	"eleventyExcludeFromCollections": {"", drop}, "templateEngineOverride": {"", drop}, "bookToc": {"", drop}, "excerpt_separator": {"", drop}, "render_with_liquid": {"", drop}, "position": {"", drop}, "lang": {"", drop},
}

// A call is what others write to call a part of a page, as a shortcode, a tag, an alert
// or a class, and what is written here.
type call struct {
	form  *regexp.Regexp
	block string // that takes its place, if one does
	hint  string
}

// buttons matches the names of links to press.
var buttons = regexp.MustCompile(`(?i)\b(?:button|btn|bouton|cta|lien-important)\b`)

// calls are all of them: of several that match, the first is meant.
var calls = []call{
	{buttons, "", "écrivez un bloc : « :::boutons », une ligne « - [texte](adresse) », puis « ::: »"},
	{regexp.MustCompile(`(?i)\b(?:tip|success|astuce|check|done)\b`), ":::alerte{type=succes}", ""},
	{regexp.MustCompile(`(?i)\b(?:warning|caution|attention)\b`), ":::alerte{type=attention}", ""},
	{regexp.MustCompile(`(?i)\b(?:danger|error|bug|failure)\b`), ":::alerte{type=erreur}", ""},
	{regexp.MustCompile(`(?i)\b(?:hint|notice|note|info|important|abstract|todo|alert|admonition)\b`), ":::alerte{type=info}", ""},
	{regexp.MustCompile(`(?i)\b(?:callout|box|encadre\w*|encart|panel)\b`), ":::encart", ""},
	{regexp.MustCompile(`(?i)\b(?:details|expand|accordion|collapse|spoiler)\b`), ":::accordeon[Titre]", ""},
	{regexp.MustCompile(`(?i)\btabs\b|\bcode-group\b`), "::::onglets", ""},
	{regexp.MustCompile(`(?i)\btab\b`), ":::onglet[Titre]", ""},
	{regexp.MustCompile(`(?i)\b(?:quote|blockquote|\w*-?citation)\b`), `:::citation{auteur="…"}`, ""},
	{regexp.MustCompile(`(?i)\b(?:youtube|vimeo|dailymotion|video|peertube)\b`), ":::video[Titre]{adresse=https://…}", ""},
	{regexp.MustCompile(`(?i)\b(?:figure|image|img|picture)\b`), "", "écrivez « ![texte](image.png) »"},
	{regexp.MustCompile(`(?i)\b(?:ref|relref|link|post_url|url|baseurl|relative_url|absolute_url)\b`), "", "écrivez le chemin du fichier de la page : « [texte](page.md) »"},
	{regexp.MustCompile(`(?i)\btoc\b|\bsommaire\b`), "", "retirez-le : le site fait lui-même la liste des titres"},
	{regexp.MustCompile(`(?i)^\{?\{?[%<#]?-?\s*/?\*?\s*(?:end)?comment\b|^/\*`), "", asComment},
}

// callIn finds what some words call, nothing as the zero value.
func callIn(words string) call {
	for _, c := range calls {
		if c.form.MatchString(words) {
			return c
		}
	}
	return call{}
}

// opening is the first line of the block, with that title unless it is "".
func (c call) opening(title string) string {
	if title == "" {
		return c.block
	}
	name, attributes, _ := strings.Cut(strings.Replace(c.block, "[Titre]", "", 1)+"{", "{")
	return strings.TrimSuffix(name+"["+title+"]{"+attributes, "{")
}

// advice says what to write in the place of a call.
func (c call) advice() string {
	if c.block == "" {
		return c.hint
	}
	return "écrivez un bloc : " + inside(c.block)
}

// inside says to write a text into the block that a line opens.
func inside(opening string) string {
	return "« " + opening + " », le texte, puis « " + opening[:len(opening)-len(strings.TrimLeft(opening, ":"))] + " »"
}

// CallHint says what to write in place of a call « {{…}} » or « {% … %} » of another
// generator.
func CallHint(call string) string {
	if strings.Contains(call, "/") && closes.MatchString(call) {
		return "retirez-le : un bloc finit par une ligne « ::: »"
	}
	if program.MatchString(call) {
		return whatItShowed
	}
	return cmp.Or(callIn(call).advice(), whatItShowed)
}

const whatItShowed = "retirez-le, et écrivez ici ce qu'il montrait"

// program matches a call that shows nothing by itself.
var program = regexp.MustCompile(`^\{%-?\s*(?:from|import|set\w*|if|elsif|else|for|end(?:if|for|set)|assign|capture|extends|raw)\b`)

// closes matches a call that ends another.
var closes = regexp.MustCompile(`^\{?\{?[%<]?-?\s*/\s*\w`)

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
		if all[0].fix.New != "" && len(all) == 1 { // other files have another value
			p.Both(all[0].fix)
			continue
		}
		for _, f := range all {
			p.Merge(f.value)
		}
	}
}
