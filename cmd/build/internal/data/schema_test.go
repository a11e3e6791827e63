package data

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Every column and every member says what it holds.
func TestEverythingIsExplained(t *testing.T) {
	for _, table := range tablesOf(nil) {
		if table.Titre == "" || table.Says == "" {
			t.Errorf("nothing says what %s is", table.Name)
		}
		for _, c := range table.Columns {
			if c.Says == "" {
				t.Errorf("%s: nothing says what %s holds", table.Name, c.Name)
			}
		}
	}
	text := Schema("https://exemple.fr", &roadmap.Usual, nil)
	var schema struct {
		Properties map[string]struct{ Description string }
		Defs       map[string]struct {
			Properties map[string]struct{ Description string }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for name, p := range schema.Properties {
		if p.Description == "" {
			t.Errorf("nothing says what %s holds", name)
		}
	}
	if len(schema.Defs) < 15 {
		t.Errorf("%d definitions", len(schema.Defs))
	}
	for of, d := range schema.Defs {
		for name, p := range d.Properties {
			if p.Description == "" {
				t.Errorf("%s: nothing says what %s holds", of, name)
			}
		}
	}
}

// A validator of other hands finds the schema right, takes what this package
// writes, and refuses what it never would.
func TestSchemaIsHeld(t *testing.T) {
	const id = "https://exemple.fr/donnees/feuille-de-route.v1.schema.json"
	text := Schema("https://exemple.fr", &roadmap.Usual, nil)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(id, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	const site = "https://exemple.fr/"
	full, err := Decode([]byte(`{"$schema": "` + id + `", "version": 1, "edition": "2021", "site": {"titre": "T", "url": "` + site + `", "langue": "fr", "organisme": {"nom": "O"},
		"pages": [{"adresse": "` + site + `", "titre": "A"}], "alias": [{"de": "` + site + `a/", "vers": "` + site + `b/"}], "vocabulaire": {"projet": {"singulier": "projet", "pluriel": "projets", "genre": "m"}}},
		"editions": [{"id": "2021", "titre": "E", "date": "2021-09-14", "etat": "revise", "documentation": "partielle", "annonce": {"a_achever": {"2021": 1}}}],
		"missions": [{"id": "m", "adresse": "` + site + `missions/m/", "titre": "M"}],
		"projets": [{"id": "a", "adresse": "` + site + `projets/a/", "titre": "A", "publie": "2021-01-01", "statut": "acheve", "debut": "2021-T1", "echeance": "2021-09/2022-01", "jalons": [{"titre": "J", "atteint": true}],
			"indicateurs": [{"nom": "I", "cible": 2.5, "mesures": [{"date": "2021-01-01", "valeur": 1}]}], "historique": [{"date": "2021-01-01", "statut": "en-cours"}]}],
		"actualites": [{"id": "2021-01-01-a", "adresse": "` + site + `actualites/2021-01-01-a/", "titre": "N", "date": "2021-01-01"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	right := full.Encode()
	if err := check(string(right)); err != nil {
		t.Errorf("%v\n%s", err, right)
	}
	for _, wrong := range [][2]string{{`"acheve"`, `"fini"`}, {`"2021-T1"`, `"T1 2021"`}, {`"version": 1`, `"version": 2`}, {`"date":"2021-09-14"`, `"date":"hier"`}, {`"projets": [`, `"projects": [`}, {`"atteint":true`, `"atteint":"oui"`}} {
		text := strings.Replace(string(right), wrong[0], wrong[1], 1)
		if text == string(right) || check(text) == nil {
			t.Errorf("%s is accepted in the place of %s", wrong[1], wrong[0])
		}
	}
}

// Whatever champs.md says of the data alone is said of some column or member.
func TestSentencesOfDataAreUsed(t *testing.T) {
	page, err := os.ReadFile("../fields/champs.md")
	if err != nil {
		t.Fatal(err)
	}
	said := Schema("https://exemple.fr", &roadmap.Usual, nil)
	text := string(said)
	for _, table := range tablesOf(nil) {
		for i := range table.Columns {
			text += table.Columns[i].Says + "\n"
		}
	}
	_, own, _ := strings.Cut(string(page), "\n| --- | --- |\n")
	for line := range strings.Lines(own) {
		if cells := strings.Split(strings.Trim(line, "| \n"), " | "); len(cells) != 2 || !strings.Contains(text, cells[1]) {
			t.Errorf("nothing has this meaning: %s", line)
		}
	}
}
