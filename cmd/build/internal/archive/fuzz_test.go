package archive

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// miniZip is a whole archive, to start from.
func miniZip(f *testing.F) []byte {
	f.Helper()
	data, err := os.ReadFile(mini(f, f.TempDir()))
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// partOf reads an entry of a zip.
func partOf(f *testing.F, data []byte, suffix string) []byte {
	f.Helper()
	z, err := openZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.Fatal(err)
	}
	for i := range z.list {
		if strings.HasSuffix(z.list[i].name, suffix) {
			text, err := z.list.read(z.list[i].name, maxTag)
			if err != nil {
				f.Fatal(err)
			}
			return text
		}
	}
	f.Fatalf("no %s", suffix)
	return nil
}

// What is accepted has safe names, and a reader of other hands reads the same.
func FuzzZip(f *testing.F) {
	f.Add(zipOf(f, stored("m/a.txt", "aaaa"), deflated("m/é.txt", bytes.Repeat([]byte("b"), 1000))))
	f.Add(miniZip(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		z, err := openZip(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		other, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return // stricter in another way
		}
		theirs := map[string]*zip.File{}
		for _, file := range other.File {
			theirs[file.Name] = file
		}
		total := int64(0)
		for i := range z.list {
			e := &z.list[i]
			if wrong := wrongName(e.name); wrong != "" {
				t.Fatalf("%q: %s", e.name, wrong)
			}
			if total += e.size; total > 1<<24 {
				return
			}
			text, err := z.list.read(e.name, maxTag)
			if err != nil {
				continue
			}
			if int64(len(text)) != e.size {
				t.Fatalf("%q: %d bytes of %d", e.name, len(text), e.size)
			}
			in, err := theirs[e.name].Open()
			if err != nil {
				t.Fatalf("%q: %v", e.name, err)
			}
			if same, err := io.ReadAll(in); err != nil || !bytes.Equal(text, same) {
				t.Fatalf("%q: another reader reads otherwise: %v", e.name, err)
			}
		}
	})
}

// A whole archive, whatever was done to it, is verified without end or panic.
func FuzzVerify(f *testing.F) {
	f.Add(miniZip(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := verifiedBytes(t, data); err != nil && strings.Contains(err.Error(), "%!") {
			t.Fatal(err)
		}
	})
}

// Records follow each other without a gap, to the end.
func FuzzWARC(f *testing.F) {
	wacz := partOf(f, miniZip(f), ".wacz")
	f.Add(partOf(f, wacz, warcName))
	f.Add([]byte("WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 9223372036854775807\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		at := int64(0)
		err := readWARC(bytes.NewReader(data), func(r *record) error {
			if r.offset != at || r.length <= 0 {
				t.Fatalf("a record at %d of %d bytes, after %d", r.offset, r.length, at)
			}
			at += r.length
			r.wrong(at == 0)
			return nil
		})
		if err == nil && at != int64(len(data)) {
			t.Fatalf("%d bytes of %d were read", at, len(data))
		}
	})
}

// An index that is accepted is written again as it was.
func FuzzCDXJ(f *testing.F) {
	wacz := partOf(f, miniZip(f), ".wacz")
	f.Add(partOf(f, wacz, "index.cdx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := readCDXJ(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(list) != bytes.Count(data, []byte("\n")) {
			t.Fatalf("%d captures", len(list))
		}
		for i, c := range list {
			if c.Offset < 0 || c.Length <= 0 || i > 0 && c.Offset < list[i-1].Offset {
				t.Fatalf("%+v", c)
			}
		}
	})
}

// A manifest that is accepted holds safe names, and nothing but its lines.
func FuzzManifest(f *testing.F) {
	data := miniZip(f)
	f.Add(partOf(f, data, "/manifest-sha256.txt"))
	f.Fuzz(func(t *testing.T, data []byte) {
		digests, err := readManifest(data, 32)
		if err != nil {
			return
		}
		var lines []string
		for name, digest := range digests {
			if wrong := wrongName(name); wrong != "" {
				t.Fatalf("%q: %s", name, wrong)
			}
			lines = append(lines, digest+"  "+name+"\n")
		}
		slices.Sort(lines)
		if given := slices.Sorted(strings.Lines(string(data))); !slices.Equal(lines, given) {
			t.Fatalf("%q became %q", given, lines)
		}
	})
}

func FuzzInfo(f *testing.F) {
	f.Add(partOf(f, miniZip(f), bagInfo))
	f.Add([]byte("A: b\n c\nPayload-Oxum: 1.2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fields, err := readInfo(data)
		if err != nil {
			return
		}
		if octets, files, err := parseOxum(fields["Payload-Oxum"]); err == nil && (octets < 0 || files < 0) {
			t.Fatalf("%d %d", octets, files)
		}
	})
}

func FuzzPages(f *testing.F) {
	f.Add(partOf(f, partOf(f, miniZip(f), ".wacz"), "pages.jsonl"))
	f.Fuzz(func(t *testing.T, data []byte) {
		last := 1
		_ = readPages(bytes.NewReader(data), func(n int, url string) {
			if n != last+1 || url == "" {
				t.Fatalf("line %d after %d: %q", n, last, url)
			}
			last = n
		})
	})
}
