// Package preview serves a roadmap to whoever is writing it. Pages are rendered
// when they are asked for, from a site that is made again after each change of
// its folders; open pages follow, and show what is wrong. Nothing is written.
//
// The pieces: Preview (this file) keeps the current site and makes the next one;
// watch.go and poll.go notice changes; review.go reads every text in the
// background, and layouts.go tries the layouts; report.go says what a change
// brought, trace.go where a page went that is gone; page.go makes what a browser gets, panel.go the part of it that
// only a preview has; manual.go what « build aide » says; server.go and events.go speak HTTP.
package preview

import (
	"cmp"
	"context"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// Options say what is previewed, and who is told.
type Options struct {
	Source string                     // the folder of the roadmap; content/, layouts/ and assets/ stand in it
	Input  func() (site.Input, error) // what a site is made of, asked for again when the look changes
	Editor Editor                     // how a browser opens a file
	Poll   bool                       // look for changes instead of waiting for the system to tell
	Told   func(Report)               // called after each new site and each review; never twice at once
	Note   func(string)               // called with what somebody should know, in French
}

// A state is one site with what is wrong in it. It never changes once it is
// published: what is found out later makes another one, of the same number.
type state struct {
	number   uint64
	site     *site.Site // nil when none could be made yet
	problems []diag.Problem
	review   []diag.Problem // of all texts, once they are read
	failure  error
	layouts  error           // what a layout says when it is executed
	untried  bool            // layouts have changed, and not every page was tried with them
	owed     site.Changes    // that the site does not hold, because of the failure
	broken   map[string]bool // documents that have errors, by path
	traces   traces          // of documents that are gone
	worse    bool            // has errors in what has just changed: perhaps it is only half written
}

// all lists what is known to be wrong, sorted.
func (s *state) all() []diag.Problem { return diag.Sort(slices.Concat(s.problems, s.review)) }

// failed is why the site, or a page of it, could not be made; nil when nothing
// is known to fail.
func (s *state) failed() error { return cmp.Or(s.failure, s.layouts) }

// A Preview keeps the current site. It is safe for concurrent use.
type Preview struct {
	o        Options
	instance string // tells this run of the program from the one before it
	served   served
	help     help

	mu      sync.Mutex
	current *state
	next    chan struct{} // closed when there is another state, or a review of this one
	changes site.Changes  // noticed, and not in the state that is being made
	taken   uint64        // number of the changes that were last taken, to be made a state
	held    uint64        // number of those that the current state holds
	wake    chan struct{} // holds a value while there are changes
	telling sync.Mutex
	looks   map[string]uint64 // sums of files of layouts/ and assets/; only for whoever rebuilds
}

// New prepares a preview; Run makes its first site. instance is any text that
// another run of the program is not given.
func New(o Options, instance string) *Preview {
	p := &Preview{o: o, instance: instance, current: &state{}, next: make(chan struct{}), wake: make(chan struct{}, 1)}
	p.notice(everything)
	return p
}

// Run makes the site, and makes it again after each change, until ctx ends.
func (p *Preview) Run(ctx context.Context) {
	w := p.watch()
	go w.run(ctx)
	go p.reviewing(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
			w.settle(ctx)
			p.rebuild(ctx)
		}
	}
}

// notice adds changes: the site is made again at once, or as soon as the one
// that is being made is done.
func (p *Preview) notice(changes site.Changes) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes = both(p.changes, changes)
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// both joins changes.
func both(a, b site.Changes) site.Changes {
	join := func(a, b []string) []string {
		a = slices.Clip(a)
		for _, name := range b {
			if !slices.Contains(a, name) {
				a = append(a, name)
			}
		}
		return a
	}
	return site.Changes{Content: join(a.Content, b.Content), Look: join(a.Look, b.Look)}
}

func none(c site.Changes) bool { return len(c.Content)+len(c.Look) == 0 }

// take returns the changes that the next state will hold, and their number, 0 when
// there are none.
func (p *Preview) take() (site.Changes, uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	changes := p.changes
	if none(changes) {
		return changes, 0
	}
	p.changes = site.Changes{}
	p.taken++
	return changes, p.taken
}

// wait returns the state that holds every change noticed so far, or an error
// when ctx ends before there is one.
func (p *Preview) wait(ctx context.Context) (*state, error) {
	p.mu.Lock()
	want := p.taken
	if !none(p.changes) {
		want++
	}
	for p.held < want {
		next := p.next
		p.mu.Unlock()
		select {
		case <-next:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		p.mu.Lock()
	}
	defer p.mu.Unlock()
	return p.current, nil
}

// now returns the current state, and what is closed when it is no more, or is
// reviewed.
func (p *Preview) now() (*state, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current, p.next
}

// publish makes a state the current one.
func (p *Preview) publish(s *state) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = s
	p.hold(s.number)
}

// amend makes the state that says what was found out about one, and publishes it:
// about one that is no more, nothing is news.
func (p *Preview) amend(s *state, change func(*state)) *state {
	p.mu.Lock()
	defer p.mu.Unlock()
	late := p.current.number != s.number
	if !late {
		s = p.current // amended meanwhile, perhaps
	}
	amended := *s
	change(&amended)
	if !late {
		p.current = &amended
		p.hold(s.number)
	}
	return &amended
}

// hold notes that the current state holds changes, by their number, and tells all
// who wait.
func (p *Preview) hold(number uint64) {
	p.held = max(p.held, number)
	close(p.next)
	p.next = make(chan struct{})
}

// rebuild makes the next state of the changes noticed.
func (p *Preview) rebuild(ctx context.Context) {
	start := time.Now()
	changes, number := p.take()
	if number == 0 {
		return // the state before has them
	}
	before, _ := p.now()
	if before.has(changes) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.hold(number)
		return
	}
	next, problems := p.make(ctx, before, changes)
	if ctx.Err() != nil {
		return
	}
	before, _ = p.now() // reviewed, perhaps, meanwhile
	next.number, next.problems, next.broken, next.traces = number, problems.Sorted(), problems.Wrong(), before.traces
	diag.Quote(next.problems, os.DirFS(p.o.Source))
	next.worse = next.failure != nil && before.failure == nil
	for file := range next.broken {
		next.worse = next.worse || !before.broken[file]
	}
	if before.site != nil {
		p.inherit(next, before, changes)
	}
	p.publish(next)
	if next.site != nil && (before.site == nil || len(changes.Look) > 0) {
		if err := oneOfEach(next.site); !same(err, next.layouts) {
			next = p.amend(next, func(s *state) { s.layouts = err })
		}
	}
	if r := p.report(before, next, changes); r != nil {
		r.Took = time.Since(start)
		p.tell(*r)
	}
}

// has reports whether a state holds changes already: most programs write a file
// twice to save it once, to empty it and to fill it again.
func (s *state) has(changes site.Changes) bool {
	return s.site != nil && s.failure == nil && len(changes.Look) == 0 && s.site.Roadmap().Tree.Unchanged(changes.Content)
}

// make makes a site, of what the one before has read when there is one. Where
// layouts or assets keep it from being made, it is made with those before.
func (p *Preview) make(ctx context.Context, before *state, changes site.Changes) (*state, *diag.List) {
	in, err := p.o.Input()
	changes = both(before.owed, changes)
	switch {
	case err != nil:
		return &state{site: before.site, failure: err, owed: changes}, new(diag.List)
	case before.site == nil:
		s, problems, err := site.New(ctx, in)
		return &state{site: s, failure: err}, problems
	}
	s, problems, err := before.site.Again(ctx, in, changes)
	if err == nil {
		return &state{site: s}, problems
	}
	if len(changes.Look) > 0 {
		if s, problems, again := before.site.Again(ctx, in, site.Changes{Content: changes.Content}); again == nil {
			return &state{site: s, failure: err, owed: site.Changes{Look: changes.Look}}, problems
		}
	}
	return &state{site: before.site, failure: err, owed: changes}, problems
}

// inherit gives a new state what the one before knows and still holds.
func (p *Preview) inherit(next, before *state, changes site.Changes) {
	next.layouts, next.untried = before.layouts, before.untried || len(changes.Look) > 0
	next.traces = before.traces.follow(before.site, next.site, changes.Content)
	changed := changes.Content
	if slices.ContainsFunc(changed, func(name string) bool { return before.holds(name) != next.holds(name) }) {
		if others := before.reviewedFiles(); len(changed)+len(others) <= glances {
			changed = slices.Concat(changed, others) // their links may lead somewhere now
		}
	}
	next.review = append(before.spared(changed), p.glance(next.site, changed)...)
}

// spared lists what the last review found in texts that did not change.
func (s *state) spared(changed []string) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(s.review), func(p diag.Problem) bool {
		return slices.ContainsFunc(changed, func(name string) bool {
			full := path.Join(content.Root, name)
			return p.Pos.File == full || strings.HasPrefix(p.Pos.File, full+"/")
		})
	})
}

// tell reports to whoever runs the preview.
func (p *Preview) tell(r Report) {
	p.telling.Lock()
	defer p.telling.Unlock()
	p.o.Told(r)
}
