package edit

import (
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
)

// This file holds what is meant: outlines that are changed as texts are.

// same reports whether two outlines say the same, wherever it stands. The order of keys
// in a group says nothing.
func same(a, b content.Outline) bool {
	if a.Group != b.Group || a.List != b.List || a.Null != b.Null || a.Text != b.Text || len(a.Keys) != len(b.Keys) {
		return false
	}
	for _, k := range a.Keys {
		other := keyOf(&b, k.Name)
		if other == nil || !same(k.Value, *other) {
			return false
		}
	}
	return slices.EqualFunc(a.Items, b.Items, same)
}

func keyOf(o *content.Outline, name string) *content.Outline {
	for i := range o.Keys {
		if o.Keys[i].Name == name {
			return &o.Keys[i].Value
		}
	}
	return nil
}

func clone(o content.Outline) content.Outline {
	o.Keys, o.Items = slices.Clone(o.Keys), slices.Clone(o.Items)
	for i := range o.Keys {
		o.Keys[i].Value = clone(o.Keys[i].Value)
	}
	for i := range o.Items {
		o.Items[i] = clone(o.Items[i])
	}
	return o
}

// at is what a path leads to, or nil.
func at(o *content.Outline, path []any) *content.Outline {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			if o = keyOf(o, step); o == nil {
				return nil
			}
		case int:
			if step < 0 || step >= len(o.Items) {
				return nil
			}
			o = &o.Items[step]
		}
	}
	return o
}

// assign puts a value at a path. It reports false when what the path leads through is
// not there.
func assign(o *content.Outline, path []any, value content.Outline) bool {
	if there := at(o, path); there != nil {
		*there = value
		return true
	}
	last := len(path) - 1
	key, ok := path[last].(string)
	group := at(o, path[:last])
	if !ok || group == nil || !group.Group {
		return false
	}
	group.Keys = append(group.Keys, content.Keyed{Name: key, Value: value})
	return true
}

// remove takes away what a path leads to.
func remove(o *content.Outline, path []any) {
	last := len(path) - 1
	parent := at(o, path[:last])
	switch step := path[last].(type) {
	case string:
		parent.Keys = slices.DeleteFunc(parent.Keys, func(k content.Keyed) bool { return k.Name == step })
	case int:
		parent.Items = slices.Delete(parent.Items, step, step+1)
	}
}

func outlineOf(entry any) content.Outline {
	e, ok := entry.(Entry)
	if !ok {
		return content.Outline{Text: entry.(string)}
	}
	o := content.Outline{Group: true}
	for _, p := range e {
		o.Keys = append(o.Keys, content.Keyed{Name: p[0], Value: content.Outline{Text: p[1]}})
	}
	return o
}
