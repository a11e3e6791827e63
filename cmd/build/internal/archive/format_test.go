package archive

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/diag"
)

var keep = flag.Bool("keep", false, "keep an archive of today's format in testdata; never over one that is there")

// Archives of all formats that ever were stay verifiable. A change of currentFormat
// needs an archive of the new one: run with -keep.
func TestFormats(t *testing.T) {
	made := mini(t, t.TempDir())
	kept := filepath.Join("testdata", fmt.Sprintf("format-%d", currentFormat), filepath.Base(made))
	if _, err := os.Stat(kept); *keep && err != nil {
		for _, end := range []string{"", ".sha512"} {
			data, err := os.ReadFile(made + end)
			if err == nil {
				err = os.WriteFile(kept+end, data, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	all, err := filepath.Glob("testdata/format-*/*.zip")
	if err != nil || len(all) != currentFormat {
		t.Fatalf("%d archives for %d formats: %v", len(all), currentFormat, err)
	}
	for _, path := range all {
		if wrong, err := verified(t, path); wrong != "" || err != nil {
			t.Errorf("%s: %v\n%s", path, err, wrong)
		}
	}
	if a, b := filesOf(t, made), filesOf(t, all[currentFormat-1]); a != b {
		t.Errorf("the format is no longer what it was; give it a new number\n%s\n%s", a, b)
	}
}

func filesOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := openZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range z.list {
		names = append(names, e.name)
	}
	return strings.Join(names, "\n")
}

// An archive of a format to come is verified as far as its digests go, and that
// is said.
func TestFormatToCome(t *testing.T) {
	old, err := os.ReadFile(mini(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	z, err := openZip(bytes.NewReader(old), int64(len(old)))
	if err != nil {
		t.Fatal(err)
	}
	tree := z.list.below("mini-2021/")
	b, err := newBag(filepath.Join(t.TempDir(), "x.zip"), "mini-2021", miniDate)
	if err != nil {
		t.Fatal(err)
	}
	tags := map[string][]byte{}
	for _, e := range tree {
		text, err := tree.read(e.name, maxTag)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case e.name == provenanceName:
			text = bytes.Replace(text, fmt.Appendf(nil, `"format": %d`, currentFormat), []byte(`"format": 9`), 1)
			fallthrough
		case strings.HasPrefix(e.name, "data/"):
			content := bytesBlob(text)
			if err := b.add(e.name, content); err != nil {
				t.Fatal(err)
			}
		case e.name == bagInfo || e.name == readMe:
			tags[e.name] = text
		}
	}
	if _, _, err := b.finish(tags); err != nil {
		t.Fatal(err)
	}
	p := new(diag.List)
	report, err := Verify(t.Context(), b.zip.file.Name(), VerifyOptions{}, p)
	if err != nil || p.Len() > 0 || !strings.Contains(strings.Join(report.Notes, "\n"), "format plus récent (9)") {
		t.Errorf("%v %q\n%s", err, report.Notes, told(p))
	}
}
