package outside

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// Codes are those of what is wrong with links to other sites.
var Codes = []string{"lien-externe-casse", "lien-externe-deplace", "lien-externe-douteux"}

// An answer is what came of a question.
type answer struct {
	Status  int    `json:"status,omitempty"`  // of HTTP; 0 when nobody answered
	Failure string `json:"failure,omitempty"` // why nobody did
	Moved   string `json:"moved,omitempty"`   // where the address leads for good
	Day     string `json:"day"`               // of the question

	wait time.Duration // that the host asked for
}

// Reasons why nobody answers.
const (
	unknownHost = "hote-inconnu"
	inside      = "adresse-interne"
	insecure    = "certificat"
	silent      = "sans-reponse"
)

// passing reports whether another try may say something else.
func (a answer) passing() bool {
	return a.Failure == silent || a.Status == http.StatusTooManyRequests || a.Status >= 500 && a.Status != http.StatusLoopDetected
}

// good reports whether somebody answers at the address.
func (a answer) good() bool { return a.Failure == "" && a.Status < 400 }

var errInside = errors.New("address of a network inside")

// failed says why nobody answered.
func failed(err error) answer {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, errInside):
		return answer{Failure: inside}
	case errors.As(err, &dns) && dns.IsNotFound:
		return answer{Failure: unknownHost}
	case errors.As(err, &certificate), errors.As(err, &record):
		return answer{Failure: insecure}
	}
	return answer{Failure: silent}
}

// tell adds what a reader who follows the link would meet.
func (a answer) tell(l Link, p *diag.List) {
	const look = "ouvrez ce lien vous-même"
	switch {
	case a.good() && a.Moved != "":
		p.Avertissement(l.Pos, "lien-externe-deplace", diag.Instead(a.Moved), "cette adresse a changé pour de bon : %s", l.Address)
		p.Guess(l.Address, a.Moved)
	case a.good():
	case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
		p.Avertissement(l.Pos, "lien-externe-casse", "cherchez où la page se trouve maintenant, ou retirez le lien",
			"il n'y a plus rien à cette adresse (%d) : %s", a.Status, l.Address)
	case a.Failure == unknownHost:
		p.Avertissement(l.Pos, "lien-externe-casse", "vérifiez l'adresse, ou retirez le lien", "ce site n'existe pas : %s", l.Address)
	case a.Failure == inside:
		p.Avertissement(l.Pos, "lien-externe-casse", "donnez une adresse que les lecteurs peuvent ouvrir", "cette adresse est celle d'un réseau interne : %s", l.Address)
	case a.Failure == insecure:
		p.Avertissement(l.Pos, "lien-externe-douteux", look, "ce site n'a pas de certificat valable : %s", l.Address)
	case a.Failure != "":
		p.Avertissement(l.Pos, "lien-externe-douteux", look, "ce site ne répond pas : %s", l.Address)
	case a.Status == http.StatusLoopDetected:
		p.Avertissement(l.Pos, "lien-externe-douteux", look, "cette adresse en renvoie à une autre, sans fin : %s", l.Address)
	default:
		p.Avertissement(l.Pos, "lien-externe-douteux", look, "ce site refuse de répondre (%s) : %s", strconv.Itoa(a.Status), l.Address)
	}
}

// Time limits on others, who may never answer.
const (
	dialLimit    = 10 * time.Second
	requestLimit = 20 * time.Second
)

// NewClient gives a client that asks public addresses alone: a link may not make
// the machine of whoever checks it talk to its own network.
func NewClient() *http.Client {
	return newClient(http.ProxyFromEnvironment, net.DefaultResolver.LookupNetIP)
}

type (
	proxyFunc  func(*http.Request) (*url.URL, error)
	lookupFunc func(ctx context.Context, network, host string) ([]netip.Addr, error)
)

func newClient(proxy proxyFunc, lookup lookupFunc) *http.Client {
	g := &guard{proxy: proxy, lookup: lookup, proxied: transport(&net.Dialer{Timeout: dialLimit})}
	g.direct = transport(&net.Dialer{Timeout: dialLimit, Control: func(_, address string, _ syscall.RawConn) error {
		ap, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("dial: %w", err)
		}
		return public(ap.Addr())
	}})
	g.proxied.Proxy = proxy
	return &http.Client{Transport: g, Timeout: requestLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func transport(dialer *net.Dialer) *http.Transport {
	return &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: dialLimit,
		ResponseHeaderTimeout: requestLimit, MaxResponseHeaderBytes: 1 << 16, ForceAttemptHTTP2: true}
}

// A guard asks without a proxy, and every connection is looked at; or through one,
// and the host that is asked for is: the proxy's own address is most often inside.
type guard struct {
	proxy           proxyFunc
	lookup          lookupFunc
	direct, proxied *http.Transport
}

func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	switch proxy, err := g.proxy(r); {
	case err != nil:
		return nil, err
	case proxy == nil:
		return g.direct.RoundTrip(r)
	}
	if err := g.outside(r.Context(), r.URL.Hostname()); err != nil {
		return nil, err
	}
	return g.proxied.RoundTrip(r)
}

// outside refuses a host inside. A name that is not known here is for the proxy to
// find: many networks leave the names outside to theirs.
func (g *guard) outside(ctx context.Context, host string) error {
	host = strings.TrimSuffix(host, ".")
	if ip, err := netip.ParseAddr(host); err == nil {
		return public(ip)
	}
	if last := host[strings.LastIndexByte(host, '.')+1:]; last != "" && last[0] >= '0' && last[0] <= '9' {
		return errInside // « 127.1 », « 0x7f000001 »: no name ends so, and some proxies read a number
	}
	ctx, cancel := context.WithTimeout(ctx, dialLimit)
	defer cancel()
	ips, _ := g.lookup(ctx, "ip", host)
	for _, ip := range ips {
		if err := public(ip); err != nil {
			return err
		}
	}
	return nil
}

func public(ip netip.Addr) error {
	if ip = ip.Unmap(); !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errInside
	}
	return nil
}

// Pause waits, unless ctx ends before.
func Pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
