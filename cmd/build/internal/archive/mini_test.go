package archive

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

var miniDate = time.Date(2021, 9, 14, 0, 0, 0, 0, time.UTC)

// mini writes the smallest whole archive, a zip and its digest, into a folder,
// by the code that writes real ones; only the site is missing. It returns the
// path of the zip.
func mini(t testing.TB, dir string) string {
	t.Helper()
	edition := &roadmap.Edition{ID: roadmap.EditionID{Plain: content.Plain{S: "2021"}}}
	m := &maker{name: "mini-2021", edition: edition, stage: dir, when: miniDate,
		about: about{titre: "Mini", edition: "Édition 2021", id: "2021", url: "https://mini.exemple.fr/", series: "mini"}}
	m.Zip, m.Maker = true, Maker{"essai", "go"}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	m.bag, err = newBag(filepath.Join(dir, m.name+".zip"), m.name, m.when)
	check(err)
	defer m.bag.close()
	add := func(name, text string) listed {
		b := bytesBlob([]byte(text))
		check(m.bag.add(name, b))
		return listed{name, b.sums}
	}
	m.frozen = (&data.Feuille{Version: data.Version, Edition: "2021", Site: data.Site{URL: m.about.url}}).Encode()
	var inner []listed
	for _, f := range [][2]string{{"index.html", "<main><h1>Été</h1></main>"}, {page.OutputPath(data.Address), string(m.frozen)}} {
		inner = append(inner, listed{f[0], add(siteDir+f[0], f[1]).sums})
	}
	add(siteDir+output.Manifest, string(manifest(inner, "sha256")))
	source := add(sourcesDir+"content/site.yaml", "titre: Mini\n")
	source.name = "content/site.yaml"
	m.bag.sources = []listed{source}
	origin, err := m.provenance()
	check(err)
	check(m.bag.add(provenanceName, origin))
	wacz := miniWACZ(t, m)
	check(m.bag.add(webDir+m.name+".wacz", wacz))
	check(m.finishBag())
	return filepath.Join(dir, m.name+".zip")
}

func miniWACZ(t testing.TB, m *maker) blob {
	t.Helper()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := createSpool(filepath.Join(m.stage, warcName), needSHA256|needCRC)
	check(err)
	w := waczWriter{maker: m}
	w.list, err = createSpool(filepath.Join(m.stage, "pages.jsonl"), needSHA256|needCRC)
	check(err)
	check(w.start(out))
	check(w.warc.add(m.about.url, bytesBlob([]byte("<h1>Été</h1>"))))
	check(w.warc.add(m.about.url+"robots.txt", bytesBlob([]byte("Allow: /\n"))))
	check(w.line(map[string]string{"id": "1", "url": m.about.url, "ts": warcDate(m.when), "title": "Été", "text": "Été"}))
	wacz, err := w.pack(out, filepath.Join(m.stage, m.name+".wacz"))
	check(err)
	return wacz
}

// verified verifies a file and gives what is wrong, « file: message » a line.
func verified(t testing.TB, path string) (string, error) {
	t.Helper()
	p := new(diag.List)
	_, err := Verify(t.Context(), path, VerifyOptions{}, p)
	return told(p), err
}

// verifiedBytes is verified for a zip in memory.
func verifiedBytes(t testing.TB, zip []byte) (string, error) {
	t.Helper()
	v := &verifier{ctx: t.Context(), path: "x.zip", problems: new(diag.List)}
	err := v.zip(bytes.NewReader(zip), int64(len(zip)))
	return told(v.problems), err
}

func told(p *diag.List) string {
	var b strings.Builder
	for _, x := range p.Sorted() {
		fmt.Fprintf(&b, "%s: %s\n", x.Pos.File, x.Message)
	}
	return b.String()
}

func TestMiniIsWhole(t *testing.T) {
	path := mini(t, t.TempDir())
	if wrong, err := verified(t, path); wrong != "" || err != nil {
		t.Fatalf("%v\n%s", err, wrong)
	}
}

// A region is a part of a zip and the file that it belongs to.
type region struct {
	from, to int64
	file     string // "" for the zip itself
}

// regions cuts a zip of ours into parts.
func regions(t *testing.T, zip []byte) []region {
	t.Helper()
	var list []region
	at := int64(0)
	for le32(zip[at:]) == signLocal {
		name := string(zip[at+sizeLocal : at+sizeLocal+int64(le16(zip[at+26:]))])
		next := at + sizeLocal + int64(len(name)) + int64(le32(zip[at+18:]))
		list = append(list, region{at, next, name})
		at = next
	}
	for le32(zip[at:]) == 0x02014b50 {
		name := string(zip[at+sizeDirectory : at+sizeDirectory+int64(le16(zip[at+28:]))])
		next := at + sizeDirectory + int64(len(name))
		list = append(list, region{at, at + 4, ""}, region{at + 4, next, name})
		at = next
	}
	return append(list, region{at, int64(len(zip)), ""})
}

// Every byte of an archive matters: whichever has a bit changed, the file is
// named.
func TestOneBitAnywhere(t *testing.T) {
	dir := t.TempDir()
	zip := mini(t, dir)
	for _, path := range []string{zip, filepath.Join(dir, "mini-2021.wacz")} {
		t.Run(filepath.Ext(path), func(t *testing.T) { oneBitAnywhere(t, path) })
	}
}

func oneBitAnywhere(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parts := regions(t, data)
	t.Logf("%d bytes in %d parts", len(data), len(parts))
	for _, part := range parts {
		for at := part.from; at < part.to; at++ {
			data[at] ^= 1 << (at % 8)
			if wrong, err := verifiedBytes(t, data); err == nil && (wrong == "" || !strings.Contains(wrong, part.file)) {
				t.Errorf("byte %d of %q: %v %q", at, part.file, err, wrong)
			}
			data[at] ^= 1 << (at % 8)
		}
	}
}

// The same in a folder: each byte of a site that opens from a disk.
func TestOneBitInAFolder(t *testing.T) {
	z, err := os.ReadFile(mini(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	tree, err := openZip(bytes.NewReader(z), int64(len(z)))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "site")
	site := tree.list.below("mini-2021/" + siteDir)
	if err := unpack(site, dir); err != nil {
		t.Fatal(err)
	}
	for _, e := range site {
		file := filepath.Join(dir, e.name)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for at := range data {
			data[at] ^= 1 << (at % 8)
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if wrong, err := verified(t, dir); err != nil || !strings.Contains(wrong, e.name) {
				t.Errorf("byte %d of %s: %v %q", at, e.name, err, wrong)
			}
			data[at] ^= 1 << (at % 8)
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
