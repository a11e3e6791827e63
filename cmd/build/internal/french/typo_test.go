package french_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
)

// ␣ stands for the no-break space (U+00A0) and ⍽ for the narrow one (U+202F),
// which nobody can see in a table.
var spaces = strings.NewReplacer("␣", "\u00a0", "⍽", "\u202f").Replace

func TestTypoSetsFrenchTypography(t *testing.T) {
	for _, c := range []struct{ promise, in, want string }{
		{"narrow space before an exclamation mark", "Enfin !", "Enfin⍽!"},
		{"narrow space before a question mark", "Pourquoi ?", "Pourquoi⍽?"},
		{"narrow space before a semicolon", "d'abord ; ensuite", "d’abord⍽; ensuite"},
		{"wide space before a colon", "But : simplifier", "But␣: simplifier"},
		{"wide spaces inside guillemets", "le « bac à sable » public", "le «␣bac à sable␣» public"},
		{"straight quotes that pair up become guillemets", `dites "oui" ou "non"`, "dites «␣oui␣» ou «␣non␣»"},
		{"straight quotes in brackets", `(dit "DINUM")`, "(dit «␣DINUM␣»)"},
		{"straight quotes after an elision", `l'"usage"`, "l’«␣usage␣»"},
		{"a lone straight quote stays", `un écran de 15"`, `un écran de 15"`},
		{"straight quotes that do not pair up stay", `a" b "c`, `a" b "c`},
		{"apostrophe of an elision", "l'État, aujourd'hui", "l’État, aujourd’hui"},
		{"apostrophe before a guillemet", "d'« usage »", "d’«␣usage␣»"},
		{"apostrophe before a digit", "l'1er", "l’1er"},
		{"an apostrophe that quotes stays", "le mot 'clé' suit", "le mot 'clé' suit"},
		{"minutes and feet stay", "5' 12'", "5' 12'"},
		{"ellipsis", "et ainsi de suite...", "et ainsi de suite…"},
		{"ellipsis in the middle", "un... deux", "un… deux"},
		{"four dots are no ellipsis", "....", "...."},
		{"two dots are no ellipsis", "../a", "../a"},
		{"thousands", "25 000 agents", "25⍽000 agents"},
		{"millions", "1 234 567 agents", "1⍽234⍽567 agents"},
		{"a year before a number is not thousands", "en 2020 120 projets", "en 2020 120 projets"},
		{"digits that are no group of three", "12 34", "12 34"},
		{"four digits after are no thousands", "25 0000", "25 0000"},
		{"percent", "80 % des démarches", "80␣% des démarches"},
		{"a percent sign without number", "en % du total", "en % du total"},
		{"euros", "15 € et 3 M€ et 2 Md€", "15␣€ et 3␣M€ et 2␣Md€"},
		{"degrees", "20 °C", "20␣°C"},
		{"number sign", "n° 12", "n°␣12"},
		{"number and million", "3 millions, 1 milliard", "3␣millions, 1␣milliard"},
		{"day and month", "le 3 décembre 2021, le 14 juillet", "le 3␣décembre 2021, le 14␣juillet"},
		{"first day of a month", "le 1er janvier, l'1er mai, 11er mai, 1er trimestre, 1er maison", "le 1er␣janvier, l’1er␣mai, 11er mai, 1er trimestre, 1er maison"},
		{"a number before a word that is no month", "3 maisons, 12 marsouins, 5 mairies", "3 maisons, 12 marsouins, 5 mairies"},
		{"a year before a month", "en 2021 mai fut beau", "en 2021 mai fut beau"},
		{"no space is added where none was typed", "Enfin! Vrai? 12:30 «mot»", "Enfin! Vrai? 12:30 «mot»"},
		{"an address keeps its meaning", "https://exemple.fr/a?b=c;d:e", "https://exemple.fr/a?b=c;d:e"},
		{"an indent is no space before a sign", "  : a", "  : a"},
		{"a space at the very start", " : a", " : a"},
		{"no-break spaces already typed stay", "Enfin⍽! But␣: 25␣000", "Enfin⍽! But␣: 25␣000"},
		{"typographic text stays", "l’État…", "l’État…"},
		{"several signs", "Quoi ?! Ah bon ?", "Quoi⍽?! Ah bon⍽?"},
		{"nothing to do", "Un mot", "Un mot"},
		{"nothing at all", "", ""},
	} {
		if got := french.Typo(spaces(c.in)); got != spaces(c.want) {
			t.Errorf("%s: Typo(%q) = %q, want %q", c.promise, c.in, got, spaces(c.want))
		}
	}
}

// What has its typography already is left alone, and a text stays a text.
func FuzzTypo(f *testing.F) {
	for _, s := range []string{"", "l'État : « 25 000 » !", `"a" "b`, `'"a"'`, "....", "... ...", "n° 1 %", " ' . ", "1 000 000 M€ ?", "\u00a0 :", `("a"...)`, "«  »", `"" ""`, "\xff'a", `" !"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := french.Typo(s)
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Errorf("Typo(%q) = %q: not UTF-8", s, once)
		}
		if twice := french.Typo(once); utf8.ValidString(s) && twice != once {
			t.Errorf("Typo(%q) = %q, and again %q", s, once, twice)
		}
	})
}

// Typography of prose that needs some.
func BenchmarkTypo(b *testing.B) {
	text := strings.Repeat("L'État simplifie : 25 000 démarches, « en ligne » ! Et un long texte qui n'a besoin de rien. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		french.Typo(text)
	}
}
