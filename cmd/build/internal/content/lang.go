package content

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// This file marks words in another language than the page's, so that they are
// pronounced right (RGAA 8.7) and read in the right direction (RGAA 8.10):
// :lang[design sprint]{en}. The block of that name is in blocks.go.

const langOpening = ":lang["

// A langNode is a passage in another language. One that is not closed holds nothing.
type langNode struct {
	ast.BaseInline
	code   string
	closed bool
	bottom ast.Node  // the emphasis that was open before it
	outer  *langNode // the passage that was open before it
}

var kindLang = ast.NewNodeKind("Lang")

func (n *langNode) Kind() ast.NodeKind { return kindLang }
func (n *langNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"code": n.code}, nil)
}

// openLangs holds the innermost passage that is open.
var openLangs = parser.NewContextKey()

type langParser struct{}

func (langParser) Trigger() []byte { return []byte{':', ']'} }

func (langParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	open, _ := pc.Get(openLangs).(*langNode)
	line, _ := block.PeekLine()
	if bytes.HasPrefix(line, []byte(langOpening)) {
		n := &langNode{outer: open}
		if d := pc.LastDelimiter(); d != nil {
			n.bottom = d
		}
		pc.Set(openLangs, n)
		block.Advance(len(langOpening))
		return n
	}
	if open == nil {
		return nil
	}
	if apart.Match(line) { // else the next passage would close this one
		pc.Set(openLangs, open.outer)
		return nil
	}
	end := langEnd.FindSubmatch(line)
	if open.Parent() != parent || end == nil {
		return nil
	}
	block.Advance(len(end[0]))
	pc.Set(openLangs, open.outer)
	parser.ProcessDelimiters(open.bottom, pc)
	n := &langNode{closed: true, code: strings.TrimSpace(string(end[1]))}
	n.SetPos(open.Pos())
	for c := open.NextSibling(); c != nil; {
		next := c.NextSibling()
		n.AppendChild(n, c)
		c = next
	}
	parent.RemoveChild(parent, open)
	return n
}

// langEnd matches the end of a passage, and the code of its language.
var langEnd = regexp.MustCompile(`^\]\{([^{}\n]{0,60})\}`)

// apart matches the end of a passage whose code does not touch its words.
var apart = regexp.MustCompile(`^\]\s+\{[\pL-]*\}`)

// CloseBlock implements parser.CloseBlocker: no passage goes past its paragraph.
func (langParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { pc.Set(openLangs, nil) }

func renderLang(out util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	w, n := out.(*writer), node.(*langNode)
	if !entering {
		w.leaveLang("</span>")
		return ast.WalkContinue, nil
	}
	if !n.closed {
		words, _, _ := bytes.Cut(w.source[n.Pos()+len(langOpening):], []byte("\n"))
		words, _, _ = bytes.Cut(words, []byte("]"))
		w.wrong(n.Pos(), "langue", diag.Instead(langOpening+string(words)+"]{en}")+", avec le code de la langue", "ce passage dans une autre langue n'est pas fermé")
		n.code = "fr"
	} else if n.FirstChild() == nil {
		w.wrong(n.Pos(), "langue", "écrivez les mots entre les crochets, ou retirez-le", "ce passage dans une autre langue est vide")
	}
	w.enterLang("<span", n.code, n)
	return ast.WalkContinue, nil
}

// enterLang opens an element whose language has that code, and leaveLang closes it.
func (w *writer) enterLang(element, typed string, node ast.Node) {
	tag, no := langTag(typed)
	if _, b := node.(*block); no != nil && !(b && typed == "") { // which is said of any block
		w.wrong(node.Pos(), "langue", no.Remedy(""), "%s", no.Wrong)
		if opened, _, found := strings.Cut(string(w.source[node.Pos():]), "{"+typed+"}"); found && len(opened) < maxTyped && no.Write != "" {
			w.problems.Guess(opened+"{"+typed+"}", opened+no.Write)
		}
	}
	outer := w.language()
	w.langs = append(w.langs, tag)
	w.WriteString(element + langAttributes(tag, outer) + ">")
}

func (w *writer) leaveLang(closing string) {
	w.langs = w.langs[:len(w.langs)-1]
	w.WriteString(closing)
}

// language is that of what is being written; "" for one that is no language.
func (w *writer) language() string {
	if last := len(w.langs) - 1; last >= 0 {
		return w.langs[last]
	}
	return "fr"
}

// foreign reports whether it is not French.
func (w *writer) foreign() bool { return !strings.HasPrefix(w.language(), "fr") }

// read reads a plain text of a body, which may hold words in another language.
func (w *writer) read(typed string, offset int) Spoken {
	s, no := readSpoken(typed)
	if no != nil {
		w.wrong(offset, "langue", no.Remedy(""), "%s", no.Wrong)
	}
	return s
}

// langTag reads the code of a language as it was typed.
func langTag(typed string) (tag string, no *Refusal) {
	if tag, ok := french.Language(typed); ok {
		return tag, nil
	}
	no = &Refusal{Wrong: "« " + typed + " » n'est pas le code d'une langue", Write: french.LanguageMeant(Fold(typed)),
		Hint: "écrivez le code de la langue : en (anglais), de (allemand), es (espagnol), ar (arabe)…"}
	if no.Write != "" {
		no.Write = "{" + no.Write + "}"
	}
	return "", no
}

// langAttributes are those of an element in a language, inside one in another.
func langAttributes(tag, outer string) string {
	if tag == "" {
		return ""
	}
	attributes := ` lang="` + tag + `"`
	switch rtl := french.RightToLeft(tag); {
	case rtl == french.RightToLeft(outer):
		return attributes
	case rtl:
		return attributes + ` dir="rtl"`
	}
	return attributes + ` dir="ltr"`
}
