package outside_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/outside"
)

// A web is all other sites: a handler for each address, and what it was asked.
type web struct {
	mu      sync.Mutex
	pages   map[string]http.HandlerFunc // "exemple.fr/a"
	asked   []string
	current map[string]int // questions under way, by host
	crowd   int            // the most that one host had at once
	pauses  []time.Duration
}

func (w *web) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked = append(w.asked, r.Method+" "+r.Host+r.URL.RequestURI())
	w.current[r.Host]++
	w.crowd = max(w.crowd, w.current[r.Host])
	page := w.pages[r.Host+r.URL.Path]
	w.mu.Unlock()
	if page == nil {
		page = http.NotFound
	}
	page(rw, r)
	w.mu.Lock()
	w.current[r.Host]--
	w.mu.Unlock()
}

func (w *web) pause(_ context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pauses = append(w.pauses, d)
	return nil
}

// newWeb gives a web on this machine, and options that lead every host to it.
func newWeb(t *testing.T, pages map[string]http.HandlerFunc) (*web, outside.Options) {
	t.Helper()
	w := &web{pages: pages, current: map[string]int{}}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	client := outside.NewClient()
	client.Transport = &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "inconnu.fr:") {
			return nil, &net.DNSError{Name: "inconnu.fr", IsNotFound: true}
		}
		if strings.HasPrefix(address, "muet.fr:") {
			return nil, errors.New("connection refused")
		}
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}}
	return w, outside.Options{Client: client, Agent: "essai", Pause: w.pause, Now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func to(code int, address string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, code) }
}

func follow(t *testing.T, o outside.Options, addresses ...string) string {
	t.Helper()
	var links []outside.Link
	for i, a := range addresses {
		links = append(links, outside.Link{Address: a, Pos: diag.Pos{File: "content/index.md", Line: i + 1, Col: 1}})
	}
	var p diag.List
	if _, err := outside.Follow(t.Context(), links, o, &p); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, problem := range p.Sorted() {
		if problem.Severity != diag.Avertissement {
			t.Errorf("%+v stops publication", problem)
		}
		out = append(out, fmt.Sprintf("%d %s [%s] %s", problem.Pos.Line, problem.Message, problem.Code, problem.Hint))
	}
	return strings.Join(out, "\n")
}

// What other sites answer, and what is said of it.
func TestFollow(t *testing.T) {
	tired := 0
	busy := func(w http.ResponseWriter, _ *http.Request) {
		if tired++; tired < 3 {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	onlyGet := func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	}
	w, o := newWeb(t, map[string]http.HandlerFunc{
		"exemple.fr/":         status(200),
		"exemple.fr/get":      onlyGet,
		"exemple.fr/parti":    status(410),
		"exemple.fr/toujours": to(301, "/milieu"),
		"exemple.fr/milieu":   to(308, "http://autre.fr/ici"),
		"exemple.fr/parfois":  to(302, "/"),
		"exemple.fr/boucle":   to(302, "/boucle"),
		"exemple.fr/prive":    status(403),
		"autre.fr/ici":        status(200),
		"occupe.fr/":          busy,
		"panne.fr/":           status(500),
	})
	for _, c := range []struct{ address, want string }{
		{"http://exemple.fr/", ""},
		{"http://exemple.fr/#partie", ""},
		{"http://exemple.fr/get", ""},
		{"http://exemple.fr/parfois", ""},
		{"http://exemple.fr/absent", "1 il n'y a plus rien à cette adresse (404) : http://exemple.fr/absent [lien-externe-casse] cherchez où la page se trouve maintenant, ou retirez le lien"},
		{"http://exemple.fr/parti", "1 il n'y a plus rien à cette adresse (410) : http://exemple.fr/parti [lien-externe-casse] cherchez où la page se trouve maintenant, ou retirez le lien"},
		{"http://inconnu.fr/", "1 ce site n'existe pas : http://inconnu.fr/ [lien-externe-casse] vérifiez l'adresse, ou retirez le lien"},
		{"http://exemple.fr/toujours", "1 cette adresse a changé pour de bon : http://exemple.fr/toujours [lien-externe-deplace] écrivez « http://autre.fr/ici »"},
		{"http://exemple.fr/boucle", "1 cette adresse en renvoie à une autre, sans fin : http://exemple.fr/boucle [lien-externe-douteux] ouvrez ce lien vous-même"},
		{"http://exemple.fr/prive", "1 ce site refuse de répondre (403) : http://exemple.fr/prive [lien-externe-douteux] ouvrez ce lien vous-même"},
		{"http://muet.fr/", "1 ce site ne répond pas : http://muet.fr/ [lien-externe-douteux] ouvrez ce lien vous-même"},
		{"http://panne.fr/", "1 ce site refuse de répondre (500) : http://panne.fr/ [lien-externe-douteux] ouvrez ce lien vous-même"},
		{"http://occupe.fr/", ""},
	} {
		if got := follow(t, o, c.address); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.address, got, c.want)
		}
	}
	if tired != 3 || !slices.Contains(w.pauses, 7*time.Second) {
		t.Errorf("a busy host was asked %d times, after %v", tired, w.pauses)
	}
}

// Each address is asked for once, each host for one at a time, with a pause; what
// answered is not asked again until it is a week old.
func TestPolite(t *testing.T) {
	pages := map[string]http.HandlerFunc{}
	var addresses []string
	for i := range 20 {
		host := fmt.Sprintf("site-%d.fr", i%4)
		pages[fmt.Sprintf("%s/%d", host, i)] = status(200)
		addresses = append(addresses, fmt.Sprintf("http://%s/%d", host, i), fmt.Sprintf("http://%s/%d#partie", host, i))
	}
	addresses = append(addresses, "http://site-0.fr/absent")
	w, o := newWeb(t, pages)
	o.Cache = filepath.Join(t.TempDir(), "cache", "liens.json")
	follow(t, o, addresses...)
	if len(w.asked) != 20+2 { // HEAD and GET for the missing one
		t.Errorf("%d questions: %v", len(w.asked), w.asked)
	}
	if w.crowd != 1 {
		t.Errorf("one host had %d questions at once", w.crowd)
	}
	if n := len(w.pauses); n != 20+1-4 {
		t.Errorf("%d pauses", n)
	}
	w.asked = nil
	if got := follow(t, o, addresses...); !strings.Contains(got, "/absent") || len(w.asked) != 2 {
		t.Errorf("asked again: %v\n%s", w.asked, got)
	}
	o.Now = o.Now.AddDate(0, 0, 8)
	w.asked = nil
	follow(t, o, addresses...)
	if len(w.asked) != 22 {
		t.Errorf("a week later: %d questions", len(w.asked))
	}
}

// The client asks nobody inside, whatever name leads there, and not by a
// redirection either.
func TestInside(t *testing.T) {
	w, o := newWeb(t, map[string]http.HandlerFunc{"exemple.fr/dedans": to(301, "http://127.0.0.1:1/")})
	server := httptest.NewServer(w)
	defer server.Close()
	o.Client = outside.NewClient()
	for _, address := range []string{server.URL, "http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/", "http://192.168.1.1/", "http://169.254.169.254/", "http://0.0.0.0:1/", "http://[::ffff:127.0.0.1]:1/"} {
		if got := follow(t, o, address); !strings.Contains(got, "cette adresse est celle d'un réseau interne") {
			t.Errorf("%s: %s", address, got)
		}
	}
	if len(w.asked) > 0 {
		t.Errorf("asked: %v", w.asked)
	}
}

// An interruption ends it.
func TestInterrupted(t *testing.T) {
	_, o := newWeb(t, map[string]http.HandlerFunc{})
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("interrupted")
	cancel(reason)
	var p diag.List
	if _, err := outside.Follow(ctx, []outside.Link{{Address: "http://exemple.fr/"}}, o, &p); !errors.Is(err, reason) {
		t.Error(err)
	}
	if p.Len() > 0 {
		t.Errorf("%+v", p.Sorted())
	}
}
