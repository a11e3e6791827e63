package content

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// A Block is what a DSFR block accepts. Blocks are written as generic
// directives, the syntax of remark-directive:
//
//	:::alerte[Titre]{type=info}
//	texte
//	:::
type Block struct {
	Name       string
	Opening    string // an example of its first line
	Body       string // and of what it holds; "" for one that only stands in another
	Says       string // what it becomes, in a French sentence
	Elsewhere  string // an example of the first line of one that stands on another site
	title      bool   // a title is compulsory
	attributes []string
	required   []string
	bare       string // the attribute that stands in the braces without its name
	parent     string // the block in which it must stand
}

var blocks = []Block{
	{Name: "alerte", attributes: []string{"type"}, Opening: ":::alerte[Titre]{type=info}", Body: "Le service sera fermé le 3 mai.",
		Says: "Une alerte. « type » vaut info, succes, attention ou erreur ; le titre est facultatif."},
	{Name: "encart", Opening: ":::encart[Titre]", Body: "Ce qui est utile à côté du texte.", Says: "Un encadré, mis en avant dans le texte ; le titre est facultatif."},
	{Name: "exergue", Opening: ":::exergue", Body: "Une phrase à retenir.", Says: "Une phrase à retenir, en plus grand."},
	{Name: "citation", attributes: []string{"auteur", "source"}, Opening: `:::citation{auteur="Camille Exemple" source="Bilan fictif"}`, Body: "Ce que cette personne a dit.",
		Says: "Les mots de quelqu'un, avec son nom et d'où ils viennent."},
	{Name: "accordeon", title: true, Opening: ":::accordeon[Titre]", Body: "Ce que l'on voit quand on l'ouvre.",
		Says: "Un texte replié sous son titre ; plusieurs à la suite forment un groupe."},
	{Name: "onglets", Opening: "::::onglets", Body: ":::onglet[Pour les agents]\nUn texte.\n:::\n:::onglet[Pour les usagers]\nUn autre texte.\n:::",
		Says: "Des onglets : chacun est un bloc « onglet » à l'intérieur."},
	{Name: "onglet", title: true, parent: "onglets", Opening: ":::onglet[Titre]", Says: "Un onglet, dans un bloc « onglets »."},
	{Name: "cartes", Opening: ":::cartes", Body: "- [Portail des données](../projets/portail.md)\n- [Formulaire unique](../projets/formulaire.md)",
		Says: "Une liste de liens vers des pages : chacun devient une carte, avec son résumé."},
	{Name: "boutons", Opening: ":::boutons", Body: "- [Lire la méthode](methode.md)", Says: "Une liste de liens : chacun devient un bouton."},
	{Name: "image", attributes: []string{"cote"}, Opening: ":::image[Légende]{cote=droite}", Body: "![Une silhouette de face](portrait.svg)\n\nLe texte que l'image accompagne.",
		Says: "Une image à côté du texte qui la suit ; « cote » vaut droite ou gauche."},
	{Name: "video", title: true, attributes: []string{"fichier", "sous-titres", "adresse", "duree"},
		Opening: ":::video[Titre]{fichier=film.mp4 sous-titres=film.vtt}", Body: "Ce qui est dit et montré.", Says: "Un film ; le texte du bloc en est la transcription, obligatoire.",
		Elsewhere: `:::video[Titre]{adresse=https://… duree="3 min"}`},
	{Name: "lang", bare: "langue", attributes: []string{"langue"}, required: []string{"langue"}, Opening: ":::lang{en}", Body: "A whole text can be in another language.",
		Says: "Un texte dans une autre langue ; dans une phrase : « :lang[mots]{en} »."},
}

// Example is a whole block, "" for one that only stands in another.
func (b *Block) Example() string {
	if b.Body == "" {
		return ""
	}
	fence := b.Opening[:strings.Index(b.Opening, b.Name)]
	return b.Opening + "\n" + b.Body + "\n" + fence + "\n"
}

// Blocks are all blocks, in the order in which help shows them.
func Blocks() []Block { return blocks }

// A block is a directive in the Markdown tree.
type block struct {
	ast.BaseBlock
	name   string
	spec   Block // the zero value for a name that is none
	title  string
	attrs  map[string]string
	colons int
	closed bool
	lax    bool   // it holds blocks with as many colons as its own, which is said of them
	inside *block // the block that it is said to be in, with as many colons
	depth  int    // how many blocks it stands in
	full   bool   // blocks inside it would be too deep
	wrong  []blockFault
	typed  string // the whole opening line
}

// A blockFault is what is wrong with a block. Unless it is "", write takes the place of
// the whole opening line.
type blockFault struct{ code, hint, message, write string }

var kindBlock = ast.NewNodeKind("DSFRBlock")

func (b *block) Kind() ast.NodeKind { return kindBlock }
func (b *block) Dump(src []byte, level int) {
	ast.DumpHelper(b, src, level, map[string]string{"name": b.name, "title": b.title}, nil)
}

func (b *block) fault(code, hint, format string, args ...any) {
	b.wrong = append(b.wrong, blockFault{code: code, hint: hint, message: fmt.Sprintf(format, args...)})
}

// instead adds to the last fault that typed is the text to change in the opening line,
// and into what. It does nothing to lines that nobody wrote.
func (b *block) instead(typed, write string) {
	if at := strings.LastIndex(b.typed, typed); at >= 0 && write != "" && len(b.typed) < 1000 {
		b.wrong[len(b.wrong)-1].write = b.typed[:at] + write + b.typed[at+len(typed):]
	}
}

// opening is the line that opens the block, with a title and some of its attributes.
func (b *block) opening(title string, attributes ...string) string {
	line := strings.Repeat(":", b.colons) + b.name
	if title != "" {
		line += "[" + title + "]"
	}
	var all []string
	for _, name := range attributes {
		value := b.attrs[name]
		if value == "" || strings.ContainsAny(value, " \t") {
			value = `"` + value + `"`
		}
		all = append(all, name+"="+value)
	}
	if len(all) > 0 {
		line += "{" + strings.Join(all, " ") + "}"
	}
	return line
}

// blockParser recognises directives. A fence closes the innermost open block
// that has at most its number of colons.
type blockParser struct{}

func (blockParser) Trigger() []byte             { return []byte{':'} }
func (blockParser) CanInterruptParagraph() bool { return true }
func (blockParser) CanAcceptIndentedLine() bool { return false }

func (blockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], []byte(":::")) {
		return nil, parser.NoChildren
	}
	b := readOpening(strings.TrimSpace(string(line[pos:])))
	if b.name == "" { // a closing fence with nothing to close
		b.closed = true
		b.fault("bloc-ferme-sans-ouverture", "retirez cette ligne, ou ouvrez un bloc avant : « :::encart »",
			"cette ligne ferme un bloc qui n'est pas ouvert")
		reader.AdvanceToEOL()
		return b, parser.NoChildren
	}
	outer := enclosing(parent)
	if outer != nil {
		b.depth = outer.depth + 1
	}
	if b.depth >= maxBlockDepth {
		if !outer.full {
			outer.full = true
			outer.fault("markdown-profondeur", "", "ces blocs sont emboîtés sur plus de %d niveaux", maxBlockDepth)
		}
		return nil, parser.NoChildren
	}
	if outer != nil && outer.colons <= b.colons {
		b.inside = outer
		if !outer.lax { // once
			outer.lax = true
			b.fault("bloc-imbrique", fmt.Sprintf("ouvrez et fermez « %s » avec %d deux-points", outer.name, b.colons+1),
				"un bloc qui en contient un autre prend plus de deux-points que lui")
		}
	}
	reader.AdvanceToEOL()
	return b, parser.HasChildren
}

func enclosing(n ast.Node) *block {
	for ; n != nil; n = n.Parent() {
		if b, ok := n.(*block); ok {
			return b
		}
	}
	return nil
}

func (blockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	b := node.(*block)
	if b.name == "" {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	fence := bytes.TrimSpace(line)
	if b.spec.parent != "" && bytes.HasPrefix(fence, []byte(strings.Repeat(":", b.colons)+b.name)) && !inCode(pc) { // the next one
		return parser.Close
	}
	if len(fence) < b.colons || len(bytes.Trim(fence, ":")) != 0 || inCode(pc) {
		return parser.Continue | parser.HasChildren
	}
	if open := pc.OpenedBlocks(); b.lax && slices.ContainsFunc(open, func(o parser.Block) bool { // it ends that one
		inner, ok := o.Node.(*block)
		return ok && inner.inside == b
	}) {
		return parser.Continue | parser.HasChildren
	}
	b.closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

// inCode reports whether the line being read belongs to a code block.
func inCode(pc parser.Context) bool {
	last := pc.LastOpenedBlock().Node
	return last != nil && last.Kind() == ast.KindFencedCodeBlock
}

func (blockParser) Close(ast.Node, text.Reader, parser.Context) {}

// readOpening reads :::name[title]{attributes}. What is wrong with it is kept
// in the block, for the renderer to report.
func readOpening(s string) *block {
	rest := strings.TrimLeft(s, ":")
	b := &block{typed: s, colons: len(s) - len(rest), attrs: map[string]string{}}
	rest = strings.TrimSpace(rest)
	end := strings.IndexAny(rest, "[{ \t")
	if end < 0 {
		end = len(rest)
	}
	b.name, rest = rest[:end], strings.TrimSpace(rest[end:])
	if i := slices.IndexFunc(blocks, func(s Block) bool { return s.Name == b.name }); i >= 0 {
		b.spec = blocks[i]
	}
	if strings.HasPrefix(rest, "[") {
		close := closingBracket(rest)
		if close < 0 {
			b.fault("bloc-mal-ecrit", "fermez le titre : « :::"+b.name+"[Titre] »", "le crochet du titre n'est pas fermé")
			return b
		}
		b.title, rest = strings.Join(strings.Fields(rest[1:close]), " "), strings.TrimSpace(rest[close+1:])
	}
	if strings.HasPrefix(rest, "{") && strings.HasSuffix(rest, "}") {
		if inside := strings.TrimSpace(rest[1 : len(rest)-1]); b.spec.bare != "" && !strings.Contains(inside, "=") {
			b.attrs[b.spec.bare] = inside
		} else {
			b.readAttributes(inside)
		}
		rest = ""
	}
	if b.spec.bare != "" && b.attrs[b.spec.bare] == "" {
		b.misplaced()
	}
	title := cmp.Or(b.title, rest)
	if c := callIn(b.name); b.spec.Name == "" && c.block != "" && c.form.FindString(b.name) == b.name {
		write := c.opening(title)
		b.fault("bloc-inconnu", diag.Instead(write), "bloc inconnu « %s »", b.name)
		if !strings.Contains(write, "…") && (title != "" || !strings.Contains(write, "[Titre]")) {
			b.instead(b.typed, write)
		}
		return b
	}
	if rest != "" && b.name != "" {
		b.fault("bloc-mal-ecrit", "le texte se met à la ligne suivante, le titre entre crochets : « :::"+b.name+"[Titre] »",
			"« %s » ne peut pas suivre le nom du bloc", rest)
	}
	if b.name != "" {
		b.check()
	}
	return b
}

// misplaced reports the value of the attribute that stands in the braces where it was
// typed in brackets, or under another name.
func (b *block) misplaced() {
	typed := b.title
	for _, value := range b.attrs {
		typed = value
	}
	if tag, _ := langTag(typed); tag == "" || len(b.attrs) > 1 || len(b.attrs) == 1 && b.title != "" {
		return
	}
	write := strings.Repeat(":", b.colons) + b.name + "{" + typed + "}"
	b.fault("bloc-attribut", diag.Instead(write), "le bloc « %s » prend le code de la langue entre accolades", b.name)
	b.instead(b.typed, write)
	b.title, b.attrs = "", map[string]string{b.spec.bare: typed}
}

// closingBracket returns where a title ends: at the first bracket that nothing
// but attributes follows, at the first of all otherwise, or -1.
func closingBracket(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != ']' {
			continue
		}
		if rest := strings.TrimSpace(s[i+1:]); rest == "" || rest[0] == '{' && strings.IndexByte(rest, '}') == len(rest)-1 {
			return i
		}
	}
	return strings.IndexByte(s, ']')
}

// attributeForm matches nom=valeur and nom="deux mots".
var attributeForm = regexp.MustCompile(`^([^ \t"'=]+)\s*=\s*(?:"([^"]*)"|((?:[^"\s][^ \t]*)?))\s*`)

func (b *block) readAttributes(s string) {
	for s = strings.TrimSpace(s); s != ""; {
		m := attributeForm.FindStringSubmatch(s)
		if m == nil {
			b.fault("bloc-mal-ecrit", `écrivez {nom=valeur} ou {nom="deux mots"}`, "attribut mal écrit : « %s »", s)
			return
		}
		name, value, rest := m[1], m[2]+m[3], s[len(m[0]):]
		if value == "" && strings.HasPrefix(rest, `"`) {
			b.fault("bloc-mal-ecrit", "fermez les guillemets", "le guillemet de « %s » n'est pas fermé", name)
			return
		}
		if _, twice := b.attrs[name]; twice {
			b.fault("bloc-attribut", "gardez un seul des deux", "l'attribut « %s » est écrit deux fois", name)
		}
		b.attrs[name], s = value, rest
	}
}

// check compares the block with its specification.
func (b *block) check() {
	if b.spec.Name == "" {
		var names []string
		for _, s := range blocks {
			names = append(names, s.Name)
		}
		hint, near := diag.Suggest(Fold(b.name), names, ":::%s", "blocs possibles : "+strings.Join(names, ", "))
		b.fault("bloc-inconnu", hint, "bloc inconnu « %s »", b.name)
		b.instead(b.name, strings.TrimPrefix(near, ":::"))
		return
	}
	spec, names := b.spec, slices.Sorted(maps.Keys(b.attrs))
	if spec.title && b.title == "" {
		titled := b.opening("Titre", names...)
		b.fault("bloc-sans-titre", diag.Instead(titled), "le bloc « %s » demande un titre", b.name)
		b.instead(b.typed, titled)
	}
	if b.title != "" && !strings.Contains(spec.Opening, "[") {
		bare := b.opening("", names...)
		b.fault("bloc-attribut", diag.Instead(bare)+", et le titre dans le texte", "le bloc « %s » n'a pas de titre : « %s » ne serait pas publié", b.name, b.title)
		b.instead(b.typed, bare+"\n"+b.title)
	}
	known := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !slices.Contains(spec.attributes, name) })
	bare := b.opening(b.title, known...)
	for _, name := range names {
		if slices.Contains(spec.attributes, name) {
			continue
		}
		near := diag.Nearest(Fold(name), spec.attributes)
		if value := b.attrs[name]; b.name == "citation" && near == "" && value != "" { // what somebody is goes with the name
			with := *b
			with.attrs = maps.Clone(b.attrs)
			with.attrs["auteur"] = strings.TrimPrefix(b.attrs["auteur"]+", "+value, ", ")
			if !slices.Contains(known, "auteur") {
				known = append([]string{"auteur"}, known...)
			}
			bare := with.opening(b.title, known...)
			b.fault("bloc-attribut", diag.Instead(bare), "le bloc « %s » n'a pas d'attribut « %s »", b.name, name)
			b.instead(b.typed, bare)
			continue
		}
		if near == "" || b.attrs[near] != "" {
			b.fault("bloc-attribut", diag.Instead(bare), "le bloc « %s » n'a pas d'attribut « %s »", b.name, name)
			b.instead(b.typed, bare)
			continue
		}
		b.fault("bloc-attribut", diag.Instead(near+"="+b.attrs[name]), "le bloc « %s » n'a pas d'attribut « %s »", b.name, name)
		b.instead(name, near)
	}
	for _, name := range spec.required {
		if b.attrs[name] == "" {
			b.fault("bloc-attribut", "écrivez par exemple « "+spec.Opening+" »", "le bloc « %s » demande « %s »", b.name, name)
		}
	}
	switch b.name {
	case "alerte":
		b.oneOf("type", "type d'alerte", "info", "succes", "attention", "erreur")
	case "image":
		b.oneOf("cote", "côté", "droite", "gauche")
	case "video":
		b.checkVideo()
	}
}

// oneOf wants an attribute to have one of some values, if it has any.
func (b *block) oneOf(name, noun string, values ...string) {
	if v := b.attrs[name]; v != "" && !slices.Contains(values, v) {
		hint, near := diag.Suggest(Fold(v), values, name+"=%s", name+"s possibles : "+strings.Join(values, ", "))
		b.fault("bloc-attribut", hint, "%s inconnu « %s »", noun, v)
		b.instead(v, strings.TrimPrefix(near, name+"="))
	}
}

// duration matches how long a film is: « 1 h 05 », « 3 min 20 s ».
var duration = regexp.MustCompile(`^(?:\d+ h(?: \d\d)?|\d+ min(?: \d+ s)?|\d+ s)$`)

var (
	// clock matches minutes and seconds as a player shows them, 3:20, or people write them.
	clock = regexp.MustCompile(`^(\d+) ?(?::|min|mn|m|') ?(\d*[1-9]) ?(?:s|sec|secondes?|''|")?$`)
	// minutes matches minutes alone as people write them.
	minutes = regexp.MustCompile(`^(\d+) ?(?:min|mn|m|minutes?|')\.?$`)
	// hostFirst matches an address that begins with the name of its site.
	hostFirst = regexp.MustCompile(`^(?i)(?:[a-z0-9-]+\.)+[a-z]{2,}/`)
)

// checkVideo wants a film to be here or elsewhere, and what goes with that alone.
func (b *block) checkVideo() {
	file, address := b.attrs["fichier"], b.attrs["adresse"]
	switch {
	case file == "" && address == "":
		b.fault("bloc-attribut", "écrivez par exemple « "+b.spec.Opening+" », ou « "+b.spec.Elsewhere+" »", "le bloc « video » demande « fichier » ou « adresse »")
	case file != "" && address != "":
		b.fault("bloc-attribut", "gardez « fichier » pour un film de ce site, « adresse » pour un film d'ailleurs", "le film est ici ou ailleurs, pas les deux")
	case address != "" && b.attrs["sous-titres"] != "":
		b.fault("bloc-attribut", "retirez « sous-titres »", "les sous-titres d'un film d'ailleurs sont ceux de l'autre site")
	case file != "" && b.attrs["duree"] != "":
		b.fault("bloc-attribut", "retirez « duree »", "la durée d'un film de ce site se lit sous l'image")
	}
	scheme, _, _ := strings.Cut(address, "://")
	switch {
	case address == "", scheme == "https", scheme == "http":
	case hostFirst.MatchString(address):
		b.fault("bloc-attribut", diag.Instead("adresse=https://"+address), "« adresse » commence par « https:// »")
		b.instead(address, "https://"+address)
	default:
		b.fault("bloc-attribut", diag.Instead("fichier="+address)+" pour un film de ce site, sinon l'adresse entière : « adresse=https://… »",
			"« adresse » est celle d'un autre site")
	}
	if d := b.attrs["duree"]; d != "" && !duration.MatchString(d) {
		hint := `écrivez par exemple duree="3 min 20 s" ou duree="1 h 05"`
		write := ""
		if m := clock.FindStringSubmatch(d); m != nil {
			write = m[1] + " min " + strings.TrimLeft(m[2], "0") + " s"
		} else if m := minutes.FindStringSubmatch(d); m != nil {
			write = m[1] + " min"
		}
		if write != "" {
			hint = diag.Instead(`duree="` + write + `"`)
		}
		b.fault("bloc-attribut", hint, "« %s » n'est pas une durée", d)
		if quoted := `"` + d + `"`; write != "" && strings.Contains(b.typed, quoted) {
			b.instead(quoted, `"`+write+`"`)
		} else if write != "" {
			b.instead(d, `"`+write+`"`)
		}
	}
}

// alertClass gives the DSFR's word for ours.
var alertClass = map[string]string{"info": "info", "succes": "success", "attention": "warning", "erreur": "error"}
