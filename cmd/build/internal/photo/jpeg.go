package photo

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Markers of JPEG (ITU-T T.81, table B.1).
const (
	startOfImage = 0xd8
	endOfImage   = 0xd9
	startOfScan  = 0xda
	app0         = 0xe0
	app15        = 0xef
	comment      = 0xfe
)

// kept are the application segments of JPEG without which it would look otherwise, by
// their marker and how they begin: density, colour profile, transform of colours.
var kept = map[byte]string{app0: "JFIF\x00", app0 + 2: "ICC_PROFILE\x00", app0 + 14: "Adobe"}

func cleanJPEG(data []byte, turn int) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), data[:2]...)
	scanned := false
	for rest := data[2:]; ; {
		start := rest
		for len(rest) > 1 && rest[0] == 0xff && rest[1] == 0xff { // fill bytes (B.1.1.2)
			rest = rest[1:]
		}
		if len(rest) < 2 || rest[0] != 0xff {
			return nil, ErrDamaged
		}
		marker := rest[1]
		if marker == endOfImage {
			if !scanned {
				return nil, ErrDamaged
			}
			return append(out, rest[:2]...), nil
		}
		size := 2
		if !alone(marker) {
			if len(rest) < 4 {
				return nil, ErrDamaged
			}
			size += int(binary.BigEndian.Uint16(rest[2:]))
			if size < 4 || size > len(rest) {
				return nil, ErrDamaged
			}
		}
		segment := rest[:size]
		if rest = rest[size:]; marker == startOfScan {
			scanned = true
			rest = rest[scan(rest):]
		}
		switch {
		case marker == app0+1 && bytes.HasPrefix(segment[4:], exifHeader):
			if turn > 1 {
				out = appendSegment(out, marker, slices.Concat(exifHeader, upright(turn)))
				turn = 1
			}
		case marker == comment || marker >= app0 && marker <= app15 && !(kept[marker] != "" && bytes.HasPrefix(segment[4:], []byte(kept[marker]))):
		default:
			out = append(out, start[:len(start)-len(rest)]...)
		}
	}
}

var exifHeader = []byte("Exif\x00\x00")

// alone tells the markers that no length follows.
func alone(marker byte) bool {
	return marker == 0x01 || marker >= 0xd0 && marker <= startOfImage
}

// scan returns how long the compressed pixels are that begin here: up to a marker
// that is no part of them.
func scan(data []byte) int {
	for i := 0; ; i++ {
		next := bytes.IndexByte(data[min(i, len(data)):], 0xff)
		if next < 0 {
			return len(data)
		}
		i += next
		if i+1 == len(data) {
			return len(data)
		}
		if m := data[i+1]; m != 0 && (m < 0xd0 || m > 0xd7) {
			return i
		}
	}
}

func appendSegment(out []byte, marker byte, content []byte) []byte {
	out = binary.BigEndian.AppendUint16(append(out, 0xff, marker), uint16(2+len(content)))
	return append(out, content...)
}
