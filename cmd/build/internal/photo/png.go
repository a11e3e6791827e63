package photo

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
)

const pngStart = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks of PNG without which an image can be shown, and would look
// otherwise (PNG, third edition, 11.3, without what is text).
var pngKept = []string{"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"}

func cleanPNG(data []byte, turn int) ([]byte, error) {
	out := append(make([]byte, 0, len(data)), pngStart...)
	for rest := data[len(pngStart):]; ; {
		if len(rest) < 12 {
			return nil, ErrDamaged
		}
		size := int64(binary.BigEndian.Uint32(rest)) + 12
		if size > int64(len(rest)) {
			return nil, ErrDamaged
		}
		chunk, kind := rest[:size], string(rest[4:8])
		rest = rest[size:]
		needed := kind[0]&0x20 == 0 // a capital
		if needed && crc32.ChecksumIEEE(chunk[4:size-4]) != binary.BigEndian.Uint32(chunk[size-4:]) {
			return nil, ErrDamaged
		}
		switch {
		case kind == "eXIf":
			if turn > 1 {
				out = appendChunk(out, kind, upright(turn))
				turn = 1
			}
		case needed || slices.Contains(pngKept, kind):
			out = append(out, chunk...)
		}
		if kind == "IEND" {
			return out, nil
		}
	}
}

func appendChunk(out []byte, kind string, content []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(content)))
	start := len(out)
	out = append(append(out, kind...), content...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}
