package edit

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Over is content/ as some changes leave it, though none is written. fsys is the folder
// itself.
func Over(fsys fs.FS, changes []Change) fs.FS {
	o := overlay{fsys, map[string][]byte{}}
	for _, c := range changes {
		o.files[c.name()] = c.After
	}
	return o
}

type overlay struct {
	fs.FS
	files map[string][]byte // by path; nil for those that are gone
}

func (o overlay) Open(name string) (fs.File, error) {
	data, ours := o.files[name]
	switch {
	case !ours:
		return o.FS.Open(name)
	case data == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memory{bytes.NewReader(data), info{path.Base(name), int64(len(data))}}, nil
}

// Stat implements fs.StatFS.
func (o overlay) Stat(name string) (fs.FileInfo, error) {
	if _, ours := o.files[name]; !ours {
		return fs.Stat(o.FS, name)
	}
	f, err := o.Open(name)
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

// ReadDir implements fs.ReadDirFS.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	entries = slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		_, ours := o.files[path.Join(name, e.Name())]
		return ours
	})
	for file, data := range o.files {
		if data == nil {
			continue
		}
		rest, below := strings.CutPrefix(file, name+"/")
		if name == "." {
			rest, below = file, true
		}
		first, _, deeper := strings.Cut(rest, "/")
		if !below || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == first }) {
			continue
		}
		if err = nil; deeper {
			entries = append(entries, fs.FileInfoToDirEntry(folder{info{first, 0}}))
		} else {
			entries = append(entries, fs.FileInfoToDirEntry(info{first, int64(len(data))}))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// A memory is a file of an overlay.
type memory struct {
	*bytes.Reader
	info
}

func (m *memory) Stat() (fs.FileInfo, error) { return m.info, nil }
func (m *memory) Size() int64                { return m.info.size }
func (m *memory) Close() error               { return nil }

type info struct {
	name string
	size int64
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return 0o644 }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return false }
func (i info) Sys() any           { return nil }

type folder struct{ info }

func (folder) Mode() fs.FileMode { return fs.ModeDir | 0o755 }
func (folder) IsDir() bool       { return true }
