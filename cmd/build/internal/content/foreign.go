package content

import (
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

// foreign are the keys of Jekyll, Hugo, Eleventy and Siteleaf, and what is typed here.
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
	"layout":           {"", drop}, "type": {"", drop}, "author": {"", drop}, "authors": {"", drop}, "tags": {"", drop}, "categories": {"", drop}, "category": {"", drop},
	"toc": {"", drop}, "comments": {"", drop}, "eleventyNavigation": {"", drop}, "menu": {"", drop}, "params": {"", drop}, "resources": {"", drop}, "keywords": {"", drop}, "featured": {"", drop}, "is_featured": {"", drop}, "sitemap": {"", drop}, "nav_order": {"", drop}, "parent": {"", drop}, "thumbnail": {"", drop},
	"eleventyExcludeFromCollections": {"", drop}, "templateEngineOverride": {"", drop}, "bookToc": {"", drop}, "excerpt_separator": {"", drop}, "render_with_liquid": {"", drop}, "position": {"", drop}, "lang": {"", drop},
}

// calls are what others write to call a part of a page, as a shortcode, a tag or a
// block, and what is written here: the first that matches.
var calls = []struct {
	form  *regexp.Regexp
	block string // that takes its place, if one does
	hint  string
}{
	{regexp.MustCompile(`(?i)\b(?:tip|success|astuce)\b`), ":::alerte{type=succes}", ""},
	{regexp.MustCompile(`(?i)\b(?:warning|caution|attention)\b`), ":::alerte{type=attention}", ""},
	{regexp.MustCompile(`(?i)\b(?:danger|error|important)\b`), ":::alerte{type=erreur}", ""},
	{regexp.MustCompile(`(?i)\b(?:hint|notice|note|info|alert|admonition)\b`), ":::alerte{type=info}", ""},
	{regexp.MustCompile(`(?i)\b(?:callout|box|encadre|panel)\b`), ":::encart", ""},
	{regexp.MustCompile(`(?i)\b(?:details|expand|accordion|collapse|spoiler)\b`), ":::accordeon[Titre]", ""},
	{regexp.MustCompile(`(?i)\btabs\b|\bcode-group\b`), "::::onglets", ""},
	{regexp.MustCompile(`(?i)\btab\b`), ":::onglet[Titre]", ""},
	{regexp.MustCompile(`(?i)\b(?:quote|blockquote|citation)\b`), ":::citation", ""},
	{regexp.MustCompile(`(?i)\b(?:youtube|vimeo|dailymotion|video|peertube)\b`), ":::video[Titre]{adresse=https://…}", ""},
	{regexp.MustCompile(`(?i)\b(?:button|btn|cta)\b`), "", "écrivez un bloc : « :::boutons », une ligne « - [texte](adresse) », puis « ::: »"},
	{regexp.MustCompile(`(?i)\b(?:figure|image|img|picture)\b`), "", "écrivez « ![texte](image.png) »"},
	{regexp.MustCompile(`(?i)\b(?:ref|relref|link|post_url|url|baseurl|relative_url|absolute_url)\b`), "", "écrivez le chemin du fichier de la page : « [texte](page.md) »"},
	{regexp.MustCompile(`(?i)\btoc\b|\bsommaire\b`), "", "retirez-le : le site fait lui-même la liste des titres"},
	{regexp.MustCompile(`(?i)^\{?\{?[%<#]?-?\s*/?\*?\s*(?:end)?comment\b|^/\*`), "", asComment},
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
	for _, c := range calls {
		switch {
		case !c.form.MatchString(call):
		case c.block != "":
			return "écrivez un bloc : « " + c.block + " », le texte, puis « " + c.block[:strings.LastIndexByte(c.block[:4], ':')+1] + " »"
		default:
			return c.hint
		}
	}
	return whatItShowed
}

const whatItShowed = "retirez-le, et écrivez ici ce qu'il montrait"

// program matches a call that shows nothing by itself.
var program = regexp.MustCompile(`^\{%-?\s*(?:from|import|set\w*|if|elsif|else|for|end(?:if|for|set)|assign|capture|extends|raw)\b`)

// closes matches a call that ends another.
var closes = regexp.MustCompile(`^\{?\{?[%<]?-?\s*/\s*\w`)

// blockFor is the block to open in place of one of another program, or "".
func blockFor(name, title string) string {
	for _, c := range calls {
		if name != "" && c.block != "" && c.form.FindString(name) == name {
			opening := strings.Replace(c.block, "[Titre]", "", 1)
			if title == "" {
				return c.block
			}
			at := strings.IndexAny(opening+"{", "{")
			return opening[:at] + "[" + title + "]" + opening[at:]
		}
	}
	return ""
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
		if all[0].fix.New != "" && len(all) == 1 { // other files have another value
			p.Both(all[0].fix)
			continue
		}
		for _, f := range all {
			p.Merge(f.value)
		}
	}
}
