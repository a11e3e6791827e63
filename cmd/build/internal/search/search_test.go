package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
)

// wordsOf are the words of a text, in the order in which they are found.
func wordsOf(texts ...string) (words []string) {
	s := splitter{found: func(word []byte, _ bool) { words = append(words, string(word)) }}
	for _, text := range texts {
		s.read([]byte(text))
	}
	s.end()
	return words
}

func TestWords(t *testing.T) {
	long := strings.Repeat("é", maxWord)
	for text, want := range map[string]string{
		"":                                        "",
		"Un mot, deux.":                           "un mot deux",
		"Été ÉTÉ e\u0301te\u0301":                 "ete ete ete",
		"l’État d'ici":                            "etat ici",
		"lorsqu’il":                               "lorsqu il",
		"aujourd’hui":                             "aujourd hui aujourdhui",
		"éco-conception":                          "eco conception ecoconception",
		"numerique.gouv.fr. Fin":                  "numerique gouv fr numeriquegouvfr fin",
		"R&D, a‑b":                                "r d rd a b ab",
		"CO₂ CO2 m²":                              "co2 co2 m2",
		"3ᵉ 1er ﬁchier démo\u00adcratie":          "3e 1er fichier democratie",
		"30\u202f000 et 1 250 000,5":              "30 000 30000 et 1 250 000 1250000 5",
		"12345 678, 12 3456, 30 000k, 1 000 5":    "12345 678 12 3456 30 000k 1 000 1000 5",
		"de 12\n000 à 13  000":                    "de 12 000 12000 a 13 000",
		"GouvTech APIEntreprise TNT Le H2O":       "gouvtech gouv tech apientreprise api entreprise tnt le h2o",
		"½ fin…suite, n⒑a 30 ①00":                 "1 2 fin suite n10 a n10a 30 100 30100",
		"Europe2020, 3ᵉtrimestre H2O abc1":        "europe2020 europe 3etrimestre etrimestre h2o abc1 abc",
		"M. Untel, l’éco-lieu d’ici. L’, qu’on":   "m untel eco lieu ecolieu ici l on",
		"«\u00a0L’Île\u202f: l’ONU n’a\u00a0» a.": "ile onu a a",
		"Łódź Straße Œuvre":                       "lodz strasse oeuvre",
		"Ελλάδα 日本":                               "ελλαδα 日本",
		"a < b × c":                               "a b c",
		long + "éé " + long:                       strings.Repeat("e", maxWord) + " " + strings.Repeat("e", maxWord),
	} {
		if got := strings.Join(wordsOf(text), " "); got != want {
			t.Errorf("« %s » has « %s », not « %s »", text, got, want)
		}
	}
	if got := wordsOf("Gouv", "Tech", " et l", "’", "État"); !slices.Equal(got, []string{"gouvtech", "gouv", "tech", "et", "etat"}) {
		t.Errorf("a text in pieces has %q", got)
	}
}

// What is quick for most words changes none of them.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Un mot", "l’État", "30 000", "GouvTech", "éÉ×ß", "a\xffb", "a.b-c&d", "L’Île", "qu’on l’", "d’éco-", "M. U"} {
		f.Add(s)
	}
	letters := regexp.MustCompile(`[\p{L}\p{N}]+`)
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		words := wordsOf(text)
		if one := wordsOf(strings.Split(text, "")...); !slices.Equal(words, one) {
			t.Errorf("%q has %q, letter by letter %q", text, words, one)
		}
		for _, word := range letters.FindAllString(content.Fold(text), -1) {
			word = word[:cut([]byte(word))]
			if len(word) > 1 && word != "qu" && !slices.Contains(words, word) {
				t.Errorf("%q has %q, without %q", text, words, word)
			}
		}
	})
}

// An index of some pages, as the script reads it.
type reading struct {
	kinds  []any
	places []int
	cards  [][]string
	pages  map[string]map[int]byte // by word, levels by page
}

var pieceForm = regexp.MustCompile(`^fdrMorceau\((.*)\)\n$`)

func readIndex(t *testing.T, files []File) reading {
	t.Helper()
	var head []json.RawMessage
	main, ok := bytes.CutPrefix(files[0].Bytes, []byte("var fdrIndex="))
	if err := json.Unmarshal(main, &head); !ok || err != nil || len(head) != 6 {
		t.Fatalf("%v: %s", err, main)
	}
	r := reading{pages: map[string]map[int]byte{}}
	var words, cards []any
	for i, to := range []any{new(string), &r.kinds, new(int), &r.places, &words, &cards} {
		if err := json.Unmarshal(head[i], to); err != nil {
			t.Fatal(err)
		}
	}
	if len(files) != 1+len(words)/2+len(cards)/2 {
		t.Errorf("%d files", len(files))
	}
	for i, f := range files[1:] {
		if bytes.Count(f.Bytes, []byte("\n")) != 1 || bytes.Contains(f.Bytes, []byte("\u2028")) || !IsPiece(f.Name) {
			t.Errorf("%s is not one line: %q", f.Name, f.Bytes)
		}
		inner := pieceForm.FindSubmatch(f.Bytes)
		if inner == nil {
			t.Fatalf("%q", f.Bytes)
		}
		if i < len(words)/2 {
			var text string
			if err := json.Unmarshal(inner[1], &text); err != nil || f.Name != words[2*i+1] {
				t.Fatal(err, f.Name)
			}
			word := ""
			for n, entry := range strings.Fields(text) {
				before, list, _ := strings.Cut(entry, ":")
				shared, _ := strconv.ParseInt(before[:1], 36, 0)
				word = word[:shared] + before[1:]
				if n == 0 && word != words[2*i] {
					t.Errorf("%s begins with %q, not %q", f.Name, word, words[2*i])
				}
				r.pages[word] = map[int]byte{}
				at := 0
				for _, m := range regexp.MustCompile(`([0-9a-v]*)([A-Z])`).FindAllStringSubmatch(list, -1) {
					gap, _ := strconv.ParseInt("0"+m[1], 32, 0)
					at += int(gap)
					r.pages[word][at] = m[2][0]
					at++
				}
			}
			continue
		}
		var list [][]string
		if err := json.Unmarshal(inner[1], &list); err != nil || f.Name != cards[2*(i-len(words)/2)+1] {
			t.Fatal(err, f.Name)
		}
		if first := cards[2*(i-len(words)/2)]; first != float64(len(r.cards)) {
			t.Errorf("%s begins with page %v, not %d", f.Name, first, len(r.cards))
		}
		r.cards = append(r.cards, list...)
	}
	return r
}

var nouns = []french.Nom{{Singulier: "Projet", Pluriel: "Projets"}, {Singulier: "Page", Pluriel: "Pages"}}

// made is an index of some pages: of each its record and its text.
func made(order []int, records []page.Record, texts []string) []File {
	x := New(len(records))
	var wg sync.WaitGroup
	for _, i := range order {
		wg.Go(func() { x.Add(i, records[i], texts[i], []byte("<nav>menu</nav><main>"+texts[i]+"</main>pied")) })
	}
	wg.Wait()
	return x.Files(Site{Sorts: nouns, Folder: "/assets/", Page: func(i int) (page.Record, int) { return records[i], len(records) - 1 - i }})
}

// Every word of every page is in the index, whatever the size of the site; the order in
// which pages come does not matter.
func TestIndexHasEveryWord(t *testing.T) {
	for _, n := range []int{1, 40, 900} {
		var records []page.Record
		var texts []string
		random := rand.New(rand.NewPCG(1, 2))
		for i := range n {
			var b strings.Builder
			for range 200 {
				fmt.Fprintf(&b, "m%dot ", int(random.ExpFloat64()*900))
			}
			records = append(records, page.Record{Sort: i % 2, Titre: fmt.Sprintf("Titre%d", i), Code: fmt.Sprintf("C%d", i), Resume: "une phrase", Detail: "En cours", Mots: "Agence"})
			texts = append(texts, fmt.Sprintf("<p>%s<b>covid</b> anticonstitutionnellement</p>", b.String()))
		}
		order := random.Perm(n)
		files := made(order, records, texts)
		slices.Reverse(order)
		for i, f := range made(order, records, texts) {
			if f.Name != files[i].Name || !bytes.Equal(f.Bytes, files[i].Bytes) {
				t.Fatalf("%d pages: %s depends on their order", n, f.Name)
			}
		}
		r := readIndex(t, files)
		for number, card := range r.cards {
			i := n - 1 - r.places[number]
			if e := records[i]; card[0] != e.Code || card[1] != e.Detail || card[2] != e.Resume || card[3] != e.Mots {
				t.Errorf("page %d is shown as %q", i, card)
			}
			if kind := min(number/((n+1)/2), 1); kind != records[i].Sort {
				t.Errorf("page %d has number %d, of kind %d", i, number, kind)
			}
			all := wordsOf(strings.Join([]string{texts[i][3:], records[i].Titre, records[i].Code, "une phrase en cours agence"}, " "))
			for _, word := range all {
				if word != "b" && word != "p" && r.pages[word][number] == 0 {
					t.Fatalf("%d pages: « %s » of page %d is not known", n, word, i)
				}
			}
			if title, text := r.pages[fmt.Sprintf("titre%d", i)][number], r.pages["covid"][number]; title <= text {
				t.Errorf("a title weighs %c, a text %c", title, text)
			}
		}
		for _, word := range []string{"menu", "pied"} {
			if r.pages[word] != nil {
				t.Errorf("« %s » is not of the main part", word)
			}
		}
		for _, f := range files[1:] {
			if len(f.Bytes) > wordsPiece+20*n+200 {
				t.Errorf("%s has %d bytes", f.Name, len(f.Bytes))
			}
		}
	}
}

// Pages that say the same share the pieces of what is shown of them.
func TestSamePiecesAreOneFile(t *testing.T) {
	records := slices.Repeat([]page.Record{{Titre: "Titre", Resume: strings.Repeat("la même phrase ", 20)}}, 500)
	names := map[string]bool{}
	for _, f := range made(rand.New(rand.NewPCG(1, 2)).Perm(len(records)), records, make([]string, len(records))) {
		if names[f.Name] {
			t.Errorf("%s is there twice", f.Name)
		}
		names[f.Name] = true
	}
}

// An excerpt is cut between words, never within a character, and never for a few.
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

// Whatever pages say, each file is one statement of a classic script, which holds what
// they say, and no text of it ends a script element or its line.
func FuzzFiles(f *testing.F) {
	for _, s := range []string{"mot", "</script><b>\u2028", "\u2029", "\"]}];alert(1)//", "<!--<script>", "\\", "`${a}`", "\x00", "l'été\r\n", "日本 ﬁ"} {
		f.Add(s, "<p>"+s+"</p>")
	}
	f.Fuzz(func(t *testing.T, typed, html string) {
		if !utf8.ValidString(typed) || !utf8.ValidString(html) {
			return // content is read as UTF-8
		}
		e := page.Record{Titre: typed, Code: typed, Detail: typed, Resume: typed, Mots: typed}
		r := readIndex(t, made([]int{0}, []page.Record{e}, []string{html}))
		if len(r.cards) != 1 || len(r.cards[0]) != 5 || r.cards[0][0] != typed || r.cards[0][3] != typed {
			t.Fatalf("%q", r.cards)
		}
		for _, word := range wordsOf(typed) {
			if r.pages[word][0] == 0 {
				t.Errorf("« %s » of « %s » is not known", word, typed)
			}
		}
	})
}
