package preview

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/site"
)

// roots are the folders of a roadmap that are watched.
var roots = []string{content.Root, "layouts", "assets"}

// A watcher notices what changes in the folders of a roadmap. The system tells
// it; where the system cannot, it looks by itself (poll.go).
type watcher struct {
	preview *Preview
	events  *fsnotify.Watcher // nil when it polls
	git     string            // the file that git holds while it changes many others
	stir    chan struct{}     // holds a value when something has just changed
}

// watch begins to watch. Changes from now on are noticed.
func (p *Preview) watch() *watcher {
	w := &watcher{preview: p, git: lockOf(p.o.Source), stir: make(chan struct{}, 1)}
	if p.o.Poll {
		return w
	}
	events, err := fsnotify.NewBufferedWatcher(1 << 12)
	if err == nil {
		w.events = events
		err = w.addAll()
	}
	if err != nil {
		w.fallBack(err)
	}
	return w
}

// addAll watches the source folder, for folders that come and go, and all that
// it holds.
func (w *watcher) addAll() error {
	if err := w.events.Add(w.preview.o.Source); err != nil {
		return err
	}
	for _, root := range roots {
		if err := w.add(filepath.Join(w.preview.o.Source, root)); err != nil {
			return err
		}
	}
	return nil
}

// add watches a folder and those below it. A folder that is not there, or that
// nobody may read, is not watched.
func (w *watcher) add(dir string) error {
	return walkFolders(dir, func(path string) error {
		err := w.events.Add(path)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return nil
		}
		return err
	})
}

// walkFolders visits a folder, which may be a symbolic link, and those below it
// that hold something of a roadmap.
func walkFolders(dir string, visit func(path string) error) error {
	if err := visit(dir); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() && !passing(e.Name()) {
			if err := walkFolders(filepath.Join(dir, e.Name()), visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// passing tells the files that editors and package managers leave for a while or
// for themselves: nothing of a roadmap.
func passing(base string) bool {
	return content.Ignored(base) && base != path.Base(content.WellKnown) || base == "node_modules" || strings.HasPrefix(base, "#") || strings.HasSuffix(base, ".tmp") || base == "4913" // vim tries whether it may write
}

// fallBack makes the watcher poll, and says why.
func (w *watcher) fallBack(err error) {
	if w.events != nil {
		w.events.Close()
		w.events = nil
	}
	why := "Le système ne signale pas les changements de fichiers (" + err.Error() + ")"
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		why = "La limite du système pour la surveillance de fichiers est atteinte (sous Linux : fs.inotify.max_user_watches et max_user_instances)"
	}
	w.preview.o.Note(why + " : les dossiers sont relus deux fois par seconde, comme avec --poll.")
}

// run notices changes until ctx ends.
func (w *watcher) run(ctx context.Context) {
	if w.events != nil {
		err := w.listen(ctx)
		if err == nil {
			w.events.Close()
			return
		}
		w.fallBack(err)
		w.notice(everything)
	}
	w.poll(ctx)
}

// everything is what may have changed when nobody knows.
var everything = site.Changes{Content: []string{"."}, Look: []string{"layouts", "assets"}}

// listen notices what the system tells. It returns an error when the system can
// tell no more.
func (w *watcher) listen(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.events.Events:
			if err := w.event(e); err != nil {
				return err
			}
		case err := <-w.events.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return err
			}
			if err := w.addAll(); err != nil { // too much at once: anything may have changed
				return err
			}
			w.notice(everything)
		}
	}
}

func (w *watcher) event(e fsnotify.Event) error {
	name, err := filepath.Rel(w.preview.o.Source, e.Name)
	if err != nil || passing(filepath.Base(name)) {
		return nil
	}
	root, rest, _ := strings.Cut(filepath.ToSlash(name), "/")
	if !slices.Contains(roots, root) {
		return nil
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		w.forget(e.Name)
	}
	if info, err := os.Stat(e.Name); err == nil && info.IsDir() && (e.Has(fsnotify.Create) || rest == "") {
		if err := w.add(e.Name); err != nil {
			return err
		}
	}
	w.notice(plus(site.Changes{}, filepath.ToSlash(name)))
	return nil
}

// forget stops watching a folder that is no longer where it was, and those that
// were below it: the system would go on telling of them by their old names.
func (w *watcher) forget(path string) {
	for _, watched := range w.events.WatchList() {
		if watched == path || strings.HasPrefix(watched, path+string(filepath.Separator)) {
			_ = w.events.Remove(watched) // it may be gone already
		}
	}
}

func (w *watcher) notice(changes site.Changes) {
	select {
	case w.stir <- struct{}{}:
	default:
	}
	w.preview.notice(changes)
}

const (
	few      = 2                      // changes at once: no burst
	calm     = 15 * time.Millisecond  // without a change: a burst of them is over
	patience = 500 * time.Millisecond // for a burst to be over
	gitLimit = 10 * time.Second       // for git to be done
)

// settle waits until many changes that come at once are all there: git holds a
// lock meanwhile, other programs just go on. One change alone waits for nothing.
func (w *watcher) settle(ctx context.Context) {
	for start := time.Now(); w.gitWorks() && time.Since(start) < gitLimit && pause(ctx, 2*time.Millisecond); {
	}
	changed := w.preview.waiting()
	if len(changed) <= few {
		for start := time.Now(); w.unfinished(changed) && time.Since(start) < calm && pause(ctx, time.Millisecond); {
		}
		return
	}
	for start := time.Now(); time.Since(start) < patience; {
		select {
		case <-w.stir:
		case <-time.After(calm):
			return
		case <-ctx.Done():
			return
		}
	}
}

// waiting lists the changed files that the next state will hold, by their paths
// from the source folder.
func (p *Preview) waiting() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := slices.Clone(p.changes.Look)
	for _, name := range p.changes.Content {
		list = append(list, path.Join(content.Root, name))
	}
	return list
}

// unfinished reports whether one of the files is missing or empty, as it is for
// a moment while some editors save it.
func (w *watcher) unfinished(changed []string) bool {
	return slices.ContainsFunc(changed, func(name string) bool {
		info, err := os.Stat(filepath.Join(w.preview.o.Source, filepath.FromSlash(name)))
		return err != nil || info.Size() == 0
	})
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// lockOf finds git's lock of the repository that a folder is in, or returns "".
func lockOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		git := filepath.Join(dir, ".git")
		if info, err := os.Stat(git); err == nil {
			if !info.IsDir() { // a work tree beside others: the file says where its own folder is
				data, err := os.ReadFile(git)
				to, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
				if err != nil || !ok {
					return ""
				}
				if git = to; !filepath.IsAbs(git) {
					git = filepath.Join(dir, git)
				}
			}
			return filepath.Join(git, "index.lock")
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}

func (w *watcher) gitWorks() bool {
	if w.git == "" {
		return false
	}
	_, err := os.Lstat(w.git)
	return err == nil
}
