package archive

import (
	_ "embed"
	"strings"
	"text/template"
)

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
