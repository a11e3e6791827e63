package content

import (
	"cmp"
	"path"
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

// checkName reports a file or folder that is published under its own name and cannot
// be: archives list their files as lines of text, where a percent sign spells other
// characters (RFC 8493, 2.1.3), and every disk must hold them. name is its path from
// content/.
func (w *walker) checkName(name string) {
	base := Composed(path.Base(name))
	wrong := WrongName(base)
	switch {
	case !utf8.ValidString(base) || strings.ContainsFunc(base, diag.Disturbs):
		w.wrong(name, "nom-de-fichier", "renommez-le", "ce nom contient un caractère interdit")
		return
	case wrong == "" && strings.Contains(base, "%"):
		wrong = "contient un caractère que les archives refusent : « % »"
	case wrong == "":
		return
	}
	right := RightName(strings.ReplaceAll(base, "%", "-"))
	hint, right := w.rename(name, "renommez-le", right, right)
	w.wrong(name, "nom-de-fichier", hint, "le nom « %s » %s", base, wrong)
	w.tree.walked.Guess(path.Base(name), right)
}
