package search

import (
	"math"

	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
)

// A zone is a part of a page: how much a word in it says of the page, and how many words
// it usually has.
type zone struct{ boost, usual float64 }

var (
	inCode   = zone{8, 1}
	inTitle  = zone{6, 6}
	inResume = zone{2, 15}
	inFacts  = zone{1.5, 10}
	inText   = zone{1, 700}
)

// What repeating a word in a zone adds, and what a long zone takes away (BM25+).
const (
	saturation = 1.2
	lengthPart = 0.7
	atLeast    = 0.5
)

// Levels of weight are letters from A, each by a ratio more than the one before. They are
// those of assets/recherche/pieces.js.
const (
	levels = 13
	lowest = 0.5
	ratio  = 1.4
)

// steps are the least weights of the levels after the first: each is rounded to the
// nearest one by its logarithm.
var steps = func() (steps [levels - 1]float64) {
	for i := range steps {
		steps[i] = lowest * math.Pow(ratio, float64(i)+0.5)
	}
	return steps
}()

// A posting is a word of a page, by its id, and the level of what it says of it.
type posting uint32

const levelBits = 5

func (p posting) word() uint32 { return uint32(p >> levelBits) }
func (p posting) level() byte  { return byte(p & (1<<levelBits - 1)) }

// A reader reads one page after the other.
type reader struct {
	index  *Index
	words  splitter
	known  vocabulary // words of the index that this reader has met
	count  []uint16   // by id: how often the word stands in the zone
	weight []float64  // by id: what the word says of the page
	zone   []uint32   // words of the zone
	page   []uint32   // words of the page
	length float64    // of the zone, in words
}

func newReader(x *Index) *reader {
	r := &reader{index: x, known: newVocabulary()}
	r.words.found = r.found
	return r
}

// read gives the words of a page.
func (r *reader) read(e page.Record, html []byte) []posting {
	r.text(inCode, e.Code)
	r.text(inTitle, e.Titre)
	r.text(inResume, e.Resume)
	r.text(inFacts, e.Detail, e.Mots)
	for text := range markup.Texts(markup.Main(html)) {
		if text == nil {
			r.words.end()
		} else {
			r.words.read(text)
		}
	}
	r.end(inText)
	found := make([]posting, len(r.page))
	for i, id := range r.page {
		level := 0
		for level < len(steps) && r.weight[id] >= steps[level] {
			level++
		}
		found[i] = posting(id<<levelBits) | posting(level)
		r.weight[id] = 0
	}
	r.page = r.page[:0]
	return found
}

func (r *reader) text(z zone, texts ...string) {
	for _, text := range texts {
		r.words.read([]byte(text))
		r.words.end()
	}
	r.end(z)
}

// found notes a word of the zone.
func (r *reader) found(word []byte, within bool) {
	known := r.known.id(word)
	if *known == 0 {
		*known = r.index.id(string(word)) + 1
		for int(*known) > len(r.count) {
			r.count, r.weight = append(r.count, 0), append(r.weight, 0)
		}
	}
	id := *known - 1
	if r.count[id] == 0 {
		r.zone = append(r.zone, id)
	}
	if r.count[id] < math.MaxUint16 {
		r.count[id]++
	}
	if !within {
		r.length++
	}
}

// end ends a zone.
func (r *reader) end(z zone) {
	r.words.end()
	slow := saturation * (1 - lengthPart + lengthPart*r.length/z.usual)
	for _, id := range r.zone {
		if r.weight[id] == 0 {
			r.page = append(r.page, id)
		}
		n := float64(r.count[id])
		r.weight[id] += z.boost * (n*(saturation+1)/(n+slow) + atLeast)
		r.count[id] = 0
	}
	r.zone, r.length = r.zone[:0], 0
}
