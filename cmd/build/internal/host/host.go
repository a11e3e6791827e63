// Package host says what a web server must answer with the files of a site. In
// goes what the site is (Site); out come the configuration files of each kind of
// host, as text. What editors ask of hosts is checked and put into their terms
// (ask.go). What the pages load, and so what they must be allowed to, is read from
// the layouts (scan.go).
package host

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/media"
)

// Kinds of hosts, as site.yaml names them. Netlify and Cloudflare read files of
// the same name, differently.
const (
	Netlify    = "netlify"
	Cloudflare = "cloudflare"
	Nginx      = "nginx" // Scalingo and Docker too
	Apache     = "apache"
	Pages      = "pages" // of GitHub and GitLab
)

// Name is what people call a host.
func Name(kind string) string {
	return map[string]string{Netlify: "Netlify", Cloudflare: "Cloudflare", Nginx: "nginx", Apache: "Apache", Pages: "GitHub et GitLab Pages"}[kind]
}

// Default are those that a site is made for when nobody says.
var Default = []string{Netlify, Nginx, Apache, Pages}

// A Site is what the rules of all hosts follow from.
type Site struct {
	Kinds     []string   // hosts to write for
	Prefix    string     // path of the site, percent-encoded: "/p", or "" for the root of its host; nothing in it has a meaning to hosts
	Secure    bool       // it is served over HTTPS
	HSTS      string     // Strict-Transport-Security, "" for none
	Policy    string     // Content-Security-Policy
	NoIndex   bool       // search engines must leave it alone
	Open      Open       // files that pages of other sites may read
	Redirects []Redirect // by their former addresses
}

// Open says which files other sites may read: what they are, not their names,
// so that the rules stay few however many there are.
type Open struct {
	Data     []string // extensions of the files below /donnees/, sorted: "csv", "json"
	Anywhere []string // those of calendars, and of the images, films and sounds that a feed's texts show, sorted
	Feeds    []*feed.Form
}

// Add notes a file of the site, by its path.
func (o *Open) Add(path string) {
	ext := path[strings.LastIndexByte(path, '.')+1:]
	switch form := feed.FormOf(path); {
	case form != nil:
		if !slices.Contains(o.Feeds, form) {
			o.Feeds = append(o.Feeds, form)
		}
	case strings.ContainsFunc(ext, unlikely):
	case subscribed.MatchString(media.Type(path)):
		insert(&o.Anywhere, ext)
	case strings.HasPrefix(path, "donnees/") && ext != "html":
		insert(&o.Data, ext)
	}
}

// subscribed matches the types of what feed readers and calendars load, feeds apart.
var subscribed = regexp.MustCompile(`^(?:text/calendar|(?:image|video|audio)/)`)

func insert(sorted *[]string, s string) {
	if i, found := slices.BinarySearch(*sorted, s); !found {
		*sorted = slices.Insert(*sorted, i, s)
	}
}

// unlikely tells the characters that no extension of data has, and that could mean
// something in a rule.
func unlikely(r rune) bool {
	return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// A File is a configuration file, by its path in the published site.
type File struct {
	Path string
	Text func() string // called once the site knows its open files
}

// Files writes the configuration of all hosts that the site is made for. Hosts
// that read one of them do not serve it as a page; the others are told not to.
func (s *Site) Files() []File {
	var files []File
	add := func(path string, text func() string) {
		if !slices.ContainsFunc(files, func(f File) bool { return f.Path == path }) { // two hosts that read one file: reported by the model
			files = append(files, File{path, text})
		}
	}
	for _, kind := range s.Kinds {
		switch kind {
		case Netlify, Cloudflare:
			add("_headers", func() string { return s.headersFile(kind == Cloudflare) })
			if len(s.Redirects) > 0 || s.Prefix != "" && kind == Netlify {
				add("_redirects", func() string { return s.redirectsFile(kind == Cloudflare) })
			}
		case Nginx:
			add("nginx.conf", s.server("nginx.conf.tmpl"))
		case Apache:
			add(".htaccess", s.server("htaccess.tmpl"))
		case Pages:
			add(".nojekyll", func() string { return "" }) // it is there: that says it all
		}
	}
	return files
}

// plain is the prefix as files are named.
func (s *Site) plain() string {
	plain, err := url.PathUnescape(s.Prefix)
	if err != nil {
		return s.Prefix
	}
	return plain
}

// ownFiles are the configuration files that a host which reads none of them
// must not serve. Names that begin with a dot are refused in any case.
const ownFiles = `(?:_headers|_redirects|nginx\.conf)`

// A header is what is said with a file.
type header struct{ Name, Value string }

// How long a file serves without asking again (RFC 9111, 5.2.2; RFC 8246).
const (
	revalidated = "public, max-age=0, must-revalidate"
	forAYear    = "public, max-age=31536000, immutable" // files named by their content: those of /assets/, but licences
)

// common are the headers of every file: those that the MDN HTTP Observatory and
// ANSSI's recommendations for web sites ask for.
func (s *Site) common() []header {
	list := []header{{"Content-Security-Policy", s.Policy}}
	if s.HSTS != "" && s.Secure {
		list = append(list, header{"Strict-Transport-Security", s.HSTS})
	}
	list = append(list,
		header{"X-Content-Type-Options", "nosniff"},
		header{"X-Frame-Options", "DENY"}, // for browsers that do not know frame-ancestors
		header{"Referrer-Policy", "strict-origin-when-cross-origin"},
		header{"Cross-Origin-Opener-Policy", "same-origin"},
		header{"Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	)
	if s.NoIndex {
		list = append(list, header{"X-Robots-Tag", "noindex"})
	}
	return list
}

// closed and opened say who may read a file: the site's own pages, or all (Fetch,
// section 3.7; CORS).
var (
	closed = []header{{"Cross-Origin-Resource-Policy", "same-origin"}}
	opened = []header{{"Cross-Origin-Resource-Policy", "cross-origin"}, {"Access-Control-Allow-Origin", "*"}}
)
