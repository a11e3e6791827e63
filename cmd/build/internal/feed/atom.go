package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// AtomFeed appends the feed to b as Atom (RFC 4287). c.Date says when a feed
// without items was last changed. An error means that a date is not a day.
func AtomFeed(b *bytes.Buffer, c Channel) error {
	doc := atomFeed{NS: "http://www.w3.org/2005/Atom", Lang: c.Language, ID: c.ID, Title: clean(c.Title), Subtitle: clean(c.Description),
		Links: []link{{c.Link, "alternate", "text/html"}, {c.Self, "self", "application/atom+xml"}}, Author: atomAuthor{clean(c.Author), c.AuthorURL}}
	var err error
	if doc.Updated, err = updated(c); err != nil {
		return err
	}
	for _, it := range c.Items {
		stamp, err := instant(c, it.Date, it.ID)
		if err != nil {
			return err
		}
		entry := atomEntry{ID: it.ID, Title: clean(it.Title), Link: link{it.Link, "alternate", "text/html"}, Updated: stamp, Published: stamp, Summary: clean(it.Summary)}
		for _, word := range it.Categories {
			entry.Categories = append(entry.Categories, atomCategory{clean(word)})
		}
		if it.HTML != "" {
			entry.HTML = &atomText{"html", clean(it.HTML)}
		}
		doc.Entries = append(doc.Entries, entry)
	}
	return write(b, doc)
}

// updated is the date of the latest item, else that of the channel.
func updated(c Channel) (string, error) {
	if len(c.Items) > 0 {
		return instant(c, c.Items[0].Date, c.Items[0].ID)
	}
	return instant(c, c.Date, c.ID)
}

// instant is a day as RFC 3339 has it.
func instant(c Channel, date, of string) (string, error) {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", fmt.Errorf("feed %s: date of %s: %w", c.Self, of, err)
	}
	return day.Format(time.RFC3339), nil
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"feed"`
	NS       string      `xml:"xmlns,attr"`
	Lang     string      `xml:"xml:lang,attr,omitempty"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Links    []link      `xml:"link"`
	Author   atomAuthor  `xml:"author"` // required where entries have none
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Link       link           `xml:"link"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	HTML       *atomText      `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",cdata"`
}
