package theme

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// An item is one thing of a style sheet: a declaration, a rule, or an at-rule
// with a block or without. Items keep the order of the source.
type item struct {
	name  string // a declaration's property, "" for rules
	text  string // the value, the selectors, or the at-rule with its conditions
	block bool   // whether braces follow
	body  []item
	from  *origin // the sheet that it stands in: addresses are relative to it
}

// at is the lower-case name of an at-rule without its vendor's prefix, "" for
// anything else.
func (it *item) at() string {
	if it.name != "" || !strings.HasPrefix(it.text, "@") {
		return ""
	}
	name := strings.ToLower(it.text[1:])
	if end := strings.IndexFunc(name, func(r rune) bool { return !(r == '-' || r >= 'a' && r <= 'z') }); end >= 0 {
		name = name[:end]
	}
	if strings.HasPrefix(name, "-") {
		if _, bare, ok := strings.Cut(name[1:], "-"); ok {
			return bare
		}
	}
	return name
}

// A reader makes items of tokens. What is malformed is left out, as browsers do.
type reader struct {
	lexer  *css.Lexer
	from   *origin
	closed bool // the last item met the brace that closes its block
}

func readSheet(source []byte, from *origin) []item {
	r := reader{lexer: css.NewLexer(parse.NewInputBytes(bytes.Clone(source))), from: from}
	var rules []item
	for {
		items, more := r.items()
		for _, it := range items {
			if it.name == "" {
				rules = append(rules, it)
			}
		}
		if !more {
			return rules
		}
	}
}

// items reads up to the brace that closes the block, or to the end of the
// sheet: more is then false.
func (r *reader) items() (items []item, more bool) {
	for {
		tt, data := r.lexer.Next()
		switch tt {
		case css.ErrorToken:
			return items, false
		case css.RightBraceToken:
			return items, true
		case css.WhitespaceToken, css.CommentToken, css.SemicolonToken, css.CDOToken, css.CDCToken:
			continue
		}
		if it, ok := r.item(tt, data); ok {
			it.from = r.from
			items = append(items, it)
		}
		if r.closed {
			r.closed = false
			return items, true
		}
	}
}

// space is what CSS takes for white space (CSS Syntax Module Level 3, 4.2), no more.
const space = " \t\n\r\f"

// A draft is an item of which the end has not been met.
type draft struct {
	text    []byte
	colon   int    // where the first colon outside brackets is, -1 for none
	closers []byte // of the open brackets
	bad     bool
	spaced  bool // the last token was white space
}

func (d *draft) add(tt css.TokenType, data []byte) {
	spaced := d.spaced
	d.spaced = false
	switch tt {
	case css.CommentToken:
		d.text = append(d.text, "/**/"...)
		return
	case css.WhitespaceToken:
		if len(d.text) > 0 && !spaced { // a space at the end of the text may be part of an escape
			d.text = append(d.text, ' ')
		}
		d.spaced = true
		return
	case css.ColonToken:
		if d.colon < 0 && len(d.closers) == 0 {
			d.colon = len(d.text)
		}
	case css.FunctionToken, css.LeftParenthesisToken:
		d.closers = append(d.closers, ')')
	case css.LeftBracketToken:
		d.closers = append(d.closers, ']')
	case css.LeftBraceToken:
		d.closers = append(d.closers, '}')
	case css.RightParenthesisToken, css.RightBracketToken, css.RightBraceToken:
		if last := len(d.closers) - 1; last >= 0 && d.closers[last] == data[0] {
			d.closers = d.closers[:last]
		} else {
			d.bad = true
		}
	default:
		d.bad = d.bad || !whole(tt, data)
	}
	d.text = append(d.text, data...)
}

// whole reports whether a token stands by itself, whatever follows it.
func whole(tt css.TokenType, data []byte) bool {
	if !utf8.Valid(data) { // the lexer would take what follows for the rest of a letter
		return false
	}
	switch tt {
	case css.BadStringToken, css.BadURLToken:
		return false
	case css.StringToken:
		return len(data) > 1 && data[len(data)-1] == data[0] && !escaped(data)
	case css.URLToken:
		if data[len(data)-1] != ')' || escaped(data) {
			return false
		}
		address := bytes.Trim(data[len("url("):len(data)-1], space)
		if bytes.HasPrefix(address, []byte(`"`)) || bytes.HasPrefix(address, []byte("'")) {
			return whole(css.StringToken, address)
		}
		return !bytes.ContainsAny(address, `"'(`)
	}
	return bytes.IndexByte(data, 0) < 0 && !bytes.HasSuffix(data, []byte(`\`))
}

// escaped reports whether a backslash takes its meaning from the last byte.
func escaped(data []byte) bool {
	data = data[:len(data)-1]
	return (len(data)-len(bytes.TrimRight(data, `\`)))%2 == 1
}

// endsEscaped reports whether a backslash at the end of a text would take what is
// written after it: the space that it took has been trimmed. Nothing in a page has
// such a name.
func endsEscaped(text string) bool { return escaped([]byte(text + " ")) }

func (r *reader) item(tt css.TokenType, data []byte) (item, bool) {
	d := draft{colon: -1}
	custom := tt == css.CustomPropertyNameToken
	for {
		if len(d.closers) == 0 {
			switch {
			case tt == css.SemicolonToken:
				return d.line()
			case tt == css.RightBraceToken:
				r.closed = true
				return d.line()
			case tt == css.LeftBraceToken && !custom:
				body, _ := r.items()
				it := item{text: string(bytes.Trim(d.text, space)), block: true, body: body}
				return it, !d.bad && !endsEscaped(it.text) && it.text != "" && (it.text[0] != '@' || it.at() != "")
			}
		}
		if tt == css.ErrorToken {
			return d.line()
		}
		d.add(tt, data)
		tt, data = r.lexer.Next()
	}
}

// line is an item without a block: a declaration or an at-rule.
func (d *draft) line() (item, bool) {
	if d.bad || len(d.closers) > 0 {
		return item{}, false
	}
	if d.text[0] == '@' {
		it := item{text: string(bytes.Trim(d.text, space))}
		return it, it.at() != "" && !endsEscaped(it.text)
	}
	if d.colon < 0 {
		return item{}, false
	}
	name := strings.Trim(strings.ReplaceAll(string(d.text[:d.colon]), "/**/", ""), space)
	if !isName(name) {
		return item{}, false
	}
	if !strings.HasPrefix(name, "--") {
		name = strings.ToLower(name)
	}
	value := strings.Trim(string(d.text[d.colon+1:]), space)
	return item{name: name, text: value}, !endsEscaped(value) && (value != "" || strings.HasPrefix(name, "--"))
}

func isName(s string) bool {
	for i := range len(s) {
		if !isWordByte(s[i]) {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}

// writeSheet writes items as CSS that readSheet reads back.
func writeSheet(b *bytes.Buffer, items []item) {
	for _, it := range items {
		if it.name != "" {
			b.WriteString(it.name)
			b.WriteByte(':')
		}
		b.WriteString(it.text)
		if !it.block {
			b.WriteString(";\n")
			continue
		}
		b.WriteString("{\n")
		writeSheet(b, it.body)
		b.WriteString("}\n")
	}
}
