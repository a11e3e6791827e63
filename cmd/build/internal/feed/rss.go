// Package feed writes what machines read of a site besides its pages: feeds as
// RSS 2.0, Atom and JSON Feed, the site map of search engines and robots.txt. The
// data comes in ready, with absolute addresses; bytes come out.
package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// A Channel is a feed.
type Channel struct {
	ID          string // stable, whatever the address becomes
	Title       string
	Description string
	Link        string // the page that it follows
	Self        string // its own address, for atom:link (RFC 4287, 4.2.7.2)
	Language    string // "fr"
	Author      string // who publishes
	AuthorURL   string // may be empty
	Date        string // ISO 8601 day of the last change, for a feed without items
	Items       []Item // the latest first
}

// An Item is one update.
type Item struct {
	ID         string // stable, whatever the address becomes
	Title      string
	Link       string
	Date       string // ISO 8601 day
	Summary    string // plain text, may be empty
	HTML       string // the whole text with absolute links, may be empty
	Categories []string
}

// RSS appends the feed to b as RSS 2.0 (https://www.rssboard.org/rss-specification).
// An error means that a date is not a day.
func RSS(b *bytes.Buffer, c Channel) error {
	doc := rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Content: "http://purl.org/rss/1.0/modules/content/",
		Channel: channel{Title: clean(c.Title), Link: c.Link, Description: clean(c.Description), Language: c.Language,
			Self: link{c.Self, "self", "application/rss+xml"}}}
	if doc.Channel.Description == "" {
		doc.Channel.Description = doc.Channel.Title // the element is required
	}
	for i, it := range c.Items {
		day, err := time.Parse(time.DateOnly, it.Date)
		if err != nil {
			return fmt.Errorf("feed %s: date of %s: %w", c.Self, it.ID, err)
		}
		// RFC 822, 5.1, with the year in four digits as RSS 2.0 advises.
		stamp := day.Format(time.RFC1123Z)
		if i == 0 {
			doc.Channel.Built = stamp
		}
		entry := item{Title: clean(it.Title), Link: it.Link, GUID: guid{false, it.ID}, Date: stamp, Categories: it.Categories, Description: clean(it.Summary)}
		if it.HTML != "" {
			entry.HTML = &text{clean(it.HTML)}
		}
		doc.Channel.Items = append(doc.Channel.Items, entry)
	}
	return write(b, doc)
}

// write appends an XML document, one element a line.
func write(b *bytes.Buffer, doc any) error {
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(b)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("write XML: %w", err)
	}
	b.WriteByte('\n')
	return nil
}

// clean drops the characters that XML 1.0 cannot hold (section 2.2).
func clean(s string) string {
	if !strings.ContainsFunc(s, illegal) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if illegal(r) {
			return -1
		}
		return r
	}, s)
}

func illegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description"`
	Language    string `xml:"language,omitempty"`
	Self        link   `xml:"atom:link"`
	Built       string `xml:"lastBuildDate,omitempty"` // of the latest item: never the clock
	Items       []item `xml:"item"`
}

type link struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type item struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        guid     `xml:"guid"`
	Date        string   `xml:"pubDate"`
	Categories  []string `xml:"category"`
	Description string   `xml:"description,omitempty"`
	HTML        *text    `xml:"content:encoded"`
}

// A text is HTML, readable in the source of the feed.
type text struct {
	HTML string `xml:",cdata"`
}

type guid struct {
	PermaLink bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}
