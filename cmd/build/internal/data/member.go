package data

import (
	"reflect"
	"strconv"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A member is a field of a struct that is published: a key that an editor types, or
// one that only the data has. Its tag cle gives its name, and « requis » when it is
// always there; its tag donnee what roadmap/fields.go says.
type member struct {
	key    string
	name   []byte // "key":, as JSON has it
	of     string // the struct that has it: champs.md may say what the key means there
	as     string // the tag donnee
	always bool   // written even when it is absent
	typ    reflect.Type
	index  []int // of the field in the struct
	shape  shape
	form   *content.Form // of a single value; nil for a text of any form
	within []member      // those of a group
	item   *member       // what a list or a map holds

	tell func(roadmap.Periode) string // what the data say of the période in the field, beside what was typed; nil for its value
}

// A shape is what the value of a member is made of.
type shape uint8

const (
	single shape = iota
	group        // a struct that has members
	list
	free // a struct whose keys are an editor's
)

var known sync.Map // reflect.Type → []member

// membersOf returns the members of a struct, in the order in which they are written:
// what names an item, the keys that all pages have, then its own.
func membersOf(t reflect.Type) []member {
	if all, ok := known.Load(t); ok {
		return all.([]member)
	}
	var parts [3][]member
	for _, f := range reflect.VisibleFields(t) {
		key, option, _ := strings.Cut(f.Tag.Get("cle"), ",")
		m := member{key: key, name: []byte(strconv.Quote(key) + ":"), as: f.Tag.Get("donnee"), typ: f.Type, index: f.Index}
		if key == "" || m.as == "-" {
			continue
		}
		declared, i := t, 2
		if n := len(f.Index) - 1; n > 0 {
			declared = t.FieldByIndex(f.Index[:n]).Type
		}
		switch declared {
		case reflect.TypeFor[Ident]():
			i = 0
		case reflect.TypeFor[roadmap.Common]():
			i = 1
		default:
			declared = t
		}
		m.of, m.always = fields.NameOf(declared), option == "requis" || m.as == "toujours"
		m.look()
		parts[i] = append(parts[i], m)
		if m.typ == reflect.TypeFor[roadmap.Periode]() {
			parts[i] = append(parts[i], m.told("_libelle", reflect.TypeFor[string](), roadmap.Periode.String), m.told("_fin", reflect.TypeFor[content.Date](), lastDay))
		}
	}
	all, _ := known.LoadOrStore(t, append(append(parts[0], parts[1]...), parts[2]...))
	return all.([]member)
}

// look finds what the values of the member's type are made of.
func (m *member) look() {
	if m.form = content.FormOf(m.typ); m.form != nil {
		return
	}
	switch m.typ.Kind() {
	case reflect.Slice, reflect.Map:
		m.shape, m.item = list, &member{as: m.as, typ: m.typ.Elem()}
		m.item.look()
	case reflect.Struct:
		m.shape, m.within = group, membersOf(m.typ)
		if m.within[0].key == "*" {
			m.shape, m.item = free, m.within[0].item
		}
	}
}

// told is a member that says something of the période of another.
func (m member) told(suffix string, typ reflect.Type, tell func(roadmap.Periode) string) member {
	m.key += suffix
	m.name, m.of, m.typ, m.tell = []byte(strconv.Quote(m.key)+":"), "", typ, tell
	m.look()
	return m
}

func lastDay(p roadmap.Periode) string { return p.Last.ISO() }

// plain is a single value, "" when it is absent.
func (m *member) plain(v reflect.Value) (s string) {
	x := v.Addr().Interface()
	if m.tell != nil {
		return m.tell(*x.(*roadmap.Periode))
	}
	switch x := x.(type) {
	case content.Scalar:
		if s = x.Published(); s == "" && m.as == "drapeau" {
			s = "false"
		}
	case *string:
		s = *x
	case *int:
		s = strconv.Itoa(*x)
	}
	return s
}

// kind is the type of a single value in JSON Schema and in Table Schema.
func (m *member) kind() string {
	switch {
	case m.typ == reflect.TypeFor[content.Count](), m.typ.Kind() == reflect.Int:
		return "integer"
	case m.typ == reflect.TypeFor[content.Number](), m.typ == reflect.TypeFor[content.Percent]():
		return "number"
	case m.typ == reflect.TypeFor[content.Bool]():
		return "boolean"
	}
	return "string"
}
