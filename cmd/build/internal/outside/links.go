package outside

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// Links returns the addresses of other sites that a roadmap gives, in its texts,
// its front matter and site.yaml. That of the site itself is left out: it may not
// be online yet.
func Links(s *site.Site) []Link {
	r := s.Roadmap()
	var links []Link
	for i, d := range r.Tree.Documents {
		if r.Brouillons[d.Path] {
			continue
		}
		links = append(links, urls(d.Path, d.Matter, content.At{})...)
		for _, at := range s.Review(i, new(diag.List)).Points {
			if at.Kind == content.PointLink && isWeb(at.Target) {
				links = append(links, Link{at.Target, at.Pos})
			}
		}
	}
	return append(links, urls(content.SitePath, r.Site, r.Site.URL.At)...)
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// urls returns the addresses that stand in front matter, but for one place.
func urls(file string, matter any, but content.At) []Link {
	var links []Link
	content.Each(matter, func(u roadmap.URL) {
		if u.S != "" && u.At != but {
			links = append(links, Link{u.S, u.In(file)})
		}
	})
	return links
}
