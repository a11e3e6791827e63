package content

import (
	"bytes"
	"net/url"
	"testing"
)

func TestRelativeAddress(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"/", "/", "index.html"},
		{"/", "/projets/", "projets/index.html"},
		{"/", "/rss.xml", "rss.xml"},
		{"/404.html", "/", "index.html"},
		{"/404.html", "/projets/a/", "projets/a/index.html"},
		{"/projets/", "/projets/", "index.html"},
		{"/projets/", "/projets/?statut=acheve&amp;mission=data#x", "index.html?statut=acheve&amp;mission=data#x"},
		{"/projets/a/", "/projets/", "../index.html"},
		{"/projets/a/", "/projets/b/#jalons", "../b/index.html#jalons"},
		{"/projets/a/", "/", "../../index.html"},
		{"/projets/a/", "/assets/site-0123456789.css", "../../assets/site-0123456789.css"},
		{"/actualites/page/2/", "/actualites/", "../../index.html"},
		{"/avant/x.html", "/projets/a/", "../projets/a/index.html"},
	} {
		if got := RelativeAddress(c.from, c.to); got != c.want {
			t.Errorf("%s from %s: %s, want %s", c.to, c.from, got, c.want)
		}
		// A browser finds the file again, at the root of a disk as elsewhere.
		from, _ := url.Parse("file:///disk/site" + c.from)
		if c.from == "/" || c.from[len(c.from)-1] == '/' {
			from = from.JoinPath("index.html")
		}
		to, err := from.Parse(RelativeAddress(c.from, c.to))
		if path, _, _ := bytes.Cut([]byte(c.to), []byte("?")); err != nil || c.to[len(c.to)-1] == '/' && to.Path != "/disk/site"+string(path)+"index.html" {
			t.Errorf("%s from %s: %v", c.to, c.from, to)
		}
	}
}

func TestRelativeLinks(t *testing.T) {
	var b bytes.Buffer
	RelativeLinks(&b, []byte("<a href=\"\x01/projets/\">a</a><img src=\"\x01/projets/a/b.png\"><a href=\"https://x.fr/\">c</a>\x01/"), "/projets/a/")
	if want := `<a href="../index.html">a</a><img src="b.png"><a href="https://x.fr/">c</a>../../index.html`; b.String() != want {
		t.Errorf("%s, want %s", b.String(), want)
	}
}
