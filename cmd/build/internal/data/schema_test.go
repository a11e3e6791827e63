package data

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every column and every member says what it holds.
func TestEverythingIsExplained(t *testing.T) {
	for _, table := range tablesOf(used{true, true, true}) {
		if table.Titre == "" || table.Says == "" {
			t.Errorf("nothing says what %s is", table.Name)
		}
		for _, c := range table.Columns {
			if c.Says == "" {
				t.Errorf("%s: nothing says what %s holds", table.Name, c.Name)
			}
		}
	}
	text, err := Schema("https://exemple.fr")
	if err != nil {
		t.Fatal(err)
	}
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
	text, err := Schema("https://exemple.fr")
	if err != nil {
		t.Fatal(err)
	}
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
	yes, n := true, 2.5
	full := &Feuille{Schema: id, Version: Version, Edition: "2021", Site: Site{Titre: "T", URL: "https://exemple.fr/", Langue: "fr", Pages: []Page{{Adresse: "https://exemple.fr/", Titre: "A"}}, Alias: []Alias{{"https://exemple.fr/a/", "https://exemple.fr/b/"}},
		Mots: Mots{Projet: &Mot{"projet", "projets", "m"}}},
		Editions:   []Edition{{ID: "2021", Titre: "E", Date: "2021-09-14", Etat: "revise", Documentation: "partielle", Annonce: Annonce{AAchever: map[string]int{"2021": 1}}}},
		Missions:   []Mission{{Fiche: Fiche{ID: "m", Adresse: "https://exemple.fr/missions/m/", Titre: "M"}}},
		Projets:    []Projet{{Fiche: Fiche{ID: "a", Adresse: "https://exemple.fr/projets/a/", Titre: "A", Publie: "2021-01-01"}, Statut: "acheve", Debut: "2021-T1", Echeance: "2021-09/2022-01", Jalons: []Jalon{{Titre: "J", Atteint: &yes}}, Indicateurs: []Indicateur{{Nom: "I", Cible: &n, Mesures: []Mesure{{Date: "2021-01-01", Valeur: 1}}}}, Historique: []Evenement{{Date: "2021-01-01", Statut: "en-cours"}}}},
		Actualites: []Actualite{{Fiche: Fiche{ID: "2021-01-01-a", Adresse: "https://exemple.fr/actualites/2021-01-01-a/", Titre: "N"}, Date: "2021-01-01"}}}
	right, err := full.Encode()
	if err != nil {
		t.Fatal(err)
	}
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
