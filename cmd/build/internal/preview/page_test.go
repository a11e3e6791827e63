package preview

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"feuille-de-route.example/cmd/build/internal/site"
)

// A film can be sought: whoever asks for a part of a file gets that part.
func TestPartOfAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(name, []byte("0123456789"), 0o644); err != nil {
		t.Fatal(err)
	}
	onDisk := func() (io.ReadCloser, error) { return os.Open(name) }
	stream := func() (io.ReadCloser, error) {
		f, err := os.Open(name)
		return struct{ io.ReadCloser }{f}, err
	}
	for _, c := range []struct {
		promise, method, ask string
		open                 func() (io.ReadCloser, error)
		status               int
		kind, length, body   string
	}{
		{"all of it", "GET", "", onDisk, 200, "video/mp4", "10", "0123456789"},
		{"its headers", "HEAD", "", onDisk, 200, "video/mp4", "10", ""},
		{"a part", "GET", "bytes=2-5", onDisk, 206, "video/mp4", "4", "2345"},
		{"the end", "GET", "bytes=7-", onDisk, 206, "video/mp4", "3", "789"},
		{"after the end", "GET", "bytes=10-", onDisk, 416, "text/plain; charset=utf-8", "", "invalid range: failed to overlap\n"},
		{"of what has no parts", "GET", "bytes=2-5", stream, 200, "video/mp4", "10", "0123456789"},
		{"of what does not open", "GET", "", func() (io.ReadCloser, error) { return nil, errors.New("panne") }, 500, plain, "", "Ce fichier ne se lit pas : panne.\n"},
	} {
		r := httptest.NewRequest(c.method, "/film.mp4", http.NoBody)
		if c.ask != "" {
			r.Header.Set("Range", c.ask)
		}
		w := httptest.NewRecorder()
		send(w, r, raw(site.File{Path: "film.mp4", Open: c.open}))
		h := w.Header()
		if w.Code != c.status || w.Body.String() != c.body || h.Get("Content-Type") != c.kind || c.length != "" && h.Get("Content-Length") != c.length {
			t.Errorf("%s: %d %q %v", c.promise, w.Code, w.Body, h)
		}
	}
}
