package archive

import (
	"bytes"
	"math"

	"feuille-de-route.example/cmd/build/internal/markup"
)

// plainText is what a page says in its main part, without markup, for a
// player's search.
func plainText(page []byte) string {
	if at := bytes.Index(page, []byte("<main")); at >= 0 {
		page = page[at:]
	}
	if end := bytes.LastIndex(page, []byte("</main>")); end >= 0 {
		page = page[:end]
	}
	return markup.Words(bytes.NewReader(page), math.MaxInt)
}
