package render

import (
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/page"
)

// funcs gives layouts what html/template lacks: marked links, and the small
// structs that partials with several parameters take.
func (r *Renderer) funcs(layouts *set) template.FuncMap {
	site := r.site
	return template.FuncMap{
		"fixe":      func(name string, data any) (template.HTML, error) { return r.once(layouts, name, data) },
		"entete":    r.entete,
		"site":      func() *page.Site { return site },
		"href":      func(address string) template.HTMLAttr { return attribute("href", address) },
		"ancre":     func(id string) template.HTMLAttr { return attribute("href", "#"+id) },
		"numero":    func(prefix string, n int) string { return prefix + strconv.Itoa(n) },
		"texte":     func(c Corps, index int) template.HTML { return c.Textes[index] },
		"src":       func(address string) template.HTMLAttr { return attribute("src", address) },
		"action":    func(address string) template.HTMLAttr { return attribute("action", address) },
		"lignes":    func(address string) template.HTMLAttr { return attribute("data-lignes", address) },
		"script":    func(name string) string { return site.Scripts[name] },
		"integrite": func(address string) template.HTMLAttr { return integrity(site.Integrite[address]) },
		"empreinte": integrity,
		"politique": func(policy string) template.HTMLAttr {
			return template.HTMLAttr(`content="` + quoted.Replace(policy) + `"`)
		},
		"absolu":    func(address string) string { return site.Base + address },
		"lien":      func(l page.Link) template.HTMLAttr { return link(l.Adresse, l.Titre, site.Archive.AsOf()) },
		"externe":   func(address, title string) template.HTMLAttr { return link(address, title, site.Archive.AsOf()) },
		"jsonld":    func(s string) template.JS { return template.JS(s) },
		"flux":      feedType,
		"titre":     unbroken,
		"periode":   periode,
		"unite":     unit,
		"nombre":    french.Int,
		"precision": french.Precision,
		"inconnu":   func(key string) string { return site.Inconnu(key) },
		"minuscule": french.Lower,
		"sources":   func(list []page.Source) string { return french.Plural(len(list), "Source", "Sources") },
		"pourcent":  func(f float64) string { return number(f) + "%" },
		"etat":      func() []page.Link { return stateLinks },
		"tableau":   newTableau,
		"filtrable": filtrable,
		"ligne":     func(l *page.ProjetLigne, statuts bool) ligne { return ligne{l, statuts} },
		"filtres":   func(address string, v *page.Projets) filtres { return filtres{address, v} },
		"jalons":    func(j []page.Jalon, withProjet bool) jalons { return jalons{j, withProjet} },
		"valeur":    func(m page.Mesure, unite string) valeur { return valeur{m, unite} },
		"sidemenu":  func(titre string, liens []page.Link) sidemenu { return sidemenu{titre, liens} },
		"voisins":   neighbours(site),
	}
}

// attribute writes an attribute that holds an address: marked when it is one
// of the site, as it is when it leads elsewhere by a scheme that is no danger.
func attribute(name, address string) template.HTMLAttr {
	escaped := template.HTMLEscapeString(address)
	switch {
	case address == "":
		return ""
	case internal(address):
		return template.HTMLAttr(name + `="` + string(content.LinkMark) + escaped + `"`)
	case address[0] == '#' || safeScheme(address):
		return template.HTMLAttr(name + `="` + escaped + `"`)
	}
	return template.HTMLAttr(name + `="#"`)
}

// quoted makes a text the value of an attribute in quotes. html/template would
// write each apostrophe of a policy in five letters, on every page.
var quoted = strings.NewReplacer("&", "&amp;", `"`, "&#34;", "<", "&lt;", ">", "&gt;")

// integrity writes the digest that a browser holds an asset to (Subresource
// Integrity); nothing when there is none.
func integrity(digest string) template.HTMLAttr {
	if digest == "" {
		return ""
	}
	return template.HTMLAttr(`integrity="` + quoted.Replace(digest) + `"`)
}

func internal(address string) bool {
	return address[0] == '/' && !strings.HasPrefix(address, "//") && !strings.HasPrefix(address, `/\`)
}

func safeScheme(address string) bool {
	scheme, _, ok := strings.Cut(address, ":")
	if !ok {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

// link writes href; one to another site opens a window of its own, and says so
// (RGAA 13.2). In an archive it says as well of when it is.
func link(address, title, asOf string) template.HTMLAttr {
	a := attribute("href", address)
	scheme, _, ok := strings.Cut(address, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return a
	}
	says, mark := "nouvelle fenêtre", ""
	if asOf != "" {
		says, mark = asOf+", "+says, ` data-au="`+asOf+`"`
	}
	return a + template.HTMLAttr(` target="_blank" rel="noopener external" title="`+template.HTMLEscapeString(title)+` – `+says+`"`+mark)
}

// feedType writes the type of a feed or a calendar, which its file's name tells.
func feedType(address string) template.HTMLAttr {
	name, _, _ := strings.Cut(media.Type(address), ";")
	return template.HTMLAttr(`type="` + name + `"`)
}

var numbered = regexp.MustCompile(`[\pL\d]+-\d+`)

// unbroken writes a title whose « 2019-2022 » and « mi-2021 » hold on one line:
// in letters of that size, a line that ends with « 2019- » is read as a mistake.
func unbroken(title string) template.HTML {
	escaped := template.HTMLEscapeString(title)
	if strings.Contains(escaped, "-") {
		escaped = numbered.ReplaceAllString(escaped, `<span class="fdr-insecable">$0</span>`)
	}
	return template.HTML(escaped)
}

// periode writes the days of a période, of which lines cut no date: between two
// dates they may.
func periode(text string) template.HTML {
	return template.HTML(betweenDates.Replace(template.HTMLEscapeString(text)))
}

var betweenDates = strings.NewReplacer(" au ", " <wbr>au ", " à ", " <wbr>à ")

// unit writes a unit as it follows a number: « /10 » stands against it.
func unit(name string) template.HTML {
	return template.HTML(strings.Replace(template.HTMLEscapeString(french.With("", name)), "\u00a0", "&nbsp;", 1))
}

// number writes a coordinate with two decimals at most.
func number(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// stateLinks are those that the DSFR puts in the footer of every State site.
var stateLinks = []page.Link{
	{Titre: "info.gouv.fr", Adresse: "https://www.info.gouv.fr/"},
	{Titre: "service-public.gouv.fr", Adresse: "https://www.service-public.gouv.fr/"},
	{Titre: "legifrance.gouv.fr", Adresse: "https://www.legifrance.gouv.fr/"},
	{Titre: "data.gouv.fr", Adresse: "https://www.data.gouv.fr/"},
}

// A tableau is a table of projets.
type tableau struct {
	Lignes    []*page.ProjetLigne
	Legende   string
	Triable   bool // columns can be sorted, with the script
	Filtrable bool // rows carry what the filters of projets.html look at
}

func newTableau(lines []*page.ProjetLigne, caption, does string) tableau {
	return tableau{lines, caption, does == "triable", does == "filtrable"}
}

// filtrable writes a row's data-… attributes, one for each filter; several
// values are separated by « | ».
func filtrable(l *page.ProjetLigne) template.HTMLAttr {
	var b strings.Builder
	add := func(key string, values ...string) {
		b.WriteString(` data-` + key + `="` + template.HTMLEscapeString(strings.Join(values, "|")) + `"`)
	}
	enjeux := make([]string, len(l.Enjeux))
	for i, e := range l.Enjeux {
		enjeux[i] = e.Slug
	}
	add("enjeu", enjeux...)
	add("statut", l.Statut.Cle)
	pilotes := make([]string, len(l.Pilotes))
	for i, p := range l.Pilotes {
		pilotes[i] = p.Slug
	}
	if len(pilotes) == 0 {
		pilotes = []string{page.NoPilote}
	}
	add("pilote", pilotes...)
	add("annee", l.Annees...)
	add("texte", l.Resume)
	return template.HTMLAttr(b.String()[1:])
}

// ligne is a projet in a list of many. Statuts says which fact stands beside it.
type ligne struct {
	Projet  *page.ProjetLigne
	Statuts bool
}

// filtres is the filter form of projets.html.
type filtres struct {
	Adresse string
	Vue     *page.Projets
}

// jalons is a list of milestones. AvecProjet names the projet of each.
type jalons struct {
	Jalons     []page.Jalon
	AvecProjet bool
}

// valeur is a measure in a table.
type valeur struct {
	Mesure page.Mesure
	Unite  string
}

type sidemenu struct {
	Titre string
	Liens []page.Link
}

// voisins are the links to the page before and the page after.
type voisins struct {
	Nom                      string
	MotPrecedent, MotSuivant string
	Precedent, Suivant       page.Etiquette
}

// neighbours gives those of a kind of page, whose words are made once for the site.
func neighbours(site *page.Site) func(kind string, before, after page.Etiquette) voisins {
	m := site.Mots.Projet
	words := map[string]voisins{
		"actualite": {Nom: "Autres actualités", MotPrecedent: "Actualité précédente", MotSuivant: "Actualité suivante"},
		"projet":    {Nom: "Autres " + m.Pluriel, MotPrecedent: m.Titre + " " + m.Agree("précédent", 1), MotSuivant: m.Titre + " " + m.Agree("suivant", 1)},
	}
	return func(kind string, before, after page.Etiquette) voisins {
		v := words[kind]
		v.Precedent, v.Suivant = before, after
		return v
	}
}
