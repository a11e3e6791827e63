package content

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
)

// pages are the kinds of files that servers send as pages.
var pages = map[string]bool{".html": true, ".htm": true, ".shtml": true, ".xhtml": true, ".xhtm": true, ".xht": true}

// active are the other kinds that a browser runs, by the types that nginx and
// Apache give them: a page may not bring one onto the site. XML is among them, for
// it can hold elements of HTML and call for XSLT.
var active = map[string]bool{".mhtml": true, ".mht": true, ".hta": true,
	".xml": true, ".xsl": true, ".xslt": true, ".rdf": true, ".atom": true, ".rss": true, ".mml": true, ".mathml": true, ".svgz": true,
	".js": true, ".mjs": true, ".swf": true, ".wasm": true}

// programs are the kinds that a server runs, wherever the extension stands when PHP
// is an Apache handler.
var programs = map[string]bool{".php": true, ".php3": true, ".php4": true, ".php5": true, ".php7": true, ".php8": true, ".phtml": true, ".pht": true, ".phar": true}

// runs returns the end of a file's name for which a server would run it or have a
// browser do so, « .html.bak », or "". Apache reads all extensions: one that it does
// not know, or takes for a language or a compression, leaves its type to those before
// (mod_mime, « Files with multiple extensions »).
func runs(name string) string {
	base := path.Base(name)
	typed := false
	for rest := base; ; {
		ext := path.Ext(rest)
		if ext == "" {
			return ""
		}
		rest = strings.TrimSuffix(rest, ext)
		end := base[len(rest):]
		kind := strings.ToLower(ext)
		if programs[kind] || !typed && (pages[kind] || active[kind] || kind == ".svg" && end != ext) {
			return end
		}
		typed = typed || media.Type(ext) != media.Unknown
	}
}

// IsPage reports whether some server would send a file as a page, by its name.
func IsPage(name string) bool {
	end := runs(name)
	first, _, _ := strings.Cut(strings.TrimPrefix(end, "."), ".")
	return pages["."+strings.ToLower(first)]
}

// IsDrawing reports whether some server would send a file as an SVG drawing, by its
// name.
func IsDrawing(name string) bool {
	return strings.EqualFold(path.Ext(name), ".svg") || strings.HasPrefix(strings.ToLower(runs(name)), ".svg")
}

// CheckAttachment reports what keeps a file of content/ from being published
// beside a page. name is its path from content/.
func CheckAttachment(fsys fs.FS, name string, p *diag.List) {
	pos := diag.Pos{File: name}
	switch end := runs(name); {
	case end == "":
	case IsDrawing(name):
		p.Erreur(pos, "fichier-actif", "enregistrez-le sans compression, avec l'extension « .svg »", "un dessin « %s » ne se publie pas", end)
		return
	default:
		p.Erreur(pos, "fichier-actif", "publiez-le en PDF ou en image ; un fichier à servir tel quel à la racine va dans content/racine/",
			"un fichier « %s » ne se publie pas à côté d'une page", end)
		return
	}
	if !isImage(name) {
		CheckPlace(fsys, name, p)
		return
	}
	switch data, err := ReadWhole(fsys, name, p); {
	case err != nil:
		p.Erreur(pos, Unread, advice(err), "ce fichier ne se lit pas : %s", Reason(err))
	case data == nil: // said
	case isPicture(name):
		checkPicture(data, name, p)
	default:
		CheckSVG(data, name, p)
	}
}

// ReadWhole reads a file that is looked through before it is published: an image, a
// page of racine/. One that is too large is reported, and comes out nil. name is its
// path from content/.
func ReadWhole(fsys fs.FS, name string, p *diag.List) ([]byte, error) {
	f, err := fsys.Open(strings.TrimPrefix(name, Root+"/"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxWhole+1))
	if err == nil && len(data) > MaxWhole {
		p.Erreur(diag.Pos{File: name}, "fichier-trop-grand", "allégez-le",
			"ce fichier est trop grand : %d octets au plus sont permis (16 Mio)", MaxWhole)
		return nil, nil
	}
	return data, err
}

// CheckSVG reports what would make a drawing run or call outside when it is
// opened by itself: scripts, event attributes, foreign HTML, outside addresses.
func CheckSVG(data []byte, name string, p *diag.List) {
	c := svgCheck{data: data, name: name, problems: p}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = true
	for {
		start := int(dec.InputOffset())
		tok, err := dec.RawToken()
		if tok == nil {
			for len(c.open) > 0 { // a browser takes a style for whole at the end of the file
				c.close()
			}
			if err != nil && err.Error() != "EOF" {
				c.wrong(start, "svg-illisible", "enregistrez de nouveau le dessin", "ce dessin est mal écrit, et les navigateurs ne le montreraient pas")
			}
			return
		}
		switch t := tok.(type) {
		case xml.StartElement:
			c.open = append(c.open, svgElement{style: strings.EqualFold(t.Name.Local, "style")})
		case xml.EndElement:
			c.close()
		case xml.CharData:
			c.text(t, start)
		}
		if what, hint := svgWrong(tok); what != "" {
			c.wrong(start, "svg-dangereux", hint, what)
		}
	}
}

// svgCheck goes through a drawing once.
type svgCheck struct {
	data     []byte
	name     string
	problems *diag.List
	open     []svgElement
}

// An svgElement is one that is open. The pieces of a style make one text, whatever
// comments and elements stand between them (HTML, 4.2.6: child text content).
type svgElement struct {
	style bool
	css   []byte
	at    int // where that begins
}

func (c *svgCheck) wrong(at int, code, hint, message string) {
	line, col := Position(c.data, at)
	c.problems.Erreur(diag.Pos{File: c.name, Line: line, Col: col}, code, hint, "%s", message)
}

func (c *svgCheck) text(t []byte, at int) {
	if len(c.open) == 0 || !c.open[len(c.open)-1].style {
		return
	}
	e := &c.open[len(c.open)-1]
	if len(e.css) == 0 {
		e.at = at
	}
	e.css = append(e.css, t...)
}

func (c *svgCheck) close() {
	if len(c.open) == 0 {
		return
	}
	e := c.open[len(c.open)-1]
	c.open = c.open[:len(c.open)-1]
	if outsideCSS(string(e.css)) {
		c.wrong(e.at, "svg-dangereux", styleHint, styleCalls)
	}
}

const (
	styleCalls = "le style de ce dessin appelle une adresse"
	styleHint  = "retirez « @import » et « url(…) » vers d'autres fichiers"

	xhtml = "http://www.w3.org/1999/xhtml"
)

func svgWrong(tok xml.Token) (what, hint string) {
	switch t := tok.(type) {
	case xml.Directive: // what stands in brackets can give any element an attribute (XML 1.0, 3.3)
		if bytes.ContainsAny(t, "[") {
			return "ce dessin déclare des entités ou des attributs", "retirez ce qui est entre crochets dans « <!DOCTYPE … > »"
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			return fmt.Sprintf("ce dessin contient une instruction « <?%s ?> »", t.Target), "retirez-la"
		}
	case xml.StartElement:
		switch strings.ToLower(t.Name.Local) {
		case "script", "foreignobject", "iframe", "object", "embed", "handler", "listener":
			return fmt.Sprintf("ce dessin contient une balise <%s>", t.Name.Local), "retirez-la, ou exportez le dessin en PNG"
		}
		for _, a := range t.Attr {
			key, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
			switch {
			case value == xhtml: // its elements would be those of a page
				return "ce dessin contient des balises HTML", "retirez-les, ou exportez le dessin en PNG"
			case strings.HasPrefix(key, "on") && a.Name.Space == "":
				return fmt.Sprintf("ce dessin contient un attribut « %s »", a.Name.Local), "retirez-le"
			case (key == "href" || key == "src") && !strings.HasPrefix(value, "#") && !isImageData(value):
				return "ce dessin appelle l'adresse « " + value + " »", "un dessin ne contient que des liens vers lui-même (#…)"
			case key == "attributename" && animatesAddress(value):
				return "ce dessin change une adresse par une animation", "retirez l'animation"
			case (key == "to" || key == "values" || key == "from" || key == "by") && strings.Contains(strings.ToLower(value), "script:"):
				return fmt.Sprintf("l'attribut « %s » de ce dessin contient un script", a.Name.Local), "retirez-le"
			case outsideCSS(value):
				return styleCalls, styleHint
			}
		}
	}
	return "", ""
}

// isImageData tells images written into the drawing itself. A drawing inside a
// drawing is not one: it could hold anything.
func isImageData(value string) bool {
	v := strings.ToLower(value)
	return strings.HasPrefix(v, "data:image/png") || strings.HasPrefix(v, "data:image/jpeg") || strings.HasPrefix(v, "data:image/gif") || strings.HasPrefix(v, "data:image/webp")
}

// animatesAddress tells the attributes that an animation may not set.
func animatesAddress(name string) bool {
	name = strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	return name == "href" || name == "src" || strings.HasPrefix(name, "on")
}

// cssEscape matches an escape of CSS (CSS Syntax 3, 4.3.7), which can hide a word.
var cssEscape = regexp.MustCompile(`\\(?:([0-9A-Fa-f]{1,6})\s?|(.))`)

func outsideCSS(s string) bool {
	s = strings.ToLower(cssEscape.ReplaceAllStringFunc(s, func(escape string) string {
		if code, err := strconv.ParseUint(strings.TrimSpace(escape[1:]), 16, 32); err == nil {
			return string(rune(code))
		}
		return escape[1:]
	}))
	if strings.Contains(s, "@import") || strings.Contains(s, "image-set(") {
		return true
	}
	for {
		_, rest, ok := strings.Cut(s, "url(")
		if !ok {
			return false
		}
		if target := strings.TrimLeft(rest, " \t\n'\""); !strings.HasPrefix(target, "#") && !isImageData(target) {
			return true
		}
		s = rest
	}
}
