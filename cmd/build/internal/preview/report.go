package preview

import (
	"hash/maphash"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A Report says what a change brought.
type Report struct {
	Changed  []Change       // none when all was read
	Reviewed bool           // nothing has changed: all texts were read
	Problems []diag.Problem // all that are known, sorted
	Failure  error          // of the machine or of a layout: the last good site is still served
	Took     time.Duration
}

// A Change is what happened to a file or a folder.
type Change struct {
	Path string // relative to the source folder
	How  How
	To   string // its new path, when it was renamed
}

// How is what can happen to a file.
type How int

const (
	Written How = iota
	Added
	Deleted
	Renamed
)

// report says what a change brought, or nothing when it brought nothing: some
// programs write a file three times to save it once, or another beside it.
func (p *Preview) report(before, next *state, changes site.Changes) *Report {
	r := &Report{Problems: next.all(), Failure: next.failed()}
	if before.site == nil || slices.Contains(changes.Content, ".") {
		return r
	}
	news := p.looksDiffer(changes.Look) || !same(before.failed(), r.Failure) || !slices.EqualFunc(before.all(), r.Problems, diag.Problem.Equal)
	var again []Change // written, and still the same
	for _, name := range changes.Content {
		c := Change{Path: path.Join(content.Root, name)}
		was, is := before.holds(name), next.holds(name)
		_, err := os.Stat(filepath.Join(p.o.Source, filepath.FromSlash(c.Path)))
		to := next.traces.end(c.Path)
		switch {
		case to != c.Path && was && err != nil:
			c.How, c.To = Renamed, to
		case err != nil && was:
			c.How = Deleted
		case err != nil:
			continue // it was there for a moment only
		case !was && is:
			c.How = Added
		}
		if c.How == Written && !next.differs(before, c.Path) {
			again = append(again, c)
			continue
		}
		news = true
		r.Changed = append(r.Changed, c)
	}
	all := slices.Clone(r.Changed)
	r.Changed = slices.DeleteFunc(r.Changed, func(c Change) bool { // what another of them says
		return slices.ContainsFunc(all, func(d Change) bool {
			return c.How == Added && d.To == c.Path || c.How == Deleted && strings.HasPrefix(d.Path, c.Path+"/")
		})
	})
	if len(r.Changed)+len(changes.Look) == 0 {
		r.Changed = again
	}
	for _, name := range changes.Look {
		if _, err := os.Stat(filepath.Join(p.o.Source, filepath.FromSlash(name))); err != nil && path.Ext(name) == "" {
			continue // it was there for a moment only
		}
		r.Changed = append(r.Changed, Change{Path: name})
	}
	if !news || len(r.Changed) == 0 {
		return nil
	}
	return r
}

// looksDiffer reports whether one of the files of layouts/ or assets/ is not what it
// was when it last changed.
func (p *Preview) looksDiffer(names []string) bool {
	if p.looks == nil {
		p.looks = map[string]uint64{}
	}
	news := false
	for _, name := range names {
		data, _ := os.ReadFile(filepath.Join(p.o.Source, filepath.FromSlash(name)))
		sum := maphash.Bytes(seed, data)
		was, known := p.looks[name]
		news = news || !known || was != sum
		p.looks[name] = sum
	}
	return news
}

func same(a, b error) bool { return a == b || a != nil && b != nil && a.Error() == b.Error() }

// holds reports whether a file or folder, by its path from content/, is part of a
// state, be it only by its problems.
func (s *state) holds(name string) bool {
	tree, full := s.site.Roadmap().Tree, path.Join(content.Root, name)
	return full == content.SitePath || len(within(tree, []string{name})) > 0 || tree.Files[content.Composed(full)] != "" ||
		slices.Contains(tree.Racine, name) || slices.Contains(tree.Editions, name) ||
		slices.ContainsFunc(s.problems, func(p diag.Problem) bool { return p.Pos.File == full })
}

// differs reports whether a file is not what it was in another state, or may not
// be: only the texts of documents are compared.
func (s *state) differs(before *state, name string) bool {
	is, was := s.site.Written().Roadmap().Tree, before.site.Written().Roadmap().Tree
	i, ok := find(is, name)
	j, had := find(was, name)
	return !ok || !had || s.site.Unread(name) || before.site.Unread(name) || !is.Documents[i].Same(was.Documents[j])
}
