package content

import (
	"bytes"
	"cmp"
	"reflect"
	"regexp"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file puts right what stands below a key, where YAML would read something else:
// the items of a list have other marks than dashes, or none, and the keys of a group are
// no further in than its own.

var (
	// opens matches a key whose value stands on the lines below.
	opens = regexp.MustCompile(`^( *(?:- +)?)(` + aKey + `) *: *$`)
	// keyLine matches a line with a key: its group is the key.
	keyLine = regexp.MustCompile(`^(` + aKey + `) *:(?: |$)`)
)

// A layout is some lines that stand below a key, and what they should be.
type layout struct {
	y      *yamlReader
	lines  [][]byte // all of the data
	key    int      // the line of the key, from 0,
	under  int      // how far in it stands,
	from   int      // and the first line below it
	col    int      // how far in that stands
	right  []string // what the lines should be, from the first,
	shifts []int    // and how much further in their text stands then
	hole   bool     // something is left to find out
}

// layOut mends what stands below each key of the data that opens a block, and reports
// it once for all its lines.
func (y *yamlReader) layOut() {
	if y.of == nil {
		return
	}
	lines := bytes.Split(y.data, []byte("\n"))
	mended := false
	for i, text := range lines[:len(lines)-1] {
		if text = bytes.TrimRight(text, " "); len(text) == 0 || text[len(text)-1] != ':' {
			continue
		}
		next := i + 1
		for next < len(lines)-1 && len(bytes.TrimSpace(lines[next])) == 0 {
			next++
		}
		indent, first := indentOf(lines[next])
		m := opens.FindSubmatch(text)
		if m == nil || first == "" || strings.IndexByte("#[{|>\"'", first[0]) >= 0 || first[0] == '-' && straight(lines[next:], len(m[1])) {
			continue
		}
		l := layout{y: y, lines: lines, key: i, under: len(m[1]), from: next, col: indent}
		l.read(y.typeBelow(y.keyOf(string(m[2])), l.under == 0))
		mended = l.apply(string(m[2])) || mended
	}
	if mended {
		y.data = bytes.Join(lines, []byte("\n"))
	}
}

// indentOf is how far in the text of a line stands, and that text: a tabulation counts
// for two spaces.
func indentOf(line []byte) (indent int, text string) {
	bare := bytes.TrimLeft(line, " \t")
	indent = len(line) - len(bare)
	return indent + bytes.Count(line[:indent], []byte("\t")), string(bare)
}

// straight reports whether lines below a key begin with the dashes of a list, one below
// the other.
func straight(lines [][]byte, under int) bool {
	pad := lines[0][:bytes.IndexByte(lines[0], '-')]
	for _, line := range lines {
		bare := bytes.TrimLeft(line, " ")
		indent := len(line) - len(bare)
		dash := bytes.HasPrefix(bare, []byte("-"))
		if indent < under || indent == under && !dash || len(bare) == 0 {
			return true
		}
		if !dash || indent != len(pad) {
			return bytes.IndexByte(lines[0], '\t') >= 0
		}
	}
	return true
}

// typeBelow is the type of the value of a key of the whole, or of a list further in; nil
// for none.
func (y *yamlReader) typeBelow(key string, top bool) reflect.Type {
	if top {
		return y.typeOf(key)
	}
	var found reflect.Type
	eachType(y.of, func(t reflect.Type) {
		if f, ok := shapeOf(t).fields[key]; ok && t.FieldByIndex(f.index).Type.Kind() == reflect.Slice {
			found = t.FieldByIndex(f.index).Type
		}
	})
	return found
}

// read finds what the lines should be, none where they are right.
func (l *layout) read(t reflect.Type) {
	if t == nil || l.col < l.under || l.col == l.under && l.under > 0 {
		return
	}
	list, below := t.Kind() == reflect.Slice, l.col > l.under
	of := t
	if list {
		of = t.Elem()
	}
	s := shapeOf(of)
	grouped := len(s.keys) > 0
	if !list && below || grouped && strings.HasPrefix(strings.TrimLeft(string(l.lines[l.from]), " \t"), "-") {
		return
	}
	pad, first := strings.Repeat(" ", l.col), ""
	more, begun := 0, false // how much further in goes what follows an item, once it is known
	for _, line := range l.lines[l.from:] {
		indent, bare := indentOf(line)
		text := strings.Repeat(" ", indent) + bare
		dash := strings.HasPrefix(bare, "- ")
		switch {
		case bare == "", bare[0] == '#':
			l.set(text, 0)
			continue
		case dash && grouped:
			if indent != l.col {
				l.right = nil
			}
			return
		case dash && indent >= l.under:
			more = l.col - indent
			l.set(pad+bare, more)
			first = "-"
			continue
		case indent > l.col && first != "": // it goes on
			if begun && grouped && list {
				more = l.col + 2 - indent
			}
			begun = false
			l.set(shifted(text, more), more)
			continue
		case indent != l.col:
			return
		}
		mark := ""
		if m := bullet.FindStringSubmatch(text); m != nil {
			mark, bare = text[indent:len(text)-len(m[2])], m[2]
		}
		key, known := "", ""
		if m := keyLine.FindStringSubmatch(bare); m != nil {
			key = Fold(m[1])
			known = diag.Nearest(key, s.keys)
		}
		switch {
		case !below && mark == "" && (key != "" && known == "" || l.elsewhere(key)):
			return
		case !list && (known != "" || !grouped && mark == ""), grouped && known != "" && mark == "" && first != "" && known != first:
			more = 2
			l.set("  "+text, more)
		case !list, grouped && known == "" && !below && mark == "":
			return
		case grouped && known == "":
			group, whole := asGroup(bare, of)
			l.hole = l.hole || !whole
			l.set(pad+"- "+group, len(group)) // the whole line stands for what is in it
		case grouped:
			more, begun = 2-utf8.RuneCountInString(mark), true
			l.set(pad+"- "+bare, more)
		default:
			more = 2 - utf8.RuneCountInString(mark)
			l.set(pad+"- "+InYAML(unwrapped(bare), false), more)
		}
		first = cmp.Or(first, known, "-")
	}
}

// set says what the next line should be.
func (l *layout) set(right string, shift int) {
	l.right, l.shifts = append(l.right, right), append(l.shifts, shift)
}

// elsewhere reports whether a key stands for itself: it is one of the whole, which has it
// only here.
func (l *layout) elsewhere(key string) bool {
	here := func(line []byte) bool {
		m := keyLine.FindSubmatch(line)
		return m != nil && Fold(string(m[1])) == key
	}
	if key == "" || l.y.typeOf(key) == nil {
		return false
	}
	n := 0
	for _, line := range l.lines {
		if here(line) {
			n++
		}
	}
	return n < 2
}

// shifted is a line further in, or less far.
func shifted(line string, by int) string {
	if by >= 0 {
		return strings.Repeat(" ", by) + line
	}
	return strings.TrimPrefix(line, strings.Repeat(" ", -by))
}

// apply mends the data below a key, and reports what was wrong with it, if anything.
func (l *layout) apply(key string) bool {
	y := l.y
	if len(l.right) > 0 && y.moved == nil {
		y.lost, y.moved = map[int]bool{}, map[int]int{}
	}
	var edits []diag.Edit
	for i, right := range l.right {
		n := l.from + i
		if old := string(l.lines[n]); old != right && strings.TrimSpace(old) != "" {
			indent, _ := indentOf(lineOf(y.typed, n+1))
			edits = append(edits, diag.Edit{Pos: diag.Pos{File: y.file, Line: n + 1 + y.shift, Col: indent + 1}, Old: string(lineOf(y.typed, n+1)), New: right})
		}
		l.lines[n], y.moved[n+1] = []byte(right), l.shifts[i]
		if l.hole {
			l.lines[n] = nil
		}
	}
	if len(edits) == 0 {
		return false
	}
	message, hint := "une liste se fait avec des tirets", diag.Instead(strings.TrimLeft(edits[0].New, " "))
	switch old, right := strings.TrimLeft(edits[0].Old, " \t"), strings.TrimLeft(edits[0].New, " "); {
	case old == right && right[0] == '-':
		message, hint = "ce tiret n'est pas sous les autres", "alignez-le : "+french.Count(l.col, "espace", "espaces")+" devant lui"
	case old == right:
		message, hint = "ce qui suit « "+key+": » n'est pas en retrait", "mettez deux espaces devant cette ligne"
	}
	switch n := len(edits) - 1; {
	case n == 1:
		hint += ", et de même à la ligne suivante"
	case n > 1:
		hint += ", et de même aux " + french.Count(n, "", "lignes suivantes")
	}
	y.problems.Erreur(edits[0].Pos, "yaml-bloc", hint, "%s", message)
	if l.hole { // nobody knows what the value is
		l.lines[l.key] = append(bytes.TrimRight(l.lines[l.key], " "), " ~"...)
		y.lost[l.key+1] = true
		return true
	}
	y.problems.Mend(hint, diag.Fix{Old: edits[0].Old, New: edits[0].New, Guess: true, Also: edits[1:]})
	return true
}
