package output

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A writer fills the stage.
type writer struct {
	ctx     context.Context
	old     string // the site as it is, "" when there is none
	stage   string
	more    bool // something else than the old site may be there, and is to go
	jobs    int
	folders sync.Map // of the stage that are there
	written atomic.Int64
	files   []Written
	digest  string
	failed  atomic.Bool // the site will not be published: only look for problems
}

// all renders every file of the site.
func (w *writer) all(s *site.Site, p *diag.List) error {
	w.failed.Store(p.Erreurs() > 0)
	if err := w.write(s.Files, p); err != nil {
		return err
	}
	remaining := s.Remaining(p)
	w.failed.Store(p.Erreurs() > 0)
	if err := w.write(remaining, p); err != nil {
		return err
	}
	if p.Erreurs() > 0 {
		return ErrProblems
	}
	return nil
}

// seal ends the site with its manifest, and has all that is new be on the disk.
// It reports whether the old site is this one to the last byte: then the stage
// is not filled, and nothing is to be exchanged.
func (w *writer) seal() (unchanged bool, err error) {
	list := manifestOf(w.files)
	manifest, err := w.put(Manifest, int64(len(list)), reader(list))
	if err != nil {
		return false, diag.Failure("écrire "+Manifest, err)
	}
	w.digest = hex.EncodeToString(manifest.Hash[:])
	if manifest.kept && w.written.Load() == 0 && !w.more {
		return true, context.Cause(w.ctx)
	}
	if err := w.keep(append(w.files, manifest)); err != nil {
		return false, diag.Failure("reprendre les fichiers qui n'ont pas changé", err)
	}
	if err := Flush(w.stage); err != nil {
		return false, diag.Failure("enregistrer le nouveau site sur le disque", err)
	}
	return false, context.Cause(w.ctx)
}

// gone are those of some files that the new site, which has been sealed, has not.
func (w *writer) gone(ours map[string]bool) (gone []string) {
	for name := range ours {
		_, there := slices.BinarySearchFunc(w.files, name, func(f Written, name string) int { return strings.Compare(f.Path, name) })
		if !there && name != Manifest {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	return gone
}

// keep links the files that are as they were from the old site.
func (w *writer) keep(files []Written) error {
	errs := make([]error, len(files))
	parallel.Do(len(files), w.jobs, func(i int) {
		if !files[i].kept || w.ctx.Err() != nil {
			return
		}
		path := filepath.FromSlash(files[i].Path)
		old := filepath.Join(w.old, path)
		errs[i] = w.into(path, func(name string) error { return os.Link(old, name) })
		if errs[i] != nil { // a file system without links, or a file that was linked too often
			errs[i] = w.into(path, func(name string) error {
				_, err := fill(name, func() (io.ReadCloser, error) { return os.Open(old) }, nil)
				return err
			})
		}
	})
	return cmp.Or(errs...)
}

// fill writes a new file from what open gives, which h gets too unless it is nil. It
// returns how many bytes that is.
func fill(name string, open func() (io.ReadCloser, error), h hash.Hash) (int64, error) {
	in, err := open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, err
	}
	var to io.Writer = out
	if h != nil {
		to = io.MultiWriter(out, h)
	}
	size, err := io.Copy(to, in)
	return size, errors.Join(err, out.Close())
}

// into makes a file of the stage, and its folder with the first of its files.
func (w *writer) into(path string, write func(name string) error) error {
	name := filepath.Join(w.stage, path)
	dir := filepath.Dir(name)
	if _, ok := w.folders.Load(dir); !ok {
		if os.Mkdir(dir, 0o755) != nil { // the folder above is most often there
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
		w.folders.Store(dir, nil)
	}
	return write(name)
}

// write writes some files in parallel. Problems come out in the order of files.
func (w *writer) write(files []site.File, p *diag.List) error {
	problems := make([]diag.List, len(files))
	errs := make([]error, len(files))
	done := make([]Written, len(files))
	var broken atomic.Bool
	parallel.Do(len(files), w.jobs, func(i int) {
		if broken.Load() || w.ctx.Err() != nil {
			return
		}
		done[i], errs[i] = w.file(files[i], &problems[i])
		if errs[i] != nil {
			broken.Store(true)
		}
		if problems[i].Erreurs() > 0 {
			w.failed.Store(true)
		}
	})
	for i := range files {
		p.Merge(&problems[i])
	}
	if err := context.Cause(w.ctx); err != nil {
		return err
	}
	w.files = append(w.files, done...)
	return cmp.Or(errs...) // the first says enough
}

func (w *writer) file(f site.File, p *diag.List) (Written, error) {
	what, size, open := "copier ", int64(-1), f.Open
	if open == nil {
		b := scratch.Buffer()
		defer scratch.Return(b)
		if err := f.Render(b, p); err != nil {
			return Written{}, site.Told(err, p)
		}
		what, size, open = "écrire ", int64(b.Len()), reader(b.Bytes())
	}
	if w.failed.Load() {
		return Written{}, nil
	}
	s, err := w.put(f.Path, size, open)
	if err != nil {
		return Written{}, diag.Failure(what+f.Path, err)
	}
	return s, nil
}

func reader(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
}

// put writes a file as open gives it, unless the old site has the same bytes. known is
// how many there are, or below zero.
func (w *writer) put(name string, known int64, open func() (io.ReadCloser, error)) (Written, error) {
	path := filepath.FromSlash(name)
	h := sha256.New()
	size, same, err := w.same(path, known, open, h)
	if err == nil && !same {
		if name != Manifest { // which is not of the site
			w.written.Add(1)
		}
		h.Reset()
		err = w.into(path, func(to string) (err error) {
			size, err = fill(to, open, h)
			return err
		})
	}
	return Written{name, size, [sha256.Size]byte(h.Sum(nil)), same}, err
}

// same reads a file, whose bytes h gets, beside the old site's. It reports whether
// they are the same, and then how many bytes they have.
func (w *writer) same(path string, known int64, open func() (io.ReadCloser, error), h hash.Hash) (int64, bool, error) {
	old, size := w.oldFile(path, known)
	if old == nil {
		return 0, false, nil
	}
	defer old.Close()
	in, err := open()
	if err != nil {
		return 0, false, err
	}
	defer in.Close()
	same, err := Same(io.TeeReader(in, h), old)
	return size, same, err
}

// oldFile opens a file of the old site, and says how many bytes it has: nil when there
// is none of the known size, or something else in its place, such as a symbolic link.
// A size below zero is any.
func (w *writer) oldFile(path string, known int64) (*os.File, int64) {
	if w.old == "" {
		return nil, 0
	}
	path = filepath.Join(w.old, path)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || known >= 0 && info.Size() != known {
		return nil, 0
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0
	}
	return f, info.Size()
}

var chunks = sync.Pool{New: func() any { return new([2][1 << 15]byte) }}

// Same reports whether two readers give the same bytes. The error is the first one's:
// what the second one fails to read is not the same.
func Same(a, b io.Reader) (bool, error) {
	chunk := chunks.Get().(*[2][1 << 15]byte)
	defer chunks.Put(chunk)
	ended := func(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }
	for {
		n, err := io.ReadFull(a, chunk[0][:])
		m, other := io.ReadFull(b, chunk[1][:])
		switch {
		case err != nil && !ended(err):
			return false, err
		case !bytes.Equal(chunk[0][:n], chunk[1][:m]) || ended(err) != ended(other):
			return false, nil
		case err != nil:
			return true, nil
		}
	}
}
