package content

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
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
	if tag := htmlMark.FindSubmatchIndex(raw); tag != nil && tag[0] == 0 && tag[2] == 1 && w.rewrite(raw, offset, true) {
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
			if offset+start < w.rewritten || strings.HasPrefix(mark, "</") && slices.Contains(w.opened, name) {
				continue
			}
			w.opened = append(w.opened, name)
			if w.rewrite(raw[start:], offset+start, false) {
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

// maxElement is how many bytes of HTML an element is written of, and maxUnclosed how many
// are read in vain in a body: there may be very many tags.
const (
	maxElement  = 100_000
	maxUnclosed = 1_000_000
)

// quotedLine matches a text that goes on on another line of a quotation.
var quotedLine = regexp.MustCompile(`\n *>`)

// rewrite reports the element that some HTML begins with, or all of the HTML, with what
// to write in its place. It reports nothing, and false, where that is not known.
func (w *writer) rewrite(raw []byte, offset int, all bool) bool {
	if w.unclosed > maxUnclosed || all && len(raw) > maxElement {
		return false
	}
	raw = raw[:min(len(raw), maxElement)]
	root := readHTML(raw, all)
	if root == nil || !root.closed {
		w.unclosed += len(raw)
	}
	if root == nil || len(root.inside) == 0 {
		return false
	}
	first := root.inside[0]
	if first.name == "" && len(root.inside) > 1 { // the word before an index
		first = root.inside[1]
	}
	if slices.Contains([]string{"", "br", "hr"}, first.name) { // whose place matters
		return false
	}
	end := first.end
	if all {
		end = len(raw)
	}
	hint, write := "", ""
	switch {
	case !root.closed: // its text is no HTML
		opening := first.opening()
		if all || opening == "" {
			return false
		}
		if summary := first.find("summary"); summary != nil {
			end = summary.end
		}
		hint = "écrivez un bloc : " + inside(opening)
	case !all && first.bare() && instead[first.name] != "": // the words alone are left
		hint, write = instead[first.name], first.content()
	default:
		written := lines(root.inside)
		if len(written) == 0 {
			if hint = "retirez la balise"; first.name == "a" {
				hint += " : " + titleAnchor
			}
			break
		}
		last := &written[len(written)-1]
		word := string(raw[end : len(raw)-len(bytes.TrimLeftFunc(raw[end:], unicode.IsLetter))])
		if apart := afterSigns(*last, word); !all && apart != word { // the word that follows goes with it
			*last, end = *last+apart, end+len(word)
		}
		hint, write = insteadOf(written), strings.Join(written, "\n")
	}
	typed := string(bytes.TrimSpace(raw[:end]))
	if !all && quotedLine.MatchString(typed) {
		return false
	}
	w.wrong(offset, "html", hint, "la balise HTML <%s> n'est pas permise", first.name)
	if !strings.Contains(typed+write, "…") && !strings.Contains(typed, "\n") {
		w.problems.Guess(typed, write)
	}
	w.point(offset, func() Point { return Point{Kind: PointSign, Typed: typed} })
	w.rewritten = offset + end
	return true
}

func (w *writer) refuseTag(name string, offset int) {
	hint := instead[strings.ToLower(name)]
	if hint == "" {
		hint = "retirez-la ; pour montrer un chevron, écrivez « \\< »"
	}
	if strings.EqualFold(name, "br") && w.endsLine(offset) {
		hint = "retirez-la"
	}
	w.wrong(offset, "html", hint, "la balise HTML <%s> n'est pas permise", name)
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
	start := first.Start
	if name := string(htmlMark.FindSubmatch(tag)[1]); name == "sub" || name == "sup" { // with the word that it ends
		start = len(bytes.TrimRightFunc(w.source[:start], func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }))
	}
	switch {
	case lineBreaks.Match(tag) && inCell(n):
		w.WriteString("<br>")
	case first.Start < w.rewritten, bytes.HasPrefix(tag, []byte("</")):
	case pasted.Match(tag) || !w.rewrite(w.source[start:textEnd(n)], start, false):
		w.refuseHTML(tag, first.Start)
	}
}

// textEnd is where the text ends that a node stands in.
func textEnd(n ast.Node) int {
	for n.Type() != ast.TypeBlock {
		n = n.Parent()
	}
	return linesOf(n).stop
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
