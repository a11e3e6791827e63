// Package photo knows the files of images: how large they are shown, whether they
// say where they were taken, and the same images without what they tell of whoever
// took them. In go the bytes of a file, whatever its name says; pixels are never
// decoded, so that none changes.
package photo

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif" // so that its size is known
	"strings"

	"github.com/bep/imagemeta"
	_ "golang.org/x/image/webp" // the same
)

// ErrDamaged means that a file begins as an image and does not go on as one.
var ErrDamaged = errors.New("the image is damaged")

// An Image is what a file says of itself.
type Image struct {
	Width, Height int  // in pixels, once it is turned as it says; 0 when unknown
	Place         bool // it says where it was taken
	Tells         bool // it holds Exif, XMP or IPTC data
	turn          int  // the orientation of Exif, from 1, which is upright, to 8
}

// formats are those of images that hold such data, by how their files begin.
var formats = []struct {
	start  string // from offset at
	at     int
	format imagemeta.ImageFormat
}{
	{"\xff\xd8\xff", 0, imagemeta.JPEG},
	{pngStart, 0, imagemeta.PNG},
	{"WEBP", 8, imagemeta.WebP},
	{"ftypavi", 4, imagemeta.AVIF},
	{"ftyphei", 4, imagemeta.HEIF}, {"ftypmif1", 4, imagemeta.HEIF}, {"ftypmsf1", 4, imagemeta.HEIF}, {"ftyphev", 4, imagemeta.HEIF},
	{"II*\x00", 0, imagemeta.TIFF}, {"MM\x00*", 0, imagemeta.TIFF},
}

// formatOf is the format of a file, or ImageFormatAuto.
func formatOf(data []byte) imagemeta.ImageFormat {
	for _, f := range formats {
		if len(data) >= f.at && bytes.HasPrefix(data[f.at:], []byte(f.start)) {
			return f.format
		}
	}
	return imagemeta.ImageFormatAuto
}

// Read looks at an image, as far as it can be read.
func Read(data []byte) Image {
	img := Image{turn: 1}
	format := formatOf(data)
	if format == imagemeta.ImageFormatAuto || format == imagemeta.WebP {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
			img.Width, img.Height = config.Width, config.Height
		}
	}
	switch format {
	case imagemeta.ImageFormatAuto:
		if img.Width == 0 {
			img.Width, img.Height = drawingSize(data)
		}
		return img
	case imagemeta.WebP: // of which the library passes over what follows a chunk of odd length
		img.read(webpExif(data), imagemeta.TIFF)
	default:
		config := img.read(data, format)
		img.Width, img.Height = config.Width, config.Height
	}
	if img.turn > 4 { // a quarter of a turn, mirrored or not
		img.Width, img.Height = img.Height, img.Width
	}
	return img
}

// read adds what the data beside the pixels says, and returns their size.
func (img *Image) read(data []byte, format imagemeta.ImageFormat) imagemeta.ImageConfig {
	result, _ := imagemeta.Decode(imagemeta.Options{ // what it cannot read, browsers do not either
		R: bytes.NewReader(data), ImageFormat: format,
		Sources: imagemeta.CONFIG | imagemeta.EXIF | imagemeta.XMP | imagemeta.IPTC,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			img.Tells = true
			img.Place = img.Place || isPlace(t.Tag)
			return t.Tag == "Orientation" && t.Namespace == "IFD0"
		},
		HandleTag: func(t imagemeta.TagInfo) error {
			if turn, ok := t.Value.(uint16); ok && t.Source == imagemeta.EXIF && turn >= 1 && turn <= 8 {
				img.turn = int(turn)
			}
			return nil
		},
	})
	return result.ImageConfig
}

// isPlace tells the names of what says where one was, in Exif and in XMP.
func isPlace(tag string) bool {
	return strings.HasPrefix(tag, "GPSLatitude") || strings.HasPrefix(tag, "GPSLongitude") || strings.HasPrefix(tag, "GPSDest")
}

// Clean returns an image of the formats that browsers show without what it tells of
// whoever took it: Exif, XMP, IPTC, comments, thumbnails, and whatever follows it in
// its file. What changes pixels, colours or size is kept to the byte, and so is which
// way up it is. Other files come out as they are. The error is ErrDamaged.
func Clean(data []byte) ([]byte, error) {
	clean := map[imagemeta.ImageFormat]func([]byte, int) ([]byte, error){imagemeta.JPEG: cleanJPEG, imagemeta.PNG: cleanPNG, imagemeta.WebP: cleanWebP}[formatOf(data)]
	if clean == nil {
		return data, nil
	}
	img := Read(data)
	if img.Width == 0 || img.Height == 0 {
		return nil, ErrDamaged
	}
	return clean(data, img.turn)
}

// upright is Exif data that says nothing but which way up an image is (Exif 3.0,
// 4.6.2): a header, one entry, no other directory.
func upright(turn int) []byte {
	return []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0, 0, 0, 0, 0}
}
