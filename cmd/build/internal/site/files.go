package site

import (
	"bytes"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/card"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/search"
	"feuille-de-route.example/cmd/build/internal/theme"
)

// machines adds what machines read: the feeds that hold no text, calendars, and, at
// an address, which a copy on a disk does not have, the site map and robots.txt.
func (s *Site) machines(p *diag.List) {
	for i := range s.Plan.Feeds {
		if f := &s.Plan.Feeds[i]; len(f.Actualites) == 0 { // else it follows them
			s.addFeed(f, p)
		}
	}
	s.addData(false, p)
	if s.onDisk() { // nobody shares what lies on a disk, nor subscribes to it
		s.addData(true, p)
		return
	}
	for _, picture := range s.Plan.Pictures {
		s.addOwn(File{Path: page.OutputPath(picture.Address), render: func(b *bytes.Buffer) error { return card.PNG(b, picture.Draw()) }}, p)
	}
	for i := range s.Plan.Calendars {
		c := &s.Plan.Calendars[i]
		s.addCalendar(page.OutputPath(c.Address), c, p)
	}
	s.addData(true, p) // by now nobody waits for what they tell of
	s.sitemaps(p)
	sitemap := s.base.URL + "/sitemap.xml"
	if s.in.NoIndex {
		sitemap = ""
	}
	s.addText("robots.txt", func(b *bytes.Buffer) { feed.Robots(b, sitemap) }, p)
}

// sitemaps adds one site map, or several and their index.
func (s *Site) sitemaps(p *diag.List) {
	all := s.Plan.Pages
	if len(all) <= feed.MaxAddresses {
		s.addText("sitemap.xml", func(b *bytes.Buffer) { feed.Sitemap(b, s.mapped(all)) }, p)
		return
	}
	var index []feed.Address
	for part := range slices.Chunk(all, feed.MaxAddresses) {
		name := "sitemap-" + strconv.Itoa(len(index)+1) + ".xml"
		index = append(index, feed.Address{URL: s.base.URL + "/" + name})
		s.addText(name, func(b *bytes.Buffer) { feed.Sitemap(b, s.mapped(part)) }, p)
	}
	s.addText("sitemap.xml", func(b *bytes.Buffer) { feed.SitemapIndex(b, index) }, p)
}

// mapped gives the entries of a site map: pages that search engines may show.
func (s *Site) mapped(pages []*page.Planned) []feed.Address {
	all := make([]feed.Address, 0, len(pages))
	for _, pg := range pages {
		if !pg.Hidden {
			all = append(all, feed.Address{URL: s.base.URL + pg.Address, LastMod: pg.Modified.ISO()})
		}
	}
	return all
}

// ownFile is who claims the path of a file that stands for no text of an editor.
const ownFile = "un fichier du site"

// addOwn adds a file that stands for no text of an editor, and reports the page of an
// editor that hides it.
func (s *Site) addOwn(f File, p *diag.List) {
	if other := s.add(f, ownFile); other != "" {
		p.Erreur(diag.Pos{File: other}, "adresse-prise", "donnez un autre nom au fichier", "/%s est un fichier du site", f.Path)
	}
}

// addText adds such a file, which is always made.
func (s *Site) addText(name string, write func(*bytes.Buffer), p *diag.List) {
	s.addOwn(File{Path: name, render: func(b *bytes.Buffer) error {
		write(b)
		return nil
	}}, p)
}

// addData adds the files of the roadmap as data: those that tell of the others, or
// the others.
func (s *Site) addData(tell bool, p *diag.List) {
	for _, f := range s.data.Files {
		if f.Tells() == tell {
			s.addText(page.OutputPath(page.Data+f.Name), f.Write, p)
		}
	}
}

func (s *Site) addCalendar(name string, c *page.Calendar, p *diag.List) {
	_, authority, _ := strings.Cut(s.guid, "://")
	s.addText(name, func(b *bytes.Buffer) { feed.ICS(b, c.Feed(authority)) }, p)
}

func (s *Site) addFeed(f *page.Feed, p *diag.List) {
	s.addOwn(File{Path: s.pathOf(f.Page.Address, f.Form.File), feed: f}, p)
}

// feed renders a feed. Problems of its texts are those of their pages.
func (s *Site) feed(f *page.Feed, b *bytes.Buffer) {
	var more []feed.Item
	if f.OfSite() {
		more = s.passed()
	}
	f.Form.Write(b, f.Channel(s.guid, more, func(index int) func(*bytes.Buffer) {
		html := s.convert(index, false, new(diag.List)).HTML
		if html == "" {
			return nil
		}
		own := page.Address(s.roadmap, s.roadmap.Tree.Documents[index])
		html = strings.ReplaceAll(html, ` href="#`, ` href="`+string(content.LinkMark)+own+"#") // nothing typed holds a quote
		return func(b *bytes.Buffer) { content.ResolveLinks(b, []byte(html), s.base.URL) }
	}))
}

// asset adds a file of the theme.
func (s *Site) asset(f theme.File, p *diag.List) {
	s.addText(f.Path, func(b *bytes.Buffer) { b.Write(f.Bytes) }, p)
}

// moved is the page left at a former address, for hosts without redirects. Its
// immediate refresh is allowed by RGAA 13.1.
var moved = template.Must(template.New("moved").Parse(`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>Page déplacée</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="canonical" href="{{.URL}}">
<meta http-equiv="refresh" content="0; url={{.Local}}">
</head>
<body>
<main>
<h1>Page déplacée</h1>
<p><a href="{{.Local}}">Cette page a changé d’adresse : suivre ce lien.</a></p>
</main>
</body>
</html>
`))

// redirects adds a page at each former address where a file can be.
func (s *Site) redirects(p *diag.List) {
	s.led = map[string]bool{}
	owners := map[string]string{} // of those without such a page, by what is asked for
	for _, r := range s.Plan.Redirects {
		f := File{Path: r.File(), render: func(b *bytes.Buffer) error {
			local := s.base.Prefix + r.To
			if s.onDisk() {
				local = content.RelativeAddress(r.From, r.To)
			}
			return moved.Execute(b, struct{ URL, Local string }{s.base.URL + r.To, local})
		}}
		other, key := "", asked(r.Path, r.Query)
		if f.Path != "" {
			other = s.add(f, r.Pos.File)
			if s.led[r.From] = other == ""; s.led[r.From] {
				s.followers(r, p)
				continue
			}
		}
		if other == r.Pos.File && !s.stands(f.Path) { // some disks take it for another address of the page
			other = ""
		}
		if other == "" {
			other, owners[key] = owners[key], r.Pos.File
		}
		if other != "" {
			s.led[r.From] = true // to what is said here
			if other == r.Pos.File {
				p.Erreur(r.Pos, "alias-pris", "retirez-le", "l'adresse %s est déjà celle de cette page", r.From)
				continue
			}
			p.Erreur(r.Pos, "alias-pris", "retirez-le, ou choisissez une adresse libre", "l'adresse %s est déjà prise : %s", r.From, other)
		}
	}
}

// followers adds what one subscribes to at a page where it was at the page's former
// address: feed readers and calendars follow no page that leads elsewhere.
func (s *Site) followers(r page.Redirect, p *diag.List) {
	if s.onDisk() || !r.Folder() {
		return
	}
	for i := range s.Plan.Feeds {
		if f := &s.Plan.Feeds[i]; f.Page.Address == r.To {
			s.addOwn(File{Path: path.Join(path.Dir(r.File()), f.Form.File), feed: f}, p)
		}
	}
	for i := range s.Plan.Calendars {
		if c := &s.Plan.Calendars[i]; c.Address != page.SiteCalendar && c.Follows == r.To {
			s.addCalendar(path.Join(path.Dir(r.File()), path.Base(c.Address)), c, p)
		}
	}
}

// racine adds the files that editors publish at the root as they are.
func (s *Site) racine(p *diag.List) {
	for _, name := range s.roadmap.Tree.Racine {
		display := content.Root + "/" + name
		if content.IsDrawing(name) {
			content.CheckAttachment(s.in.Content, display, p)
		} else {
			content.CheckPlace(s.in.Content, display, p)
		}
		if content.IsPage(name) { // held to what all pages may do
			if text, err := content.ReadWhole(s.in.Content, display, p); err == nil { // else whoever publishes it says so
				host.Page(text, display, s.look.allowed, p)
			}
		}
		f := s.copied(content.Composed(strings.TrimPrefix(name, "racine/")), name, asIs)
		if other := s.add(f, display); other != "" {
			p.Erreur(diag.Pos{File: display}, "adresse-prise", "donnez-lui un autre nom", "/%s est déjà pris : %s", f.Path, other)
		}
	}
}

// copied is a file of content/ that is published, as open gives it. name is its path in
// the content folder.
func (s *Site) copied(to, name string, open func(fs.FS, string) (io.ReadCloser, error)) File {
	return File{Path: to, Open: func() (io.ReadCloser, error) {
		f, err := open(s.in.Content, name)
		if err != nil {
			return nil, diag.Failure("lire content/", err)
		}
		return f, nil
	}}
}

// asIs opens a file of racine/.
func asIs(fsys fs.FS, name string) (io.ReadCloser, error) { return fsys.Open(name) }

// Other returns the file that is published at a path of the output once all of Files
// have been made: a piece of the search, or a file of content/ if a page shows it. It
// reports what keeps it from being published.
func (s *Site) Other(path string, p *diag.List) (File, bool) {
	if name, ok := strings.CutPrefix("/"+path, pieces); ok && search.IsPiece(name) {
		all := s.searchPieces()
		if i := slices.IndexFunc(all, func(f File) bool { return f.Path == path }); i >= 0 {
			return all[i], true
		}
	}
	key, ok := s.published()[path]
	if !ok {
		return File{}, false
	}
	onDisk := s.roadmap.Tree.Files[key]
	content.CheckAttachment(s.in.Content, onDisk, p)
	return s.copied(path, strings.TrimPrefix(onDisk, content.Root+"/"), content.Open), true
}

// attachmentPaths gives the path of each file of content/ in the output.
func (s *Site) attachmentPaths() map[string]string {
	paths := make(map[string]string, len(s.roadmap.Tree.Files))
	for key := range s.roadmap.Tree.Files {
		paths[page.OutputPath(page.FileAddress(s.roadmap, key))] = key
	}
	return paths
}

// Shown lists the files of content/ that the pages rendered so far show or link:
// their paths on disk, in order.
func (s *Site) Shown() []string {
	var names []string
	for _, key := range s.shown() {
		names = append(names, s.roadmap.Tree.Files[key])
	}
	return names
}

// shown are their keys.
func (s *Site) shown() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.used))
}

// Remaining returns the files that are known only once all of Files have been made: what
// the search loads, and the files of content/ that pages show or link. It reports those
// that may not be published.
func (s *Site) Remaining(p *diag.List) []File {
	files := s.searchPieces()
	for _, f := range files {
		if other := s.claims.take(f.Path, f.who, -1); other != "" {
			p.Erreur(diag.Pos{File: other}, "adresse-prise", "donnez un autre nom au fichier", "/%s est un fichier du site", f.Path)
		}
	}
	for _, key := range s.shown() {
		if !s.used[key] {
			continue
		}
		onDisk := s.roadmap.Tree.Files[key]
		before := p.Len()
		if content.CheckAttachment(s.in.Content, onDisk, p); p.Len() > before {
			continue
		}
		f := s.copied(page.OutputPath(page.FileAddress(s.roadmap, key)), strings.TrimPrefix(onDisk, content.Root+"/"), content.Open)
		if other := s.claims.take(f.Path, onDisk, -1); other != "" && other != onDisk {
			p.Erreur(diag.Pos{File: onDisk}, "adresse-prise", "donnez un autre nom au fichier", "/%s est déjà pris : %s", f.Path, other)
			continue
		}
		f.who = onDisk
		files = append(files, f)
	}
	return files
}
