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

// Whatever an editor may type about an item is in the data, under the same name,
// unless its tag says that it is not published.
func TestItemsHaveTheKeysOfFrontMatter(t *testing.T) {
	secret := map[string]bool{}
	for typed, ours := range map[any]any{new(roadmap.FamilleFields): Famille{}, new(roadmap.MissionFields): Mission{}, new(roadmap.ProjetFields): Projet{},
		new(roadmap.EnjeuFields): Enjeu{}, new(roadmap.ActualiteFields): Actualite{}, new(roadmap.Jalon): roadmap.Jalon{}, new(roadmap.Indicateur): roadmap.Indicateur{},
		new(roadmap.Mesure): roadmap.Mesure{}, new(roadmap.Edition): roadmap.Edition{}, new(roadmap.Annonce): roadmap.Annonce{}} {
		for _, key := range content.Keys(typed) {
			if !slices.ContainsFunc(membersOf(reflect.TypeOf(ours)), func(m member) bool { return m.key == key }) {
				secret[key] = true
			}
		}
	}
	delete(secret, "brouillon") // what is not published
	delete(secret, "a_paraitre")
	if len(secret) > 0 {
		t.Errorf("not in the data: %v", secret)
	}
}

// The members of the file are those of the contract, in its order.
func TestMembers(t *testing.T) {
	f := &Feuille{Familles: []Famille{{}}, Enjeux: []Enjeu{{}}, Missions: []Mission{{}}, Projets: []Projet{}}
	text := f.Encode()
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
