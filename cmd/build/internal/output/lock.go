package output

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
// container they run in. dir is resolved, and the folder that it is in exists.
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
		f, err := take(dir)
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

// take locks the file beside a folder, or, on a disk that knows no locks, one in
// the system's folder for temporary files.
func take(dir string) (*lockedfile.File, error) {
	f, err := takeFile(filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".verrou"))
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.ENOLCK) {
		key := sha256.Sum256([]byte(dir))
		return takeFile(filepath.Join(os.TempDir(), "feuille-de-route-"+hex.EncodeToString(key[:8])+".verrou"))
	}
	return f, err
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
