package site

import (
	"io"
	"io/fs"
	"path"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
)

// complete fills the views that are made of the roadmap as data.
func (s *Site) complete(made *page.Page, p *diag.List) {
	view := made.Vue()
	switch v := view.(type) {
	case *page.Donnees:
		s.data.Fill(v)
		blocks := made.JSONLD
		made.JSONLD = func() []string { return append(blocks(), v.Dataset) }
	case *page.Changements:
		kept := s.kept()
		p.Merge(&kept.problems)
		s.data.Changes(v, kept.editions)
	case *page.Recherche:
		if !s.onDisk() {
			v.Digest = digest(s.index())
		}
	}
	made.Vue = func() any { return view }
}

// kept is the data of earlier editions, and what is wrong with its files.
type kept struct {
	editions data.Kept
	problems diag.List
}

// keptEditions reads the data of the editions before the current one.
func (s *Site) keptEditions() kept {
	k := kept{editions: data.Kept{}}
	wanted := map[string]bool{}
	for _, e := range s.roadmap.Until() {
		wanted[e.ID.S] = e != s.roadmap.Edition
	}
	for _, name := range s.roadmap.Tree.Editions {
		id := strings.TrimSuffix(path.Base(name), ".json")
		if !wanted[id] {
			continue
		}
		text, err := readData(s.in.Content, name)
		wrong := ""
		if err != nil {
			wrong = content.Reason(err)
		} else if f, err := data.Decode(text); err != nil {
			wrong = err.Error()
		} else if f.Edition != id {
			wrong = "il dit garder l'édition « " + f.Edition + " »"
		} else {
			k.editions[id] = f
		}
		if wrong != "" {
			k.problems.Erreur(diag.Pos{File: content.Root + "/" + name}, "edition-illisible", "remettez celui que « build archive » a écrit, ou retirez-le",
				"ce fichier ne garde pas l'édition « %s » : %s", id, wrong)
		}
	}
	return k
}

// readData reads as much of a file as tells whether it is too large.
func readData(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, data.MaxSize+1))
}

// today is the date of the edition.
func (s *Site) today() string {
	if e := s.roadmap.Edition; e != nil && !e.Date.IsZero() {
		return e.Date.ISO()
	}
	return "1970-01-01" // it is missing: reported by the model
}
