package search

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

// maxWord is as much of a word as is told from others, in characters. What is typed is cut
// likewise (assets/recherche/words.js).
const maxWord = 40

// A splitter finds the words of texts, each a run of letters and figures, folded. Those
// joined by a dash, a dot, an apostrophe or an ampersand are found apart and as one, but
// for what is elided; so are « 30 000 », and « GouvTech », « Europe2020 » and their humps.
type splitter struct {
	found func(word []byte, within bool) // within another that was found, or made of others

	text   []byte // of a compound, folded: its parts, one after the other
	parts  []part
	joiner byte   // what stands after the last part; 0 within a part, and before the first
	within bool   // a part has begun
	group  bool   // with a space before it, as in « 30 000 »
	number bool   // it is figures alone
	figure bool   // all parts so far are those of one number
	caps   uint64 // by letter of the part: it is a capital
	whole  []byte // scratch
}

// A part is where one of a compound stands in its text.
type part struct {
	from, to int
	caps     uint64
	mixed    bool // it has figures, and begins or goes on with letters
}

// Kinds of characters.
const (
	sign = iota
	small
	capital
	digit
	joiner
	several // or none
)

// A sort is what a character is, and is folded to.
type sort struct {
	kind byte
	fold string
}

// sorts are those of the characters that most texts are made of.
var sorts = func() (sorts [0x2100]sort) {
	for r := range rune(len(sorts)) {
		sorts[r] = sortOf(r)
	}
	return sorts
}()

func sortOf(r rune) sort {
	s := sort{fold: string(content.AppendFold(nil, r))}
	not := func(of func(rune) bool) bool {
		return strings.ContainsFunc(s.fold, func(r rune) bool { return !of(r) })
	}
	switch {
	case s.fold == "": // it is not seen
		s.kind = several
	case not(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }):
		if utf8.RuneCountInString(s.fold) > 1 {
			s.kind = several
		} else if strings.Contains("-.'&", s.fold) {
			s.kind = joiner
		}
	case unicode.IsUpper(r):
		s.kind = capital
	case not(func(r rune) bool { return '0' <= r && r <= '9' }):
		s.kind = small
	default:
		s.kind = digit
	}
	return s
}

// read goes on with a text.
func (s *splitter) read(text []byte) {
	for at := 0; at < len(text); {
		if len(s.parts) == 0 {
			if at += s.plain(text[at:]); at == len(text) {
				return
			}
		}
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[at:])
		}
		at += size
		if int(r) < len(sorts) {
			s.char(sorts[r])
		} else {
			s.char(sortOf(r))
		}
	}
}

// plain tells the words that a text begins with, as long as they are as most are: French
// letters, of which the first may be a capital, after what is elided, if anything, and
// then a sign that joins them to nothing. It returns how much of the text it has read,
// which may end within a word.
func (s *splitter) plain(text []byte) int {
	word := s.text[:0]
	from := 0                // of the word, after what is elided
	var elided, first uint64 // capitals of either
	at := 0
	for at < len(text) {
		c, next := text[at], at+1
		var l byte
		switch {
		case c < utf8.RuneSelf:
			l = letters[c]
		case c == latin && next < len(text):
			l = letters[text[next]|0x40] // among the others, those that Latin-1 has after its signs
			next++
		default:
			r, size := utf8.DecodeRune(text[at:])
			l, next = letterOf(r), at+size
		}
		switch {
		case l >= 'a':
			word = append(word, l)
		case l >= 'A' && len(word) == from:
			word, first = append(word, l|0x20), 1
		case l == parting || l == joining && (len(word) == 0 || next < len(text) && letters[text[next]] == parting):
			if len(word) == from {
				from = 0
			}
			if len(word) > 0 {
				s.found(word[from:from+cut(word[from:])], false)
			}
			word, from, elided, first = word[:0], 0, 0, 0
		case l == joining && from == 0 && len(word) <= 2 && slices.Contains(elisions, string(word)):
			from, elided, first = len(word), first, 0
		default:
			s.begun(word, from, elided, first)
			return at
		}
		at = next
	}
	s.begun(word, from, elided, first)
	return at
}

// begun goes on within what plain has begun: a word, what is elided before it, or that
// alone.
func (s *splitter) begun(word []byte, from int, elided, first uint64) {
	s.text = word
	if len(word) == 0 {
		return
	}
	s.group, s.number, s.figure, s.joiner = false, false, false, 0
	if from > 0 {
		s.parts = append(s.parts, part{to: from, caps: elided})
	}
	if s.within = len(word) > from; s.within {
		s.parts, s.caps = append(s.parts, part{from: from}), first
	} else {
		s.joiner = '\''
	}
}

// latin is the first byte of the letters of Latin-1 that have accents.
const latin = 0xC3

// What letters has for characters that are none.
const (
	parting = iota // a sign that joins no words
	joining
	other
)

// letters are those of ASCII, and those of Latin-1 without their accent, in their own
// case.
var letters = func() (letters [256]byte) {
	for r := range rune(len(letters)) {
		letters[r] = letterOf(r)
	}
	return letters
}()

func letterOf(r rune) byte {
	if int(r) >= len(sorts) {
		return other
	}
	switch c := sorts[r]; {
	case c.kind == capital && len(c.fold) == 1:
		return c.fold[0] &^ 0x20
	case c.kind == small && len(c.fold) == 1:
		return c.fold[0]
	case c.kind == sign:
		return parting
	case c.kind == joiner:
		return joining
	}
	return other
}

// char reads a character.
func (s *splitter) char(c sort) {
	switch c.kind {
	case several:
		for _, r := range c.fold {
			s.char(sortOf(r))
		}
		return
	case sign, joiner:
		s.sign(c.fold[0], c.kind == joiner)
		return
	}
	if !s.within {
		s.group, s.within, s.joiner, s.caps, s.number = s.joiner == ' ', true, 0, 0, true
		s.parts = append(s.parts, part{from: len(s.text)})
	}
	last := &s.parts[len(s.parts)-1]
	last.mixed = last.mixed || len(s.text) > last.from && s.number != (c.kind == digit)
	s.number = s.number && c.kind == digit
	if n := len(s.text) - last.from; c.kind == capital && n < 64 {
		s.caps |= 1 << n
	}
	s.text = append(s.text, c.fold...)
}

// sign reads what is neither a letter nor a figure.
func (s *splitter) sign(c byte, joins bool) {
	if c == '\n' || c == '\t' {
		c = ' '
	}
	if s.within {
		s.endPart()
		if joins || c == ' ' && s.figure {
			s.joiner = c
			return
		}
	}
	s.end()
}

// endPart ends a part. One after a space that is no three figures begins a compound.
func (s *splitter) endPart() {
	last := &s.parts[len(s.parts)-1]
	last.to, last.caps = len(s.text), s.caps
	s.within = false
	figures := s.number && last.to-last.from <= 3
	switch {
	case s.group && !(figures && last.to-last.from == 3):
		one := *last
		s.parts = s.parts[:len(s.parts)-1]
		s.tell()
		s.parts = append(s.parts[:0], one)
		s.figure = figures
	case !s.group:
		s.figure = figures && len(s.parts) == 1
	}
}

// end ends what is being read, if anything: the next word stands apart.
func (s *splitter) end() {
	if s.within {
		s.endPart()
	}
	if len(s.parts) > 0 {
		s.tell()
		s.parts, s.text = s.parts[:0], s.text[:0]
	}
	s.joiner, s.figure = 0, false
}

// tell tells the words of the compound.
func (s *splitter) tell() {
	if p := s.parts[0]; len(s.parts) == 1 && p.caps <= 1 && !p.mixed {
		s.found(s.text[p.from:p.from+cut(s.text[p.from:p.to])], false)
		return
	}
	s.whole = s.whole[:0]
	joined := 0
	for i, p := range s.parts {
		word := s.text[p.from:p.to]
		elided := i < len(s.parts)-1 && slices.Contains(elisions, string(word))
		if !elided {
			s.whole = append(s.whole, word...)
			joined++
		}
		if !elided || len(word) > 2 {
			s.found(word[:cut(word)], false)
		}
		if p.caps > 1 {
			s.humps(word, p.caps)
		}
		if p.mixed {
			s.letters(word)
		}
	}
	if joined > 1 {
		s.found(s.whole[:cut(s.whole)], true)
	}
}

var elisions = []string{"c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"}

// humps tells « gouv » and « tech » of « GouvTech »: a word that is all made of a capital
// and two small letters or more, the capital left out or not, and of two capitals or more.
func (s *splitter) humps(word []byte, caps uint64) {
	var ends []int
	for at := 0; at < len(word); {
		end := at
		for end < len(word) && caps>>end&1 == 1 {
			end++
		}
		capitals := end - at
		if capitals < 2 { // a capital, or none, and small letters
			for end < len(word) && caps>>end&1 == 0 {
				if word[end] < 'a' && word[end] < utf8.RuneSelf {
					return // a figure
				}
				end++
			}
			if end-at-capitals < 2 {
				return
			}
		} else if end < len(word) { // the last one begins the next hump
			if end--; capitals < 3 {
				return
			}
		}
		ends = append(ends, end)
		at = end
	}
	from := 0
	for _, end := range ends {
		if len(ends) > 1 {
			s.found(word[from:end], true)
		}
		from = end
	}
}

// letters tells the runs of three letters or more in a word with figures: « europe » in
// « europe2020 ».
func (s *splitter) letters(word []byte) {
	for run := range bytes.FieldsFuncSeq(word, unicode.IsNumber) {
		if utf8.RuneCount(run) > 2 {
			s.found(run[:cut(run)], true)
		}
	}
}

// cut is where a word is cut that is longer than is told from others.
func cut(word []byte) int {
	if len(word) <= maxWord {
		return len(word)
	}
	characters := 0
	for at := range string(word) {
		if characters == maxWord {
			return at
		}
		characters++
	}
	return len(word)
}
