// Package sample makes roadmaps of any size, for benchmarks and for tests: a
// number of pages and of words goes in, the files of content/ come out, always
// the same for the same numbers.
package sample

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const (
	missions = 20
	enjeux   = 12
	familles = 4
)

// Content returns the files of a content folder with so many pages, each with
// so many words, by path from content/. At least a few dozen pages are made.
// Seven pages in ten are projets, most others actualités.
func Content(pages, words int) map[string][]byte {
	g := generator{files: map[string][]byte{}, words: words, state: 1}
	rest := max(pages-missions-enjeux-familles-1, 10)
	g.projets = max(rest*7/10, 5)
	g.actualites = rest * 25 / 100
	free := rest - g.projets - g.actualites
	g.files["site.yaml"] = []byte(siteYAML)
	g.page("index.md", "Une feuille de route fictive", "publie: 2021-01-04\nmis_a_jour: 2021-09-14\n")
	for i := range familles {
		g.page(fmt.Sprintf("familles/famille-%d.md", i), fmt.Sprintf("Famille %d", i), fmt.Sprintf("ordre: %d\n", i))
	}
	for i := range missions {
		g.page(fmt.Sprintf("missions/mission-%02d.md", i), fmt.Sprintf("Mission %d : %s", i, g.phrase(5)),
			fmt.Sprintf("code: M%02d\nfamille: famille-%d\nordre: %d\n", i, i%familles, i))
	}
	for i := range enjeux {
		g.page(fmt.Sprintf("enjeux/enjeu-%02d.md", i), fmt.Sprintf("Enjeu %d", i), fmt.Sprintf("ordre: %d\n", i))
	}
	for i := range g.projets {
		g.page(projetFile(i), fmt.Sprintf("Projet %d : %s", i, g.phrase(4)), g.projet(i))
	}
	for i := range g.actualites {
		g.page(fmt.Sprintf("actualites/%04d-%02d-%02d-actualite-%d.md", 2019+i%3, 1+i%9, 1+i%28, i), "Actualité "+g.phrase(5),
			fmt.Sprintf("projets: [projet-%d, projet-%d]\n", i%g.projets, (i+1)%g.projets))
	}
	for i := range free {
		g.page(fmt.Sprintf("pages/page-%d.md", i), "Page "+g.phrase(3), "")
	}
	return g.files
}

// Write makes a roadmap's folder: content/ below dir.
func Write(dir string, pages, words int) error {
	for name, data := range Content(pages, words) {
		file := filepath.Join(dir, "content", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("write sample: %w", err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			return fmt.Errorf("write sample: %w", err)
		}
	}
	return nil
}

const siteYAML = `titre: Exemple fictif
accroche: Feuille de route de mesure
url: https://exemple.fr/
organisme: {nom: Organisme fictif, sigle: OF}
licence: etalab-2.0
editions:
  - {id: "2020", titre: Première édition, date: 2020-09-01}
  - {id: "2021", titre: Deuxième édition, date: 2021-09-14}
`

type generator struct {
	files      map[string][]byte
	words      int
	projets    int
	actualites int
	state      uint64
}

// next is a linear congruential generator (Knuth, MMIX): no seed, no surprise.
func (g *generator) next(n int) int {
	g.state = g.state*6364136223846793005 + 1442695040888963407
	return int(g.state >> 33 % uint64(n))
}

var lexicon = strings.Fields(`service public numérique administration usager démarche projet équipe donnée agent ministère
 accès simplifier ouvrir partager construire améliorer mesurer publier suivre déployer accompagner former sécuriser
 l'État aujourd'hui chaque plusieurs nouvelle commune région outil méthode résultat objectif étape calendrier budget
 qualité accessibilité identité échange réseau hébergement logiciel libre code source interface essai retour avis`)

func (g *generator) phrase(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = lexicon[g.next(len(lexicon))]
	}
	return strings.Join(words, " ")
}

func projetFile(i int) string { return fmt.Sprintf("projets/projet-%d.md", i) }

func (g *generator) projet(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "code: P%d\nmission: mission-%02d\nenjeux: [enjeu-%02d, enjeu-%02d]\n", i, i%missions, i%enjeux, (i+5)%enjeux)
	fmt.Fprintf(&b, "statut: %s\nentree: %q\nordre: %d\n", []string{"acheve", "en-cours", "a-venir", "suspendu"}[i%4], []string{"2020", "2021"}[i%2], i)
	fmt.Fprintf(&b, "echeance: %d-T%d\npilotes: [Organisme %d]\npartenaires: [Partenaire %d, Partenaire %d]\n", 2020+i%4, 1+i%4, i%9, i%7, 7+i%5)
	fmt.Fprintf(&b, "jalons:\n  - {titre: Lancement, echeance: 2020-06, atteint: true}\n  - {titre: Essai, echeance: 2021-T4}\n")
	fmt.Fprintf(&b, "indicateurs:\n  - nom: Usagers\n    unite: usagers\n    mesures:\n      - {date: 2020-01-01, valeur: %d}\n      - {date: 2021-01-01, valeur: %d}\n    cible: %d\n", i, i*2, i*3)
	fmt.Fprintf(&b, "historique:\n  - {date: 2021-%02d-%02d, statut: en-cours, note: Le projet commence.}\n", 1+i%9, 1+i%28)
	return b.String()
}

// page writes a page: front matter, then sections of paragraphs, with a list, a
// table, a block and links here and there.
func (g *generator) page(name, titre, keys string) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitre: %q\nresume: %q\n%ssources:\n  - {titre: Source fictive, date: 2021-01-01}\n---\n", titre, "En une phrase : "+g.phrase(12)+".", keys)
	up := "../"
	if !strings.Contains(name, "/") {
		up = ""
	}
	for done, n := 0, 1; done < g.words; n++ {
		fmt.Fprintf(&b, "\n## Partie %d : %s\n\n", n, g.phrase(3))
		for range 3 {
			fmt.Fprintf(&b, "%s, **%s** : %s ; voir [%s](%s%s).\n%s, *%s* !\n\n", g.phrase(25), g.phrase(2), g.phrase(14),
				g.phrase(3), up, projetFile(g.next(g.projets)), g.phrase(20), g.phrase(2))
		}
		done += 3 * 66
		switch n % 3 {
		case 0:
			b.WriteString("| Année | Valeur |\n| --- | ---: |\n")
			for i := range 3 {
				fmt.Fprintf(&b, "| %d | %d |\n", 2019+i, g.next(100))
			}
			done += 8
		case 1:
			for range 4 {
				fmt.Fprintf(&b, "- %s ;\n", g.phrase(8))
			}
			done += 32
		case 2:
			fmt.Fprintf(&b, ":::encart[%s]\n%s.\n:::\n", g.phrase(3), g.phrase(20))
			done += 23
		}
	}
	g.files[name] = b.Bytes()
}
