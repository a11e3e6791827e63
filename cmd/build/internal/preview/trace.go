package preview

import (
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// traces remember the documents that are gone since the preview began, the latest
// last, so that a page which somebody has open can say where it went.
type traces []trace

// A trace is a document that is gone, and the path of the one that has taken its
// place: "" for none.
type trace struct {
	doc *content.Document
	to  string
}

// keptTraces is how many are kept: more than somebody moves by hand.
const keptTraces = 256

// follow compares two sites that differ in some files of content/, and returns
// the traces after the change.
func (t traces) follow(before, after *site.Site, changed []string) traces {
	lost, found := missing(before, after, changed), missing(after, before, changed)
	if len(lost)+len(found) == 0 {
		return t
	}
	t = slices.DeleteFunc(slices.Clone(t), func(x trace) bool {
		_, back := find(after.Roadmap().Tree, x.doc.Path)
		return back
	})
	for _, d := range lost {
		t = append(t, trace{doc: d})
	}
	for i, x := range t { // some programs copy first, and delete later
		if x.to == "" {
			t[i].to = heir(after.Roadmap().Tree, x.doc)
		}
	}
	return t[max(0, len(t)-keptTraces):]
}

// heir finds the path of what has taken the place of a document: one of the same
// text, else one of the same title; "" for none.
func heir(tree *content.Tree, doc *content.Document) string {
	titled := ""
	for _, d := range tree.Documents {
		switch {
		case d.Kind != doc.Kind:
		case d.Same(doc):
			return d.Path
		case titled == "" && titleOf(d) == titleOf(doc):
			titled = d.Path
		}
	}
	return titled
}

// missing lists the documents of one site, among the changed files and folders,
// that another has not.
func missing(of, in *site.Site, changed []string) (list []*content.Document) {
	tree := of.Roadmap().Tree
	for _, i := range within(tree, changed) {
		if _, there := find(in.Roadmap().Tree, tree.Documents[i].Path); !there {
			list = append(list, tree.Documents[i])
		}
	}
	return list
}

// within lists the documents of a tree, by index, that are among some files and
// folders of content/, or in them.
func within(tree *content.Tree, names []string) (list []int) {
	for _, name := range names {
		full := path.Join(content.Root, name)
		i, there := find(tree, full)
		if there {
			list = append(list, i)
			continue
		}
		for i, _ = find(tree, full+"/"); i < len(tree.Documents) && strings.HasPrefix(tree.Documents[i].Path, full+"/"); i++ {
			list = append(list, i)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// find returns the index of the document at a path, or where it would stand. The
// tree's own Find makes an index first: too much for a few questions.
func find(tree *content.Tree, path string) (int, bool) {
	return slices.BinarySearchFunc(tree.Documents, path, func(d *content.Document, path string) int { return strings.Compare(d.Path, path) })
}

func titleOf(d *content.Document) string { return roadmap.CommonOf(d.Matter).Titre.S }

// A nowhere says why no page stands at an address.
type nowhere struct {
	Doc     string // the document that had it, or will have it
	Draft   bool   // it is a draft, which this preview leaves out
	To      string // the document that has taken its place; "" when it is deleted
	Page    string // the address of that, or the one that is most like this; may be empty
	Address string // this one
}

// nowhere finds out why a path of the site holds no page.
func (s *state) nowhere(file string) *nowhere {
	r := s.site.Roadmap()
	n := &nowhere{Address: "/" + strings.TrimSuffix(file, "index.html")}
	for doc := range r.Brouillons {
		if outputOf(r, doc) == file {
			n.Doc, n.Draft = doc, true
			return n
		}
	}
	for _, x := range slices.Backward(s.traces) {
		if outputOf(r, x.doc.Path) == file {
			n.Doc, n.To = x.doc.Path, s.traces.end(x.to)
			if i, ok := find(r.Tree, n.To); ok && s.site.Plan.Of(i) != nil {
				n.Page = s.site.Plan.Of(i).Address
			}
			return n
		}
	}
	var beside []string // names of the pages in the same folder
	dir, name := path.Split(strings.TrimSuffix(n.Address, "/"))
	for _, p := range s.site.Plan.Pages {
		if d, base := path.Split(strings.TrimSuffix(p.Address, "/")); d == dir {
			beside = append(beside, base)
		}
	}
	if near := diag.Nearest(content.Fold(name), beside); near != "" {
		n.Page = dir + near + "/"
	}
	return n
}

// end follows a path that was moved again.
func (t traces) end(to string) string {
	for range t {
		i := slices.IndexFunc(t, func(x trace) bool { return x.doc.Path == to && x.to != "" })
		if i < 0 {
			break
		}
		to = t[i].to
	}
	return to
}

// outputOf is where the page of a document, by its path, stands in the site; ""
// for what is no page.
func outputOf(r *roadmap.Roadmap, doc string) string {
	name, ok := strings.CutSuffix(doc, ".md")
	switch {
	case !ok:
		return ""
	case name == content.Root+"/index":
		return page.OutputPath(page.Home)
	}
	return page.OutputPath(page.FileAddress(r, strings.TrimSuffix(name, "/index")) + "/")
}
