package archive

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"runtime"
	"sync"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/scratch"
	"feuille-de-route.example/cmd/build/internal/site"
)

// ahead is how many files may be ready before they are written.
const ahead = 64

// A piece is a file of the site on its way into an archive.
type piece struct {
	blob
	file     site.File
	path     string // from the root of the site
	text     string // what readers find it by, for pages
	problems diag.List
	buffer   *bytes.Buffer
	made     chan error // gives what making it came to
}

// A blob is the content of a file: in memory, or where open finds it.
type blob struct {
	data []byte
	open func() (io.ReadCloser, error)
	size int64
	sums sums
}

// sums are the digests of a blob.
type sums struct {
	sha256 [sha256.Size]byte
	sha512 [sha512.Size]byte
	crc    uint32 // IEEE, for zips
}

// need says which sums somebody will read: computing all is a sixth of the time
// that an archive takes.
type need uint8

const (
	needSHA256 need = 1 << iota
	needSHA512
	needCRC
	needAll = needSHA256 | needSHA512 | needCRC
)

// bytesBlob is a blob in memory, with all its sums.
func bytesBlob(data []byte) blob { return summedBlob(data, needAll) }

func summedBlob(data []byte, n need) blob {
	h := newHasher(n)
	h.Write(data)
	return blob{data: data, size: int64(len(data)), sums: h.sums()}
}

// openBlob is a blob that is read each time it is needed.
func openBlob(open func() (io.ReadCloser, error)) (blob, error) {
	in, err := open()
	if err != nil {
		return blob{}, err
	}
	defer in.Close()
	h := newHasher(needAll)
	n, err := io.Copy(h, in)
	return blob{open: open, size: n, sums: h.sums()}, err
}

var errChanged = errors.New("le fichier a changé pendant l'archivage : recommencez")

// copyTo writes a blob, and fails when it is no longer what it was.
func (b blob) copyTo(w io.Writer) error {
	if b.open == nil {
		_, err := w.Write(b.data)
		return err
	}
	in, err := b.open()
	if err != nil {
		return err
	}
	defer in.Close()
	crc := crc32.NewIEEE()
	chunk := chunks.Get().(*[4 * bigChunk]byte)
	defer chunks.Put(chunk)
	n, err := io.CopyBuffer(io.MultiWriter(w, crc), struct{ io.Reader }{in}, chunk[:]) // else *os.File takes a small one
	if err == nil && (n != b.size || crc.Sum32() != b.sums.crc) {
		err = errChanged
	}
	return err
}

// A hasher computes several sums at once.
type hasher struct {
	need need
	a, b hash.Hash
	c    hash.Hash32
}

func newHasher(n need) *hasher { return &hasher{n, sha256.New(), sha512.New(), crc32.NewIEEE()} }

// bigChunk is the size from which a piece of a file is worth another processor.
const bigChunk = 64 << 10

// Write implements io.Writer. It does not fail.
func (h *hasher) Write(p []byte) (int, error) {
	longest := func() {
		if h.need&needSHA512 != 0 {
			h.b.Write(p)
		}
	}
	var beside sync.WaitGroup
	if len(p) >= bigChunk && h.need&needSHA512 != 0 && h.need != needSHA512 {
		beside.Go(longest)
	} else {
		longest()
	}
	if h.need&needSHA256 != 0 {
		h.a.Write(p)
	}
	if h.need&needCRC != 0 {
		h.c.Write(p)
	}
	beside.Wait()
	return len(p), nil
}

// sums gives what was computed; what was not needed is no sum of anything.
func (h *hasher) sums() sums {
	return sums{[sha256.Size]byte(h.a.Sum(nil)), [sha512.Size]byte(h.b.Sum(nil)), h.c.Sum32()}
}

var chunks = sync.Pool{New: func() any { return new([4 * bigChunk]byte) }}

// stream makes every file of a site: several at a time, but handed to take in
// their order, so that few are in memory at once. work, unless it is nil, runs
// beside others; sums are those that take needs.
// Problems are added to p; once there is an error among them take is not called
// any more, and the result is ErrProblems.
func stream(ctx context.Context, s *site.Site, jobs int, p *diag.List, sums need, work func(*piece), take func(*piece) error) error {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	take = unlessWrong(p, take)
	if err := flow(ctx, s.Files, jobs, sums, work, take); err != nil {
		return err
	}
	if err := flow(ctx, s.Remaining(p), jobs, sums, work, take); err != nil {
		return err
	}
	if p.Erreurs() > 0 {
		return ErrProblems
	}
	return nil
}

func unlessWrong(p *diag.List, take func(*piece) error) func(*piece) error {
	return func(pc *piece) error {
		p.Merge(&pc.problems)
		if p.Erreurs() > 0 {
			return nil
		}
		return take(pc)
	}
}

func flow(ctx context.Context, files []site.File, jobs int, sums need, work func(*piece), take func(*piece) error) error {
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer stop()
	ordered, working := make(chan *piece, ahead), make(chan struct{}, jobs)
	wg.Go(func() {
		defer close(ordered)
		for _, f := range files {
			pc := &piece{file: f, path: f.Path, made: make(chan error, 1)}
			select {
			case ordered <- pc:
			case <-ctx.Done():
				return
			}
			working <- struct{}{}
			wg.Go(func() {
				pc.made <- pc.make(sums, work)
				<-working
			})
		}
	})
	for pc := range ordered {
		if err := cmp.Or(<-pc.made, context.Cause(ctx)); err != nil {
			return err
		}
		if err := take(pc); err != nil {
			return err
		}
		if pc.buffer != nil {
			scratch.Return(pc.buffer)
		}
	}
	return context.Cause(ctx)
}

// make makes a file: what it holds, then what work adds.
func (pc *piece) make(sums need, work func(*piece)) error {
	var err error
	if pc.file.Open != nil {
		pc.blob, err = openBlob(pc.file.Open)
	} else {
		pc.buffer = scratch.Buffer()
		if err = site.Told(pc.file.Render(pc.buffer, &pc.problems), &pc.problems); err == nil {
			pc.blob = summedBlob(pc.buffer.Bytes(), sums)
		}
	}
	if err == nil && work != nil {
		work(pc)
	}
	return err
}
