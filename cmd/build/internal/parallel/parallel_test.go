package parallel_test

import (
	"sync/atomic"
	"testing"

	"feuille-de-route.example/cmd/build/internal/parallel"
)

func TestEachPieceIsDoneOnce(t *testing.T) {
	for _, n := range []int{0, 1, 2, 1000} {
		for _, workers := range []int{-1, 0, 1, 3, 5000} {
			done := make([]atomic.Int32, n)
			parallel.Do(n, workers, func(i int) { done[i].Add(1) })
			for i := range done {
				if times := done[i].Load(); times != 1 {
					t.Fatalf("piece %d of %d done %d times by %d workers", i, n, times, workers)
				}
			}
		}
	}
}
