package french

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Months are the names of the months, in their order.
var Months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// Date writes a day: « 1er janvier 2022 », « 14 septembre 2021 ». The month is
// one of 1 to 12.
func Date(year, month, day int) string {
	first := strconv.Itoa(day)
	if day == 1 {
		first = Ordinal(first, false)
	}
	return first + " " + Months[month-1] + " " + strconv.Itoa(year)
}

// Ordinal abbreviates a rank, given in Arab or Roman figures (Imprimerie nationale,
// « Abréviations »): « 1er » or, for a feminine noun, « 1re »; « XXe ».
func Ordinal(figures string, feminine bool) string {
	switch one := figures == "1" || figures == "I"; {
	case one && feminine:
		return figures + "re"
	case one:
		return figures + "er"
	}
	return figures + "e"
}

// Capital returns s with its first letter in upper case.
func Capital(s string) string { return first(s, unicode.ToUpper) }

// Lower returns s with its first letter in lower case.
func Lower(s string) string { return first(s, unicode.ToLower) }

func first(s string, to func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(to(r)) + s[n:]
}

// And joins the items of a list: « a », « a et b », « a, b et c ».
func And(items []string) string {
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:last], ", ") + " et " + items[last]
}

// Few joins the items of a list, and counts the last ones of one that has more
// than most: « a, b et 2 autres », where others is « autres ».
func Few(items []string, most int, others string) string {
	if len(items) <= most {
		return strings.Join(items, ", ")
	}
	return strings.Join(items[:most-1], ", ") + " et " + Int(len(items)-most+1) + " " + others
}

// Cut cuts a text that has more than so many letters between two words, and says
// so by « … », which counts.
func Cut(s string, most int) string {
	letters := []rune(s)
	if len(letters) <= most {
		return s
	}
	cut := string(letters[:most-1])
	if i := strings.LastIndexAny(cut, " \u00a0"); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}
