package content

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/when"
)

// decoder fills structs from nodes. A struct's fields name their key with the
// tag `cle:"titre"`; `cle:"titre,requis"` makes it compulsory. Embedded structs
// are part of the one that holds them. A field named At of type At gets the
// place of the mapping.
type decoder struct {
	file     string
	problems *diag.List
	figures  bool // a text holds some
	required bool // whether the key whose value is read cannot do without
	said     []Spoken
	foreign  *[]foreignKey     // where keys of other generators are noted; nil where none stand
	source   []byte            // what is read,
	first    int               // and the line of the file on which it begins
	words    map[string]string // the keys that words of the roadmap's own stand for, see Types
}

var atType = reflect.TypeFor[At]()

type structField struct {
	index    []int
	required bool
}

// A shape is what a struct type accepts: its keys, in the order of its fields.
type shape struct {
	keys   []string
	fields map[string]structField
	at     []int
	free   []int // a map[string]… field tagged `cle:"*"` that takes other keys
}

var shapes sync.Map // reflect.Type → *shape

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{fields: map[string]structField{}}
	for _, f := range reflect.VisibleFields(t) {
		if f.Type == atType && f.Name == "At" && len(f.Index) == 1 {
			s.at = f.Index
			continue
		}
		tag, ok := f.Tag.Lookup("cle")
		if !ok {
			continue
		}
		key, option, _ := strings.Cut(tag, ",")
		if key == "*" {
			s.free = f.Index
			continue
		}
		s.keys = append(s.keys, key)
		s.fields[key] = structField{index: f.Index, required: option == "requis"}
	}
	actual, _ := shapes.LoadOrStore(t, s)
	return actual.(*shape)
}

// Keys returns the keys that the struct pointed to by v accepts.
func Keys(v any) []string { return shapeOf(reflect.TypeOf(v).Elem()).keys }

func (d *decoder) wrong(at At, code, hint, format string, args ...any) {
	d.problems.Erreur(at.In(d.file), code, hint, format, args...)
}

// mapping fills the struct v from n.
func (d *decoder) mapping(n *node, v reflect.Value) {
	s := shapeOf(v.Type())
	if s.at != nil {
		v.FieldByIndex(s.at).Set(reflect.ValueOf(n.at))
	}
	meant := map[string]bool{} // by keys that are misspelt: they are not missing
	for i := range n.fields {
		f := &n.fields[i]
		key := d.keyOf(s, f.key)
		known, ok := s.fields[key]
		switch {
		case ok && key != f.key && slices.ContainsFunc(n.fields, func(g field) bool { return g.key != f.key && d.keyOf(s, g.key) == key }):
			d.wrong(f.at, "cle-en-double", "gardez une seule des deux", "« %s » est un autre nom de « %s », qui y est aussi", f.key, key)
		case ok && f.value.empty():
		case ok:
			d.required = known.required
			field := v.FieldByIndex(known.index)
			if t := field.Type(); t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && f.value.kind == sequence && len(f.value.items) > 1 {
				if at, keys := s.keyless(&f.value, t.Elem(), v.Type(), func(key string) bool { return n.field(key) != nil || meant[key] }); at > 0 {
					d.lostKey(&f.value.items[at], f.at, keys)
					rest := node{kind: sequence, at: f.value.items[at].at, items: f.value.items[at:]}
					f.value.items = f.value.items[:at]
					meant[keys[0]] = true
					if len(keys) == 1 {
						d.value(keys[0], &rest, v.FieldByIndex(s.fields[keys[0]].index))
					}
				}
			}
			d.value(f.key, &f.value, field)
		case s.free != nil:
			d.freeKey(f, v.FieldByIndex(s.free))
		case d.undashed(n, i, s, v.Type()):
		default:
			near := d.unknownKey(n, i, s, meant)
			if near != "" && !meant[near] && n.field(near) == nil && !f.value.empty() { // what hangs on the key is not missing either
				d.meant(f, near, v.FieldByIndex(s.fields[near].index))
			}
			meant[near] = true
		}
	}
	for _, key := range s.keys {
		if !s.fields[key].required {
			continue
		}
		switch f := n.field(key); {
		case f == nil && (meant[key] || n.lost):
		case f == nil:
			d.wrong(n.at, "cle-manquante", fmt.Sprintf("ajoutez « %s: … »", key), "il manque la clé « %s »", key)
		case f.value.empty():
			d.wrong(f.at, "cle-manquante", fmt.Sprintf("ajoutez « %s: … »", key), "la clé « %s » est vide", key)
		}
	}
}

// lacks is the only required key that is not in n, or "", in a group of few keys: an
// unknown key may well stand for it.
func (s *shape) lacks(n *node) string {
	missing := ""
	for _, key := range s.keys {
		if s.fields[key].required && n.field(key) == nil {
			if missing != "" {
				return ""
			}
			missing = key
		}
	}
	if len(s.keys) > maxSmall {
		return ""
	}
	return missing
}

// maxSmall is how many keys a group has of which one can be guessed from another:
// those of jalons, liens, sources, indicateurs.
const maxSmall = 8

// unknownKey reports the key of field i, which does not exist, and returns the one
// that was most likely meant, or "". meant holds those of the fields before.
func (d *decoder) unknownKey(n *node, i int, s *shape, meant map[string]bool) string {
	f := &n.fields[i]
	if key, rest, stuck := strings.Cut(f.key, ":"); stuck && f.value.null && slices.Contains(s.keys, key) && n.field(key) == nil { // {date:2021}
		message, value := "il manque une espace après le deux-points", rest
		if text := strings.TrimLeft(rest, " "); text != rest { // {url: https://exemple.fr/?a=b}, which the library takes for a key
			message, value = "point d'interrogation dans une valeur sans guillemets, entre crochets ou accolades", inQuotes(text)
		}
		d.wrong(f.at, "cle-inconnue", diag.Instead(key+": "+value), "%s", message)
		d.problems.Fix(f.key, key+": "+value)
		return key
	}
	if i > 0 && f.value.empty() && d.cut(n, i, s) {
		return ""
	}
	right, ok := foreign[f.key]
	if !ok {
		right, ok = foreign[Fold(f.key)]
	}
	if ok && d.foreign != nil && slices.Contains(s.keys, "resume") { // of the page itself
		if !slices.Contains(s.keys, right.key) {
			right.key = ""
		}
		*d.foreign = append(*d.foreign, foreignKey{f.key, right.key, right.hint, f.at.In(d.file), diag.Fix{}, nil})
		return right.key
	}
	keys := d.keysOf(s)
	near, lacks := diag.Nearest(Fold(f.key), keys), s.lacks(n)
	hint := diag.Instead(cmp.Or(near, lacks) + ":")
	switch {
	case near != "" && n.field(near) != nil:
		hint = fmt.Sprintf("retirez-la : « %s: » y est déjà", near)
	case near == "" && (lacks == "" || meant[lacks]):
		hint, lacks = "clés possibles : "+strings.Join(keys, ", "), ""
	}
	d.wrong(f.at, "cle-inconnue", hint, "clé inconnue « %s »", f.key)
	switch {
	case near != "" && n.field(near) == nil:
		d.problems.Fix(f.key, near)
	case near == "" && lacks != "":
		d.problems.Guess(f.key, lacks)
	}
	return cmp.Or(d.keyOf(s, near), lacks)
}

// keyOf is the key of a group that a word stands for: one of the roadmap's own first.
func (d *decoder) keyOf(s *shape, word string) string {
	if len(d.words) > 0 {
		if key := d.words[word]; s.fields[key].index != nil {
			return key
		}
	}
	return word
}

// keysOf are the keys of a group, in the words of the roadmap.
func (d *decoder) keysOf(s *shape) []string {
	keys := slices.Clone(s.keys)
	for word, key := range d.words {
		if i := slices.Index(s.keys, key); i >= 0 {
			keys[i] = word
		}
	}
	return keys
}

// meant fills v with the value of a key that is misspelt, which has just been reported,
// and says what is wrong with it: in the same words, if it can be.
func (d *decoder) meant(f *field, near string, v reflect.Value) {
	inner := *d
	inner.problems = new(diag.List)
	inner.value(near, &f.value, v)
	if wrong := inner.problems.Sorted(); len(wrong) == 1 && wrong[0].Pos == f.value.at.In(d.file) && wrong[0].Fix.New != "" {
		if typed, ok := d.typed(f, wrong[0].Fix.Old); ok {
			fix := diag.Fix{Old: typed, New: near + ": " + wrong[0].Fix.New, Guess: wrong[0].Fix.Guess}
			if d.foreign != nil { // whose problem is told with those of other files
				if last := len(*d.foreign) - 1; last >= 0 && (*d.foreign)[last].at == f.at.In(d.file) {
					(*d.foreign)[last].fix, (*d.foreign)[last].value = fix, inner.problems
					return
				}
			}
			d.problems.Both(fix)
			return
		}
	}
	d.problems.Merge(inner.problems)
}

// typed is a field as it stands in its line, if its value is a text without quotes.
func (d *decoder) typed(f *field, text string) (string, bool) {
	line := []rune(string(lineOf(d.source, int(f.at.Line)-d.first+1)))
	from, to := int(f.at.Col)-1, int(f.value.at.Col)-1+len([]rune(text))
	if f.at.Line != f.value.at.Line || to > len(line) || from >= to || !strings.HasSuffix(string(line[from:to]), text) {
		return "", false
	}
	return string(line[from:to]), true
}

// cut reports a key without a value, field i, that is the end of the value before it:
// what follows a comma in a group { … }. The first of several speaks for all.
func (d *decoder) cut(n *node, i int, s *shape) bool {
	rest := func(i int) bool {
		f := &n.fields[i]
		return f.value.empty() && s.fields[f.key].index == nil && f.at.Line == n.fields[i-1].at.Line
	}
	first, last := i, i
	for first > 1 && rest(first-1) {
		first--
	}
	before := &n.fields[first-1]
	text := before.value.text
	if before.value.kind != scalar || text == "" || before.at.Line != n.fields[i].at.Line {
		return false
	}
	if first < i {
		return true // told of the first
	}
	for last+1 < len(n.fields) && rest(last+1) {
		last++
	}
	f := &n.fields[i]
	line := []rune(string(lineOf(d.source, int(f.at.Line)-d.first+1)))
	from, to := int(before.value.at.Col)-1, int(n.fields[last].at.Col)-1+utf8.RuneCountInString(n.fields[last].key)
	typed := ""
	if before.value.at.Line == f.at.Line && from < to && to <= len(line) {
		typed = string(line[from:to])
	}
	wrong, at := "la virgule coupe la valeur de « %s »", before.value.at
	switch {
	case !strings.HasPrefix(typed, text): // it has quotes already
		d.wrong(f.at, "cle-inconnue", "mettez toute la valeur entre les mêmes guillemets", wrong, before.key)
	case figured.MatchString(typed):
		no := numberForm.Refuse(typed)
		mend := func(p *diag.Problem) {
			if p.Hint, p.Fix = no.Remedy(before.key+": "), (diag.Fix{}); no.Write != "" {
				p.Fix = diag.Fix{Old: typed, New: no.Write, Guess: true}
			}
		}
		if !d.problems.Amend(at.In(d.file), "valeur", mend) {
			d.wrong(at, "cle-inconnue", "", wrong, before.key)
			d.problems.Amend(at.In(d.file), "cle-inconnue", mend)
		}
	default:
		d.wrong(at, "cle-inconnue", "mettez toute la valeur entre guillemets : "+before.key+": "+inQuotes(typed), wrong, before.key)
		d.problems.Guess(typed, inQuotes(typed))
	}
	return true
}

// figured matches a number with what parts its thousands and its decimals.
var figured = regexp.MustCompile(`^[+-]?\d[\d\s.,]*$`)

// number reports whether a text is figures and nothing else.
func number(s string) bool { return strings.Trim(s, "0123456789") == "" }

func (d *decoder) freeKey(f *field, into reflect.Value) {
	if into.IsNil() {
		into.Set(reflect.MakeMap(into.Type()))
	}
	v := reflect.New(into.Type().Elem()).Elem()
	d.value(f.key, &f.value, v)
	if f.value.kind == mapping {
		if at := shapeOf(v.Type()).at; at != nil {
			v.FieldByIndex(at).Set(reflect.ValueOf(f.at)) // the key tells more than the brace
		}
	}
	into.SetMapIndex(reflect.ValueOf(f.key), v)
}

// value fills v, of any supported type, from n.
func (d *decoder) value(key string, n *node, v reflect.Value) {
	s, ok := v.Addr().Interface().(Scalar)
	if n.lost && n.kind == scalar {
		if ok {
			s.SetAt(n.at) // it is not absent
		}
		return
	}
	if ok {
		d.scalar(key, n, s)
		return
	}
	switch t := v.Type(); {
	case t.Kind() == reflect.Slice:
		d.list(key, n, v)
	case t.Kind() == reflect.Struct:
		if write, whole := asOneGroup(n.text, t); n.kind == scalar && write != "" {
			typed := d.tail(n.at)
			d.wrong(n.at, "type", diag.Instead(key+": "+write), "« %s » attend un groupe de clés, pas %s", key, n.kind)
			if whole && typed == n.text {
				d.problems.Guess(typed, write)
			}
			return
		}
		if n.kind != mapping {
			d.wrong(n.at, "type", fmt.Sprintf("clés possibles : %s", strings.Join(shapeOf(t).keys, ", ")),
				"« %s » attend un groupe de clés, pas %s", key, n.kind)
			return
		}
		d.mapping(n, v)
		if t, ok := v.Addr().Interface().(Tidier); ok {
			t.Tidy(func(at At, no *Refusal) { d.wrong(at, "valeur", no.Remedy(""), "« %s » : %s", key, no.Wrong) })
		}
	default:
		panic("content: field of unsupported type " + t.String())
	}
}

// A Tidier is a group that reads the keys that an editor chose, once it is filled. It
// tells what is wrong with some.
type Tidier interface {
	Tidy(refuse func(at At, no *Refusal))
}

func (d *decoder) list(key string, n *node, v reflect.Value) {
	if n.kind == scalar && !d.required && when.Unknown(Fold(n.text)) {
		d.wrong(n.at, "type", leftOut(key, n.text), "« %s » attend une liste, pas %s", key, n.kind)
		return
	}
	if n.kind != sequence {
		hint, write := listHint(key, n, v.Type().Elem())
		if write != "" && !strings.Contains(d.tail(n.at), n.text) { // it stands on several lines
			hint, write = eachLine, ""
		}
		d.wrong(n.at, "type", hint, "« %s » attend une liste, pas %s", key, n.kind)
		d.problems.Guess(n.text, write)
		if write == "" {
			return
		}
		at, meant := n.at, parseYAML([]byte(key+": "+write), d.file, 1, nil, new(diag.List))
		n = &meant.fields[0].value // so that what follows from it is told in the same run
		n.place(at)
	}
	if v.Type().Elem() == reflect.TypeFor[Text]() && d.separated(key, n) {
		return
	}
	out := reflect.MakeSlice(v.Type(), 0, len(n.items))
	for i := range n.items {
		if item := &n.items[i]; item.kind != scalar || !item.empty() && !item.lost {
			e := reflect.New(v.Type().Elem()).Elem()
			if e.Kind() == reflect.Struct && !item.lost {
				if meant, ok := d.item(key, item, e.Type()); ok && meant == nil {
					continue
				} else if ok {
					item = meant
				}
			}
			d.value(key, item, e)
			out = reflect.Append(out, e)
		}
	}
	v.Set(out)
}

// separated reports a list of texts that are not separated as YAML has it: « [a ; b] », or
// a comma at the end of lines.
func (d *decoder) separated(key string, n *node) bool {
	if len(n.items) == 1 && n.items[0].kind == scalar && strings.HasPrefix(d.tail(n.at), "["+n.items[0].text) && strings.Contains(n.items[0].text, ";") {
		item := &n.items[0]
		write := strings.Join(commas.Split(item.text, -1), ", ")
		d.wrong(item.at, "type", diag.Instead(key+": ["+write+"]"), "les éléments d'une liste [ … ] se séparent par des virgules")
		d.problems.Guess(item.text, write)
		return true
	}
	var edits []diag.Edit
	for i := range n.items {
		item := &n.items[i]
		if bare := strings.TrimRight(item.text, ",; "); item.kind == scalar && !item.lost && bare != item.text && bare != "" && d.tail(item.at) == item.text {
			edits = append(edits, diag.Edit{Pos: item.at.In(d.file), Old: item.text, New: bare})
			item.text = bare
		}
	}
	if len(edits) > 0 {
		first := edits[0]
		d.problems.Erreur(first.Pos, "type", diag.Instead("- "+first.New), "« %s » : « %s » serait publié à la fin de l'élément", key, strings.TrimSpace(strings.TrimPrefix(first.Old, first.New)))
		hint := diag.Instead("- " + first.New)
		if len(edits) > 1 {
			hint += ", et de même pour les éléments qui suivent"
		}
		d.problems.Mend(hint, diag.Fix{Old: first.Old, New: first.New, Guess: true, Also: edits[1:]})
	}
	return false
}

const eachLine = "commencez chaque ligne par un tiret suivi d'une espace : « - … »"

// listHint says how to write a list of what n holds, and what to write in place of its
// text, if that is all.
func listHint(key string, n *node, of reflect.Type) (hint, write string) {
	text := strings.TrimSpace(n.text)
	switch first, _ := utf8.DecodeRuneInString(text); {
	case n.kind == mapping && len(shapeOf(of).keys) > 0 && len(n.fields) > 0:
		first := *n
		first.fields = n.fields[:1]
		if text, ok := typedItem(&first, shapeOf(of)); ok {
			group, _ := asGroup(text, of)
			return "commencez chaque ligne par un tiret, ainsi : « - " + group + " »", ""
		}
		return "commencez chaque élément par un tiret, ainsi : « - " + n.fields[0].key + ": … »", ""
	case n.kind != scalar:
		return "commencez chaque élément par un tiret", ""
	case strings.ContainsRune("-–—•*·", first):
		return eachLine, ""
	case len(shapeOf(of).keys) == 0:
		items := enumerated(text)
		for i, item := range items {
			items[i] = InYAML(unwrapped(item), true)
		}
		write = "[" + strings.Join(items, ", ") + "]"
		return diag.Instead(key + ": " + write), write
	}
	group, whole := asGroup(text, of)
	if pieces := commas.Split(text, -1); !whole && len(pieces) > 1 {
		whole = true
		for i, piece := range pieces {
			ok := false
			pieces[i], ok = asGroup(piece, of)
			whole = whole && ok
		}
		if whole {
			group = strings.Join(pieces, ", ")
		}
	}
	write = "[" + group + "]"
	hint = diag.Instead(key + ": " + write)
	if !whole { // there is something left to find out
		write = ""
	}
	return hint, write
}

var (
	// commas stand between the items of a list, and so does « et » where all of them are
	// names of files or initials: it may well be a part of other names.
	commas = regexp.MustCompile(`\s*[,;]\s*`)
	ands   = regexp.MustCompile(`\s*[,;]\s*|\s+(?:et|&)\s+`)
	name   = regexp.MustCompile(`^(?:[a-z0-9]+(?:-[a-z0-9]+)*|\p{Lu}+)$`)
)

// enumerated cuts the text of a list.
func enumerated(text string) []string {
	if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") {
		text = strings.TrimSuffix(inner, ")")
	}
	items := ands.Split(text, -1)
	if slices.ContainsFunc(items, func(s string) bool { return s != "" && !name.MatchString(s) }) {
		items = commas.Split(text, -1)
	}
	return slices.DeleteFunc(items, func(s string) bool { return s == "" })
}

// text returns the text of a scalar, white space folded.
func (d *decoder) text(key string, n *node) (string, bool) {
	if n.kind != scalar {
		hint := "une seule valeur, sans tiret ni crochets"
		typed, write := d.tail(n.at), ""
		switch one := len(n.fields) == 1 && n.fields[0].value.kind == scalar; {
		case n.kind == sequence && len(n.items) == 1 && n.items[0].kind == scalar && strings.HasPrefix(typed, "["):
			write = n.items[0].text
		case n.kind == sequence:
		case one && strings.HasPrefix(typed, "{") && n.fields[0].value.null:
			write = n.fields[0].key
		case one && n.fields[0].value.at.Line == n.at.Line, strings.HasPrefix(typed, "{"):
			write = inQuotes(typed)
		default:
			hint = "écrivez la valeur sur la ligne de sa clé"
		}
		if write != "" {
			hint = diag.Instead(write)
		}
		d.wrong(n.at, "type", hint, "« %s » attend un texte, pas %s", key, n.kind)
		d.problems.Guess(typed, write)
		return "", false
	}
	before := rune(0)
	for _, r := range n.text {
		if unwanted(r) || joins(r, before) {
			d.wrong(n.at, "caractere-de-controle", "effacez-le et tapez de nouveau le texte",
				"« %s » contient un caractère invisible interdit (U+%04X)", key, r)
			return "", false
		}
		before = r
	}
	if bare, ok := unquoted(n.text); ok {
		d.wrong(n.at, "valeur", diag.Instead(`"`+bare+`"`)+", ou la valeur sans guillemets", "« %s » : des guillemets courbes feraient partie du texte", key)
		if !strings.ContainsAny(bare, "\"\\\n") {
			d.problems.Fix(n.text, `"`+bare+`"`)
		}
		return "", false
	}
	return strings.Join(strings.Fields(n.text), " "), true
}

// unquoted takes away the curly quotes that a word processor types in place of "…".
func unquoted(s string) (bare string, ok bool) {
	if s, ok = strings.CutPrefix(s, "“"); !ok {
		return "", false
	}
	bare, after, ok := strings.Cut(s, "”")
	return bare, ok && after == ""
}

func (d *decoder) scalar(key string, n *node, v Scalar) {
	s, ok := d.text(key, n)
	if !ok || s == "" {
		return
	}
	v.SetAt(n.at)
	d.figures = d.figures || strings.Contains(s, "{{")
	if t, plain := v.(*Text); plain {
		if n.beside { // « Projet # 1 »: a comment stands further away, or alone
			y := yamlReader{file: d.file, shift: d.first - 1, typed: d.source, data: d.source, problems: d.problems}
			y.hidden(int(n.at.Line) - y.shift)
			return
		}
		if strings.Contains(s, langOpening) {
			d.spoken(key, n, t, s)
			return
		}
		d.signs(key, n, s)
	}
	no := Read(v, s)
	if no == nil {
		return
	}
	switch {
	case no.Unknown && d.required:
		no.Hint = "cette clé est obligatoire : donnez sa valeur, ou retirez tout l'élément"
	case no.Unknown:
		no.Hint = leftOut(key, s)
	}
	form, before := v.Form(), ""
	code := "valeur"
	if form == &dateForm {
		code = "date" // which has a rule of its own
	}
	message := fmt.Sprintf("« %s » : %s", key, no.Wrong)
	if form.Awaits != "" {
		message, before = fmt.Sprintf("« %s » attend %s, pas « %s »", key, form.Awaits, s), key+": "
	}
	d.wrong(n.at, code, no.Remedy(before), "%s", message)
	if d.problems.Guess(s, no.Write); no.Sure {
		d.problems.Fix(s, no.Write)
	}
	if no.Write != "" {
		_ = Read(v, no.Write) // so that what follows from it is told in the same run
	}
}

// leftOut tells to leave out a key whose value is not known.
func leftOut(key, text string) string {
	return fmt.Sprintf("retirez « %s: %s » : ce qui n'est pas connu est laissé de côté", key, text)
}

// SetAt sets the place of a value that reads itself; see Scalar.
func (a *At) SetAt(at At) { *a = at }
