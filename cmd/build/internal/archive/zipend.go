package archive

import (
	"errors"
	"io"
)

// directory says where the central directory is.
type directory struct{ at, size, count int64 }

// findDirectory reads the end of a zip, which must be the end of the file: a
// comment would be bytes that nothing accounts for.
func findDirectory(r io.ReaderAt, size int64) (d directory, err error) {
	var end [sizeEnd]byte
	if size < sizeEnd {
		return d, errNotZip
	}
	if _, err := r.ReadAt(end[:], size-sizeEnd); err != nil || le32(end[:]) != 0x06054b50 || le16(end[20:]) != 0 {
		return d, errNotZip
	}
	if le16(end[4:]) != 0 || le16(end[6:]) != 0 || le16(end[8:]) != le16(end[10:]) {
		return d, errors.New("ce zip est une partie d'une archive en plusieurs volumes, ou sa fin est endommagée")
	}
	d = directory{at: int64(le32(end[16:])), size: int64(le32(end[12:])), count: int64(le16(end[10:]))}
	limit := size - sizeEnd
	if d.at == 0xffffffff || d.size == 0xffffffff || d.count == 0xffff {
		if d, limit, err = findDirectory64(r, limit, d); err != nil {
			return d, err
		}
	}
	if d.at < 0 || d.size < 0 || d.count < 0 || d.at > limit || d.at+d.size != limit {
		return d, errOutside
	}
	return d, nil
}

// findDirectory64 reads the Zip64 end (APPNOTE 4.3.14). Fields of the usual end
// that are not full must say the same.
func findDirectory64(r io.ReaderAt, at int64, short directory) (d directory, limit int64, err error) {
	var locator [sizeLocator]byte
	var end [sizeEnd64]byte
	if at < sizeLocator+sizeEnd64 {
		return d, 0, errNotZip
	}
	if _, err := r.ReadAt(locator[:], at-sizeLocator); err != nil || le32(locator[:]) != 0x07064b50 || le32(locator[4:]) != 0 || le32(locator[16:]) != 1 {
		return d, 0, errNotZip
	}
	limit = at - sizeLocator - sizeEnd64
	if le64(locator[8:]) != uint64(limit) {
		return d, 0, errOutside
	}
	if _, err := r.ReadAt(end[:], limit); err != nil || le32(end[:]) != 0x06064b50 || le64(end[4:]) != sizeEnd64-12 ||
		le32(end[16:]) != 0 || le32(end[20:]) != 0 || le64(end[24:]) != le64(end[32:]) {
		return d, 0, errNotZip
	}
	d = directory{at: int64(le64(end[48:])), size: int64(le64(end[40:])), count: int64(le64(end[32:]))}
	if short.at != 0xffffffff && short.at != d.at || short.size != 0xffffffff && short.size != d.size || short.count != 0xffff && short.count != d.count {
		return d, 0, errZip
	}
	return d, limit, nil
}
