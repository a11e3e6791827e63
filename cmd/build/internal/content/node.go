package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// Limits on what an editor writes, each named in the message that refuses it.
const (
	MaxFile       = 1 << 20  // bytes of a page or of site.yaml
	MaxWhole      = 16 << 20 // bytes of a file that is published as it is; see ReadWhole
	maxYAMLDepth  = 20
	maxReread     = 16 << 20 // bytes of front matter that are read again, so that its mistakes are all said
	maxBlockDepth = 100
	maxLinks      = 10_000
	maxBrackets   = 1_000
	maxCells      = 100_000
)

// An At is a place in a document: line and column from 1, the column in
// characters. The zero value is nowhere.
type At struct{ Line, Col uint32 }

// In returns the place as a position in file.
func (a At) In(file string) diag.Pos {
	return diag.Pos{File: file, Line: int(a.Line), Col: int(a.Col)}
}

// A kind is what a YAML node is.
type kind uint8

const (
	scalar kind = iota
	mapping
	sequence
)

func (k kind) String() string {
	return [...]string{"un texte", "un groupe de clés", "une liste"}[k]
}

// A node is a YAML value with its place. Anchors, aliases, tags and merge keys
// never get here: parseYAML refuses them.
type node struct {
	kind   kind
	null   bool // a scalar that is empty, ~ or null
	beside bool // a scalar whose line goes on with « # » and a text
	lost   bool // what is written cannot be read, which is said; of a mapping, that some keys cannot
	at     At
	text   string // of a scalar
	fields []field
	places map[string]int // of the fields, by their keys, when they are many
	items  []node
}

type field struct {
	key   string
	at    At
	value node
}

// parseYAML reads one YAML mapping, whose keys are those of the type of, nil where
// nobody knows. Lines are counted from firstLine, the line of the file on which data
// begins. Whatever is refused is added to p, and is lost in the result; the rest is read
// all the same.
func parseYAML(data []byte, file string, firstLine int, of reflect.Type, p *diag.List) node {
	y := yamlReader{file: file, shift: firstLine - 1, typed: data, data: data, of: of, disturbed: map[int]bool{}, problems: p}
	y.hardSpaces()
	y.layOut()
	y.marked = bytes.Contains(data, []byte(" ! "))
	for _, end := range lineEnds {
		if bytes.ContainsRune(data, end) {
			y.join()
			break
		}
	}
	empty := node{kind: mapping, at: At{uint32(firstLine), 1}}
	doc, ok := y.read()
	if !ok {
		empty.lost = true
		return empty
	}
	empty.lost = y.keys
	if doc == nil {
		return empty
	}
	switch root := y.convert(doc.Content[0], 1); {
	case root.kind == scalar && root.null && !root.lost: // whose place may be after the last line
		return empty
	case root.kind == mapping:
		return root
	case !root.lost:
		hint := "écrivez par exemple « titre: … »"
		if m := stuckColon.FindStringSubmatch(root.text); m != nil {
			hint = "mettez une espace après le deux-points : « " + m[1] + ": … »"
		}
		p.Erreur(root.at.In(file), "yaml-forme", hint,
			"on attend des lignes « clé: valeur », pas %s", root.kind)
	}
	empty.lost = true
	return empty
}

type yamlReader struct {
	file      string
	shift     int
	typed     []byte       // what is read, as it stands in the file
	data      []byte       // the same, as far as its mistakes are mended or put aside
	of        reflect.Type // what it is decoded into
	disturbed map[int]bool // lines of data that hold characters which no text needs
	lost      map[int]bool // lines of data whose value is put aside
	moved     map[int]int  // lines of data that stand further to the right than they were typed, and how far
	keys      bool         // there may be keys among what is put aside
	marked    bool         // there are exclamation marks that stand alone
	deep      bool         // the value that is being read is nested too deep
	problems  *diag.List
	lines     [][]byte // of data, once somebody asks
}

// lineEnds are what YAML takes for line ends, and no editor counts.
const lineEnds = "\u0085\u2028\u2029"

// join makes spaces of lineEnds, and says where the first stands.
func (y *yamlReader) join() {
	line := 1
	y.data = bytes.Map(func(r rune) rune {
		switch {
		case r == '\n':
			line++
		case strings.ContainsRune(lineEnds, r):
			if len(y.disturbed) == 0 {
				l, c := Position(y.data, bytes.IndexAny(y.data, lineEnds))
				invisible(diag.Pos{File: y.file, Line: y.shift + l, Col: c}, r, y.problems)
			}
			y.disturbed[line] = true
			return ' '
		}
		return r
	}, y.data)
}

// read returns the document of the data, or nil when it holds none. Each mistake of
// syntax is said, and what it makes unreadable is put aside. ok is false when nothing
// can be read.
func (y *yamlReader) read() (doc *yaml.Node, ok bool) {
	for budget := maxReread; budget > 0; budget -= len(y.data) + 1<<10 {
		doc, second, err := decode(y.data)
		if err == nil {
			if second == nil {
				return doc, true
			}
			y.refuse(second, "yaml-documents", "retirez la ligne « --- » ou « ... » qui précède", "une seconde partie commence ici : une seule est permise")
			y.keys = true
			return doc, true
		}
		m, _ := explain(err, y.data, y.shift)
		y.repair(err, m, &budget)
		code := "yaml-syntaxe"
		if m.code != "" {
			code = m.code
		}
		y.problems.Erreur(diag.Pos{File: y.file, Line: m.line + y.shift, Col: m.column(lineOf(y.data, m.line))}, code, m.hint, "%s", m.message)
		if m.right != nil && !m.guess {
			y.problems.Guess(string(lineOf(y.typed, m.line)), string(m.right))
		}
		if !y.putAside(err, m, &budget) {
			return nil, false
		}
	}
	return nil, false
}

// decode returns the first document of data and the second one, nil where it holds none.
func decode(data []byte) (doc, second *yaml.Node, err error) {
	defer func() { // the library has panicked on malformed input before
		if r := recover(); r != nil {
			doc, second, err = nil, nil, fmt.Errorf("yaml: line 1: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var all [2]*yaml.Node
	for i := range all {
		n := new(yaml.Node)
		if err := dec.Decode(n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, nil, err
		}
		all[i] = n
	}
	return all[0], all[1], nil
}

func (y *yamlReader) at(n *yaml.Node) At {
	return At{uint32(max(n.Line, 1) + y.shift), uint32(max(n.Column-y.moved[n.Line], 1))}
}

func (y *yamlReader) refuse(n *yaml.Node, code, hint, format string, args ...any) {
	y.problems.Erreur(y.at(n).In(y.file), code, hint, format, args...)
}

// convert turns a library node into ours. A value that a problem makes meaningless is
// lost.
func (y *yamlReader) convert(n *yaml.Node, depth int) node {
	out := node{at: y.at(n), lost: true}
	switch {
	case n.Tag == "!!null" && y.lost[n.Line], n.Kind == yaml.ScalarNode && y.disturbed[n.Line]:
		return out
	case depth > maxYAMLDepth:
		y.deep = true
		y.refuse(n, "yaml-profondeur", "retirez les crochets, les accolades ou les retraits de trop", "ces valeurs sont emboîtées sur plus de %d niveaux", maxYAMLDepth)
		return out
	case n.Kind == yaml.AliasNode:
		y.refuse(n, "yaml-alias", "recopiez la valeur", "« *%s » ne peut pas rappeler une autre valeur", n.Value)
		return out
	case n.Anchor != "":
		y.refuse(n, "yaml-ancre", fmt.Sprintf("retirez « &%s »", n.Anchor), "une valeur ne peut pas être nommée par « &%s »", n.Anchor)
		y.quote(n.Line, fmt.Sprintf(", ou retirez « &%s »", n.Anchor))
		return out
	case n.Style&yaml.TaggedStyle != 0, y.tagged(n):
		tag := n.Tag
		if n.Style == 0 {
			tag = "!"
		}
		y.refuse(n, "yaml-etiquette", fmt.Sprintf("retirez « %s »", tag), "« %s » ne peut pas précéder une valeur", tag)
		or := fmt.Sprintf(", ou retirez « %s »", tag)
		if pictured.MatchString(tag) {
			or = ""
		}
		y.quote(n.Line, or)
		return out
	}
	out.lost = false
	switch n.Kind {
	case yaml.MappingNode:
		out.kind = mapping
		y.convertMapping(n, &out, depth)
		out.lost = out.lost || y.keys
	case yaml.SequenceNode:
		out.kind = sequence
		out.items = make([]node, 0, len(n.Content))
		for _, c := range n.Content {
			if c.Tag == "!!null" && hiddenItem.Match(y.line(c.Line)) {
				y.hidden(c.Line)
				out.items = append(out.items, node{at: y.at(c), lost: true})
				continue
			}
			out.items = append(out.items, y.convert(c, depth+1))
		}
	default:
		out.text = n.Value
		out.null = n.Tag == "!!null" || n.Value == ""
		out.text = y.oneLine(n)
		out.lost = !y.whole(n)
		out.beside = n.Style == 0 && n.LineComment != "" && bytes.Contains(y.line(n.Line), []byte(n.Value+" #"))
	}
	return out
}

// whole reports whether a text is all that its line says: « Plan #1 » is « Plan » and
// a comment, which nobody meant.
func (y *yamlReader) whole(n *yaml.Node) bool {
	if n.LineComment == "" || n.Style != 0 || n.Value == "" || strings.HasPrefix(n.LineComment, "# ") || n.LineComment == "#" {
		return true
	}
	y.hidden(n.Line)
	return false
}

// hiddenItem matches an item of a list that is all taken for a comment.
var hiddenItem = regexp.MustCompile(`^\s*-\s+#[^\s#]`)

// commented matches what YAML takes for a comment, though nobody meant one.
var commented = regexp.MustCompile(`\s(#\S.*?|# [^\s#].*?)\s*$`)

// hidden reports what YAML takes for a comment in a line.
func (y *yamlReader) hidden(n int) {
	line := y.line(n)
	at := commented.FindSubmatchIndex(line)
	if at == nil {
		return
	}
	if len(bytes.Trim(line[at[2]:at[3]], "#")) == 0 {
		y.problems.Erreur(diag.Pos{File: y.file, Line: n + y.shift, Col: 1 + utf8.RuneCount(line[:at[2]])}, "yaml-commentaire",
			"écrivez la valeur : un tableur montre « #### » quand sa colonne est trop étroite", "« %s » n'est pas une valeur", line[at[2]:at[3]])
		return
	}
	y.problems.Erreur(diag.Pos{File: y.file, Line: n + y.shift, Col: 1 + utf8.RuneCount(line[:at[2]])}, "yaml-commentaire",
		"mettez la valeur entre guillemets", "ce qui suit « # » ne serait pas publié : « %s »", line[at[2]:at[3]])
	y.quote(n, ", ou, si c'est un commentaire, mettez-le seul sur une ligne")
}

// tagged reports whether a value follows an exclamation mark, which tells nothing.
func (y *yamlReader) tagged(n *yaml.Node) bool {
	if !y.marked || n.Kind != yaml.ScalarNode || n.Style != 0 {
		return false
	}
	line := []rune(string(y.line(n.Line)))
	return n.Column <= len(line) && line[n.Column-1] == '!'
}

// shortest is how many letters a line has at least that was broken because it was long.
const shortest = 50

// oneLine returns a text without a line that has lost its key, which it reports: YAML
// joins to a text without quotes the lines below that stand further in, which is right
// for a long text that was broken.
func (y *yamlReader) oneLine(n *yaml.Node) string {
	if n.Style != 0 || !strings.Contains(n.Value, " ") {
		return n.Value
	}
	line := y.line(n.Line)
	first := min(max(n.Line, 1), len(y.lines))
	if bytes.Contains(line, []byte(n.Value)) || len(line)-len(bytes.TrimLeft(line, " ")) == n.Column-1 { // a text that begins below its key goes on there
		return n.Value
	}
	for i := first; i < len(y.lines); i++ {
		above, below := bytes.TrimSpace(y.lines[i-1]), bytes.TrimSpace(y.lines[i])
		if len(below) == 0 || len(above) == 0 || !strings.Contains(n.Value, string(below)) {
			return n.Value
		}
		if utf8.RuneCount(above) < shortest || bytes.ContainsAny(above[len(above)-1:], ".!?") {
			if m := y.orphan(y.lines, i+1); m != nil && m.line == i+1 {
				y.problems.Erreur(diag.Pos{File: y.file, Line: m.line + y.shift, Col: m.column(y.lines[i])}, "yaml-liste", m.hint, "%s", m.message)
				if !m.guess {
					y.problems.Guess(string(lineOf(y.typed, m.line)), string(m.right))
				}
				y.keys = true
				return strings.TrimSpace(n.Value[:strings.Index(n.Value, string(below))])
			}
			pos := diag.Pos{File: y.file, Line: i + 1 + y.shift, Col: 1 + utf8.RuneCount(y.lines[i][:bytes.Index(y.lines[i], below)])}
			y.problems.Erreur(pos, "yaml-suite", y.withKey(y.lines, i+1),
				"cette ligne sans clé s'ajouterait à la valeur qui la précède : « %s »", below)
			return strings.TrimSpace(n.Value[:strings.Index(n.Value, string(below))])
		}
	}
	return n.Value
}

// line is a line of the data, which is read without mistakes of syntax.
func (y *yamlReader) line(n int) []byte {
	if y.lines == nil {
		y.lines = bytes.Split(y.data, []byte("\n"))
	}
	return y.lines[min(max(n, 1), len(y.lines))-1]
}

func (y *yamlReader) convertMapping(n *yaml.Node, out *node, depth int) {
	out.fields = make([]field, 0, len(n.Content)/2)
	if len(n.Content) > 100 { // looking through all of them each time would take too long
		out.places = make(map[string]int, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			y.refuse(k, "yaml-cle", "chaque ligne est de la forme « clé: valeur »", "une clé doit être un mot")
			out.lost = true
			continue
		}
		if k.Tag == "!!merge" {
			y.refuse(k, "yaml-fusion", "recopiez les clés", "« << » ne peut pas recopier d'autres clés")
			out.lost = true
			continue
		}
		value := y.convert(v, depth+1)
		if v.Tag == "!!null" && strings.HasPrefix(k.LineComment, "#") && !strings.HasPrefix(k.LineComment, "# ") && len(k.LineComment) > 1 {
			y.hidden(k.Line)
			value.lost = true
		}
		if y.deep && depth == 1 { // nothing of it has a meaning
			value, y.deep = node{at: value.at, lost: true}, false
		}
		if first := out.field(k.Value); first != nil {
			y.refuse(k, "cle-en-double", fmt.Sprintf("gardez une seule des deux : la première est à la ligne %d", first.at.Line),
				"la clé « %s » est écrite deux fois", k.Value)
			continue // the first stands: what else is wrong is said too
		}
		if out.places != nil {
			out.places[k.Value] = len(out.fields)
		}
		out.fields = append(out.fields, field{key: k.Value, at: y.at(k), value: value})
	}
}

// inQuotes is a text between quotes that YAML reads as it is.
func inQuotes(text string) string {
	if strings.ContainsAny(text, "\"\\") && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// textAt is the text at a path of keys, "" for none.
func (n *node) textAt(path ...string) string {
	for _, key := range path {
		f := n.field(key)
		if f == nil {
			return ""
		}
		n = &f.value
	}
	return n.text
}

// InYAML is a text as it is written behind a key, or, flow, in a list [ … ] or a group
// { … }: between quotes where it would be read as something else without them.
func InYAML(text string, flow bool) string {
	var read struct {
		Key   string
		List  []string
		Group map[string]string
	}
	data := "key: " + text
	if flow {
		data = "list: [" + text + "]\ngroup: {a: " + text + "}"
	}
	err := yaml.Unmarshal([]byte(data), &read)
	if err == nil && (!flow && read.Key == text || flow && len(read.List) == 1 && read.List[0] == text && len(read.Group) == 1 && read.Group["a"] == text) {
		return text
	}
	return inQuotes(text)
}

// Value reads a YAML value as JSON has it: keys and dates are texts.
func Value(text string) (v any, err error) {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		return nil, err
	}
	plain(&n)
	err = n.Decode(&v)
	return v, err
}

// plain makes texts of the keys and of the dates of a value.
func plain(n *yaml.Node) {
	for i, c := range n.Content {
		if plain(c); c.Tag == "!!timestamp" || n.Kind == yaml.MappingNode && i%2 == 0 {
			c.Tag = "!!str"
		}
	}
}

// empty reports whether nothing is written in n: its key counts as absent.
func (n *node) empty() bool {
	if n.lost {
		return false
	}
	switch n.kind {
	case scalar:
		return n.null || strings.TrimSpace(n.text) == ""
	case sequence:
		return len(n.items) == 0
	}
	return len(n.fields) == 0
}

// field returns the field of that key, or nil.
func (n *node) field(key string) *field {
	if n.places != nil {
		if i, ok := n.places[key]; ok {
			return &n.fields[i]
		}
		return nil
	}
	for i := range n.fields {
		if n.fields[i].key == key {
			return &n.fields[i]
		}
	}
	return nil
}

var (
	tabbed     = regexp.MustCompile(`^ *\t`)
	afterQuote = regexp.MustCompile(`[:\-]\s+(?:'[^']*'|"[^"]*")\s*([^\s,}\]#])`)
	afterCurly = regexp.MustCompile(`[:\-]\s+(“)`)
	opener     = regexp.MustCompile(`.*(?:^|[:\-,\[{\s])(["'\[{])`)
	opensGroup = regexp.MustCompile(`[\[{][^\]}]*$`)
	backslash  = regexp.MustCompile(`(\\)`)
	opensQuote = regexp.MustCompile(`^(?:[^"']*[:,\[{-])?\s*(?:'[^']*|"[^"]*)$`)
)

// lineOf returns a line of data, counted from 1, without its end.
func lineOf(data []byte, line int) []byte {
	lines := bytes.Split(data, []byte("\n"))
	return lines[min(max(line, 1), len(lines))-1]
}

// openQuote returns the last line up to one that opens a quote and does not
// close it, that one when there is none.
func openQuote(data []byte, line int) int {
	for n := min(line, 1+bytes.Count(data, []byte("\n"))); n > 0; n-- {
		if opensQuote.Match(lineOf(data, n)) {
			return n
		}
	}
	return line
}

// signAlone matches a key whose value is a sign that says that there is none.
var signAlone = regexp.MustCompile(`^\s*(?:- )?` + aKey + `:\s+([-?])\s*(?:#.*)?$`)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// A yamlWord translates what the library says into what to do about it, and finds
// where in the line that is.
type yamlWord struct {
	has           string         // words of the library; alternatives are cut by a bar
	at            *regexp.Regexp // its group is the place; nil for where the line begins
	message, hint string
}

var yamlWords = []yamlWord{
	{"mapping values are not allowed", regexp.MustCompile(`.*(:)(?:\s|$)`), "deux-points dans une valeur sans guillemets", "mettez la valeur entre guillemets : clé: \"a : b\""},
	{"cannot start any token", regexp.MustCompile("(?:^|[:\\-,\\[{])\\s*([@%`])"), "caractère qui ne peut pas commencer une valeur", "mettez la valeur entre guillemets, et des espaces (pas de tabulation) en début de ligne"},
	{"found a tab character", regexp.MustCompile(`(\t)`), "tabulation en début de ligne", "remplacez la tabulation par des espaces"},
	{"curly quotes", afterCurly, "des guillemets courbes n'entourent pas une valeur", "tapez des guillemets droits : clé: \"a : b\""},
	{"a sign alone", signAlone, "un tiret ou un point d'interrogation n'est pas une valeur", "retirez la clé : ce qui n'est pas connu est laissé de côté"},
	{"after a quote", afterQuote, "du texte suit un guillemet fermant", "si la valeur contient une apostrophe ou un guillemet, encadrez-la de l'autre sorte de guillemets : \"l'eau\""},
	{"did not find expected key", nil, "ligne mal alignée ou clé sans deux-points", "alignez les clés d'un même groupe, et écrivez « clé: valeur »"},
	{"could not find expected ':'", nil, "il manque un deux-points après la clé", "écrivez « clé: valeur »"},
	{"did not find expected '-'", nil, "ligne mal alignée dans une liste", "alignez les tirets de la liste"},
	{"did not find expected ',' or", regexp.MustCompile(`.*([\[{])`), "crochet ou accolade non fermé", "fermez la liste [ … ] ou le groupe { … }"},
	{"found unexpected end of stream", opener, "guillemet non fermé", "fermez le guillemet ouvert"},
	{"unexpected end of stream", opener, "guillemet, crochet ou accolade non fermé", "fermez ce qui est ouvert"},
	{"unknown escape", backslash, "barre oblique inverse inconnue entre guillemets doubles", "doublez-la (\\\\) ou prenez des guillemets simples"},
	{"control characters are not allowed", nil, "caractère de contrôle interdit", "effacez-le et tapez de nouveau le texte"},
	{"unknown anchor", regexp.MustCompile(`(\*)`), "une valeur ne commence pas par un astérisque", "mettez la valeur entre guillemets"},
	{"alphabetic or numeric", regexp.MustCompile(`([*&])`), "une valeur ne commence ni par un astérisque ni par une esperluette", "mettez la valeur entre guillemets"},
	{"comment or line break", regexp.MustCompile(`([>|])`), "du texte suit un « > » ou un « | »", "mettez la valeur entre guillemets"},
	{"block sequence entries", regexp.MustCompile(`:\s+(-)`), "une liste ne commence pas sur la ligne de sa clé", "mettez chaque élément à la ligne, précédé d'un tiret"},
	{"expected node content", regexp.MustCompile(`.*([,\[{:])`), "il manque une valeur", "retirez la virgule de trop, ou mettez la valeur entre guillemets"},
	{"<document start>", nil, "une seconde partie commence ici : une seule est permise", "retirez la ligne « ... » qui précède"},
	{"duplicate", nil, "clé écrite deux fois", "gardez-en une seule"},
	{"mapping keys are not allowed", regexp.MustCompile(`[:\-]\s+(\?)`), "une valeur ne commence pas par un point d'interrogation et une espace", "mettez la valeur entre guillemets"},
	{"hexdecimal number|character escape code|low surrogate", backslash, "code de caractère mal écrit entre guillemets doubles", "doublez la barre oblique inverse (\\\\) ou prenez des guillemets simples"},
	{"document indicator", nil, "une ligne « --- » ou « ... » coupe un texte entre guillemets", "fermez le guillemet avant elle"},
	{"indentation indicator", nil, "un retrait de 0 suit un « > » ou un « | »", "mettez la valeur entre guillemets"},
	{"max depth", nil, "ces valeurs sont emboîtées trop profondément", "retirez les crochets, les accolades ou les retraits de trop"},
	{"directive|version number|digit or '.'|incompatible YAML|non-alphabetical", nil, "une ligne ne commence pas par « % »", "mettez la valeur entre guillemets"},
	{"tag|URI escaped|expected '!'|expected '>'|expected whitespace", regexp.MustCompile(`(!)`), "une valeur ne commence pas par un point d'exclamation", "mettez la valeur entre guillemets"},
	{"invalid leading UTF-8", nil, "le texte n'est pas en UTF-8", "enregistrez le fichier en UTF-8"},
}

// says reports whether the words of the library have one of some alternatives.
func says(words, alternatives string) bool {
	for has := range strings.SplitSeq(alternatives, "|") {
		if strings.Contains(words, has) {
			return true
		}
	}
	return false
}

// lateLine matches what the library's parser, unlike its scanner, says with the
// number of the line before.
var lateLine = regexp.MustCompile(`^did not find expected (key|'-'|',' or|node content|<)`)

// vague are words of the library for which a mistake is looked for near the line.
const vague = "mapping values|did not find expected|could not find expected|cannot start any token|found a tab"

// mistaken looks for a mistake near a line that the library speaks of.
func mistaken(data []byte, line, shift int, words string) *mistake {
	text := lineOf(data, line)
	if !says(words, vague) || afterCurly.Match(text) ||
		strings.Contains(words, "found a tab") && bytes.IndexByte(text, '\t') >= 0 {
		return nil
	}
	return findMistake(data, line, shift, words)
}

// spot is the line, from 1, of which the library speaks in an error, and its words.
func spot(err error, data []byte) (line int, words string) {
	line, words = 1, err.Error()
	if m := yamlLine.FindStringSubmatch(words); m != nil {
		words = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
			if lateLine.MatchString(words) {
				line = min(line+1, 1+bytes.Count(bytes.TrimRight(data, "\n"), []byte("\n")))
			}
		}
	}
	if name, ok := strings.CutPrefix(words, "unknown anchor '"); ok { // said without its line
		name, _, _ = strings.Cut(name, "'")
		line, _ = Position(data, bytes.Index(data, []byte("*"+name)))
	}
	if strings.Contains(words, "unexpected end of stream") { // said of the end of the file
		line = openQuote(data, line)
	}
	return line, words
}

// explain says what the library does not understand. sure is true when that is what
// was looked for near the line that the library speaks of.
func explain(err error, data []byte, shift int) (m *mistake, sure bool) {
	line, words := spot(err, data)
	if m := neverClosed(data, line); m != nil {
		return m, true
	}
	if m := mistaken(data, line, shift, words); m != nil {
		return m, true
	}
	text := lineOf(data, line)
	switch {
	case strings.Contains(words, "cannot start any token") && tabbed.Match(text):
		words = "found a tab character"
	case signAlone.Match(text):
		words = "a sign alone"
	case strings.Contains(words, "expected node content") && opensGroup.Match(text):
		words = "did not find expected ',' or"
	case strings.Contains(words, "did not find expected key") && afterQuote.Match(text):
		words = "after a quote"
	case strings.Contains(words, "mapping values are not allowed") && afterCurly.Match(text):
		words = "curly quotes"
	}
	w := yamlWord{message: "cette ligne ne se lit pas", hint: "vérifiez les deux-points, les guillemets et l'alignement"}
	if i := slices.IndexFunc(yamlWords, func(w yamlWord) bool { return says(words, w.has) }); i >= 0 {
		w = yamlWords[i]
	}
	return &mistake{line: line, at: w.offset(text), message: w.message, hint: w.hint}, false
}

// offset is the place in a line that the library speaks of.
func (w *yamlWord) offset(line []byte) int {
	if w.at != nil {
		if m := w.at.FindSubmatchIndex(line); m != nil {
			return m[2]
		}
	}
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
