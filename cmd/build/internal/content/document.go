package content

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"math"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/media"
	"feuille-de-route.example/cmd/build/internal/scratch"
)

// readText reads a file of at most MaxFile bytes into b as UTF-8 with LF line
// ends and no byte order mark. The result is a part of b, or a copy; false comes after
// a problem.
func readText(b *bytes.Buffer, fsys fs.FS, name, display string, p *diag.List) ([]byte, bool) {
	if !readFile(b, fsys, name, display, p) {
		return nil, false
	}
	const hint = "dans votre éditeur, choisissez « Enregistrer sous… » et l'encodage UTF-8"
	data := b.Bytes()
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		p.Erreur(diag.Pos{File: display}, "encodage", hint, "ce fichier est en UTF-16")
		return nil, false
	}
	data = normal(data)
	if !utf8.Valid(data) {
		line, col := Position(data, invalidAt(data))
		p.Erreur(diag.Pos{File: display, Line: line, Col: col}, "encodage", hint, "ce fichier n'est pas en UTF-8")
		return nil, false
	}
	return data, true
}

// readFile reads a file of at most MaxFile bytes into b. It reports false after a
// problem.
func readFile(b *bytes.Buffer, fsys fs.FS, name, display string, p *diag.List) bool {
	pos := diag.Pos{File: display}
	b.Reset()
	f, err := fsys.Open(name)
	if err == nil {
		_, err = b.ReadFrom(io.LimitReader(f, MaxFile+1))
		f.Close()
	}
	if err != nil {
		p.Erreur(pos, Unread, advice(err), "ce fichier ne se lit pas : %s", Reason(err))
		return false
	}
	if b.Len() > MaxFile {
		hint := "répartissez-le en plusieurs pages"
		if display == SitePath {
			hint = "retirez ce qui n'y sert pas"
		}
		p.Erreur(pos, "fichier-trop-grand", hint, "ce fichier est trop grand : %d octets au plus sont permis (1 Mio)", MaxFile)
		return false
	}
	return true
}

// normal takes the byte order mark away and makes all line ends LF.
func normal(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data
}

// invalidAt returns the offset of the first byte that is no UTF-8.
func invalidAt(data []byte) (at int) {
	for {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n <= 1 {
			return at
		}
		at += n
	}
}

// disguised says of a file that is no page, a document of Word that was called « x.md »,
// what it is, in the place of what it lacks to be one, and reports whether it is such.
func (d *Document) disguised(data []byte) bool {
	nature := media.Sniff(data)
	if len(data) == 0 || nature.Text || nature.Ext == "" {
		return false
	}
	name := strings.TrimSuffix(path.Base(d.Path), ".md")
	d.problems = diag.List{}
	d.problems.Erreur(diag.Pos{File: d.Path}, "nom-de-fichier", "renommez-le « "+name+nature.Ext+" » ; pour en faire une page, copiez son texte dans un nouveau fichier « "+name+".md »",
		"ce fichier est %s : un nom en « .md » n'en fait pas une page", nature.Name)
	return true
}

// A Finisher is a front matter that works something out once, when its fields
// are decoded and nobody has seen it yet, and says what is wrong with it whatever
// other documents hold.
type Finisher interface {
	Finish(d *Document, problems *diag.List)
}

// read fills Matter and finds the body, as far as they can be read: Matter stays nil
// when the file is no text.
func (d *Document) read(fsys fs.FS, types func(Kind) any) {
	d.fsys = fsys
	buffer := scratch.Buffer()
	defer scratch.Return(buffer)
	data, ok := readText(buffer, d.fsys, d.name(), d.Path, &d.problems)
	if !ok {
		d.disguised(buffer.Bytes())
		return
	}
	matter := types(d.Kind)
	front, body, line, whole := cut(data, d.Path, Keys(matter), &d.problems)
	if !whole && d.disguised(buffer.Bytes()) {
		return
	}
	if at := controlAt(body); at >= 0 {
		d.disturbed = true
		l, c := Position(body, at)
		invisible(diag.Pos{File: d.Path, Line: l + bytes.Count(data[:len(data)-len(body)], []byte("\n")), Col: c}, runeAt(body, at), &d.problems)
	}
	d.Matter = matter
	if whole && headGoesOn(body, Keys(matter)) {
		whole = false
		d.problems.Erreur(diag.Pos{File: d.Path, Line: line + bytes.Count(front, []byte("\n")) + 1, Col: 1}, "entete-non-ferme", "retirez-la",
			"cette ligne « --- » coupe l'en-tête : les clés qui la suivent seraient publiées comme du texte")
	}
	root := parseYAML(front, d.Path, line, reflect.TypeOf(d.Matter), &d.problems)
	d.guessed, root.lost = !whole, root.lost || !whole
	dec := decoder{file: d.Path, problems: &d.problems, foreign: &d.foreign, source: front, first: line}
	dec.mapping(&root, reflect.ValueOf(d.Matter).Elem())
	d.problems = once(d.problems)
	d.Said, d.Figures = dec.said, dec.figures
	if f, ok := d.Matter.(Finisher); ok {
		f.Finish(d, &d.Checks)
	}
	d.good = d
	d.bodyAt = len(data) - len(body)
	d.sum = maphash.Bytes(seed, buffer.Bytes())
	d.bodyLine = 1 + bytes.Count(data[:d.bodyAt], []byte("\n"))
}

// Amend changes the problem of a code that was found at a place of the front matter, if
// there is one.
func (d *Document) Amend(at At, code string, change func(*diag.Problem)) bool {
	return d.problems.Amend(at.In(d.Path), code, change)
}

// Same reports whether two documents were read from the same text.
func (d *Document) Same(e *Document) bool { return d.sum == e.sum }

func (d *Document) name() string { return strings.TrimPrefix(d.Path, Root+"/") }

// seed makes the sums that tell whether a file is still the one that was read.
// They never leave the program.
var seed = maphash.MakeSeed()

// Changed is the code of the problem that a file is no longer as it was loaded.
const Changed = "fichier-change"

// Unread is the code of the problem that a file cannot be read.
const Unread = "lecture"

// body reads the Markdown again: all bodies of a large site together would be
// most of what it holds in memory. The result is a part of b, or a copy; false comes
// after a problem.
func (d *Document) body(b *bytes.Buffer, p *diag.List) ([]byte, bool) {
	if !readFile(b, d.fsys, d.name(), d.Path, p) {
		return nil, false
	}
	if maphash.Bytes(seed, b.Bytes()) != d.sum {
		p.Erreur(diag.Pos{File: d.Path}, Changed, "recommencez", "ce fichier a changé pendant la construction du site")
		return nil, false
	}
	body := normal(b.Bytes())[d.bodyAt:]
	if d.disturbed {
		body = bytes.Map(func(r rune) rune {
			if unwanted(r) {
				return ' '
			}
			return r
		}, body)
	}
	return body, true
}

// invisible reports a character that no text needs and nobody sees.
func invisible(at diag.Pos, r rune, p *diag.List) {
	if private(r) {
		p.Erreur(at, "caractere-de-controle", "effacez-le ; pour une liste, commencez chaque ligne par « - »", "ce caractère (U+%04X) n'existe que dans une police de symboles : les lecteurs verraient un carré", r)
		return
	}
	p.Erreur(at, "caractere-de-controle", "effacez-le et tapez de nouveau le texte", "caractère invisible interdit (U+%04X)", r)
}

// private reports whether a character is one that each font draws in its own way, as
// the bullets of Word are.
func private(r rune) bool { return r >= 0xe000 && r <= 0xf8ff }

// unwanted reports whether a character is one that no text needs.
func unwanted(r rune) bool {
	return r != '\n' && r != '\t' && (diag.Disturbs(r) || private(r) || (r == 0xad || r >= 0x115f) && strings.ContainsRune(unseen, r))
}

// unseen are the characters that show nothing, or stand for something that was lost:
// a word that holds one is not found, and a title of them is empty.
const unseen = "\u00ad\u115f\u1160\u180e\u200b\u2028\u2029\u2060\u2061\u2062\u2063\u2064\u2800\u3164\ufeff\uffa0\ufffc"

// joins reports whether a character is one that joins or parts letters of other
// scripts and emoji, and stands after a letter that needs none.
func joins(r, before rune) bool { return (r == '\u200c' || r == '\u200d') && before < 0x300 }

// controlAt returns the offset of the first unwanted character, or -1. Bodies without
// any may carry marks of our own (links.go).
func controlAt(body []byte) int {
	for i, c := range body {
		if !suspects[c] {
			continue
		}
		if r := runeAt(body, i); unwanted(r) || r > 0x200b && joins(r, lastRune(body[:i])) {
			return i
		}
	}
	return -1
}

// suspects are the bytes with which unwanted characters begin.
var suspects = func() (set [256]bool) {
	for c := range byte(' ') {
		set[c] = unwanted(rune(c))
	}
	for _, c := range []byte{0x7f, 0xc2, 0xd8, 0xe1, 0xe2, 0xe3, 0xee, 0xef} {
		set[c] = true
	}
	return set
}()

func lastRune(text []byte) rune {
	r, _ := utf8.DecodeLastRune(text)
	return r
}

func runeAt(text []byte, i int) rune {
	r, _ := utf8.DecodeRune(text[i:])
	return r
}

// capture makes the frontmatter library hand over the block instead of decoding
// it: positions are then ours to keep.
var capture = frontmatter.NewFormat("---", "---", func(data []byte, v any) error {
	*v.(*[]byte) = data
	return nil
})

// cut separates the front matter, which has some of those keys, from the body, and gives
// the line on which the front matter begins. The body is always a suffix of data. whole
// is false after a problem: they are then cut where they most likely meet.
func cut(data []byte, file string, keys []string, p *diag.List) (front, body []byte, line int, whole bool) {
	opening := len(data) - len(bytes.TrimLeft(data, " \t\n"))
	first, _, _ := bytes.Cut(data[opening:], []byte("\n"))
	line = 1 + bytes.Count(data[:opening], []byte("\n"))
	if string(bytes.TrimSpace(first)) == "+++" {
		if closed := bytes.Index(data[opening+len(first):], []byte("\n+++")); closed >= 0 {
			p.Erreur(diag.Pos{File: file, Line: 1, Col: 1}, "entete-absent", "écrivez « --- » à la place des deux lignes « +++ », et « clé: valeur » à la place de « clé = valeur »",
				"cet en-tête est en TOML")
			rest := data[opening+len(first)+closed+len("\n+++"):]
			return nil, rest[min(len(rest), 1):], line, false
		}
	}
	if string(bytes.TrimSpace(first)) != "---" {
		front, body, line = unfenced(data, opening, file, keys, p)
		return front, body, line, false
	}
	end := closing(data, opening+len(first))
	reader := readers.Get().(*bufio.Reader)
	defer readers.Put(reader)
	reader.Reset(bytes.NewReader(data[:end]))
	rest, err := frontmatter.MustParse(reader, &front, capture)
	if err != nil {
		front, body, line = unfenced(data, opening, file, keys, p)
		return front, body, line, false
	}
	body = data[end-len(rest):]
	head := bytes.TrimRight(data[:len(data)-len(body)], "\n")
	last := head[bytes.LastIndexByte(head, '\n')+1:]
	if bytes.HasPrefix(last, []byte(" ")) || bytes.HasPrefix(last, []byte("\t")) {
		p.Erreur(diag.Pos{File: file, Line: 1 + bytes.Count(head, []byte("\n")), Col: 1}, "entete-non-ferme",
			"effacez les espaces qui la précèdent si elle ferme le bloc, sinon écrivez autre chose que « --- »",
			"cette ligne « --- » en retrait coupe le bloc")
		return front, body, line + 1, false
	}
	return front, body, line + 1, true
}

// drawn matches a line that draws one, as those around front matter do: word processors
// make one dash of several.
var drawn = regexp.MustCompile(`^[ \t]*(?:[-–—_=*+~]{2,}|[–—])[ \t]*$`)

// unfenced cuts data whose front matter, which may begin at an offset, lacks the line
// « --- » above it, the one below, or both, and tells what to type where. line is the one
// on which the keys begin: they follow each other.
func unfenced(data []byte, from int, file string, keys []string, p *diag.List) (front, body []byte, line int) {
	lines := strings.Split(string(data[from:]), "\n")
	known := func(i int) bool {
		key, _, ok := strings.Cut(lines[i], ":")
		return ok && slices.Contains(keys, Fold(strings.TrimSpace(key)))
	}
	first := 0
	if drawn.MatchString(lines[0]) {
		first = 1
	}
	end := first
	for i := first; i < len(lines) && !drawn.MatchString(lines[i]); i++ {
		blank := lines[i] == "" || lines[i][0] == '#'
		if known(i) || end == i && lines[i] != "" && (blank || lines[i][0] == ' ' || entry.MatchString(lines[i])) {
			end = i + 1
		} else if !blank {
			break
		}
	}
	start := min(len(strings.Join(lines[:first], "\n"))+first, len(data)-from)
	stop := start
	if end > first {
		stop = min(len(strings.Join(lines[:end], "\n"))+1, len(data)-from)
	}
	front, body = data[from+start:from+stop], data[from+stop:]
	line = 1 + bytes.Count(data[:from], []byte("\n"))
	var edits []diag.Edit
	change := func(i int, new string) {
		edits = append(edits, diag.Edit{Pos: diag.Pos{File: file, Line: line + i, Col: 1}, Old: lines[i], New: new})
	}
	hint, opened, keyed := "", strings.TrimSpace(lines[0]) == "---", end > first && known(first)
	switch {
	case opened || !keyed:
	case first == 1:
		change(0, "---")
		hint = diag.Instead("---")
	default:
		change(0, "---\n"+lines[0])
		hint = "ajoutez une ligne « --- » au-dessus de celle-ci"
	}
	switch closed := end < len(lines) && drawn.MatchString(lines[end]); {
	case closed:
		_, body, _ = bytes.Cut(body, []byte("\n"))
		if strings.TrimSpace(lines[end]) == "---" || !opened && !keyed {
			break
		}
		change(end, "---")
		hint = cmp.Or(also(hint, fmt.Sprintf("de même à la ligne %d", line+end)), diag.Instead("---"))
	case keyed && end == 1 && first == 0:
		edits[0].New += "\n---"
		hint = also(hint, "une autre en dessous")
	case keyed:
		change(end-1, lines[end-1]+"\n---")
		hint = cmp.Or(also(hint, fmt.Sprintf("une autre après la ligne %d", line+end-1)), "ajoutez une ligne « --- » après celle-ci")
	}
	at := diag.Pos{File: file, Line: 1, Col: 1}
	switch {
	case len(edits) > 0:
		at = edits[0].Pos
	case opened:
		at.Line, hint = line, "ajoutez une ligne « --- » après la dernière clé"
	default:
		hint = "commencez par une ligne « --- », puis « titre: … », puis une ligne « --- »"
	}
	if opened {
		p.Erreur(at, "entete-non-ferme", hint, "le bloc « --- » n'est pas fermé")
	} else {
		p.Erreur(at, "entete-absent", hint, "le fichier ne commence pas par un bloc « --- »")
	}
	if len(edits) > 0 {
		p.Mend(hint, diag.Fix{Old: edits[0].Old, New: edits[0].New, Guess: true, Also: edits[1:]})
	}
	return front, body, line + first
}

// also adds to a hint what else to do; "" to none.
func also(hint, more string) string {
	if hint == "" {
		return ""
	}
	return hint + ", et " + more
}

// readers are what the library reads with: it makes none when it is given one.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// headGoesOn reports whether a body begins with one of some keys, and a line « --- » closes
// them: it is the rest of the front matter.
func headGoesOn(body []byte, keys []string) bool {
	first, rest, _ := bytes.Cut(bytes.TrimLeft(body, "\n"), []byte("\n"))
	key, _, ok := bytes.Cut(first, []byte(":"))
	if !ok || !slices.Contains(keys, string(bytes.TrimSpace(key))) {
		return false
	}
	closes := separator.FindIndex(rest)
	return closes != nil && !bytes.Contains(bytes.TrimSpace(rest[:closes[0]]), []byte("\n\n"))
}

// closing finds the end of the line that closes the block: the library need
// not copy what follows. Without such a line it is the end of data.
func closing(data []byte, at int) int {
	for at < len(data) {
		line := data[at+1:] // at is the end of a line
		if next := bytes.IndexByte(line, '\n'); next >= 0 {
			line = line[:next]
		}
		if at += 1 + len(line); string(bytes.TrimSpace(line)) == "---" {
			return min(at+1, len(data))
		}
	}
	return len(data)
}

// Position returns the line and the column, both from 1, the column in
// characters, of a byte offset in text.
func Position(text []byte, offset int) (line, col int) {
	offset = min(max(offset, 0), len(text))
	before := text[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

// siteAtLeast is what site.yaml cannot do without.
const siteAtLeast = "au moins « titre: », « url: » et « editions: »"

// doubtsOf lists the keys of site.yaml in whose lines something is wrong, and those that
// are not there though they must, or may be under another name.
func (t *Tree) doubtsOf(root *node, s *shape) map[string]bool {
	doubts := map[string]bool{}
	unknown := root.lost
	for i, f := range root.fields {
		end := uint32(math.MaxUint32)
		if i+1 < len(root.fields) {
			end = root.fields[i+1].at.Line
		}
		doubts[f.key] = slices.ContainsFunc(t.site.Sorted(), func(p diag.Problem) bool { return p.Pos.Line >= int(f.at.Line) && p.Pos.Line < int(end) })
		unknown = unknown || !slices.Contains(s.keys, f.key)
	}
	for _, key := range s.keys {
		doubts[key] = doubts[key] || root.field(key) == nil && (unknown || s.fields[key].required)
	}
	return doubts
}

// readSite decodes site.yaml. Where it has errors, the site stands as it was
// before, if it did.
func (t *Tree) readSite(fsys fs.FS, types Types, before any) {
	t.Site = before
	if _, err := fs.Stat(fsys, "site.yaml"); errors.Is(err, fs.ErrNotExist) {
		if _, err := fs.Stat(fsys, misnamedSite); err == nil { // which is said of it
			return
		}
		t.site.Erreur(diag.Pos{File: SitePath}, "site-absent", "créez-le avec "+siteAtLeast, "il manque le fichier qui décrit la feuille de route")
		return
	}
	data, ok := readText(new(bytes.Buffer), fsys, "site.yaml", SitePath, &t.site)
	if !ok {
		return
	}
	site := types.Site()
	root := parseYAML(data, SitePath, 1, reflect.TypeOf(site), &t.site)
	if len(root.fields) == 0 {
		if t.site.Len() == 0 {
			t.site.Erreur(root.at.In(SitePath), "site-absent", "écrivez-y "+siteAtLeast, "ce fichier ne dit rien de la feuille de route")
		}
		return
	}
	dec := decoder{file: SitePath, problems: &t.site, source: data, first: 1}
	if types.Words != nil {
		dec.words = types.Words(root.textAt)
	}
	dec.mapping(&root, reflect.ValueOf(site).Elem())
	t.site = once(t.site)
	t.written, t.doubts = site, t.doubtsOf(&root, shapeOf(reflect.TypeOf(site).Elem()))
	t.Said = dec.said
	if before == nil || t.site.Erreurs() == 0 {
		t.Site = site
	}
}
