package archive

import (
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"aead.dev/minisign"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// signature verifies the signature beside the archive when a key is given, and
// says that there is one when none is.
func (v *verifier) signature(t tree) {
	base := strings.TrimSuffix(filepath.Clean(v.path), ".zip")
	beside := filepath.Join(filepath.Dir(base), signedName(filepath.Base(base))+".minisig")
	there := regular(beside)
	switch {
	case v.options.Key == nil && there:
		v.note("Elle est signée (%s) : donnez la clé publique avec --cle pour vérifier la signature.", filepath.Base(beside))
		return
	case v.options.Key == nil:
		return
	case !there:
		v.unproved("Il n'y a pas de signature à vérifier : %s manque.", filepath.Base(beside))
		return
	}
	signature, err := readAtMost(beside, maxBeside)
	text, unread := t.read(tagManifestName("sha512"), maxTag)
	if err != nil || unread == errMissing {
		v.unsigned(beside, "la signature ne se lit pas")
		return
	}
	if unread != nil || !minisign.Verify(*v.options.Key, text, signature) {
		v.unsigned(beside, "ce n'est pas la signature de cette archive par cette clé")
		return
	}
	var s minisign.Signature
	if s.UnmarshalText(signature) == nil {
		v.note("Signature vérifiée : %s.", s.TrustedComment)
	}
}

func (v *verifier) unsigned(beside, message string) {
	v.damages++
	v.problems.Erreur(diag.Pos{File: filepath.Base(beside)}, "signature", "", "%s", message)
}

// refuseKey tells that what was given has no signature.
func (v *verifier) refuseKey() {
	if v.options.Key != nil {
		v.unproved("Seul le zip, ou le dossier qu'il donne, est signé : --cle ne vérifie rien ici.")
	}
}

// OpenKey reads the file of a secret key of minisign. password is asked when the
// key has one.
func OpenKey(file string, password func() (string, error)) (*minisign.PrivateKey, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, diag.Failure("lire la clé "+file, err)
	}
	if !minisign.IsEncrypted(data) {
		var key minisign.PrivateKey
		if err := key.UnmarshalText(data); err != nil {
			return nil, fmt.Errorf("%s n'est pas une clé secrète de minisign", file)
		}
		return &key, nil
	}
	word, err := password()
	if err != nil {
		return nil, err
	}
	key, err := minisign.DecryptKey(word, data)
	if err != nil {
		return nil, fmt.Errorf("la clé %s ne s'ouvre pas : vérifiez son mot de passe", file)
	}
	return &key, nil
}

// ParseKey reads a public key of minisign: its text, or a file that holds it.
func ParseKey(text string) (*minisign.PublicKey, error) {
	var key minisign.PublicKey
	if key.UnmarshalText([]byte(text)) == nil {
		return &key, nil
	}
	key, err := minisign.PublicKeyFromFile(text)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("« %s » n'est ni une clé publique de minisign ni un fichier", text)
	case err != nil:
		return nil, fmt.Errorf("%s n'est pas une clé publique de minisign", text)
	}
	return &key, nil
}

// digestBeside verifies a file by the .sha512 beside it, if there is one.
func (v *verifier) digestBeside(f *os.File) error {
	beside := v.path + ".sha512"
	if !regular(beside) {
		return nil // told once it is known to be an archive
	}
	text, err := readAtMost(beside, maxBeside)
	if err != nil {
		v.wrong("", filepath.Base(beside)+" n'est pas une ligne de sha512sum, ou ne se lit pas")
		return nil
	}
	h := sha512.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, 1<<62)); err != nil {
		return diag.Failure("lire "+v.path, err)
	}
	line := sumLine.FindStringSubmatch(string(text))
	if line == nil {
		v.wrong("", filepath.Base(beside)+" n'est pas une ligne de sha512sum")
		return nil
	}
	switch digest, name := strings.ToLower(line[1]), line[2]; {
	case digest != hex.EncodeToString(h.Sum(nil)):
		v.wrong("", "son empreinte n'est pas celle de "+filepath.Base(beside)+" : l'un des deux a changé")
	case name != filepath.Base(v.path):
		v.note("%s parle de « %s » : l'archive a été renommée.", filepath.Base(beside), name)
	}
	return nil
}

// sumLine is what sha512sum writes of one file, read as text or, with a star, as
// bytes (GNU coreutils, « digest utilities »).
var sumLine = regexp.MustCompile(`^([0-9A-Fa-f]{128}) [ *]([^\r\n]+)\n?$`)

// maxBeside is how many bytes are read of a file beside an archive, which holds a
// line or four: what is longer is none of ours.
const maxBeside = 4096

func regular(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// readAtMost reads so many bytes of a file, which may come from anybody.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}
