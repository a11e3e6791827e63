package quick

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// mark begins the names of html/template's escapers.
const mark = "_html_template_"

// escapers are those that html/template puts at the end of actions, by the rest of
// their names: of texts, of attributes between quotes, of elements such as title, of
// whole attributes, of scripts, and of parts of an address in an attribute.
var escapers = map[string]func(b *bytes.Buffer, v reflect.Value){
	"htmlescaper":            func(b *bytes.Buffer, v reflect.Value) { escape(b, v, htmlType) },
	"attrescaper":            func(b *bytes.Buffer, v reflect.Value) { escape(b, v, nil) },
	"rcdataescaper":          func(b *bytes.Buffer, v reflect.Value) { escape(b, v, nil) },
	"htmlnamefilter":         func(b *bytes.Buffer, v reflect.Value) { only(b, v, attributeType) },
	"jsvalescaper":           func(b *bytes.Buffer, v reflect.Value) { only(b, v, scriptType) },
	"urlescaper attrescaper": unreserved,
}

var (
	stringType    = reflect.TypeFor[string]()
	intType       = reflect.TypeFor[int]()
	htmlType      = reflect.TypeFor[template.HTML]()
	attributeType = reflect.TypeFor[template.HTMLAttr]()
	scriptType    = reflect.TypeFor[template.JS]()
)

// only writes values of one type, which are safe where they stand.
func only(b *bytes.Buffer, v reflect.Value, safe reflect.Type) {
	if v.Type() != safe {
		giveUp()
	}
	b.WriteString(v.String())
}

// escape writes a text or a number; values of the safe type as they are.
func escape(b *bytes.Buffer, v reflect.Value, safe reflect.Type) {
	switch v.Type() {
	case stringType:
		escapeString(b, v.String())
	case intType:
		b.Write(strconv.AppendInt(b.AvailableBuffer(), v.Int(), 10))
	case safe:
		b.WriteString(v.String())
	default:
		giveUp()
	}
}

// unreserved writes a text or a number that means itself in an address (RFC 3986,
// 2.3).
func unreserved(b *bytes.Buffer, v reflect.Value) {
	if t := v.Type(); t != stringType && t != intType {
		giveUp()
	}
	if v.Kind() == reflect.String && strings.Trim(v.String(), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~") != "" {
		giveUp()
	}
	escape(b, v, nil)
}

// escapeString writes what html/template does for text and attributes.
func escapeString(b *bytes.Buffer, s string) {
	done := 0 // s[:done] is written
	for i := 0; i < len(s); i++ {
		if n := escaped[s[i]]; n > 0 {
			b.WriteString(s[done:i])
			b.WriteString(escapes[n])
			done = i + 1
		}
	}
	b.WriteString(s[done:])
}

// escapes are what stands for some characters, and escaped the place of each byte's
// in that list, 0 for most.
var (
	escapes = [...]string{1: "\uFFFD", "&#34;", "&amp;", "&#39;", "&#43;", "&lt;", "&gt;"}
	escaped = [256]uint8{0: 1, '"': 2, '&': 3, '\'': 4, '+': 5, '<': 6, '>': 7}
)
