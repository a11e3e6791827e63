package quick_test

import (
	"bytes"
	"errors"
	"html/template"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/quick"
)

type inner struct {
	Nom string
	N   int
}

// Long has a method, as a view may.
func (inner) Long() string { return "a method" }

type view struct {
	inner
	Titre    string
	Vide     string
	HTML     template.HTML
	Attr     template.HTMLAttr
	Script   template.JS
	Oui, Non bool
	Zero, N  int
	Decimal  float64
	Liste    []inner
	Textes   []string
	Rien     []string
	Pointeur *inner
	Nul      *inner
	Vue      any
	Nulle    any
	Table    map[string]string
}

func sampleView() *view {
	return &view{
		inner: inner{"embedded", 1}, Titre: `L'été & <b>"+"</b>` + "\x00é", HTML: "<i>a</i>", Attr: `href="/x"`, Script: `{"a":1}`,
		Oui: true, N: 12, Decimal: 1.5, Liste: []inner{{"un", 1}, {"deux & trois", 2}}, Textes: []string{"a", "b<"},
		Pointeur: &inner{"pointed", 3}, Vue: &inner{"inside", 4}, Table: map[string]string{"a": "b"},
	}
}

var funcs = template.FuncMap{
	"attr": func(s string) template.HTMLAttr {
		return template.HTMLAttr(`data-a="` + template.HTMLEscapeString(s) + `"`)
	},
	"gras":   func(s string) template.HTML { return template.HTML("<b>" + template.HTMLEscapeString(s) + "</b>") },
	"haut":   strings.ToUpper,
	"script": func(s string) template.JS { return template.JS(s) },
	"somme":  func(a, b int) int { return a + b },
	"nom":    func(i inner) string { return i.Nom },
	"vers":   func(i *inner) *inner { return i },
	"tout":   func() any { return inner{"all", 5} },
	"echoue": func(s string) (string, error) { return "", errors.New(s) },
	"panne":  func() string { panic("down") },
}

// both reads a template, escapes it, and executes it here and there. compiled
// and executed report how far quick went.
func both(t testing.TB, text string, data any) (here, there string, compiled, executed bool, err error) {
	t.Helper()
	set, err := template.New("main").Funcs(funcs).Option("missingkey=error").Parse(text)
	if err != nil {
		return "", "", false, false, err
	}
	var b bytes.Buffer
	err = set.Execute(&b, data)
	p, unknown := quick.NewCompiler(set, funcs).Compile("main")
	if unknown != nil {
		return "", b.String(), false, false, err
	}
	q := bytes.NewBufferString("before ")
	if p.Execute(q, data) != nil {
		if q.String() != "before " {
			t.Errorf("%s: left %q behind", text, q)
		}
		return "", b.String(), true, false, err
	}
	return strings.TrimPrefix(q.String(), "before "), b.String(), true, true, err
}

// What is known here comes out as html/template makes it.
func TestSame(t *testing.T) {
	for _, text := range []string{
		`<a href="#n{{.N}}" title="{{.N}}"><a href="#a-{{.Nom}}">`,
		`plain`, ``, `{{/* nothing */}}a`,
		`<p>{{.Titre}}</p>`, `<p title="{{.Titre}}" class="a{{.Vide}}">`, `<title>{{.Titre}}</title>`, `<p>{{.HTML}}{{.N}}`, `<a {{.Attr}}>`,
		`<script type="application/ld+json">{{.Script}}</script>`, `<script type="application/ld+json">{{script "{}"}}</script>`,
		`{{.Nom}} {{.Pointeur.Nom}} {{.Vue.Nom}} {{.Vue.N}}`,
		`{{if .Oui}}a{{else}}b{{end}}{{if .Non}}a{{else}}b{{end}}{{if .Vide}}a{{else if .N}}c{{end}}{{if .Zero}}a{{end}}{{if .Rien}}a{{end}}{{if .Textes}}d{{end}}`,
		`{{if .Nul}}a{{end}}{{if .Pointeur}}b{{end}}{{if .Nulle}}a{{end}}{{if .Vue}}c{{end}}{{if .Table}}d{{end}}{{if .inner}}{{end}}`,
		`{{with .Pointeur}}{{.Nom}}{{$.Titre}}{{else}}none{{end}}{{with .Nul}}a{{else}}none{{end}}{{with .Nulle}}a{{end}}{{with .Vide}}a{{else with .Titre}}{{.}}{{end}}`,
		`{{range .Liste}}{{.Nom}}, {{$.N}}{{else}}none{{end}}{{range .Rien}}a{{else}}none{{end}}{{range .Nulle}}a{{else}}none{{end}}`,
		`{{range $i, $x := .Liste}}{{if $i}}, {{end}}{{$x.Nom}}{{range $y := $.Textes}}{{$y}}{{$x.N}}{{end}}{{end}}`,
		`{{$a := .Titre}}{{with .Liste}}{{$a := index . 1}}{{$a.Nom}}{{end}}{{$a}}{{if $b := .N}}{{$b}}{{end}}{{with $c := .Pointeur}}{{$c.Nom}}{{.N}}{{end}}`,
		`{{or .Vide .Titre "x"}}{{and .Oui .Titre}}{{or .Vide .Zero}}{{if not .Vide}}a{{end}}{{if and .Oui .Non}}b{{end}}{{or .Rien "none"}}`,
		`{{if eq .Titre "a"}}a{{else if eq .Nom "embedded"}}b{{end}}{{if gt (len .Liste) 1}}c{{end}}{{if ge .N 12}}d{{end}}{{if lt .N 12}}e{{end}}{{if eq .N 1 12}}g{{end}}{{if ne .N 3}}h{{end}}{{if eq .Oui true}}i{{end}}{{if ne .Nom .Nom}}j{{end}}{{if eq .Nom "a" "b"}}k{{end}}{{if le .N 3}}f{{end}}`,
		`<a {{attr .Titre}}>{{gras .Titre}}{{haut .Titre}}{{.Titre | haut}}{{.Titre | haut | gras}}{{gras (haut .Nom)}}</a>`,
		`{{somme .N 3}}{{somme (len .Liste) .N}}{{nom .Pointeur}}{{with .Liste}}{{(vers (index . 0)).Nom}}{{end}}{{tout.Nom}}{{(tout).N}}`,
		`{{index .Table "a"}}{{index .Table "b"}}{{with index .Table "b"}}a{{end}}{{index .Textes 1}}`,
		`{{define "part"}}[{{.}}{{$}}]{{end}}{{range .Textes}}{{template "part" .}}{{end}}{{template "part" $.Nom}}`,
		`{{define "tree"}}{{.Nom}}{{end}}{{$x := .N}}{{template "tree" .Vue}}{{template "tree" .}}{{$x}}{{define "nothing"}}fixed{{end}}{{template "nothing"}}`,
		`{{range .Liste}}{{.Nom}}{{end}}{{with .Vue}}{{.Nom}}{{end}}{{.Nom}}`, // one field, several types
	} {
		for name, data := range map[string]any{"full": sampleView(), "by value": *sampleView()} {
			here, there, compiled, executed, err := both(t, text, data)
			switch {
			case err != nil:
				if executed {
					t.Errorf("%s, %s: executed, though html/template says %v", text, name, err)
				}
			case !compiled || !executed:
				if name == "full" {
					t.Errorf("%s: compiled %v, executed %v", text, compiled, executed)
				}
			case here != there:
				t.Errorf("%s, %s:\n got %q\nwant %q", text, name, here, there)
			}
		}
	}
}

// What is not known here is left to html/template, before or while it is met.
func TestUnknown(t *testing.T) {
	for text, compiles := range map[string]bool{
		`<a href="{{.Titre}}">`:            false, // another escaper
		`<a href="#{{.Titre}}">`:           true,  // escaped
		`<a title={{.Titre}}>`:             false,
		`<p onclick="f({{.Titre}})">`:      false,
		`<p {{.Titre}}="a">`:               true, // not an attribute
		`{{.Decimal}}`:                     true,
		`<p title="{{.HTML}}">`:            true, // its tags go
		`<script>x = {{.Titre}}</script>`:  true,
		`{{.Long}}`:                        true,
		`{{.Table.a}}`:                     true,
		`{{range .Table}}{{.}}{{end}}`:     true,
		`{{range 3}}a{{end}}`:              true,
		`{{if .Decimal}}a{{end}}`:          true,
		`{{range .Liste}}{{break}}{{end}}`: false,
		`{{$x := "a"}}{{$x = "b"}}{{$x}}`:  false,
		`{{printf "%d" .N}}`:               false,
		`{{.Titre | html}}`:                false,
		`<p title="{{template "x" .}}">{{define "x"}}{{.N}}{{end}}`: false,
		`{{if eq .Decimal .Decimal}}a{{end}}`:                       true,
		`{{if eq .Titre .HTML}}a{{end}}`:                            true,
	} {
		_, _, compiled, executed, err := both(t, text, sampleView())
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if compiled != compiles || executed {
			t.Errorf("%s: compiled %v, want %v; executed %v", text, compiled, compiles, executed)
		}
	}
}

// Errors are html/template's to tell.
func TestErrors(t *testing.T) {
	for _, text := range []string{
		`{{.Absent}}`, `{{.Nul.Nom}}`, `{{.Nulle.Nom}}`, `{{.Titre.Nom}}`, `{{echoue "no"}}`, `{{panne}}`, `{{len .N}}`, `{{index .Liste 9}}`,
		`{{haut .N}}`, `{{nom .Titre}}`, `a{{range .N}}{{.Nom}}{{end}}`, `{{define "again"}}{{template "again" .}}{{end}}{{template "again" .}}`,
	} {
		if here, _, _, executed, err := both(t, text, sampleView()); err == nil || executed {
			t.Errorf("%s: error %v, executed %v: %q", text, err, executed, here)
		}
	}
}

// A template that html/template has not escaped yet is not executed.
func TestNotEscaped(t *testing.T) {
	set := template.Must(template.New("main").Parse(`{{.Titre}}`))
	if p, err := quick.NewCompiler(set, nil).Compile("main"); err == nil {
		t.Errorf("compiled: %v", p)
	}
}

// No text makes quick write what html/template does not.
func FuzzTemplate(f *testing.F) {
	for _, text := range []string{`<p title="{{.Titre}}">{{range $i, $x := .Liste}}{{$i}}{{end}}`, `{{with .Vue}}{{.Nom}}{{end}}`, `<a {{attr .Titre}}>{{gras .Nom}}</a>`, `{{or .Vide .N}}`, `{{1000000.0}}`} {
		f.Add(text, `a"b`)
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		if strings.Contains(text, "template") || strings.Contains(text, "block") { // endless
			return
		}
		v := sampleView()
		v.Titre = title
		here, there, _, executed, err := both(t, text, v)
		if executed && (err != nil || here != there) {
			t.Errorf("%s:\n got %q\nwant %q, %v", text, here, there, err)
		}
	})
}
