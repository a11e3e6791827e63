package page

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"feuille-de-route.example/cmd/build/internal/french"
)

const relatedSite = "titre: E\nurl: https://exemple.fr/\norganisme: {nom: O}\ncontact: {courriel: \"c&d@exemple.fr\"}\neditions: [{id: \"1\", titre: E, date: 2021-06-01}]\n"

// Projets that the same actualités name come first, then those which share enjeux.
func TestRelated(t *testing.T) {
	files := map[string][]byte{"site.yaml": []byte(relatedSite), "index.md": []byte("---\ntitre: A\n---\n"),
		"enjeux/e.md": []byte("---\ntitre: E\n---\n"), "enjeux/f.md": []byte("---\ntitre: F\n---\n"), "missions/m.md": []byte("---\ntitre: M\n---\n"),
		"actualites/2021-01-01-a.md": []byte("---\ntitre: A\nprojets: [p1, p4]\n---\n"), "actualites/2021-01-02-b.md": []byte("---\ntitre: B\nprojets: [p1, p4]\n---\n")}
	for i, keys := range []string{"mission: m\nenjeux: [e, f]", "mission: m\nenjeux: [e, f]", "enjeux: [e, f]", "mission: m", "enjeux: [e]"} {
		files[fmt.Sprintf("projets/p%d.md", i+1)] = fmt.Appendf(nil, "---\ntitre: P%d\n%s\n---\n", i+1, keys)
	}
	p := plan(t, files)
	for slug, want := range map[string][]string{"p1": {"P4", "P3"}, "p3": {"P1", "P2"}, "p4": {"P1"}, "p5": {"P1", "P2", "P3"}} {
		var got []string
		for _, line := range projetPage(t, p, slug).Vue().(*Projet).Proches {
			got = append(got, line.Titre)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", slug, got, want)
		}
	}
}

// What a title holds is no part of the address of a message.
func TestMessagesKeepTheirSubject(t *testing.T) {
	const titre = "P & Q : 100 % ? #1 + « é »&cc=autre@exemple.fr"
	p := plan(t, map[string][]byte{"site.yaml": []byte(relatedSite), "index.md": []byte("---\ntitre: A\n---\n"), "projets/p.md": []byte("---\ntitre: \"" + titre + "\"\n---\n")})
	page := projetPage(t, p, "p")
	v := page.Vue().(*Projet)
	for address, want := range map[string]string{v.Partage: page.Titre + " – E", v.Signaler.Adresse: french.Typo("Erreur dans la page « " + page.Titre + " »")} {
		u, err := url.Parse(address)
		if err != nil || u.Query().Get("subject") != want || len(u.Query()) != 2 {
			t.Errorf("%s: %v, subject %q, want %q", address, err, u.Query().Get("subject"), want)
		}
	}
}

// projetPage is the page of a projet, which must be there.
func projetPage(t *testing.T, p *Plan, slug string) *Page {
	t.Helper()
	return pageAt(t, p, "/projets/"+slug+"/")
}
