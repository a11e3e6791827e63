package content

import (
	"bytes"
	"cmp"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/scratch"
)

// A Body is a Markdown body as HTML, with link marks (links.go) in place of the
// addresses of this site.
type Body struct {
	HTML     string
	Image    string // the figure at the top of the page, as HTML; or ""
	Headings []Heading
	IDs      map[string]bool // anchors that a link may name
	Anchors  []AnchorUse     // links to anchors, to verify once all bodies are known
	Files    []string        // files of content/ that it shows or links, as in Tree.Files
	Unfit    []string        // those that it shows as images and are none, which is said
	Points   []Point         // in the order of the text, most signs last; none unless Env.Points
}

// A Point is a place of a body that statements can be made about.
type Point struct {
	Kind   PointKind
	Lead   bool   // an image of front matter
	Level  int    // of a heading, as rendered; how many headers of a table are empty
	Text   string // see the kinds
	Target string // of a link or an image, as typed; of words, what typography makes of them, if that differs; of a heading, its signs; of a table, its title
	Typed  string // a link as it stands in the source, unless it is very long; a sign; the first line of a table
	Write  string // what takes the place of a sign, if that is all
	File   string // of content/ that a link leads to or an image shows, as in Tree.Files
	First  bool   // nothing stands before these words on their line
	Pos    diag.Pos
}

// A PointKind is what stands at a Point.
type PointKind uint8

// What statements are made about.
const (
	PointHeading   PointKind = iota // its text
	PointLink                       // its text
	PointImage                      // its alternative
	PointWords                      // a run of words as typed
	PointParagraph                  // its text, as typed
	PointTable                      // what a title can be made of: the words before it, or the names of its columns
	PointFilm                       // the title of one of this site without subtitles
	PointSign                       // what is wrong with a sign that is published, "" when an error says it; its target, what to write
)

// A Heading is a title inside a body, of level 2 to 6.
type Heading struct {
	Level    int
	ID, Text string
}

// An AnchorUse is a link to an anchor of a document.
type AnchorUse struct {
	Path   string // of the document that must have it
	Anchor string
	Pos    diag.Pos
}

// A Target is what a relative link leads to.
type Target struct {
	Address       string              // "/missions/data/"
	Path          string              // of the document, when it is one
	Titre         string              // of the page, for cards
	Resume        func() string       // of the page, for cards; may be nil
	Draft         bool                // not part of this build
	Later         bool                // not published yet: nobody is to know of it
	Broken        bool                // a document that cannot be read, which is said of it
	Former        bool                // found by a former address of its own
	Away          bool                // on the living site alone: Address is whole
	File          string              // key in Tree.Files, when it is a file
	Width, Height int                 // of an image, 0 when unknown
	Image         func() string       // address of the image at the top of the page, for cards, or ""; may be nil
	Size          func() int64        // of a file as it is published, in bytes
	Nature        func() media.Nature // of a file
}

// A Lead is the image at the top of a page, which front matter names.
type Lead struct {
	File                 Plain
	Alternative, Caption string
}

// An Illustrated is a front matter that may name one.
type Illustrated interface{ Lead() Lead }

// LeadOf returns the key in Tree.Files of the image at the top of a document's page, or
// "": Convert reports a file that is not there.
func (t *Tree) LeadOf(d *Document) string {
	m, ok := d.Matter.(Illustrated)
	if !ok || m.Lead().File.S == "" {
		return ""
	}
	key := Composed(path.Join(d.dir(), m.Lead().File.S))
	if t.Files[key] == "" || !isImage(key) {
		return ""
	}
	return key
}

// An Env is what a body needs from the rest of the site while it is rendered.
type Env struct {
	// Target finds what stands at a path from content/, as "content/pages/a.md".
	Target func(path string) (Target, bool)
	// Nearest suggests a path for one that leads nowhere, or returns "".
	Nearest func(path string) string
	// Moved returns the path of the page that says to have been at a path
	// before, or "". It may be nil.
	Moved func(path string) string
	// Own returns what follows the address of this site in a whole one, "" for that
	// of another, and whether something stands there. It, At and Below may be nil.
	Own func(address string) (rest string, ok bool)
	// At finds what stands at an address of the site, "/calendrier/", and Below at
	// that which a path from content/ spells, "content/calendrier".
	At, Below func(path, query string) (Target, bool)
	// Figure returns a computed figure, or what is wrong and what to write instead.
	Figure func(inner string) (value string, no *Refusal)
	// Points asks for the body's points.
	Points bool
	// AsOf is what links to other sites say of their age, « au 14 septembre
	// 2021 », in an archive; else "".
	AsOf string
}

// Convert renders the document's body. Whatever is wrong in it is added to p.
// It is safe for concurrent use.
func Convert(d *Document, env Env, p *diag.List) *Body {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	*w = writer{Buffer: w.Buffer, set: w.set, doc: d, env: env, problems: p, level: 1,
		body: &Body{IDs: map[string]bool{}}, repeats: map[string]int{}}
	w.Reset()
	buffer := scratch.Buffer()
	defer scratch.Return(buffer)
	source, ok := d.body(buffer, p)
	if !ok {
		return w.body
	}
	w.source = source
	if m, ok := d.Matter.(Illustrated); ok && m.Lead().File.S != "" {
		w.lead(m.Lead())
	}
	for _, l := range limits {
		if at := l.passed(source); at >= 0 {
			w.wrong(at, l.code, l.hint, l.message, l.most)
			return w.body
		}
	}
	md := goldmarkInstance()
	tree := md.Parser().Parse(text.NewReader(source))
	behindTabs(tree, source)
	if deep := tooNested(tree, 0); deep != nil {
		w.wrong(deep.Pos(), nested.code, nested.hint, nested.message, nested.most)
		return w.body
	}
	if at := conflictIn(source, tree); at >= 0 { // the rest follows from it
		w.wrong(at, "conflit", endConflict, "une marque de conflit de git")
		return w.body
	}
	_ = md.Renderer().Render(w, source, tree) // fails when writing does, and memory does not
	w.review(tree)
	w.body.HTML = w.String()
	return w.body
}

// behindTabs puts each block where it begins: goldmark puts those that stand behind a tab
// further on, by the spaces that it takes the tab for.
func behindTabs(tree ast.Node, source []byte) {
	if bytes.IndexByte(source, '\t') < 0 {
		return
	}
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		p, ok := n.(interface{ SetPos(int) })
		for at := min(n.Pos(), len(source)-1); entering && ok && at >= max(n.Pos()-3, 0); at-- {
			before := bytes.TrimRight(source[:at], " \t")
			if bytes.IndexByte(source[len(before):at], '\t') >= 0 && strings.IndexByte(cannotBegin(n.Kind()), source[at]) < 0 {
				p.SetPos(at)
				break
			}
		}
		return ast.WalkContinue, nil
	})
}

// cannotBegin are the signs that cannot begin a block of a kind.
func cannotBegin(kind ast.NodeKind) string {
	if kind == ast.KindBlockquote || kind == ast.KindList || kind == ast.KindListItem {
		return " \t\n"
	}
	return " \t\n>-+"
}

// writers keep their buffers from one body to the next.
var writers = sync.Pool{New: func() any { return new(writer) }}

var goldmarkInstance = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.NewFootnote(
			extension.WithFootnoteBacklinkTitle("Retour au texte"),
			extension.WithFootnoteLinkTitle("Note ^^"))),
		goldmark.WithParserOptions(
			parser.WithBlockParsers(util.Prioritized(blockParser{}, 750)),
			parser.WithInlineParsers(util.Prioritized(figureParser{}, 150), util.Prioritized(langParser{}, 160))),
		goldmark.WithRendererOptions(
			renderer.WithNodeRenderers(util.Prioritized(nodeRenderer{}, 100))),
	)
})

// A writer is where a body is rendered to. It travels through goldmark as its
// output and so carries what node renderers need.
type writer struct {
	bytes.Buffer
	doc      *Document
	source   []byte // its Markdown
	env      Env
	problems *diag.List
	body     *Body
	links    int
	pasted   bool     // something was pasted from a word processor, which is said
	opened   []string // names of the HTML tags of the text, which are told
	// Of HTML: how far it is told, and how many bytes were read without an end.
	rewritten, unclosed int
	unknown             []string // labels of notes that do not exist, which is said
	detail              string   // what is said of the file that the open link leads to
	unlinked            bool     // the open link is only text: what it leads to has not appeared
	tables              int
	place               *diag.Pos      // of what stands in front matter, while that is written
	line                int            // the line of the last position asked for,
	lineAt              int            // the offset at which it begins,
	col                 int            // the column of that position
	colAt               int            // and its offset
	set                 []byte         // scratch: a text with its typography
	repeats             map[string]int // anchor → how many numbers were tried after it
	langs               []string       // languages of the passages that are open, outermost first

	// Headings take their level from where they stand.
	level int      // of the last heading
	shift int      // levels added to headings inside a titled block
	outer []ladder // level and shift outside the open blocks
}

type ladder struct{ level, shift int }

func (w *writer) Buffered() int { return w.Len() }
func (w *writer) Flush() error  { return nil }

// wrong reports a problem at a byte offset of the body.
func (w *writer) wrong(offset int, code, hint, format string, args ...any) {
	w.problems.Erreur(w.pos(offset), code, hint, format, args...)
}

// point notes what statements can be made about, when somebody asked for it.
func (w *writer) point(offset int, make func() Point) {
	if w.env.Points {
		at := make()
		at.Pos = w.pos(offset)
		w.body.Points = append(w.body.Points, at)
	}
}

// pos is the position of a byte offset of the body.
func (w *writer) pos(offset int) diag.Pos {
	if w.place != nil {
		return *w.place
	}
	offset = min(max(offset, 0), len(w.source))
	if offset < w.colAt || w.line == 0 {
		if offset < w.lineAt || w.line == 0 {
			w.line, w.lineAt = w.doc.bodyLine, 0
		}
		w.col, w.colAt = 1, w.lineAt
	}
	for {
		next := bytes.IndexByte(w.source[w.colAt:offset], '\n')
		if next < 0 {
			break
		}
		w.lineAt = w.colAt + next + 1
		w.line, w.col, w.colAt = w.line+1, 1, w.lineAt
	}
	w.col, w.colAt = w.col+utf8.RuneCount(w.source[w.colAt:offset]), offset
	return diag.Pos{File: w.doc.Path, Line: w.line, Col: w.col}
}

// text writes plain text, escaped.
func (w *writer) text(s string) { w.Write(util.EscapeHTML([]byte(s))) }

// around writes plain text between two pieces of HTML.
func (w *writer) around(before, s, after string) {
	w.WriteString(before)
	w.text(s)
	w.WriteString(after)
}

// id returns an anchor for a title, unique in the page.
func (w *writer) id(title string) string {
	base := Slug(title)
	if base == "" {
		base = "section"
	}
	id := base
	for w.body.IDs[id] {
		w.repeats[base]++
		id = base + "-" + strconv.Itoa(w.repeats[base]+1)
	}
	w.body.IDs[id] = true
	return id
}

// typed is what an editor meant by a destination: backslash escapes and
// entities are resolved (CommonMark 0.31, 2.4 and 2.5) before anything is
// checked, so that what is checked is what is published.
func typed(dest []byte) string {
	if bytes.IndexByte(dest, '\\') < 0 && bytes.IndexByte(dest, '&') < 0 {
		return string(dest)
	}
	return string(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(dest))))
}

// A destination is where a link leads, once resolved.
type destination struct {
	attribute string // value of href or src, escaped, marked when internal
	external  bool
	target    Target
}

// resolve turns what an editor typed between brackets into a destination. It
// reports false after a problem.
func (w *writer) resolve(dest string, offset int, image bool) (destination, bool) {
	if w.links++; w.links == maxLinks+1 {
		w.wrong(offset, linked.code, linked.hint, linked.message, linked.most)
	}
	if w.links > maxLinks {
		return destination{}, false
	}
	scheme, _, hasScheme := strings.Cut(dest, ":")
	switch {
	case dest == "":
		w.wrong(offset, "lien-vide", "écrivez l'adresse entre les parenthèses", "ce lien ne mène nulle part")
		return destination{}, false
	case strings.HasPrefix(dest, "#"):
		w.body.Anchors = append(w.body.Anchors, w.anchor(w.doc.Path, dest[1:], offset))
		return destination{attribute: string(util.EscapeHTML(util.URLEscape([]byte(dest), false)))}, true
	case strings.HasPrefix(dest, "//"):
		w.wrong(offset, "lien-adresse", diag.Instead("https:"+dest), "il manque « https: » à cette adresse")
		w.problems.Guess(dest, "https:"+dest)
		return destination{}, false
	case hasScheme && isScheme(scheme):
		if w.env.Own != nil && (strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "http")) {
			switch rest, ok := w.env.Own(dest); {
			case ok:
				return w.internal(rest, offset, image)
			case rest != "":
				w.point(offset, func() Point {
					return Point{Kind: PointSign, Text: "rien n'est à cette adresse de ce site : " + dest, Target: "vérifiez l'adresse, ou écrivez le chemin du fichier de la page", Typed: dest}
				})
			}
		}
		return w.external(dest, strings.ToLower(scheme), offset, image)
	}
	return w.internal(dest, offset, image)
}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if !(c >= 'a' && c <= 'z' || i > 0 && (s[i] >= '0' && s[i] <= '9' || s[i] == '+' || s[i] == '-' || s[i] == '.')) {
			return false
		}
	}
	return s != ""
}

func (w *writer) external(dest, scheme string, offset int, image bool) (destination, bool) {
	if image {
		what, hint := "ce fichier", "copiez-le à côté de la page"
		if isImage(dest) {
			what, hint = "une image", "copiez l'image à côté de la page"
		}
		w.wrong(offset, "image-externe", hint, "%s doit se trouver dans content/, pas sur un autre site", what)
		return destination{}, false
	}
	switch scheme {
	case "http", "https":
		if u, err := url.Parse(dest); err != nil || u.Host == "" {
			hint, write := "vérifiez l'adresse", wholeAddress(dest)
			if write != "" {
				hint = diag.Instead(write)
			}
			w.wrong(offset, "lien-adresse", hint, "cette adresse n'est pas valable : %s", dest)
			w.problems.Guess(dest, write)
			return destination{}, false
		} else if host := u.Hostname(); host == "localhost" || host == "127.0.0.1" {
			u.Scheme, u.Host, u.User = "", "", nil // as the preview shows it
			return w.internal(cmp.Or(u.String(), "/"), offset, image)
		}
	case "mailto", "tel":
	default:
		if onDisk(dest) {
			w.onDisk(dest, offset)
			return destination{}, false
		}
		hint, write := "commencez l'adresse par « https: », « http: », « mailto: » ou « tel: »", ""
		if near := diag.Nearest(scheme, []string{"https", "http", "mailto", "tel"}); near != "" {
			write = near + dest[len(scheme):]
			hint = diag.Instead(write)
		}
		w.wrong(offset, "lien-schema", hint, "une adresse ne peut pas commencer par « %s: »", scheme)
		w.problems.Guess(dest, write)
		return destination{}, false
	}
	escaped := string(util.EscapeHTML(util.URLEscape([]byte(dest), false)))
	return destination{attribute: escaped, external: scheme == "http" || scheme == "https"}, true
}

// internal resolves what leads somewhere on this site: a path from the document, or an
// address that begins with a slash.
func (w *writer) internal(dest string, offset int, image bool) (destination, bool) {
	l := link{dest: dest, offset: offset, image: image}
	raw, fragment, _ := strings.Cut(dest, "#")
	l.file, l.query, _ = strings.Cut(raw, "?")
	l.fragment = fragment
	name, err := url.PathUnescape(l.file)
	if err != nil || !utf8.ValidString(name) || controlAt([]byte(name)) >= 0 { // no file has that name, and messages show it
		name = l.file
	}
	l.full = path.Join(w.doc.dir(), name)
	var target Target
	ok := false
	switch {
	case strings.HasPrefix(name, "/"):
		l.full = path.Join(Root, name)
		if w.env.At != nil {
			target, ok = w.env.At(name, l.query)
		}
		if !ok {
			hint, near := w.suggest(l.full)
			w.wrong(offset, "lien-absolu", hint, "rien n'est à cette adresse du site : %s", name)
			w.problems.Guess(l.file, near)
			return destination{}, false
		}
	case l.full != Root && !strings.HasPrefix(l.full, Root+"/"):
		hint, near := "déplacez le fichier dans content/", ""
		inside := path.Join(Root, strings.TrimLeft(name, "./")) // one « .. » too many
		if _, ok := w.env.Target(inside); ok {
			near = Relative(w.doc.dir(), inside)
			hint = diag.Instead(near)
		}
		w.wrong(offset, "lien-hors-contenu", hint, "« %s » sort de content/", dest)
		w.problems.Guess(l.file, near)
		return destination{}, false
	default:
		if target, ok = w.env.Target(l.full); !ok {
			target, ok = w.absent(l)
		}
		if !ok {
			return destination{}, false
		}
	}
	return w.destined(l, target)
}

// A link is what an editor typed to lead somewhere on this site.
type link struct {
	dest, file, query, fragment string
	full                        string // the path from content/ that it spells
	offset                      int
	image                       bool
}

// absent finds what stands at the address that a path spells where no file is: a page
// without a file, or a former address. It reports that nothing does.
func (w *writer) absent(l link) (Target, bool) {
	code, what := "lien-casse", "ce lien mène à un fichier qui n'existe pas"
	if onDisk(l.dest) {
		w.onDisk(l.dest, l.offset)
		return Target{}, false
	}
	if write := wholeAddress(l.dest); write != "" && !l.image {
		w.wrong(l.offset, "lien-adresse", diag.Instead(write), "il manque le début de cette adresse : %s", l.dest)
		w.problems.Guess(l.dest, write)
		return Target{}, false
	}
	switch {
	case l.image && isImage(l.full):
		code, what = "image-absente", "cette image n'existe pas"
	case l.image:
		code, what = "fichier-absent", "ce fichier n'existe pas"
	}
	if _, ok := w.env.Target(path.Join(w.doc.dir(), l.dest)); ok && l.dest != l.file { // « a#b.pdf »
		write := strings.NewReplacer("#", "%23", "?", "%3F").Replace(l.dest)
		w.wrong(l.offset, code, diag.Instead(write), "ce qui suit « # » ou « ? » n'est pas lu comme le nom du fichier : %s", l.dest)
		w.problems.Guess(l.dest, write)
		return Target{}, false
	}
	if rest, ok := strings.CutPrefix(l.full, Root+"/racine"); ok && w.env.At != nil { // whose files stand at the root of the site
		if t, ok := w.env.At(rest, l.query); ok && t.Path == "" {
			return t, true
		}
	}
	hint, near := "", ""
	if bare, ok := strings.CutSuffix(l.full, ".md"); ok && w.env.Below != nil { // a page that has no file
		bare = strings.TrimSuffix(bare, "/index")
		if t, ok := w.env.Below(bare, l.query); ok && t.Path == "" && !t.Former && !l.image && w.env.Nearest(l.full) == "" {
			near = Relative(w.doc.dir(), bare)
			hint = "cette page n'a pas de fichier : " + diag.Instead(near)
		}
	}
	if w.env.Below != nil && path.Ext(l.full) != ".md" {
		switch t, ok := w.env.Below(l.full, l.query); {
		case ok && (t.Path == "" || t.Former || t.Draft):
			return t, true
		case ok: // a page is named by its file
			near = Relative(w.doc.dir(), t.Path)
			hint = diag.Instead(near + strings.TrimPrefix(l.dest, l.file))
			if l.fragment != "" { // what is wrong with it is told in the same run
				w.body.Anchors = append(w.body.Anchors, w.anchor(t.Path, l.fragment, l.offset))
			}
		}
	}
	moved := ""
	if w.env.Moved != nil {
		moved = w.env.Moved(l.full)
	}
	if moved == "" {
		if hint == "" {
			full := l.full
			if name, ok := strings.CutPrefix(full, w.doc.dir()+"/"); ok && strings.Contains(name, `\`) { // as Windows writes it
				full = path.Join(w.doc.dir(), strings.ReplaceAll(name, `\`, "/"))
			}
			hint, near = w.suggest(full)
		}
		w.wrong(l.offset, code, hint, "%s : %s", what, l.full)
		w.problems.Guess(l.file, near)
		w.problems.Share()
		return Target{}, false
	}
	moved = Relative(w.doc.dir(), moved)
	w.wrong(l.offset, code, "la page a changé de nom : "+diag.Instead(moved), "%s : %s", what, l.full)
	w.problems.Fix(l.dest, moved+strings.TrimPrefix(l.dest, l.file))
	w.problems.Share()
	return Target{}, false
}

var (
	// site matches an address of the web without its beginning, or with a part of it:
	// "www.site.fr/page", "http//site.fr".
	siteAddress = regexp.MustCompile(`^(?i:https?:?/*)?((?:www\.[\pL\d-]+|[\pL\d-]+(?:\.[\pL\d-]+)*)\.(?i:fr|com|org|net|eu|info|io|bzh|paris|int)(?:[/?#]\S*)?)$`)
	// mailAddress matches the address of somebody.
	mailAddress = regexp.MustCompile(`^[\pL\d._%+-]+@[\pL\d-]+(?:\.[\pL\d-]+)+$`)
	// diskAddress matches the path of a file on somebody's computer.
	diskAddress = regexp.MustCompile(`^(?i:(?:file|smb|afp|nfs):|[a-z]:[\\/]|\\\\?[^\\])`)
)

// wholeAddress is an address of the web or of somebody as links have it, or "" where it
// is none.
func wholeAddress(dest string) string {
	if mailAddress.MatchString(dest) {
		return "mailto:" + dest
	}
	if m := siteAddress.FindStringSubmatch(dest); m != nil {
		return "https://" + m[1]
	}
	return ""
}

// onDisk reports whether an address is the path of a file on the editor's computer.
func onDisk(dest string) bool { return diskAddress.MatchString(dest) }

// onDisk reports a link to a file of the editor's computer.
func (w *writer) onDisk(dest string, offset int) {
	base := path.Base(strings.ReplaceAll(dest, `\`, "/"))
	if plain, err := url.PathUnescape(base); err == nil {
		base = plain
	}
	hint, write := "copiez le fichier à côté de la page, et "+diag.Instead(base), ""
	for _, name := range []string{base, Slug(strings.TrimSuffix(base, path.Ext(base))) + strings.ToLower(path.Ext(base))} {
		if _, ok := w.env.Target(path.Join(w.doc.dir(), name)); ok && write == "" {
			write = name
			hint = diag.Instead(write)
		}
	}
	w.wrong(offset, "lien-casse", hint, "cette adresse est celle d'un fichier de votre ordinateur ou de son réseau : %s", dest)
	w.problems.Guess(dest, write)
}

// destined makes a destination of what a link leads to.
func (w *writer) destined(l link, target Target) (destination, bool) {
	switch {
	case target.Broken, target.Later:
		return destination{target: target}, false
	case target.Draft:
		w.wrong(l.offset, "lien-brouillon", "publiez la page visée, retirez ce lien, ou ajoutez --brouillons", "ce lien mène à un brouillon")
		return destination{}, false
	case l.image && target.File == "" && !isImage(target.Address):
		w.wrong(l.offset, "image-absente", "", "« %s » n'est pas une image", l.dest)
		return destination{}, false
	}
	if target.File != "" {
		w.body.Files = append(w.body.Files, target.File)
	}
	address := target.Address
	if l.query != "" && !target.Former {
		address += "?" + string(util.URLEscape([]byte(l.query), false))
	}
	if l.fragment != "" {
		if target.Path != "" {
			w.body.Anchors = append(w.body.Anchors, w.anchor(target.Path, l.fragment, l.offset))
		}
		address += "#" + string(util.URLEscape([]byte(l.fragment), false))
	}
	if target.Away {
		return destination{attribute: string(util.EscapeHTML([]byte(address))), external: true}, true
	}
	return destination{attribute: string(LinkMark) + string(util.EscapeHTML([]byte(address))), target: target}, true
}

func (w *writer) anchor(doc, fragment string, offset int) AnchorUse {
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	return AnchorUse{doc, fragment, w.pos(offset)}
}

// suggest returns a hint for a path that leads nowhere, and the path to write, if that
// is all.
func (w *writer) suggest(full string) (hint, near string) {
	near = w.env.Nearest(full)
	switch ext := path.Ext(full); {
	case near != "":
	case media.Type(ext) != media.Unknown && ext != ".md" && ext != ".html" && path.Dir(full) != w.doc.dir():
		return "copiez le fichier à côté de la page, et " + diag.Instead(path.Base(full)), ""
	default:
		return "vérifiez le chemin, relatif au dossier de cette page", ""
	}
	near = Relative(w.doc.dir(), near)
	return diag.Instead(near), near
}

// Relative returns the path of a file as one writes it from a folder.
func Relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// figure writes a computed figure.
func (w *writer) figure(inner string, offset int) string {
	value, no := w.env.Figure(inner)
	if no != nil {
		w.wrong(offset, "chiffre", no.Remedy(""), "%s", no.Wrong)
		w.problems.Guess("{{"+inner+"}}", no.Write)
	}
	return value
}

// plain returns the text of a node without markup.
func (w *writer) plain(n ast.Node) string {
	var b strings.Builder
	w.appendPlain(&b, n)
	return french.Typo(strings.Join(strings.Fields(printable(b.String())), " "))
}

// printable drops the control characters that references can spell: in a title
// or a text of replacement, nobody sees them.
func printable(s string) string {
	if controlAt([]byte(s)) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, s)
}

func (w *writer) appendPlain(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(c.Value(w.source)))))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *figureNode:
			value, _ := w.env.Figure(c.inner)
			b.WriteString(value)
		case *ast.RawHTML: // a line break
			b.WriteByte(' ')
		case *ast.AutoLink:
			b.Write(c.Label(w.source))
		default:
			w.appendPlain(b, c)
		}
	}
}

// escaper writes text with backslash escapes and entities resolved.
var escaper = html.NewWriter()
