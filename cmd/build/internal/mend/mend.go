// Package mend makes the changes that problems carry their own remedy for. Files
// and problems go in; the same files come out with nothing else changed, so that
// comments, order and line ends stay as they were. A remedy whose place does not
// hold what it should is left alone.
package mend

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A Change is a file before and after.
type Change struct {
	File   string // from the source folder
	Before string
	After  string
	Count  int // how many problems it mends
}

// Plan reads the files that have something to mend, and returns them mended, by
// path. fsys is the source folder.
func Plan(fsys fs.FS, problems []diag.Problem) []Change {
	byFile := map[string][]diag.Problem{}
	var files []string
	for _, p := range problems {
		if p.Fix == (diag.Fix{}) || p.Fix.Guess || p.Pos.Line < 1 || strings.Contains(p.Fix.Old+p.Fix.New, "\n") {
			continue
		}
		if byFile[p.Pos.File] == nil {
			files = append(files, p.Pos.File)
		}
		byFile[p.Pos.File] = append(byFile[p.Pos.File], p)
	}
	slices.Sort(files)
	var changes []Change
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			continue // that has been said
		}
		if c := change(file, string(data), byFile[file]); c.Count > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

// One returns a text with what the fix of one of its problems tells to do, a guess
// or over several lines as it may be. It reports false where something else stands at
// the place.
func One(text string, p diag.Problem) (after string, ok bool) {
	c := change(p.Pos.File, text, []diag.Problem{p})
	return c.After, c.Count == 1
}

func change(file, text string, problems []diag.Problem) Change {
	c := Change{File: file, Before: text}
	lines := strings.SplitAfter(text, "\n")
	// From the right to the left, so that places to the left stay what they are.
	slices.SortStableFunc(problems, func(a, b diag.Problem) int {
		return cmp.Or(cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(b.Pos.Col, a.Pos.Col))
	})
	last, end := 0, 0 // the line of the last remedy, and where it begins
	for _, p := range problems {
		if p.Pos.Line > len(lines) {
			continue
		}
		line := lines[p.Pos.Line-1]
		at := find(line, p)
		if at < 0 || p.Pos.Line == last && at+len(p.Fix.Old) > end {
			continue
		}
		lines[p.Pos.Line-1] = line[:at] + p.Fix.New + line[at+len(p.Fix.Old):]
		last, end = p.Pos.Line, at
		c.Count++
	}
	c.After = strings.Join(lines, "")
	return c
}

// find returns where a line holds what a remedy replaces, or -1: at the problem's
// place, behind a quote that stands there, as the address of the link that begins
// there, or as the whole line.
func find(line string, p diag.Problem) int {
	at, old := offset(line, p.Pos.Col), p.Fix.Old
	if at < 0 {
		return -1
	}
	if strings.TrimRight(line, "\r\n") == old {
		return 0
	}
	rest := line[at:]
	switch {
	case strings.HasPrefix(rest, old):
		return at
	case len(rest) > len(old)+1 && (rest[0] == '"' || rest[0] == '\'') && strings.HasPrefix(rest[1:], old) && rest[1+len(old)] == rest[0]:
		return at + 1
	case strings.HasPrefix(rest, "["), strings.HasPrefix(rest, "!["):
		i := strings.Index(rest, "](")
		if strings.HasPrefix(rest, "[![") { // an image
			i = strings.Index(rest, ")](") + len(")")
		}
		if i <= 0 {
			return -1
		}
		i += len("](")
		if strings.HasPrefix(rest[i:], "<") {
			i++
		}
		if strings.HasPrefix(old, "#") { // an anchor
			address := rest[i : i+strings.IndexAny(rest[i:]+")", ")> ")]
			if before, ok := strings.CutSuffix(address, old); ok {
				return at + i + len(before)
			}
		}
		if after, ok := strings.CutPrefix(rest[i:], old); ok && after != "" && strings.ContainsRune(")> #?", rune(after[0])) {
			return at + i
		}
	}
	return -1
}

// offset is the byte at which a column begins, or -1 past the end.
func offset(line string, col int) int {
	n := 1
	for i := range line {
		if n == col {
			return i
		}
		n++
	}
	return -1
}

// Diff shows a change as a unified diff shows it, without context.
func (c Change) Diff() string {
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", c.File, c.File)
	before, after := strings.Split(c.Before, "\n"), strings.Split(c.After, "\n")
	for i := range before {
		if before[i] != after[i] {
			fmt.Fprintf(&b, "@@ -%d +%d @@\n-%s\n+%s\n", i+1, i+1, strings.TrimRight(before[i], "\r"), strings.TrimRight(after[i], "\r"))
		}
	}
	return b.String()
}

// The reasons for which a file is left as it is.
var (
	ErrReadOnly = errors.New("ce fichier est en lecture seule")
	ErrChanged  = errors.New("ce fichier a changé entre-temps")
)

// Write puts a change into its file, whole or not at all. name is its path in root:
// nothing outside of it can be reached.
func (c Change) Write(root *os.Root, name string) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o200 == 0 {
		return ErrReadOnly
	}
	if data, err := root.ReadFile(name); err != nil || string(data) != c.Before {
		return cmp.Or(err, ErrChanged)
	}
	draft := path.Join(path.Dir(name), "."+path.Base(name)+".corrige")
	if err := root.WriteFile(draft, []byte(c.After), info.Mode().Perm()); err != nil {
		return errors.Join(err, root.RemoveAll(draft))
	}
	if err := root.Rename(draft, name); err != nil {
		return errors.Join(err, root.RemoveAll(draft))
	}
	return nil
}
