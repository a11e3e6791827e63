package host

import (
	"embed"
	"path"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/media"
)

// templates are the configuration of nginx and that of Apache 2.4.
//
// nginx.conf is included in a server block, or in its « location / »: below a path
// all of it stands in one location, so that whatever else the server has stays as it
// is; at the root it cannot, since many servers have that location. A location that adds a header
// has none of those above it, so each repeats them all. A header goes with every
// answer, but how long it serves, when that is for long, with good ones only: an
// address that does not exist yet may do so later.
//
// In .htaccess, what needs a module stands in its IfModule: without it the site is
// served all the same, and the pages say of themselves what they can. The headers of
// a rule that matches later take the place of those before.
var (
	//go:embed *.tmpl
	templateFiles embed.FS
	templates     = template.Must(template.New("").Funcs(template.FuncMap{
		"join": strings.Join, "quote": quote, "quoted": quoted, "ext": path.Ext, "feeds": feedPattern,
	}).ParseFS(templateFiles, "*.tmpl"))
)

// A server is what the templates say.
type server struct {
	*Site
	Plain, Below   string // the prefix as files are named, and as a regular expression
	Own            string
	Again, Year    string // how long a file serves
	Unknown        string
	Charset        []string
	Compressed     []string
	Types          []string // media types, and the extensions of each, whatever the system's table says
	Extensions     map[string][]string
	Closed, Opened []header // of files that pages of the site may read, and of those that all may
	Assets         string   // the files that serve for a year, as a regular expression below the prefix
	Everyone       []header // what makes the difference
}

// server makes the writer of a file out of its template.
func (s *Site) server(name string) func() string {
	return func() string {
		v := server{Site: s, Plain: s.plain(), Below: regexp.QuoteMeta(s.plain()), Own: ownFiles, Again: revalidated, Year: forAYear, Unknown: media.Unknown,
			Charset: charset, Compressed: compressed(), Everyone: opened,
			Closed: append(s.common(), closed...), Opened: append(s.common(), opened...),
			Assets: `/assets/(?!.*\.md$)`}
		v.Types, v.Extensions = media.Table()
		var b strings.Builder
		if err := templates.ExecuteTemplate(&b, name, &v); err != nil {
			panic(err) // nothing in a template depends on the site but whether it is there
		}
		return b.String()
	}
}

// compressed are the types that are worth compressing, HTML apart, which always
// is: text, by whatever name.
func compressed() []string {
	types := []string{"application/json", "application/ld+json", "application/manifest+json", "application/xml", "image/svg+xml"}
	for _, form := range feed.Forms {
		types = append(types, form.Type)
	}
	return slices.Sorted(slices.Values(append(types, charset...)))
}

// charset are those whose encoding has to be said.
var charset = []string{"text/calendar", "text/css", "text/csv", "text/javascript", "text/markdown", "text/plain", "text/vtt"}

// feedPattern matches the feeds of a form, below the prefix.
func feedPattern(form *feed.Form) string { return `/(?:.*/)?` + regexp.QuoteMeta(form.File) + "$" }

// Others is the pattern of the open files that are no feeds, below the prefix;
// "" when there are none. nginx and Apache read the same expressions (PCRE).
func (o Open) Others() string {
	var all []string
	if len(o.Data) > 0 {
		all = append(all, `donnees/.*\.(?:`+strings.Join(o.Data, "|")+`)`)
	}
	if shown := o.Shown(); shown != "" {
		all = append(all, shown)
	}
	if len(all) == 0 {
		return ""
	}
	return "/(?:" + strings.Join(all, "|") + ")$"
}

// Shown is the pattern of the end of a path that is open anywhere, "" for none.
func (o Open) Shown() string {
	if len(o.Anywhere) == 0 {
		return ""
	}
	return `.*\.(?:` + strings.Join(o.Anywhere, "|") + ")"
}
