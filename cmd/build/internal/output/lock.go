package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// patience is how long a build waits for another one before it says so.
const patience = 300 * time.Millisecond

// Lock makes whoever writes into a folder take turns, whichever account or
// container they run in if the disk knows locks, else those of one account. dir is
// resolved, and the folder that it is in exists.
// waits is called once when somebody else has the lock.
//
// The system lets go of a lock with the process that holds it, however it ends.
// What such a process leaves is an empty file beside the folder, which the next
// one removes.
func Lock(ctx context.Context, dir string, waits func()) (unlock func(), err error) {
	type locked struct {
		file *lockedfile.File
		err  error
	}
	done := make(chan locked, 1)
	go func() {
		f, err := take(dir, takeFile)
		done <- locked{f, err}
	}()
	impatient := time.After(patience)
	for {
		select {
		case l := <-done:
			if l.err != nil {
				return nil, diag.Failure("écrire à côté de "+dir, l.err)
			}
			return func() { release(l.file) }, nil
		case <-impatient:
			waits()
		case <-ctx.Done():
			go func() {
				if l := <-done; l.err == nil {
					release(l.file)
				}
			}()
			return nil, context.Cause(ctx)
		}
	}
}

// take locks the file beside a folder, or, on a disk that knows no locks, one of the
// account: in a folder that all share, somebody else could have put a link in its
// place. lock is takeFile.
func take(dir string, lock func(name string) (*lockedfile.File, error)) (*lockedfile.File, error) {
	beside := filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".verrou")
	f, err := lock(beside)
	if !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.ENOLCK) {
		return f, err
	}
	os.Remove(beside) // it was made before it could not be locked
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	cache = filepath.Join(cache, "feuille-de-route")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, err
	}
	return lock(filepath.Join(cache, fmt.Sprintf("%.8x.verrou", sha256.Sum256([]byte(dir)))))
}

// takeFile locks a file, and makes sure that it is still the one of that name:
// whoever has a lock removes its file.
func takeFile(name string) (*lockedfile.File, error) {
	for {
		f, err := lockedfile.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		ours, err := f.Stat()
		there, gone := os.Stat(name)
		switch {
		case err == nil && gone == nil && os.SameFile(ours, there):
			return f, nil
		case err != nil, gone != nil && !errors.Is(gone, os.ErrNotExist):
			return nil, errors.Join(err, gone, f.Close())
		}
		f.Close()
	}
}

// release removes the file of a lock, and lets go of it: in this order, since
// else it could be somebody else's. Windows removes no open file: there the order
// is the other one, and it refuses when somebody else has the file.
func release(f *lockedfile.File) {
	removed := os.Remove(f.Name())
	f.Close()
	if removed != nil {
		os.Remove(f.Name())
	}
}
