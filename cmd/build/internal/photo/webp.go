package photo

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// webpKept are the chunks of WebP that make the image (RFC 9649, 2.6 and 2.7).
var webpKept = []string{"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"}

// Flags of VP8X (RFC 9649, 2.7).
const (
	hasExif = 0x08
	hasXMP  = 0x04
)

// webpChunks gives the chunks of a WebP, each with its header and its padding, as far
// as they can be read; whole reports whether that is all of the file.
func webpChunks(data []byte) (chunks [][]byte, whole bool) {
	size := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > int64(len(data)) || size < 12 {
		return nil, false
	}
	for rest := data[12:size]; len(rest) > 0; {
		if len(rest) < 8 {
			return chunks, false
		}
		length := int64(binary.LittleEndian.Uint32(rest[4:]))
		if 8+length > int64(len(rest)) {
			return chunks, false
		}
		chunk := rest[:min(8+length+length&1, int64(len(rest)))]
		chunks, rest = append(chunks, chunk), rest[len(chunk):]
	}
	return chunks, true
}

// webpExif is the Exif data of a WebP, or nothing.
func webpExif(data []byte) []byte {
	chunks, _ := webpChunks(data)
	for _, chunk := range chunks {
		if string(chunk[:4]) == "EXIF" {
			return bytes.TrimPrefix(chunk[8:], exifHeader)
		}
	}
	return nil
}

func cleanWebP(data []byte, turn int) ([]byte, error) {
	chunks, whole := webpChunks(data)
	if !whole {
		return nil, ErrDamaged
	}
	out := append(make([]byte, 0, len(data)), data[:12]...)
	flags, pixels := -1, false // where those of VP8X stand in out
	for _, chunk := range chunks {
		kind := string(chunk[:4])
		if kind == "VP8X" {
			if len(chunk) < 18 {
				return nil, ErrDamaged
			}
			flags = len(out) + 8
		}
		pixels = pixels || kind == "VP8 " || kind == "VP8L" || kind == "ANMF"
		if slices.Contains(webpKept, kind) {
			out = append(out, chunk...)
		}
	}
	if !pixels {
		return nil, ErrDamaged
	}
	if flags >= 0 {
		out[flags] &^= hasExif | hasXMP
		if turn > 1 {
			out[flags] |= hasExif
			exif := upright(turn)
			out = append(binary.LittleEndian.AppendUint32(append(out, "EXIF"...), uint32(len(exif))), exif...)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}
