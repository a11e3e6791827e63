package host

import (
	"fmt"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Redirect leads from a former address to the one that took its place. Both are
// without the prefix.
type Redirect struct {
	roadmap.Alias
	To   string
	Page bool // a page at the former address leads on, whatever the host
}

// Follows reports whether a host leads on from the former address: some know no
// queries, or read a sign of the address as a pattern.
func (r Redirect) Follows(kind string) bool {
	switch kind {
	case Nginx, Apache:
		return true
	case Netlify, Cloudflare:
		return r.Page || r.line(kind == Cloudflare) != ""
	}
	return r.Page
}

// parameters are those that Netlify compares one by one: with a value each.
var parameters = regexp.MustCompile(`^(?:[\w.~-]+=[\w.~-]+)(?:&[\w.~-]+=[\w.~-]+)*$`)

// line is what stands before the new address in a line of _redirects, "" when none
// can be written: paths there are percent-encoded, « * » and « :name » are patterns,
// and Cloudflare knows no queries.
func (r Redirect) line(cloudflare bool) string {
	path := roadmap.Alias{Path: r.Path}.String()
	switch {
	case strings.Contains(r.Path, "*"), strings.Contains(r.Path, "/:"):
		return ""
	case r.Query == "":
		return path
	case cloudflare, !parameters.MatchString(r.Query):
		return ""
	}
	return path + " " + strings.ReplaceAll(r.Query, "&", " ")
}

// Short is the former path without the slash at its end.
func (r Redirect) Short() string { return strings.TrimSuffix(r.Path, "/") }

// writings are the paths that name what is at an address: a folder has two.
func (r Redirect) writings() []string {
	switch {
	case !r.Folder():
		return []string{r.Path}
	case r.Short() == "": // the root without its slash has a rule of its own
		return []string{"/"}
	}
	return []string{r.Short() + "/", r.Short()}
}

// A place is an address and where it leads: without a query, and with some.
type place struct {
	Path    string
	To      string // "" when it leads nowhere without one
	Queries []Redirect
}

// Places are the addresses that lead on, each once.
func (s *Site) Places() []place {
	var all []place
	known := map[string]int{}
	for _, r := range s.Redirects {
		for _, path := range r.writings() {
			i, ok := known[path]
			if !ok {
				i = len(all)
				known[path], all = i, append(all, place{Path: path})
			}
			if r.Query == "" {
				all[i].To = r.To
			} else {
				all[i].Queries = append(all[i].Queries, r)
			}
		}
	}
	return all
}

// quote is a regular expression that matches a text alone: signs are told by their
// bytes, so that nothing in it has a meaning where it stands.
func quote(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			b.WriteString(`\.`)
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', strings.IndexByte("/_~-", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, `\x%02x`, c)
		}
	}
	return b.String()
}

// quoted is a text that stands between double quotes in a configuration of nginx.
func quoted(s string) string { return strings.ReplaceAll(s, `"`, `\"`) }
