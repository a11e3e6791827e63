package data

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

type object = map[string]any

// SchemaFile describes feuille-de-route.json; its name bears the version.
var SchemaFile = fmt.Sprintf("feuille-de-route.v%d.schema.json", Version)

// Schema is the JSON Schema (2020-12) of the file. base is the site's address,
// without the final slash. Members may be added within a version, so others than
// those that it lists are allowed.
func Schema(base string) ([]byte, error) {
	defs := object{}
	root := structSchema(reflect.TypeFor[Feuille](), defs)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = base + Folder + SchemaFile
	root["title"] = "Feuille de route"
	root["description"] = "Une feuille de route entière, dans l'une de ses éditions."
	root["$defs"] = defs
	root["properties"].(object)["version"].(object)["const"] = Version
	return encode(root)
}

// encode writes what only machines read: without indents, which would be a third.
func encode(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(data, '\n'), err
}

// structSchema is the schema of a struct; those of the structs in it go to defs.
func structSchema(t reflect.Type, defs object) object {
	properties, required := object{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			continue // what is embedded is visible by itself
		}
		s := valueSchema(f.Type, name, defs)
		s["description"] = meaning(t.Name(), name)
		if option == "" {
			required = append(required, name)
		}
		properties[name] = s
	}
	return object{"type": "object", "properties": properties, "required": required}
}

func valueSchema(t reflect.Type, name string, defs object) object {
	switch t.Kind() {
	case reflect.Pointer:
		return valueSchema(t.Elem(), name, defs)
	case reflect.Slice:
		return object{"type": "array", "items": valueSchema(t.Elem(), strings.TrimSuffix(name, "s"), defs)}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": valueSchema(t.Elem(), "", defs)}
	case reflect.Struct:
		if defs[t.Name()] == nil {
			defs[t.Name()] = object{} // seen
			defs[t.Name()] = structSchema(t, defs)
		}
		return object{"$ref": "#/$defs/" + t.Name()}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	}
	s := object{"type": "string"}
	for key, value := range texts2020[name] {
		s[key] = value
	}
	return s
}

// texts2020 are the forms of texts, by the member that holds them.
var texts2020 = map[string]object{
	"$schema": {"format": "uri"}, "adresse": {"format": "uri"}, "url": {"format": "uri"}, "de": {"format": "uri"}, "vers": {"format": "uri"},
	"date": {"format": "date"}, "publie": {"format": "date"}, "mis_a_jour": {"format": "date"},
	"debut": {"pattern": periodeForm}, "echeance": {"pattern": periodeForm},
	"statut":        {"enum": roadmap.StatutKeys},
	"documentation": {"enum": []string{"complete", "partielle"}},
	"etat":          {"enum": []string{"concertation", "arrete", "revise"}},
	"genre":         {"enum": []string{"f", "m"}},
}

// Schema is the table's Table Schema (https://specs.frictionlessdata.io/table-schema/).
func (t *Table) Schema(p *Publication) ([]byte, error) {
	fields := []object{}
	foreign := []object{}
	for i := range t.Columns {
		c := &t.Columns[i]
		fields = append(fields, c.schema())
		if c.Of != "" {
			foreign = append(foreign, object{"fields": c.Name, "reference": object{"resource": c.Of, "fields": "id"}})
		}
	}
	s := object{
		"$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
		"name":    t.Name, "title": t.Titre, "description": t.Says, "version": tableVersion,
		"path": p.address(t.SchemaFile()), "homepage": p.address(""), "fields": fields, "missingValues": []string{""},
	}
	if name, address := p.licence.Name(); name != "" {
		s["licenses"] = []object{{"name": p.licence.Cle, "title": name, "path": address}}
	}
	if len(t.Key) > 0 {
		s["primaryKey"] = t.Key
	}
	if len(foreign) > 0 {
		s["foreignKeys"] = foreign
	}
	return encode(s)
}

// tableVersion is that of the tables and their columns.
var tableVersion = fmt.Sprintf("%d.0.0", Version)

func (c *Column) schema() object {
	s := object{"name": c.Name, "type": c.Type, "description": c.Says}
	limits := object{}
	if c.Required {
		limits["required"] = true
	}
	if c.Unique {
		limits["unique"] = true
	}
	if len(c.Words) > 0 {
		limits["enum"] = c.Words
	}
	if c.Pattern != "" && c.Pattern != addressForm {
		limits["pattern"] = c.Pattern
	}
	if c.Pattern == addressForm {
		s["format"] = "uri"
	}
	if len(limits) > 0 {
		s["constraints"] = limits
	}
	return s
}
