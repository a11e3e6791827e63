// Package preview serves a roadmap to whoever is writing it. Pages are rendered
// when they are asked for, from a site that is made again after each change of
// its folders; open pages follow, and show what is wrong. Nothing is written.
//
// The pieces: Preview (this file) keeps the current site and makes the next one;
// watch.go and poll.go notice changes; review.go reads every text in the
// background; page.go makes what a browser gets, panel.go the part of it that
// only a preview has; server.go and events.go speak HTTP.
package preview

import (
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

// A Report says what a change brought.
type Report struct {
	Changed  []string       // files and folders, relative to the source folder; none when all was read
	Reviewed bool           // nothing has changed: all texts were read
	Problems []diag.Problem // all that are known, sorted
	Failure  error          // of the machine or of a layout: the last good site is still served
	Took     time.Duration
}

// A state is one site with what is wrong in it. It never changes once it is
// served, but for the review, which comes later.
type state struct {
	number   uint64
	site     *site.Site // nil when none could be made yet
	problems []diag.Problem
	failure  error
	broken   map[string]bool // documents that have errors, by path
	traces   traces          // of documents that are gone
	worse    bool            // has errors in what has just changed: perhaps it is only half written

	mu     sync.Mutex
	review []diag.Problem // of all texts, once they are read
}

// all lists what is known to be wrong, sorted.
func (s *state) all() []diag.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return diag.Sort(append(slices.Clone(s.problems), s.review...))
}

// A Preview keeps the current site. It is safe for concurrent use.
type Preview struct {
	o        Options
	instance string // tells this run of the program from the one before it
	served   served

	mu      sync.Mutex
	current *state
	next    chan struct{} // closed when there is another state, or a review of this one
	changes site.Changes  // noticed, and not in the state that is being made
	taken   uint64        // number of the state that is being made, or of the current one
	wake    chan struct{} // holds a value while there are changes
	telling sync.Mutex
}

// New prepares a preview; Run makes its first site. instance is any text that
// another run of the program is not given.
func New(o Options, instance string) *Preview {
	p := &Preview{o: o, instance: instance, current: &state{}, next: make(chan struct{}), wake: make(chan struct{}, 1)}
	p.notice(site.Changes{Content: []string{"."}, Look: true})
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
	for _, c := range changes.Content {
		if !slices.Contains(p.changes.Content, c) {
			p.changes.Content = append(p.changes.Content, c)
		}
	}
	p.changes.Look = p.changes.Look || changes.Look
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// take returns the changes that the next state will hold, and its number, 0 when
// there are none.
func (p *Preview) take() (site.Changes, uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	changes := p.changes
	if len(changes.Content) == 0 && !changes.Look {
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
	if len(p.changes.Content) > 0 || p.changes.Look {
		want++
	}
	for p.current.number < want {
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

// publish makes a state the current one, or tells that the current one was
// reviewed.
func (p *Preview) publish(s *state) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = s
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
	s, problems, failure := p.make(ctx, before.site, changes)
	if ctx.Err() != nil {
		return
	}
	next := &state{number: number, site: s, problems: problems.Sorted(), failure: failure, broken: map[string]bool{}}
	if s == nil {
		next.site = before.site
	}
	diag.Quote(next.problems, os.DirFS(p.o.Source))
	for _, problem := range next.problems {
		if problem.Severity == diag.Erreur {
			next.broken[problem.Pos.File] = true
			next.worse = next.worse || !before.broken[problem.Pos.File]
		}
	}
	next.worse = next.worse || failure != nil && before.failure == nil
	if changed := names(changes); changed != nil {
		next.review, next.traces = before.spared(changed), before.traces
		if s != nil {
			next.review = append(next.review, p.glance(s, changes.Content)...)
			next.traces = before.traces.follow(before.site, s, changes.Content)
		}
	}
	p.publish(next)
	p.tell(Report{Changed: names(changes), Problems: next.all(), Failure: failure, Took: time.Since(start)})
}

// make makes a site, of what the one before has read when there is one.
func (p *Preview) make(ctx context.Context, before *site.Site, changes site.Changes) (*site.Site, *diag.List, error) {
	in, err := p.o.Input()
	switch {
	case err != nil:
		return nil, new(diag.List), err
	case before == nil:
		return site.New(ctx, in)
	}
	return before.Again(ctx, in, changes)
}

// spared lists what the last review found in texts that did not change.
func (s *state) spared(changed []string) []diag.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.review), func(p diag.Problem) bool {
		return slices.ContainsFunc(changed, func(name string) bool {
			return p.Pos.File == name || strings.HasPrefix(p.Pos.File, name+"/")
		})
	})
}

// tell reports to whoever runs the preview.
func (p *Preview) tell(r Report) {
	p.telling.Lock()
	defer p.telling.Unlock()
	p.o.Told(r)
}

// names lists what changed, relative to the source folder; nothing when all of it
// may have.
func names(changes site.Changes) []string {
	if changes.Look && slices.Contains(changes.Content, ".") {
		return nil
	}
	var list []string
	for _, c := range changes.Content {
		list = append(list, path.Join(content.Root, c))
	}
	if changes.Look {
		list = append(list, "layouts", "assets")
	}
	return list
}
