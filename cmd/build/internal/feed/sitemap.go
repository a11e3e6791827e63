package feed

import "bytes"

// MaxAddresses is how many addresses one site map may hold
// (https://www.sitemaps.org/protocol.html).
const MaxAddresses = 50_000

// An Address is a page in the site map.
type Address struct {
	URL     string
	LastMod string // ISO 8601 day, may be empty
}

// Sitemap appends the site map of some pages, at most MaxAddresses, to b.
func Sitemap(b *bytes.Buffer, pages []Address) { list(b, "urlset", "url", pages) }

// SitemapIndex appends the list of site maps of a site that needs several.
func SitemapIndex(b *bytes.Buffer, maps []Address) { list(b, "sitemapindex", "sitemap", maps) }

func list(b *bytes.Buffer, all, one string, addresses []Address) {
	d := newDocument(b)
	d.begin(all, attribute{"xmlns", sitemaps})
	for _, a := range addresses {
		d.begin(one)
		d.text("loc", a.URL)
		d.optional("lastmod", a.LastMod)
		d.end()
	}
	d.end()
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
