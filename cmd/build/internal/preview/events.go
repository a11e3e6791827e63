package preview

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

const (
	heartbeat = 20 * time.Second      // so that a page which is gone is noticed
	holdBack  = 60 * time.Millisecond // bad news: a file may be only half written
)

// events tells open pages of each new state (Server-Sent Events, HTML standard,
// section 9.2). A page asks for the rest by itself: one page listens for all
// that a browser has open, since browsers allow few connections to one server.
func (p *Preview) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	if r.Method == http.MethodHead {
		return
	}
	out := http.NewResponseController(w)
	fmt.Fprint(w, "retry: 300\n")
	for {
		s, next := p.now()
		if s.worse && p.better(r.Context(), next) {
			continue
		}
		limit(w, writeLimit)
		fmt.Fprintf(w, "event: site\ndata: %s %d\n\n", p.instance, s.number)
		if out.Flush() != nil {
			return
		}
		if !p.beat(w, r.Context(), next) {
			return
		}
	}
}

// better waits a moment for another state, and reports whether there is one.
func (p *Preview) better(ctx context.Context, next <-chan struct{}) bool {
	select {
	case <-next:
		return true
	case <-ctx.Done():
	case <-time.After(holdBack):
	}
	return false
}

// beat waits for news, and says meanwhile that the preview is still there. It
// reports false when nobody listens any more.
func (p *Preview) beat(w http.ResponseWriter, ctx context.Context, next <-chan struct{}) bool {
	for {
		select {
		case <-next:
			return true
		case <-ctx.Done():
			return false
		case <-time.After(heartbeat):
			limit(w, writeLimit)
			fmt.Fprint(w, ": toujours là\n\n")
			if http.NewResponseController(w).Flush() != nil {
				return false
			}
		}
	}
}
