package archive

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
)

// The files of a bag that are not its payload (RFC 8493, 2.1 and 2.2).
const (
	bagDeclaration = "bagit.txt"
	bagInfo        = "bag-info.txt"
	readMe         = "LISEZMOI.txt"
	provenanceName = "data/provenance.json"
	fetchName      = "fetch.txt" // of a bag with holes, which ours are not
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
	names   names
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
	return &bag{zip: z, top: top, names: names{}}, nil
}

func (b *bag) close() { b.zip.close() }

// add puts a file into the payload. name is from the root of the bag.
func (b *bag) add(name string, content blob) error {
	if err := b.file(name, content); err != nil {
		return err
	}
	b.listed = append(b.listed, listed{name, content.sums})
	b.octets += content.size
	return nil
}

func (b *bag) file(name string, content blob) error {
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
		if err := b.file(name, content); err != nil {
			return blob{}, nil, err
		}
		tagged = append(tagged, listed{name, content.sums})
	}
	for _, a := range algorithms {
		tagManifest = manifest(tagged, a) // the last one, sha512, is returned
		if err := b.file(tagManifestName(a), bytesBlob(tagManifest)); err != nil {
			return blob{}, nil, err
		}
	}
	zip, err = b.zip.finish()
	return zip, tagManifest, err
}

// info is bag-info.txt (RFC 8493, 2.2.2): what site.yaml says, nothing invented.
func (m *maker) info() []byte {
	a := &m.about
	return fieldLines("\n", [][2]string{
		{"Source-Organization", a.organisme},
		{"Organization-Address", a.adresse},
		{"Contact-Phone", a.telephone},
		{"Contact-Email", a.courriel},
		{"External-Description", a.description},
		{"External-Identifier", a.url},
		{"Bagging-Date", m.when.UTC().Format(time.DateOnly)},
		{"Bag-Group-Identifier", a.series},
		{"Bag-Software-Agent", "feuille-de-route " + m.Maker.Version},
		{"Internal-Sender-Identifier", "sha256:" + m.bag.sourceTree()},
		{"Internal-Sender-Description", fmt.Sprintf("feuille de route, édition %s, format d'archive %d", a.id, currentFormat)},
		{"Payload-Oxum", fmt.Sprintf("%d.%d", m.bag.octets, len(m.bag.listed))},
	})
}

// fieldLines writes names and values, one a line. Those without a value are left out.
func fieldLines(end string, list [][2]string) []byte {
	var b bytes.Buffer
	for _, f := range list {
		if value := strings.Join(strings.Fields(f[1]), " "); value != "" {
			b.WriteString(f[0] + ": " + value + end)
		}
	}
	return b.Bytes()
}

//go:embed lisezmoi.txt
var readMeText string

var readMeTemplate = template.Must(template.New("lisezmoi").Parse(readMeText))

// readMe says, in French then in English, how to open an archive and how to
// verify it without this program.
func (m *maker) readMe() []byte {
	var b strings.Builder
	err := readMeTemplate.Execute(&b, map[string]any{"Nom": m.name, "Titre": m.about.titre, "Edition": m.about.edition, "Date": m.about.date, "Jour": m.about.day,
		"URL": m.about.url, "Organisme": m.about.organisme, "Licence": m.about.licence, "Programme": m.Maker.Version, "Format": currentFormat})
	if err != nil {
		panic(err) // the template and its values are ours
	}
	return []byte(b.String())
}

// readManifest reads a manifest from strangers: a digest of so many bytes in
// lower-case hexadecimal, two spaces, a safe path. It gives the digest of each path.
func readManifest(text []byte, size int) (map[string]string, error) {
	digests := map[string]string{}
	seen := names{}
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line, ok := strings.CutSuffix(line, "\n")
		if !ok {
			return nil, fmt.Errorf("ligne %d : elle n'est pas fermée", n)
		}
		digest, name, ok := strings.Cut(line, "  ")
		raw, err := hex.DecodeString(digest)
		switch {
		case !ok || err != nil || len(raw) != size || strings.ToLower(digest) != digest:
			return nil, fmt.Errorf("ligne %d : une empreinte de %d octets, deux espaces et un chemin sont attendus", n, size)
		case n > maxEntries:
			return nil, fmt.Errorf("il a plus de %d lignes", maxEntries)
		}
		if wrong := seen.add(name); wrong != "" {
			return nil, fmt.Errorf("ligne %d : %s", n, wrong)
		}
		digests[name] = digest
	}
	return digests, nil
}

// readInfo reads bag-info.txt: fields, which may be folded (RFC 8493, 2.2.2).
func readInfo(text []byte) (map[string]string, error) {
	fields := map[string]string{}
	last := ""
	for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if last != "" && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")) {
			fields[last] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			return nil, fmt.Errorf("ligne %d : « Champ: valeur » est attendu", n+1)
		}
		if last = name; fields[name] == "" {
			fields[name] = strings.TrimSpace(value)
		}
	}
	return fields, nil
}

var errOxum = errors.New("Payload-Oxum n'est pas « octets.fichiers »")

// parseOxum reads how many bytes and files a payload has.
func parseOxum(text string) (octets, files int64, err error) {
	a, b, ok := strings.Cut(text, ".")
	octets, err1 := strconv.ParseInt(a, 10, 64)
	files, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err1 != nil || err2 != nil || octets < 0 || files < 0 {
		return 0, 0, errOxum
	}
	return octets, files, nil
}
