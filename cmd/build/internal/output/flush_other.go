//go:build !linux

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Flush has all the files of a folder be on the disk when it returns.
func Flush(dir string) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}
