package roadmap_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// scalars are the types of values that keys have, by name, of a struct and of those
// in it.
func scalars(of reflect.Type, into map[string]reflect.Type) {
	switch {
	case content.FormOf(of) != nil:
		into[of.Name()] = of
	case of.Kind() == reflect.Slice, of.Kind() == reflect.Map:
		scalars(of.Elem(), into)
	case of.Kind() == reflect.Struct:
		for _, f := range reflect.VisibleFields(of) {
			if f.Tag.Get("cle") != "" {
				scalars(f.Type, into)
			}
		}
	}
}

func allScalars(t *testing.T) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	types := roadmap.Types()
	scalars(reflect.TypeOf(types.Site()).Elem(), all)
	for k := content.Accueil; k <= content.Libre; k++ {
		scalars(reflect.TypeOf(types.Matter(k)).Elem(), all)
	}
	if len(all) < 20 {
		t.Fatalf("only %d types of values", len(all))
	}
	return all
}

// read puts a text into a new value of a type, and returns it as it is then.
func read(of reflect.Type, text string) (value string, no *content.Refusal) {
	v := reflect.New(of)
	no = content.Read(v.Interface().(content.Scalar), text)
	if s := v.Elem().FieldByName("S"); s.IsValid() {
		value = s.String()
	}
	return value, no
}

// typedTexts are right for some types and wrong for the others.
var typedTexts = strings.Split(`?|a|é|true|oui|Non|vrai|1|-1.5|+.5e3|1e99|1 234,5|80 %|12|Inf|0x10|1_0|2021|0999|2021-T4|2021-T5|T4 2021|4e trimestre 2021|2021-S2|2021-S3|2021-09|2021-13|
2021-09-14|2021-02-30|2021-9-1|14/09/2021|09/2021|31/02/2021|2021-09-14T10:00:00Z|2021/2022|2021 / 2022|2021  /2022|2021/ 2022 |2022/2021|2021/2021-06|2021-06/2021|2021-09/fin 2021|fin 2021|Août 2021|mi-2021|/2021|2021/|
2021-12-31/2022-02-30|En cours|en-cours|fini|Terminée|etalab|Etalab 2.0|CC BY 4.0|conforme|projet|partiel|masculin|github|IDNUM|Pi3|1.2|trop-long-pour-un-code|fr|fr-FR|FR|pt-BR|anglais|exemple.fr|//exemple.fr/a|
http://exemple.fr|HTTPS://Exemple.fr/a|https://exemple.fr/|https://Exemple.fr|https://exemple.fr/a/b|exemple.fr/a/|https://exemple.fr/é|https://exemple.fr:8080/a?b#c|https://exemple.fr/%zz|https://a"b|ftp://exemple.fr|
https:///a|http://?a|a@exemple.fr|é@exemple.fr|A <a@exemple.fr>|mailto:a@exemple.fr|MAILTO:a@exemple.fr|mailto:/a|tel:+33123456789|a@b@c|https://a@exemple.fr|etat|complete|erreur|nginx|preload`, "|")

// What a form says is what values accept; and what a refusal tells to write is accepted.
func TestFormsAreWhatValuesAccept(t *testing.T) {
	for name, of := range allScalars(t) {
		form := content.FormOf(of)
		right := slices.Clone(form.Words)
		if form.Words == nil {
			right = []string{form.Example}
		}
		for _, text := range right {
			if _, no := read(of, text); no != nil || !form.Accepts(text) {
				t.Errorf("%s: %q is refused: %+v", name, text, no)
			}
		}
		for typed, word := range form.Synonyms {
			if _, no := read(of, typed); no == nil || no.Write != word || content.Fold(typed) != typed || strings.Contains(typed, " ") {
				t.Errorf("%s: for %q, %+v", name, typed, no)
			}
		}
		for _, text := range append(typedTexts, "a\nb", strings.Repeat("AB", 64), strings.Repeat("0", 128)) {
			value, no := read(of, text)
			switch {
			case no == nil && !form.Accepts(text):
				t.Errorf("%s: %q is read, and its form refuses it", name, text)
			case no == nil && form.Published != nil && !form.Published.MatchString(value):
				t.Errorf("%s: %q becomes %q, which is not what is published", name, text, value)
			case no == nil:
			case no.Remedy("") == "" || form.Awaits == "" && no.Wrong == "" || no.Sure && no.Write == "":
				t.Errorf("%s: nothing is said of %q: %+v", name, text, no)
			case no.Write != "":
				if _, still := read(of, no.Write); still != nil {
					t.Errorf("%s: for %q one would write %q, which is refused: %s", name, text, no.Write, still.Wrong)
				}
			}
		}
	}
}

// Patterns stand in JSON Schema too, which other programs read: they are of the whole
// value, and of what all regular expressions have.
func TestPatternsAreForOtherProgramsToo(t *testing.T) {
	own := regexp.MustCompile(`\(\?|\\[^dsS.\\]|\[:|\\p`)
	for name, of := range allScalars(t) {
		form := content.FormOf(of)
		for _, p := range []*regexp.Regexp{form.Pattern, form.Published} {
			if p != nil && (own.MatchString(p.String()) || !strings.HasPrefix(p.String(), "^")) {
				t.Errorf("%s: %s", name, p)
			}
		}
	}
}

// What is only a guess is said, and never typed in an editor's place: then the
// refusal is not sure.
func TestOnlyTheWayOfWritingIsMended(t *testing.T) {
	types := allScalars(t)
	for _, c := range []struct {
		of, typed, write string
		sure             bool
	}{
		{"Date", "14/09/2021", "2021-09-14", true}, {"Date", "2021-09-14T10:00:00", "2021-09-14", true}, {"Date", "hier", "", false},
		{"Periode", "T4 2021", "2021-T4", true}, {"Periode", "2021-9", "2021-09", true}, {"Periode", "4e trimestre 2021", "2021-T4", true},
		{"Periode", "fin 2021", "2021-fin", true}, {"Periode", "Août 2021", "2021-08", false}, {"Periode", "2022/2021", "2021/2022", false},
		{"Periode", "2021/T4 2021", "", false}, {"Periode", "hiver 2021", "2021-hiver", false}, {"Periode", "d'ici 2021", "2021", false}, {"Date", "09/14/2021", "2021-09-14", false}, {"Periode", "2021-T5", "", false}, {"Number", "1 234,5", "1234.5", false},
		{"Statut", "fini", "acheve", false}, {"Statut", "En cours", "en-cours", false}, {"Licence", "Etalab 2.0", "etalab-2.0", true},
		{"Licence", "etalab", "etalab-2.0", false}, {"URL", "exemple.fr", "https://exemple.fr", false}, {"URL", "HTTPS://exemple.fr", "https://exemple.fr", true},
		{"Origine", "https://Exemple.fr", "https://exemple.fr", false}, {"ContactFaille", "a@exemple.fr", "mailto:a@exemple.fr", true},
	} {
		if _, no := read(types[c.of], c.typed); no == nil || no.Write != c.write || no.Sure != c.sure {
			t.Errorf("%s: %q: %+v, want %q, sure: %v", c.of, c.typed, no, c.write, c.sure)
		}
	}
}
