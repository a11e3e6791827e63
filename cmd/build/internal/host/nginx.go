package host

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/media"
)

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

const nginxHead = `# Écrit par build d’après content/site.yaml : à changer là-bas.
# À inclure dans un bloc « server » dont « root » est le dossier de l’adresse « / » :
#
#     root /app/public;
#     include /app/public/nginx.conf;
`

// nginx writes what is included in a server block of nginx: all of it stands in
// one location, so that whatever else the server has stays as it is. A location
// that adds a header has none of those above it, so each repeats them all.
func (s *Site) nginx() string {
	plain := s.plain()
	n := nginxWriter{below: regexp.QuoteMeta(plain)}
	n.b.WriteString(nginxHead)
	if plain != "" {
		n.open(`location = "` + plain + `"`)
		n.line("absolute_redirect off;")
		n.line(`return 301 "` + s.Prefix + `/$is_args$args";`)
		n.close()
	}
	n.open(`location "` + plain + `/"`)
	n.line("index index.html;")
	n.line("absolute_redirect off;")
	n.line("server_tokens off;")
	n.line(`error_page 403 404 =404 "` + plain + `/404.html";`)
	n.line("charset utf-8;")
	n.line("charset_types " + strings.Join(charset, " ") + ";")
	n.line("gzip on;")
	n.line("gzip_proxied any;")
	n.line("gzip_vary on;")
	n.line("gzip_min_length 1024;")
	n.line("gzip_types " + strings.Join(compressed(), " ") + ";")
	n.line("default_type " + media.Unknown + ";")
	n.types()
	page := append(s.common(), closed[0], header{"Cache-Control", revalidated})
	n.headers(page)

	n.location(`/(?:`+ownFiles+`$|(?:.*/)?\.(?!well-known/))`, func() { n.line("return 404;") })
	n.location(`/assets/`, func() { n.headers(append(s.common(), closed[0], header{"Cache-Control", forAYear})) })
	open := append(append(s.common(), opened...), header{"Cache-Control", revalidated})
	for _, form := range s.Open.Feeds {
		n.location(feedPattern(form), func() {
			n.line("types { " + form.Type + " " + path.Ext(form.File)[1:] + "; }")
			n.headers(open)
		})
	}
	if others := s.Open.others(); others != "" {
		n.location(others, func() { n.headers(open) })
	}
	for _, r := range s.Redirects {
		from := []string{r.From}
		if folder, ok := strings.CutSuffix(r.From, "/"); ok {
			from = append(from, folder)
		}
		for _, from := range from {
			n.open(`location = "` + plain + from + `"`)
			n.line(`return 301 "` + s.Prefix + r.To + `$is_args$args";`)
			n.close()
		}
	}
	n.close()
	return n.b.String()
}

// feedPattern matches the feeds of a form, below the prefix.
func feedPattern(form *feed.Form) string { return `/(?:.*/)?` + regexp.QuoteMeta(form.File) + "$" }

// others is the pattern of the open files that are no feeds, below the prefix;
// "" when there are none. nginx and Apache read the same expressions (PCRE).
func (o Open) others() string {
	var all []string
	if len(o.Data) > 0 {
		all = append(all, `donnees/.*\.(?:`+strings.Join(o.Data, "|")+`)`)
	}
	if o.Calendars {
		all = append(all, `(?:.*/)?[^/]*\.ics`)
	}
	if len(all) == 0 {
		return ""
	}
	return "/(?:" + strings.Join(all, "|") + ")$"
}

// An nginxWriter writes blocks of nginx's configuration.
type nginxWriter struct {
	b      strings.Builder
	indent string
	below  string // the site's path, as a regular expression
}

func (n *nginxWriter) line(text string) { n.b.WriteString(n.indent + text + "\n") }

func (n *nginxWriter) open(head string) {
	n.b.WriteByte('\n')
	n.line(head + " {")
	n.indent += "    "
}

func (n *nginxWriter) close() {
	n.indent = n.indent[4:]
	n.line("}")
}

// location is a block for the addresses that match an expression, below the
// prefix.
func (n *nginxWriter) location(expression string, inside func()) {
	n.open(`location ~ "^` + n.below + expression + `"`)
	inside()
	n.close()
}

// headers are said with every answer; how long it serves, with good ones only
// when that is for long: an address that does not exist yet may do so later.
func (n *nginxWriter) headers(list []header) {
	for _, h := range list {
		always := " always"
		if h.value == forAYear {
			always = ""
		}
		n.line(`add_header ` + h.name + ` "` + h.value + `"` + always + `;`)
	}
}

// types says what each extension is, whatever the system's table says.
func (n *nginxWriter) types() {
	names, extensions := media.Table()
	n.line("types {")
	for _, name := range names {
		n.line("    " + name + " " + strings.Join(extensions[name], " ") + ";")
	}
	n.line("}")
}
