package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// A capture is an address in a WARC. Its JSON is that of a line of a CDXJ index, with
// numbers as texts, as the players want them.
type capture struct {
	URL      string `json:"url"`
	Mime     string `json:"mime"`
	Status   string `json:"status,omitempty"` // none for a revisit: players take it from the record that it refers to
	Digest   string `json:"digest"`
	Length   int64  `json:"length,string"`
	Offset   int64  `json:"offset,string"`
	Filename string `json:"filename"`
	stamp    string // as read
}

// cdxj is the index of a WARC: a line for each capture, with its sort key, its
// 14-digit time and where it is; in the order of their bytes.
func cdxj(captures []capture, date string) ([]byte, error) {
	stamp := cdxStamp(date)
	lines := make([]string, len(captures))
	for i, c := range captures {
		key, err := surt(c.URL)
		if err != nil {
			return nil, err
		}
		text, err := jsonText(c, "")
		if err != nil {
			return nil, err
		}
		lines[i] = key + " " + stamp + " " + string(text)
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "")), nil
}

// cdxStamp writes the time of a record as an index does: its digits alone.
func cdxStamp(date string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, date)
}

// surt turns an address around so that those of a site sort together:
// "fr,gouv,exemple)/missions/data" (Sort-friendly URI Reordering Transform, as
// the Internet Archive's canonicalizer writes it).
func surt(address string) (string, error) {
	u, err := url.Parse(strings.ToLower(address))
	if err != nil {
		return "", err
	}
	host := strings.Split(strings.TrimPrefix(u.Hostname(), "www."), ".")
	slices.Reverse(host)
	key := strings.Join(host, ",")
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		key += ":" + port
	}
	key += ")" + cmp.Or(strings.TrimSuffix(u.EscapedPath(), "/"), "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key, nil
}

// jsonText writes JSON and a line break, with addresses left readable: on one line
// when indent is "".
func jsonText(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}

// maxLine is how long a line of an index may be.
const maxLine = 16 << 10

// readCDXJ reads an index from strangers. Captures come out in the order of the
// WARC. What is wrong is said in French, with its line.
func readCDXJ(in io.Reader) ([]capture, error) {
	var list []capture
	last := ""
	err := eachLine(in, maxLine, func(n int, line []byte) error {
		c, err := parseCDXJ(string(line))
		switch {
		case err != nil:
			return fmt.Errorf("ligne %d : %w", n, err)
		case string(line) <= last:
			return fmt.Errorf("ligne %d : elle n'est pas à sa place dans l'ordre des octets, ou est en double", n)
		case len(list) >= maxEntries:
			return fmt.Errorf("il a plus de %d lignes", maxEntries)
		}
		last = string(line)
		list = append(list, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b capture) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), strings.Compare(a.URL, b.URL))
	})
	return list, nil
}

// eachLine hands lines, counted from 1, to take, none of which is longer than most.
func eachLine(in io.Reader, most int, take func(n int, line []byte) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 4096), most)
	lines.Split(splitLF)
	for n := 1; lines.Scan(); n++ {
		if err := take(n, lines.Bytes()); err != nil {
			return err
		}
	}
	if lines.Err() != nil {
		return errors.New("une ligne est trop longue, ou n'est pas fermée")
	}
	return nil
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
	c := capture{stamp: stamp}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil || dec.InputOffset() != int64(len(text)) {
		return capture{}, errCDXJ
	}
	want, err := surt(c.URL)
	switch {
	case err != nil || c.Offset < 0 || c.Length <= 0:
		return capture{}, errCDXJ
	case key != want:
		return capture{}, errors.New("la clé n'est pas celle de l'adresse")
	case c.Filename != warcName:
		return capture{}, errors.New("elle renvoie à un autre WARC")
	}
	return c, nil
}
