package check

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/markup"
)

// A fault is what is wrong with the code of a finished page.
type fault struct{ Code, Message string }

func newReader() *reader {
	return &reader{labelled: map[string]bool{}, navs: map[string]int{}, links: map[string]bool{}, known: map[string]bool{}}
}

// facts are what a finished page holds that others, or the whole site, depend on.
type facts struct {
	title, description string
	ids                []string
	assets             []string // files that a browser asks for with it, each once
	faults             []fault
}

// A reader goes through the HTML of a page once.
type reader struct {
	facts
	lang, inTitle bool
	titles, main  int
	levels        []int           // of the headings
	labelled      map[string]bool // ids that a label names
	fields        []field         // that need a name
	navs          map[string]int  // names of the navigations
	links         map[string]bool // addresses that it leads to, but for those of its parts
	parts         []*part
	known         map[string]bool // ids, at the end
	labels        int             // label elements that are open
}

type field struct{ id, what string }

// read notes what a finished page holds and what is wrong with it, as HTML and as
// RGAA 4.1.2 want it.
func (r *reader) read(page []byte, common *shell) {
	before, header, page := cut(page, bytes.Index(page, []byte("<header")), "</header>")
	main, footer, after := cut(page, bytes.LastIndex(page, []byte("<footer")), "</footer>")
	r.tokens(before)
	r.share(header, common)
	r.tokens(main)
	r.share(footer, common)
	r.tokens(after)
	r.close()
}

// tokens reads a piece of the page, which ends between two tags.
func (r *reader) tokens(page []byte) {
	for t := range markup.Tokens(bytes.NewReader(page)) {
		switch {
		case t.Kind == markup.Start:
			r.tag(t)
		case t.Kind == markup.Text && r.inTitle:
			r.title += string(t.Text())
		case t.Kind == markup.End && string(t.Name) == "title":
			r.inTitle = false
		case t.Kind == markup.End && string(t.Name) == "label":
			r.labels--
		}
	}
}

func (r *reader) wrong(code, message string) {
	if f := (fault{code, message}); !slices.Contains(r.faults, f) {
		r.faults = append(r.faults, f)
	}
}

// attributes are those that statements are made about. Their bytes are the page's,
// until the next tag.
type attributes struct {
	id, href, src, rel, name, content, kind, forID, lang []byte
	alt, named                                           bool
	label                                                []byte // aria-label, or what aria-labelledby names
}

func attributesOf(t *markup.Token) (a attributes) {
	for key, value := range t.Attributes() {
		switch string(key) {
		case "id":
			a.id = value
		case "href":
			a.href = value
		case "src":
			a.src = value
		case "rel":
			a.rel = value
		case "name":
			a.name = value
		case "content":
			a.content = value
		case "type":
			a.kind = value
		case "for":
			a.forID = value
		case "lang":
			a.lang = value
		case "alt":
			a.alt = true
		case "aria-label", "aria-labelledby":
			a.label = value
			a.named = a.named || len(bytes.TrimSpace(value)) > 0
		case "title":
			a.named = a.named || len(bytes.TrimSpace(value)) > 0
		}
	}
	return a
}

func (r *reader) tag(t *markup.Token) {
	a := attributesOf(t)
	if len(a.id) > 0 {
		r.ids = append(r.ids, string(a.id))
	}
	switch string(t.Name) {
	case "html":
		r.lang = len(a.lang) > 0
	case "title":
		if r.titles++; r.titles == 1 { // those of drawings come later
			r.inTitle = true
		}
	case "meta":
		if string(a.name) == "description" {
			r.description = string(a.content)
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.levels = append(r.levels, int(t.Name[1]-'0'))
	case "main":
		r.main++
	case "nav":
		r.navs[string(a.label)]++
	case "label":
		r.labels++
		if len(a.forID) > 0 {
			r.labelled[string(a.forID)] = true
		}
	case "input", "select", "textarea":
		r.input(string(t.Name), a)
	case "img":
		if !a.alt {
			r.wrong("page-image", "l'image « "+string(a.src)+" » n'a pas d'attribut « alt »")
		}
		r.asset(a.src)
	case "script", "source", "iframe":
		r.asset(a.src)
	case "video", "track":
		r.note(a.src)
	case "link":
		r.linked(a)
	case "a", "area":
		r.note(a.href)
	}
}

func (r *reader) input(name string, a attributes) {
	switch string(a.kind) {
	case "hidden", "submit", "button":
		return
	}
	if !a.named && r.labels <= 0 {
		r.fields = append(r.fields, field{string(a.id), name})
	}
}

func (r *reader) linked(a attributes) {
	switch string(a.rel) {
	case "stylesheet", "preload":
		r.asset(a.href)
	case "icon", "apple-touch-icon", "manifest", "alternate", "prev", "next":
		r.note(a.href)
	}
}

// asset notes a file that a browser asks for.
func (r *reader) asset(address []byte) {
	if len(address) == 0 || bytes.HasPrefix(address, []byte("data:")) {
		return
	}
	r.note(address)
	if a := string(address); !slices.Contains(r.assets, a) {
		r.assets = append(r.assets, a)
	}
}

// note notes an address that the page leads to.
func (r *reader) note(address []byte) {
	if len(address) > 0 && !r.links[string(address)] {
		r.links[string(address)] = true
	}
}

// close says what only the whole page tells.
func (r *reader) close() {
	r.title = strings.TrimSpace(r.title)
	if !r.lang {
		r.wrong("page-langue", "la balise <html> n'a pas d'attribut « lang »")
	}
	if r.title == "" {
		r.wrong("page-titre", "il n'y a pas de <title>")
	}
	r.headings()
	if r.main != 1 {
		r.wrong("page-reperes", "il faut une zone <main>, et une seule")
	}
	for _, name := range slices.Sorted(maps.Keys(r.navs)) {
		switch {
		case name == "" && (len(r.navs) > 1 || r.navs[""] > 1):
			r.wrong("page-reperes", "une zone <nav> n'a pas de nom, alors qu'il y en a plusieurs")
		case name != "" && r.navs[name] > 1:
			r.wrong("page-reperes", "deux zones <nav> ont le nom « "+name+" »")
		}
	}
	for _, f := range r.fields {
		if !r.labelled[f.id] || f.id == "" {
			r.wrong("page-champ", "un champ <"+f.what+"> n'a pas d'étiquette")
		}
	}
	r.anchors()
}

// headings wants one of level 1, and none that leaves a level out on the way down.
func (r *reader) headings() {
	h1, last := 0, 0
	for _, level := range r.levels {
		if level == 1 {
			h1++
		}
		if level > last+1 && last > 0 {
			r.wrong("page-titres", "un titre <h"+string(rune('0'+level))+"> suit un titre <h"+string(rune('0'+last))+">")
		}
		last = level
	}
	switch {
	case h1 == 0:
		r.wrong("page-h1", "il n'y a pas de titre <h1>")
	case h1 > 1:
		r.wrong("page-h1", "il y a plusieurs titres <h1>")
	}
}

// anchors wants each id once, and an id for each link inside the page.
func (r *reader) anchors() {
	for _, id := range r.ids {
		if r.known[id] {
			r.wrong("page-id", "deux éléments ont l'identifiant « "+id+" »")
		}
		r.known[id] = true
	}
	var lost []string
	look := func(address string) {
		if anchor, here := strings.CutPrefix(address, "#"); here && !r.known[anchor] && anchor != "" && anchor != "top" {
			lost = append(lost, anchor)
		}
	}
	for address := range r.links {
		look(address)
	}
	for _, p := range r.parts {
		for _, address := range p.addresses {
			look(address)
		}
	}
	slices.Sort(lost)
	for _, anchor := range lost {
		r.wrong("page-ancre", "un lien mène à « #"+anchor+" », que cette page n'a pas")
	}
}
