package task

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Renommer gives a page another name, and so another address: its file, or its folder,
// changes its name, its former address becomes an alias, and every link and every
// reference to it follows. An actualité keeps its day unless the name gives one.
func (f *Folder) Renommer(name, to string) (*Plan, error) {
	doc, err := f.document(name)
	if err != nil {
		return nil, err
	}
	to = strings.TrimSuffix(to, ".md")
	if day, _, dated := roadmap.DatedSlug(doc.Slug); doc.Kind == content.Actualite && dated {
		if _, _, ok := roadmap.DatedSlug(to); !ok {
			to = day.ISO() + "-" + to
		}
	}
	switch {
	case doc.Kind == content.Accueil:
		return nil, impossible("la page d'accueil garde son nom")
	case !content.IsSlug(to):
		right := content.Slug(to)
		if right == "" {
			return nil, impossible("« %s » ne peut pas donner d'adresse : il faut au moins une lettre ou un chiffre", to)
		}
		return nil, impossible("« %s » ne peut pas être une adresse : %s", to, diag.Instead(right))
	case to == doc.Slug:
		return nil, impossible("%s a déjà ce nom", doc.Path)
	}
	from, there := doc.Path, path.Join(path.Dir(doc.Path), to+".md")
	if doc.Bundle {
		from = path.Dir(doc.Path)
		there = path.Join(path.Dir(from), to)
	}
	for _, d := range f.Tree.Documents {
		if d != doc && d.Kind == doc.Kind && d.Slug == to {
			return nil, impossible("« %s » est déjà le nom de %s", to, d.Path)
		}
	}
	p := &Plan{Done: "« " + titleOf(doc) + " » : " + page.Address(f.Roadmap, doc) + " mène maintenant à " + f.addressOf(doc, to) + "."}
	for _, d := range f.Tree.Documents {
		now, err := f.renamed(d, doc, from, there, to)
		if err != nil {
			return nil, err
		}
		if d == doc {
			p.move(now, strings.Replace(d.Path, from, there, 1))
		} else {
			p.write(now.File, now.Before, string(now.After))
		}
	}
	err = f.each(from, func(file string, data []byte) {
		if file != doc.Path {
			p.move(&edit.Change{File: file, Before: data, After: data}, strings.Replace(file, from, there, 1))
		}
	})
	if err != nil {
		return nil, err
	}
	return p, f.try(p, f.Publish)
}

// addressOf is the address that a page has under another name.
func (f *Folder) addressOf(d *content.Document, slug string) string {
	other := *d
	other.Slug = slug
	return page.Address(f.Roadmap, &other)
}

// renamed is a document once another, or itself, has another name: its links and its
// references follow.
func (f *Folder) renamed(d, doc *content.Document, from, there, to string) (*edit.Change, error) {
	before, err := f.text(d.Path)
	if err != nil {
		return nil, err
	}
	after := relinked(string(before), path.Dir(d.Path), from, there)
	c := &edit.Change{File: d.Path, Before: before, After: []byte(after)}
	if d != doc && !strings.Contains(after, doc.Slug) { // nothing names it: most pages are not read as YAML
		return c, nil
	}
	text, err := edit.Read(d.Path, after, d.Matter)
	if err != nil {
		return nil, err
	}
	if _, err := refer(text, d, doc, to); err != nil {
		return nil, err
	}
	if d == doc {
		if err := aliased(text, page.Address(f.Roadmap, doc), f.addressOf(doc, to)); err != nil {
			return nil, err
		}
	}
	c.After = []byte(text.String())
	return c, nil
}

// refer makes the references of a document to a page name another one, and gives how many
// they are. A list names none twice.
func refer(text *edit.Text, d, doc *content.Document, to string) (count int, err error) {
	for _, key := range content.Keys(d.Matter) {
		value, ok := text.Get(key)
		if kind, refers := roadmap.References[key]; !ok || !refers || kind != doc.Kind {
			continue
		}
		names := func(slug string) int {
			return slices.IndexFunc(value.Items, func(item content.Outline) bool { return item.Text == slug })
		}
		switch i := names(doc.Slug); {
		case value.Text == doc.Slug:
			err = text.Set(to, key)
		case i < 0:
			continue
		case names(to) >= 0:
			err = text.Remove(key, i)
		default:
			err = text.Set(to, key, i)
		}
		if err != nil {
			return count, err
		}
		count++
	}
	return count, nil
}

// aliased adds the former address of a page to those that it had, from which its new one
// goes, if it was one.
func aliased(text *edit.Text, former, address string) error {
	of := func(path string) int {
		aliases, _ := text.Get("alias")
		return slices.IndexFunc(aliases.Items, func(a content.Outline) bool { return a.Text == path })
	}
	if aliases, _ := text.Get("alias"); of(former) < 0 {
		if err := text.Add(len(aliases.Items), former, "alias"); err != nil {
			return err
		}
	}
	if i := of(address); i >= 0 {
		return text.Remove("alias", i)
	}
	return nil
}

// destination matches where a link leads, in a text or below it.
var destination = regexp.MustCompile(`(?m)(\]\(\s*<?|^ {0,3}\[[^\]\n]+\]:\s+<?)([^\s<>()#?]+)`)

// code matches text that is shown as it is.
var code = regexp.MustCompile("(?ms)^ {0,3}(```+|~~~+).*?(?:^ {0,3}(?:```+|~~~+)[ \\t]*$|\\z)|`[^`\\n]+`")

// inFolder is the path of a file or a folder from the folder of its kind.
func inFolder(name string) string { return strings.SplitN(name, "/", 3)[2] }

// relinked is Markdown in which what leads from a folder to a file or a folder leads to
// another of the same kind of page.
func relinked(text, dir, from, there string) string {
	var b strings.Builder
	at := 0
	shown := code.FindAllStringIndex(text, -1)
	for _, m := range destination.FindAllStringSubmatchIndex(text, -1) {
		start, end := m[4], m[5]
		inCode := slices.ContainsFunc(shown, func(s []int) bool { return s[0] <= start && start < s[1] })
		dest, err := url.PathUnescape(text[start:end])
		if inCode || err != nil || strings.Contains(dest, ":") || strings.HasPrefix(dest, "/") {
			continue
		}
		full := path.Join(dir, dest)
		rest, below := strings.CutPrefix(full, from)
		if !below || rest != "" && rest[0] != '/' || dir == from || strings.HasPrefix(dir, from+"/") {
			continue
		}
		i := strings.LastIndex(text[start:end], inFolder(from)+rest)
		if i < 0 {
			continue
		}
		b.WriteString(text[at:start+i] + inFolder(there) + rest)
		at = end
	}
	return b.String() + text[at:]
}

// move makes a file another, with another name.
func (p *Plan) move(c *edit.Change, to string) {
	p.Changes = append(p.Changes, edit.Change{File: to, After: c.After}, edit.Change{File: c.File, Before: c.Before})
}
