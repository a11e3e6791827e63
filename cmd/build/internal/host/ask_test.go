package host_test

import (
	"testing"

	"feuille-de-route.example/cmd/build/internal/host"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Every host that site.yaml may name gets files.
func TestEveryHostIsKnown(t *testing.T) {
	for _, kind := range roadmap.Hotes {
		s := host.Site{Kinds: []string{kind}, Policy: "default-src 'none'"}
		if len(s.Files()) == 0 {
			t.Errorf("%s: no file", kind)
		}
	}
}
