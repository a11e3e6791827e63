package theme

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
)

var errNoNPM = errors.New("le DSFR manque, et npm aussi, qui l'installe : installez Node.js 20 ou plus récent (https://nodejs.org/fr), " +
	"puis relancez la commande ; une version publiée du programme contient le DSFR et se passe de npm")

// install has npm install the packages in a fresh folder, and keeps what a theme
// needs of them in the cache. Without a cache they serve once.
func install(ctx context.Context, in Input, want lock) (*packages, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return nil, errNoNPM
	}
	if in.Say != nil {
		in.Say("Le DSFR manque : npm l'installe, une fois pour toutes…")
	}
	work, err := workFolder(in.CacheDir)
	if err != nil {
		return nil, diag.Failure("installer le DSFR", err)
	}
	made, err := installIn(ctx, work, npm, want)
	if err != nil {
		os.RemoveAll(work)
		return nil, err
	}
	if in.CacheDir != "" {
		if p := moveInto(want.cached(in.CacheDir), made); p != nil {
			os.RemoveAll(work)
			return p, nil
		}
	}
	if p := openPackages(os.DirFS(made)); p != nil {
		p.remove = func() { os.RemoveAll(work) }
		return p, nil
	}
	os.RemoveAll(work)
	return nil, errors.New("le DSFR que npm a installé est incomplet : vérifiez assets/package.json")
}

// workFolder makes a fresh folder in the cache, so that what is made there can
// be moved into place, or a temporary one.
func workFolder(cacheDir string) (string, error) {
	if cacheDir != "" && os.MkdirAll(cacheDir, 0o755) == nil {
		if dir, err := os.MkdirTemp(cacheDir, "new-npm-"); err == nil {
			return dir, nil
		}
	}
	return os.MkdirTemp("", "feuille-de-route-npm-")
}

// installIn installs the packages in a folder, and returns where in it the files
// that a theme needs are.
func installIn(ctx context.Context, work, npm string, want lock) (string, error) {
	for name, data := range map[string][]byte{"package.json": want.manifest, "package-lock.json": want.lock} {
		if err := os.WriteFile(filepath.Join(work, name), data, 0o644); err != nil {
			return "", diag.Failure("installer le DSFR", err)
		}
	}
	if err := runNPM(ctx, npm, work); err != nil {
		return "", err
	}
	made := filepath.Join(work, "needed")
	return made, Vendor(made, filepath.Join(work, "node_modules"))
}

// moveInto puts a finished folder in its place. Another process may have done
// so first; what a former one left unfinished is replaced. It returns nil when
// the place cannot be used.
func moveInto(place, made string) *packages {
	if err := os.Rename(made, place); err != nil {
		if p := openPackages(os.DirFS(place)); p != nil {
			return p
		}
		if os.RemoveAll(place) != nil || os.Rename(made, place) != nil {
			return nil
		}
	}
	return openPackages(os.DirFS(place))
}

func runNPM(ctx context.Context, npm, dir string) error {
	cmd := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "npm_config_update_notifier=false")
	cmd.WaitDelay = 2 * time.Second
	out, err := cmd.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return fmt.Errorf("npm n'a pas pu installer le DSFR (%w) : vérifiez l'accès au réseau et relancez la commande, ou lancez « npm ci » dans assets/. Ce que npm a dit :\n%s",
			err, lastLines(string(out), 6))
	}
	return nil
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return "  " + strings.Join(lines[max(0, len(lines)-n):], "\n  ")
}
