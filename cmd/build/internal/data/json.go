package data

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

// append writes a value as JSON, and reports whether there is anything in it.
func (m *member) append(b []byte, v reflect.Value) (_ []byte, there bool) {
	switch m.shape {
	case group:
		b = append(b, '{')
		for i := range m.within {
			in, before, has := &m.within[i], len(b), false
			b = append(comma(b), in.name...)
			if b, has = in.append(b, v.FieldByIndex(in.index)); !has && !in.always {
				b = b[:before]
			}
			there = there || has
		}
		return append(b, '}'), there
	case list:
		b = append(b, '[')
		for i := range v.Len() {
			b, _ = m.item.append(comma(b), v.Index(i))
		}
		return append(b, ']'), v.Len() > 0
	case free:
		pairs := m.pairs(v)
		b = append(b, '{')
		for _, pair := range pairs {
			b = append(append(appendText(comma(b), pair[0]), ':'), pair[1]...)
		}
		return append(b, '}'), len(pairs) > 0
	}
	s := m.plain(v)
	switch {
	case m.kind() == "string":
		return appendText(b, s), s != ""
	case s == "": // a number that must be there
		return append(b, '0'), false
	}
	return append(b, s...), s != "false" || m.as != "drapeau"
}

// comma adds one, unless a list or a group has just been opened.
func comma(b []byte) []byte {
	if last := b[len(b)-1]; last == '{' || last == '[' {
		return b
	}
	return append(b, ',')
}

// pairs are the keys that an editor chose and what each holds, by key.
func (m *member) pairs(v reflect.Value) (list [][2]string) {
	par := v.Field(0).Interface().(map[string]content.Number)
	for _, key := range slices.Sorted(maps.Keys(par)) {
		n := par[key]
		list = append(list, [2]string{key, n.Published()})
	}
	return list
}

// appendText writes a text as encoding/json does, without escapes for HTML.
func appendText(b []byte, s string) []byte {
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			var out strings.Builder
			enc := json.NewEncoder(&out)
			enc.SetEscapeHTML(false)
			_ = enc.Encode(s) // a text is always written
			return append(b, strings.TrimSuffix(out.String(), "\n")...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// A misfit is a value that has not the form that it should have.
type misfit struct {
	path string // of its member
	at   int64  // byte where it ends
}

// fill reads the next value of some JSON that is known to be correct. Members that v
// has not are skipped, as null is.
func (m *member) fill(v reflect.Value, d *json.Decoder) *misfit {
	token, _ := d.Token()
	switch {
	case token == nil:
		return nil
	case token == json.Delim('{') && m.shape == group:
		return each(d, func(key string) *misfit {
			for i := range m.within {
				if in := &m.within[i]; in.key == key {
					return in.fill(v.FieldByIndex(in.index), d)
				}
			}
			_ = d.Decode(new(json.RawMessage))
			return nil
		})
	case token == json.Delim('{') && m.shape == free:
		par := map[string]content.Number{}
		v.Field(0).Set(reflect.ValueOf(par))
		return each(d, func(key string) *misfit {
			var n content.Number
			bad := m.item.fill(reflect.ValueOf(&n).Elem(), d)
			par[key] = n
			return bad
		})
	case token == json.Delim('[') && m.shape == list:
		v.SetZero()
		for d.More() {
			v.Grow(1)
			v.SetLen(v.Len() + 1)
			if bad := m.item.fill(v.Index(v.Len()-1), d); bad != nil {
				return bad
			}
		}
		_, _ = d.Token()
		return nil
	case m.shape == single && m.set(v, token):
		return nil
	}
	return &misfit{at: d.InputOffset()}
}

// each goes through the members of an object.
func each(d *json.Decoder, one func(key string) *misfit) *misfit {
	for d.More() {
		token, _ := d.Token()
		if bad := one(token.(string)); bad != nil {
			bad.path = strings.TrimSuffix(token.(string)+"."+bad.path, ".")
			return bad
		}
	}
	_, _ = d.Token()
	return nil
}

// set puts a token into a single value. It reports whether it has the form for it.
func (m *member) set(v reflect.Value, token json.Token) bool {
	s, quoted := token.(string)
	switch x := token.(type) {
	case json.Number:
		s = x.String()
	case bool:
		s = strconv.FormatBool(x)
	}
	if _, err := strconv.Atoi(s); quoted != (m.kind() == "string") || m.as == "entier" && err != nil {
		return false
	}
	switch x := v.Addr().Interface().(type) {
	case *string:
		*x = s
	case *content.Text:
		x.S = s // as it is: its typography has been seen to
	case *int:
		*x, _ = strconv.Atoi(s)
	case content.Scalar:
		return s == "" || content.Read(x, s) == nil
	}
	return true
}
