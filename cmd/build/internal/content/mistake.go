package content

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A mistake is what an editor did that the library finds only further on, or calls
// by another name.
type mistake struct {
	line          int // from 1, of what was read
	at            int // bytes into the line
	message, hint string
	right         []byte // the line as it should be, with what is missing above it; nil when nobody knows
	guess         bool   // right may be otherwise
	code          string // of what is told; "" as usual
}

var (
	conflict     = regexp.MustCompile(`^(?:<{7}|={7}|>{7})(?: |$)`)
	bodyConflict = regexp.MustCompile(`(?m)^(?:<{7}|>{7}) \S`)
	stuckColon   = regexp.MustCompile(`^[ ]*(?:- )?(` + aKey + `)(:)[^\s/]`)
	stuckDash    = regexp.MustCompile(`^[ ]*(-)[^\s-]`)
	keyed        = regexp.MustCompile(`^([ ]*(?:-[ ]+)?)(` + aKey + `):(?:\s+(.*))?$`)
	bracketed    = regexp.MustCompile(`:\s+(?:\[[^\]]*\]|\{[^{}]*\}|\{\{[^{}]*\}\})\s*([^\s,\]}#])`)
	asksInFlow   = regexp.MustCompile(`(?:[\[,]|:\s)\s*([^\s"'\[\]{},?][^"\[\]{},?]*\?[^\[\]{},]*[^\[\]{},\s]|[^\s"'\[\]{},?][^"\[\]{},?]*\?)\s*[,\]}]`)
	inFlow       = regexp.MustCompile(`[{,]\s*` + aKey + `:\s+[^\s"'\[{,}][^,}\[{]*?(:\s|[\[{])`)
)

// endConflict says what to do about two versions that git could not join.
const endConflict = "gardez une des deux versions, et effacez les lignes qui commencent par <<<<<<<, ======= et >>>>>>>"

// conflictIn returns where git has left two versions in a body, outside code, or -1.
func conflictIn(body []byte, tree ast.Node) int {
	if !bytes.Contains(body, []byte("<<<<<<<")) && !bytes.Contains(body, []byte(">>>>>>>")) {
		return -1 // as in most texts
	}
	for _, m := range bodyConflict.FindAllIndex(body, -1) {
		inCode := false
		_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if n.Type() == ast.TypeInline {
				return ast.WalkSkipChildren, nil
			}
			if k := n.Kind(); k == ast.KindFencedCodeBlock || k == ast.KindCodeBlock || k == ast.KindHTMLBlock {
				at := linesOf(n)
				inCode = inCode || at.start <= m[0] && m[0] < at.stop
			}
			return ast.WalkContinue, nil
		})
		if !inCode {
			return m[0]
		}
	}
	return -1
}

// findMistake looks around the line where the library stopped for what explains it.
// shift is how many lines of the file come before data.
func findMistake(data []byte, line, shift int, words string) *mistake {
	lines := bytes.Split(data, []byte("\n"))
	for i, text := range lines {
		if conflict.Match(text) {
			return &mistake{line: i + 1, message: "une marque de conflit de git", hint: endConflict}
		}
	}
	first := max(line-1, 1)
	for first > 1 && stuckColon.Match(lines[first-1]) && stuckColon.Match(lines[first-2]) {
		first--
	}
	for n := first; n <= min(line+1, len(lines)); n++ {
		text := lines[n-1]
		m := stuckColon.FindSubmatchIndex(text)
		switch {
		case tabbed.Match(text):
			return usual(n, bytes.IndexByte(text, '\t'), "found a tab character")
		case n > line:
		case m != nil:
			return &mistake{n, m[4] + 1, "il manque une espace après le deux-points", "", spaced(text, m[5]), false, ""}
		case stuckDash.Match(text):
			at := bytes.IndexByte(text, '-') + 1
			return &mistake{n, at, "il manque une espace après le tiret", "", spaced(text, at), false, ""}
		}
		if m := bracketed.FindSubmatchIndex(text); m != nil && n <= line {
			return &mistake{n, m[2], "du texte suit un crochet ou une accolade fermante", "mettez toute la valeur entre guillemets : clé: \"[a] b\"", nil, false, ""}
		}
	}
	if strings.Contains(words, "did not find expected ',' or") {
		return flowMistake(lines, line)
	}
	if strings.Contains(words, "mapping values") { // said of the very line
		lines = lines[:line]
	}
	return misaligned(lines, shift)
}

// spaced is a line with a space at a place.
func spaced(line []byte, at int) []byte { return slices.Insert(slices.Clone(line), at, ' ') }

// neverClosed finds a line up to one that opens a quote and does not close it, though the
// next line that says something begins a value, if that is the mistake.
func neverClosed(data []byte, line int) *mistake {
	lines := bytes.Split(data, []byte("\n"))
	for n := 1; n < min(line+1, len(lines)); n++ {
		at := opener.FindSubmatchIndex(lines[n-1])
		flow := opensGroup.Match(lines[n-1])
		if at == nil || !opensQuote.Match(lines[n-1]) && !flow {
			continue
		}
		next := n
		for bare := lines[next]; next < len(lines)-1 && (len(bytes.TrimSpace(bare)) == 0 || bytes.HasPrefix(bytes.TrimSpace(bare), []byte("#"))); bare = lines[next] {
			next++
		}
		below := entry.FindSubmatchIndex(lines[next])
		if own := entry.FindSubmatchIndex(lines[n-1]); below == nil || flow && (own == nil || below[3] > own[3]) {
			continue
		}
		mended := bytes.Join(with(lines, n, n, append(lines[n-1][:at[2]:at[2]], '~')), []byte("\n"))
		_, _, err := decode(mended)
		if then := 0; err != nil {
			if then, _ = spot(err, mended); then <= line {
				continue
			}
		}
		if flow {
			return usual(n, at[2], "did not find expected ',' or")
		}
		return usual(n, at[2], "found unexpected end of stream")
	}
	return nil
}

// usual is a mistake for which the library has words too.
func usual(line, at int, words string) *mistake {
	w := wordsFor(words)
	return &mistake{line, at, w.message, w.hint, nil, false, ""}
}

// wordsFor are ours for some words of the library.
func wordsFor(words string) *yamlWord {
	return &yamlWords[slices.IndexFunc(yamlWords, func(w yamlWord) bool { return w.has == words })]
}

// flowMistake looks into a group { … } written on one line.
func flowMistake(lines [][]byte, line int) *mistake {
	for n := line; n >= max(line-1, 1); n-- {
		text := lines[min(n, len(lines))-1]
		if m := afterQuote.FindSubmatchIndex(text); m != nil {
			return usual(n, m[2], "after a quote")
		}
		if m := asksInFlow.FindSubmatchIndex(text); m != nil {
			right := `"` + string(text[m[2]:m[3]]) + `"`
			return &mistake{n, m[2], "point d'interrogation dans une valeur sans guillemets, entre crochets ou accolades", diag.Instead(right),
				slices.Concat(text[:m[2]], []byte(right), text[m[3]:]), false, ""}
		}
		if at := bytes.LastIndexByte(text, '"'); at >= 0 && bytes.Count(text, []byte(`"`))%2 == 1 {
			return usual(n, at, "found unexpected end of stream")
		}
		m := inFlow.FindSubmatchIndex(text)
		switch {
		case m == nil:
		case text[m[2]] == ':':
			colon := usual(n, m[2], "mapping values are not allowed")
			colon.hint = "mettez la valeur entre guillemets, ou une virgule avant la clé suivante : {clé: \"a : b\", autre: c}"
			return colon
		default:
			return &mistake{n, m[2], "crochet ou accolade dans une valeur sans guillemets", "mettez la valeur entre guillemets : {clé: \"a [b]\"}", nil, false, ""}
		}
	}
	return nil
}

// misaligned finds the first key that stands under no other, in lines that hold a
// key each: what continues a text, and what is in brackets, is passed over.
func misaligned(lines [][]byte, shift int) *mistake {
	type level struct {
		col, line int
		key       string
		nested    bool // it is the dash of a list that stands further in than its key
	}
	var open []level // the keys that the next line may stand under, outermost first
	opens := true    // whether the last key has its value on the lines below
	prose := -1      // indent of the key whose value is a text of several lines, below it
	for i, text := range lines {
		m := keyed.FindSubmatch(text)
		indent := len(text) - len(bytes.TrimLeft(text, " "))
		if m == nil || prose >= 0 && indent > prose {
			continue
		}
		item := bytes.ContainsRune(m[1], '-')
		col := len(m[1])
		at := indent // what must stand right: the dash of an item, or the key
		last := len(open) - 1
		for last >= 0 && open[last].col > at {
			last--
		}
		under := last >= 0 && open[last].col == at
		if len(open) > 0 && open[0].col > at && !item { // the first key is further in than the others
			first := lines[open[0].line-1]
			return &mistake{open[0].line, open[0].col, "cette ligne est mal alignée", "effacez les espaces du début de la ligne", first[open[0].col-at:], false, ""}
		}
		if !under && !opens && !item && len(open) > 0 {
			near := open[len(open)-1]
			if last >= 0 && at-open[last].col < near.col-at || near.col < at {
				near = open[max(last, 0)]
			}
			hint := fmt.Sprintf("alignez « %s » sous « %s », à la ligne %d", m[2], near.key, near.line+shift)
			if near.col == 0 {
				hint = "effacez les espaces du début de la ligne"
			}
			return &mistake{i + 1, indent, "cette ligne est mal alignée", hint, slices.Concat(bytes.Repeat([]byte(" "), near.col), text[indent:]), false, ""}
		}
		nested := item && (!under || open[last].nested)
		if under && !item && open[last].nested {
			right := slices.Concat(text[:indent], []byte("- "), text[indent:])
			return &mistake{i + 1, indent, "il manque un tiret devant cette ligne", diag.Instead("- " + string(m[2]) + ": …"), right, false, ""}
		}
		if under {
			last--
		}
		open = append(open[:last+1], level{at, i + 1, string(m[2]), nested})
		if item {
			open = append(open, level{col, i + 1, string(m[2]), false})
		}
		value := bytes.TrimSpace(m[3])
		opens = len(value) == 0 || value[0] == '#'
		if prose = -1; !opens && (value[0] == '|' || value[0] == '>') {
			prose = indent
		}
	}
	return nil
}

// column is a place in a line, in characters from 1.
func (m *mistake) column(line []byte) int { return 1 + utf8.RuneCount(line[:min(m.at, len(line))]) }
