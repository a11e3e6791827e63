package fields_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/rule"
)

// files are where the front matter of each kind is read.
var files = map[string]string{"accueil": "index.md", "famille": "familles/x.md", "mission": "missions/x.md", "projet": "projets/x.md", "enjeu": "enjeux/x.md",
	"actualite": "actualites/2021-09-14-x.md", "page": "pages/x.md", "site": "site.yaml"}

// accepts reports whether the program finds nothing wrong with the keys of a page.
func accepts(t *testing.T, kind, keys string) bool {
	t.Helper()
	text := keys
	if kind != "site" {
		text = "---\n" + keys + "---\n"
	}
	fsys := fstest.MapFS{"site.yaml": {Data: []byte("titre: x\nurl: https://exemple.fr/\neditions: [{id: a, titre: x, date: 2021-09-14}]\n")}, files[kind]: {Data: []byte(text)}}
	var p diag.List
	if _, err := content.Load(fsys, roadmap.Types(), &p); err != nil {
		t.Fatal(err)
	}
	return p.Len() == 0
}

func schemaOf(t *testing.T, kind string) *jsonschema.Schema {
	t.Helper()
	data, err := fields.Schema(kind)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(kind+".json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(kind + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var requiredKeys = map[string]string{"site": "titre: Essai\nurl: https://exemple.fr/\neditions: [{id: a, titre: x, date: 2021-09-14}]\n"}

var topKey = regexp.MustCompile(`(?m)^[^\s#-][^:\n]*:`)

// whole adds to some keys those that are compulsory.
func whole(kind, keys string) string {
	required := requiredKeys[kind]
	if required == "" {
		required = "titre: Essai\n"
	}
	given := topKey.FindAllString(keys, -1)
	for line := range strings.Lines(required) {
		if !slices.Contains(given, topKey.FindString(line)) {
			keys += line
		}
	}
	return keys
}

// A validator that is not ours and the program agree on each example of the rules,
// on each example of the keys, and on values that were typed in other ways.
func TestSchemaAgrees(t *testing.T) {
	type sample struct{ kind, keys string }
	var corpus []sample
	for _, r := range rule.All() {
		for _, s := range slices.Concat(r.Before, r.After) {
			if files[s.Place] != "" && !strings.HasPrefix(r.Code, "yaml-") && r.Code != "cle-en-double" && r.Code != "caractere-de-controle" {
				corpus = append(corpus, sample{s.Place, whole(s.Place, s.Text)})
			}
		}
	}
	for _, kind := range fields.Kinds {
		for _, f := range fields.Of(kind) {
			corpus = append(corpus, sample{kind, whole(kind, f.Key+": "+f.Example+"\n")}, sample{kind, whole(kind, f.Key+":\n")},
				sample{kind, whole(kind, f.Key+": []\n")}, sample{kind, whole(kind, f.Key+": {inconnue: 1}\n")}, sample{kind, whole(kind, f.Key+": [[1]]\n")})
		}
	}
	for _, keys := range []string{"titre: 2021\n", "titre: true\n", "titre: ''\n", "brouillon: oui\n", "brouillon: 'true'\n", "brouillon: 1\n", "publie: 2021-9-1\n", "publie: 20210901\n",
		"ordre: '12'\n", "ordre: 1,5\n", "ordre: 1.5e3\n", "ordre: -1\n", "code: 12\n", "code: é\n", "code: A.B\n", "code: ABCDEFGHIJKLM\n", "statut: En cours\n", "statut: suspendu\n",
		"debut: 2021\n", "debut: 2021-T5\n", "debut: 2021-S1/2022-03\n", "debut: 2021-13\n", "debut: hier\n", "pilotes: [a, null, b]\n", "pilotes: [[a]]\n", "jalons: [{echeance: 2021}]\n",
		"liens: [{titre: a, url: exemple.fr}]\n", "liens: [{titre: a, url: 'ftp://exemple.fr'}]\n", "indicateurs: [{nom: a, mesures: [{date: 2021-01-01}]}]\n", "alias: /a/\n", "inconnue: 1\n"} {
		corpus = append(corpus, sample{"projet", whole("projet", keys)})
	}
	schemas := map[string]*jsonschema.Schema{}
	good := 0
	for _, c := range corpus {
		if schemas[c.kind] == nil {
			schemas[c.kind] = schemaOf(t, c.kind)
		}
		value, err := content.Value(c.keys)
		if err != nil {
			t.Fatalf("%q: %v", c.keys, err)
		}
		err = schemas[c.kind].Validate(value)
		ours := accepts(t, c.kind, c.keys)
		if (err == nil) != ours {
			t.Errorf("%s: the program accepts: %v; the schema: %v\n%s", c.kind, ours, err, c.keys)
		}
		if ours {
			good++
		}
	}
	if bad := len(corpus) - good; good < 100 || bad < 100 {
		t.Errorf("%d good pages and %d bad ones are too few", good, bad)
	}
}

// Editors such as VS Code propose the words of a key, and never an empty value.
func TestSchemaProposesNothingEmpty(t *testing.T) {
	data, err := fields.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for key, item := range v {
				if list, ok := item.([]any); ok && key == "enum" {
					words += len(list)
					if slices.Contains(list, nil) {
						t.Errorf("editors propose %v", list)
					}
				}
				if key != "not" { // of which editors propose nothing
					walk(item)
				}
			}
		}
	}
	walk(schemas)
	if words == 0 {
		t.Error("no word is proposed")
	}
}

// Every key means something, and no meaning is left without a key.
func TestEveryKeyHasAMeaning(t *testing.T) {
	var help strings.Builder
	for _, kind := range fields.Kinds {
		help.WriteString(fields.Help(kind))
		for _, f := range fields.Of(kind) {
			if f.Meaning == "" || f.Example == "" {
				t.Errorf("%s: %s means nothing", kind, f.Key)
			}
		}
	}
	if at := strings.Index(help.String(), "Exemple : : "); at >= 0 || strings.Contains(help.String(), ": \n") {
		t.Errorf("a key without example:\n%s", help.String())
	}
	page, err := os.ReadFile("champs.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range fields.Kinds { // whose first keys are keys
		var first []string
		for _, f := range fields.Of(kind)[:7] {
			first = append(first, f.Key)
		}
		if row := "- " + kind + " : " + strings.Join(first, ", ") + "\n"; !strings.Contains(string(page), row) {
			t.Errorf("champs.md has no line %s", row)
		}
	}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, " | ")
		if len(cells) == 3 && !strings.HasPrefix(line, "| ---") && !strings.HasPrefix(line, "| clé") && !strings.Contains(help.String(), strings.TrimSpace(cells[1])) {
			t.Errorf("no key has this meaning: %s", line)
		}
	}
}

// A new page is one that the program accepts, whatever its title, and so it is
// with each of its comments made a key.
func TestModel(t *testing.T) {
	comment := regexp.MustCompile(`(?m)^# ([a-z_]+: .*)$`)
	for _, kind := range fields.Kinds[:len(fields.Kinds)-1] {
		for _, title := range []string{"Une page", `L'« été » : "deux" \ trois # {{x}} & *`, "- [1] tirets", "2021"} {
			model := fields.Model(&roadmap.Usual, kind, title, "2021-09-14")
			front, _, _ := strings.Cut(strings.TrimPrefix(model, "---\n"), "---\n")
			for _, keys := range []string{front, comment.ReplaceAllString(front, "$1")} {
				if !accepts(t, kind, keys) {
					t.Errorf("%s %s:\n%s", kind, title, keys)
				}
			}
		}
	}
	for in, want := range map[[2]string]string{{"projet", "Été 2021 !"}: "content/projets/ete-2021.md", {"actualite", "Bilan"}: "content/actualites/2021-09-14-bilan.md",
		{"page", "???"}: "", {"page", "Aux"}: "content/pages/nom-aux.md", {"accueil", "Accueil"}: "content/index.md", {"page", "../../etc"}: "content/pages/etc.md"} {
		if got := fields.Place(in[0], in[1], "2021-09-14"); got != want {
			t.Errorf("%v: %q, want %q", in, got, want)
		}
	}
}
