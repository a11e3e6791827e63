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
func Typo(s string) string { return typoAfter(0, s) }

// typoAfter is Typo for a text that follows a character on its line, 0 for
// none: the end of « **mot** ! ».
func typoAfter(before rune, s string) string {
	if !strings.ContainsAny(s, " '\".") {
		return s
	}
	if strings.Count(s, `"`)%2 == 0 && strings.Contains(s, `"`) {
		s = quotes(s)
	}
	var b strings.Builder
	done := 0 // s[:done] is written
	prev, end := rune(0), 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != ' ' && c != '\'' && c != '.' {
			continue
		}
		if end != i || i == 0 { // else prev is the replacement just written
			prev, _ = utf8.DecodeLastRuneInString(s[:i])
			if i == 0 {
				prev = before
			}
		}
		next := first(s[i+1:])
		with, n := rune(c), 1
		switch c {
		case ' ':
			with = space(prev, next, s[i+1:], s[:i])
		case '\'':
			if unicode.IsLetter(prev) && elides(next) {
				with = '’'
			}
		case '.':
			if strings.HasPrefix(s[i:], "...") && !strings.HasPrefix(s[i:], "....") && prev != '.' {
				with, n = '…', 3
			}
		}
		if with == rune(c) {
			continue
		}
		if done == 0 {
			b.Grow(len(s) + 16)
		}
		b.WriteString(s[done:i])
		b.WriteRune(with)
		done = i + n
		prev, end = with, done
		i = done - 1
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// first returns the first character of s, 0 for none.
func first(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// elides tells what may follow an apostrophe: « l'État », « d'« usage » », « l'1er ».
func elides(next rune) bool {
	return next == 0 || next == '«' || unicode.IsLetter(next) || unicode.IsDigit(next)
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
