package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"sync"

	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Folder is where a site publishes its data.
const Folder = "/donnees/"

// Files that describe the others.
const (
	packageFile   = "datapackage.json"
	catalogueFile = "catalogue.jsonld"
)

// A Publication is everything that a site publishes under /donnees/: the whole as
// JSON, its parts as CSV, and what describes them. Nothing is made before it is
// asked for. It is safe for concurrent use.
type Publication struct {
	Tables  []*Table
	Files   []*File // the tables, the whole, then what describes them
	feuille func() *Feuille
	// modified is the latest day that the data hold: something was added to them since. A
	// période is no such day, since it may be to come.
	modified func() string
	site     *page.Site
	roadmap  *roadmap.Roadmap
	byName   map[string]*File
	kept     func() Kept
	former   former // once feuille was asked for
}

// A File is one of a Publication.
type File struct {
	Name  string // "projets.csv"
	Media string // its media type
	write func(b *bytes.Buffer)

	mu     sync.Mutex
	digest *Digest
}

// A Digest is what tells whether a file is whole.
type Digest struct {
	Size   int64
	SHA256 string // in hexadecimal
}

// Publish lists what a roadmap publishes. kept is asked for once, if at all.
func Publish(r *roadmap.Roadmap, plan *page.Plan, kept func() Kept) *Publication {
	p := &Publication{Tables: inWords(&r.Mots, tablesOf(unused(r))), site: plan.Site, roadmap: r, byName: map[string]*File{}, kept: kept}
	p.feuille = sync.OnceValue(func() *Feuille { return p.complete(New(r, plan)) })
	p.modified = sync.OnceValue(func() string { return newest(reflect.ValueOf(p.feuille()).Elem()).ISO() })
	for _, t := range p.Tables {
		p.add(t.File(), "text/csv", func(b *bytes.Buffer) { t.CSV(b, p.feuille()) })
	}
	p.add(Name, "application/json", writer(func() []byte { return p.feuille().Encode() }))
	for _, t := range p.Tables {
		p.add(t.SchemaFile(), "application/json", writer(func() []byte { return t.Schema(p) }))
	}
	p.add(SchemaFile, "application/schema+json", writer(func() []byte { return Schema(p.site.Base, &p.roadmap.Mots, unused(r)) }))
	p.add(packageFile, "application/json", writer(p.dataPackage))
	p.add(catalogueFile, "application/ld+json", writer(p.catalogue))
	return p
}

func (p *Publication) add(name, media string, write func(*bytes.Buffer)) {
	f := &File{Name: name, Media: media, write: write}
	p.Files = append(p.Files, f)
	p.byName[name] = f
}

func writer(text func() []byte) func(*bytes.Buffer) {
	return func(b *bytes.Buffer) { b.Write(text()) }
}

// address is where a file of the publication is, in full.
func (p *Publication) address(name string) string { return p.site.Base + Folder + name }

// Tells reports whether the file gives the digests of others: it waits for them.
func (f *File) Tells() bool { return f.Name == packageFile || f.Name == catalogueFile }

// Write appends the file to b.
func (f *File) Write(b *bytes.Buffer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	start := b.Len()
	if f.write(b); f.digest == nil {
		f.digest = measure(b.Bytes()[start:])
	}
}

// Digest measures the file, which it makes when it has not been written yet: what
// tells of files is better made after them.
func (f *File) Digest() Digest {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.digest == nil {
		var b bytes.Buffer
		f.write(&b)
		f.digest = measure(b.Bytes())
	}
	return *f.digest
}

func measure(text []byte) *Digest {
	sum := sha256.Sum256(text)
	return &Digest{int64(len(text)), hex.EncodeToString(sum[:])}
}
