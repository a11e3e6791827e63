package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns s in lower-case ASCII as far as French goes: accents off,
// ligatures opened, typographic apostrophes and dashes straight. Other letters
// stay.
func Fold(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] >= 'A' && s[i] <= 'Z' {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if int(r) < len(latinFolds) {
			b.WriteString(latinFolds[r])
		} else {
			foldRune(&b, r)
		}
	}
	return b.String()
}

// latinFolds are the folds of the letters that most texts are made of.
var latinFolds = func() (folds [0x180]string) {
	for r := range rune(len(folds)) {
		var b strings.Builder
		foldRune(&b, r)
		folds[r] = b.String()
	}
	return folds
}()

// foldRune appends the fold of a character: of the parts that it decomposes into.
func foldRune(b *strings.Builder, r rune) {
	for _, r := range norm.NFD.String(string(r)) {
		switch r {
		case 'œ', 'Œ':
			b.WriteString("oe")
		case 'æ', 'Æ':
			b.WriteString("ae")
		case 'ß':
			b.WriteString("ss")
		case '’':
			b.WriteByte('\'')
		case '‐', '‑', '–', '—':
			b.WriteByte('-')
		default:
			if !unicode.Is(unicode.Mn, r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
	}
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
