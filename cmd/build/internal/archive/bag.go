package archive

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// The files of a bag that are not its payload (RFC 8493, 2.1 and 2.2).
const (
	bagDeclaration = "bagit.txt"
	bagInfo        = "bag-info.txt"
	readMe         = "LISEZMOI.txt"
	provenanceName = "data/provenance.json"
)

const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// algorithms are those of the manifests.
var algorithms = []string{"sha256", "sha512"}

func manifestName(algorithm string) string    { return "manifest-" + algorithm + ".txt" }
func tagManifestName(algorithm string) string { return "tagmanifest-" + algorithm + ".txt" }

// of gives a digest in hexadecimal, as manifests write it.
func (s *sums) of(algorithm string) string {
	if algorithm == "sha256" {
		return hex.EncodeToString(s.sha256[:])
	}
	return hex.EncodeToString(s.sha512[:])
}

// A bag is a bag being written into a zip, below one folder.
type bag struct {
	zip     *zipFile
	top     string
	names   *names
	listed  []listed // payload
	octets  int64
	sources []listed // those of data/sources/
}

// listed is a line of a manifest.
type listed struct {
	name string
	sums sums
}

func newBag(path, top string, when time.Time) (*bag, error) {
	z, err := createZip(path, when, needSHA512)
	if err != nil {
		return nil, err
	}
	return &bag{zip: z, top: top, names: newNames()}, nil
}

func (b *bag) close() { b.zip.close() }

// add puts a file into the payload. name is from the root of the bag.
func (b *bag) add(name string, content *blob) error {
	if err := b.file(name, content); err != nil {
		return err
	}
	b.listed = append(b.listed, listed{name, content.sums})
	b.octets += content.size
	return nil
}

func (b *bag) file(name string, content *blob) error {
	if wrong := b.names.add(b.top + "/" + name); wrong != "" {
		return damage{strings.TrimPrefix(name, "data/"), wrong}
	}
	return b.zip.add(b.top+"/"+name, content)
}

// manifest lists files in the order of their bytes (RFC 8493, 2.1.3).
func manifest(files []listed, algorithm string) []byte {
	slices.SortFunc(files, func(a, b listed) int { return strings.Compare(a.name, b.name) })
	var b bytes.Buffer
	for i := range files {
		b.WriteString(files[i].sums.of(algorithm) + "  " + files[i].name + "\n")
	}
	return b.Bytes()
}

// finish writes the tag files. It returns the whole zip, and the tag manifest
// that stands for all of it.
func (b *bag) finish(tags map[string][]byte) (zip blob, tagManifest []byte, err error) {
	for _, a := range algorithms {
		tags[manifestName(a)] = manifest(b.listed, a)
	}
	tags[bagDeclaration] = []byte(declaration)
	var tagged []listed
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		content := bytesBlob(tags[name])
		if err := b.file(name, &content); err != nil {
			return blob{}, nil, err
		}
		tagged = append(tagged, listed{name, content.sums})
	}
	for _, a := range algorithms {
		tagManifest = manifest(tagged, a) // the last one, sha512, is returned
		content := bytesBlob(tagManifest)
		if err := b.file(tagManifestName(a), &content); err != nil {
			return blob{}, nil, err
		}
	}
	zip, err = b.zip.finish()
	return zip, tagManifest, err
}

// info is bag-info.txt (RFC 8493, 2.2.2): what site.yaml says, nothing invented.
func (m *maker) info() []byte {
	var b strings.Builder
	field := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	a := &m.about
	field("Source-Organization", a.organisme)
	field("Organization-Address", a.adresse)
	field("Contact-Phone", a.telephone)
	field("Contact-Email", a.courriel)
	field("External-Description", a.description)
	field("External-Identifier", a.url)
	field("Bagging-Date", m.when.UTC().Format(time.DateOnly))
	field("Bag-Group-Identifier", a.series)
	field("Bag-Software-Agent", "feuille-de-route "+m.Maker.Version)
	field("Internal-Sender-Identifier", "sha256:"+m.bag.sourceTree())
	field("Internal-Sender-Description", fmt.Sprintf("feuille de route, édition %s, format d'archive %d", a.id, currentFormat))
	field("Payload-Oxum", fmt.Sprintf("%d.%d", m.bag.octets, len(m.bag.listed)))
	return []byte(b.String())
}
