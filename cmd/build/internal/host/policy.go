package host

import (
	"slices"
	"strings"
)

// directives are those that a Policy can hold, in the order in which they are
// written (Content Security Policy Level 3, section 6).
var directives = []string{"script-src", "style-src", "img-src", "media-src", "font-src", "connect-src", "manifest-src", "frame-src", "object-src", "form-action"}

// Own stands for the site itself among sources, Data for data: addresses.
const (
	Own  = "'self'"
	Data = "data:"
)

// Loads are the sources that pages load from, by directive.
type Loads map[string][]string

// Add notes a source, once.
func (l Loads) Add(directive, source string) {
	if !slices.Contains(l[directive], source) {
		l[directive] = append(l[directive], source)
	}
}

// AddAll notes the sources of others.
func (l Loads) AddAll(others Loads) {
	for directive, sources := range others {
		for _, s := range sources {
			l.Add(directive, s)
		}
	}
}

// Policy writes what pages may do: load what they load, and nothing else
// (Content Security Policy Level 3). secure says that the site is served over
// HTTPS only.
func (l Loads) Policy(secure bool) string {
	policy := l.Meta() + "; frame-ancestors 'none'"
	if secure {
		policy += "; upgrade-insecure-requests"
	}
	return policy
}

// Meta writes the part of the policy that a page can say of itself: section 3.3
// of the specification leaves frame-ancestors out.
func (l Loads) Meta() string {
	parts := []string{"default-src 'none'"}
	for _, d := range directives {
		switch sources := slices.Sorted(slices.Values(l[d])); {
		case len(sources) > 0:
			parts = append(parts, d+" "+strings.Join(sources, " "))
		case d == "form-action": // default-src does not stand for it
			parts = append(parts, d+" 'none'")
		}
	}
	return strings.Join(append(parts, "base-uri 'none'"), "; ")
}
