package archive

import (
	"archive/zip"
	"bufio"
	"errors"
	"os"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// maxEntry is the size from which a file in a zip needs Zip64 in its local
// header, which archive/zip does not write for stored files.
const maxEntry = 1<<32 - 1

var errLarge = errors.New("il est trop grand pour une archive : 4 Gio au plus")

// A zipFile is a zip whose files are stored as they are, made so that the same
// files give the same bytes: no extra fields, no descriptors, no comment (APPNOTE
// 6.3.10, 4.3.7).
type zipFile struct {
	*spool
	w     *zip.Writer
	when  time.Time
	count int
}

// createZip begins a zip. sums are those of the whole file that finish gives.
func createZip(path string, when time.Time, sums need) (*zipFile, error) {
	s, err := createSpool(path, sums)
	if err != nil {
		return nil, err
	}
	switch when = when.UTC(); { // of which zips know the years 1980 to 2107
	case when.Year() < 1980:
		when = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	case when.Year() > 2107:
		when = time.Date(2107, 12, 31, 23, 59, 58, 0, time.UTC)
	}
	return &zipFile{spool: s, w: zip.NewWriter(s), when: when}, nil
}

// header is the header of a file, the same for the same name, content and date.
func (z *zipFile) header(name string, b blob) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: b.sums.crc, CompressedSize64: uint64(b.size), UncompressedSize64: uint64(b.size), ReaderVersion: 20}
	h.SetModTime(z.when) //lint:ignore SA1019 CreateRaw writes the date that this makes, not Modified
	h.SetMode(0o644)
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		h.Flags = 0x800 // UTF-8
	}
	return h
}

// add stores a file.
func (z *zipFile) add(name string, b blob) error {
	if b.size >= maxEntry {
		return errLarge
	}
	w, err := z.w.CreateRaw(z.header(name, b))
	if err != nil {
		return err
	}
	z.count++
	return b.copyTo(w)
}

// finish writes the directory and gives the whole file.
func (z *zipFile) finish() (blob, error) {
	if err := z.w.Close(); err != nil {
		return blob{}, err
	}
	return z.spool.finish()
}

// A spool is a file that is being written, whose sums are known at its end.
type spool struct {
	file *os.File
	out  *bufio.Writer
	hash *hasher
	size int64
}

func createSpool(path string, sums need) (*spool, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &spool{file: f, out: bufio.NewWriterSize(f, 1<<18), hash: newHasher(sums)}, nil
}

// Write implements io.Writer.
func (s *spool) Write(p []byte) (int, error) {
	s.size += int64(len(p))
	if len(p) < bigChunk {
		s.hash.Write(p)
		return s.out.Write(p)
	}
	var beside sync.WaitGroup
	beside.Go(func() { s.hash.Write(p) })
	defer beside.Wait()
	return s.out.Write(p)
}

func (s *spool) finish() (blob, error) {
	if err := errors.Join(s.out.Flush(), s.file.Close()); err != nil {
		return blob{}, err
	}
	return blob{size: s.size, sums: s.hash.sums(), open: onDisk(s.file.Name())}, nil
}

func (s *spool) close() { s.file.Close() }
