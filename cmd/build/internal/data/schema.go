package data

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

type object = map[string]any

// SchemaFile describes feuille-de-route.json; its name bears the version.
var SchemaFile = fmt.Sprintf("feuille-de-route.v%d.schema.json", Version)

// Schema is the JSON Schema (2020-12) of the file, which says in the words of a roadmap
// what members hold, without those of the levels that it does not use, whose names are
// given. base is the site's address, without the final slash. Members may be added within a version, so others than
// those that it lists are allowed.
func Schema(base string, m *roadmap.Mots, unused []string) []byte {
	defs := object{}
	root := structSchema(reflect.TypeFor[Feuille](), defs, describer{m, unused})
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = base + Folder + SchemaFile
	root["title"] = "Feuille de route"
	root["description"] = "Une feuille de route entière, dans l'une de ses éditions."
	root["$defs"] = defs
	root["properties"].(object)["version"].(object)["const"] = Version
	return encode(root)
}

// encode writes what only machines read: without indents, which would be a third.
func encode(o object) []byte {
	data, _ := json.Marshal(o) // objects, lists, texts and numbers: it cannot fail
	return append(data, '\n')
}

// A describer says what members hold in the words of a roadmap, and which it has not.
type describer struct {
	mots   *roadmap.Mots
	unused []string
}

// structSchema is the schema of a struct; those of the structs in it go to defs, as
// does what it has in common with others.
func structSchema(t reflect.Type, defs object, d describer) object {
	name := fields.NameOf(t)
	parts := map[string]object{name: {"properties": object{}, "required": []string{}}}
	own, shared := parts[name], []object{}
	own["type"] = "object"
	for _, m := range membersOf(t) {
		if slices.Contains(d.unused, m.key) {
			continue
		}
		of := cmp.Or(m.of, name)
		if parts[of] == nil {
			parts[of] = object{"properties": object{}, "required": []string{}}
			defs[of] = parts[of]
			shared = append(shared, object{"$ref": "#/$defs/" + of})
			own["allOf"] = shared
		}
		s := m.schema(defs, d)
		s["description"] = roadmap.InWords(d.mots, fields.Meaning(m.of, m.key))
		parts[of]["properties"].(object)[m.key] = s
		if m.always {
			parts[of]["required"] = append(parts[of]["required"].([]string), m.key)
		}
	}
	return own
}

func (m *member) schema(defs object, d describer) object {
	switch m.shape {
	case group:
		name := fields.NameOf(m.typ)
		if defs[name] == nil {
			defs[name] = structSchema(m.typ, defs, d)
		}
		return object{"$ref": "#/$defs/" + name}
	case list:
		return object{"type": "array", "items": m.item.schema(defs, d)}
	case free:
		return object{"type": "object", "additionalProperties": m.item.schema(defs, d)}
	}
	s := object{"type": m.kind()}
	if m.form != nil && m.form.Words != nil {
		s["enum"] = m.form.Words
	}
	if format := m.format(); format != "" {
		s["format"] = format
	} else if pattern := m.pattern(); pattern != "" {
		s["pattern"] = pattern
	}
	return s
}

// format is the name that schemas have for the form of a value, or "".
func (m *member) format() string {
	if m.form == nil {
		return map[string]string{"uri": "uri"}[m.as]
	}
	return m.form.Format
}

// pattern is what a text matches once it is published, "" for any.
func (m *member) pattern() string {
	switch {
	case m.as == "id":
		return `^[a-z0-9]+(-[a-z0-9]+)*$`
	case m.form == nil || m.kind() != "string" || m.form.Pattern == nil:
		return ""
	case m.form.Published != nil:
		return m.form.Published.String()
	}
	return m.form.Pattern.String()
}

// Schema is the table's Table Schema (https://specs.frictionlessdata.io/table-schema/).
func (t *Table) Schema(p *Publication) []byte {
	fields := []object{}
	foreign := []object{}
	for i := range t.Columns {
		c := &t.Columns[i]
		fields = append(fields, c.schema())
		if c.Of != "" {
			foreign = append(foreign, object{"fields": c.Name, "reference": object{"resource": strings.TrimPrefix(c.Of, t.Name), "fields": "id"}}) // "" is the table itself
		}
	}
	s := object{
		"$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
		"name":    t.Name, "title": t.Titre, "description": t.Says, "version": tableVersion,
		"path": p.address(t.SchemaFile()), "homepage": p.address(""), "fields": fields,
	}
	if l := p.site.Licence; l.Titre != "" {
		s["licenses"] = []object{{"name": p.roadmap.Site.Licence.S, "title": l.Titre, "path": l.Adresse}}
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
	switch format := c.format(); {
	case c.Type != "string": // a type of its own
	case format != "":
		s["format"] = format
	case c.pattern() != "":
		limits["pattern"] = c.pattern()
	}
	if len(limits) > 0 {
		s["constraints"] = limits
	}
	return s
}
