package data

import (
	"bytes"
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
	at   int    // byte where it ends
}

// A reader goes through JSON that is known to be correct: a json.Decoder takes three
// times as long for each value.
type reader struct {
	data []byte
	at   int
}

// next goes to the next sign that is no white space.
func (r *reader) next() byte {
	for r.data[r.at] <= ' ' {
		r.at++
	}
	return r.data[r.at]
}

// raw takes the next value whole.
func (r *reader) raw() []byte {
	r.next()
	start, depth := r.at, 0
	for ; r.at < len(r.data); r.at++ {
		switch r.data[r.at] {
		case '"':
			for r.at++; r.data[r.at] != '"'; r.at++ {
				if r.data[r.at] == '\\' {
					r.at++
				}
			}
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		case ',', ':', ' ', '\t', '\n', '\r':
		default:
			continue
		}
		switch end := r.data[r.at]; {
		case depth > 0:
		case depth == 0 && (end == '"' || end == '}' || end == ']'):
			r.at++
			return r.data[start:r.at]
		default: // what comes after a number or a word
			return r.data[start:r.at]
		}
	}
	return r.data[start:]
}

// unquote reads a text.
func unquote(raw []byte) (s string) {
	if slices.Contains(raw, '\\') || !utf8.Valid(raw) {
		_ = json.Unmarshal(raw, &s) // it is known to be correct
		return s
	}
	return string(raw[1 : len(raw)-1])
}

// each goes through what stands between an opening sign and the closing one, until
// something does not fit.
func (r *reader) each(closing byte, one func() *misfit) *misfit {
	for r.at++; r.next() != closing; {
		if bad := one(); bad != nil {
			return bad
		}
		if r.next() == ',' {
			r.at++
		}
	}
	r.at++
	return nil
}

// members goes through an object; keys are in quotes.
func (r *reader) members(one func(key []byte) *misfit) *misfit {
	return r.each('}', func() *misfit {
		key := r.raw()
		r.next()
		r.at++ // the colon
		bad := one(key)
		if bad != nil {
			bad.path = strings.TrimSuffix(unquote(key)+"."+bad.path, ".")
		}
		return bad
	})
}

// fill reads the next value. Members that v has not are skipped, as null is.
func (m *member) fill(v reflect.Value, r *reader) *misfit {
	switch sign := r.next(); {
	case sign == '{' && m.shape == group:
		return r.members(func(key []byte) *misfit {
			for i := range m.within {
				if in := &m.within[i]; bytes.HasPrefix(in.name, key) {
					return in.fill(v.FieldByIndex(in.index), r)
				}
			}
			r.raw()
			return nil
		})
	case sign == '{' && m.shape == free:
		par := map[string]content.Number{}
		v.Field(0).Set(reflect.ValueOf(par))
		return r.members(func(key []byte) *misfit {
			var n content.Number
			bad := m.item.fill(reflect.ValueOf(&n).Elem(), r)
			par[unquote(key)] = n
			return bad
		})
	case sign == '[' && m.shape == list:
		v.SetZero()
		return r.each(']', func() *misfit {
			v.Grow(1)
			v.SetLen(v.Len() + 1)
			return m.item.fill(v.Index(v.Len()-1), r)
		})
	}
	if raw := r.raw(); raw[0] == 'n' || m.shape == single && m.set(v, raw) {
		return nil
	}
	return &misfit{at: r.at}
}

// set fills a single value. It reports whether what is read has the form for it.
func (m *member) set(v reflect.Value, raw []byte) bool {
	s, quoted := "", raw[0] == '"'
	if quoted {
		s = unquote(raw)
	} else {
		s = string(raw)
	}
	if quoted != (m.kind() == "string") {
		return false
	}
	if m.as == "entier" {
		if _, err := strconv.Atoi(s); err != nil {
			return false
		}
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
