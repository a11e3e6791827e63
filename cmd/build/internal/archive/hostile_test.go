package archive

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A zipped is an entry of a zip that no tool would make.
type zipped struct {
	zip.FileHeader
	data []byte // as stored
}

// stored gives an entry whose sizes and sum are right.
func stored(name, text string) zipped {
	e := zipped{zip.FileHeader{Name: name, ReaderVersion: 20, CRC32: crc32.ChecksumIEEE([]byte(text)),
		CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text))}, []byte(text)}
	e.SetMode(0o644)
	return e
}

func deflated(name string, content []byte) zipped {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	w.Write(content)
	w.Close()
	e := stored(name, "")
	e.Method, e.data, e.CRC32 = zip.Deflate, b.Bytes(), crc32.ChecksumIEEE(content)
	e.CompressedSize64, e.UncompressedSize64 = uint64(b.Len()), uint64(len(content))
	return e
}

func (e zipped) with(change func(*zipped)) zipped {
	change(&e)
	return e
}

func zipOf(t testing.TB, entries ...zipped) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range entries {
		f, err := w.CreateRaw(&entries[i].FileHeader)
		if err == nil {
			_, err = f.Write(entries[i].data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// patched changes bytes of a zip; at counts from the first occurrence of a mark.
func patched(data []byte, mark string, at int, put ...byte) []byte {
	data = bytes.Clone(data)
	copy(data[bytes.Index(data, []byte(mark))+at:], put)
	return data
}

func TestHostileZips(t *testing.T) {
	a, b := stored("m/a.txt", "aaaa"), stored("m/b.txt", "bbbb")
	good := zipOf(t, a, b)
	named := func(name string) []byte { return zipOf(t, stored(name, "x")) }
	second := bytes.LastIndex(good, []byte("PK\x03\x04"))
	between := func() []byte { // five bytes between two entries
		data := append(append(bytes.Clone(good[:second]), "spare"...), good[second:]...)
		end := len(data) - sizeEnd
		binary.LittleEndian.PutUint32(data[end+16:], le32(data[end+16:])+5)
		directory := data[le32(data[end+16:]):]
		last := bytes.LastIndex(directory, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(directory[last+42:], uint32(second+5))
		return data
	}
	for name, c := range map[string]struct {
		zip  []byte
		says string
	}{
		"climbs":                     {named("../evil"), "sort de son dossier"},
		"climbs further down":        {named("m/../../evil"), "sort de son dossier"},
		"stands still":               {named("m/./a"), "sort de son dossier"},
		"is absolute":                {named("/etc/passwd"), "absolu"},
		"has a drive":                {named("C:/x"), "que Windows refuse"},
		"has backslashes":            {named(`m\..\x`), "que Windows refuse"},
		"has a stream":               {named("m/a.txt:stream"), "que Windows refuse"},
		"has a percent":              {named("m/a%0Ab"), "caractère %"},
		"has a line break":           {named("m/a\nb"), "contrôle"},
		"has a zero":                 {named("m/a\x00b"), "contrôle"},
		"is empty":                   {zipOf(t, stored("m//a", "")), "sort de son dossier"},
		"is no UTF-8":                {named("m/\xff\xfe"), "UTF-8"},
		"is decomposed":              {named("m/e\u0301te"), "NFC"},
		"is a device":                {named("m/aux.txt"), "périphérique"},
		"is another device":          {named("m/Com¹"), "périphérique"},
		"ends in a dot":              {named("m/a."), "finit par un point"},
		"is long":                    {named("m/" + strings.Repeat("a", 250)), "plus de 200 caractères"},
		"is there twice":             {zipOf(t, a, a), "même nom"},
		"differs by case":            {zipOf(t, stored("m/A.txt", "1"), stored("m/a.TXT", "2")), "même nom"},
		"differs by case in folder":  {zipOf(t, stored("m/É/a", "1"), stored("M/é/a", "2")), "même nom"},
		"is a file and a folder":     {zipOf(t, stored("m/a", "1"), stored("m/a/b", "2")), "nom d'un dossier"},
		"is a link":                  {zipOf(t, stored("m/l", "/etc/passwd").with(func(e *zipped) { e.SetMode(fs.ModeSymlink | 0o777) })), "lien"},
		"is a pipe":                  {zipOf(t, stored("m/p", "").with(func(e *zipped) { e.SetMode(fs.ModeNamedPipe | 0o644) })), "spécial"},
		"is encrypted":               {zipOf(t, a.with(func(e *zipped) { e.Flags = 1 })), "chiffré"},
		"has a comment":              {zipOf(t, a.with(func(e *zipped) { e.Comment = "x" })), "commentaire"},
		"is packed in a strange way": {zipOf(t, a.with(func(e *zipped) { e.Method = 93 })), "méthode de compression (93)"},
		"lies about its size":        {zipOf(t, a.with(func(e *zipped) { e.UncompressedSize64 = 5 })), "taille annoncée est fausse"},
		"lies about its sum":         {zipOf(t, a.with(func(e *zipped) { e.CRC32++ })), "CRC-32"},
		"grows":                      {zipOf(t, deflated("m/a", make([]byte, 1<<20)).with(func(e *zipped) { e.UncompressedSize64 = 10 })), "plus long que sa taille"},
		"shrinks":                    {zipOf(t, deflated("m/a", []byte("aaaa")).with(func(e *zipped) { e.UncompressedSize64 = 100 })), "plus court que sa taille"},
		"hides bytes behind its stream": {zipOf(t, deflated("m/a", []byte("aaaa")).with(func(e *zipped) {
			e.data = append(bytes.Clone(e.data), "spare"...)
			e.CompressedSize64 += 5
		})), "plus long que sa taille"},
		"is a bomb":                               {zipOf(t, deflated("m/a", make([]byte, 64<<20))), "plus de 100 fois sa taille"},
		"has bytes in front":                      {append([]byte("#!/bin/sh\n"), good...), "n'appartiennent à aucun fichier"},
		"has bytes behind":                        {append(bytes.Clone(good), "spare"...), "pas un zip entier"},
		"has bytes between":                       {between(), "le précèdent"},
		"has entries over another":                {patched(zipOf(t, a, a.with(func(e *zipped) { e.Name = "m/c.txt" })), "PK\x01\x02", sizeDirectory+len(a.Name)+42, 0, 0, 0, 0), "recouvre"},
		"has two names for an entry":              {patched(good, "PK\x03\x04", sizeLocal+2, 'z'), "l'un des deux noms"},
		"is one of several volumes":               {patched(good, "PK\x05\x06", 4, 1), "plusieurs volumes"},
		"has a comment at its end":                {append(patched(good, "PK\x05\x06", 20, 5), "spare"...), "pas un zip entier"},
		"is nothing":                              {nil, "pas un zip entier"},
		"is text":                                 {[]byte(strings.Repeat("rien ", 100)), "pas un zip entier"},
		"is a bomb whose sizes add up to nothing": {zipOf(t, a, b.with(func(e *zipped) { e.Method, e.UncompressedSize64 = zip.Deflate, 1<<64-4 })), "tailles sont illisibles"},
	} {
		t.Run(name, func(t *testing.T) {
			z, err := openZip(bytes.NewReader(c.zip), int64(len(c.zip)))
			for i := range len(c.zip) { // what is only seen when it is read
				if err != nil || i >= len(z.list) {
					break
				}
				_, err = z.list[i].hash()
			}
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want « %s »", err, c.says)
			}
		})
	}
	if z, err := openZip(bytes.NewReader(good), int64(len(good))); err != nil || len(z.list) != 2 {
		t.Errorf("a good zip: %v", err)
	}
}

// No part of an archive is taken for the whole.
func TestTruncatedZips(t *testing.T) {
	data, err := os.ReadFile(mini(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := openZip(bytes.NewReader(data[:n]), int64(n)); err == nil {
			t.Fatalf("%d bytes of %d are accepted", n, len(data))
		}
	}
}

// A counting reader says how much was read.
type counting struct {
	io.ReaderAt
	n int64
}

func (c *counting) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, at)
	c.n += int64(n)
	return n, err
}

// A million entries are refused before one of them is read.
func TestMillionEntries(t *testing.T) {
	var data []byte
	const n = 1_000_000
	for range n {
		data = append(data, make([]byte, sizeDirectory)...)
	}
	end := make([]byte, sizeEnd64+sizeLocator+sizeEnd)
	put := binary.LittleEndian
	put.PutUint32(end, 0x06064b50)
	put.PutUint64(end[4:], sizeEnd64-12)
	put.PutUint64(end[24:], n)
	put.PutUint64(end[32:], n)
	put.PutUint64(end[40:], uint64(len(data)))
	locator := end[sizeEnd64:]
	put.PutUint32(locator, 0x07064b50)
	put.PutUint64(locator[8:], uint64(len(data)))
	put.PutUint32(locator[16:], 1)
	last := locator[sizeLocator:]
	put.PutUint32(last, 0x06054b50)
	put.PutUint16(last[8:], 0xffff)
	put.PutUint16(last[10:], 0xffff)
	put.PutUint32(last[12:], 0xffffffff)
	put.PutUint32(last[16:], 0xffffffff)
	data = append(data, end...)
	r := &counting{ReaderAt: bytes.NewReader(data)}
	_, err := openZip(r, int64(len(data)))
	if err == nil || !strings.Contains(err.Error(), "1000000 fichiers") {
		t.Error(err)
	}
	if r.n > 1000 {
		t.Errorf("%d bytes were read", r.n)
	}
	// The same with a count that lies: the directory is then too large for it.
	put.PutUint64(data[len(data)-len(end)+24:], 10)
	put.PutUint64(data[len(data)-len(end)+32:], 10)
	r.n = 0
	if _, err := openZip(r, int64(len(data))); !errors.Is(err, errZip) || r.n > 1000 {
		t.Errorf("%v, %d bytes read", err, r.n)
	}
}

// Ten gigabytes of zeros cost nothing.
func TestHugeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.zip")
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(f.Truncate(10<<30), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	before := allocated()
	if wrong, err := verified(t, path); err == nil || !strings.Contains(err.Error(), "n'est pas une archive : ce n'est pas un zip") {
		t.Errorf("%v %s", err, wrong)
	}
	if n := allocated() - before; n > 8<<20 {
		t.Errorf("%d bytes were allocated", n)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// Damages are told up to a number, and then counted.
func TestManyDamages(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for i := range 3 * maxProblems {
		lines.WriteString(strings.Repeat("0", 64) + "  f" + strings.Repeat("x", 1+i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + "\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "empreintes.sha256"), []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := new(diag.List)
	report, err := Verify(t.Context(), dir, VerifyOptions{}, p)
	if err != nil {
		t.Fatal(err)
	}
	if p.Len() > maxProblems || p.Len() == 0 {
		t.Errorf("%d problems, %d left", p.Len(), report.Left)
	}
}

// In a folder, only files are read: a link leads out of it, a pipe never ends.
func TestHostileFolders(t *testing.T) {
	for name, make := range map[string]func(path string) error{
		"link":             func(path string) error { return os.Symlink("/etc/passwd", path) },
		"link to a folder": func(path string) error { return os.Symlink("/etc", path) },
		"pipe":             func(path string) error { return syscall.Mkfifo(path, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := errors.Join(os.WriteFile(filepath.Join(dir, "empreintes.sha256"), nil, 0o600), make(filepath.Join(dir, "x"))); err != nil {
				t.Fatal(err)
			}
			if wrong, err := verified(t, dir); err != nil || !strings.Contains(wrong, "x: c'est un lien ou un fichier spécial") {
				t.Errorf("%v %s", err, wrong)
			}
		})
	}
}

// More files than the 65,535 of a usual zip.
func TestManyFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.zip")
	z, err := createZip(path, miniDate, needSHA512)
	if err != nil {
		t.Fatal(err)
	}
	const n = 70_000
	for i := range n {
		content := bytesBlob([]byte{byte(i)})
		if err := z.add("m/"+strconv.Itoa(i), content); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := z.finish()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	read, err := openZip(f, whole.size)
	if err != nil || len(read.list) != n || read.foreign {
		t.Fatalf("%v, %d files", err, len(read.list))
	}
}

// A bag that somebody zipped again, with another tool and other settings, is the
// same bag, and that is said.
func TestZippedAgain(t *testing.T) {
	whole, err := zip.OpenReader(mini(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	deflated := &zip.FileHeader{Method: zip.Deflate, Modified: time.Now()}
	for name, c := range map[string]struct {
		top    string
		header *zip.FileHeader
	}{
		"deflated, at the root":        {"", deflated},
		"deflated, below another name": {"autre-nom/", deflated},
		"stored":                       {"mini-2021/", &zip.FileHeader{Method: zip.Store}},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			w := zip.NewWriter(&b)
			for _, f := range whole.File {
				header := *c.header
				header.Name = c.top + strings.TrimPrefix(f.Name, "mini-2021/")
				in, err := f.Open()
				if err != nil {
					t.Fatal(err)
				}
				out, err := w.CreateHeader(&header)
				if err == nil {
					_, err = io.Copy(out, in)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			v := &verifier{ctx: t.Context(), path: "x.zip", problems: new(diag.List)}
			if err := v.zip(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil || v.found() {
				t.Fatalf("%v\n%s", err, told(v.problems))
			}
			if !strings.Contains(strings.Join(v.report.Notes, "\n"), "refait par d'autres mains") {
				t.Errorf("it is not said: %q", v.report.Notes)
			}
		})
	}
}

// A machine without room for what must be unpacked proves nothing, and damages
// nothing either.
func TestNoRoom(t *testing.T) {
	whole, err := zip.OpenReader(mini(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range whole.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.Create(f.Name)
		if err == nil {
			_, err = io.Copy(out, in)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, filepath.Join(t.TempDir(), "absent"))
	}
	v := &verifier{ctx: t.Context(), path: "x.zip", problems: new(diag.List)}
	err = v.zip(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || v.found() || len(v.report.Unproved) != 1 || !strings.Contains(v.report.Unproved[0], ".wacz n'est pas vérifié : impossible de créer un fichier temporaire") {
		t.Errorf("%v %q\n%s", err, v.report.Unproved, told(v.problems))
	}
	if runtime.GOOS != "linux" {
		return // no file is always full elsewhere
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	if _, err := io.Copy(disk{full}, strings.NewReader("a")); !diag.IsFailure(err) {
		t.Errorf("a full disk: %v", err)
	}
}
