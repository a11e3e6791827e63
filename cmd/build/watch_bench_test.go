package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What an editor waits for, with pages of 700 words, from the end of a write to
// the first answer that has it.
//
//	go test ./cmd/build -run '^$' -bench Preview -benchtime 1x
//
// « x_file » is the ratio to what a plain server of files needs for the same,
// measured in turn with it. TMPDIR on a tmpfs keeps the disk out.
func BenchmarkPreview(b *testing.B) {
	for _, pages := range []int{43, 1000, 10_000} {
		b.Run(strconv.Itoa(pages), func(b *testing.B) {
			source := b.TempDir()
			makeSample(b, source, pages)
			process(b, "build", "--quiet", "-C", source, "-o", filepath.Join(b.TempDir(), "public")) // fills the theme's cache
			for b.Loop() {
				w := watchProcess(b, source)
				b.ReportMetric(milli(w.started), "start_ms")
				w.measure(b, "body", "projets/projet-3.md", "/projets/projet-3/", func(text, mark string) string { return text + "\n" + mark + "\n" })
				w.measure(b, "title", "projets/projet-3.md", "/missions/mission-03/", func(text, mark string) string {
					return strings.Replace(text, `titre: "`, `titre: "`+mark+" ", 1)
				})
				w.burst(b)
				w.lasting(b)
				w.stop()
			}
			b.ReportMetric(0, "ns/op") // of all of it together: says nothing
		})
	}
}

// A watched is a preview in a process of its own.
type watched struct {
	cmd      *exec.Cmd
	source   string
	address  string
	started  time.Duration // from the start of the process to the first page
	edits    int
	original []byte
}

func watchProcess(b *testing.B, source string) *watched {
	b.Helper()
	w := &watched{cmd: exec.Command(compiled(b, "build"), "watch", "-C", source, "--port", "0"), source: source}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := w.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	w.address = strings.TrimRight(line[strings.Index(line, "http://"):strings.LastIndex(line, " (")], "/")
	w.get(b, w.address+"/")
	w.started = time.Since(start)
	return w
}

func (w *watched) stop() {
	_ = w.cmd.Process.Signal(syscall.SIGINT)
	_ = w.cmd.Wait()
}

func (w *watched) get(b *testing.B, url string) string {
	b.Helper()
	answer, err := http.Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Fatal(url, answer.Status, err, string(data))
	}
	return string(data)
}

// edit writes a file with a mark that it never had, and returns the mark.
func (w *watched) edit(b *testing.B, name string, change func(text, mark string) string) string {
	b.Helper()
	file := filepath.Join(w.source, "content", filepath.FromSlash(name))
	if w.original == nil {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		w.original = data
	}
	w.edits++
	mark := "marque" + strconv.Itoa(w.edits)
	if err := os.WriteFile(file, []byte(change(string(w.original), mark)), 0o644); err != nil {
		b.Fatal(err)
	}
	return mark
}

// until asks for a page until it has a mark, and says how long that took.
func (w *watched) until(b *testing.B, url, mark string) time.Duration {
	b.Helper()
	for start := time.Now(); ; {
		if strings.Contains(w.get(b, url), mark) {
			return time.Since(start)
		}
		if time.Since(start) > 10*time.Second {
			b.Fatal(url, " never gets ", mark)
		}
	}
}

// measure edits a file 50 times and reports the median of what one waits.
func (w *watched) measure(b *testing.B, what, name, page string, change func(text, mark string) string) {
	b.Helper()
	w.original = nil
	folder := b.TempDir()
	files := httptest.NewServer(http.FileServer(http.Dir(folder)))
	defer files.Close()
	var ours, plain []time.Duration
	for range 50 {
		mark := w.edit(b, name, change)
		ours = append(ours, w.until(b, w.address+page, mark))
		body := w.get(b, w.address+page)
		if err := os.WriteFile(filepath.Join(folder, "page.html"), []byte(body), 0o644); err != nil {
			b.Fatal(err)
		}
		plain = append(plain, w.until(b, files.URL+"/page.html", mark))
	}
	b.ReportMetric(milli(median(ours)), what+"_ms")
	b.ReportMetric(float64(median(ours))/float64(median(plain)), what+"_x_file")
}

// burst edits a file 200 times as fast as the disk takes it, and reports how long
// after the last write it is served.
func (w *watched) burst(b *testing.B) {
	b.Helper()
	w.original = nil
	var mark string
	for range 200 {
		mark = w.edit(b, "projets/projet-3.md", func(text, mark string) string { return text + "\n" + mark + "\n" })
	}
	b.ReportMetric(milli(w.until(b, w.address+"/projets/projet-3/", mark+"<")), "burst_ms")
}

// lasting edits a file 500 times, one after the other, and reports the memory
// that the process then holds and how many more files it has open.
func (w *watched) lasting(b *testing.B) {
	b.Helper()
	before := w.files(b)
	var half float64
	for i := range 500 {
		mark := w.edit(b, "projets/projet-3.md", func(text, mark string) string { return text + "\n" + mark + "\n" })
		w.until(b, w.address+"/projets/projet-3/", mark+"<")
		if i == 249 {
			half = w.memory(b)
		}
	}
	b.ReportMetric(w.memory(b), "held_MB")
	b.ReportMetric(w.memory(b)-half, "grown_MB")
	b.ReportMetric(float64(w.files(b)-before), "files_more")
}

// memory is what the process holds, in MB.
func (w *watched) memory(b *testing.B) float64 {
	b.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	kB, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kB) * 1024 / 1e6
}

// files is how many files the process has open.
func (w *watched) files(b *testing.B) int {
	b.Helper()
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", w.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	return len(open)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func milli(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
