package roadmap

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
)

// A Periode is when something is due, as roadmaps really write it: a day, a
// month, a quarter, a half-year, a year, or an interval of two of them. It sorts
// by its last day. The zero value is absent.
type Periode struct {
	S           string // as typed: "2021-S2", "2021-09/2022-01"
	First, Last content.Date
	content.At
}

// IsZero reports whether the période is absent.
func (p Periode) IsZero() bool { return p.S == "" }

// Written reports whether something is typed, be it no période, which is said.
func (p Periode) Written() bool { return p.At != content.At{} }

var periodeForm = regexp.MustCompile(`^(\d{4})(?:-(?:([TS])(\d)|(\d{2})(?:-(\d{2}))?))?$`)

// Scan implements content.Scalar.
func (p *Periode) Scan(text string) (wrong, hint string) {
	from, to, interval := strings.Cut(text, "/")
	if reFrench.MatchString(text) || reFrenchMonth.MatchString(text) { // 14/09/2021 and 09/2021 are no intervals
		from, interval = text, false
	}
	first, wrong, hint := simple(strings.TrimSpace(from))
	if wrong != "" {
		return wrong, hint
	}
	last := first
	if interval {
		if last, wrong, hint = simple(strings.TrimSpace(to)); wrong != "" {
			return wrong, hint
		}
		switch starts, ends := last.First.Compare(first.First), last.Last.Compare(first.Last); {
		case starts <= 0 && ends <= 0 && starts+ends < 0:
			return "« " + text + " » finit avant de commencer", "écrivez « " + last.S + "/" + first.S + " »"
		case starts < 0:
			return "« " + text + " » : la seconde période contient la première", "écrivez « " + last.S + " »"
		case ends < 0:
			return "« " + text + " » : la première période contient la seconde", "écrivez « " + first.S + " »"
		}
		p.S = first.S + "/" + last.S
	} else {
		p.S = first.S
	}
	p.First, p.Last = first.First, last.Last
	return "", ""
}

// ParsePeriode reads a période outside of front matter.
func ParsePeriode(text string) (p Periode, wrong, hint string) {
	wrong, hint = p.Scan(text)
	return p, wrong, hint
}

func simple(text string) (p Periode, wrong, hint string) {
	p, wrong, hint = exact(text)
	if wrong != "" && hint == "" {
		hint = guessPeriode(text)
	}
	return p, wrong, hint
}

// exact reads a période without interval. It has no hint for a text that is of
// none of the forms.
func exact(text string) (p Periode, wrong, hint string) {
	m := periodeForm.FindStringSubmatch(text)
	if m == nil || m[1] < "1000" {
		return p, "« " + text + " » n'est pas une période", ""
	}
	year, _ := strconv.Atoi(m[1])
	p.S = text
	switch {
	case m[2] == "T":
		q, _ := strconv.Atoi(m[3])
		if q < 1 || q > 4 {
			return p, "un trimestre va de T1 à T4, pas « " + text + " »", "écrivez par exemple « " + m[1] + "-T4 »"
		}
		p.First, p.Last = months(year, 3*q-2, 3*q)
	case m[2] == "S":
		h, _ := strconv.Atoi(m[3])
		if h < 1 || h > 2 {
			return p, "un semestre est S1 ou S2, pas « " + text + " »", "écrivez par exemple « " + m[1] + "-S2 »"
		}
		p.First, p.Last = months(year, 6*h-5, 6*h)
	case m[5] != "":
		day, ok := content.ParseDate(text)
		if !ok {
			return p, "le jour « " + text + " » n'existe pas", "vérifiez le mois et le jour : année-mois-jour"
		}
		p.First, p.Last = day, day
	case m[4] != "":
		month, _ := strconv.Atoi(m[4])
		if month < 1 || month > 12 {
			return p, "un mois va de 01 à 12, pas « " + text + " »", "écrivez par exemple « " + m[1] + "-12 »"
		}
		p.First, p.Last = months(year, month, month)
	default:
		p.First, p.Last = months(year, 1, 12)
	}
	return p, "", ""
}

// months returns the first day of one month and the last day of another.
func months(year, from, to int) (first, last content.Date) {
	end := time.Date(year, time.Month(to)+1, 0, 0, 0, 0, 0, time.UTC)
	return content.Date{Year: year, Month: from, Day: 1}, content.Date{Year: year, Month: to, Day: end.Day()}
}

var (
	reQuarter  = regexp.MustCompile(`^t([1-4])[ -]+(\d{4})$|^(\d{4})[ -]*t([1-4])$`)
	reHalf     = regexp.MustCompile(`^s([12])[ -]+(\d{4})$|^(\d{4})[ -]*s([12])$`)
	reFrench   = regexp.MustCompile(`^\d{1,2}[/.]\d{1,2}[/.]\d{4}$`)
	reEndYear  = regexp.MustCompile(`^(fin|debut|mi)[ -]+(\d{4})$`)
	reMonth    = regexp.MustCompile(`^([a-z]+) (\d{4})$`)
	reOrdinalT = regexp.MustCompile(`^(\d)(?:er|e|eme)? trimestre (\d{4})$`)
	reOrdinalS = regexp.MustCompile(`^(\d)(?:er|e|eme)? semestre (\d{4})$`)
	reShort    = regexp.MustCompile(`^(\d{4})-(\d)$`)
)

var reFrenchMonth = regexp.MustCompile(`^(\d{1,2})[/.](\d{4})$`)

const periodForms = "formes possibles : 2021, 2021-S2, 2021-T4, 2021-12, 2021-12-31, 2021-09/2022-01"

// guessPeriode says how to write what somebody typed in words.
func guessPeriode(text string) string {
	s := content.Fold(text)
	write := func(v string) string {
		if _, wrong, _ := exact(v); wrong != "" {
			return periodForms
		}
		return "écrivez « " + v + " »"
	}
	if m := reQuarter.FindStringSubmatch(s); m != nil {
		return write(m[2] + m[3] + "-T" + m[1] + m[4])
	}
	if m := reHalf.FindStringSubmatch(s); m != nil {
		return write(m[2] + m[3] + "-S" + m[1] + m[4])
	}
	if m := reOrdinalT.FindStringSubmatch(s); m != nil {
		return write(m[2] + "-T" + m[1])
	}
	if m := reOrdinalS.FindStringSubmatch(s); m != nil {
		return write(m[2] + "-S" + m[1])
	}
	if day := content.GuessDay(s); day != "" {
		return write(day)
	}
	if m := reFrenchMonth.FindStringSubmatch(s); m != nil {
		return write(fmt.Sprintf("%s-%02s", m[2], m[1]))
	}
	if m := reShort.FindStringSubmatch(s); m != nil {
		return write(m[1] + "-0" + m[2])
	}
	if m := reEndYear.FindStringSubmatch(s); m != nil {
		return write(m[2] + map[string]string{"fin": "-T4", "debut": "-T1", "mi": "-06"}[m[1]])
	}
	if m := reMonth.FindStringSubmatch(s); m != nil {
		for i, name := range content.Months {
			if content.Fold(name) == m[1] {
				return write(fmt.Sprintf("%s-%02d", m[2], i+1))
			}
		}
	}
	return periodForms
}

// FrenchDate writes a day in words: « 1er janvier 2022 ».
func FrenchDate(d content.Date) string {
	if d.IsZero() {
		return ""
	}
	if d.Day == 1 {
		return fmt.Sprintf("1er %s %d", content.Months[d.Month-1], d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, content.Months[d.Month-1], d.Year)
}

// String writes the période in French: « 2e semestre 2021 », « de septembre 2021
// à janvier 2022 ».
func (p Periode) String() string {
	if p.IsZero() {
		return ""
	}
	from, to, interval := strings.Cut(p.S, "/")
	if !interval {
		return frenchSimple(from)
	}
	start, end := frenchSimple(from), frenchSimple(to)
	switch {
	case needsArticle(from):
		start = "du " + start
	case start[0] == 'a' || start[0] == 'o': // avril, août, octobre
		start = "d’" + start
	default:
		start = "de " + start
	}
	if needsArticle(to) {
		return start + " au " + end
	}
	return start + " à " + end
}

// By says until when a période goes: « d’ici la fin de 2021 », « d’ici au 4e
// trimestre 2021 », « d’ici décembre 2021 »; an interval goes until its end.
func (p Periode) By() string {
	last := p.S[strings.IndexByte(p.S, '/')+1:]
	switch {
	case p.IsZero():
		return ""
	case needsArticle(last):
		return "d’ici au " + frenchSimple(last)
	case len(last) == len("2021"):
		return "d’ici la fin de " + last
	}
	return "d’ici " + frenchSimple(last)
}

// needsArticle tells days, quarters and half-years from months and years.
func needsArticle(s string) bool { return len(s) == 10 || len(s) == 7 && (s[5] == 'T' || s[5] == 'S') }

func frenchSimple(s string) string {
	switch {
	case len(s) == 10:
		d, _ := content.ParseDate(s)
		return FrenchDate(d)
	case len(s) == 7 && s[5] == 'T':
		return ordinal(s[6]) + " trimestre " + s[:4]
	case len(s) == 7 && s[5] == 'S':
		return ordinal(s[6]) + " semestre " + s[:4]
	case len(s) == 7:
		month, _ := strconv.Atoi(s[5:])
		return content.Months[month-1] + " " + s[:4]
	}
	return s
}

func ordinal(digit byte) string {
	if digit == '1' {
		return "1er"
	}
	return string(digit) + "e"
}
