// Package outside asks other sites whether the addresses that a roadmap gives
// still lead somewhere. Addresses with their places go in; advice comes out,
// never an error: a site that is down today may be back tomorrow.
//
// It is polite: each host is asked one question at a time, with a pause between
// two, and an address that answered is not asked again for some days (cache.go).
package outside

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/parallel"
)

// A Link is an address of another site, and where somebody wrote it.
type Link struct {
	Address string
	Pos     diag.Pos
}

// Options say how to ask.
type Options struct {
	Client *http.Client // see NewClient; it must not follow redirections by itself
	Agent  string       // names this program to those that it asks
	Cache  string       // file that keeps the answers; "" keeps none
	Now    time.Time    // for the age of what is kept
	// Pause waits; a test need not.
	Pause func(ctx context.Context, d time.Duration) error
}

const (
	hosts     = 16                     // asked at the same time
	between   = 500 * time.Millisecond // two questions to one host
	tries     = 3
	firstWait = time.Second      // before the second try; twice that before the third
	longest   = 30 * time.Second // that a host may ask us to wait
	maxMoves  = 5                // redirections of one address
)

// Follow asks for each address once, and adds what is wrong to p. It returns how
// many it asked for; the others are known from before.
func Follow(ctx context.Context, links []Link, o Options, p *diag.List) (asked int, err error) {
	known := readCache(o.Cache, o.Now)
	byHost := map[string][]string{}
	for _, l := range links {
		address := bare(l.Address)
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			continue // the reading of the content has reported it
		}
		host := strings.ToLower(u.Host)
		if _, ok := known[address]; !ok && !slices.Contains(byHost[host], address) {
			byHost[host] = append(byHost[host], address)
			asked++
		}
	}
	answers := ask(ctx, byHost, o)
	if err := context.Cause(ctx); err != nil {
		return asked, err
	}
	maps.Copy(known, answers)
	writeCache(o.Cache, known)
	for _, l := range links {
		if a, ok := known[bare(l.Address)]; ok {
			a.tell(l, p)
		}
	}
	return asked, nil
}

// bare is an address without its fragment, which no server sees.
func bare(address string) string {
	before, _, _ := strings.Cut(address, "#")
	return before
}

// ask asks all hosts, several at a time, each for one address after the other.
func ask(ctx context.Context, byHost map[string][]string, o Options) map[string]answer {
	var mu sync.Mutex
	all := map[string]answer{}
	names := slices.Sorted(maps.Keys(byHost))
	parallel.Do(len(names), hosts, func(i int) {
		for n, address := range byHost[names[i]] {
			if n > 0 && o.Pause(ctx, between) != nil {
				return
			}
			a := o.question(ctx, address)
			mu.Lock()
			all[address] = a
			mu.Unlock()
		}
	})
	return all
}

// question asks for one address, again when its host may only be busy.
func (o Options) question(ctx context.Context, address string) answer {
	var a answer
	for try := range tries {
		if try > 0 && o.Pause(ctx, cmp.Or(a.wait, firstWait<<(try-1))) != nil {
			break
		}
		if a = o.follow(ctx, address); !a.passing() {
			break
		}
	}
	a.Day = o.Now.Format(time.DateOnly)
	return a
}

// follow asks for an address and for those that it leads to.
func (o Options) follow(ctx context.Context, address string) answer {
	at, forGood, moved := address, true, ""
	for range maxMoves {
		a, location := o.once(ctx, at)
		if location == "" {
			a.Moved = moved
			return a
		}
		at = location
		if forGood = forGood && (a.Status == http.StatusMovedPermanently || a.Status == http.StatusPermanentRedirect); forGood {
			moved = at
		}
	}
	return answer{Status: http.StatusLoopDetected}
}

// once asks for one address: with HEAD, and with GET where that is refused. It
// returns where the answer leads, if it does.
func (o Options) once(ctx context.Context, address string) (a answer, location string) {
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		r, err := http.NewRequestWithContext(ctx, method, address, nil)
		if err != nil {
			return answer{Failure: "adresse"}, ""
		}
		r.Header.Set("User-Agent", o.Agent)
		resp, err := o.Client.Do(r)
		if err != nil {
			return failed(err), ""
		}
		resp.Body.Close()
		a = answer{Status: resp.StatusCode, wait: retryAfter(resp.Header.Get("Retry-After"))}
		if to, err := resp.Location(); err == nil && a.Status >= 300 && a.Status < 400 {
			return a, to.String()
		}
		if a.Status < 400 || a.Status == http.StatusGone || a.Status >= 500 && a.Status != http.StatusNotImplemented {
			break
		}
	}
	return a, ""
}

// retryAfter is how long a host asks us to wait (RFC 9110, 10.2.3), in seconds;
// a date counts as nothing.
func retryAfter(text string) time.Duration {
	seconds, err := time.ParseDuration(text + "s")
	if err != nil || seconds < 0 {
		return 0
	}
	return min(seconds, longest)
}
