package feed

import (
	"bytes"
	"encoding/xml"
)

// MaxAddresses is how many addresses one site map may hold
// (https://www.sitemaps.org/protocol.html).
const MaxAddresses = 50_000

// An Address is a page in the site map.
type Address struct {
	URL     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"` // ISO 8601 day, may be empty
}

// Sitemap appends the site map of some pages, at most MaxAddresses, to b.
func Sitemap(b *bytes.Buffer, pages []Address) error {
	return write(b, struct {
		XMLName xml.Name  `xml:"urlset"`
		NS      string    `xml:"xmlns,attr"`
		URLs    []Address `xml:"url"`
	}{NS: sitemaps, URLs: pages})
}

// SitemapIndex appends the list of site maps of a site that needs several.
func SitemapIndex(b *bytes.Buffer, maps []Address) error {
	return write(b, struct {
		XMLName xml.Name  `xml:"sitemapindex"`
		NS      string    `xml:"xmlns,attr"`
		Maps    []Address `xml:"sitemap"`
	}{NS: sitemaps, Maps: maps})
}

const sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9"

// Robots appends a robots.txt (RFC 9309) that lets everybody read everything, and
// says where the site map is, unless there is none to tell of: pages that are not
// to be found must be read for that to be known.
func Robots(b *bytes.Buffer, sitemap string) {
	b.WriteString("User-agent: *\nAllow: /\n")
	if sitemap != "" {
		b.WriteString("\nSitemap: " + sitemap + "\n")
	}
}
