package card

import (
	"fmt"
	"image"
	"image/draw"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The Go fonts (BSD licence) stand in for Marianne, which may not be embedded.
var regular, bold = &face{data: goregular.TTF}, &face{data: gobold.TTF}

// A face is a font, read once.
type face struct {
	data []byte
	font *sfnt.Font
}

var fonts = sync.OnceValue(func() error {
	for _, f := range []*face{regular, bold} {
		var err error
		if f.font, err = sfnt.Parse(f.data); err != nil {
			return fmt.Errorf("read a font: %w", err)
		}
	}
	return nil
})

// steps are the lines that a curve becomes: enough for the largest letters.
const steps = 8

// A pen fills outlines.
type pen struct {
	buffer sfnt.Buffer
	raster vector.Rasterizer
	pixels []uint8 // of the last letter
}

// write draws a line of text whose baseline begins at x and y.
func (p *paper) write(f *face, size, x, y, level int, s string) {
	at := fixed.I(x)
	glyphs(&p.pen.buffer, f, size, s, func(g sfnt.GlyphIndex, before fixed.Int26_6) {
		p.glyph(f, g, size, at+before, y, level)
	})
}

// glyphs goes through the letters of a text with where each begins, and returns
// where the last one ends.
func glyphs(b *sfnt.Buffer, f *face, size int, s string, each func(g sfnt.GlyphIndex, at fixed.Int26_6)) fixed.Int26_6 {
	var at fixed.Int26_6
	var last sfnt.GlyphIndex
	for _, r := range s {
		if r == '\u00a0' || r == '\u202f' || r == '\u2009' {
			r = ' '
		}
		g, err := f.font.GlyphIndex(b, r)
		if err != nil || g == 0 {
			continue // the font has no such letter: a box would say less than nothing
		}
		if last != 0 {
			if kern, err := f.font.Kern(b, last, g, fixed.I(size), font.HintingNone); err == nil {
				at += kern
			}
		}
		each(g, at)
		if advance, err := f.font.GlyphAdvance(b, g, fixed.I(size), font.HintingNone); err == nil {
			at += advance
		}
		last = g
	}
	return at
}

// measure is how wide a text is, in pixels.
func measure(f *face, size int, s string) int {
	var b sfnt.Buffer
	return glyphs(&b, f, size, s, func(sfnt.GlyphIndex, fixed.Int26_6) {}).Ceil()
}

// wrap cuts a text into lines between words.
func wrap(f *face, size int, s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		longer := strings.TrimSpace(line + " " + word)
		if line != "" && measure(f, size, longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	return append(lines, line)
}

// fit cuts the end of a text that is too wide.
func fit(f *face, size int, s string, width int) string {
	if measure(f, size, s) <= width {
		return s
	}
	runes := []rune(s)
	for n := len(runes) - 1; n > 0; n-- {
		if short := strings.TrimRight(string(runes[:n]), " ,;:") + "…"; measure(f, size, short) <= width {
			return short
		}
	}
	return ""
}

// glyph fills the outline of a letter.
func (p *paper) glyph(f *face, g sfnt.GlyphIndex, size int, x fixed.Int26_6, y, level int) {
	segments, err := f.font.LoadGlyph(&p.pen.buffer, g, fixed.I(size), nil)
	if err != nil || len(segments) == 0 {
		return
	}
	bounds := segments.Bounds()
	left, top := (x + bounds.Min.X).Floor(), y+bounds.Min.Y.Floor()
	box := image.Rect(0, 0, (x+bounds.Max.X).Ceil()-left+1, y+bounds.Max.Y.Ceil()-top+1)
	z := &p.pen.raster
	z.Reset(box.Dx(), box.Dy())
	z.DrawOp = draw.Src
	outline(z, segments, fixed.Point26_6{X: x - fixed.I(left), Y: fixed.I(y - top)})
	p.pen.pixels = slices.Grow(p.pen.pixels[:0], box.Dx()*box.Dy())[:box.Dx()*box.Dy()]
	mask := &image.Alpha{Pix: p.pen.pixels, Stride: box.Dx(), Rect: box}
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	var tones [256]uint8 // by how much of a point the letter covers
	for covered := range tones {
		tones[covered] = tone(covered * level / 255)
	}
	seen := box.Add(image.Pt(left, top)).Intersect(p.img.Rect)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		paper := p.img.Pix[p.img.PixOffset(seen.Min.X, y):][:seen.Dx()]
		for i, covered := range mask.Pix[mask.PixOffset(seen.Min.X-left, y-top):][:seen.Dx()] {
			paper[i] = max(paper[i], tones[covered])
		}
	}
}

// outline draws segments as straight lines.
func outline(z *vector.Rasterizer, segments sfnt.Segments, origin fixed.Point26_6) {
	var from fixed.Point26_6
	to := func(p fixed.Point26_6) (x, y float32) {
		q := p.Add(origin)
		return float32(q.X) / 64, float32(q.Y) / 64 // exact: a power of two
	}
	for i := range segments {
		s := &segments[i]
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(to(s.Args[0]))
			from = s.Args[0]
		case sfnt.SegmentOpLineTo:
			z.LineTo(to(s.Args[0]))
			from = s.Args[0]
		case sfnt.SegmentOpQuadTo:
			for n := fixed.Int26_6(1); n <= steps; n++ {
				z.LineTo(to(curve(from, s.Args[0], s.Args[1], n)))
			}
			from = s.Args[1]
		}
	}
	z.ClosePath()
}

// curve is a point of a quadratic curve, n steps after its beginning.
func curve(a, b, c fixed.Point26_6, n fixed.Int26_6) fixed.Point26_6 {
	m := steps - n
	at := func(a, b, c fixed.Int26_6) fixed.Int26_6 {
		return (m*m*a + 2*m*n*b + n*n*c + steps*steps/2) / (steps * steps)
	}
	return fixed.Point26_6{X: at(a.X, b.X, c.X), Y: at(a.Y, b.Y, c.Y)}
}
