package feed_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/feed"
)

// read is what another program understands of a feed.
type read struct {
	Title       string `xml:"channel>title"`
	Description string `xml:"channel>description"`
	Built       string `xml:"channel>lastBuildDate"`
	Self        struct {
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom channel>link"`
	Items []struct {
		Title      string   `xml:"title"`
		ID         string   `xml:"guid"`
		Date       string   `xml:"pubDate"`
		Categories []string `xml:"category"`
		Summary    string   `xml:"description"`
		HTML       string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	} `xml:"channel>item"`
}

func parse(t *testing.T, c feed.Channel) (out read) {
	t.Helper()
	var b bytes.Buffer
	feed.RSS(&b, c)
	if err := xml.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatalf("%v\n%q", err, b.String())
	}
	return out
}

func html(s string) func(*bytes.Buffer) {
	return func(b *bytes.Buffer) { b.WriteString(s) }
}

func TestRSS(t *testing.T) {
	got := parse(t, feed.Channel{Title: "Les « uns » & les <autres>", Link: "https://e.fr/?a=1&b=2", Self: `https://e.fr/rss.xml?"`, Language: "fr", Items: []feed.Item{
		{ID: "https://e.fr/a", Title: "a", Date: day("2021-09-14"), Summary: "x < y", HTML: html("<p>a ]]> b ]]]]>> c</p>\n"), Categories: []string{"IDNUM", "a & b"}},
		{ID: "https://e.fr/b", Title: "b", Date: day("2021-09-13")},
	}})
	if got.Title != "Les « uns » & les <autres>" || got.Description != got.Title || got.Self.Href != `https://e.fr/rss.xml?"` || got.Built != "Tue, 14 Sep 2021 00:00:00 +0000" {
		t.Errorf("channel: %+v", got)
	}
	if len(got.Items) != 2 {
		t.Fatalf("items: %+v", got.Items)
	}
	a := got.Items[0]
	if a.HTML != "<p>a ]]> b ]]]]>> c</p>\n" || a.Summary != "x &lt; y" || strings.Join(a.Categories, "|") != "IDNUM|a & b" || a.Date != got.Built || a.ID != "https://e.fr/a" {
		t.Errorf("item: %+v", a)
	}
}

// Whatever a text holds, others read the feed, and what XML can hold of the text
// comes out of it.
func FuzzRSS(f *testing.F) {
	for _, s := range []string{"", "a", "]]>", "]]]>]]", "<p>é & \"x\"</p>\n", "\x00\x01\x1f", "\uFFFE\uFFFF\uFEFF", "\r\n\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		got := parse(t, feed.Channel{Title: s, Description: "d", Link: s, Self: s, Language: s,
			Items: []feed.Item{{ID: s, Title: s, Link: s, Date: day("2021-09-14"), Summary: s, HTML: html("." + s), Categories: []string{s}}}})
		plain := !strings.ContainsFunc(s, func(r rune) bool {
			return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
		})
		if i := got.Items[0]; plain && (got.Title != s || i.Title != s || i.HTML != "."+s || got.Self.Href != s || i.Categories[0] != s) {
			t.Errorf("%q: %+v", s, got)
		}
	})
}

func TestSitemap(t *testing.T) {
	var b bytes.Buffer
	feed.Sitemap(&b, []feed.Address{{URL: "https://e.fr/?a&b", LastMod: "2021-09-14"}, {URL: "https://e.fr/c/"}})
	want := xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url>
<loc>https://e.fr/?a&amp;b</loc>
<lastmod>2021-09-14</lastmod>
</url>
<url>
<loc>https://e.fr/c/</loc>
</url>
</urlset>
`
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
}
