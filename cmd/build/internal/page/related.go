package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// What is looked at for the projets related to one is bounded, so that all of them
// together cost no more than so much a projet, whatever the roadmap.
const (
	maxRelated    = 3
	maxCandidates = 40 // of each enjeu: its neighbours in the list
	maxCiting     = 10 // the latest actualités
	maxCited      = 12 // an actualité that names more is about none of them
)

// related finds the projets closest to one: those that the same actualités name,
// then those of other missions which share most enjeux with it. Equal ones come in
// the order of the roadmap.
func (pl *planner) related(p *roadmap.Projet) []*roadmap.Projet {
	shares := make([]int, 0, 2*maxCandidates) // the rank of a projet, once for each thing that it shares
	for _, a := range p.Actualites[:min(len(p.Actualites), maxCiting)] {
		if len(a.Projets) > maxCited {
			continue
		}
		for _, other := range a.Projets {
			if other.Par != nil {
				continue
			}
			shares = append(shares, other.Rang, other.Rang) // as much as two enjeux
		}
	}
	for _, e := range p.Enjeux {
		at, _ := slices.BinarySearchFunc(e.Projets, p.Rang, func(x *roadmap.Projet, rang int) int { return cmp.Compare(x.Rang, rang) })
		from := max(0, at-maxCandidates/2)
		for _, other := range e.Projets[from:min(len(e.Projets), from+maxCandidates)] {
			if other.Mission != p.Mission || p.Mission == nil {
				shares = append(shares, other.Rang)
			}
		}
	}
	slices.Sort(shares)
	type close struct{ rang, shared int }
	var best []close
	for from := 0; from < len(shares); {
		to := from
		for to < len(shares) && shares[to] == shares[from] {
			to++
		}
		if shares[from] != p.Rang && (to-from > 1 || len(p.Enjeux) == 1) {
			best = append(best, close{shares[from], to - from})
		}
		from = to
	}
	slices.SortStableFunc(best, func(a, b close) int { return cmp.Compare(b.shared, a.shared) })
	list := make([]*roadmap.Projet, 0, maxRelated)
	for _, c := range best[:min(maxRelated, len(best))] {
		list = append(list, pl.Projets[c.rang])
	}
	return list
}

// shareLink is the address of a message that sends a page to somebody, empty when the
// site has no address of its own.
func (pl *planner) shareLink(p *Page) string {
	site := pl.plan.Site
	if site.Base == "" {
		return ""
	}
	return message("", french.Typo(p.Titre+" – "+site.Titre), p.Resume+"\n\n"+site.Base+p.Address)
}

// reportLink leads to who wants to know of a mistake in a page: a message whose subject
// names it, or the form of site.yaml; empty without contact.
func (pl *planner) reportLink(p *Page) Link {
	const titre = "Signaler une erreur"
	switch c := pl.Site.Contact; {
	case c.Courriel.S != "":
		return Link{Titre: titre, Adresse: message(c.Courriel.S, french.Typo("Erreur dans la page « "+p.Titre+" »"), pl.plan.Site.Base+p.Address+"\n\n")}
	case c.Formulaire.S != "":
		return Link{Titre: titre, Adresse: c.Formulaire.S}
	}
	return Link{}
}

// message is a mailto address (RFC 6068, whose lines end in CRLF).
func message(to, subject, body string) string {
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	return "mailto:" + strings.ReplaceAll(url.PathEscape(to), "&", "%26") + "?subject=" + escape(subject) + "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
}
