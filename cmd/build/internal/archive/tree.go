package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// Limits on what is read from strangers. A site of 50,000 pages stays well
// below them.
const (
	maxEntries  = 250_000  // files in an archive
	maxTag      = 64 << 20 // bytes of a manifest, an index or a description
	maxProblems = 500      // told, before the rest is left out
)

// A tree is a set of files to verify: a zip, or a folder.
type tree interface {
	// files lists them in the order of their names.
	files() []entry
	// open reads one from its beginning. What it gives is exactly as long as
	// the entry says, or ends with an error.
	open(e *entry) (io.ReadCloser, error)
	// random gives one that can be read anywhere, when it can.
	random(e *entry) (io.ReaderAt, io.Closer, bool)
}

// An entry is a file of a tree.
type entry struct {
	name string // slash-separated, safe
	size int64
	at   *zipEntry // in a zip
}

// A damage is what is wrong with one file of an archive, in French.
type damage struct{ file, message string }

func (d damage) Error() string { return d.message }

// find returns an entry by its name, or nil.
func find(files []entry, name string) *entry {
	i, ok := slices.BinarySearchFunc(files, name, func(e entry, name string) int { return strings.Compare(e.name, name) })
	if !ok {
		return nil
	}
	return &files[i]
}

// readAll reads a small file of a tree.
func readAll(t tree, e *entry, most int64) ([]byte, error) {
	if e.size > most {
		return nil, fmt.Errorf("il est trop grand : %d octets au plus sont permis", most)
	}
	in, err := t.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// A folder is a tree on disk. Nothing outside of it is ever read: links are
// refused, and opened within it only.
type folder struct {
	root *os.Root
	list []entry
}

// openFolder lists a folder. The error is a damage when a file may not be there.
func openFolder(dir string) (*folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{root: root}
	seen := newNames()
	err = fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return damage{name, "il ne se lit pas : " + err.Error()}
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			return damage{name, "c'est un lien ou un fichier spécial : une archive n'a que des fichiers"}
		case len(f.list) >= maxEntries:
			return fmt.Errorf("ce dossier a plus de %d fichiers : ce n'est pas une archive de ce programme", maxEntries)
		}
		if wrong := seen.add(name); wrong != "" {
			return damage{name, wrong}
		}
		info, err := e.Info()
		if err != nil {
			return damage{name, "il ne se lit pas : " + err.Error()}
		}
		f.list = append(f.list, entry{name: name, size: info.Size()})
		return nil
	})
	if err != nil {
		root.Close()
		return nil, err
	}
	slices.SortFunc(f.list, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return f, nil
}

func (f *folder) files() []entry { return f.list }

func (f *folder) open(e *entry) (io.ReadCloser, error) {
	file, err := f.root.Open(e.name)
	if err != nil {
		return nil, err
	}
	return &exact{file, file, e.size}, nil
}

func (f *folder) random(e *entry) (io.ReaderAt, io.Closer, bool) {
	file, err := f.root.Open(e.name)
	if err != nil {
		return nil, nil, false
	}
	return file, file, true
}

// A subtree is the part of a tree below a folder.
type subtree struct {
	tree
	top  string // ends in a slash
	list []entry
}

// below gives the part of a tree below a folder, "" for all of it.
func below(t tree, top string) tree {
	if top == "" {
		return t
	}
	s := &subtree{tree: t, top: top}
	for _, e := range t.files() {
		if rest, ok := strings.CutPrefix(e.name, top); ok {
			e.name = rest
			s.list = append(s.list, e)
		}
	}
	return s
}

func (s *subtree) files() []entry { return s.list }

func (s *subtree) full(e *entry) *entry {
	whole := *e
	whole.name = path.Join(s.top, e.name)
	return &whole
}

func (s *subtree) open(e *entry) (io.ReadCloser, error) { return s.tree.open(s.full(e)) }

func (s *subtree) random(e *entry) (io.ReaderAt, io.Closer, bool) { return s.tree.random(s.full(e)) }

var (
	errShort = errors.New("il est plus court que sa taille annoncée")
	errLong  = errors.New("il est plus long que sa taille annoncée")
)

// An exact reads so many bytes, and fails when there are fewer or more.
type exact struct {
	r io.Reader
	io.Closer
	left int64
}

func (x *exact) Read(p []byte) (int, error) {
	if x.left == 0 {
		var one [1]byte
		switch n, err := io.ReadFull(x.r, one[:]); {
		case n > 0:
			return 0, errLong
		case err != nil && err != io.EOF:
			return 0, err
		}
		return 0, io.EOF
	}
	if int64(len(p)) > x.left {
		p = p[:x.left]
	}
	n, err := x.r.Read(p)
	x.left -= int64(n)
	if err == io.EOF {
		if err = nil; x.left > 0 {
			err = errShort
		}
	}
	return n, err
}
