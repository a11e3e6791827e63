package site

import (
	"bytes"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Two files never have one name, on any disk.
func TestClaims(t *testing.T) {
	for _, c := range []struct {
		promise, first, second string
		clash                  bool
	}{
		{"the same", "a/b.html", "a/b.html", true},
		{"another", "a/b.html", "a/c.html", false},
		{"case", "a/b.html", "A/B.HTML", true},
		{"case of other letters", "Été.pdf", "éTÉ.pdf", true},
		{"an accent of its own", "\u00e9t\u00e9.pdf", "e\u0301te\u0301.pdf", true},
		{"both", "\u00c9.pdf", "e\u0301.pdf", true},
		{"letters that fold to one", "ma\u017f.pdf", "mas.pdf", true},
		{"the Kelvin sign", "\u212a.pdf", "k.pdf", true},
		{"an accent or none", "été.pdf", "ete.pdf", false},
		{"a file where a folder must be", "a", "a/b", true},
		{"a folder where a file must be", "a/b", "A", true},
		{"a file above a folder's folder", "a", "a/b/c", true},
		{"a beginning of a name", "ab/c", "a", false},
	} {
		taken := newClaims(2)
		if who := taken.take(c.first, "un", 0); who != "" {
			t.Errorf("%s: %s is taken by %s", c.promise, c.first, who)
		}
		if who := taken.take(c.second, "deux", 1); (who == "un") != c.clash {
			t.Errorf("%s: %s and %s: %q", c.promise, c.first, c.second, who)
		}
	}
}

// An alias that is accepted, in a site or below a path, is a file of the site that
// no page has, and redirects in one step to its page: in the rules of each host,
// each of which is one line, and by the page left there.
func FuzzAlias(f *testing.F) {
	for _, s := range []string{"/a/", "/vieux.html", "/projets/p/", "/PROJETS/P/", "/projets/p/index.html", "/../a/", "/a/../b/", "//a/", `/..\a/`, "/C:/", "/a./", "/con/", "/e\u0301/",
		"/a b/", "/a\n/b/ 301", "/*", "/:splat/", "/$1/", "/a;/", "/%2e%2e/", "/" + strings.Repeat("a/", 100), "/.git/", "/-/", "/~/", "/_/", "/index.html"} {
		f.Add(s, "")
		f.Add(s, "/un/chemin")
		f.Add("/v1.2/a/", "/p+q.r/"+s)
	}
	const to = "/projets/p/"
	f.Fuzz(func(t *testing.T, from, prefix string) {
		base, err := ParseBase("https://h.fr" + prefix)
		if err != nil || !roadmap.IsAlias(from) || base.URL != "https://h.fr"+base.Prefix {
			return
		}
		taken := newClaims(3)
		for _, name := range []string{page.OutputPath("/"), page.OutputPath(to), page.OutputPath("/projets/")} {
			taken.take(name, "une page", 0)
		}
		file := page.OutputPath(from)
		if !fs.ValidPath(file) || !strings.HasSuffix(file, ".html") || strings.Contains("/"+file, "/.") {
			t.Errorf("%q is the file %q", from, file)
		}
		for part := range strings.SplitSeq(file, "/") {
			if wrong := content.WrongName(part); wrong != "" {
				t.Errorf("%q is the file %q: « %s » %s", from, file, part, wrong)
			}
		}
		if taken.take(file, "un alias", 1) != "" {
			return
		}
		if strings.EqualFold(strings.TrimSuffix(from, "index.html"), to) {
			t.Errorf("%q leads to itself", from)
		}
		checkRules(t, base.Prefix, from, to)
		checkMoved(t, base, from, to)
	})
}

// checkRules compares the rules of a site with a redirect to those of one with a
// plain redirect: they differ in the addresses alone.
func checkRules(t *testing.T, prefix, from, to string) {
	t.Helper()
	rules := func(from string) map[string]string {
		all := map[string]string{}
		for _, kinds := range [][]string{host.Default, {host.Cloudflare}} {
			s := &host.Site{Kinds: kinds, Prefix: prefix, Redirects: []host.Redirect{{From: from, To: to}}}
			for _, file := range s.Files() {
				all[file.Path+kinds[0]] = file.Text()
			}
		}
		return all
	}
	plain := "/ancien/"
	if !strings.HasSuffix(from, "/") {
		plain = "/ancien.html"
	}
	for name, want := range rules(plain) {
		got := rules(from)[name]
		lines, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
		if len(lines) != len(wanted) {
			t.Errorf("%s has %d lines with %q, %d with %q", name, len(lines), from, len(wanted), plain)
			continue
		}
		for i, line := range lines {
			if line == wanted[i] {
				continue
			}
			folder, short := strings.TrimSuffix(from, "/"), strings.TrimSuffix(plain, "/")
			if _, rule, ok := strings.Cut(line, "RedirectMatch 301 "); ok {
				folder, short = regexp.QuoteMeta(folder), regexp.QuoteMeta(short)
				checkMatch(t, rule, prefix, from)
			}
			if again := strings.ReplaceAll(wanted[i], short, folder); line != again {
				t.Errorf("%s with %q: %q, want %q", name, from, line, again)
			}
		}
	}
}

// checkMatch has Apache's rule match the former address, and not that of a page.
func checkMatch(t *testing.T, rule, prefix, from string) {
	t.Helper()
	expression, err := regexp.Compile(strings.Split(rule, `"`)[1])
	plain, _ := url.PathUnescape(prefix)
	if err != nil || !expression.MatchString(plain+from) || expression.MatchString(plain+"/projets/p/") || expression.MatchString(plain+from+"x") {
		t.Errorf("%q does not match %q alone: %v", rule, plain+from, err)
	}
}

// checkMoved follows the links of the page that is left at a former address, on
// the site and in an archive.
func checkMoved(t *testing.T, base Base, from, to string) {
	t.Helper()
	for at, local := range map[string]string{base.URL + from: base.Prefix + to, "file:///disque/site/" + page.OutputPath(from): content.RelativeAddress(from, to)} {
		var b bytes.Buffer
		if err := moved.Execute(&b, struct{ URL, Local string }{base.URL + to, local}); err != nil {
			t.Fatal(err)
		}
		here, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		want := base.URL + to
		if here.Scheme == "file" {
			want = "file:///disque/site" + to + "index.html"
		}
		found := 0
		for z := html.NewTokenizer(&b); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			for _, a := range z.Token().Attr {
				address, refresh := strings.CutPrefix(a.Val, "0; url=")
				if !refresh && (a.Key != "href" || a.Val == base.URL+to) {
					continue
				}
				found++
				if there, err := here.Parse(address); err != nil || there.String() != want {
					t.Errorf("%s leads to %v, want %s (%v)", at, there, want, err)
				}
			}
		}
		if found == 0 {
			t.Errorf("nothing leads away from %s", at)
		}
	}
}
