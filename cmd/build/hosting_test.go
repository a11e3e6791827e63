package main

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// hosted is a roadmap with everything that a host treats in its own way.
func hosted(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	sourcesOf(t, golden, dir, 1, 0o644)
	write := func(name, text string) {
		file := filepath.Join(dir, "content", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	site, err := os.ReadFile(filepath.Join(dir, "content/site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	write("site.yaml", strings.Replace(string(site), "identite: neutre", "identite: etat", 1)+
		"hebergement:\n  hsts: preload\n  securite: {contact: [\"mailto:securite@exemple.fr\"], expire: 2022-06-01, langues: [fr, en]}\n")
	write("projets/z.md", "---\ntitre: Projet Z\nalias: [/ancien/projet/, /vieux.html, /Actualités/Été.PHP, \"/un \\\"mot\\\" $args;/\", \"/spip.php?article12\", \"/spip.php?id=3&x={1}\", \"/?p=12\", /Projets/Z/, /caf%E9/]\n---\n\nTexte.\n")
	write("racine/donnees/essai.csv", "id,titre\na,Été\n")
	write("racine/donnees/essai.json", `{"titre":"`+strings.Repeat("été ", 500)+`"}`)
	write("racine/agenda.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
	write("racine/video.mp4", strings.Repeat("0123456789", 100))
	return dir
}

// What each kind of answer says, beside what all say.
var (
	closedHeaders = map[string]string{"Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": ""}
	openHeaders   = map[string]string{"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
)

// TestServers has nginx and Apache serve a site with the files that build writes
// for them, at the root of a host and below a path.
func TestServers(t *testing.T) {
	source := hosted(t)
	for _, c := range []struct{ name, prefix string }{{"root", ""}, {"path", "/un/été"}} {
		root := webRoot(t, source, c.prefix, "--base-url", "https://feuille.exemple.fr"+c.prefix+"/")
		t.Run("nginx/"+c.name, func(t *testing.T) { serves(t, startNginx(t, root, c.prefix), root, escaped(c.prefix)) })
		t.Run("apache/"+c.name, func(t *testing.T) { serves(t, startApache(t, root), root, escaped(c.prefix)) })
	}
}

// escaped is a path as requests name it.
func escaped(path string) string { return strings.ReplaceAll(path, "é", "%C3%A9") }

// plain is a path as people write it: hosts do not all encode a letter alike.
func plain(path string) string { return strings.ReplaceAll(path, "%C3%A9", "é") }

// asset finds a file of the theme by the beginning and the end of its name.
func asset(t *testing.T, root, pattern string) string {
	t.Helper()
	var found []string
	for name := range read(t, root) {
		if i := strings.Index(name, "assets/"); i >= 0 {
			if ok, _ := filepath.Match(pattern, name[i+len("assets/"):]); ok {
				found = append(found, name[i:])
			}
		}
	}
	if len(found) == 0 {
		t.Fatalf("no asset is %s", pattern)
	}
	return "/" + found[0]
}

func serves(t *testing.T, s *server, root, prefix string) {
	s.t = t
	t.Run("kinds", func(t *testing.T) { servesKinds(t, s, root, prefix) })
	t.Run("absent", func(t *testing.T) { servesAbsent(t, s, prefix) })
	t.Run("redirects", func(t *testing.T) { servesRedirects(t, s, prefix) })
	t.Run("again", func(t *testing.T) { servesAgain(t, s, root, prefix) })
}

const (
	again   = "public, max-age=0, must-revalidate"
	forYear = "public, max-age=31536000, immutable"
)

// feedsIn gives the media type of each feed of a site, by its address: in every form
// those of the site and of missions, in the first one those of projets.
func feedsIn(t *testing.T, root string) map[string]string {
	t.Helper()
	types := map[string]string{"rss.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}
	feeds, of := map[string]string{}, map[string]int{}
	for name := range read(t, root) {
		if kind := types[path.Base(name)]; kind != "" {
			feeds["/"+name] = kind
			level, _, _ := strings.Cut(name, "/")
			of[level+" "+kind]++
		}
	}
	if len(feeds) < 7 || of["missions application/feed+json"] == 0 || of["projets application/rss+xml"] == 0 || feeds["/atom.xml"] == "" {
		t.Fatalf("feeds are missing: %v", feeds)
	}
	return feeds
}

// servesKinds looks at each kind of file.
func servesKinds(t *testing.T, s *server, root, prefix string) {
	type want struct {
		path, kind, cache string
		more              map[string]string
	}
	var feeds []want
	for address, kind := range feedsIn(t, filepath.Join(root, plain(prefix))) {
		feeds = append(feeds, want{address, kind, again, openHeaders})
	}
	for _, c := range append(feeds, []want{
		{"/", "text/html; charset=utf-8", again, closedHeaders},
		{"/projets/z/", "text/html; charset=utf-8", again, closedHeaders},
		{"/projets/?statut=acheve", "text/html; charset=utf-8", again, closedHeaders},
		{asset(t, root, "site-*.css"), "text/css; charset=utf-8", forYear, closedHeaders},
		{asset(t, root, "site-*.js"), "text/javascript; charset=utf-8", forYear, closedHeaders},
		{asset(t, root, "Marianne-Bold-*.woff2"), "font/woff2", forYear, closedHeaders},
		{asset(t, root, "manifest-*.webmanifest"), "application/manifest+json", forYear, closedHeaders},
		{"/donnees/essai.csv", "text/csv; charset=utf-8", again, openHeaders},
		{"/donnees/essai.json", "application/json", again, openHeaders},
		{"/agenda.ics", "text/calendar; charset=utf-8", again, openHeaders},
		{asset(t, root, "favicon-*.svg"), "image/svg+xml", forYear, openHeaders},
		{"/assets/LICENSE.md", "text/markdown; charset=utf-8", again, closedHeaders},
		{"/projets/b/rond.svg", "image/svg+xml", again, openHeaders}, // as a feed shows it
		{"/video.mp4", "video/mp4", again, openHeaders},
		{"/sitemap.xml", "application/xml", again, closedHeaders},
		{"/robots.txt", "text/plain; charset=utf-8", again, closedHeaders},
		{"/empreintes.sha256", "text/plain; charset=utf-8", again, closedHeaders},
		{"/.well-known/security.txt", "text/plain; charset=utf-8", again, closedHeaders},
	}...) {
		e := s.get(prefix + c.path)
		if e.status != 200 || e.header.Get("Content-Type") != c.kind || e.header.Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d, %v", c.path, e.status, e.header)
		}
		secured(t, c.path, e)
		for name, want := range c.more {
			if got := strings.Join(e.header.Values(name), ", "); got != want {
				t.Errorf("%s: %s is %q, want %q", c.path, name, got, want)
			}
		}
	}
	if text := s.get(prefix + "/.well-known/security.txt").body; text != "Contact: mailto:securite@exemple.fr\nExpires: 2022-06-01T23:59:59Z\n"+
		"Preferred-Languages: fr, en\nCanonical: https://feuille.exemple.fr"+prefix+"/.well-known/security.txt\n" {
		t.Errorf("security.txt:\n%s", text)
	}
}

// secured looks at what every answer must say, once.
func secured(t *testing.T, path string, e exchange) {
	t.Helper()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
			"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests",
		"Strict-Transport-Security":  "max-age=63072000; includeSubDomains; preload",
		"X-Content-Type-Options":     "nosniff",
		"X-Frame-Options":            "DENY",
		"Referrer-Policy":            "strict-origin-when-cross-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy":         "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"X-Robots-Tag":               "",
	} {
		if got := strings.Join(e.header.Values(name), " AND "); got != want {
			t.Errorf("%s: %s is %q, want %q", path, name, got, want)
		}
	}
}

// servesAbsent asks for what is not there, and for what is but is nobody's.
func servesAbsent(t *testing.T, s *server, prefix string) {
	for _, path := range []string{"/rien", "/rien/", "/projets/rien/du/tout/", "/assets/rien.css", "/assets/", "/.htaccess", "/.nojekyll", "/.git/config",
		"/projets/.cache", "/_headers", "/_redirects", "/nginx.conf", "/.well-known/rien"} {
		e := s.get(prefix + path)
		if !strings.Contains(e.body, `href="`+prefix+`/plan-du-site/"`) || !strings.Contains(e.body, `href="`+prefix+`/assets/site-`) {
			t.Errorf("%s: %d, not the page of what is not there:\n%.300s", path, e.status, e.body)
		}
		if (e.status != 404 && path != "/assets/") || e.status == 200 || e.header.Get("Cache-Control") != again {
			t.Errorf("%s: %d, %v", path, e.status, e.header)
		}
		secured(t, path, e)
	}
}

// servesRedirects follows former addresses and folders without their slash.
func servesRedirects(t *testing.T, s *server, prefix string) {
	for from, to := range map[string]string{
		"/ancien/projet/":                        "/projets/z/",
		"/ancien/projet":                         "/projets/z/",
		"/ancien/projet/?a=b":                    "/projets/z/?a=b",
		"/vieux.html":                            "/projets/z/",
		"/ancienne-mission/":                     "/missions/donnees/",
		"/Actualit%C3%A9s/%C3%89t%C3%A9.PHP":     "/projets/z/",
		"/Actualit%C3%A9s/%C3%89t%C3%A9.PHP?a=b": "/projets/z/?a=b",
		"/actualit%C3%A9s/%C3%89t%C3%A9.PHP":     "",
		"/un%20%22mot%22%20$args;":               "/projets/z/",
		"/spip.php?article12":                    "/projets/z/",
		"/spip.php?article123":                   "",
		"/spip.php?id=3&x={1}":                   "/projets/z/",
		"/spip.php":                              "",
		"/?p=12":                                 "/projets/z/",
		"/Projets/Z/":                            "/projets/z/",
		"/caf%E9/":                               "/projets/z/",
		"/projets/z":                             "/projets/z/",
		"/projets?x=y":                           "/projets/?x=y",
		"/ancien/projet/plus":                    "",
	} {
		e := s.get(prefix + from)
		if to == "" {
			if e.status != 404 {
				t.Errorf("%s: %d", from, e.status)
			}
			continue
		}
		if e.status != 301 || strings.TrimSuffix(e.location(t), "?") != plain(prefix)+to {
			t.Errorf("%s: %d to %s, want %s", from, e.status, e.header.Get("Location"), prefix+to)
		}
		secured(t, from, e)
	}
	if prefix != "" {
		if e := s.get(prefix); e.status != 301 || e.location(t) != plain(prefix)+"/" {
			t.Errorf("without a slash: %d, %v", e.status, e.header)
		}
	}
}

// servesAgain asks for less than a whole file: one that is known, compressed, a
// part of one.
func servesAgain(t *testing.T, s *server, root, prefix string) {
	for _, path := range []string{"/", asset(t, root, "site-*.css"), "/donnees/essai.json", "/missions/donnees/rss.xml", "/missions/donnees/atom.xml", "/missions/donnees/feed.json"} {
		plain := s.get(prefix + path)
		packed := s.get(prefix+path, "Accept-Encoding", "gzip")
		if packed.header.Get("Content-Encoding") != "gzip" || !strings.Contains(packed.header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s is not compressed: %v", path, packed.header)
		} else if z, err := gzip.NewReader(strings.NewReader(packed.body)); err != nil {
			t.Errorf("%s: %v", path, err)
		} else if text, err := io.ReadAll(z); err != nil || string(text) != plain.body {
			t.Errorf("%s: compressed, it is another file (%v)", path, err)
		}
		for _, e := range []exchange{plain, packed} {
			tag := e.header.Get("ETag")
			if known := s.get(prefix+path, "If-None-Match", tag, "Accept-Encoding", "gzip"); tag == "" || known.status != 304 || known.body != "" {
				t.Errorf("%s with ETag %s: %d", path, tag, known.status)
			}
		}
		if since := s.get(prefix+path, "If-Modified-Since", plain.header.Get("Last-Modified")); since.status != 304 {
			t.Errorf("%s since then: %d", path, since.status)
		}
	}
	if e := s.get(prefix+"/assets/rien.css", "Accept-Encoding", "gzip"); strings.Contains(e.header.Get("Cache-Control"), "immutable") {
		t.Error("what is not there stays so for a year")
	}
	part := s.get(prefix+"/video.mp4", "Range", "bytes=10-19")
	if part.status != 206 || part.body != "0123456789" || part.header.Get("Content-Range") != "bytes 10-19/1000" || part.header.Get("Content-Type") != "video/mp4" {
		t.Errorf("a part: %d %q %v", part.status, part.body, part.header)
	}
}

// debian is the server block of Debian's nginx, but for where it listens.
const debian = `
        root %[1]s;
        index index.html index.htm index.nginx-debian.html;
        server_name _;
        location / {
            %[2]s
            try_files $uri $uri/ =404;
        }
        %[3]s`

// TestServersDebian includes the configuration of the site in the server block that
// Debian's nginx comes with, wherever it may stand there, and loses no type of file
// that the server knew.
func TestServersDebian(t *testing.T) {
	source := hosted(t)
	var documents []string
	for _, ext := range strings.Fields("doc xls ppt pptx odp odg rtf kml kmz 7z rar ogg mov avi tif tiff mpg woff") {
		documents = append(documents, "/fichier."+ext)
		if err := os.WriteFile(filepath.Join(source, "content/racine/fichier."+ext), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root := webRoot(t, source, "")
	include := "include " + root + "/nginx.conf;"
	before := nginxWith(t, fmt.Sprintf(debian, root, "", ""))
	for name, block := range map[string]string{"server": fmt.Sprintf(debian, root, "", include), "location": fmt.Sprintf(debian, root, include, "")} {
		t.Run(name, func(t *testing.T) {
			s := nginxWith(t, block)
			serves(t, s, root, "")
			for _, path := range documents {
				knew := before.get(path).header.Get("Content-Type")
				if got := s.get(path).header.Get("Content-Type"); got != knew {
					t.Errorf("%s is %s, and was %s", path, got, knew)
				}
			}
		})
	}
}

// inPage finds the addresses that a page names.
var inPage = regexp.MustCompile(`\s(?:href|src|action)="([^"]*)"`)

// TestServersLinks follows every address of every page on nginx, below a path.
func TestServersLinks(t *testing.T) {
	const prefix = "/un/chemin"
	root := webRoot(t, repository, prefix, "--base-url", "https://feuille.exemple.fr"+prefix+"/")
	s := startNginx(t, root, prefix)
	asked := map[string]bool{}
	for name, data := range read(t, root) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range inPage.FindAllSubmatch(data, -1) {
			address, _, _ := strings.Cut(string(m[1]), "#")
			if address == "" || asked[address] || strings.Contains(address, ":") {
				continue
			}
			asked[address] = true
			if !strings.HasPrefix(address, prefix+"/") {
				t.Errorf("%s: %s leads out of the site", name, address)
			} else if e := s.get(address); e.status != 200 {
				t.Errorf("%s: %s: %d", name, address, e.status)
			}
		}
	}
	if len(asked) < 100 {
		t.Errorf("only %d addresses", len(asked))
	}
}

// TestBrowserMatomo counts visits in a real browser: with consent not needed, since
// there is no cookie, and opposition heard.
func TestBrowserMatomo(t *testing.T) {
	needBrowser(t)
	source := hosted(t)
	file := filepath.Join(source, "content/site.yaml")
	site, err := os.ReadFile(file)
	if err == nil {
		err = errors.Join(os.WriteFile(file, append(site, "  matomo: {url: \"https://stats.exemple.fr/m/\", site: 12}\n"...), 0o644),
			os.WriteFile(filepath.Join(source, "content/pages/donnees-personnelles.md"), []byte("---\ntitre: Données personnelles\n---\n\nTexte.\n"), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := build(t, source)
	browse(t, "mesure", dir, "https://stats.exemple.fr/m/")
	browse(t, "html", dir)
	browse(t, "axe", dir, "/donnees-personnelles/")
	for name, data := range read(t, build(t, source, "--noindex")) {
		if strings.Contains(string(data), "stats.exemple.fr") {
			t.Errorf("%s of a preview names Matomo", name)
		}
	}
}
