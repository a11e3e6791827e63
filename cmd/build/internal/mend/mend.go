// Package mend makes the changes that problems carry their own remedy for. Files
// and problems go in; the same files come out with nothing else changed, so that
// comments, order and line ends stay as they were. A remedy whose place does not
// hold what it should is left alone.
package mend

import (
	"cmp"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
)

// A Change is a file before and after.
type Change struct {
	edit.Change
	Count int // how many problems of it are mended
}

// Plan reads the files that have something to mend without anybody's judgement, and
// returns them mended, by path. fsys is the source folder.
func Plan(fsys fs.FS, problems []diag.Problem) []Change {
	m := mender{fsys: fsys, files: map[string]*text{}}
	for _, p := range problems {
		if !p.Fix.Guess && !slices.ContainsFunc(edits(p), func(e diag.Edit) bool { return strings.Contains(e.Old+e.New, "\n") }) {
			m.take(p)
		}
	}
	return m.changes()
}

// One returns the files that the fix of one problem changes, a guess or over several
// lines as it may be: none where something else stands at one of its places.
func One(fsys fs.FS, p diag.Problem) []Change {
	m := mender{fsys: fsys, files: map[string]*text{}}
	m.take(p)
	return m.changes()
}

// edits are all those of a problem's fix.
func edits(p diag.Problem) []diag.Edit {
	return append([]diag.Edit{{Pos: p.Pos, Old: p.Fix.Old, New: p.Fix.New}}, p.Fix.Also...)
}

type mender struct {
	fsys  fs.FS
	files map[string]*text // those that were read, nil for one that could not be
}

// A text is a file, and what is to be done in it.
type text struct {
	before string
	lines  []string
	starts []int // of the lines, and the end of the last
	parts  []part
	count  int // of problems
}

// A part of a text, in bytes, and what takes its place.
type part struct {
	start, stop int
	new         string
}

// take notes what the fix of a problem tells to do, if all of it can be done beside what
// was noted before.
func (m *mender) take(p diag.Problem) {
	if p.Fix.None() {
		return
	}
	undo := map[*text][]part{}
	for _, e := range edits(p) {
		t := m.text(e.Pos.File)
		if t == nil || !t.add(e, undo) {
			for t, parts := range undo {
				t.parts = parts
			}
			return
		}
	}
	m.files[p.Pos.File].count++
}

func (m *mender) text(file string) *text {
	t, known := m.files[file]
	if !known {
		if data, err := fs.ReadFile(m.fsys, file); err == nil { // else that has been said
			t = &text{before: string(data), lines: strings.SplitAfter(string(data), "\n"), starts: []int{0}}
			for _, line := range t.lines {
				t.starts = append(t.starts, t.starts[len(t.starts)-1]+len(line))
			}
		}
		m.files[file] = t
	}
	return t
}

// add notes an edit, and in undo what was there before. It reports false where the text
// does not hold what it replaces, or that is replaced already.
func (t *text) add(e diag.Edit, undo map[*text][]part) bool {
	if e.Pos.Line < 1 || e.Pos.Line > len(t.lines) {
		return false
	}
	at := find(t.lines[e.Pos.Line-1], e)
	if at < 0 {
		return false
	}
	start := t.starts[e.Pos.Line-1] + at
	p := part{start, start + len(e.Old), e.New}
	if slices.ContainsFunc(t.parts, func(q part) bool { return p.start < q.stop && q.start < p.stop || p.start == q.start }) {
		return false
	}
	if _, noted := undo[t]; !noted {
		undo[t] = t.parts
	}
	t.parts = append(slices.Clip(t.parts), p)
	return true
}

func (m *mender) changes() (all []Change) {
	for _, file := range slices.Sorted(maps.Keys(m.files)) {
		t := m.files[file]
		if t == nil || len(t.parts) == 0 {
			continue
		}
		slices.SortFunc(t.parts, func(p, q part) int { return cmp.Compare(p.start, q.start) })
		var after strings.Builder
		at := 0
		for _, p := range t.parts {
			after.WriteString(t.before[at:p.start] + p.new)
			at = p.stop
		}
		after.WriteString(t.before[at:])
		all = append(all, Change{edit.Change{File: file, Before: []byte(t.before), After: []byte(after.String())}, t.count})
	}
	return all
}

// find returns where a line holds what a remedy replaces, or -1: at the problem's
// place, behind a quote that stands there, as the address of the link that begins
// there, or as the whole line.
func find(line string, e diag.Edit) int {
	at, old := offset(line, e.Pos.Col), e.Old
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
