package render

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/parallel"
	"feuille-de-route.example/cmd/build/internal/quick"
)

// A Titre is a heading of a body, for the summary. Ancre begins with « # ».
type Titre struct{ Ancre, Texte string }

// A Corps is the body of a page: its Markdown made HTML, links marked.
type Corps struct {
	HTML     template.HTML
	Sommaire []Titre               // its headings of level 2
	Textes   map[int]template.HTML // those of other documents that the page shows, by index in the tree
}

// A Renderer executes layouts for one site. It is safe for concurrent use.
type Renderer struct {
	site    *page.Site
	layouts kinds                     // minified: those that quick lacks, and one for the partials of all
	quick   map[string]*quick.Program // by kind of page, and by name for partials that are executed much
	whole   func() kinds              // all layouts, minified: they are many megabytes, and read again when quick gives up
	written func() kinds              // as written: their errors have the right line
	menu    map[string]bool           // addresses that the menu marks as current
	fixed   sync.Map                  // fixed -> template.HTML
}

// kinds are layouts by kind of page.
type kinds map[string]*template.Template

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
	read := func(prepare func(string) (string, error)) (kinds, error) {
		set := kinds{}
		if err := set.read(files, r.funcs(set), prepare); err != nil {
			return nil, err
		}
		return set, set.escape()
	}
	asWritten := func(s string) (string, error) { return s, nil }
	again := func(prepare func(string) (string, error)) func() kinds {
		return sync.OnceValue(func() kinds {
			set, _ := read(prepare) // read without error once
			return set
		})
	}
	r.whole, r.written = again(markup.LayoutMinifier()), again(asWritten)
	var err error
	if r.layouts, err = read(markup.LayoutMinifier()); err != nil {
		_, exact := read(asWritten)
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

// cellules is the partial that makes the cells of a projet.
const cellules = "fdr/cellules"

// hasten compiles what is executed once for each page or projet. Layouts that
// cannot be compiled are executed by html/template.
func (r *Renderer) hasten() {
	funcs := r.funcs(r.layouts)
	names := slices.Sorted(maps.Keys(r.layouts))
	programs := make([]*quick.Program, len(names))
	parallel.Do(len(names), 0, func(i int) {
		set := r.layouts[names[i]]
		programs[i], _ = quick.Compile(set, set.Name(), funcs)
	})
	r.quick = map[string]*quick.Program{}
	for i, kind := range names {
		if r.quick[cellules] == nil {
			set := r.layouts[kind]
			_ = set.ExecuteTemplate(io.Discard, cellules, nil) // escapes it
			if p, err := quick.Compile(set, cellules, funcs); err == nil {
				r.quick[cellules] = p
			}
		}
		if programs[i] != nil {
			r.quick[kind] = programs[i]
			if len(r.layouts) > 1 {
				delete(r.layouts, kind)
			}
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

// read reads the layouts: for each kind of page, base.html, the partials
// and its own file.
func (set kinds) read(files fs.FS, funcs template.FuncMap, prepare func(string) (string, error)) error {
	names, err := fs.Glob(files, "*.html")
	if err != nil {
		return diag.Failure("lire layouts/", err)
	}
	base := template.New("base").Funcs(funcs).Option("missingkey=error")
	for _, pattern := range []string{"dsfr/*.html", "fdr/*.html", "base.html"} {
		partials, err := fs.Glob(files, pattern)
		if err != nil {
			return diag.Failure("lire layouts/", err)
		}
		for _, file := range partials {
			if err := parse(base, files, file, prepare); err != nil {
				return err
			}
		}
	}
	if base.Tree == nil {
		return errors.New("le gabarit layouts/base.html manque")
	}
	names = slices.DeleteFunc(names, func(file string) bool { return file == "base.html" })
	sets, errs := make([]*template.Template, len(names)), make([]error, len(names))
	parallel.Do(len(names), 0, func(i int) { sets[i], errs[i] = readKind(base, files, names[i], prepare) })
	for i, file := range names {
		set[strings.TrimSuffix(file, ".html")] = sets[i]
	}
	return cmp.Or(errs...)
}

// readKind adds the layout of a kind of page to what all share.
func readKind(base *template.Template, files fs.FS, file string, prepare func(string) (string, error)) (*template.Template, error) {
	t, err := base.Clone()
	if err != nil {
		return nil, fmt.Errorf("copy layouts: %w", err)
	}
	if err := parse(t, files, file, prepare); err != nil {
		return nil, err
	}
	if t.Lookup("contenu") == nil {
		return nil, fmt.Errorf(`le gabarit layouts/%s ne définit pas « contenu » : commencez-le par {{define "contenu"}}`, file)
	}
	return t, nil
}

func parse(set *template.Template, files fs.FS, file string, prepare func(string) (string, error)) error {
	source, err := fs.ReadFile(files, file)
	if err != nil {
		return diag.Failure("lire layouts/", err)
	}
	// Line ends are one however git wrote them, and that which ends a file is no
	// space between two elements.
	text, err := prepare(strings.TrimRight(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n"))
	if err != nil {
		return fmt.Errorf("le gabarit layouts/%s est en erreur : %w", file, err)
	}
	name := strings.TrimSuffix(file, path.Ext(file))
	t := set
	if name != set.Name() {
		t = set.New(name)
	}
	if _, err := t.Parse(text); err != nil {
		return broken(err)
	}
	return nil
}

// escape runs html/template's analysis, which else waits for the first page.
// Executing without data then fails, which says nothing.
func (set kinds) escape() error {
	names := slices.Sorted(maps.Keys(set))
	errs := make([]error, len(names))
	parallel.Do(len(names), 0, func(i int) {
		var wrong *template.Error
		if err := set[names[i]].Execute(io.Discard, nil); errors.As(err, &wrong) {
			errs[i] = broken(err)
		}
	})
	return cmp.Or(errs...)
}

// position finds where an error of text/template or html/template stands.
var position = regexp.MustCompile(`^(?:html/)?template: ?([a-z0-9/_-]+):(\d+(?::\d+)?): ?(?:executing "[^"]*" at )?`)

// broken says in French which layout is wrong, and where.
func broken(err error) error {
	text := err.Error()
	const call = "error calling fixe: " // what it executes has an error of its own
	if i := strings.LastIndex(text, call); i >= 0 {
		text = text[i+len(call):]
	}
	at := position.FindStringSubmatch(text)
	if at == nil && strings.HasPrefix(text, "le gabarit ") {
		return errors.New(text)
	}
	if at == nil {
		return fmt.Errorf("un gabarit est en erreur : %w", err)
	}
	return fmt.Errorf("le gabarit layouts/%s.html est en erreur : layouts/%s.html:%s: %s", at[1], at[1], at[2], text[len(at[0]):])
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
	l := r.layouts[p.Layout]
	if l == nil {
		l = r.whole()[p.Layout]
	}
	if l == nil {
		return fmt.Errorf("le gabarit layouts/%s.html manque", p.Layout)
	}
	start := b.Len()
	if err := l.Execute(b, &d); err != nil {
		b.Truncate(start)
		if written := r.written()[p.Layout]; written != nil { // it may have changed meanwhile
			err = cmp.Or(written.Execute(io.Discard, &d), err)
		}
		return broken(err)
	}
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
func (r *Renderer) once(set kinds, name string, data any) (template.HTML, error) {
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
		if html, err = partial(set, name, data); err != nil {
			return "", err
		}
	}
	r.fixed.Store(key, template.HTML(html))
	return template.HTML(html), nil
}

// partial executes a partial by itself.
func partial(set kinds, name string, data any) (string, error) {
	var b bytes.Buffer
	for _, l := range set { // all have the same partials
		if l.Lookup(name) == nil {
			return "", fmt.Errorf("le gabarit layouts/%s.html manque", name)
		}
		err := l.ExecuteTemplate(&b, name, data)
		return b.String(), err
	}
	return "", nil
}
