// Package site joins the stages: folders go in; every address of the site comes
// out, each with the work that makes its bytes. It is the only package that
// knows them all. Nothing is made before it is asked for, so a command that
// wants one page pays for one.
package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/render"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/theme"
)

// Input is all that a site depends on: same input, same bytes.
type Input struct {
	Content     fs.FS // the folder content/: site.yaml stands at its root
	Layouts     fs.FS
	Embedded    fs.FS             // the program's copy of layouts/
	Theme       theme.Input       // its Identity follows from site.yaml
	Base        Base              // takes the place of site.yaml's url, unless empty
	Brouillons  bool              // drafts are part of the site
	Edition     string            // takes the place of site.yaml's edition, unless empty
	Today       content.Date      // pages of a later day are left out; zero for none
	Coming      []string          // paths of pages that are left out for their day, and are not in Content
	Destination page.Destination  // where the site is going
	Review      *page.Review      // it is a copy for review; nil for none
	NoIndex     bool              // search engines must leave it alone
	Like        *Site             // one of the same layouts and assets, no longer used, whose look serves again where it is the same; may be nil
	Unpublished bool              // nobody is to read it: its search may know no page
	lenient     bool              // a layout that has a mistake gives way to the program's copy
	Part        func(name string) // called when a part of the work begins, for whoever has a clock; may be nil
}

func (in Input) part(name string) {
	if in.Part != nil {
		in.Part(name)
	}
}

// Changes are what may differ in the folders since a site was made of them.
type Changes struct {
	Content []string // files, or folders that hold some, as paths from content/
	Look    []string // files of layouts/ or assets/, as paths from the source folder
}

// A File is one address of the site and the work that makes its bytes.
type File struct {
	Path string // slash-separated, from the root of the site: "missions/data/index.html"
	// Open gives a file that is published as it is; nil for one to render.
	Open func() (io.ReadCloser, error)

	who    string // has asked for it
	site   *Site
	page   *page.Planned // one of these three, when there is no Open
	feed   *page.Feed
	render func(b *bytes.Buffer) error
}

// An Inspector sees the text of a page while the page is rendered, with its
// points. It adds what is wrong with the text to p, and is called by several
// workers at once.
type Inspector func(d *content.Document, body *content.Body, p *diag.List)

// Render appends the file to b and what is wrong in its source to p. The error
// is the machine's. It is safe for concurrent use.
func (f File) Render(b *bytes.Buffer, p *diag.List) error { return f.Inspect(b, nil, p) }

// Told adds a mistake in a layout to p, when that is why a file could not be rendered,
// and returns nil; else it returns the error.
func Told(err error, p *diag.List) error {
	var fault *render.Fault
	if errors.As(err, &fault) {
		fault.Tell(p)
		return nil
	}
	return err
}

// Inspect does so and has see, unless it is nil, see the text of a page. A text that
// another page shows is rendered once for both: whoever inspects one inspects all.
func (f File) Inspect(b *bytes.Buffer, see Inspector, p *diag.List) error {
	switch {
	case f.page != nil:
		return f.site.page(f.page, b, see, p)
	case f.feed != nil:
		f.site.feed(f.feed, b)
		return nil
	}
	return f.render(b)
}

// A Site is a whole site, not yet made.
type Site struct {
	Plan  *page.Plan
	Files []File // all but what Remaining gives, in an order that depends on the input alone

	in        Input
	roadmap   *roadmap.Roadmap
	base      Base
	guid      string // what ids begin with: they follow neither --base-url nor a new url
	look      *look
	loads     host.Loads // what the pages load
	renderer  *render.Renderer
	speaker   *content.Speaker // nil when no text of front matter is in another language
	texts     []text           // by index of the document in the tree
	search    searcher
	images    sync.Map // key of a file of content/ -> photo.Image
	data      *data.Publication
	kept      func() kept        // data of earlier editions
	passed    func() []feed.Item // what moved between editions, for feeds
	claims    *claims
	led       map[string]bool                  // former addresses at which a page leads on, whatever the host
	like      *Site                            // the site before, as long as all files so far are where its own are
	folders   func() map[string]content.Target // what links to folders lead to
	paths     func() []string                  // what other links may lead to
	formers   func() map[string]page.Redirect  // by what was asked for
	hidden    func() map[string]string         // addresses that documents without a page would have -> their paths
	published func() map[string]string         // paths of attachments in the output -> keys of Tree.Files
	mu        sync.Mutex
	faults    diag.List       // of layouts, see Input.lenient
	used      map[string]bool // files of content/ that pages rendered so far show or link; false for those that are Unfit
	written   *Site           // see Written; nil when it is this one
	unread    map[string]bool // see Unread
}

// IsFeed reports whether the file is a feed.
func (f File) IsFeed() bool { return f.feed != nil }

// New reads, links and plans a site. Problems are the editor's; when they hold
// an error, the site must not be published, but it can be rendered to find
// more of them. An error is the machine's: no site comes with it.
func New(ctx context.Context, in Input) (*Site, *diag.List, error) {
	problems := new(diag.List)
	in.lenient = true
	in.part("contenu")
	tree, err := content.Load(in.Content, roadmap.Types(), problems)
	if err != nil {
		return nil, problems, fmt.Errorf("le dossier content/ ne se lit pas : %s", content.Reason(err))
	}
	s, err := join(ctx, in, tree, nil, problems)
	return s, problems, err
}

// Later returns the edition that site.yaml calls the current one when it is later
// than the one that the site was asked to be of, else nil: the content is then no
// more that of the edition asked for.
func (s *Site) Later() *roadmap.Edition {
	if r := s.roadmap; r.Edition != nil && r.Current.Date.Compare(r.Edition.Date) > 0 {
		return r.Current
	}
	return nil
}

// Roadmap is the model that the site is made of.
func (s *Site) Roadmap() *roadmap.Roadmap { return s.roadmap }

// Prefix is the path below which the site is published: "/p", or "".
func (s *Site) Prefix() string { return s.base.Prefix }

// Find returns the file at a path of the output, if it is one of Files.
func (s *Site) Find(path string) (File, bool) {
	c, ok := s.claims.files[content.FileKey(path)]
	if !ok || c.file < 0 || s.Files[c.file].Path != path {
		return File{}, false
	}
	return s.Files[c.file], true
}

// Source is the file of content/ that the file is published from, when it has Open.
func (f File) Source() string { return f.who }

// stands reports whether a file has a path of the output, letter for letter.
func (s *Site) stands(path string) bool {
	_, ok := s.Find(path)
	return ok
}

// Page returns the page that the file is, or nil.
func (f File) Page() *page.Planned { return f.page }

// Again makes the site anew of folders in which nothing else than the changes
// differs: what has not changed is not read again. Documents that now have errors
// stand as they last were, see content.Reload. The old site stays as it is.
//
// The two share what is the same in both, so neither is asked for what remains.
func (s *Site) Again(ctx context.Context, in Input, changes Changes) (*Site, *diag.List, error) {
	problems := new(diag.List)
	tree, err := content.Reload(in.Content, roadmap.Types(), s.roadmap.Tree, changes.Content, problems)
	if err != nil {
		return nil, problems, diag.Failure("lire content/", err)
	}
	before := s
	if len(changes.Look) > 0 {
		before = nil
	}
	var found diag.List
	again, err := join(ctx, in, tree, before, &found)
	if err != nil {
		return nil, problems, err
	}
	if again.sameKept(s, changes) {
		again.kept = s.kept
	}
	written, unread := tree.Written()
	if written != nil {
		found = diag.List{}
		if again.written, err = join(ctx, in, written, again, &found); err != nil {
			return nil, problems, err
		}
	}
	again.unread = unread
	problems.Merge(found.Without(unread)) // that would be problems of what is no longer there
	return again, problems, nil
}

// Written is the site as its files are, with all that is wrong in them: where
// Again let documents stand as they last were, here they stand as far as they can
// be read. It is for finding problems, not for readers.
func (s *Site) Written() *Site { return cmp.Or(s.written, s) }

// Unread reports whether a file, by its path, cannot be read at all, and stands
// as it last was: then nobody knows what else is wrong in it.
func (s *Site) Unread(path string) bool { return s.unread[path] }

// join links and plans a site. What it has in common with a site of the same
// layouts and assets is taken from there; before may be nil.
func join(ctx context.Context, in Input, tree *content.Tree, before *Site, problems *diag.List) (*Site, error) {
	dressed := cmp.Or(before, in.Like)
	in.Like = nil // else it is kept for as long as the new one
	s := &Site{in: in, used: map[string]bool{}, texts: make([]text, len(tree.Documents))}
	s.folders, s.paths, s.published = sync.OnceValue(s.folderTargets), sync.OnceValue(s.targetPaths), sync.OnceValue(s.attachmentPaths)
	s.formers, s.hidden = sync.OnceValue(s.formerAddresses), sync.OnceValue(s.hiddenAddresses)
	s.passed = sync.OnceValue(func() []feed.Item { return s.data.Passed() })
	in.part("modele")
	s.roadmap = roadmap.New(roadmap.Input{Tree: tree, Brouillons: in.Brouillons, Edition: in.Edition, Today: in.Today, Coming: in.Coming}, problems)
	s.speaker = content.NewSpeaker(s.spoken())
	host.Check(s.roadmap, problems)
	s.setBase(problems)
	in.part("theme")
	if err := s.dress(ctx, dressed, problems); err != nil {
		return nil, err
	}
	in.part("plan")
	s.Plan = page.New(page.Input{Roadmap: s.roadmap, Base: s.base.URL, Destination: in.Destination, Review: in.Review, Look: s.shared(), Rest: s.rest()}, problems)
	if err := s.prepare(dressed); err != nil {
		return nil, err
	}
	problems.Merge(&s.faults)
	earlier := s.earlier()
	s.kept = sync.OnceValue(func() kept { return keptEditions(in.Content, tree.Editions, earlier) })
	s.data = data.Publish(s.roadmap, s.Plan, func() data.Kept { return s.kept().editions })
	s.like = before
	s.Files = make([]File, 0, len(s.Plan.Pages)+len(s.Plan.Feeds)+len(s.Plan.Calendars)+len(s.Plan.Pictures)+len(s.Plan.Redirects)+
		len(s.data.Files)+len(s.look.Files)+len(tree.Racine)+32)
	s.pages(problems)
	s.rows(problems)
	s.machines(problems)
	s.latePages(problems)
	for _, f := range s.look.Files {
		if !s.onDisk() || !s.look.Installed(f) {
			s.asset(f, problems)
		}
	}
	s.redirects(problems)
	s.racine(problems)
	s.hosting(problems)
	s.settle()
	return s, nil
}

// setBase finds where the site is published.
func (s *Site) setBase(p *diag.List) {
	s.base = s.in.Base
	u := s.roadmap.Site.URL
	if u.S == "" {
		return // reported by the model
	}
	own, err := ParseBase(u.S)
	if err != nil {
		p.Erreur(u.In(content.SitePath), "adresse-du-site", "écrivez par exemple « https://feuille-de-route.gouv.fr/ »", "« url » : %v", err)
		return
	}
	s.guid = own.URL
	if id := s.roadmap.Site.Identifiant; id.S != "" {
		first, err := ParseBase(id.S)
		if err != nil {
			p.Erreur(id.In(content.SitePath), "adresse-du-site", "écrivez la première adresse du site", "« identifiant » : %v", err)
			return
		}
		s.guid = first.URL
	}
	if s.base.URL == "" {
		s.base = own
	}
}

// dress gives the site its theme, and says what its pages may load. Most changes of
// content leave alone what all pages share: then the look of the site before serves
// again.
func (s *Site) dress(ctx context.Context, before *Site, p *diag.List) error {
	site := s.roadmap.Site
	allowed := host.Allowed(site.Hebergement.Autorise)
	s.in.Theme.Identity, s.in.Theme.Counted = site.Identite.Key(), s.counts()
	if before != nil && before.in.Theme.Identity == s.in.Theme.Identity && before.in.Theme.Counted == s.in.Theme.Counted && reflect.DeepEqual(before.look.allowed, allowed) {
		s.look = before.look
	} else {
		t, err := theme.Load(ctx, s.in.Theme)
		if err != nil {
			return err
		}
		s.look = newLook(t, s.in, allowed)
	}
	p.Merge(&s.look.problems)
	s.allow()
	return nil
}

// prepare makes what executes layouts, unless that of the site before serves again.
func (s *Site) prepare(before *Site) (err error) {
	if before != nil && reflect.DeepEqual(before.Plan.Site, s.Plan.Site) {
		s.renderer, s.faults = before.renderer, before.faults
		s.renderer.Forget()
		return nil
	}
	files := standIns{s.in.Layouts, s.in.Embedded, map[string]bool{}}
	for {
		var fault *render.Fault
		s.renderer, err = render.New(files, s.Plan.Site)
		if !s.in.lenient || s.in.Embedded == nil || !errors.As(err, &fault) {
			return err
		}
		file := strings.TrimPrefix(fault.Pos.File, "layouts/")
		switch {
		case !files.replaced[file]:
			files.replaced[file] = true
			fault.Tell(&s.faults)
		case files.FS != files.copies: // a copy wants what the folder does not have, which is said
			files.FS = files.copies
		default:
			return err
		}
	}
}

// standIns are layouts of which some are the program's copies.
type standIns struct {
	fs.FS
	copies   fs.FS
	replaced map[string]bool
}

// Open implements fs.FS.
func (f standIns) Open(name string) (fs.File, error) {
	if f.replaced[name] {
		return f.copies.Open(name)
	}
	return f.FS.Open(name)
}

// onDisk reports whether the site is for a disk: without address, and so without
// what is for those who fetch one.
func (s *Site) onDisk() bool { return s.in.Destination == page.Disk }

// add claims a path for a file. It reports who has it already, or "".
func (s *Site) add(f File, who string) (other string) {
	f.who, f.site = who, s
	if s.before().Path != f.Path {
		if s.like != nil || s.claims == nil {
			s.claimAll()
		}
		if other := s.claims.take(f.Path, who, len(s.Files)); other != "" {
			return other
		}
	}
	s.Files = append(s.Files, f)
	return ""
}

// before is the file that the site before has where the next one of this site
// goes; it is none as soon as the two differ.
func (s *Site) before() File {
	if s.like == nil || len(s.Files) == len(s.like.Files) {
		return File{}
	}
	return s.like.Files[len(s.Files)]
}

// pathOf is the path of a page, or of a feed in some form of a page. That of a site
// that is made again is most often that of the site before.
func (s *Site) pathOf(address, form string) string {
	b := s.before()
	if b.page != nil && form == "" && b.page.Address == address || b.feed != nil && b.feed.Form.File == form && b.feed.Page.Address == address {
		return b.Path
	}
	return page.OutputPath(address + form)
}

// claimAll claims the paths of the files so far, which the site before had too.
func (s *Site) claimAll() {
	s.like, s.claims = nil, newClaims(cap(s.Files))
	for i, f := range s.Files {
		s.claims.take(f.Path, f.who, i)
	}
}

// settle ends the claims: those of a site with the same files hold for this one.
func (s *Site) settle() {
	switch like := s.like; {
	case like == nil:
	case len(like.Files) == len(s.Files):
		s.like, s.claims = nil, like.claims
	default:
		s.claimAll()
	}
}

// Bytes appends the file to b, however it is made; what is wrong in its source is
// said elsewhere.
func (f File) Bytes(b *bytes.Buffer) error {
	if f.Open == nil {
		return f.Render(b, new(diag.List))
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = b.ReadFrom(r)
	return err
}
