package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// floor is the least that any program of this kind does, to measure ours by: it
// reads every page below content, decodes its front matter, runs goldmark on
// its body, and writes below out files of the same names and sizes as those of
// the folder like. On all cores; nothing is checked, linked or laid out.
func floor(contentDir, like, out string) error {
	type file struct {
		name string
		size int64
	}
	var pages []string
	var files []file
	err := filepath.WalkDir(contentDir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	err = filepath.WalkDir(like, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(like, path)
		if err != nil || e.IsDir() {
			return os.MkdirAll(filepath.Join(out, name), 0o755)
		}
		info, err := e.Info()
		if err == nil {
			files = append(files, file{name, info.Size()})
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	if err := each(pages, func(path string, b *bytes.Buffer) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var matter map[string]any
		body, err := frontmatter.MustParse(bytes.NewReader(data), &matter)
		if err != nil {
			return err
		}
		b.Reset()
		return md.Convert(body, b)
	}); err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	return each(files, func(f file, b *bytes.Buffer) error {
		b.Reset()
		b.Grow(int(f.size))
		return os.WriteFile(filepath.Join(out, f.name), b.AvailableBuffer()[:f.size], 0o644)
	})
}

// each works on a list with one goroutine a core, each with a buffer of its own.
func each[T any](list []T, work func(T, *bytes.Buffer) error) error {
	queue := make(chan T, len(list))
	for _, x := range list {
		queue <- x
	}
	close(queue)
	errs := make(chan error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var b bytes.Buffer
			for x := range queue {
				if err := work(x, &b); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	close(errs)
	return <-errs
}
