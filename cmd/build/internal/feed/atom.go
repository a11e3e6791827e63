package feed

import (
	"bytes"
	"time"
)

// Atom appends the feed to b as Atom (RFC 4287).
func Atom(b *bytes.Buffer, c Channel) {
	d := newDocument(b)
	d.begin("feed", attribute{"xmlns", "http://www.w3.org/2005/Atom"}, attribute{"xml:lang", c.Language})
	d.text("id", c.ID)
	d.text("title", c.Title)
	d.optional("subtitle", c.Description)
	d.text("updated", c.updated().Format(time.RFC3339))
	d.link(c.Link, "alternate", "text/html")
	d.link(c.Self, "self", atomType)
	d.begin("author") // required where entries have none
	d.text("name", c.Author)
	d.optional("uri", c.AuthorURL)
	d.end()
	for i := range c.Items {
		d.entry(&c.Items[i])
	}
	d.end()
}

func (d *document) link(href, rel, kind string) {
	d.text("link", "", attribute{"href", href}, attribute{"rel", rel}, attribute{"type", kind})
}

func (d *document) entry(it *Item) {
	d.begin("entry")
	d.text("id", it.ID)
	d.text("title", it.Title)
	d.link(it.Link, "alternate", "text/html")
	if it.Elsewhere != "" {
		d.link(it.Elsewhere, "related", "text/html")
	}
	d.text("published", it.Date.Format(time.RFC3339))
	d.text("updated", it.updated().Format(time.RFC3339))
	for _, c := range it.Categories {
		d.text("category", "", attribute{"term", c})
	}
	d.optional("summary", it.Summary)
	if it.HTML != nil {
		d.raw("content", it.HTML, attribute{"type", "html"})
	}
	d.end()
}
