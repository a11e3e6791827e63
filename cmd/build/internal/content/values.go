package content

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/when"
)

// This file holds the values that any front matter has: texts, days, numbers, yes
// and no.

// A Text is a plain text of the front matter, with French typography.
type Text struct {
	S string
	At
}

var textForm = Form{Example: "Un texte"}

// Form implements Scalar.
func (Text) Form() *Form { return &textForm }

// Published implements Scalar.
func (t *Text) Published() string { return t.S }

// Scan implements Scalar.
func (t *Text) Scan(text string) *Refusal {
	t.S = french.Typo(text)
	return nil
}

// A Bool is a yes or no that may be absent.
type Bool struct {
	Set, V bool
	At
}

var boolForm = Form{Pattern: regexp.MustCompile(`^(true|false)$`), Unquoted: map[string]any{"type": "boolean"}, Example: "true",
	Awaits: "true ou false", Hint: "écrivez true ou false",
	Explain: func(text string, no *Refusal) {
		switch Fold(text) {
		case "oui", "vrai", "yes", "on":
			no.Write = "true"
		case "non", "faux", "no", "off":
			no.Write = "false"
		}
	}}

// Form implements Scalar.
func (Bool) Form() *Form { return &boolForm }

// Published implements Scalar.
func (b *Bool) Published() string {
	if !b.Set {
		return ""
	}
	return strconv.FormatBool(b.V)
}

// Scan implements Scalar.
func (b *Bool) Scan(text string) *Refusal {
	b.Set, b.V = true, text == "true"
	return nil
}

// A Number is a number that may be absent.
type Number struct {
	Set bool
	V   float64
	At
}

var numberForm = Form{Holds: meant, Pattern: regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`), Unquoted: map[string]any{"type": "number"}, Example: "12.5",
	Awaits: "un nombre", Hint: "un nombre sans unité ni espace, avec un point pour les décimales",
	Explain: func(text string, no *Refusal) {
		no.Write = numberIn(text)
		if m := thousands.FindStringSubmatch(text); m != nil {
			no.Hint = "rien ne sépare les milliers, et un point les décimales : « " + m[1] + m[2] + " » ou « " + strings.TrimRight(m[1]+"."+strings.TrimRight(m[2], "0"), ".") + " »"
		}
	}}

// thousands matches a number whose sign may part thousands or decimals: 31.500, 31,500.
var thousands = regexp.MustCompile(`^([+-]?[1-9]\d{0,2})[.,](\d{3})$`)

// oneNumber matches a text that tells one number, with what stands before it and after.
var oneNumber = regexp.MustCompile(`^(\D*?)([+-]?\d[\d\s\x{a0}\x{202f}\x{2009}.,'’]*)(\D*)$`)

// multiple matches a unit that makes a number larger than it looks.
var multiple = regexp.MustCompile(`^(?:k|m|md|mds|mille|cents?|[kmgt]o)\b|million|milliard|milliers?`)

// numberIn is the number that a text tells: « > 28 % », « environ 1 250 »; or "".
func numberIn(text string) string {
	m := oneNumber.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || multiple.MatchString(strings.TrimSpace(Fold(m[3]))) {
		return ""
	}
	before := strings.TrimSpace(m[1])
	if before == "–" || before == "−" || before == "—" {
		before, m[2] = "", "-"+m[2]
	}
	if strings.ContainsAny(before, "-–—−") {
		return ""
	}
	text = strings.TrimRight(m[2], " .,'’\u00a0\u202f")
	digits := strings.TrimLeft(text, "+-")
	sign, whole, decimals := text[:len(text)-len(digits)], digits, ""
	if at := strings.LastIndexAny(digits, ".,"); at >= 0 && strings.Count(digits, digits[at:at+1]) == 1 { // else it parts thousands
		whole, decimals = digits[:at], digits[at:]
		if number(whole) && len(decimals) == len(".000") && !strings.HasPrefix(whole, "0") { // 12,500 may be either
			return ""
		}
	}
	groups := strings.FieldsFunc(whole, func(c rune) bool { return c < '0' || c > '9' })
	for i, group := range groups {
		if i > 0 && len(group) != len("000") {
			return ""
		}
	}
	if decimals != "" {
		if decimals = "." + decimals[1:]; !number(decimals[1:]) {
			return ""
		}
	}
	return sign + strings.Join(groups, "") + decimals
}

// Form implements Scalar.
func (Number) Form() *Form { return &numberForm }

// Published implements Scalar.
func (n *Number) Published() string {
	if !n.Set {
		return ""
	}
	return strconv.FormatFloat(n.V, 'f', -1, 64)
}

// Scan implements Scalar.
func (n *Number) Scan(text string) *Refusal {
	n.V, _ = strconv.ParseFloat(text, 64)
	n.Set = true
	return nil
}

// meant reports whether somebody can mean such a number: none is that large, and nobody
// types the zero of 31.500 where the point is that of decimals.
func meant(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && math.Abs(f) <= 1e15 && !(thousands.MatchString(text) && strings.HasSuffix(text, "0"))
}

// A Count is a whole number of things, from 0, that may be absent.
type Count struct{ Number }

var countForm = Form{Holds: meant, Pattern: regexp.MustCompile(`^\d+$`), Unquoted: map[string]any{"type": "integer", "minimum": 0}, Example: "12",
	Awaits: "un nombre entier", Hint: "écrivez un nombre entier, sans unité ni espace", Explain: numberForm.Explain}

// Form implements Scalar.
func (Count) Form() *Form { return &countForm }

// A Percent is a part of a hundred that may be absent.
type Percent struct{ Number }

var percentForm = Form{Pattern: regexp.MustCompile(`^(100|\d{1,2}(\.\d+)?)$`), Unquoted: map[string]any{"type": "number", "minimum": 0, "maximum": 100}, Example: "72.5",
	Awaits: "un pourcentage, de 0 à 100", Hint: "écrivez par exemple « 72.5 », sans le signe %", Explain: numberForm.Explain}

// Form implements Scalar.
func (Percent) Form() *Form { return &percentForm }

// A Date is a whole day that may be absent. Day counts in the proleptic
// Gregorian calendar, without time zone.
type Date struct {
	Year, Month, Day int
	At
}

var dateForm = Form{Pattern: regexp.MustCompile(`^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`), Format: "date", Example: "2021-09-14",
	Awaits: "une date", Hint: "écrivez un jour qui existe, année-mois-jour : 2021-09-14",
	Explain: func(text string, no *Refusal) {
		ExplainWhen(text, no)
		if _, day := ParseDate(no.Write); no.Write != "" && !day { // a période
			no.Write, no.Sure, no.Hint = "", false, complete(no.Write)
		}
	}}

// Form implements Scalar.
func (Date) Form() *Form { return &dateForm }

// Published implements Scalar.
func (d *Date) Published() string { return d.ISO() }

// Scan implements Scalar.
func (d *Date) Scan(text string) *Refusal {
	day, ok := ParseDate(text)
	if !ok {
		return dateForm.Refuse(text)
	}
	d.Year, d.Month, d.Day = day.Year, day.Month, day.Day
	return nil
}

// IsZero reports whether the date is absent.
func (d Date) IsZero() bool { return d.Year == 0 }

// Compare orders days; the place does not count.
func (d Date) Compare(e Date) int {
	return (d.Year-e.Year)*10_000 + (d.Month-e.Month)*100 + d.Day - e.Day
}

// ISO returns the date as ISO 8601 writes it, or "".
func (d Date) ISO() string {
	if d.IsZero() {
		return ""
	}
	b := []byte("0000-00-00") // no Sprintf: a large site says hundreds of thousands of days
	for _, part := range [...]struct{ last, n int }{{3, d.Year}, {6, d.Month}, {9, d.Day}} {
		for i, n := part.last, part.n; n > 0 && i >= 0; i, n = i-1, n/10 {
			b[i] = byte('0' + n%10)
		}
	}
	return string(b)
}

// French writes the date in words: « 1er janvier 2022 », or "".
func (d Date) French() string {
	if d.IsZero() {
		return ""
	}
	return french.Date(d.Year, d.Month, d.Day)
}

// Time returns midnight UTC of the day; of no day, the zero time.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// ParseDate reads a day such as 2021-09-14. It reports false for anything
// else, days that no calendar has included.
func ParseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1000 {
		return Date{}, false
	}
	return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, true
}

// ExplainWhen says of a text that is no date, or no période, what to type instead, as
// far as it is understood.
func ExplainWhen(text string, no *Refusal) {
	switch r := when.Read(Fold(text)); r.State {
	case when.Clear:
		no.Write, no.Sure = r.Text, r.Sure
	case when.NoYear:
		no.Hint = complete(r.Text)
	}
}

// DayIn finds the day that is told by the name of a file, and what is left of the name
// without it: those of « bilan-14-septembre-2021 » are 2021-09-14 and « bilan ». It is ""
// when the name tells none.
func DayIn(slug string) (day, rest string) {
	parts := strings.Split(slug, "-")
	for n := len(parts); n > 0; n-- { // « du-14-au-18-septembre-2021 » tells no day
		for i := range len(parts) - n + 1 {
			if r := when.Read(strings.Join(parts[i:i+n], " ")); r.State == when.Clear {
				if dateForm.Accepts(r.Text) {
					return r.Text, strings.Join(slices.Concat(parts[:i], parts[i+n:]), "-")
				}
				return "", slug
			}
		}
	}
	return "", slug
}

// complete is what to do about a période where a day is wanted, or about what lacks its
// year: the day is never guessed.
func complete(periode string) string {
	year, rest, _ := strings.Cut(periode, "-")
	switch {
	case strings.Contains(periode, "/"):
		return "il faut un seul jour : année-mois-jour"
	case year == "AAAA":
		return "il manque l'année : complétez « " + periode + " »"
	case len(rest) == len("12") && rest[0] <= '9':
		return "il manque le jour : complétez « " + periode + "-JJ »"
	}
	return "il manque le mois et le jour : complétez « " + year + "-MM-JJ »"
}
