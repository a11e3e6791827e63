package french

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
	if need(s, 0) < len(s) || strings.IndexByte(s, '"') >= 0 {
		if set, changed := AppendTypo(nil, 0, []byte(s)); changed {
			return string(set)
		}
	}
	return s
}

// AppendTypo appends to b the typography of a text that follows a character on
// its line, 0 for none: the end of « **mot** ! ». When the text needs nothing it
// appends nothing and reports false.
func AppendTypo(b []byte, before rune, s []byte) (_ []byte, changed bool) {
	if n := bytes.Count(s, []byte(`"`)); n > 0 && n%2 == 0 {
		s, changed = quotes(s)
	}
	done := 0 // s[:done] is written
	prev, end := rune(0), 0
	for i := need(s, 0); i < len(s); i = need(s, i+1) {
		if end != i || i == 0 { // else prev is the replacement just written
			prev, _ = utf8.DecodeLastRune(s[:i])
			if i == 0 {
				prev = before
			}
		}
		c := s[i]
		next := start(s[i+1:])
		with, n := rune(c), 1
		switch c {
		case ' ':
			with = space(prev, next, s[i+1:], s[:i])
		case '\'':
			if unicode.IsLetter(prev) && apostrophized(next) {
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
		return b, false
	}
	return append(b, s[done:]...), true
}

// need returns where, from i on, the next character stands that may need another
// in its place, or len(s): an apostrophe, the first of several dots, or a space
// that begins the text or stands beside what it depends on. It spares most texts
// the long look, and stops at these rather than at each space: they are rare.
func need[T string | []byte](s T, i int) int {
	if i < len(s) && s[i] == ' ' && (i == 0 || marks[s[i-1]] == turnsAfter) {
		return i
	}
	for start := i; i < len(s); i++ {
		mark := marks[s[i]]
		if mark == 0 {
			continue
		}
		switch mark {
		case turnsBefore:
			if i > start && s[i-1] == ' ' {
				return i - 1
			}
		case turnsAfter:
			if i+1 < len(s) && s[i+1] == ' ' {
				return i + 1
			}
			if i+3 < len(s) && string(s[i:i+4]) == premier+" " {
				return i + 3
			}
		case apostrophe:
			return i
		case dot:
			if i == 0 || i+1 < len(s) && s[i+1] == '.' {
				return i
			}
		}
	}
	return i
}

// What a byte may mean to the one beside it.
const (
	apostrophe  = 1 + iota
	dot         // may be the first of several
	turnsAfter  // ends what a space after it depends on: « and ° among them
	turnsBefore // begins what a space before it depends on: \xc2 is the first byte of » and of °
)

var marks = func() (of [256]uint8) {
	for mark, set := range map[uint8]string{apostrophe: "'", dot: ".", turnsAfter: "0123456789\xab\xb0", turnsBefore: ";:!?\xc2"} {
		for i := range len(set) {
			of[set[i]] = mark
		}
	}
	return of
}()

// start returns the first character of s, 0 for none.
func start(s []byte) rune {
	if len(s) == 0 {
		return 0
	}
	r, _ := utf8.DecodeRune(s)
	return r
}

// apostrophized tells what may follow an apostrophe: « l'État », « d'« usage » », « l'1er ».
func apostrophized(next rune) bool {
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
	case unicode.IsDigit(prev) && unicode.IsLower(next):
		if digitsBefore(before) <= 2 && month(after) {
			return nbsp
		}
	case prev == 'r' && bytes.HasSuffix(before, []byte(premier)):
		if digitsBefore(before[:len(before)-2]) == 1 && month(after) {
			return nbsp
		}
	}
	return ' '
}

// premier is the one day of a month that is no number alone: « 1er mai ».
const premier = "1er"

// month reports whether a text begins with the name of one.
func month(s []byte) bool {
	for _, name := range Months {
		if rest, ok := bytes.CutPrefix(s, []byte(name)); ok && !unicode.IsLetter(start(rest)) {
			return true
		}
	}
	return false
}

// digitsBefore counts the digits that end a text.
func digitsBefore(s []byte) int {
	n := 0
	for n < len(s) && s[len(s)-1-n] >= '0' && s[len(s)-1-n] <= '9' {
		n++
	}
	return n
}

// thousands tells 25 000 from « en 2020 12 projets »: one to three digits
// before, exactly three after.
func thousands(before, after []byte) bool {
	if digitsBefore(before) > 3 {
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
		switch next := start(s[i:]); {
		case r != '"':
			b = append(b, s[i-n:i]...)
		case !open && (unicode.IsSpace(prev) || prev == '(' || prev == '[' || prev == '\'' || prev == '’') && !unicode.IsSpace(next):
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
