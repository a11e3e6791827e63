package theme

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// needed are the files that a theme may want of the packages, as patterns.
func needed() []string {
	var all []string
	add := func(name string, files ...string) {
		for _, f := range files {
			all = append(all, path.Join(name, f))
		}
	}
	add(dsfrName, "package.json", "LICENSE.md", "dist/fonts/*.woff2", "dist/icons/*/*.svg", "dist/favicon/*")
	add(dsfrName, sheets...)
	for _, l := range libraries {
		add(l.name, "package.json", l.file, l.licence)
	}
	return all
}

// Vendor copies into a folder the files of installed npm packages that a theme
// can need, which is about a fiftieth of them. modules is where npm put them:
// node_modules/. A release embeds what it puts in assets/dist. An error names
// the file that is missing or that the disk refuses.
func Vendor(dst, modules string) error {
	from := os.DirFS(modules)
	for _, pattern := range needed() {
		names, err := fs.Glob(from, pattern)
		if err != nil {
			return fmt.Errorf("copy npm packages: %w", err)
		}
		if len(names) == 0 {
			return incomplete(pattern, fs.ErrNotExist)
		}
		for _, name := range names {
			if err := copyFile(dst, from, name); err != nil {
				return fmt.Errorf("copy npm packages: %w", err)
			}
		}
	}
	return nil
}

func copyFile(dst string, from fs.FS, name string) error {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dst, filepath.FromSlash(path.Dir(name))), 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dst, filepath.FromSlash(name)), data, 0o644)
}
