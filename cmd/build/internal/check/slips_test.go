package check_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"feuille-de-route.example/cmd/build/internal/content"
)

const typedSlips = "testdata/indices.txt"

// A typedSlip is one of testdata/indices.txt.
type typedSlip struct {
	line string // what is typed, and for what
	said string // what is said about it
	testCase
}

// typedSlipsIn reads them, and what stands before them.
func typedSlipsIn(t *testing.T) (head string, all []typedSlip) {
	t.Helper()
	data, err := os.ReadFile(typedSlips)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(data), "\n=== ")
	page := txtar.Parse([]byte(head)).Files[0]
	typed := strings.NewReplacer(`\n`, "\n", `\t`, "\t", "␣", "\u00a0", "∅", "")
	for part := range strings.SplitSeq(rest, "\n=== ") {
		line, said, _ := strings.Cut(part, "\n")
		text := string(page.Data)
		if added, ok := strings.CutPrefix(line, "+ "); ok {
			text += typed.Replace(added) + "\n"
		} else {
			old, new, _ := strings.Cut(line, " ⇒ ")
			if old = typed.Replace(old); !strings.Contains(text, old) {
				t.Fatalf("the page does not hold %q", old)
			}
			text = strings.Replace(text, old, typed.Replace(new), 1)
		}
		all = append(all, typedSlip{line, strings.TrimSpace(said), testCase{title: line, files: []txtar.File{{Name: page.Name, Data: []byte(text)}}}})
	}
	return head, all
}

// What is said about slips of people who do not know YAML stands in testdata/indices.txt.
func TestTypedSlips(t *testing.T) {
	head, all := typedSlipsIn(t)
	b := strings.Builder{}
	b.WriteString(head + "\n")
	for _, s := range all {
		var said []string
		for _, p := range s.run(t) {
			file := strings.TrimPrefix(p.Pos.File, content.Root+"/projets/a.md")
			said = append(said, fmt.Sprintf("%s%d:%d %s [%s]\n    %s", file, p.Pos.Line, p.Pos.Col, p.Message, p.Code, p.Hint))
		}
		now := strings.Join(said, "\n")
		if now != s.said && !*update {
			t.Errorf("%s\n%s\nwant\n%s", s.line, now, s.said)
		}
		b.WriteString("=== " + s.line + "\n" + strings.TrimSuffix(now+"\n\n", "\n\n") + strings.Repeat("\n", min(len(now), 1)) + "\n")
	}
	if *update {
		if err := os.WriteFile(typedSlips, []byte(strings.TrimRight(b.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
