package theme

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A bundle gathers the files of a theme.
type bundle struct {
	files map[string][]byte // by path in the site
	svg   map[string]string // icons made data: addresses, by their path
}

// add names a file by a hash of its bytes, and returns its address.
func (b *bundle) add(name string, data []byte) string {
	ext, sum := path.Ext(name), sha256.Sum256(data)
	file := fmt.Sprintf("assets/%s-%x%s", strings.TrimSuffix(path.Base(name), ext), sum[:5], ext)
	b.files[file] = data
	return "/" + file
}

// take takes the file at an address out of the bundle.
func (b *bundle) take(address string) File {
	name := address[1:]
	f := File{name, b.files[name]}
	delete(b.files, name)
	return f
}

// browsers are the oldest that the style sheet must suit.
var browsers = []api.Engine{{Name: api.EngineChrome, Version: "100"}, {Name: api.EngineFirefox, Version: "100"}, {Name: api.EngineSafari, Version: "15"}}

// scheme tells browsers to draw their own parts (scroll bars, fields) in the
// theme's colours; the DSFR's script, which is not shipped, did so.
const scheme = ":root{color-scheme:light}:root[data-fr-theme=dark]{color-scheme:dark}"

// style makes the style sheet: the DSFR's, then ours.
func (b *bundle) style(own *sources, pkg *packages, in Input) (string, error) {
	for _, sheet := range own.sheets {
		if _, err := transform(sheet.Name, sheet.Text, true, api.TransformOptions{Loader: api.LoaderCSS}); err != nil {
			return "", err
		}
	}
	w := newWords(own.texts)
	if in.Identity != stateIdentity {
		w.without("fr-logo")
	}
	if !in.Counted {
		w.without("fr-checkbox-group")
		w.without("checkbox")
	}
	items, banner, err := pkg.read()
	if err != nil {
		return "", err
	}
	if !in.Full {
		items = prune(items, w)
	}
	items = append(filter(items, upright), readSheet([]byte(scheme), nil)...)
	for _, sheet := range own.sheets {
		items = append(items, readSheet(sheet.Text, &origin{own.files, path.Dir(sheet.Name)})...)
	}
	if in.Identity != stateIdentity {
		items = neutral(items)
	}
	if !in.Full {
		items = dropUnused(items, w)
	}
	if err := b.addresses(items); err != nil {
		return "", err
	}
	var text bytes.Buffer
	writeSheet(&text, shareDrawings(followSystem(items)))
	data, err := transform("site.css", text.Bytes(), false, api.TransformOptions{Loader: api.LoaderCSS, Engines: browsers, Banner: banner,
		MinifyWhitespace: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone})
	if err != nil {
		return "", err
	}
	return b.add("site.css", data), nil
}

// read reads the DSFR's style sheets as one, and gives the comment that must
// stand before what is made of it.
func (p *packages) read() (items []item, banner string, err error) {
	for _, name := range sheets {
		source, err := fs.ReadFile(p.dsfr, name)
		if err != nil {
			return nil, "", incomplete(path.Join(dsfrName, name), err)
		}
		if banner == "" {
			banner = licence(source, p.version)
		}
		items = append(items, readSheet(source, &origin{p.dsfr, path.Dir(name)})...)
	}
	return items, banner, nil
}

// licence is the first comment of the DSFR's style sheet in one line, with its
// author, and says that what follows is a part of it.
func licence(source []byte, version string) string {
	text := "DSFR v" + version + " | License-Filename: LICENSE.md"
	if _, rest, ok := bytes.Cut(source, []byte("/*")); ok {
		if comment, _, ok := bytes.Cut(rest, []byte("*/")); ok && bytes.Contains(comment, []byte("DSFR")) {
			text = strings.Join(strings.Fields(strings.Trim(string(comment), "*! \r\n")), " ")
		}
	}
	return "/*! " + text + " | Service d'information du Gouvernement | abridged: what the site does not use is left out */"
}

// upright refuses the slanted faces of a font. Browsers slant the upright ones for
// the few words that want it (CSS Fonts 4, font-synthesis-style); a face of its own
// is 45 KB more for each reader who meets one.
func upright(it *item) bool {
	return it.at() != "font-face" || !slices.ContainsFunc(it.body, func(d item) bool {
		return d.name == "font-style" && strings.Contains(d.text, "italic")
	})
}

// neutral takes the State's fonts away.
func neutral(items []item) []item {
	return filter(items, func(it *item) bool {
		if it.name == "font-family" || it.name == "font" || strings.HasPrefix(it.name, "--") && strings.Contains(strings.ToLower(it.text), "marianne") {
			it.text = systemFonts(it.text)
		}
		return it.at() != "font-face"
	})
}

// systemFonts replaces Marianne in a list of families.
func systemFonts(list string) string {
	families := split(tokens(list))
	var made []string
	for _, f := range families {
		switch name := join(f); strings.ToLower(strings.Trim(name, `"'`)) {
		case "marianne":
			made = append(made, `system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue"`)
		case "spectral":
		default:
			made = append(made, name)
		}
	}
	return strings.Join(made, ",")
}

// transform has esbuild make a file smaller. What it finds wrong in it is an
// error; what it finds doubtful too, when strict.
func transform(name string, source []byte, strict bool, options api.TransformOptions) ([]byte, error) {
	options.Sourcefile = "assets/" + name
	options.LogLevel = api.LogLevelSilent
	result := api.Transform(string(source), options)
	found := result.Errors
	if strict {
		found = append(found, result.Warnings...)
	}
	if len(found) > 0 {
		return nil, wrong(options.Sourcefile, found[0])
	}
	return result.Code, nil
}

// preloads are the fonts that the first screen shows: normal and bold text.
func (b *bundle) preloads() []string {
	var addresses []string
	for file := range b.files {
		if strings.HasPrefix(file, "assets/Marianne-Regular-") || strings.HasPrefix(file, "assets/Marianne-Bold-") {
			addresses = append(addresses, "/"+file)
		}
	}
	slices.Sort(addresses)
	slices.Reverse(addresses)
	return addresses
}
