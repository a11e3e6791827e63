package theme

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// needed are the files of the DSFR that a theme may want.
var needed = append([]string{"package.json", "LICENSE.md", "dist/fonts/*.woff2", "dist/icons/*/*.svg", "dist/favicon/*"}, sheets...)

// Vendor copies into a folder the files of an installed DSFR that a theme can
// need, which is about a fiftieth of it. A release embeds what it puts in
// assets/dist/dsfr. An error names the file that is missing or that the disk
// refuses.
func Vendor(dst, dsfrDir string) error {
	from := os.DirFS(dsfrDir)
	for _, pattern := range needed {
		names, err := fs.Glob(from, pattern)
		if err != nil {
			return fmt.Errorf("copy the DSFR: %w", err)
		}
		if len(names) == 0 {
			return incomplete(pattern, fs.ErrNotExist)
		}
		for _, name := range names {
			if err := copyFile(dst, from, name); err != nil {
				return fmt.Errorf("copy the DSFR: %w", err)
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
