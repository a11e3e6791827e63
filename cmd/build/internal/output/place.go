package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// spared are the folders of a roadmap that no site may take the place of.
var spared = []string{"content", "layouts", "assets", "archives", "cmd", ".git"}

// place finds the real folder of the output and refuses those whose loss would
// be more than a site, whatever somebody forces.
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
	kept := spared
	if o.Review {
		kept = append(slices.Clone(kept), "public")
	}
	for _, name := range kept {
		folder, err := Resolve(filepath.Join(source, name))
		if err != nil {
			return "", diag.Failure("trouver "+name, err)
		}
		if Within(dir, folder) || Within(folder, dir) {
			return refuse("il effacerait " + name + "/")
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
		return refuse("il contient un dépôt git, qui serait effacé")
	}
	if site := Around(filepath.Dir(dir)); site != "" {
		return refuse("il est dans un site déjà publié (" + filepath.Join(site, Manifest) + ")")
	}
	return dir, nil
}

// Within reports whether path is dir or below it, by name or, since a disk may
// take « Content » for « content », by what is there. Both are resolved.
func Within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	if err == nil && (rel == "." || filepath.IsLocal(rel)) {
		return true
	}
	folder, err := os.Stat(dir)
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(path); err == nil && os.SameFile(info, folder) {
			return true
		}
		above := filepath.Dir(path)
		if above == path {
			return false
		}
		path = above
	}
}

// Around returns the published site that a folder is, or is in: "" for none.
func Around(dir string) string {
	for {
		if info, err := os.Stat(filepath.Join(dir, Manifest)); err == nil && info.Mode().IsRegular() {
			return dir
		}
		above := filepath.Dir(dir)
		if above == dir {
			return ""
		}
		dir = above
	}
}

// maxLinks is how many symbolic links lead nowhere before a path goes in circles.
const maxLinks = 40

// Resolve follows the symbolic links of a path, which may lead to what does not
// exist yet.
func Resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest, links := "", 0
	for {
		found, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(found, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
			return "", err
		}
		if to, err := os.Readlink(path); err == nil && links < maxLinks {
			if links++; !filepath.IsAbs(to) {
				from, err := filepath.EvalSymlinks(filepath.Dir(path))
				if err != nil {
					return "", err
				}
				to = filepath.Join(from, to)
			}
			path = to
			continue
		}
		rest = filepath.Join(filepath.Base(path), rest)
		path = filepath.Dir(path)
	}
}
