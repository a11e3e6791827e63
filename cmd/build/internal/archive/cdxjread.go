package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxLine is how long a line of an index may be.
const maxLine = 16 << 10

// readCDXJ reads an index from strangers. Captures come out in the order of the
// WARC. What is wrong is said in French, with its line.
func readCDXJ(in io.Reader) ([]capture, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 4096), maxLine)
	lines.Split(splitLF)
	var list []capture
	last := ""
	for n := 1; lines.Scan(); n++ {
		c, err := parseCDXJ(lines.Text())
		switch {
		case err != nil:
			return nil, fmt.Errorf("ligne %d : %w", n, err)
		case lines.Text() <= last:
			return nil, fmt.Errorf("ligne %d : elle n'est pas à sa place dans l'ordre des octets, ou est en double", n)
		case len(list) >= maxEntries:
			return nil, fmt.Errorf("il a plus de %d lignes", maxEntries)
		}
		last = lines.Text()
		list = append(list, c)
	}
	if err := lines.Err(); err != nil {
		return nil, errors.New("une ligne est trop longue, ou n'est pas fermée")
	}
	slices.SortFunc(list, func(a, b capture) int { return cmp.Or(cmp.Compare(a.offset, b.offset), strings.Compare(a.url, b.url)) })
	return list, nil
}

// splitLF cuts at line feeds alone, and refuses a last line without one.
func splitLF(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return 0, nil, nil
}

var errCDXJ = errors.New("ce n'est pas une ligne d'index CDXJ")

func parseCDXJ(line string) (capture, error) {
	key, rest, _ := strings.Cut(line, " ")
	stamp, text, ok := strings.Cut(rest, " ")
	if !ok || len(stamp) != 14 || strings.Trim(stamp, "0123456789") != "" {
		return capture{}, errCDXJ
	}
	var l cdxLine
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&l); err != nil || dec.InputOffset() != int64(len(text)) {
		return capture{}, errCDXJ
	}
	offset, err := strconv.ParseInt(l.Offset, 10, 64)
	length, err2 := strconv.ParseInt(l.Length, 10, 64)
	want, err3 := surt(l.URL)
	switch {
	case errors.Join(err, err2, err3) != nil || offset < 0 || length <= 0:
		return capture{}, errCDXJ
	case key != want:
		return capture{}, errors.New("la clé n'est pas celle de l'adresse")
	case l.Filename != warcName:
		return capture{}, errors.New("elle renvoie à un autre WARC")
	}
	return capture{l.URL, l.Mime, l.Digest, offset, length, stamp, l.Status}, nil
}
