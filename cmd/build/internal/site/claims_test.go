package site

import (
	"bytes"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

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

// An alias that is accepted, in a site or below a path, leads in one step to its page:
// in the rules of each host, where it changes nothing else, and by the page left there,
// which is a file that no page has.
func FuzzAlias(f *testing.F) {
	for _, s := range []string{"/a/", "/vieux.html", "/projets/p/", "/PROJETS/P/", "/projets/p/index.html", "/../a/", "/a/../b/", "//a/", `/..\a/`, "/C:/", "/a./", "/con/", "/e\u0301/",
		"/a b/", "/a\n/b/ 301", "/*", "/:splat/", "/$1/", "/a;/", "/%2e%2e/", "/" + strings.Repeat("a/", 100), "/.git/", "/-/", "/~/", "/_/", "/index.html",
		"/spip.php?article12", "/?p=12", `/"};/`, "/a?$b\"", "/caf%E9", "/a{b}?x={1}#", "/a?b c&d='"} {
		f.Add(s, "")
		f.Add(s, "/un/chemin")
		f.Add("/v1.2/a/", "/p+q.r/"+s)
	}
	const to = "/projets/p/"
	f.Fuzz(func(t *testing.T, from, prefix string) {
		base, err := ParseBase("https://h.fr" + prefix)
		alias, ok := roadmap.ParseAlias(from)
		if err != nil || !ok || base.URL != "https://h.fr"+base.Prefix {
			return
		}
		checkRules(t, base.Prefix, alias, to)
		file := alias.File()
		if file == "" {
			return
		}
		taken := newClaims(3)
		for _, name := range []string{page.OutputPath("/"), page.OutputPath(to), page.OutputPath("/projets/")} {
			taken.take(name, "une page", 0)
		}
		if !fs.ValidPath(file) || strings.Contains("/"+file, "/.") {
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
		checkMoved(t, base, alias.String(), to)
	})
}

// signs are what means something to a host in its rules.
var signs = regexp.MustCompile(`[^\w/.~%=&? -]`)

// checkRules wants one line for an address, or two or three, in the rules of each host,
// and nothing in them of the address that the host could read as its own.
func checkRules(t *testing.T, prefix string, from roadmap.Alias, to string) {
	t.Helper()
	rules := func(from roadmap.Alias) map[string]string {
		all := map[string]string{}
		for _, kinds := range [][]string{host.Default, {host.Cloudflare}} {
			s := &host.Site{Kinds: kinds, Prefix: prefix, Redirects: []host.Redirect{{Alias: from, To: to}}}
			for _, file := range s.Files() {
				all[file.Path+kinds[0]] = file.Text()
			}
		}
		return all
	}
	same := roadmap.Alias{Path: "/ancien.html"}
	if from.Folder() {
		same.Path = "/ancien/"
	}
	if from.Path == "/" {
		same.Path = "/"
	}
	if from.Query != "" {
		same.Query = "x=y"
	}
	plain := rules(same)
	for name, text := range rules(from) {
		if strings.HasPrefix(name, "_redirects") && !(host.Redirect{Alias: from}).Follows(strings.TrimPrefix(name, "_redirects")) {
			continue
		}
		got, want := strings.Split(text, "\n"), strings.Split(plain[name], "\n")
		if len(got) != len(want) {
			t.Errorf("%s has %d lines with %q, %d with %q", name, len(got), from, len(want), same)
			continue
		}
		for i, line := range got {
			if line == want[i] {
				continue
			}
			switch _, rule, apache := strings.Cut(line, "RedirectMatch 301 "); {
			case apache:
				checkMatch(t, rule, prefix, from.Path)
			case strings.Contains(line, "location = "):
				if strings.Count(strings.ReplaceAll(line, `\"`, ""), `"`) != 2 {
					t.Errorf("%s: %q", name, line)
				}
			case strings.Contains(line, "$args ~ "):
				checkQuery(t, strings.Split(line, `"`)[1], from.Query)
			case strings.Contains(line, "QUERY_STRING"):
				checkQuery(t, strings.Split(line, `#`)[1], from.Query)
			case strings.HasPrefix(name, "_redirects"):
				rest, _ := strings.CutSuffix(line, prefix+to+strings.TrimPrefix(want[i], strings.Split(want[i], prefix+to)[0]+prefix+to))
				if left := signs.FindString(strings.NewReplacer("$", "", "+", "", ",", "", ":", "", ";", "", "@", "").Replace(strings.TrimPrefix(rest, prefix))); left != "" {
					t.Errorf("%s: %q holds %q", name, line, left)
				}
			default:
				t.Errorf("%s: %q, want %q", name, line, want[i])
			}
		}
	}
}

func checkQuery(t *testing.T, pattern, query string) {
	t.Helper()
	expression, err := regexp.Compile(pattern)
	if err != nil || !expression.MatchString(query) || expression.MatchString(query+"x") || expression.MatchString("") {
		t.Errorf("%q does not match %q alone: %v", pattern, query, err)
	}
}

// checkMatch has Apache's rule match the former address, and not that of a page.
func checkMatch(t *testing.T, rule, prefix, from string) {
	t.Helper()
	if !utf8.ValidString(from) { // Go's expressions know characters, not bytes
		return
	}
	pattern := hexes.ReplaceAllStringFunc(strings.Split(rule, `"`)[1], func(h string) string {
		text, _ := url.PathUnescape(strings.ReplaceAll(h, `\x`, "%"))
		return regexp.QuoteMeta(text)
	})
	expression, err := regexp.Compile(pattern)
	plain, _ := url.PathUnescape(prefix)
	if err != nil || !expression.MatchString(plain+from) || expression.MatchString(plain+"/projets/q/") || expression.MatchString(plain+from+"x") {
		t.Errorf("%q does not match %q alone: %v", rule, plain+from, err)
	}
}

var hexes = regexp.MustCompile(`(?:\\x[0-9a-f]{2})+`)

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
