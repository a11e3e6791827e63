package theme

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// code is this package's own source: another program makes another theme.
//
//go:embed *.go
var code embed.FS

// codeSum sums up the code and the libraries that make a theme.
var codeSum = sync.OnceValue(func() []byte {
	h := sha256.New()
	names, _ := fs.Glob(code, "*.go")
	for _, name := range names {
		if !strings.HasSuffix(name, "_test.go") {
			data, _ := fs.ReadFile(code, name)
			sum(h, data)
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			sum(h, []byte(m.Path+"@"+m.Version))
		}
	}
	return h.Sum(nil)
})

func sum(h hash.Hash, data []byte) {
	fmt.Fprintf(h, "%d ", len(data))
	h.Write(data)
}

// cacheKey sums up all that a theme depends on.
func cacheKey(in Input, own *sources, pkg *packages) string {
	h := sha256.New()
	for _, data := range [][]byte{codeSum(), []byte(in.Identity), fmt.Append(nil, in.Full, in.Counted), own.favicon,
		own.lock.manifest, own.lock.lock, []byte(pkg.stamp)} {
		sum(h, data)
	}
	for _, sheet := range own.sheets {
		sum(h, []byte(sheet.Name))
		sum(h, sheet.Text)
	}
	for _, name := range slices.Sorted(maps.Keys(own.scripts)) {
		sum(h, []byte(name))
		sum(h, own.scripts[name])
	}
	for _, text := range own.texts {
		sum(h, text)
	}
	return fmt.Sprintf("theme-%x", h.Sum(nil)[:16])
}

// readCache gives a theme that was kept, nil if there is none or if its file
// is not as it was written.
func readCache(dir, key string) *Theme {
	if dir == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(dir, key))
	if err != nil || len(data) < sha256.Size {
		return nil
	}
	if check := sha256.Sum256(data[sha256.Size:]); !bytes.Equal(check[:], data[:sha256.Size]) {
		return nil
	}
	t := new(Theme)
	if gob.NewDecoder(bytes.NewReader(data[sha256.Size:])).Decode(t) != nil {
		return nil
	}
	return t
}

// writeCache keeps a theme. A cache that cannot be written is done without, and what
// is half written readCache does not take.
func writeCache(dir, key string, t *Theme) {
	if dir == "" || os.MkdirAll(dir, 0o755) != nil {
		return
	}
	var b bytes.Buffer
	b.Write(make([]byte, sha256.Size))
	if gob.NewEncoder(&b).Encode(t) != nil {
		return
	}
	check := sha256.Sum256(b.Bytes()[sha256.Size:])
	copy(b.Bytes(), check[:])
	_ = os.WriteFile(filepath.Join(dir, key), b.Bytes(), 0o600)
	forget(dir)
}

// maxThemes is how many themes the cache holds at most.
const maxThemes = 8

// forget removes the oldest themes of a cache.
func forget(dir string) {
	names, _ := filepath.Glob(filepath.Join(dir, "theme-*"))
	age := map[string]int64{}
	for _, name := range names {
		if info, err := os.Stat(name); err == nil {
			age[name] = info.ModTime().UnixNano()
		}
	}
	slices.SortFunc(names, func(a, b string) int { return int(min(max(age[b]-age[a], -1), 1)) })
	for _, name := range names[min(maxThemes, len(names)):] {
		os.Remove(name)
	}
}
