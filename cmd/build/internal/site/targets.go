package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/photo"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// target finds what stands at a path from content/.
func (s *Site) target(name string) (content.Target, bool) {
	t, ok := s.exact(name)
	if !ok {
		t, ok = s.exact(content.Composed(name))
	}
	return t, ok
}

func (s *Site) exact(name string) (content.Target, bool) {
	tree := s.roadmap.Tree
	if tree.Broken(name) {
		return content.Target{Broken: true}, true
	}
	if _, comes := s.roadmap.AParaitre[name]; comes {
		return content.Target{Path: name, Later: true}, true
	}
	if i, ok := tree.Find(name); ok {
		t := content.Target{Path: name, Draft: s.roadmap.Brouillons[name]}
		if p := s.Plan.Of(i); p != nil {
			t.Address, t.Titre = p.Address, p.Titre
			t.Image = func() string {
				if key := tree.LeadOf(p.Document); key != "" {
					return page.FileAddress(s.roadmap, key)
				}
				return ""
			}
			t.Resume = func() string { return roadmap.CommonOf(p.Document.Matter).Resume.S }
		}
		return t, true
	}
	if onDisk, ok := tree.Files[name]; ok {
		img := s.Picture(name)
		return content.Target{Address: page.FileAddress(s.roadmap, name), File: name, Width: img.Width, Height: img.Height,
			Size:   func() int64 { return s.Size(name) },
			Nature: func() media.Nature { return content.NatureOf(s.in.Content, onDisk) }}, true
	}
	t, ok := s.folders()[name]
	for file := range s.roadmap.AParaitre {
		if !ok && strings.HasPrefix(file, name+"/") { // all that it would list is to come
			return content.Target{Later: true}, true
		}
	}
	if _, lists := content.KindIn(path.Base(name)); !ok && lists && path.Dir(name) == content.Root && !tree.Whole() {
		return content.Target{Broken: true}, true // all that it would list may be what cannot be read
	}
	return t, ok
}

// folderTargets lists the pages that stand for folders.
func (s *Site) folderTargets() map[string]content.Target {
	targets := map[string]content.Target{}
	for kind := range content.Libre { // what is below its folder stands at the root
		address := page.ListAddress(s.roadmap, kind)
		for _, p := range s.Plan.Pages {
			if p.Address == address {
				targets[path.Join(content.Root, kind.Folder())] = content.Target{Address: address, Titre: p.Titre, Resume: func() string { return p.Page().Resume }}
			}
		}
	}
	return targets
}

// Picture says what an image of content/ tells of itself, by its key in Tree.Files;
// of other files, nothing.
func (s *Site) Picture(key string) photo.Image {
	if img, ok := s.images.Load(key); ok {
		return img.(photo.Image)
	}
	img := content.PictureOf(s.in.Content, s.roadmap.Tree.Files[key])
	s.images.Store(key, img)
	return img
}

// Size is how many bytes of a file of content/ are published, by its key in Tree.Files.
func (s *Site) Size(key string) int64 { return content.Size(s.in.Content, s.roadmap.Tree.Files[key]) }

// nearest suggests a path for a link that leads nowhere: a page whose extension was
// forgotten, the one file of that name in another folder, or a name like it in the same
// folder. What is only like it elsewhere is another subject.
func (s *Site) nearest(name string) string {
	tree := s.roadmap.Tree
	if ext := path.Ext(name); ext == ".html" || ext == ".htm" {
		name = strings.TrimSuffix(name, ext)
	}
	for _, page := range []string{name + ".md", name + "/index.md"} {
		if _, ok := tree.Find(page); ok {
			return page
		}
	}
	wantsPage := path.Ext(name) == ".md" || path.Ext(name) == ""
	wanted, dir := named(name)
	beside, elsewhere := map[string]string{}, []string(nil) // beside: by name without extension
	for _, key := range s.paths() {
		if _, isPage := tree.Find(key); wantsPage != isPage {
			continue // what the link cannot want
		}
		switch stem, in := named(key); {
		case in == dir:
			beside[stem] = key
		case content.Slug(stem) == content.Slug(wanted) && (wantsPage || path.Ext(key) == path.Ext(name)):
			elsewhere = append(elsewhere, key)
		}
	}
	if near := diag.Nearest(content.Fold(wanted), slices.Sorted(maps.Keys(beside))); near != "" {
		return beside[near]
	}
	if len(elsewhere) == 1 {
		return elsewhere[0]
	}
	return ""
}

// named is the name of a file without its extension, and its folder: of an index.md,
// those of its folder.
func named(key string) (stem, dir string) {
	if path.Base(key) == "index.md" && path.Dir(key) != content.Root {
		key = path.Dir(key)
	}
	return strings.TrimSuffix(path.Base(key), path.Ext(key)), path.Dir(key)
}

// targetPaths lists all that a link may lead to but folders, in order.
func (s *Site) targetPaths() []string {
	tree := s.roadmap.Tree
	paths := slices.Collect(maps.Keys(tree.Files))
	for _, d := range tree.Documents {
		paths = append(paths, d.Path)
	}
	slices.Sort(paths)
	return paths
}
