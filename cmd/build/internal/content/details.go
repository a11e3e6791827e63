package content

import (
	"path"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
)

// This file holds what a link to a file says of it: its type and its size, computed.

// detailOf says it of a link's target, « (PDF, 1,2 Mo) » with a space before; "" for
// what is no file of the site.
func detailOf(t Target) string {
	ext := path.Ext(t.File)
	if ext == "" {
		return ""
	}
	return " (" + strings.ToUpper(ext[1:]) + ", " + strings.ReplaceAll(french.Size(t.Size()), " ", "\u00a0") + ")"
}

const (
	detailSize   = `\d+(?:[.,]\d+)?[\s\x{a0}\x{202f}]*(?:octets?|[kmg]i?[ob])`
	detailFormat = `(?:pdf|docx?|word|odt|rtf|xlsx?|excel|ods|csv|json|pptx?|powerpoint|odp|zip|epub|jpe?g|png|mp3|mp4|txt)`
	detailOther  = `(?:format|fichier|document|environ|de|en|français|anglais|allemand|espagnol|italien)`
	detailItem   = `(?:` + detailSize + `|` + detailFormat + `|` + detailOther + `)`
	detailJoin   = `[\s\x{a0}\x{202f},;:/–—-]+`
	detailItems  = detailItem + `(?:` + detailJoin + detailItem + `)*`
)

var (
	detailInside = regexp.MustCompile(`(?i)[(\[]\s*` + detailItems + `\s*[)\]]`)
	detailLast   = regexp.MustCompile(`(?i)[\s\x{a0},–—-]+(?:` + detailItems + detailJoin + `)?` + detailSize + `$`)
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
	if at := detailInside.FindStringIndex(text); at != nil && at[0] == 0 && detailFact.MatchString(text[:at[1]]) {
		return text[:at[1]]
	}
	return ""
}
