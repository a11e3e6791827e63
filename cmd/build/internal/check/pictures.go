package check

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/site"
)

// What a picture of a page may have at most: more is loaded by all, and seen by nobody.
const (
	widest   = 1600    // pixels, in both directions
	heaviest = 500_000 // bytes
)

// A gallery is the images that pages show, by their keys in content.Tree.Files.
type gallery struct {
	mu    sync.Mutex
	shown map[string]bool
}

// add notes the images of a text.
func (g *gallery) add(points []content.Point) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, at := range points {
		if at.Kind == content.PointImage {
			g.shown[at.File] = true
		}
	}
}

// pictures tells which images pages would load in vain, and which say where they were
// taken.
func (g *gallery) pictures(s *site.Site, p *diag.List) {
	tree := s.Roadmap().Tree
	for _, key := range slices.Sorted(maps.Keys(tree.Files)) {
		img, pos := s.Picture(key), diag.Pos{File: tree.Files[key]}
		if img.Place {
			p.Avertissement(pos, "photo-lieu", content.WithoutPlace,
				"cette photo dit où elle a été prise : le site n'en publie rien, mais qui lit ces sources le voit")
		}
		if !g.shown[key] || img.Width == 0 {
			continue
		}
		size := s.Size(key)
		if img.Width > widest || img.Height > widest || size > heaviest {
			p.Avertissement(pos, "image-lourde", fmt.Sprintf("enregistrez-la en JPEG, avec %s pixels au plus de large et de haut", french.Int(widest)),
				"cette image a %s × %s pixels et pèse %s", french.Int(img.Width), french.Int(img.Height), french.Size(size))
		}
	}
}

// sizeOf is the size of a file of content/ as it is published, in bytes.
func sizeOf(f site.File) (size int, err error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, r)
	return int(n), err
}
