// Package french is how French is written: numbers, units, counts, agreement,
// elision, dates, lists, and the typography of a text. It takes and gives plain
// values and texts, and knows no other package of this program.
package french

import (
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

var (
	printer = message.NewPrinter(language.French)
	exact   = number.MaxFractionDigits(-1) // as many decimals as the value has: Precision(-1) loses those of 0,0000001
	signs   = strings.NewReplacer(string(nbsp), string(narrow), "-", "−")
)

// Number writes a value with the decimals that it has: « 28 », « −13,5 »,
// « 1 250 000,5 ». What is no number (NaN, an infinity) gives "".
func Number(v float64) string {
	switch n := int64(v); { // two short cuts, for most are whole, and small
	case v != math.Trunc(v) || math.Abs(v) >= 1<<53:
		return format(v, exact)
	case 0 <= n && n < 1000:
		return strconv.FormatInt(n, 10)
	default:
		return signs.Replace(printer.Sprint(n))
	}
}

// Int writes a whole number: « 28 », « 10 000 ».
func Int(n int) string { return Number(float64(n)) }

// Decimals writes a value rounded to so many decimals: « 5,20 » for two.
func Decimals(v float64, n int) string { return format(v, number.Scale(n)) }

func format(v float64, how number.Option) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return signs.Replace(printer.Sprint(number.Decimal(v, how)))
}

// With puts a unit, which may be empty, after a number: « 30 millions
// d’utilisateurs », « 72 % », « 6,1/10 ».
func With(n, unit string) string {
	if unit == "" || unit[0] == '/' {
		return n + unit
	}
	return n + string(nbsp) + unit
}

// Precision says how a value that is not exact is to be read: « au moins »,
// « environ »; "" for one that is.
func Precision(least, about bool) string {
	switch {
	case least:
		return "au moins"
	case about:
		return "environ"
	}
	return ""
}

// Size writes a number of bytes, a thousand to each unit: « 1 octet », « 5,2 Mo ».
func Size(n int64) string {
	if n < 1000 {
		return Count(int(n), "octet", "octets")
	}
	size, unit := float64(n)/1000, 0
	units := []string{"ko", "Mo", "Go"}
	for size >= 999.95 && unit < len(units)-1 {
		size, unit = size/1000, unit+1
	}
	return Decimals(size, 1) + " " + units[unit]
}

// Plural is the form of a noun that goes with a count: 0 and 1 are singular.
func Plural(n int, one, many string) string {
	if n < 2 {
		return one
	}
	return many
}

// Count writes a count with its noun: « 0 page », « 1 page », « 1 250 pages ».
func Count(n int, one, many string) string { return Int(n) + " " + Plural(n, one, many) }

// Times is how often, as it is said: « une fois », « deux fois », « 12 fois ».
func Times(n int) string {
	words := [...]string{"", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"}
	if n > 0 && n < len(words) {
		return words[n] + " fois"
	}
	return Int(n) + " fois"
}
