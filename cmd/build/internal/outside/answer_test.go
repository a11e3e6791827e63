package outside

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"testing"
)

// Behind a proxy on an address inside, links outside are asked for through it, and
// those inside are not: neither by their number nor by their name.
func TestProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.RequestURI)
	}))
	defer proxy.Close()
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := newClient(http.ProxyURL(u), func(_ context.Context, _, host string) ([]netip.Addr, error) {
		switch host {
		case "exemple.fr":
			return []netip.Addr{netip.MustParseAddr("192.0.2.1")}, nil
		case "intranet.exemple.fr":
			return []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("10.0.0.1")}, nil
		}
		return nil, &net.DNSError{Name: host, IsNotFound: true} // as where the proxy alone knows names
	})
	ask := func(address string) error {
		resp, err := client.Get(address)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	outside := []string{"http://exemple.fr/a", "http://192.0.2.1/", "http://[2001:db8::1]/", "http://ailleurs.fr/"}
	for _, address := range outside {
		if err := ask(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"http://intranet.exemple.fr/", "https://10.0.0.1/", "http://127.0.0.1/", "http://10.0.0.1./", "http://127.1/", "http://0x7f000001/",
		"http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/"} {
		if err := ask(address); !errors.Is(err, errInside) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if !slices.Equal(asked, outside) {
		t.Errorf("asked for %q, want %q", asked, outside)
	}
}

func TestCertificate(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	_, err := new(http.Client).Get(server.URL)
	if a := failed(err); a.Failure != insecure {
		t.Errorf("a certificate that nobody vouches for: %v is %q", err, a.Failure)
	}
}
