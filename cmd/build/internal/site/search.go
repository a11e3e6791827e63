package site

import (
	"bytes"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/search"
)

// searchIndex adds what the search page searches in. Both come after all other
// pages, each of which has left its words: so a build reads no text twice for it.
func (s *Site) searchIndex(p *diag.List) {
	found := s.Plan.Found()
	s.room = search.Room(len(found))
	s.index = sync.OnceValue(func() []byte {
		var b bytes.Buffer
		w := search.NewWriter(&b, s.Plan.Sorts(), len(found))
		for _, pg := range found {
			e := pg.Record()
			address := s.base.Prefix + pg.Address
			if s.onDisk() {
				address = content.RelativeAddress(page.Search, pg.Address)
			}
			w.Page(e, address, s.words(pg, e))
		}
		w.End()
		return b.Bytes()
	})
	s.addText(page.OutputPath(page.SearchIndex), func(b *bytes.Buffer) { b.Write(s.index()) }, p)
}

// words is the text that a search knows of a page.
func (s *Site) words(pg *page.Planned, e page.Record) string {
	left := search.Left(e, s.room)
	if pg.Document == nil || left == 0 {
		return ""
	}
	t := &s.texts[pg.Index]
	t.mu.Lock()
	words, known := t.words, t.known
	t.mu.Unlock()
	if known {
		return words
	}
	return search.Text(s.render(pg.Index, false, new(diag.List)).HTML, left)
}

// leave keeps the words of a page that has been rendered, for the search.
func (s *Site) leave(pg *page.Planned, body *content.Body) {
	left := search.Left(pg.Record(), s.room)
	if left == 0 {
		return
	}
	words := search.Text(body.HTML, left)
	t := &s.texts[pg.Index]
	t.mu.Lock()
	t.words, t.known = words, true
	t.mu.Unlock()
}
