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
	"sync"
	"sync/atomic"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/site"
)

// A writer fills the stage.
type writer struct {
	ctx     context.Context
	old     string // the site as it is, "" when there is none
	stage   string
	jobs    int
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
	attachments := s.Attachments(p)
	w.failed.Store(p.Erreurs() > 0)
	if err := w.write(attachments, p); err != nil {
		return err
	}
	if p.Erreurs() > 0 {
		return ErrProblems
	}
	return nil
}

// seal ends the site with its manifest, and has all that is new be on the disk.
func (w *writer) seal() error {
	manifest, err := w.one(Manifest, manifestOf(w.files))
	if err != nil {
		return diag.Failure("écrire "+Manifest, err)
	}
	w.digest = hex.EncodeToString(manifest.Hash[:])
	if w.written.Load() > 0 {
		if err := Flush(w.stage); err != nil {
			return diag.Failure("enregistrer le nouveau site sur le disque", err)
		}
	}
	return context.Cause(w.ctx)
}

// write writes some files in parallel. Problems come out in the order of files.
func (w *writer) write(files []site.File, p *diag.List) error {
	if err := w.folders(files); err != nil {
		return diag.Failure("créer les dossiers du site", err)
	}
	problems := make([]diag.List, len(files))
	errs := make([]error, len(files))
	done := make([]Written, len(files))
	var broken atomic.Bool
	content.Parallel(len(files), w.jobs, func(i int) {
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

// folders makes the folders of some files, each once.
func (w *writer) folders(files []site.File) error {
	known := map[string]bool{".": true}
	var dirs []string
	for _, f := range files {
		if dir := filepath.Dir(filepath.FromSlash(f.Path)); !known[dir] {
			known[dir] = true
			dirs = append(dirs, dir)
		}
	}
	errs := make([]error, len(dirs))
	content.Parallel(len(dirs), w.jobs, func(i int) {
		dir := filepath.Join(w.stage, dirs[i])
		if os.Mkdir(dir, 0o755) != nil { // the folder above is most often there
			errs[i] = os.MkdirAll(dir, 0o755)
		}
	})
	return cmp.Or(errs...)
}

func (w *writer) file(f site.File, p *diag.List) (Written, error) {
	if f.Open != nil {
		if w.failed.Load() {
			return Written{}, nil
		}
		return w.copy(f)
	}
	b := scratch.Buffer()
	defer scratch.Return(b)
	if err := f.Render(b, p); err != nil {
		return Written{}, err
	}
	if w.failed.Load() {
		return Written{}, nil
	}
	s, err := w.one(f.Path, b.Bytes())
	if err != nil {
		return Written{}, diag.Failure("écrire "+f.Path, err)
	}
	return s, nil
}

// one writes a file, or links the old one when it holds the same bytes.
func (w *writer) one(name string, data []byte) (Written, error) {
	s := Written{name, int64(len(data)), sha256.Sum256(data)}
	path := filepath.FromSlash(name)
	if w.same(path, data) && os.Link(filepath.Join(w.old, path), filepath.Join(w.stage, path)) == nil {
		return s, nil
	}
	if name != Manifest { // which is not of the site
		w.written.Add(1)
	}
	return s, os.WriteFile(filepath.Join(w.stage, path), data, 0o644)
}

// same reports whether the old site has these bytes at a path.
func (w *writer) same(path string, data []byte) bool {
	f := w.oldFile(path, int64(len(data)))
	if f == nil {
		return false
	}
	defer f.Close()
	chunk := chunks.Get().(*[1 << 15]byte)
	defer chunks.Put(chunk)
	for len(data) > 0 {
		n, err := f.Read(chunk[:])
		if n == 0 || err != nil || n > len(data) || !bytes.Equal(chunk[:n], data[:n]) {
			return false
		}
		data = data[n:]
	}
	return true
}

// oldFile opens a file of the old site: nil when there is none of that size, or
// something else in its place, such as a symbolic link. A size below zero is any.
func (w *writer) oldFile(path string, size int64) *os.File {
	if w.old == "" {
		return nil
	}
	path = filepath.Join(w.old, path)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || size >= 0 && info.Size() != size {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	return f
}

var chunks = sync.Pool{New: func() any { return new([1 << 15]byte) }}

// copy brings a file over as it is, however large, unless the old site has it.
func (w *writer) copy(f site.File) (Written, error) {
	path := filepath.FromSlash(f.Path)
	h := sha256.New()
	size, same, err := w.sameStream(f, path, h)
	if err == nil && (!same || os.Link(filepath.Join(w.old, path), filepath.Join(w.stage, path)) != nil) {
		w.written.Add(1)
		h.Reset()
		size, err = w.copyStream(f, path, h)
	}
	if err != nil {
		return Written{}, diag.Failure("copier "+f.Path, err)
	}
	return Written{f.Path, size, [sha256.Size]byte(h.Sum(nil))}, nil
}

// sameStream reads a file beside the old site's, and says how many bytes they
// share, and whether that is all that both have.
func (w *writer) sameStream(f site.File, path string, h hash.Hash) (int64, bool, error) {
	old := w.oldFile(path, -1)
	if old == nil {
		return 0, false, nil
	}
	defer old.Close()
	in, err := f.Open()
	if err != nil {
		return 0, false, err
	}
	defer in.Close()
	a, b := make([]byte, 1<<15), make([]byte, 1<<15)
	for size := int64(0); ; {
		n, err := io.ReadFull(in, a)
		m, oldErr := io.ReadFull(old, b)
		if n != m || !bytes.Equal(a[:n], b[:m]) {
			return size, false, nil
		}
		h.Write(a[:n])
		size += int64(n)
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return size, oldErr != nil, nil
		case err != nil:
			return size, false, err
		case oldErr != nil:
			return size, false, nil
		}
	}
}

func (w *writer) copyStream(f site.File, path string, h hash.Hash) (int64, error) {
	in, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := os.OpenFile(filepath.Join(w.stage, path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, err
	}
	size, err := io.Copy(io.MultiWriter(out, h), in)
	return size, errors.Join(err, out.Close())
}
