package theme

import (
	"context"
	"encoding/hex"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

const fakeCSS = `/*!
 * DSFR v9.9.9 | SPDX-License-Identifier: MIT | License-Filename: LICENSE.md
 */
@font-face{font-family:Marianne;src:url("fonts/Marianne-Regular.woff2") format("woff2"),url("fonts/Marianne-Regular.woff") format("woff");font-weight:400}
@font-face{font-family:Marianne;src:url("fonts/Marianne-Bold.woff2") format("woff2");font-weight:700}
@font-face{font-family:Spectral;src:url("fonts/Spectral.woff2") format("woff2")}
:root{--ink:#161616;--unread:#fff}
:root[data-fr-theme=dark]{--ink:#fff}
body{font-family:"Marianne", arial, sans-serif;color:var(--ink)}
.fr-logo::before{content:""}
.fr-tag{color:red}
`

// fakeLibraries are the packages that scripts import, by path from node_modules/.
var fakeLibraries = map[string]string{
	"@orama/stemmers/package.json": "{}", "@orama/stemmers/dist/fr.js": "export const stemmer = (word) => word + 42", "@orama/stemmers/LICENSE.md": "Apache",
}

// fakeDSFR is a package with a file of each kind.
func fakeDSFR() map[string]string {
	return map[string]string{
		"package.json": `{"name":"@gouvfr/dsfr","version":"9.9.9"}`, "LICENSE.md": "MIT",
		"dist/dsfr.main.css": fakeCSS, "dist/dsfr.print.css": "@media print{a{color:#000}}", "dist/utility/utility.print.css": "",
		"dist/utility/utility.main.css":           `.fr-icon-rss-fill::before{mask-image:url("../icons/device/rss.svg")}.fr-icon-gone::before{mask-image:url("../icons/none.svg")}`,
		"dist/icons/device/rss.svg":               `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#f00" d="M0 0h24v24z"/></svg>`,
		"dist/fonts/Marianne-Regular.woff2":       "regular",
		"dist/fonts/Marianne-Bold.woff2":          "bold",
		"dist/favicon/favicon.ico":                "ico",
		"dist/favicon/favicon.svg":                "<svg/>",
		"dist/favicon/apple-touch-icon.png":       "apple",
		"dist/favicon/android-chrome-192x192.png": "192",
		"dist/favicon/android-chrome-512x512.png": "512",
	}
}

func writeFiles(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// input is a small roadmap's, without a DSFR.
func input(t testing.TB, identity string) Input {
	return Input{
		Identity: identity, CacheDir: filepath.Join(t.TempDir(), "cache"),
		Layouts: fstest.MapFS{"base.html": {Data: []byte(`<p class="fr-logo fr-icon-rss-fill">`)}, "dsfr/a.html": {Data: []byte(`<p class="fdr-a">`)}},
		Embedded: fstest.MapFS{
			"site.css": {Data: []byte(".fdr-a{color:var(--ink)}.fdr-b{top:0}")}, "site.js": {Data: []byte("import { a } from './lib/a.js'; document.title = a")},
			"lib/a.js": {Data: []byte("import { b } from './b.js'; export const a = b")}, "lib/b.js": {Data: []byte("export const b = 'of a module'")},
			"projets.js": {Data: []byte("document.title = 'projets'")}, "recherche.js": {Data: []byte("/*! search */import { stemmer } from '@orama/stemmers/french'; document.title = stemmer('')")},
			"theme.js":    {Data: []byte("/*! ours */document.documentElement.setAttribute('data-fr-theme', 'dark')")},
			"mesure.js":   {Data: []byte("/*! measure */document.title")},
			"favicon.svg": {Data: []byte("<svg/>")}, "package.json": {Data: []byte(`{"private":true}`)}, "package-lock.json": {Data: []byte(`{"lockfileVersion":3}`)},
		},
	}
}

// withDSFR puts a DSFR in the program, as a release does.
func withDSFR(in Input, files map[string]string) Input {
	all := maps.Clone(in.Embedded.(fstest.MapFS))
	for name, text := range files {
		all["dist/"+dsfrName+"/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range fakeLibraries {
		all["dist/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	in.Embedded = all
	return in
}

// writePackages puts a DSFR and the libraries where npm would.
func writePackages(t testing.TB, modules string, dsfr map[string]string) {
	t.Helper()
	writeFiles(t, filepath.Join(modules, dsfrName), dsfr)
	writeFiles(t, modules, fakeLibraries)
}

func load(t testing.TB, in Input) *Theme {
	t.Helper()
	theme, err := Load(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return theme
}

func (t *Theme) text(address string) string {
	for _, f := range t.Files {
		if "/"+f.Path == address {
			return string(f.Bytes)
		}
	}
	return ""
}

func (t *Theme) script(name string) string {
	i := slices.IndexFunc(t.Scripts, func(s Script) bool { return s.Name == name })
	return t.text(t.Scripts[i].Address)
}

func TestLoad(t *testing.T) {
	theme := load(t, withDSFR(input(t, "etat"), fakeDSFR()))
	css := theme.text(theme.Style)
	for _, want := range []string{
		"/*! DSFR v9.9.9 | SPDX-License-Identifier: MIT | License-Filename: LICENSE.md | Service d'information du Gouvernement",
		`url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path fill='red' d='M0 0h24v24z'/></svg>")`,
		"url(Marianne-Regular-", "body{font-family:Marianne,arial,sans-serif", ".fr-logo", ".fdr-a{", ".fdr-b{", "@media print{a{",
		"@media screen{:root[data-fr-theme=dark]{", "@media screen and (prefers-color-scheme:dark){:root:not([data-fr-theme]){",
	} {
		if !strings.Contains(css, want) {
			t.Errorf("the style sheet lacks %s:\n%s", want, css)
		}
	}
	for _, wrong := range []string{"fr-tag", "gone", "unread", "Spectral", `"woff"`} {
		if strings.Contains(css, wrong) {
			t.Errorf("the style sheet keeps %s:\n%s", wrong, css)
		}
	}
	if len(theme.Fonts) != 2 || theme.text(theme.Fonts[0]) != "regular" || theme.text(theme.Fonts[1]) != "bold" {
		t.Errorf("fonts %q", theme.Fonts)
	}
	if early := theme.script("theme"); !strings.HasPrefix(early, "/*! ours */") {
		t.Errorf("the early script is %s", early)
	}
	if script := theme.script("site"); !strings.HasPrefix(script, "(()=>{") || !strings.Contains(script, "of a module") || strings.Contains(script, "import") {
		t.Errorf("the script is %s", script)
	}
	if script := theme.script("recherche"); !strings.HasPrefix(script, "/*! search *//*! @orama/stemmers | License-Filename: stemmers-LICENSE.md */\n(()=>{") || !strings.Contains(script, "42") {
		t.Errorf("the script with a library is %s", script)
	}
	if theme.text("/assets/stemmers-LICENSE.md") != "Apache" {
		t.Error("the licences of the libraries in use stand beside the scripts")
	}
	if theme.text("/favicon.ico") != "ico" {
		t.Error("whoever asks for /favicon.ico without reading a page gets nothing")
	}
	var installed []string
	for _, f := range theme.Files {
		if theme.Installed(f) {
			installed = append(installed, f.Path[:strings.LastIndexByte(f.Path, '-')])
		}
	}
	if want := []string{"assets/android-chrome-192x192", "assets/android-chrome-512x512", "assets/apple-touch-icon", "assets/manifest"}; !slices.Equal(installed, want) {
		t.Errorf("for telephones: %v", installed)
	}
	if len(theme.Icons) != 6 || theme.Version != "9.9.9" || theme.Color != "#000091" {
		t.Errorf("theme %+v", theme)
	}
	if !slices.IsSortedFunc(theme.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("files are not in order")
	}
	full := withDSFR(input(t, "etat"), fakeDSFR())
	full.Full = true
	files := full.Embedded.(fstest.MapFS)
	files["dist/@gouvfr/dsfr/dist/icons/none.svg"] = files["dist/@gouvfr/dsfr/dist/icons/device/rss.svg"]
	files["dist/@gouvfr/dsfr/dist/fonts/Spectral.woff2"] = &fstest.MapFile{}
	theme = load(t, full)
	if css := theme.text(theme.Style); !strings.Contains(css, ".fr-tag{") || !strings.Contains(css, "--unread") {
		t.Errorf("a full theme lacks rules:\n%s", css)
	}
}

func TestNeutral(t *testing.T) {
	theme := load(t, withDSFR(input(t, "neutre"), fakeDSFR()))
	for _, f := range theme.Files {
		if text := strings.ToLower(f.Path + string(f.Bytes)); strings.Contains(text, "marianne") || strings.Contains(text, "fr-logo") {
			t.Errorf("%s bears the State's identity:\n%s", f.Path, text)
		}
	}
	if css := theme.text(theme.Style); !strings.Contains(css, "font-family:system-ui,") {
		t.Errorf("no system fonts:\n%s", css)
	}
	if len(theme.Icons) != 1 || theme.text(theme.Icons[0].Address) != "<svg/>" || len(theme.Fonts) != 0 || theme.Color != "" {
		t.Errorf("theme %+v", theme)
	}
}

func TestSameBytes(t *testing.T) {
	one, two := withDSFR(input(t, "etat"), fakeDSFR()), withDSFR(input(t, "etat"), fakeDSFR())
	first := load(t, one)
	for _, other := range []*Theme{load(t, two), load(t, one)} {
		if !reflect.DeepEqual(first, other) {
			t.Errorf("two themes of the same input: %+v, %+v", first, other)
		}
	}
}

func TestSearchOrder(t *testing.T) {
	t.Setenv("PATH", "")
	version := func(v string) map[string]string {
		files := fakeDSFR()
		files["package.json"] = `{"version":"` + v + `"}`
		return files
	}
	in := input(t, "etat")
	in.AssetsDir = t.TempDir()
	want := lock{manifest: []byte(`{"private":true}`), lock: []byte(`{"lockfileVersion":3}`)}
	writePackages(t, want.cached(in.CacheDir), version("3.0.0"))
	if got := load(t, in).Version; got != "3.0.0" {
		t.Errorf("the cache's DSFR is passed over: %s", got)
	}
	in = withDSFR(in, version("2.0.0"))
	if got := load(t, in).Version; got != "2.0.0" {
		t.Errorf("the embedded DSFR is passed over: %s", got)
	}
	writeFiles(t, in.AssetsDir, map[string]string{"package-lock.json": `{"lockfileVersion":3,"other":1}`})
	if _, err := Load(t.Context(), in); !errors.Is(err, errNoNPM) {
		t.Errorf("a lock of one's own does not win over the embedded DSFR: %v", err)
	}
	installed := filepath.Join(in.AssetsDir, "node_modules")
	writeFiles(t, installed, fakeLibraries)
	if _, err := Load(t.Context(), in); !errors.Is(err, errNoNPM) {
		t.Errorf("libraries alone serve as a DSFR: %v", err)
	}
	writePackages(t, installed, version("1.0.0"))
	if got := load(t, in).Version; got != "1.0.0" {
		t.Errorf("node_modules is passed over: %s", got)
	}
	writeFiles(t, installed, map[string]string{dsfrName + "/dist/dsfr.main.css": fakeCSS + ".fdr-a{left:0}"})
	if theme := load(t, in); !strings.Contains(theme.text(theme.Style), "left:0") {
		t.Error("a change of the DSFR goes unseen")
	}
}

func TestNoNPM(t *testing.T) {
	t.Setenv("PATH", "")
	_, err := Load(t.Context(), input(t, "etat"))
	if err == nil || !strings.Contains(err.Error(), "installez Node.js") {
		t.Errorf("error %v", err)
	}
}

// fakeNPM puts an npm on the PATH that runs a script of the shell.
func fakeNPM(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{"npm": "#!/bin/sh\n" + script})
	if err := os.Chmod(filepath.Join(dir, "npm"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
}

func TestInstall(t *testing.T) {
	source := t.TempDir()
	writePackages(t, source, fakeDSFR())
	fakeNPM(t, "test -f package-lock.json && cp -r '"+source+"' node_modules")
	for _, cached := range []bool{true, false} {
		in := input(t, "etat")
		t.Setenv("TMPDIR", t.TempDir())
		var said sync.Map
		in.Say = func(s string) { said.Store(s, true) }
		if !cached {
			in.CacheDir = ""
		}
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if _, err := Load(context.Background(), in); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if _, ok := said.Load("Le DSFR manque : npm l'installe, une fois pour toutes…"); !ok {
			t.Error("npm runs without a word")
		}
		for _, pattern := range []string{filepath.Join(in.CacheDir, "new-*"), filepath.Join(os.TempDir(), "feuille-de-route-npm-*")} {
			if left, _ := filepath.Glob(pattern); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		}
		if cached {
			in.Say = func(s string) { t.Errorf("installed twice: %s", s) }
			load(t, in)
		}
	}
}

func TestInstallFails(t *testing.T) {
	fakeNPM(t, "echo 'npm error code ENOTFOUND' >&2; exit 1")
	_, err := Load(t.Context(), input(t, "etat"))
	if err == nil || !strings.Contains(err.Error(), "vérifiez l'accès au réseau") || !strings.Contains(err.Error(), "ENOTFOUND") {
		t.Errorf("error %v", err)
	}
}

func TestInstallStops(t *testing.T) {
	reached := filepath.Join(t.TempDir(), "reached")
	fakeNPM(t, "mkfifo wait; : > '"+reached+"'; read line < wait")
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(reached); err == nil {
				cancel()
			}
			runtime.Gosched()
		}
	}()
	in := input(t, "etat")
	if _, err := Load(ctx, in); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(in.CacheDir, "new-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestBrokenCache(t *testing.T) {
	in := withDSFR(input(t, "etat"), fakeDSFR())
	first := load(t, in)
	names, _ := filepath.Glob(filepath.Join(in.CacheDir, "theme-*"))
	if len(names) != 1 {
		t.Fatalf("cache %q", names)
	}
	good, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range []string{"", "short", string(good[:len(good)/2]), hex.EncodeToString(good)} {
		if err := os.WriteFile(names[0], []byte(broken), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := load(t, in); !reflect.DeepEqual(got, first) {
			t.Errorf("a broken cache (%d bytes) gives %+v", len(broken), got)
		}
		if again, err := os.ReadFile(names[0]); err != nil || string(again) != string(good) {
			t.Errorf("a broken cache (%d bytes) is not mended: %v", len(broken), err)
		}
	}
}

func TestCacheForgets(t *testing.T) {
	in := withDSFR(input(t, "etat"), fakeDSFR())
	for n := range maxThemes + 3 {
		in.Words = [][]byte{[]byte(strings.Repeat("x", n))}
		load(t, in)
	}
	if names, _ := filepath.Glob(filepath.Join(in.CacheDir, "*")); len(names) != maxThemes {
		t.Errorf("the cache holds %q", names)
	}
}

func TestWrongSources(t *testing.T) {
	for file, want := range map[string]string{"site.css": "assets/site.css:1:", "site.js": "assets/site.js:1:", "lib/b.js": "assets/lib/b.js:1:"} {
		in := withDSFR(input(t, "etat"), fakeDSFR())
		in.Embedded.(fstest.MapFS)[file] = &fstest.MapFile{Data: []byte("a { b: c } } (")}
		if _, err := Load(t.Context(), in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: error %v", file, err)
		}
	}
	in := withDSFR(input(t, "etat"), fakeDSFR())
	in.Embedded.(fstest.MapFS)["site.js"] = &fstest.MapFile{Data: []byte("\nimport 'left-pad'")}
	if _, err := Load(t.Context(), in); err == nil || !strings.HasPrefix(err.Error(), "assets/site.js:2:8: ") {
		t.Errorf("a library that is not one of ours: error %v", err)
	}
	in = withDSFR(input(t, "etat"), fakeDSFR())
	delete(in.Embedded.(fstest.MapFS), "dist/@gouvfr/dsfr/dist/icons/device/rss.svg")
	if _, err := Load(t.Context(), in); err == nil || !strings.Contains(err.Error(), "dist/icons/device/rss.svg") {
		t.Errorf("a missing icon: error %v", err)
	}
}

// TestSheets: site.css may be in parts; each has its place, its errors and its address.
func TestSheets(t *testing.T) {
	in := withDSFR(input(t, "etat"), fakeDSFR())
	own := in.Embedded.(fstest.MapFS)
	own["site.css"] = &fstest.MapFile{Data: []byte("/* parts */\n@import \"style/a.css\";\n@import \"style/b.css\";\n.fdr-a { top: 3px }\n")}
	own["style/a.css"] = &fstest.MapFile{Data: []byte(".fdr-a { top: 1px; background: url(a.svg) }")}
	own["style/a.svg"] = &fstest.MapFile{Data: []byte("<svg/>")}
	own["style/b.css"] = &fstest.MapFile{Data: []byte(".fdr-a { top: 2px }")}
	in.AssetsDir = t.TempDir()
	writeFiles(t, in.AssetsDir, map[string]string{"style/b.css": ".fdr-a { top: 4px }"})
	theme := load(t, in)
	i := slices.IndexFunc(theme.Files, func(f File) bool { return "/"+f.Path == theme.Style })
	if style := string(theme.Files[i].Bytes); !regexp.MustCompile(`top:1px.*svg.*top:4px.*top:3px`).MatchString(style) || strings.Contains(style, "@import") {
		t.Errorf("the style sheet is %s", style)
	}
	writeFiles(t, in.AssetsDir, map[string]string{"style/b.css": "\n  .fdr-a { top: 4px } } ("})
	if _, err := Load(t.Context(), in); err == nil || !strings.HasPrefix(err.Error(), "assets/style/b.css:2:23: ") {
		t.Errorf("a part that is wrong: error %v", err)
	}
	delete(own, "style/a.css")
	if _, err := Load(t.Context(), in); err == nil || !strings.Contains(err.Error(), "style/a.css") {
		t.Errorf("a part that is missing: error %v", err)
	}
}

func TestVendor(t *testing.T) {
	source, dst := t.TempDir(), filepath.Join(t.TempDir(), "dist")
	files := fakeDSFR()
	files["dist/dsfr.module.js"] = "x"
	writePackages(t, source, files)
	if err := Vendor(dst, source); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dst, dsfrName, "dist/dsfr.module.js")); err == nil {
		t.Error("a needless file is copied")
	}
	if openPackages(os.DirFS(dst)) == nil {
		t.Error("the copy lacks a package")
	}
	for _, licence := range []string{dsfrName + "/LICENSE.md", "@orama/stemmers/LICENSE.md"} {
		writePackages(t, source, files)
		if err := os.Remove(filepath.Join(source, licence)); err != nil {
			t.Fatal(err)
		}
		if err := Vendor(dst, source); err == nil || !strings.Contains(err.Error(), licence) {
			t.Errorf("without %s: %v", licence, err)
		}
	}
}

func BenchmarkLoadWarm(b *testing.B) {
	in := withDSFR(input(b, "etat"), fakeDSFR())
	in.Embedded.(fstest.MapFS)["dist/@gouvfr/dsfr/dist/fonts/Marianne-Regular.woff2"].Data = make([]byte, 200_000)
	load(b, in)
	for b.Loop() {
		load(b, in)
	}
}

func BenchmarkPrune(b *testing.B) {
	source := []byte(strings.Repeat(fakeCSS, 800))
	w := newWords([][]byte{[]byte("fr-logo data-fr-theme")})
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		pruned(source, w)
	}
}
