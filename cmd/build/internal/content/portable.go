package content

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// This file holds which names the disks of Linux, macOS and Windows can all bear: a
// site that is built on one of them is copied to the others.

// refused are the characters that Windows has in no name (Microsoft, « Naming files,
// paths, and namespaces »), but those of control.
const refused = `:*?"<>|\`

// WrongName says in French what keeps the name of a file or folder from every disk,
// as in « le nom finit par un point »; "" when nothing does.
func WrongName(name string) string {
	switch i := strings.IndexAny(name, refused); {
	case i >= 0:
		return "contient un caractère que Windows refuse : « " + name[i:i+1] + " »"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "): // Windows takes them off
		return "finit par un point ou une espace"
	case device.MatchString(name):
		return "est celui d'un périphérique de Windows"
	}
	return ""
}

// device matches the names that Windows keeps for devices, with any extension.
var device = regexp.MustCompile(`^(?i:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)`)

// RightName returns the nearest name that WrongName has nothing against.
func RightName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(refused, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.TrimRight(name, ". -"); device.MatchString(name) {
		return "nom-" + name
	}
	return cmp.Or(name, "nom")
}

// CheckName reports a name that no file of the site can bear, and reports false
// then: lists of files are lines of text, and every disk must hold them. name is its
// path from content/.
func CheckName(name string, p *diag.List) bool {
	pos := diag.Pos{File: name}
	if !utf8.ValidString(name) || strings.ContainsFunc(name, diag.Disturbs) {
		p.Erreur(pos, "nom-de-fichier", "renommez-le", "le nom de ce fichier contient un caractère interdit")
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if wrong := WrongName(part); wrong != "" {
			p.Erreur(pos, "nom-de-fichier", "renommez-le « "+RightName(part)+" »", "le nom « %s » %s", part, wrong)
			return false
		}
	}
	return true
}
