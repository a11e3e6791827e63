package content

import "bytes"

// LinkMark stands before each address of the site in HTML that is not finished:
// href="\x01/missions/data/". Layouts and Markdown bodies write it, and one
// pass per file (ResolveLinks) turns marked addresses into what the file needs:
// prefixed, absolute or relative. No text can hold the mark, since control
// characters are refused in content.
const LinkMark = '\x01'

// ResolveLinks writes html to b with base before each marked address: "/p" for
// the pages of a site below a path, "https://h/p" for feeds.
func ResolveLinks(b *bytes.Buffer, html []byte, base string) {
	b.Grow(len(html) + len(base)*bytes.Count(html, []byte{LinkMark}))
	for {
		at := bytes.IndexByte(html, LinkMark)
		if at < 0 {
			b.Write(html)
			return
		}
		b.Write(html[:at])
		b.WriteString(base)
		html = html[at+1:]
	}
}
