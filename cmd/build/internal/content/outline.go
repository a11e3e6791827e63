package content

import (
	"reflect"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// An Outline is a YAML value as its editor typed it, with its place: what package edit
// finds its way by in front matter.
type Outline struct {
	At                At
	Group, List, Null bool    // else it is a text; Null is none at all: empty, ~ or null
	Text              string  // of a text, as it is read
	Keys              []Keyed // of a group
	Items             []Outline
}

// A Keyed is a key of a group, its place, and its value.
type Keyed struct {
	Name  string
	At    At
	Value Outline
}

// OutlineOf reads the front matter of a page, or the whole of site.yaml, whose keys are
// those of matter, a pointer to one of the structs of Types. Places are those in text,
// whose lines may end with CRLF. What is wrong with the YAML is returned: an outline with
// problems is not all that was typed.
func OutlineOf(file string, text []byte, matter any) (Outline, []diag.Problem) {
	var p diag.List
	front, line := normal(text), 1
	if file != SitePath {
		front, _, line, _ = cut(front, file, Keys(matter), &p)
	}
	root := parseYAML(front, file, line, reflect.TypeOf(matter), &p)
	return root.outline(), p.Sorted()
}

// KeysIn returns the keys that a group in front matter may have, in their order: that of
// matter itself, or the one to which a path of keys leads.
func KeysIn(matter any, path ...string) []string {
	t := reflect.TypeOf(matter).Elem()
	for _, key := range path {
		f, ok := shapeOf(t).fields[key]
		if !ok {
			return nil
		}
		if t = t.FieldByIndex(f.index).Type; t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil
		}
	}
	return shapeOf(t).keys
}

func (n *node) outline() Outline {
	o := Outline{At: n.at, Group: n.kind == mapping, List: n.kind == sequence, Null: n.null, Text: n.text}
	for i := range n.fields {
		f := &n.fields[i]
		o.Keys = append(o.Keys, Keyed{f.key, f.at, f.value.outline()})
	}
	for i := range n.items {
		o.Items = append(o.Items, n.items[i].outline())
	}
	return o
}
