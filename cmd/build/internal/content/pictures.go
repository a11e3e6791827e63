package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/photo"
)

// This file holds which images are shown, and how files are published.

// pictures are the extensions of the images that browsers show, drawings left out.
var pictures = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"}

// isPicture reports whether a file's name says that it is one of these.
func isPicture(name string) bool {
	return slices.Contains(pictures, strings.ToLower(path.Ext(name)))
}

// isImage reports whether a file's name says that a browser shows it.
func isImage(name string) bool { return isPicture(name) || strings.EqualFold(path.Ext(name), ".svg") }

// Open opens a file of content/ as it is published beside a page: a photo without what
// it tells of whoever took it. name is its path from content/.
func Open(fsys fs.FS, name string) (io.ReadCloser, error) {
	f, err := fsys.Open(strings.TrimPrefix(name, Root+"/"))
	if err != nil || !isPicture(name) {
		return f, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxWhole+1))
	if err != nil {
		return nil, err
	}
	if data, err = photo.Clean(data); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.NopCloser(bytes.NewReader(data)), nil
}

// Size is how many bytes Open gives, 0 when they cannot be read.
func Size(fsys fs.FS, name string) int64 {
	if !isPicture(name) {
		info, err := fs.Stat(fsys, strings.TrimPrefix(name, Root+"/"))
		if err != nil {
			return 0
		}
		return info.Size()
	}
	f, err := Open(fsys, name)
	if err != nil {
		return 0
	}
	defer f.Close()
	n, _ := io.Copy(io.Discard, f) // it is in memory
	return n
}

// PictureOf says what an image of content/ tells of itself; of other files, nothing.
func PictureOf(fsys fs.FS, name string) photo.Image {
	if isImage(name) {
		if data, err := ReadWhole(fsys, name, new(diag.List)); err == nil {
			return photo.Read(data)
		}
	}
	return photo.Image{}
}

// NatureOf says what a file of content/ is, by what it holds.
func NatureOf(fsys fs.FS, name string) media.Nature {
	f, err := fsys.Open(strings.TrimPrefix(name, Root+"/"))
	if err != nil {
		return media.Nature{}
	}
	defer f.Close()
	const enough = 4096 // for whoever tells natures apart
	data, _ := io.ReadAll(io.LimitReader(f, enough))
	return media.Sniff(data)
}

// WithoutPlace says what to do about a file that says where it was taken.
const WithoutPlace = "retirez-en la position : dans les propriétés du fichier, ou en enregistrant l'image de nouveau"

// CheckPlace reports a file that is published as it is and says where it was taken. name
// is its path from content/.
func CheckPlace(fsys fs.FS, name string, p *diag.List) {
	f, err := fsys.Open(strings.TrimPrefix(name, Root+"/"))
	if err != nil { // whoever publishes it says so
		return
	}
	defer f.Close()
	file, ok := f.(io.ReadSeeker)
	if !ok {
		data, _ := io.ReadAll(io.LimitReader(f, MaxWhole))
		file = bytes.NewReader(data)
	}
	if photo.SaysPlace(file, MaxWhole) {
		p.Erreur(diag.Pos{File: name}, "lieu-publie", WithoutPlace, "ce fichier est publié tel quel, et dit où il a été pris")
	}
}

const asJPEG = "ouvrez-la dans un logiciel d'images, enregistrez-la en JPEG"

// checkPicture reports what keeps a picture from being shown. name is its path from
// content/.
func checkPicture(data []byte, name string, p *diag.List) {
	pos, ext, nature := diag.Pos{File: name}, strings.ToLower(path.Ext(name)), media.Sniff(data)
	switch {
	case !nature.Image:
		p.Erreur(pos, "image-illisible", "enregistrez-la de nouveau, ou corrigez son extension", "ce fichier n'est pas une image « %s », mais %s", ext, nature.Name)
	case !isImage(nature.Ext):
		p.Erreur(pos, "image-format", asJPEG+" et mettez-la à la place de celle-ci", "ce fichier est %s, que les navigateurs ne montrent pas", nature.Name)
	default:
		img := photo.Read(data)
		if _, err := photo.Clean(data); errors.Is(err, photo.ErrDamaged) || nature.Ext == ".gif" && img.Width == 0 {
			p.Erreur(pos, "image-illisible", "reprenez l'original, et enregistrez-le de nouveau", "cette image est endommagée")
		} else if nature.Ext == ".avif" && img.Tells {
			p.Erreur(pos, "photo-donnees", "enregistrez-la sans ces données, ou en JPEG, d'où elles sont retirées à la publication",
				"cette image AVIF dit avec quoi elle a été prise, quand et peut-être où")
		}
	}
}

// notShown reports a file that is shown as an image and is none that browsers show.
func (w *writer) notShown(i image, t Target, offset int) {
	typed := i.typed
	if t.File == "" {
		w.wrong(offset, "image-absente", "écrivez le nom du fichier de l'image", "« %s » n'est pas une image", typed)
		return
	}
	name, nature := path.Base(t.File), t.Nature()
	jpeg := strings.TrimSuffix(typed, path.Ext(typed)) + ".jpg"
	switch {
	case isImage(nature.Ext):
		right := strings.TrimSuffix(typed, path.Ext(typed)) + nature.Ext
		w.wrong(offset, "image-format", "renommez-le « "+path.Base(right)+" », et "+diag.Instead(right), "« %s » est %s, mais son nom ne finit pas par « %s »", name, nature.Name, nature.Ext)
	case nature.Image:
		w.wrong(offset, "image-format", asJPEG+", et "+diag.Instead(jpeg), "« %s » est %s, que les navigateurs ne montrent pas", name, nature.Name)
	case i.lead:
		w.wrong(offset, "image-format", "donnez une image, ou retirez « image: »", "« %s » est %s, pas une image", name, nature.Name)
	default:
		w.wrong(offset, "image-format", "pour un lien, "+diag.Instead("["+i.alternative+"]("+typed+")"), "« %s » est %s, pas une image", name, nature.Name)
	}
}
