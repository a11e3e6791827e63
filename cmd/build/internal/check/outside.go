package check

import (
	"reflect"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Link is an address of another site, and where somebody wrote it.
type Link struct {
	Address string
	Pos     diag.Pos
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// bodyLinks are the outside links of a text.
func bodyLinks(points []content.Point) []Link {
	var links []Link
	for _, at := range points {
		if at.Kind == content.PointLink && isWeb(at.Target) {
			links = append(links, Link{at.Target, at.Pos})
		}
	}
	return links
}

// matterLinks are the addresses that front matter and site.yaml give, that of the
// site itself left out: it may not be online yet.
func matterLinks(r *roadmap.Roadmap) []Link {
	var links []Link
	collect := func(file string, v any) {
		each(reflect.ValueOf(v), func(u roadmap.URL) {
			if u.S != "" && !(file == content.SitePath && u.At == r.Site.URL.At) {
				links = append(links, Link{u.S, u.In(file)})
			}
		})
	}
	for i, d := range r.Tree.Documents {
		if !r.Brouillons[d.Path] {
			collect(r.Tree.Documents[i].Path, d.Matter)
		}
	}
	collect(content.SitePath, r.Site)
	return links
}

// each calls f with each value of a type that a front matter holds.
func each[T any](v reflect.Value, f func(T)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			each(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			each(v.Index(i), f)
		}
	case reflect.Struct:
		if t, ok := v.Interface().(T); ok {
			f(t)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				each(v.Field(i), f)
			}
		}
	}
}
