package content

import (
	"bytes"
	"regexp"
	"slices"
)

// This file puts aside what a mistake of YAML makes unreadable, so that the rest of
// the front matter is read, and what is wrong there said, in the same run.

// A reading is what data may be once a mistake is mended or put aside.
type reading struct {
	lines [][]byte
	lost  int  // the line whose value is no longer there, 0 for none
	keys  bool // there may be keys among what is no longer there
}

// putAside takes a mistake out of the data, for which the library gave an error. It
// reports false when nothing helps: then one mistake has one message, and nobody
// knows what is right further on.
func (y *yamlReader) putAside(err error, m *mistake, budget *int) bool {
	spoken, _ := spot(err, y.data)
	lines := bytes.Split(y.data, []byte("\n"))
	for _, r := range readings(lines, m, spoken) {
		data := bytes.Join(r.lines, []byte("\n"))
		if !y.helps(err, m, data, budget) {
			continue
		}
		y.data, y.keys = data, y.keys || r.keys
		if y.lost == nil {
			y.lost, y.moved = map[int]bool{}, map[int]int{}
		}
		y.lost[r.lost] = true
		for i, text := range r.lines {
			if bytes.Equal(bytes.TrimLeft(text, " "), bytes.TrimLeft(lines[i], " \t")) {
				y.moved[i+1] += len(text) - len(lines[i])
			}
		}
		return true
	}
	return false
}

// helps reports whether data no longer has a mistake, for which the library gave an
// error. It takes what it read from the budget.
func (y *yamlReader) helps(err error, m *mistake, data []byte, budget *int) bool {
	if *budget -= len(data); *budget < 0 {
		return false
	}
	_, _, left := decode(data)
	if left == nil {
		return true
	}
	spoken, _ := spot(err, y.data)
	then, _ := spot(left, data)
	next, sure := explain(left, data, y.shift)
	return next.line > m.line && (then > spoken || sure) // else it may be the same mistake
}

// readings are ways to read on after a mistake, the one that loses least first. The
// library spoke of a line.
func readings(lines [][]byte, m *mistake, spoken int) (all []reading) {
	line := m.line
	if conflict.Match(lines[line-1]) {
		return []reading{{lines: ours(lines)}}
	}
	if tabbed.Match(lines[line-1]) {
		for _, width := range widths {
			all = append(all, reading{lines: untabbed(lines, width)})
		}
	}
	if data := bytes.Join(lines, []byte("\n")); separator.Match(data) {
		all = append(all, reading{lines: bytes.Split(separator.ReplaceAll(data, nil), []byte("\n"))})
	}
	if bytes.ContainsRune(m.right, '\n') { // lines keep their numbers
		last, indent := line, len(lines[line-1])-len(bytes.TrimLeft(lines[line-1], " "))
		for last < len(lines) && len(lines[last])-len(bytes.TrimLeft(lines[last], " ")) >= max(indent, 1) {
			last++
		}
		all = append(all, reading{lines: with(lines, line, last, nil), keys: true})
	}
	opened := m.at < len(lines[line-1]) && bytes.IndexByte([]byte(`"'[{`), lines[line-1][m.at]) >= 0
	swallows := func(last int) bool { // all that was to follow
		return opened && len(bytes.TrimSpace(bytes.Join(lines[last:], nil))) == 0
	}
	if m.right != nil && !bytes.ContainsRune(m.right, '\n') {
		all = append(all, reading{lines: with(lines, line, line, m.right), keys: swallows(line)})
	}
	aside := func(n, col, value int) {
		last, keys := end(lines, n, col)
		all = append(all, reading{with(lines, n, last, append(lines[n-1][:value:value], " ~"...)), n, keys || swallows(last)})
	}
	tried := map[int]bool{}
	for _, from := range []int{line, spoken} {
		for n, steps := min(from, len(lines)), 0; n > 0 && steps < maxSteps; n-- { // the value may have begun above
			if tried[n] {
				break
			}
			tried[n] = true
			if m := entry.FindSubmatchIndex(lines[n-1]); m != nil {
				steps++
				aside(n, m[3], m[1])
			}
		}
	}
	for n := line; n > 0; n-- { // all that a key of the page holds
		if m := entry.FindSubmatchIndex(lines[n-1]); m != nil && m[3] == 0 {
			aside(n, 0, m[1])
			break
		}
	}
	return append(all, reading{lines: with(lines, line, line, nil), keys: true})
}

// maxSteps is how many lines with a key are looked at above a mistake.
const maxSteps = 3

// entry matches a line that begins a value: up to where the value does. Its group is
// what stands before the key, or the dash.
var entry = regexp.MustCompile(`^( *(?:- +)*)(?:` + aKey + ` ?:|"[^"]*":|'[^']*':|-)(?: |$)`)

// separator matches the lines that YAML takes for the end of a part.
var separator = regexp.MustCompile(`(?m)^(?:---|\.\.\.)[ \t]*$`)

// with is lines of which those from one to another, counted from 1, give way to one;
// those that come after keep their numbers.
func with(lines [][]byte, from, to int, line []byte) [][]byte {
	all := slices.Clone(lines)
	all[from-1] = line
	clear(all[from:to])
	return all
}

// end is the last line of the value of the key that stands in a line at a column. keys
// is true when what cannot be part of it comes before the next key.
func end(lines [][]byte, line, col int) (last int, keys bool) {
	last = line
	for n := line + 1; n <= len(lines); n++ {
		text := lines[n-1]
		bare := bytes.TrimLeft(text, " \t")
		indent := len(text) - len(bare)
		switch {
		case len(bare) == 0:
			continue
		case indent > col, bytes.ContainsRune([]byte("]}"), rune(bare[0])):
		case indent == col && bytes.HasPrefix(bare, []byte("- ")) && !bytes.HasPrefix(lines[line-1][col:], []byte("-")):
		case entry.Match(text) || stuckColon.Match(text) || bare[0] == '#' || bare[0] == '-':
			return last, keys
		default:
			keys = true
		}
		last = n
	}
	return last, keys
}

// widths are what untabbed is tried with, the likeliest first.
var widths = []int{0, 1, 2, 4, 8}

// untabbed is lines with spaces for the tabs that begin them, so many for each; 0 is as
// many as put the first line of several where a line may stand below the one before.
func untabbed(lines [][]byte, width int) [][]byte {
	all := slices.Clone(lines)
	wide := width
	for i, text := range lines {
		if !tabbed.Match(text) {
			continue
		}
		bare := bytes.TrimLeft(text, " \t")
		indent := text[:len(text)-len(bare)]
		if width == 0 && (i == 0 || !tabbed.Match(lines[i-1])) {
			wide = 2
			if i > 0 {
				if m := entry.FindSubmatchIndex(lines[i-1]); m != nil {
					wide = m[3]
					if len(bytes.TrimSpace(lines[i-1][m[1]:])) == 0 {
						wide += 2
					}
				}
			}
			wide = max(wide/bytes.Count(indent, []byte("\t")), 1)
		}
		all[i] = slices.Concat(bytes.ReplaceAll(indent, []byte("\t"), bytes.Repeat([]byte(" "), wide)), bare)
	}
	return all
}

// ours is lines without the marks of a git conflict, and without what the other side
// wrote.
func ours(lines [][]byte) [][]byte {
	all := slices.Clone(lines)
	theirs := false
	for i, text := range all {
		mark := conflict.Match(text)
		if mark {
			theirs = text[0] == '='
		}
		if mark || theirs {
			all[i] = nil
		}
	}
	return all
}
