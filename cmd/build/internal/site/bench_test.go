package site_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"feuille-de-route.example/assets"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/sample"
	"feuille-de-route.example/cmd/build/internal/site"
	"feuille-de-route.example/cmd/build/internal/theme"
	"feuille-de-route.example/layouts"
)

// BenchmarkAgain is what a preview does after each change of one page: the site
// is made again, without rendering: a title can move it in lists, a body cannot.
func BenchmarkAgain(b *testing.B) {
	for _, pages := range []int{43, 1000, 10_000} {
		for _, place := range []string{`titre: "`, "---\n\n"} {
			what := map[bool]string{true: "title", false: "body"}[strings.HasPrefix(place, "titre")]
			b.Run(strconv.Itoa(pages)+"/"+what, func(b *testing.B) {
				dir := b.TempDir()
				if err := sample.Write(dir, pages, 700); err != nil {
					b.Fatal(err)
				}
				s, in := load(b, dir)
				file := filepath.Join(dir, content.Root, "projets", "projet-1.md")
				text, err := os.ReadFile(file)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for n := 0; b.Loop(); n++ {
					edited := strings.Replace(string(text), place, place+strconv.Itoa(n)+" ", 1)
					if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
						b.Fatal(err)
					}
					if s, _, err = s.Again(b.Context(), in, site.Changes{Content: []string{"projets/projet-1.md"}}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// load makes the site of a sample, with the theme of the user's cache.
func load(b testing.TB, dir string) (*site.Site, site.Input) {
	b.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		b.Fatal(err)
	}
	in := site.Input{Content: os.DirFS(filepath.Join(dir, content.Root)), Layouts: layouts.FS,
		Theme: theme.Input{Embedded: assets.FS, CacheDir: filepath.Join(cache, "feuille-de-route"), Layouts: layouts.FS, Words: content.Markup()}}
	s, problems, err := site.New(b.Context(), in)
	if err != nil {
		b.Fatal(err)
	}
	var page bytes.Buffer
	if err := s.Files[0].Render(&page, problems); err != nil || problems.Erreurs() > 0 {
		var text bytes.Buffer
		_ = diag.Text{}.Write(&text, problems.Sorted())
		b.Fatal(err, text.String())
	}
	return s, in
}

// BenchmarkData is what a build pays for the data, beside the pages.
func BenchmarkData(b *testing.B) {
	for _, pages := range []int{1000, 10_000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			dir := b.TempDir()
			if err := sample.Write(dir, pages, 10); err != nil {
				b.Fatal(err)
			}
			_, in := load(b, dir)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				s, _, err := site.New(b.Context(), in)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				var file bytes.Buffer
				for _, f := range s.Files {
					if strings.HasPrefix(f.Path, "donnees/") || strings.HasSuffix(f.Path, "carte.png") {
						file.Reset()
						if err := f.Render(&file, new(diag.List)); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		})
	}
}
