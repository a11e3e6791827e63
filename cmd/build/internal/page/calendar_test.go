package page

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/sample"
)

// plan plans the site of some files of content/.
func plan(t *testing.T, files map[string][]byte) *Plan {
	t.Helper()
	tree, problems := fstest.MapFS{}, new(diag.List)
	for name, data := range files {
		tree[name] = &fstest.MapFile{Data: data}
	}
	docs, err := content.Load(tree, roadmap.Types(), problems)
	if err != nil {
		t.Fatal(err)
	}
	p := New(Input{Roadmap: roadmap.New(roadmap.Input{Tree: docs}, problems), Base: "https://exemple.fr"}, problems)
	if problems.Erreurs() > 0 {
		t.Fatal(problems.Sorted())
	}
	return p
}

// withoutMissions takes the missions out of a sample.
func withoutMissions(files map[string][]byte) {
	for name, data := range files {
		if strings.HasPrefix(name, "missions/") {
			delete(files, name)
			continue
		}
		lines := strings.Split(string(data), "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "mission: ") {
				lines[i] = ""
			}
		}
		files[name] = []byte(strings.Join(lines, "\n"))
	}
}

// However many échéances there are, each is on one page, no page has more than
// it can show, and every page is led to.
func TestCalendarFolds(t *testing.T) {
	for _, level := range []string{"mission", "none"} {
		for _, pages := range []int{43, 1000, 4000} {
			t.Run(fmt.Sprint(level, pages), func(t *testing.T) {
				files := sample.Content(pages, 0)
				if level == "none" {
					withoutMissions(files)
				}
				p := plan(t, files)
				if events, all := len(p.Calendars[0].Feed("exemple.fr").Events), len(p.Calendars[0].planner.dues(scope{})); events != all {
					t.Errorf("the file to subscribe to has %d échéances, of %d", events, all)
				}
				shown, led, all := 0, map[string]bool{Timeline: true}, p.Calendars[0].planner.dues(scope{})
				for _, pg := range p.Pages {
					if !strings.HasPrefix(pg.Address, Timeline) {
						continue
					}
					if !led[pg.Address] {
						t.Errorf("nothing leads to %s", pg.Address)
					}
					v := pg.Page().Vue().(*Calendrier)
					here, counted := 0, 0
					for _, year := range v.Annees {
						here += len(year.Avant) + len(year.Apres)
					}
					for _, table := range v.Tableaux {
						for _, row := range table.Lignes {
							counted += row.Total
							led[row.Lien.Adresse] = true
						}
					}
					legend := 0
					for _, state := range v.Legende {
						legend += state.Nombre
					}
					if legend != here+counted || here > 0 && counted > 0 || here+counted == 0 {
						t.Errorf("%s: %d shown, %d counted, %d in the legend", pg.Address, here, counted, legend)
					}
					if here > maxDues && strings.Count(pg.Address, "/") < 4 {
						t.Errorf("%s shows %d échéances", pg.Address, here)
					}
					shown += here
				}
				if shown != len(all) || shown == 0 {
					t.Errorf("%d échéances are shown, of %d", shown, len(all))
				}
			})
		}
	}
}

// Marks of one row never touch, whatever their périodes.
func TestMarksDoNotTouch(t *testing.T) {
	var projet strings.Builder
	projet.WriteString("---\ntitre: P\njalons:\n")
	for i, when := range []string{"2021-01-01", "2021-01-02", "2021-01", "2021", "2021-S1", "2021-T4", "2021-12-31", "2021-12", "2020-11/2021-02", "2021-06/2022-02", "2021-03-31", "2021-04-01", "2021-02-28"} {
		fmt.Fprintf(&projet, "  - {titre: J%d, echeance: %s}\n", i, when)
	}
	projet.WriteString("---\n")
	p := plan(t, map[string][]byte{"index.md": []byte("---\ntitre: A\n---\n"), "projets/p.md": []byte(projet.String()),
		"site.yaml": []byte("titre: E\nurl: https://exemple.fr/\norganisme: {nom: O}\neditions: [{id: \"1\", titre: E, date: 2021-06-01}]\n")})
	for _, pg := range p.Pages {
		if pg.Address != Timeline {
			continue
		}
		for _, year := range pg.Page().Vue().(*Calendrier).Annees {
			rooms := map[int][][2]float64{}
			for _, m := range year.Frise.Couloirs[0].Marques {
				var x, w float64
				fmt.Sscanf(m.X, "%f%%", &x)
				from, to := x-markWidth/2, x+markWidth/2
				if m.Barre.X != "" {
					var b float64
					fmt.Sscanf(m.Barre.X, "%f%%", &b)
					fmt.Sscanf(m.Barre.Largeur, "%f%%", &w)
					from = min(from, b)
					if !m.Fin {
						from, to = b, b+w
					}
				}
				if x < 0 || x > 100.01 {
					t.Errorf("%s: mark %d stands at %s", year.Annee, m.Numero, m.X)
				}
				for _, other := range rooms[m.Y] {
					if from < other[1]-0.02 && other[0] < to-0.02 {
						t.Errorf("%s: mark %d touches another", year.Annee, m.Numero)
					}
				}
				rooms[m.Y] = append(rooms[m.Y], [2]float64{from, to})
			}
		}
	}
}

// The home page and the calendar have the same order, for the same last day as well,
// and a bar is thin when it only means that a date is not known better.
func TestMilestonesInOrder(t *testing.T) {
	p := plan(t, map[string][]byte{"site.yaml": []byte(relatedSite), "index.md": []byte("---\ntitre: A\n---\n"),
		"projets/a.md": []byte("---\ntitre: A\njalons:\n  - {titre: quarter, echeance: 2021-T4}\n  - {titre: day, echeance: 2021-12-31}\n---\n"),
		"projets/b.md": []byte("---\ntitre: B\njalons:\n  - {titre: work, debut: 2021-07-01, echeance: 2021-12-31}\n  - {titre: year, echeance: 2021}\n---\n")})
	home, calendar := pageAt(t, p, Home).Vue().(*Accueil), pageAt(t, p, Timeline).Vue().(*Calendrier)
	var next, listed []string
	for _, j := range home.Prochaines.Jalons {
		next = append(next, j.Titre)
	}
	for _, e := range calendar.Annees[0].Apres {
		listed = append(listed, e.Titre)
	}
	want := []string{"year", "work", "quarter", "day"}
	if !slices.Equal(next, want) || !slices.Equal(listed, want) {
		t.Errorf("home %v, calendar %v, not %v", next, listed, want)
	}
	thin := map[int]bool{}
	for _, m := range calendar.Annees[0].Frise.Couloirs[0].Marques {
		thin[m.Numero] = m.Barre.Floue
	}
	if !maps.Equal(thin, map[int]bool{1: true, 2: false, 3: true, 4: false}) || !calendar.Floues {
		t.Errorf("thin bars: %v", thin)
	}
}

func pageAt(t *testing.T, p *Plan, address string) *Page {
	t.Helper()
	for _, pg := range p.Pages {
		if pg.Address == address {
			return pg.Page()
		}
	}
	t.Fatalf("no page %s", address)
	return nil
}
