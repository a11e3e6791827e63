package photo_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	_ "golang.org/x/image/webp"

	"feuille-de-route.example/cmd/build/internal/photo"
)

// exif is what a camera says: which way up it was held, and where.
func exif(turn uint16) []byte {
	var b []byte
	order := binary.LittleEndian
	b = append(b, "II*\x00\x08\x00\x00\x00"...)
	entry := func(tag, kind uint16, count, value uint32) {
		b = order.AppendUint16(order.AppendUint16(b, tag), kind)
		b = order.AppendUint32(order.AppendUint32(b, count), value)
	}
	b = order.AppendUint16(b, 2)
	entry(0x0112, 3, 1, uint32(turn))
	entry(0x8825, 4, 1, 38) // GPS
	b = order.AppendUint32(b, 0)
	b = order.AppendUint16(b, 4)
	entry(1, 2, 2, 'N')
	entry(2, 5, 3, 92)
	entry(3, 2, 2, 'E')
	entry(4, 5, 3, 116)
	b = order.AppendUint32(b, 0)
	for _, degrees := range []uint32{48, 51, 24, 2, 21, 3} {
		b = order.AppendUint32(order.AppendUint32(b, degrees), 1)
	}
	return b
}

// picture has 6 columns, 4 rows, and colours.
func picture() *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, 6, 4), color.Palette{color.Black, color.White, color.RGBA{200, 30, 60, 255}})
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 3)
	}
	return img
}

func segment(marker byte, content string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2)), content...)
}

func jpegFile(t testing.TB, turn uint16) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(b.Bytes()[:2], segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), segment(0xe1, "Exif\x00\x00"+string(exif(turn))),
		segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>"), segment(0xe2, "ICC_PROFILE\x00\x01\x01profil"), segment(0xe2, "MPF\x00suite"),
		segment(0xed, "Photoshop 3.0\x00"), segment(0xee, "Adobe\x00d\x00\x00\x00\x00\x00\x01"), segment(0xfe, "Appareil de Camille"), b.Bytes()[2:], []byte("suite"))
}

func chunk(kind, content string) []byte {
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(content))), kind+content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngFile(t testing.TB, turn uint16) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	const header = 8 + 25
	return slices.Concat(b.Bytes()[:header], chunk("gAMA", "\x00\x00\xb1\x8f"), chunk("eXIf", string(exif(turn))), chunk("tEXt", "Author\x00Camille"),
		chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta/>"), chunk("tIME", "\x07\xe5\x09\x0e\x0a\x00\x00"), b.Bytes()[header:], []byte("suite"))
}

func webpFile(t testing.TB, turn uint16) []byte {
	small, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==") // one pixel
	if err != nil {
		t.Fatal(err)
	}
	part := func(kind string, content []byte) []byte {
		b := append(binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(content))), content...)
		return append(b, make([]byte, len(content)%2)...)
	}
	b := slices.Concat([]byte("WEBP"), part("VP8X", []byte{0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0}), small[12:], part("EXIF", exif(turn)), part("XMP ", []byte("<x:xmpmeta/>")))
	return slices.Concat([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len(b))), b, []byte("suite"))
}

// avifFile is as much of an AVIF as tells where its Exif data stands (ISO 14496-12, 8.11).
func avifFile(testing.TB) []byte {
	box := func(kind string, parts ...[]byte) []byte {
		content := slices.Concat(parts...)
		return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(content))), []byte(kind), content)
	}
	data := slices.Concat(make([]byte, 4), exif(1))
	file := func(at int) []byte {
		place := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(at)), uint32(len(data)))
		return slices.Concat(box("ftyp", []byte("avif\x00\x00\x00\x00avifmif1")), box("meta", make([]byte, 4),
			box("iinf", []byte{0, 0, 0, 0, 0, 1}, box("infe", []byte("\x02\x00\x00\x00\x00\x01\x00\x00Exif\x00"))),
			box("iloc", []byte{0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1}, place)), box("mdat", data))
	}
	return file(len(file(0)) - len(data))
}

var files = map[string]func(testing.TB, uint16) []byte{"jpeg": jpegFile, "png": pngFile, "webp": webpFile}

// A photo loses what it tells of whoever took it, and neither a pixel, nor its
// colours, nor which way up it is.
func TestClean(t *testing.T) {
	for name, make := range files {
		for turn := uint16(1); turn <= 8; turn++ {
			data := make(t, turn)
			before := photo.Read(data)
			if !before.Place || !before.Tells {
				t.Fatalf("%s: the sample says nothing: %+v", name, before)
			}
			clean, err := photo.Clean(data)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			after := photo.Read(clean)
			if after.Place || after.Width != before.Width || after.Height != before.Height {
				t.Errorf("%s, turn %d: %+v, was %+v", name, turn, after, before)
			}
			if wide := before.Width > before.Height; name != "webp" && wide == (turn > 4) {
				t.Errorf("%s, turn %d: %d × %d", name, turn, before.Width, before.Height)
			}
			for _, left := range []string{"Camille", "xmpmeta", "MPF", "Photoshop", "suite", "GPS"} {
				if bytes.Contains(clean, []byte(left)) {
					t.Errorf("%s: %q is left", name, left)
				}
			}
			for _, gone := range []string{"ICC_PROFILE\x00\x01\x01profil", "JFIF", "Adobe", "gAMA"} {
				if bytes.Contains(data, []byte(gone)) && !bytes.Contains(clean, []byte(gone)) {
					t.Errorf("%s: %q is gone", name, gone)
				}
			}
			if again, err := photo.Clean(clean); err != nil || !bytes.Equal(again, clean) {
				t.Errorf("%s, turn %d: what is clean changes again", name, turn)
			}
			if !same(t, data, clean) {
				t.Errorf("%s: other pixels", name)
			}
		}
	}
}

func same(t *testing.T, a, b []byte) bool {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	other, _, wrong := image.Decode(bytes.NewReader(b))
	if err != nil || wrong != nil {
		t.Fatal(err, wrong)
	}
	for x := range one.Bounds().Dx() {
		for y := range one.Bounds().Dy() {
			if one.At(x, y) != other.At(x, y) {
				return false
			}
		}
	}
	return one.Bounds() == other.Bounds()
}

// Nothing changes in an image that tells nothing, nor in a file that is none.
func TestNothingToClean(t *testing.T) {
	var plain, drawn, moving bytes.Buffer
	if err := errors.Join(jpeg.Encode(&plain, picture(), nil), png.Encode(&drawn, picture()), gif.Encode(&moving, picture(), nil)); err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{plain.Bytes(), drawn.Bytes(), moving.Bytes(), []byte("un texte"), nil} {
		if clean, err := photo.Clean(data); err != nil || !bytes.Equal(clean, data) {
			t.Errorf("%.20q: %v", data, err)
		}
	}
	if img := photo.Read(moving.Bytes()); img.Width != 6 || img.Height != 4 || img.Tells {
		t.Errorf("%+v", img)
	}
}

// What Clean does not take away is told at least.
func TestOtherFormats(t *testing.T) {
	if img := photo.Read(avifFile(t)); !img.Tells || !img.Place {
		t.Errorf("avif: %+v", img)
	}
	if img := photo.Read(exif(1)); !img.Tells || !img.Place { // which is a TIFF
		t.Errorf("tiff: %+v", img)
	}
}

// A file that is cut anywhere is damaged.
func TestDamaged(t *testing.T) {
	for name, make := range files {
		data := make(t, 6)
		whole := bytes.TrimSuffix(data, []byte("suite"))
		for n := 12; n < len(whole); n++ {
			if _, err := photo.Clean(whole[:n]); !errors.Is(err, photo.ErrDamaged) {
				t.Fatalf("%s, cut at %d of %d: %v", name, n, len(whole), err)
			}
		}
	}
}

func FuzzFilm(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x0cftypisom\x00\x00\x00\x1amoov\x00\x00\x00\x12udta\x00\x00\x00\x0a\xa9xyz+4"))
	f.Add([]byte("\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x11x\x00\x00\x00\x00moov"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if photo.FilmPlace(bytes.NewReader(data)) && !bytes.Contains(data, []byte("moov")) {
			t.Error("a place without an index")
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, make := range files {
		f.Add(make(f, 1))
		f.Add(make(f, 6))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		clean, err := photo.Clean(data)
		if err != nil {
			return
		}
		before, after := photo.Read(data), photo.Read(clean)
		if again, err := photo.Clean(clean); err != nil || !bytes.Equal(again, clean) {
			t.Fatal("what is clean changes again")
		}
		if len(clean) < len(data) && (after.Place || after.Width != before.Width || after.Height != before.Height) {
			t.Fatalf("%+v, was %+v", after, before)
		}
	})
}

// A drawing has the size that its root gives, or that of its viewBox.
func TestDrawingSize(t *testing.T) {
	for root, want := range map[string][2]int{
		`<svg width="300" height="200">`: {300, 200},
		`<?xml version="1.0"?><!DOCTYPE svg><!-- x --><svg xmlns="http://www.w3.org/2000/svg" width="30px" height="20.4px" viewBox="0 0 1 1">`: {30, 20},
		`<svg viewBox="0 0 640 480">`:              {640, 480},
		`<svg viewBox="0,0,640,480" width="100%">`: {640, 480},
		`<svg viewBox="0 0 2 1" width="100">`:      {100, 50},
		`<svg viewBox="0 0 2 1" height="100">`:     {200, 100},
		`<svg>`:                                    {},
		`<svg viewBox="0 0 0 0">`:                  {},
		`<svg width="-1" height="NaN">`:            {},
		`<svg width="1e99" height="1">`:            {},
		`<html width="300" height="20">`:           {},
		`GIF87`:                                    {},
		``:                                         {},
	} {
		if img := photo.Read([]byte(root)); img.Width != want[0] || img.Height != want[1] {
			t.Errorf("%s: %d × %d, want %v", root, img.Width, img.Height, want)
		}
	}
}
