package feed

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// A document is XML being written, one element a line. encoding/xml would do it by
// reflection: that costs a large site more than all the texts of its feeds.
type document struct {
	*bytes.Buffer
	open []string
}

func newDocument(b *bytes.Buffer) *document {
	b.WriteString(xml.Header)
	return &document{Buffer: b}
}

// An attribute is a name and its value.
type attribute struct{ name, value string }

// begin opens an element that holds others.
func (d *document) begin(name string, attributes ...attribute) {
	d.tag(name, attributes)
	d.WriteByte('\n')
	d.open = append(d.open, name)
}

// end closes the innermost element.
func (d *document) end() {
	last := len(d.open) - 1
	name := d.open[last]
	d.open = d.open[:last]
	d.WriteString("</" + name + ">\n")
}

// text writes an element that holds a text.
func (d *document) text(name, text string, attributes ...attribute) {
	d.tag(name, attributes)
	_ = xml.EscapeText(d, []byte(clean(text))) // fails when writing does, and memory does not
	d.WriteString("</" + name + ">\n")
}

// optional is text, or nothing for an empty one.
func (d *document) optional(name, text string) {
	if text != "" {
		d.text(name, text)
	}
}

// raw writes an element whose text stands as it is, readable in the source, in
// CDATA sections (XML 1.0, section 2.7).
func (d *document) raw(name string, write func(*bytes.Buffer), attributes ...attribute) {
	d.tag(name, attributes)
	d.WriteString("<![CDATA[")
	start := d.Len()
	write(d.Buffer)
	if text := d.Bytes()[start:]; unclean(text) || bytes.Contains(text, []byte("]]>")) {
		split := strings.ReplaceAll(clean(string(text)), "]]>", "]]]]><![CDATA[>")
		d.Truncate(start)
		d.WriteString(split)
	}
	d.WriteString("]]></" + name + ">\n")
}

func (d *document) tag(name string, attributes []attribute) {
	d.WriteString("<" + name)
	for _, a := range attributes {
		d.WriteString(" " + a.name + `="`)
		_ = xml.EscapeText(d, []byte(clean(a.value)))
		d.WriteByte('"')
	}
	d.WriteByte('>')
}

// clean drops the characters that XML 1.0 cannot hold (section 2.2).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if illegal(r) {
			return -1
		}
		return r
	}, s)
}

func illegal(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}

// unclean reports whether clean may change a text. It looks at bytes: texts of feeds
// are long, and nearly all of them are clean.
func unclean(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' {
			return true
		}
	}
	return bytes.Contains(text, []byte("\xef\xbf")) // U+FFFE and U+FFFF begin so
}
