// Package card draws what social networks show beside a link: words and figures
// go in, a PNG comes out, the same bytes on any machine.
//
// It is drawn in shades of one colour, which keeps it at a few kilobytes. Curves
// become lines in whole numbers, since processors round fractions differently.
package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"sync"
)

// Width and Height are what networks want of a large card (Open Graph).
const (
	Width  = 1200
	Height = 630
)

// A Card is what there is to show.
type Card struct {
	Over    string // a line above the title: whose it is
	Title   string
	Figures []Figure // at most four
	Bar     []Part   // a stacked bar; none is drawn without parts
	Foot    string   // a line at the bottom: who publishes, and of when
}

// A Figure is a number and what it counts.
type Figure struct{ Value, Label string }

// A Part is one of a bar, by its share of the whole, from 0 to 100.
type Part struct {
	X, Width float64
	Look     Look
}

// A Look is how a Part is filled.
type Look int

// Looks, from what is certain to what is unknown.
const (
	Full Look = iota
	Half
	Outline
	Hatched
)

// shades of the palette, from blue to white. With four, a point takes two bits: a
// card then weighs 12 KB instead of 17, and what edges lose is hardly seen.
var shades = [...]int{0, 90, soft, strong}

// blue is that of the DSFR (blue-france-sun-113).
var blue = color.RGBA{0x00, 0x00, 0x91, 0xff}

const (
	margin  = 80
	inner   = Width - 2*margin
	strong  = 255
	soft    = 185 // of labels
	over    = 100 // baselines of lines, from the top
	value   = 446
	label   = 486
	foot    = 582
	barTop  = 512
	barHigh = 16
)

// PNG appends the card to b.
func PNG(b *bytes.Buffer, c Card) error {
	p, err := newPaper()
	if err != nil {
		return err
	}
	p.write(regular, 30, margin, over, soft, fit(regular, 30, c.Over, inner))
	size, lines := title(c.Title)
	y := over + 20 + size
	for _, line := range lines {
		p.write(bold, size, margin, y, strong, line)
		y += size * 115 / 100
	}
	p.figures(c.Figures)
	p.bar(c.Bar)
	p.write(regular, 26, margin, foot, soft, fit(regular, 26, c.Foot, inner))
	if err := encoder.Encode(b, p.img); err != nil {
		return fmt.Errorf("draw a card: %w", err)
	}
	return nil
}

// encoder keeps the buffers of one card for the next. Better compression would save a
// tenth of the weight, and take a quarter more time.
var encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: new(pool)}

type pool struct{ sync.Pool }

func (p *pool) Get() *png.EncoderBuffer {
	b, _ := p.Pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *pool) Put(b *png.EncoderBuffer) { p.Pool.Put(b) }

// title finds the largest letters in which a title holds, and its lines.
func title(s string) (size int, lines []string) {
	const room = 205 // pixels, for all lines
	for _, size = range []int{76, 66, 58, 50, 44} {
		lines = wrap(bold, size, s, inner)
		if len(lines)*size*115/100 <= room && !slices.ContainsFunc(lines, func(l string) bool { return measure(bold, size, l) > inner }) {
			return size, lines
		}
	}
	if most := room / (size * 115 / 100); len(lines) > most {
		lines = append(lines[:most-1], strings.Join(lines[most-1:], " "))
	}
	for i := range lines {
		lines[i] = fit(bold, size, lines[i], inner)
	}
	return size, lines
}

// figures are columns: a large number over what it counts.
func (p *paper) figures(list []Figure) {
	list = list[:min(len(list), 4)]
	x, gap := margin, 48
	for _, f := range list {
		width := max(measure(bold, 64, f.Value), measure(regular, 26, f.Label))
		if x+width > Width-margin {
			return
		}
		p.write(bold, 64, x, value, strong, f.Value)
		p.write(regular, 26, x, label, soft, f.Label)
		x += width + gap
	}
}

// bar is a stacked bar: what is unknown is hatched, never hidden.
func (p *paper) bar(parts []Part) {
	for _, part := range parts {
		from := margin + int(part.X*inner/100+0.5)
		to := margin + int((part.X+part.Width)*inner/100+0.5)
		if to < margin+inner {
			to -= 3 // a gap tells neighbours apart
		}
		for y := barTop; y < barTop+barHigh; y++ {
			for x := from; x < to; x++ {
				edge := x < from+2 || x >= to-2 || y < barTop+2 || y >= barTop+barHigh-2
				level := 0
				switch {
				case part.Look == Full:
					level = strong
				case part.Look == Half, edge, part.Look == Hatched && (x+y)%12 < 3:
					level = soft
				}
				p.shade(x, y, level)
			}
		}
	}
}

// A paper is what is drawn on: white over blue, in shades of both.
type paper struct {
	img *image.Paletted
	pen pen
}

func newPaper() (*paper, error) {
	mix := func(ground uint8, level int) uint8 { return uint8((int(ground)*(255-level) + 255*level) / 255) }
	palette := make(color.Palette, len(shades))
	for i, level := range shades {
		palette[i] = color.RGBA{mix(blue.R, level), mix(blue.G, level), mix(blue.B, level), 0xff}
	}
	return &paper{img: image.NewPaletted(image.Rect(0, 0, Width, Height), palette)}, fonts()
}

// shade makes a point at least so white, from 0 to 255.
func (p *paper) shade(x, y, level int) {
	if (image.Point{x, y}).In(p.img.Rect) {
		at := p.img.PixOffset(x, y)
		p.img.Pix[at] = max(p.img.Pix[at], tone(level))
	}
}

// tone is the colour of the palette that is nearest to so white, from 0 to 255.
func tone(level int) uint8 {
	i := 0
	for i+1 < len(shades) && 2*level >= shades[i]+shades[i+1] {
		i++
	}
	return uint8(i)
}
