package roadmap

import (
	"reflect"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// This file computes the figures that texts of site.yaml and of front matter hold:
// « {{compte projets}} ». A roadmap's documents are those of the folder, but for those
// with such texts: theirs are copies, in which figures are numbers.

// A computed text is one that holds figures, until the roadmap can count.
type computed struct {
	file string
	text *content.Text
}

// ownSite makes the roadmap's site a copy if it holds figures.
func (l *linker) ownSite() {
	if site, texts := withFigures(l.Site); len(texts) > 0 {
		l.Site = site.(*SiteFields)
		l.later(content.SitePath, texts)
	}
}

// ownDocuments makes the documents that hold figures copies.
func (l *linker) ownDocuments() {
	var tree *content.Tree
	for i, d := range l.Tree.Documents {
		if !d.Figures {
			continue
		}
		if tree == nil {
			copied := *l.Tree
			copied.Documents = slices.Clone(copied.Documents)
			tree, l.Tree = &copied, &copied
		}
		own := *d
		matter, texts := withFigures(d.Matter)
		own.Matter, tree.Documents[i] = matter, &own
		l.later(d.Path, texts)
	}
}

func (l *linker) later(file string, texts []*content.Text) {
	for _, text := range texts {
		l.computed = append(l.computed, computed{file, text})
	}
}

// compute writes the figures, and reports those that are wrong.
func (l *linker) compute() {
	for _, c := range l.computed {
		if l.Brouillons[c.file] {
			continue
		}
		c.text.S = content.Expand(c.text.S, func(inner string) string {
			value, no := l.Figure(inner)
			if no != nil {
				l.problems.Erreur(c.text.At.In(c.file), "chiffre", no.Remedy(""), "%s", no.Wrong)
				l.problems.Guess("{{"+inner+"}}", no.Write)
			}
			return value
		})
	}
}

// withFigures copies what a pointer to a struct leads to, and returns the texts of the
// copy that hold figures.
func withFigures(pointer any) (copied any, texts []*content.Text) {
	v := reflect.New(reflect.TypeOf(pointer).Elem())
	v.Elem().Set(reflect.ValueOf(pointer).Elem())
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		if text, ok := v.Addr().Interface().(*content.Text); ok {
			if strings.Contains(text.S, "{{") {
				texts = append(texts, text)
			}
			return
		}
		if _, ok := v.Interface().(Mot); ok {
			return // names have none, see vocabulary.go
		}
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					visit(v.Field(i))
				}
			}
		case reflect.Slice:
			if v.IsNil() {
				return
			}
			list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(list, v)
			v.Set(list)
			for i := range list.Len() {
				visit(list.Index(i))
			}
		}
	}
	visit(v.Elem())
	return v.Interface(), texts
}
