package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aead.dev/minisign"

	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/site"
)

// keepSite makes the site that opens from a disk, in a folder, in the bag, or in
// both: the same bytes.
func (m *maker) keepSite(ctx context.Context, s *site.Site, p *diag.List) error {
	out := Output{Path: m.name}
	var lines []listed
	take := func(pc *piece) error {
		lines = append(lines, listed{pc.path, pc.sums})
		out.Files, out.Size = out.Files+1, out.Size+pc.size
		if err := m.siteFile(pc.path, pc.blob); err != nil {
			return failed("archiver "+pc.path, err)
		}
		return nil
	}
	if err := stream(ctx, s, m.Jobs, p, needAll, nil, take); err != nil {
		return err
	}
	frozen := page.OutputPath(data.Address)
	if !slices.ContainsFunc(lines, func(l listed) bool { return l.name == frozen }) { // else the site publishes it itself
		if err := take(&piece{path: frozen, blob: bytesBlob(m.frozen)}); err != nil {
			return err
		}
	}
	if err := take(&piece{path: output.Manifest, blob: bytesBlob(manifest(lines, "sha256"))}); err != nil {
		return err
	}
	if m.Dossier {
		m.outputs = append(m.outputs, out)
	}
	return nil
}

// failed says why a file could not be archived: what keeps any disk from having
// it, or what went wrong with this one.
func failed(what string, err error) error {
	if d, ok := errors.AsType[damage](err); ok {
		return fmt.Errorf("« %s » ne peut pas entrer dans une archive : %s ; renommez le fichier", d.file, d.message)
	}
	if errors.Is(err, errChanged) || errors.Is(err, errLarge) {
		return fmt.Errorf("impossible d'%s : %w", what, err)
	}
	return diag.Failure(what, err)
}

// siteFile writes a file of the site where it is wanted.
func (m *maker) siteFile(name string, content blob) error {
	if m.Dossier {
		if wrong := wrongName(m.name + "/" + name); wrong != "" {
			return damage{name, wrong}
		}
		file := filepath.Join(m.stage, m.name, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := writeBlob(file, content); err != nil {
			return err
		}
	}
	if m.Zip {
		return m.bag.add(siteDir+name, content)
	}
	return nil
}

func writeBlob(path string, content blob) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(content.copyTo(f), f.Close())
}

// finishBag closes the bag, signs it, and writes its digest beside it.
func (m *maker) finishBag() error {
	tags := map[string][]byte{bagInfo: m.info(), readMe: m.readMe()}
	zip, tagManifest, err := m.bag.finish(tags)
	if err != nil {
		return diag.Failure("écrire l'archive", err)
	}
	digest := bytesBlob(tagManifest)
	m.result.Identity = hex.EncodeToString(digest.sums.sha512[:])
	if err := m.output(m.name+".zip", m.bag.zip.count, zip); err != nil {
		return err
	}
	if m.Key == nil {
		return nil
	}
	signature := minisign.SignWithComments(*m.Key, tagManifest, m.name+" "+tagManifestName("sha512"), "signature de "+signedName(m.name))
	return m.beside(signedName(m.name)+".minisig", signature)
}

// signedName is what a signature is of: the tag manifest, which covers all, in
// the zip as in the folder that it unpacks to.
func signedName(name string) string { return name + "." + tagManifestName("sha512") }

// output notes a file of the stage, and writes its digest beside it as
// « sha512sum -c » reads it.
func (m *maker) output(name string, files int, content blob) error {
	m.outputs = append(m.outputs, Output{Path: name, Files: files, Size: content.size})
	return m.beside(name+".sha512", []byte(content.sums.of("sha512")+"  "+name+"\n"))
}

// beside writes a small file into the stage, and notes it.
func (m *maker) beside(name string, text []byte) error {
	if err := os.WriteFile(filepath.Join(m.stage, name), text, 0o644); err != nil {
		return diag.Failure("écrire "+name, err)
	}
	m.outputs = append(m.outputs, Output{Path: name, Files: 1, Size: int64(len(text))})
	return nil
}

// publish moves everything from the stage into place, each in one step, once it is
// on the disk: else a power cut could leave a final name without its bytes.
func (m *maker) publish() (Result, error) {
	if err := output.Flush(m.stage); err != nil {
		return Result{}, diag.Failure("enregistrer l'archive sur le disque", err)
	}
	for i := range m.outputs {
		out := &m.outputs[i]
		final, staged := filepath.Join(m.dir, out.Path), filepath.Join(m.stage, out.Path)
		_, gone := os.Lstat(final)
		same, err := sameTree(final, staged)
		switch {
		case err != nil:
			return Result{}, diag.Failure("comparer "+out.Path+" avec celui qui existe", err)
		case same:
			out.Kept = true
		case !m.Replace && gone == nil:
			return Result{}, fmt.Errorf("%s existe déjà dans %s, avec un autre contenu : ajoutez --remplacer s'il peut être perdu, ou donnez un autre dossier avec -o", out.Path, m.Dir)
		}
	}
	if err := m.freeze(); err != nil {
		return Result{}, err
	}
	for _, name := range m.voided() { // proofs of what goes away go first
		if err := os.RemoveAll(filepath.Join(m.dir, name)); err != nil {
			return Result{}, diag.Failure("remplacer "+name, err)
		}
	}
	for i := range m.outputs {
		out := &m.outputs[i]
		if !out.Kept {
			if err := m.move(out.Path); err != nil {
				return Result{}, diag.Failure("écrire "+out.Path+" dans "+m.Dir, err)
			}
		}
		if !proof(out.Path) || strings.HasSuffix(out.Path, ".minisig") {
			shown := *out
			shown.Path = filepath.Join(m.Dir, out.Path)
			m.result.Outputs = append(m.result.Outputs, shown)
		}
	}
	return m.result, nil
}

// voided lists the proofs in place of what is being replaced: a signature too that
// is not made again.
func (m *maker) voided() (names []string) {
	for _, out := range m.outputs {
		switch {
		case out.Kept:
		case proof(out.Path):
			names = append(names, out.Path)
		case out.Path == m.name+".zip" && m.Replace:
			names = append(names, signedName(m.name)+".minisig")
		}
	}
	return names
}

func proof(name string) bool {
	return strings.HasSuffix(name, ".sha512") || strings.HasSuffix(name, ".minisig")
}

// move gives a staged file or folder its final name. A folder that is already
// there goes aside first, into the stage.
func (m *maker) move(name string) error {
	staged, final := filepath.Join(m.stage, name), filepath.Join(m.dir, name)
	if info, err := os.Lstat(final); err != nil || !info.IsDir() {
		return os.Rename(staged, final)
	}
	aside := staged + ".ancien"
	if err := os.Rename(final, aside); err != nil {
		return err
	}
	err := os.Rename(staged, final)
	if err != nil {
		err = errors.Join(err, os.Rename(aside, final))
	}
	return err
}

// freeze writes the edition's data beside the content, in one step.
func (m *maker) freeze() error {
	if m.Frozen == "" {
		return nil
	}
	if err := os.MkdirAll(m.Frozen, 0o755); err != nil {
		return diag.Failure("créer content/editions", err)
	}
	if old, err := os.ReadFile(m.kept()); err == nil && sameData(old, m.frozen) {
		return nil
	}
	staged := filepath.Join(m.Frozen, "."+m.edition.ID.S+".nouveau") // hidden: no source of the site
	err := os.WriteFile(staged, m.frozen, 0o644)
	if err == nil {
		err = output.Flush(m.Frozen)
	}
	if err == nil {
		err = os.Rename(staged, m.kept())
	}
	if err != nil {
		return diag.Failure("écrire content/editions/"+m.edition.ID.S+".json", errors.Join(err, os.RemoveAll(staged)))
	}
	return nil
}

// sameTree reports whether two files, or two folders, hold the same.
func sameTree(a, b string) (bool, error) {
	info, err := os.Lstat(a)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	staged, stagedErr := os.Lstat(b)
	if err = errors.Join(err, stagedErr); err != nil || info.Mode().Type() != staged.Mode().Type() {
		return false, err
	}
	if !info.IsDir() {
		return info.Size() == staged.Size() && same(onDisk(a), onDisk(b)), nil
	}
	ours, err := os.ReadDir(a)
	theirs, theirErr := os.ReadDir(b)
	if err = errors.Join(err, theirErr); err != nil || len(ours) != len(theirs) {
		return false, err
	}
	for i, e := range ours { // both sorted
		if e.Name() != theirs[i].Name() {
			return false, nil
		}
		if same, err := sameTree(filepath.Join(a, e.Name()), filepath.Join(b, e.Name())); !same {
			return false, err
		}
	}
	return true, nil
}

// onDisk opens a file.
func onDisk(path string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return os.Open(path) }
}

// same reports whether two files can be read, and hold the same.
func same(a, b func() (io.ReadCloser, error)) bool {
	f, err := a()
	if err != nil {
		return false
	}
	defer f.Close()
	g, err := b()
	if err != nil {
		return false
	}
	defer g.Close()
	equal, err := output.Same(f, g)
	return equal && err == nil
}
