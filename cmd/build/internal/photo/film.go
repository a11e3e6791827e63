package photo

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"

	"github.com/bep/imagemeta"
)

// mostIndex is how much of what a film says of itself is looked at, in bytes.
const mostIndex = 16 << 20

// boxes are those that a film begins with.
var boxes = []string{"ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"}

// SaysPlace reports whether the file of an image or of a film says where it was taken.
// Of an image, so many bytes are looked at.
func SaysPlace(f io.ReadSeeker, most int64) bool {
	var head [12]byte
	n, _ := io.ReadFull(f, head[:])
	if _, err := f.Seek(0, io.SeekStart); err != nil || n < len(head) {
		return false
	}
	if formatOf(head[:]) != imagemeta.ImageFormatAuto {
		data, _ := io.ReadAll(io.LimitReader(f, most)) // as far as it is read
		return Read(data).Place
	}
	return slices.Contains(boxes, string(head[4:8])) && FilmPlace(f)
}

// FilmPlace reports whether a film says where it was taken (ISO 14496-12, 4.2; what
// telephones write is QuickTime's « user data »).
func FilmPlace(film io.ReadSeeker) bool {
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
		if _, err := film.Seek(size, io.SeekCurrent); err != nil {
			return false
		}
	}
}
