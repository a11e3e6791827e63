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

	"github.com/tdewolff/parse/v2"
	grammar "github.com/tdewolff/parse/v2/json"

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
	par := v.Field(0).Interface().(map[string]content.Count)
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

// A reader goes through JSON that is known to be correct: encoding/json takes twice
// as long for an edition, token by token.
type reader struct {
	*grammar.Parser
	input *parse.Input
}

// A token is a single value, a key, or what opens or closes an object or a list.
type token struct {
	kind grammar.GrammarType
	text []byte
}

func (r *reader) next() token {
	kind, text := r.Next()
	return token{kind, text}
}

// skip goes past the value that a token begins.
func (r *reader) skip(t token) {
	for depth := 0; t.kind != grammar.ErrorGrammar; t = r.next() {
		switch t.kind {
		case grammar.StartObjectGrammar, grammar.StartArrayGrammar:
			depth++
		case grammar.EndObjectGrammar, grammar.EndArrayGrammar:
			depth--
		}
		if depth == 0 {
			return
		}
	}
}

// unquote reads a text.
func unquote(raw []byte) (s string) {
	if slices.Contains(raw, '\\') || !utf8.Valid(raw) {
		_ = json.Unmarshal(raw, &s) // it is known to be correct
		return s
	}
	return string(raw[1 : len(raw)-1])
}

// members goes through an object that has begun, until something does not fit; keys
// are in quotes.
func (r *reader) members(one func(key []byte, value token) *misfit) *misfit {
	for t := r.next(); t.kind == grammar.StringGrammar; t = r.next() {
		if bad := one(t.text, r.next()); bad != nil {
			bad.path = strings.TrimSuffix(unquote(t.text)+"."+bad.path, ".")
			return bad
		}
	}
	return nil
}

// fill reads the value that a token begins. Members that v has not are skipped, as
// null is.
func (m *member) fill(v reflect.Value, r *reader, t token) *misfit {
	switch {
	case t.kind == grammar.StartObjectGrammar && m.shape == group:
		return r.members(func(key []byte, value token) *misfit {
			for i := range m.within {
				if in := &m.within[i]; bytes.HasPrefix(in.name, key) && in.tell == nil {
					return in.fill(v.FieldByIndex(in.index), r, value)
				}
			}
			r.skip(value)
			return nil
		})
	case t.kind == grammar.StartObjectGrammar && m.shape == free:
		par := map[string]content.Count{}
		v.Field(0).Set(reflect.ValueOf(par))
		return r.members(func(key []byte, value token) *misfit {
			var n content.Count
			bad := m.item.fill(reflect.ValueOf(&n).Elem(), r, value)
			par[unquote(key)] = n
			return bad
		})
	case t.kind == grammar.StartArrayGrammar && m.shape == list:
		v.SetZero()
		for t := r.next(); t.kind != grammar.EndArrayGrammar; t = r.next() {
			v.Grow(1)
			v.SetLen(v.Len() + 1)
			if bad := m.item.fill(v.Index(v.Len()-1), r, t); bad != nil {
				return bad
			}
		}
		return nil
	case string(t.text) == "null" || m.shape == single && m.set(v, t):
		return nil
	}
	r.skip(t)
	return &misfit{at: r.input.Offset()}
}

// set fills a single value. It reports whether what is read has the form for it.
func (m *member) set(v reflect.Value, t token) bool {
	s, quoted := string(t.text), t.kind == grammar.StringGrammar
	if quoted {
		s = unquote(t.text)
	}
	if quoted != (m.kind() == "string") {
		return false
	}
	switch x := v.Addr().Interface().(type) {
	case *string:
		*x = s
	case *content.Text:
		x.S = s // as it is: its typography has been seen to
	case *int:
		var err error
		*x, err = strconv.Atoi(s)
		return err == nil
	case content.Scalar:
		return s == "" || content.Read(x, s) == nil
	}
	return true
}
