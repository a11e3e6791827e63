package data

import (
	"reflect"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// list returns the items of a level.
func (f *Feuille) list(level string) reflect.Value {
	if level == "pages" {
		return reflect.ValueOf(f.Site.Pages)
	}
	_, list := find(reflect.ValueOf(f).Elem(), level)
	return list
}

// find returns a member of a struct, and its value.
func find(v reflect.Value, key string) (*member, reflect.Value) {
	members := membersOf(v.Type())
	i := 0
	for members[i].key != key {
		i++
	}
	return &members[i], v.FieldByIndex(members[i].index)
}

// singular is the word for one item of a level: « projet », « enjeu ».
func singular(level string) string { return level[:len(level)-1] }

func whole(n int) content.Count {
	return content.Count{Number: content.Number{Set: true, V: float64(n)}}
}

// eachItem goes through those of a list of the Feuille. Like the other ways through the
// rows of a table, it reports whether yield wants more.
func eachItem(t *Table, f *Feuille, yield func(*row) bool) bool {
	list := f.list(t.Name)
	var r row
	for i := range list.Len() {
		if r.parts[what] = list.Index(i); !yield(&r) {
			return false
		}
	}
	return true
}

// held goes through what the items of the table's levels hold under its name.
func held(t *Table, f *Feuille, yield func(*row) bool) bool {
	for _, level := range t.levels {
		if !f.held(level, t.Name, yield) {
			return false
		}
	}
	return true
}

// held goes through what the items of a level hold under a key.
func (f *Feuille) held(level, key string, yield func(*row) bool) bool {
	r := row{place: Place{Niveau: singular(level)}}
	list := f.list(level)
	for i := range list.Len() {
		id, v := find(list.Index(i), "id")
		r.place.ID = id.plain(v)
		r.place.Projet = r.place.ID
		if !r.within(list.Index(i), key, yield) {
			return false
		}
	}
	return true
}

// within goes through what a struct holds under a key.
func (r *row) within(v reflect.Value, key string, yield func(*row) bool) bool {
	_, list := find(v, key)
	r.parts[where] = reflect.ValueOf(&r.place).Elem()
	for n := range list.Len() {
		r.place.Rang, r.parts[what] = whole(n+1), list.Index(n)
		if !yield(r) {
			return false
		}
	}
	return true
}

// mesures goes through the measures of indicators; one without any has a row too.
func mesures(t *Table, f *Feuille, yield func(*row) bool) bool {
	return held(t, f, func(r *row) bool {
		_, list := find(r.parts[what], "mesures")
		r.place.Mesure, r.parts[inner] = whole(0), reflect.Value{}
		if list.Len() == 0 {
			return yield(r)
		}
		for n := range list.Len() {
			r.place.Mesure, r.parts[inner] = whole(n+1), list.Index(n)
			if !yield(r) {
				return false
			}
		}
		return true
	})
}

// sources goes through those of items, then those of their jalons and indicateurs.
func sources(t *Table, f *Feuille, yield func(*row) bool) bool {
	in := func(level, key string) bool {
		return f.held(level, key, func(r *row) bool {
			of := row{place: Place{Niveau: r.place.Niveau, ID: r.place.ID, Element: strings.TrimSuffix(key, "s"), Dans: r.place.Rang}}
			return of.within(r.parts[what], "sources", yield)
		})
	}
	return held(t, f, yield) && in("projets", "jalons") && in("projets", "indicateurs") && in("missions", "indicateurs") && in("pages", "indicateurs")
}
