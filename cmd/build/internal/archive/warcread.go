package archive

import (
	"bufio"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxHead is how many bytes the header of a record may have.
const maxHead = 64 << 10

// A record is a record of a WARC, read and hashed.
type record struct {
	kind, url, id   string
	date, mime      string
	info            string // id of the record that describes the WARC
	profile, refers string
	offset, length  int64 // with its closing line breaks
	block, payload  string
	found           string // digest of the block as read
}

// readWARC reads a WARC from strangers, record after record, and hands each to
// take. Memory does not grow with it. What it returns says in French what is
// wrong, and at which byte.
func readWARC(in io.Reader, take func(*record) error) error {
	b := bufio.NewReaderSize(in, 1<<16)
	at := int64(0)
	for {
		if _, err := b.Peek(1); err == io.EOF {
			return nil
		}
		r, err := readRecord(b, at)
		if err != nil {
			return fmt.Errorf("octet %d : %w", at, err)
		}
		at += r.length
		if err := take(r); err != nil {
			return err
		}
	}
}

var (
	errRecord = errors.New("ce n'est pas un enregistrement WARC 1.1")
	errCut    = errors.New("l'enregistrement est coupé")
)

// readRecord reads a header (WARC 1.1, 4), hashes the block, and wants the two
// line breaks that close it.
func readRecord(b *bufio.Reader, at int64) (*record, error) {
	r := &record{offset: at}
	line, err := r.line(b)
	if err != nil || line != "WARC/1.1" {
		return nil, errRecord
	}
	fields := map[string]string{}
	for {
		line, err := r.line(b)
		if err != nil {
			return nil, err
		}
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ": ")
		name = strings.ToLower(name)
		if _, twice := fields[name]; !ok || twice || name == "" {
			return nil, errRecord
		}
		fields[name] = value
	}
	size, err := strconv.ParseInt(fields["content-length"], 10, 64)
	if err != nil || size < 0 {
		return nil, errRecord
	}
	r.kind, r.url, r.id = fields["warc-type"], fields["warc-target-uri"], fields["warc-record-id"]
	r.date, r.mime, r.info = fields["warc-date"], strings.Split(fields["content-type"], ";")[0], fields["warc-warcinfo-id"]
	r.profile, r.refers = fields["warc-profile"], fields["warc-refers-to-target-uri"]
	r.block, r.payload = fields["warc-block-digest"], fields["warc-payload-digest"]
	h := sha256.New()
	n, err := io.CopyN(h, b, size)
	r.length += n
	if err != nil {
		return nil, errCut
	}
	r.found = "sha256:" + base32.StdEncoding.EncodeToString(h.Sum(nil))
	var end [4]byte
	if _, err := io.ReadFull(b, end[:]); err != nil || string(end[:]) != "\r\n\r\n" {
		return nil, errCut
	}
	r.length += 4
	return r, nil
}

// line reads a line of the header, whose whole length is bounded.
func (r *record) line(b *bufio.Reader) (string, error) {
	line, err := b.ReadSlice('\n')
	if r.length += int64(len(line)); err != nil || r.length > maxHead {
		return "", errRecord
	}
	text, ok := strings.CutSuffix(string(line), "\r\n")
	if !ok || strings.ContainsAny(text, "\r\x00") {
		return "", errRecord
	}
	return text, nil
}

// wrong says what is not as records of ours are, or "".
func (r *record) wrong(first bool) string {
	switch {
	case (r.kind == "warcinfo") != first:
		return "un WARC commence par son enregistrement « warcinfo », et n'en a qu'un"
	case r.kind != "warcinfo" && r.kind != "resource" && r.kind != "revisit":
		return "un type d'enregistrement est inconnu : " + r.kind
	case r.block != r.found && (r.block != "" || r.kind == "warcinfo"): // from format 3 on, the payload's tells all
		return "l'empreinte du contenu (WARC-Block-Digest) ne correspond pas"
	case r.kind == "resource" && r.payload != r.found:
		return "l'empreinte du contenu (WARC-Payload-Digest) ne correspond pas"
	case r.kind == "revisit" && (r.profile != revisitProfile || r.refers == "" || r.found != warcDigest(bytesBlob(nil).sums)):
		return "un renvoi (revisit) ne dit pas à quoi"
	}
	return ""
}
