package content

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// This file holds what a body may not have too much of: the parser would take long
// over it, or all memory.

// A limit is how much of something a body may have.
type limit struct {
	code, hint, message string
	most                int
	passed              func(body []byte) int // the offset of what is too much, or -1; else it is found later
}

var (
	nested = limit{"markdown-profondeur", "", "ces blocs sont emboîtés sur plus de %d niveaux", maxBlockDepth, tooDeep}
	linked = limit{"trop-de-liens", "répartissez-la en plusieurs pages", "plus de %d liens dans une page", maxLinks, tooLinked}
	tabled = limit{"tableau-trop-grand", "publiez ces données dans un fichier CSV à côté de la page", "plus de %d cellules dans les tableaux d'une page", maxCells, tooManyCells}
	// limits are those that a body is held to before it is parsed.
	limits = []limit{nested, linked,
		{"markdown-profondeur", "fermez ces crochets, ou écrivez « \\[ »", "plus de %d crochets sont ouverts dans ce paragraphe", maxBrackets, tooBracketed}, tabled}
)

// tooDeep returns the offset of a line that opens more than maxBlockDepth
// quotes or lists at once, or -1: the parser would take long over it. Nesting
// over several lines is found by tooNested.
func tooDeep(body []byte) int {
	offset := 0
	for line := range bytes.Lines(body) {
		depth := 0
		for i := 0; i < len(line); i++ {
			c := line[i]
			if c == '>' || (c == '-' || c == '*' || c == '+') && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t') {
				depth++
			} else if (c == '.' || c == ')') && i+1 < len(line) && line[i+1] == ' ' {
				depth++
			} else if c != ' ' && c != '\t' && (c < '0' || c > '9') {
				break
			}
		}
		if depth > maxBlockDepth {
			return offset
		}
		offset += len(line)
	}
	return -1
}

// tooLinked returns the offset of the first link after maxLinks of them, or of such
// an address that references lead to, or -1. The parser would take long over it: each
// address that is not closed has it read the rest of the line, and each definition of
// a reference has it move those after it.
func tooLinked(body []byte) int {
	if at := tooMany(body, "]("); at >= 0 {
		return at
	}
	return tooMany(body, "]:")
}

func tooMany(body []byte, mark string) int {
	at := -1
	for range maxLinks + 1 {
		next := bytes.Index(body[at+1:], []byte(mark))
		if next < 0 {
			return -1
		}
		at += 1 + next
	}
	return at
}

// tooBracketed returns the offset of the first bracket after maxBrackets that
// nothing has closed in a paragraph, or -1: the parser reads a text again for each
// bracket that it stands in.
func tooBracketed(body []byte) int {
	if bytes.Count(body, []byte("[")) <= maxBrackets {
		return -1 // as in most texts
	}
	depth, empty := 0, true
	for i, c := range body {
		switch c {
		case '\n':
			if empty {
				depth = 0
			}
			empty = true
			continue
		case '[':
			if depth++; depth > maxBrackets {
				return i
			}
		case ']':
			depth = max(depth-1, 0)
		}
		empty = empty && (c == ' ' || c == '\t')
	}
	return -1
}

// tooManyCells returns the offset of the row with which the tables have more than
// maxCells, or -1. A row has as many as its table has columns, however few are
// typed: a page of short rows below a long one would take all memory.
func tooManyCells(body []byte) int {
	if bytes.IndexByte(body, '|') < 0 {
		return -1
	}
	cells, columns, offset := 0, 0, 0
	for line := range bytes.Lines(body) {
		switch row := bytes.TrimLeft(bytes.TrimSpace(line), "> \t"); {
		case len(row) == 0:
			columns = 0
		case len(bytes.Trim(row, "|:- \t")) == 0 && bytes.IndexByte(row, '|') >= 0:
			row = bytes.TrimSuffix(bytes.TrimPrefix(row, []byte("|")), []byte("|"))
			columns = max(columns, bytes.Count(row, []byte("|"))+1)
		}
		if cells += columns; cells > maxCells {
			return offset
		}
		offset += len(line)
	}
	return -1
}

// tooNested returns the first block inside more than maxBlockDepth quotes,
// lists or blocks of ours, or nil. depth is how many n stands in.
func tooNested(n ast.Node, depth int) ast.Node {
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		inside := depth
		switch c.Kind() {
		case ast.KindBlockquote, ast.KindListItem, kindBlock:
			inside++
		}
		if inside > maxBlockDepth {
			return c
		}
		if deep := tooNested(c, inside); deep != nil {
			return deep
		}
	}
	return nil
}
