package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/preview"
)

// A watcher is the command that previews, and its options.
type watcher struct {
	builder
	host   string
	names  []string // others by which the server may be asked
	port   int
	open   bool
	poll   bool
	editor string

	shown   []diag.Problem // that the terminal has shown, and that are still there
	state   string         // of the site, as the terminal last said it
	failure string         // that it last said
}

func newWatch(t *term) *cobra.Command {
	w := &watcher{builder: builder{term: t}}
	t.limit = watchLimit
	cmd := &cobra.Command{
		Use:     "watch",
		Aliases: []string{"serve"},
		Short:   "voir la feuille de route pendant qu'on l'écrit",
		Long: `build watch montre le site dans un navigateur. La page suit ce que vous
enregistrez, et dit ce qui ne va pas ; rien n'est écrit dans public/.
Ctrl-C l'arrête.`,
		Example: `  build watch --open
  build watch --port 0 --brouillons
  build watch --editeur 'subl://open?url=file:///{fichier}&line={ligne}'`,
		Args: noArgs,
		RunE: w.at(w.run),
	}
	f := cmd.Flags()
	f.StringVar(&w.host, "host", "127.0.0.1", "adresse où servir ; une autre que celle de cette machine montre l'aperçu à tout le réseau")
	f.StringSliceVar(&w.names, "autoriser", nil, "autre nom sous lequel l'aperçu peut être demandé : celui de cette machine, ou d'un relais")
	f.IntVar(&w.port, "port", 8080, "port où servir ; 0 pour un port libre")
	f.BoolVar(&w.brouillons, "brouillons", false, "montrer aussi les brouillons")
	dated(cmd, &w.date)
	f.BoolVar(&w.open, "open", false, "ouvrir le navigateur")
	f.BoolVar(&w.poll, "poll", false, "chercher les changements soi-même, sur un disque en réseau")
	f.StringVar(&w.editor, "editeur", "vscode", "éditeur qu'ouvrent les liens vers les fichiers : "+strings.Join(editorNames(), ", ")+", ou une adresse avec {fichier}, {ligne} et {colonne}")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 10")
	name(f, map[string]string{"host": "ADRESSE", "autoriser": "NOM", "port": "N", "editeur": "NOM"})
	return cmd
}

func editorNames() []string {
	return slices.Sorted(maps.Keys(preview.Editors))
}

func (w *watcher) run(ctx context.Context) error {
	editor, ok := preview.ParseEditor(w.editor)
	switch {
	case !ok:
		return misusef("--editeur attend %s, ou une adresse qui contient {fichier}, pas « %s »", strings.Join(editorNames(), ", "), w.editor)
	case w.port < 0 || w.port > 65535:
		return misusef("--port attend un nombre de 0 à 65535, pas %d", w.port)
	}
	if _, err := w.input(); err != nil {
		return err
	}
	source, err := filepath.Abs(w.source)
	if err != nil {
		return fmt.Errorf("dossier de la feuille de route : %w", err)
	}
	listener, err := listen(w.host, w.port)
	if err != nil {
		return err
	}
	p := preview.New(preview.Options{Source: source, Input: w.input, Editor: editor, Poll: w.poll, Told: w.told, Note: w.term.note}, rand.Text())
	server := p.Server(w.host, w.names...)
	server.BaseContext = func(net.Listener) context.Context { return ctx }
	go p.Run(ctx)
	address := "http://" + hostOf(w.host, listener) + "/"
	w.term.done("Aperçu : %s (Ctrl-C l'arrête)", address)
	if !preview.Loopback(w.host) {
		w.term.note("Attention : toute machine du réseau peut lire cet aperçu, brouillons compris.")
	}
	if w.open {
		w.openBrowser(address)
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case <-ctx.Done():
		server.Close()
		return nil
	case err := <-failed:
		if ctx.Err() != nil || errors.Is(err, http.ErrServerClosed) {
			return nil
		}
		return fmt.Errorf("l'aperçu s'est arrêté : %w", err)
	}
}

// listen takes the port, or says by what option to choose another.
func listen(host string, port int) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, misusef("le port %d est pris : choisissez-en un autre avec --port, ou un port libre avec --port 0", port)
	case errors.Is(err, syscall.EACCES):
		return nil, misusef("le port %d est réservé au système : choisissez avec --port un nombre au-dessus de 1023", port)
	}
	return nil, misusef("impossible de servir sur « %s » : vérifiez --host (%v)", host, err)
}

// hostOf is how a browser on this machine names the server.
func hostOf(host string, l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// told prints a line for each change, and the problems that are new.
func (w *watcher) told(r preview.Report) {
	fresh := r.Problems
	if len(w.shown) > 0 {
		fresh = slices.DeleteFunc(slices.Clone(r.Problems), w.known)
	}
	if w.shown == nil {
		tuneForLong() // the first site is made, as quickly as build makes one
	}
	w.shown = append([]diag.Problem{}, r.Problems...)
	state := stateOf(preview.Report{Problems: r.Problems, Failure: r.Failure})
	switch {
	case !r.Reviewed:
		w.line(whatOf(r), stateOf(r), r.Took)
	case state != w.state:
		w.line("textes relus", state, 0)
	}
	w.state = state
	failure := ""
	if r.Failure != nil {
		failure = r.Failure.Error()
	}
	if failure != "" && failure != w.failure {
		w.term.painted(w.term.paint("31", "erreur") + ": " + harmless(failure))
	}
	w.failure = failure
	if len(fresh) > 0 {
		_ = w.term.list(hereFirst(fresh, r.Changed), w.source)
	}
}

// hereFirst puts the problems of changed files before those that follow from them.
func hereFirst(problems []diag.Problem, changed []preview.Change) []diag.Problem {
	here := func(p diag.Problem) bool { return isIn(p, changed) }
	elsewhere := func(p diag.Problem) bool { return !isIn(p, changed) }
	return slices.Concat(slices.DeleteFunc(slices.Clone(problems), elsewhere), slices.DeleteFunc(slices.Clone(problems), here))
}

// isIn reports whether a problem is in one of the changed files.
func isIn(p diag.Problem, changed []preview.Change) bool {
	return slices.ContainsFunc(changed, func(c preview.Change) bool { return p.Pos.File == c.Path || p.Pos.File == c.To })
}

// line prints what happened, when, and how the site is now. took is left out when
// it is 0.
func (w *watcher) line(what, state string, took time.Duration) {
	colour := "31"
	if strings.HasPrefix(state, "à jour") {
		colour = "32"
	}
	line := w.term.paint("2", time.Now().Format(time.TimeOnly)) + "  " + harmless(what) + " : " + w.term.paint(colour, state)
	if took > 0 {
		line += w.term.paint("2", " en "+milliseconds(took)+" ms")
	}
	if !w.term.quiet {
		w.term.painted(line)
	}
}

// known reports whether the terminal has shown a problem. Its line may read
// otherwise by now: it is quoted from the disk.
func (w *watcher) known(p diag.Problem) bool {
	return slices.ContainsFunc(w.shown, func(q diag.Problem) bool {
		q.Excerpt = p.Excerpt
		return q.Equal(p)
	})
}

// mostNamed is how many changed files a line names.
const mostNamed = 3

// whatOf says what changed.
func whatOf(r preview.Report) string {
	if len(r.Changed) == 0 {
		return "tout est lu"
	}
	var names []string
	for _, c := range r.Changed {
		names = append(names, happened(c))
	}
	return french.Few(names, mostNamed, "autres fichiers")
}

// happened says what happened to a file.
func happened(c preview.Change) string {
	name := diag.Clean(c.Path)
	switch c.How {
	case preview.Added:
		return name + " (nouveau)"
	case preview.Deleted:
		return name + " (supprimé)"
	case preview.Renamed:
		to := c.To
		if path.Dir(to) == path.Dir(c.Path) {
			to = path.Base(to)
		}
		return name + " → " + diag.Clean(to)
	}
	return name
}

// stateOf says whether the site is good, and where it is not when that is not
// where something has changed.
func stateOf(r preview.Report) string {
	var files []string
	errs, warnings, here := 0, 0, false
	for _, p := range r.Problems {
		if p.Severity != diag.Erreur {
			warnings++
			continue
		}
		errs++
		if !slices.Contains(files, p.Pos.File) {
			files = append(files, p.Pos.File)
		}
		here = here || isIn(p, r.Changed)
	}
	switch {
	case r.Failure != nil:
		return "en panne"
	case len(files) > 1:
		return diag.Totals(errs, 0) + fmt.Sprintf(" dans %d fichiers", len(files))
	case errs > 0 && !here:
		return diag.Totals(errs, 0) + " dans " + diag.Clean(files[0])
	case errs > 0:
		return diag.Totals(errs, 0)
	case warnings > 0:
		return "à jour, " + diag.Totals(0, warnings)
	}
	return "à jour"
}

// milliseconds writes a duration as French does: « 3,2 ».
func milliseconds(d time.Duration) string {
	return french.Decimals(float64(d.Microseconds())/1000, 1)
}

// openBrowser opens an address as the system does.
func (w *watcher) openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if err := cmd.Start(); err == nil {
		go cmd.Wait() // else it stays in the table of processes as long as the preview
	} else {
		w.term.note("Le navigateur ne s'ouvre pas tout seul : ouvrez cette adresse vous-même.")
	}
}
