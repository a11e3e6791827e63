package data

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CSV appends the table to b as RFC 4180 has it: UTF-8 without byte order mark,
// commas, CRLF, a header line.
func (t *Table) CSV(b *bytes.Buffer, f *Feuille) {
	w := csv.NewWriter(b)
	w.UseCRLF = true
	cells := make([]string, len(t.Columns))
	for i := range t.Columns {
		cells[i] = t.Columns[i].Name
	}
	_ = w.Write(cells) // a Buffer takes everything
	t.each(t, f, func(r *row) bool {
		for i := range cells {
			if cells[i] = t.Columns[i].cell(r); t.Columns[i].written() {
				cells[i] = Protect(unixLines(cells[i]))
			}
		}
		_ = w.Write(cells)
		return true
	})
	w.Flush()
}

// unixLines makes all line breaks those that CSV files can keep.
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return lines.Replace(s)
}

var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// joined puts several values into one cell, as one text.
func joined(values []string) string {
	if len(values) == 1 && !strings.ContainsAny(values[0], `|\`) {
		return values[0]
	}
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteByte('|')
		}
		_, _ = bars.WriteString(&b, v) // a Builder takes everything
	}
	return b.String()
}

var bars = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

// Protect keeps a spreadsheet from running a text. Where a cell begins, or may
// begin for a program that cuts lines elsewhere (after a semicolon, a tab, a line
// break), it puts an apostrophe before what would be a formula, and before an
// apostrophe, so that whoever takes them away can tell them from others
// (https://owasp.org/www-community/attacks/CSV_Injection).
func Protect(s string) string {
	var b strings.Builder
	done := 0
	for at := 0; at >= 0; at = next(s, at) {
		if risky(s[at:]) {
			b.WriteString(s[done:at])
			b.WriteByte('\'')
			done = at
		}
	}
	if done == 0 && b.Len() == 0 {
		return s
	}
	return b.String() + s[done:]
}

// next is where a cell may begin after at, -1 for nowhere.
func next(s string, at int) int {
	i := strings.IndexAny(s[at:], ";\t\r\n")
	if i < 0 {
		return -1
	}
	return at + i + 1
}

// risky reports whether a spreadsheet may take a cell for a formula: its first
// sign, quotes and what cannot be seen left out, begins one. Forms of full width
// count: some programs read them as the plain ones.
func risky(s string) bool {
	if s == "" {
		return false
	}
	if strings.IndexByte("'\t\r\n", s[0]) >= 0 {
		return true
	}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", r):
			return true
		case r != '"' && r != '\'' && !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf):
			return false
		}
		s = s[n:]
	}
	return false
}
