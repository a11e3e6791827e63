package media_test

import (
	"testing"

	"feuille-de-route.example/cmd/build/internal/feed"
	"feuille-de-route.example/cmd/build/internal/media"
)

// What serves a site or lists its files, the preview and archives of the web too,
// gives a feed the type of its form, wherever it stands.
func TestFeeds(t *testing.T) {
	for _, form := range feed.Forms {
		for _, address := range []string{"/", "missions/data/"} {
			if got := media.Type(address + form.File); got != form.Type {
				t.Errorf("%s%s is %s, want %s", address, form.File, got, form.Type)
			}
		}
	}
	if got := media.Type("/sitemap.xml"); got != "application/xml" {
		t.Error(got)
	}
}
