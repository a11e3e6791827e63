package site

import (
	"bytes"
	"html/template"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/render"
)

// pages adds the file of each page. A feed comes right after the last page whose
// text it holds: that text is then still in memory, and soon is no more.
func (s *Site) pages(p *diag.List) {
	feeds := map[*content.Document][]*page.Feed{}
	for _, f := range s.Plan.Feeds {
		if n := len(f.Documents); n > 0 {
			feeds[f.Documents[n-1]] = append(feeds[f.Documents[n-1]], f)
		}
	}
	for _, pg := range s.Plan.Pages {
		who := "une page du site"
		if pg.Document != nil {
			who = pg.Document.Path
		}
		f := File{Path: page.OutputPath(pg.Address), Render: func(b *bytes.Buffer, p *diag.List) error { return s.page(pg, b, p) }}
		if other := s.add(f, who); other != "" {
			file := who
			if pg.Document == nil {
				file, other = other, pg.Titre
			}
			p.Erreur(diag.Pos{File: file}, "adresse-prise", "donnez un autre nom au fichier", "l'adresse %s est déjà prise : %s", pg.Address, other)
		}
		for _, f := range feeds[pg.Document] {
			s.addFeed(f, p)
		}
	}
}

var scratch = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// page renders one page.
func (s *Site) page(pg *page.Page, b *bytes.Buffer, p *diag.List) error {
	var corps render.Corps
	if pg.Document != nil {
		body := s.body(pg.Document, p)
		corps.HTML = template.HTML(body.HTML)
		for _, h := range body.Headings {
			if h.Level == 2 {
				corps.Sommaire = append(corps.Sommaire, render.Titre{Ancre: h.ID, Texte: h.Text})
			}
		}
	}
	marked := scratch.Get().(*bytes.Buffer)
	defer scratch.Put(marked)
	marked.Reset()
	if err := s.renderer.Page(marked, pg, corps); err != nil {
		return err
	}
	if s.in.Archive {
		content.RelativeLinks(b, marked.Bytes(), pg.Address)
	} else {
		content.ResolveLinks(b, marked.Bytes(), s.base.Prefix)
	}
	return nil
}

// A text is the Markdown body of a document.
type text struct {
	doc *content.Document

	mu       sync.Mutex
	uses     int             // files that are still to show it
	body     *content.Body   // from the first use to the last
	problems diag.List       // of body
	ids      map[string]bool // of its headings, once a link has named one
}

// body renders a document's text and notes the files that it shows.
func (s *Site) body(d *content.Document, p *diag.List) *content.Body {
	body := s.convert(s.texts[d.Path], p)
	if len(body.Files) > 0 {
		s.mu.Lock()
		for _, f := range body.Files {
			s.used[f] = true
		}
		s.mu.Unlock()
	}
	for _, use := range body.Anchors {
		ids := body.IDs
		if use.Path != d.Path {
			ids = s.anchors(use.Path)
		}
		verify(use, ids, p)
	}
	return body
}

// convert renders a text, once for all files that show it: the last one to ask
// lets go of it.
func (s *Site) convert(t *text, p *diag.List) *content.Body {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.uses--
	if t.body != nil {
		p.Merge(&t.problems)
		body := t.body
		if t.uses <= 0 {
			t.body, t.problems = nil, diag.List{}
		}
		return body
	}
	var found diag.List
	body := s.render(t, &found)
	if t.uses > 0 {
		t.body, t.problems = body, found
	}
	p.Merge(&found)
	return body
}

func (s *Site) render(t *text, p *diag.List) *content.Body {
	return content.Convert(t.doc, content.Env{Target: s.target, Nearest: s.nearest, Figure: s.roadmap.Figure, AsOf: s.Plan.Site.Archive.AsOf()}, p)
}

// anchors returns the ids of a document's headings.
func (s *Site) anchors(path string) map[string]bool {
	t := s.texts[path]
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ids == nil {
		t.ids = s.render(t, new(diag.List)).IDs
	}
	return t.ids
}

// verify reports a link to an anchor that no heading has.
func verify(use content.AnchorUse, ids map[string]bool, p *diag.List) {
	if ids[use.Anchor] {
		return
	}
	names := sortedKeys(ids)
	hint := "cette page n'a pas de titre qui serve d'ancre"
	if near := diag.Nearest(content.Slug(use.Anchor), names); near != "" {
		hint = "écrivez « #" + near + " »"
	} else if len(names) > 0 {
		hint = "ancres de cette page : " + list(names, 8)
	}
	p.Erreur(use.Pos, "ancre-cassee", hint, "l'ancre « #%s » n'existe pas dans %s", use.Anchor, use.Path)
}
