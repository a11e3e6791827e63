package content

import (
	"bytes"
	"cmp"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// This file refuses HTML in texts.

// refuseHTML reports each tag of some raw HTML but those that close another.
// Comments are dropped in silence, unless they run to the end of the text.
func (w *writer) refuseHTML(raw []byte, offset int) {
	if m := pasted.FindIndex(raw); m != nil {
		if !w.pasted { // once for a text: all of it came so
			w.wrong(offset, "html", "collez ce texte sans mise en forme (Ctrl+Maj+V)", "ce texte est collé d'un traitement de texte, avec sa mise en forme")
		}
		w.pasted = true
		return
	}
	for at := 0; at < len(raw); {
		m := htmlMark.FindSubmatchIndex(raw[at:])
		if m == nil {
			return
		}
		start, end := at+m[0], at+m[1]
		at = end
		switch mark := string(raw[start:end]); {
		case mark == "<!--":
			close := bytes.Index(raw[end:], []byte("-->"))
			if close < 0 {
				w.wrong(offset+start, "commentaire-non-ferme", "fermez-le : « --> »", "ce commentaire n'est pas fermé : il cache tout ce qui le suit")
				return
			}
			at = end + close + len("-->")
		case m[2] < 0:
			w.wrong(offset+start, "html", "retirez-le ; pour montrer un chevron, écrivez « \\< »", "le HTML n'est pas permis dans une page")
			return
		default:
			name := strings.TrimLeft(mark, "</")
			if strings.HasPrefix(mark, "</") && slices.Contains(w.opened, name) {
				continue
			}
			w.opened = append(w.opened, name)
			if end, hint := written(raw[start:]); hint != "" {
				w.wrong(offset+start, "html", hint, "la balise HTML <%s> n'est pas permise", name)
				at = start + end
				continue
			}
			w.refuseTag(name, offset+start)
			if name == "script" || name == "style" { // what stands inside is no HTML
				close := bytes.Index(raw[end:], []byte("</"+name))
				if close < 0 {
					return
				}
				at = end + close
			}
		}
	}
}

// pasted matches what Word, LibreOffice and Google Docs put around a text that is copied.
var pasted = regexp.MustCompile(`(?i)class="?Mso|mso-[a-z-]+:|<o:p>|<w:|urn:schemas-microsoft|docs-internal-guid|<meta name="?generator`)

var (
	element   = regexp.MustCompile(`(?is)^<(table|figure)\b.*?</(?:table|figure)>`)
	anchor    = regexp.MustCompile(`(?is)^<a\b[^>]*\bhref=["']?([^"'\s>]+)[^>]*>(.*?)</a>`)
	anyAnchor = regexp.MustCompile(`(?is)<a\b[^>]*\bhref=["']?([^"'\s>]+)[^>]*>(.*?)</a>`)
	rows      = regexp.MustCompile(`(?is)<tr\b.*?(?:</tr>|$)`)
	cells     = regexp.MustCompile(`(?is)<t[hd]\b[^>]*>(.*?)(?:</t[hd]>|$)`)
	captioned = regexp.MustCompile(`(?is)<(?:fig)?caption\b[^>]*>(.*?)</(?:fig)?caption>`)
	shown     = regexp.MustCompile(`(?is)<img\b[^>]*>`)
	from      = regexp.MustCompile(`(?is)\bsrc=["']?([^"'\s>]+)`)
	said      = regexp.MustCompile(`(?is)\balt=(?:"([^"]*)"|'([^']*)')`)
	button    = regexp.MustCompile(`(?i)^<a\b[^>]*class=["'][^"']*\b(?:btn|button|bouton|fr-btn|lien-important)\b`)
)

// maxWritten is how many bytes of HTML are looked at: there may be many tags.
const maxWritten = 100_000

// maxRows is how many rows of a table a hint writes out.
const maxRows = 6

// written writes an HTML table, figure or link that raw begins with as Markdown, and
// says how much of raw that is. The hint is "" for anything else.
func written(raw []byte) (end int, hint string) {
	switch raw = raw[:min(len(raw), maxWritten)]; {
	case grouped.Match(raw[:min(len(raw), len("<blockquote>"))]):
		return grouping(raw)
	case bytes.HasPrefix(raw, []byte("<a")):
		raw = raw[:min(len(raw), maxWritten/50)]
	case bytes.HasPrefix(raw, []byte("<table")) && bytes.Contains(raw, []byte("</table>")), bytes.HasPrefix(raw, []byte("<figure")) && bytes.Contains(raw, []byte("</figure>")):
	default: // tried at each tag
		return 0, ""
	}
	if m := anchor.FindSubmatch(raw); m != nil {
		link := "[" + textOf(m[2]) + "](" + string(m[1]) + ")"
		switch {
		case textOf(m[2]) == "":
			return 0, ""
		case button.Match(raw):
			return len(m[0]), "écrivez un bloc : « :::boutons », une ligne « - " + link + " », puis « ::: »"
		}
		return len(m[0]), diag.Instead(link)
	}
	m := element.FindSubmatch(raw)
	if m == nil {
		return 0, ""
	}
	if strings.EqualFold(string(m[1]), "figure") {
		src := from.FindSubmatch(shown.Find(m[0]))
		if src == nil {
			return 0, ""
		}
		image := "![" + textOf(bytes.Join(submatches(said, shown.Find(m[0])), nil)) + "](" + string(src[1])
		if text := textOf(bytes.Join(submatches(captioned, m[0]), nil)); text != "" {
			image += ` "` + strings.ReplaceAll(text, `"`, "”") + `"`
		}
		return len(m[0]), diag.Instead(image + ")")
	}
	var lines []string
	for i, row := range rows.FindAll(m[0], -1) {
		var texts []string
		for _, cell := range cells.FindAllSubmatch(row, -1) {
			texts = append(texts, strings.ReplaceAll(textOf(cell[1]), "|", `\|`))
		}
		if lines = append(lines, "« | "+strings.Join(texts, " | ")+" | »"); i == 0 {
			lines = append(lines, "« |"+strings.Repeat(" --- |", len(texts))+" »")
		}
	}
	if len(lines) == 0 {
		return 0, ""
	}
	if len(lines) > maxRows {
		lines = append(lines[:maxRows], "ainsi de suite")
	}
	return len(m[0]), "écrivez, une ligne après l'autre : " + strings.Join(lines, ", ")
}

var (
	grouped = regexp.MustCompile(`(?i)^<(button|ul|ol|details|blockquote)[\s>]`)
	items   = regexp.MustCompile(`(?is)<li\b[^>]*>(.*?)(?:</li>|$)`)
	summary = regexp.MustCompile(`(?is)<summary\b[^>]*>(.*?)</summary>`)
	cited   = regexp.MustCompile(`(?is)<(?:cite|footer)\b[^>]*>(.*?)</(?:cite|footer)>`)
)

// grouping writes a button, a list, a text folded under its title or a quotation, as
// written does. One that holds another is none.
func grouping(raw []byte) (end int, hint string) {
	name := strings.ToLower(string(grouped.FindSubmatch(raw)[1]))
	inner := raw[bytes.IndexByte(append(raw[:len(raw):len(raw)], '>'), '>'):]
	stop := bytes.Index(bytes.ToLower(inner), []byte("</"+name+">"))
	folded := summary.FindSubmatch(raw)
	switch {
	case name == "details" && folded != nil && stop < 0: // its text is no HTML
		end = summary.FindIndex(raw)[1]
		return end, "écrivez un bloc : « :::accordeon[" + textOf(folded[1]) + "] », le texte, puis « ::: »"
	case stop < 0 || grouped.Match(inner[1:min(stop, len(inner))]) || bytes.Count(bytes.ToLower(inner[:stop]), []byte("<"+name)) > 0:
		return 0, ""
	}
	end = len(raw) - len(inner) + stop + len("</"+name+">")
	inner = inner[1:stop]
	linked := string(anyAnchor.ReplaceAll(inner, []byte("[$2]($1)")))
	switch name {
	case "button":
		return end, "écrivez un bloc : « :::boutons », une ligne « - [" + textOf(inner) + "](…) » avec l'adresse, puis « ::: »"
	case "details":
		if folded == nil {
			return 0, ""
		}
		return end, "écrivez un bloc : « :::accordeon[" + textOf(folded[1]) + "] », « " + textOf(summary.ReplaceAll([]byte(linked), nil)) + " », puis « ::: »"
	case "blockquote":
		opening := ":::citation"
		if m := cited.FindSubmatch(inner); m != nil {
			opening += `{auteur="` + strings.ReplaceAll(textOf(m[1]), `"`, "”") + `"}`
		}
		return end, "écrivez un bloc : « " + opening + " », « " + textOf(cited.ReplaceAll([]byte(linked), nil)) + " », puis « ::: »"
	}
	var lines []string
	for i, item := range items.FindAllStringSubmatch(linked, -1) {
		mark := "- "
		if name == "ol" {
			mark = strconv.Itoa(i+1) + ". "
		}
		lines = append(lines, "« "+mark+textOf([]byte(item[1]))+" »")
	}
	switch {
	case len(lines) == 0:
		return 0, ""
	case len(lines) > maxRows:
		lines = append(lines[:maxRows], "ainsi de suite")
	}
	if button.Match(anyAnchor.Find(inner)) {
		return end, "écrivez un bloc : « :::boutons », " + strings.Join(lines, ", ") + ", puis « ::: »"
	}
	return end, "écrivez, une ligne après l'autre : " + strings.Join(lines, ", ")
}

// submatches are the groups of a match, nil for none.
func submatches(form *regexp.Regexp, text []byte) [][]byte {
	if m := form.FindSubmatch(text); m != nil {
		return m[1:]
	}
	return nil
}

var tag = regexp.MustCompile(`<[^>]*>`)

// textOf is the text of some HTML.
func textOf(text []byte) string {
	return strings.Join(strings.Fields(html.UnescapeString(string(tag.ReplaceAll(text, []byte(" "))))), " ")
}

func (w *writer) refuseTag(name string, offset int) {
	hint := instead[strings.ToLower(name)]
	if hint == "" {
		hint = "retirez-la ; pour montrer un chevron, écrivez « \\< »"
	}
	if strings.EqualFold(name, "br") && w.endsLine(offset) {
		hint = "retirez-la"
	}
	marked, element, write := langHint(w.source[offset:])
	w.wrong(offset, "html", cmp.Or(marked, hint), "la balise HTML <%s> n'est pas permise", name)
	w.problems.Guess(element, write)
}

var lineBreaks = regexp.MustCompile(`(?i)^(?:<br\s*/?>\s*)+$`)

// endsLine reports whether the tag at an offset breaks no line: it stands alone on its
// own, in a heading, or at the end of a paragraph.
func (w *writer) endsLine(offset int) bool {
	start := bytes.LastIndexByte(w.source[:offset], '\n') + 1
	line, rest, _ := bytes.Cut(w.source[start:], []byte("\n"))
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	line = bytes.TrimSpace(line)
	return lineBreaks.Match(line) || bytes.HasPrefix(line, []byte("#")) ||
		lineBreaks.Match(bytes.TrimSpace(w.source[offset:start+len(w.source[start:])-len(rest)])) && len(bytes.TrimSpace(next)) == 0
}

func renderRawHTML(w *writer, n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
	tag := w.source[first.Start:last.Stop]
	_, hint := written(w.source[first.Start:])
	switch {
	case lineBreaks.Match(tag) && inCell(n):
		w.WriteString("<br>")
	case hint != "":
		w.wrong(first.Start, "html", hint, "la balise HTML <%s> n'est pas permise", htmlMark.FindSubmatch(tag)[1])
	case !bytes.HasPrefix(tag, []byte("</")):
		w.refuseHTML(tag, first.Start)
	}
}

func renderHTMLBlock(w *writer, n *ast.HTMLBlock) {
	start, stop := n.Pos(), n.Pos()
	if lines := n.Lines(); lines.Len() > 0 {
		start, stop = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	if n.HasClosure() {
		stop = max(stop, n.ClosureLine.Stop)
	}
	w.refuseHTML(w.source[start:stop], start)
}
