package archive

import (
	"path"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
)

// maxName is how many characters a path in an archive may have: with the folder
// where somebody unpacks it, Windows allows 260.
const maxName = 200

// wrongName says in French what keeps a path from being written on every disk,
// or from meaning the same file to every reader; "" when nothing does.
func wrongName(name string) string {
	switch {
	case name == "":
		return "un nom est vide"
	case !utf8.ValidString(name):
		return "un nom n'est pas en UTF-8"
	case utf8.RuneCountInString(name) > maxName:
		return "un chemin a plus de 200 caractères"
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }):
		return "un nom contient un caractère de contrôle"
	case strings.Contains(name, "%"): // which manifests write their line ends with (RFC 8493, 2.1.3)
		return "un nom contient le caractère %"
	case content.Composed(name) != name:
		return "un nom n'est pas en forme Unicode NFC"
	case name[0] == '/':
		return "un chemin est absolu"
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part == "." || part == ".." {
			return "un chemin sort de son dossier, ou passe par « . » ou « // »"
		}
		if wrong := content.WrongName(part); wrong != "" {
			return "un nom " + wrong
		}
	}
	return ""
}

// names knows the paths of an archive, as a disk without case would hold them: true
// for a file, false for a folder.
type names map[string]bool

// add says in French why a path cannot stand beside the others, or "".
func (n names) add(name string) string {
	if wrong := wrongName(name); wrong != "" {
		return wrong
	}
	key := content.FileKey(name)
	if file, there := n[key]; file {
		return "deux fichiers ont le même nom, ou ne diffèrent que par la casse"
	} else if there {
		return "un fichier porte le nom d'un dossier"
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		file, there := n[dir]
		if file {
			return "un fichier porte le nom d'un dossier"
		}
		if there {
			break
		}
		n[dir] = false
	}
	n[key] = true
	return ""
}
