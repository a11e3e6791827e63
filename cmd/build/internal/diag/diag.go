// Package diag holds what is wrong with somebody's content: a position, a
// severity, a stable code, one French sentence and one hint. Problems are data;
// text is made from them once, at the end (see text.go).
package diag

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
)

// A Pos is a place in a source file. Line and Col count from 1, Col in
// characters as editors do. A zero Line means the file as a whole.
type Pos struct {
	File string // slash-separated, relative to the source folder
	Line int
	Col  int
}

// String returns file:line:col, without the parts that are unknown.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// A Severity says whether a problem stops publication.
type Severity int

// From the gravest; rules are set to them by these words.
const (
	Erreur        Severity = iota // stops publication
	Avertissement                 // does not
	Non                           // nothing is said, unless somebody asks for it
)

func (s Severity) String() string { return [...]string{"erreur", "avertissement", "non"}[s] }

// A Problem is one thing to mend.
type Problem struct {
	Pos      Pos
	Severity Severity
	Code     string // stable, lower case with dashes: "cle-inconnue"
	Message  string // one French sentence without capital or final period
	Hint     string // what to type instead; may be empty
	Excerpt  string // the source line, filled by List.Quote
	Fix      Fix
	Shared   bool  // problems of one message are one, wherever they are
	Others   []Pos // where else it is, once problems are sorted
}

// In reports whether a problem is one of a file.
func (p Problem) In(file string) bool {
	return p.Pos.File == file || slices.ContainsFunc(p.Others, func(o Pos) bool { return o.File == file })
}

// A Fix is what a hint tells to do, as data: the text that stands at the problem's
// place, and what takes its place. Of a file as a whole, it is the last part of its
// path, and the name to give it. None of both is none: the hint leaves something to
// find out.
//
// Once it is done, the problem is gone and no other has come; a test of package check
// holds all of them to that.
type Fix struct {
	Old, New string
	Guess    bool   // somebody has to agree; else a program may do it by itself
	Also     []Edit // what has to be done elsewhere with it: all of it, or nothing
}

// An Edit is a text that takes the place of another, like that of a Fix.
type Edit struct {
	Pos      Pos
	Old, New string
}

// None reports whether it is not known what to do.
func (f Fix) None() bool { return f.Old == "" && f.New == "" }

// Equal reports whether two problems are the same in all they say.
func (p Problem) Equal(q Problem) bool { return reflect.DeepEqual(p, q) }

// Instead is the hint that tells what to type.
func Instead(text string) string { return "écrivez « " + text + " »" }

// A List collects problems. It is not safe for concurrent use: each worker has
// its own, and they are joined with Merge.
type List struct {
	items []Problem
}

// Erreur adds a problem that stops publication.
func (l *List) Erreur(pos Pos, code, hint, format string, args ...any) {
	l.items = append(l.items, Problem{Pos: pos, Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Avertissement adds a problem that does not stop publication.
func (l *List) Avertissement(pos Pos, code, hint, format string, args ...any) {
	l.items = append(l.items, Problem{Pos: pos, Severity: Avertissement, Code: code, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Fix says how the last problem can be mended without anybody's judgement.
func (l *List) Fix(old, new string) { l.items[len(l.items)-1].Fix = Fix{Old: old, New: new} }

// Guess says how the last problem can be mended if somebody agrees. An empty new is
// that it is not known how.
func (l *List) Guess(old, new string) {
	if new != "" {
		l.items[len(l.items)-1].Fix = Fix{Old: old, New: new, Guess: true}
	}
}

// Share makes the last problem one with all those that have its code and its message, as
// a page that has another name is named in many.
func (l *List) Share() { l.items[len(l.items)-1].Shared = true }

// Both makes the hint of the last problem one that tells to mend more than it is about.
func (l *List) Both(fix Fix) {
	p := &l.items[len(l.items)-1]
	p.Hint, p.Fix = Instead(fix.New), fix
}

// Mend gives the last problem another hint, and what it tells to do.
func (l *List) Mend(hint string, fix Fix) {
	p := &l.items[len(l.items)-1]
	p.Hint, p.Fix = hint, fix
}

// Amend changes the problem of a code at a place, if there is one.
func (l *List) Amend(at Pos, code string, change func(*Problem)) bool {
	i := slices.IndexFunc(l.items, func(p Problem) bool { return p.Pos == at && p.Code == code })
	if i >= 0 {
		change(&l.items[i])
	}
	return i >= 0
}

// Add adds a problem.
func (l *List) Add(p Problem) { l.items = append(l.items, p) }

// Merge appends the problems of other, which may be nil.
func (l *List) Merge(other *List) {
	if other != nil {
		l.items = append(l.items, other.items...)
	}
}

// Without returns the list without the problems of some files, by path.
func (l *List) Without(files map[string]bool) *List {
	if len(files) == 0 {
		return l
	}
	return &List{slices.DeleteFunc(slices.Clone(l.items), func(p Problem) bool { return files[p.Pos.File] })}
}

// Len returns the number of problems.
func (l *List) Len() int { return len(l.items) }

// Has reports whether one of the problems has a code.
func (l *List) Has(code string) bool {
	return slices.ContainsFunc(l.items, func(p Problem) bool { return p.Code == code })
}

// Erreurs returns the number of problems that stop publication, each counted
// once however often it was found.
func (l *List) Erreurs() int {
	errors, _ := Count(l.Sorted())
	return errors
}

// Count returns how many problems stop publication, and how many do not.
func Count(problems []Problem) (errors, warnings int) {
	for _, p := range problems {
		if p.Severity == Erreur {
			errors++
		}
	}
	return errors, len(problems) - errors
}

// Wrong returns the files that have a problem which stops publication, by path.
func (l *List) Wrong() map[string]bool {
	files := map[string]bool{}
	for _, p := range l.items {
		if p.Severity == Erreur {
			files[p.Pos.File] = true
		}
	}
	return files
}

// First is the file whose problems come before those of others, which they explain:
// what all of a site depends on.
const First = "content/site.yaml"

// Sorted returns the problems by file, line, column, then code, each once; those of
// First come first.
func (l *List) Sorted() []Problem { return Sort(slices.Clone(l.items)) }

// Sort puts problems in order, as Sorted has them.
func Sort(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			compareFiles(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
	problems = slices.CompactFunc(problems, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
	})
	if !slices.ContainsFunc(problems, func(p Problem) bool { return p.Shared && len(p.Others) == 0 }) {
		return problems
	}
	return join(problems)
}

// join makes one of the problems that are shared: the first tells of all.
func join(problems []Problem) []Problem {
	first := map[[2]string]int{} // of a code and a message, its place in out
	out := problems[:0]
	for _, p := range problems {
		key := [2]string{p.Code, p.Message}
		i, told := first[key]
		switch {
		case !p.Shared || len(p.Others) > 0:
		case !told:
			first[key] = len(out)
		default:
			f := &out[i]
			f.Others = append(f.Others, p.Pos)
			if f.Fix.None() || p.Fix.None() {
				f.Fix = Fix{}
				continue
			}
			f.Fix.Guess = f.Fix.Guess || p.Fix.Guess
			f.Fix.Also = append(f.Fix.Also, Edit{p.Pos, p.Fix.Old, p.Fix.New})
			continue
		}
		out = append(out, p)
	}
	for _, i := range first {
		if f := &out[i]; len(f.Others) > 0 {
			f.Message += ", ici et " + elsewhere(f.Pos, f.Others)
		}
	}
	return out
}

// maxElsewhere is how many places are named of those where a problem is too.
const maxElsewhere = 8

// elsewhere names places in French, as seen from another.
func elsewhere(from Pos, places []Pos) string {
	var lines, files []string
	for _, p := range places {
		if line := strconv.Itoa(p.Line); p.File == from.File && !slices.Contains(lines, line) {
			lines = append(lines, line)
		} else if name := strings.TrimPrefix(p.File, "content/"); p.File != from.File && !slices.Contains(files, name) {
			files = append(files, name)
		}
	}
	if len(files) > 0 {
		return "dans " + french.Few(files, maxElsewhere, "autres fichiers")
	}
	return french.Plural(len(lines), "à la ligne ", "aux lignes ") + french.Few(lines, maxElsewhere, "autres")
}

func compareFiles(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == First:
		return -1
	case b == First:
		return 1
	}
	return strings.Compare(a, b)
}
