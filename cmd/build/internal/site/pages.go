package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/render"
	"feuille-de-route.example/cmd/build/internal/scratch"
)

// sitePage is who claims the address of a page that no document describes.
const sitePage = "une page du site"

// feedLag is how many pages a feed comes after the last page whose text it holds:
// next to it, a worker would wait for the text that another is making.
const feedLag = 16

// pages adds the file of each page. A feed comes soon after the last page whose
// text it holds: that text is then still in memory, and soon is no more.
func (s *Site) pages(p *diag.List) {
	feeds := make([][]*page.Feed, len(s.texts)) // by the last text that they hold
	for i := range s.Plan.Feeds {
		f := &s.Plan.Feeds[i]
		for _, a := range f.Actualites {
			s.texts[a.Index].uses++
		}
		if n := len(f.Actualites); n > 0 {
			last := f.Actualites[n-1].Index
			feeds[last] = append(feeds[last], f)
		}
	}
	follow := func(pg *page.Planned) {
		if pg.Document != nil {
			for _, f := range feeds[pg.Index] {
				s.addFeed(f, p)
			}
		}
	}
	for i, pg := range s.Plan.Pages {
		if i >= feedLag {
			follow(s.Plan.Pages[i-feedLag])
		}
		if late(pg) {
			continue
		}
		s.addPage(pg, p)
		for _, t := range pg.Texts {
			s.texts[t.Index].uses++
		}
		if pg.Document != nil {
			s.texts[pg.Index].uses++
		}
	}
	for _, pg := range s.Plan.Pages[max(0, len(s.Plan.Pages)-feedLag):] {
		follow(pg)
	}
}

// late reports whether a page tells what other files hold, and so comes after them
// all: a build then makes none of them twice.
func late(pg *page.Planned) bool {
	return pg.Address == page.Data || pg.Address == page.Search
}

// latePages adds the pages that come last, the search page after all that it searches.
func (s *Site) latePages(p *diag.List) {
	var last []*page.Planned
	for _, pg := range s.Plan.Pages {
		switch {
		case pg.Address == page.Search:
			last = append(last, pg)
		case late(pg):
			s.addPage(pg, p)
		}
	}
	s.searchIndex(p)
	for _, pg := range last {
		s.addPage(pg, p)
	}
}

// addPage adds a page, unless its address is taken.
func (s *Site) addPage(pg *page.Planned, p *diag.List) {
	if pg.Absent {
		return
	}
	who := sitePage
	if pg.Document != nil {
		who = pg.Document.Path
	}
	if other := s.add(File{Path: s.pathOf(pg.Address, ""), page: pg}, who); other != "" {
		file := who
		switch {
		case pg.Document != nil:
		case other == sitePage:
			return // two words of the vocabulary have one address: said there
		default:
			file, other = other, pg.Titre
		}
		p.Erreur(diag.Pos{File: file}, "adresse-prise", "donnez un autre nom au fichier", "l'adresse %s est déjà prise : %s", pg.Address, other)
	}
}

// page renders one page. see may be nil.
func (s *Site) page(pg *page.Planned, b *bytes.Buffer, see Inspector, p *diag.List) error {
	var corps render.Corps
	if pg.Document != nil {
		body := s.body(pg.Index, see != nil, p)
		if see != nil {
			see(pg.Document, body, p)
			body.Points = nil // a feed may still hold the text for long
		}
		corps.HTML, corps.Image = template.HTML(body.HTML), template.HTML(body.Image)
		for _, h := range body.Headings {
			if h.Level == 2 {
				corps.Sommaire = append(corps.Sommaire, render.Titre{Ancre: "#" + h.ID, Texte: h.Text})
			}
		}
	}
	corps.Textes = s.embedded(pg, see != nil)
	marked := scratch.Buffer()
	defer scratch.Return(marked)
	if pg.Address == page.Changes {
		kept := s.kept()
		p.Merge(&kept.problems)
	}
	if err := s.renderer.Page(marked, pg.Page(), corps); err != nil {
		return err
	}
	html := marked.Bytes()
	s.leave(pg, string(corps.HTML), html)
	s.resolve(b, html, pg.Address)
	return nil
}

// resolve writes the HTML of a page, or of a part of one, with the links of the page at
// an address.
func (s *Site) resolve(b *bytes.Buffer, html []byte, address string) {
	if s.speaker != nil {
		html = s.speaker.Mark(html)
	}
	if s.onDisk() {
		content.RelativeLinks(b, html, address)
	} else {
		content.ResolveLinks(b, html, s.base.Prefix)
	}
}

// rows adds the file that holds the list of projets where its page shows only counts: a
// classic script, since no other file can be read from a disk. It sets fdrLignes to
// the HTML that the page of a shorter list shows.
func (s *Site) rows(p *diag.List) {
	if s.Plan.Rows == "" {
		return
	}
	address := page.ListAddress(s.roadmap, content.Projet)
	list := s.Plan.Pages[slices.IndexFunc(s.Plan.Pages, func(pg *page.Planned) bool { return pg.Address == address })]
	s.addOwn(File{Path: page.OutputPath(s.Plan.Rows), render: func(b *bytes.Buffer) error {
		var html bytes.Buffer
		marked := scratch.Buffer()
		defer scratch.Return(marked)
		if err := s.renderer.Rows(marked, list.Page().Vue().(*page.Projets)); err != nil {
			return err
		}
		s.resolve(&html, marked.Bytes(), address)
		b.WriteString("var fdrLignes=")
		e := json.NewEncoder(b)
		e.SetEscapeHTML(false)
		return e.Encode(html.String())
	}}, p)
}

// spoken are the texts of the roadmap with words in another language, their figures
// computed.
func (s *Site) spoken() []content.Spoken {
	all := slices.Clone(s.roadmap.Tree.Said)
	for _, d := range s.roadmap.Tree.Documents {
		all = append(all, d.Said...)
	}
	figure := func(inner string) string {
		value, _ := s.roadmap.Figure(inner)
		return value
	}
	for i, t := range all {
		all[i] = content.Spoken{Text: content.Expand(t.Text, figure), HTML: content.Expand(t.HTML, figure)}
	}
	return all
}

// embedded gives the texts that a page shows among others, by their index. What is
// wrong in them is said by their own pages.
func (s *Site) embedded(pg *page.Planned, points bool) map[int]template.HTML {
	if len(pg.Texts) == 0 {
		return nil
	}
	anchors := make(map[string]string, len(pg.Texts))
	for _, t := range pg.Texts {
		anchors[t.Address] = t.Anchor
	}
	out := make(map[int]template.HTML, len(pg.Texts))
	for _, t := range pg.Texts {
		body := s.convert(t.Index, points, new(diag.List))
		s.show(body)
		out[t.Index] = template.HTML(content.Embed(body.HTML, content.Embedding{Prefix: t.Anchor + ".", Down: t.Down,
			Local: func(address string) string { return anchors[address] }}))
	}
	return out
}

// A text is the Markdown body of a document.
type text struct {
	mu       sync.Mutex
	uses     int             // files that are still to show it
	body     *content.Body   // from the first use to the last
	problems diag.List       // of body
	ids      map[string]bool // of its headings, once a link has named one
}

// body renders a document's text and notes the files that it shows.
func (s *Site) body(index int, points bool, p *diag.List) *content.Body {
	d := s.roadmap.Tree.Documents[index]
	body := s.convert(index, points, p)
	s.show(body)
	s.verify(d, body, p)
	return body
}

// show notes the files that a text shows.
func (s *Site) show(body *content.Body) {
	if len(body.Files)+len(body.Unfit) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range body.Files {
		s.used[f] = true
	}
	for _, f := range body.Unfit {
		if _, known := s.used[f]; !known {
			s.used[f] = false
		}
	}
}

// verify reports the links of a text that lead to an anchor which no heading has.
func (s *Site) verify(d *content.Document, body *content.Body, p *diag.List) {
	for _, use := range body.Anchors {
		ids := body.IDs
		if use.Path != d.Path {
			ids = s.anchors(use.Path)
		}
		if ids != nil && !ids[use.Anchor] {
			lost(use, ids, p)
		}
	}
}

// Review finds what is wrong in a document's text, by its index in the tree, and
// returns the text. Unlike a page, it costs no layout, and keeps nothing.
func (s *Site) Review(index int, p *diag.List) *content.Body {
	d := s.roadmap.Tree.Documents[index]
	body := s.render(index, true, p)
	s.verify(d, body, p)
	return body
}

// convert renders a text, once for all files that show it: the last one to ask
// lets go of it.
func (s *Site) convert(index int, points bool, p *diag.List) *content.Body {
	t := &s.texts[index]
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
	body := s.render(index, points, &found)
	if t.uses > 0 {
		t.body, t.problems = body, found
	}
	p.Merge(&found)
	return body
}

func (s *Site) render(index int, points bool, p *diag.List) *content.Body {
	return content.Convert(s.roadmap.Tree.Documents[index], content.Env{Target: s.target, Nearest: s.nearest, Moved: s.moved, Own: s.own, At: s.at, Below: s.below, Figure: s.roadmap.Figure,
		AsOf: s.Plan.Site.Archive.AsOf(), Points: points}, p)
}

// anchors returns the ids of a document's headings; nil when they are not known,
// since the document cannot be read: that is reported elsewhere.
func (s *Site) anchors(path string) map[string]bool {
	index, ok := s.roadmap.Tree.Find(path)
	if !ok {
		return nil
	}
	t := &s.texts[index]
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ids == nil {
		var found diag.List
		t.ids = s.render(index, false, &found).IDs
		if found.Has(content.Changed) {
			t.ids = nil
		}
	}
	return t.ids
}

// lost reports a link to an anchor that no heading has.
func lost(use content.AnchorUse, ids map[string]bool, p *diag.List) {
	names := slices.Sorted(maps.Keys(ids))
	hint := "cette page n'a pas de titre qui serve d'ancre"
	if len(names) > 0 {
		hint = "ancres de cette page : " + french.Few(names, 8, "autres")
	}
	hint, near := diag.Suggest(content.Slug(use.Anchor), names, "#%s", hint)
	p.Erreur(use.Pos, "ancre-cassee", hint, "l'ancre « #%s » n'existe pas dans %s", use.Anchor, use.Path)
	p.Guess("#"+use.Anchor, near)
}
