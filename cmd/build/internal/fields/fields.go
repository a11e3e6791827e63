// Package fields says what each key of a page and of site.yaml means, to people
// and to programs. The keys are those of the structs that the checks read
// (package roadmap); what they mean stands in champs.md. Help and models of new
// pages (help.go) and JSON Schema (schema.go) come from the two.
package fields

import (
	"cmp"
	_ "embed" // for champs.md
	"reflect"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

//go:embed champs.md
var page string

// Kinds are what front matter can be about, and site.yaml: what a command takes
// as TYPE.
var Kinds = func() (words []string) {
	for k := range content.NumKinds {
		words = append(words, k.String())
	}
	return append(words, site)
}()

const site = "site" // the word for site.yaml

// A Field is a key, and what it means.
type Field struct {
	Key      string
	Required bool
	Meaning  string // one French sentence
	Example  string // a value, as it is typed
	Type     reflect.Type
}

// structOf returns the struct that holds the keys of a kind.
func structOf(kind string) reflect.Type {
	types := roadmap.Types()
	if k, ok := content.KindNamed(kind); ok {
		return reflect.TypeOf(types.Matter(k)).Elem()
	}
	return reflect.TypeOf(types.Site()).Elem()
}

// Of returns the keys of a kind, in the order in which people need them: those that matter
// first, then the others.
func Of(kind string) []Field {
	_, line, _ := strings.Cut(page, "\n- "+kind+" : ")
	line, _, _ = strings.Cut(line, "\n")
	keys, first := of(structOf(kind)), strings.Split(line, ", ")
	rank := func(f Field) int {
		if i := slices.Index(first, f.Key); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(keys, func(a, b Field) int { return cmp.Compare(rank(a), rank(b)) })
	return keys
}

// of returns the keys of a struct, in their order.
func of(t reflect.Type) []Field {
	var list []Field
	for _, f := range reflect.VisibleFields(t) {
		key, option, _ := strings.Cut(f.Tag.Get("cle"), ",")
		if key == "" || key == "*" {
			continue
		}
		m := meaningOf(NameOf(t), key)
		list = append(list, Field{key, option == "requis", m.says, m.example, f.Type})
	}
	return list
}

// within returns the struct whose keys a value holds, if it holds any: that of a
// group, of each item of a list, or of each key that an editor chooses.
func within(t reflect.Type) (reflect.Type, bool) {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	if v := free(t); v != nil && v.Kind() == reflect.Struct {
		t = v
	}
	return t, len(of(t)) > 0
}

// free returns what the keys that an editor chooses in a group hold, or nil.
func free(t reflect.Type) reflect.Type {
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("cle") == "*" {
			return f.Type.Elem()
		}
	}
	return nil
}

// NameOf is what a struct is called in champs.md and in schemas.
func NameOf(t reflect.Type) string { return strings.TrimSuffix(t.Name(), "Fields") }

type meaning struct{ says, example string }

// Meaning says in one French sentence what a key means in a group, or a member or a
// column of that name in the data.
func Meaning(group, key string) string { return meaningOf(group, key).says }

// Example is what a new page shows of a key that all groups share.
func Example(key string) string { return meanings()[key].example }

func meaningOf(group, key string) meaning {
	if m, ok := meanings()[group+"."+key]; ok {
		return m
	}
	return meanings()[key]
}

// meanings are the rows of champs.md, by key.
var meanings = sync.OnceValue(func() map[string]meaning {
	all := map[string]meaning{}
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "| ")+" | ", " | ")
		if len(cells) >= 3 && strings.HasPrefix(line, "| ") {
			all[cells[0]] = meaning{cells[1], cells[2]}
		}
	}
	return all
})
