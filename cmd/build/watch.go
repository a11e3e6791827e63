package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/preview"
)

// A watcher is the command that previews, and its options.
type watcher struct {
	builder
	host   string
	port   int
	open   bool
	poll   bool
	editor string

	shown []diag.Problem // that the terminal has shown, and that are still there
	state string         // of the site, as the terminal last said it
}

func newWatch(t *term) *cobra.Command {
	w := &watcher{builder: builder{term: t}}
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
		RunE: func(cmd *cobra.Command, _ []string) error {
			w.source, _ = cmd.Flags().GetString("source")
			return w.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&w.host, "host", "127.0.0.1", "adresse où servir ; une autre que celle de cette machine montre l'aperçu à tout le réseau")
	f.IntVar(&w.port, "port", 8080, "port où servir ; 0 pour un port libre")
	f.BoolVar(&w.brouillons, "brouillons", false, "montrer aussi les brouillons")
	f.BoolVar(&w.open, "open", false, "ouvrir le navigateur")
	f.BoolVar(&w.poll, "poll", false, "chercher les changements soi-même, sur un disque en réseau")
	f.StringVar(&w.editor, "editeur", "vscode", "éditeur qu'ouvrent les liens vers les fichiers : "+strings.Join(editorNames(), ", ")+", ou une adresse avec {fichier}, {ligne} et {colonne}")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 50")
	return cmd
}

func editorNames() []string {
	var names []string
	for name := range preview.Editors {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
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
	server := p.Server(w.host)
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
	state := stateOf(r)
	switch {
	case !r.Reviewed:
		w.term.note(fmt.Sprintf("%s : %s en %s ms", whatOf(r), state, milliseconds(r.Took)))
	case state != w.state:
		w.term.note("Textes relus : " + state)
	}
	w.state = state
	if r.Failure != nil && !r.Reviewed {
		w.term.say("erreur: %v", r.Failure)
	}
	if len(fresh) > 0 {
		_ = w.term.list(fresh, w.source)
	}
}

// known reports whether the terminal has shown a problem. Its line may read
// otherwise by now: it is quoted from the disk.
func (w *watcher) known(p diag.Problem) bool {
	return slices.ContainsFunc(w.shown, func(q diag.Problem) bool {
		q.Excerpt = p.Excerpt
		return q == p
	})
}

// whatOf says what changed.
func whatOf(r preview.Report) string {
	what := "Tout est lu"
	switch n := len(r.Changed); {
	case n == 1:
		what = r.Changed[0]
	case n > 1 && n <= 3:
		what = strings.Join(r.Changed, ", ")
	case n > 3:
		what = fmt.Sprintf("%s et %d autres fichiers", r.Changed[0], n-1)
	}
	return what
}

// stateOf says whether the site is good.
func stateOf(r preview.Report) string {
	errs := 0
	for _, p := range r.Problems {
		if p.Severity == diag.Erreur {
			errs++
		}
	}
	switch {
	case r.Failure != nil:
		return "en panne"
	case errs > 0:
		return diag.Plural(errs, "erreur", "erreurs")
	}
	return "à jour"
}

// milliseconds writes a duration as French does: « 3,2 ».
func milliseconds(d time.Duration) string {
	return strings.Replace(strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 1, 64), ".", ",", 1)
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
	if err := exec.Command(name, args...).Start(); err != nil {
		w.term.note("Le navigateur ne s'ouvre pas tout seul : ouvrez cette adresse vous-même.")
	}
}
