package output

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// Manifest is the file that lists all others, in the format that
// « sha256sum -c » reads.
const Manifest = "empreintes.sha256"

// manifestOf writes the list, and sorts the files by name.
func manifestOf(files []Written) []byte {
	slices.SortFunc(files, func(a, b Written) int { return strings.Compare(a.Path, b.Path) })
	var b bytes.Buffer
	for _, f := range files {
		b.WriteString(hex.EncodeToString(f.Hash[:]) + "  " + f.Path + "\n")
	}
	return b.Bytes()
}

// listed reads the names in a folder's manifest. Without one, there are none.
func listed(dir string) (map[string]bool, error) {
	text, err := os.ReadFile(filepath.Join(dir, Manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	ours := map[string]bool{Manifest: true}
	for line := range strings.Lines(string(text)) {
		if _, name, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "  "); ok {
			ours[name] = true
		}
	}
	return ours, err
}

// litter is what file managers leave in any folder they show.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true, "desktop.ini": true}

// archived is what the home page of an edition that is kept says of itself
// (layouts/fdr/archive.html), and no public site does.
const archived = `class="fdr-archive"`

// reviewed is the same of a copy for review.
const reviewed = `class="fdr-archive fdr-relecture"`

// foreign refuses to replace a folder that holds other files than ours, an edition that
// is kept (an archive lists its files as a site does), or, by a copy for review, a site. It
// reports whether something else than the site may be there, which is to go.
func (f *Folder) foreign() (more bool, err error) {
	if _, err := os.Lstat(f.dir); f.Force || errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	home, err := os.ReadFile(filepath.Join(f.dir, "index.html"))
	if f.Review && err == nil && !bytes.Contains(home, []byte(reviewed)) {
		return false, fmt.Errorf("le dossier %s est un site : une copie de relecture n'en prend pas la place, donnez un autre dossier à --output", f.dir)
	}
	if err == nil && bytes.Contains(home, []byte(archived)) {
		return false, fmt.Errorf("le dossier %s est l'archive d'une édition : donnez un autre dossier à --output, ou ajoutez --forcer pour l'effacer", f.dir)
	}
	var theirs []string
	err = filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(f.dir, path)
		if name = filepath.ToSlash(name); !f.ours[name] || !e.Type().IsRegular() {
			more = true
			if !litter[e.Name()] {
				theirs = append(theirs, name)
			}
		}
		return err
	})
	if err != nil {
		return false, diag.Failure("lire "+f.dir, err)
	}
	if len(theirs) == 0 {
		return more, nil
	}
	return false, fmt.Errorf("le dossier %s contient des fichiers qui ne viennent pas de ce programme (%s) : "+
		"déplacez-les, publiez-les depuis content/racine/, ou ajoutez --forcer pour les effacer", f.dir, french.Few(theirs, 5, "autres"))
}
