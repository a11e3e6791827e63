package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// A whole build, as a process, beside the floor: the least that any program
// would do with the same files, measured in the same run (floor_test.go).
//
//	go test ./cmd/build -run '^$' -bench Build -benchtime 5x
//
// TMPDIR on a tmpfs keeps the disk out of the figures. « x_floor » is the ratio
// of the two times, « peak_MB » the most memory that the build used.
func BenchmarkBuild(b *testing.B) {
	for _, pages := range []int{43, 1000, 10_000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			source := b.TempDir()
			makeSample(b, source, pages)
			b.Run("new", func(b *testing.B) { benchmark(b, source, false) })
			b.Run("unchanged", func(b *testing.B) { benchmark(b, source, true) })
		})
	}
}

// benchmark times builds of a source: into an empty folder, or over a site that
// is already the same.
func benchmark(b *testing.B, source string, over bool) {
	out, least := filepath.Join(b.TempDir(), "public"), filepath.Join(b.TempDir(), "floor")
	process(b, "build", "--quiet", "-C", source, "-o", out) // fills the theme's cache
	var ours, floors time.Duration
	var peak int64
	for b.Loop() {
		if !over {
			if err := os.RemoveAll(out); err != nil {
				b.Fatal(err)
			}
		}
		if err := os.RemoveAll(least); err != nil {
			b.Fatal(err)
		}
		took, memory := process(b, "build", "--quiet", "-C", source, "-o", out)
		ours += took
		peak = max(peak, memory)
		took, _ = process(b, "floor", filepath.Join(source, "content"), out, least)
		floors += took
	}
	b.ReportMetric(0, "ns/op") // of both programs together: says nothing
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "build_ms")
	b.ReportMetric(float64(floors.Milliseconds())/float64(b.N), "floor_ms")
	b.ReportMetric(ours.Seconds()/floors.Seconds(), "x_floor")
	b.ReportMetric(float64(peak)/1e6, "peak_MB")
}

// makeSample writes a roadmap of so many pages of 700 words. Another process does
// it: what this one holds at most, Linux counts for those that it starts.
func makeSample(b *testing.B, dir string, pages int) {
	b.Helper()
	process(b, "sample", dir, strconv.Itoa(pages))
}

// compiled is the program as people have it, for its weight counts too; other
// programs are those of TestMain.
func compiled(b *testing.B, name string) string {
	b.Helper()
	if name != "build" {
		path, err := exec.LookPath(name)
		if err != nil {
			b.Fatal(err)
		}
		return path
	}
	path := filepath.Join(cache(b), "build")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatal(err, string(out))
	}
	return path
}

// process runs a program of TestMain and says how long it took and how many
// bytes it held at most.
func process(b *testing.B, name string, args ...string) (time.Duration, int64) {
	b.Helper()
	cmd := exec.Command(compiled(b, name), args...)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(start)
	if err != nil {
		b.Fatal(fmt.Errorf("%s %v: %w\n%s", name, args, err, out))
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no resource usage")
	}
	return took, usage.Maxrss * 1024
}
