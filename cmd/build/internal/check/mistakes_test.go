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
    edition-non-gardee: {niveau: non, motif: elle n'a été publiée que sur papier}
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
	{"a bracket that swallows the rest", "site.yaml", "", "titre: Essai\naccroche: [\n", "2:11 crochet"},
	{"a quote that swallows the rest", "site.yaml", "", "titre: Essai\nurl: \"https://essai.exemple.fr/\n", "2:6 guillemet non fermé"},
	{"a key without its colon", "site.yaml", "editions:", "editions", "6:1 "},
	{"marks of a conflict", "site.yaml", "titre: Essai\n", "<<<<<<< HEAD\ntitre: Essai\n=======\ntitre: Un essai\n>>>>>>> autre\n", "1:1 une marque de conflit"},

	// a page that others lead to
	{"a value that begins with @", "missions/donnees.md", "titre: Ouvrir", "titre: @Ouvrir", "2:8 caractère"},
	{"a mission without titre", "missions/donnees.md", "titre: Ouvrir les données\n", "", "2:1 il manque la clé « titre »"},
	{"the lines of dashes are not closed", "missions/donnees.md", "code: A1\n---\n", "code: A1\n", "4:1 le bloc « --- » n'est pas fermé"},
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
	{"a list that is none", "projets/p0.md", "  - Service des essais", "  Service des essais", "9:3 une liste se fait avec des tirets"},
	{"a dash that sticks", "projets/p0.md", "  - Service des essais", "  -Service des essais", "9:3 "},
	{"a sign that sticks to a number sign", "projets/p0.md", "titre: Projet numéro 0", "titre: Projet #0", "2:15 ce qui suit « # »"},
	{"a day that does not exist", "projets/p0.md", "date: 2021-09-14", "date: 2021-09-31", "14:11 « date » attend une date"},
	{"a character that nobody sees", "projets/p0.md", "Voir", "Vo\x02ir", "19:3 caractère invisible"},
	{"a line end that no editor counts", "projets/p0.md", "L'un des dix", "L'un\u2028des dix", "3:13 caractère invisible"},
	{"a home page with a mistake of syntax", "index.md", "titre: Accueil", "titre: [Accueil", "2:8 crochet"},
	{"a home page that is not closed", "index.md", ".\n---\n", ".\n", "3:1 le bloc « --- » n'est pas fermé"},
	{"no home page", "index.md", "", "", "0:0 il manque la page d'accueil"},
	{"a free page with a mistake of syntax", "pages/accessibilite.md", "resume: L'état", "resume: L'état : deux", "3:16 deux-points"},

	// and others of each kind
	{"an address without https", "site.yaml", "https://essai.exemple.fr/", "essai.exemple.fr", "2:6 « url » : « essai.exemple.fr » n'est pas une"},
	{"a day as people write it", "site.yaml", "date: 2020-09-14", "date: 14/09/2020", "9:11 « date » attend une date, pas « 14/09/2020 »"},
	{"a year without quotes", "site.yaml", `id: "2020"`, `id: 2020`, ""},
	{"announced figures are a text", "site.yaml", "annonce: {missions: 1, projets: 11, a-venir: 10}", "annonce: 11 projets", "13:14 « annonce » attend un groupe de clés, pas un"},
	{"an announced figure in the singular", "site.yaml", "projets: 11", "projet: 11", "13:28 clé inconnue « projet »"},
	{"a number in letters", "site.yaml", "projets: 11", "projets: onze", "13:37 « projets » attend un nombre entier, pas « onze »"},
	{"a host that is a text", "site.yaml", `hebergeur: {nom: Hébergeur fictif, adresse: "2, rue de l'Essai, 75000 Paris", telephone: 01 99 00 00 02}`, "hebergeur: Hébergeur fictif", "17:14 « hebergeur » attend un groupe de clés, pas u"},
	{"half an address", "site.yaml", "telephone: 01 99 00 00 01", "courriel: essai@", "4:64 « courriel » : « essai@ » n'est pas une adres"},
	{"a language in letters", "site.yaml", "titre: Essai\n", "titre: Essai\nlangue: français\n", "2:9 « langue » : langue « français » : les mots q"},
	{"an identity that does not exist", "site.yaml", "titre: Essai\n", "titre: Essai\nidentite: etats\n", "2:11 « identite » : identité inconnue « etats »"},
	{"a licence that does not exist", "site.yaml", "titre: Essai\n", "titre: Essai\nlicence: libre\n", "2:10 « licence » : licence inconnue « libre »"},
	{"a word without its forms", "site.yaml", "titre: Essai\n", "titre: Essai\nvocabulaire: {mission: axe}\n", "2:24 « mission » attend un groupe de clés, pas un"},
	{"a body that is a text", "site.yaml", "organisme: {nom: Organisme fictif, sigle: OF}", "organisme: Organisme fictif", "3:12 « organisme » attend un groupe de clés, pas u"},
	{"editions out of order", "site.yaml", "date: 2020-09-14", "date: 2022-09-14", "10:5 l'édition « 2021 » (14 septembre 2021) vient"},
	{"a space that does not break, before a key", "site.yaml", "\nurl:", "\n\u00a0url:", "2:1 une espace insécable"},
	{"a key with a capital", "site.yaml", "titre: Essai\n", "Titre: Essai\n", "1:1 clé inconnue « Titre »"},
	{"a key with an accent", "site.yaml", "editions:", "éditions:", "6:1 clé inconnue « éditions »"},
	{"a comma for a colon", "site.yaml", "titre: Essai\n", "titre, Essai\n", "1:1 il manque un deux-points après la clé"},
	{"an equals sign for a colon", "site.yaml", "titre: Essai\n", "titre = Essai\n", "1:1 il manque un deux-points après la clé"},
	{"curly quotes", "site.yaml", "titre: Essai\n", "titre: “Essai”\n", "1:8 « titre » : des guillemets courbes feraient p"},
	{"a dash is missing", "site.yaml", "  - id: \"2021\"\n", "  id: \"2021\"\n", "10:3 il manque un tiret devant cette ligne"},
	{"a bullet for a dash", "site.yaml", "  - id: \"2021\"\n", "  • id: \"2021\"\n", "7:3 ligne mal alignée dans une liste"},
	{"a mission that does not exist", "projets/p0.md", "mission: donnees", "mission: donnee", "4:10 « mission » : la mission « donnee » n'existe"},
	{"a mission by its title", "projets/p0.md", "mission: donnees", "mission: Ouvrir les données", "4:10 « mission » : la mission « Ouvrir les données"},
	{"an enjeu that does not exist", "projets/p0.md", "enjeux: [simplicite]", "enjeux: [simple]", "5:10 « enjeux » : l'enjeu « simple » n'existe pas"},
	{"enjeux are a text", "projets/p0.md", "enjeux: [simplicite]", "enjeux: simplicite", "5:9 « enjeux » attend une liste, pas un texte"},
	{"a status as people write it", "projets/p0.md", "statut: a-venir", "statut: À venir", "7:9 « statut » : statut inconnu « À venir »"},
	{"a période as people write it", "projets/p0.md", "echeance: 2023", "echeance: fin 2023", "10:11 « echeance » : « fin 2023 » n'est pas une pér"},
	{"an edition that does not exist", "projets/p0.md", "entree: \"2021\"", "entree: \"2019\"", "6:9 l'édition « 2019 » n'existe pas"},
	{"a broken link", "projets/p0.md", "../missions/donnees.md#texte", "../missions/donnee.md#texte", "19:6 ce lien mène à un fichier qui n'existe pas :"},
	{"a broken anchor", "projets/p0.md", "../missions/donnees.md#texte", "../missions/donnees.md#txt", "19:6 l'ancre « #txt » n'existe pas dans content/mi"},
	{"a figure of nothing", "projets/p0.md", "{{compte projets mission=donnees}}", "{{compte projets mission=donnee}}", "20:1 « mission=donnee » ne désigne rien"},
	{"code that is not closed", "projets/p0.md", "Voir [la", "```\nVoir [la", "19:1 ce bloc de code n'est pas fermé : la suite se"},
	{"a block that is not closed", "projets/p0.md", "Voir [la", ":::encart\nVoir [la", "19:1 le bloc « encart » n'est pas fermé"},
	{"HTML", "projets/p0.md", "Voir [la", "<p>Voir</p> [la", "19:1 la balise HTML <p> n'est pas permise"},
	{"titre is empty, in a projet", "projets/p0.md", "titre: Projet numéro 0", "titre:", "2:1 la clé « titre » est vide"},
	{"a colon in resume", "projets/p0.md", "resume: L'un des dix", "resume: Note : l'un des dix", "3:14 deux-points dans une valeur sans guillemets"},
	{"a code that another has", "projets/p0.md", "code: B0", "code: B1", "content/projets/p1.md:11:7 le code « B1 » est aussi celui de content/pro"},
	{"a key of a source", "projets/p0.md", "  - titre: Un document", "  - nom: Un document", "13:5 clé inconnue « nom »"},
	{"a tab in a list", "projets/p0.md", "  - Service des essais", "\t- Service des essais", "9:1 tabulation en début de ligne"},
	{"a key written twice, in a projet", "projets/p0.md", "resume: L'un", "titre: L'un", "3:1 la clé « titre » est écrite deux fois"},
	{"a line of dashes cuts the front matter", "projets/p0.md", "echeance: 2023\n", "echeance: 2023\n---\n", "12:1 cette ligne « --- » coupe l'en-tête"},
	{"a comment that is not closed", "projets/p0.md", "Voir [la", "<!-- Voir [la", "19:1 ce commentaire n'est pas fermé : il cache tou"},
	{"a heading of the first level", "projets/p0.md", "## Pourquoi", "# Pourquoi", "17:1 le titre de la page est sa clé « titre » ; da"},
	{"a heading without its space", "projets/p0.md", "## Pourquoi", "##Pourquoi", "17:1 « ## » serait publié tel quel"},
	{"a list on the line of its key", "projets/p0.md", "pilotes:\n  - Service des essais", "pilotes: Service des essais", "8:10 « pilotes » attend une liste, pas un texte"},
	{"a day as people write it, in an actualité", "actualites/2021-06-01-lancement.md", "mission: donnees", "mission: donnees\npublie: 1er juin 2021", "5:9 « publie » attend une date, pas « 1er juin 20"},
	{"an actualité without its day", "actualites/2021-06-01-lancement.md", "", "\x00actualites/lancement.md", "content/actualites/lancement.md:0:0 le nom d'une actualité commence par une date"},
	{"a comma is missing in a list", "actualites/2021-06-01-lancement.md", "projets: [p0, p1]", "projets: [p0 p1]", "5:11 « projets » : le projet « p0 p1 » n'existe pa"},
	{"a note that does not exist, called twice", "projets/p0.md", "Voir [la", "Voir[^1] et[^1] [la", "19:5 la note « 1 » n'existe pas"},
	{"an image that is not there", "projets/p0.md", "Voir [la", "![Un plan](plan.png)\n\nVoir [la", "19:1 cette image n'existe pas : content/projets/pl"},
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
