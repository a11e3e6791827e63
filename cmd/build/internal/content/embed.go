package content

import (
	"strings"
)

// An Embedding says how a text stands in a page that holds several.
type Embedding struct {
	Prefix string                      // of its anchors, and of links to them
	Down   int                         // how many levels its headings go down
	Local  func(address string) string // the anchor of a page of the site whose text stands in the same page, or ""
}

// Embed rewrites the HTML of a text, its links still marked (LinkMark), so that it
// can stand beside others: no two have an anchor in common, headings are below those
// of the page, and what leads to a text of the same page stays in it. Tables lose
// their name, which is a number: several would have the same.
func Embed(html string, e Embedding) string {
	var b strings.Builder
	b.Grow(len(html) + len(html)/16)
	for {
		at := strings.IndexByte(html, '<')
		end := strings.IndexByte(html[max(at, 0):], '>') // no attribute holds one: they are escaped
		if at < 0 || end < 0 {
			b.WriteString(html)
			return b.String()
		}
		b.WriteString(html[:at])
		e.tag(&b, html[at:at+end])
		html = html[at+end:]
	}
}

// tableRegion begins what scrolls around a table; its name follows.
const tableRegion = `<section class="fr-table__container" tabindex="0"`

// tag writes a tag without the > that ends it.
func (e *Embedding) tag(b *strings.Builder, tag string) {
	if strings.HasPrefix(tag, tableRegion+" aria-label=") {
		tag = tableRegion
	}
	for _, start := range []string{"<h", "</h"} {
		if rest, ok := strings.CutPrefix(tag, start); ok && len(rest) > 0 && rest[0] >= '1' && rest[0] <= '6' {
			b.WriteString(start)
			b.WriteByte(min(rest[0]+byte(e.Down), '6'))
			tag = rest[1:]
			break
		}
	}
	for {
		name, value, after, ok := attribute(tag)
		if !ok {
			b.WriteString(tag)
			return
		}
		b.WriteString(tag[:len(tag)-len(name)-len(value)-len(after)-len(`=""`)])
		tag = after
		switch {
		case name == " id", name == " aria-labelledby":
			value = e.Prefix + value
		case name == " href" && strings.HasPrefix(value, "#"):
			value = "#" + e.Prefix + value[1:]
		case name == " href" && strings.IndexByte(value, LinkMark) == 0:
			address, anchor, deep := strings.Cut(value[1:], "#")
			if local := e.Local(address); local != "" {
				value = "#" + local
				if deep {
					value += "." + anchor
				}
			}
		}
		b.WriteString(name + `="` + value + `"`)
	}
}

// attribute finds the first attribute of a tag that has a value, with the space
// before its name, and what follows it.
func attribute(tag string) (name, value, after string, ok bool) {
	equals := strings.Index(tag, `="`)
	if equals < 0 {
		return "", "", "", false
	}
	start := strings.LastIndexAny(tag[:equals], " \n")
	end := strings.IndexByte(tag[equals+2:], '"')
	if start < 0 || end < 0 {
		return "", "", "", false
	}
	return tag[start:equals], tag[equals+2 : equals+2+end], tag[equals+2+end+1:], true
}
