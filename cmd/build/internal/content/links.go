package content

import "bytes"

// LinkMark stands before each address of the site in HTML that is not finished:
// href="\x01/missions/data/". Layouts and Markdown bodies write it, and one
// pass per file (ResolveLinks) turns marked addresses into what the file needs:
// prefixed, absolute or relative. No text can hold the mark, since control
// characters are refused in content.
const LinkMark = '\x01'

// ResolveLinks appends html to dst with each marked address replaced by what
// resolve appends for it. The address may carry a fragment, and is as written
// in the attribute: percent-encoded, and without any character that HTML would
// need to escape.
func ResolveLinks(dst, html []byte, resolve func(dst, address []byte) []byte) []byte {
	for {
		at := bytes.IndexByte(html, LinkMark)
		if at < 0 {
			return append(dst, html...)
		}
		dst = append(dst, html[:at]...)
		html = html[at+1:]
		end := bytes.IndexByte(html, '"')
		if end < 0 {
			end = len(html)
		}
		dst = resolve(dst, html[:end])
		html = html[end:]
	}
}
