package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"feuille-de-route.example/cmd/build/internal/french"
)

// Failure says in French what could not be done, why, and what to do. The
// system's own words come last where we have none.
func Failure(what string, err error) error {
	return fmt.Errorf("impossible %s : %w", strings.Replace(french.De(what), "’", "'", 1), &cause{err, strings.HasPrefix(what, "lire ")})
}

// IsFailure reports whether Failure made an error.
func IsFailure(err error) bool {
	var c *cause
	return errors.As(err, &c)
}

// A cause is an error of the system in French.
type cause struct {
	err     error
	reading bool
}

func (c *cause) Unwrap() error { return c.err }

func (c *cause) Error() string {
	switch {
	case errors.Is(c.err, syscall.ENOSPC), errors.Is(c.err, syscall.EDQUOT):
		return "il n'y a plus de place sur le disque"
	case errors.Is(c.err, syscall.EROFS):
		return "le disque est en lecture seule"
	case errors.Is(c.err, fs.ErrPermission):
		return "l'accès est refusé ; vérifiez les droits du dossier"
	case errors.Is(c.err, fs.ErrNotExist) && c.reading:
		return "il n'existe pas"
	case errors.Is(c.err, fs.ErrNotExist):
		return "le dossier n'existe pas"
	case errors.Is(c.err, syscall.ENOTDIR):
		return "ce n'est pas un dossier"
	case errors.Is(c.err, fs.ErrExist):
		return "il y a déjà un fichier de ce nom"
	case errors.Is(c.err, syscall.EISDIR):
		return "c'est un dossier"
	case errors.Is(c.err, syscall.ENAMETOOLONG):
		return "un nom de fichier est trop long pour ce disque"
	case errors.Is(c.err, syscall.EMFILE), errors.Is(c.err, syscall.ENFILE):
		return "trop de fichiers sont ouverts ; augmentez la limite (ulimit -n)"
	case errors.Is(c.err, syscall.EBUSY), errors.Is(c.err, syscall.EXDEV):
		return "ce dossier est un point de montage ; donnez à --output un dossier qu'il contient"
	}
	return "erreur du système : " + c.err.Error()
}
