package archive

import (
	"bufio"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

// A zipEntry is where the bytes of an entry are.
type zipEntry struct {
	zip              io.ReaderAt
	at, stored, size int64
	deflated         bool
	crc              uint32
}

// open reads an entry. Its checksum is compared at the end.
func (e zipEntry) open() (io.ReadCloser, error) {
	section := io.NewSectionReader(e.zip, e.at, e.stored)
	stored := bufio.NewReader(section)
	if e.deflated {
		return io.NopCloser(e.checked(flate.NewReader(stored), stored)), nil
	}
	return randomly{e.checked(stored, stored), section, io.NopCloser(nil)}, nil
}

func (e zipEntry) checked(in io.Reader, stored *bufio.Reader) io.Reader {
	return &checked{&exact{in, e.size}, stored, crc32.NewIEEE(), e.crc}
}

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
