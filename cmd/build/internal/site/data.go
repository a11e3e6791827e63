package site

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// rest is what pages tell of other files of the site.
func (s *Site) rest() page.Rest {
	return page.Rest{
		Picture: func(key string) (width, height int, bytes int64) {
			img := s.Picture(key)
			return img.Width, img.Height, s.Size(key)
		},
		Data:    func(v *page.Donnees) { s.data.Fill(v) },
		Dataset: func() string { return s.data.Dataset() },
		Changes: func() *page.Changements { return s.data.Changes() },
		Former:  func(p *roadmap.Projet, j *roadmap.Jalon) []roadmap.Deadline { return s.data.Former(p, j) },
		Digest: func() string {
			if s.onDisk() {
				return ""
			}
			return digest(s.search.files()[0].Bytes)
		},
	}
}

// kept is the data of earlier editions, and what is wrong with its files.
type kept struct {
	editions data.Kept
	problems diag.List
}

// earlier are the ids of the editions before the current one.
func (s *Site) earlier() (ids []string) {
	for _, e := range s.roadmap.Until() {
		if e != s.roadmap.Edition {
			ids = append(ids, e.ID.S)
		}
	}
	return ids
}

// sameKept reports whether the data of earlier editions is what it was in the site before,
// of whose folders only the changes differ.
func (s *Site) sameKept(before *Site, changes Changes) bool {
	return slices.Equal(s.earlier(), before.earlier()) &&
		!slices.ContainsFunc(changes.Content, func(name string) bool { return name == "." || strings.HasPrefix(name+"/", "editions/") })
}

// keptEditions reads the data of some editions, by their ids, from files of content/.
func keptEditions(from fs.FS, files, ids []string) kept {
	k := kept{editions: data.Kept{}}
	for _, name := range files {
		id := strings.TrimSuffix(path.Base(name), ".json")
		if !slices.Contains(ids, id) {
			continue
		}
		text, err := readData(from, name)
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
