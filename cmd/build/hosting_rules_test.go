package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// A netlify is what Netlify's own parsers understand of a site's rules.
type netlify struct {
	Errors    []string
	Redirects []struct {
		From, To string
		Status   int
		Force    bool
	}
	Headers map[string]map[string]string
}

func parseNetlify(t *testing.T, site, config string, paths ...string) netlify {
	t.Helper()
	needBrowser(t)
	cmd := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(browserDir, "netlify.mjs"), site, config}, paths...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var n netlify
	if err == nil {
		err = json.Unmarshal(out, &n)
	}
	if err != nil {
		t.Fatalf("netlify.mjs: %v\n%s", err, out)
	}
	return n
}

// TestNetlify has Netlify's parsers read what build writes, and holds each kind of
// file to what nginx says with it: one description, whatever the host.
func TestNetlify(t *testing.T) {
	source := hosted(t)
	for _, prefix := range []string{"", "/un/chemin"} {
		root := webRoot(t, source, prefix, "--base-url", "https://feuille.exemple.fr"+prefix+"/")
		site := filepath.Join(root, prefix)
		paths := []string{"/", "/projets/z/", "/rien/", asset(t, root, "site-*.css"), asset(t, root, "Marianne-Bold-*.woff2"),
			"/donnees/essai.csv", "/donnees/essai.json", "/agenda.ics", "/projets/b/rond.svg", "/video.mp4", "/assets/LICENSE.md", asset(t, root, "favicon-*.svg"), "/sitemap.xml", "/.well-known/security.txt"}
		feeds := feedsIn(t, site)
		paths = slices.AppendSeq(paths, maps.Keys(feeds))
		for i := range paths {
			paths[i] = prefix + paths[i]
		}
		n := parseNetlify(t, site, repository+"/netlify.toml", paths...)
		if len(n.Errors) > 0 {
			t.Errorf("%q: %v", prefix, n.Errors)
		}
		s := startNginx(t, root, prefix)
		for _, path := range paths {
			answer := s.get(path)
			said := map[string]string{}
			for name := range answer.header {
				if (name != "Content-Type" || feeds[strings.TrimPrefix(path, prefix)] != "") && name != "Content-Length" && name != "Date" && name != "Etag" && name != "Last-Modified" && name != "Accept-Ranges" &&
					name != "Connection" && name != "Server" && name != "Vary" {
					said[name] = answer.header.Get(name)
				}
			}
			if !reflect.DeepEqual(canonical(n.Headers[path]), said) {
				t.Errorf("%s: Netlify says %v, nginx %v", path, n.Headers[path], said)
			}
		}
		for from, to := range map[string]string{"/ancien/projet/": "/projets/z/", "/vieux.html": "/projets/z/", "/ancienne-mission/": "/missions/donnees/"} {
			for _, below := range []string{"", prefix} {
				found := false
				for _, r := range n.Redirects {
					found = found || strings.TrimSuffix(r.From, "/") == strings.TrimSuffix(below+from, "/") && r.To == prefix+to && r.Status == 301 && r.Force
				}
				if !found {
					t.Errorf("%s does not lead to %s: %+v", below+from, prefix+to, n.Redirects)
				}
			}
		}
	}
}

func canonical(headers map[string]string) map[string]string {
	all := map[string]string{}
	for name, value := range headers {
		all[http.CanonicalHeaderKey(name)] = value
	}
	return all
}

// TestNetlifyConfig holds the netlify.toml of this repository, and that of a new
// roadmap, to the rules that build writes: they add none of their own, publish
// the folder that build fills, and keep previews from search engines.
func TestNetlifyConfig(t *testing.T) {
	site := published(t, repository)
	alone := parseNetlify(t, site, filepath.Join(t.TempDir(), "none.toml"), "/", "/assets/site.css", "/rss.xml")
	for _, config := range []string{repository + "/netlify.toml", "internal/example/modele/netlify.toml"} {
		with := parseNetlify(t, site, config, "/", "/assets/site.css", "/rss.xml")
		if !reflect.DeepEqual(alone, with) {
			t.Errorf("%s says something else than _headers and _redirects:\n%+v\n%+v", config, with, alone)
		}
		text, err := os.ReadFile(config)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`publish = "public"`, "[context.deploy-preview]", "[context.branch-deploy]"} {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s lacks %s", config, want)
			}
		}
		if n := strings.Count(string(text), "--noindex --base-url $DEPLOY_PRIME_URL"); n != 2 {
			t.Errorf("%s: %d previews are kept from search engines, want 2", config, n)
		}
	}
}

// TestScore has the MDN HTTP Observatory's code judge the home page as nginx,
// Apache and Netlify's rules give it, and wants all that can be had.
func TestScore(t *testing.T) {
	root := webRoot(t, hosted(t), "")
	type answer struct {
		Name    string              `json:"name"`
		Headers map[string][]string `json:"headers"`
		Body    string              `json:"body"`
	}
	var answers []answer
	for name, s := range map[string]*server{"nginx": startNginx(t, root, ""), "apache": startApache(t, root)} {
		e := s.get("/", "Origin", "https://ailleurs.exemple.fr")
		answers = append(answers, answer{name, e.header, e.body})
	}
	n := answer{"netlify", map[string][]string{"Content-Type": {"text/html; charset=UTF-8"}}, answers[0].Body}
	for name, value := range parseNetlify(t, root, repository+"/netlify.toml", "/").Headers["/"] {
		n.Headers[name] = []string{value}
	}
	data, err := json.Marshal(append(answers, n))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "answers.json")
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
	browse(t, "score", file)
}
