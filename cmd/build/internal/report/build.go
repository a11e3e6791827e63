package report

import (
	"cmp"
	_ "embed"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
)

// buildFormat is the version of what a build reports: it grows when a field goes
// away or changes its meaning, and not when one is added.
const buildFormat = 1

// Schema describes what a build reports, in JSON Schema 2020-12.
//
//go:embed rapport.schema.json
var Schema []byte

// A Build is what became of a build, for programs. The same content and the same
// program give the same bytes, but for Run.
type Build struct {
	Format   int          `json:"format"`
	Program  string       `json:"programme"` // its version
	Done     bool         `json:"publie"`
	Site     *Site        `json:"site,omitempty"`
	Digest   string       `json:"empreinte,omitempty"`
	Count    Count        `json:"nombres"`
	Types    []Type       `json:"types"`
	Files    []File       `json:"fichiers"`
	Problems []diag.Entry `json:"problemes"`
	Run      Run          `json:"passage"`
}

// A Site is which one was built.
type Site struct {
	Title   string `json:"titre"`
	Address string `json:"adresse"`
	Edition string `json:"edition,omitempty"` // its id
}

// Count is how many there are of each; without publication, none of pages and files.
type Count struct {
	Pages    int   `json:"pages"`
	Files    int   `json:"fichiers"`
	Bytes    int64 `json:"octets"`
	Errors   int   `json:"erreurs"`
	Warnings int   `json:"avertissements"`
}

// A Type is what all files of one extension weigh.
type Type struct {
	Extension string `json:"extension"` // without its dot
	Files     int    `json:"fichiers"`
	Bytes     int64  `json:"octets"`
}

// A File is a file of the site.
type File struct {
	Path   string `json:"chemin"`
	Bytes  int64  `json:"octets"`
	SHA256 string `json:"sha256"`
}

// Run is what another run of the same build may have otherwise.
type Run struct {
	Changed int     `json:"modifies"` // files that the site had not, or otherwise
	Seconds float64 `json:"secondes"`
	Stages  []Stage `json:"etapes"`
	Failure string  `json:"echec,omitempty"` // what stopped it, beside the problems
}

// A Stage is a part of the work, and how long it took.
type Stage struct {
	Name    string  `json:"nom"`
	Seconds float64 `json:"secondes"`
}

// Found notes the problems, which are sorted.
func (b *Build) Found(problems []diag.Problem) {
	b.Problems = diag.Entries(problems)
	b.Count.Errors, b.Count.Warnings = diag.Count(problems)
}

// Published notes the site as it is on the disk.
func (b *Build) Published(pages int, done output.Result) {
	b.Done, b.Digest, b.Run.Changed = true, done.Digest, done.New
	b.Count.Pages, b.Count.Files = pages, len(done.Files)
	types := map[string]*Type{}
	for _, f := range done.Files {
		b.Files = append(b.Files, File{f.Path, f.Size, hex.EncodeToString(f.Hash[:])})
		b.Count.Bytes += f.Size
		name := strings.ToLower(strings.TrimPrefix(path.Ext(f.Path), "."))
		if types[name] == nil {
			types[name] = &Type{Extension: name}
		}
		types[name].Files++
		types[name].Bytes += f.Size
	}
	for _, t := range types {
		b.Types = append(b.Types, *t)
	}
	slices.SortFunc(b.Types, func(a, b Type) int { return cmp.Compare(a.Extension, b.Extension) })
}

// Write writes the report as JSON.
func (b *Build) Write(w io.Writer) error {
	b.Format = buildFormat
	b.Types, b.Files = append([]Type{}, b.Types...), append([]File{}, b.Files...) // [] for none, not null
	b.Problems, b.Run.Stages = append([]diag.Entry{}, b.Problems...), append([]Stage{}, b.Run.Stages...)
	return JSON(w, b)
}
