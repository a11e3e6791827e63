package data

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// tags are the names of a struct's members in JSON.
func tags(t reflect.Type) map[string]bool {
	names := map[string]bool{}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" {
			names[name] = true
		}
	}
	return names
}

// Whatever an editor may type about an item is in the data, under the same name.
func TestItemsHaveTheKeysOfFrontMatter(t *testing.T) {
	for kind, item := range map[content.Kind]any{content.Famille: Famille{}, content.Mission: Mission{}, content.Projet: Projet{}, content.Enjeu: Enjeu{}, content.Actualite: Actualite{}} {
		has := tags(reflect.TypeOf(item))
		for _, key := range content.Keys(roadmap.Types().Matter(kind)) {
			if !has[key] && key != "brouillon" { // drafts are not published
				t.Errorf("%s: no « %s »", kind, key)
			}
		}
		for _, key := range []string{"id", "adresse"} {
			if !has[key] {
				t.Errorf("%s: no « %s »", kind, key)
			}
		}
	}
	for typed, ours := range map[any]any{new(roadmap.Jalon): Jalon{}, new(roadmap.Indicateur): Indicateur{}, new(roadmap.Mesure): Mesure{},
		new(roadmap.Evenement): Evenement{}, new(roadmap.Source): Source{}, new(roadmap.Lien): Lien{}, new(roadmap.EditionFields): Edition{}, new(roadmap.Annonce): Annonce{}} {
		has := tags(reflect.TypeOf(ours))
		for _, key := range content.Keys(typed) {
			if !has[key] {
				t.Errorf("%T: no « %s »", ours, key)
			}
		}
	}
}

// The members of the file are those of the contract, in its order.
func TestMembers(t *testing.T) {
	f := &Feuille{Familles: []Famille{{}}, Enjeux: []Enjeu{{}}, Missions: []Mission{{}}, Projets: []Projet{}, Editions: []Edition{}}
	text, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, name := range []string{"$schema", "version", "site", "edition", "editions", "familles", "enjeux", "missions", "projets", "actualites"} {
		at := strings.Index(string(text), "\n\t\""+name+"\":")
		if at <= last {
			t.Errorf("« %s » is not there, or not in its place", name)
		}
		last = at
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil || len(all) != 10 {
		t.Errorf("%v %v", err, slices.Sorted(maps.Keys(all)))
	}
}

// A few bytes that ask for a lot of memory are refused before they get it.
func TestGreedyData(t *testing.T) {
	for name, text := range map[string]string{
		"objects": `{"version":1,"edition":"1","projets":[` + strings.Repeat("{},", maxObjects) + `{}]}`,
		"values":  `{"version":1,"edition":"1","x":[` + strings.Repeat("1,", maxValues) + `1]}`,
		"depth":   strings.Repeat(`{"site":`, 20_000),
	} {
		if _, err := Decode([]byte(text)); err == nil {
			t.Errorf("%s are accepted", name)
		}
	}
	for text, says := range map[string]string{
		`{"version":2,"edition":"1"}`: "plus récent (2)",
		`{"edition":"1"}`:             "ce ne sont pas les données",
		`[]`:                          "objet JSON",
		`{"version":1,"edition":"1","projets":[{"id":"a"},{"id":"a"}]}`:                      "l'id « a » manque, est en double",
		`{"version":1,"edition":"1","missions":[{"titre":"sans id"}]}`:                       "l'id «  » manque",
		`{"version":1,"edition":"1","site":{"url":"https://a.fr/\u0001%zz"}}`:                "n'est pas valable",
		`{"version":1,"edition":"1","projets":[{"id":"../../etc/x"}]}`:                       "ne peut pas nommer une page",
		`{"version":1,"edition":"1","projets":[{"id":"a","adresse":"javascript:alert(1)"}]}`: "l'adresse de « a » n'est pas valable",
		`{"version":1,"edition":"1","site":{"pages":[{"adresse":"data:,x"}]}}`:               "l'adresse « data:,x » n'est pas valable",
	} {
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want « %s »", text, err, says)
		}
	}
}
