package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/when"
)

// A fact is a date that a source gives, with the numbers that it gives for it.
type fact struct {
	when    string // as a roadmap has it: "2021-05-17", "2022-fin"
	numbers []float64
}

// facts are those of testdata/facts by the page that may tell them. A part that is
// no projet of its own is told by the projet that it is part of.
func facts(t *testing.T) map[string][]fact {
	page := map[string]string{"fast": "startups-etat", "vis-mon-job": "attractivite-emploi-tech"}
	number := regexp.MustCompile(`\d+(?:[  ]\d{3})*(?:,\d+)?`)
	all := map[string][]fact{}
	add := func(page, date string, value float64, words ...string) {
		f := fact{when: date, numbers: []float64{value}}
		switch r := when.Read(content.Fold(date)); {
		case date == "mi-2021": // names the edition
			f.when = "2021-09-14"
		case r.State == when.Clear:
			f.when = r.Text
		}
		for _, n := range number.FindAllString(strings.Join(words, " ; "), -1) {
			x, err := strconv.ParseFloat(strings.NewReplacer(" ", "", " ", "", ",", ".").Replace(n), 64)
			must(t, err)
			f.numbers = append(f.numbers, x)
		}
		all[page] = append(all[page], f)
	}
	files, err := filepath.Glob("testdata/facts/*.yaml")
	must(t, err)
	for _, file := range files {
		var said struct {
			Projets []struct {
				ID     string
				Jalons []struct {
					Echeance, Libelle string
				}
				Chiffres []struct {
					Valeur               float64
					Unite, Libelle, Date string
				}
			}
			Indicateurs []struct {
				Depart     float64 `yaml:"valeur_depart"`
				DateDepart string  `yaml:"date_depart"`
				Valeur     float64
				Date       string `yaml:"date_valeur"`
			} `yaml:"indicateurs_de_pilotage"`
		}
		text, err := os.ReadFile(file)
		must(t, err)
		must(t, yaml.Unmarshal(text, &said))
		for _, p := range said.Projets {
			id := p.ID
			if whole := page[id]; whole != "" {
				id = whole
			}
			for _, j := range p.Jalons {
				add(id, j.Echeance, 0, j.Libelle)
			}
			for _, c := range p.Chiffres {
				add(id, c.Date, c.Valeur, c.Libelle)
			}
		}
		for _, i := range said.Indicateurs {
			add("indicateurs", i.DateDepart, i.Depart)
			add("indicateurs", i.Date, i.Valeur)
		}
	}
	// Two pages tell what another's survey found.
	for page, survey := range map[string]string{"indicateurs": "barometre-numerique-agent", "inclusion-accessibilite": "observatoire-demarches"} {
		all[page] = append(all[page], all[survey]...)
	}
	return all
}

// TestFacts wants each date of a milestone and each measure of the real roadmap to be
// one that a source gives. A measure has a day even where its source tells less.
func TestFacts(t *testing.T) {
	tree, err := content.Load(os.DirFS(filepath.Join(repository, "content")), roadmap.Types(), new(diag.List))
	must(t, err)
	r, known := roadmap.New(roadmap.Input{Tree: tree}, new(diag.List)), facts(t)
	date := func(slug, told, of string) {
		if told != "" && !slices.ContainsFunc(known[slug], func(f fact) bool { return f.when == told }) {
			t.Errorf("%s: no source gives %s for « %s »", slug, told, of)
		}
	}
	measures := func(slug string, of []roadmap.Indicateur) {
		for _, i := range of {
			for _, m := range i.Mesures {
				if !slices.ContainsFunc(known[slug], func(f fact) bool {
					var at roadmap.Periode
					return content.Read(&at, f.when) == nil && at.First.Compare(m.Date) <= 0 && m.Date.Compare(at.Last) <= 0 && slices.Contains(f.numbers, m.Valeur.V)
				}) {
					t.Errorf("%s: no source gives %v on %s for « %s »", slug, m.Valeur.V, m.Date.ISO(), i.Nom.S)
				}
			}
		}
	}
	for _, p := range r.Projets {
		date(p.Slug(), p.Debut.S, p.Titre())
		date(p.Slug(), p.Echeance.S, p.Titre())
		for _, j := range p.Jalons {
			date(p.Slug(), j.Echeance.S, j.Titre.S)
			date(p.Slug(), j.AtteintLe.Published(), j.Titre.S)
		}
		for _, e := range p.Historique {
			date(p.Slug(), e.Echeance.S, e.Jalon.S)
		}
		measures(p.Slug(), p.Indicateurs)
	}
	for _, m := range r.Missions {
		measures(m.Slug(), m.Indicateurs)
	}
	for _, l := range r.Libres {
		measures(l.Slug(), l.Indicateurs)
	}
}
