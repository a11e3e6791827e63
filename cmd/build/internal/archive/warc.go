package archive

import (
	"crypto/sha1"
	"encoding/base32"
	"fmt"
	"io"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/media"
)

// warcName is the only WARC of a WACZ.
const warcName = "data.warc"

// revisitProfile says that a record's content is that of another one
// (WARC 1.1, 6.7.2).
const revisitProfile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

// A warc is a WARC 1.1 (ISO 28500:2017) being written, uncompressed. Its records
// are « resource »: the files themselves under their public addresses, since
// nothing went over HTTP. What follows from the rest is not said: the warcinfo that
// begins the file describes all that follows it, and what a record holds is its payload.
type warc struct {
	out   *spool
	date  string // of every record
	index []capture
}

// startWARC writes the record that describes the others.
func startWARC(out *spool, date string, about [][2]string) (*warc, error) {
	w := &warc{out: out, date: date}
	content := bytesBlob(fieldLines("\r\n", about))
	_, err := w.record(content, [][2]string{{"WARC-Type", "warcinfo"}, {"WARC-Record-ID", recordID("warcinfo", "", content.sums)}, {"WARC-Date", date}, {"WARC-Filename", warcName},
		{"WARC-Block-Digest", warcDigest(content.sums)}, {"Content-Type", "application/warc-fields"}})
	return w, err
}

// add writes a file as the capture of an address, and, for the page of a folder,
// says that the address of its index.html gives the same.
func (w *warc) add(address string, content blob) error {
	digest, mime := warcDigest(content.sums), media.Type(address)
	err := w.capture(capture{URL: address, Mime: strings.Split(mime, ";")[0], Status: "200", Digest: digest}, content, [][2]string{
		{"WARC-Type", "resource"}, {"WARC-Record-ID", recordID("resource", address, content.sums)}, {"WARC-Date", w.date}, {"WARC-Target-URI", address},
		{"WARC-Payload-Digest", digest}, {"Content-Type", mime}})
	if err != nil || !strings.HasSuffix(address, "/") {
		return err
	}
	named := address + "index.html"
	return w.capture(capture{URL: named, Mime: "warc/revisit", Digest: digest}, bytesBlob(nil), [][2]string{
		{"WARC-Type", "revisit"}, {"WARC-Record-ID", recordID("revisit", named, content.sums)}, {"WARC-Date", w.date},
		{"WARC-Target-URI", named}, {"WARC-Refers-To-Target-URI", address}, {"WARC-Refers-To-Date", w.date},
		{"WARC-Profile", revisitProfile}, {"WARC-Payload-Digest", digest}})
}

// capture writes a record, and notes where it is.
func (w *warc) capture(c capture, content blob, head [][2]string) (err error) {
	c.Filename, c.Offset = warcName, w.out.size
	c.Length, err = w.record(content, head)
	w.index = append(w.index, c)
	return err
}

// record writes a record and gives its length, the closing line breaks included.
func (w *warc) record(content blob, head [][2]string) (int64, error) {
	start := w.out.size
	if _, err := fmt.Fprintf(w.out, "WARC/1.1\r\n%sContent-Length: %d\r\n\r\n", fieldLines("\r\n", head), content.size); err != nil {
		return 0, err
	}
	if err := content.copyTo(w.out); err != nil {
		return 0, err
	}
	_, err := io.WriteString(w.out, "\r\n\r\n")
	return w.out.size - start, err
}

// warcDigest writes a SHA-256 as records name it: in Base32 (WARC 1.1, 5.8).
func warcDigest(s sums) string {
	return "sha256:" + base32.StdEncoding.EncodeToString(s.sha256[:])
}

// urlSpace is the namespace of identifiers made from addresses (RFC 9562, 6.6).
var urlSpace = []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// recordID is a UUID version 5 of what a record is, so that the same record
// always has the same.
func recordID(kind, address string, s sums) string {
	h := sha1.New()
	h.Write(urlSpace)
	fmt.Fprintf(h, "%s %s %x", kind, address, s.sha256)
	u := h.Sum(nil)[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// warcDate writes a time as records do: UTC, RFC 3339.
func warcDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
