package preview

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/site"
)

// pollEvery is how often the folders are looked at, if that takes less than a
// tenth of it.
const pollEvery = 500 * time.Millisecond

// A stamp tells whether a file is the one that it was.
type stamp struct {
	size     int64
	modified time.Time
	mode     fs.FileMode
}

// poll notices changes by looking at all files again and again: for disks of
// which the system tells nothing. A file that is read while it is written is
// looked at again.
func (w *watcher) poll(ctx context.Context) {
	seen := w.stamps()
	for every := pollEvery; pause(ctx, every); {
		start := time.Now()
		now := w.stamps()
		every = max(pollEvery, 10*time.Since(start))
		var changes site.Changes
		for name, s := range now {
			if seen[name] != s {
				changes = plus(changes, name)
			}
			delete(seen, name)
		}
		for name := range seen { // no longer there
			changes = plus(changes, name)
		}
		seen = now
		if !none(changes) {
			w.notice(changes)
		}
	}
}

// plus adds a file or folder to changes, by its path from the source folder.
func plus(c site.Changes, name string) site.Changes {
	if root, rest, _ := strings.Cut(name, "/"); root == content.Root {
		c.Content = append(c.Content, path.Clean(rest)) // "." is all of it
	} else {
		c.Look = append(c.Look, name)
	}
	return c
}

// stamps looks at all files, by path from the source folder.
func (w *watcher) stamps() map[string]stamp {
	all := map[string]stamp{}
	for _, root := range roots {
		_ = walkFolders(filepath.Join(w.preview.o.Source, root), func(dir string) error {
			entries, _ := os.ReadDir(dir)
			for _, e := range entries {
				info, err := e.Info()
				if err != nil || e.IsDir() || passing(e.Name()) {
					continue
				}
				if name, err := filepath.Rel(w.preview.o.Source, filepath.Join(dir, e.Name())); err == nil {
					all[filepath.ToSlash(name)] = stamp{info.Size(), info.ModTime(), info.Mode()}
				}
			}
			return nil
		})
	}
	return all
}
