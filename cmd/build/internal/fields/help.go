package fields

import (
	"fmt"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// place says where the pages of a kind are.
func place(kind string) string {
	switch k, ok := content.KindNamed(kind); {
	case !ok:
		return content.SitePath
	case k == content.Accueil:
		return content.Root + "/index.md"
	default:
		return content.Root + "/" + k.Folder() + "/"
	}
}

// Title names a kind: « Un projet ».
func Title(kind string) string {
	switch k, ok := content.KindNamed(kind); {
	case !ok:
		return "site.yaml"
	case k == content.Accueil:
		return "La " + k.Nom().Singulier
	default:
		return k.Nom().One("Un")
	}
}

// Help lists the keys of a kind for people, each with an example. Like all that this
// package says, it is in the words of the model (see roadmap.InWords).
func Help(kind string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nDans « %s ». Les clés qui servent le plus viennent d'abord.\n", Title(kind), place(kind))
	list(&b, Of(kind), "## ")
	return b.String()
}

// list writes keys, and those of the groups in them below theirs, whose names begin with
// that of the group.
func list(b *strings.Builder, keys []Field, head string) {
	for _, f := range keys {
		b.WriteString("\n" + head + f.Key)
		if f.Required {
			b.WriteString(" (obligatoire)")
		}
		b.WriteString("\n\n" + f.Meaning + "\n")
		if form := content.FormOf(f.Type); form != nil && form.Words != nil {
			b.WriteString("Valeurs : " + strings.Join(form.Words, ", ") + ".\n")
		}
		b.WriteString("\n    " + f.Key + ": " + f.Example + "\n")
		if inner, ok := within(f.Type); ok {
			list(b, of(inner), "#"+head+f.Key+" › ")
		}
	}
}

// Placeholder is the text of a new page, to be replaced.
const Placeholder = "Écrivez ici le texte."

// Model is a new page of a kind in the words of a roadmap: its title is given, its other
// keys are there as comments that explain them, ready to be uncommented. date is a day
// as it is typed.
func Model(m *roadmap.Mots, kind, title, date string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\n# Effacez le « # » devant une clé pour vous en servir ; « %s » en dit plus.\n", roadmap.InWords(m, "build aide "+kind))
	for _, f := range Of(kind) {
		b.WriteString("\n# " + roadmap.InWords(m, f.Meaning) + "\n")
		if form := content.FormOf(f.Type); form != nil && form.Words != nil {
			b.WriteString("# Valeurs : " + strings.Join(form.Words, ", ") + ".\n")
		}
		switch {
		case f.Key == "titre":
			b.WriteString("titre: " + quoted(title) + "\n")
		case f.Key == "publie":
			b.WriteString("publie: " + date + "\n")
		default:
			b.WriteString("# " + f.Key + ": " + roadmap.InWords(m, f.Example) + "\n")
		}
	}
	b.WriteString("---\n\n" + Placeholder + "\n")
	return b.String()
}

// quoted is a text as YAML reads it back, whatever it holds.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Place is the file of a new page of a kind, from the source folder, or "" when
// nothing of the title can be part of an address.
func Place(kind, title, date string) string {
	slug := content.Slug(title)
	switch {
	case kind == "accueil":
		return place(kind)
	case slug == "":
		return ""
	case kind == "actualite":
		slug = content.Slug(date + "-" + title)
	}
	return place(kind) + content.RightName(slug) + ".md"
}
