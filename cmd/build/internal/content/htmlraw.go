package content

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// This file refuses HTML in texts.

// refuseHTML reports each tag of some raw HTML but those that close another.
// Comments are dropped in silence, unless they run to the end of the text.
func (w *writer) refuseHTML(raw []byte, offset int) {
	opened := map[string]bool{}
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
			if strings.HasPrefix(mark, "</") && opened[name] {
				continue
			}
			opened[name] = true
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

func (w *writer) refuseTag(name string, offset int) {
	hint := instead[strings.ToLower(name)]
	if hint == "" {
		hint = "retirez-la ; pour montrer un chevron, écrivez « \\< »"
	}
	if strings.EqualFold(name, "br") && w.endsLine(offset) {
		hint = "retirez-la"
	}
	if marked := langHint(w.source[offset:]); marked != "" {
		hint = marked
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
	switch tag := w.source[first.Start:last.Stop]; {
	case lineBreaks.Match(tag) && inCell(n):
		w.WriteString("<br>")
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
