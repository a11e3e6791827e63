package theme

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// pruned runs the whole of the cutting down, as a theme does.
func pruned(source []byte, w *words) string {
	var b bytes.Buffer
	writeSheet(&b, dropUnused(prune(readSheet(source, nil), w), w))
	return b.String()
}

func TestPrune(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string][]byte{}
			for _, f := range archive.Files {
				part[f.Name] = f.Data
			}
			if got := pruned(part["input.css"], newWords([][]byte{part["words"]})); got != string(part["want.css"]) {
				t.Errorf("got:\n%s\nwant:\n%s", got, part["want.css"])
			}
		})
	}
}

func FuzzPrune(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, found := range []string{".x,@{a:0}", `a\ {a:0}`, "@-\\ {a:0}", ".x,/**/a{a:0}", `a{b:0\ ;}`, "a{b:\\\xe7;}", `0{a:url(")`, "u+\\ \nurl(a/*){a:0}", ",\v,0{A:0", `\0  url(/*){A:0`} {
		f.Add([]byte(found))
	}
	w := newWords([][]byte{[]byte("a fr-btn fr-badge-- data-fr-theme disabled --x")})
	f.Fuzz(func(t *testing.T, source []byte) {
		once := pruned(source, w)
		if twice := pruned([]byte(once), w); twice != once {
			t.Errorf("not idempotent:\n%q\nthen:\n%q", once, twice)
		}
		var b bytes.Buffer
		writeSheet(&b, followSystem(readSheet([]byte(once), nil)))
		var again bytes.Buffer
		writeSheet(&again, readSheet(b.Bytes(), nil))
		if again.String() != b.String() {
			t.Errorf("does not read back:\n%q\nthen:\n%q", b.String(), again.String())
		}
	})
}

func TestFollowSystem(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"root", `:root[data-fr-theme=dark]{--a:1}`,
			"@media screen{\n:root[data-fr-theme=dark]{\n--a:1;\n}\n}\n@media screen and (prefers-color-scheme:dark){\n:root:not([data-fr-theme]){\n--a:1;\n}\n}\n"},
		{"ancestor, quoted", `[data-fr-theme="dark"] .a{top:0}`,
			"@media screen{\n[data-fr-theme=\"dark\"] .a{\ntop:0;\n}\n}\n@media screen and (prefers-color-scheme:dark){\n:where(:root):not([data-fr-theme]) .a{\ntop:0;\n}\n}\n"},
		{"mixed list", `.b,[data-fr-theme=dark]>.a{top:0}`,
			".b{\ntop:0;\n}\n@media screen{\n[data-fr-theme=dark]>.a{\ntop:0;\n}\n}\n@media screen and (prefers-color-scheme:dark){\n:where(:root):not([data-fr-theme])>.a{\ntop:0;\n}\n}\n"},
		{"not dark", `:root:not([data-fr-theme=dark]) a{top:0}`, ":root:not([data-fr-theme=dark]) a{\ntop:0;\n}\n"},
		{"already by the system", `@media (prefers-color-scheme:dark){[data-fr-theme=dark] a{top:0}}`,
			"@media (prefers-color-scheme:dark){\n[data-fr-theme=dark] a{\ntop:0;\n}\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			writeSheet(&b, followSystem(readSheet([]byte(c.in), nil)))
			if b.String() != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", b.String(), c.want)
			}
		})
	}
}

func TestShareDrawings(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"twice", `a{mask:url("data:,x");--b:url("data:,x")}`, ":root{\n--drawing-1:url(\"data:,x\");\n}\na{\nmask:var(--drawing-1);\n--b:var(--drawing-1);\n}\n"},
		{"once", `a{mask:url("data:,x")}b{mask:url("data:,y")}`, "a{\nmask:url(\"data:,x\");\n}\nb{\nmask:url(\"data:,y\");\n}\n"},
		{"among others, in a block", `a{background:red url("data:,x") top}@media print{a{background:none,url("data:,x")}}`,
			":root{\n--drawing-1:url(\"data:,x\");\n}\na{\nbackground:red var(--drawing-1) top;\n}\n@media print{\na{\nbackground:none,var(--drawing-1);\n}\n}\n"},
		{"fonts cannot", `@font-face{src:url("data:,x")}@font-face{src:url("data:,x")}`, "@font-face{\nsrc:url(\"data:,x\");\n}\n@font-face{\nsrc:url(\"data:,x\");\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			writeSheet(&b, shareDrawings(readSheet([]byte(c.in), nil)))
			if b.String() != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", b.String(), c.want)
			}
		})
	}
}
