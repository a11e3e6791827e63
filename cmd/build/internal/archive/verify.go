package archive

import (
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"aead.dev/minisign"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/site"
)

// VerifyOptions say how far to go.
type VerifyOptions struct {
	Key     *minisign.PublicKey // of the signature that must be there; nil for none
	Rebuild *RebuildOptions     // nil leaves the sources alone
}

// RebuildOptions are what an archive is made again with.
type RebuildOptions struct {
	Input func(source string) (site.Input, error) // reads a folder of sources
	Maker Maker                                   // this program
}

// A Report says what was verified.
type Report struct {
	What     string // « zip », « dossier », « WACZ »…, for people
	Files    int
	Size     int64
	Identity string   // SHA-512 of the tag manifest, in hexadecimal; "" without one
	Notes    []string // French sentences: what is no damage, but should be known
	Unproved []string // French sentences: what was asked for, and could not be proved
	Left     int      // damages beyond those that the list holds
}

// Verify reads an archive, a folder or a file that may come from anybody, and
// adds each damage to p; its position is the damaged file's path in the archive.
// Memory and time are bounded by the size of what is read. An error means that
// nothing could be verified: it is a French sentence.
func Verify(ctx context.Context, name string, o VerifyOptions, p *diag.List) (Report, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Report{}, fmt.Errorf("« %s » n'existe pas", name)
	case err != nil:
		return Report{}, diag.Failure("lire "+name, err)
	}
	v := &verifier{ctx: ctx, path: name, options: o, problems: p}
	if info.IsDir() {
		err = v.folder()
	} else if info.Mode().IsRegular() {
		err = v.file(info.Size())
	} else {
		err = fmt.Errorf("« %s » n'est ni un fichier ni un dossier", name)
	}
	if err == nil {
		err = v.context()
	}
	return v.report, err
}

// A verifier verifies one archive.
type verifier struct {
	ctx      context.Context
	path     string // of the archive
	options  VerifyOptions
	problems *diag.List
	report   Report
	prefix   string // of the names of files, inside of another archive
	damages  int
}

func (v *verifier) context() error { return context.Cause(v.ctx) }

// wrong tells a damage. name is "" for the archive as a whole.
func (v *verifier) wrong(name, message string) {
	if v.damages++; v.damages > maxProblems {
		v.report.Left++
		return
	}
	if name != "" && (path.Clean(name) != strings.TrimSuffix(name, "/") || !filepath.IsLocal(name) || len(name) > maxShown) {
		name, message = "", "« "+shortened(name)+" » : "+message // else it would be shown as a place on this disk
	}
	v.problems.Erreur(diag.Pos{File: v.prefix + name}, "archive-endommagee", "", "%s", message)
}

// maxShown is how many bytes of a name from strangers are shown.
const maxShown = 300

func shortened(name string) string {
	if len(name) > maxShown {
		return strings.ToValidUTF8(name[:maxShown], "") + "…"
	}
	return name
}

// openZip opens a zip, and tells why it is refused, or which of its files have
// attributes that are not as we write them. It is nil when it is refused.
func (v *verifier) openZip(r io.ReaderAt, size int64) *zipTree {
	z, err := openZip(r, size)
	if err != nil {
		v.note("Le reste n'est pas vérifié : un zip ne se lit qu'entier.")
		d, _ := errors.AsType[damage](err)
		v.wrong(d.file, err.Error())
		return nil
	}
	for _, name := range z.strange {
		v.wrong(name, "ses attributs dans le répertoire du zip ont changé")
	}
	return z
}

func (v *verifier) found() bool { return v.damages > 0 }

func (v *verifier) note(format string, args ...any) {
	v.report.Notes = append(v.report.Notes, fmt.Sprintf(format, args...))
}

// unproved tells that something that was asked for could not be verified.
func (v *verifier) unproved(format string, args ...any) {
	v.report.Unproved = append(v.report.Unproved, fmt.Sprintf(format, args...))
}

// reason says in French why a file does not read.
func reason(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "il est coupé"
	case errors.As(err, new(flate.CorruptInputError)):
		return "ses octets compressés sont endommagés"
	case errors.Is(err, fs.ErrPermission):
		return "il ne se lit pas : l'accès est refusé"
	}
	return err.Error()
}

// reading has work read a file, and tells what keeps it from being read, or what
// work says of it.
func (v *verifier) reading(t tree, name string, work func(io.Reader) error) {
	in, err := t.find(name).open()
	if err == nil {
		defer in.Close()
		err = work(in)
	}
	if err != nil {
		v.wrong(name, reason(err))
	}
}

func (e *entry) hash() (sums, error) {
	in, err := e.open()
	if err != nil {
		return sums{}, err
	}
	defer in.Close()
	h := newHasher(needSHA256 | needSHA512)
	_, err = io.Copy(h, in)
	return h.sums(), err
}

// hashAll hashes files, several at a time. The error of each is in its place.
func (v *verifier) hashAll(files tree) ([]sums, []error) {
	all, errs := make([]sums, len(files)), make([]error, len(files))
	parallel.Do(len(files), 0, func(i int) {
		if errs[i] = v.context(); errs[i] == nil {
			all[i], errs[i] = files[i].hash()
		}
	})
	return all, errs
}

// file verifies a zip, which is a bag or a WACZ.
func (v *verifier) file(size int64) error {
	f, err := os.Open(v.path)
	if err != nil {
		return diag.Failure("lire "+v.path, err)
	}
	defer f.Close()
	if !looksZipped(f, size) {
		return fmt.Errorf("« %s » n'est pas une archive : ce n'est pas un zip", v.path)
	}
	if err := v.digestBeside(f); err != nil {
		return err
	}
	return v.zip(f, size)
}

// looksZipped tells a zip, be it damaged or cut short, from any other file.
func looksZipped(f *os.File, size int64) bool {
	var start [4]byte
	if _, err := f.ReadAt(start[:], 0); err == nil && le32(start[:]) == signLocal {
		return true
	}
	_, err := findDirectory(f, size)
	return err == nil
}

// zip verifies a zip of so many bytes.
func (v *verifier) zip(r io.ReaderAt, size int64) error {
	z := v.openZip(r, size)
	if z == nil {
		return nil
	}
	v.report.Size, v.report.Files = size, len(z.list)
	if beside := v.path + ".sha512"; !regular(beside) && !z.foreign {
		v.note("Il n'y a pas de %s : un changement de date ou d'attribut dans le zip ne se verrait pas.", filepath.Base(beside))
	}
	if z.list.find(waczPackage) != nil {
		v.report.What = "WACZ"
		if v.refuseKey(); z.foreign {
			v.wrong("", "il a été compressé ou réécrit : un WACZ garde ses fichiers tels quels")
		}
		v.wacz(z.list)
		return nil
	}
	top, ok := topOf(z.list)
	if !ok {
		return fmt.Errorf("« %s » n'est pas une archive de ce programme : il n'y a ni %s ni %s", v.path, bagDeclaration, waczPackage)
	}
	for _, e := range z.list {
		if !strings.HasPrefix(e.name, top) {
			v.wrong(e.name, "il est de trop : il est hors du dossier de l'archive, "+top)
		}
	}
	v.report.What = "zip"
	if z.foreign {
		v.note("Le zip a été refait par d'autres mains ; ce qu'il contient est vérifié fichier par fichier.")
	}
	v.prefix = top
	return v.bagOrNothing(z.list.below(top), z.foreign)
}

// topOf finds the folder of a bag, "" or ending in a slash: the root of a zip, or the
// first one that holds a bag.
func topOf(t tree) (top string, ok bool) {
	if t.find(bagDeclaration) != nil {
		return "", true
	}
	for _, e := range t {
		if folder, ok := strings.CutSuffix(e.name, "/"+bagDeclaration); ok && !strings.Contains(folder, "/") {
			return folder + "/", true
		}
	}
	return "", false
}
