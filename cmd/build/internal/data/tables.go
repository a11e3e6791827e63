package data

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/french"
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
	levels  []string // lists of a Feuille whose items hold what the rows are about
	each    func(t *Table, f *Feuille, yield func(*row) bool) bool
}

// A Column is one of a Table. Its type is that of Table Schema.
type Column struct {
	Name     string
	Type     string // "string", "date", "boolean", "integer" or "number"
	Says     string
	Required bool
	Unique   bool
	Words    []string // those that a value is one of
	Of       string   // name of the table whose row it gives the id of

	*member
	part part // of the row, that has the member
}

// written reports whether the column holds what people wrote.
func (c *Column) written() bool { return c.Type != "number" && c.Type != "integer" }

// File is the name of the table's file.
func (t *Table) File() string { return t.Name + ".csv" }

// SchemaFile is the name of the file that describes it.
func (t *Table) SchemaFile() string { return t.Name + ".schema.json" }

// Count is how many rows the table has.
func (t *Table) Count(f *Feuille) (n int) {
	t.each(t, f, func(*row) bool { n++; return true })
	return n
}

// Rows gives so many rows at most, one or more, from the first.
func (t *Table) Rows(f *Feuille, most int) (rows [][]string) {
	t.each(t, f, func(r *row) bool {
		cells := make([]string, len(t.Columns))
		for i := range cells {
			cells[i] = t.Columns[i].cell(r)
		}
		rows = append(rows, cells)
		return len(rows) < most
	})
	return rows
}

// A row is what a row of a table tells.
type row struct {
	place Place
	parts [3]reflect.Value
}

// A part of a row is a struct whose members are columns.
type part int

const (
	where part = iota // its place
	what              // what it is about
	inner             // one of the list in that which has a row for each
)

// A Place says where something that items hold several of stands.
type Place struct {
	Niveau  string        `cle:"niveau,requis"`
	ID      string        `cle:"id,requis" donnee:"id"`
	Projet  string        `cle:"projet"`
	Element string        `cle:"element"` // of the item: "jalon" or "indicateur"
	Dans    content.Count `cle:"element_rang"`
	Rang    content.Count `cle:"rang"`
	Mesure  content.Count `cle:"mesure"`
}

// cell is what a row has in the column.
func (c *Column) cell(r *row) string {
	if !r.parts[c.part].IsValid() {
		return ""
	}
	v := r.parts[c.part].FieldByIndex(c.index)
	switch {
	case c.shape == list:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = c.item.plain(v.Index(i))
		}
		return joined(texts)
	case c.shape == free:
		var texts []string
		for _, pair := range c.pairs(v) {
			texts = append(texts, pair[0]+"="+pair[1])
		}
		return joined(texts)
	}
	return c.plain(v)
}

// unused lists the tables, the columns, and the words of the column « niveau », that
// are about levels that the roadmap may do without, and has not.
func unused(r *roadmap.Roadmap) (names []string) {
	for _, k := range content.Levels {
		if k != content.Projet && r.Len(k) == 0 {
			names = append(names, k.String(), k.Folder(), "annonce_"+k.Folder())
		}
	}
	return names
}

// tablesOf lists those of a roadmap, without what has the names given: a level that it
// does not use has none; what it merely has none of yet has an empty one, so that an
// address holds once given.
func tablesOf(unused []string) (tables []*Table) {
	without := func(name string) bool { return slices.Contains(unused, name) }
	for _, t := range allTables() {
		if without(t.Name) {
			continue
		}
		of := *t
		of.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool { return without(c.Name) })
		if c := &of.Columns[0]; c.Name == "niveau" {
			c.Words = slices.DeleteFunc(slices.Clone(c.Words), without)
		}
		tables = append(tables, &of)
	}
	return tables
}

// inWords has tables, which are nobody else's, say what they hold in the words of a
// roadmap. Their names and those of columns stay, so that roadmaps can be compared.
func inWords(m *roadmap.Mots, tables []*Table) []*Table {
	for _, t := range tables {
		if k, ok := content.KindIn(t.Name); ok && m.At(k) != nil {
			t.Titre = french.Capital(m.Of(k).Pluriel)
		}
		t.Says = roadmap.InWords(m, t.Says)
		for i := range t.Columns {
			t.Columns[i].Says = roadmap.InWords(m, t.Columns[i].Says)
		}
	}
	return tables
}

// allTables are those of a roadmap that uses every level.
var allTables = sync.OnceValue(func() []*Table {
	all := []string{"familles", "enjeux", "missions", "projets", "actualites", "pages", "editions"}
	measured := []string{"projets", "missions", "pages"}
	return []*Table{
		itemTable[Projet]("projets", "Projets", "Un projet par ligne."),
		itemTable[Mission]("missions", "Missions", "Une mission par ligne."),
		itemTable[Famille]("familles", "Familles", "Une famille de missions par ligne."),
		itemTable[Enjeu]("enjeux", "Enjeux", "Un enjeu par ligne."),
		partTable[roadmap.Jalon]("jalons", "Jalons", "Un jalon par ligne, dans l'ordre du projet.", []string{"projets"}, held, "projet", "rang"),
		partTable[roadmap.Indicateur]("indicateurs", "Indicateurs", "Une mesure d'un indicateur par ligne.", measured, mesures, "niveau", "id", "rang", "mesure"),
		partTable[roadmap.Evenement]("historique", "Historique", "Une étape passée d'un projet par ligne.", []string{"projets"}, held, "projet", "date", "jalon"),
		itemTable[Actualite]("actualites", "Actualités", "Une actualité par ligne, la plus récente d'abord."),
		partTable[roadmap.Source]("sources", "Sources", "Une source par ligne, et le fait qu'elle appuie.", all, sources),
		partTable[roadmap.Lien]("liens", "Liens", "Un lien pour en savoir plus par ligne.", all[:len(all)-1], held, "niveau", "id", "rang"),
		itemTable[roadmap.Edition]("editions", "Éditions", "Une édition du document par ligne, et les chiffres que son texte annonce."),
	}
})

// itemTable makes the table of a list of a Feuille.
func itemTable[T any](name, titre, says string) *Table {
	t := &Table{Name: name, Titre: titre, Says: says, Key: []string{"id"}, each: eachItem}
	t.add(reflect.TypeFor[T](), what, "", nil)
	t.finish()
	return t
}

// partTable makes the table of what the items of some levels hold several of. Its
// columns begin with those of the key that say where it stands.
func partTable[T any](name, titre, says string, levels []string, each func(*Table, *Feuille, func(*row) bool) bool, key ...string) *Table {
	t := &Table{Name: name, Titre: titre, Says: says, Key: key, levels: levels, each: each}
	t.add(reflect.TypeFor[Place](), where, "", nil)
	places := key
	if len(key) == 0 {
		places = []string{"niveau", "id", "element", "element_rang", "rang"}
	}
	t.Columns = slices.DeleteFunc(t.Columns, func(c Column) bool { return !slices.Contains(places, c.Name) })
	t.add(reflect.TypeFor[T](), what, "", nil)
	t.finish()
	return t
}

// add gives the table a column for each member of a struct, which is part of a row; a
// group in it has columns of its own, after its name. Lists of groups are tables.
func (t *Table) add(of reflect.Type, in part, prefix string, index []int) {
	for _, m := range membersOf(of) {
		m.index = slices.Concat(index, m.index)
		switch {
		case m.shape == group:
			t.add(m.typ, in, m.key+"_", m.index)
		case m.shape == list && m.item.shape == group && m.key == "mesures":
			t.add(m.item.typ, inner, "", nil)
		case m.shape != list || m.item.shape != group:
			c := Column{Name: prefix + strings.ReplaceAll(m.key, "-", "_"), Type: m.kind(), Says: fields.Meaning(m.of, m.key), Required: m.always && in != inner && prefix == "", // what a group has may be absent with it
				Of: references[m.key], member: &m, part: in}
			if m.form != nil {
				c.Words = slices.Clone(m.form.Words)
			}
			if m.typ == reflect.TypeFor[content.Date]() {
				c.Type = "date"
			}
			t.Columns = append(t.Columns, c)
		}
	}
}

// references are the tables that the keys of items name a row of.
var references = map[string]string{"projet": "projets", "mission": "missions", "famille": "familles", "entree": "editions", "remplace_par": "projets"}

// last are the columns that end a table, in their order; those from debut_libelle on came later, and
// those who count columns find the others where they were. One that is last in its table
// alone has the table's name before its own.
var last = []string{"ordre", "publie", "mis_a_jour", "alias", "reserve", "debut_libelle", "debut_fin", "echeance_libelle",
	"image_fichier", "image_alternative", "image_legende", "atteint_le",
	"historique.jalon", "historique.echeance", "historique.echeance_fin", "historique.echeance_libelle",
	"pilotes_noms", "echeances", "reports", "report_jours", "remplace_par"}

// finish puts the columns in their order, and says what follows from the key.
func (t *Table) finish() {
	rank := func(c Column) int { return max(slices.Index(last, t.Name+"."+c.Name), slices.Index(last, c.Name)) }
	slices.SortStableFunc(t.Columns, func(a, b Column) int { return cmp.Compare(rank(a), rank(b)) })
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Required = c.Required || slices.Contains(t.Key, c.Name) && c.Name != "jalon" // an entry need not be of one
		c.Unique = len(t.Key) == 1 && c.Name == t.Key[0]
		switch c.Name {
		case "id":
			if slices.Contains(t.levels, "editions") { // which have ids of all forms
				c.as = ""
			}
		case "niveau":
			for _, level := range t.levels {
				c.Words = append(c.Words, singular(level))
			}
		case "element":
			c.Words = []string{"jalon", "indicateur"}
		}
	}
}
