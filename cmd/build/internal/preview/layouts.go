package preview

import (
	"bytes"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A layout that reads well may still fail when it is executed. It is tried at
// once on a page of each kind, and in the background on all pages.

// failed is why the site, or a page of it, could not be made; nil when nothing
// is known to fail.
func (s *state) failed() error {
	if s.failure != nil {
		return s.failure
	}
	return s.failedLayouts()
}

func (s *state) failedLayouts() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.layouts
}

// tried sets what the layouts say, and reports whether that is news.
func (s *state) tried(err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	news := !same(s.layouts, err)
	s.layouts = err
	return news
}

// oneOfEach executes each layout for the first page that has it, and returns
// what the first of them says that fails.
func oneOfEach(s *site.Site) error {
	seen := map[any]bool{}
	for _, f := range s.Files {
		page := f.Page()
		if page == nil {
			continue
		}
		var kind any // documents of one kind have one layout
		if page.Document != nil {
			kind = page.Document.Kind
		} else {
			kind = page.Page().Layout
		}
		if seen[kind] {
			continue
		}
		seen[kind] = true
		if err := try(f); err != nil {
			return err
		}
	}
	return nil
}

// tryAll executes the layouts for every page, until one fails, if that was not
// done since they changed. It reports whether that brings news, and false when it
// was interrupted.
func (s *state) tryAll(interrupt <-chan struct{}) (news, done bool) {
	if !s.untried.Load() {
		return false, true
	}
	var err error
	for i := 0; i < len(s.site.Files) && err == nil; i++ {
		select {
		case <-interrupt:
			return false, false
		default:
		}
		if f := s.site.Files[i]; f.Page() != nil {
			err = try(f)
		}
	}
	s.untried.Store(false)
	return s.tried(err), true
}

func try(f site.File) error {
	var b bytes.Buffer
	return f.Render(&b, new(diag.List))
}
