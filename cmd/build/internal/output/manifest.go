package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// Manifest is the file that lists all others, in the format that
// « sha256sum -c » reads.
const Manifest = "empreintes.sha256"

type sum struct {
	name string // slash-separated, from the root of the site
	hash [sha256.Size]byte
}

// manifestOf writes the list, sorted by name.
func manifestOf(sums []sum) []byte {
	slices.SortFunc(sums, func(a, b sum) int { return strings.Compare(a.name, b.name) })
	var b bytes.Buffer
	for _, s := range sums {
		b.WriteString(hex.EncodeToString(s.hash[:]) + "  " + s.name + "\n")
	}
	return b.Bytes()
}

// listed reads the names in a folder's manifest. Without one, there are none.
func listed(dir string) (map[string]bool, error) {
	f, err := os.Open(filepath.Join(dir, Manifest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ours := map[string]bool{Manifest: true}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if _, name, ok := strings.Cut(lines.Text(), "  "); ok {
			ours[name] = true
		}
	}
	return ours, lines.Err()
}

// litter is what file managers leave in any folder they show.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true, "desktop.ini": true}

// foreign refuses to replace a folder that holds files of somebody else.
func foreign(dir string, force bool) error {
	if _, err := os.Lstat(dir); force || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	ours, err := listed(dir)
	if err != nil {
		return diag.Failure("lire "+filepath.Join(dir, Manifest), err)
	}
	var theirs []string
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if name = filepath.ToSlash(name); !ours[name] && !litter[e.Name()] {
			theirs = append(theirs, name)
		}
		return err
	})
	if err != nil {
		return diag.Failure("lire "+dir, err)
	}
	if len(theirs) == 0 {
		return nil
	}
	return fmt.Errorf("le dossier %s contient des fichiers qui ne viennent pas de ce programme (%s) : "+
		"déplacez-les, publiez-les depuis content/racine/, ou ajoutez --forcer pour les effacer", dir, names(theirs, 5))
}
