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
	Headline        string  `json:"headline,omitempty"`
	Image           string  `json:"image,omitempty"`
	DatePublished   string  `json:"datePublished,omitempty"` // of an Article
	DateModified    string  `json:"dateModified,omitempty"`
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
// who publishes it, on the page of data the files, on that of an actualité the article.
// The page's own address, language and summary stand beside, in its head.
func (pl *planner) jsonLD(p *Page) (blocks []string) {
	site := pl.plan.Site
	if p.Address == Home {
		blocks = append(blocks, webSite(site).block())
	}
	if len(p.Fil) > 0 && p.Robots == "" {
		list := thing{Type: "BreadcrumbList"}
		for i, l := range p.Fil {
			list.ItemListElement = append(list.ItemListElement, thing{Type: "ListItem", Position: i + 1, Name: l.Titre, Item: site.Base + l.Adresse})
		}
		list.ItemListElement = append(list.ItemListElement, thing{Type: "ListItem", Position: len(p.Fil) + 1, Name: p.Titre})
		blocks = append(blocks, list.block())
	}
	if p.Type == "article" {
		a := thing{Type: "Article", Headline: p.Titre, DatePublished: p.Publie.ISO, DateModified: p.MisAJour.ISO}
		if o := publisher(site); o != nil { // the home page says all of it
			a.Publisher = &thing{Type: o.Type, Name: o.Name}
		}
		if p.Vignette.Adresse != "" {
			a.Image = site.Base + p.Vignette.Adresse
		}
		blocks = append(blocks, a.block())
	}
	if p.Layout == "donnees" {
		blocks = append(blocks, pl.rest.Dataset())
	}
	return blocks
}

func webSite(site *Site) thing {
	t := thing{Type: "WebSite", Name: site.Titre, AlternateName: site.Accroche, URL: site.Base + "/", InLanguage: site.Langue,
		PotentialAction: &thing{Type: "SearchAction", Target: site.Base + Search + "?q={mots}", QueryInput: "required name=mots"}}
	t.Publisher = publisher(site)
	return t
}

// publisher is nil when nobody says who it is.
func publisher(site *Site) *thing {
	o := site.Organisme
	if o.Nom == "" {
		return nil
	}
	t := &thing{Type: "Organization", Name: o.Nom, AlternateName: o.Sigle, URL: o.URL}
	if site.Identite == "etat" {
		t.Type = "GovernmentOrganization"
	}
	return t
}
