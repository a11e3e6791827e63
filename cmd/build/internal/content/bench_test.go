package content_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/sample"
)

// roadmapOf is a content folder of so many pages, in memory.
func roadmapOf(pages, words int) (fsys fstest.MapFS, size int64) {
	fsys = fstest.MapFS{}
	for name, data := range sample.Content(pages, words) {
		fsys[name] = &fstest.MapFile{Data: data}
		size += int64(len(data))
	}
	return fsys, size
}

// found finds every link: its page is not what is measured here.
var found = content.Env{
	Target:  func(path string) (content.Target, bool) { return content.Target{Address: "/a/", Path: path}, true },
	Nearest: func(string) string { return "" },
	Figure:  func(string) (string, *content.Refusal) { return "1", nil },
}

func loadSample(b *testing.B, fsys fstest.MapFS) *content.Tree {
	b.Helper()
	var p diag.List
	tree, err := content.Load(fsys, roadmap.Types(), &p)
	if err != nil || p.Len() > 0 {
		b.Fatal(err, p.Sorted())
	}
	return tree
}

// Reading and front matter, without Markdown.
func BenchmarkLoad(b *testing.B) {
	fsys, size := roadmapOf(1000, 800)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		loadSample(b, fsys)
	}
}

func bare() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote))
}

// bodies are the Markdown texts of documents, as Convert meets them.
func bodies(fsys fstest.MapFS, docs []*content.Document) (texts [][]byte, size int64) {
	for _, d := range docs {
		_, body, _ := strings.Cut(string(fsys[strings.TrimPrefix(d.Path, "content/")].Data[4:]), "\n---\n")
		texts = append(texts, []byte(body))
		size += int64(len(body))
	}
	return texts, size
}

// Each body on one processor; x_goldmark says how many times longer that takes
// than goldmark alone on the same texts, measured in turn with it.
func BenchmarkConvert(b *testing.B) {
	fsys, _ := roadmapOf(200, 800)
	docs := loadSample(b, fsys).Documents
	texts, size := bodies(fsys, docs)
	md := bare()
	var p diag.List
	var out bytes.Buffer
	var ours, theirs time.Duration
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		for _, d := range docs {
			content.Convert(d, found, &p)
		}
		ours += time.Since(start)
		b.StopTimer()
		start = time.Now()
		for _, text := range texts {
			out.Reset()
			if err := md.Convert(text, &out); err != nil {
				b.Fatal(err)
			}
		}
		theirs += time.Since(start)
		b.StartTimer()
	}
	if p.Len() > 0 {
		b.Fatal(p.Sorted()[0])
	}
	b.ReportMetric(float64(ours)/float64(theirs), "x_goldmark")
}

// Goldmark alone, to compare with.
func BenchmarkGoldmark(b *testing.B) {
	fsys, _ := roadmapOf(200, 800)
	texts, size := bodies(fsys, loadSample(b, fsys).Documents)
	md := bare()
	var out bytes.Buffer
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			out.Reset()
			if err := md.Convert(text, &out); err != nil {
				b.Fatal(err)
			}
		}
	}
}
