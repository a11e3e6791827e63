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
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failure != nil {
		return s.failure
	}
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
	seen := map[string]bool{}
	for _, f := range s.Files {
		pg := f.Page()
		if pg == nil {
			continue
		}
		kind := ""
		if pg.Document != nil {
			kind = pg.Document.Kind.String()
		} else {
			kind = "list " + pg.Page().Layout
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
	for _, f := range s.site.Files {
		select {
		case <-interrupt:
			return false, false
		default:
		}
		if f.Page() == nil {
			continue
		}
		if err := try(f); err != nil {
			s.untried.Store(false)
			return s.tried(err), true
		}
	}
	s.untried.Store(false)
	return s.tried(nil), true
}

func try(f site.File) error {
	var b bytes.Buffer
	return f.Render(&b, new(diag.List))
}
