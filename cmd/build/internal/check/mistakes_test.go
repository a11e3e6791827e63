package check_test

import (
	"fmt"
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/layouts"
)

// A slip is one mistake in a right content: in a file, by its path from content/, one
// text takes the place of another, or of all when that is empty; or the file is not
// there any more.
type slip struct {
	title, file, old, new string
	want                  string // the one message, as "line:column message" or, for another file, "path:line:column message"; "" for none
}

const editions = `editions:
  - id: "2020"
    titre: Édition 2020
    date: 2020-09-14
  - id: "2021"
    titre: Édition 2021
    date: 2021-09-14
    annonce: {missions: 1, projets: 11, a-venir: 10}
`

// roadmapOfTen is the model with what depends on what mistakes hide: ten projets of a
// mission and of an edition, links to them, figures, and rules that site.yaml sets.
func roadmapOfTen() map[string]string {
	files := maps.Clone(model())
	files["site.yaml"] = strings.Replace(files["site.yaml"], `editions: [{id: "2021", titre: Édition 2021, date: 2021-09-14}]`,
		"edition: \"2021\"\n"+strings.TrimSuffix(editions, "\n"), 1) + `verification:
  regles:
    lien-vague: {niveau: non, motif: les intitulés sont ceux du décret}
`
	for i := range 10 {
		files[fmt.Sprintf("projets/p%d.md", i)] = fmt.Sprintf(`---
titre: Projet numéro %d
resume: L'un des dix projets de cet essai, le numéro %d.
mission: donnees
enjeux: [simplicite]
entree: "2021"
statut: a-venir
pilotes:
  - Service des essais
echeance: 2023
code: B%d
sources:
  - titre: Un document
    date: 2021-09-14
---

## Pourquoi

Voir [la mission](../missions/donnees.md#texte), parmi [toutes](../missions/) : {{annonce projets}} annoncés, {{annonce projets edition=2021}} au total,
{{compte projets mission=donnees}} documentés, {{compte projets entree=2021}} depuis 2021. Et [en savoir plus](../pages/methode.md).
`, i, i, i)
	}
	files["missions/donnees.md"] = strings.Replace(files["missions/donnees.md"], "Texte.", "## Texte\n\nLe [premier projet](../projets/p0.md#pourquoi).", 1)
	files["actualites/2021-06-01-lancement.md"] = strings.Replace(files["actualites/2021-06-01-lancement.md"], "---\n\nTexte", "mission: donnees\nprojets: [p0, p1]\n---\n\nTexte", 1)
	return files
}

var slips = []slip{
	{"nothing", "site.yaml", "titre: Essai", "titre: Un essai", ""},

	// site.yaml as a whole
	{"site.yaml is empty", "site.yaml", "", "\n", "1:1 ce fichier ne dit rien"},
	{"site.yaml holds comments only", "site.yaml", "", "# à remplir\n", "1:1 ce fichier ne dit rien"},
	{"site.yaml is not there", "site.yaml", "", "", "0:0 il manque le fichier"},
	{"site.yaml has another name", "site.yaml", "", "\x00site.yml", "content/site.yml:0:0 le fichier de la feuille de route s'appelle"},
	{"site.yaml is a list", "site.yaml", "", "- titre: Essai\n- url: https://essai.exemple.fr/\n", "1:1 on attend des lignes"},
	{"site.yaml is a text", "site.yaml", "", "Essai\n", "1:1 on attend des lignes"},
	{"site.yaml is in UTF-16", "site.yaml", "", "\x00utf-16", "0:0 ce fichier est en UTF-16"},
	{"site.yaml is in Windows-1252", "site.yaml", "Édition 2020", "\xc9dition 2020", "8:12 ce fichier n'est pas en UTF-8"},
	{"site.yaml has a byte order mark", "site.yaml", "titre: Essai", "\ufefftitre: Essai", ""},
	{"site.yaml has line ends of two kinds", "site.yaml", "titre: Essai\n", "titre: Essai\r\n", ""},
	{"site.yaml begins with a line of dashes", "site.yaml", "titre: Essai", "---\ntitre: Essai", ""},
	{"site.yaml has two parts", "site.yaml", "edition:", "---\nedition:", "5:1 une seconde partie"},

	// its keys
	{"no titre", "site.yaml", "titre: Essai\n", "", "1:1 il manque la clé « titre »"},
	{"no url", "site.yaml", "url: https://essai.exemple.fr/\n", "", "1:1 il manque la clé « url »"},
	{"titre is empty", "site.yaml", "titre: Essai\n", "titre:\n", "1:1 la clé « titre » est vide"},
	{"editions is misspelt", "site.yaml", "editions:", "editons:", "6:1 clé inconnue « editons »"},
	{"no editions", "site.yaml", editions, "", "1:1 il manque la clé « editions »"},
	{"editions is empty", "site.yaml", editions, "editions:\n", "6:1 la clé « editions » est vide"},
	{"editions is a text", "site.yaml", editions, "editions: 2021\n", "6:11 « editions » attend une liste"},
	{"an edition without id", "site.yaml", "  - id: \"2021\"\n    titre", "  - titre", "10:5 il manque la clé « id »"},
	{"an edition without date", "site.yaml", "    date: 2021-09-14\n", "", "10:5 il manque la clé « date »"},
	{"two editions of one id", "site.yaml", `id: "2020"`, `id: "2021"`, "10:5 deux éditions ont l'id"},
	{"edition names none", "site.yaml", `edition: "2021"`, `edition: "2022"`, "5:10 l'édition « 2022 » n'existe pas"},
	{"a key that does not exist", "site.yaml", "titre: Essai\n", "titre: Essai\nxyzxyz: 1\n", "2:1 clé inconnue"},
	{"a key written twice", "site.yaml", "titre: Essai\n", "titre: Essai\ntitre: Autre\n", "2:1 la clé « titre » est écrite deux fois"},
	{"url is no address", "site.yaml", "https://essai.exemple.fr/", "essai", "2:6 "},
	{"a status that does not exist", "site.yaml", "etat: non-conforme", "etat: bon", "18:23 « etat » : état inconnu"},
	{"a rule that does not exist", "site.yaml", "lien-vague:", "lien-vage:", "21:5 la règle « lien-vage » n'existe pas"},
	{"a rule without its reason", "site.yaml", ", motif: les intitulés sont ceux du décret", "", "21:5 la règle « lien-vague » est abaissée sans motif"},
	{"a level that does not exist", "site.yaml", "niveau: non", "niveau: jamais", "21:26 « niveau » : niveau inconnu"},

	// its lines
	{"a key moved to the right", "site.yaml", "\nurl:", "\n  url:", "2:3 cette ligne est mal alignée"},
	{"a key of an edition moved", "site.yaml", "    titre: Édition 2021", "     titre: Édition 2021", "11:6 cette ligne est mal alignée"},
	{"a tab", "site.yaml", "    titre: Édition 2021", "\ttitre: Édition 2021", "11:1 tabulation"},
	{"a quote that is not closed", "site.yaml", `edition: "2021"`, `edition: "2021`, "5:10 guillemet non fermé"},
	{"a quote that is not closed, above a comment", "site.yaml", "edition: \"2021\"\n", "edition: \"2021\n\n# Les éditions\n", "5:10 guillemet non fermé"},
	{"a quote that the next one closes", "site.yaml", `id: "2020"`, `id: "2020`, "7:9 guillemet non fermé"},
	{"a colon in a value", "site.yaml", "titre: Édition 2021", "titre: Édition 2021 : la suite", "11:25 deux-points"},
	{"a colon that sticks", "site.yaml", "titre: Essai", "titre:Essai", "1:7 il manque une espace après le deux-points"},
	{"a brace that is not closed", "site.yaml", "telephone: 01 99 00 00 01}", "telephone: 01 99 00 00 01", "4:10 "},
	{"a bracket that swallows the rest", "site.yaml", "", "titre: [\n", "1:8 crochet"},
	{"a quote that swallows the rest", "site.yaml", "", "titre: Essai\nurl: \"https://essai.exemple.fr/\n", "2:6 guillemet non fermé"},
	{"a key without its colon", "site.yaml", "editions:", "editions", "6:1 "},
	{"marks of a conflict", "site.yaml", "titre: Essai\n", "<<<<<<< HEAD\ntitre: Essai\n=======\ntitre: Un essai\n>>>>>>> autre\n", "1:1 une marque de conflit"},

	// a page that others lead to
	{"a value that begins with @", "missions/donnees.md", "titre: Ouvrir", "titre: @Ouvrir", "2:8 caractère"},
	{"a mission without titre", "missions/donnees.md", "titre: Ouvrir les données\n", "", "2:1 il manque la clé « titre »"},
	{"the lines of dashes are not closed", "missions/donnees.md", "code: A1\n---\n", "code: A1\n", "1:1 le bloc « --- » n'est pas fermé"},
	{"the lines of dashes are not opened", "missions/donnees.md", "---\ntitre", "titre", "1:1 le fichier ne commence pas"},
	{"four dashes", "missions/donnees.md", "---\n", "----\n", "1:1 le fichier ne commence pas"},
	{"the front matter is empty", "missions/donnees.md", "titre: Ouvrir les données\nresume: La mission de cet essai.\ncode: A1\n", "", "2:1 il manque la clé « titre »"},
	{"the front matter is a text", "missions/donnees.md", "titre: Ouvrir les données\nresume: La mission de cet essai.\ncode: A1\n", "Ouvrir les données\n", "2:1 on attend des lignes"},
	{"an empty page", "missions/donnees.md", "", "\n", "1:1 le fichier ne commence pas"},
	{"a page in UTF-16", "missions/donnees.md", "", "\x00utf-16", "0:0 ce fichier est en UTF-16"},
	{"a page in Windows-1252", "missions/donnees.md", "données", "donn\xe9es", "2:23 ce fichier n'est pas en UTF-8"},
	{"a page with a byte order mark", "missions/donnees.md", "---\ntitre", "\ufeff---\ntitre", ""},
	{"a page with line ends of two kinds", "missions/donnees.md", "---\ntitre", "---\r\ntitre", ""},
	{"a page whose name is refused", "missions/donnees.md", "", "\x00missions/Données.md", "content/missions/Données.md:0:0 le nom « Données »"},
	{"a page whose ending is refused", "missions/donnees.md", "", "\x00missions/donnees.markdown", "content/missions/donnees.markdown:0:0 l'extension"},
	{"a page at the wrong place", "missions/donnees.md", "", "\x00donnees.md", "content/donnees.md:0:0 une page ne peut pas se trouver ici"},
	{"a folder has another name", "missions/donnees.md", "", "\x00mission/donnees.md", "content/mission:0:0 dossier inconnu « mission »"},
	{"a folder has a capital", "missions/donnees.md", "", "\x00Missions/donnees.md", "content/Missions:0:0 dossier inconnu « Missions »"},
	{"a folder has an unknown name", "missions/donnees.md", "", "\x00axes/donnees.md", "content/axes:0:0 dossier inconnu « axes »"},
	{"a quote in a projet", "projets/p0.md", "titre: Projet numéro 0", `titre: "Projet numéro 0`, "2:8 guillemet non fermé"},
	{"a status that does not exist, in a projet", "projets/p0.md", "statut: a-venir", "statut: bientôt", "7:9 "},
	{"the value of statut is lost", "projets/p0.md", "statut: a-venir", "statut: @a-venir", "7:9 "},
	{"a list that is none", "projets/p0.md", "  - Service des essais", "  Service des essais", "9:3 « pilotes » attend une liste"},
	{"a dash that sticks", "projets/p0.md", "  - Service des essais", "  -Service des essais", "9:3 "},
	{"a sign that sticks to a number sign", "projets/p0.md", "titre: Projet numéro 0", "titre: Projet #0", "2:15 ce qui suit « # »"},
	{"a day that does not exist", "projets/p0.md", "date: 2021-09-14", "date: 2021-09-31", "14:11 « date » attend une date"},
	{"a character that nobody sees", "projets/p0.md", "Voir", "Vo\x02ir", "19:3 caractère invisible"},
	{"a line end that no editor counts", "projets/p0.md", "L'un des dix", "L'un\u2028des dix", "3:13 caractère invisible"},
	{"a home page with a mistake of syntax", "index.md", "titre: Accueil", "titre: [Accueil", "3:1 crochet"},
	{"a home page that is not closed", "index.md", ".\n---\n", ".\n", "1:1 le bloc « --- » n'est pas fermé"},
	{"no home page", "index.md", "", "", "0:0 il manque la page d'accueil"},
	{"a free page with a mistake of syntax", "pages/accessibilite.md", "resume: L'état", "resume: L'état : deux", "3:16 deux-points"},
}

// files is the right content with the slip.
func (s *slip) files(t *testing.T) map[string]string {
	files := roadmapOfTen()
	text := files[s.file]
	moved, moves := strings.CutPrefix(s.new, "\x00")
	switch {
	case s.old != "" && strings.Contains(text, s.old):
		text = strings.Replace(text, s.old, s.new, 1)
	case s.old != "":
		t.Fatalf("%s does not hold %q", s.file, s.old)
	case moved == "utf-16":
		b := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(text)) {
			b = append(b, byte(u), byte(u>>8))
		}
		text = string(b)
	case moves:
		files[moved], text = text, ""
	default:
		text = s.new
	}
	files[s.file] = text
	return files
}

// One mistake has one message, which names it: nothing is said of what follows from it.
func TestOneMistakeHasOneMessage(t *testing.T) {
	for _, s := range slips {
		t.Run(s.title, func(t *testing.T) {
			files := s.files(t)
			contentFS := fstest.MapFS{}
			for name, text := range files {
				if text != "" {
					contentFS[name] = &fstest.MapFile{Data: []byte(text)}
				}
			}
			var got []string
			for _, p := range problems(t, contentFS, fs.FS(layouts.FS)) {
				got = append(got, fmt.Sprintf("%s:%d:%d %s [%s] %s", p.Pos.File, p.Pos.Line, p.Pos.Col, p.Message, p.Code, p.Hint))
			}
			want := s.want
			if want != "" && !strings.HasPrefix(want, content.Root+"/") {
				want = content.Root + "/" + s.file + ":" + want
			}
			switch {
			case want == "" && len(got) == 0:
			case len(got) != 1 || want == "" || !strings.HasPrefix(got[0], want):
				t.Errorf("%d messages, want one, %q:\n%s", len(got), want, strings.Join(got, "\n"))
			}
		})
	}
}
