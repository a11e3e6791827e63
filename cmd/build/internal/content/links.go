package content

import (
	"bytes"
	"net/url"
	"strings"
)

// LinkMark stands before each address of the site in HTML that is not finished:
// href="\x01/missions/data/". Layouts and Markdown bodies write it, and one
// pass per file (ResolveLinks) turns marked addresses into what the file needs:
// prefixed, absolute or relative. No text can hold the mark, since control
// characters are refused in content.
const LinkMark = '\x01'

// ResolveLinks writes html to b with base before each marked address: "/p" for the
// pages of a site below a path, "https://h/p" for what is read elsewhere.
func ResolveLinks(b *bytes.Buffer, html []byte, base string) {
	b.Grow(len(html) + len(base)*bytes.Count(html, []byte{LinkMark}))
	eachLink(b, html, func(rest []byte) []byte {
		b.WriteString(base)
		return rest
	})
}

// RelativeLinks writes the HTML of a page to b with each marked address as one
// writes it in a file: relative to the page's own address, from, and ending in
// the name of a file. The page then opens without a server.
func RelativeLinks(b *bytes.Buffer, html []byte, from string) {
	eachLink(b, html, func(rest []byte) []byte {
		end := bytes.IndexByte(rest, '"') // marked addresses stand between double quotes
		if end < 0 {
			end = len(rest)
		}
		b.WriteString(RelativeAddress(from, string(rest[:end])))
		return rest[end:]
	})
}

// eachLink writes html to b, and calls write with what follows each mark: it returns
// what of that is left.
func eachLink(b *bytes.Buffer, html []byte, write func(rest []byte) []byte) {
	for {
		before, rest, marked := bytes.Cut(html, []byte{LinkMark})
		b.Write(before)
		if !marked {
			return
		}
		html = write(rest)
	}
}

// RelativeAddress returns the file of an address as one names it from another
// address: "../data/index.html#buts" for "/missions/data/#buts" from
// "/missions/sites/". Both begin with a slash.
func RelativeAddress(from, to string) string {
	file, rest := to[1:], ""
	if i := strings.IndexAny(file, "?#"); i >= 0 {
		file, rest = file[:i], file[i:]
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	if dir := strings.TrimPrefix(from[:strings.LastIndexByte(from, '/')], "/"); dir != "" {
		file = Relative(dir, file)
	}
	return file + rest
}

// Host returns the name of the site that an address leads to, as readers know it:
// "etalab.gouv.fr" for "https://www.etalab.gouv.fr/a".
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}
