package archive

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/site"
	"feuille-de-route.example/cmd/build/internal/theme"
)

// Folders of the payload.
const (
	siteDir    = "data/site/"
	webDir     = "data/web/"
	dataDir    = "data/donnees/" // of format 1: since then the data stands in the site alone
	sourcesDir = "data/sources/"
)

// A source is a file that the site was made of.
type source struct {
	name string // from the folder of the roadmap, in Unicode NFC: "content/site.yaml"
	open func() (io.ReadCloser, error)
}

// sourcesOf lists what a site was made of, once its pages are rendered. Left out
// are drafts and files that no page shows, which nobody meant to publish; the frozen
// data of the edition itself, which the archive makes; and layouts or assets that
// are the program's own to the last byte: the archive names it, and it has them. Photos
// are as they are published: an archive is public too.
func sourcesOf(in site.Input, s *site.Site, frozen string) ([]source, error) {
	var list []source
	add := func(fsys fs.FS, folder string, names ...string) {
		for _, at := range names {
			list = append(list, source{content.Composed(folder + "/" + at), func() (io.ReadCloser, error) { return fsys.Open(at) }})
		}
	}
	tree := s.Roadmap().Tree
	add(in.Content, content.Root, "site.yaml")
	for _, d := range tree.Documents {
		if !s.Roadmap().Brouillons[d.Path] {
			add(in.Content, content.Root, strings.TrimPrefix(d.Path, content.Root+"/"))
		}
	}
	for _, name := range s.Shown() {
		list = append(list, source{content.Composed(name), func() (io.ReadCloser, error) { return content.Open(in.Content, name) }})
	}
	add(in.Content, content.Root, tree.Racine...)
	for _, name := range tree.Editions {
		if name != frozen {
			add(in.Content, content.Root, name)
		}
	}
	names, err := layoutNames(in.Layouts)
	if err != nil {
		return nil, err
	}
	own, err := layoutNames(in.Embedded)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(names, own) || !sameFiles(in.Layouts, in.Embedded, names) {
		add(in.Layouts, "layouts", names...)
	}
	files, names, err := theme.Own(in.Theme)
	if err == nil && !sameFiles(files, in.Theme.Embedded, names) {
		add(files, "assets", names...)
	}
	return list, err
}

// layoutNames lists the layouts of a folder, in order.
func layoutNames(files fs.FS) (names []string, err error) {
	err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && strings.HasSuffix(name, ".html") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		err = diag.Failure("lire layouts/", err)
	}
	return names, err
}

// sameFiles reports whether some files are the same in two places. One that
// cannot be read is not.
func sameFiles(a, b fs.FS, names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		one, wrong := fs.ReadFile(a, name)
		other, err := fs.ReadFile(b, name)
		return wrong != nil || err != nil || !bytes.Equal(one, other)
	})
}

// Names reports the sources of a site whose paths are too long for its archive. All
// else that its names may not be is reported when they are read.
func Names(s *site.Site, p *diag.List) {
	r := s.Roadmap()
	if r.Edition == nil {
		return // reported by the model
	}
	named := slices.Collect(maps.Values(r.Tree.Files))
	for _, name := range slices.Concat(r.Tree.Racine, r.Tree.Editions) {
		named = append(named, content.Root+"/"+name)
	}
	for _, d := range r.Tree.Documents {
		named = append(named, d.Path)
	}
	before := utf8.RuneCountInString(NameOf(r) + "/" + sourcesDir)
	for _, name := range named {
		if n := before + utf8.RuneCountInString(content.Composed(name)); n > maxName {
			p.Erreur(diag.Pos{File: name}, "nom-de-fichier", "raccourcissez de "+french.Count(n-maxName, "caractère", "caractères")+" le nom de ce fichier ou ceux de ses dossiers",
				"ce chemin est trop long : dans une archive il aurait %d caractères, pour %d au plus", n, maxName)
		}
	}
}

// keepSources puts the sources of a rendered site into the bag, and what became of
// them.
func (m *maker) keepSources(in site.Input, s *site.Site) error {
	sources, err := sourcesOf(in, s, m.edition.DataFile())
	if err != nil {
		return err
	}
	for _, src := range sources {
		content, err := openBlob(src.open)
		if err != nil {
			return diag.Failure("lire "+src.name, err)
		}
		if err := m.bag.add(sourcesDir+src.name, content); err != nil {
			return failed("archiver "+src.name, err)
		}
		m.bag.sources = append(m.bag.sources, listed{src.name, content.sums})
	}
	origin, err := m.provenance()
	if err == nil {
		err = m.bag.add(provenanceName, origin)
	}
	if err != nil {
		return diag.Failure("écrire l'archive", err)
	}
	return nil
}

// sourceTree sums up all sources: their manifest's SHA-256, in hexadecimal.
func (b *bag) sourceTree() string {
	return fmt.Sprintf("%x", sha256.Sum256(manifest(b.sources, "sha256")))
}

// A provenance says what made an archive, and how to make it again. It holds
// only what is the same on every machine.
type provenance struct {
	Format   int    `json:"format"`
	Edition  string `json:"edition"`
	Date     string `json:"date"` // of everything in the archive, RFC 3339
	Maker    Maker  `json:"programme"`
	DSFR     string `json:"dsfr"`
	Sources  string `json:"sources"` // SHA-256 of their manifest
	Manifest string `json:"sources_calcul"`

	// Of an archive without these, what it is made of does not depend on the day.
	Day    string   `json:"jour,omitempty"`       // on which it was made: these had not appeared
	Coming []string `json:"a_paraitre,omitempty"` // paths of pages, which are not among the sources
}

func (m *maker) provenance() (blob, error) {
	p := provenance{currentFormat, m.edition.ID.S, m.when.UTC().Format(time.RFC3339), m.Maker, m.about.dsfr, m.bag.sourceTree(),
		"sha256 des lignes « sha256, deux espaces, chemin » des fichiers de data/sources/, triées par chemin", "", slices.Sorted(maps.Keys(m.coming))}
	if len(p.Coming) > 0 {
		p.Day = m.today.ISO()
	}
	text, err := jsonText(p, "  ")
	return bytesBlob(text), err
}
