package site

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestParseBase(t *testing.T) {
	for address, want := range map[string]Base{
		"https://h.fr":        {"https://h.fr", ""},
		"https://h.fr//":      {"https://h.fr", ""},
		"HTTP://H.fr:8080/":   {"http://h.fr:8080", ""},
		"https://h.fr/p/q/":   {"https://h.fr/p/q", "/p/q"},
		"https://h.fr/été/":   {"https://h.fr/%C3%A9t%C3%A9", "/%C3%A9t%C3%A9"},
		"https://été.fr/":     {"https://été.fr", ""},
		"http://[::1]:80/":    {"http://[::1]:80", ""},
		"https://h<b>.fr/":    {},
		"https://h\xff.fr/":   {},
		"https://h.fr:/":      {},
		"https://h.fr//p/":    {},
		"https://h.fr/p//q/":  {},
		"https://h.fr/p/../":  {},
		"https://h.fr/p/./q":  {},
		"https://h.fr/$p/":    {},
		"https://h.fr/%22/":   {},
		"https://h.fr/p?a":    {},
		"https://h.fr/p#":     {},
		"https://u:m@h.fr/":   {},
		"ftp://h.fr/":         {},
		"//h.fr/":             {},
		`https://h.fr/p\..\q`: {},
	} {
		if got, err := ParseBase(address); got != want || (err == nil) != (want != Base{}) {
			t.Errorf("%s gives %+v (%v), want %+v", address, got, err, want)
		}
	}
}

// prefixForm is what pages and the rules of hosts can hold: what it has of other
// letters is percent-encoded.
var prefixForm = regexp.MustCompile(`^(?:/[A-Za-z0-9._~@+,=%-]+)*$`)

// Whatever address somebody gives, the site's own addresses stay on its host.
func FuzzBase(f *testing.F) {
	for _, s := range []string{"https://h.fr/p/", "https://h.fr//p", "https://h/./p", "https://[::1]:80/a%2fb/", "https://h/été/", "http:h", "https://h\\p/", "https://h/a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		b, err := ParseBase(address)
		if err != nil {
			if b != (Base{}) || strings.Contains(err.Error(), "%!") {
				t.Errorf("%+v, %v", b, err)
			}
			return
		}
		if !prefixForm.MatchString(b.Prefix) {
			t.Errorf("prefix %q", b.Prefix)
		}
		home, err := url.Parse(b.URL + "/")
		if err != nil {
			t.Fatal(err)
		}
		page, err := home.Parse(b.Prefix + "/projets/a/")
		if err != nil || page.Scheme != home.Scheme || page.Host != home.Host || page.EscapedPath() != b.Prefix+"/projets/a/" || page.User != nil {
			t.Errorf("%q: a page is at %v (%v)", address, page, err)
		}
		if again, err := ParseBase(b.URL + "/"); err != nil || again != b {
			t.Errorf("%+v becomes %+v (%v)", b, again, err)
		}
	})
}
