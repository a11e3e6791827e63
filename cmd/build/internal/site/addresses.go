package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/page"
)

// This file finds what stands at an address of the site: texts may link to pages that
// no file of content/ describes, and to what editors copy from their browser.

// own returns the part of a whole address that follows that of this site, where it is
// published or where site.yaml says that it is, "/projets/a/", and whether something
// stands there.
func (s *Site) own(address string) (string, bool) {
	for _, base := range []string{s.guid, s.base.URL} {
		if base == "" {
			continue
		}
		_, there, _ := strings.Cut(base, "://")
		_, here, _ := strings.Cut(address, "://")
		if len(here) >= len(there) && strings.EqualFold(here[:len(there)], there) {
			if rest := here[len(there):]; rest == "" || strings.ContainsAny(rest[:1], "/?#") {
				rest = "/" + strings.TrimPrefix(rest, "/")
				return rest, s.has(rest)
			}
		}
	}
	return "", false
}

func (s *Site) has(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, ok := s.at(u.Path, u.RawQuery)
	return ok
}

// at finds what stands at an address of the site, with or without its final slash.
// query is what follows it: only former addresses have one of their own.
func (s *Site) at(address, query string) (content.Target, bool) {
	if r, ok := s.formers()[asked(address, query)]; ok {
		t, ok := s.exact(r.Pos.File)
		t.Former = ok
		return t, ok
	}
	name := content.Composed(path.Clean("/" + address))[1:]
	if s.onDisk() && slices.ContainsFunc(s.Plan.Pages, func(pg *page.Planned) bool { return pg.Absent && pg.Address == "/"+name+"/" }) {
		name = strings.Trim(page.ListAddress(s.roadmap, content.Projet), "/") // the list that says so too
	}
	for _, file := range []string{name, path.Join(name, "index.html")} {
		if f, ok := s.Find(file); ok {
			return s.targetOf(f), true
		}
		if key, ok := s.published()[file]; ok {
			return s.exact(key)
		}
	}
	for i := range s.Plan.Calendars {
		if c := s.Plan.Calendars[i].Address; c == "/"+name { // nobody subscribes to a copy on a disk
			return content.Target{Address: s.guid + c, Away: true}, true
		}
	}
	if doc := s.hidden()["/"+name+"/"]; doc != "" {
		return s.exact(doc)
	}
	return content.Target{}, false
}

// below finds what stands at the address that a path from content/ spells: folders of
// content/ may have another name in addresses.
func (s *Site) below(name, query string) (content.Target, bool) {
	address, err := url.PathUnescape(page.FileAddress(s.roadmap, name))
	t, ok := content.Target{}, false
	if err == nil {
		t, ok = s.at(address, query)
	}
	if !ok {
		t, ok = s.at(strings.TrimPrefix(name, content.Root), query)
	}
	return t, ok
}

func (s *Site) targetOf(f File) content.Target {
	switch {
	case f.page == nil:
		return content.Target{Address: (&url.URL{Path: "/" + f.Path}).EscapedPath()}
	case f.page.Document != nil:
		t, _ := s.exact(f.page.Document.Path)
		return t
	}
	return content.Target{Address: f.page.Address, Titre: f.page.Titre, Resume: func() string { return f.page.Page().Resume }}
}

// asked is what two ways to ask for a former address have in common.
func asked(address, query string) string {
	return content.Composed(strings.TrimSuffix(address, "/")) + "?" + query
}

// formerAddresses gives the redirects by what is asked for.
func (s *Site) formerAddresses() map[string]page.Redirect {
	former := map[string]page.Redirect{}
	for _, r := range s.Plan.Redirects {
		former[asked(r.Path, r.Query)] = r
	}
	return former
}

// Former returns the address that took the place of a former one, with its query.
func (s *Site) Former(address, query string) (to string, ok bool) {
	r, ok := s.formers()[asked(address, query)]
	return r.To, ok
}

// hiddenAddresses gives the paths of the documents that have no page in this site,
// drafts, by the addresses that they would have.
func (s *Site) hiddenAddresses() map[string]string {
	hidden := map[string]string{}
	for i, d := range s.roadmap.Tree.Documents {
		if s.Plan.Of(i) == nil {
			hidden[page.Address(s.roadmap, d)] = d.Path
		}
	}
	return hidden
}

// moved finds the page that has the address of a path that is no more among its
// aliases.
func (s *Site) moved(name string) string {
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".md"), "/index")
	address, err := url.PathUnescape(page.FileAddress(s.roadmap, name))
	if err != nil {
		return ""
	}
	return s.formers()[asked(address, "")].Pos.File
}
