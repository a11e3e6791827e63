package preview

import (
	"context"
	"testing"
)

// A review that ends when the site was made again must not bring the old site back.
func TestPublishLate(t *testing.T) {
	p := New(Options{}, "")
	old := &state{number: 1}
	p.publish(old)
	p.publish(&state{number: 2})
	p.amend(old, func(s *state) { s.worse = true })
	if s, _ := p.now(); s.number != 2 || s.worse {
		t.Errorf("state %d is served after 2", s.number)
	}
}

// Changes that the site holds already are no longer waited for.
func TestHold(t *testing.T) {
	p := New(Options{}, "")
	p.publish(&state{number: 1})
	_, number := p.take()
	p.mu.Lock()
	p.hold(number)
	p.mu.Unlock()
	p.notice(everything)
	if _, number = p.take(); number != 2 {
		t.Fatalf("changes %d, want 2", number)
	}
	p.mu.Lock()
	p.hold(number)
	p.mu.Unlock()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if s, err := p.wait(ctx); err != nil || s.number != 1 {
		t.Errorf("waiting gives %v, %v", s, err)
	}
}
