package site

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// A Base is where a site is published.
type Base struct {
	URL    string // "https://h/p", without a final slash; "" when it is not known
	Prefix string // "/p", or "" at the root of a host
}

// ParseBase reads a canonical address such as « https://h/p/ ». The error is a
// French sentence without the address itself.
func ParseBase(address string) (Base, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Opaque != "":
		return Base{}, errors.New("une adresse complète est attendue, par exemple https://feuille-de-route.gouv.fr/")
	case u.User != nil:
		return Base{}, errors.New("elle ne doit contenir ni nom ni mot de passe")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(address, "#"):
		return Base{}, errors.New("elle doit s'arrêter avant « ? » et « # »")
	case !hostForm.MatchString(u.Host):
		return Base{}, errors.New("le nom du site n'est pas valable")
	case awkward(u.Path) || strings.ContainsFunc(u.Path, meaningful):
		return Base{}, errors.New("son chemin n'est pas valable")
	}
	prefix := strings.TrimRight(u.EscapedPath(), "/")
	return Base{URL: strings.ToLower(u.Scheme) + "://" + strings.ToLower(u.Host) + prefix, Prefix: prefix}, nil
}

// hostForm matches a name, in any letters, or a number of RFC 3986, 3.2.2, and maybe
// a port.
var hostForm = regexp.MustCompile(`^(?:[\pL\pM\pN._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$`)

// awkward reports whether a path holds what browsers take away, or two slashes: an
// address that began with these would lead to another host.
func awkward(path string) bool {
	path = strings.TrimRight(path, "/") + "/"
	return strings.Contains(path, "/../") || strings.Contains(path, "/./") || strings.Contains(path, "//")
}

// meaningful tells the characters of a path that mean something in the
// configuration of some host, or in a page.
func meaningful(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("/-._~@+,=", r)
}
