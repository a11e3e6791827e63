package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
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

// parseYAML reads one YAML mapping. Lines are counted from firstLine, the line
// of the file on which data begins. Whatever is refused is added to p; ok is
// false when there is nothing to decode.
func parseYAML(data []byte, file string, firstLine int, p *diag.List) (root node, ok bool) {
	for _, r := range "\u0085\u2028\u2029" { // which YAML takes for line ends, and no editor counts
		if at := bytes.IndexRune(data, r); at >= 0 {
			l, c := Position(data, at)
			invisible(diag.Pos{File: file, Line: firstLine - 1 + l, Col: c}, r, p)
			return node{}, false
		}
	}
	y := yamlReader{file: file, shift: firstLine - 1, data: data, problems: p}
	doc, err := y.decode(data)
	if err != nil {
		y.syntaxError(err, data)
		return node{}, false
	}
	if doc == nil {
		return node{kind: mapping, at: At{uint32(firstLine), 1}}, true
	}
	if root, ok = y.convert(doc.Content[0], 1); !ok {
		return node{}, false
	}
	if root.kind == scalar && root.null { // whose place may be after the last line
		return node{kind: mapping, at: At{uint32(firstLine), 1}}, true
	}
	if root.kind != mapping {
		hint := "écrivez par exemple « titre: … »"
		if m := stuckColon.FindStringSubmatch(root.text); m != nil {
			hint = "mettez une espace après le deux-points : « " + m[1] + ": … »"
		}
		p.Erreur(root.at.In(file), "yaml-forme", hint,
			"on attend des lignes « clé: valeur », pas %s", root.kind)
		return node{}, false
	}
	return root, true
}

type yamlReader struct {
	file     string
	shift    int
	data     []byte
	problems *diag.List
}

// decode returns the only document of data, or nil when it holds none.
func (y *yamlReader) decode(data []byte) (doc *yaml.Node, err error) {
	defer func() { // the library has panicked on malformed input before
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("yaml: line 1: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	doc = new(yaml.Node)
	if err := dec.Decode(doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, err
	}
	var second yaml.Node
	switch err := dec.Decode(&second); {
	case err == nil:
		y.problems.Erreur(y.at(&second).In(y.file), "yaml-documents", "retirez la ligne « --- » ou « ... » qui précède",
			"une seconde partie commence ici : une seule est permise")
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return doc, nil
}

func (y *yamlReader) at(n *yaml.Node) At {
	return At{uint32(max(n.Line, 1) + y.shift), uint32(max(n.Column, 1))}
}

func (y *yamlReader) refuse(n *yaml.Node, code, hint, format string, args ...any) {
	y.problems.Erreur(y.at(n).In(y.file), code, hint, format, args...)
}

// convert turns a library node into ours. It reports false after a problem
// that makes the value meaningless.
func (y *yamlReader) convert(n *yaml.Node, depth int) (node, bool) {
	out := node{at: y.at(n)}
	switch {
	case depth > maxYAMLDepth:
		y.refuse(n, "yaml-profondeur", "retirez les crochets, les accolades ou les retraits de trop", "ces valeurs sont emboîtées sur plus de %d niveaux", maxYAMLDepth)
		return out, false
	case n.Kind == yaml.AliasNode:
		y.refuse(n, "yaml-alias", "recopiez la valeur", "« *%s » ne peut pas rappeler une autre valeur", n.Value)
		return out, false
	case n.Anchor != "":
		y.refuse(n, "yaml-ancre", fmt.Sprintf("retirez « &%s », ou mettez la valeur entre guillemets", n.Anchor),
			"une valeur ne peut pas être nommée par « &%s »", n.Anchor)
		return out, false
	case n.Style&yaml.TaggedStyle != 0:
		y.refuse(n, "yaml-etiquette", fmt.Sprintf("retirez « %s », ou mettez la valeur entre guillemets", n.Tag), "« %s » ne peut pas précéder une valeur", n.Tag)
		return out, false
	}
	switch n.Kind {
	case yaml.MappingNode:
		out.kind = mapping
		return out, y.convertMapping(n, &out, depth)
	case yaml.SequenceNode:
		out.kind = sequence
		out.items = make([]node, 0, len(n.Content))
		good := true
		for _, c := range n.Content {
			item, ok := y.convert(c, depth+1)
			good = good && ok
			out.items = append(out.items, item)
		}
		return out, good
	default:
		out.text = n.Value
		out.null = n.Tag == "!!null" || n.Value == ""
		return out, y.whole(n)
	}
}

// whole reports whether a text is all that its line says: « Plan #1 » is « Plan » and
// a comment, which nobody meant.
func (y *yamlReader) whole(n *yaml.Node) bool {
	if n.LineComment == "" || n.Style != 0 || n.Value == "" || strings.HasPrefix(n.LineComment, "# ") || n.LineComment == "#" {
		return true
	}
	pos := y.at(n).In(y.file)
	if at := bytes.Index(lineOf(y.data, n.Line), []byte(" "+n.LineComment)); at >= 0 {
		pos.Col = 2 + utf8.RuneCount(lineOf(y.data, n.Line)[:at])
	}
	y.problems.Erreur(pos, "yaml-commentaire", "mettez la valeur entre guillemets, ou, si c'est un commentaire, une espace après « # »",
		"ce qui suit « # » ne serait pas publié : « %s »", n.LineComment)
	return false
}

func (y *yamlReader) convertMapping(n *yaml.Node, out *node, depth int) bool {
	good := true
	out.fields = make([]field, 0, len(n.Content)/2)
	if len(n.Content) > 100 { // looking through all of them each time would take too long
		out.places = make(map[string]int, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			y.refuse(k, "yaml-cle", "écrivez « clé: valeur »", "une clé doit être un mot")
			good = false
			continue
		}
		if k.Tag == "!!merge" {
			y.refuse(k, "yaml-fusion", "recopiez les clés", "« << » ne peut pas recopier d'autres clés")
			good = false
			continue
		}
		value, ok := y.convert(v, depth+1)
		good = good && ok
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
	return good
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
var signAlone = regexp.MustCompile(`^\s*(?:- )?[\pL_]+:\s+([-?])\s*(?:#.*)?$`)

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

// mistaken reports a mistake near a line that the library speaks of, if it finds one.
func (y *yamlReader) mistaken(data []byte, line int, words string) bool {
	text := lineOf(data, line)
	if !says(words, vague) || afterCurly.Match(text) ||
		strings.Contains(words, "found a tab") && bytes.IndexByte(text, '\t') >= 0 {
		return false
	}
	m := findMistake(data, line, y.shift, words)
	if m != nil {
		y.problems.Erreur(diag.Pos{File: y.file, Line: m.line + y.shift, Col: m.column(lineOf(data, m.line))}, "yaml-syntaxe", m.hint, "%s", m.message)
	}
	return m != nil
}

func (y *yamlReader) syntaxError(err error, data []byte) {
	line, words := 1, err.Error()
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
	if y.mistaken(data, line, words) {
		return
	}
	text := lineOf(data, line)
	switch {
	case strings.Contains(words, "cannot start any token") && tabbed.Match(text):
		words = "found a tab character"
	case signAlone.Match(text):
		words = "a sign alone"
	case strings.Contains(words, "did not find expected key") && afterQuote.Match(text):
		words = "after a quote"
	case strings.Contains(words, "mapping values are not allowed") && afterCurly.Match(text):
		words = "curly quotes"
	}
	w := yamlWord{message: "cette ligne ne se lit pas", hint: "vérifiez les deux-points, les guillemets et l'alignement"}
	if i := slices.IndexFunc(yamlWords, func(w yamlWord) bool { return says(words, w.has) }); i >= 0 {
		w = yamlWords[i]
	}
	y.problems.Erreur(diag.Pos{File: y.file, Line: line + y.shift, Col: w.column(text)}, "yaml-syntaxe", w.hint, "%s", w.message)
}

// column is the column of a line, counted from 1, that the library speaks of.
func (w *yamlWord) column(line []byte) int {
	at := len(line) - len(bytes.TrimLeft(line, " \t"))
	if w.at != nil {
		if m := w.at.FindSubmatchIndex(line); m != nil {
			at = m[2]
		}
	}
	return 1 + utf8.RuneCount(line[:at])
}
