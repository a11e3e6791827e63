package main

import (
	"html"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/manual"
)

// A life is a roadmap of some structure, kept by commands through its editions.
type life struct {
	niveaux, transversal string // as init takes them
	pages                [][2]string
	keys                 map[string]string // by the path of a page, lines that its editor uncomments
	acts                 [][]string
	later                [][]string // acts of the second year
}

var lives = map[string]life{
	"three levels": {"un axe, une priorité, un objectif", "",
		[][2]string{{"axe", "Prévenir"}, {"priorite", "Dépister"}, {"priorites", "Vacciner"}, {"objectif", "Bilan à 40 ans"}, {"objectif", "Maisons ouvertes"}, {"objectif", "Carnet"}, {"objectif", "Doublon"}},
		map[string]string{"missions/depister.md": "famille: prevenir\ncode: 1", "missions/vacciner.md": "famille: prevenir\ncode: 2",
			"projets/bilan-a-40-ans.md":   "mission: depister\nstatut: en-cours\necheance: 2026-T4\njalons: [{titre: Ouverture, echeance: 2026-06, atteint: false}]\nindicateurs: [{nom: Bilans, mesures: [{date: 2026-01-02, valeur: 1}]}]\npilotes: [Direction fictive]",
			"projets/maisons-ouvertes.md": "mission: depister\nstatut: a-venir\necheance: 2027", "projets/carnet.md": "mission: vacciner\nstatut: en-cours"},
		[][]string{{"statut", "maisons-ouvertes", "en-cours"}, {"echeance", "bilan-a-40-ans", "2027-S1", "--note", "Le marché a été relancé."}, {"atteint", "bilan-a-40-ans#1"},
			{"mesure", "bilan-a-40-ans", "Bilans", "30"}, {"renommer", "carnet", "carnet-de-sante"}, {"fusionner", "doublon", "carnet-de-sante"}},
		[][]string{{"statut", "bilan-a-40-ans", "achevé"}, {"retirer", "maisons-ouvertes", "--abandonne", "--note", "Le budget manque."}}},
	"no mission": {"un engagement", "",
		[][2]string{{"engagement", "Planter des haies"}, {"engagement", "Isoler les écoles"}, {"engagements", "Ouvrir une ligne"}},
		map[string]string{"projets/planter-des-haies.md": "statut: en-cours\necheance: 2026-T4\npilotes: [Région fictive]", "projets/isoler-les-ecoles.md": "statut: a-venir\necheance: 2028"},
		[][]string{{"statut", "planter-des-haies", "achevé"}, {"statut", "isoler-les-ecoles", "en-cours"}},
		[][]string{{"echeance", "isoler-les-ecoles", "fin 2029", "--note", "L'appel d'offres est infructueux."}}},
	"one level and what crosses it": {"une action", "une thématique",
		[][2]string{{"thematique", "Égalité"}, {"thématique", "Climat"}, {"action", "Former les juges"}, {"actions", "Compter"}, {"action", "Aider"}},
		map[string]string{"projets/former-les-juges.md": "statut: en-cours\necheance: 2026\nenjeux: [egalite, climat]", "projets/compter.md": "statut: suspendu\nenjeux: [climat]\necheance: 2026-09"},
		[][]string{{"statut", "former-les-juges", "achevée"}, {"statut", "compter", "en-cours", "--note", "Reprise."}, {"echeance", "compter", "2027", "--note", "Retard."}},
		[][]string{{"retirer", "aider", "--abandonne"}}},
}

// A keeper keeps a roadmap, and reads all that it is told.
type keeper struct {
	*testing.T
	dir, home string
	foreign   *regexp.Regexp // words of no vocabulary of the roadmap's
}

// foreign matches words as people read them: no part of an address, a key or a class.
func foreign(words []string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\pL\d/._{#"'-])(?:` + strings.Join(words, "|") + `)(?:$|[^\pL\d/._:="-])`)
}

// do runs a command on a day, and looks for foreign words in what it says.
func (k *keeper) do(day string, args ...string) string {
	k.Helper()
	at, err := time.Parse(time.DateOnly, day)
	must(k, err)
	cmd := exec.Command(program(k), args...)
	cmd.Dir = k.dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+k.home, "SOURCE_DATE_EPOCH="+strconv.FormatInt(at.Unix(), 10))
	out, err := cmd.CombinedOutput()
	if err != nil {
		k.Fatalf("build %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	k.hunt("build "+strings.Join(args, " "), string(out))
	return string(out)
}

// hunt tells the foreign words of a text.
func (k *keeper) hunt(where, text string) {
	k.Helper()
	for _, m := range k.foreign.FindAllStringIndex(text, 3) {
		k.Errorf("%s: … %s …", where, strings.Join(strings.Fields(text[max(0, m[0]-60):min(len(text), m[1]+40)]), " "))
	}
}

var (
	unread  = regexp.MustCompile(`(?s)<(script|style|code)\b.*?</(?:script|style|code)>`)
	machine = regexp.MustCompile(`<td[^>]*>\s*[a-z]+\s*</td>`) // a value of the data, which is the same for every roadmap
	tags    = regexp.MustCompile(`(?s)<[^>]*>`)
	spoken  = regexp.MustCompile(`\b(?:title|alt|aria-label|placeholder|content|label)="([^"]*)"`)
	told    = regexp.MustCompile(`"(?:description|title)":"([^"]*)"`)
)

// published hunts in all that people read of the site: pages, feeds, calendars, what
// describes the data, and what the search says.
func (k *keeper) published() {
	k.Helper()
	site := filepath.Join(k.dir, "public")
	must(k, filepath.WalkDir(site, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		text := string(data)
		switch ext := filepath.Ext(path); {
		case ext == ".html", ext == ".xml", ext == ".svg":
			text = machine.ReplaceAllString(unread.ReplaceAllString(text, " "), " ")
			all := tags.ReplaceAllString(text, " ")
			for _, m := range spoken.FindAllStringSubmatch(text, -1) {
				all += "\n" + m[1]
			}
			text = html.UnescapeString(all)
		case ext == ".ics", strings.HasPrefix(e.Name(), "fiches-"):
		case strings.HasSuffix(path, ".schema.json"), e.Name() == "datapackage.json", ext == ".jsonld":
			all := ""
			for _, m := range told.FindAllStringSubmatch(text, -1) {
				all += m[1] + "\n"
			}
			text = all
		default:
			text = ""
		}
		rel, _ := filepath.Rel(site, path)
		k.hunt(rel, text)
		return err
	}))
}

// uncomment has a page of new say some of its keys.
func (k *keeper) uncomment(name, lines string) {
	k.Helper()
	file := filepath.Join(k.dir, "content", filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	must(k, err)
	text := string(data)
	for line := range strings.Lines(lines + "\n") {
		key, _, _ := strings.Cut(line, ":")
		comment := regexp.MustCompile(`(?m)^# ` + key + `: .*\n`)
		if !comment.MatchString(text) {
			k.Fatalf("%s: a new page has no key %s", name, key)
		}
		text = comment.ReplaceAllLiteralString(text, line)
	}
	must(k, os.WriteFile(file, []byte(text), 0o644))
}

// helped reads what help says: of the levels that the roadmap has, in its own words; it
// tells of the others that they may be.
func (k *keeper) helped(l life) {
	k.Helper()
	var model []string
	for _, level := range (example.Blank{Niveaux: l.niveaux, Transversal: l.transversal}).Levels() {
		model = append(model, level.Nom().Singulier+"[sx]?")
	}
	read := *k
	read.foreign = foreign(model)
	read.do("2026-01-05", "aide")
	for _, topic := range slices.Concat(manual.Tasks, manual.Topics) {
		read.do("2026-01-05", "aide", topic)
	}
	for _, cmd := range newRoot(newTerm(nil, nil)).Commands() {
		read.do("2026-01-05", cmd.Name(), "--help")
	}
}

// appears makes an actualité no draft any more.
func (k *keeper) appears(name string) {
	k.Helper()
	file := filepath.Join(k.dir, "content", "actualites", name+".md")
	data, err := os.ReadFile(file)
	must(k, err)
	must(k, os.WriteFile(file, []byte(strings.Replace(string(data), "brouillon: true\n", "", 1)), 0o644))
}

// Roadmaps of other structures live through two editions by commands, in their own words:
// no word of another vocabulary is on a page, in what describes the data, or in a message.
func TestYears(t *testing.T) {
	home := cache(t)
	for name, l := range lives {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var others []string
			for _, word := range []string{"familles?", "missions?", "projets?", "enjeux?", "axes?", "priorités?", "objectifs?", "engagements?", "actions?", "thématiques?"} {
				own := l.niveaux + " " + l.transversal
				if !slices.ContainsFunc(strings.FieldsFunc(own, func(r rune) bool { return r == ' ' || r == ',' }), func(w string) bool { return regexp.MustCompile(`^` + word + `$`).MatchString(w) }) {
					others = append(others, word)
				}
			}
			k := &keeper{t, t.TempDir(), home, foreign(others)}
			init := []string{"init", ".", "--vide", "--titre", "Essai", "--organisme", "Organisme fictif", "--url", "https://essai.exemple.fr/", "--niveaux", l.niveaux, "--edition", "2026"}
			if l.transversal != "" {
				init = append(init, "--transversal", l.transversal)
			}
			k.do("2026-01-05", init...)
			for _, p := range l.pages {
				k.do("2026-01-05", "new", p[0], p[1])
			}
			k.do("2026-01-05", "new", "actualite", "Le lancement")
			k.helped(l)
			for page, lines := range l.keys {
				k.uncomment(page, lines)
			}
			k.do("2026-01-05")
			k.published()
			year := func(day string, acts [][]string) {
				for _, act := range acts {
					k.do(day, act...)
				}
				k.do(day, "check")
				k.do(day, "diff")
				k.do(day)
				k.published()
			}
			year("2026-07-01", l.acts)
			k.do("2026-12-01", "edition", "2027", "--titre", "Essai, deuxième édition", "--inscrire", "https://essai.exemple.fr/archives/")
			k.appears("2026-12-01-edition-2027")
			k.do("2026-12-01")
			k.published()
			year("2027-06-01", l.later)
			k.do("2027-12-01", "edition", "2028", "--titre", "Essai, troisième édition")
			k.appears("2027-12-01-edition-2028")
			k.do("2027-12-01")
			k.published()
			for _, old := range []string{"2026", "2027"} {
				k.do("2027-12-01", "diff", "content/editions/"+old+".json", ".")
			}
			changes := read(t, filepath.Join(k.dir, "public", "changements"))["index.html"]
			for _, said := range []string{"deuxième édition", "troisième édition"} {
				if !strings.Contains(string(changes), said) {
					t.Errorf("what changed with « %s » is not told", said)
				}
			}
		})
	}
}
