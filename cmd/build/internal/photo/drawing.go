package photo

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// drawingSize is the size of an SVG drawing in pixels: that which its root gives, or that
// of its viewBox, of which browsers keep the ratio (SVG 2, 8.2 and 8.7). It is 0 for what
// is no drawing, or has no size of its own.
func drawingSize(data []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false // whether browsers show it is for others to say
	for {
		token, err := d.RawToken()
		if err != nil {
			return 0, 0
		}
		if root, ok := token.(xml.StartElement); ok {
			return sizeOf(root)
		}
	}
}

func sizeOf(root xml.StartElement) (width, height int) {
	if root.Name.Local != "svg" {
		return 0, 0
	}
	value := map[string]string{}
	for _, a := range root.Attr {
		value[a.Name.Local] = a.Value
	}
	pixels := func(text string) (int, bool) {
		v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(text), "px"), 64)
		return int(math.Round(v)), err == nil && v >= 0.5 && v < 1e6
	}
	w, wide := pixels(value["width"])
	h, high := pixels(value["height"])
	if wide && high {
		return w, h
	}
	box := strings.FieldsFunc(value["viewBox"], func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '\r' })
	if len(box) != 4 {
		return 0, 0
	}
	bw, ok := pixels(box[2])
	bh, ok2 := pixels(box[3])
	switch {
	case !ok || !ok2:
		return 0, 0
	case wide:
		return w, max(1, int(math.Round(float64(w)*float64(bh)/float64(bw))))
	case high:
		return max(1, int(math.Round(float64(h)*float64(bw)/float64(bh)))), h
	}
	return bw, bh
}
