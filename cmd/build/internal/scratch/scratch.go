// Package scratch lends buffers to work in, from one file to the next.
package scratch

import "bytes"

// kept is the most that a buffer may hold, in bytes, to be lent again: else those
// that have made the few large files would stay large for all small ones.
const kept = 1 << 20

// shelf holds the buffers that nobody uses. A sync.Pool would lose them at each
// collection of garbage, and they would grow again from nothing.
var shelf = make(chan *bytes.Buffer, 16)

// Buffer lends an empty buffer. It is safe for concurrent use.
func Buffer() *bytes.Buffer {
	select {
	case b := <-shelf:
		b.Reset()
		return b
	default:
		return new(bytes.Buffer)
	}
}

// Return gives a buffer back. Nobody may hold what is in it any more.
func Return(b *bytes.Buffer) {
	if b.Cap() > kept {
		return
	}
	select {
	case shelf <- b:
	default: // full
	}
}
