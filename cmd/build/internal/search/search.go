// Package search makes what the script of the search page searches in: every word of
// every page, and what is shown of a page that is found. It is in pieces, each a classic
// script, since no other file can be read from a disk. A search fetches the main one,
// which names the others, then those whose words begin like what is typed, and those of
// the pages that it shows.
//
//	pages → Index.Add, in any order, several at a time → Index.Files → files
//
// What words say of a page is worked out here (weight.go), so that a piece has but one
// letter for each page that holds a word; which words answer what is typed is for the
// script to say (assets/recherche/).
package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
)

// Room for the excerpts of pages, in bytes: they are only shown, where a word that is
// found stands in one.
const (
	roomInAll   = 720_000
	roomForPage = 500
	tooLittle   = 60 // less than a sentence tells nothing
)

// About how large a piece is, in bytes; compressed, it has half of that or less.
const (
	wordsPiece = 32_000
	cardsPiece = 6_000
)

// An Index is all that a search knows of a site.
type Index struct {
	room  int
	pages []known

	mu    sync.RWMutex
	ids   map[string]uint32 // of words
	words []string          // by id
	idle  []*reader
}

// known is what is known of a page.
type known struct {
	words []posting
	text  string // excerpt
	added bool
}

// New begins an index of so many pages.
func New(pages int) *Index {
	return &Index{room: min(roomForPage, roomInAll/max(pages, 1)), pages: make([]known, pages), ids: map[string]uint32{}}
}

// Add adds a page by its number: what it is found by first, the text of an editor that
// it shows, and its HTML. It is safe for concurrent use; a page is added once.
func (x *Index) Add(number int, e page.Record, text string, html []byte) {
	if x.Has(number) {
		return
	}
	r := x.reader()
	k := known{added: true, words: r.read(e, html)}
	if left := x.room - len(e.Titre) - len(e.Code) - len(e.Detail) - len(e.Resume) - len(e.Mots); left >= tooLittle {
		k.text = shorten(markup.Words([]byte(text), left), left)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.pages[number].added {
		x.pages[number] = k
	}
	x.idle = append(x.idle, r)
}

// Has reports whether a page has been added.
func (x *Index) Has(number int) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.pages[number].added
}

// reader lends a reader.
func (x *Index) reader() *reader {
	x.mu.Lock()
	defer x.mu.Unlock()
	if n := len(x.idle); n > 0 {
		r := x.idle[n-1]
		x.idle = x.idle[:n-1]
		return r
	}
	return newReader(x)
}

// id is the number of a word.
func (x *Index) id(word string) uint32 {
	x.mu.Lock()
	defer x.mu.Unlock()
	id, ok := x.ids[word]
	if !ok {
		id = uint32(len(x.words))
		x.ids[word] = id
		x.words = append(x.words, word)
	}
	return id
}

// IsPiece reports whether a file may be a piece, by its name.
func IsPiece(name string) bool {
	return path.Ext(name) == ".js" && (strings.HasPrefix(name, "mots-") || strings.HasPrefix(name, "fiches-"))
}

// A File is one that the script reads.
type File struct {
	Name  string // in the folder of the pieces; "" for the main one
	Bytes []byte
}

// Site is what an index does not know of the pages that it has.
type Site struct {
	Sorts  []french.Nom                                // page.Plan.Sorts
	Folder string                                      // of the pieces, as a link of the search page
	Page   func(number int) (e page.Record, place int) // among the links of the search page, which have its title and address
}

// Files gives the main file, then its pieces, whose names follow from their bytes. All
// pages have been added.
func (x *Index) Files(s Site) []File {
	cards, lists := make([][]byte, len(x.pages)), make([]bool, len(x.pages))
	sorts, places := make([]int, len(x.pages)), make([]int, len(x.pages))
	parallel.Do(len(x.pages), 0, func(i int) {
		e, place := s.Page(i)
		sorts[i], lists[i], places[i] = e.Sort, e.Liste, place
		cards[i] = list(e.Code, e.Detail, e.Resume, e.Mots, x.pages[i].text)
	})
	// The number of a page tells its sort; those that say what others say come last.
	var order, links []int
	var kinds []any
	own := 0
	for sort, noun := range s.Sorts {
		before := len(order)
		for _, list := range []bool{false, true} {
			for i := range sorts {
				if sorts[i] == sort && lists[i] == list {
					order, links = append(order, i), append(links, places[i])
				}
			}
			if !list {
				own = len(order)
			}
		}
		kinds = append(kinds, []any{noun.Singulier, noun.Pluriel, len(order) - before})
	}
	words, terms := x.terms(order)
	vocabulary := pieces("mots", len(words), wordsPiece, func(b *bytes.Buffer, i, first int) any {
		shared := 0
		if i == first {
			b.WriteString(handOver + `"`)
		} else {
			shared = sharedPrefix(words[i-1], words[i])
		}
		b.WriteString(strconv.FormatInt(int64(shared), 36) + words[i][shared:] + ":")
		b.Write(terms[i])
		b.WriteByte(' ')
		return words[i]
	}, `")`)
	shown := pieces("fiches", len(order), cardsPiece, func(b *bytes.Buffer, i, first int) any {
		if i == first {
			b.WriteString(handOver + "[")
		} else {
			b.WriteByte(',')
		}
		b.Write(cards[order[i]])
		return i
	}, "])")
	main := File{Bytes: slices.Concat([]byte("var fdrIndex="), list(s.Folder, kinds, own, links, vocabulary.starts, shown.starts), []byte("\n"))}
	return slices.Concat([]File{main}, vocabulary.files, shown.files)
}

// handOver begins a piece: the function of the script that takes what it holds.
const handOver = "fdrMorceau("

// terms gives all words in their order, and of each the pages that hold it, in the given
// order: before each page how many it comes after the one before, less one, in base 32
// unless it is 0, then the letter of its level.
func (x *Index) terms(order []int) (words []string, terms [][]byte) {
	ids := make([]uint32, len(x.words))
	for id := range ids {
		ids[id] = uint32(id)
	}
	slices.SortFunc(ids, func(a, b uint32) int { return strings.Compare(x.words[a], x.words[b]) })
	lists, last := make([][]byte, len(ids)), make([]int, len(ids))
	for number, i := range order {
		for _, p := range x.pages[i].words {
			id := p.word()
			if gap := number - last[id]; gap > 0 {
				lists[id] = strconv.AppendInt(lists[id], int64(gap), 32)
			}
			lists[id] = append(lists[id], 'A'+p.level())
			last[id] = number + 1
		}
	}
	for _, id := range ids {
		words, terms = append(words, x.words[id]), append(terms, lists[id])
	}
	return words, terms
}

// A cutting is what was cut into pieces.
type cutting struct {
	files  []File
	starts []any // what each file begins with, and its name
}

// pieces writes some things into files that are not much larger than size. write writes
// one of them, told which is the first of its file, and returns what it is known by.
func pieces(name string, count, size int, write func(b *bytes.Buffer, i, first int) any, end string) (c cutting) {
	var b bytes.Buffer
	first := 0
	for i := range count {
		if key := write(&b, i, first); i == first {
			c.starts = append(c.starts, key)
		}
		if b.Len() < size && i < count-1 {
			continue
		}
		b.WriteString(end + "\n")
		sum := sha256.Sum256(b.Bytes())
		f := File{fmt.Sprintf("%s-%x.js", name, sum[:5]), bytes.Clone(b.Bytes())}
		if c.starts = append(c.starts, f.Name); !slices.ContainsFunc(c.files, func(g File) bool { return g.Name == f.Name }) { // pages may say the same
			c.files = append(c.files, f)
		}
		first = i + 1
		b.Reset()
	}
	return c
}

// sharedPrefix is how many letters of ASCII two words begin with in common, as far as a
// figure in base 36 can tell.
func sharedPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b), 35) && a[n] == b[n] && a[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// list is some values as JSON.
func list(values ...any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(values) // texts and numbers: it cannot fail
	return b.Bytes()[:b.Len()-1]
}

// shorten cuts a text after the last whole word that the room holds.
func shorten(s string, room int) string {
	if len(s) <= room {
		return s
	}
	if room < tooLittle {
		return ""
	}
	cut := strings.LastIndexByte(s[:room], ' ')
	if cut < 0 {
		for cut = room; !utf8.RuneStart(s[cut]); cut-- {
		}
	}
	return s[:cut]
}
