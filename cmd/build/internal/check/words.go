package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/french"
)

// longParagraph is how many words a paragraph may have: past it, a screen of a
// phone shows nothing else.
const longParagraph = 150

func (b *body) paragraph(at content.Point) {
	if text := strings.TrimSpace(at.Text); text == fields.Placeholder || text == "…" || text == "..." {
		b.problems.Avertissement(at.Pos, "texte-a-remplacer", "écrivez le texte de la page à sa place", "« %s » attend d'être remplacé", text)
	}
	if n := wordsIn(at.Text); n > longParagraph {
		b.problems.Avertissement(at.Pos, "paragraphe-long", "coupez-le par une ligne vide, ou faites-en une liste",
			"ce paragraphe a %d mots ; %d est un maximum", n, longParagraph)
	}
}

// wordsIn counts words without making any.
func wordsIn(text string) int {
	n := 0
	for range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		n++
	}
	return n
}

var (
	clickHere = regexp.MustCompile(`(?i)\b(?:cliquez|cliquer|cliquant) (?:ici|sur ce lien|sur le lien|ci-dessous|ci-contre)`)
	bareURL   = regexp.MustCompile(`(?:https?://|www\.)[^\s<>«»"”]+`)
	ordinal   = regexp.MustCompile(`(?:^|[^\pL\d])(\d+(?:i?[èe]mes?|ères?)|[IVX]+i?[èe]mes?)(?:$|[^\pL\d])`)
)

// words looks at a run of words as it was typed.
func (b *body) words(at content.Point) {
	if m := find(clickHere, at.Text, "cliqu", "Cliqu", "CLIQU"); m != nil {
		b.problems.Avertissement(within(at, m[0]), "cliquez-ici", "dites ce que l'on trouve, et faites-en le texte du lien",
			"« %s » ne dit rien à qui écoute la page ou n'a pas de souris", at.Text[m[0]:m[1]])
	}
	for _, typed := range bareAddresses(at.Text) {
		address := at.Text[typed[0]:typed[1]]
		if strings.Contains(b.linked, address) || told(b.signs, within(at, typed[0])) {
			continue
		}
		write := "[titre de la page](" + withScheme(address) + ")"
		b.problems.Avertissement(within(at, typed[0]), "adresse-nue", diag.Instead(write), "cette adresse n'est pas un lien")
		b.problems.Guess(address, write)
	}
	for _, m := range ordinals(at.Text) {
		typed := at.Text[m[2]:m[3]]
		b.problems.Avertissement(within(at, m[2]), "ordinal", diag.Instead(rightOrdinal(typed)), "« %s » ne s'abrège pas ainsi en français", typed)
		b.problems.Guess(typed, rightOrdinal(typed))
	}
	if r := bullet(at.Text); at.First && r != 0 && !told(b.signs, at.Pos) {
		if b.bullets == 0 || at.Pos.Line-b.bullets > 2 { // a list is told once
			b.problems.Avertissement(at.Pos, "emoji-puce", "commencez chaque ligne par « - » : la liste sera lue comme une liste", "« %c » sert de puce", r)
		}
		b.bullets = at.Pos.Line
	}
	if b.typo && at.Target != "" {
		typography(at, b.problems)
	}
	b.capitals(at)
}

// bareAddresses finds the addresses in a text, without the marks that end a sentence and
// the parenthesis around it.
func bareAddresses(text string) (all [][]int) {
	if !strings.Contains(text, "://") && !strings.Contains(text, "www.") {
		return nil
	}
	all = bareURL.FindAllStringIndex(text, -1)
	for _, at := range all {
		for {
			address := text[at[0]:at[1]]
			short := strings.TrimRight(address, ".,;:!?…'’")
			if strings.HasSuffix(short, ")") && strings.Count(short, ")") > strings.Count(short, "(") {
				short = strings.TrimSuffix(short, ")")
			}
			if at[1] -= len(address) - len(short); short == address {
				break
			}
		}
	}
	return all
}

func withScheme(address string) string {
	if strings.HasPrefix(address, "www.") {
		return "https://" + address
	}
	return address
}

// find finds a form in a text that holds one of some words: most texts hold none,
// and to see that takes a tenth of the time.
func find(form *regexp.Regexp, text string, words ...string) []int {
	if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
		return nil
	}
	return form.FindStringIndex(text)
}

// ordinals finds the numbers that are followed by letters.
func ordinals(text string) [][]int {
	for i := 1; i < len(text); i++ {
		if c := text[i-1]; (c >= '0' && c <= '9' || c == 'X' || c == 'V' || c == 'I') && (text[i] == 'i' || text[i] == 'e' || text[i] == 0xc3) {
			return ordinal.FindAllStringSubmatchIndex(text, -1)
		}
	}
	return nil
}

// within is the place of a byte of a run of words.
func within(at content.Point, offset int) diag.Pos {
	pos := at.Pos
	pos.Col += utf8.RuneCountInString(at.Text[:offset])
	return pos
}

// rightOrdinal is an ordinal that was spelt in part, abbreviated.
func rightOrdinal(typed string) string {
	digits := strings.TrimRightFunc(typed, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune("IVX", r) })
	right := french.Ordinal(digits, true)
	if strings.HasSuffix(typed, "s") {
		return french.PluralOf(right)
	}
	return right
}

// bullet returns the sign that a line begins with in place of a dash, 0 for none.
func bullet(text string) rune {
	r, n := utf8.DecodeRuneInString(text)
	if strings.ContainsRune("•·‣⁃∙◦▪▫■□●○►▶→➔➜➤✓✔✗✘★☆\uf0b7\uf0a7\uf0d8\uf0fc", r) || emoji(r) {
		if next, _ := utf8.DecodeRuneInString(text[n:]); unicode.IsSpace(next) || next == '\ufe0f' || emoji(next) {
			return r
		}
	}
	return 0
}

// emoji tells pictures (Unicode 15, Emoji_Presentation, main ranges).
func emoji(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF
}

// capitals wants words in lower case: whole sentences in capitals are hard to
// read, and some screen readers spell them.
func (b *body) capitals(at content.Point) {
	run, start, offset := 0, 0, 0
	for word := range strings.SplitSeq(at.Text, " ") {
		if shouted(word) {
			if run++; run == 1 {
				start = offset
			}
		} else if word != "" {
			run = 0
		}
		if offset += len(word) + 1; run == 4 {
			b.problems.Avertissement(within(at, start), "tout-en-capitales", "écrivez en minuscules, et mettez en gras ce qui compte", "ces mots sont tout en capitales")
			return
		}
	}
}

// shouted reports whether a word has nothing but capitals, two at least.
func shouted(word string) bool {
	letters := 0
	for _, r := range word {
		switch {
		case unicode.IsLower(r), unicode.IsDigit(r):
			return false
		case unicode.IsUpper(r):
			letters++
		}
	}
	return letters > 1
}

// typography tells what changes when the text is published.
func typography(at content.Point, p *diag.List) {
	old, set := []rune(at.Text), []rune(at.Target)
	same := 0
	for same < len(old) && same < len(set) && old[same] == set[same] {
		same++
	}
	pos := at.Pos
	pos.Col += same
	p.Avertissement(pos, "typographie", "build check --corriger --typo l'écrit dans le fichier", "la typographie de ce passage est corrigée à la publication")
	p.Fix(string(old[same:]), string(set[same:]))
}
