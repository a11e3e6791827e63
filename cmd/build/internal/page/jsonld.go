package page

import "encoding/json"

// A thing is one of https://schema.org, with the properties that pages give.
type thing struct {
	Context         string  `json:"@context,omitempty"`
	Type            string  `json:"@type"`
	Position        int     `json:"position,omitempty"`
	Name            string  `json:"name,omitempty"`
	AlternateName   string  `json:"alternateName,omitempty"`
	Item            string  `json:"item,omitempty"`
	URL             string  `json:"url,omitempty"`
	InLanguage      string  `json:"inLanguage,omitempty"`
	Target          string  `json:"target,omitempty"`
	QueryInput      string  `json:"query-input,omitempty"`
	PotentialAction *thing  `json:"potentialAction,omitempty"`
	Publisher       *thing  `json:"publisher,omitempty"`
	ItemListElement []thing `json:"itemListElement,omitempty"`
}

// block writes a thing that stands by itself. encoding/json writes < > and & as
// escapes, so it can stand in a script element whatever it holds.
func (t thing) block() string {
	t.Context = "https://schema.org"
	data, _ := json.Marshal(t) // texts and numbers: it cannot fail
	return string(data)
}

// jsonLD describes a page for machines: its breadcrumb, on the home page the site and
// who publishes it, on the page of data the files.
func (pl *planner) jsonLD(p *Page) (blocks []string) {
	site := pl.plan.Site
	if p.Address == Home {
		blocks = append(blocks, webSite(site).block())
	}
	if len(p.Fil) > 0 && p.Robots == "" {
		list := thing{Type: "BreadcrumbList"}
		for i, l := range append(p.Fil[:len(p.Fil):len(p.Fil)], Link{Titre: p.Titre, Adresse: p.Address}) {
			list.ItemListElement = append(list.ItemListElement, thing{Type: "ListItem", Position: i + 1, Name: l.Titre, Item: site.Base + l.Adresse})
		}
		blocks = append(blocks, list.block())
	}
	if p.Layout == "donnees" {
		blocks = append(blocks, pl.rest.Dataset())
	}
	return blocks
}

func webSite(site *Site) thing {
	t := thing{Type: "WebSite", Name: site.Titre, AlternateName: site.Accroche, URL: site.Base + "/", InLanguage: site.Langue,
		PotentialAction: &thing{Type: "SearchAction", Target: site.Base + Search + "?q={mots}", QueryInput: "required name=mots"}}
	if o := site.Organisme; o.Nom != "" {
		t.Publisher = &thing{Type: "Organization", Name: o.Nom, AlternateName: o.Sigle, URL: o.URL}
		if site.Identite == "etat" {
			t.Publisher.Type = "GovernmentOrganization"
		}
	}
	return t
}
