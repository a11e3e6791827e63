package main

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/mend"
	"feuille-de-route.example/cmd/build/internal/site"
)

// correct mends what carries its own remedy, once the changes have been shown, and
// checks again: behind a key that is mended there may be a value to mend.
func (c *checker) correct(ctx context.Context, in site.Input, found finding) (finding, error) {
	root, done, err := c.term.change(ctx, c.source)
	if err != nil {
		return found, err
	}
	defer done()
	left := map[string]bool{} // files that cannot be written
	for first := true; ; first = false {
		changes := slices.DeleteFunc(mend.Plan(os.DirFS(c.source), found.problems), func(m mend.Change) bool { return left[m.File] })
		if len(changes) == 0 {
			if first {
				c.term.note("Rien ne se corrige sans vous.")
			}
			return found, nil
		}
		if !c.agreed(changes) {
			c.term.note("Rien n'a été changé.")
			return found, nil
		}
		if err := c.write(root, changes, left); err != nil {
			return found, err
		}
		if found, err = c.look(ctx, in); err != nil {
			return found, err
		}
	}
}

// write makes changes, all of them at once, but for those of files that cannot be
// written: it notes these, which stay as they are.
func (c *checker) write(root *os.Root, changes []mend.Change, left map[string]bool) error {
	done, all := 0, []edit.Change{}
	for _, change := range changes {
		_, err := change.Fits(root)
		if err == nil {
			done, all = done+change.Count, append(all, change.Change)
			continue
		}
		left[change.File] = true
		display := path.Join(filepath.ToSlash(c.source), change.File)
		if errors.Is(err, edit.ErrReadOnly) || errors.Is(err, edit.ErrChanged) {
			c.term.say("%s : %v, il reste tel quel", display, err)
		} else {
			c.term.say("%s : %v", display, diag.Failure("écrire ce fichier", err))
		}
	}
	if err := edit.Write(root, all); err != nil {
		return diag.Failure("écrire ces corrections", err)
	}
	c.term.note(french.Count(done, "problème corrigé", "problèmes corrigés") + " dans " + french.Count(len(all), "fichier", "fichiers"))
	return nil
}

// agreed shows changes, and asks whoever is at a terminal; elsewhere the command
// itself is the answer.
func (c *checker) agreed(changes []mend.Change) bool {
	count := 0
	for _, change := range changes {
		c.term.say("%s", strings.TrimRight(change.Diff(), "\n"))
		count += change.Count
	}
	if !canAnswer() || !c.term.isTerminal() {
		return true
	}
	answer := c.term.ask("Écrire ces changements (" + french.Count(count, "correction", "corrections") + ") ? [o/N]")
	return strings.HasPrefix(content.Fold(answer), "o")
}
