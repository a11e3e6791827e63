package render

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/quick"
	"feuille-de-route.example/layouts"
)

var gallery = flag.String("gallery", "", "write all fixture pages into this folder, to look at them in a browser")

func newRenderer(t testing.TB, layouts fs.FS, site *page.Site) *Renderer {
	t.Helper()
	r, err := New(layouts, site)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func execute(t testing.TB, r *Renderer, f fixture) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Page(&b, f.page, f.corps); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// allPages gives the full and the empty page of each layout, by a name.
func allPages() map[string]fixture {
	all := fullPages()
	for name, f := range emptyPages() {
		all["vide-"+name] = f
	}
	return all
}

// Every layout makes a whole page of a full view and of an empty one. With
// -gallery, the pages stay.
func TestGallery(t *testing.T) {
	for _, identity := range []string{"etat", "neutre"} {
		r := newRenderer(t, layouts.FS, testSite(identity))
		for name, f := range allPages() {
			t.Run(identity+"/"+name, func(t *testing.T) {
				html := execute(t, r, f)
				checkPage(t, html)
				if marked := strings.Contains(html, `class="fr-logo"`); marked != (identity == "etat") {
					t.Errorf("brand block: %v with the identity %s", marked, identity)
				}
				if *gallery != "" {
					keep(t, identity+"-"+name, html)
				}
			})
		}
	}
}

// Lists that fold say how many they hold, thousands apart.
func TestLongLists(t *testing.T) {
	r, full := newRenderer(t, layouts.FS, testSite("neutre")), fullPages()
	projets := full["projets"].page.Vue().(*page.Projets)
	projets.Lignes, projets.Avancement = "/projets/lignes.js", page.Avancement{Lignes: []page.AvancementLigne{{Nombres: []int{1250}}}}
	full["recherche"].page.Vue().(*page.Recherche).Lettres[0].Pages = make([]page.RechercheLien, 1250)
	for name, end := range map[string]string{"projets": "</td>", "recherche": "</span>"} {
		if html := execute(t, r, full[name]); !strings.Contains(html, ">1\u202f250"+end) {
			t.Errorf("%s does not say that a list holds 1 250", name)
		}
	}
}

// No layout of ours holds what quick leaves to html/template, and both make the
// same of it.
func TestQuick(t *testing.T) {
	r := newRenderer(t, layouts.FS, testSite("etat"))
	for name, f := range allPages() {
		p := r.quick[f.page.Layout]
		if p == nil {
			_, err := quick.NewCompiler(r.layouts.templates, r.funcs(r.layouts)).Compile(of(f.page.Layout, base))
			t.Errorf("layouts/%s.html is not compiled: %v", f.page.Layout, err)
			continue
		}
		d := donnees{r.site, f.page, f.page.Vue(), f.page.JSONLD(), f.corps}
		var here, there bytes.Buffer
		if err := p.Execute(&here, &d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := r.layouts.page(&there, f.page.Layout, &d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if here.String() != there.String() {
			t.Errorf("%s: quick makes something else of it", name)
		}
	}
	if r.quick[cellules] == nil {
		t.Errorf("%s is not compiled", cellules)
	}
}

func keep(t *testing.T, name, html string) {
	t.Helper()
	html = strings.ReplaceAll(html, string(content.LinkMark), "")
	html = strings.NewReplacer(`"/style.css"`, `"style.css"`, `"/site.js"`, `"site.js"`, `"/theme.js"`, `"theme.js"`).Replace(html)
	if err := os.WriteFile(filepath.Join(*gallery, name+".html"), []byte(html), 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	heading   = regexp.MustCompile(`<h([1-6])[ >]`)
	idAttr    = regexp.MustCompile(` id="([^"]*)"`)
	nameAttr  = regexp.MustCompile(`<(?:nav|form|section|aside)[^>]* aria-label="([^"]*)"`)
	reference = regexp.MustCompile(` (?:for|aria-labelledby|aria-controls|popovertarget)="([^"]*)"| href="#([^"]*)"`)
	forbidden = regexp.MustCompile(`<no value>|ZgotmplZ| style="| on[a-z]+="|<style|<>|class="[^"]*undefined|[>(]1\d{3}[)<]`)
	badSpace  = regexp.MustCompile(`[^\x{202f}\x{a0}][?!;] ?<|\pL ?[?!]<|« | »| :[ <]|\pL'\pL`)
	script    = regexp.MustCompile(`<script[^>]*>`)
)

// checkPage looks for what no page may have; the last of forbidden is a number
// whose thousands are not apart.
func checkPage(t *testing.T, html string) {
	t.Helper()
	if n := strings.Count(html, "<h1"); n != 1 {
		t.Errorf("%d h1 elements, want 1", n)
	}
	last := 0
	for _, m := range heading.FindAllStringSubmatch(strings.ReplaceAll(html, "<header", ""), -1) {
		level := int(m[1][0] - '0')
		if last > 0 && level > last+1 {
			t.Errorf("a heading of level %d follows one of level %d", level, last)
		}
		last = level
	}
	ids := map[string]bool{}
	for _, m := range idAttr.FindAllStringSubmatch(html, -1) {
		if ids[m[1]] {
			t.Errorf("id %q is there twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range reference.FindAllStringSubmatch(html, -1) {
		if id := m[1] + m[2]; !ids[id] && id != "fdr-affichage" { // which site.js makes
			t.Errorf("%s: no such id", m[0])
		}
	}
	names := map[string]bool{}
	for _, m := range nameAttr.FindAllStringSubmatch(html, -1) {
		if names[m[1]] {
			t.Errorf("two landmarks are named %q", m[1])
		}
		names[m[1]] = true
	}
	if bad := forbidden.FindString(html); bad != "" {
		t.Errorf("the page holds %s", bad)
	}
	for _, s := range script.FindAllString(html, -1) {
		if !strings.Contains(s, "src=") && !strings.Contains(s, "application/ld+json") {
			t.Errorf("inline script: %s", s)
		}
	}
	if !strings.HasPrefix(html, "<!doctype html>") || !strings.Contains(html, `<html lang="fr"`) || !strings.HasSuffix(html, "</html>") {
		t.Error("the page is not whole")
	}
}

// Layouts are French: no-break spaces, curly apostrophes.
func TestLayoutsTypography(t *testing.T) {
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tag := regexp.MustCompile(`<[^>]*>`)
	err := fs.WalkDir(layouts.FS, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := fs.ReadFile(layouts.FS, file)
		if err != nil {
			return err
		}
		text := tag.ReplaceAllString(action.ReplaceAllString(string(source), "x"), "<>")
		if bad := badSpace.FindString(text); bad != "" {
			t.Errorf("layouts/%s: %q", file, bad)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// inject puts the hostile text in every string that v holds.
func inject(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			inject(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				inject(f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			inject(v.Index(i))
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString(hostile + v.String())
		}
	}
}

func TestHostileTextIsInert(t *testing.T) {
	site := testSite("etat")
	inject(reflect.ValueOf(site).Elem())
	site.Identite, site.Langue = "etat", "fr"
	r := newRenderer(t, layouts.FS, site)
	for name, f := range fullPages() {
		t.Run(name, func(t *testing.T) {
			layout := f.page.Layout
			view := f.page.Vue()
			inject(reflect.ValueOf(view))
			inject(reflect.ValueOf(f.page).Elem())
			f.page.Layout = layout
			f.page.Vue = func() any { return view }
			html := execute(t, r, f)
			for _, bad := range []string{"<script>alert", `"'>`, "ZgotmplZ"} {
				if at := strings.Index(html, bad); at >= 0 {
					t.Errorf("%s comes out as it is: …%s…", bad, html[max(0, at-80):min(len(html), at+80)])
				}
			}
		})
	}
}

func TestDangerousAddressesLeadNowhere(t *testing.T) {
	for address, want := range map[string]string{
		"javascript:alert(1)":      `href="#"`,
		"JAVASCRIPT:alert(1)":      `href="#"`,
		"data:text/html,<script>":  `href="#"`,
		"//ailleurs.example/":      `href="#"`,
		`/\ailleurs.example/`:      `href="#"`,
		"":                         "",
		"#fdr-contenu":             `href="#fdr-contenu"`,
		"mailto:a@exemple.fr":      `href="mailto:a@exemple.fr"`,
		`https://exemple.fr/?a"&b`: `href="https://exemple.fr/?a&#34;&amp;b"`,
		"/projets/?statut=acheve":  `href="` + string(content.LinkMark) + `/projets/?statut=acheve"`,
	} {
		if got := string(attribute("href", address)); got != want {
			t.Errorf("%q: %s, want %s", address, got, want)
		}
	}
}

func TestExternalLinksSayTheyOpenAWindow(t *testing.T) {
	for asOf, want := range map[string]string{
		"":                     `href="https://exemple.fr/" target="_blank" rel="noopener external" title="Un « site » &amp; plus – nouvelle fenêtre"`,
		"au 14 septembre 2021": `href="https://exemple.fr/" target="_blank" rel="noopener external" title="Un « site » &amp; plus – au 14 septembre 2021, nouvelle fenêtre" data-au="au 14 septembre 2021"`,
	} {
		if got := string(link("https://exemple.fr/", `Un « site » & plus`, asOf)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// The minifier must leave what separates two inline elements.
func TestMinifiedLayoutsKeepTheirSpaces(t *testing.T) {
	r := newRenderer(t, layouts.FS, testSite("etat"))
	pages := fullPages()
	for name, want := range map[string][]string{
		"accueil": {
			`Publié le <time datetime="2021-09-14">14 septembre 2021</time> | Mis à jour le <time datetime="2021-10-03">3 octobre 2021</time>`,
			"<strong>Réserve\u00a0:</strong> Le rattachement",
			"Où en sont les projets\u202f?",
		},
		"projet": {
			`>En cours</span> <span class="fr-badge fr-badge--sm fr-badge--new fr-badge--no-icon">Nouveau<`,
			`<strong>28</strong>&nbsp;millions d’utilisateurs <span`,
			`2e semestre 2021</time> <span class="fr-badge`,
		},
		"projets": {`<span class="fdr-code">Id1</span> <a href=`},
	} {
		html := execute(t, r, pages[name])
		for _, w := range want {
			if !strings.Contains(html, w) {
				t.Errorf("%s: no %s", name, w)
			}
		}
	}
}

func TestHomeIsSmall(t *testing.T) {
	r := newRenderer(t, layouts.FS, testSite("etat"))
	if n := len(execute(t, r, fullPages()["accueil"])); n > 60_000 {
		t.Errorf("the home page has %d bytes, want 60,000 at most", n)
	}
}

// The header is made once for each entry that the menu marks, whoever asks.
func TestHeaderIsSharedByPagesOfASection(t *testing.T) {
	r := newRenderer(t, layouts.FS, testSite("etat"))
	f := fullPages()["projet"]
	before := headers(r)
	var all sync.WaitGroup
	for i := range 20 {
		all.Add(1)
		go func() {
			defer all.Done()
			p := *f.page
			p.Address = fmt.Sprintf("/projets/%d/", i)
			var b bytes.Buffer
			if err := r.Page(&b, &p, f.corps); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	if n := headers(r) - before; n != 1 {
		t.Errorf("%d headers for pages of one section, want 1", n)
	}
	p := *f.page
	p.Address = "/projets/"
	html := execute(t, r, fixture{&p, f.corps})
	if n := headers(r) - before; n != 2 || !strings.Contains(html, `aria-current="page">Projets`) {
		t.Errorf("%d headers, want another one with the page itself marked", n)
	}
}

func headers(r *Renderer) (n int) {
	r.fixed.Range(func(key, _ any) bool {
		if key.(fixed).name == "dsfr/header" {
			n++
		}
		return true
	})
	return n
}

// with gives the layouts with one file replaced; an empty text takes it away.
func with(t *testing.T, file, text string) fs.FS {
	t.Helper()
	changed := fstest.MapFS{}
	err := fs.WalkDir(layouts.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		source, err := fs.ReadFile(layouts.FS, name)
		changed[name] = &fstest.MapFile{Data: source}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(changed, file)
	if text != "" {
		changed[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return changed
}

func TestBrokenLayoutsSayWhere(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"syntax", "enjeu.html", "{{define \"contenu\"}}\n<p>\n{{if}}\n{{end}}", "layouts/enjeu.html:3"},
		{"unknown function", "fdr/flux.html", "\n{{invente .}}", "layouts/fdr/flux.html:2"},
		{"unknown partial", "enjeu.html", "{{define \"contenu\"}}\n{{template \"fdr/absent\" .}}{{end}}", "layouts/enjeu.html"},
		{"broken attribute", "enjeu.html", "{{define \"contenu\"}}\n<a title=\"{{if .Vue}}\">{{end}}x{{end}}", "layouts/enjeu.html"},
		{"no content", "enjeu.html", "<p>Bonjour</p>", "layouts/enjeu.html ne définit pas « contenu »"},
		{"no base", "base.html", "", "layouts/base.html manque"},
		{"no footer", "dsfr/footer.html", "", "layouts/dsfr/footer.html manque"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(with(t, c.file, c.text), testSite("etat"))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "gabarit") {
				t.Errorf("error %v, want one that says %s", err, c.want)
			}
		})
	}
}

func TestLayoutThatFailsOnAPage(t *testing.T) {
	r := newRenderer(t, with(t, "enjeu.html", "{{define \"contenu\"}}\n<p>x</p>\n<p>{{.Vue.Invente}}</p>{{end}}"), testSite("etat"))
	b := bytes.NewBufferString("avant")
	f := fullPages()["enjeu"]
	err := r.Page(b, f.page, f.corps)
	if err == nil || !strings.Contains(err.Error(), "layouts/enjeu.html:3") {
		t.Errorf("error %v, want one that says layouts/enjeu.html:3", err)
	}
	if b.String() != "avant" {
		t.Errorf("what was written of the page stays: %q", b)
	}
	p := *f.page
	p.Layout = "absent"
	if err := r.Page(b, &p, f.corps); err == nil || err.Error() != "le gabarit layouts/absent.html manque" {
		t.Errorf("error %v", err)
	}
}

// Layouts may be changed, and be wrong, between the first error and the second.
func TestLayoutsThatChangeMeanwhile(t *testing.T) {
	files := with(t, "enjeu.html", "{{define \"contenu\"}}{{.Vue.Invente}}{{end}}").(fstest.MapFS)
	r := newRenderer(t, files, testSite("etat"))
	files["enjeu.html"] = &fstest.MapFile{Data: []byte("{{define")}
	f := fullPages()["enjeu"]
	if err := r.Page(new(bytes.Buffer), f.page, f.corps); err == nil || !strings.Contains(err.Error(), "layouts/enjeu.html") {
		t.Errorf("error %v", err)
	}
}

func TestEveryLayoutHasAFixture(t *testing.T) {
	r := newRenderer(t, layouts.FS, testSite("etat"))
	want := r.layouts.kinds
	for kind, pages := range map[string]map[string]fixture{"full": fullPages(), "empty": emptyPages()} {
		if got := slices.Sorted(maps.Keys(pages)); !slices.Equal(got, want) {
			t.Errorf("%s pages: %v, layouts: %v", kind, got, want)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	r := newRenderer(b, layouts.FS, testSite("etat"))
	f := fullPages()["projet"]
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := r.Page(&out, f.page, f.corps); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
