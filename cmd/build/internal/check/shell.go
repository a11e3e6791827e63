package check

import (
	"bytes"
	"maps"
	"slices"
	"sync"
)

// A part is what a piece of HTML that many pages share, their header or their
// footer, adds to each of them: it is read once.
type part struct {
	*reader            // what it adds
	addresses []string // that it leads to
	lead      lead     // pages that have it
}

// maxParts bounds what is kept of layouts whose header is another on each page.
const maxParts = 512

// A shell holds the parts that the pages of a site have had so far.
type shell struct {
	mu    sync.Mutex
	parts map[string]*part // by their HTML
}

// of gives what a piece of HTML adds to a page that has a title already, nil when
// there are too many pieces to know them all.
func (s *shell) of(piece []byte) *part {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.parts[string(piece)]; p != nil {
		return p
	}
	if len(s.parts) >= maxParts {
		return nil
	}
	r := newReader()
	r.titles = 1
	r.tokens(piece)
	p := &part{r, slices.Sorted(maps.Keys(r.links)), nobody}
	if s.parts == nil {
		s.parts = map[string]*part{}
	}
	s.parts[string(piece)] = p
	return p
}

// share reads a piece that other pages have as well.
func (r *reader) share(piece []byte, common *shell) {
	if len(piece) == 0 {
		return
	}
	p := common.of(piece)
	if p == nil || p.labels != 0 || r.labels != 0 || r.titles == 0 {
		r.tokens(piece) // it leaves a label open, or what stands before it changes what it says
		return
	}
	r.parts = append(r.parts, p)
	r.ids, r.assets = append(r.ids, p.ids...), append(r.assets, p.assets...)
	r.levels, r.fields, r.main = append(r.levels, p.levels...), append(r.fields, p.fields...), r.main+p.main
	maps.Copy(r.labelled, p.labelled)
	for name, n := range p.navs {
		r.navs[name] += n
	}
	for _, f := range p.faults {
		r.wrong(f.Code, f.Message)
	}
}

// cut cuts a page around the piece that begins at an offset, -1 for none, and ends
// with a tag.
func cut(page []byte, at int, end string) (before, piece, after []byte) {
	if at < 0 {
		return page, nil, nil
	}
	n := bytes.Index(page[at:], []byte(end))
	if n < 0 {
		return page, nil, nil
	}
	n += at + len(end)
	return page[:at], page[at:n], page[n:]
}
