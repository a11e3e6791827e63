package theme

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// sheets are the DSFR's, in the order in which the cascade wants them: all for
// the screen, then those for print. What is for Internet Explorer is not there.
var sheets = []string{"dist/dsfr.main.css", "dist/utility/utility.main.css", "dist/dsfr.print.css", "dist/utility/utility.print.css"}

// dsfrName is the DSFR's npm package.
const dsfrName = "@gouvfr/dsfr"

// A library is an npm package whose code our scripts import.
type library struct {
	name, module string // « import … from module »
	file         string // its one file of code
	licence      string // its file
}

var libraries = []library{
	{"@orama/stemmers", "@orama/stemmers/french", "dist/fr.js", "LICENSE.md"},
}

// notice is what a script that holds the library says of it.
func (l library) notice() string { return l.name + " | License-Filename: " + l.licenceFile() }

// licenceFile is the name of its licence beside the scripts.
func (l library) licenceFile() string {
	return path.Base(l.name) + "-" + l.licence
}

// packages are the installed npm packages of a theme.
type packages struct {
	files   fs.FS // as node_modules/ has them
	dsfr    fs.FS
	version string // of the DSFR
	stamp   string // changes with the packages
	remove  func() // ends their use
}

// findPackages looks for the packages where they may be, and installs them in
// the last resort.
func findPackages(ctx context.Context, in Input, want lock) (*packages, error) {
	var places []fs.FS
	if in.AssetsDir != "" {
		places = append(places, os.DirFS(filepath.Join(in.AssetsDir, "node_modules")))
	}
	if dist, err := fs.Sub(in.Embedded, "dist"); err == nil && want.embedded {
		places = append(places, dist)
	}
	if in.CacheDir != "" {
		places = append(places, os.DirFS(want.cached(in.CacheDir)))
	}
	for _, files := range places {
		if p := openPackages(files); p != nil {
			return p, nil
		}
	}
	if in.Strangers && !want.embedded {
		return nil, errors.New("ces sources nomment un autre DSFR que celui de ce programme (assets/package-lock.json), et il n'est pas dans le cache : " +
			"construisez une fois le site de ces sources, si vous leur faites confiance, puis recommencez")
	}
	return install(ctx, in, want)
}

// cached is where the packages of a lock stand in a cache.
func (l lock) cached(cacheDir string) string {
	sum := sha256.Sum256(slices.Concat(l.manifest, l.lock))
	return filepath.Join(cacheDir, fmt.Sprintf("npm-%x", sum[:8]))
}

// openPackages reads what the DSFR says of itself, nil if a package is missing
// or lacks what any theme needs.
func openPackages(files fs.FS) *packages {
	dsfr, err := fs.Sub(files, dsfrName)
	if err != nil {
		return nil
	}
	manifest, err := fs.ReadFile(dsfr, "package.json")
	if err != nil {
		return nil
	}
	var about struct{ Version string }
	if json.Unmarshal(manifest, &about) != nil || about.Version == "" {
		return nil
	}
	p := &packages{files: files, dsfr: dsfr, version: about.Version, stamp: fmt.Sprintf("%x", sha256.Sum256(manifest)), remove: func() {}}
	names := make([]string, 0, len(sheets)+len(libraries))
	for _, sheet := range sheets {
		names = append(names, path.Join(dsfrName, sheet))
	}
	for _, l := range libraries {
		names = append(names, path.Join(l.name, l.file))
	}
	for _, name := range names {
		info, err := fs.Stat(files, name)
		if err != nil {
			return nil
		}
		p.stamp += fmt.Sprintf(" %d %d", info.Size(), info.ModTime().UnixNano())
	}
	return p
}

// incomplete says which file of an npm package is missing.
func incomplete(name string, err error) error {
	return fmt.Errorf("il manque un fichier que npm installe, %s : vérifiez que assets/package.json nomme les mêmes paquets que celui du programme, "+
		"puis relancez « npm ci » dans assets/ (%w)", name, err)
}
