package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

// leftovers are signs of Markdown that are nearly right: what is not right is
// published as it was typed. Each has its first group, or all of it, shown.
var leftovers = []struct {
	has  string // every text that matches holds it
	form *regexp.Regexp
	hint string
}{
	{"##", regexp.MustCompile(`^\s*(#{2,6})[^#\s]`), "mettez une espace après les dièses : « ## Titre »"},
	{"#######", regexp.MustCompile(`^\s*(#{7,})`), "un titre a six dièses au plus"},
	{"::", regexp.MustCompile(`^\s*(::[\pL]+)`), "un bloc commence par trois deux-points : « :::alerte »"},
	{"|", regexp.MustCompile(`^\s*(\|).*\|\s*$`), "écrivez sous la première ligne du tableau « | --- | --- | », une fois par colonne"},
	{"-", regexp.MustCompile(`^\s*(-\pL)`), "mettez une espace après le tiret : « - »"},
	{".", regexp.MustCompile(`^\s*(\d{1,2}\.\pL)`), "mettez une espace après le point : « 1. »"},
	{"]", regexp.MustCompile(`(\]\s+\()(?:https?://|[^()\s]+\.(?:md|pdf|od[tsp]|docx?|xlsx?|csv|png|jpe?g|svg)\b)`), "collez la parenthèse au crochet : « [texte](adresse) »"},
	{"](", regexp.MustCompile(`(\]\([^()"'<>]*[^()"'<>\s]\s[^()"'<>]*\))`), "une adresse n'a pas d'espace : écrivez « %20 » à la place, ou retirez-la"},
	{")[", regexp.MustCompile(`(\)\[)(?:https?://|[^\[\]\s]+\.(?:md|pdf)\b)`), "le texte va entre crochets, l'adresse entre parenthèses : « [texte](adresse) »"},
	{"[[", regexp.MustCompile(`(\[\[[^\[\]]+\]\])`), "écrivez « [texte](page.md) »"},
	{"compte", regexp.MustCompile(`(?:^|[^{])(\{\s*compte\b)`), "doublez les accolades : « {{compte projets}} »"},
}

var codeSpan = regexp.MustCompile("`+[^`\n]*`+")

// leftover tells what of a paragraph looks like Markdown and is not.
func (b *body) leftover(at content.Point) {
	if !strings.ContainsAny(at.Text, "#:|-.[]{") {
		return
	}
	text := codeSpan.ReplaceAllStringFunc(at.Text, func(s string) string { return strings.Repeat("x", len(s)) })
	pos := at.Pos
	for line := range strings.SplitSeq(text, "\n") {
		for _, l := range leftovers {
			if !strings.Contains(line, l.has) {
				continue
			}
			if m := l.form.FindStringSubmatchIndex(line); m != nil {
				where := pos
				where.Col += utf8.RuneCountInString(line[:m[2]])
				b.problems.Avertissement(where, "syntaxe-visible", l.hint, "« %s » sera publié tel quel", line[m[2]:m[3]])
				if l.has == "|" {
					return // one table
				}
			}
		}
		pos.Line, pos.Col = pos.Line+1, 1
	}
}

// headKey matches the keys that most pages begin with: a heading made of one is a
// second header, which a line « --- » makes.
var headKey = regexp.MustCompile(`^(?:titre|resume|publie|mission|missions|statut|echeance|enjeux|pilotes|projets|ordre|code|alias|sources)\s?:\s`)
