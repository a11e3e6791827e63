// Package edit changes front matter as a careful editor would: a key is set or taken
// away, an entry is added to a list, and no other byte of the file moves; comments,
// order, quotes and line ends stay as they were.
//
// A change is made in the text, at the place where the site's own reader found the
// value, and the result is read back by it: it must say what was meant, and nothing
// else. Whatever cannot be done so surely is refused (Refused), with what to type by
// hand.
package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// A Text is a page, or site.yaml, that is being changed. Each method changes it whole
// or, when it returns an error, not at all.
type Text struct {
	file   string
	matter any
	text   string
	root   content.Outline
	starts []int // offsets at which lines begin
}

// An Entry is a group of a list: its keys, each with its value. A value is a text on one
// line; what it is typed as in YAML is worked out.
type Entry [][2]string

// Refused means that a change cannot be made surely. Its text says in French what stands
// in the way.
type Refused struct {
	File string
	Line int
	Why  string
}

func (r *Refused) Error() string {
	return diag.Pos{File: r.File, Line: r.Line}.String() + " : " + r.Why
}

// Read takes the text of a file. matter is a pointer to the struct that its keys are
// decoded into. A file whose front matter has mistakes is Refused.
func Read(file, text string, matter any) (*Text, error) {
	t := &Text{file: file, matter: matter}
	if err := t.load(text); err != nil {
		return nil, err
	}
	return t, nil
}

// String is the text as it is now.
func (t *Text) String() string { return t.text }

func (t *Text) load(text string) error {
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		return &Refused{t.file, 0, "ses fins de ligne sont celles des anciens Macintosh : enregistrez-le avec d'autres fins de ligne"}
	}
	root, problems := content.OutlineOf(t.file, []byte(text), t.matter)
	if len(problems) > 0 {
		return &Refused{t.file, problems[0].Pos.Line, problems[0].Message + " : corrigez d'abord l'en-tête"}
	}
	t.text, t.root, t.starts = text, root, []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			t.starts = append(t.starts, i+1)
		}
	}
	return nil
}

// Get returns the value at a path of keys (string) and ranks in lists (int), or false.
func (t *Text) Get(path ...any) (content.Outline, bool) {
	s, err := t.find(path)
	if err != nil {
		return content.Outline{}, false
	}
	return s.value, true
}

// Set gives the key at the end of a path a value. The key is added where it is not there
// yet, at its place among the others; the group that it belongs to must be there. A path
// that ends with a rank changes a text of a list.
func (t *Text) Set(value string, path ...any) error {
	want := clone(t.root)
	if !assign(&want, path, content.Outline{Text: value}) {
		return t.refuse(0, path)
	}
	if s, err := t.find(path); err == nil {
		from, to, ok := t.extent(s)
		if !ok || s.value.Group || s.value.List {
			return t.refuse(s.line(), path)
		}
		old := t.text[from:to]
		space := ""
		if from == to { // nothing stands behind the colon
			space = " "
		}
		return t.replace(from, to, space+written(value, s.flow, old), &want, s.line(), path)
	}
	key, ok := path[len(path)-1].(string)
	if !ok {
		return t.refuse(0, path)
	}
	return t.insertKey(path[:len(path)-1], key, func(group site, _ string) string {
		return written(key, group.flow, "") + ": " + written(value, group.flow, "")
	}, &want, path)
}

// Add puts an entry, or a text, into the list at a path, before the one of rank at, or
// after the last when at is how many there are. The list is made when it is not there.
func (t *Text) Add(at int, entry any, path ...any) error {
	want := clone(t.root)
	list, found := t.Get(path...)
	if found && !list.List && !list.Null || at > len(list.Items) || at != 0 && at != len(list.Items) {
		return t.refuse(0, path)
	}
	wanted := slices.Insert(slices.Clone(list.Items), at, outlineOf(entry))
	if !assign(&want, path, content.Outline{List: true, Items: wanted}) {
		return t.refuse(0, path)
	}
	if len(list.Items) > 0 {
		return t.addTo(list, at, entry, &want, path)
	}
	if s, err := t.find(path); err == nil {
		from, to, ok := t.extent(s)
		if !ok {
			return t.refuse(s.line(), path)
		}
		if s.flow || strings.HasPrefix(t.text[from:to], "[") {
			space := ""
			if from == to {
				space = " "
			}
			return t.replace(from, to, space+"["+flow(entry)+"]", &want, s.line(), path)
		}
		if from != to {
			return t.refuse(s.line(), path)
		}
		return t.insertLine(from, t.block(entry, s.indent+2), &want, s.line(), path)
	}
	key, ok := path[len(path)-1].(string)
	if !ok {
		return t.refuse(0, path)
	}
	return t.insertKey(path[:len(path)-1], key, func(group site, indent string) string {
		if group.flow {
			return key + ": [" + flow(entry) + "]"
		}
		return key + ":" + t.eol() + t.block(entry, len(indent)+2)
	}, &want, path)
}

// Remove takes away the key, or the member of a list, at a path: with its value, and
// with the comment that stands on the same line. A list whose last member goes goes
// with its key.
func (t *Text) Remove(path ...any) error {
	s, err := t.find(path)
	if err != nil {
		return err
	}
	if _, rank := path[len(path)-1].(int); rank && len(s.siblings.Items) == 1 {
		return t.Remove(path[:len(path)-1]...)
	}
	want := clone(t.root)
	remove(&want, path)
	from, to, ok := t.extent(s)
	if !ok {
		return t.refuse(s.line(), path)
	}
	from = min(from, s.start)
	if s.flow {
		from, to = t.withComma(from, to)
		return t.replace(from, to, "", &want, s.line(), path)
	}
	from = t.lineStart(from)
	if strings.Trim(t.text[from:s.start], " ") != "" { // it shares the line of a dash
		return t.refuse(s.line(), path)
	}
	return t.replace(from, t.nextLine(to), "", &want, s.line(), path)
}

// A site is where a value stands.
type site struct {
	value    content.Outline
	siblings content.Outline // the group or the list that it is part of
	key      *content.Keyed  // nil for the member of a list
	start    int             // where its key begins, or its dash in a list of lines
	indent   int             // how far the line of its key, or its dash, is set in
	flow     bool            // it stands within [ … ] or { … }
}

func (s *site) line() int {
	if s.key != nil {
		return int(s.key.At.Line)
	}
	return int(s.value.At.Line)
}

// find looks up a path.
func (t *Text) find(path []any) (site, error) {
	s := site{value: t.root}
	for i, step := range path {
		here := s.value
		s = site{siblings: here, flow: s.flow || t.inFlow(here)}
		switch step := step.(type) {
		case string:
			k := slices.IndexFunc(here.Keys, func(k content.Keyed) bool { return k.Name == step })
			if k < 0 {
				return site{}, t.refuse(0, path[:i+1])
			}
			s.key, s.value = &here.Keys[k], here.Keys[k].Value
			s.start = t.offset(s.key.At)
			s.indent = s.start - t.lineStart(s.start)
		case int:
			if step < 0 || step >= len(here.Items) {
				return site{}, t.refuse(0, path[:i+1])
			}
			s.value = here.Items[step]
			if s.start = t.offset(s.value.At); !s.flow {
				dash := strings.TrimRight(t.text[:s.start], " \r\n")
				if !strings.HasSuffix(dash, "-") {
					return site{}, t.refuse(int(s.value.At.Line), path[:i+1])
				}
				s.start = len(dash) - 1
			}
			s.indent = s.start - t.lineStart(s.start)
		}
	}
	return s, nil
}

// inFlow reports whether a group or a list is written as { … } or [ … ].
func (t *Text) inFlow(o content.Outline) bool {
	if o.Group && o.At == t.root.At || !o.Group && !o.List {
		return false
	}
	at := t.offset(o.At)
	return at < len(t.text) && (t.text[at] == '{' || t.text[at] == '[')
}

// offset is the byte of a place.
func (t *Text) offset(at content.At) int {
	line := min(max(int(at.Line), 1), len(t.starts))
	i := t.starts[line-1]
	if line == 1 {
		i += len(t.text) - len(strings.TrimPrefix(t.text, "\ufeff"))
	}
	for n := 1; n < int(at.Col) && i < len(t.text) && t.text[i] != '\n'; n++ {
		_, size := utf8.DecodeRuneInString(t.text[i:])
		i += size
	}
	return i
}

// lineStart is where the line of a byte begins, nextLine where the one after it does.
func (t *Text) lineStart(at int) int {
	start := strings.LastIndexByte(t.text[:at], '\n') + 1
	if start == 0 && strings.HasPrefix(t.text, "\ufeff") {
		start = len("\ufeff")
	}
	return start
}

func (t *Text) nextLine(at int) int {
	if end := strings.IndexByte(t.text[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(t.text)
}

// eol is how lines end.
func (t *Text) eol() string {
	if end := strings.IndexByte(t.text, '\n'); end > 0 && t.text[end-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// extent is from where to where a value is written; right behind the colon, or the dash,
// when there is none. It reports false where that is not clear.
func (t *Text) extent(s site) (from, to int, ok bool) {
	v := s.value
	if v.Null {
		from = s.start + 1 // behind a dash
		if s.key != nil {
			colon := strings.IndexByte(t.text[s.start+len(s.key.Name):], ':')
			if colon < 0 || colon > len(`""`) {
				return 0, 0, false
			}
			from = s.start + len(s.key.Name) + colon + 1
		}
		for _, none := range []string{"~", "null", `""`, "''"} {
			if at := from + spaces(t.text[from:]); strings.HasPrefix(t.text[at:], none) {
				return at, at + len(none), true
			}
		}
		return from, from, true
	}
	from = t.offset(v.At)
	if from >= len(t.text) {
		return 0, 0, false
	}
	switch c := t.text[from]; {
	case v.Group || v.List:
		if !t.inFlow(v) {
			return t.blockExtent(s, from)
		}
		to = from + 1
		if n := len(v.Keys) + len(v.Items); n > 0 {
			if _, to, ok = t.extent(t.child(s, n-1)); !ok {
				return 0, 0, false
			}
		}
		to = t.skip(to)
		return from, to + 1, to < len(t.text) && (t.text[to] == ']' || t.text[to] == '}')
	case c == '"' || c == '\'':
		to, ok = closing(t.text, from)
		return from, to, ok
	case (c == '|' || c == '>') && !s.flow:
		return from, t.further(t.plainEnd(from), s.indent, true), true
	case s.flow:
		to = from + flowEnd(t.text[from:])
	default:
		to = t.further(t.plainEnd(from), s.indent, false)
	}
	return from, to, true
}

// blockExtent is that of a group, or a list, whose members stand on lines of their own.
func (t *Text) blockExtent(s site, from int) (int, int, bool) {
	_, to, ok := t.extent(t.child(s, len(s.value.Keys)+len(s.value.Items)-1))
	return from, to, ok
}

// child is the n-th member of a group or a list.
func (t *Text) child(s site, n int) site {
	c := site{siblings: s.value, flow: s.flow || t.inFlow(s.value)}
	if s.value.Group {
		c.key = &s.value.Keys[n]
		c.value, c.start = c.key.Value, t.offset(c.key.At)
	} else {
		c.value = s.value.Items[n]
		c.start = t.offset(c.value.At)
		if dash := strings.TrimRight(t.text[:c.start], " \r\n"); !c.flow && strings.HasSuffix(dash, "-") {
			c.start = len(dash) - 1
		}
	}
	c.indent = c.start - t.lineStart(c.start)
	return c
}

// further is the end of the lines below the one that holds an offset that are set in
// further than indent; with blank ones between them, and comments too if all is text
// there. It is the offset itself when there are none.
func (t *Text) further(at, indent int, all bool) int {
	for from := t.nextLine(at); from < len(t.text); from = t.nextLine(from) {
		line := strings.TrimRight(t.text[from:t.nextLine(from)], "\r\n")
		deep := spaces(line)
		switch {
		case strings.TrimSpace(line) == "":
			continue
		case deep <= indent, !all && line[deep] == '#':
			return at
		case all:
			at = from + len(line)
		default:
			at = t.plainEnd(from)
		}
	}
	return at
}

// plainEnd is the end of a text without quotes on its line, where no comment follows.
func (t *Text) plainEnd(from int) int {
	line := strings.TrimRight(t.text[from:t.nextLine(from)], "\r\n")
	if at := strings.Index(line, " #"); at >= 0 {
		line = line[:at]
	}
	return from + len(strings.TrimRight(line, " \t"))
}

// flowEnd is the length of a text without quotes within [ … ] or { … }.
func flowEnd(text string) int {
	end := len(text)
	if at := strings.IndexAny(text, ",[]{}"); at >= 0 {
		end = at
	}
	for _, stop := range []string{" #", ": ", "\n"} {
		if at := strings.Index(text[:end], stop); at >= 0 {
			end = at
		}
	}
	return len(strings.TrimRight(text[:end], " \t\r"))
}

// closing is the offset behind the quote that closes the one at an offset.
func closing(text string, from int) (int, bool) {
	quote := text[from]
	for i := from + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1, true
		}
	}
	return 0, false
}

// skip is the first offset that holds more than space, a comma or a comment.
func (t *Text) skip(at int) int {
	for at < len(t.text) {
		switch c := t.text[at]; {
		case c == '#':
			at = t.nextLine(at)
		case strings.IndexByte(" \t\r\n,", c) >= 0:
			at++
		default:
			return at
		}
	}
	return at
}

// withComma widens what is taken out of [ … ] or { … } by the comma that goes with it.
func (t *Text) withComma(from, to int) (int, int) {
	after := to + spaces(t.text[to:])
	if after < len(t.text) && t.text[after] == ',' {
		after++
		return from, after + spaces(t.text[after:])
	}
	if before := strings.TrimRight(t.text[:from], " \t\r\n"); strings.HasSuffix(before, ",") {
		return len(before) - 1, to
	}
	return from, to
}

// spaces is how many spaces a text begins with.
func spaces(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }

// insertKey puts a key into the group at a path, after the last of those that come
// before it in their order. line gives what is written, by the group, and by what its
// lines begin with.
func (t *Text) insertKey(path []any, key string, line func(group site, indent string) string, want *content.Outline, all []any) error {
	group, err := t.find(path)
	if err != nil {
		return err
	}
	group.flow = group.flow || t.inFlow(group.value)
	var names []string
	for _, step := range path {
		if name, ok := step.(string); ok {
			names = append(names, name)
		}
	}
	order := content.KeysIn(t.matter, names...)
	after := -1
	for i, k := range group.value.Keys {
		if slices.Index(order, k.Name) < slices.Index(order, key) {
			after = i
		}
	}
	switch {
	case len(group.value.Keys) == 0:
		return t.refuse(group.line(), all)
	case group.flow:
		_, to, ok := t.extent(t.child(group, max(after, 0)))
		if !ok {
			return t.refuse(group.line(), all)
		}
		return t.replace(to, to, ", "+line(group, ""), want, group.line(), all)
	}
	first := t.child(group, 0)
	if after < 0 && strings.Trim(t.text[t.lineStart(first.start):first.start], " ") != "" {
		after = 0 // the first shares the line of a dash
	}
	if after < 0 {
		indent := strings.Repeat(" ", first.indent)
		at := t.lineStart(first.start)
		return t.replace(at, at, indent+line(group, indent)+t.eol(), want, group.line(), all)
	}
	_, to, ok := t.extent(t.child(group, after))
	if !ok {
		return t.refuse(group.line(), all)
	}
	indent := strings.Repeat(" ", first.indent)
	return t.insertLine(to, indent+line(group, indent), want, group.line(), all)
}

// insertLine puts lines below the one that holds an offset.
func (t *Text) insertLine(at int, lines string, want *content.Outline, line int, path []any) error {
	next := t.nextLine(at)
	if !strings.HasSuffix(t.text[:next], "\n") {
		return t.replace(next, next, t.eol()+lines, want, line, path)
	}
	return t.replace(next, next, lines+t.eol(), want, line, path)
}

// addTo puts an entry into a list that has some.
func (t *Text) addTo(list content.Outline, at int, entry any, want *content.Outline, path []any) error {
	near := max(at-1, 0)
	s, err := t.find(append(slices.Clone(path), near))
	if err != nil {
		return err
	}
	from, to, ok := t.extent(s)
	switch {
	case !ok:
		return t.refuse(s.line(), path)
	case s.flow && at == 0:
		return t.replace(from, from, flow(entry)+", ", want, s.line(), path)
	case s.flow:
		return t.replace(to, to, ", "+flow(entry), want, s.line(), path)
	}
	lines := strings.Repeat(" ", s.indent) + "- " + flow(entry)
	if e, ok := entry.(Entry); ok && !t.inFlow(list.Items[near]) {
		lines = t.blockEntry(e, s.indent)
	}
	if at == 0 {
		start := t.lineStart(s.start)
		return t.replace(start, start, lines+t.eol(), want, s.line(), path)
	}
	return t.insertLine(to, lines, want, s.line(), path)
}

// block writes an entry as the only one of a list of lines.
func (t *Text) block(entry any, indent int) string {
	if e, ok := entry.(Entry); ok {
		return t.blockEntry(e, indent)
	}
	return strings.Repeat(" ", indent) + "- " + written(entry.(string), false, "")
}

func (t *Text) blockEntry(e Entry, indent int) string {
	var lines []string
	before := strings.Repeat(" ", indent) + "- "
	for _, p := range e {
		lines = append(lines, before+p[0]+": "+written(p[1], false, ""))
		before = strings.Repeat(" ", indent+2)
	}
	return strings.Join(lines, t.eol())
}

// flow writes an entry, or a text, as it stands within [ … ].
func flow(entry any) string {
	e, ok := entry.(Entry)
	if !ok {
		return written(entry.(string), true, "")
	}
	pairs := make([]string, len(e))
	for i, p := range e {
		pairs[i] = p[0] + ": " + written(p[1], true, "")
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

// written is a text as YAML has it: as it is, where it is read as that text, else within
// quotes; within those of old, what stood there before, where it had some.
func written(text string, flow bool, old string) string {
	if strings.HasPrefix(old, "'") {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	if !strings.HasPrefix(old, `"`) && readsAs(text, text, flow) {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// readsAs reports whether what is written is read as a text.
func readsAs(written, text string, flow bool) bool {
	line := "a: " + written
	if flow {
		line = "a: [{a: " + written + "}]"
	}
	o, problems := content.OutlineOf(content.SitePath, []byte(line), nil)
	if len(problems) > 0 || len(o.Keys) != 1 {
		return false
	}
	v := o.Keys[0].Value
	if flow {
		if len(v.Items) != 1 || len(v.Items[0].Keys) != 1 {
			return false
		}
		v = v.Items[0].Keys[0].Value
	}
	return !v.Group && !v.List && !v.Null && v.Text == text
}

// replace puts a text in the place of another, and reads the whole back.
func (t *Text) replace(from, to int, text string, want *content.Outline, line int, path []any) error {
	after := Text{file: t.file, matter: t.matter}
	if err := after.load(t.text[:from] + text + t.text[to:]); err != nil || !same(after.root, *want) {
		return t.refuse(line, path)
	}
	*t = after
	return nil
}

// refuse says that the place at a path cannot be changed surely.
func (t *Text) refuse(line int, path []any) error {
	var words []string
	for _, step := range path {
		switch step := step.(type) {
		case string:
			words = append(words, step)
		case int:
			words = append(words, fmt.Sprint(step+1))
		}
	}
	return &Refused{t.file, line, "« " + strings.Join(words, " › ") + " » est écrit d'une façon qui ne se change pas sûrement : faites-le à la main"}
}

// AsRefused is the refusal that an error is, or nil.
func AsRefused(err error) (r *Refused) {
	errors.As(err, &r)
	return r
}
