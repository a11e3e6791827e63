package theme

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

func tokens(text string) []css.Token {
	var list []css.Token
	lexer := css.NewLexer(parse.NewInputString(text))
	for {
		tt, data := lexer.Next()
		if tt == css.ErrorToken {
			return list
		}
		list = append(list, css.Token{TokenType: tt, Data: data})
	}
}

// split cuts tokens at the commas that stand outside brackets.
func split(list []css.Token) [][]css.Token {
	var parts [][]css.Token
	start, depth := 0, 0
	for i, t := range list {
		switch t.TokenType {
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBracketToken:
			depth++
		case css.RightParenthesisToken, css.RightBracketToken:
			depth--
		case css.CommaToken:
			if depth == 0 {
				parts = append(parts, list[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, list[start:])
}

// join writes tokens without what leads them and counts as nothing.
func join(list []css.Token) string {
	for len(list) > 0 && (list[0].TokenType == css.WhitespaceToken || list[0].TokenType == css.CommentToken) {
		list = list[1:]
	}
	var b strings.Builder
	for _, t := range list {
		b.Write(t.Data)
	}
	return strings.Trim(b.String(), space)
}

// closing is the index of the bracket that closes the one at open.
func closing(list []css.Token, open int) int {
	depth := 0
	for i := open; i < len(list); i++ {
		switch list[i].TokenType {
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBracketToken:
			depth++
		case css.RightParenthesisToken, css.RightBracketToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(list)
}

// wellFormed reports whether a selector, alone before a block, would be read as
// one. Comments count as nothing.
func wellFormed(selector []css.Token) bool {
	for _, t := range selector {
		switch t.TokenType {
		case css.WhitespaceToken, css.CommentToken:
			continue
		case css.AtKeywordToken, css.CustomPropertyNameToken, css.CDOToken, css.CDCToken:
			return false
		case css.DelimToken:
			if t.Data[0] == '@' {
				return false
			}
		}
		text := join(selector)
		return text != "" && !endsEscaped(text)
	}
	return false
}

// matches reports whether a selector can match an element of a page, as far as
// the words tell. What is in :not() asks for nothing.
func (w *words) matches(selector []css.Token) bool {
	for i := 0; i < len(selector); i++ {
		t := selector[i]
		switch t.TokenType {
		case css.DelimToken:
			if t.Data[0] == '.' && i+1 < len(selector) && !w.class(string(selector[i+1].Data)) {
				return false
			}
		case css.HashToken:
			if !w.class(string(t.Data[1:])) {
				return false
			}
		case css.LeftBracketToken:
			end := closing(selector, i)
			if !w.attributeTest(selector[i+1 : end]) {
				return false
			}
			i = end
		case css.ColonToken:
			if i+1 < len(selector) && strings.EqualFold(string(selector[i+1].Data), "disabled") && !w.known["disabled"] {
				return false
			}
		case css.FunctionToken:
			end := closing(selector, i)
			if !w.function(string(t.Data), selector[i+1:end]) {
				return false
			}
			i = end
		}
	}
	return true
}

// function reports whether a functional pseudo-class can match. A list keeps
// all its selectors, since the strongest sets the weight of the whole.
func (w *words) function(name string, arguments []css.Token) bool {
	switch strings.ToLower(name) {
	case "is(", "where(", "has(":
		return slices.ContainsFunc(split(arguments), w.matches)
	}
	return true
}

// attributeTest reports whether the inside of [name=value] can match.
func (w *words) attributeTest(test []css.Token) bool {
	if len(test) == 0 {
		return true
	}
	name, value := strings.ToLower(string(test[0].Data)), ""
	if len(test) > 2 {
		value = strings.TrimSpace(strings.Trim(string(test[2].Data), `"'`))
	}
	switch {
	case value == "" && name == "class":
		return true
	case name == "class":
		return w.holds(value)
	case name == "type":
		return value == "" || w.known[value]
	case name == "contenteditable", strings.HasPrefix(name, "data-"), strings.HasPrefix(name, "aria-"):
		return w.attribute(name)
	}
	return true
}
