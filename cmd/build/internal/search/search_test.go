package search

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
)

// A text is cut between words, never within a character, and never for a few.
func TestShorten(t *testing.T) {
	text := strings.Repeat("été ", 200)
	for room := range 400 {
		got := shorten(text, room)
		if len(got) > room || !utf8.ValidString(got) || !strings.HasPrefix(text, got) || strings.HasSuffix(got, " ") || got == "" && room >= tooLittle {
			t.Errorf("a room of %d gives « %s »", room, got)
		}
		if one := shorten(strings.Repeat("é", 400), room); !utf8.ValidString(one) || len(one) > room {
			t.Errorf("a room of %d cuts a character: « %s »", room, one)
		}
	}
	if got := shorten("court", 10); got != "court" {
		t.Errorf("a text that fits is cut: « %s »", got)
	}
}

// The file is JSON after its first word, and stays within its room.
func TestWriter(t *testing.T) {
	for _, pages := range []int{1, 100, 1000, 10_000} {
		var b bytes.Buffer
		w := NewWriter(&b, []french.Nom{{Singulier: "Projet", Pluriel: "Projets"}}, pages)
		long := strings.Repeat("mot ", 1000)
		e := page.Record{Adresse: "/projets/a/", Titre: "</script><b>\u2028 « A »", Code: "Pi3", Resume: long, Detail: "En cours", Mots: long}
		w.Page(e, "../a/index.html", Text("<p>"+long, max(Left(e, Room(pages)), 0)))
		w.Page(page.Record{Titre: "B"}, "/b/", "texte")
		w.End()
		data, ok := bytes.CutPrefix(b.Bytes(), []byte("var fdrPages="))
		var got struct {
			Genres [][2]string
			Pages  [][]any
		}
		if err := json.Unmarshal(data, &got); !ok || err != nil {
			t.Fatalf("%v: %s", err, b.Bytes()[:80])
		}
		if len(got.Pages) != 2 || len(got.Pages[0]) != 8 || got.Pages[0][3] != e.Titre || got.Pages[0][1] != "../a/index.html" || got.Genres[0][1] != "Projets" {
			t.Errorf("pages %v", got.Pages)
		}
		size := 0
		for _, field := range got.Pages[0][2:] {
			size += len(field.(string))
		}
		if size > max(Room(pages), len(e.Titre)+len(e.Code)+tooLittle) {
			t.Errorf("of %d pages one takes %d bytes, with a room of %d", pages, size, Room(pages))
		}
	}
}

// Whatever pages say, the file is one statement of a classic script, which holds
// what they say, and no text of it ends a script element or its line.
func FuzzWriter(f *testing.F) {
	for _, s := range []string{"mot", "</script><b>\u2028", "\u2029", "\"]}];alert(1)//", "<!--<script>", "\\", "`${a}`", "\x00", "l'été\r\n"} {
		f.Add(s, "<p>"+s+"</p>")
	}
	f.Fuzz(func(t *testing.T, typed, html string) {
		if !utf8.ValidString(typed) || !utf8.ValidString(html) {
			return // content is read as UTF-8
		}
		var b bytes.Buffer
		w := NewWriter(&b, []french.Nom{{Singulier: typed, Pluriel: typed}}, 1)
		e := page.Record{Titre: typed, Code: typed, Detail: typed, Resume: typed, Mots: typed}
		text := Text(html, Left(e, Room(1)))
		w.Page(e, "/a/?"+typed, text)
		w.End()
		data, ok := bytes.CutPrefix(b.Bytes(), []byte("var fdrPages="))
		if data, last := bytes.CutSuffix(data, []byte("\n")); !ok || !last || bytes.ContainsAny(data, "\n\r\u2028\u2029") {
			t.Errorf("not one line: %q", b.Bytes())
		}
		var got struct {
			Genres [][2]string
			Pages  [][]any
		}
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatalf("%v: %q", err, data)
		}
		if len(got.Genres) != 1 || got.Genres[0] != [2]string{typed, typed} || len(got.Pages) != 1 || len(got.Pages[0]) != 8 {
			t.Fatalf("%+v", got)
		}
		if p := got.Pages[0]; p[1] != "/a/?"+typed || p[2] != typed || p[3] != typed || !strings.HasPrefix(typed, p[4].(string)) || !strings.HasPrefix(text, p[7].(string)) {
			t.Errorf("%q becomes %q", typed, p)
		}
	})
}
