package preview

import (
	"bytes"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A layout that reads well may still fail when it is executed. It is tried at
// once on a page of each kind, and in the background on all pages.

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

// tryAll executes the layouts for every page, until one fails. It reports false when
// it was interrupted.
func tryAll(s *site.Site, interrupt <-chan struct{}) (failure error, done bool) {
	for i := 0; i < len(s.Files) && failure == nil; i++ {
		select {
		case <-interrupt:
			return nil, false
		default:
		}
		if f := s.Files[i]; f.Page() != nil {
			failure = try(f)
		}
	}
	return failure, true
}

func try(f site.File) error {
	var b bytes.Buffer
	return f.Render(&b, new(diag.List))
}
