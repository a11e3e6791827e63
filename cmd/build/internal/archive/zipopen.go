package archive

import (
	"bufio"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
)

func (z *zipTree) files() []entry { return z.list }

// open reads an entry. Its checksum is compared at the end.
func (z *zipTree) open(e *entry) (io.ReadCloser, error) {
	stored := bufio.NewReader(io.NewSectionReader(z.r, e.at.data, e.at.stored))
	var in io.Reader = stored
	if e.at.deflated {
		in = flate.NewReader(stored)
	}
	return &checked{&exact{in, io.NopCloser(nil), e.size}, stored, crc32.NewIEEE(), e.at.crc}, nil
}

func (z *zipTree) random(e *entry) (io.ReaderAt, io.Closer, bool) {
	return io.NewSectionReader(z.r, e.at.data, e.at.stored), io.NopCloser(nil), !e.at.deflated
}

type checked struct {
	io.ReadCloser
	stored *bufio.Reader
	sum    hash.Hash32
	want   uint32
}

var errCRC = errors.New("sa somme de contrôle (CRC-32) ne correspond pas")

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
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
