package archive

import (
	"bufio"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

// open reads an entry, whose bytes are at a place of a zip. Its checksum is compared
// at the end.
func (h *head) open(zip io.ReaderAt, at int64) io.ReadCloser {
	section := io.NewSectionReader(zip, at, int64(h.stored))
	stored := bufio.NewReader(section)
	in := &checked{stored: stored, sum: crc32.NewIEEE(), want: h.crc}
	if h.method == 8 {
		in.Reader = &exact{flate.NewReader(stored), int64(h.size)}
		return io.NopCloser(in)
	}
	in.Reader = &exact{stored, int64(h.size)}
	return randomly{in, section, io.NopCloser(nil)}
}

// A checked fails at its end when its sum is not the one wanted, or when not all that
// is stored was read.
type checked struct {
	io.Reader
	stored *bufio.Reader
	sum    hash.Hash32
	want   uint32
}

var errCRC = errors.New("sa somme de contrôle (CRC-32) ne correspond pas")

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.sum.Write(p[:n])
	if err == io.EOF {
		if _, more := c.stored.ReadByte(); more == nil {
			return n, errLong
		}
		if c.sum.Sum32() != c.want {
			return n, errCRC
		}
	}
	return n, err
}
