package main

import (
	"strconv"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/sample"
)

// A whole check, as a process, beside the build of the same site into an empty
// folder: it renders as much, writes nothing, and reads all that it renders.
//
//	go test ./cmd/build -run '^$' -bench Check -benchtime 5x
func BenchmarkCheck(b *testing.B) {
	for _, pages := range []int{43, 1000, 10_000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			source := b.TempDir()
			if err := sample.Write(source, pages, 700); err != nil {
				b.Fatal(err)
			}
			out := b.TempDir()
			process(b, "build", "--quiet", "-C", source, "-o", out+"/avant") // fills the theme's cache
			var checks, builds time.Duration
			var peak int64
			for i := 0; b.Loop(); i++ {
				took, memory := process(b, "build", "check", "--quiet", "--format", "json", "-C", source)
				checks += took
				peak = max(peak, memory)
				took, _ = process(b, "build", "--quiet", "-C", source, "-o", out+"/"+strconv.Itoa(i))
				builds += took
			}
			b.ReportMetric(0, "ns/op") // of both programs together: says nothing
			b.ReportMetric(float64(checks.Milliseconds())/float64(b.N), "check_ms")
			b.ReportMetric(checks.Seconds()/builds.Seconds(), "x_build")
			b.ReportMetric(float64(peak)/1e6, "peak_MB")
		})
	}
}
