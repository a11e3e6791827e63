package theme

import (
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

const (
	darkTest   = "data-fr-theme=dark"
	darkScreen = "@media screen"
	darkSystem = "@media screen and (prefers-color-scheme:dark)"
)

// followSystem makes the dark theme work before any script: the DSFR's rules
// wait for an attribute that a script sets, so each gets a twin that applies
// while the attribute is missing and the system is dark. Neither is for print,
// which is always dark on white.
func followSystem(items []item) []item {
	var made []item
	for _, it := range items {
		switch at := it.at(); {
		case it.block && at == "":
			made = append(made, darkTwins(it)...)
			continue
		case it.block && at != "keyframes" && !(at == "media" && strings.Contains(it.text, "prefers-color-scheme")):
			it.body = followSystem(it.body)
		}
		made = append(made, it)
	}
	return made
}

// darkTwins cuts a rule that asks for the dark theme, outside :not(), in its part for
// any theme, if any, its part for the dark theme, and the twin of the latter.
func darkTwins(it item) []item {
	var other, dark, system []string
	for _, selector := range split(tokens(it.text)) {
		if twin, ok := systemSelector(selector); ok {
			dark, system = append(dark, join(selector)), append(system, twin)
		} else {
			other = append(other, join(selector))
		}
	}
	if len(dark) == 0 {
		it.body = followSystem(it.body)
		return []item{it}
	}
	rule := func(selectors []string) item {
		return item{text: strings.Join(selectors, ","), block: true, body: it.body}
	}
	var made []item
	if len(other) > 0 {
		made = append(made, rule(other))
	}
	return append(made,
		item{text: darkScreen, block: true, body: []item{rule(dark)}},
		item{text: darkSystem, block: true, body: []item{rule(system)}})
}

// systemSelector rewrites a selector of the dark theme for a page whose theme
// no script has set, with the same weight. The attribute stands on the root.
func systemSelector(selector []css.Token) (string, bool) {
	var b strings.Builder
	found, root := false, false
	for i := 0; i < len(selector); i++ {
		t := selector[i]
		switch t.TokenType {
		case css.FunctionToken:
			end := min(closing(selector, i)+1, len(selector))
			b.WriteString(join(selector[i:end]))
			i = end - 1
			continue
		case css.LeftBracketToken:
			end := closing(selector, i)
			test := strings.NewReplacer(`"`, "", "'", "").Replace(join(selector[i+1 : min(end, len(selector))]))
			if test != darkTest {
				break
			}
			found = true
			if !root {
				b.WriteString(":where(:root)")
			}
			b.WriteString(":not([data-fr-theme])")
			i = end
			continue
		case css.ColonToken:
			root = root || i+1 < len(selector) && strings.EqualFold(string(selector[i+1].Data), "root")
		case css.WhitespaceToken, css.DelimToken:
			root = false
		}
		b.Write(t.Data)
	}
	return strings.Trim(b.String(), space), found
}
