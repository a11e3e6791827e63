package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns s as people type it who care for neither accents, capitals nor
// typography: in lower case and compatibility decomposition (Unicode's NFKD) without
// marks, ligatures and the letters of other countries opened, apostrophes and dashes
// straight, what is not seen left out. « CO₂ » is "co2", « 3ᵉ » "3e", « ﬁchier »
// "fichier", « Łódź » "lodz"; a no-break space is a space. The scripts of pages do the
// same (assets/lib/fold.js).
func Fold(s string) string {
	start := 0
	for start < len(s) && s[start] < utf8.RuneSelf && (s[start] < 'A' || s[start] > 'Z') {
		start++
	}
	if start == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)), s[:start]...)
	for _, r := range s[start:] {
		b = AppendFold(b, r)
	}
	return string(b)
}

// AppendFold appends the fold of a character.
func AppendFold(b []byte, r rune) []byte {
	if int(r) < len(latinFolds) {
		return append(b, latinFolds[r]...)
	}
	return foldRune(b, r)
}

// latinFolds are the folds of the letters that most texts are made of.
var latinFolds = func() (folds [0x180]string) {
	for r := range rune(len(folds)) {
		folds[r] = string(foldRune(nil, r))
	}
	return folds
}()

// foldRune appends the fold of a character: of the parts that it decomposes into.
func foldRune(b []byte, r rune) []byte {
	for _, r := range norm.NFKD.String(string(r)) {
		r = unicode.ToLower(r)
		if open, ok := opened[r]; ok {
			b = append(b, open...)
		} else if !unicode.In(r, unicode.Mn, unicode.Cf) {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// opened are the characters that do not decompose and that people type otherwise.
var opened = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ł': "l", 'ŋ': "n", 'ŧ': "t", 'þ': "th", 'ς': "σ",
	'’': "'", '‘': "'", 'ʼ': "'", '‐': "-", '‒': "-", '–': "-", '—': "-", '−': "-",
}

// MaxSlug is the longest slug, in characters.
const MaxSlug = 80

// Slug returns the nearest address name for s: what IsSlug accepts, or "" when
// nothing of s can be kept.
func Slug(s string) string {
	var b strings.Builder
	dash := false
	for _, r := range Fold(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		} else {
			dash = true
		}
	}
	slug := b.String()
	if len(slug) > MaxSlug {
		slug = slug[:MaxSlug]
		if i := strings.LastIndexByte(slug, '-'); i > MaxSlug/2 {
			slug = slug[:i]
		}
		slug = strings.TrimRight(slug, "-")
	}
	return slug
}

// SlugPattern is that of slugs: lower-case ASCII words joined by single dashes.
var SlugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// IsSlug reports whether s is a slug, at most MaxSlug long.
func IsSlug(s string) bool { return len(s) <= MaxSlug && SlugPattern.MatchString(s) }

// Composed is a name of a file with each accented letter as one character (Unicode's
// NFC): some disks write an accent after its letter.
func Composed(name string) string { return norm.NFC.String(name) }

// FileKey is what two names of files have in common when some disk takes them for
// one: disks of macOS see no difference in Unicode forms, nor they and those of
// Windows in case.
func FileKey(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			return Composed(cases.Fold().String(Composed(name)))
		}
	}
	return strings.ToLower(name)
}
