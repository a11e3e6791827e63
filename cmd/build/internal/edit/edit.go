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
	s, ok := t.find(path)
	return s.value, ok
}

// Set gives the key at the end of a path a value. The key is added where it is not there
// yet, at its place among the others; the group that it belongs to must be there. A path
// that ends with a rank changes a text of a list.
func (t *Text) Set(value string, path ...any) error {
	c := t.change(path)
	c.typed = content.InYAML(value, true)
	if key, named := path[len(path)-1].(string); named {
		c.typed = key + ": " + c.typed
	}
	if !assign(&c.want, path, content.Outline{Text: value}) {
		return c.refuse()
	}
	s, found := t.find(path)
	if !found {
		return c.insertKey(func(flow bool, _ int) string { return " " + content.InYAML(value, flow) })
	}
	from, to, ok := t.extent(s)
	if !ok || s.value.Group || s.value.List {
		return c.refuse()
	}
	return c.replace(from, to, gap(from, to)+written(value, s.flow, t.text[from:to]))
}

// Add puts an entry, or a text, into the list at a path, before the one of rank at, or
// after the last when at is how many there are. The list is made when it is not there.
func (t *Text) Add(at int, entry any, path ...any) error {
	c := t.change(path)
	c.typed = inline(entry)
	list, _ := t.Get(path...)
	if list.Group || list.Text != "" || at != 0 && at != len(list.Items) {
		return c.refuse()
	}
	wanted := slices.Insert(slices.Clone(list.Items), at, outlineOf(entry))
	if !assign(&c.want, path, content.Outline{List: true, Items: wanted}) {
		return c.refuse()
	}
	if len(list.Items) > 0 {
		return c.addTo(list, at, entry)
	}
	s, found := t.find(path)
	if !found {
		return c.insertKey(func(flow bool, indent int) string {
			if flow {
				return " [" + inline(entry) + "]"
			}
			return t.eol() + t.block(entry, indent+2)
		})
	}
	from, to, ok := t.extent(s)
	switch {
	case ok && (s.flow || from < to && t.text[from] == '['):
		return c.replace(from, to, gap(from, to)+"["+inline(entry)+"]")
	case ok && from == to:
		return c.insertLine(from, t.block(entry, s.indent+2))
	}
	return c.refuse()
}

// gap is the space that a value wants before it, where nothing stands behind the colon.
func gap(from, to int) string {
	if from == to {
		return " "
	}
	return ""
}

// Remove takes away the key, or the member of a list, at a path: with its value, and
// with the comment that stands on the same line. A list whose last member goes goes
// with its key.
func (t *Text) Remove(path ...any) error {
	c := t.change(path)
	s, found := t.find(path)
	if !found {
		return c.refuse()
	}
	if s.key == nil && len(s.siblings.Items) == 1 {
		return t.Remove(path[:len(path)-1]...)
	}
	remove(&c.want, path)
	from, to, ok := t.extent(s)
	from = min(from, s.start)
	start := t.lineStart(from)
	switch {
	case !ok, !s.flow && strings.Trim(t.text[start:s.start], " ") != "": // it shares the line of a dash
		return c.refuse()
	case s.flow:
		from, to = t.withComma(from, to)
		return c.replace(from, to, "")
	}
	return c.replace(start, t.nextLine(to), "")
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

// find looks up a path.
func (t *Text) find(path []any) (s site, ok bool) {
	s = site{value: t.root}
	for _, step := range path {
		n, rank := step.(int)
		if !rank {
			n = slices.IndexFunc(s.value.Keys, func(k content.Keyed) bool { return k.Name == step })
		}
		if n < 0 || rank && n >= len(s.value.Items) {
			return site{}, false
		}
		s = t.child(s, n)
	}
	return s, true
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
		to, ok = from+1, true
		if n := len(v.Keys) + len(v.Items); n > 0 {
			_, to, ok = t.extent(t.child(s, n-1))
		}
		if !ok || !t.inFlow(v) {
			return from, to, ok
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

// A change is one that is being made.
type change struct {
	*Text
	path  []any
	want  content.Outline // what the front matter is to say
	typed string          // what to type there by hand; "" where something is to go
}

func (t *Text) change(path []any) *change { return &change{Text: t, path: path, want: clone(t.root)} }

// replace puts a text in the place of another, and reads the whole back.
func (c *change) replace(from, to int, text string) error {
	after := Text{file: c.file, matter: c.matter}
	if err := after.load(c.text[:from] + text + c.text[to:]); err != nil || !same(after.root, c.want) {
		return c.refuse()
	}
	*c.Text = after
	return nil
}

// insertLine puts lines below the one that holds an offset.
func (c *change) insertLine(at int, lines string) error {
	next := c.nextLine(at)
	if !strings.HasSuffix(c.text[:next], "\n") {
		return c.replace(next, next, c.eol()+lines)
	}
	return c.replace(next, next, lines+c.eol())
}

// insertKey puts the key at the end of the path into its group, after the last of those
// that come before it in their order. value gives what is written behind its colon, by
// whether the group is written as { … }, and by how far its lines are set in.
func (c *change) insertKey(value func(flow bool, indent int) string) error {
	above := c.path[:len(c.path)-1]
	key, named := c.path[len(above)].(string)
	group, ok := c.find(above)
	if !ok || !named || len(group.value.Keys) == 0 {
		return c.refuse()
	}
	var names []string
	for _, step := range above {
		if name, ok := step.(string); ok {
			names = append(names, name)
		}
	}
	order := content.KeysIn(c.matter, names...)
	after := -1
	for i, k := range group.value.Keys {
		if slices.Index(order, k.Name) < slices.Index(order, key) {
			after = i
		}
	}
	first := c.child(group, 0)
	start := c.lineStart(first.start)
	line := key + ":" + value(first.flow, first.indent)
	if !first.flow {
		line = strings.Repeat(" ", first.indent) + line
		if after < 0 && strings.Trim(c.text[start:first.start], " ") == "" {
			return c.replace(start, start, line+c.eol())
		}
	}
	_, to, ok := c.extent(c.child(group, max(after, 0))) // the first may share the line of a dash
	switch {
	case !ok:
		return c.refuse()
	case first.flow:
		return c.replace(to, to, ", "+line)
	}
	return c.insertLine(to, line)
}

// addTo puts an entry into a list that has some.
func (c *change) addTo(list content.Outline, at int, entry any) error {
	near := max(at-1, 0)
	s, _ := c.find(append(slices.Clone(c.path), near))
	from, to, ok := c.extent(s)
	switch {
	case !ok, !s.flow && c.text[s.start] != '-':
		return c.refuse()
	case s.flow && at == 0:
		return c.replace(from, from, inline(entry)+", ")
	case s.flow:
		return c.replace(to, to, ", "+inline(entry))
	}
	lines := c.block(entry, s.indent)
	if c.inFlow(list.Items[near]) {
		lines = strings.Repeat(" ", s.indent) + "- " + inline(entry)
	}
	if at == 0 {
		start := c.lineStart(s.start)
		return c.replace(start, start, lines+c.eol())
	}
	return c.insertLine(to, lines)
}

// refuse says that the place of the change cannot be changed surely, and what to type.
func (c *change) refuse() error {
	words, line, here, there := make([]string, len(c.path)), 0, site{value: c.root}, false
	for i, step := range c.path {
		words[i] = fmt.Sprint(step)
		if n, rank := step.(int); rank {
			words[i] = fmt.Sprint(n + 1)
		}
		if s, found := c.find(c.path[:i+1]); found {
			here, there = s, true
		}
	}
	if line = int(here.value.At.Line); here.key != nil {
		line = int(here.key.At.Line)
	}
	what := "« " + strings.Join(words, " › ") + " »"
	if !there {
		what = "l'en-tête"
	}
	why := what + " est écrit d'une façon qui ne se change pas sûrement : écrivez chaque clé et chaque entrée sur sa ligne, puis recommencez"
	if c.typed != "" {
		why += ", ou tapez vous-même « " + c.typed + " »"
	}
	return &Refused{c.file, line, why}
}

// block writes an entry, or a text, as the member of a list of lines.
func (t *Text) block(entry any, indent int) string {
	before := strings.Repeat(" ", indent) + "- "
	e, ok := entry.(Entry)
	if !ok {
		return before + content.InYAML(entry.(string), false)
	}
	var lines []string
	for _, p := range e {
		lines = append(lines, before+p[0]+": "+content.InYAML(p[1], false))
		before = strings.Repeat(" ", indent+2)
	}
	return strings.Join(lines, t.eol())
}

// inline writes an entry, or a text, as it stands within [ … ].
func inline(entry any) string {
	e, ok := entry.(Entry)
	if !ok {
		return content.InYAML(entry.(string), true)
	}
	pairs := make([]string, len(e))
	for i, p := range e {
		pairs[i] = p[0] + ": " + content.InYAML(p[1], true)
	}
	return "{" + strings.Join(pairs, ", ") + "}"
}

// written is a text as YAML has it, within the quotes of what stood there before.
func written(text string, flow bool, old string) string {
	switch {
	case strings.HasPrefix(old, "'"):
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case strings.HasPrefix(old, `"`):
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	return content.InYAML(text, flow)
}
