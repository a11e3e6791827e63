package page

import (
	"fmt"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/sample"
)

// However many projets there are, each is once in the lists by status, and once below
// what the list of all leads to; no list shows more than it can.
func TestListsFold(t *testing.T) {
	for _, pages := range []int{100, 700, 10_000} {
		for _, missions := range []bool{true, false} {
			t.Run(fmt.Sprint(pages, missions), func(t *testing.T) {
				files := sample.Content(pages, 0)
				if !missions {
					withoutMissions(files)
				}
				p := plan(t, files)
				pl := p.Pages[0].planner
				byStatus, led := map[string]int{}, map[string]int{}
				for _, pg := range p.Pages {
					if !strings.HasPrefix(pg.Address, "/projets/") && !strings.HasPrefix(pg.Address, "/missions/") || pg.Document != nil && pg.Document.Kind.Folder() == "projets" {
						continue
					}
					var shown []string
					switch v := pg.Page().Vue().(type) {
					case *Liste:
						shown = titles(v.Groupes)
					case *Mission:
						shown = titles([]ProjetGroupe{{Projets: v.Projets}})
					case *Projets:
						if pl.folded() != (v.Lignes != "") || v.Lignes != p.Rows {
							t.Errorf("the rows of %d projets are in « %s »", len(pl.Projets), v.Lignes)
						}
					}
					if len(shown) > maxListed {
						t.Errorf("%s shows %d projets", pg.Address, len(shown))
					}
					for _, title := range shown {
						switch {
						case strings.HasPrefix(pg.Address, "/projets/statut/"):
							byStatus[title]++
						case strings.HasPrefix(pg.Address, "/missions/"), strings.HasPrefix(pg.Address, "/projets/mission/"):
							led[title]++
						}
					}
				}
				for _, projet := range pl.Projets {
					if byStatus[projet.Titre()] != 1 || pl.folded() && led[projet.Titre()] != 1 {
						t.Fatalf("%s is in %d lists by status, and in %d by mission", projet.Titre(), byStatus[projet.Titre()], led[projet.Titre()])
					}
				}
			})
		}
	}
}

// titles are those of the projets of some groups.
func titles(groups []ProjetGroupe) (all []string) {
	for _, g := range groups {
		for _, l := range g.Projets {
			all = append(all, l.Titre)
		}
	}
	return all
}
