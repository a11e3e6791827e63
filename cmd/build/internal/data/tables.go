package data

import (
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Table is a part of a roadmap as rows and columns: a CSV file. Items are
// tables; what they hold several of has tables of its own, whose rows name the
// item.
type Table struct {
	Name    string // "projets"; the same for every roadmap, as its columns are
	Titre   string // « Projets »
	Says    string // one French sentence: what a row is
	Columns []Column
	Key     []string // columns that together name a row
	rows    func(f *Feuille, yield func(row []string) bool)
	count   func(f *Feuille) int
}

// A Column is one of a Table. Its type is that of Table Schema.
type Column struct {
	Name     string
	Type     string // "string", "date", "boolean", "integer" or "number"
	Says     string
	Required bool
	Unique   bool
	Words    []string // those that a value is one of
	Pattern  string   // of the values
	Of       string   // name of the table whose row it gives the id of
}

// text reports whether the column holds what people wrote.
func (c *Column) text() bool { return c.Type != "number" && c.Type != "integer" }

// File is the name of the table's file.
func (t *Table) File() string { return t.Name + ".csv" }

// SchemaFile is the name of the file that describes it.
func (t *Table) SchemaFile() string { return t.Name + ".schema.json" }

// Count is how many rows the table has.
func (t *Table) Count(f *Feuille) int { return t.count(f) }

// Rows gives so many rows at most, from the first.
func (t *Table) Rows(f *Feuille, most int) [][]string {
	var out [][]string
	if most > 0 {
		t.rows(f, func(row []string) bool {
			out = append(out, slices.Clone(row))
			return len(out) < most
		})
	}
	return out
}

// A column is a Column and how its cells are made of an item.
type column[T any] struct {
	Column
	of func(*T) string
}

// A way goes through the items of a table.
type way[T any] func(f *Feuille, yield func(*T) bool)

// table makes a Table, without the columns of levels that the roadmap has not.
func table[T any](name string, unused []string, each way[T], columns []column[T], key ...string) *Table {
	t := &Table{Name: name, Titre: tables[name][0], Says: tables[name][1], Key: key}
	columns = slices.DeleteFunc(columns, func(c column[T]) bool { return slices.Contains(unused, c.Name) })
	for _, c := range columns {
		c.Says = meaning(name, c.Name)
		c.Required = c.Required || slices.Contains(key, c.Name)
		c.Unique = len(key) == 1 && c.Name == key[0]
		if c.Name == "niveau" {
			c.Words = slices.DeleteFunc(slices.Clone(c.Words), func(w string) bool { return slices.Contains(unused, w) })
		}
		t.Columns = append(t.Columns, c.Column)
	}
	t.rows = func(f *Feuille, yield func([]string) bool) {
		row := make([]string, len(columns))
		each(f, func(x *T) bool {
			for i := range columns {
				row[i] = columns[i].of(x)
			}
			return yield(row)
		})
	}
	t.count = func(f *Feuille) int {
		n := 0
		each(f, func(*T) bool { n++; return true })
		return n
	}
	return t
}

// Forms of values.
const (
	idForm      = `^[a-z0-9]+(-[a-z0-9]+)*$`
	addressForm = `^https?://`
	oneForm     = `\d{4}(-(T[1-4]|S[12]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?`
	periodeForm = `^` + oneForm + `(/` + oneForm + `)?$`
)

func text[T any](name string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string"}, of}
}

func needed[T any](name string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Required: true}, of}
}

func id[T any](name string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Pattern: idForm}, of}
}

// ref is the id of a row of another table.
func ref[T any](name, table string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Of: table}, of}
}

func word[T any](name string, words []string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Required: true, Words: words}, of}
}

func typed[T any](kind, name string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: kind}, of}
}

func address[T any](name string, required bool, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Pattern: addressForm, Required: required}, of}
}

func periode[T any](name string, of func(*T) string) column[T] {
	return column[T]{Column{Name: name, Type: "string", Pattern: periodeForm}, of}
}

// head are the columns that the tables of items begin with, tail those that end
// them.
func head[T any](of func(*T) *Fiche) []column[T] {
	return []column[T]{
		id("id", func(x *T) string { return of(x).ID }),
		address("adresse", true, func(x *T) string { return of(x).Adresse }),
		needed("titre", func(x *T) string { return of(x).Titre }),
		text("resume", func(x *T) string { return of(x).Resume }),
	}
}

func tail[T any](of func(*T) *Fiche) []column[T] {
	return []column[T]{
		typed("date", "publie", func(x *T) string { return of(x).Publie }),
		typed("date", "mis_a_jour", func(x *T) string { return of(x).MisAJour }),
		text("alias", func(x *T) string { return joined(of(x).Alias) }),
		text("reserve", func(x *T) string { return of(x).Reserve }),
	}
}

// item makes the columns of a table of items.
func item[T any](of func(*T) *Fiche, own ...column[T]) []column[T] {
	return slices.Concat(head(of), own, tail(of))
}

// end is the last day of a période: what it sorts by.
func end(p string) string {
	parsed, wrong, _ := roadmap.ParsePeriode(p)
	if p == "" || wrong != "" {
		return ""
	}
	return parsed.Last.ISO()
}

func decimals(n *float64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

func integer(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func boolean(b *bool) string {
	if b == nil {
		return ""
	}
	return strconv.FormatBool(*b)
}

// all goes through a slice.
func all[T any](list []T, yield func(*T) bool) {
	for i := range list {
		if !yield(&list[i]) {
			return
		}
	}
}

// used says which of the levels that a roadmap may do without it has.
type used struct{ familles, missions, enjeux bool }

func levelsOf(r *roadmap.Roadmap) used {
	return used{len(r.Familles) > 0, len(r.Missions) > 0, len(r.Enjeux) > 0}
}

// unused lists the columns, and the words of the column « niveau », that are
// about levels that the roadmap has not.
func (l used) unused() []string {
	var names []string
	if !l.familles {
		names = append(names, "famille", "annonce_familles")
	}
	if !l.missions {
		names = append(names, "mission", "missions", "annonce_missions")
	}
	if !l.enjeux {
		names = append(names, "enjeu", "enjeux", "annonce_enjeux")
	}
	return names
}

// tablesOf lists those of a roadmap. A level that it does not use has none; what it
// merely has none of yet has an empty one, so that an address holds once given.
func tablesOf(has used) []*Table {
	no := has.unused()
	out := []*Table{projets(no)}
	if has.missions {
		out = append(out, missions(no))
	}
	if has.familles {
		out = append(out, familles(no))
	}
	if has.enjeux {
		out = append(out, enjeux(no))
	}
	return append(out, jalons(no), mesures(no), historique(no), actualites(no), origins(no), links(no), editions(no))
}
