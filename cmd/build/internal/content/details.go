package content

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"feuille-de-route.example/cmd/build/internal/french"
)

// This file holds what a link to a file says of it: its type and its size, computed.

// detailAfter is what follows the text of a link to a file of the site, « (PDF, 1,2 Mo,
// anglais) » with a space before; "" for others, and where it was typed, which it
// reports to check.
func (w *writer) detailAfter(text string, d destination, link *ast.Link) string {
	ext := path.Ext(d.target.File)
	if ext == "" {
		return ""
	}
	place := w.placeOf(link)
	if next, ok := link.NextSibling().(*ast.Text); ok {
		after, _, _ := bytes.Cut(w.source[next.Segment.Start:], []byte("\n"))
		if typed := DetailAfter(string(after)); typed != "" {
			w.typedDetail(next.Segment.Start+bytes.Index(after, []byte(typed)), typed, true)
		}
	}
	if typed := TypedDetail(text); typed != "" {
		inner, _, _ := bytes.Cut(w.source[min(place+1, len(w.source)):], []byte("]("))
		raw := TypedDetail(string(inner))
		if at := bytes.LastIndex(inner, []byte(raw)); raw != "" && w.place == nil {
			w.typedDetail(place+1+at, raw, len(bytes.TrimSpace(inner)) > len(raw))
		} else {
			w.typedDetail(place, typed, false)
		}
		return ""
	}
	facts := []string{strings.ToUpper(ext[1:]), strings.ReplaceAll(french.Size(d.target.Size()), " ", "\u00a0")}
	if tag := w.languageOf(link); !strings.HasPrefix(tag, "fr") {
		facts = append(facts, french.LanguageName(tag))
	}
	return " (" + strings.Join(facts, ", ") + ")"
}

// typedDetail reports what was typed in the place of what is computed, at a place of
// the source. mend says that it can go.
func (w *writer) typedDetail(at int, typed string, mend bool) {
	if !w.env.Points { // it is published as it was typed: to be said by check
		return
	}
	hint := "retirez « " + typed + " » : le type et le poids du fichier sont calculés, et suivent le lien d'eux-mêmes"
	tongue := detailTongue.MatchString(typed)
	if tongue {
		hint += " ; sa langue aussi, quand le texte du lien la dit : « [:lang[Report]{en}](report.pdf) »"
	}
	start := at
	if mend { // with the spaces before it
		start = len(bytes.TrimRight(w.source[:at], " \u00a0\u202f"))
	}
	w.wrong(start, "lien-fichier-tape", hint, "« %s » est tapé à la main, et ne suivra pas le fichier", typed)
	if mend && !tongue && w.place == nil {
		w.problems.Fix(string(w.source[start:at])+typed, "")
	}
}

// languageOf is the language that the text of a link is marked to be in: all of it, or
// what it stands in.
func (w *writer) languageOf(link *ast.Link) string {
	if n, ok := link.FirstChild().(*langNode); ok && n.NextSibling() == nil {
		if tag, no := langTag(n.code); no == nil {
			return tag
		}
	}
	return w.language()
}

// detailed writes that, which is French wherever it stands.
func (w *writer) detailed(detail string) {
	if detail == "" || !w.foreign() {
		w.text(detail)
		return
	}
	w.around("<span"+langAttributes("fr", w.language())+">", detail, "</span>")
}

const (
	detailSize   = `\d+(?:[.,]\d+)?[\s\x{a0}\x{202f}]*(?:octets?|[kmg]i?[ob])`
	detailFormat = `(?:pdf|docx?|word|odt|rtf|xlsx?|excel|ods|csv|json|pptx?|powerpoint|odp|zip|epub|jpe?g|png|mp3|mp4|txt)`
	detailLang   = `(?:français|anglais|allemand|espagnol|italien|portugais|arabe)`
	detailOther  = `(?:format|fichier|document|environ|de|en)`
	detailItem   = `(?:` + detailSize + `|` + detailFormat + `|` + detailLang + `|` + detailOther + `)`
	detailJoin   = `[\s\x{a0}\x{202f},;:/–—-]+`
	detailItems  = detailItem + `(?:` + detailJoin + detailItem + `)*`
)

var (
	detailInside = regexp.MustCompile(`(?i)[(\[]\s*` + detailItems + `\s*[)\]]`)
	detailLast   = regexp.MustCompile(`(?i)[\s\x{a0},–—-]+(?:` + detailItems + detailJoin + `)?` + detailSize + `$`)
	detailBare   = regexp.MustCompile(`(?i)^(?:[,:]|[\s\x{a0}\x{202f}]*[–—-])[\s\x{a0}\x{202f}]*` + detailItems + `[\s\x{a0}\x{202f}]*(?:$|[.;])`)
	detailTongue = regexp.MustCompile(`(?i)` + detailLang)
	detailFact   = regexp.MustCompile(`(?i)\b(?:` + detailSize + `|` + detailFormat + `)\b`)
)

// TypedDetail returns what stands at the end of a link's text in the place of what is
// computed, « (PDF, 1,2 Mo) », or "".
func TypedDetail(text string) string {
	text = strings.TrimSpace(text)
	if all := detailInside.FindAllStringIndex(text, -1); all != nil {
		if last := text[all[len(all)-1][0]:]; all[len(all)-1][1] == len(text) && detailFact.MatchString(last) {
			return last
		}
	}
	return strings.TrimSpace(detailLast.FindString(text))
}

// DetailAfter is TypedDetail for the text that follows a link: what it begins with.
func DetailAfter(text string) string {
	text = strings.TrimLeft(text, " \u00a0\u202f")
	bare := strings.TrimRight(detailBare.FindString(text), " \u00a0\u202f.;")
	if at := detailInside.FindStringIndex(text); at != nil && at[0] == 0 {
		bare = text[:at[1]]
	}
	if !detailFact.MatchString(bare) {
		return ""
	}
	return bare
}
