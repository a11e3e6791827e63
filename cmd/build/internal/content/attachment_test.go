package content_test

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

func TestDrawingsThatRunOrCallOutsideAreRefused(t *testing.T) {
	const remove, inside = "retirez-le", "un dessin ne contient que des liens vers lui-même (#…)"
	const css = "retirez « @import » et « url(…) » vers d'autres fichiers"
	const doctype, foreign = "retirez ce qui est entre crochets dans « <!DOCTYPE … > »", "retirez-les, ou exportez le dessin en PNG"
	for _, c := range []struct{ inner, want string }{
		{`<circle r="3" fill="url(#a)" style="fill:url( '#b' )"/><use href="#a"/><image href="data:image/png;base64,x"/>`, ""},
		{`<text>onload, javascript: et url n'ont rien de mal dans un texte</text>`, ""},
		{"\n  <script>alert(1)</script>", "2:3 svg-dangereux | retirez-la, ou exportez le dessin en PNG"},
		{"<é/><SCRIPT/>", "1:10 svg-dangereux | retirez-la, ou exportez le dessin en PNG"},
		{"<svg:script/>", "1:6 svg-dangereux | retirez-la, ou exportez le dessin en PNG"},
		{"<foreignObject><p/></foreignObject>", "1:6 svg-dangereux | retirez-la, ou exportez le dessin en PNG"},
		{"<iframe/>", "1:6 svg-dangereux | retirez-la, ou exportez le dessin en PNG"},
		{`<g onclick="alert(1)"/>`, "1:6 svg-dangereux | " + remove},
		{`<g OnMouseOver="alert(1)"/>`, "1:6 svg-dangereux | " + remove},
		{`<a href="https://exemple.fr/"/>`, "1:6 svg-dangereux | " + inside},
		{`<a xlink:href="javascript:alert(1)"/>`, "1:6 svg-dangereux | " + inside},
		{`<a href=" &#106;avascript:alert(1)"/>`, "1:6 svg-dangereux | " + inside},
		{`<image href="autre.png"/>`, "1:6 svg-dangereux | " + inside},
		{`<image href="data:image/svg+xml,x"/>`, "1:6 svg-dangereux | " + inside},
		{`<set attributeName="href" to="javascript:alert(1)"/>`, "1:6 svg-dangereux | retirez l'animation"},
		{`<set attributeName="xlink:HREF" to="https://exemple.fr/"/>`, "1:6 svg-dangereux | retirez l'animation"},
		{`<style>a{fill:u\72l(https://exemple.fr/)}</style>`, "1:13 svg-dangereux | retirez « @import » et « url(…) » vers d'autres fichiers"},
		{`<style>@im\70 ort "a";</style>`, "1:13 svg-dangereux | retirez « @import » et « url(…) » vers d'autres fichiers"},
		{`<g style="background:image-set('https://exemple.fr/a.png' 1x)"/>`, "1:6 svg-dangereux | retirez « @import » et « url(…) » vers d'autres fichiers"},
		{`<animate values="#a;JAVASCRIPT:alert(1)"/>`, "1:6 svg-dangereux | " + remove},
		{`<style>@IMPORT "a.css"</style>`, "1:13 svg-dangereux | " + css},
		{`<style>a { fill: URL( "https://exemple.fr/a" ) }</style>`, "1:13 svg-dangereux | " + css},
		{`<style><![CDATA[a { fill: url(b) }]]></style>`, "1:13 svg-dangereux | " + css},
		{`<g style="fill: url(#a) url(//exemple.fr)"/>`, "1:6 svg-dangereux | " + css},
		{`<?xml-stylesheet href="a.css"?>`, "1:6 svg-dangereux | retirez-la"},
		{`<!DOCTYPE svg [<!ENTITY a "b">]>`, "1:6 svg-dangereux | " + doctype},
		{`<!DOCTYPE svg [<!ATTLIST g onclick CDATA "alert(1)">]><g/>`, "1:6 svg-dangereux | " + doctype},
		{`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">`, ""},
		{`<g xmlns:h="http://www.w3.org/1999/xhtml"><h:meta http-equiv="refresh" content="0;url=https://exemple.fr/"/></g>`, "1:6 svg-dangereux | " + foreign},
		{`<html xmlns=" http://www.w3.org/1999/xhtml "/>`, "1:6 svg-dangereux | " + foreign},
		{`<style>a{fill:u<!-- -->rl(https://exemple.fr/)}</style>`, "1:13 svg-dangereux | " + css},
		{`<style>@im<![CDATA[port "a"]]></style>`, "1:13 svg-dangereux | " + css},
		{`<style>@im<g>…</g>port "a"</style>`, "1:13 svg-dangereux | " + css},
		{`<style>@im<!-- -->port "a"`, "1:13 svg-dangereux | " + css},
		{`<title>url(a) et « @import » sont des mots</title><desc>image-set(</desc>`, ""},
		{`<g a=b/>`, "1:6 svg-illisible | enregistrez de nouveau le dessin"},
		{`<g`, "1:6 svg-illisible | enregistrez de nouveau le dessin"},
	} {
		var p diag.List
		content.CheckSVG([]byte("<svg>"+c.inner), "content/pages/a.svg", &p)
		t.Run(c.inner, func(t *testing.T) {
			if c.want == "" {
				expectProblems(t, p.Sorted())
			} else {
				expectProblems(t, p.Sorted(), "pages/a.svg:"+c.want)
			}
		})
	}
}

func TestPicturesHaveTheirSize(t *testing.T) {
	picture := image.NewPaletted(image.Rect(0, 0, 5, 3), color.Palette{color.White})
	var asPNG, asJPEG, asGIF bytes.Buffer
	for _, err := range []error{png.Encode(&asPNG, picture), jpeg.Encode(&asJPEG, picture, nil), gif.Encode(&asGIF, picture, nil)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	fsys := folder(map[string]string{"a.png": asPNG.String(), "a.jpg": asJPEG.String(), "a.gif": asGIF.String(),
		"cut.png": asPNG.String()[:10], "text.png": "texte", "empty.png": ""})
	for name, want := range map[string][2]int{"a.png": {5, 3}, "a.jpg": {5, 3}, "a.gif": {5, 3}, "cut.png": {}, "text.png": {}, "empty.png": {}, "absent.png": {}} {
		if img := content.PictureOf(fsys, "content/"+name); [2]int{img.Width, img.Height} != want {
			t.Errorf("%s is %d × %d, want %v", name, img.Width, img.Height, want)
		}
	}
}

func TestOnlyHarmlessFilesStandBesidePages(t *testing.T) {
	active := " fichier-actif | publiez-le en PDF ou en image ; un fichier à servir tel quel à la racine va dans content/racine/"
	drawing := " fichier-actif | enregistrez-le sans compression, avec l'extension « .svg »"
	fsys := folder(map[string]string{"a.pdf": "x", "a.csv": "x", "sans-extension": "x", "a.PNG": "x", "a.svg": "<svg/>", "a.svg.png": "x", "mal.SVG": "<svg><script/></svg>",
		"a.heic.jpg": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "coupe.jpg": "\xff\xd8\xff\xe0\x00\x10JFIF\x00",
		"plein.svg": "<svg>" + strings.Repeat(" ", content.MaxWhole-len("<svg></svg>")) + "</svg>", "gros.svg": "<svg>" + strings.Repeat(" ", content.MaxWhole) + "</svg>"})
	for name, want := range map[string]string{
		"a.heic.jpg": " image-format | ouvrez-la dans un logiciel d'images, enregistrez-la en JPEG et mettez-la à la place de celle-ci",
		"coupe.jpg":  " image-illisible | reprenez l'original, et enregistrez-le de nouveau",
		"a.pdf":      "", "plein.svg": "", "a.csv": "", "sans-extension": "", "a.svg": "",
		"a.html": active, "a.HTM": active, "a.xhtml": active, "a.js": active, "a.mjs": active, "a.xml": active, "a.wasm": active,
		"a.shtml": active, "a.xht": active, "a.xhtm": active, "a.mht": active, "a.hta": active, "a.xsl": active, "a.rdf": active, "a.mml": active, "a.atom": active,
		"a.html.bak": active, "a.HTML.fr": active, "a.xml.gz": active, "a.htm.a.b": active, "a.svgz": drawing, "a.svg.gz": drawing, "a.SVG.br": drawing,
		"a.php": active, "a.phtml": active, "a.php.pdf": active,
		"a.svg.png": " image-illisible | enregistrez-la de nouveau, ou corrigez son extension", "a.html.pdf": "", "a.xml.zip": "", "html": "", "v1.2": "",
		"a.PNG":        " image-illisible | enregistrez-la de nouveau, ou corrigez son extension",
		"absent.svg":   " lecture",
		"mal.SVG":      ":1:6 svg-dangereux | retirez-la, ou exportez le dessin en PNG",
		"dossier/a.js": active,
		"gros.svg":     " fichier-trop-grand | allégez-le",
	} {
		var p diag.List
		content.CheckAttachment(fsys, "content/"+name, &p)
		t.Run(name, func(t *testing.T) {
			if want == "" {
				expectProblems(t, p.Sorted())
			} else {
				expectProblems(t, p.Sorted(), name+want)
			}
		})
	}
}

// A name that no disk or no archive can hold is refused when its folder is read,
// whether a page shows the file or not.
func TestNamesThatFilesCannotHave(t *testing.T) {
	for name, want := range map[string]string{
		"a\\b.pdf":       "a\\b.pdf nom-de-fichier | renommez-le « a-b.pdf »",
		"aux.pdf":        "aux.pdf nom-de-fichier | renommez-le « nom-aux.pdf »",
		"Nul/a.pdf":      "Nul nom-de-fichier | renommez-le « nom-Nul »",
		"quoi ?.pdf":     "quoi ?.pdf nom-de-fichier | renommez-le « quoi -.pdf »",
		"a.pdf.":         "a.pdf. nom-de-fichier | renommez-le « a.pdf »",
		"50%.pdf":        "50%.pdf nom-de-fichier | renommez-le « 50-.pdf »",
		"100%/a.pdf":     "100% nom-de-fichier | renommez-le « 100 »",
		"re\u0301s?.pdf": "re\u0301s?.pdf nom-de-fichier | renommez-le « rés-.pdf »",
		"a\nb.pdf":       "a\nb.pdf nom-de-fichier | renommez-le",
		"a\x7fb.pdf":     "a\x7fb.pdf nom-de-fichier | renommez-le",
		"a\u0085b.pdf":   "a\u0085b.pdf nom-de-fichier | renommez-le",
		"a\u202eb.pdf":   "a\u202eb.pdf nom-de-fichier | renommez-le",
		"a.md.txt":       "a.md.txt nom-de-fichier | renommez-le « a.md »",
		"console.pdf":    "", "re\u0301sume\u0301.pdf": "", "~$a.pdf": "", "~$a.md": "", "a.md~": "",
	} {
		_, problems := load(t, folder(map[string]string{"projets/" + name: "x"}))
		if want == "" {
			expectProblems(t, problems)
		} else {
			expectProblems(t, problems, "projets/"+want)
		}
	}
}

func TestRightNamesAreRight(t *testing.T) {
	for name, want := range map[string]string{"aux": "nom-aux", "Com¹.txt": "nom-Com¹.txt", "con?": "nom-con", "con .a": "nom-con .a", `a:\b. .`: "a--b", "...": "nom", "été.png": "été.png"} {
		right := content.RightName(name)
		if right != want || content.WrongName(right) != "" {
			t.Errorf("%q: %q %s, want %q", name, right, content.WrongName(right), want)
		}
	}
}

// A drawing that is accepted holds no element, attribute or style that runs or
// calls outside, as a reader with namespaces sees it.
func FuzzSVG(f *testing.F) {
	for _, s := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg"><style>a{fill:url(#b)}</style><circle r="3" style="fill:url('#a')"/><use href="#a"/></svg>`,
		`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg><!-- a --><image href="data:image/png;base64,x"/></svg>`,
		`<svg><style>@im<!-- -->port "a"</style></svg>`, `<svg><style>u<![CDATA[\72 l(//a)]]></style></svg>`, `<svg><script>a</script></svg>`,
		`<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="#"/></svg>`, `<svg><g ONLOAD="a"/><a x:href=" &#106;avascript:a"/></svg>`,
		`<!DOCTYPE svg [<!ATTLIST g onclick CDATA "a">]><svg/>`, `<svg><set attributeName="xlink:href" to="//a"/></svg>`, "<svg", "<svg><g a=b/></svg>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p diag.List
		content.CheckSVG(data, "content/a.svg", &p)
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, problem := range p.Sorted() {
			if problem.Pos.Line < 1 || problem.Pos.Line > lines || problem.Hint == "" {
				t.Errorf("%d lines: %+v", lines, problem)
			}
		}
		if p.Len() == 0 {
			checkDrawing(t, data)
		}
	})
}

func checkDrawing(t *testing.T, data []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(data))
	var styles []string // of the open elements, "" for one that is no style
	for {
		token, err := dec.Token()
		if err != nil {
			return // browsers stop here as well
		}
		switch token := token.(type) {
		case xml.StartElement:
			styles = append(styles, "")
			name := strings.ToLower(token.Name.Local)
			if slices.Contains([]string{"script", "foreignobject", "iframe", "object", "embed"}, name) || token.Name.Space == "http://www.w3.org/1999/xhtml" {
				t.Errorf("<%s> of %q in %q", name, token.Name.Space, data)
			}
			for _, a := range token.Attr {
				key, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
				if strings.HasPrefix(key, "on") && a.Name.Space == "" || (key == "href" || key == "src") && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/") {
					t.Errorf("%s=%q in %q", key, value, data)
				}
			}
		case xml.CharData:
			if len(styles) > 0 {
				styles[len(styles)-1] += strings.ToLower(string(token))
			}
		case xml.EndElement:
			css := styles[len(styles)-1]
			if styles = styles[:len(styles)-1]; strings.EqualFold(token.Name.Local, "style") && (strings.Contains(css, "@import") || strings.Contains(css, "url(h") || strings.Contains(css, "url(/")) {
				t.Errorf("the style calls outside: %q", css)
			}
		}
	}
}
