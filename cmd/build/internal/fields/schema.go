package fields

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

type object = map[string]any

// Schema returns the JSON Schema 2020-12 of a kind, as an editor such as VS Code
// reads it.
func Schema(kind string) ([]byte, error) {
	s := group(structOf(kind))
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = Title(kind)
	return encode(s)
}

// Schemas returns those of all kinds in one document, each under « $defs ».
func Schemas() ([]byte, error) {
	all := object{}
	for _, kind := range Kinds {
		s := group(structOf(kind))
		s["title"] = Title(kind)
		all[kind] = s
	}
	return encode(object{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Feuille de route", "$defs": all})
}

// Snippets are the models of new pages, as VS Code reads them: it proposes the word of a
// kind in a file of Markdown, and writes the model in its place.
func Snippets(m *roadmap.Mots) ([]byte, error) {
	all := object{}
	for _, kind := range append(slices.Clone(content.Levels), content.Actualite, content.Libre) {
		word := kind.String()
		if m.At(kind) != nil {
			word = m.Of(kind).Word()
		}
		model := Model(m, kind.String(), "${1:Titre}", "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE")
		all[word] = object{"scope": "markdown", "prefix": word, "body": strings.Split(model, "\n")}
	}
	return encode(all)
}

func encode(s object) ([]byte, error) {
	data, err := json.MarshalIndent(s, "", "  ")
	return append(data, '\n'), err
}

// group is the schema of a group of keys.
func group(t reflect.Type) object {
	keys, required := object{}, []string{}
	for _, f := range of(t) {
		s := value(f.Key, f.Type, !f.Required)
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
		s["additionalProperties"] = value("", v, true)
	}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// typed keeps the example of a date as it is typed.
func typed(t reflect.Type, text string, example any) any {
	if content.FormOf(t) != nil && t != reflect.TypeFor[content.Number]() && t != reflect.TypeFor[content.Bool]() {
		return strings.Trim(text, `"`)
	}
	return example
}

// value is the schema of one value of a key. An empty one counts as absent, unless it is
// compulsory.
func value(key string, t reflect.Type, mayBeEmpty bool) object {
	form := content.FormOf(t)
	switch {
	case form != nil:
		return nullable(scalar(key, t, form, mayBeEmpty), mayBeEmpty)
	case t.Kind() == reflect.Slice:
		s := object{"type": "array", "items": value(key, t.Elem(), true)}
		if !mayBeEmpty {
			s["minItems"] = 1
		}
		return nullable(s, mayBeEmpty)
	}
	return nullable(group(t), mayBeEmpty)
}

// scalar is the schema of a value that has a form.
func scalar(key string, t reflect.Type, form *content.Form, mayBeEmpty bool) object {
	switch {
	case t == reflect.TypeFor[content.Bool]():
		return object{"enum": []any{true, false, "true", "false"}}
	case form.Words != nil:
		return object{"enum": form.Words}
	case form.Pattern == nil:
		s := object{"type": []string{"string", "number", "boolean"}}
		if _, slug := roadmap.References[key]; slug {
			s["pattern"] = content.SlugPattern.String()
		} else if !mayBeEmpty {
			s["pattern"] = `\S`
		}
		return s
	}
	s := object{"type": "string", "pattern": form.Pattern.String()}
	if form.Unquoted != nil {
		return object{"anyOf": []any{s, form.Unquoted}}
	}
	return s
}

// nullable accepts an empty value too. It says so by what the value may not fail to
// be: editors propose whatever a schema names otherwise.
func nullable(s object, yes bool) object {
	if !yes {
		return s
	}
	empty := object{"enum": []any{nil, "", []any{}, object{}}}
	return object{"anyOf": []any{s, object{"not": object{"not": empty}}}}
}
