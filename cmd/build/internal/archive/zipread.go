package archive

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
)

// A zipTree reads a zip from strangers (APPNOTE 6.3.10). archive/zip accepts
// bytes that no entry accounts for, entries that overlap and two headers that
// disagree; here everything must be as both headers say, one entry after the
// other, from the first byte of the file to the last.
type zipTree struct {
	r       io.ReaderAt
	list    tree
	foreign bool     // written by other hands: not as zipFile writes
	strange []string // files whose attributes, which only the directory has, are not ours
}

const (
	signLocal     = 0x04034b50 // in front of a file's own header
	signDirectory = 0x02014b50 // in front of its header in the directory
	sizeEnd       = 22
	sizeLocator   = 20
	sizeEnd64     = 56
	sizeDirectory = 46
	sizeLocal     = 30
	ourCreator    = 3 << 8   // Unix
	ourMode       = 0o100644 // a file that all may read
	maxRatio      = 100      // inflated bytes for each one stored, over a whole archive
	maxSize       = 1 << 44  // of a file: those of maxEntries files add up without overflow
)

var (
	errNotZip  = errors.New("ce n'est pas un zip entier : sa fin manque ou est endommagée")
	errOutside = errors.New("des octets n'appartiennent à aucun fichier de l'archive (au début, entre deux fichiers ou à la fin)")
	errZip     = errors.New("le répertoire du zip est endommagé")
)

// openZip reads the directory of a zip of so many bytes. The number of entries is
// judged before the directory is read. An error about one entry is a damage.
func openZip(r io.ReaderAt, size int64) (*zipTree, error) {
	d, err := findDirectory(r, size)
	if err != nil {
		return nil, err
	}
	switch {
	case d.count > maxEntries:
		return nil, fmt.Errorf("ce zip annonce %d fichiers : %d au plus sont permis", d.count, maxEntries)
	case d.size < d.count*sizeDirectory || d.size > d.count*(sizeDirectory+2048):
		return nil, errZip
	}
	z := &zipTree{r: r, list: make(tree, 0, d.count)}
	heads, err := z.directory(d)
	if err != nil {
		return nil, err
	}
	if err := z.locals(heads, d.at); err != nil {
		return nil, err
	}
	if err := acceptable(heads); err != nil {
		return nil, err
	}
	z.list.sort()
	if len(z.strange) == len(heads) {
		z.foreign, z.strange = z.foreign || len(heads) > 0, nil // another program wrote them all
	}
	return z, nil
}

// A head is what both headers of an entry must say, the one in the directory and the
// one in front of its bytes.
type head struct {
	name                  string
	needed, flags, method uint16
	clock, day            uint16
	crc                   uint32
	stored, size          uint64
	offset                uint64 // of the second one
	folder                bool
}

// directory reads all headers. They are only compared with the local ones here:
// what they say is judged once both agree.
func (z *zipTree) directory(d directory) ([]head, error) {
	in := bufio.NewReaderSize(io.NewSectionReader(z.r, d.at, d.size), 1<<16)
	heads := make([]head, 0, d.count)
	for range d.count {
		h, err := readHead(in, z)
		if err != nil {
			return nil, z.blame(heads, d.at, err)
		}
		heads = append(heads, h)
	}
	if _, err := in.ReadByte(); err != io.EOF {
		return nil, z.blame(heads, d.at, errZip)
	}
	return heads, nil
}

// blame names the file whose header in the directory is damaged: the first one
// that another name stands for in front of its bytes.
func (z *zipTree) blame(heads []head, end int64, err error) error {
	known, _ := errors.AsType[damage](err)
	at := int64(0)
	for i := range len(heads) + 1 {
		own, data, _ := z.ownHead(at, end)
		if own.name == "" || i == len(heads) && own.name == known.file {
			return err
		}
		if i == len(heads) || heads[i].name != own.name {
			return damage{own.name, "son en-tête dans le répertoire du zip est endommagé"}
		}
		at = data + int64(own.stored)
	}
	return err
}

// ownHead reads the header in front of an entry's bytes, and gives where these begin.
// It has no name when no entry begins there.
func (z *zipTree) ownHead(at, end int64) (own head, data int64, err error) {
	var b [sizeLocal]byte
	extra, err := own.read(io.NewSectionReader(z.r, at, end-at), b[:], signLocal, 4)
	if err == nil {
		_, err = own.zip64(extra)
	}
	own.offset = uint64(at)
	return own, at + sizeLocal + int64(len(own.name)+len(extra)), err
}

// acceptable judges what an archive says of its files: their names, and how
// large they would become.
func acceptable(heads []head) error {
	seen, folders := names{}, names{}
	var inflated, stored uint64
	for i := range heads {
		h := &heads[i]
		if h.folder {
			if wrong := folders.add(h.name + "x"); wrong != "" || h.size != 0 {
				return damage{h.name, cmp.Or(wrong, "un dossier n'a pas de contenu")}
			}
		} else if wrong := seen.add(h.name); wrong != "" {
			return damage{h.name, wrong}
		}
		inflated, stored = inflated+h.size, stored+h.stored
	}
	if inflated > stored*maxRatio+1<<20 {
		return fmt.Errorf("ce zip se décompresserait en %s, plus de %d fois sa taille : il est refusé", french.Size(int64(min(inflated, 1<<62))), maxRatio)
	}
	return nil
}

// read reads a header into b, which is as long as what has a fixed length, and then
// the name and the extra fields behind it. from is where those fields begin that
// both headers of an entry have.
func (h *head) read(in io.Reader, b []byte, sign uint32, from int) (extra []byte, err error) {
	if _, err := io.ReadFull(in, b); err != nil || le32(b) != sign {
		return nil, errZip
	}
	both := b[from:]
	named := int(le16(both[22:]))
	rest := make([]byte, named+int(le16(both[24:])))
	if _, err := io.ReadFull(in, rest); err != nil {
		return nil, errZip
	}
	if !utf8.Valid(rest[:named]) {
		return nil, errors.New("un nom de fichier du zip n'est pas en UTF-8")
	}
	*h = head{name: string(rest[:named]), needed: le16(both), flags: le16(both[2:]), method: le16(both[4:]), clock: le16(both[6:]), day: le16(both[8:]),
		crc: le32(both[10:]), stored: uint64(le32(both[14:])), size: uint64(le32(both[18:])), folder: strings.HasSuffix(string(rest[:named]), "/")}
	return rest[named:], nil
}

// readHead reads a header of the directory, and judges what only this one says.
func readHead(in io.Reader, z *zipTree) (h head, err error) {
	var b [sizeDirectory]byte
	extra, err := h.read(in, b[:], signDirectory, 6)
	if err != nil {
		return h, err
	}
	name := h.name
	h.offset = uint64(le32(b[42:]))
	z.foreign = z.foreign || h.method != 0 || h.flags&^0x800 != 0 || h.folder || h.needed != 20
	if le16(b[4:]) != ourCreator || le16(b[36:]) != 0 || le32(b[38:]) != ourMode<<16 {
		z.strange = append(z.strange, name)
	}
	switch {
	case le16(b[32:]) != 0:
		return h, damage{name, "un commentaire lui est attaché"}
	case le16(b[34:]) != 0:
		return h, damage{name, "il est annoncé dans un autre volume"}
	case h.flags&0x2041 != 0:
		return h, damage{name, "il est chiffré"}
	case h.flags&^uint16(0x080e) != 0:
		return h, damage{name, "ses attributs de compression sont inconnus"}
	case h.method != 0 && h.method != 8:
		return h, damage{name, fmt.Sprintf("sa méthode de compression (%d) est inconnue", h.method)}
	}
	others, err := h.zip64(extra)
	z.foreign = z.foreign || others
	if err != nil || h.size > maxSize || h.stored > maxSize || h.offset > maxSize {
		return h, damage{name, "ses tailles sont illisibles"}
	}
	if b[5] == 3 { // made on Unix: the upper half of the attributes is the mode
		switch kind := le32(b[38:]) >> 16 & 0xf000; kind {
		case 0, 0x8000:
		case 0x4000:
			if !h.folder {
				return h, damage{name, "c'est un dossier qui se dit fichier"}
			}
		default:
			return h, damage{name, "c'est un lien ou un fichier spécial : une archive n'a que des fichiers"}
		}
	}
	return h, nil
}

// zip64 takes from an extra field what does not fit in 32 bits (APPNOTE 4.5.3).
// It reports whether there are others, which must at least be well formed.
func (h *head) zip64(extra []byte) (others bool, err error) {
	for len(extra) > 0 {
		if len(extra) < 4 || len(extra) < 4+int(le16(extra[2:])) {
			return others, errZip
		}
		id, field := le16(extra), extra[4:4+int(le16(extra[2:]))]
		extra = extra[4+len(field):]
		if id != 1 {
			others = true
			continue
		}
		for _, v := range []*uint64{&h.size, &h.stored, &h.offset} {
			if *v != 0xffffffff {
				continue
			}
			if len(field) < 8 {
				return others, errZip
			}
			*v, field = le64(field), field[8:]
		}
	}
	return others, nil
}

// locals goes through the file from its first byte: each entry begins where the
// one before ends, and the directory where the last one ends. Overlaps, gaps and
// bytes in front are so impossible.
func (z *zipTree) locals(heads []head, end int64) error {
	slices.SortFunc(heads, func(a, b head) int { return cmp.Compare(a.offset, b.offset) })
	at := int64(0)
	for i := range heads {
		h := &heads[i]
		switch {
		case h.offset > uint64(at):
			if own, _, _ := z.ownHead(at, end); own.name != "" {
				return damage{own.name, "le répertoire du zip ne le connaît pas à cette place"}
			}
			return damage{h.name, "des octets qui n'appartiennent à aucun fichier le précèdent, ou sa place annoncée est fausse"}
		case h.offset < uint64(at):
			return damage{h.name, "il recouvre un autre fichier, ou sa place annoncée est fausse"}
		}
		next, err := z.local(h, at, end)
		if err != nil {
			return err
		}
		z.foreign = z.foreign || h.clock != heads[0].clock || h.day != heads[0].day
		at = next
	}
	if at != end {
		return errOutside
	}
	return nil
}

// disagree says that the two headers of an entry do.
const disagree = "ses deux en-têtes se contredisent, ou l'un est endommagé"

// local reads an entry's own header and returns where the next one begins.
func (z *zipTree) local(h *head, at, end int64) (int64, error) {
	own, data, err := z.ownHead(at, end)
	described := h.flags&8 != 0
	if described && own.crc == 0 && own.stored == 0 && own.size == 0 {
		own.crc, own.stored, own.size = h.crc, h.stored, h.size
	}
	switch {
	case own.name != "" && own.name != h.name:
		return 0, damage{h.name, "le zip le nomme aussi « " + own.name + " » : l'un des deux noms est endommagé"}
	case err != nil || own != *h:
		return 0, damage{h.name, disagree}
	}
	z.foreign = z.foreign || data > at+sizeLocal+int64(len(h.name))
	next := data + int64(h.stored)
	if next > end || h.method == 0 && h.stored != h.size {
		return 0, damage{h.name, "sa taille annoncée est fausse"}
	}
	if described {
		n, err := z.descriptor(h, next, end)
		if err != nil {
			return 0, err
		}
		next += n
	}
	if !h.folder {
		z.list = append(z.list, entry{h.name, int64(h.size), func() (io.ReadCloser, error) { return h.open(z.r, data), nil }})
	}
	return next, nil
}

// descriptor reads what may stand behind an entry's bytes (APPNOTE 4.3.9): with
// or without signature, in 32 or 64 bits; it must repeat the directory.
func (z *zipTree) descriptor(h *head, at, end int64) (int64, error) {
	var b [24]byte
	n, _ := z.r.ReadAt(b[:min(24, end-at)], at)
	for _, signed := range []int{4, 0} {
		if signed == 4 && le32(b[:]) != 0x08074b50 || le32(b[signed:]) != h.crc {
			continue
		}
		if n >= signed+20 && le64(b[signed+4:]) == h.stored && le64(b[signed+12:]) == h.size {
			return int64(signed + 20), nil
		}
		if n >= signed+12 && uint64(le32(b[signed+4:])) == h.stored && uint64(le32(b[signed+8:])) == h.size {
			return int64(signed + 12), nil
		}
	}
	return 0, damage{h.name, disagree}
}

func le16(b []byte) uint16 { return binary.LittleEndian.Uint16(b) }
func le32(b []byte) uint32 { return binary.LittleEndian.Uint32(b) }
func le64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
