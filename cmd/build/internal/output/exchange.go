package output

import (
	"errors"
	"io/fs"
	"os"

	"github.com/rogpeppe/go-internal/robustio"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// aside is where the old site stands from the first of the two renames of a system
// that exchanges nothing.
func aside(stage string) string { return stage + ".ancien" }

// heal cleans up after a build that was killed.
func heal(dir, stage string) error {
	if !exists(dir) && exists(aside(stage)) {
		if err := robustio.Rename(aside(stage), dir); err != nil {
			return err
		}
	}
	return errors.Join(robustio.RemoveAll(stage), robustio.RemoveAll(aside(stage)))
}

// exchange puts the new site in the place of the old one. It returns what is to be
// removed then: the old site where it stands, or the new one if that fails. swap
// exchanges two folders in one step, or fails.
func exchange(stage, dir string, swap func(a, b string) error) (left string, err error) {
	if !exists(dir) {
		if err := robustio.Rename(stage, dir); err != nil {
			return stage, diag.Failure("publier le nouveau site", err)
		}
		return stage, nil
	}
	if swap(stage, dir) == nil {
		return stage, nil
	}
	// Two renames: between them there is no site, and the next build heals.
	if err := robustio.Rename(dir, aside(stage)); err != nil {
		return stage, diag.Failure("déplacer l'ancien site", err)
	}
	if err := robustio.Rename(stage, dir); err != nil {
		return stage, diag.Failure("publier le nouveau site", errors.Join(err, robustio.Rename(aside(stage), dir)))
	}
	return aside(stage), nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
