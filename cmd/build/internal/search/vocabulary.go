package search

import (
	"encoding/binary"
	"math/bits"
)

// A vocabulary tells the number of a word. All words of all pages are looked for in one,
// so it is a table of its own: most words are short enough to be compared at once.
type vocabulary struct {
	slots []slot // a power of two; never full
	used  int
	long  map[string]*uint32
}

// A slot holds a word of no more than shortWord bytes.
type slot struct {
	low, high uint64 // its bytes, and zeros
	id        uint32 // 0 for an empty slot
}

const shortWord = 16

func newVocabulary() vocabulary {
	return vocabulary{slots: make([]slot, 1<<12), long: map[string]*uint32{}}
}

// id is where the number of a word is kept, for whoever finds 0 there to give it one. It
// is good until the next call.
func (v *vocabulary) id(word []byte) *uint32 {
	if len(word) > shortWord {
		id, ok := v.long[string(word)]
		if !ok {
			id = new(uint32)
			v.long[string(word)] = id
		}
		return id
	}
	var key [shortWord]byte
	copy(key[:], word)
	low, high := binary.LittleEndian.Uint64(key[:8]), binary.LittleEndian.Uint64(key[8:])
	s := v.slot(low, high)
	if s.id != 0 {
		return &s.id
	}
	if v.used++; v.used > len(v.slots)/2 {
		v.grow()
		s = v.slot(low, high)
	}
	s.low, s.high = low, high
	return &s.id
}

// slot is that of a word, or the empty one where it goes.
func (v *vocabulary) slot(low, high uint64) *slot {
	up, down := bits.Mul64(low^0x9e3779b97f4a7c15, high^0xd6e8feb86659fd93)
	for at := up ^ down; ; at++ {
		s := &v.slots[at&uint64(len(v.slots)-1)]
		if s.low == low && s.high == high || s.id == 0 {
			return s
		}
	}
}

func (v *vocabulary) grow() {
	before := v.slots
	v.slots = make([]slot, 2*len(before))
	for _, s := range before {
		if s.id != 0 {
			*v.slot(s.low, s.high) = s
		}
	}
}
