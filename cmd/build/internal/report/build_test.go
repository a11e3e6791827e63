package report_test

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"feuille-de-route.example/cmd/build/internal/output"
	ours "feuille-de-route.example/cmd/build/internal/report"
)

// Where there is nothing, lists are empty and not absent; files are counted by
// what they are, whatever the case of their names.
func TestBuild(t *testing.T) {
	var b bytes.Buffer
	r := new(ours.Build)
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"format": 1`, `"publie": false`, `"types": []`, `"fichiers": []`, `"problemes": []`, `"etapes": []`} {
		if !bytes.Contains(b.Bytes(), []byte(want)) {
			t.Errorf("no %s in %s", want, &b)
		}
	}
	r.Found(example().Problems)
	r.Published(2, output.Result{Digest: "ab", New: 1, Files: []output.Written{
		{Path: "CNAME", Size: 3}, {Path: "a.HTML", Size: 5}, {Path: "b/c.html", Size: 7, Hash: sha256.Sum256(nil)}}})
	b.Reset()
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `{
  "format": 1,
  "programme": "",
  "publie": true,
  "empreinte": "ab",
  "nombres": {
    "pages": 2,
    "fichiers": 3,
    "octets": 15,
    "erreurs": 2,
    "avertissements": 1
  },
  "types": [
    {
      "extension": "",
      "fichiers": 1,
      "octets": 3
    },
    {
      "extension": "html",
      "fichiers": 2,
      "octets": 12
    }
  ],
`
	if !bytes.HasPrefix(b.Bytes(), []byte(want)) {
		t.Errorf("%s\nwant\n%s", &b, want)
	}
	if !bytes.Contains(b.Bytes(), []byte(`"sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`)) {
		t.Errorf("no digest: %s", &b)
	}
}
