// Package output writes a site into a folder. The new site is made beside the
// old one, files that did not change are linked from it, and the two are
// exchanged in one step: whatever happens, the folder holds one whole site. When
// nothing changed at all, it is left as it is.
package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/robustio"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/site"
)

// Options say where a site goes.
type Options struct {
	Dir    string            // the folder; made when it does not exist
	Source string            // the folder of the roadmap, which the output must spare
	Force  bool              // replace the folder even if it holds files of somebody else
	Review bool              // the site is a copy for review: it takes the place of another one only
	Jobs   int               // workers, 0 for one a processor
	Waits  func()            // called once when somebody else writes into the folder
	Part   func(name string) // called when a part of the work begins; may be nil
}

func (o Options) part(name string) {
	if o.Part != nil {
		o.Part(name)
	}
}

// A Result says what was done.
type Result struct {
	Files   []Written // of the site, by path, its manifest left out
	New     int       // those whose bytes the old site did not have
	Gone    []string  // files that the old site had, by path
	Digest  string    // SHA-256 of the manifest, in hexadecimal: it stands for the whole site
	Remains error     // why the old site could not be removed; the next build will
}

// A Written is a file of the site as it is on the disk.
type Written struct {
	Path string // slash-separated, from the root of the site
	Size int64  // in bytes
	Hash [sha256.Size]byte

	kept bool // the old site has it
}

// ErrProblems means that the content has errors: the folder is as it was.
var ErrProblems = errors.New("the content has errors")

// A Folder is where a site goes, and nobody else writes to as long as it is held.
type Folder struct {
	Options
	dir    string          // resolved
	stage  string          // where the new site is made
	more   bool            // the folder may hold something else than a site of ours
	ours   map[string]bool // the files of the old site
	unlock func()
}

// Claim takes the folder of a site for one build: whoever reads the content after
// that writes what is newest. What a build that was killed left there is cleaned
// up. An error is a French sentence; the folder is then as it was.
func Claim(ctx context.Context, o Options) (*Folder, error) {
	dir, err := place(o)
	if err != nil {
		return nil, err
	}
	o.part("attente")
	beside := filepath.Dir(dir)
	if err := os.MkdirAll(beside, 0o755); err != nil {
		return nil, diag.Failure("créer "+beside, err)
	}
	unlock, err := Lock(ctx, dir, o.Waits)
	if err != nil {
		return nil, err
	}
	f := &Folder{Options: o, dir: dir, stage: filepath.Join(beside, "."+filepath.Base(dir)+".nouveau"), unlock: unlock}
	if err = f.ready(); err != nil {
		unlock()
		return nil, err
	}
	return f, nil
}

// ready cleans up, and makes sure that nothing is lost but a site of ours.
func (f *Folder) ready() error {
	if err := heal(f.dir, f.stage); err != nil {
		return diag.Failure("préparer la publication dans "+f.stage, err)
	}
	var err error
	if f.ours, err = listed(f.dir); err != nil {
		return diag.Failure("lire "+filepath.Join(f.dir, Manifest), err)
	}
	f.more, err = f.foreign()
	return err
}

// Release lets others write into the folder.
func (f *Folder) Release() { f.unlock() }

// Write renders all of a site and puts it in the place of the old one. Problems
// found while rendering are added to p; when p holds an error the folder is left
// alone and the error is ErrProblems. Any other error is the machine's, a French
// sentence, and leaves the folder alone as well.
//
// Before the exchange everything new is on the disk, on Linux: a machine that
// stops has one whole site too. Elsewhere that is the system's to decide, and
// only what ends the program is provided for.
func (f *Folder) Write(ctx context.Context, s *site.Site, p *diag.List) (Result, error) {
	if err := os.Mkdir(f.stage, 0o755); err != nil {
		return Result{}, diag.Failure("créer un dossier à côté de "+f.Dir, err)
	}
	f.part("pages")
	w := &writer{ctx: ctx, old: f.dir, stage: f.stage, more: f.more, jobs: f.Jobs}
	if _, err := os.Lstat(f.dir); err != nil {
		w.old = ""
	}
	err := w.all(s, p)
	unchanged := false
	if err == nil {
		f.part("publication")
		unchanged, err = w.seal()
	}
	left := f.stage
	if err == nil && !unchanged {
		left, err = exchange(f.stage, f.dir, swap)
	}
	done := Result{Files: w.files, New: int(w.written.Load()), Digest: w.digest}
	if !unchanged && !f.Review {
		done.Gone = w.gone(f.ours)
	}
	if gone := robustio.RemoveAll(left); gone != nil {
		done.Remains = diag.Failure("effacer "+left, gone)
	}
	return done, err
}
