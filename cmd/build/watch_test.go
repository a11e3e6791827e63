package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/preview"
)

// TestBrowserPreview has a real browser follow an editor at work.
func TestBrowserPreview(t *testing.T) {
	needBrowser(t)
	t.Setenv("XDG_CACHE_HOME", cache(t))
	browse(t, "apercu", program(t), workshop(t))
}

// workshop is a copy of the golden roadmap with layouts and assets of its own,
// to be changed at will.
func workshop(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for from, to := range map[string]string{golden + "/content": "content", repository + "/layouts": "layouts", repository + "/assets": "assets"} {
		for name, data := range read(t, from) {
			if strings.HasPrefix(name, "node_modules/") {
				continue
			}
			file := filepath.Join(dir, to, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// A previewed is a preview in this process.
type previewed struct {
	t      testing.TB
	source string
	server *httptest.Server

	mu      sync.Mutex
	reports []preview.Report
	notes   []string
}

func startPreview(t testing.TB, source string, change func(*watcher)) *previewed {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", cache(t))
	source, err := filepath.Abs(source)
	if err != nil {
		t.Fatal(err)
	}
	v := &previewed{t: t, source: source}
	w := &watcher{builder: builder{term: newTerm(os.Stdout, os.Stderr), source: source}}
	if change != nil {
		change(w)
	}
	first := make(chan struct{})
	told := sync.OnceFunc(func() { close(first) })
	p := preview.New(preview.Options{Source: source, Input: w.input, Editor: preview.Editors["vscode"], Poll: w.poll,
		Told: func(r preview.Report) {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.reports = append(v.reports, r)
			if !r.Reviewed {
				told()
			}
		},
		Note: func(s string) { v.notes = append(v.notes, s) }}, "essai")
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.Run(ctx)
	}()
	v.server = httptest.NewUnstartedServer(nil)
	v.server.Config = p.Server("127.0.0.1", "poste-17.exemple.lan")
	v.server.Start()
	t.Cleanup(func() {
		cancel()
		v.server.CloseClientConnections()
		v.server.Close()
		<-done
	})
	v.get("/") // the first site is there
	<-first    // and told of
	return v
}

// get returns the status and the body of an address, redirections not followed.
func (v *previewed) get(path string, header ...string) (*http.Response, string) {
	v.t.Helper()
	return v.ask(http.MethodGet, path, header...)
}

func (v *previewed) ask(method, path string, header ...string) (*http.Response, string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.server.URL, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	r.URL.Opaque = path // as it is
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := v.server.Client().Transport.RoundTrip(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer, string(data)
}

func (v *previewed) file(name string) string {
	return filepath.Join(v.source, filepath.FromSlash(name))
}

func (v *previewed) write(name, text string) {
	v.t.Helper()
	if err := os.MkdirAll(filepath.Dir(v.file(name)), 0o755); err != nil {
		v.t.Fatal(err)
	}
	if err := os.WriteFile(v.file(name), []byte(text), 0o644); err != nil {
		v.t.Fatal(err)
	}
}

func (v *previewed) count() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := 0
	for _, r := range v.reports {
		if !r.Reviewed {
			n++
		}
	}
	return n
}

// until asks for a page until it is as wanted.
func (v *previewed) until(path, what string, good func(status int, body string) bool) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.t.Context(), 10*time.Second)
	defer cancel()
	for {
		answer, body := v.get(path)
		if good(answer.StatusCode, body) {
			return
		}
		select {
		case <-ctx.Done():
			v.t.Fatalf("%s: %s; status %d\n%s", path, what, answer.StatusCode, body)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func has(text string) func(int, string) bool {
	return func(status int, body string) bool { return status == http.StatusOK && strings.Contains(body, text) }
}

// ownMarkup is all that a page has of the preview.
var ownMarkup = regexp.MustCompile(`(?s)<div id="apercu-acces" data-apercu>.*?</template></div>|<div id="apercu"[^>]* data-apercu>.*?</template></div><script src="/_apercu/apercu.js" data-apercu[^>]*></script>`)

// The page without what is the preview's own is the page that build makes, byte
// for byte; and build makes nothing of the preview's.
func TestPreviewIsBuild(t *testing.T) {
	for name, source := range map[string]string{"golden": golden, "real": repository} {
		t.Run(name, func(t *testing.T) {
			v := startPreview(t, source, nil)
			for name, want := range read(t, published(t, source)) {
				if name == "empreintes.sha256" { // of the folder
					continue
				}
				if bytes.Contains(want, []byte("apercu")) && !strings.HasSuffix(name, ".css") {
					t.Errorf("%s: the built file holds something of the preview", name)
				}
				address := "/" + name
				if name == "index.html" || strings.HasSuffix(name, "/index.html") {
					address = strings.TrimSuffix(address, "index.html")
				}
				answer, got := v.get((&url.URL{Path: address}).EscapedPath())
				switch {
				case answer.StatusCode == http.StatusFound: // a page that only redirects
					if !bytes.Contains(want, []byte(`url=`+answer.Header.Get("Location"))) {
						t.Errorf("%s leads to %s", name, answer.Header.Get("Location"))
					}
				case strings.HasSuffix(name, ".html"):
					if n := len(ownMarkup.FindAllString(got, -1)); n != 2 {
						t.Errorf("%s: %d parts of the preview", name, n)
					}
					if stripped := ownMarkup.ReplaceAllString(got, ""); stripped != string(want) {
						t.Errorf("%s: not the built page\n%s", name, stripped)
					}
				case got != string(want) || answer.StatusCode != http.StatusOK:
					t.Errorf("%s: status %d, %d bytes, want %d", name, answer.StatusCode, len(got), len(want))
				}
			}
		})
	}
}

// Only pages of the preview, and who types its address, can read it.
func TestPreviewIsClosed(t *testing.T) {
	v := startPreview(t, golden, nil)
	_, port, err := net.SplitHostPort(v.server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what, method, path string
		header             []string
		want               int
	}{
		{"its own address", "GET", "/", nil, 200},
		{"by its name", "GET", "/", []string{"Host", "localhost:" + port}, 200},
		{"IPv6", "GET", "/", []string{"Host", "[::1]:" + port}, 200},
		{"HEAD", "HEAD", "/", nil, 200},
		{"a link from elsewhere", "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
		{"a page of its own", "GET", "/_apercu/etat?page=/", []string{"Origin", "http://localhost:" + port, "Host", "localhost:" + port}, 200},
		{"a name that was allowed", "GET", "/", []string{"Host", "Poste-17.exemple.lan:" + port}, 200},
		{"another name for this machine", "GET", "/", []string{"Host", "exemple.fr:" + port}, 403},
		{"another name with ours in it", "GET", "/", []string{"Host", "127.0.0.1.exemple.fr"}, 403},
		{"an address of the network", "GET", "/", []string{"Host", "192.168.1.2:" + port}, 403},
		{"a script of another site", "GET", "/_apercu/evenements", []string{"Origin", "https://exemple.fr"}, 403},
		{"a script without origin", "GET", "/", []string{"Origin", "null"}, 403},
		{"an image of another site", "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		{"POST", "POST", "/", nil, 405},
		{"DELETE", "DELETE", "/projets/a/", nil, 405},
		{"climbing", "GET", "/../../etc/passwd", nil, 404},
		{"climbing, escaped", "GET", "/%2e%2e/%2e%2e/etc/passwd", nil, 404},
		{"climbing by backslashes", "GET", `/..%5c..%5cetc%5cpasswd`, nil, 404},
		{"a source", "GET", "/content/site.yaml", nil, 404},
		{"a source beside its page", "GET", "/projets/a.md", nil, 404},
		{"a zero byte", "GET", "/%00", nil, 404},
		{"an address that is none", "GET", "/%zz", nil, 400},
		{"a folder of ours", "GET", "/_apercu/", nil, 404},
		{"a file of ours that is none", "GET", "/_apercu/panneau.html", nil, 404},
		{"the state of nothing", "GET", "/_apercu/etat", nil, 400},
		{"the state of another site", "GET", "/_apercu/etat?page=//exemple.fr/", nil, 400},
	} {
		answer, body := v.ask(c.method, c.path, c.header...)
		if answer.StatusCode != c.want {
			t.Errorf("%s: status %d, want %d: %.200s", c.what, answer.StatusCode, c.want, body)
		}
		if csp := answer.Header.Get("Content-Security-Policy"); c.want != 400 && !strings.HasPrefix(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", c.what, csp)
		}
		if c.method == "HEAD" && body != "" {
			t.Errorf("%s: a body", c.what)
		}
	}
}

// What « build aide » says stands in the preview, with what it loads, in the words of the
// roadmap.
func TestPreviewHelps(t *testing.T) {
	v := startPreview(t, golden, nil)
	answer, _ := v.get("/_apercu/aide")
	if to := answer.Header.Get("Location"); to != "/_apercu/aide/" {
		t.Errorf("without its slash, help leads to %q", to)
	}
	_, home := v.get("/_apercu/aide/")
	for _, m := range regexp.MustCompile(`(?:href|src)="(/_apercu/aide/[^"]+)"`).FindAllStringSubmatch(home, -1) {
		answer, body := v.get(m[1])
		if answer.StatusCode != http.StatusOK || body == "" || !strings.HasPrefix(answer.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: status %d, policy %q", m[1], answer.StatusCode, answer.Header.Get("Content-Security-Policy"))
		}
	}
	if answer, _ := v.get("/_apercu/aide/rien/"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a page that is none: status %d", answer.StatusCode)
	}
	if _, text := v.get("/_apercu/aide/projet/"); !strings.Contains(text, "Où en est le projet") {
		t.Error("help does not say what a status is")
	}
}

// Addresses lead where a host would lead them, and keep their query. A former address
// without its slash leads on at once: the rules of nginx and Apache know it both ways
// (servesRedirects), Netlify's make no difference. Cloudflare and Pages first add the
// slash, to end at the same page.
func TestPreviewRedirects(t *testing.T) {
	v := startPreview(t, golden, nil)
	for path, want := range map[string]string{"/projets/a?q=1&b=2": "/projets/a/?q=1&b=2", "/missions": "/missions/",
		"/ancienne-mission/?q=1": "/missions/donnees/?q=1", "/ancienne-mission": "/missions/donnees/", "/ancienne-mission?q=1": "/missions/donnees/?q=1"} {
		answer, _ := v.get(path)
		if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusFound || got != want {
			t.Errorf("%s: %d %s, want %s", path, answer.StatusCode, got, want)
		}
	}
}

// A site below a path is served below it; the root leads there.
func TestPreviewBelowAPath(t *testing.T) {
	dir := workshop(t)
	site := filepath.Join(dir, "content", "site.yaml")
	data, err := os.ReadFile(site)
	must(t, err)
	must(t, os.WriteFile(site, regexp.MustCompile(`(?m)^url: .*$`).ReplaceAll(data, []byte("url: https://exemple.fr/un/chemin/")), 0o644))
	v := startPreview(t, dir, nil)
	for path, want := range map[string]string{"/": "/un/chemin/", "/un/chemin": "/un/chemin/", "/un/chemin/projets/a": "/un/chemin/projets/a/"} {
		if answer, _ := v.get(path); answer.StatusCode != http.StatusFound || answer.Header.Get("Location") != want {
			t.Errorf("%s leads to %q, want %s", path, answer.Header.Get("Location"), want)
		}
	}
	if answer, body := v.get("/un/chemin/"); answer.StatusCode != http.StatusOK || !strings.Contains(body, `href="/un/chemin/projets/"`) {
		t.Errorf("status %d", answer.StatusCode)
	}
	if answer, body := v.get("/ailleurs/"); answer.StatusCode != http.StatusNotFound || !strings.Contains(body, "Page introuvable") {
		t.Errorf("beside the path: status %d", answer.StatusCode)
	}
}

// Misuse is said with what to type, and ends with 2; a signal ends with 0.
func TestPreviewCommand(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	must(t, err)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--port", port}, "le port " + port + " est pris : choisissez-en un autre avec --port, ou un port libre avec --port 0"},
		{[]string{"--port", "70000"}, "--port attend un nombre de 0 à 65535, pas 70000"},
		{[]string{"--host", "pas une adresse"}, "impossible de servir sur « pas une adresse » : vérifiez --host"},
		{[]string{"--editeur", "javascript:alert('{fichier}')"}, "--editeur attend"},
		{[]string{"--editeur", "emacs"}, "--editeur attend"},
		{[]string{"--prot", "80"}, "option inconnue « --prot » : vouliez-vous dire « --port » ?"},
		{[]string{"-C", "nulle-part"}, "le dossier « nulle-part » n'existe pas"},
	} {
		cmd := exec.Command(program(t), append([]string{"watch", "-C", golden}, c.args...)...)
		out, err := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != exitMisuse || !strings.Contains(string(out), c.says) {
			t.Errorf("%v: %v\n%s", c.args, err, out)
		}
	}
	cmd := exec.Command(program(t), "serve", "-C", golden, "--port", "0")
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	_, err = bufio.NewReader(out).ReadString('\n')
	must(t, err)
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	must(t, cmd.Wait())
}

// Who is slow gets no connection for ever.
func TestPreviewLimits(t *testing.T) {
	s := preview.New(preview.Options{}, "").Server("127.0.0.1", "poste-17.exemple.lan")
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("%+v", s)
	}
}

// What happens to files while somebody works on them.
func TestPreviewFollows(t *testing.T) {
	const page = "---\ntitre: Page d'essai\n---\n\n"
	for name, poll := range map[string]bool{"told by the system": false, "polling": true} {
		t.Run(name, func(t *testing.T) {
			v := startPreview(t, workshop(t), func(w *watcher) { w.poll = poll })
			v.write("content/projets/e.md", page+"Premier.\n")
			v.until("/projets/e/", "a new page", has("Premier."))
			v.write("content/projets/e.md", page+"Deuxième.\n")
			v.until("/projets/e/", "a change", has("Deuxième."))
			must(t, os.Rename(v.file("content/projets/e.md"), v.file("content/projets/f.md")))
			v.until("/projets/f/", "a new name", has("Deuxième."))
			v.until("/projets/e/", "the old name", func(status int, _ string) bool { return status == 404 })
			must(t, os.RemoveAll(v.file("content/projets")))
			v.until("/projets/f/", "its folder is deleted", func(status int, _ string) bool { return status == 404 })
			v.write("content/projets/f.md", page+"De retour.\n")
			v.until("/projets/f/", "and made again", has("De retour."))
			v.write("content/projets/g/index.md", page+"![Une image](image.png)\n")
			v.write("content/projets/g/image.png", "pas une image")
			v.until("/projets/g/image.png", "an image that is none", func(status int, body string) bool {
				return status == 403 && strings.Contains(body, "n'est pas une image")
			})
			must(t, os.Remove(v.file("content/projets/f.md")))
			must(t, os.Mkdir(v.file("content/projets/f.md"), 0o755))
			v.until("/projets/f/", "a folder in the place of a page", func(status int, _ string) bool { return status == 404 })
			must(t, os.Remove(v.file("content/projets/f.md")))
			must(t, os.RemoveAll(v.file("content")))
			v.until("/", "no content at all", func(_ int, body string) bool { return strings.Contains(body, "il n&#39;y a pas de dossier content/") })
			must(t, os.CopyFS(v.file("content"), os.DirFS(golden+"/content")))
			v.until("/projets/a/", "all is back", func(status int, body string) bool {
				return status == 200 && !strings.Contains(body, "il n&#39;y a pas de dossier")
			})
		})
	}
}

// The address of a page whose file cannot be read says why.
func TestPreviewUnread(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	for name, path := range map[string]string{
		"content/projets/neuf.md": "/projets/neuf/", "content/projets/dossier/index.md": "/projets/dossier/", "content/actualites/2021-01-02-neuf.md": "/actualites/2021-01-02-neuf/",
		"content/pages/neuve.md": "/neuve/",
	} {
		v.write(name, "---\ntitre: Page d'essai\n")
		v.until(path, "a page begun", func(status int, body string) bool {
			return status == 500 && strings.Contains(body, "Dans cette page") && strings.Contains(body, name+":1") && strings.Contains(body, "pas fermé")
		})
		v.write(name, "---\ntitre: Page d'essai\n---\n\nTexte.\n")
		v.until(path, "and finished", func(status int, body string) bool { return status == 200 && strings.Contains(body, "rien à signaler") })
	}
	v.until("/projets/nulle-part/", "no page", func(status int, _ string) bool { return status == 404 })
}

// A page that is gone says where it went, and an address that never had one why.
func TestPreviewNowhere(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	says := func(path, what, text string) {
		t.Helper()
		v.until(path, what, func(status int, body string) bool { return status == 404 && strings.Contains(body, text) })
	}
	const page = "---\ntitre: Page voyageuse\n---\n\nTexte.\n"
	v.write("content/projets/e.md", page)
	v.until("/projets/e/", "a new page", has("Texte."))
	must(t, os.Rename(v.file("content/projets/e.md"), v.file("content/projets/f.md")))
	says("/projets/e/", "renamed", `content/projets/e.md s’appelle maintenant content/projets/f.md. <a href="/projets/f/">`)
	says("/projets/e/", "what to do for readers", "alias: [/projets/e/]")
	v.write("content/projets/g/index.md", page+"Et plus.\n") // some programs copy, and delete later
	v.until("/projets/g/", "a copy", has("Et plus."))
	must(t, os.Remove(v.file("content/projets/f.md")))
	says("/projets/f/", "moved", `<a href="/projets/g/">`)
	says("/projets/e/", "moved twice", `<a href="/projets/g/">`)
	must(t, os.RemoveAll(v.file("content/projets/g")))
	says("/projets/g/", "deleted", "content/projets/g/index.md n’existe plus")
	v.write("content/projets/e.md", page)
	v.until("/projets/e/", "back", has("Texte."))
	says("/projets/f/", "back under its first name", `<a href="/projets/e/">`)
	v.write("content/projets/h.md", "---\ntitre: En cours\nbrouillon: true\n---\n\n[nulle part](nulle-part.md)\n")
	says("/projets/h/", "a draft", "content/projets/h.md est un brouillon : relancez l’aperçu avec --brouillons")
	says("/actualite/", "an address like another", `<a href="/actualites/">`)
	says("/tout/a/fait/autre/", "no address", "Aucun fichier ne donne de page à cette adresse")
}

// All that is wrong in a file is said in one go, and nothing that it no longer holds.
func TestPreviewTellsAll(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	const name, path = "content/actualites/2021-01-02-neuve.md", "/actualites/2021-01-02-neuve/"
	said := func(what string, want []string, not ...string) {
		t.Helper()
		v.until(path, what, func(_ int, body string) bool {
			return !slices.ContainsFunc(want, func(s string) bool { return !strings.Contains(body, s) }) &&
				!slices.ContainsFunc(not, func(s string) bool { return strings.Contains(body, s) })
		})
	}
	v.write(name, "---\ntitre: Neuve\n---\n\nTexte.\n")
	said("good", []string{"<p>Texte."})
	v.write(name, "---\ntitre: Neuve\npublie: 2026-01-01\nprojts: [a]\nprojets: [nul]\n---\n\n[une page](nulle-part.md)\n")
	said("errors of all kinds", []string{"clé inconnue « projts »", "le projet « nul » n", "« publie » dit", "nulle-part.md", "telle qu’elle était"})
	v.write(name, "---\ntitre: Neuve\npublie: 2026-01-01\n---\n\nTexte.\n")
	said("one is left", []string{"1 erreur", "« publie » dit"})
	v.write(name, "---\ntitre: \"Neuve\n---\n\n[une page](nulle-part.md)\n")
	said("not readable, which hides nothing of the text", []string{"2 erreurs", "guillemet non fermé", "nulle-part.md"}, "« publie » dit")
	v.write(name, "---\ntitre: \"Neuve\n---\n\nTexte.\n")
	said("not readable", []string{"1 erreur", "guillemet non fermé"}, "nulle-part.md")
	v.write("content/site.yaml", "titre: [\n")
	said("nor site.yaml", []string{"2 erreurs", "content/site.yaml:1:8"}, "content/site.yaml:1:1")
}

// The terminal has one line for each change that brings something, and says the
// truth at once.
func TestPreviewReports(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	last := func(what, path string, good func(int, string) bool, want func(preview.Report) bool) {
		t.Helper()
		v.until(path, what, func(status int, body string) bool {
			v.mu.Lock()
			defer v.mu.Unlock()
			return good(status, body) && slices.ContainsFunc(v.reports, want)
		})
		v.mu.Lock()
		v.reports = nil
		v.mu.Unlock()
	}
	changed := func(c preview.Change, errors int) func(preview.Report) bool {
		return func(r preview.Report) bool {
			return slices.Equal(r.Changed, []preview.Change{c}) && len(r.Problems) == errors
		}
	}
	v.until("/", "all texts are read", func(int, string) bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return slices.ContainsFunc(v.reports, func(r preview.Report) bool { return r.Reviewed })
	})
	known := len(v.reports[len(v.reports)-1].Problems)
	last("nothing", "/", has(""), func(preview.Report) bool { return true })
	const page = "---\ntitre: Essai\n---\n\nTexte.\n"
	e := preview.Change{Path: "content/projets/e.md"}
	v.write("content/projets/e.md", page)
	last("a new page", "/projets/e/", has("Texte."), changed(preview.Change{Path: e.Path, How: preview.Added}, known))
	v.write("content/projets/e.md", page+"\n[une page](nulle-part.md)\n")
	last("a link that leads nowhere", "/projets/e/", has("nulle-part.md"), changed(e, known+1))
	v.write("content/projets/sed1a2B3", "beside")
	must(t, os.Remove(v.file("content/projets/sed1a2B3")))
	v.write("content/projets/e.md", page+"\n[une page](nulle-part.md)\n")
	v.write("content/projets/nulle-part.md", page)
	last("what it leads to", "/projets/e/", has("une page"), changed(preview.Change{Path: "content/projets/nulle-part.md", How: preview.Added}, known))
	must(t, os.Rename(v.file("content/projets/nulle-part.md"), v.file("content/projets/f.md")))
	last("renamed", "/projets/f/", has("Texte."), changed(preview.Change{Path: "content/projets/nulle-part.md", How: preview.Renamed, To: "content/projets/f.md"}, known))
	v.write("content/projets/h.md", "---\ntitre: Brouillon\nbrouillon: true\n---\n\n[une page](absente.md)\n")
	last("a draft, and the text that the renaming broke", "/projets/e/", has("nulle-part.md"), func(r preview.Report) bool { return r.Reviewed && len(r.Problems) == known+1 })
}

// A layout may read well and fail when it is executed; while it fails, texts are
// still followed, and the failure is not forgotten.
func TestPreviewLayouts(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	const name = "layouts/projet.html"
	data, err := os.ReadFile(v.file(name))
	must(t, err)
	good := string(data)
	fails := func(want string) func(int, string) bool {
		return func(status int, body string) bool {
			v.mu.Lock()
			defer v.mu.Unlock()
			if n := len(v.reports); n == 0 || v.reports[n-1].Failure == nil || !strings.Contains(v.reports[n-1].Failure.Error(), "layouts/projet.html") {
				return false
			}
			return strings.Contains(body, want) && strings.Contains(body, "layouts/projet.html est en erreur")
		}
	}
	v.write(name, strings.Replace(good, "<section", "{{.Vue.Absent}}<section", 1))
	v.until("/projets/", "executed", fails("Projets"))
	v.write("content/projets/a.md", "---\ntitre: Fiche vue\n---\n")
	v.until("/projets/", "a text meanwhile", fails("Fiche vue"))
	v.write(name, good+"{{if}}")
	v.until("/projets/", "read", fails("Fiche vue"))
	v.write("content/projets/a.md", "---\ntitre: Fiche revue\n---\n")
	v.until("/projets/", "a text meanwhile", fails("Fiche revue"))
	v.write(name, good)
	v.until("/projets/", "mended", func(status int, body string) bool {
		return status == 200 && strings.Contains(body, "Fiche revue") && !strings.Contains(body, "est en erreur")
	})
}

// A page with an error in its text, which nobody saw without, is shown with it.
func TestPreviewPartial(t *testing.T) {
	v := startPreview(t, workshop(t), nil)
	v.write("content/projets/e.md", "---\ntitre: Neuf\n---\n\nUn début de texte, [une page](nulle-part.md).\n")
	v.until("/projets/e/", "a page with an error", func(status int, body string) bool {
		return status == 500 && strings.Contains(body, "<p>Un début de texte") && strings.Contains(body, "montrée avec ses erreurs") && strings.Contains(body, "nulle-part.md")
	})
}

// The terminal says what is wrong when it is known, once, and when it is gone.
func TestPreviewTold(t *testing.T) {
	out, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	must(t, err)
	defer out.Close()
	w := &watcher{builder: builder{term: newTerm(out, out), source: "."}}
	lien := diag.Problem{Pos: diag.Pos{File: "content/a.md", Line: 2, Col: 1}, Severity: diag.Erreur, Code: "essai", Message: "un lien ne mène nulle part", Excerpt: "avant"}
	says := func(what string, r preview.Report, want ...string) {
		t.Helper()
		must(t, out.Truncate(0))
		_, err := out.Seek(0, io.SeekStart)
		must(t, err)
		w.told(r)
		told, err := os.ReadFile(out.Name())
		must(t, err)
		for _, text := range want {
			if !strings.Contains(string(told), text) {
				t.Errorf("%s: %q, want %q", what, told, text)
			}
		}
		if len(want) == 0 && len(told) > 0 {
			t.Errorf("%s: %q, want nothing", what, told)
		}
	}
	one := []preview.Change{{Path: "content/a.md"}}
	says("a change", preview.Report{Changed: one}, "content/a.md : à jour")
	says("what the review found", preview.Report{Reviewed: true, Problems: []diag.Problem{lien}}, "textes relus : 1 erreur dans content/a.md\n", lien.Message)
	lien.Excerpt = "après"
	says("the same", preview.Report{Reviewed: true, Problems: []diag.Problem{lien}})
	says("nothing any more", preview.Report{Reviewed: true}, "textes relus : à jour\n")
	says("nothing still", preview.Report{Reviewed: true})
	says("elsewhere", preview.Report{Changed: []preview.Change{{Path: "content/b.md"}}, Problems: []diag.Problem{lien}}, "content/b.md : 1 erreur dans content/a.md\n")
	says("what happened", preview.Report{Changed: []preview.Change{{Path: "content/b.md", How: preview.Renamed, To: "content/c.md"},
		{Path: "content/c.md", How: preview.Renamed, To: "content/d/e.md"}, {Path: "content/f.md", How: preview.Added}}},
		"content/b.md → c.md, content/c.md → content/d/e.md, content/f.md (nouveau) : à jour\n")
	says("much", preview.Report{Changed: []preview.Change{{Path: "a", How: preview.Deleted}, {Path: "b"}, {Path: "c"}, {Path: "d"}}}, "a (supprimé), b et 2 autres fichiers : à jour")
	says("where it changed, first", preview.Report{Changed: []preview.Change{{Path: "content/z.md"}}, Problems: []diag.Problem{
		{Pos: diag.Pos{File: "content/b.md"}, Message: "suite"}, {Pos: diag.Pos{File: "content/z.md"}, Message: "cause"}}},
		"content/z.md: erreur: cause\ncontent/b.md: erreur: suite\n")
	lien.Severity = diag.Avertissement
	says("advice", preview.Report{Changed: one, Problems: []diag.Problem{lien}}, "content/a.md : à jour, 1 avertissement\n")
	says("a layout", preview.Report{Changed: one, Failure: errors.New("le gabarit manque")}, "content/a.md : en panne\n", "erreur: le gabarit manque\n")
	says("the same layout, not again", preview.Report{Reviewed: true, Failure: errors.New("le gabarit manque")})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A source that is reached by a symbolic link, itself or its content.
func TestPreviewSymlinks(t *testing.T) {
	real, link := workshop(t), filepath.Join(t.TempDir(), "lien")
	must(t, os.Symlink(real, link))
	elsewhere := filepath.Join(t.TempDir(), "contenu")
	must(t, os.Rename(filepath.Join(real, "content"), elsewhere))
	must(t, os.Symlink(elsewhere, filepath.Join(real, "content")))
	v := startPreview(t, link, nil)
	must(t, os.WriteFile(filepath.Join(elsewhere, "projets", "a.md"), []byte("---\ntitre: Par un lien\n---\n"), 0o644))
	v.until("/projets/", "a change behind two links", has("Par un lien"))
}

// git changes many files: one site is made, when it is done.
func TestPreviewGit(t *testing.T) {
	dir := workshop(t)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@exemple.fr"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "une")
	git("add", ".")
	git("commit", "-qm", "une")
	git("switch", "-qc", "autre")
	for i := range 400 {
		must(t, os.WriteFile(filepath.Join(dir, "content", "projets", fmt.Sprintf("p%d.md", i)), []byte(fmt.Sprintf("---\ntitre: Projet %d\n---\n", i)), 0o644))
	}
	git("add", ".")
	git("commit", "-qm", "autre")
	git("switch", "-q", "une")
	v := startPreview(t, dir, nil)
	before := v.count()
	git("switch", "-q", "autre")
	v.until("/projets/p399/", "the other branch", has("Projet 399"))
	v.until("/projets/p0/", "all of it", func(status int, body string) bool { return has("Projet 0")(status, body) && v.count() > before })
	if n := v.count() - before; n != 1 {
		t.Errorf("%d sites were made", n)
	}
}

// Where the system cannot tell of changes, the preview looks by itself, and says so.
func TestPreviewWithoutInotify(t *testing.T) {
	dir := workshop(t)
	script := `echo 0 > /proc/sys/user/max_inotify_instances && exec "$0" watch -C "$1" --port 0`
	cmd := exec.Command("sh", "-c", script, program(t), dir)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}}
	var said bytes.Buffer
	out, err := cmd.StdoutPipe()
	must(t, err)
	cmd.Stderr = &said
	must(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	must(t, err)
	address := line[strings.Index(line, "http://"):strings.Index(line, " (")]
	follow(t, address, dir)
	must(t, cmd.Process.Signal(os.Interrupt))
	must(t, cmd.Wait()) // with status 0
	if !strings.Contains(said.String(), "La limite du système pour la surveillance de fichiers est atteinte") {
		t.Errorf("it does not say why it polls:\n%s", said.String())
	}
}

// follow changes a page of a preview in another process, and waits to see it.
func follow(t *testing.T, address, dir string) {
	t.Helper()
	must(t, os.WriteFile(filepath.Join(dir, "content", "projets", "a.md"), []byte("---\ntitre: Vu tout de même\n---\n"), 0o644))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for {
		answer, err := http.Get(address + "projets/")
		must(t, err)
		data, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		must(t, err)
		if bytes.Contains(data, []byte("Vu tout de même")) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the change is never seen")
		case <-time.After(50 * time.Millisecond):
		}
	}
}
