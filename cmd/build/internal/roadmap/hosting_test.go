package roadmap_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const oneEdition = `  - {id: "2021", titre: a, date: 2021-09-14}`

// No address that hosts are told holds what one of them would read as its own.
func TestAddressesForHostsAreInert(t *testing.T) {
	const origin, server, sure = "écrivez par exemple « https://cartes.exemple.gouv.fr »", "écrivez par exemple « https://stats.exemple.gouv.fr/ »", "écrivez par exemple « https://exemple.gouv.fr/securite »"
	const contact = "écrivez par exemple « mailto:securite@exemple.gouv.fr » ou « https://exemple.gouv.fr/signaler »"
	for _, c := range []struct{ key, value, hint string }{
		{"autorise: {images: [X]}", "https://a.exemple.fr:8443", ""},
		{"autorise: {images: [X]}", "https://A.exemple.fr/", "écrivez « https://a.exemple.fr »"},
		{"autorise: {images: [X]}", "https://a.fr/chemin", "écrivez « https://a.fr »"},
		{"autorise: {images: [X]}", "https://$args.fr", origin},
		{"autorise: {images: [X]}", "https://é.fr", origin},
		{"autorise: {images: [X]}", "https://%C3%A9.fr", origin},
		{"autorise: {images: [X]}", "https://[::1]", origin},
		{"autorise: {images: [X]}", "https://a<b>.fr", origin},
		{"autorise: {images: [X]}", "https://(a)", origin},
		{"autorise: {images: [X]}", "https://*.fr", origin},
		{"autorise: {images: [X]}", "https://a@b.fr", origin},
		{"autorise: {images: [X]}", "'unsafe-inline'", origin},
		{"autorise: {images: [X]}", "https:", origin},
		{"matomo: {url: X, site: 1}", "https://a.exemple.fr/stats/", ""},
		{"matomo: {url: X, site: 1}", "https://a.fr/$host/", server},
		{"matomo: {url: X, site: 1}", "https://a.fr/%7Bx%7D/", server},
		{"matomo: {url: X, site: 1}", `https://a.fr/b\c/`, server},
		{"matomo: {url: X, site: 1}", "https://a.fr/{b}/", server},
		{"matomo: {url: X, site: 1}", "https://a.fr/é/", server},
		{"matomo: {url: X, site: 1}", "https://a.fr/;b/", server},
		{"securite: {contact: [https://a.fr/], expire: 2030-01-01, politique: X}", "https://a.fr/%C3%A9", ""},
		{"securite: {contact: [https://a.fr/], expire: 2030-01-01, politique: X}", "https://a.fr/é", "écrivez « https://a.fr/%C3%A9 »"},
		{"securite: {contact: [https://a.fr/], expire: 2030-01-01, politique: X}", "http://a.fr/", sure},
		{"securite: {contact: [https://a.fr/], expire: 2030-01-01, langues: [X]}", "pt-BR", ""},
		{"securite: {contact: [https://a.fr/], expire: 2030-01-01, langues: [X]}", "fr, Contact: x", "écrivez « fr », « en », « pt-BR »"},
		{"securite: {contact: [X], expire: 2030-01-01}", "mailto:a@exemple.fr", ""},
		{"securite: {contact: [X], expire: 2030-01-01}", "mailto:é@exemple.fr", contact},
		{"securite: {contact: [X], expire: 2030-01-01}", "https://a.fr/\u2028Contact:x", "effacez-le et tapez de nouveau le texte"},
	} {
		_, problems := build(t, map[string]string{"site.yaml": siteYAML(oneEdition, "hebergement:", "  "+strings.Replace(c.key, "X", `"`+strings.ReplaceAll(c.value, `\`, `\\`)+`"`, 1)),
			"pages/donnees-personnelles.md": ""}, false)
		hint := ""
		for _, p := range problems {
			hint += p.Hint
		}
		if hint != c.hint {
			t.Errorf("%s: %q, want %q", c.value, hint, c.hint)
		}
	}
}

// policyForm is a policy of sources that name this site, or another one and
// maybe what stands there: no character in it means anything to a host.
var policyForm = regexp.MustCompile(`^default-src 'none'` +
	`(?:; (?:script|style|img|media|font|connect|frame)-src(?: (?:'self'|data:|https://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?))+)*` +
	`; form-action(?: (?:'none'|'self'|https://[A-Za-z0-9.-]+(?::\d+)?))+; base-uri 'none'; frame-ancestors 'none'; upgrade-insecure-requests$`)

// Any bytes for site.yaml make problems with their places, or rules that hosts
// read as they were meant.
func FuzzSite(f *testing.F) {
	for _, s := range []string{
		"", "titre: a", "0%!:", "---", "\u2029é", siteYAML(oneEdition),
		siteYAML(oneEdition, "hebergement: {hotes: [netlify, nginx, apache, pages], hsts: preload, autorise: {images: [\"https://a.fr\"], scripts: [https://b.fr:1]}, matomo: {url: https://c.fr/d/, site: 1}}"),
		siteYAML(oneEdition, "hebergement: {hotes: [cloudflare], securite: {contact: [mailto:a@b.fr], expire: 2030-01-01, langues: [fr], politique: https://a.fr/b}}"),
		siteYAML(oneEdition, "hebergement:\n  autorise:\n    cadres: [\"https://$a.fr\", \"https://a\\nb\", 'https://a\";b']"),
		siteYAML(oneEdition, "vocabulaire: {famille: {singulier: axe, genre: m}, mission: {singulier: priorité, adresse: priorites}, projet: {singulier: \"…\"}, enjeu: {adresse: \"a b\"}}"),
		siteYAML(oneEdition, "verification: {regles: {x: {niveau: non}, Y: {niveau: 1, motif: [a]}}, budget: {poids: -1}}"),
		siteYAML(oneEdition, "archives: [{edition: 2021, url: https://a.fr/b.zip, taille: 1e3, sha512: "+strings.Repeat("0", 128)+"}]"),
		siteYAML(`  - {id: a, titre: b, date: 2021-01-01, documentation: partielle, annonce: {projets: 1e15, a_achever: {2021-T5: 1, 2021: .5}}}`),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		fsys := fstest.MapFS{"site.yaml": {Data: source}, "index.md": {Data: []byte("---\ntitre: a\n---\n")},
			"projets/p.md":                  {Data: []byte("---\ntitre: b\nalias: [/ancien/, /vieux.html]\n---\n")},
			"pages/donnees-personnelles.md": {Data: []byte("---\ntitre: b\n---\n")}}
		var p diag.List
		tree, err := content.Load(fsys, roadmap.Types(), &p)
		if err != nil {
			t.Fatal(err)
		}
		r := roadmap.New(roadmap.Input{Tree: tree}, &p)
		host.Check(r, &p)
		lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(source)), "\n") + 1
		for _, problem := range p.Sorted() {
			if problem.Pos.File == content.SitePath && (problem.Pos.Line > lines || problem.Pos.Line < 0) || problem.Message == "" || problem.Code == "" ||
				strings.Contains(problem.Message, "%!") && !bytes.Contains(source, []byte("%!")) {
				t.Errorf("%d lines: %+v", lines, problem)
			}
		}
		checkWords(t, r, p.Erreurs() == 0)
		if p.Erreurs() == 0 {
			checkHosts(t, r)
		}
	})
}

// checkWords holds the vocabulary to what pages make of it. One that is accepted
// gives addresses of the site.
func checkWords(t *testing.T, r *roadmap.Roadmap, accepted bool) {
	t.Helper()
	addresses := map[string]bool{}
	for _, n := range []roadmap.Nom{r.Mots.Famille, r.Mots.Mission, r.Mots.Projet, r.Mots.Enjeu} {
		for _, words := range []string{n.Article(), n.Du(), n.Ce(), n.Count(1), n.Count(2), french.Capital(n.Singulier), n.Agree("annoncé", 2), n.Agree("nouveau", 2)} {
			if strings.ContainsAny(words, "\n\r\x00\x01") {
				t.Errorf("words %q", words)
			}
		}
		addresses[n.Adresse] = true
		if accepted && (!content.IsSlug(n.Adresse) || n.Singulier == "" || n.Pluriel == "") {
			t.Errorf("level %+v", n)
		}
	}
	if accepted && len(addresses) != 4 {
		t.Errorf("two levels have one address: %v", addresses)
	}
}

// checkHosts writes what site.yaml says to hosts: a policy of the one form, which
// is all that tells the rules of two sites apart, and security.txt.
func checkHosts(t *testing.T, r *roadmap.Roadmap) {
	t.Helper()
	h := r.Site.Hebergement
	loads := host.Loads{}
	loads.AddAll(host.Allowed(h.Autorise))
	if h.Matomo.URL.S != "" {
		loads.AddAll(host.Counting(h.Matomo))
	}
	policy := loads.Policy(true)
	if !policyForm.MatchString(policy) {
		t.Errorf("policy %q", policy)
	}
	rules := func(policy, hsts string) (all string) {
		for _, kinds := range [][]string{host.Default, {host.Cloudflare}} {
			s := &host.Site{Kinds: kinds, Secure: true, HSTS: hsts, Policy: policy}
			for _, file := range s.Files() {
				all += file.Path + "\n" + file.Text()
			}
		}
		return all
	}
	const years = "max-age=63072000"
	hsts := map[string]string{"": years, "hote": years, "sous-domaines": years + "; includeSubDomains", "preload": years + "; includeSubDomains; preload"}[h.HSTS.S]
	if got, want := strings.ReplaceAll(rules(policy, host.HSTS(h.HSTS)), policy, "POLITIQUE"), rules("POLITIQUE", hsts); got != want {
		t.Errorf("the rules change with %q and %+v", policy, h.HSTS)
	}
	for _, kind := range host.Kinds(h) {
		if !slices.Contains(roadmap.Hotes, kind) {
			t.Errorf("host %q", kind)
		}
	}
	for line := range strings.Lines(host.Security(h.Securite, "")) {
		if !securityLine.MatchString(line) {
			t.Errorf("security.txt: %q", line)
		}
	}
}

// securityLine is a field of security.txt (RFC 9116, section 4).
var securityLine = regexp.MustCompile(`^(?:Contact|Expires|Encryption|Policy|Preferred-Languages): [ !-~]*\n$`)

// Whatever somebody types for a host, in any key, is refused or inert.
func FuzzHost(f *testing.F) {
	for _, s := range []string{"https://a.fr", "https://a.fr/b/", "mailto:a@b.fr", "fr", "preload", "netlify", "https://$a.fr", "https://a.fr/%{x}", "https://a.fr\"; b", "https://a\r\nSet-Cookie: b",
		"'unsafe-inline'", "https://a.fr;script-src *", "https://\u2028.fr", "tel:\x85Contact:", "fr\nContact: a", "https://a,b", "https://[::1%25$x]/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		text, err := json.Marshal(value) // which YAML reads
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"hotes: [X]", "hsts: X", "autorise: {scripts: [X], styles: [X], images: [X], medias: [X], polices: [X], connexions: [X], cadres: [X], formulaires: [X]}",
			"matomo: {url: X, site: 1}", "securite: {contact: [X], expire: 2030-01-01, politique: X, chiffrement: X, langues: [X]}"} {
			r, problems := build(t, map[string]string{"site.yaml": siteYAML(oneEdition, "hebergement:", "  "+strings.ReplaceAll(key, "X", string(text))), "pages/donnees-personnelles.md": ""}, false)
			if len(problems) == 0 || strings.HasPrefix(key, "securite") { // of those, each stands by itself
				checkHosts(t, r)
			}
		}
	})
}
