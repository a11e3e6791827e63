package content

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode"
)

// What looks at bytes sees what one character after the other shows.
func TestScans(t *testing.T) {
	pieces := []string{"a", "plain words", "é", "\n", "\x7f", "\x01", "\u0085", "\u202e", "\u061c", "\xe2\x80", "\xff", "\xc2", "\u00ad", "\u200b", "\u3164", "’"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		var text []byte
		for range random.IntN(8) {
			text = append(text, pieces[random.IntN(len(pieces))]...)
		}
		want := bytes.IndexFunc(text, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || r == 0xad || r == 0x200b || r == 0x3164
		})
		if got := controlAt(text); got != want {
			t.Fatalf("controlAt(%q) = %d, want %d", text, got, want)
		}
	}
}
