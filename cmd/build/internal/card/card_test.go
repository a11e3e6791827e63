package card

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image/png"
	"strings"
	"testing"
)

func example() Card {
	return Card{Over: "TECH.GOUV", Title: "Stratégie et feuille de route 2019-2022 - édition actualisée mi-2021", Foot: "Direction interministérielle du numérique · 14 septembre 2021",
		Figures: []Figure{{"6", "enjeux"}, {"8", "missions"}, {"43", "projets annoncés"}, {"9", "projets achevés"}},
		Bar:     []Part{{0, 20, Full}, {20, 30, Half}, {50, 10, Outline}, {60, 40, Hatched}}}
}

func drawn(t testing.TB, c Card) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := PNG(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The pixels are the same on any machine: not those of the file, which
// compressors of other versions write otherwise.
func TestPixels(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(drawn(t, example())))
	if err != nil || img.Bounds().Dx() != Width || img.Bounds().Dy() != Height {
		t.Fatal(err, img.Bounds())
	}
	h := sha256.New()
	for y := range Height {
		for x := range Width {
			r, g, b, a := img.At(x, y).RGBA()
			h.Write([]byte{byte(r), byte(g), byte(b), byte(a)})
		}
	}
	const want = "701178ae3a62d5a62682f3b3cc4b672b90726439658614262f6959ed0e9cf982"
	if got := fmt.Sprintf("%x", h.Sum(nil)); got != want {
		t.Errorf("the card is drawn otherwise: %s; if it looks right, that is its new digest", got)
	}
}

// Whatever is written, a card is drawn, small, and nothing runs out of it.
func TestAnyText(t *testing.T) {
	for name, c := range map[string]Card{
		"nothing": {}, "long": {Title: strings.Repeat("anticonstitutionnellement ", 60), Over: strings.Repeat("x", 500), Foot: strings.Repeat("y ", 500)},
		"one word":      {Title: strings.Repeat("a", 300)},
		"other letters": {Title: "日本語 🙂 \x00 العربية Œuvre « à l’été » – 1 234 €"},
		"many figures":  {Title: "A", Figures: []Figure{{"1", strings.Repeat("long ", 60)}, {"2", "b"}, {"3", "c"}, {"4", "d"}, {"5", "e"}}},
	} {
		data := drawn(t, c)
		if len(data) > 30_000 {
			t.Errorf("%s: %d bytes", name, len(data))
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		ground := img.At(0, 0)
		for y := range Height {
			for _, x := range []int{margin/2 - 1, Width - margin/2} {
				if img.At(x, y) != ground {
					t.Fatalf("%s: something is drawn in the margin, at %d, %d", name, x, y)
				}
			}
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	c := example()
	for b.Loop() {
		drawn(b, c)
	}
	b.ReportMetric(float64(len(drawn(b, c))), "bytes")
}
