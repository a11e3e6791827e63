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
	span    func(typed string) (from, to int) // its first and its last day, each as dayOf reads it
	french  func(typed, year string) string   // « 4e trimestre 2021 »
	article bool                              // « au 4e trimestre », but « à décembre »

	like    string // what looks like it, without always being it: 0 is any figure
	wrong   string // what is said then, before the text
	example string // and what is right
}

// parts are all of them, quarters first; a day is a month and more. The rest have names:
// seasons end with the 20th of a month, and « debut », « mi » and « fin » are the three
// months up to their last day.
var parts = []part{
	{`T[1-4]`, nth(3), ordinal("trimestre"), true, "T0", "un trimestre va de T1 à T4", "T4"},
	{`S[12]`, nth(6), ordinal("semestre"), true, "S0", "un semestre est S1 ou S2", "S2"},
	{`(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?`, nth(1), month, false, "00", "un mois va de 01 à 12", "12"},
	called("printemps", 3_21, 6_20, "printemps %[1]d", true),
	called("ete", 6_21, 9_20, "été %[1]d", true),
	called("automne", 9_21, 12_20, "automne %[1]d", true),
	called("hiver", 12_21, 15_20, "hiver %[1]d-%[2]d", true),
	called("debut", 1_01, 3_31, "début %[1]d", false),
	called("mi", 4_01, 6_30, "mi-%[1]d", false),
	called("fin", 10_01, 12_31, "fin %[1]d", false),
}

// rank is the number that a part is typed with.
func rank(typed string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(typed, "TS"))
	return n
}

// nth is for parts that have a rank, and so many months each.
func nth(months int) func(typed string) (from, to int) {
	return func(typed string) (from, to int) {
		return ((rank(typed)-1)*months+1)*100 + 1, (rank(typed)*months + 1) * 100
	}
}

// called is a part that has a name. Its words take the year, and the one after.
func called(typed string, from, to int, words string, article bool) part {
	return part{pattern: typed, like: typed, article: article,
		span: func(string) (int, int) { return from, to },
		french: func(_, year string) string {
			n, _ := strconv.Atoi(year)
			return fmt.Sprintf(words, n, n+1)
		}}
}

func ordinal(noun string) func(typed, year string) string {
	return func(typed, year string) string {
		return french.Ordinal(strconv.Itoa(rank(typed)), false) + " " + noun + " " + year
	}
}

func month(typed, year string) string { return french.Months[rank(typed)-1] + " " + year }

// partOf returns the part that is typed in what follows the year and a dash, or nil.
func partOf(typed string) *part {
	for i := range parts {
		if like(typed, parts[i].like) {
			return &parts[i]
		}
	}
	return nil
}

// like reports whether a text is another where that has no 0, and has a figure where
// it has one.
func like(text, form string) bool {
	if len(text) != len(form) {
		return false
	}
	for i := range len(form) {
		if c := text[i]; c != form[i] && (form[i] != '0' || c < '0' || c > '9') {
			return false
		}
	}
	return true
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
	case !singleForm.MatchString(text) || len(text) == len("2021-09-14") && text[7] == '-': // 2021-02-30
		return p, notOne(text)
	}
	year, _ := strconv.Atoi(text[:4])
	from, to := 1_01, 12_31
	if _, typed, ok := strings.Cut(text, "-"); ok {
		from, to = partOf(typed).span(typed)
	}
	p = Periode{S: text, First: dayOf(year, from), Last: dayOf(year, to)}
	if p.Last.Year > 9999 { // the winter of the last year that has four figures
		return Periode{}, notOne(text)
	}
	return p, nil
}

// dayOf is a day of a year: 9_21 is 21 September. Months after the twelfth are in the year
// after, and the day 0 ends the month before.
func dayOf(year, monthAndDay int) content.Date {
	day := time.Date(year, time.Month(monthAndDay/100), monthAndDay%100, 0, 0, 0, 0, time.UTC)
	return content.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
}

// noPeriode says why a text has not the form of one.
func noPeriode(text string) *content.Refusal {
	from, to, interval := strings.Cut(text, "/")
	whole := notOne(text)
	if !interval || whole.Write != "" || len(from) < len("2021") { // 14/09/2021 and 09/2021 are no intervals
		return whole
	}
	for _, half := range []string{from, to} {
		if _, no := one(strings.TrimSpace(half)); no != nil && no.Write == "" {
			return no
		}
	}
	return whole
}

// notOne says why a text is none without interval.
func notOne(text string) *content.Refusal {
	no := &content.Refusal{Wrong: "« " + text + " » n'est pas une période",
		Hint: "formes possibles : 2021, 2021-S2, 2021-T4, 2021-automne, 2021-fin, 2021-12, 2021-12-31, 2021-09/2022-01"}
	content.ExplainWhen(text, no)
	if no.Write == text || no.Write != "" && new(Periode).Scan(no.Write) != nil { // an interval that ends before it begins
		no.Write, no.Sure = "", false
	}
	if typed := strings.TrimPrefix(text, likeYear.FindString(text)); typed != text && no.Write == "" {
		if p := partOf(typed); p != nil && p.wrong != "" {
			no.Wrong, no.Hint = p.wrong+", pas « "+text+" »", "écrivez par exemple « "+text[:5]+p.example+" »"
		} else if likeDay.MatchString(typed) {
			no.Wrong, no.Hint = "le jour « "+text+" » n'existe pas", "vérifiez le mois et le jour : année-mois-jour"
		}
	}
	return no
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
		start = french.Nom{Singulier: start}.Du()
	default:
		start = french.De(start)
	}
	return start + " " + until(to)
}

// until is how an interval goes on to its end: « au 4e trimestre 2021 », « à l’été 2021 ».
func until(end string) string {
	words, article := said(end)
	if article {
		return french.Nom{Singulier: words}.Au()
	}
	return "à " + words
}

// Quarter is what a quarter of a year is called: « 4e trimestre 2021 ».
func Quarter(year, quarter int) string {
	return parts[0].french(strconv.Itoa(quarter), strconv.Itoa(year))
}

// By says until when a période goes: « d’ici la fin de 2021 », « d’ici au 4e
// trimestre 2021 », « d’ici à l’été 2021 », « d’ici décembre 2021 »; an interval goes
// until its end.
func (p Periode) By() string {
	last := p.S[strings.IndexByte(p.S, '/')+1:]
	words, article := said(last)
	switch {
	case p.IsZero():
		return ""
	case article:
		return "d’ici " + until(last)
	case words == last: // a year
		return "d’ici la fin de " + last
	}
	return "d’ici " + words
}

// said is a période that is no interval in French, and whether it has an article, as
// days, quarters, half-years and seasons have.
func said(s string) (words string, article bool) {
	if day, ok := content.ParseDate(s); ok {
		return day.French(), true
	}
	year, typed, ok := strings.Cut(s, "-")
	if !ok {
		return s, false
	}
	p := partOf(typed)
	return p.french(typed, year), p.article
}
