package theme

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
)

const stateIdentity = "etat"

// sources are the files of a theme that are ours, and the texts whose words
// keep rules.
type sources struct {
	sheets  []Sheet
	favicon []byte
	scripts map[string][]byte // by path from assets/: those that layouts name, and what they import
	files   fs.FS             // what sheets may refer to
	lock    lock
	texts   [][]byte
}

// A lock says which DSFR to install.
type lock struct {
	manifest, lock []byte // package.json, package-lock.json
	embedded       bool   // the same as the program's, so that its DSFR serves
}

func readSources(in Input) (*sources, error) {
	s := &sources{files: overlay{in.AssetsDir, in.Embedded}}
	for name, to := range map[string]*[]byte{"favicon.svg": &s.favicon, "package.json": &s.lock.manifest, "package-lock.json": &s.lock.lock} {
		data, err := readText(s.files, name)
		if err != nil {
			return nil, diag.Failure("lire assets/", err)
		}
		*to = data
	}
	var err error
	if s.sheets, err = Sheets(s.files); err != nil {
		return nil, err
	}
	embedded, err := readText(in.Embedded, "package-lock.json")
	s.lock.embedded = err == nil && string(embedded) == string(s.lock.lock)
	if err := s.readScripts(in); err != nil {
		return nil, err
	}
	s.texts = append(s.texts, in.Words...)
	if in.Layouts == nil {
		return s, nil
	}
	err = fs.WalkDir(in.Layouts, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		text, err := readText(in.Layouts, name)
		s.texts = append(s.texts, text)
		return err
	})
	if err != nil {
		return nil, diag.Failure("lire layouts/", err)
	}
	return s, nil
}

// A Sheet is a file of our own style.
type Sheet struct {
	Name string // from assets/: "site.css", "style/page.css"
	Text []byte
}

// imported matches a line that names a file of assets/ to read in its place.
var imported = regexp.MustCompile(`(?m)^@import "([\w./-]+)";`)

// Sheets reads the style sheets of assets/ in the order in which they apply: those
// that site.css imports, then what it says itself. An error names a missing one.
func Sheets(files fs.FS) ([]Sheet, error) {
	site, err := readText(files, "site.css")
	if err != nil {
		return nil, diag.Failure("lire assets/site.css", err)
	}
	var all []Sheet
	for _, m := range imported.FindAllSubmatch(site, -1) {
		name := path.Clean(string(m[1]))
		text, err := readText(files, name)
		if err != nil {
			return nil, diag.Failure("lire assets/"+name, err)
		}
		all = append(all, Sheet{name, text})
	}
	return append(all, Sheet{"site.css", imported.ReplaceAll(site, nil)}), nil
}

// readText reads a text, with the line ends that it has in git: on Windows, git may
// write others.
func readText(files fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(files, name)
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), err
}

// readScripts reads all scripts of assets/.
func (s *sources) readScripts(in Input) error {
	files, names, err := Own(in)
	if err != nil {
		return err
	}
	s.scripts = map[string][]byte{}
	for _, name := range names {
		if path.Ext(name) != ".js" {
			continue
		}
		text, err := readText(files, name)
		if err != nil {
			return diag.Failure("lire assets/", err)
		}
		s.scripts[name] = text
		s.texts = append(s.texts, text)
	}
	for _, name := range entries {
		if s.scripts[name+".js"] == nil {
			return diag.Failure("lire assets/", &fs.PathError{Op: "open", Path: name + ".js", Err: fs.ErrNotExist})
		}
	}
	return nil
}

// Own lists the files of assets/ that a theme is made of, and where to read
// them: the roadmap's, and the program's for those that it lacks. The DSFR and
// Go code are not among them.
func Own(in Input) (fs.FS, []string, error) {
	own := map[string]bool{}
	list := func(files fs.FS) error {
		return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			switch base := d.Name(); {
			case name != "." && (base[0] == '.' || strings.HasSuffix(base, "~") || name == "node_modules" || name == "dist"):
				if d.IsDir() {
					return fs.SkipDir
				}
			case d.Type().IsRegular() && !strings.HasSuffix(base, ".go"):
				own[name] = true
			}
			return nil
		})
	}
	err := list(in.Embedded)
	if _, missing := os.Stat(in.AssetsDir); err == nil && in.AssetsDir != "" && missing == nil {
		err = list(os.DirFS(in.AssetsDir))
	}
	if err != nil {
		return nil, nil, diag.Failure("lire assets/", err)
	}
	return overlay{in.AssetsDir, in.Embedded}, slices.Sorted(maps.Keys(own)), nil
}

// An overlay reads a folder, and what is missing there from another place.
type overlay struct {
	dir   string
	below fs.FS
}

func (o overlay) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if o.dir != "" {
		f, err := os.Open(filepath.Join(o.dir, filepath.FromSlash(name)))
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return o.below.Open(name)
}
