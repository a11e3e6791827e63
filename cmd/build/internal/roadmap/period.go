package roadmap

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
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

// A part is a way to type which part of a year a période is.
type part struct {
	pattern string                            // of what is typed after the year and a dash
	months  func(typed string) (from, to int) // the months that it covers
	french  func(typed string) string         // « 4e trimestre », to stand before the year
	article bool                              // « au 4e trimestre », but « à décembre »

	like    *regexp.Regexp // what looks like it, without always being it
	wrong   string         // what is said then, before the text
	example string         // and what is right
}

// parts are all of them, quarters first; a day is a month and more.
var parts = []part{
	{`T[1-4]`, nth(3), ordinal("trimestre"), true, regexp.MustCompile(`^T\d$`), "un trimestre va de T1 à T4", "T4"},
	{`S[12]`, nth(6), ordinal("semestre"), true, regexp.MustCompile(`^S\d$`), "un semestre est S1 ou S2", "S2"},
	{`(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?`, nth(1), month, false, regexp.MustCompile(`^\d\d$`), "un mois va de 01 à 12", "12"},
}

// rank is the number that a part is typed with.
func rank(typed string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(typed, "TS"))
	return n
}

// nth is for parts that have a rank, and so many months each.
func nth(months int) func(typed string) (from, to int) {
	return func(typed string) (from, to int) { return (rank(typed)-1)*months + 1, rank(typed) * months }
}

func ordinal(noun string) func(typed string) string {
	return func(typed string) string { return french.Ordinal(strconv.Itoa(rank(typed)), false) + " " + noun }
}

func month(typed string) string { return french.Months[rank(typed)-1] }

// partOf returns the part that is typed in what follows the year and a dash, or nil.
func partOf(typed string) *part {
	for i := range parts {
		if parts[i].like.MatchString(typed) {
			return &parts[i]
		}
	}
	return nil
}

var (
	single     = `[1-9]\d{3}(-(` + patterns(parts) + `))?`
	singleForm = regexp.MustCompile(`^` + single + `$`)
	likeDay    = regexp.MustCompile(`^\d\d-\d\d$`)
	likeYear   = regexp.MustCompile(`^[1-9]\d{3}-`)
)

func patterns(parts []part) string {
	var all []string
	for _, p := range parts {
		all = append(all, p.pattern)
	}
	return strings.Join(all, "|")
}

var periodeForm = content.Form{
	Pattern:   regexp.MustCompile(`^` + single + `( ?/ ?` + single + `)?$`),
	Published: regexp.MustCompile(`^` + single + `(/` + single + `)?$`),
	Unquoted:  map[string]any{"type": "integer", "minimum": 1000, "maximum": 9999},
	Example:   "2021-T4",
	Explain:   func(text string, no *content.Refusal) { *no = *noPeriode(text) },
}

// Form implements content.Scalar.
func (Periode) Form() *content.Form { return &periodeForm }

// Published implements content.Scalar.
func (p *Periode) Published() string { return p.S }

// Scan implements content.Scalar.
func (p *Periode) Scan(text string) *content.Refusal {
	from, to, interval := strings.Cut(text, "/")
	first, no := one(strings.TrimSpace(from))
	last := first
	if no == nil && interval {
		if last, no = one(strings.TrimSpace(to)); no == nil {
			no = outOfOrder(text, first, last)
		}
		first.S += "/" + last.S
	}
	if no == nil {
		p.S, p.First, p.Last = first.S, first.First, last.Last
	}
	return no
}

// outOfOrder refuses an interval whose second période does not follow the first.
func outOfOrder(text string, first, last Periode) *content.Refusal {
	switch starts, ends := last.First.Compare(first.First), last.Last.Compare(first.Last); {
	case starts <= 0 && ends <= 0 && starts+ends < 0:
		return &content.Refusal{Wrong: "« " + text + " » finit avant de commencer", Write: last.S + "/" + first.S}
	case starts < 0:
		return &content.Refusal{Wrong: "« " + text + " » : la seconde période contient la première", Write: last.S}
	case ends < 0:
		return &content.Refusal{Wrong: "« " + text + " » : la première période contient la seconde", Write: first.S}
	}
	return nil
}

// one reads a période that is no interval.
func one(text string) (p Periode, no *content.Refusal) {
	day, isDay := content.ParseDate(text)
	switch {
	case isDay:
		return Periode{S: text, First: day, Last: day}, nil
	case !singleForm.MatchString(text) || len(text) == len("2021-09-14"):
		return p, notOne(text)
	}
	year, _ := strconv.Atoi(text[:4])
	p.S = text
	p.First, p.Last = months(year, 1, 12)
	if _, typed, ok := strings.Cut(text, "-"); ok {
		from, to := partOf(typed).months(typed)
		p.First, p.Last = months(year, from, to)
	}
	return p, nil
}

// months returns the first day of one month and the last day of another.
func months(year, from, to int) (first, last content.Date) {
	end := time.Date(year, time.Month(to)+1, 0, 0, 0, 0, 0, time.UTC)
	return content.Date{Year: year, Month: from, Day: 1}, content.Date{Year: year, Month: to, Day: end.Day()}
}

// noPeriode says why a text has not the form of one.
func noPeriode(text string) *content.Refusal {
	from, to, interval := strings.Cut(text, "/")
	whole := notOne(text)
	if !interval || whole.Write != "" || len(from) < len("2021") { // 14/09/2021 and 09/2021 are no intervals
		return whole
	}
	for _, half := range []string{from, to} {
		if _, no := one(strings.TrimSpace(half)); no != nil {
			no.Sure = false // what to write is not the whole
			return no
		}
	}
	return whole
}

// notOne says why a text is none without interval.
func notOne(text string) *content.Refusal {
	if typed := strings.TrimPrefix(text, likeYear.FindString(text)); typed != text {
		if p := partOf(typed); p != nil {
			return &content.Refusal{Wrong: p.wrong + ", pas « " + text + " »", Hint: "écrivez par exemple « " + text[:5] + p.example + " »"}
		}
		if likeDay.MatchString(typed) {
			return &content.Refusal{Wrong: "le jour « " + text + " » n'existe pas", Hint: "vérifiez le mois et le jour : année-mois-jour"}
		}
	}
	near := guessPeriode(text)
	return &content.Refusal{Wrong: "« " + text + " » n'est pas une période", Write: near, Sure: content.SameFigures(text, near),
		Hint: "formes possibles : 2021, 2021-S2, 2021-T4, 2021-12, 2021-12-31, 2021-09/2022-01"}
}

// usual are the ways in which people write périodes, folded, and how they are typed.
var usual = []struct {
	written *regexp.Regexp
	typed   string
}{
	{regexp.MustCompile(`^t([1-4])[ -]+(\d{4})$`), "$2-T$1"},
	{regexp.MustCompile(`^(\d{4})[ -]*t([1-4])$`), "$1-T$2"},
	{regexp.MustCompile(`^(\d)(?:er|e|eme)? trimestre (\d{4})$`), "$2-T$1"},
	{regexp.MustCompile(`^s([12])[ -]+(\d{4})$`), "$2-S$1"},
	{regexp.MustCompile(`^(\d{4})[ -]*s([12])$`), "$1-S$2"},
	{regexp.MustCompile(`^(\d)(?:er|e|eme)? semestre (\d{4})$`), "$2-S$1"},
	{regexp.MustCompile(`^(\d\d)[/.](\d{4})$`), "$2-$1"},
	{regexp.MustCompile(`^(\d)[/.](\d{4})$`), "$2-0$1"},
	{regexp.MustCompile(`^(\d{4})-(\d)$`), "$1-0$2"},
	{regexp.MustCompile(`^fin[ -]+(\d{4})$`), "$1-T4"},
	{regexp.MustCompile(`^debut[ -]+(\d{4})$`), "$1-T1"},
	{regexp.MustCompile(`^mi[ -]+(\d{4})$`), "$1-06"},
}

// guessPeriode returns what somebody meant who wrote a période in words, or "".
func guessPeriode(text string) string {
	s := content.Fold(text)
	guess := content.GuessDay(s)
	for _, u := range usual {
		if u.written.MatchString(s) {
			guess = u.written.ReplaceAllString(s, u.typed)
		}
	}
	for i, name := range french.Months {
		if year, ok := strings.CutPrefix(s, content.Fold(name)+" "); ok {
			guess = fmt.Sprintf("%s-%02d", year, i+1)
		}
	}
	if !singleForm.MatchString(guess) {
		return ""
	}
	return guess
}

// String writes the période in French: « 2e semestre 2021 », « de septembre 2021
// à janvier 2022 ».
func (p Periode) String() string {
	if p.IsZero() {
		return ""
	}
	from, to, interval := strings.Cut(p.S, "/")
	start, article := said(from)
	switch {
	case !interval:
		return start
	case article:
		start = "du " + start
	default:
		start = french.De(start)
	}
	end, article := said(to)
	if article {
		return start + " au " + end
	}
	return start + " à " + end
}

// Quarter is what a quarter of a year is called: « 4e trimestre 2021 ».
func Quarter(year, quarter int) string {
	return parts[0].french(strconv.Itoa(quarter)) + " " + strconv.Itoa(year)
}

// By says until when a période goes: « d’ici la fin de 2021 », « d’ici au 4e
// trimestre 2021 », « d’ici décembre 2021 »; an interval goes until its end.
func (p Periode) By() string {
	last := p.S[strings.IndexByte(p.S, '/')+1:]
	words, article := said(last)
	switch {
	case p.IsZero():
		return ""
	case article:
		return "d’ici au " + words
	case words == last: // a year
		return "d’ici la fin de " + last
	}
	return "d’ici " + words
}

// said is a période that is no interval in French, and whether it has an article, as
// days, quarters and half-years have.
func said(s string) (words string, article bool) {
	if day, ok := content.ParseDate(s); ok {
		return day.French(), true
	}
	year, typed, ok := strings.Cut(s, "-")
	if !ok {
		return s, false
	}
	p := partOf(typed)
	return p.french(typed) + " " + year, p.article
}
