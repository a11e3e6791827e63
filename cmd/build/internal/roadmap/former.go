package roadmap

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// This file holds former addresses of the site, « alias », as they were: whatever made
// them, their letters are kept.

// A Former is a former address as it is typed: "/Actualités/spip.php?article12".
type Former struct{ content.Plain }

var formerForm = content.Form{Example: "/ancienne-adresse/"}

// Form implements content.Scalar.
func (Former) Form() *content.Form { return &formerForm }

// An Alias is a former address that was read.
type Alias struct {
	Path  string // decoded: "/Actualités/spip.php"; most often UTF-8
	Query string // as requests have it: "article12"; "" for none
}

// maxAlias is how many characters a former address may have: hosts take rules of a
// thousand, with the address that it leads to.
const maxAlias = 500

// ParseAlias reads a former address: a path below the root or a query of it, without
// anything hidden, that goes down only.
func ParseAlias(s string) (Alias, bool) {
	address, query, asked := strings.Cut(s, "?")
	plain, err := url.PathUnescape(address)
	switch {
	case err != nil, len(s) > maxAlias, strings.ContainsAny(s, `#\`), strings.ContainsFunc(plain+query, diag.Disturbs):
		return Alias{}, false
	case !strings.HasPrefix(address, "/"), asked == (query == ""), address == "/" && !asked:
		return Alias{}, false
	case strings.Contains(plain, "//"), strings.Contains(plain, "/."), strings.Contains(plain, `\`):
		return Alias{}, false
	}
	return Alias{plain, encodedQuery(query)}, true
}

// encodedQuery is a query as browsers send it (URL Standard, query percent-encode set).
func encodedQuery(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || strings.IndexByte(`"'<>`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// String is the address as requests name it, percent-encoded.
func (a Alias) String() string {
	u := url.URL{Path: a.Path, RawQuery: a.Query}
	return u.EscapedPath() + strings.TrimSuffix("?"+u.RawQuery, "?")
}

// Folder reports whether the address names a folder, with a slash at its end or
// without: all but pages of HTML do.
func (a Alias) Folder() bool {
	ext := path.Ext(a.Path)
	return strings.HasSuffix(a.Path, "/") || !strings.EqualFold(ext, ".html") && !strings.EqualFold(ext, ".htm")
}

// File is the file of the site that stands at the address, as every disk and every
// archive can have it, or "" when none can: servers do not look for files by a query.
func (a Alias) File() string {
	file := strings.TrimPrefix(content.Composed(a.Path), "/")
	if a.Query != "" || len(file) > maxFile || !utf8.ValidString(file) || strings.Contains(file, "%") {
		return ""
	}
	if a.Folder() {
		file = strings.TrimSuffix(file, "/") + "/index.html"
	}
	for part := range strings.SplitSeq(file, "/") {
		if content.WrongName(part) != "" {
			return ""
		}
	}
	return file
}

// maxFile is how many bytes of an address an archive has for the path of a file.
const maxFile = 180

// wrongAlias says in French why a text is no former address, and what to do: to write
// right instead, unless it is "".
func wrongAlias(s string) (message, hint, right string) {
	message, hint = "n'est pas une adresse de ce site", "écrivez une ancienne adresse de ce site : « /ancienne-page/ »"
	if len(s) > maxAlias {
		return message, fmt.Sprintf("une ancienne adresse a %d caractères au plus", maxAlias), ""
	}
	right = strings.ReplaceAll(s, `\`, "/")
	if u, err := url.Parse(right); err == nil && u.Scheme != "" {
		if right = cmp.Or(u.EscapedPath(), "/") + strings.TrimSuffix("?"+u.RawQuery, "?"); right != "/" {
			hint = "si elle était sur ce site, écrivez la suite de son nom : « " + right + " » ; sinon, retirez-la"
		}
		return message, hint, ""
	}
	address, query, _ := strings.Cut(right, "?")
	address, _, _ = strings.Cut(address, "#") // no server is told of it
	query, _, _ = strings.Cut(query, "#")
	if address = path.Clean("/" + strings.ReplaceAll(address, "/./", "/")); address != "/" && path.Ext(address) == "" {
		address += "/"
	}
	if right = address + strings.TrimSuffix("?"+query, "?"); !strings.Contains(s, "..") {
		if _, ok := ParseAlias(right); ok {
			return message, diag.Instead(right), right
		}
	}
	return message, hint, ""
}
