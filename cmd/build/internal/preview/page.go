package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// An answer is what stands at an address.
type answer struct {
	status int
	kind   string // media type
	body   []byte // of a page: as build makes it
	to     string // where a redirection leads, from the root of the site: "missions/"

	whole bool                          // to stands for the query too
	open  func() (io.ReadCloser, error) // of an attachment, however large: it has no body

	page     bool           // the panel belongs in it
	file     string         // of its document, relative to the source folder; may be empty
	draft    bool           // its document is a draft
	stale    bool           // this is the page as it last was: now it has errors
	partial  bool           // this is the page with its errors: it never was without
	nowhere  *nowhere       // why there is no page
	problems []diag.Problem // found while it was rendered
	failure  error          // of its layout
}

const (
	html  = "text/html; charset=utf-8"
	plain = "text/plain; charset=utf-8"
)

// answer finds what stands at a path of the site: "missions/". It waits for
// every change that was noticed before.
func (p *Preview) answer(ctx context.Context, name string) (*state, answer, error) {
	for range 5 {
		s, err := p.wait(ctx)
		if err != nil {
			return nil, answer{}, err
		}
		a, changed := p.look(s, name)
		if len(changed) == 0 {
			return s, a, nil
		}
		p.notice(site.Changes{Content: changed})
	}
	return nil, answer{}, errors.New("ce fichier change sans cesse")
}

// look finds what stands at a path in one state. When it meets files that are no
// longer as they were, it returns their paths from content/ instead.
func (p *Preview) look(s *state, name string) (a answer, changed []string) {
	if s.site == nil {
		return answer{status: http.StatusInternalServerError, kind: html, page: true}, nil
	}
	file := name
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	f, ok := s.site.Find(file)
	if ok && f.Page() != nil {
		return p.render(s, f, name)
	}
	if to, ok := s.site.Former("/"+name, ""); ok {
		return answer{status: http.StatusFound, to: strings.TrimPrefix(to, "/")}, nil
	}
	var problems diag.List
	if !ok {
		f, ok = s.site.Other(file, &problems)
	}
	switch {
	case problems.Erreurs() > 0:
		return answer{status: http.StatusForbidden, kind: plain, body: fmt.Appendf(nil, "Ce fichier ne sera pas publié : %s.\n", problems.Sorted()[0].Message)}, nil
	case ok:
		return raw(f), nil
	}
	if _, ok := s.site.Find(name + "/index.html"); ok {
		return answer{status: http.StatusFound, to: name + "/"}, nil
	}
	if doc, ok := s.unread(file); ok {
		return p.last(answer{status: http.StatusOK, kind: html, page: true, file: doc}, name), nil
	}
	f, _ = s.site.Find("404.html")
	a, changed = p.render(s, f, "404.html")
	a.status, a.nowhere = http.StatusNotFound, s.nowhere(file)
	return a, changed
}

// unread finds the document that would be published as a file of the site, if it
// could be read.
func (s *state) unread(file string) (doc string, ok bool) {
	for doc := range s.broken {
		if outputOf(s.site.Roadmap(), doc) == file {
			return doc, true
		}
	}
	return "", false
}

// raw is a file that is no page.
func raw(f site.File) answer {
	a := answer{status: http.StatusOK, kind: media.Type(f.Path), open: f.Open}
	if f.Open != nil {
		return a
	}
	var b bytes.Buffer
	if err := f.Bytes(&b); err != nil {
		return illegible(err)
	}
	a.body = b.Bytes()
	return a
}

func illegible(err error) answer {
	return answer{status: http.StatusInternalServerError, kind: plain, body: []byte("Ce fichier ne se lit pas : " + content.Reason(err) + ".\n")}
}

// render makes a page. When it has errors, it is as it was when it had none.
func (p *Preview) render(s *state, f site.File, name string) (a answer, changed []string) {
	a = answer{status: http.StatusOK, kind: html, page: true}
	if d := f.Page().Document; d != nil {
		a.file, a.draft = d.Path, roadmap.CommonOf(d.Matter).Brouillon.V
		if s.broken[d.Path] {
			return p.last(a, name), nil
		}
	}
	var b bytes.Buffer
	var problems diag.List
	a.failure = f.Render(&b, &problems)
	a.problems = problems.Sorted()
	for _, problem := range a.problems {
		if s.failure == nil && (problem.Code == content.Changed || problem.Code == content.Unread) {
			changed = append(changed, strings.TrimPrefix(problem.Pos.File, content.Root+"/"))
		}
	}
	if len(changed) > 0 {
		return answer{}, changed
	}
	diag.Quote(a.problems, os.DirFS(p.o.Source))
	a.body = b.Bytes()
	if a.failure != nil || problems.Erreurs() > 0 {
		return p.last(a, name), nil
	}
	p.served.keep(name, a.body)
	return a, nil
}

// last gives a page as it was when it had no errors. If nobody saw it then, it is
// the page with its errors, when they let it be made; else no page.
func (p *Preview) last(a answer, name string) answer {
	if body := p.served.get(name); body != nil {
		a.body, a.stale = body, true
		return a
	}
	a.status = http.StatusInternalServerError
	if a.partial = a.failure == nil && a.body != nil; !a.partial {
		a.body = nil
	}
	return a
}

// digest tells a page from what it was: open pages compare it with their own.
func (a answer) digest() string {
	var h maphash.Hash
	h.SetSeed(seed)
	h.Write(a.body)
	return fmt.Sprintf("%d-%x", a.status, h.Sum64())
}

// A served keeps pages as they were last seen, for when they have errors.
type served struct {
	mu    sync.Mutex
	pages []servedPage // the latest last
}

type servedPage struct {
	name string
	body []byte
}

// keptPages is how many pages are kept: about those that somebody has open.
const keptPages = 64

func (s *served) keep(name string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages = append(slices.DeleteFunc(s.pages, func(p servedPage) bool { return p.name == name }), servedPage{name, body})
	s.pages = slices.Delete(s.pages, 0, max(0, len(s.pages)-keptPages))
}

func (s *served) get(name string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.pages, func(p servedPage) bool { return p.name == name }); i >= 0 {
		return s.pages[i].body
	}
	return nil
}
