package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// abbreviations are those of one document: where each first stands, and which it
// spells out.
type abbreviations struct {
	used    map[string]diag.Pos
	spelled map[string]bool
}

var (
	capitals = regexp.MustCompile(`(?:^|[^\pL\pN/_.-])(\p{Lu}{2,7})(?:$|[^\pL\pN/_-])`)
	// « Direction interministérielle du numérique (DINUM) », « DINUM (direction… ) »,
	// « DINUM : direction… »
	spelledBefore = regexp.MustCompile(`\pL{2,}[\s\x{a0}]*[(«,][\s\x{a0}]*(\p{Lu}{2,7})[\s\x{a0}]*[)»,]|, l(?:a |e |es |['’])(\p{Lu}{2,7})(?:$|[,.;) ])`)
	spelledAfter  = regexp.MustCompile(`(?:^|[^\pL\d])(\p{Lu}{2,7})[\s\x{a0}]*(?:\(|:|(?:est|signifie|désigne) |,[\s\x{a0}]*(?:l['’]|la |le |les |une? ))[^)]*\p{Ll}`)
)

// common are abbreviations that everybody knows better than what they stand for,
// and words that stand in capitals for another reason.
var common = []string{"AFP", "API", "CD", "CEDEX", "CNIL", "CSS", "CSV", "DVD", "ETA", "FAQ", "GPS", "HTML", "HTTP", "HTTPS", "IA", "ID", "IP", "JPEG", "JSON", "KO", "MIT", "MO",
	"NB", "ODT", "OK", "ONU", "PC", "PDF", "PNG", "PS", "QR", "RAM", "RATP", "RER", "RSS", "SMS", "SNCF", "SQL", "SVG", "TGV", "TV", "TVA", "UE", "URL", "USB", "WEB", "XML", "ZIP"}

// abbreviationsOf reads a document's text and front matter.
func abbreviationsOf(d *content.Document, points []content.Point) abbreviations {
	a := abbreviations{map[string]diag.Pos{}, map[string]bool{}}
	content.Each(d.Matter, func(t content.Text) { a.spell(t.S) })
	for _, at := range points {
		switch at.Kind {
		case content.PointParagraph, content.PointHeading, content.PointLink:
			a.spell(at.Text) // the whole of it: markup may stand between
		case content.PointWords:
			if !abbreviates(at.Text) {
				continue
			}
			a.spell(at.Text)
			for _, m := range capitals.FindAllStringSubmatchIndex(at.Text, -1) {
				word := at.Text[m[2]:m[3]]
				if _, seen := a.used[word]; !seen && !roman(word) && !shoutedAround(at.Text[:m[2]], at.Text[m[3]:]) {
					a.used[word] = within(at, m[2])
				}
			}
		}
	}
	if signs := signsIn(points); len(signs) > 0 {
		maps.DeleteFunc(a.used, func(_ string, pos diag.Pos) bool { return told(signs, pos) })
	}
	return a
}

// abbreviates reports whether a text can hold an abbreviation: two capitals side
// by side. Most hold none.
func abbreviates(text string) bool {
	for i := 1; i < len(text); i++ {
		if capital(text[i-1]) && (capital(text[i]) || text[i] >= 0x80) || text[i-1] >= 0x80 && capital(text[i]) {
			return true
		}
	}
	return false
}

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }

func (a abbreviations) spell(text string) {
	if !abbreviates(text) {
		return
	}
	for _, form := range []*regexp.Regexp{spelledBefore, spelledAfter} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			a.spelled[m[len(m)-1]] = true
			a.spelled[m[1]] = true
		}
	}
}

// shoutedAround tells a word among others in capitals: that is no abbreviation.
func shoutedAround(before, after string) bool {
	before, after = strings.TrimRight(before, " "), strings.TrimLeft(after, " ")
	next, _, _ := strings.Cut(after, " ")
	return shouted(before[strings.LastIndexByte(before, ' ')+1:]) || shouted(next)
}

func roman(word string) bool { return strings.Trim(word, "IVXLC") == "" }

// spelledOut wants each abbreviation to be spelled out somewhere on the site. all
// are those of each document, by path.
func spelledOut(r *roadmap.Roadmap, all []abbreviations, p *diag.List) {
	known := map[string]bool{r.Site.Organisme.Sigle.S: true}
	for _, word := range slices.Concat(common, strings.FieldsFunc(r.Site.Titre.S+" "+r.Site.Accroche.S, func(c rune) bool { return strings.ContainsRune(" .-/", c) })) {
		known[word] = true
	}
	_, missions, projets := codesOf(r)
	for _, c := range slices.Concat(missions, projets) {
		known[c.code.S] = true
	}
	first := map[string]diag.Pos{}
	for _, a := range all {
		for word := range a.spelled {
			known[word] = true
		}
		for word, pos := range a.used {
			if _, seen := first[word]; !seen {
				first[word] = pos
			}
		}
	}
	for word, pos := range first {
		if !known[word] {
			p.Avertissement(pos, "abreviation", "la première fois, écrivez « ce que le sigle veut dire ("+word+") »", "« %s » n'est développé nulle part sur le site", word)
		}
	}
}
