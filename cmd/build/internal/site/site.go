// Package site joins the stages: folders go in; every address of the site comes
// out, each with the work that makes its bytes. It is the only package that
// knows them all. Nothing is made before it is asked for, so a command that
// wants one page pays for one.
package site

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/render"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/theme"
)

// Input is all that a site depends on: same input, same bytes.
type Input struct {
	Content    fs.FS // the folder content/: site.yaml stands at its root
	Layouts    fs.FS
	Theme      theme.Input // its Identity follows from site.yaml
	Base       Base        // takes the place of site.yaml's url, unless empty
	Brouillons bool        // drafts are part of the site
	Edition    string      // takes the place of site.yaml's edition, unless empty
	Archive    bool        // the site opens from a disk, and says which edition it keeps
}

// A File is one address of the site and the work that makes its bytes: either
// Render or Open.
type File struct {
	Path string // slash-separated, from the root of the site: "missions/data/index.html"
	// Render appends the file to b and what is wrong in its source to p. The
	// error is the machine's. It is safe for concurrent use.
	Render func(b *bytes.Buffer, p *diag.List) error
	// Open gives a file that is published as it is.
	Open func() (io.ReadCloser, error)
}

// A Site is a whole site, not yet made.
type Site struct {
	Plan  *page.Plan
	Files []File // all but attachments, in an order that depends on the input alone

	in       Input
	roadmap  *roadmap.Roadmap
	base     Base
	guid     string // canonical URL of site.yaml: identifiers do not follow --base-url
	renderer *render.Renderer
	texts    map[string]*text          // by path of the document
	targets  map[string]content.Target // what links may lead to, by path
	sizes    sync.Map                  // path of an image -> [2]int
	claims   *claims
	mu       sync.Mutex
	used     map[string]bool // files of content/ that pages rendered so far show or link
}

// New reads, links and plans a site. Problems are the editor's; when they hold
// an error, the site must not be published, but it can be rendered to find
// more of them. An error is the machine's: no site comes with it.
func New(ctx context.Context, in Input) (*Site, *diag.List, error) {
	problems := new(diag.List)
	tree, err := content.Load(in.Content, roadmap.Types(), problems)
	if err != nil {
		return nil, problems, fmt.Errorf("read content: %w", err)
	}
	if site, ok := tree.Site.(*roadmap.SiteFields); ok && in.Edition != "" {
		site.EditionID = content.Text{S: in.Edition}
	}
	s := &Site{in: in, claims: newClaims(), used: map[string]bool{}}
	s.roadmap = roadmap.New(tree, in.Brouillons, problems)
	s.setBase(problems)
	s.Plan = page.New(s.roadmap, s.base.URL, problems)
	in.Theme.Identity = s.Plan.Site.Identite
	look, err := theme.Load(ctx, in.Theme)
	if err != nil {
		return nil, problems, err
	}
	s.dress(look)
	s.date()
	if s.renderer, err = render.New(in.Layouts, s.Plan.Site); err != nil {
		return nil, problems, err
	}
	s.index()
	s.pages(problems)
	s.machines(problems)
	s.assets(look, problems)
	s.redirects(problems)
	s.racine(problems)
	return s, problems, nil
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
	if s.base.URL == "" {
		s.base = own
	}
}

// dress tells the pages how to name the theme's files.
func (s *Site) dress(t *theme.Theme) {
	look := s.Plan.Site
	look.Style, look.Script, look.Amorce = t.Style, t.Script, t.Early
	look.Polices, look.DSFR, look.Couleur = t.Fonts, t.Version, t.Color
	for _, i := range t.Icons {
		look.Icone = append(look.Icone, page.Icone{Rel: i.Rel, Type: i.Type, Adresse: i.Address, Taille: i.Sizes})
	}
}

// date tells the pages of an archive which edition they keep.
func (s *Site) date() {
	e := s.roadmap.Edition
	if !s.in.Archive || e == nil {
		return
	}
	s.Plan.Site.Archive = &page.Archive{Edition: e.Titre.S, Adresse: s.base.URL + page.Home,
		Date: page.Date{Texte: roadmap.FrenchDate(e.Date), ISO: e.Date.ISO()}}
}

// Roadmap is the model that the site is made of.
func (s *Site) Roadmap() *roadmap.Roadmap { return s.roadmap }

// add claims a path for a file. It reports who has it already, or "".
func (s *Site) add(f File, who string) (other string) {
	if other := s.claims.take(f.Path, who); other != "" {
		return other
	}
	s.Files = append(s.Files, f)
	return ""
}

// made is a File whose bytes are there already.
func made(name string, data []byte) File {
	return File{Path: name, Render: func(b *bytes.Buffer, _ *diag.List) error {
		b.Write(data)
		return nil
	}}
}
