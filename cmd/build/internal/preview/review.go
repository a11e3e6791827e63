package preview

import (
	"context"
	"hash/maphash"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/rule"
	"feuille-de-route.example/cmd/build/internal/site"
)

// quiet is how long nothing must have changed before all texts are read: while
// somebody types, the machine has better to do.
const quiet = 150 * time.Millisecond

// glances is how many texts are read at once when they change: what one person
// does, and not what git brings.
const glances = 16

// A verdict is what was found in a text.
type verdict struct {
	problems diag.List
	around   uint64              // sum of what its links could lead to, then
	leads    []*content.Document // documents whose anchors it names, as they were
}

// A reviewer reads texts, those that it has not read since they or what they
// lead to changed.
type reviewer struct {
	preview  *Preview
	verdicts map[*content.Document]verdict
}

// reviewing reads all texts after each change, one after the other, and adds
// what it finds to the current state. The next change interrupts it.
func (p *Preview) reviewing(ctx context.Context) {
	r := reviewer{p, map[*content.Document]verdict{}}
	var done *state
	for {
		s, next := p.now()
		var calm <-chan time.Time // never comes when there is nothing to read
		if s != done && s.site != nil {
			calm = time.After(quiet)
		}
		select {
		case <-ctx.Done():
			return
		case <-next:
		case <-calm:
			done = r.review(s, next)
		}
	}
}

// review reads the texts of a site, and returns the state that holds what it found:
// nil when it was interrupted.
func (r *reviewer) review(s *state, interrupt <-chan struct{}) *state {
	written := s.site.Written()
	tree := written.Roadmap().Tree
	around := surroundings(written)
	verdicts := make(map[*content.Document]verdict, len(tree.Documents))
	var found diag.List
	for i, d := range tree.Documents {
		if written.Roadmap().Brouillons[d.Path] {
			continue // no part of the site
		}
		v, ok := r.verdicts[d]
		if !ok || !v.holds(tree, around) {
			select {
			case <-interrupt:
				maps.Copy(r.verdicts, verdicts)
				return nil
			default:
			}
			v = read(written, i, around)
		}
		verdicts[d] = v
		found.Merge(&v.problems)
	}
	r.verdicts = verdicts
	layouts, tried := s.layouts, s.untried
	if tried {
		var done bool
		if layouts, done = tryAll(s.site, interrupt); !done {
			return nil
		}
	}
	problems := r.preview.advice(s.site, &found)
	if tried || !slices.EqualFunc(s.review, problems, diag.Problem.Equal) {
		s = r.preview.amend(s, func(s *state) {
			if s.review = problems; tried {
				s.layouts, s.untried = layouts, false
			}
		})
	}
	r.preview.tell(Report{Reviewed: true, Problems: s.all(), Failure: s.failed()})
	return s
}

// advice is what the site's rules leave of what was found in texts, with the lines.
func (p *Preview) advice(s *site.Site, found *diag.List) []diag.Problem {
	problems, _ := rule.Apply(found.Sorted(), s.Roadmap())
	diag.Quote(problems, os.DirFS(p.o.Source))
	return problems
}

// glance reads the texts that have just changed, so that what is said of a change
// is true at once. Those of many changes are left to the background.
func (p *Preview) glance(s *site.Site, changed []string) []diag.Problem {
	written := s.Written()
	tree := written.Roadmap().Tree
	texts := within(tree, changed)
	if len(texts) > glances {
		return nil
	}
	var found diag.List
	for _, i := range texts {
		if !written.Roadmap().Brouillons[tree.Documents[i].Path] {
			v := read(written, i, 0)
			found.Merge(&v.problems)
		}
	}
	return p.advice(s, &found)
}

// reviewedFiles lists those in which the last review found something, by their
// paths from content/.
func (s *state) reviewedFiles() (names []string) {
	for _, p := range s.review {
		if name := strings.TrimPrefix(p.Pos.File, content.Root+"/"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// read reads the text of one document.
func read(s *site.Site, index int, around uint64) verdict {
	v := verdict{around: around}
	body := s.Review(index, &v.problems)
	if v.problems.Has(content.Changed) || v.problems.Has(content.Unread) {
		return verdict{} // it is no longer the text that this site is made of
	}
	check.Body(body.Points, false, &v.problems)
	tree := s.Roadmap().Tree
	for _, a := range body.Anchors {
		if i, ok := tree.Find(a.Path); ok && !slices.Contains(v.leads, tree.Documents[i]) {
			v.leads = append(v.leads, tree.Documents[i])
		}
	}
	return v
}

// holds reports whether reading the text again would say the same.
func (v verdict) holds(tree *content.Tree, around uint64) bool {
	return v.around == around && !slices.ContainsFunc(v.leads, func(d *content.Document) bool {
		i, ok := tree.Find(d.Path)
		return !ok || tree.Documents[i] != d
	})
}

var seed = maphash.MakeSeed()

// surroundings sums up what there is to link to and to count: pages, drafts,
// files and site.yaml. It is never 0.
func surroundings(s *site.Site) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	r := s.Roadmap()
	for _, d := range r.Tree.Documents {
		h.WriteString(d.Path)
		h.WriteByte(0)
	}
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(r.Brouillons)), slices.Sorted(maps.Keys(r.Tree.Files))) {
		h.WriteString(name)
		h.WriteByte(1)
	}
	maphash.WriteComparable(&h, r.Tree.Site)
	return max(h.Sum64(), 1)
}
