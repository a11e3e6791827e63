package page

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever a title says, its JSON-LD is JSON that says so, and ends neither the
// script element that it stands in nor a line of it.
func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{"Un titre", "</script><script>alert(1)//", "<!--<script>", "\u2028\u2029", "\"}]", "\\u003c", "&lt;", "\x00\t\n", "été 🙂"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || !utf8.ValidString(s) {
			return // content is read as UTF-8, and a title is required
		}
		pl := planner{plan: &Plan{Site: &Site{Titre: s, Accroche: s, Base: "https://h.fr", Langue: "fr", Organisme: Organisme{Nom: s, Sigle: s, URL: "https://h.fr/?" + s}}}}
		blocks := append(pl.jsonLD(&Page{Address: Home, Titre: s}), pl.jsonLD(&Page{Address: "/a/", Titre: s, Fil: []Link{{Titre: s, Adresse: "/"}}})...)
		if len(blocks) != 2 {
			t.Fatalf("%d blocks", len(blocks))
		}
		for _, block := range blocks {
			if strings.ContainsAny(block, "<>&\n\r\u2028\u2029") {
				t.Errorf("%q", block)
			}
			var got map[string]any
			if err := json.Unmarshal([]byte(block), &got); err != nil {
				t.Fatalf("%v: %q", err, block)
			}
			found := 0
			said(reflect.ValueOf(got), func(text string) {
				if text == s {
					found++
				}
			})
			if found < 2 {
				t.Errorf("%q is not in %q", s, block)
			}
		}
	})
}

// said visits all texts of a JSON value.
func said(v reflect.Value, visit func(string)) {
	switch v.Kind() {
	case reflect.Interface:
		said(v.Elem(), visit)
	case reflect.String:
		visit(v.String())
	case reflect.Slice:
		for i := range v.Len() {
			said(v.Index(i), visit)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			said(v.MapIndex(k), visit)
		}
	}
}
