package archive

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
)

// manifestSize is how many bytes a digest of each algorithm has.
var manifestSize = map[string]int{"sha256": 32, "sha512": 64}

// bagOrNothing verifies a bag, and, when it is whole, its signature and what its
// sources make. loose is true where the bytes of the zip do not count.
func (v *verifier) bagOrNothing(t tree, loose bool) error {
	p := v.bag(t)
	v.signature(t)
	if v.options.Rebuild == nil || v.context() != nil {
		return nil
	}
	if v.found() || p == nil {
		v.note("Elle n'est pas reconstruite : ce qui est endommagé doit d'abord être remplacé.")
		return nil
	}
	if err := v.rebuild(t, p, loose); err != nil {
		v.unproved("Elle n'a pas pu être reconstruite : %v.", err)
	}
	return v.context()
}

// bag verifies all of a bag (RFC 8493, 3). Sizes come first: a bag that is cut
// short is known before anything is hashed.
func (v *verifier) bag(t tree) *provenance {
	payload, tags := split(t)
	if t.find(fetchName) != nil {
		v.wrong(fetchName, "il renvoie à des fichiers qui sont ailleurs : une archive a tout en elle")
	}
	v.oxum(t, payload)
	if text, err := t.read(bagDeclaration, 4096); err != errMissing && (err != nil || string(text) != declaration) {
		v.wrong(bagDeclaration, "ce n'est pas la déclaration d'un BagIt 1.0")
	}
	if !v.covered(t, tags, tagManifestName, nil) {
		return nil
	}
	var damaged []string // manifests that the tag manifests say are damaged
	for _, problem := range v.problems.Sorted() {
		damaged = append(damaged, strings.TrimPrefix(problem.Pos.File, v.prefix))
	}
	if !v.covered(t, payload, manifestName, damaged) {
		return nil
	}
	if s, err := t.find(tagManifestName("sha512")).hash(); err == nil {
		v.report.Identity = s.of("sha512")
	}
	return v.inside(t)
}

// split tells the payload from the tag files that tag manifests list.
func split(t tree) (payload, tags tree) {
	for _, e := range t {
		switch {
		case strings.HasPrefix(e.name, "data/"):
			payload = append(payload, e)
		case e.name != tagManifestName("sha256") && e.name != tagManifestName("sha512"):
			tags = append(tags, e)
		}
	}
	return payload, tags
}

// oxum compares the number of bytes and files with what bag-info.txt says.
func (v *verifier) oxum(t, payload tree) {
	text, err := t.read(bagInfo, 1<<20)
	if err == errMissing {
		return // told by the manifests
	}
	var fields map[string]string
	var octets, files int64
	if err == nil {
		fields, err = readInfo(text)
	}
	if err == nil {
		octets, files, err = parseOxum(fields["Payload-Oxum"])
	}
	if err != nil {
		v.wrong(bagInfo, reason(err))
		return
	}
	var has int64
	for _, e := range payload {
		has += e.size
	}
	if has != octets || int64(len(payload)) != files {
		v.wrong(bagInfo, fmt.Sprintf("Payload-Oxum annonce %d octets en %d fichiers, data/ en a %d en %d", octets, files, has, len(payload)))
	}
}

// covered verifies files against two manifests, one for each algorithm: none too
// many, none too few, each as it was. When the algorithms disagree about a file,
// it is the manifest that changed. It reports whether both could be read.
func (v *verifier) covered(t, files tree, nameOf func(string) string, damaged []string) bool {
	want := map[string]map[string]string{}
	for _, a := range algorithms {
		digests, err := t.manifest(nameOf(a), manifestSize[a])
		if err != nil {
			v.wrong(nameOf(a), reason(err))
			continue
		}
		want[a] = digests
	}
	if len(want) < len(algorithms) {
		return false
	}
	files = slices.DeleteFunc(slices.Clone(files), func(e entry) bool { // not read through: whoever made them too many may have made them endless
		for _, a := range algorithms {
			if _, known := want[a][e.name]; known {
				return false
			}
		}
		if e.name != fetchName { // said above
			v.wrong(e.name, "il est de trop : les manifestes ne le connaissent pas")
		}
		return true
	})
	all, errs := v.hashAll(files)
	for i, e := range files {
		var bad, unknown []string
		for _, a := range algorithms {
			digest, ok := want[a][e.name]
			delete(want[a], e.name)
			if !ok {
				unknown = append(unknown, nameOf(a))
			} else if digest != all[i].of(a) {
				bad = append(bad, nameOf(a))
			}
		}
		switch {
		case errs[i] != nil:
			v.wrong(e.name, reason(errs[i]))
		case len(unknown) == 1 && !slices.Contains(damaged, unknown[0]):
			v.wrong(unknown[0], "il ne connaît pas "+e.name)
		case len(bad) == len(algorithms):
			v.wrong(e.name, "il a changé : ses empreintes ne correspondent plus")
		case len(bad) == 1 && !slices.Contains(damaged, bad[0]):
			v.wrong(bad[0], "son empreinte de "+e.name+" a changé")
		}
	}
	for i, a := range algorithms {
		other := want[algorithms[1-i]]
		for _, name := range slices.Sorted(maps.Keys(want[a])) {
			if _, both := other[name]; both {
				v.wrong(name, "il manque")
				delete(other, name)
			} else if !slices.Contains(damaged, nameOf(a)) {
				v.wrong(nameOf(a), "il connaît un fichier de trop : "+name)
			}
		}
	}
	return true
}

// inside verifies what the parts of the payload say of each other.
func (v *verifier) inside(t tree) *provenance {
	p := new(provenance)
	if v.json(t, provenanceName, p) == nil {
		return nil
	}
	switch {
	case p.Format > currentFormat:
		v.note("Cette archive est d'un format plus récent (%d) que ceux que ce programme connaît (%d) : ses empreintes sont vérifiées, pas le reste.", p.Format, currentFormat)
		return nil
	case p.Format < 1:
		v.wrong(provenanceName, "il ne dit pas le format de l'archive")
		return nil
	}
	v.sources(t, p)
	v.frozen(t, p)
	v.innerSite(t)
	v.innerWACZ(t)
	return p
}

// sources compares the sum of all sources with what the provenance says.
func (v *verifier) sources(t tree, p *provenance) {
	digests, err := t.manifest(manifestName("sha256"), 32)
	if err != nil {
		return // told already
	}
	var list []listed
	for name, digest := range digests {
		if name, ok := strings.CutPrefix(name, sourcesDir); ok {
			var s sums
			hex.Decode(s.sha256[:], []byte(digest)) // of the right length, read as such
			list = append(list, listed{name, s})
		}
	}
	b := bag{sources: list}
	if len(list) == 0 {
		v.wrong(sourcesDir, "les sources manquent")
	} else if b.sourceTree() != p.Sources {
		v.wrong(provenanceName, "la somme des sources n'est pas celle de data/sources/")
	}
}

func (v *verifier) frozen(t tree, p *provenance) {
	name := siteDir + page.OutputPath(data.Address)
	if p.Format == 1 {
		name = dataDir + data.Name
	}
	text, err := t.read(name, data.MaxSize)
	var f *data.Feuille
	if err == nil {
		f, err = data.Decode(text)
	}
	switch {
	case err != nil:
		v.wrong(name, reason(err))
	case f.Edition != p.Edition:
		v.wrong(name, "ce sont les données d'une autre édition que celle de "+provenanceName)
	}
}

// innerSite compares the site's own list of digests with the bag's.
func (v *verifier) innerSite(t tree) {
	inner := t.below(siteDir)
	if inner.find(output.Manifest) == nil || inner.find("index.html") == nil {
		v.wrong(siteDir+output.Manifest, "il manque, ou index.html")
		return
	}
	own, err := inner.manifest(output.Manifest, 32)
	all, err2 := t.manifest(manifestName("sha256"), 32)
	if err = errors.Join(err, err2); err != nil {
		v.wrong(siteDir+output.Manifest, reason(err))
		return
	}
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if all[siteDir+name] != own[name] {
			v.wrong(siteDir+output.Manifest, "il n'est pas d'accord avec "+manifestName("sha256")+" sur "+name)
		}
	}
	if len(own) != len(inner)-1 {
		v.wrong(siteDir+output.Manifest, "il ne connaît pas tous les fichiers du site")
	}
}

// innerWACZ verifies the WACZ in a bag. One that was deflated is unpacked first,
// since a zip is read from its end.
func (v *verifier) innerWACZ(t tree) {
	n := 0
	for _, e := range t {
		if !strings.HasPrefix(e.name, webDir) {
			continue
		}
		if n++; n > 1 || !strings.HasSuffix(e.name, ".wacz") {
			v.wrong(e.name, "data/web/ n'a qu'un WACZ")
			continue
		}
		if err := v.oneWACZ(&e); err != nil {
			v.machine(e.name, err)
		}
	}
	if n == 0 {
		v.wrong(webDir, "le WACZ manque")
	}
}

func (v *verifier) oneWACZ(e *entry) error {
	in, err := e.open()
	if err != nil {
		return err
	}
	defer in.Close()
	r, ok := in.(io.ReaderAt)
	if !ok {
		f, err := spooled(in)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	prefix := v.prefix
	v.prefix += e.name + "/"
	defer func() { v.prefix = prefix }()
	if z := v.openZip(r, e.size); z != nil {
		v.wacz(z.list)
	}
	return nil
}

// spooled copies what it reads into a temporary file, which has no name any
// more when it is returned.
func spooled(in io.Reader) (*os.File, error) {
	f, err := os.CreateTemp("", "feuille-de-route-")
	if err != nil {
		return nil, diag.Failure("créer un fichier temporaire", err)
	}
	os.Remove(f.Name())
	if _, err := io.Copy(disk{f}, in); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// A disk tells what it refuses to write from what does not read. It has no other
// method of its file: io.Copy would take a shorter way.
type disk struct{ file *os.File }

func (d disk) Write(p []byte) (int, error) {
	n, err := d.file.Write(p)
	if err != nil {
		err = diag.Failure("écrire un fichier temporaire", err)
	}
	return n, err
}

// machine tells why a file could not be read: a damage, or, when it is the
// machine's doing, something that was not proved.
func (v *verifier) machine(name string, err error) {
	if diag.IsFailure(err) {
		v.unproved("%s n'est pas vérifié : %v.", v.prefix+name, err)
		return
	}
	v.wrong(name, reason(err))
}
