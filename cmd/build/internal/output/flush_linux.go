package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// Flush has all that was written to the file system of a folder be on the disk
// when it returns (syncfs(2)): one call costs less than one a file.
func Flush(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}
