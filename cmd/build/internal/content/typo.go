package content

import (
	"bytes"
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
	if mayNeed(s) {
		if set, changed := appendTypo(nil, 0, []byte(s)); changed {
			return string(set)
		}
	}
	return s
}

// appendTypo appends to b the typography of a text that follows a character on
// its line, 0 for none: the end of « **mot** ! ». When the text needs nothing it
// appends nothing and reports false.
func appendTypo(b []byte, before rune, s []byte) (_ []byte, changed bool) {
	if !mayNeed(s) {
		return b, false
	}
	if n := bytes.Count(s, []byte(`"`)); n > 0 && n%2 == 0 {
		s, changed = quotes(s)
	}
	start := len(b)
	done := 0 // s[:done] is written
	prev, end := rune(0), 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != ' ' && c != '\'' && c != '.' {
			continue
		}
		if end != i || i == 0 { // else prev is the replacement just written
			prev, _ = utf8.DecodeLastRune(s[:i])
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
			if bytes.HasPrefix(s[i:], []byte("...")) && !bytes.HasPrefix(s[i:], []byte("....")) && prev != '.' {
				with, n = '…', 3
			}
		}
		if with == rune(c) {
			continue
		}
		b = append(b, s[done:i]...)
		b = utf8.AppendRune(b, with)
		done = i + n
		prev, end = with, done
		i = done - 1
	}
	if done == 0 && !changed {
		return b[:start], false
	}
	return append(b, s[done:]...), true
}

// mayNeed is a quick look that spares most texts the long one: is there an
// apostrophe or a quote, two dots, or a space beside what it depends on?
func mayNeed[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'', '"':
			return true
		case '.':
			if i > 0 && s[i-1] == '.' {
				return true
			}
		case ' ':
			if i == 0 || i+1 < len(s) && strings.IndexByte(";:!?\xc2", s[i+1]) >= 0 || // \xc2 begins »
				i > 0 && strings.IndexByte("0123456789\xab\xb0", s[i-1]) >= 0 { // which end « and °
				return true
			}
		}
	}
	return false
}

// first returns the first character of s, 0 for none.
func first(s []byte) rune {
	if len(s) == 0 {
		return 0
	}
	r, _ := utf8.DecodeRune(s)
	return r
}

// elides tells what may follow an apostrophe: « l'État », « d'« usage » », « l'1er ».
func elides(next rune) bool {
	return next == 0 || next == '«' || unicode.IsLetter(next) || unicode.IsDigit(next)
}

// space returns what a plain space becomes between prev and next.
func space(prev, next rune, after, before []byte) rune {
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
	case prev == '°' && unicode.IsDigit(next) && bytes.HasSuffix(before, []byte("n°")):
		return nbsp
	case unicode.IsDigit(prev) && unicode.IsDigit(next):
		if thousands(before, after) {
			return narrow
		}
	case unicode.IsDigit(prev) && bytes.HasPrefix(after, []byte("M€")), unicode.IsDigit(prev) && bytes.HasPrefix(after, []byte("Md€")):
		return nbsp
	case unicode.IsDigit(prev) && (bytes.HasPrefix(after, []byte("million")) || bytes.HasPrefix(after, []byte("milliard"))):
		return nbsp
	}
	return ' '
}

// thousands tells 25 000 from « en 2020 12 projets »: one to three digits
// before, exactly three after.
func thousands(before, after []byte) bool {
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
// leaves them all and reports false.
func quotes(s []byte) (_ []byte, changed bool) {
	b := make([]byte, 0, len(s)+8)
	open := false
	prev := ' '
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		i += n
		switch next := first(s[i:]); {
		case r != '"':
			b = append(b, s[i-n:i]...)
		case !open && (unicode.IsSpace(prev) || prev == '(' || prev == '[' || prev == '\'' || prev == '’') && next != ' ':
			b = append(b, "«\u00a0"...)
			open = true
		case open && !unicode.IsSpace(prev):
			b = append(b, "\u00a0»"...)
			open = false
		default:
			return s, false
		}
		prev = r
	}
	return b, true
}
