package site

import (
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/search"
)

// A searcher is what the site knows of its search.
type searcher struct {
	*search.Index
	numbers map[*page.Planned]int // of the pages in the index
	files   func() []search.File
}

// pieces is the folder of what the search page searches in, but for the main file: that
// of all that is named by its content.
const pieces = "/assets/"

// searchIndex adds what the search page searches in, after all pages that it finds,
// each of which leaves its words: so a build makes no page twice for it.
func (s *Site) searchIndex(p *diag.List) {
	s.addText(page.OutputPath(page.SearchIndex), func(b *bytes.Buffer) { b.Write(s.search.files()[0].Bytes) }, p)
	if s.in.Unpublished && !s.searched() {
		s.search.files = func() []search.File { return make([]search.File, 1) }
		return
	}
	found := s.Plan.Found()
	// An archive of the web has the texts once more for its player's own search.
	s.search = searcher{Index: search.New(len(found)), numbers: make(map[*page.Planned]int, len(found))}
	for i, pg := range found {
		s.search.numbers[pg] = i
	}
	folder := s.base.Prefix + pieces
	if s.onDisk() {
		folder = strings.TrimSuffix(content.RelativeAddress(page.Search, pieces+"-"), "-")
	}
	s.search.files = sync.OnceValue(func() []search.File {
		parallel.Do(len(found), 0, func(i int) {
			if !s.search.Has(i) {
				s.read(found[i])
			}
		})
		listed := s.Plan.Listed()
		places := make(map[string]int, len(listed))
		for i, address := range listed {
			places[address] = i
		}
		return s.search.Files(search.Site{Sorts: s.Plan.Sorts(), Folder: folder, Page: func(i int) (page.Record, int) {
			place, ok := places[found[i].Address]
			if !ok {
				place = len(listed) // itself
			}
			return found[i].Record(), place
		}})
	})
}

// searched reports whether some problem may be one of the files of the search: of what
// they weigh, or of a file of content/ that would have the name of one.
func (s *Site) searched() bool {
	return s.roadmap.Site.Verification.Budget.Poids.Set ||
		slices.ContainsFunc(s.roadmap.Tree.Racine, func(name string) bool { return search.IsPiece(strings.ToLower(path.Base(name))) })
}

// leave leaves the words of a page for the search. What the search page says by itself
// is what other pages are called, and known with all of them only.
func (s *Site) leave(pg *page.Planned, text string, html []byte) {
	if i, ok := s.search.numbers[pg]; ok && pg.Address != page.Search {
		s.search.Add(i, pg.Record(), text, html)
	}
}

// read has the search know a page whose file nobody has made yet.
func (s *Site) read(pg *page.Planned) {
	if pg.Address == page.Search {
		text := ""
		if pg.Document != nil {
			text = s.render(pg.Index, false, new(diag.List)).HTML
		}
		s.search.Add(s.search.numbers[pg], pg.Record(), text, []byte(text))
		return
	}
	b := scratch.Buffer()
	defer scratch.Return(b)
	_ = s.page(pg, b, nil, new(diag.List)) // said when its file is made
}

// searchPieces are the files that the search page loads as it needs them. Their names
// are known once all pages are.
func (s *Site) searchPieces() []File {
	var files []File
	for _, f := range s.search.files()[1:] {
		files = append(files, File{Path: page.OutputPath(pieces + f.Name), who: ownFile,
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Bytes)), nil }})
	}
	return files
}
