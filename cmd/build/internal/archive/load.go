package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
)

// Load reads the data of an edition out of an archive, a folder of one, or a
// file of frozen data, which may come from anybody. sources lists what it knows
// of content/: the paths of its files, nil when it knows nothing. The error is a
// French sentence.
func Load(name string) (f *data.Feuille, sources map[string]bool, err error) {
	if strings.HasSuffix(name, ".json") {
		f, err := loadFile(name)
		return f, nil, err
	}
	t, done, err := openTree(name)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	top := ""
	if _, zip := t.(*zipTree); zip {
		top, _ = topOf(t.files())
	}
	if top != nowhere {
		t = below(t, top)
		sources = map[string]bool{}
		for _, e := range below(t, sourcesDir).files() {
			sources[e.name] = true
		}
		for _, at := range []string{siteDir + page.OutputPath(data.Address), dataDir + data.Name, page.OutputPath(data.Address)} {
			if e := find(t.files(), at); e != nil {
				text, err := readAll(t, e, data.MaxSize)
				if err == nil {
					err = asListed(t, at, text)
				}
				if err == nil {
					f, err = data.Decode(text)
				}
				if err != nil {
					return nil, nil, fmt.Errorf("« %s », %s : %s", name, at, reason(err))
				}
				return f, sources, nil
			}
		}
	}
	return nil, nil, fmt.Errorf("« %s » n'a pas les données d'une édition (%s) : donnez le zip ou le dossier d'une archive, un fichier de content/editions/, ou un dossier de feuille de route", name, data.Name)
}

// asListed compares a file with the list of digests that covers it, when there is
// one: what is read of an archive is what was archived.
func asListed(t tree, name string, text []byte) error {
	list := output.Manifest
	if find(t.files(), bagDeclaration) != nil {
		list = manifestName("sha256")
	}
	if find(t.files(), list) == nil {
		return nil // a site that no archive holds
	}
	sum := sha256.Sum256(text)
	known, err := manifestOf(t, list, sha256.Size)
	if err != nil {
		return fmt.Errorf("%s : %s", list, reason(err))
	}
	if byName(known)[name] != hex.EncodeToString(sum[:]) {
		return fmt.Errorf("il a changé : son empreinte n'est plus celle de %s", list)
	}
	return nil
}

// loadFile reads a file of frozen data.
func loadFile(name string) (*data.Feuille, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, diag.Failure("lire "+name, err)
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, data.MaxSize+1))
	if err != nil {
		return nil, diag.Failure("lire "+name, err)
	}
	f, err := data.Decode(text)
	if err != nil {
		return nil, fmt.Errorf("« %s » : %w", name, err)
	}
	return f, nil
}

// openTree opens a zip or a folder.
func openTree(name string) (tree, func(), error) {
	refused := func(err error) error {
		var d damage
		if errors.As(err, &d) {
			return fmt.Errorf("« %s » est refusé : %s : %s", name, d.file, d.message)
		}
		return fmt.Errorf("« %s » est refusé : %w", name, err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, diag.Failure("lire "+name, err)
	}
	if info.IsDir() {
		f, err := openFolder(name)
		if err != nil {
			return nil, nil, refused(err)
		}
		return f, func() { f.root.Close() }, nil
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("« %s » n'est ni un fichier ni un dossier", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, diag.Failure("lire "+name, err)
	}
	z, err := openZip(f, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, refused(err)
	}
	return z, func() { f.Close() }, nil
}
