package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
)

// folders are those of content/ that a page of the site stands for.
var folders = []string{content.Root, "content/missions", "content/projets", "content/enjeux", "content/actualites"}

// index lists what links may lead to, and the texts of the pages.
func (s *Site) index() {
	tree := s.roadmap.Tree
	s.texts = make(map[string]*text, len(tree.Documents))
	s.targets = make(map[string]content.Target, len(tree.Documents)+len(tree.Files))
	for _, d := range tree.Documents {
		t := content.Target{Path: d.Path, Draft: s.roadmap.Brouillons[d.Path]}
		if p := s.Plan.ByPath[d.Path]; p != nil {
			t.Address, t.Titre, t.Resume = p.Address, p.Titre, p.Resume
		}
		s.targets[d.Path] = t
		s.texts[d.Path] = &text{doc: d, uses: 1}
	}
	for _, f := range s.Plan.Feeds {
		for _, d := range f.Documents {
			s.texts[d.Path].uses++
		}
	}
	for _, folder := range folders {
		address := page.FolderAddress(s.roadmap, folder)
		for _, p := range s.Plan.Pages {
			if address != "" && p.Address == address {
				s.targets[folder] = content.Target{Address: address, Titre: p.Titre, Resume: p.Resume}
			}
		}
	}
	for key := range tree.Files {
		s.targets[key] = content.Target{Address: page.FileAddress(s.roadmap, key), File: key}
	}
}

// target finds what stands at a path from content/.
func (s *Site) target(name string) (content.Target, bool) {
	t, ok := s.targets[name]
	if !ok {
		t, ok = s.targets[norm.NFC.String(name)]
	}
	if ok && t.File != "" {
		t.Width, t.Height = s.imageSize(t.File)
	}
	return t, ok
}

func (s *Site) imageSize(file string) (width, height int) {
	if size, ok := s.sizes.Load(file); ok {
		return size.([2]int)[0], size.([2]int)[1]
	}
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".jpg", ".jpeg", ".gif":
		width, height = content.ImageSize(s.in.Content, s.roadmap.Tree.Files[file])
	}
	s.sizes.Store(file, [2]int{width, height})
	return width, height
}

// nearest suggests a path for a link that leads nowhere: the same file in
// another folder, a page whose extension was forgotten, or a name like it.
func (s *Site) nearest(name string) string {
	if _, ok := s.targets[name+".md"]; ok {
		return name + ".md"
	}
	if _, ok := s.targets[name+"/index.md"]; ok {
		return name + "/index.md"
	}
	stem := func(key string) string { return strings.TrimSuffix(path.Base(key), path.Ext(key)) }
	wantsPage := path.Ext(name) == ".md" || path.Ext(name) == ""
	beside, all := map[string]string{}, map[string]string{} // by name without extension
	for _, key := range sortedKeys(s.targets) {
		switch t := s.targets[key]; {
		case t.Path == "" && t.File == "", wantsPage != (t.Path != ""):
			continue // a folder, or what the link cannot want
		case path.Base(key) == path.Base(name):
			return key
		case path.Dir(key) == path.Dir(name):
			beside[stem(key)] = key
		}
		all[stem(key)] = key
	}
	for _, among := range []map[string]string{beside, all} {
		if near := diag.Nearest(content.Fold(stem(name)), sortedKeys(among)); near != "" {
			return among[near]
		}
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// list joins at most so many words.
func list(words []string, most int) string {
	if len(words) > most {
		return strings.Join(words[:most], ", ") + "…"
	}
	return strings.Join(words, ", ")
}
