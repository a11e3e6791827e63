package content

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file finds what a line that YAML cannot read was meant to be, so that a hint
// says the very text to type: what is tried is read again, and told only if the mistake
// is gone.

var (
	// aKey is what a key may be, as people type it.
	aKey = `[\pL_][\pL\pN_-]*`
	// lead is what a line begins with before its key or its text.
	lead = `([\p{Zs}\t]*(?:-[\p{Zs}\t]+)*)`
	// pair matches a line with a key and its value.
	pair = regexp.MustCompile(`^` + lead + `(` + aKey + `)\s*:\s+(\S.*?)\s*$`)
	// entryText matches an item of a list whose value is a text.
	entryText = regexp.MustCompile(`^([ ]*(?:-[ ]+)+)(\S.*?)\s*$`)
	// signed matches a line whose key is marked, or is followed by something else than a
	// colon: « titre = Projet », « **titre** : Projet », « titre Projet ».
	signed = regexp.MustCompile(`^` + lead + `[*•_"'«\s]*(` + aKey + `)[*_"'»]*[\p{Zs}\t]*(?:[=,;：→]|[-–—:](?:\s)|\s)[\p{Zs}\t]*(\S.*?)\s*$`)
	// inGroup matches a key and its value in a group { … }.
	inGroup = regexp.MustCompile(`^(\s*)(` + aKey + `)\s*:\s*(\S.*?)?\s*$`)
)

// repair completes a mistake with what its line should be, where that is found. The
// library gave an error for it.
func (y *yamlReader) repair(err error, m *mistake, budget *int) {
	lines := bytes.Split(y.data, []byte("\n"))
	helps := func(m *mistake) bool {
		return m != nil && y.helps(err, m, bytes.Join(with(lines, m.line, m.line, m.right), []byte("\n")), budget)
	}
	spoken, words := spot(err, y.data)
	others := []func([][]byte, int) *mistake{bulleted, y.orphan, y.withoutColon}
	found := func() bool {
		return slices.ContainsFunc(others, func(find func([][]byte, int) *mistake) bool {
			other := find(lines, spoken)
			if !helps(other) {
				return false
			}
			*m = *other
			return true
		})
	}
	switch {
	case strings.Contains(words, "did not find expected '-'") && helps(dashed(lines, spoken)):
		*m = *dashed(lines, spoken)
	case m.right != nil, signAlone.Match(lines[m.line-1]), goesOn(lines, m.line) && m.line == spoken:
	case found():
	case helps(y.crowded(lines, m.line)):
		*m = *y.crowded(lines, m.line)
	case tabbed.Match(lines[m.line-1]):
		untab(lines, m, helps)
	default:
		for _, right := range y.rights(lines[m.line-1]) {
			if try := *m; helps(try.with(right)) {
				*m = try
				m.hint = ""
				break
			}
		}
	}
	if line := lines[m.line-1]; m.right == nil && m.message == wordsFor("could not find expected ':'").message && !entry.Match(line) {
		m.message, m.hint = "cette ligne n'a pas de clé", y.withKey(lines, m.line)
	}
	if m.right != nil && m.hint == "" {
		m.hint = diag.Instead(string(bytes.TrimSpace(m.right)))
	}
}

// crowded finds a line with two keys of the whole, the second of which is nowhere else.
func (y *yamlReader) crowded(lines [][]byte, n int) *mistake {
	m := keyLine.FindSubmatch(lines[n-1])
	if m == nil || y.typeOf(y.keyOf(string(m[1]))) == nil {
		return nil
	}
	for _, at := range besideKey.FindAllSubmatchIndex(lines[n-1], -1) {
		key := string(lines[n-1][at[4]:at[5]])
		if y.typeOf(y.keyOf(key)) == nil || y.has(key) {
			continue
		}
		first, second := strings.TrimRight(string(lines[n-1][:at[3]]), " ,;"), string(lines[n-1][at[4]:])
		return &mistake{line: n, at: at[4], message: "deux clés sur une ligne", hint: "mettez à la ligne « " + second + " »", right: []byte(first + "\n" + second), code: "yaml-syntaxe"}
	}
	return nil
}

// has reports whether a line of the data begins with a key.
func (y *yamlReader) has(key string) bool {
	return regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(key) + `\s*:`).Match(y.data)
}

// withKey tells what to do about a line without a key: it may go on with a text above.
func (y *yamlReader) withKey(lines [][]byte, n int) string {
	for n--; n > 0; n-- {
		m := pair.FindSubmatch(lines[n-1])
		if m == nil && entryText.Match(lines[n-1]) {
			return "mettez-la à la suite de la ligne précédente, ou donnez-lui son tiret"
		}
		if m == nil {
			continue
		}
		if t := y.typeOf(string(m[2])); t == reflect.TypeFor[Text]() || t == nil && len(m[1]) > 0 {
			return "donnez-lui sa clé, retirez-la, ou mettez-la à la suite de « " + string(m[2]) + ": »"
		}
		break
	}
	return "donnez-lui sa clé, ou retirez-la"
}

// goesOn reports whether the value that begins on a line goes on below.
func goesOn(lines [][]byte, n int) bool {
	m := entry.FindSubmatchIndex(lines[n-1])
	if m == nil || n == len(lines) || len(bytes.TrimSpace(lines[n-1][m[1]:])) == 0 {
		return false
	}
	next := lines[n]
	indent := len(next) - len(bytes.TrimLeft(next, " \t"))
	return indent > m[3] && indent < len(next) && !entry.Match(next)
}

// with gives a mistake what its line should be.
func (m *mistake) with(right []byte) *mistake {
	m.right = right
	return m
}

// untab gives a mistake its line with spaces for the tabs that begin it.
func untab(lines [][]byte, m *mistake, helps func(*mistake) bool) {
	line := lines[m.line-1]
	for _, width := range widths {
		try := *m
		if try.right = untabbed(lines, width)[m.line-1]; helps(&try) {
			indent := len(line) - len(bytes.TrimLeft(line, " \t"))
			tabs := bytes.Count(line[:indent], []byte("\t"))
			spaces := len(try.right) - len(line) + tabs
			try.hint = "remplacez " + map[bool]string{true: "la tabulation", false: "les tabulations"}[tabs == 1] + " par " + french.Count(spaces, "espace", "espaces")
			*m = try
			return
		}
	}
}

// rights are what a line with a mistake may be instead, likeliest first.
func (y *yamlReader) rights(line []byte) (all [][]byte) {
	head, value := "", ""
	if s := pair.FindSubmatch(line); s != nil {
		head, value = string(s[1])+string(s[2])+": ", string(s[3])
		if t := y.typeOf(string(s[2])); len(s[1]) == 0 && t != nil {
			_, text := reflect.New(t).Interface().(Scalar)
			element, dashed := strings.CutPrefix(value, "- ")
			switch group, closed := y.quotedGroup(value); {
			case value == "[", value == "{":
				return nil
			case text:
			case t.Kind() == reflect.Struct && pictured.MatchString(value):
				if group, whole := asOneGroup(value, t); whole {
					return [][]byte{[]byte(head + group)}
				}
				return nil
			case closed:
				return [][]byte{[]byte(head + group)}
			case dashed && t.Kind() == reflect.Slice && len(shapeOf(t.Elem()).keys) == 0:
				return [][]byte{[]byte(head + "[" + InYAML(element, true) + "]")}
			case t.Kind() != reflect.Slice || len(shapeOf(t.Elem()).keys) > 0:
				return nil
			}
			return y.texts(head, value)
		}
	} else if s := entryText.FindSubmatch(line); s != nil {
		head, value = string(s[1]), string(s[2])
	}
	if value == "" || value == "[" || value == "{" {
		return nil
	}
	if group, ok := y.quotedGroup(value); ok {
		all = append(all, []byte(head+group))
	}
	if m := dashOf.FindSubmatch(line); m != nil && commaKey.Match(m[2]) { // « - titre: a, url: b »
		if group, ok := y.quotedGroup("{" + string(m[2]) + "}"); ok {
			all = append(all, []byte(string(m[1])+"- "+group))
		}
	}
	return append(all, y.texts(head, value)...)
}

// texts are ways to write a text after what stands before it in its line.
func (y *yamlReader) texts(head, value string) (all [][]byte) {
	if first, bare, _ := bared(value); first != "" && bare != "" && value[0] != '[' {
		all = append(all, []byte(head+bare), []byte(head+inQuotes(bare)))
	}
	if value[0] == '[' && !strings.Contains(value, "]") { // nobody opens a bracket and does not close it
		value = strings.TrimLeft(value[1:], " ")
		if InYAML(value, false) == value {
			all = append(all, []byte(head+value))
		}
	}
	return append(all, []byte(head+inQuotes(unwrapped(value))))
}

// besideKey matches a key that another stands before, and the end of the value of that.
var besideKey = regexp.MustCompile(`([^,;{\s])\s*[,;]?\s+(` + aKey + `)\s*:\s+`)

// typeOf is the type of the value of a key of the whole, or nil.
func (y *yamlReader) typeOf(key string) reflect.Type {
	if y.of == nil {
		return nil
	}
	f, ok := shapeOf(y.of.Elem()).fields[key]
	if !ok {
		return nil
	}
	return y.of.Elem().FieldByIndex(f.index).Type
}

// unparted matches what stands between two texts in quotes without a comma.
var unparted = regexp.MustCompile(`(["'])\s+["']`)

// commaKey matches a key and the comma before it.
var commaKey = regexp.MustCompile(`[,;]\s*` + aKey + `\s*:\s`)

// unwrapped is a text without the quotes around it, of whatever kind, closed or not.
func unwrapped(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	last, end := utf8.DecodeLastRuneInString(text)
	if !strings.ContainsRune(`"'“‘`, first) {
		return text
	}
	if last == ',' { // as JSON has it
		text = strings.TrimRight(text, ",")
		last, end = utf8.DecodeLastRuneInString(text)
	}
	closed := strings.ContainsRune(`"'”’`, last) && len(text) > size
	inner := text[size:]
	if closed {
		inner = text[size : len(text)-end]
	}
	n := strings.Count(inner, string(first))
	if before, _, _ := strings.Cut(inner, string(first)); closed && n > 0 && n%2 == 0 && strings.HasSuffix(before, " ") {
		return inner // others stand within
	}
	if n > 1 || n == 1 && !closed {
		return text // they are around words of it
	}
	return strings.ReplaceAll(inner, `\"`, `"`)
}

// quotedGroup is a group { … } or a list [ … ] on one line with quotes where they are
// needed, and closed.
func (y *yamlReader) quotedGroup(text string) (string, bool) {
	if text == "" || text[0] != '{' && text[0] != '[' {
		return "", false
	}
	open, closing := text[:1], "}"
	if text[0] == '[' {
		closing = "]"
	}
	inner := strings.TrimSpace(strings.TrimSuffix(text[1:], closing))
	if strings.HasPrefix(inner, "{") || strings.HasPrefix(inner, "[") {
		return "", false
	}
	if open == "{" { // a comma may lack before a key
		inner = besideKey.ReplaceAllStringFunc(inner, func(s string) string {
			if m := besideKey.FindStringSubmatch(s); y.keyOf(m[2]) == m[2] {
				return m[1] + ", " + m[2] + ": "
			}
			return s
		})
	}
	if open == "[" {
		inner = unparted.ReplaceAllString(inner, "$1, $1")
	}
	var parts []string
	for _, part := range strings.FieldsFunc(inner, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		if m := inGroup.FindStringSubmatch(part); m != nil && open == "{" {
			part = m[2] + ": " + InYAML(unwrapped(m[3]), true)
		} else if open == "[" && strings.Count(part, "[") == strings.Count(part, "]") { // « :lang[mot]{en} » is a text
			part = InYAML(unwrapped(part), true)
		} else {
			return "", false
		}
		parts = append(parts, part)
	}
	return open + strings.Join(parts, ", ") + closing, len(parts) > 0
}

// withoutColon finds the line up to one that has a key and no colon after it, if that
// is the mistake.
func (y *yamlReader) withoutColon(lines [][]byte, line int) *mistake {
	for n := min(line, len(lines)); n >= max(line-1, 1); n-- {
		text := lines[n-1]
		if key := y.keyOf(string(bytes.TrimSpace(text))); key != "" {
			indent := len(text) - len(bytes.TrimLeft(text, " "))
			return &mistake{line: n, at: indent, message: "il manque un deux-points après la clé", right: []byte(string(text[:indent]) + key + ":")}
		}
		s := signed.FindSubmatchIndex(text)
		if s == nil || keyed.Match(text) {
			continue
		}
		key := y.keyOf(string(text[s[4]:s[5]]))
		if key == "" {
			continue
		}
		if indent, ok := y.indentOf(lines, n); ok && indent != len(bytes.TrimRight(text[:s[3]], "*•_\"'« ")) && indent != s[3] {
			continue
		}
		value := strings.TrimLeft(string(text[s[6]:s[7]]), ": ") // « titre :Projet »
		right := string(text[:s[3]]) + key + ": " + value
		if _, _, err := decode([]byte(strings.TrimLeft(right, " -"))); err != nil {
			right = string(text[:s[3]]) + key + ": " + inQuotes(unwrapped(value))
		}
		return &mistake{line: n, at: s[4], message: "il manque un deux-points après la clé", right: []byte(right)}
	}
	return nil
}

// bullet matches a line that begins with the mark of an item, as other programs have it.
var bullet = regexp.MustCompile(`^( *)(?:[*•·▪◦–—]|\d{1,2}[.)])[ \t]+(\S.*)$`)

// bulleted finds the line up to one that begins with a bullet in the place of a dash.
func bulleted(lines [][]byte, line int) *mistake {
	for n := max(line-1, 1); n <= min(line, len(lines)); n++ {
		if s := bullet.FindSubmatch(lines[n-1]); s != nil {
			return &mistake{line: n, at: len(s[1]), message: "une liste se fait avec des tirets", right: []byte(string(s[1]) + "- " + string(s[2]))}
		}
	}
	return nil
}

var (
	dashOf  = regexp.MustCompile(`^( *)- +(\S.*)$`)
	anyKeys = regexp.MustCompile(`(?:^|[{,]\s*)(` + aKey + `)\s*:(?:\s|$)`)
)

// orphan finds a list up to a line that follows a value: its own key is lost.
func (y *yamlReader) orphan(lines [][]byte, line int) *mistake {
	for n := min(line, len(lines)); n > 1; n-- {
		text := lines[n-1]
		item := dashOf.FindSubmatch(text)
		before := keyed.FindSubmatch(lines[n-2])
		if item == nil || before == nil || len(bytes.TrimSpace(before[3])) == 0 || len(before[1]) > len(item[1]) || bytes.ContainsAny(before[3][:1], "|>\"'") {
			continue
		}
		var has []string
		for _, m := range anyKeys.FindAllSubmatch(item[2], -1) {
			has = append(has, string(m[1]))
		}
		for i := n; i < len(lines); i++ {
			m := keyed.FindSubmatch(lines[i])
			if m == nil || len(m[1]) != len(item[1])+2 || bytes.ContainsRune(m[1], '-') {
				break
			}
			has = append(has, string(m[2]))
		}
		keys := y.listsOf(has, len(before[1]) == 0)
		if len(keys) == 0 {
			return nil
		}
		m := &mistake{line: n, at: len(item[1]), message: "cette liste n'a pas de clé", hint: addKey(keys), code: "yaml-liste"}
		m.right = []byte(string(bytes.Repeat([]byte(" "), len(before[1]))) + keys[0] + ":\n" + string(text))
		m.guess = len(keys) > 1
		return m
	}
	return nil
}

// addKey tells to give a list its key.
func addKey(keys []string) string {
	lines := make([]string, len(keys))
	for i, key := range keys {
		lines[i] = "« " + key + ": »"
	}
	return "ajoutez, au-dessus, la ligne " + strings.Join(lines, " ou ")
}

// listsOf are the keys of lists whose items have some keys, or are texts. top asks for
// those of the whole that are not there.
func (y *yamlReader) listsOf(has []string, top bool) (keys []string) {
	if y.of == nil {
		return nil
	}
	seen := map[reflect.Type]bool{}
	var look func(t reflect.Type, depth int)
	look = func(t reflect.Type, depth int) {
		s := shapeOf(t)
		for _, key := range s.keys {
			f := t.FieldByIndex(s.fields[key].index).Type
			if f.Kind() != reflect.Slice {
				continue
			}
			of := shapeOf(f.Elem())
			known := func(k string) bool { return slices.Contains(of.keys, k) }
			if (depth == 0) == top && !(top && y.has(key)) && !slices.Contains(keys, key) && (len(has) == 0) == (len(of.keys) == 0) && !slices.ContainsFunc(has, func(k string) bool { return !known(k) }) {
				keys = append(keys, key)
			}
			if f.Elem().Kind() == reflect.Struct && len(of.keys) > 0 && !seen[f.Elem()] {
				seen[f.Elem()] = true
				look(f.Elem(), depth+1)
			}
		}
	}
	look(y.of.Elem(), 0)
	return keys
}

// indentOf is how far in the key of the line before stands.
func (y *yamlReader) indentOf(lines [][]byte, n int) (int, bool) {
	for n--; n > 0; n-- {
		if m := entry.FindSubmatchIndex(lines[n-1]); m != nil {
			return m[3], true
		}
	}
	return 0, false
}

// dashed finds the line up to one whose key has a dash that makes a list of the whole.
func dashed(lines [][]byte, line int) *mistake {
	for n, text := range lines[:min(line, len(lines))] {
		if bare, ok := bytes.CutPrefix(text, []byte("- ")); ok && keyed.Match(bytes.TrimLeft(bare, " ")) {
			return &mistake{line: n + 1, message: "un tiret précède cette clé", right: bytes.TrimLeft(bare, " ")}
		}
	}
	return nil
}

// eachType goes through a type of front matter and all groups of keys in it.
func eachType(t reflect.Type, do func(reflect.Type)) {
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		do(t)
		s := shapeOf(t)
		for _, key := range s.keys {
			visit(t.FieldByIndex(s.fields[key].index).Type)
		}
	}
	visit(t)
}

var vocabularies sync.Map // reflect.Type → []string

// vocabulary holds the keys of a type of front matter, of all depths.
func vocabulary(t reflect.Type) []string {
	if all, ok := vocabularies.Load(t); ok {
		return all.([]string)
	}
	var all []string
	eachType(t, func(t reflect.Type) { all = append(all, shapeOf(t).keys...) })
	slices.Sort(all)
	all = slices.Compact(all)
	actual, _ := vocabularies.LoadOrStore(t, all)
	return actual.([]string)
}

// keyOf is the key that a word is, but for accents and case, or "".
func (y *yamlReader) keyOf(word string) string {
	if y.of == nil {
		return ""
	}
	if word = Fold(word); slices.Contains(vocabulary(y.of), word) {
		return word
	}
	return ""
}

// hardSpace tells the spaces that are none for YAML.
func hardSpace(r rune) bool { return r >= 0xa0 && unicode.Is(unicode.Zs, r) }

// structure matches what a line begins with up to its value.
var structure = regexp.MustCompile(`^` + lead + `(?:(` + aKey + `)\p{Zs}*:(?:\p{Zs}+|$))?`)

// hardSpaces makes plain spaces of those that word processors type, where they stand
// before a key or around its colon, and reports each line that has some.
func (y *yamlReader) hardSpaces() {
	if !bytes.ContainsFunc(y.data, hardSpace) {
		return
	}
	lines := bytes.Split(y.data, []byte("\n"))
	for i, text := range lines {
		if !bytes.ContainsFunc(text, hardSpace) {
			continue
		}
		m := structure.FindSubmatchIndex(text)
		if m[4] >= 0 && y.keyOf(string(text[m[4]:m[5]])) == "" { // a text that goes on
			m[1] = m[3]
		}
		first := bytes.IndexFunc(text[:m[1]], hardSpace)
		if first < 0 {
			continue
		}
		plain := bytes.Map(func(r rune) rune {
			if hardSpace(r) {
				return ' '
			}
			return r
		}, text[first:m[1]])
		y.problems.Erreur(diag.Pos{File: y.file, Line: i + 1 + y.shift, Col: 1 + utf8.RuneCount(text[:first])}, "yaml-espace",
			"effacez-la, et tapez-la de nouveau avec la barre d'espace", "une espace insécable, là où il faut une espace ordinaire")
		y.problems.Fix(string(text[first:m[1]]), string(plain))
		lines[i] = slices.Concat(text[:first], plain, text[m[1]:])
	}
	y.data = bytes.Join(lines, []byte("\n"))
}

// quote tells, of the problem just reported, to put the value of a line between quotes,
// if that is all. or says what else may be meant.
func (y *yamlReader) quote(n int, or string) {
	for _, right := range y.rights(lineOf(y.data, n)) {
		if _, _, err := decode(bytes.TrimLeft(right, " -")); err == nil {
			y.problems.Mend(diag.Instead(string(bytes.TrimSpace(right)))+or, diag.Fix{Old: string(lineOf(y.typed, n)), New: string(right), Guess: true})
			return
		}
	}
}

// once makes one of two problems that a line has: a mistake of syntax, and what is wrong
// with its value once that is mended.
func once(found diag.List) diag.List {
	if !found.Has("yaml-syntaxe") && !found.Has("yaml-espace") {
		return found
	}
	all := found.Sorted()
	var out diag.List
	syntax := map[int]int{} // of lines, the problem that is their mistake of syntax
	for i, p := range all {
		if (p.Code == "yaml-syntaxe" || p.Code == "yaml-espace") && p.Fix.New != "" {
			if first, ok := syntax[p.Pos.Line]; !ok || all[first].Code == "yaml-syntaxe" && p.Code == "yaml-espace" {
				syntax[p.Pos.Line] = i
			}
		}
	}
	for i := range all {
		first, ok := syntax[all[i].Pos.Line]
		if !ok || first == i {
			continue
		}
		p, q := &all[first], &all[i]
		switch {
		case q.Code == "yaml-syntaxe" && q.Fix.New != "":
			p.Hint, p.Fix = q.Hint, q.Fix
		case q.Fix.New != "" && strings.Contains(p.Fix.New, q.Fix.Old):
			old := inQuotes(q.Fix.Old)
			if !strings.Contains(p.Fix.New, old) {
				old = q.Fix.Old
			}
			if closed := old + "]"; old[0] == '[' && strings.Contains(p.Fix.New, closed) { // which lacked its end
				old = closed
			}
			p.Fix.New = strings.Replace(p.Fix.New, old, q.Fix.New, 1)
			p.Message, p.Code, p.Hint = q.Message, q.Code, diag.Instead(strings.TrimSpace(p.Fix.New))
		case slices.Contains([]string{"valeur", "date", "signe-publie", "type"}, q.Code) && q.Fix.None() && strings.Count(p.Fix.New, `"`) > strings.Count(p.Fix.Old, `"`):
			*p = *q
		default:
			continue
		}
		q.Code = "" // it is told
	}
	for _, p := range all {
		if p.Code != "" {
			out.Add(p)
		}
	}
	return out
}
