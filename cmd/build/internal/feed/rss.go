// Package feed writes what machines read of a site besides its pages: feeds as
// RSS 2.0, Atom and JSON Feed, calendars as iCalendar, the site map of search engines
// and robots.txt. The data comes in ready, with absolute addresses; bytes come out.
package feed

import (
	"bytes"
	"cmp"
	"strings"
	"time"
)

// A Channel is a feed. Its texts are UTF-8.
type Channel struct {
	ID          string // stable, whatever the address becomes
	Title       string
	Description string
	Link        string    // the page that it follows
	Self        string    // its own address, for atom:link (RFC 4287, 4.2.7.2)
	Language    string    // "fr"
	Author      string    // who publishes
	AuthorURL   string    // may be empty
	Date        time.Time // day of the last change, for a feed without items
	Items       []Item    // the latest first
}

// An Item is one update.
type Item struct {
	ID         string // stable, whatever the address becomes
	Title      string
	Link       string
	Elsewhere  string    // what it points to, on another site; may be empty
	Date       time.Time // a day
	Modified   time.Time // the day of its last change, or zero
	Summary    string    // plain text, may be empty
	Categories []string

	// HTML writes the whole text with absolute links; nil for none.
	HTML func(b *bytes.Buffer)
}

// updated is the day of the last change of an item.
func (it *Item) updated() time.Time {
	if it.Modified.After(it.Date) {
		return it.Modified
	}
	return it.Date
}

// updated is the day of the last change of a feed: never the clock's.
func (c *Channel) updated() time.Time {
	if len(c.Items) == 0 {
		return c.Date
	}
	var last time.Time
	for i := range c.Items {
		if day := c.Items[i].updated(); day.After(last) {
			last = day
		}
	}
	return last
}

// RSS appends the feed to b as RSS 2.0 (https://www.rssboard.org/rss-specification).
func RSS(b *bytes.Buffer, c Channel) {
	d := newDocument(b)
	d.begin("rss", attribute{"version", "2.0"}, attribute{"xmlns:atom", "http://www.w3.org/2005/Atom"},
		attribute{"xmlns:content", "http://purl.org/rss/1.0/modules/content/"})
	d.begin("channel")
	d.text("title", c.Title)
	d.text("link", c.Link)
	d.text("description", cmp.Or(c.Description, c.Title)) // the element is required
	d.optional("language", c.Language)
	d.text("atom:link", "", attribute{"href", c.Self}, attribute{"rel", "self"}, attribute{"type", rssType})
	if len(c.Items) > 0 {
		d.text("lastBuildDate", rssDay(c.updated()))
	}
	for i := range c.Items {
		d.item(&c.Items[i])
	}
	d.end()
	d.end()
}

// rssDay writes a day as RFC 822, 5.1, with the year in four digits as RSS 2.0 advises.
func rssDay(day time.Time) string { return day.Format(time.RFC1123Z) }

// asHTML writes plain text as the HTML that readers take the description of an item for.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (d *document) item(it *Item) {
	d.begin("item")
	d.text("title", it.Title)
	d.text("link", it.Link)
	d.text("guid", it.ID, attribute{"isPermaLink", "false"})
	d.text("pubDate", rssDay(it.Date))
	for _, c := range it.Categories {
		d.text("category", c)
	}
	d.optional("description", asHTML.Replace(it.Summary))
	if it.HTML != nil {
		d.raw("content:encoded", it.HTML)
	}
	d.end()
}
