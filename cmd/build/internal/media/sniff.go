package media

import (
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// A Nature is what a file is, as its content says whatever its name says.
type Nature struct {
	Name  string // « un document Word », as a French sentence has it
	Ext   string // the extension of its kind, with its dot; "" for an unknown one
	Text  bool   // people can read its bytes
	Image bool
}

// natures are the names of those that people take for something else, by extension.
var natures = map[string]string{
	".pdf": "un document PDF", ".doc": "un document Word", ".docx": "un document Word", ".odt": "un texte de LibreOffice", ".rtf": "un texte RTF",
	".xls": "un classeur Excel", ".xlsx": "un classeur Excel", ".ods": "un classeur de LibreOffice", ".csv": "un tableau CSV",
	".ppt": "une présentation PowerPoint", ".pptx": "une présentation PowerPoint", ".odp": "une présentation de LibreOffice",
	".html": "une page HTML", ".zip": "une archive ZIP", ".txt": "un texte",
}

// kinds are the names of other natures, by the first word of their type.
var kinds = map[string]string{"image": "une image", "video": "un film", "audio": "un son", "text": "un texte", "font": "une police de caractères"}

// Sniff says what a file is by its first bytes.
func Sniff(data []byte) Nature {
	m := mimetype.Detect(data)
	n := Nature{Ext: m.Extension(), Image: strings.HasPrefix(m.String(), "image/")}
	for above := m; above != nil; above = above.Parent() {
		n.Text = n.Text || above.Is("text/plain")
	}
	if m.Is("application/x-ole-storage") { // of which only Office is left
		n.Ext = ".doc"
	}
	kind, _, _ := strings.Cut(m.String(), "/")
	switch name := kinds[kind]; {
	case natures[n.Ext] != "":
		n.Name = natures[n.Ext]
	case n.Ext == "":
		n.Name = "un fichier d'un genre inconnu"
	case name != "":
		n.Name = name + " " + strings.ToUpper(n.Ext[1:])
	default:
		n.Name = "un fichier " + strings.ToUpper(n.Ext[1:])
	}
	return n
}
