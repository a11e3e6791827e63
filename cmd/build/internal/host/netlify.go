package host

import "strings"

// headersFile writes the _headers of Netlify or Cloudflare. Where several rules
// match, Netlify takes a header from the last, Cloudflare joins its values, unless
// the rule takes the former away with « ! », which Netlify does not know.
func (s *Site) headersFile(cloudflare bool) string {
	var b strings.Builder
	rule := func(path string, headers ...header) {
		for _, prefix := range s.prefixes(cloudflare) {
			b.WriteString("\n" + prefix + path + "\n")
			for _, h := range headers {
				if cloudflare && path != "/*" {
					b.WriteString("  ! " + h.Name + "\n")
				}
				b.WriteString("  " + h.Name + ": " + h.Value + "\n")
			}
		}
	}
	b.WriteString("# Écrit par build d’après content/site.yaml : à changer là-bas.\n\n/*\n")
	if cloudflare {
		b.WriteString("  ! Access-Control-Allow-Origin\n") // « * » by default
	}
	for _, h := range append(s.common(), closed[0], header{"Cache-Control", revalidated}) {
		b.WriteString("  " + h.Name + ": " + h.Value + "\n")
	}
	rule("/assets/*", header{"Cache-Control", forAYear})
	rule("/assets/*.md", header{"Cache-Control", revalidated})
	for _, path := range s.Open.paths() {
		rule(path, opened...)
	}
	for _, form := range s.Open.Feeds {
		for _, folder := range []string{"/", "/*/"} {
			rule(folder+form.File, append([]header{{"Content-Type", form.Type}}, opened...)...)
		}
	}
	return b.String()
}

// prefixes are where requests for the site can come from: Netlify serves it at its
// root, and below its prefix when another passes them on as they are; Cloudflare,
// which leads a folder without its slash to where its files stand, where they stand.
func (s *Site) prefixes(cloudflare bool) []string {
	if s.Prefix == "" || cloudflare {
		return []string{s.Prefix}
	}
	return []string{"", s.Prefix}
}

// paths are the patterns of the open files that are no feeds, in which « * » stands for anything.
func (o Open) paths() []string {
	var paths []string
	for _, ext := range o.Data {
		paths = append(paths, "/donnees/*."+ext)
	}
	for _, ext := range o.Anywhere {
		paths = append(paths, "/*."+ext)
	}
	return paths
}

// redirectsFile writes the _redirects of Netlify or Cloudflare. On Netlify the files of
// the site are at the root, its addresses below the prefix: the last rule joins them.
func (s *Site) redirectsFile(cloudflare bool) string {
	status := "301!" // before the page at that address, which Netlify would prefer
	if cloudflare {
		status = "301" // always before
	}
	var b strings.Builder
	for _, asked := range []bool{true, false} { // the first that matches counts, and one without a query matches any
		for _, r := range s.Redirects {
			if line := r.line(cloudflare); line != "" && asked == (r.Query != "") {
				for _, prefix := range s.prefixes(cloudflare) {
					b.WriteString(prefix + line + " " + s.Prefix + r.To + " " + status + "\n")
				}
			}
		}
	}
	if s.Prefix != "" && !cloudflare {
		b.WriteString(s.Prefix + "/* /:splat 200\n")
	}
	return "# Écrit par build d’après les « alias » des pages.\n" + b.String()
}
