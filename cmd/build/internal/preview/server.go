package preview

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/media"
)

// noFile is a path that no file has.
const noFile = "\x00"

// own is the folder of what only a preview has.
const own = "/_apercu/"

// Time limits on slow clients. Pages are small and come from this machine.
const (
	headerLimit = 5 * time.Second
	writeLimit  = 30 * time.Second
	idleLimit   = 2 * time.Minute
)

// Server returns the server of a preview. host is the name or address that it
// was asked to listen on, names are others by which it may be asked.
func (p *Preview) Server(host string, names ...string) *http.Server {
	return &http.Server{Handler: guard(host, names, p), ReadHeaderTimeout: headerLimit, ReadTimeout: headerLimit, IdleTimeout: idleLimit, MaxHeaderBytes: 1 << 14}
}

// guard refuses what does not come from a page of the preview itself: a site that
// somebody visits meanwhile could else read drafts (DNS rebinding), and other
// methods than those that read.
func guard(host string, names []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Content-Security-Policy", policy)
		h.Set("Cache-Control", "no-store")
		switch {
		case !ours(r.Host, host, names):
			refuse(w, http.StatusForbidden, "Cette adresse n'est pas celle de l'aperçu. Pour la permettre, relancez-le avec --autoriser et le nom qu'elle contient.")
		case !sameOrigin(r):
			refuse(w, http.StatusForbidden, "Seules les pages de l'aperçu peuvent le lire.")
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			refuse(w, http.StatusMethodNotAllowed, "L'aperçu se lit seulement : GET ou HEAD.")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// policy is that of what is no file of the site. Those have the policy that hosts
// serve them with, so that a page which breaks it is seen to; the panel keeps to
// both.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", plain)
	w.WriteHeader(status)
	_, _ = w.Write([]byte(why + "\n"))
}

// ours reports whether a Host header names this server: a loopback name, the
// host that it was asked to listen on, one of the names that it was given, or, when
// the host is not loopback, an IP address, which no rebinding can be behind.
func ours(header, host string, names []string) bool {
	name := header
	if h, _, err := net.SplitHostPort(header); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	named := func(one string) bool { return strings.EqualFold(one, name) }
	if named("localhost") || named(host) || slices.ContainsFunc(names, named) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (ip.IsLoopback() || !Loopback(host))
}

// Loopback reports whether a host to listen on can be reached from this machine
// alone.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

// sameOrigin reports whether a request comes from a page of this server, or from
// none: an address that somebody typed.
func sameOrigin(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		return err == nil && u.Host == r.Host
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" // a link from elsewhere
}

// ServeHTTP answers with a file of the site, or with what is of the preview's own.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	limit(w, writeLimit)
	switch name := r.URL.Path; name {
	case own + "evenements":
		p.events(w, r)
	case own + "etat":
		p.state(w, r)
	case own + "apercu.js", own + "apercu.css":
		data, _ := files.ReadFile(path.Base(name))
		send(w, r, answer{status: http.StatusOK, kind: media.Type(name), body: data})
	case strings.TrimSuffix(helpFolder, "/"):
		http.Redirect(w, r, helpFolder, http.StatusFound)
	default:
		if strings.HasPrefix(name, helpFolder) {
			p.manual(w, r)
			return
		}
		p.file(w, r)
	}
}

func limit(w http.ResponseWriter, d time.Duration) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(d)) // a recorder in a test has none
}

// file answers with what stands at the address, as it is after every change that
// was noticed before the request.
func (p *Preview) file(w http.ResponseWriter, r *http.Request) {
	s, a, err := p.at(r.Context(), r.URL)
	switch {
	case err != nil:
		refuse(w, http.StatusServiceUnavailable, "L'aperçu n'a pas pu faire cette page : "+err.Error()+".")
		return
	case a.page:
		a.body = p.compose(s, a)
	case a.status == http.StatusFound:
		to := prefixOf(s) + "/" + a.to
		if r.URL.RawQuery != "" && !a.whole {
			to += "?" + r.URL.RawQuery
		}
		w.Header().Set("Location", to)
	}
	if s.site != nil {
		w.Header().Set("Content-Security-Policy", s.site.Policy())
	}
	if strings.HasPrefix(r.URL.Path, prefixOf(s)+"/assets/") && a.status == http.StatusOK {
		w.Header().Set("Cache-Control", "max-age=31536000, immutable") // named by their content
	}
	send(w, r, a)
}

func prefixOf(s *state) string {
	if s.site == nil {
		return ""
	}
	return s.site.Prefix()
}

// at finds what stands at an address, which may be below the site's prefix.
func (p *Preview) at(ctx context.Context, u *url.URL) (*state, answer, error) {
	s, err := p.wait(ctx)
	if err != nil {
		return nil, answer{}, err
	}
	prefix := prefixOf(s)
	name, below := strings.CutPrefix(u.EscapedPath(), prefix+"/")
	if !below {
		if name == prefix || name == "/" { // the root of the host is that of the preview
			return s, answer{status: http.StatusFound}, nil
		}
		name = noFile
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if u.RawQuery != "" && s.site != nil {
		if to, ok := s.site.Former("/"+name, u.RawQuery); ok {
			return s, answer{status: http.StatusFound, to: strings.TrimPrefix(to, "/"), whole: true}, nil
		}
	}
	return p.answer(ctx, name)
}

func send(w http.ResponseWriter, r *http.Request, a answer) {
	if a.open != nil {
		stream(w, r, a)
		return
	}
	h := w.Header()
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body)
	}
}

// stream sends an attachment, or the part of it that is asked for: a film is sought
// by its parts.
func stream(w http.ResponseWriter, r *http.Request, a answer) {
	f, err := a.open()
	if err != nil {
		send(w, r, illegible(err))
		return
	}
	defer f.Close()
	if s, ok := f.(io.ReadSeeker); ok {
		w.Header().Set("Content-Type", a.kind)
		http.ServeContent(w, r, "", time.Time{}, s)
		return
	}
	if a.body, err = io.ReadAll(f); err != nil {
		a = illegible(err)
	}
	a.open = nil
	send(w, r, a)
}

// state answers with what an open page must know to follow: whether its bytes are
// still those of its address, and its panel.
func (p *Preview) state(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.URL.Query().Get("page"))
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
		refuse(w, http.StatusBadRequest, "Il manque l'adresse de la page.")
		return
	}
	s, a, err := p.at(r.Context(), u)
	if err != nil {
		refuse(w, http.StatusServiceUnavailable, "L'aperçu n'a pas pu faire cette page : "+err.Error()+".")
		return
	}
	data, err := json.Marshal(struct {
		Instance  string `json:"instance"`
		Empreinte string `json:"empreinte"`
		Panneau   string `json:"panneau"`
	}{p.instance, a.digest(), p.panel(s, a).markup()})
	if err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	send(w, r, answer{status: http.StatusOK, kind: media.Type(".json"), body: data})
}
