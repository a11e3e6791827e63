package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spaces of French typography (Imprimerie nationale, Lexique des règles
// typographiques): narrow before ; ! ? and between thousands, wide before :
// and inside « ».
const (
	nbsp   = '\u00a0'
	narrow = '\u202f'
)

// Typo gives a text its French typography: non-breaking spaces where the editor
// typed a plain one, curly apostrophes, ellipses, « » for straight double quotes
// that pair up. It adds no space where none was typed, so addresses, times and
// code keep their meaning. A text that needs nothing is returned as it is.
// Typo(Typo(s)) == Typo(s).
func Typo(s string) string {
	if !strings.ContainsAny(s, " '\".") {
		return s
	}
	if strings.Count(s, `"`)%2 == 0 && strings.Contains(s, `"`) {
		s = quotes(s)
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	prev := rune(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		if i+n == len(s) {
			next = 0
		}
		switch {
		case r == ' ':
			r = space(prev, next, s[i+1:], s[:i])
		case r == '\'' && unicode.IsLetter(prev) && (unicode.IsLetter(next) || next == '«' || next == 0 || unicode.IsDigit(next)):
			r = '’'
		case r == '.' && strings.HasPrefix(s[i:], "...") && !strings.HasPrefix(s[i:], "....") && prev != '.':
			r, n = '…', 3
		}
		b.WriteRune(r)
		prev = r
		i += n
	}
	return b.String()
}

// space returns what a plain space becomes between prev and next.
func space(prev, next rune, after, before string) rune {
	switch {
	case prev == ' ' || prev == 0:
		return ' '
	case next == ';' || next == '!' || next == '?':
		return narrow
	case next == ':' || next == '»' || prev == '«':
		return nbsp
	case next == '%' || next == '€' || next == '°':
		if unicode.IsDigit(prev) {
			return nbsp
		}
	case prev == '°' && unicode.IsDigit(next) && strings.HasSuffix(before, "n°"):
		return nbsp
	case unicode.IsDigit(prev) && unicode.IsDigit(next):
		if thousands(before, after) {
			return narrow
		}
	case unicode.IsDigit(prev) && strings.HasPrefix(after, "M€"), unicode.IsDigit(prev) && strings.HasPrefix(after, "Md€"):
		return nbsp
	case unicode.IsDigit(prev) && (strings.HasPrefix(after, "million") || strings.HasPrefix(after, "milliard")):
		return nbsp
	}
	return ' '
}

// thousands tells 25 000 from « en 2020 12 projets »: one to three digits
// before, exactly three after.
func thousands(before, after string) bool {
	digits := 0
	for digits < len(before) && before[len(before)-1-digits] >= '0' && before[len(before)-1-digits] <= '9' {
		digits++
	}
	if digits > 3 {
		return false
	}
	for i := range 3 {
		if i >= len(after) || after[i] < '0' || after[i] > '9' {
			return false
		}
	}
	return len(after) == 3 || after[3] < '0' || after[3] > '9'
}

// quotes turns an even number of straight double quotes into « », when each
// opens after a space or a bracket and closes after a letter; otherwise it
// leaves them all.
func quotes(s string) string {
	var b strings.Builder
	open := false
	prev := ' '
	for i, r := range s {
		if r != '"' {
			b.WriteRune(r)
			prev = r
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+1:])
		switch {
		case !open && (unicode.IsSpace(prev) || prev == '(' || prev == '[' || prev == '\'' || prev == '’') && next != ' ':
			b.WriteString("«\u00a0")
		case open && !unicode.IsSpace(prev):
			b.WriteString("\u00a0»")
		default:
			return s
		}
		open = !open
		prev = r
	}
	return b.String()
}
