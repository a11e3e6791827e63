package french

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Language reads the code of a language (BCP 47), « en » or « pt-BR », and returns it as
// it is best written: "pt-BR" for "pt_br". It reports false for what is no language.
func Language(code string) (tag string, ok bool) {
	t, err := language.Parse(code)
	base, _ := t.Base()
	if err != nil || t == language.Und || base.IsPrivateUse() || base.String() == "und" {
		return "", false
	}
	return t.String(), true
}

// LanguageName is what French calls the language of a code, « anglais »; the code of one
// that is seldom met.
func LanguageName(code string) string {
	base, _, _ := strings.Cut(code, "-")
	for line := range strings.Lines(languages) {
		if words := strings.Fields(line); words[0] == base {
			return words[1]
		}
	}
	return code
}

// RightToLeft reports whether the language of a code is written from right to left.
func RightToLeft(code string) bool {
	script, _ := language.Make(code).Script()
	return slices.Contains([]string{"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"}, script.String())
}

// LanguageMeant returns the code of the language that a word most likely means, without
// accents and in lower case: its name, or a country; or "".
func LanguageMeant(word string) string {
	for line := range strings.Lines(languages) {
		if words := strings.Fields(line); slices.Contains(words[1:], word) {
			return words[0]
		}
	}
	return ""
}

// languages are the codes of those most met in French texts, their names, and what is
// typed instead.
const languages = `en anglais anglaise english ang gb us usa
de allemand allemande deutsch german
es espagnol espagnole espanol spanish esp
it italien italienne italiano italian
pt portugais portugaise portugues portuguese
nl néerlandais neerlandais neerlandaise hollandais dutch
la latin
el grec grecque greek
ru russe russian
uk ukrainien ukrainienne ua
pl polonais polonaise polish
ro roumain roumaine
sv suédois suedois suedoise
da danois danoise dk
tr turc turque turkish
ar arabe arabic ara
he hébreu hebreu hebrew iw
fa persan farsi persian
ur ourdou urdu
zh chinois chinoise chinese cn
ja japonais japonaise japanese jp
ko coréen coreen coreenne
br breton bretonne
eu basque
ca catalan catalane
co corse
oc occitan occitane
gsw alsacien alsacienne
fr francais francaise french
`
