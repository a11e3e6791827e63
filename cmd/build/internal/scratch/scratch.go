// Package scratch lends buffers to work in, from one file to the next.
package scratch

import (
	"bytes"
	"sync"
)

// kept is the most that a buffer may hold, in bytes, to be lent again: else those
// that have made the few large files would stay large for all small ones.
const kept = 1 << 20

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Buffer lends an empty buffer. It is safe for concurrent use.
func Buffer() *bytes.Buffer {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// Return gives a buffer back. Nobody may hold what is in it any more.
func Return(b *bytes.Buffer) {
	if b.Cap() <= kept {
		pool.Put(b)
	}
}
