package content_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// ␣ stands for the no-break space (U+00A0) and ⍽ for the narrow one (U+202F),
// which nobody can see.
var spaces = strings.NewReplacer("␣", "\u00a0", "⍽", "\u202f").Replace

func loadPage(t testing.TB, source string) (*content.Document, []diag.Problem) {
	t.Helper()
	tree, problems := load(t, folder(map[string]string{"pages/a.md": source}))
	if len(tree.Documents) == 0 {
		return nil, problems
	}
	return tree.Documents[0], problems
}

func TestFrontMatterFillsFields(t *testing.T) {
	d, problems := loadPage(t, `---
titre: "L'été : 25 000 « idées »"
resume: |
  Deux lignes
  font une phrase.
ordre: -2.5
publie: 2021-09-14
brouillon: true
pilotes: [DINUM, 12, "oui"]
groupe: {titre: Un, valeur: 3}
jalons:
  - titre: Deux
  - titre: Trois
    valeur: 1e3
---
Texte.
`)
	expectProblems(t, problems)
	m := d.Matter.(*matter)
	if want := spaces("L’été␣: 25⍽000 «␣idées␣»"); m.Titre.S != want {
		t.Errorf("titre %q, want %q", m.Titre.S, want)
	}
	if m.Resume.S != "Deux lignes font une phrase." {
		t.Errorf("resume %q", m.Resume.S)
	}
	if !m.Ordre.Set || m.Ordre.V != -2.5 || !m.Idee.Set || !m.Idee.V {
		t.Errorf("ordre %+v, brouillon %+v", m.Ordre, m.Idee)
	}
	if m.Jour.ISO() != "2021-09-14" || m.Jour.Time().Format("2006-01-02 15:04 MST") != "2021-09-14 00:00 UTC" {
		t.Errorf("publie %s, %s", m.Jour.ISO(), m.Jour.Time())
	}
	if len(m.Noms) != 3 || m.Noms[1].S != "12" || m.Noms[2].S != "oui" {
		t.Errorf("pilotes %+v", m.Noms)
	}
	if m.Groupe.Titre.S != "Un" || m.Groupe.Valeur.V != 3 || len(m.Liste) != 2 || m.Liste[1].Valeur.V != 1000 {
		t.Errorf("groupe %+v, jalons %+v", m.Groupe, m.Liste)
	}
	for _, c := range []struct {
		what string
		at   content.At
		want string
	}{
		{"front matter", m.At, "2:1"}, {"titre", m.Titre.At, "2:8"}, {"ordre", m.Ordre.At, "6:8"}, {"publie", m.Jour.At, "7:9"},
		{"brouillon", m.Idee.At, "8:12"}, {"second pilote", m.Noms[1].At, "9:18"}, {"groupe", m.Groupe.At, "10:9"},
		{"second jalon", m.Liste[1].At, "13:5"}, {"its valeur", m.Liste[1].Valeur.At, "14:13"},
	} {
		if pos := d.At(c.at); pos.String() != "content/pages/a.md:"+c.want {
			t.Errorf("%s stands at %s, want %s", c.what, pos, c.want)
		}
	}
}

func TestAnEmptyValueMeansAnAbsentKey(t *testing.T) {
	for _, value := range []string{"", "~", "null", `""`, "''", `"  "`, "|", "[]", "{}"} {
		for _, key := range []string{"resume", "ordre", "publie", "brouillon", "pilotes", "groupe", "jalons"} {
			d, problems := loadPage(t, fmt.Sprintf("---\ntitre: a\n%s: %s\n---\n", key, value))
			expectProblems(t, problems)
			if m := d.Matter.(*matter); m.Resume.S != "" || m.Ordre.Set || !m.Jour.IsZero() || m.Idee.Set || len(m.Noms)+len(m.Liste) > 0 {
				t.Errorf("%s: %q is not absent", key, value)
			}
		}
	}
	d, problems := loadPage(t, "---\ntitre: a\npilotes: ['', ~, \"  \", DINUM]\n---\n")
	expectProblems(t, problems)
	if m := d.Matter.(*matter); len(m.Noms) != 1 || m.Noms[0].S != "DINUM" {
		t.Errorf("pilotes %+v", m.Noms)
	}
	for _, empty := range []string{"---\n---\n", "---\n\n---\n", "---\n# un commentaire\n---\n", "---\ntitre:\n---\n", "---\ntitre: \"  \"\n---\n"} {
		_, problems := loadPage(t, empty)
		if len(problems) != 1 || problems[0].Code != "cle-manquante" || problems[0].Pos.Line != 2 {
			t.Errorf("%q: %v", empty, short(problems))
		}
	}
}

func TestFrontMatterProblemsHaveTheirPlaceAndRemedy(t *testing.T) {
	for _, c := range []struct{ promise, source, want string }{
		{"unknown key", "titre: a\nresumé: b", "3:1 cle-inconnue | écrivez « resume: »"},
		{"unknown key far from any other", "titre: a\nxyzxyz: b", "3:1 cle-inconnue | clés possibles : titre, resume, ordre, publie, brouillon, pilotes, groupe, jalons, liens"},
		{"unknown key in a list", "titre: a\njalons:\n  - titre: b\n    valleur: 1", "5:5 cle-inconnue | écrivez « valeur: »"},
		{"unknown key in a flow list", "titre: a\njalons: [{titre: b, valleur: 1}]", "3:21 cle-inconnue | écrivez « valeur: »"},
		{"column in characters", "titre: a\ngroupe: {titre: éèà, valleur: 1}", "3:22 cle-inconnue | écrivez « valeur: »"},
		{"missing key in a list", "titre: a\njalons:\n  - valeur: 1", "4:5 cle-manquante | ajoutez « titre: … »"},
		{"duplicate key", "titre: a\nordre: 1\ntitre: b", "4:1 cle-en-double | gardez une seule des deux : la première est à la ligne 2"},
		{"duplicate key in a group", "titre: a\ngroupe: {titre: b, titre: c}", "3:20 cle-en-double | gardez une seule des deux : la première est à la ligne 3"},
		{"a list for a text", "titre: [a]", "2:8 type | écrivez « a »"},
		{"a group for a text", "titre: {a: b}", "2:8 type | écrivez « \"{a: b}\" »"},
		{"a text for a list", "titre: a\npilotes: DINUM", "3:10 type | écrivez « pilotes: [DINUM] »"},
		{"a group for a list", "titre: a\njalons: {titre: b}", "3:9 type | commencez chaque élément par un tiret, ainsi : « - titre: … »"},
		{"a text for a group", "titre: a\ngroupe: b", "3:9 type | clés possibles : titre, valeur"},
		{"a list in a list", "titre: a\npilotes: [[b]]", "3:11 type | écrivez « b »"},
		{"a word for a number", "titre: a\nordre: premier", "3:8 valeur | un nombre sans unité ni espace, avec un point pour les décimales"},
		{"a French number", "titre: a\nordre: 1 234,5", "3:8 valeur | écrivez « ordre: 1234.5 »"},
		{"a percentage", "titre: a\nordre: 80 %", "3:8 valeur | écrivez « ordre: 80 »"},
		{"thousands with a point", "titre: a\nordre: 31.500", "3:8 valeur | rien ne sépare les milliers, et un point les décimales : « 31500 » ou « 31.5 »"},
		{"no number at all", "titre: a\nordre: .nan", "3:8 valeur | un nombre sans unité ni espace, avec un point pour les décimales"},
		{"infinity", "titre: a\nordre: Inf", "3:8 valeur | un nombre sans unité ni espace, avec un point pour les décimales"},
		{"hexadecimal", "titre: a\nordre: 0x10", "3:8 valeur | un nombre sans unité ni espace, avec un point pour les décimales"},
		{"oui for true", "titre: a\nbrouillon: oui", "3:12 valeur | écrivez « brouillon: true »"},
		{"no for false", "titre: a\nbrouillon: no", "3:12 valeur | écrivez « brouillon: false »"},
		{"perhaps", "titre: a\nbrouillon: peut-être", "3:12 valeur | écrivez true ou false"},
		{"a day that does not exist", "titre: a\npublie: 2021-02-29", "3:9 date | écrivez un jour qui existe, année-mois-jour : 2021-09-14"},
		{"a French day", "titre: a\npublie: 14/09/2021", "3:9 date | écrivez « publie: 2021-09-14 »"},
		{"a day with its time", "titre: a\npublie: 2021-09-14T10:00:00Z", "3:9 date | écrivez « publie: 2021-09-14 »"},
		{"a day that no calendar has", "titre: a\npublie: 30/02/2021", "3:9 date | écrivez un jour qui existe, année-mois-jour : 2021-09-14"},
		{"a day in words", "titre: a\npublie: 1er janvier 2022", "3:9 date | écrivez « publie: 2022-01-01 »"},
		{"a month for a day", "titre: a\npublie: sept. 2021", "3:9 date | il manque le jour : complétez « 2021-09-JJ »"},
		{"a year for a day", "titre: a\npublie: 2021", "3:9 date | il manque le mois et le jour : complétez « 2021-MM-JJ »"},
		{"a season for a day", "titre: a\npublie: été 2021", "3:9 date | il manque le mois et le jour : complétez « 2021-MM-JJ »"},
		{"several days for one", "titre: a\npublie: du 14 au 18 septembre 2021", "3:9 date | il faut un seul jour : année-mois-jour"},
		{"a day without its year", "titre: a\npublie: le 3 mars", "3:9 date | il manque l'année : complétez « AAAA-03-03 »"},
		{"a day that is not known", "titre: a\npublie: à définir", "3:9 date | retirez « publie: à définir » : ce qui n'est pas connu est laissé de côté"},
		{"a number that is not known", "titre: a\nordre: NC", "3:8 valeur | retirez « ordre: NC » : ce qui n'est pas connu est laissé de côté"},
		{"a dash alone", "titre: a\npublie: -", "3:9 yaml-syntaxe | retirez la clé : ce qui n'est pas connu est laissé de côté"},
		{"a question mark alone", "titre: a\npublie: ? # quand ?", "3:9 yaml-syntaxe | retirez la clé : ce qui n'est pas connu est laissé de côté"},
		{"control character", `titre: "a\u0007b"`, "2:8 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"a line end that no editor counts", "titre: a\u2028b", "2:9 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"text that runs backwards", "titre: a\u202eb", "2:8 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"the site's own link mark", `titre: "a\u0001/b/"`, "2:8 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"anchor", "titre: &a b", "2:8 yaml-ancre | écrivez « titre: \"&a b\" », ou retirez « &a »"},
		{"alias", "titre: a\nresume: *a", "3:9 yaml-syntaxe | écrivez « resume: \"*a\" »"},
		{"tag", "titre: !!str a", "2:8 yaml-etiquette | écrivez « titre: \"!!str a\" », ou retirez « !!str »"},
		{"merge key", "titre: a\n<<: {b: c}", "3:1 yaml-fusion | recopiez les clés"},
		{"a key that is a list", "titre: a\n? [b]\n: c", "3:3 yaml-cle | chaque ligne est de la forme « clé: valeur »"},
		{"second document", "titre: a\n...\nresume: b", "4:1 yaml-syntaxe | retirez la ligne « ... » qui précède"},
		{"a text alone", "un texte", "2:1 yaml-forme | écrivez par exemple « titre: … »"},
		{"a list alone", "- a\n- b", "2:1 yaml-forme | écrivez par exemple « titre: … »"},
		{"colon in a value", "titre: a : b", "2:10 yaml-syntaxe | écrivez « titre: \"a : b\" »"},
		{"colon in curly quotes", "titre: “a : b”", "2:8 yaml-syntaxe | écrivez « titre: \"a : b\" »"},
		{"text in curly quotes", "titre: “a b”", "2:8 valeur | écrivez « \"a b\" », ou la valeur sans guillemets"},
		{"curly quotes that are not around the value", "titre: “a” et “b”\nresume: “a\nordre: x", "4:8 valeur | un nombre sans unité ni espace, avec un point pour les décimales"},
		{"number in curly quotes", "titre: a\nordre: “1”", "3:8 valeur | écrivez « \"1\" », ou la valeur sans guillemets"},
		{"tab as indent", "titre: a\ngroupe:\n\ttitre: b", "4:1 yaml-syntaxe | remplacez la tabulation par 2 espaces"},
		{"tab in a value of several lines, where it begins", "titre: a\nresume: \tb\n\tc: d", "3:9 yaml-syntaxe | remplacez la tabulation par des espaces"},
		{"emphasis without quotes", "titre: a\nresume: *important* à savoir", "3:9 yaml-syntaxe | écrivez « resume: important à savoir »"},
		{"quotation sign without quotes", "titre: a\nresume: > b", "3:9 yaml-syntaxe | écrivez « resume: b »"},
		{"list on the line of its key", "titre: a\npilotes: - b", "3:10 yaml-syntaxe | écrivez « pilotes: [b] »"},
		{"a comma too many", "titre: a\npilotes: [b,, c]", "3:13 yaml-syntaxe | écrivez « pilotes: [b, c] »"},
		{"text after a quoted value", "titre: a\nresume: 'b' c", "3:13 yaml-syntaxe | écrivez « resume: \"'b' c\" »"},
		{"mark of exclamation", "titre: !<a b", "2:8 yaml-syntaxe | écrivez « titre: \"!<a b\" »"},
		{"code of a character", `titre: "\uzz"`, `2:9 yaml-syntaxe | écrivez « titre: '\uzz' »`},
		{"mark of interrogation", "titre: ? a", "2:8 yaml-syntaxe | écrivez « titre: \"? a\" »"},
		{"quote that is not closed", "titre: \"a\nresume: b", "2:8 yaml-syntaxe | écrivez « titre: \"a\" »"},
		{"colon that sticks to its value", "titre:a", "2:1 yaml-forme | mettez une espace après le deux-points : « titre: … »"},
		{"key badly aligned", "titre: a\ngroupe:\n  titre: b\n valeur: 1", "5:2 yaml-syntaxe | alignez « valeur » sous « titre », à la ligne 4"},
		{"tab on the line after", "titre: a\nresume: b c\n\tordre: 1", "4:1 yaml-syntaxe | remplacez la tabulation par des espaces"},
		{"colon that sticks to its value", "titre:Essai\nresume: b", "2:7 yaml-syntaxe | écrivez « titre: Essai »"},
		{"colon with a no-break space", "titre: a\nresume:\u00a0b\nordre: 1", "3:8 yaml-espace | effacez-la, et tapez-la de nouveau avec la barre d'espace"},
		{"dash that sticks to its key", "titre: a\nliens:\n  -titre: X\n  - titre: Y", "4:4 yaml-syntaxe | écrivez « - titre: X »"},
		{"key that moved to the right", "titre: a\n resume: b", "3:2 yaml-syntaxe | effacez les espaces du début de la ligne"},
		{"key that moved far", "titre: a\n    resume: b", "3:5 yaml-syntaxe | effacez les espaces du début de la ligne"},
		{"key of an item, one column short", "titre: a\nliens:\n  - titre: X\n   url: b", "5:4 yaml-syntaxe | alignez « url » sous « titre », à la ligne 4"},
		{"key of an item, one column too far", "titre: a\nliens:\n  - titre: X\n     url: b", "5:6 yaml-syntaxe | alignez « url » sous « titre », à la ligne 4"},
		{"text of several lines above", "titre: a\nresume: |\n  Un point: a\n   et: b\nliens:\n  - titre: X\n   url: b", "8:4 yaml-syntaxe | alignez « url » sous « titre », à la ligne 7"},
		{"third key of an item", "titre: a\nliens:\n  - titre: X\n    url: b\n   date: 2021-01-01", "6:4 yaml-syntaxe | alignez « date » sous « url », à la ligne 5"},
		{"brackets before a text", "titre: [Nouveau] projet\nresume: b", "2:18 yaml-syntaxe | écrivez « titre: \"[Nouveau] projet\" »"},
		{"figure without quotes", "titre: a\nresume: {{compte projets}} projets.", "3:28 yaml-syntaxe | écrivez « resume: \"{{compte projets}} projets.\" »"},
		{"apostrophe in a group", "titre: a\nliens:\n  - {titre: 'Rapport d'activité', url: b}", "4:24 yaml-syntaxe | écrivez « - {titre: Rapport d'activité, url: b} »"},
		{"quote not closed in a group", "titre: a\nliens:\n  - {titre: \"Première étape, url: b}\n  - {titre: c}", "4:13 yaml-syntaxe | écrivez « - {titre: Première étape, url: b} »"},
		{"colon in a group", "titre: a\nliens:\n  - {titre: Première étape: le bilan, url: b}", "4:27 yaml-syntaxe | écrivez « - {titre: \"Première étape: le bilan\", url: b} »"},
		{"comma missing in a group", "titre: a\nliens:\n  - {titre: X url: b}", "4:18 yaml-syntaxe | écrivez « - {titre: X, url: b} »"},
		{"brackets in a group", "titre: a\nliens:\n  - {titre: Rapport [2021], url: b}", "4:21 yaml-syntaxe | écrivez « - {titre: \"Rapport [2021]\", url: b} »"},
		{"dashes that stick", "titre: a\npilotes:\n  -b\n  -c", "4:3 type | commencez chaque ligne par un tiret suivi d'une espace : « - … »"},
		{"a text for a list of groups", "titre: a\njalons: Ouverture", "3:9 type | écrivez « jalons: [{titre: \"Ouverture\"}] »"},
		{"a comma in a number of a group", "titre: a\ngroupe: {titre: b, valeur: 3,5}", "3:28 cle-inconnue | écrivez « valeur: 3.5 »"},
		{"a comma in a text of a group", "titre: a\ngroupe: {titre: Ouverture, puis bilan}", "3:17 cle-inconnue | mettez toute la valeur entre guillemets : titre: \"Ouverture, puis bilan\""},
		{"another word for the key that is missing", "titre: a\njalons: [{nom: b}]", "3:11 cle-inconnue | écrivez « titre: »"},
		{"a key that is there, misspelt a second time", "titre: a\ntittre: b", "3:1 cle-inconnue | retirez-la : « titre: » y est déjà"},
		{"number sign in a value", "titre: a\nresume: Le plan #1 est là", "3:17 yaml-commentaire | écrivez « resume: \"Le plan #1 est là\" », ou, si c'est un commentaire, mettez-le seul sur une ligne"},
		{"marks of a conflict", "titre: a\n<<<<<<< HEAD\nresume: b\n=======\nresume: c\n>>>>>>> autre", "3:1 yaml-syntaxe | gardez une des deux versions, et effacez les lignes qui commencent par <<<<<<<, ======= et >>>>>>>"},
		{"text that continues on lines of its own", "titre: a\nresume:\n  b\n  c d\n  e\nliens:\n- {titre: X", "8:3 yaml-syntaxe | écrivez « - {titre: X} »"},
		{"line without its key", "titre: a\nresume: b\n  c d\n  e", "4:3 yaml-suite | donnez-lui sa clé, retirez-la, ou mettez-la à la suite de « resume: »"},
		{"key without colon", "titre: a\nresume\nordre: 1", "3:1 yaml-syntaxe | écrivez « resume: »"},
		{"quotes never closed", "titre: a\nresume: \"b\nordre: 1", "3:9 yaml-syntaxe | écrivez « resume: \"b\" »"},
		{"unknown escape", "titre: a\nresume: \"\\z\"", "3:10 yaml-syntaxe | écrivez « resume: '\\z' »"},
		{"bracket never closed on the last line", "titre: [a", "2:8 yaml-syntaxe | écrivez « titre: a »"},
		{"brace never closed", "titre: a\ngroupe: {titre: b\nordre: 1", "3:9 yaml-syntaxe | écrivez « groupe: {titre: b} »"},
		{"bracket never closed", "titre: a\npilotes: [b, c", "3:10 yaml-syntaxe | écrivez « pilotes: [b, c] »"},
	} {
		_, problems := loadPage(t, "---\n"+c.source+"\n---\n\nTexte.\n")
		t.Run(c.promise, func(t *testing.T) { expectProblems(t, problems, "pages/a.md:"+c.want) })
	}
}

// A mistake of syntax hides nothing else: what can be read is, and what it made
// unreadable is not called absent.
func TestWhatFollowsAMistakeIsRead(t *testing.T) {
	for _, c := range []struct {
		promise, source string
		want            []string
	}{
		{"two values", "titre: @a\nresume: %b\nordre: un", []string{"2:8 yaml-syntaxe", "3:9 yaml-syntaxe", "4:8 valeur"}},
		{"an item of a list", "titre: a\npilotes:\n  - b\n  - @c\nordre: un", []string{"5:5 yaml-syntaxe", "6:8 valeur"}},
		{"a key of an item", "titre: a\nliens:\n  - titre: @b\n    date: hier\n  - titre: c", []string{"4:12 yaml-syntaxe", "5:11 date"}},
		{"a quote that is not closed", "titre: a\nresume: \"b\n  c d\nordre: un\nxyzxyz: 1", []string{"3:9 yaml-syntaxe", "5:8 valeur", "6:1 cle-inconnue"}},
		{"a quote that the next one closes", "titre: \"a\nresume: \"b\"\nordre: un", []string{"2:8 yaml-syntaxe", "4:8 valeur"}},
		{"a bracket over several lines", "titre: a\npilotes: [\n  b,\n  @c\n]\nordre: un", []string{"5:3 yaml-syntaxe", "7:8 valeur"}},
		{"a colon that sticks", "titre:a\nordre:un\npublie: hier", []string{"2:7 yaml-syntaxe", "3:7 yaml-syntaxe", "3:8 valeur", "4:9 date"}},
		{"a key moved", "titre: a\n  resume: b\nordre: un", []string{"3:3 yaml-syntaxe", "4:8 valeur"}},
		{"tabs", "titre: a\njalons:\n\t- titre: b\n\t  valeur: un\n\t- valeur: 2", []string{"4:1 yaml-syntaxe", "5:12 valeur", "6:4 cle-manquante"}},
		{"a conflict", "titre: a\n<<<<<<< HEAD\nresume: b\n=======\nresume: c\n>>>>>>> autre\nordre: un", []string{"3:1 yaml-syntaxe", "8:8 valeur"}},
		{"an anchor, a tag and an alias", "titre: &a b\nresume: !c d\nordre: un", []string{"2:8 yaml-ancre", "3:9 yaml-etiquette", "4:8 valeur"}},
		{"a line end that no editor counts", "titre: a\u2028b\nordre: un", []string{"2:9 caractere-de-controle", "3:8 valeur"}},
		{"a text of several lines under another", "titre: a\nresume: b : c\n  d\n  e: f\nordre: un", []string{"3:11 yaml-syntaxe", "6:8 valeur"}},
	} {
		_, problems := loadPage(t, "---\n"+c.source+"\n---\n\nTexte.\n")
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Code))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q\n%s", c.promise, got, c.want, strings.Join(short(problems), "\n"))
		}
	}
}

// What is only a guess is said, and never typed in the editor's place.
func TestAGuessIsNoFix(t *testing.T) {
	_, problems := loadPage(t, "---\ntitre: a\njalons: [{nom: b, quoi: c}, {tittre: d}]\n---\n")
	expectProblems(t, problems, "pages/a.md:3:11 cle-inconnue | écrivez « titre: »", "pages/a.md:3:19 cle-inconnue | clés possibles : titre, valeur",
		"pages/a.md:3:30 cle-inconnue | écrivez « titre: »")
	for i, want := range []diag.Fix{{Old: "nom", New: "titre", Guess: true}, {}, {Old: "tittre", New: "titre"}} {
		if got := problems[i].Fix; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: would be mended by %+v", short(problems)[i], got)
		}
	}
}

func TestAllProblemsOfAPageComeAtOnce(t *testing.T) {
	d, problems := loadPage(t, "---\ntitre: a\nordre: un\npublie: hier\nbrouillon: oui\nstatut: x\n---\n")
	if len(problems) != 4 {
		t.Errorf("%d problems, want 4: %q", len(problems), short(problems))
	}
	if d == nil || d.Matter.(*matter).Titre.S != "a" {
		t.Error("the good keys are lost with the bad ones")
	}
}

// A byte order mark, CRLF or CR change neither what is read nor where.
func TestEncodingsOfLineEndsMakeNoDifference(t *testing.T) {
	lf := "---\ntitre: Été\nordre: un\n---\n\nÉté [b](absent.md)\n"
	_, want := loadPage(t, lf)
	for name, source := range map[string]string{
		"CRLF":                     strings.ReplaceAll(lf, "\n", "\r\n"),
		"CR":                       strings.ReplaceAll(lf, "\n", "\r"),
		"byte order mark":          "\ufeff" + lf,
		"byte order mark and CRLF": "\ufeff" + strings.ReplaceAll(lf, "\n", "\r\n"),
		"mixed":                    strings.Replace(lf, "\n", "\r\n", 2),
		"spaces after the fence":   strings.ReplaceAll(lf, "---\n", "---  \n"),
	} {
		d, got := loadPage(t, source)
		if fmt.Sprint(short(got)) != fmt.Sprint(short(want)) {
			t.Errorf("%s: %q, want %q", name, short(got), short(want))
			continue
		}
		var p diag.List
		content.Convert(d, noSite, &p)
		if len(p.Sorted()) != 1 || p.Sorted()[0].Pos.String() != "content/pages/a.md:6:5" {
			t.Errorf("%s: in the body, %q", name, short(p.Sorted()))
		}
	}
}

func TestUnreadableDocumentsAreNamed(t *testing.T) {
	for _, c := range []struct{ promise, source, want string }{
		{"Windows-1252", "---\ntitre: a\n---\n\nUn \xe9t\xe9\n", ":5:4 encodage | dans votre éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8"},
		{"cut in a character", "---\ntitre: a\n---\n\xc3", ":4:1 encodage | dans votre éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8"},
		{"surrogates in UTF-8", "---\ntitre: \xed\xa0\x80\n---\n", ":2:8 encodage | dans votre éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8"},
		{"UTF-16, big end first", "\xfe\xff\x00-\x00-", " encodage | dans votre éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8"},
		{"no front matter", "# Titre\n", ":1:1 entete-absent | commencez par une ligne « --- », puis « titre: … », puis une ligne « --- »"},
		{"four dashes", "----\ntitre: a\n----\n", ":1:1 entete-absent | écrivez « --- », et de même à la ligne 3"},
		{"never closed", "---\ntitre: a\n", ":2:1 entete-non-ferme | ajoutez une ligne « --- » après celle-ci"},
		{"opened and nothing more", "---", ":1:1 entete-non-ferme | ajoutez une ligne « --- » après la dernière clé"},
		{"closed by an indented line", "---\ntitre: |\n  a\n  ---\n  b\n---\n", ":4:1 entete-non-ferme | effacez les espaces qui la précèdent si elle ferme le bloc, sinon écrivez autre chose que « --- »"},
		{"zero byte in the text", front + "a\x00b", ":4:2 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"unit separator in a long text", front + "abcdefgh\x1fabcdefgh", ":4:9 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"delete character in the text", front + "\né\x7f", ":5:2 caractere-de-controle | effacez-le et tapez de nouveau le texte"},
		{"one byte too many", front + strings.Repeat("a", content.MaxFile), " fichier-trop-grand | répartissez-le en plusieurs pages"},
	} {
		d, problems := loadPage(t, c.source)
		t.Run(c.promise, func(t *testing.T) {
			expectProblems(t, problems, "pages/a.md"+c.want)
			if isText := !strings.Contains(c.want, " encodage ") && !strings.Contains(c.want, " fichier-trop-grand "); isText != (d != nil) {
				t.Errorf("it is a document: %t; what is text is read as far as it can be", d != nil)
			}
		})
	}
}

// Input made to explode is refused in so many words, before it does.
func TestHostileFrontMatterIsRefused(t *testing.T) {
	var aliases strings.Builder
	aliases.WriteString("titre: a\na0: &a0 [x]\n")
	for i := 1; i < 100; i++ {
		fmt.Fprintf(&aliases, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i-1, i-1, i-1)
	}
	blocks := "titre: a\n"
	for i := range 60 {
		blocks += strings.Repeat(" ", i) + "k:\n"
	}
	var different, misspelt strings.Builder
	for i := range 90_000 {
		fmt.Fprintf(&different, "k%d: v\n", i)
	}
	for i := range 20_000 {
		fmt.Fprintf(&misspelt, "titre%c: v\n", '一'+i)
	}
	for name, c := range map[string]struct{ source, code string }{
		"aliases of aliases":  {aliases.String(), "yaml-ancre"},
		"10,000 brackets":     {"titre: " + strings.Repeat("[", 10_000), "yaml-syntaxe"},
		"10,000 braces":       {"titre: " + strings.Repeat("{a: ", 10_000), "yaml-syntaxe"},
		"21 lists":            {"titre: " + strings.Repeat("[", 21) + strings.Repeat("]", 21), "yaml-profondeur"},
		"60 indents":          {blocks, "yaml-profondeur"},
		"10,000 dashes":       {"titre: a\npilotes:\n" + strings.Repeat("- ", 10_000) + "a", "yaml-"},
		"a MiB of keys":       {strings.Repeat("titre: v\n", content.MaxFile/9-10), "cle-en-double"},
		"a MiB of other keys": {different.String(), "cle-inconnue"},
		"misspelt keys":       {misspelt.String(), "cle-inconnue"},
		"a MiB of one key":    {strings.Repeat("k", content.MaxFile-100) + ": v", "yaml-syntaxe"},
		"a MiB of comments":   {strings.Repeat("# commentaire\n", content.MaxFile/16), "cle-manquante"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := loadPage(t, "---\n"+c.source+"\n---\n")
			if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return strings.HasPrefix(p.Code, c.code) }) {
				t.Errorf("%d problems, first %.200q, want %s", len(problems), short(problems), c.code)
			}
		})
	}
}

func TestBracketsInATextAreNoDepth(t *testing.T) {
	_, problems := loadPage(t, "---\ntitre: \""+strings.Repeat("[", 200)+"\"\n---\n")
	expectProblems(t, problems)
}

func TestParseDateTakesWholeDaysOnly(t *testing.T) {
	for s, want := range map[string]string{
		"2021-09-14": "2021-09-14", "2020-02-29": "2020-02-29", "1000-01-01": "1000-01-01", "9999-12-31": "9999-12-31",
		"2021-02-29": "", "2021-13-45": "", "2021-00-10": "", "2021-9-14": "", "2021-09-14 ": "", "0999-12-31": "", "21-09-14": "",
		"2021/09/14": "", "-021-09-14": "", "": "", "２０21-1-1": "",
	} {
		d, ok := content.ParseDate(s)
		if ok != (want != "") || d.ISO() != want {
			t.Errorf("ParseDate(%q) = %q, %v", s, d.ISO(), ok)
		}
	}
	before, _ := content.ParseDate("2020-12-31")
	after, _ := content.ParseDate("2021-01-01")
	if before.Compare(after) >= 0 || after.Compare(before) <= 0 || after.Compare(after) != 0 {
		t.Error("days do not follow each other")
	}
}

func TestPositionCountsInCharacters(t *testing.T) {
	text := []byte("un\nété 日本\n\nfin")
	for _, c := range []struct{ offset, line, col int }{
		{-1, 1, 1}, {0, 1, 1}, {2, 1, 3}, {3, 2, 1}, {5, 2, 2}, {8, 2, 4}, {9, 2, 5}, {15, 2, 7}, {16, 3, 1}, {17, 4, 1}, {20, 4, 4}, {99, 4, 4},
	} {
		if line, col := content.Position(text, c.offset); line != c.line || col != c.col {
			t.Errorf("offset %d is at %d:%d, want %d:%d", c.offset, line, col, c.line, c.col)
		}
	}
}

func TestKeysAreThoseThatEditorsMayType(t *testing.T) {
	if got := strings.Join(content.Keys(new(group)), " "); got != "titre valeur" {
		t.Errorf("keys %q", got)
	}
}

// What is told to be typed for a number is never another one.
func TestNumberThatATextTells(t *testing.T) {
	for text, want := range map[string]string{
		"1 234,5": "1234.5", "1.234.567,8": "1234567.8", "1,234,567.8": "1234567.8", "1.234.567": "1234567", "> 28 %": "28", "−5": "-5",
		"12 000 000 €": "12000000", "0,125": "0.125", "1'234": "1234", "environ 1 250": "1250", "1 234,567": "1234.567",
		"1.2.3": "", "2 30": "", "1,2 M": "", "10 à 20": "", "1.234,5,6": "",
	} {
		_, problems := loadPage(t, "---\ntitre: a\nordre: \""+text+"\"\n---\n")
		hint := "un nombre sans unité ni espace, avec un point pour les décimales"
		if want != "" {
			hint = "écrivez « ordre: " + want + " »"
		}
		if len(problems) != 1 || problems[0].Hint != hint {
			t.Errorf("%q: %v, want %s", text, problems, hint)
		}
	}
}
