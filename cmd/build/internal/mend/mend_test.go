package mend_test

import (
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/mend"
)

func problem(line, col int, old, new string) diag.Problem {
	return diag.Problem{Pos: diag.Pos{File: "a.md", Line: line, Col: col}, Fix: diag.Fix{Old: old, New: new}}
}

// A remedy is applied where its place holds what it should, and nowhere else.
func TestPlan(t *testing.T) {
	for _, c := range []struct {
		what, before string
		problems     []diag.Problem
		after        string
	}{
		{"at its place, line ends kept", "a\r\néa: 1 # é\r\n", []diag.Problem{problem(2, 1, "éa", "ea")}, "a\r\nea: 1 # é\r\n"},
		{"behind a quote", "d: '1/2/2021'\n", []diag.Problem{problem(1, 4, "1/2/2021", "2021-02-01")}, "d: '2021-02-01'\n"},
		{"not behind a quote that is not closed there", "d: '1/2/2021 x'\n", []diag.Problem{problem(1, 4, "1/2/2021", "2021-02-01")}, ""},
		{"the address of the link that begins there", "é [x](b.md) [y](b.md)\n", []diag.Problem{problem(1, 13, "b.md", "c.md")}, "é [x](b.md) [y](c.md)\n"},
		{"not that of a later link", "[x](a.md) [y](b.md)\n", []diag.Problem{problem(1, 1, "b.md", "c.md")}, ""},
		{"two on a line", "ab cd\n", []diag.Problem{problem(1, 1, "ab", "x"), problem(1, 4, "cd", "yyy")}, "x yyy\n"},
		{"two at one place: the first", "ab\n", []diag.Problem{problem(1, 1, "ab", "x"), problem(1, 1, "ab", "y")}, "x\n"},
		{"something else stands there", "ab\n", []diag.Problem{problem(1, 1, "cd", "x")}, ""},
		{"past the end", "ab\n", []diag.Problem{problem(9, 1, "ab", "x"), problem(1, 99, "ab", "x")}, ""},
		{"a place that is not known", "ab\n", []diag.Problem{problem(0, 0, "ab", "x")}, ""},
		{"a remedy over several lines", "ab\n", []diag.Problem{problem(1, 1, "ab", "x\ny")}, ""},
	} {
		changes := mend.Plan(fstest.MapFS{"a.md": {Data: []byte(c.before)}}, c.problems)
		got := ""
		if len(changes) > 0 {
			got = string(changes[0].After)
		}
		if got != c.after {
			t.Errorf("%s: %q, want %q", c.what, got, c.after)
		}
	}
}

// Whatever the file and the remedy, nothing but what the remedy names changes.
func FuzzPlan(f *testing.F) {
	f.Add("a: 'b'\r\n", 1, 4, "b", "c")
	f.Add("é [x](b.md)", 1, 3, "b.md", "c.md")
	f.Fuzz(func(t *testing.T, text string, line, col int, old, new string) {
		changes := mend.Plan(fstest.MapFS{"a.md": {Data: []byte(text)}}, []diag.Problem{problem(line, col, old, new)})
		if len(changes) == 0 {
			return
		}
		for at := range len(text) - len(old) + 1 {
			if text[at:at+len(old)] == old && text[:at]+new+text[at+len(old):] == string(changes[0].After) {
				return
			}
		}
		t.Fatalf("%q became %q", text, changes[0].After)
	})
}
