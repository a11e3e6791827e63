package preview

import (
	"bytes"
	"context"
	_ "embed" // for helpBase
	"net/http"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/manual"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// helpFolder is where what « build aide » says stands as pages.
const helpFolder = own + "aide/"

// helpBase is what all of these pages share.
//
//go:embed aide.html
var helpBase []byte

// helpHome is the first of them.
var helpHome = []byte(`{{define "contenu"}}<div class="fr-container"><div class="fdr-article">{{template "fdr/titre" .Page}}<div class="fdr-prose">{{.Corps.HTML}}</div></div></div>{{end}}`)

// A help is the site of these pages, made once somebody asks for it, and again when the
// roadmap has other words.
type help struct {
	mu   sync.Mutex
	mots roadmap.Mots
	site *site.Site
}

// in gives the site in the words of a roadmap.
func (h *help) in(ctx context.Context, mots roadmap.Mots, input func() (site.Input, error)) (*site.Site, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.site != nil && h.mots == mots {
		return h.site, nil
	}
	in, err := input()
	if err != nil {
		return nil, err
	}
	pages, err := manual.Site(&mots)
	if err != nil {
		return nil, err
	}
	base, err := site.ParseBase("http://localhost" + helpFolder)
	if err != nil {
		return nil, err
	}
	looks := edit.Over(in.Embedded, []edit.Change{{File: "base.html", After: helpBase}, {File: "accueil.html", After: helpHome}})
	in.Theme.Layouts = looks
	s, _, err := site.New(ctx, site.Input{Content: pages, Layouts: looks, Embedded: looks, Theme: in.Theme, Base: base, NoIndex: true})
	if err == nil {
		h.mots, h.site = mots, s
	}
	return s, err
}

// manual answers with a page of help, or with what it loads.
func (p *Preview) manual(w http.ResponseWriter, r *http.Request) {
	s, err := p.wait(r.Context())
	mots := roadmap.Usual
	if err == nil && s.site != nil {
		mots = s.site.Roadmap().Mots
	}
	pages, err := p.help.in(r.Context(), mots, p.o.Input)
	if err != nil {
		refuse(w, http.StatusServiceUnavailable, "L'aide n'a pas pu être faite : "+err.Error()+".")
		return
	}
	name := strings.TrimPrefix(r.URL.Path, helpFolder)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f, ok := pages.Find(name)
	if !ok {
		refuse(w, http.StatusNotFound, "L'aide n'a pas cette page.")
		return
	}
	w.Header().Set("Content-Security-Policy", pages.Policy())
	if f.Page() == nil {
		send(w, r, raw(f))
		return
	}
	var b bytes.Buffer
	if err := f.Render(&b, new(diag.List)); err != nil {
		refuse(w, http.StatusInternalServerError, err.Error())
		return
	}
	send(w, r, answer{status: http.StatusOK, kind: html, body: b.Bytes()})
}
