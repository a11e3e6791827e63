package theme

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// sheets are the DSFR's, in the order in which the cascade wants them: all for
// the screen, then those for print. What is for Internet Explorer is not there.
var sheets = []string{"dist/dsfr.main.css", "dist/utility/utility.main.css", "dist/dsfr.print.css", "dist/utility/utility.print.css"}

// A dsfr is an installed npm package.
type dsfr struct {
	files   fs.FS
	version string
	stamp   string // changes with the package
	remove  func() // ends its use
}

// findDSFR looks for the DSFR where it may be, and installs it in the last resort.
func findDSFR(ctx context.Context, in Input, want lock) (*dsfr, error) {
	if in.AssetsDir != "" {
		if d := openDSFR(os.DirFS(filepath.Join(in.AssetsDir, "node_modules", "@gouvfr", "dsfr"))); d != nil {
			return d, nil
		}
	}
	if want.embedded {
		if sub, err := fs.Sub(in.Embedded, "dist/dsfr"); err == nil {
			if d := openDSFR(sub); d != nil {
				return d, nil
			}
		}
	}
	if in.CacheDir != "" {
		if d := openDSFR(os.DirFS(want.cached(in.CacheDir))); d != nil {
			return d, nil
		}
	}
	if in.Strangers && !want.embedded {
		return nil, errors.New("ces sources nomment un autre DSFR que celui de ce programme (assets/package-lock.json), et il n'est pas dans le cache : " +
			"construisez une fois le site de ces sources, si vous leur faites confiance, puis recommencez")
	}
	return install(ctx, in, want)
}

// cached is where the DSFR of a lock stands in a cache.
func (l lock) cached(cacheDir string) string {
	sum := sha256.Sum256(append(append([]byte{}, l.manifest...), l.lock...))
	return filepath.Join(cacheDir, fmt.Sprintf("dsfr-%x", sum[:8]))
}

// openDSFR reads what a package says of itself, nil if it is missing or lacks
// a style sheet.
func openDSFR(files fs.FS) *dsfr {
	manifest, err := fs.ReadFile(files, "package.json")
	if err != nil {
		return nil
	}
	var about struct{ Version string }
	if json.Unmarshal(manifest, &about) != nil || about.Version == "" {
		return nil
	}
	d := &dsfr{files: files, version: about.Version, stamp: fmt.Sprintf("%x", sha256.Sum256(manifest)), remove: func() {}}
	for _, name := range sheets {
		info, err := fs.Stat(files, name)
		if err != nil {
			return nil
		}
		d.stamp += fmt.Sprintf(" %d %d", info.Size(), info.ModTime().UnixNano())
	}
	return d
}

func incomplete(name string, err error) error {
	return fmt.Errorf("le DSFR est incomplet, il y manque %s : relancez « npm ci » dans assets/ (%w)", name, err)
}
