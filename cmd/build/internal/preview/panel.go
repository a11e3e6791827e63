package preview

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// files are what the panel is made of: its markup, its style, its script.
//
//go:embed panneau.html erreur.html apercu.css apercu.js
var files embed.FS

var layouts = template.Must(template.ParseFS(files, "*.html"))

// An Editor is the address that opens a file in somebody's editor, in which
// {fichier}, {ligne} and {colonne} stand for a place; "" opens nothing.
type Editor string

// Editors are those that one can name.
var Editors = map[string]Editor{
	"vscode":   "vscode://file/{fichier}:{ligne}:{colonne}",
	"vscodium": "vscodium://file/{fichier}:{ligne}:{colonne}",
	"cursor":   "cursor://file/{fichier}:{ligne}:{colonne}",
	"zed":      "zed://file/{fichier}:{ligne}:{colonne}",
	"idea":     "idea://open?file={fichier}&line={ligne}&column={colonne}",
	"aucun":    "",
}

// ParseEditor reads the name of an editor, or an address of one's own. It
// reports false for an address that a page must not hold.
func ParseEditor(s string) (Editor, bool) {
	if e, ok := Editors[s]; ok {
		return e, true
	}
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(s))
	if err != nil || slices.Contains([]string{"", "javascript", "data", "vbscript", "blob", "about"}, strings.ToLower(u.Scheme)) || !strings.Contains(s, "{fichier}") {
		return "", false
	}
	return Editor(s), true
}

// open returns the address that opens a place of a file; dir is the folder that
// its path is relative to.
func (e Editor) open(dir string, at diag.Pos) template.URL {
	if e == "" || at.File == "" {
		return ""
	}
	file := filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(at.File)))
	escaped := (&url.URL{Path: file}).EscapedPath()
	return template.URL(strings.NewReplacer("{fichier}", strings.TrimPrefix(escaped, "/"), "{ligne}", strconv.Itoa(max(at.Line, 1)),
		"{colonne}", strconv.Itoa(max(at.Col, 1))).Replace(string(e)))
}

// A panel is what an open page shows of the preview.
type panel struct {
	File    string // of the page; empty for one that the site makes
	Open    template.URL
	Draft   bool
	Stale   bool
	Partial bool
	Missing bool // there is no page: the panel is the page
	Unread  bool // the file cannot be read: perhaps more is wrong in it
	Nowhere *nowhere
	Prefix  string // of addresses
	Failure string
	Count   string // « 2 erreurs, 1 avertissement »; empty for none
	Erreurs int
	Own     []item // problems of the page's own file
	Others  []item
	More    int // others that are left out
}

// An item is a problem with a link to its place.
type item struct {
	diag.Problem
	Open template.URL
	Line *line // nil when it is not known
}

// A line is the one that a problem is on, cut around the place.
type line struct{ Before, At, After string }

func (p *Preview) item(problem diag.Problem) item {
	it := item{Problem: problem, Open: p.open(problem.Pos)}
	if problem.Excerpt == "" {
		return it
	}
	text := []rune(problem.Excerpt)
	at := min(max(problem.Pos.Col-1, 0), len(text))
	end := at
	if problem.Pos.Col > 0 {
		end += utf8.RuneCountInString(extent(string(text[at:]), problem.Fix.Old))
	}
	it.Line = &line{string(text[:at]), string(text[at:end]), string(text[end:])}
	return it
}

// reWhole is what a problem is about when it is about what stands at its place: a
// link or an image, a tag, a figure, a fence, a quotation, else a word.
var reWhole = regexp.MustCompile(`^(?:!?\[[^\]]*\]\([^)]*\)|<[^>]*>|\{\{.*?\}\}|:::+[\p{L}]*|"[^"]*"|«[^»]*»|[^\s,\]})]+)`)

// extent returns the part of a line that a problem is about; the line begins at its
// place. old is what a program would change there, if it could.
func extent(line, old string) string {
	if old != "" && strings.HasPrefix(line, old) {
		return old
	}
	whole := reWhole.FindString(line)
	if short := strings.TrimRight(whole, ":;.!?"); short != "" {
		return short
	}
	return whole
}

// otherProblems is how many problems of other files a page lists.
const otherProblems = 30

// panel makes what a page shows of a state.
func (p *Preview) panel(s *state, a answer) panel {
	v := panel{File: a.file, Draft: a.draft, Stale: a.stale, Partial: a.partial, Missing: a.body == nil, Open: p.open(diag.Pos{File: a.file}),
		Nowhere: a.nowhere, Prefix: prefixOf(s), Unread: a.file != "" && s.site != nil && s.site.Unread(a.file)}
	for _, err := range []error{s.failed(), a.failure} {
		if err != nil {
			v.Failure = err.Error()
		}
	}
	all := diag.Sort(append(s.all(), a.problems...))
	for _, problem := range all {
		it := p.item(problem)
		switch {
		case a.file != "" && problem.In(a.file):
			v.Own = append(v.Own, it)
		case len(v.Others) < otherProblems:
			v.Others = append(v.Others, it)
		default:
			v.More++
		}
	}
	errors, warnings := diag.Count(all)
	if v.Failure != "" {
		errors++
	}
	v.Erreurs, v.Count = errors, diag.Totals(errors, warnings)
	return v
}

func (p *Preview) open(at diag.Pos) template.URL { return p.o.Editor.open(p.o.Source, at) }

// markup writes the inside of the panel.
func (v panel) markup() string {
	var b strings.Builder
	if err := layouts.ExecuteTemplate(&b, "panneau.html", v); err != nil {
		return template.HTMLEscapeString(err.Error()) // the template is ours: cannot happen
	}
	return b.String()
}

// compose puts the panel into a page. Everything that it adds has the attribute
// data-apercu: without, the page is byte for byte the one that build makes.
func (p *Preview) compose(s *state, a answer) []byte {
	body := a.body
	if body == nil {
		var b bytes.Buffer
		_ = layouts.ExecuteTemplate(&b, "erreur.html", nil)
		body = b.Bytes()
	}
	at := bytes.LastIndex(body, []byte("</body>"))
	if at < 0 {
		at = len(body)
	}
	alone := ""
	if a.body == nil {
		alone = ` class="seul"`
	}
	added := fmt.Sprintf(`<div id="apercu"%[5]s data-apercu><template shadowrootmode="open"><link rel="stylesheet" href="%[1]sapercu.css"><p id="arret" role="status"></p><div id="panneau">%[2]s</div></template></div>`+
		`<script src="%[1]sapercu.js" data-apercu data-instance="%[3]s" data-empreinte="%[4]s"></script>`, own, p.panel(s, a).markup(), p.instance, a.digest(), alone)
	top := bodyStart(body[:at])
	return slices.Concat(body[:top], []byte(access), body[top:at], []byte(added), body[at:])
}

// access is the first stop of who walks through a page by keyboard: the panel is
// the last.
const access = `<div id="apercu-acces" data-apercu><template shadowrootmode="open"><link rel="stylesheet" href="` + own + `apercu.css">` +
	`<a href="#apercu">Aller à l’aperçu</a></template></div>`

// bodyStart finds where the body of a page begins, after its tag.
func bodyStart(page []byte) int {
	tag := bytes.Index(page, []byte("<body"))
	if tag < 0 {
		return 0
	}
	return tag + bytes.IndexByte(page[tag:], '>') + 1
}
