package output

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// place finds the real folder of the output and refuses those whose loss would
// be more than a site.
func place(o Options) (string, error) {
	dir, err := Resolve(o.Dir)
	if err != nil {
		return "", diag.Failure("trouver "+o.Dir, err)
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return "", fmt.Errorf("%s est un fichier : donnez un dossier à --output", o.Dir)
	}
	source, err := Resolve(o.Source)
	if err != nil {
		return "", diag.Failure("trouver "+o.Source, err)
	}
	refuse := func(why string) (string, error) {
		return "", fmt.Errorf("le site ne peut pas être écrit dans %s : %s ; donnez un autre dossier à --output", o.Dir, why)
	}
	if dir == filepath.Dir(dir) {
		return refuse("c'est la racine du disque")
	}
	if home, err := os.UserHomeDir(); err == nil {
		if home, err := Resolve(home); err == nil && Within(home, dir) {
			return refuse("c'est votre dossier personnel, ou un dossier qui le contient")
		}
	}
	if Within(source, dir) {
		return refuse("c'est le dossier de la feuille de route, ou un dossier qui le contient")
	}
	for _, name := range []string{"content", "layouts", "assets", "cmd", ".git"} {
		kept, err := Resolve(filepath.Join(source, name))
		if err != nil {
			return "", diag.Failure("trouver "+name, err)
		}
		if Within(dir, kept) || Within(kept, dir) {
			return refuse("il effacerait " + name + "/")
		}
	}
	return dir, nil
}

// Within reports whether path is dir or below it.
func Within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Resolve follows the symbolic links of a path that may not exist yet.
func Resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		found, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(found, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
			return "", err
		}
		rest = filepath.Join(filepath.Base(path), rest)
		path = filepath.Dir(path)
	}
}

// patience is how long a build waits for another one before it says so.
const patience = 300 * time.Millisecond

// Lock makes builds into one folder take turns. The lock is not in the folder,
// nor beside it: it would be published, or lie about.
func Lock(ctx context.Context, o Options, dir string) (unlock func(), err error) {
	if err := os.MkdirAll(o.Locks, 0o700); err != nil {
		return nil, diag.Failure("créer "+o.Locks, err)
	}
	key := sha256.Sum256([]byte(dir))
	mutex := lockedfile.MutexAt(filepath.Join(o.Locks, hex.EncodeToString(key[:8])+".verrou"))
	type locked struct {
		unlock func()
		err    error
	}
	done := make(chan locked, 1)
	go func() {
		unlock, err := mutex.Lock()
		done <- locked{unlock, err}
	}()
	impatient := time.After(patience)
	for {
		select {
		case l := <-done:
			if l.err != nil {
				return nil, diag.Failure("verrouiller "+o.Dir, l.err)
			}
			return l.unlock, nil
		case <-impatient:
			o.Waits()
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}
