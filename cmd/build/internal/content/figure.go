package content

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A Figure is a computed number in prose: {{compte projets statut=acheve}}.
type Figure struct {
	Verb string            // compte, annonce
	What string            // projets, missions, acheves…
	With map[string]string // statut=acheve
}

// ParseFigure reads what stands between the braces. It reports false when that
// cannot be a figure at all.
func ParseFigure(s string) (Figure, bool) {
	words := strings.Fields(s)
	if len(words) < 2 {
		return Figure{}, false
	}
	f := Figure{Verb: words[0], What: words[1], With: map[string]string{}}
	for _, w := range words[2:] {
		key, value, ok := strings.Cut(w, "=")
		if !ok || key == "" || value == "" {
			return Figure{}, false
		}
		f.With[key] = value
	}
	return f, true
}

// Expand replaces the figures of a plain text by what value makes of them.
// \{{ writes the braces. Braces that are not closed are a figure of nothing.
func Expand(s string, value func(inner string) string) string {
	if !strings.Contains(s, "{{") {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "{{")
		if text, escaped := strings.CutSuffix(before, `\`); found && escaped {
			b.WriteString(text + "{{")
			s = after
			continue
		}
		b.WriteString(before)
		inner, rest, closed := strings.Cut(after, "}}")
		switch {
		case !found:
			return b.String()
		case !closed:
			return b.String() + value("") + after
		}
		b.WriteString(value(inner))
		s = rest
	}
}

// A figureNode is a figure in the Markdown tree.
type figureNode struct {
	ast.BaseInline
	inner string
}

var kindFigure = ast.NewNodeKind("Figure")

func (f *figureNode) Kind() ast.NodeKind { return kindFigure }
func (f *figureNode) Dump(src []byte, level int) {
	ast.DumpHelper(f, src, level, map[string]string{"inner": f.inner}, nil)
}

// unclosed keeps where a line ends that closes no figure: its other braces need
// not be looked for again, nor reported.
var unclosed = parser.NewContextKey()

type figureParser struct{}

func (figureParser) Trigger() []byte { return []byte{'{'} }

func (figureParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) || pc.Get(unclosed) == at.Stop {
		return nil
	}
	end := bytes.Index(line, []byte("}}"))
	if end < 0 { // a figure of nothing, which is reported
		pc.Set(unclosed, at.Stop)
		block.Advance(2)
		return &figureNode{}
	}
	block.Advance(end + 2)
	return &figureNode{inner: string(line[2:end])}
}
