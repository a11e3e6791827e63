package fields

import (
	"encoding/json"
	"reflect"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

type object = map[string]any

// titles name each kind.
var titles = map[string]string{"accueil": "La page d'accueil", "famille": "Une famille", "mission": "Une mission", "projet": "Un projet", "enjeu": "Un enjeu",
	"actualite": "Une actualité", "page": "Une page", "site": "site.yaml"}

// Schema returns the JSON Schema 2020-12 of a kind, as an editor such as VS Code
// reads it.
func Schema(kind string) ([]byte, error) {
	s := group(structOf(kind))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = titles[kind]
	return encode(s)
}

// Schemas returns those of all kinds in one document, each under « $defs ».
func Schemas() ([]byte, error) {
	all := object{}
	for _, kind := range Kinds {
		s := group(structOf(kind))
		s["title"] = titles[kind]
		all[kind] = s
	}
	return encode(object{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Feuille de route", "$defs": all})
}

func encode(s object) ([]byte, error) {
	data, err := json.MarshalIndent(s, "", "  ")
	return append(data, '\n'), err
}

// group is the schema of a group of keys.
func group(t reflect.Type) object {
	keys, required := object{}, []string{}
	for _, f := range of(t) {
		s := value(f.Type, !f.Required)
		s["title"], s["description"] = f.Key, f.Meaning
		if example, err := content.Value(f.Example); err == nil {
			s["examples"] = []any{typed(f.Type, f.Example, example)}
		}
		if f.Required {
			required = append(required, f.Key)
		}
		keys[f.Key] = s
	}
	s := object{"type": "object", "properties": keys, "additionalProperties": false}
	if v := free(t); v != nil {
		s["additionalProperties"] = value(v, true)
	}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// typed keeps the example of a date as it is typed.
func typed(t reflect.Type, text string, example any) any {
	if t.Kind() == reflect.Struct && t != reflect.TypeFor[content.Number]() && t != reflect.TypeFor[content.Bool]() && len(of(t)) == 0 && free(t) == nil {
		return strings.Trim(text, `"`)
	}
	return example
}

// forms are those of values that are not one of a few words.
var forms = map[reflect.Type]string{
	reflect.TypeFor[content.Date]():           `^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`,
	reflect.TypeFor[roadmap.Periode]():        `^[1-9]\d{3}(-(T[1-4]|S[12]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?( ?/ ?[1-9]\d{3}(-(T[1-4]|S[12]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?)?$`,
	reflect.TypeFor[roadmap.Code]():           `^[0-9A-Za-z.]{1,12}$`,
	reflect.TypeFor[roadmap.URL]():            `^https?://[^ "<>/]+`,
	reflect.TypeFor[roadmap.Courriel]():       `^[^@\s]+@[^@\s]+$`,
	reflect.TypeFor[roadmap.SHA512]():         `^[0-9A-Fa-f]{128}$`,
	reflect.TypeFor[roadmap.Langue]():         `^fr(-[A-Z]{2})?$`,
	reflect.TypeFor[roadmap.Origine]():        `^https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?/?$`,
	reflect.TypeFor[roadmap.AdresseSure]():    `^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/:@!$&()+=%-]*)?$`,
	reflect.TypeFor[roadmap.AdresseServeur](): `^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$`,
	reflect.TypeFor[roadmap.ContactFaille]():  `^(mailto:|tel:|https://)[!#-;=?-~]+$`,
	reflect.TypeFor[roadmap.CodeLangue]():     `^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`,
	reflect.TypeFor[content.Number]():         `^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`,
}

// numeric are the values that look like numbers when they are typed without quotes.
var numeric = map[reflect.Type]object{
	reflect.TypeFor[roadmap.Periode](): {"type": "integer", "minimum": 1000, "maximum": 9999},
	reflect.TypeFor[roadmap.Code]():    {"type": "number"},
	reflect.TypeFor[content.Number]():  {"type": "number"},
}

// value is the schema of one value. An empty one counts as absent, unless it is
// compulsory.
func value(t reflect.Type, mayBeEmpty bool) object {
	var s object
	switch form, hasForm := forms[t]; {
	case t == reflect.TypeFor[content.Text]():
		s = object{"type": []string{"string", "number", "boolean"}}
		if !mayBeEmpty {
			s["pattern"] = `\S`
		}
	case t == reflect.TypeFor[content.Bool]():
		s = object{"enum": []any{true, false, "true", "false"}}
	case t.Kind() == reflect.Slice:
		s = object{"type": "array", "items": value(t.Elem(), true)}
		if !mayBeEmpty {
			s["minItems"] = 1
		}
		return nullable(s, mayBeEmpty)
	case hasForm && numeric[t] != nil:
		s = object{"anyOf": []any{object{"type": "string", "pattern": form}, numeric[t]}}
	case hasForm:
		s = object{"type": "string", "pattern": form}
	case len(wordsOf(t)) > 0:
		s = object{"enum": wordsOf(t)}
	default:
		return nullable(group(t), mayBeEmpty)
	}
	return nullable(s, mayBeEmpty)
}

func nullable(s object, yes bool) object {
	if !yes {
		return s
	}
	return object{"anyOf": []any{s, object{"enum": []any{nil, "", []any{}, object{}}}}}
}

// wordsOf returns the words that a value is one of: those that its own check
// proposes to whoever typed something else.
func wordsOf(t reflect.Type) []string {
	v, ok := reflect.New(t).Interface().(content.Scalar)
	if !ok {
		return nil
	}
	_, hint := v.Scan("?")
	list, ok := strings.CutPrefix(hint, "valeurs possibles : ")
	if !ok {
		return nil
	}
	return strings.Split(list, ", ")
}
