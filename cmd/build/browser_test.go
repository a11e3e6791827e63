package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/example"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/sample"
	"feuille-de-route.example/cmd/build/internal/site"
)

// browserDir holds what only a browser can tell: one script, one subject.
const browserDir = "testdata/browser"

// kinds are the pages that stand for all: of each pattern the largest, for it
// shows the most.
var kinds = []string{
	"index.html", // the first: tests open its menu and its dialog
	"missions/index.html", "missions/*/index.html",
	"familles/*/index.html",
	"projets/index.html", "projets/statut/*/index.html", "projets/echeance/*/index.html", "projets/*/index.html", "recherche/index.html",
	"enjeux/index.html", "enjeux/*/index.html",
	"calendrier/index.html", "imprimer/index.html",
	"actualites/index.html", "actualites/page/2/index.html", "actualites/20*/index.html",
	"presentation/index.html", "methode/index.html", "indicateurs/index.html",
	"donnees/index.html", "changements/index.html",
	"plan-du-site/index.html", "accessibilite/index.html", "404.html",
}

// TestBrowser opens the real site.
func TestBrowser(t *testing.T) {
	needBrowser(t)
	dir := published(t, repository)
	pages := addresses(t, dir, kinds)
	t.Run("crawl", func(t *testing.T) { browse(t, "crawl", dir) })
	t.Run("axe", func(t *testing.T) { browse(t, "axe", append([]string{dir}, pages...)...) })
	t.Run("html", func(t *testing.T) { browse(t, "html", dir) })
	t.Run("data", func(t *testing.T) { browse(t, "data", dir) })
	t.Run("noscript", func(t *testing.T) { browse(t, "noscript", append([]string{dir}, pages...)...) })
	t.Run("visit", func(t *testing.T) { browse(t, "visit", dir) })
	t.Run("behaviour", func(t *testing.T) { browse(t, "behaviour", dir) })
	t.Run("recherche", func(t *testing.T) { browse(t, "recherche", dir, filepath.Join(browserDir, "requetes.txt")) })
	t.Run("mots", func(t *testing.T) { browse(t, "mots", dir) })
	t.Run("print", func(t *testing.T) { browse(t, "print", dir) })
}

// TestFoldInBrowsers compares what scripts and the program make of each character, and of
// texts.
func TestFoldInBrowsers(t *testing.T) {
	needBrowser(t)
	pairs := [][2]string{}
	for r := range rune(0x20000) {
		if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cf) {
			pairs = append(pairs, [2]string{"a" + string(r) + "Z", content.Fold("a" + string(r) + "Z")})
		}
	}
	for _, text := range []string{"30\u202f000\u00a0€", "ΟΔΟΣ", "De\u0301mo\u00adcra\u200btie", "L’ŒUVRE d’ÆGIR — ﬁn", "İ, ẞ, Đà Nẵng, Łódź"} {
		pairs = append(pairs, [2]string{text, content.Fold(text)})
	}
	data, err := json.Marshal(pairs)
	must(t, err)
	file := filepath.Join(t.TempDir(), "plis.json")
	must(t, os.WriteFile(file, data, 0o600))
	browse(t, "pli", file)
}

// TestBrowserPixels compares the site with what it is when the style sheet
// keeps all of the DSFR.
func TestBrowserPixels(t *testing.T) {
	needBrowser(t)
	dir, full := published(t, repository), buildFull(t)
	if a, b := styleSize(t, dir), styleSize(t, full); a >= b {
		t.Fatalf("the pruned style sheet has %d bytes, the full one %d", a, b)
	}
	out := filepath.Join(os.TempDir(), "feuille-de-route-pixels") // kept, to be looked at
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	browse(t, "pixels", append([]string{dir, full, out}, addresses(t, dir, kinds)...)...)
}

// TestBrowserOthers opens sites that are not the State's: a small one that has
// every block, every odd case and a kept edition, and the real one below a path.
func TestBrowserOthers(t *testing.T) {
	needBrowser(t)
	t.Run("golden", func(t *testing.T) {
		source := t.TempDir()
		sourcesOf(t, golden, source, 1, 0o644)
		f, err := os.OpenFile(filepath.Join(source, "content/site.yaml"), os.O_APPEND|os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteString("archives:\n  - {edition: \"2021\", url: \"https://exemple.fr/essai-2021.zip\", taille: 6123456, sha512: " + strings.Repeat("0123456789abcdef", 8) + "}\n")
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		dir := build(t, source)
		pages := addresses(t, dir, []string{"index.html", "missions/donnees/index.html", "projets/index.html", "projets/statut/*/index.html", "recherche/index.html", "projets/a/index.html", "projets/b/index.html", "methode/index.html", "donnees/index.html", "changements/index.html", "archives/index.html"})
		browse(t, "crawl", dir)
		browse(t, "html", dir)
		browse(t, "data", dir)
		browse(t, "axe", append([]string{dir}, pages...)...)
		browse(t, "noscript", append([]string{dir}, pages...)...)
		browse(t, "behaviour", dir)
		some := addresses(t, dir, []string{"index.html", "projets/index.html", "projets/a/index.html"})
		browse(t, "autres", append([]string{dir}, some...)...)
		browse(t, "foyer", append([]string{dir}, some...)...)
	})
	t.Run("long", func(t *testing.T) {
		source := t.TempDir()
		if err := sample.Write(source, 700, 20); err != nil {
			t.Fatal(err)
		}
		dir := build(t, source)
		browse(t, "liste", dir)
		browse(t, "touche", dir)
		browse(t, "axe", append([]string{dir}, addresses(t, dir, []string{"projets/index.html"})...)...)
	})
	t.Run("large", func(t *testing.T) {
		source := t.TempDir()
		if err := example.Write(source); err != nil {
			t.Fatal(err)
		}
		unbroken(t, source)
		dir := build(t, source)
		browse(t, "large", append([]string{dir}, "", "projets/", "projets/long/", "missions/donnees/", "enjeux/inclusion/", "actualites/", "calendrier/", "imprimer/", "recherche/")...)
	})
	t.Run("path", func(t *testing.T) {
		dir := build(t, repository, "--base-url", "https://exemple.fr/un/chemin/")
		browse(t, "crawl", dir)
		browse(t, "behaviour", dir)
	})
}

// unbroken has the example say what does not break by itself wherever an editor types.
func unbroken(t *testing.T, source string) {
	t.Helper()
	text, err := os.ReadFile("testdata/long.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"projets/long.md": text}
	title, _, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n")
	for _, name := range []string{"missions/donnees.md", "enjeux/inclusion.md", "familles/services.md", "actualites/2024-09-16-edition-revisee.md"} {
		page, err := os.ReadFile(filepath.Join(source, "content", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = regexp.MustCompile(`(?m)^titre: .*$`).ReplaceAll(page, []byte(title))
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(source, "content", name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// needBrowser fails when what the scripts are made of is not there.
func needBrowser(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("node is missing: install Node 20 or later")
	}
	if _, err := os.Stat(filepath.Join(browserDir, "node_modules", ".package-lock.json")); err != nil {
		t.Fatal("the npm packages of the browser tests are missing: run « make test » at the root, or « npm ci --ignore-scripts --prefix cmd/build/" + browserDir + " »")
	}
}

// browse runs a script; each of its findings is an error of the test.
func browse(t *testing.T, script string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, "node", append([]string{filepath.Join(browserDir, script+".mjs")}, args...)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = 10 * time.Second // Chromium may hold the pipes
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start).Round(time.Second / 10)
	found := 0
	for _, line := range strings.FieldsFunc(stdout.String(), func(r rune) bool { return r == '\n' }) {
		var f struct{ Page, Rule, Message string }
		if e := json.Unmarshal([]byte(line), &f); e != nil {
			t.Errorf("%s: %s", script, line)
			continue
		}
		found++
		t.Errorf("%s: %s: %s: %s", script, f.Page, f.Rule, f.Message)
	}
	if ctx.Err() != nil {
		err = errors.New("took too long")
	}
	if err != nil && (found == 0 || ctx.Err() != nil) {
		t.Errorf("%s: %v", script, err)
	}
	if s := strings.TrimSpace(stderr.String()); s != "" {
		t.Logf("%s, %s:\n%s", script, took, s)
	}
}

// addresses gives, of each pattern, the address of its largest page.
func addresses(t *testing.T, dir string, patterns []string) []string {
	t.Helper()
	root := os.DirFS(dir)
	var list []string
	for _, pattern := range patterns {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			t.Fatal(err)
		}
		best, most := "", int64(-1)
		for _, name := range names {
			if info, err := fs.Stat(root, name); err == nil && info.Size() > most {
				best, most = name, info.Size()
			}
		}
		if best == "" {
			t.Errorf("the site has no page %s", pattern)
			continue
		}
		list = append(list, "/"+strings.TrimSuffix(best, "index.html"))
	}
	return list
}

// styleSize is how large a site's style sheet is.
func styleSize(t *testing.T, dir string) int {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "assets", "site-*.css"))
	if err != nil || len(names) != 1 {
		t.Fatalf("style sheets: %v %v", names, err)
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d bytes", filepath.Base(names[0]), len(data))
	return len(data)
}

// buildFull builds the real site as the program does, but for its style sheet,
// which nothing is left out of.
func buildFull(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	b := &builder{term: newTerm(os.Stdout, os.Stderr), source: repository, output: out}
	in, err := b.input()
	if err != nil {
		t.Fatal(err)
	}
	in.Theme.Full = true
	in.Theme.CacheDir = filepath.Join(cache(t), "feuille-de-route")
	folder, err := output.Claim(t.Context(), output.Options{Dir: out, Source: repository, Waits: func() {}})
	must(t, err)
	defer folder.Release()
	s, problems, err := site.New(t.Context(), in)
	if err == nil {
		_, err = folder.Write(t.Context(), s, problems)
	}
	if err = cmp.Or(err, b.tell(problems)); err != nil {
		t.Fatal(err)
	}
	return out
}
