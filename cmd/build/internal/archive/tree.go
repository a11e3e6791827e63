package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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

// A tree is the files of a zip or of a folder to verify, in the order of their names.
type tree []entry

// An entry is a file of a tree.
type entry struct {
	name string // slash-separated, safe
	size int64
	// open reads it from its beginning. What it gives is exactly as long as size
	// says, or ends with an error; it is an io.ReaderAt too when any part of it can
	// be read as it is stored.
	open func() (io.ReadCloser, error)
}

// A damage is what is wrong with one file of an archive, in French.
type damage struct{ file, message string }

func (d damage) Error() string { return d.message }

// find returns an entry by its name, or nil.
func (t tree) find(name string) *entry {
	i, ok := slices.BinarySearchFunc(t, name, func(e entry, name string) int { return strings.Compare(e.name, name) })
	if !ok {
		return nil
	}
	return &t[i]
}

func (t tree) sort() {
	slices.SortFunc(t, func(a, b entry) int { return strings.Compare(a.name, b.name) })
}

// below gives the part of a tree below a folder, whose name ends in a slash; all of
// it for "".
func (t tree) below(top string) tree {
	var part tree
	for _, e := range t {
		if rest, ok := strings.CutPrefix(e.name, top); ok {
			e.name = rest
			part = append(part, e)
		}
	}
	return part
}

var errMissing = errors.New("il manque")

// read reads a small file of a tree.
func (t tree) read(name string, most int64) ([]byte, error) {
	e := t.find(name)
	if e == nil {
		return nil, errMissing
	}
	if e.size > most {
		return nil, fmt.Errorf("il est trop grand : %d octets au plus sont permis", most)
	}
	in, err := e.open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// manifest reads a manifest of a tree, whose digests have so many bytes: the digest
// of each file that it lists.
func (t tree) manifest(name string, size int) (map[string]string, error) {
	text, err := t.read(name, maxTag)
	if err != nil {
		return nil, err
	}
	return readManifest(text, size)
}

// openFolder lists a folder. Nothing outside of it is ever read: links are refused,
// and files opened within it only. The error is a damage when a file may not be there.
func openFolder(dir string) (list tree, done func() error, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	seen := names{}
	err = fs.WalkDir(root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return damage{name, "il ne se lit pas : " + err.Error()}
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			return damage{name, "c'est un lien ou un fichier spécial : une archive n'a que des fichiers"}
		case len(list) >= maxEntries:
			return fmt.Errorf("ce dossier a plus de %d fichiers : ce n'est pas une archive de ce programme", maxEntries)
		}
		if wrong := seen.add(name); wrong != "" {
			return damage{name, wrong}
		}
		info, err := e.Info()
		if err != nil {
			return damage{name, "il ne se lit pas : " + err.Error()}
		}
		size := info.Size()
		list = append(list, entry{name, size, func() (io.ReadCloser, error) { return openFile(root, name, size) }})
		return nil
	})
	if err != nil {
		root.Close()
		return nil, nil, err
	}
	list.sort()
	return list, root.Close, nil
}

func openFile(root *os.Root, name string, size int64) (io.ReadCloser, error) {
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	return randomly{&exact{file, size}, file, file}, nil
}

// A randomly is a file of which any part can be read.
type randomly struct {
	io.Reader
	io.ReaderAt
	io.Closer
}

var (
	errShort = errors.New("il est plus court que sa taille annoncée")
	errLong  = errors.New("il est plus long que sa taille annoncée")
)

// An exact reads so many bytes, and fails when there are fewer or more.
type exact struct {
	r    io.Reader
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
