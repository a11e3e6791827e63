package archive

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// A manifestLine is a digest and what it is of.
type manifestLine struct{ digest, name string }

// readManifest reads a manifest from strangers: a digest of so many bytes in
// lower-case hexadecimal, two spaces, a safe path.
func readManifest(text []byte, size int) ([]manifestLine, error) {
	var list []manifestLine
	seen := newNames()
	rest := string(text)
	for n := 1; rest != ""; n++ {
		line, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return nil, fmt.Errorf("ligne %d : elle n'est pas fermée", n)
		}
		rest = after
		digest, name, ok := strings.Cut(line, "  ")
		raw, err := hex.DecodeString(digest)
		switch {
		case !ok || err != nil || len(raw) != size || strings.ToLower(digest) != digest:
			return nil, fmt.Errorf("ligne %d : une empreinte de %d octets, deux espaces et un chemin sont attendus", n, size)
		case len(list) >= maxEntries:
			return nil, fmt.Errorf("il a plus de %d lignes", maxEntries)
		}
		if wrong := seen.add(name); wrong != "" {
			return nil, fmt.Errorf("ligne %d : %s", n, wrong)
		}
		list = append(list, manifestLine{digest, name})
	}
	return list, nil
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
