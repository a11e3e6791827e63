package content

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/when"
)

// This file reads what people type where a list wants groups of keys: a line of text,
// « Ouverture : juin 2024 », and a list whose own key is lost.

var (
	// webAddress matches an address in a text.
	webAddress = regexp.MustCompile(`https?://[^\s<>"»)\]]+`)
	// separators stand between the parts of an item: « Ouverture : juin 2024 ».
	separators = regexp.MustCompile(`\s+[-–—:=|→]\s+|:\s+|:$|\s*[;,()|]\s*|\]\(`)
)

// asGroup writes a text as a group of the keys of a type, { … }, each of its parts under
// the key that takes it. whole is false when something is left to find out.
func asGroup(text string, of reflect.Type) (write string, whole bool) {
	s := shapeOf(of)
	values, hole := map[string]string{}, false
	_, dated := s.fields["date"]
	asksDay := func(part string) bool { // it is a période where a day is wanted
		r := when.Read(Fold(part))
		return dated && r.State == when.Clear && !dateForm.Accepts(r.Text)
	}
	take := func(part string, keys []string) bool {
		if day := new(Date); dated && s.fields["date"].required && values["date"] == "" { // before any période
			switch no := Read(day, part); {
			case no == nil:
				values["date"] = part
				return true
			case no.Write != "":
				values["date"] = no.Write
				return true
			case asksDay(part):
				values["date"], hole = when.Read(Fold(part)).Text+"-…", true
				return true
			}
		}
		for _, key := range slices.Backward(keys) { // of two périodes, the échéance first
			v := reflect.New(of.FieldByIndex(s.fields[key].index).Type)
			scalar, ok := v.Interface().(Scalar)
			if _, plain := scalar.(*Text); !ok || plain || values[key] != "" {
				continue
			}
			if _, number := v.Interface().(*Number); number && (!s.fields[key].required || asksDay(part)) {
				continue // it may be no target; 2024 is a year
			}
			form := scalar.Form()
			if form.Words != nil && !form.means(part) || form == &boolForm {
				continue
			}
			if key == "atteint_le" { // nobody says that it is
				continue
			}
			no := Read(scalar, part)
			switch {
			case no == nil:
				values[key] = InYAML(part, true)
			case no.Write != "":
				values[key] = no.Write
			default:
				continue
			}
			return true
		}
		for _, key := range keys {
			t := of.FieldByIndex(s.fields[key].index).Type
			switch day := t == reflect.TypeFor[Date](); {
			case values[key] != "":
			case day && asksDay(part):
				values[key], hole = when.Read(Fold(part)).Text+"-…", true
				return true
			case t.Kind() == reflect.Slice && numberIn(part) != "" && shapeOf(t.Elem()).fields["valeur"].required:
				values[key], hole = "[{date: …, valeur: "+numberIn(part)+"}]", true
				return true
			}
		}
		return false
	}
	rest := text
	if m := task.FindStringSubmatch(text); m != nil && slices.Contains(s.keys, "atteint") {
		values["atteint"], rest = strconv.FormatBool(m[1] != " "), text[len(m[0]):]
	} else if slices.Contains(s.keys, "echeance") { // a number is no part of it
		rest = numbered.ReplaceAllString(text, "")
	}
	rest = dayFirst.ReplaceAllString(rest, "$0| ") // « 2024-06-14 achevé »
	if at := webAddress.FindStringIndex(text); at != nil && slices.Contains(s.keys, "url") {
		values["url"] = InYAML(text[at[0]:at[1]], true)
		rest = text[:at[0]] + " | " + text[at[1]:]
	}
	var words []string
	for _, part := range separators.Split(rest, -1) {
		part = strings.Trim(part, " \u00a0\u202f[]<>«»")
		if part != "" && !take(part, s.keys) {
			words = append(words, part)
		}
	}
	whole = len(words) <= 1 || len(values) <= 1 // else there are several items in it
	for _, key := range s.keys {
		f := s.fields[key]
		if of.FieldByIndex(f.index).Type == reflect.TypeFor[Text]() && values[key] == "" && len(words) > 0 && (f.required || key == "note") {
			values[key], words = inQuotes(strings.Join(words, ", ")), nil
		}
	}
	var parts []string
	for _, key := range s.keys {
		needed := s.fields[key].required || key == "echeance" && !dated
		switch {
		case values[key] != "":
			parts = append(parts, key+": "+values[key])
		case needed:
			parts = append(parts, key+": …")
			whole = false
		}
	}
	return "{" + strings.Join(parts, ", ") + "}", whole && !hole && len(words) == 0
}

var (
	// pictured matches an image, or a link, of Markdown.
	pictured = regexp.MustCompile(`^!?\[([^\[\]]*)\]\(([^()\s]+)\)$`)
	// task matches the box of a list of tasks, and numbered the number of an item.
	task     = regexp.MustCompile(`^\[([ xX])\]\s+`)
	numbered = regexp.MustCompile(`^\d{1,2}[.)]\s+`)
	// dayFirst matches a day that begins an item.
	dayFirst = regexp.MustCompile(`^(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})\s+`)
	// fileName matches the path of a file.
	fileName = regexp.MustCompile(`^[^\s,:]+\.[A-Za-z]{3,4}$`)
)

// asOneGroup writes a text as the group of the keys of a type that takes it, "" where
// none does. whole is false when something is left to find out.
func asOneGroup(text string, of reflect.Type) (write string, whole bool) {
	s := shapeOf(of)
	if slices.Contains(s.keys, "fichier") {
		if m := pictured.FindStringSubmatch(text); m != nil && m[1] != "" {
			return "{fichier: " + InYAML(m[2], true) + ", alternative: " + InYAML(m[1], true) + "}", true
		} else if m != nil {
			text = m[2]
		}
		if fileName.MatchString(text) {
			return "{fichier: " + InYAML(text, true) + ", alternative: …}", false
		}
		return "", false
	}
	for _, key := range s.keys {
		if v, ok := reflect.New(of.FieldByIndex(s.fields[key].index).Type).Interface().(Scalar); ok && v.Form().Format != "" && Read(v, text) == nil {
			return "{" + key + ": " + InYAML(text, true) + "}", true
		}
	}
	if !slices.Contains(s.keys, "nom") || strings.TrimSpace(text) == "" {
		return "", false
	}
	if name, address, ok := strings.Cut(text, ", "); ok && slices.Contains(s.keys, "adresse") {
		return "{nom: " + InYAML(name, true) + ", adresse: " + InYAML(address, true) + "}", true
	}
	return "{nom: " + InYAML(text, true) + "}", true
}

// keyWord matches what a key may be.
var keyWord = regexp.MustCompile(`^[a-z_]+$`)

// typedItem is what an item of a list of groups says, if somebody typed a text there:
// « Ouverture : juin 2024 » has one key, which is none of a type.
func typedItem(n *node, s *shape) (text string, ok bool) {
	switch {
	case n.kind == scalar:
		return strings.TrimSpace(n.text), n.text != ""
	case n.kind == mapping && len(n.fields) == 1 && n.fields[0].value.kind == scalar && n.fields[0].value.text != "":
		f := n.fields[0]
		near := diag.Nearest(Fold(f.key), s.keys)
		return f.key + " : " + f.value.text, near == "" && s.fields[f.key].index == nil
	}
	return "", false
}

// item reports a text that stands in the place of a group of keys, and gives what was
// most likely meant. It reports false when n is no such text.
func (d *decoder) item(key string, n *node, of reflect.Type) (meant *node, ok bool) {
	s := shapeOf(of)
	text, ok := typedItem(n, s)
	if !ok || len(s.keys) == 0 {
		return nil, false
	}
	write, whole := asGroup(text, of)
	if n.kind == mapping && keyWord.MatchString(n.fields[0].key) && strings.Count(write, ": ") == 1 { // a key that is misspelt
		return nil, false
	}
	typed := d.tail(n.at)
	d.wrong(n.at, "type", diag.Instead("- "+write), "« %s » attend un groupe de clés à chaque tiret, pas un texte", key)
	same := func(s string) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(strings.Trim(s, "{}"), ":", " : ")), " ")
	}
	if !whole || same(typed) != same(text) {
		return nil, true
	}
	d.problems.Guess(typed, write)
	root := parseYAML([]byte(key+": "+write), d.file, 1, nil, new(diag.List))
	if len(root.fields) == 0 {
		return nil, true
	}
	meant = &root.fields[0].value
	meant.place(n.at)
	return meant, true
}

// maxLines is how many lines that have no dash are told under one list.
const maxLines = 20

// undashed reports a line that is meant for the list of groups above it, and has no dash:
// « Ouverture : juin 2024 » under « jalons: ». of is the type of the whole.
func (d *decoder) undashed(n *node, i int, s *shape, of reflect.Type) bool {
	f, above := &n.fields[i], i-1
	for above >= 0 && i-above < maxLines && s.fields[n.fields[above].key].index == nil {
		above--
	}
	if above < 0 || i-above == maxLines || f.value.kind != scalar || f.value.text == "" || diag.Nearest(Fold(f.key), s.keys) != "" {
		return false
	}
	list := &n.fields[above]
	t := of.FieldByIndex(s.fields[list.key].index).Type
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct || len(shapeOf(t.Elem()).keys) == 0 {
		return false
	}
	write, whole := asGroup(f.key+" : "+f.value.text, t.Elem())
	if !whole && !list.value.empty() { // the key may be unknown, and no more
		return false
	}
	d.wrong(f.at, "cle-inconnue", "mettez un tiret devant chacune de ses lignes : « - "+write+" »", "« %s » est une liste", list.key)
	return true
}

// place gives a node and all that it holds one place.
func (n *node) place(at At) {
	n.at = at
	for i := range n.fields {
		n.fields[i].at = at
		n.fields[i].value.place(at)
	}
	for i := range n.items {
		n.items[i].place(at)
	}
}

// tail is what a line says from a place on.
func (d *decoder) tail(at At) string {
	line := []rune(string(lineOf(d.source, int(at.Line)-d.first+1)))
	return strings.TrimRight(string(line[min(int(at.Col)-1, len(line)):]), " \t")
}

// keyless finds, in a list of groups, the first that cannot be one of its own: the key of
// another list is lost above it. keys are those that it may be, of the group that the
// list is part of.
func (s *shape) keyless(n *node, list reflect.Type, of reflect.Type, has func(string) bool) (at int, keys []string) {
	own := shapeOf(list)
	for i := range n.items {
		item := &n.items[i]
		if i == 0 || item.kind != mapping || len(item.fields) < 2 || item.within(own) {
			continue
		}
		for _, key := range s.keys {
			t := of.FieldByIndex(s.fields[key].index).Type
			if t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && !has(key) && len(shapeOf(t.Elem()).keys) > 0 && item.within(shapeOf(t.Elem())) {
				keys = append(keys, key)
			}
		}
		if len(keys) > 0 {
			return i, keys
		}
	}
	return 0, nil
}

// within reports whether all keys of a group are those of a type.
func (n *node) within(s *shape) bool {
	for _, f := range n.fields {
		if s.fields[f.key].index == nil {
			return false
		}
	}
	return true
}

// lostKey reports that the key of a list is lost above one of its items.
func (d *decoder) lostKey(item *node, under At, keys []string) {
	line := string(lineOf(d.source, int(item.at.Line)-d.first+1))
	d.wrong(item.at, "yaml-liste", addKey(keys), "cette liste n'a pas de clé")
	if len(keys) == 1 {
		d.problems.Guess(line, strings.Repeat(" ", int(under.Col)-1)+keys[0]+":\n"+line)
	}
}
