package check_test

import (
	"strconv"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/sample"
	"feuille-de-route.example/layouts"
)

// BenchmarkSite is a whole check of a roadmap, its files in memory.
func BenchmarkSite(b *testing.B) {
	for _, pages := range []int{43, 1000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			files := fstest.MapFS{}
			for name, data := range sample.Content(pages, 700) {
				files[name] = &fstest.MapFile{Data: data}
			}
			b.ReportAllocs()
			for b.Loop() {
				problems(b, files, layouts.FS)
			}
		})
	}
}
