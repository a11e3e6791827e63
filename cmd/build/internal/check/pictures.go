package check

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/photo"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/site"
)

// What a picture of a page may have at most: more is loaded by all, and seen by nobody.
const (
	widest   = 1600    // pixels, in both directions
	heaviest = 500_000 // bytes
)

const withoutPlace = "retirez-en la position : dans les propriétés du fichier, ou en enregistrant l'image de nouveau"

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
			p.Avertissement(pos, "photo-lieu", withoutPlace,
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

// opened reads a file of content/ as it is published, and returns its size in bytes. It
// tells one that says where it was taken.
func opened(f site.File, p *diag.List) (size int, err error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	b := scratch.Buffer()
	defer scratch.Return(b)
	if _, err = b.ReadFrom(io.LimitReader(r, content.MaxWhole)); err != nil {
		return 0, err
	}
	rest := counter{r, 0}
	if photo.Read(b.Bytes()).Place || photo.FilmPlace(io.MultiReader(bytes.NewReader(b.Bytes()), &rest)) {
		p.Erreur(diag.Pos{File: f.Source()}, "lieu-publie", withoutPlace, "ce fichier est publié tel quel, et dit où il a été pris")
	}
	_, err = io.Copy(io.Discard, &rest)
	return b.Len() + rest.n, err
}

// A counter counts what is read, in bytes.
type counter struct {
	io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += n
	return n, err
}
