// Package when reads dates and périodes as French people write them (« 14 septembre
// 2021 », « T3 21 », « d'ici fin 2022 », « de septembre à décembre 2022 ») and tells
// how a roadmap has them: "2021-09-14", "2021-T3", "2022-fin", "2022-09/2022-12".
//
// What may mean two things is read as none. Days are read in the French order, or in
// that of ISO 8601 where the year comes first; in the American one only where there is
// no such month in the others. Nothing is made up: what lacks its year is said to.
package when

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Reading is what a text means.
type Reading struct {
	State State
	Text  string // as it is to be typed; AAAA stands for a year that is not said
	Sure  bool   // only the way of writing was wrong: nothing was chosen or left out
}

// A State says how far a text is understood.
type State int

// The states. Text is "" in all but Clear and NoYear.
const (
	Unclear State = iota
	Clear
	NoYear // it lacks the year
)

// longest is how long a text may be that is read, in bytes.
const longest = 100

// Unknown reports whether a text says that something is not known: « à définir », « NC ».
// It is in lower case and without accents.
func Unknown(text string) bool { return unknown.MatchString(text) }

// Read tells what a text means. It is in lower case and without accents.
func Read(text string) Reading {
	text = hour.ReplaceAllString(strings.Join(strings.Fields(text), " "), "")
	text = dayLast.ReplaceAllString(dayFirst.ReplaceAllString(text, "$1-$2-$3"), "$1-$2-$3")
	text, before := strings.CutPrefix(text, "avant ")
	if len(text) > longest {
		return Reading{}
	}
	tokens, sure, ok := split(text)
	if !ok {
		return Reading{}
	}
	from, till, ok := ends(tokens)
	if !ok || before && till.day == 0 && till.part != "fin" && till.edge != "fin" { // « avant 2022 » is not in 2022
		return Reading{}
	}
	r := Reading{Clear, from.String(), sure && from.sure && till.sure && !before}
	if end := till.String(); end != r.Text {
		r.Text += "/" + end
	}
	if till.year == 0 {
		r.State, r.Sure = NoYear, false
	}
	return r
}

var (
	hour     = regexp.MustCompile(`(?:[t ]\d{1,2}:\d\d.*| a \d{1,2} ?h ?(?:\d\d)?)$`)
	dayLast  = regexp.MustCompile(`\b((?:19|20)\d\d)(\d\d)(\d\d)\b`)
	dayFirst = regexp.MustCompile(`\b([0-3]\d)([01]\d)((?:19|20)\d\d)\b`)
	unknown  = regexp.MustCompile(`^\(?(?:(?:date|echeance)? ?(?:reste |encore )*(?:` +
		`a (?:definir|determiner|preciser|confirmer|fixer|completer|venir|planifier|programmer|renseigner|arreter)|` +
		`(?:non|pas|pas encore) (?:applicable|arrete|communique|connu|date|defini|determine|disponible|fixe|planifie|precise|prevu|programme|publie|renseigne)e?|` +
		`inconnue?|indeterminee?|indefinie?)|(?:sans|aucune?|pas (?:de|d')) ?(?:objet|date|echeance)|` +
		`n[./ ]{0,2}[acdr]\.?|s[./ ]{0,2}o\.?|tb[dac]|neant|aucune?|vide|en attente|plus tard|ulterieurement|permanente?|(?:en )?continu|[-?./_… ]+|xx+)\)?$`)
	piece = regexp.MustCompile(` [-/] |\d+|[a-z]+|[^ ]`)
)

// A token is a part of a text that tells something.
type token struct {
	kind kind
	n    int    // a number, the rank of a month
	text string // how a unit, a season, an edge is typed; what a joint is
}

// A kind is the letter that stands for a token in shapes.
type kind byte

const (
	number kind = 'n' // of one or two figures, or a rank in words
	year   kind = 'y' // four figures
	month  kind = 'm'
	unit   kind = 'u' // of which a year has several: T, S
	season kind = 's'
	edge   kind = 'e' // debut, mi, fin
	sign   kind = '-' // between the numbers of a date, or two dates
	joint  kind = '/' // a word between two dates
	mute   kind = ' ' // it tells nothing
	vague  kind = '~' // nor does it, but it may matter
)

// roman is a number that is the rank of a part of a year, and of nothing else.
const roman = "roman"

// last is the rank of « dernier ».
const last = -1

// words are all that is understood.
var words = func() map[string]token {
	all := map[string]token{}
	add := func(t token, words string) {
		for word := range strings.FieldsSeq(words) {
			all[word] = t
		}
	}
	for i, name := range strings.Fields("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre") {
		for n := 3; n <= len(name); n++ {
			if _, two := all[name[:n]]; two {
				delete(all, name[:n]) // jui
				continue
			}
			add(token{kind: month, n: i + 1}, name[:n])
		}
	}
	add(token{kind: month, n: 9}, "rentree")
	for name := range strings.FieldsSeq("printemps ete automne hiver") {
		add(token{kind: season, text: name}, name)
	}
	add(token{kind: unit, text: "T"}, "t q trim trimestre trimestres")
	add(token{kind: unit, text: "S"}, "s h sem semestre semestres moitie")
	add(token{kind: edge, text: "debut"}, "debut")
	add(token{kind: edge, text: "mi"}, "mi milieu")
	add(token{kind: edge, text: "fin"}, "fin")
	for i, ranks := range []string{"premier premiere", "second seconde deuxieme", "troisieme", "quatrieme"} {
		add(token{kind: number, n: i + 1}, ranks)
	}
	for i, ranks := range []string{"ii iie", "iii iiie", "iv ive"} {
		add(token{kind: number, n: i + 2, text: roman}, ranks)
	}
	add(token{kind: number, n: last}, "dernier derniere")
	add(token{kind: joint}, "a au aux et ou & jusqu →")
	add(token{kind: sign}, "- / _ ,")
	add(token{kind: mute}, ". ' « » \" ° º ᵉ ʳ le la les l d de du des en er ere ier re e eme ieme nd nde annee annees entre")
	add(token{kind: vague}, "? ~ ( ) ici plus tard cours courant dans pour mois jour date exercice vers environ horizon prevu prevue previsionnel previsionnelle estime estimee depuis partir compter "+
		"lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim confirmer preciser valider sous reserve tout toute")
	return all
}()

// split cuts a text into what tells something. It is not ok when some word is not
// understood, and not sure when some that are left out may matter.
func split(text string) (tokens []token, sure, ok bool) {
	sure = true
	for _, s := range piece.FindAllString(text, -1) {
		t, known := words[strings.TrimSpace(s)]
		n, err := strconv.Atoi(s)
		switch {
		case known:
		case err != nil:
			return nil, false, false
		case len(s) == 4 && n >= 1000:
			t = token{kind: year, n: n}
		case len(s) <= 2:
			t = token{kind: number, n: n}
		default:
			return nil, false, false
		}
		sure = sure && t.kind != vague && s != ","
		switch t.kind {
		case vague, mute:
		case sign, joint:
			t.text = s
			fallthrough
		default:
			tokens = append(tokens, t)
		}
	}
	return tokens, sure, true
}

// joins reports whether a token may stand between the ends of an interval.
func (t token) joins() bool { return t.kind == sign || t.kind == joint }

// trimmed leaves out the joints at either end: « au T3 ».
func trimmed(tokens []token) []token {
	for len(tokens) > 0 && tokens[0].kind == joint {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].kind == joint {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// ends are the two that a text has, or twice its only one.
func ends(tokens []token) (from, till point, ok bool) {
	tokens = trimmed(tokens)
	if p, ok := read(tokens, point{}); ok {
		return p, p, true
	}
	if len(tokens) == 3 && tokens[0].kind == year && tokens[1].kind == sign && tokens[2].kind == number && tokens[2].n == (tokens[0].n+1)%100 { // 2021-22
		return point{year: tokens[0].n}, point{year: tokens[0].n + 1}, true
	}
	count, once := map[string]int{}, false
	for _, t := range tokens {
		if t.joins() {
			count[t.text]++
		}
	}
	for _, n := range count {
		once = once || n == 1
	}
	for i, t := range tokens {
		if !t.joins() || once && count[t.text] > 1 { // in 14-09-2021/18-09-2021
			continue
		}
		b, right := read(trimmed(tokens[i+1:]), point{})
		a, left := read(trimmed(tokens[:i]), b)
		if !right || !left || a.bare() != b.bare() {
			continue
		}
		switch over := a.month > b.month && b.month > 0; { // « de septembre à janvier »: from one year to the next
		case b.year == 0:
			b.year = a.year
			if over && a.year > 0 {
				b.year++
			}
		case over && a.year == b.year && !a.dated:
			a.year--
		}
		if ok && (a != from || b != till) {
			return from, till, false
		}
		from, till, ok = a, b, true
	}
	return from, till, ok
}

// A point is a date or a période, as far as it is said.
type point struct {
	year, month, day int    // 0 for none
	unit             string // of the part: "T", "S"; "" for one that has a name
	part             string // "T3", "ete", "fin"
	rank             int    // of part in the year, if it has a unit
	edge             string // where in the part or the month it is, which is left out
	dated            bool   // it says its year itself
	sure             bool
}

// roles are what the tokens of a shape without signs tell: the year in four figures (y),
// in two (z), the one after it (+), the month (m), the day (d), the unit (u) and rank (r)
// of a part, or its name (p).
var roles = map[string]string{
	"y": "y", "yn": "ym", "ny": "my", "ynn": "ymd", "nny": "dmy", "nnn": "dmz", "nn": "dm",
	"m": "m", "my": "my", "ym": "ym", "nm": "dm", "mn": "mz", "nmy": "dmy", "nmn": "dmz", "mny": "mdy", "ymn": "ymd",
	"un": "ur", "nu": "ru", "uny": "ury", "nuy": "ruy", "yun": "yur", "ynu": "yru", "unn": "urz", "nun": "ruz",
	"s": "p", "sy": "py", "ys": "yp", "sn": "pz", "syy": "py+", "syn": "py+", "snn": "pz+",
	"e": "p", "ey": "py", "ye": "yp", "en": "pz",
}

// read reads one end of an interval. What the first one does not say is as in the
// second: « du 14 au 18 septembre 2021 ».
func read(tokens []token, second point) (p point, ok bool) {
	shape, values := "", []token(nil)
	for i, t := range tokens {
		if t.kind == joint || t.kind == sign && (i == 0 || i == len(tokens)-1 || t.text == "," && tokens[i+1].kind == number) { // 2021- may be the beginning of something, and 3, 4 are two days
			return p, false
		}
		if t.kind != sign {
			shape, values = shape+string(rune(t.kind)), append(values, t)
		}
	}
	p.sure = true
	as, ok := roles[shape]
	switch {
	case shape == "n":
		as = second.lends()
	case shape == "nn" && second.day == 0 && values[1].n > 12: // 09/21
		as = "mz"
	case !ok && strings.HasPrefix(shape, string(rune(edge))): // fin décembre 2021
		p.edge, p.sure = values[0].text, false
		as, values = roles[shape[1:]], values[1:]
	}
	if as == "" || p.edge != "" && strings.Contains(as, "d") {
		return p, false
	}
	p.year, p.month, p.unit = second.year, second.month*strings.Count(as, "d"), second.unit
	for i, role := range as {
		if !p.take(role, values[i]) {
			return p, false
		}
	}
	if strings.Contains(as, "r") && !p.ranked() {
		return p, false
	}
	if p.month > 12 && 0 < p.day && p.day <= 12 { // 09/14/2021
		p.month, p.day, p.sure = p.day, p.month, false
	}
	if p.part == "hiver" && !strings.Contains(as, "+") { // which of two?
		p.sure = false
	}
	return p, p.month <= 12 && (p.day == 0 || p.exists())
}

// lends is the role of a lone number before the point: « du 14 au 18 septembre ».
func (p point) lends() string {
	switch {
	case p.day != 0:
		return "d"
	case p.unit != "":
		return "r"
	case p.month != 0:
		return "m"
	}
	return ""
}

// take notes what a token tells. It reports false when that cannot be.
func (p *point) take(role rune, t token) bool {
	if t.text == roman && role != 'r' { // IV/2022 may be a month, or a part
		return false
	}
	switch role {
	case 'y':
		p.year, p.dated = t.n, true
	case 'z': // of which century?
		p.year, p.dated, p.sure = 2000+t.n, true, false
		return 0 <= t.n && t.n < 70
	case '+':
		return p.part == "hiver" && (t.n == p.year+1 || t.n == (p.year+1)%100)
	case 'm':
		p.month, p.sure = t.n, p.sure && t.kind == number
		return t.n > 0
	case 'd':
		p.day = t.n
		return t.n > 0
	case 'u':
		p.unit = t.text
	case 'r':
		p.rank = t.n
	case 'p':
		p.part = t.text
	}
	return true
}

// ranked names a part that has a rank. It reports false when a year has none such.
func (p *point) ranked() bool {
	most := map[string]int{"T": 4, "S": 2}[p.unit]
	if p.rank == last {
		p.rank = most
	}
	p.part = p.unit + strconv.Itoa(p.rank)
	return 1 <= p.rank && p.rank <= most
}

// bare reports whether the point is a whole year.
func (p point) bare() bool { return p.month == 0 && p.part == "" }

// exists reports whether the month has the day.
func (p point) exists() bool {
	const leap = 2000 // a year that is not said may have 29 February
	return time.Date(cmp.Or(p.year, leap), time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC).Day() == p.day
}

// String is the point as it is to be typed.
func (p point) String() string {
	s := "AAAA"
	if p.year > 0 {
		s = strconv.Itoa(p.year)
	}
	switch {
	case p.part != "":
		return s + "-" + p.part
	case p.day > 0:
		return fmt.Sprintf("%s-%02d-%02d", s, p.month, p.day)
	case p.month > 0:
		return fmt.Sprintf("%s-%02d", s, p.month)
	}
	return s
}
