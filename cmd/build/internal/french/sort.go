package french

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortKey is what texts are compared by, byte by byte, to stand in the order of a
// French dictionary, numbers by their value; signs before the first letter or figure do
// not count: « étude » beside « Ensemble », « Łódź »
// beside « Lyon », « action 2 » before « action 10 » (Unicode Technical Standard 10).
func SortKey(s string) string {
	c := collators.Get().(*collator)
	defer collators.Put(c)
	c.buffer.Reset()
	word := strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return string(c.KeyFromString(&c.buffer, word))
}

// A collator serves one goroutine at a time.
type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

var collators = sync.Pool{New: func() any { return &collator{Collator: collate.New(language.French, collate.Numeric)} }}
