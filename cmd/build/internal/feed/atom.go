package feed

import (
	"bytes"
	"fmt"
	"time"
)

// Atom appends the feed to b as Atom (RFC 4287). An error means that a date is not
// a day.
func Atom(b *bytes.Buffer, c Channel) error {
	stamp, err := updated(&c)
	if err != nil {
		return fmt.Errorf("feed %s: %w", c.Self, err)
	}
	d := newDocument(b)
	d.begin("feed", attribute{"xmlns", "http://www.w3.org/2005/Atom"}, attribute{"xml:lang", c.Language})
	d.text("id", c.ID)
	d.text("title", c.Title)
	d.optional("subtitle", c.Description)
	d.text("updated", stamp)
	d.link(c.Link, "alternate", "text/html")
	d.link(c.Self, "self", atomType)
	d.begin("author") // required where entries have none
	d.text("name", c.Author)
	d.optional("uri", c.AuthorURL)
	d.end()
	for i := range c.Items {
		if err := d.entry(&c.Items[i]); err != nil {
			return fmt.Errorf("feed %s: %w", c.Self, err)
		}
	}
	d.end()
	return nil
}

func (d *document) link(href, rel, kind string) {
	d.text("link", "", attribute{"href", href}, attribute{"rel", rel}, attribute{"type", kind})
}

func (d *document) entry(it *Item) error {
	stamp, err := instant(it.Date, it.ID)
	if err != nil {
		return err
	}
	d.begin("entry")
	d.text("id", it.ID)
	d.text("title", it.Title)
	d.link(it.Link, "alternate", "text/html")
	d.text("published", stamp)
	d.text("updated", stamp)
	for _, c := range it.Categories {
		d.text("category", "", attribute{"term", c})
	}
	d.optional("summary", it.Summary)
	if it.HTML != nil {
		d.raw("content", it.HTML, attribute{"type", "html"})
	}
	d.end()
	return nil
}

// updated is the date of the latest item, else that of the channel.
func updated(c *Channel) (string, error) {
	if len(c.Items) > 0 {
		return instant(c.Items[0].Date, c.Items[0].ID)
	}
	return instant(c.Date, c.ID)
}

// instant is a day as RFC 3339 has it.
func instant(date, of string) (string, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", fmt.Errorf("date of %s: %w", of, err)
	}
	return day.Format(time.RFC3339), nil
}
