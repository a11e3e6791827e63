package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/markup"
)

// This file writes HTML as the Markdown that says the same, so that hints give editors
// their own words. What it cannot write, a film, a form, is left to a general hint.

// An element is one of HTML, or a text where it has no name.
type element struct {
	name       string
	attributes map[string]string
	text       string
	inside     []*element
	end        int  // of its closing tag, in bytes from where the HTML begins
	closed     bool // by its own tag
}

// maxHTMLDepth is how deep the elements stand in each other that are written.
const maxHTMLDepth = 50

// readHTML reads the elements that some HTML begins with, the first alone unless all
// are asked for. It is nil for what cannot be written as Markdown.
func readHTML(raw []byte, all bool) *element {
	root := &element{}
	open := []*element{root}
	for t := range markup.Tokens(bytes.NewReader(raw)) {
		top := open[len(open)-1]
		name := string(t.Name)
		switch t.Kind {
		case markup.Text:
			top.inside = append(top.inside, &element{text: string(t.Text())})
		case markup.Start:
			if !slices.Contains(writable, name) || len(open) > maxHTMLDepth {
				return nil
			}
			for len(open) > 2 && slices.Contains(strings.Fields(endedBy[name]), top.name) {
				open = open[:len(open)-1]
				top = open[len(open)-1]
			}
			e := &element{name: name, attributes: map[string]string{}}
			for key, value := range t.Attributes() {
				e.attributes[strings.TrimPrefix(string(key), "xml:")] = strings.TrimSpace(string(value))
			}
			top.inside = append(top.inside, e)
			if e.end = t.At + len(t.Raw); name == "br" || name == "hr" || name == "img" || name == "wbr" {
				e.closed = true
			} else {
				open = append(open, e)
			}
		case markup.End:
			i := len(open) - 1
			for i > 0 && open[i].name != name {
				i--
			}
			if i > 0 {
				open[i].end, open[i].closed = t.At+len(t.Raw), true
				open = open[:i]
			}
		}
		if last := len(root.inside) - 1; len(open) == 1 && !all && last >= 0 && root.inside[last].name != "" {
			break
		}
	}
	root.closed = len(open) == 1
	return root
}

// writable are the elements that Markdown has signs for, or whose words stand alone.
var writable = strings.Fields("a abbr acronym address article aside b big blockquote br caption center cite code del details dd dfn div dl dt em " +
	"figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav nobr ol p picture pre q s samp section small span " +
	"strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr button")

// endedBy are the elements that others end where they begin.
var endedBy = map[string]string{"li": "li p", "tr": "tr td th p", "td": "td th p", "th": "td th p", "tbody": "thead tr td th", "dt": "dt dd p", "dd": "dt dd p",
	"p": "p", "ul": "p", "ol": "p", "table": "p", "div": "p", "h2": "p", "h3": "p", "h4": "p"}

// standing are the elements that are blocks of their own.
var standing = strings.Fields("address article aside blockquote button center details div dl dt dd figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul")

// stands reports whether an element is a block.
func (e *element) stands() bool {
	return slices.Contains(standing, e.name) || e.name == "a" && buttons.MatchString(e.attributes["class"])
}

// lineBreak stands for <br> until it is known where that stands.
const lineBreak = "\x00"

// bare reports whether an element adds nothing to its words that Markdown has.
func (e *element) bare() bool {
	plain := strings.HasPrefix(instead[e.name], "retirez la balise") && e.attributes["lang"] == "" && callIn(e.attributes["class"]).block == "" && e.attributes["title"] == ""
	for _, c := range e.inside {
		plain = plain && c.name == ""
	}
	return plain && strings.TrimSpace(e.content()) != ""
}

// opening is the line that opens a block in the place of an element, "" for none.
func (e *element) opening() string {
	summary := oneLine(e.find("summary").content())
	switch {
	case e.name == "details" && summary != "":
		return ":::accordeon[" + summary + "]"
	case e.attributes["lang"] != "" && e.stands():
		return ":::lang{" + e.attributes["lang"] + "}"
	case e.stands():
		return callIn(e.attributes["class"]).block
	}
	return ""
}

// signOf are the signs of Markdown that an element's words stand between.
var signOf = map[string]string{"b": "**", "strong": "**", "mark": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*",
	"code": "`", "kbd": "`", "samp": "`", "tt": "`"}

var (
	raised  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
	lowered = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
)

// content writes what stands in an element, which may be nil, as one text.
func (e *element) content() string {
	words := ""
	if e != nil {
		for _, c := range e.inside {
			words += afterSigns(words, c.inline())
		}
	}
	return words
}

// inline writes an element that stands in a text.
func (e *element) inline() string {
	words := e.content()
	sign := signOf[e.name]
	switch e.name {
	case "":
		return strings.ReplaceAll(e.text, "<", `\<`)
	case "br":
		return lineBreak
	case "img":
		return "![" + e.attributes["alt"] + "](" + destinationOf(e.attributes["src"]) + ")"
	case "a":
		if e.attributes["href"] != "" && strings.TrimSpace(words) != "" {
			words = "[" + oneLine(words) + "](" + destinationOf(e.attributes["href"]) + ")"
		}
	case "sup":
		words = raised.Replace(words)
	case "sub":
		words = lowered.Replace(words)
	case "q":
		words = "« " + strings.TrimSpace(words) + " »"
	case "abbr", "acronym":
		if title := e.attributes["title"]; title != "" {
			words = title + " (" + words + ")"
		}
	case "code", "kbd", "samp", "tt":
		words = e.words()
	}
	bare := strings.TrimSpace(words)
	if bare == "" {
		return words
	}
	before, after, _ := strings.Cut(words, bare) // spaces stand outside of signs
	switch code := e.attributes["lang"]; {
	case code != "": // and italics say nothing more
		bare = langOpening + bare + "]{" + code + "}"
	case sign == "**" && strings.HasPrefix(bare, sign): // bold already
	default:
		bare = sign + bare + sign
	}
	return before + bare + after
}

// afterSigns is what follows a text that may end with bold or italic words: Markdown
// reads no such words that end with a sign of punctuation and touch a letter.
func afterSigns(before, after string) string {
	bare := strings.TrimRight(before, "*")
	last, _ := utf8.DecodeLastRuneInString(bare)
	next, _ := utf8.DecodeRuneInString(after)
	if len(bare) < len(before) && !unicode.IsLetter(last) && !unicode.IsDigit(last) && unicode.IsLetter(next) {
		return " " + after
	}
	return after
}

// destinationOf writes an address as a link has it.
func destinationOf(address string) string {
	if strings.ContainsAny(address, " ()") {
		return "<" + address + ">"
	}
	return address
}

// oneLine is a text on one line.
func oneLine(words string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(words, lineBreak, " ")), " ")
}

// paragraph is a text on the lines that it is broken into.
func paragraph(words string) (lines []string) {
	for part := range strings.SplitSeq(strings.Trim(words, lineBreak+" \t\r\n"), lineBreak) {
		lines = append(lines, strings.Join(strings.Fields(part), " ")+`\`)
	}
	last := len(lines) - 1
	if lines[last] = strings.TrimSuffix(lines[last], `\`); last == 0 && lines[0] == "" {
		return nil
	}
	return lines
}

// lines writes what stands in an element, a block after the other.
func lines(inside []*element) (all []string) {
	add := func(block []string) {
		if len(all) > 0 && len(block) > 0 {
			all = append(all, "")
		}
		all = append(all, block...)
	}
	words := ""
	for _, c := range inside {
		if !c.stands() {
			words += afterSigns(words, c.inline())
			continue
		}
		add(paragraph(words))
		words = ""
		add(c.block())
	}
	add(paragraph(words))
	return all
}

// block writes an element that stands alone.
func (e *element) block() (all []string) {
	switch name := e.name; {
	case !e.stands():
		return paragraph(e.inline())
	case len(name) == 2 && name[0] == 'h' && name != "hr":
		if words := oneLine(e.content()); words != "" {
			all = []string{strings.Repeat("#", max(int(name[1]-'0'), 2)) + " " + words}
		}
		return all
	case name == "hr":
		return []string{"---"}
	case name == "pre":
		return append(append([]string{"```"}, strings.Split(strings.Trim(e.words(), "\n"), "\n")...), "```")
	case name == "a", name == "button":
		link := e.inline()
		if name == "button" {
			link = "[" + oneLine(link) + "](…)"
		}
		return inBlock(":::boutons", []string{"- " + link})
	case name == "ul", name == "ol":
		return e.list()
	case name == "li":
		return (&element{name: "ul", inside: []*element{e}}).list()
	case name == "dl":
		return e.terms()
	case name == "table":
		return e.table("")
	case name == "figure":
		return e.figure()
	case name == "details":
		summary := e.find("summary")
		return inBlock(":::accordeon["+oneLine(summary.content())+"]", lines(without(e.inside, summary)))
	case name == "blockquote":
		return e.quotation(e.find("cite", "footer", "figcaption"))
	}
	all = lines(e.inside)
	if c := callIn(e.attributes["class"]); c.block != "" && len(all) > 0 {
		title := ""
		if bare := strings.TrimLeft(all[0], "#"); len(bare) < len(all[0]) {
			title, all = strings.TrimSpace(bare), all[min(2, len(all)):] // and the empty line after it
		}
		all = inBlock(c.opening(title), all)
	}
	if code := e.attributes["lang"]; code != "" {
		all = inBlock(":::lang{"+code+"}", all)
	}
	return all
}

// words are all texts of an element, which may be nil, as they stand.
func (e *element) words() string {
	if e == nil {
		return ""
	}
	all := e.text
	for _, c := range e.inside {
		all += c.words()
	}
	return all
}

// find is the first element of some names that stands in one, at any depth, or nil.
func (e *element) find(names ...string) *element {
	for _, c := range e.inside {
		if slices.Contains(names, c.name) {
			return c
		}
		if found := c.find(names...); found != nil {
			return found
		}
	}
	return nil
}

// without are some elements but one, wherever it stands in them.
func without(inside []*element, left *element) (kept []*element) {
	for _, c := range inside {
		if c == left {
			continue
		}
		if c.inside != nil && left != nil {
			copied := *c
			copied.inside = without(c.inside, left)
			c = &copied
		}
		kept = append(kept, c)
	}
	return kept
}

// inBlock writes lines into a block of the DSFR, which takes more colons than those
// that it holds.
func inBlock(opening string, all []string) []string {
	colons := ":::"
	for _, line := range all {
		if signs := line[:len(line)-len(strings.TrimLeft(line, ":"))]; len(signs) >= len(colons) {
			colons = signs + ":"
		}
	}
	return append(append([]string{colons + strings.TrimLeft(opening, ":")}, all...), colons)
}

// list writes the items of a list, those that are links to press as buttons.
func (e *element) list() (all []string) {
	pressed := false
	for _, item := range e.inside {
		if item.name != "li" {
			continue
		}
		mark := "- "
		if e.name == "ol" {
			mark = strconv.Itoa(len(all)+1) + ". "
		}
		if a := item.find("a"); a != nil && a.stands() {
			pressed = true
			all = append(all, mark+a.inline())
			continue
		}
		for i, line := range slices.DeleteFunc(lines(item.inside), func(line string) bool { return line == "" }) {
			if i > 0 {
				line = strings.Repeat(" ", len(mark)) + line
			} else {
				line = mark + line
			}
			all = append(all, line)
		}
	}
	if pressed {
		return inBlock(":::boutons", all)
	}
	return all
}

// terms writes terms with what they mean.
func (e *element) terms() (all []string) {
	for _, c := range e.inside {
		switch words := oneLine(c.content()); {
		case c.name == "dt" && words != "":
			if len(all) > 0 {
				all = append(all, "")
			}
			all = append(all, "**"+words+"** :")
		case c.name == "dd" && len(all) > 0:
			all[len(all)-1] += " " + words
		}
	}
	return all
}

// quotation writes the words of somebody, who is named in an element that may be nil.
func (e *element) quotation(by *element) []string {
	opening := ":::citation"
	if name := oneLine(by.words()); name != "" {
		opening += `{auteur="` + strings.ReplaceAll(name, `"`, "”") + `"}`
	}
	return inBlock(opening, lines(without(e.inside, by)))
}

// figure writes an image, a table or a quotation with what stands under it.
func (e *element) figure() []string {
	caption := e.find("figcaption")
	if table := e.find("table"); table != nil {
		return table.table(oneLine(caption.content()))
	}
	if quote := e.find("blockquote"); quote != nil {
		return quote.quotation(caption)
	}
	image := e.find("img")
	if image == nil {
		return lines(e.inside)
	}
	written := image.inline()
	if text := oneLine(caption.words()); text != "" {
		written = strings.TrimSuffix(written, ")") + ` "` + strings.ReplaceAll(text, `"`, "”") + `")`
	}
	return []string{written}
}

// table writes a table under its title, "" for that which it has itself.
func (e *element) table(title string) (all []string) {
	if title == "" {
		title = oneLine(e.find("caption").content())
	}
	if title != "" {
		all = append(all, "Tableau : "+title)
	}
	width, first := 0, true
	var rows func(*element)
	rows = func(e *element) {
		for _, row := range e.inside {
			if row.name != "tr" {
				rows(row)
				continue
			}
			var texts []string
			for _, cell := range row.inside {
				if cell.name == "td" || cell.name == "th" {
					var parts []string
					for _, line := range lines(cell.inside) {
						if line != "" {
							parts = append(parts, strings.ReplaceAll(strings.TrimSuffix(line, `\`), "|", `\|`))
						}
					}
					texts = append(texts, strings.Join(parts, "<br>"))
				}
			}
			for len(texts) < width {
				texts = append(texts, "")
			}
			if len(texts) == 0 {
				continue
			}
			width = max(width, len(texts))
			all = append(all, tableRow(texts))
			if first {
				all, first = append(all, "|"+strings.Repeat(" --- |", width)), false
			}
		}
	}
	rows(e)
	return all
}

// tableRow writes a row of a table.
func tableRow(cells []string) string {
	return strings.TrimRight("| "+strings.Join(cells, " | "), " ") + " |"
}

// maxShown is how many lines of Markdown a hint shows, and maxLine how many characters
// of each.
const (
	maxShown = 8
	maxLine  = 300
)

// insteadOf tells to type lines of Markdown.
func insteadOf(all []string) string {
	if len(all) == 1 {
		return "écrivez « " + french.Cut(all[0], maxLine) + " »"
	}
	var shown []string
	for i, line := range all {
		switch {
		case i == maxShown:
			shown = append(shown, "ainsi de suite")
		case i > maxShown:
		case line == "":
			shown = append(shown, "une ligne vide")
		default:
			shown = append(shown, "« "+french.Cut(line, maxLine)+" »")
		}
	}
	return "écrivez, une ligne après l'autre : " + strings.Join(shown, ", ")
}
