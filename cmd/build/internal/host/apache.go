package host

import (
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/media"
)

// htaccess writes the .htaccess of Apache 2.4. What needs a module stands in its
// IfModule: without it the site is served all the same, and the pages say of
// themselves what they can.
func (s *Site) htaccess() string {
	plain := s.plain()
	a := apacheWriter{below: regexp.QuoteMeta(plain)}
	a.line("# Écrit par build d’après content/site.yaml : à changer là-bas.")
	a.module("autoindex", func() { a.line("Options -Indexes") })
	a.module("dir", func() { a.line("DirectoryIndex index.html") })
	for _, status := range []string{"403", "404"} {
		a.line(`ErrorDocument ` + status + ` "` + plain + `/404.html"`)
	}
	a.module("mime", a.types)
	a.module("alias", func() {
		a.line(`RedirectMatch 404 "^` + a.below + `/(?:` + ownFiles + `$|(?:.*/)?\.(?!well-known/))"`)
		for _, r := range s.Redirects {
			from := regexp.QuoteMeta(r.From)
			if strings.HasSuffix(r.From, "/") {
				from += "?"
			}
			a.line(`RedirectMatch 301 "^` + a.below + from + `$" "` + plain + r.To + `"`)
		}
	})
	a.module("filter", func() {
		a.module("deflate", func() {
			a.line("AddOutputFilterByType DEFLATE text/html " + strings.Join(compressed(), " "))
		})
	})
	a.module("headers", func() { s.apacheHeaders(&a) })
	return a.b.String()
}

// apacheHeaders says what goes with each file. Those of a rule that matches later
// take the place of those before.
func (s *Site) apacheHeaders(a *apacheWriter) {
	a.line("# mod_deflate adds « -gzip » to the ETag and does not know it again.")
	a.line(`RequestHeader edit "If-None-Match" "-gzip\"" "\""`)
	a.headers("always set", append(s.common(), closed[0], header{"Cache-Control", revalidated})...)
	a.when(`/assets/`, func() {
		a.line("Header always unset Cache-Control")
		a.headers("set", header{"Cache-Control", forAYear})
	})
	for _, form := range s.Open.Feeds {
		a.when(feedPattern(form), func() {
			a.headers("always set", opened...)
			a.line("ForceType " + form.Type)
		})
	}
	if others := s.Open.others(); others != "" {
		a.when(others, func() { a.headers("always set", opened...) })
	}
}

// An apacheWriter writes sections of Apache's configuration.
type apacheWriter struct {
	b      strings.Builder
	indent string
	below  string // the site's path, as a regular expression
}

func (a *apacheWriter) line(text string) { a.b.WriteString(a.indent + text + "\n") }

func (a *apacheWriter) section(head, tail string, inside func()) {
	if a.indent == "" {
		a.b.WriteByte('\n')
	}
	a.line(head)
	a.indent += "    "
	inside()
	a.indent = a.indent[4:]
	a.line(tail)
}

func (a *apacheWriter) module(name string, inside func()) {
	a.section("<IfModule mod_"+name+".c>", "</IfModule>", inside)
}

// when is a section for the addresses that match an expression, below the prefix.
func (a *apacheWriter) when(expression string, inside func()) {
	a.section(`<If "%{REQUEST_URI} =~ m#^`+a.below+expression+`#">`, "</If>", inside)
}

func (a *apacheWriter) headers(how string, list ...header) {
	for _, h := range list {
		a.line(`Header ` + how + ` ` + h.name + ` "` + h.value + `"`)
	}
}

// types says what each extension is, whatever the system's table says.
func (a *apacheWriter) types() {
	names, extensions := media.Table()
	for _, name := range names {
		a.line("AddType " + name + " ." + strings.Join(extensions[name], " ."))
	}
	for _, name := range append([]string{"text/html"}, charset...) {
		a.line("AddCharset utf-8 ." + strings.Join(extensions[name], " ."))
	}
}
