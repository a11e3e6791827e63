// Package content reads what editors write. In goes the folder content/ as an
// fs.FS; out come documents, each with its front matter decoded into a typed
// struct, the other files that pages may show, and every problem found.
// Rendering a body is here too (markdown.go), since goldmark has one door.
//
// # Keys
//
// A key of front matter is a field of a struct with the tag « cle », as package
// roadmap has them (Types): its name, then « requis » when a page cannot do without
// it. The field's type reads the value and says what it accepts (Scalar, Form); a
// struct is a group, a slice a list, a map a group whose keys the editor chooses.
// An unknown key, a key written twice and a wrong value are problems at their place.
//
// # Blocks
//
// A body is CommonMark with tables, footnotes and anchors of headings, and blocks:
// « :::encart[Titre]{nom=valeur} », text, « ::: ». Each is a Block in blocks.go,
// which says what it takes; html.go writes what it becomes. Computed figures,
// « {{compte projets}} », stand in figure.go. HTML is no part of it: each tag is a
// problem that says what to write instead.
package content

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
)

// A Document is one page as its editor wrote it.
type Document struct {
	Kind      Kind
	Path      string // "content/projets/a.md": for people and positions
	Slug      string
	Bundle    bool      // a folder with index.md: its images stand beside it
	Matter    any       // the front matter, of the type that Types gives for Kind
	Figures   bool      // a text of Matter holds some, see Expand
	Checks    diag.List // what is wrong with it, if the document is part of the site; see Finisher
	Said      []Spoken  // its texts with words in another language
	fsys      fs.FS     // where the file is, for its body
	bodyAt    int       // offset at which the body begins, once line ends are LF
	bodyLine  int       // line on which it begins
	guessed   bool      // nobody knows where the body begins, which is said
	disturbed bool      // the body holds characters that no text needs, which are said
	sum       uint64    // of the file as it was
	problems  diag.List
	foreign   []foreignKey
	good      *Document // what stands for it in the tree: itself, an earlier reading of it, or nil
}

// dir returns the folder of the document, for links relative to it.
func (d *Document) dir() string { return path.Dir(d.Path) }

// At returns a position in the document.
func (d *Document) At(at At) diag.Pos { return at.In(d.Path) }

// A Tree is all of content/.
type Tree struct {
	Site      any               // site.yaml decoded, of the type that Types gives; nil when it cannot be read
	Documents []*Document       // by path
	Files     map[string]string // other files: path in Unicode NFC → path on disk, both from content/
	Racine    []string          // files of content/racine/, paths on disk
	Editions  []string          // files of content/editions/
	Said      []Spoken          // texts of site.yaml with words in another language

	walked diag.List             // problems of names and folders
	lost   map[string]bool       // paths of pages whose name is refused: as it is, and as it should be
	broken map[string]bool       // these, and those of documents that are Broken
	read   []*Document           // all documents by path, those with errors too
	site   diag.List             // problems of site.yaml
	doubts map[string]bool       // keys of site.yaml whose value is not known, which is said
	index  func() map[string]int // of Documents by path in Unicode NFC, once somebody asks

	written any // site.yaml as far as it can be read; nil when it cannot
}

// Find returns the index in Documents of the one at a path, or false.
func (t *Tree) Find(path string) (int, bool) {
	i, ok := t.index()[Composed(path)]
	return i, ok
}

// Sources are the paths of Documents.
func (t *Tree) Sources() map[string]bool {
	paths := make(map[string]bool, len(t.Documents))
	for _, d := range t.Documents {
		paths[d.Path] = true
	}
	return paths
}

// Broken reports whether there is a document at a path that is so wrong that it
// does not stand in Documents, or that nobody knows where its body begins. That is said
// of it; what leads to it is right.
func (t *Tree) Broken(path string) bool { return t.broken[path] }

// BrokenPage reports whether the page of a kind that has this slug is Broken.
func (t *Tree) BrokenPage(kind Kind, slug string) bool {
	page := path.Join(Root, kind.Folder(), slug)
	return t.Broken(page+".md") || t.Broken(page+"/index.md")
}

// Whole reports whether no document is Broken.
func (t *Tree) Whole() bool { return len(t.broken) == 0 }

// Doubtful reports whether the value of a key of site.yaml, as it stands in the tree,
// is not known for sure. That is said of the file; what depends on it is not.
func (t *Tree) Doubtful(key string) bool { return t.Site == nil || t.doubts[key] }

// Types gives the structs that front matter and site.yaml are decoded into:
// fresh pointers, whose fields are tagged as decode.go says.
type Types struct {
	Site   func() any
	Matter func(Kind) any

	// Words are other names that site.yaml gives keys of its groups, as slugs, each
	// with the key; typed is the text at a path of keys in it, or "".
	Words func(typed func(path ...string) string) map[string]string
}

// Root is what paths of documents begin with.
const Root = "content"

// WellKnown is the one hidden folder that is looked at, from content/: its files
// have addresses that others know (RFC 8615).
const WellKnown = "racine/.well-known"

// SitePath is where the roadmap's identity stands.
const SitePath = diag.First

// misnamedSite is how site.yaml is called elsewhere.
const misnamedSite = "site.yml"

// Load reads a whole content folder. fsys is the folder itself: site.yaml and
// index.md stand at its root. An error means that it cannot be read at all.
func Load(fsys fs.FS, types Types, problems *diag.List) (*Tree, error) {
	tree, err := walk(fsys)
	if err != nil {
		return nil, err
	}
	parallel.Do(len(tree.read), 0, func(i int) { tree.read[i].read(fsys, types.Matter) })
	tree.readSite(fsys, types, nil)
	tree.settle(problems)
	return tree, nil
}

// LoadSite reads site.yaml alone. What is wrong with it is not said.
func LoadSite(fsys fs.FS, types Types) *Tree {
	tree := &Tree{}
	tree.readSite(fsys, types, nil)
	tree.settle(new(diag.List))
	return tree
}

// settle lists the documents that stand, and reports what is wrong in all.
func (t *Tree) settle(problems *diag.List) {
	problems.Merge(&t.walked)
	t.Documents, t.broken = make([]*Document, 0, len(t.read)), maps.Clone(t.lost)
	for _, d := range t.read {
		problems.Merge(&d.problems)
		if d.good != nil {
			t.Documents = append(t.Documents, d.good)
		}
		if d.good == nil || d.guessed {
			t.broken[d.Path] = true
		}
	}
	tellForeign(t.read, problems)
	problems.Merge(&t.site)
	t.index = indexed(t.Documents)
}

// indexed gives the indices of documents by their paths, made when somebody asks.
func indexed(documents []*Document) func() map[string]int {
	return sync.OnceValue(func() map[string]int {
		index := make(map[string]int, len(documents))
		for i, d := range documents {
			index[Composed(d.Path)] = i
		}
		return index
	})
}

type walker struct {
	fsys    fs.FS
	tree    *Tree
	bundles map[string]bool   // folders that hold an index.md
	meant   map[string]string // names of folders that are misspelt, and the right ones; "" for none
}

// wrong reports a problem of a file or folder as a whole. name is its path from
// content/.
func (w *walker) wrong(name, code, hint, format string, args ...any) {
	w.tree.walked.Erreur(diag.Pos{File: path.Join(Root, name)}, code, hint, format, args...)
}

// walk lists the files of a content folder; nothing is read yet.
func walk(fsys fs.FS) (*Tree, error) {
	w := walker{fsys: fsys, tree: &Tree{Files: map[string]string{}, lost: map[string]bool{}}, bundles: map[string]bool{}, meant: map[string]string{}}
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			w.wrong(name, Unread, advice(err), "ce dossier ne se lit pas : %s", Reason(err))
			return fs.SkipDir
		case name == ".":
			return nil
		case Ignored(e.Name()) && name != WellKnown:
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			w.wrong(name, "lien-symbolique", "remplacez-le par une copie du fichier", "ce raccourci vers un autre fichier (lien symbolique) n'est pas suivi")
			return nil
		case e.IsDir():
			return w.folder(name)
		case !e.Type().IsRegular():
			w.wrong(name, "fichier-special", "retirez-le", "ce n'est ni un fichier ni un dossier")
			return nil
		}
		w.file(name)
		return nil
	})
	slices.SortFunc(w.tree.read, func(a, b *Document) int { return strings.Compare(a.Path, b.Path) })
	return w.tree, err
}

// Ignored tells by its name a file or folder that nobody looks at: hidden ones,
// README.md and what editors leave behind, « ~$ » being what Word does.
func Ignored(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "~$") || base == "README.md"
}

func (w *walker) folder(name string) error {
	if _, err := fs.Stat(w.fsys, path.Join(name, "index.md")); err == nil && strings.Contains(name, "/") {
		w.bundles[name] = true // its name is that of a page
	} else {
		w.checkName(name)
	}
	if strings.Contains(name, "/") || name == "racine" || name == "editions" || slices.Contains(folders, name) {
		return nil
	}
	known := append(slices.Clone(folders), "editions", "racine")
	if near := diag.Nearest(Fold(name), known); len(near) > 2 && strings.HasPrefix(Fold(name), near[:3]) { // else it is no slip of the keyboard
		w.wrong(name, "dossier-inconnu",
			"renommez-le « "+near+" »", "dossier inconnu « %s »", name)
		w.tree.walked.Guess(name, near)
		if w.meant[name] = near; near == "editions" || near == "racine" {
			return fs.SkipDir
		}
	}
	return nil // what it holds tells whether it matters
}

func (w *walker) file(name string) {
	top, rest, nested := strings.Cut(name, "/")
	if !strings.HasSuffix(name, ".md") || top == "racine" {
		w.checkName(name)
	}
	switch {
	case name == "site.yaml":
	case nested && top == "racine":
		w.tree.Racine = append(w.tree.Racine, name)
	case nested && top == "editions" && strings.HasSuffix(name, ".json"):
		w.tree.Editions = append(w.tree.Editions, name)
	case strings.HasSuffix(name, ".md"):
		w.markdown(name, top, rest, nested)
	case misnamed(path.Base(name)) != "":
		right := misnamed(path.Base(name))
		if kind, ok := KindIn(top); ok {
			right, _ = rightSlug(kind, right)
		}
		to := ""
		if right != "" {
			to = right + ".md"
		}
		hint, to := w.rename(name, "renommez-le", to, right, right+".md")
		w.wrong(name, "nom-de-fichier", hint, "l'extension d'une page est « .md »")
		w.tree.walked.Guess(path.Base(name), to)
		w.lose(&Document{Path: path.Join(Root, name)}, right)
	case name == misnamedSite:
		w.wrong(name, "nom-de-fichier",
			"renommez-le « site.yaml »", "le fichier de la feuille de route s'appelle « site.yaml »")
		w.tree.walked.Guess(name, "site.yaml")
	default:
		file := path.Join(Root, name)
		key := Composed(file)
		if w.tree.Files[key] != "" {
			w.wrong(name, "nom-en-double", "renommez ou retirez l'un des deux",
				"deux fichiers de ce dossier ont le même nom, à l'écriture des accents près")
		}
		w.tree.Files[key] = file
	}
}

// misnamed is the name, without extension, of a page whose extension is not quite
// « .md »: Windows hides that of « x.md.txt ». It is "" for other files.
func misnamed(base string) string {
	for _, ext := range []string{".md", ".markdown", ".md.txt"} {
		if at := len(base) - len(ext); at > 0 && strings.EqualFold(base[at:], ext) {
			return base[:at]
		}
	}
	return ""
}

func (w *walker) markdown(name, top, rest string, nested bool) {
	doc := &Document{Path: path.Join(Root, name)}
	if !nested && name == "index.md" {
		w.tree.read = append(w.tree.read, doc)
		return
	}
	kind, ok := KindIn(top)
	if near := w.meant[top]; near != "" {
		kind, ok = KindIn(near)
		w.tree.lost[doc.Path], w.tree.lost[path.Join(Root, near, rest)] = true, true
	}
	if !nested || !ok {
		w.stray(name, top, cmp.Or(rest, name))
		return
	}
	doc.Kind = kind
	base := strings.TrimSuffix(path.Base(rest), ".md")
	dir := path.Dir(name)
	switch {
	case base == "index" && dir == top:
		w.wrong(name, "page-perdue", "la liste est faite par le site ; retirez ce fichier ou donnez-lui un autre nom",
			"content/%s/ n'a pas de page index.md", top)
		return
	case base == "index":
		doc.Bundle = true
		base = path.Base(dir)
	case w.inBundle(dir):
		w.wrong(name, "page-perdue", "déplacez-la hors de ce dossier, ou faites-en un texte d'index.md",
			"une page ne peut pas se trouver dans le dossier d'une autre")
		return
	}
	if right, wrong := rightSlug(kind, base); wrong != "" {
		what, file, to := "renommez-le", name, right+".md"
		if doc.Bundle {
			what, file, to = "renommez son dossier", dir, right
		}
		if right == "" {
			to = ""
		}
		hint, to := w.rename(file, what, to, right, right+".md")
		w.wrong(name, "nom-de-fichier", hint, "le nom « %s » %s", base, wrong)
		w.tree.walked.Guess(path.Base(file), to)
		w.lose(doc, right)
		return
	}
	doc.Slug = base
	w.tree.read = append(w.tree.read, doc)
}

// rightSlug says in French what is wrong with the name of a page of a kind, and gives
// the name that it should have, or "".
func rightSlug(kind Kind, base string) (right, wrong string) {
	if !IsSlug(base) {
		right = Slug(base)
		if day, rest := DayIn(right); kind == Actualite && day != "" {
			right = day + "-" + cmp.Or(rest, "titre")
		}
		return right, "ne peut pas servir d'adresse"
	}
	if wrong = WrongName(base); wrong != "" {
		return RightName(base), wrong
	}
	return base, ""
}

// rename is the hint to give another name to a file or a folder, and that name again. It
// is "" when it is not known, or when one of some names is there already.
func (w *walker) rename(name, what, to string, taken ...string) (hint, right string) {
	if to == "" {
		return "des lettres minuscules sans accent, des chiffres et des tirets", ""
	}
	for _, base := range taken {
		if _, err := fs.Stat(w.fsys, path.Join(path.Dir(name), base)); err == nil && base != path.Base(name) {
			return "« " + base + " » existe déjà : " + what + " autrement, ou retirez l'un des deux", ""
		}
	}
	return what + " « " + to + " »", to
}

// lose notes a page whose name is refused, and the name that it should have.
func (w *walker) lose(doc *Document, right string) {
	to := path.Join(doc.dir(), right+".md")
	if doc.Bundle {
		to = path.Join(path.Dir(doc.dir()), right, "index.md")
	}
	w.tree.lost[doc.Path], w.tree.lost[to] = true, true
}

// stray reports a page that stands in no folder of pages. One that is in an unknown
// folder is said of that, once.
func (w *walker) stray(name, top, rest string) {
	for _, folder := range folders {
		w.tree.lost[path.Join(Root, folder, rest)] = true
	}
	hint := "dans un de ces dossiers : content/" + strings.Join(folders, ", content/")
	_, told := w.meant[top]
	switch {
	case rest == name || top == "editions":
		w.wrong(name, "page-perdue", "déplacez-la "+hint, "une page ne peut pas se trouver ici")
	case !told:
		w.meant[top] = ""
		w.wrong(top, "dossier-inconnu", "déplacez ses pages "+hint, "dossier inconnu « %s »", top)
	}
}

func (w *walker) inBundle(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if w.bundles[dir] {
			return true
		}
	}
	return false
}

// Reason says in French why a file cannot be read.
func Reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "il n'existe pas"
	case errors.Is(err, fs.ErrPermission):
		return "l'accès est refusé"
	case errors.Is(err, syscall.EISDIR):
		return "c'est un dossier"
	}
	return err.Error()
}

// advice says in French what to do about a file that cannot be read.
func advice(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "donnez le droit de lire ce fichier"
	}
	return ""
}
