package content

import (
	"hash/maphash"
	"io/fs"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/scratch"
)

// Reload reads a folder again, of which only some files may have changed since
// before was read: changed names them, or folders that hold them, by their paths
// from content/. Documents that did not change are the same pointers as before.
//
// A document that now has errors stands in the tree as it last was without any,
// if it ever was: its problems are reported, and the rest of the roadmap stays
// whole while somebody is typing. So does site.yaml.
func Reload(fsys fs.FS, types Types, before *Tree, changed []string, problems *diag.List) (*Tree, error) {
	tree := before.again(changed)
	if tree == nil {
		var err error
		if tree, err = walk(fsys); err != nil {
			return nil, err
		}
	}
	fresh := tree.touched(changed)
	old := before.read
	for i, d := range tree.read {
		for len(old) > 0 && old[0].Path < d.Path {
			old = old[1:]
		}
		switch {
		case len(old) == 0 || old[0].Path != d.Path:
			fresh[i] = true
		case !fresh[i]:
			tree.read[i] = old[0]
		default:
			tree.read[i] = &Document{Kind: d.Kind, Path: d.Path, Slug: d.Slug, Bundle: d.Bundle, good: old[0].good}
		}
	}
	parallel.Do(len(fresh), 0, func(i int) {
		if fresh[i] {
			tree.read[i].readAfter(fsys, types.Matter)
		}
	})
	if slices.ContainsFunc(changed, func(name string) bool { return name == "site.yaml" || name == "." }) {
		tree.readSite(fsys, types, before.Site)
	} else {
		tree.Site, tree.written, tree.site, tree.doubts = before.Site, before.written, before.site, before.doubts
	}
	tree.settle(problems)
	if slices.EqualFunc(tree.Documents, before.Documents, func(a, b *Document) bool { return a == b || a.Path == b.Path }) {
		tree.index = before.index
	}
	return tree, nil
}

// Unchanged reports whether files, by their paths from content/, are all documents
// that still read as they did.
func (t *Tree) Unchanged(names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		i, ok := t.search(path.Join(Root, name))
		return !ok || !t.read[i].unchanged()
	})
}

func (d *Document) unchanged() bool {
	b := scratch.Buffer()
	defer scratch.Return(b)
	return d.here() && d.sum != 0 && readFile(b, d.fsys, d.name(), d.Path, new(diag.List)) && maphash.Bytes(seed, b.Bytes()) == d.sum
}

// again returns the tree with the same files when each of the changed ones is
// site.yaml or a page that is there still; else nil: the folder must be walked.
func (t *Tree) again(changed []string) *Tree {
	for _, name := range changed {
		if name == "site.yaml" {
			continue
		}
		if i, ok := t.search(path.Join(Root, name)); !ok || !t.read[i].here() {
			return nil
		}
	}
	return &Tree{Files: t.Files, Racine: t.Racine, Editions: t.Editions, walked: t.walked, lost: t.lost, read: slices.Clone(t.read)}
}

// search finds a path among all documents, or where it would stand.
func (t *Tree) search(path string) (int, bool) {
	return slices.BinarySearchFunc(t.read, path, func(d *Document, path string) int { return strings.Compare(d.Path, path) })
}

// touched marks the documents that are among the changed files, or in them.
func (t *Tree) touched(changed []string) []bool {
	marks := make([]bool, len(t.read))
	for _, name := range changed {
		full := path.Join(Root, name)
		if i, ok := t.search(full); ok {
			marks[i] = true
		}
		for i, _ := t.search(full + "/"); i < len(t.read) && strings.HasPrefix(t.read[i].Path, full+"/"); i++ {
			marks[i] = true
		}
	}
	return marks
}

// here reports whether the document's file is still a file.
func (d *Document) here() bool {
	info, err := fs.Lstat(d.fsys, d.name())
	return err == nil && info.Mode().IsRegular()
}

// readAfter reads a document whose field good holds its last reading without
// errors, or nil.
func (d *Document) readAfter(fsys fs.FS, types func(Kind) any) {
	last := d.good
	d.good = nil
	d.read(fsys, types)
	if last != nil && d.problems.Erreurs()+d.Checks.Erreurs() > 0 {
		d.good = last
	}
}

// Written returns the tree as its files are: where Reload let documents stand as
// they last were, here they are as far as they can be read. It returns nil when
// that is the same. unread are the paths of those that cannot be read at all, and
// stand as they were in both.
func (t *Tree) Written() (written *Tree, unread map[string]bool) {
	unread = map[string]bool{}
	w := &Tree{Site: t.Site, Files: t.Files, Racine: t.Racine, Editions: t.Editions, broken: t.broken, read: t.read, doubts: t.doubts}
	switch {
	case t.written != nil:
		w.Site = t.written
	case t.Site != nil:
		unread[SitePath] = true
	}
	same := w.Site == t.Site
	for _, d := range t.read {
		switch {
		case d.good == nil || d.good == d:
		case d.Matter == nil:
			unread[d.Path] = true
		default:
			same = false
		}
	}
	if same {
		return nil, unread
	}
	for _, d := range t.read {
		switch {
		case d.Matter != nil:
			w.Documents = append(w.Documents, d)
		case d.good != nil:
			w.Documents = append(w.Documents, d.good)
		}
	}
	w.index = indexed(w.Documents)
	return w, unread
}
