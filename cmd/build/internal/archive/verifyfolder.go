package archive

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/output"
)

// folder verifies an unpacked bag, or a site that opens from a disk.
func (v *verifier) folder() error {
	has := func(name string) bool {
		_, err := os.Lstat(filepath.Join(v.path, filepath.FromSlash(name)))
		return err == nil
	}
	switch {
	case has(bagDeclaration), has(output.Manifest):
	case has(content.SitePath):
		return fmt.Errorf("« %s » est le dossier d'une feuille de route : donnez une de ses archives, par exemple %s", v.path, filepath.Join(v.path, "archives", "NOM.zip"))
	default:
		return fmt.Errorf("« %s » n'est pas une archive de ce programme : il n'y a ni %s ni %s", v.path, bagDeclaration, output.Manifest)
	}
	t, done, err := openFolder(v.path)
	if d, ok := errors.AsType[damage](err); ok {
		v.wrong(d.file, d.message)
		return nil
	}
	if err != nil {
		return fmt.Errorf("« %s » ne peut pas être vérifié : %w", v.path, err)
	}
	defer done()
	for _, e := range t {
		v.report.Size += e.size
	}
	v.report.Files = len(t)
	switch {
	case t.find(bagDeclaration) != nil:
		v.report.What = "dossier d'archive"
		return v.bagOrNothing(t, true)
	case t.find(output.Manifest) == nil: // a folder or a link of that name
		return fmt.Errorf("« %s » n'est pas une archive : %s n'est pas un fichier", v.path, output.Manifest)
	}
	v.report.What = "dossier du site"
	v.refuseKey()
	if v.options.Rebuild != nil {
		return fmt.Errorf("« %s » n'a pas ses sources : --reconstruire a besoin du zip, ou du dossier qu'il donne une fois décompressé", v.path)
	}
	v.site(t)
	return nil
}

// site verifies a folder by the list of digests in it.
func (v *verifier) site(t tree) {
	want, err := t.manifest(output.Manifest, 32)
	if err != nil {
		v.wrong(output.Manifest, reason(err))
		return
	}
	all, errs := v.hashAll(t)
	for i, e := range t {
		digest, ok := want[e.name]
		delete(want, e.name)
		switch {
		case e.name == output.Manifest:
		case !ok:
			v.wrong(e.name, "il est de trop : "+output.Manifest+" ne le connaît pas")
		case errs[i] != nil:
			v.wrong(e.name, reason(errs[i]))
		case all[i].of("sha256") != digest:
			v.wrong(e.name, "il a changé, ou sa ligne dans "+output.Manifest)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		v.wrong(name, "il manque")
	}
}
