package page

import (
	"encoding/json"
	"unicode/utf8"
)

// jsonLD describes a page for machines (schema.org): its breadcrumb, and on
// the home page the site and who publishes it. encoding/json writes < > and &
// as escapes, so a block can stand in a script element whatever it holds.
func (pl *planner) jsonLD(p *Page) []string {
	site := pl.plan.Site
	var blocks []ordered
	if p.Address == Home {
		blocks = append(blocks, pl.webSite(site))
	}
	if len(p.Fil) > 0 && p.Robots == "" {
		var items []ordered
		for i, l := range append(p.Fil[:len(p.Fil):len(p.Fil)], Lien{Titre: p.Titre, Adresse: p.Address}) {
			items = append(items, ordered{{"@type", "ListItem"}, {"position", i + 1}, {"name", l.Titre}, {"item", site.Base + l.Adresse}})
		}
		blocks = append(blocks, ordered{{"@context", "https://schema.org"}, {"@type", "BreadcrumbList"}, {"itemListElement", items}})
	}
	var out []string
	for _, b := range blocks {
		out = append(out, string(appendJSON(nil, b)))
	}
	return out
}

func (pl *planner) webSite(site *Site) ordered {
	o := site.Organisme
	kind := "Organization"
	if site.Identite == "etat" {
		kind = "GovernmentOrganization"
	}
	publisher := ordered{{"@type", kind}, {"name", o.Nom}}
	if o.Sigle != "" {
		publisher = append(publisher, member{"alternateName", o.Sigle})
	}
	if o.URL != "" {
		publisher = append(publisher, member{"url", o.URL})
	}
	block := ordered{{"@context", "https://schema.org"}, {"@type", "WebSite"}, {"name", site.Titre}}
	if site.Accroche != "" {
		block = append(block, member{"alternateName", site.Accroche})
	}
	block = append(block, member{"url", site.Base + "/"}, member{"inLanguage", site.Langue}, member{"potentialAction", ordered{
		{"@type", "SearchAction"}, {"target", site.Base + Search + "?q={mots}"}, {"query-input", "required name=mots"}}})
	if o.Nom != "" {
		block = append(block, member{"publisher", publisher})
	}
	return block
}

// ordered is a JSON object that keeps the order of its members.
type ordered []member

type member struct {
	name  string
	value any
}

// appendJSON appends a value made of objects, lists of them, texts and numbers.
func appendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case ordered:
		b = append(b, '{')
		for i, m := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendJSON(b, m.name), ':')
			b = appendJSON(b, m.value)
		}
		return append(b, '}')
	case []ordered:
		b = append(b, '[')
		for i, o := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, o)
		}
		return append(b, ']')
	case string:
		if plainJSON(v) {
			return append(append(append(b, '"'), v...), '"')
		}
	}
	data, _ := json.Marshal(v) // a text or a number: it cannot fail
	return append(b, data...)
}

// plainJSON is a quick look: does encoding/json write a text as it is?
func plainJSON(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&', c == 0xe2: // which begins U+2028
			return false
		}
	}
	return utf8.ValidString(s)
}
