// Package output writes a site into a folder. The new site is made beside the
// old one, files that did not change are linked from it, and the two are
// exchanged in one step: whatever happens, the folder holds one whole site.
package output

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// Options say where a site goes.
type Options struct {
	Dir    string // the folder; made when it does not exist
	Force  bool   // replace the folder even if it holds files of somebody else
	Jobs   int    // workers, 0 for one a processor
	Locks  string // folder for locks, outside of any site
	Waits  func() // called once when another build has the folder
	Source string // the folder of the roadmap, which the output must spare
}

// A Result says what was done.
type Result struct {
	Files   int // of the site
	Written int // those whose bytes are new
}

// ErrProblems means that the content has errors: the folder is as it was.
var ErrProblems = errors.New("the content has errors")

// Write renders all of a site into a folder. Problems found while rendering are
// added to p; when p holds an error the folder is left alone and the error is
// ErrProblems. Any other error is the machine's, a French sentence, and leaves
// the folder alone as well.
func Write(ctx context.Context, s *site.Site, p *diag.List, o Options) (Result, error) {
	dir, err := place(o)
	if err != nil {
		return Result{}, err
	}
	unlock, err := Lock(ctx, o, dir)
	if err != nil {
		return Result{}, err
	}
	defer unlock()
	stage := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".nouveau")
	if err := heal(dir, stage); err != nil {
		return Result{}, diag.Failure("préparer la publication dans "+stage, err)
	}
	if err := foreign(dir, o.Force); err != nil {
		return Result{}, err
	}
	if err := os.MkdirAll(stage, 0o755); err != nil {
		return Result{}, diag.Failure("créer un dossier à côté de "+o.Dir, err)
	}
	w := &writer{ctx: ctx, old: dir, stage: stage, jobs: o.Jobs}
	if _, err := os.Stat(dir); err != nil {
		w.old = ""
	}
	err = w.all(s, p)
	if err == nil {
		err = exchange(stage, dir)
	}
	if gone := os.RemoveAll(stage); err == nil && gone != nil {
		err = diag.Failure("effacer l'ancien site de "+stage, gone)
	}
	return Result{Files: len(w.sums), Written: int(w.written.Load())}, err
}

// A writer fills the stage.
type writer struct {
	ctx     context.Context
	old     string // the site as it is, "" when there is none
	stage   string
	jobs    int
	written atomic.Int64
	sums    []sum
	failed  atomic.Bool // the site will not be published: only look for problems
}

// all renders every file of the site.
func (w *writer) all(s *site.Site, p *diag.List) error {
	w.failed.Store(p.Erreurs() > 0)
	if err := w.files(s.Files, p); err != nil {
		return err
	}
	attachments := s.Attachments(p)
	w.failed.Store(p.Erreurs() > 0)
	if err := w.files(attachments, p); err != nil {
		return err
	}
	if p.Erreurs() > 0 {
		return ErrProblems
	}
	written := w.written.Load()
	if _, err := w.one(Manifest, manifestOf(w.sums)); err != nil {
		return diag.Failure("écrire "+Manifest, err)
	}
	w.written.Store(written) // it is not of the site
	return nil
}

// files writes some files in parallel. Problems come out in the order of files.
func (w *writer) files(files []site.File, p *diag.List) error {
	if err := w.folders(files); err != nil {
		return diag.Failure("créer les dossiers du site", err)
	}
	problems := make([]diag.List, len(files))
	errs := make([]error, len(files))
	sums := make([]sum, len(files))
	var broken atomic.Bool
	content.Parallel(len(files), w.jobs, func(i int) {
		if broken.Load() || w.ctx.Err() != nil {
			return
		}
		sums[i], errs[i] = w.file(files[i], &problems[i])
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
	w.sums = append(w.sums, sums...)
	return cmp.Or(errs...) // the first says enough
}

// folders makes the folders of some files, each once.
func (w *writer) folders(files []site.File) error {
	made := map[string]bool{".": true}
	for _, f := range files {
		dir := filepath.Dir(filepath.FromSlash(f.Path))
		if made[dir] {
			continue
		}
		full := filepath.Join(w.stage, dir)
		if os.Mkdir(full, 0o755) != nil { // the folder above is most often there
			if err := os.MkdirAll(full, 0o755); err != nil {
				return err
			}
		}
		made[dir] = true
	}
	return nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (w *writer) file(f site.File, p *diag.List) (sum, error) {
	if f.Open != nil {
		if w.failed.Load() {
			return sum{}, nil
		}
		return w.copy(f)
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := f.Render(b, p); err != nil {
		return sum{}, err
	}
	if w.failed.Load() {
		return sum{}, nil
	}
	s, err := w.one(f.Path, b.Bytes())
	if err != nil {
		return sum{}, diag.Failure("écrire "+f.Path, err)
	}
	return s, nil
}

// one writes a file, or links the old one when it holds the same bytes.
func (w *writer) one(name string, data []byte) (sum, error) {
	s := sum{name: name, hash: sha256.Sum256(data)}
	path := filepath.FromSlash(name)
	if w.same(path, data) && os.Link(filepath.Join(w.old, path), filepath.Join(w.stage, path)) == nil {
		return s, nil
	}
	w.written.Add(1)
	return s, os.WriteFile(filepath.Join(w.stage, path), data, 0o644)
}

// same reports whether the old site has these bytes at a path.
func (w *writer) same(path string, data []byte) bool {
	if w.old == "" {
		return false
	}
	f, err := os.Open(filepath.Join(w.old, path))
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Size() != int64(len(data)) || !info.Mode().IsRegular() {
		return false
	}
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

var chunks = sync.Pool{New: func() any { return new([1 << 15]byte) }}

// copy brings a file over as it is, however large, unless the old site has it.
func (w *writer) copy(f site.File) (sum, error) {
	path := filepath.FromSlash(f.Path)
	h := sha256.New()
	same, err := w.sameStream(f, path, h)
	if err == nil && (!same || os.Link(filepath.Join(w.old, path), filepath.Join(w.stage, path)) != nil) {
		w.written.Add(1)
		h.Reset()
		err = w.copyStream(f, path, h)
	}
	if err != nil {
		return sum{}, diag.Failure("copier "+f.Path, err)
	}
	return sum{name: f.Path, hash: [sha256.Size]byte(h.Sum(nil))}, nil
}

// sameStream reads a file beside the old site's and reports whether they are
// the same.
func (w *writer) sameStream(f site.File, path string, h hash.Hash) (bool, error) {
	if w.old == "" {
		return false, nil
	}
	old, err := os.Open(filepath.Join(w.old, path))
	if err != nil {
		return false, nil
	}
	defer old.Close()
	in, err := f.Open()
	if err != nil {
		return false, err
	}
	defer in.Close()
	a, b := make([]byte, 1<<15), make([]byte, 1<<15)
	for {
		n, err := io.ReadFull(in, a)
		m, oldErr := io.ReadFull(old, b)
		if n != m || !bytes.Equal(a[:n], b[:m]) {
			return false, nil
		}
		h.Write(a[:n])
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return oldErr != nil, nil
		case err != nil:
			return false, err
		case oldErr != nil:
			return false, nil
		}
	}
}

func (w *writer) copyStream(f site.File, path string, h hash.Hash) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(filepath.Join(w.stage, path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.MultiWriter(out, h), in)
	return errors.Join(err, out.Close())
}

// heal cleans up after a build that was killed.
func heal(dir, stage string) error {
	aside := stage + ".ancien"
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(aside); err == nil {
			if err := os.Rename(aside, dir); err != nil {
				return err
			}
		}
	}
	return errors.Join(os.RemoveAll(stage), os.RemoveAll(aside))
}

// exchange puts the new site in the place of the old one, which then stands
// where the new one was made.
func exchange(stage, dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(stage, dir); err != nil {
			return diag.Failure("publier le nouveau site", err)
		}
		return nil
	}
	if swap(stage, dir) == nil {
		return nil
	}
	// Two renames: between them there is no site, and the next build heals.
	aside := stage + ".ancien"
	if err := os.Rename(dir, aside); err != nil {
		return diag.Failure("déplacer l'ancien site", err)
	}
	if err := os.Rename(stage, dir); err != nil {
		return diag.Failure("publier le nouveau site", errors.Join(err, os.Rename(aside, dir)))
	}
	return os.RemoveAll(aside)
}

// names lists a few names for a message.
func names(all []string, most int) string {
	slices.Sort(all)
	if len(all) > most {
		return fmt.Sprintf("%s et %d autres", strings.Join(all[:most], ", "), len(all)-most)
	}
	return strings.Join(all, ", ")
}
