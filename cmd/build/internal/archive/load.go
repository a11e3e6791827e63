package archive

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
)

// An Edition is what can be compared with another.
type Edition struct {
	*data.Feuille
	Sources map[string]bool   // the files of content/ that it knows
	Files   []string          // of a site that is published: its files; an archive has no feeds
	Hidden  map[string]string // of a site that is not written yet: the addresses of pages that do not appear, with their files
	Prose   map[string]string // of a site whose Files are known: what its editors' texts say, by file; else nil
}

// Load reads an edition out of an archive, a folder of one, a published site, or a
// file of frozen data, which may come from anybody. The error is a French sentence.
func Load(name string) (*Edition, error) {
	if strings.HasSuffix(name, ".json") {
		f, err := loadFile(name)
		return &Edition{Feuille: f}, err
	}
	t, done, err := openTree(name)
	if err != nil {
		return nil, err
	}
	defer done()
	e := &Edition{Sources: map[string]bool{}}
	for _, f := range t.below(sourcesDir) {
		e.Sources[f.name] = true
	}
	for _, at := range []string{siteDir + page.OutputPath(data.Address), dataDir + data.Name, page.OutputPath(data.Address)} {
		text, err := t.read(at, data.MaxSize)
		if err == errMissing {
			continue
		}
		if err == nil {
			err = asListed(t, at, text)
		}
		if err == nil {
			e.Feuille, err = data.Decode(text)
		}
		if err != nil {
			return nil, fmt.Errorf("« %s », %s : %s", name, at, reason(err))
		}
		if at == page.OutputPath(data.Address) {
			for _, f := range t {
				e.Files = append(e.Files, f.name)
			}
			e.Prose = proses(name, e.Files)
		}
		return e, nil
	}
	return nil, fmt.Errorf("« %s » n'a pas les données d'une édition (%s) : donnez le zip ou le dossier d'une archive, un fichier de content/editions/, ou un dossier de feuille de route", name, data.Name)
}

// asListed compares a file with the list of digests that covers it, when there is
// one: what is read of an archive is what was archived.
func asListed(t tree, name string, text []byte) error {
	list := output.Manifest
	if t.find(bagDeclaration) != nil {
		list = manifestName("sha256")
	}
	known, err := t.manifest(list, sha256.Size)
	switch {
	case err == errMissing:
		return nil // a site that no archive holds
	case err != nil:
		return fmt.Errorf("%s : %s", list, reason(err))
	case known[name] != fmt.Sprintf("%x", sha256.Sum256(text)):
		return fmt.Errorf("il a changé : son empreinte n'est plus celle de %s", list)
	}
	return nil
}

// loadFile reads a file of frozen data.
func loadFile(name string) (*data.Feuille, error) {
	text, err := readAtMost(name, data.MaxSize+1) // one byte more tells data that it is too large
	if err != nil {
		return nil, diag.Failure("lire "+name, err)
	}
	f, err := data.Decode(text)
	if err != nil {
		return nil, fmt.Errorf("« %s » : %w", name, err)
	}
	return f, nil
}

// openTree opens a folder, or the bag in a zip: a zip without one gives no files.
func openTree(name string) (t tree, done func() error, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, diag.Failure("lire "+name, err)
	}
	switch {
	case info.IsDir():
		t, done, err = openFolder(name)
	case info.Mode().IsRegular():
		t, done, err = openBag(name, info.Size())
	default:
		return nil, nil, fmt.Errorf("« %s » n'est ni un fichier ni un dossier", name)
	}
	if d, ok := errors.AsType[damage](err); ok {
		return nil, nil, fmt.Errorf("« %s » est refusé : %s : %s", name, d.file, d.message)
	}
	if err != nil && !diag.IsFailure(err) {
		return nil, nil, fmt.Errorf("« %s » est refusé : %w", name, err)
	}
	return t, done, err
}

func openBag(name string, size int64) (t tree, done func() error, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, diag.Failure("lire "+name, err)
	}
	z, err := openZip(f, size)
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	if top, ok := topOf(z.list); ok {
		t = z.list.below(top)
	}
	return t, f.Close, nil
}

// proses are the texts of the pages of a published site. One that cannot be read says
// nothing.
func proses(dir string, files []string) map[string]string {
	texts := make([]string, len(files))
	parallel.Do(len(files), 0, func(i int) {
		if strings.HasSuffix(files[i], ".html") {
			page, _ := os.ReadFile(filepath.Join(dir, filepath.FromSlash(files[i])))
			texts[i] = markup.Prose(page)
		}
	})
	all := make(map[string]string, len(files))
	for i, file := range files {
		all[file] = texts[i]
	}
	return all
}
