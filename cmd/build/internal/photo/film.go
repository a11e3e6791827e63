package photo

import (
	"bytes"
	"encoding/binary"
	"io"
)

// mostIndex is how much of what a film says of itself is looked at, in bytes.
const mostIndex = 16 << 20

// FilmPlace reports whether a film says where it was taken (ISO 14496-12, 4.2; what
// telephones write is QuickTime's « user data »).
func FilmPlace(film io.Reader) bool {
	for {
		var head [16]byte
		if _, err := io.ReadFull(film, head[:8]); err != nil {
			return false
		}
		size := int64(binary.BigEndian.Uint32(head[:])) - 8
		if size == 1-8 { // it is written after the name
			if _, err := io.ReadFull(film, head[8:]); err != nil {
				return false
			}
			size = int64(binary.BigEndian.Uint64(head[8:])) - 16
		}
		if string(head[4:8]) == "moov" {
			index, _ := io.ReadAll(io.LimitReader(film, min(size, mostIndex)))
			return bytes.Contains(index, []byte("\xa9xyz")) || bytes.Contains(index, []byte("com.apple.quicktime.location"))
		}
		if size < 0 { // up to the end
			return false
		}
		if _, err := io.CopyN(io.Discard, film, size); err != nil {
			return false
		}
	}
}
