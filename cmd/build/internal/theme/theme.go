// Package theme makes the site's look: the DSFR and our own style sheet in one
// CSS file, cut down to what pages use, our scripts, fonts and icons, all named
// by a hash of their bytes.
//
// The DSFR and the libraries of our scripts are npm packages that the repository
// does not hold. They are looked for in assets/node_modules, in the program itself when it was released with
// them, in the user's cache, and else installed there with npm.
package theme

import (
	"context"
	"io/fs"
	"slices"
	"strings"
)

// An Input says what a theme is made of.
type Input struct {
	AssetsDir string   // the roadmap's own assets/; a file missing there is taken from Embedded
	Embedded  fs.FS    // the program's copy of assets/, with the npm packages in dist/ for a release
	CacheDir  string   // the program's cache; "" keeps nothing
	Identity  string   // "etat", or "neutre": no State logo, no Marianne
	Layouts   fs.FS    // every .html in it keeps the rules of the classes that it spells
	Words     [][]byte // other texts that keep rules, the scripts apart
	Counted   bool     // the site counts visits, and its pages ask whether one wants to be counted
	Full      bool     // leave out nothing, to compare looks
	Strangers bool     // AssetsDir may come from anybody: npm installs what the program's own lock says, or nothing
	Say       func(string)
}

// A File is one file of the site.
type File struct {
	Path  string // "assets/site-0123456789.css"
	Bytes []byte
}

// An Icon is a <link> of the site's head; without Rel, one that the manifest names.
type Icon struct{ Rel, Type, Sizes, Address string }

// A Theme is what pages need to have their look. It must not be changed.
type Theme struct {
	Files   []File   // by path
	Style   string   // address: "/assets/site-0123456789.css"
	Scripts []Script // those that layouts name
	Measure File     // the script that counts visits, not one of Files: few sites have it
	Fonts   []string
	Icons   []Icon
	Version string // of the DSFR
	Color   string // of the browser's own bars, "" for none
}

// Installed reports whether a file is for telephones alone, which install a site from
// its address.
func (t *Theme) Installed(f File) bool {
	return slices.ContainsFunc(t.Icons, func(i Icon) bool { return i.Rel != "icon" && i.Address == "/"+f.Path })
}

// A Script is one of those that layouts name: "site".
type Script struct{ Name, Address string }

// Load makes a theme, or takes it from the cache when nothing has changed. It
// may run npm, and says so. The same input gives the same bytes. An error is
// one of the machine, or a file of assets/ that is wrong; it is in French when
// somebody can mend it.
func Load(ctx context.Context, in Input) (*Theme, error) {
	own, err := readSources(in)
	if err != nil {
		return nil, err
	}
	pkg, err := findPackages(ctx, in, own.lock)
	if err != nil {
		return nil, err
	}
	defer pkg.remove()
	key := cacheKey(in, own, pkg)
	if t := readCache(in.CacheDir, key); t != nil {
		return t, nil
	}
	t, err := build(own, pkg, in)
	if err != nil {
		return nil, err
	}
	writeCache(in.CacheDir, key, t)
	return t, nil
}

// build makes a theme of its sources.
func build(own *sources, pkg *packages, in Input) (*Theme, error) {
	b := &bundle{files: map[string][]byte{}, svg: map[string]string{}}
	t := &Theme{Version: pkg.version}
	var err error
	if t.Style, err = b.style(own, pkg, in); err != nil {
		return nil, err
	}
	if t.Scripts, err = b.scripts(own, pkg); err != nil {
		return nil, err
	}
	t.Measure = b.take(t.Scripts[0].Address)
	t.Scripts = t.Scripts[1:]
	if in.Identity == stateIdentity {
		t.Color = "#000091"
		t.Fonts = b.preloads()
		t.Icons, err = b.stateIcons(pkg.dsfr)
	} else {
		t.Icons = []Icon{{Rel: "icon", Type: "image/svg+xml", Address: b.add("favicon.svg", own.favicon)}}
	}
	if err != nil {
		return nil, err
	}
	if b.files["assets/LICENSE.md"], err = fs.ReadFile(pkg.dsfr, "LICENSE.md"); err != nil {
		return nil, incomplete(dsfrName+"/LICENSE.md", err)
	}
	for name, data := range b.files {
		t.Files = append(t.Files, File{name, data})
	}
	slices.SortFunc(t.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return t, nil
}
