package host

import (
	"bytes"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/markup"
)

// Layouts finds what the pages made with some layouts load, and reports at its
// line what the policy of any host would refuse: inline scripts and styles, event
// attributes, and what comes from a site that allowed does not name. Layouts are
// read as they are written: what they hold is what all pages hold, however many.
// html/template keeps values from adding to it: a value cannot become an element,
// an event attribute or a style.
//
// name is the folder of the layouts, for people.
func Layouts(files fs.FS, name string, allowed Loads, p *diag.List) Loads {
	loads := Loads{}
	_ = fs.WalkDir(files, ".", func(file string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path.Ext(file) == ".html" {
			if text, err := fs.ReadFile(files, file); err == nil { // else who executes them says so
				s := scanner{file: path.Join(name, file), text: text, loads: loads, allowed: allowed, problems: p}
				s.scan(blank(text))
			}
		}
		return nil
	})
	return loads
}

// Page reports the same of a page that is published as it is.
func Page(text []byte, file string, allowed Loads, p *diag.List) {
	s := scanner{file: file, text: text, loads: Loads{}, allowed: allowed, problems: p}
	s.scan(text)
}

// addresses are the actions of layouts that write an attribute, and which one.
// The address that they write is of this site, or a link.
var addresses = map[string]string{"src": `src="."`, "href": `href="."`, "lien": `href="."`, "externe": `href="."`, "action": `action="."`}

// computed stands for an address that only a page will know.
const computed = "\x7f"

// blank takes the actions out of a layout and keeps all else where it is. Nothing is
// left of a layout that cannot be read: whoever executes it says so.
func blank(text []byte) []byte {
	out := bytes.Repeat([]byte(" "), len(text))
	for i, c := range text {
		if c == '\n' {
			out[i] = c
		}
	}
	t, set := parse.New("layout"), map[string]*parse.Tree{}
	t.Mode = parse.SkipFuncCheck
	_, _ = t.Parse(string(text), "", "", set)
	for _, t := range set {
		uncover(out, text, t.Root)
	}
	return out
}

// uncover copies to out what a layout writes itself. An action that writes an address
// leaves an attribute behind, for which there is room: {{src .X}} is longer than src=".".
func uncover(out, text []byte, list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		if n, ok := n.(*parse.TextNode); ok {
			copy(out[n.Pos:], n.Text)
			continue
		}
		start := bytes.LastIndex(text[:n.Position()], []byte("{{"))
		if before := bytes.TrimRight(out[:start], " \n\t"); len(before) > 0 && strings.IndexByte(`"'=`, before[len(before)-1]) >= 0 {
			copy(out[start:], computed)
		}
		switch n := n.(type) {
		case *parse.ActionNode:
			copy(out[start:], addresses[n.Pipe.Cmds[0].Args[0].String()])
		case *parse.IfNode:
			uncover(out, text, n.List)
			uncover(out, text, n.ElseList)
		case *parse.RangeNode:
			uncover(out, text, n.List)
			uncover(out, text, n.ElseList)
		case *parse.WithNode:
			uncover(out, text, n.List)
			uncover(out, text, n.ElseList)
		}
	}
}

// A scanner goes through HTML once.
type scanner struct {
	file     string
	text     []byte // as it is written
	loads    Loads
	allowed  Loads
	problems *diag.List
	offset   int    // where the tag begins
	raw      []byte // the tag, as it is scanned
}

func (s *scanner) wrong(code, hint, format string, args ...any) {
	line, col := content.Position(s.text, s.offset)
	s.problems.Erreur(diag.Pos{File: s.file, Line: line, Col: col}, code, hint, format, args...)
}

// attribute reports a problem of an attribute, where that stands.
func (s *scanner) attribute(key, hint, format string, args ...any) {
	tag := s.offset
	if i := bytes.Index(bytes.ToLower(s.raw), []byte(" "+key)); i >= 0 {
		s.offset += i + 1
	}
	s.wrong("code-en-ligne", hint, format, args...)
	s.offset = tag
}

func (s *scanner) scan(text []byte) {
	for t := range markup.Tokens(bytes.NewReader(text)) {
		if t.Kind == markup.Start {
			s.offset, s.raw = t.At, t.Raw
			s.tag(t)
		}
	}
}

// tag looks at one element.
func (s *scanner) tag(t *markup.Token) {
	tag, attributes := string(t.Name), map[string]string{}
	for name, value := range t.Attributes() {
		key, text := string(name), string(value)
		attributes[key] = text
		switch {
		case strings.HasPrefix(key, "on"):
			s.attribute(key, "retirez-le : un script de assets/ peut écouter cet événement", "l'attribut « %s » est un script dans la page", key)
		case key == "style":
			s.attribute(key, "écrivez la règle dans assets/site.css", "l'attribut « style » est un style dans la page")
		case scripted(text) && (key == "href" || key == "src" || key == "action" || key == "formaction"):
			s.attribute(key, "faites-en un bouton, qu'un script de assets/ écoute", "l'adresse « %s » est un script dans la page", text)
		}
	}
	_, from := attributes["src"]
	switch {
	case tag == "style":
		s.wrong("code-en-ligne", "écrivez ces règles dans assets/site.css", "un élément <style> est un style dans la page")
	case tag == "script" && !from && !isData(attributes["type"]):
		s.wrong("code-en-ligne", "écrivez-le dans assets/site.js", "un élément <script> sans « src » est un script dans la page")
	case tag == "base":
		s.wrong("code-en-ligne", "retirez-la : les adresses du site sont complètes sans elle", "une balise <base> change toutes les adresses de la page")
	}
	for _, load := range loadsOf(tag, attributes) {
		s.load(tag, load, attributes)
	}
}

// scripted reports whether an address is a script.
func scripted(address string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(address)), "javascript:")
}

// isData reports whether a script element holds data (HTML, 4.12.1): then nothing
// runs it.
func isData(kind string) bool {
	kind = strings.ToLower(strings.TrimSpace(kind))
	return kind == "application/json" || kind == "application/ld+json"
}

// A load is an attribute by which a page makes a browser ask for something.
type load struct{ directive, key string }

// elements are the attributes that load, by element (HTML; CSP 3, section 6).
var elements = map[string][]load{
	"script": {{"script-src", "src"}},
	"img":    {{"img-src", "src"}, {"img-src", "srcset"}},
	"image":  {{"img-src", "href"}, {"img-src", "xlink:href"}},
	"use":    {{"img-src", "href"}, {"img-src", "xlink:href"}},
	"input":  {{"img-src", "src"}, {"form-action", "formaction"}},
	"button": {{"form-action", "formaction"}},
	"video":  {{"media-src", "src"}, {"img-src", "poster"}},
	"audio":  {{"media-src", "src"}},
	"track":  {{"media-src", "src"}},
	"iframe": {{"frame-src", "src"}},
	"frame":  {{"frame-src", "src"}},
	"object": {{"object-src", "data"}},
	"embed":  {{"object-src", "src"}},
	"form":   {{"form-action", "action"}},
	"a":      {{"connect-src", "ping"}},
}

// relations are what a link element loads, by its rel.
var relations = map[string]string{"stylesheet": "style-src", "icon": "img-src", "apple-touch-icon": "img-src", "mask-icon": "img-src",
	"manifest": "manifest-src", "modulepreload": "script-src"}

// destinations are what a link element preloads, by its as.
var destinations = map[string]string{"script": "script-src", "style": "style-src", "font": "font-src", "image": "img-src", "fetch": "connect-src",
	"video": "media-src", "audio": "media-src", "track": "media-src"}

// loadsOf gives what an element loads.
func loadsOf(tag string, attributes map[string]string) []load {
	switch {
	case tag == "source" && attributes["srcset"] != "":
		return []load{{"img-src", "srcset"}}
	case tag == "source":
		return []load{{"media-src", "src"}}
	case tag == "link":
		for rel := range strings.FieldsSeq(strings.ToLower(attributes["rel"])) {
			directive := relations[rel]
			if rel == "preload" {
				directive = destinations[strings.ToLower(attributes["as"])]
			}
			if directive != "" {
				return []load{{directive, "href"}}
			}
		}
		return nil
	case tag == "form" && attributes["action"] == "":
		return []load{{"form-action", ""}} // to the page itself
	}
	return elements[tag]
}

// load notes what an attribute loads, and reports what may not be.
func (s *scanner) load(tag string, l load, attributes map[string]string) {
	value, given := attributes[l.key]
	if !given && l.key != "" {
		return
	}
	for _, address := range candidates(l.key, value) {
		switch origin, outside := originOf(address); {
		case strings.Contains(address, computed):
			s.wrong("ressource-externe", "écrivez {{src …}} ou {{href …}} : ce sera une adresse de ce site", "« %s » de <%s> est calculé : il pourrait mener hors du site", l.key, tag)
		case strings.HasPrefix(strings.ToLower(address), "data:"):
			if l.directive == "img-src" {
				s.loads.Add(l.directive, Data)
			} else {
				s.wrong("code-en-ligne", "faites-en un fichier de assets/", "une adresse « data: » dans <%s> est du code dans la page", tag)
			}
		case tag == "link" && address == ".": // what it loads is the theme's, which knows whether there is any
		case !outside:
			s.loads.Add(l.directive, Own)
		case !slices.Contains(s.allowed[l.directive], origin):
			s.wrong("ressource-externe", "copiez-le dans le site, ou ajoutez « "+keys[l.directive]+": ["+origin+"] » à « hebergement.autorise » dans site.yaml",
				"<%s> charge « %s », d'un autre site", tag, address)
		case tag == "script" && attributes["integrity"] == "":
			s.wrong("ressource-externe", "ajoutez l'attribut « integrity », avec l'empreinte du script", "<script> charge « %s » sans empreinte : ce site pourrait le changer", address)
		default:
			s.loads.Add(l.directive, origin)
		}
	}
}

// keys are the directives by which site.yaml allows other sites.
var keys = map[string]string{"script-src": "scripts", "style-src": "styles", "img-src": "images", "media-src": "medias", "font-src": "polices",
	"connect-src": "connexions", "frame-src": "cadres", "form-action": "formulaires"}

// candidates gives the addresses that an attribute holds.
func candidates(key, value string) []string {
	switch key {
	case "srcset":
		var all []string
		for part := range strings.SplitSeq(value, ",") {
			if fields := strings.Fields(part); len(fields) > 0 {
				all = append(all, fields[0])
			}
		}
		return all
	case "ping":
		return strings.Fields(value)
	}
	return []string{strings.TrimSpace(value)}
}

// originOf gives the origin of an address as a policy names it, and reports
// whether it is that of another site.
func originOf(address string) (origin string, outside bool) {
	u, err := url.Parse(strings.Map(func(r rune) rune { // browsers leave these out
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.ReplaceAll(address, `\`, "/")))
	switch {
	case err != nil:
		return address, true
	case u.Host == "" && u.Scheme == "":
		return "", false
	case u.Host == "":
		return strings.ToLower(u.Scheme) + ":", true
	case u.Scheme == "":
		return "https://" + strings.ToLower(u.Host), true
	}
	return strings.ToLower(u.Scheme + "://" + u.Host), true
}
