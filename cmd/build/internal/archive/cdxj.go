package archive

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A cdxLine is the JSON of a line of a CDXJ index. Numbers are texts, as the
// players want them.
type cdxLine struct {
	URL      string `json:"url"`
	Mime     string `json:"mime"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest"`
	Length   string `json:"length"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// cdxj is the index of a WARC: a line for each capture, with its sort key, its
// 14-digit time and where it is; in the order of their bytes.
func cdxj(captures []capture, date string) ([]byte, error) {
	stamp := cdxStamp(date)
	lines := make([]string, len(captures))
	for i, c := range captures {
		key, err := surt(c.url)
		if err != nil {
			return nil, err
		}
		line := cdxLine{c.url, c.mime, "200", c.digest, strconv.FormatInt(c.length, 10), strconv.FormatInt(c.offset, 10), warcName}
		if c.mime == "warc/revisit" {
			line.Status = "" // players take it from the record that it refers to
		}
		text, err := marshal(line)
		if err != nil {
			return nil, err
		}
		lines[i] = key + " " + stamp + " " + string(text)
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, "\n") + "\n"), nil
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
	at := u.EscapedPath()
	if at != "/" {
		at = strings.TrimSuffix(at, "/")
	}
	if at == "" {
		at = "/"
	}
	key += ")" + at
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key, nil
}

// marshal writes JSON on one line, with addresses left readable.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}
