package render

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/quick"
)

// A Titre is a heading of a body, for the summary. Ancre begins with « # ».
type Titre struct{ Ancre, Texte string }

// A Corps is the body of a page: its Markdown made HTML, links marked.
type Corps struct {
	HTML     template.HTML
	Image    template.HTML         // the figure at the top of the page; may be empty
	Sommaire []Titre               // its headings of level 2
	Textes   map[int]template.HTML // those of other documents that the page shows, by index in the tree
}

// A Renderer executes layouts for one site. It is safe for concurrent use.
type Renderer struct {
	site    *page.Site
	layouts *set                      // minified
	quick   map[string]*quick.Program // by kind of page, and by name for partials that are executed much
	written func() *set               // as written: their errors have the right line
	menu    map[string]bool           // addresses that the menu marks as current
	fixed   sync.Map                  // fixed -> template.HTML
}

// A fixed is a partial with its argument: executed once for all pages.
type fixed struct {
	name string
	data any
}

// An entete is what the header depends on.
type entete struct {
	Site    *page.Site
	Section string // address of the menu entry that is marked
	Adresse string // address of the page, when the menu holds it
}

// donnees is what base.html and « contenu » see.
type donnees struct {
	Site   *page.Site
	Page   *page.Page
	Vue    any
	JSONLD []string
	Corps  Corps
}

// New reads and checks all layouts.
func New(files fs.FS, site *page.Site) (*Renderer, error) {
	r := &Renderer{site: site, menu: menuAddresses(site)}
	asWritten := func(s string) (string, error) { return s, nil }
	r.written = sync.OnceValue(func() *set {
		if written, err := r.read(files, asWritten); err == nil {
			return written
		}
		return r.layouts // the files have changed since
	})
	var err error
	if r.layouts, err = r.read(files, markup.LayoutMinifier()); err != nil {
		_, exact := r.read(files, asWritten)
		return nil, cmp.Or(exact, err)
	}
	for _, f := range []fixed{{"fdr/ressources", site}, {"dsfr/header", entete{Site: site}}, {"dsfr/footer", site}} {
		if _, err := r.once(r.layouts, f.name, f.data); err != nil {
			_, exact := r.once(r.written(), f.name, f.data)
			return nil, broken(cmp.Or(exact, err))
		}
	}
	r.hasten()
	return r, nil
}

// Partials that are executed by themselves: the cells of a projet, and projets by mission.
const cellules, groupes = "fdr/cellules", "fdr/groupes"

// hasten compiles what is executed once for each page or projet. Layouts that
// cannot be compiled are executed by html/template.
func (r *Renderer) hasten() {
	r.quick = map[string]*quick.Program{}
	compiler := quick.NewCompiler(r.layouts.templates, r.funcs(r.layouts))
	for _, kind := range r.layouts.kinds {
		if p, err := compiler.Compile(of(kind, base)); err == nil {
			r.quick[kind] = p
		}
	}
	for _, name := range []string{cellules, groupes} {
		_, _ = r.layouts.partial(name, nil) // escapes it
		if p, err := compiler.Compile(name); err == nil {
			r.quick[name] = p
		}
	}
}

// menuAddresses lists what the menu can mark: its pages and sections.
func menuAddresses(site *page.Site) map[string]bool {
	in := map[string]bool{"/": true}
	for _, e := range site.Menu {
		in[e.Adresse] = true
		for _, l := range e.Entrees {
			in[l.Adresse] = true
		}
	}
	return in
}

// broken says in French which layout is wrong, and where: as a Fault, if it can.
func broken(err error) error {
	text := err.Error()
	const call = "error calling fixe: " // what it executes has an error of its own
	if i := strings.LastIndex(text, call); i >= 0 {
		text = text[i+len(call):]
	}
	var told *Fault
	if errors.As(err, &told) {
		return told
	}
	if f := faultOf(text); f != nil {
		return f
	}
	return fmt.Errorf("un gabarit est en erreur : %w", err)
}

// Forget lets go of what was executed once, for whoever renders another site with the
// same layouts.
func (r *Renderer) Forget() { r.fixed.Clear() }

// Page writes a page as HTML.
func (r *Renderer) Page(b *bytes.Buffer, p *page.Page, corps Corps) error {
	d := donnees{r.site, p, p.Vue(), p.JSONLD(), corps}
	if q := r.quick[p.Layout]; q != nil && q.Execute(b, &d) == nil {
		return nil
	}
	start := b.Len()
	if err := r.layouts.page(b, p.Layout, &d); err != nil {
		b.Truncate(start)
		return broken(cmp.Or(r.written().page(io.Discard, p.Layout, &d), err))
	}
	return nil
}

// Rows writes the projets of a list by themselves, as its page shows them.
func (r *Renderer) Rows(b *bytes.Buffer, v *page.Projets) error {
	start := b.Len()
	if q := r.quick[groupes]; q != nil && q.Execute(b, v.Groupes) == nil {
		return nil
	}
	b.Truncate(start)
	html, err := r.layouts.partial(groupes, v.Groupes)
	if err != nil {
		_, exact := r.written().partial(groupes, v.Groupes)
		return broken(cmp.Or(exact, err))
	}
	b.WriteString(html)
	return nil
}

// entete says what the header of a page depends on: pages that the menu does
// not hold share one by section.
func (r *Renderer) entete(p *page.Page) entete {
	e := entete{Site: r.site}
	if r.menu[p.Section] {
		e.Section = p.Section
	}
	if r.menu[p.Address] {
		e.Adresse = p.Address
	}
	return e
}

// once gives the HTML of a partial, which it executes once for each argument.
// Arguments are compared with ==, and their HTML is kept: it is for those that
// many pages share.
func (r *Renderer) once(layouts *set, name string, data any) (template.HTML, error) {
	key := fixed{name, data}
	if h, ok := r.fixed.Load(key); ok {
		return h.(template.HTML), nil
	}
	html, err := "", quick.ErrUnknown
	if q := r.quick[name]; q != nil {
		var b bytes.Buffer
		err = q.Execute(&b, data)
		html = b.String()
	}
	if err != nil {
		if html, err = layouts.partial(name, data); err != nil {
			return "", err
		}
	}
	r.fixed.Store(key, template.HTML(html))
	return template.HTML(html), nil
}
