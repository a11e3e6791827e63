// Package rule knows every rule that a roadmap is held to: why it exists, an
// example before and after, its source, how much it counts. All of that stands
// in regles.md, which is the page that editors read; it is data here, so what
// the program says and what the page says are one.
package rule

import (
	"cmp"
	_ "embed" // for Page
	"regexp"
	"slices"
	"strings"
	"sync"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// Page is the list of rules as editors read it.
//
//go:embed regles.md
var Page string

// A Rule is one thing that is held to.
type Rule struct {
	Code   string        // of its problems
	Theme  string        // title of the part of the page that it is in
	Level  diag.Severity // unless site.yaml says otherwise
	Fixed  bool          // it keeps a wrong site from being published: site.yaml cannot change that
	Why    string        // one sentence
	Before []Sample
	After  []Sample
	Source string // what it follows: RGAA criterion and test, RGESN, law, RFC, typography

	Markdown string // all of it, as it stands in the page
}

// A Sample is a piece of an example: of the front matter of a kind of page, of a
// text, of a whole file.
type Sample struct {
	Language string // for highlighting
	Place    string // « projet », « texte », « site », a path, or "" for what cannot be typed
	Text     string
}

// All returns the rules in the order of the page.
func All() []*Rule { return rules() }

// Find returns the rule of a code, or nil.
func Find(code string) *Rule {
	if i := slices.IndexFunc(All(), func(r *Rule) bool { return r.Code == code }); i >= 0 {
		return All()[i]
	}
	return nil
}

// Codes returns all codes in the order of the page.
func Codes() []string {
	codes := make([]string, 0, len(All()))
	for _, r := range All() {
		codes = append(codes, r.Code)
	}
	return codes
}

var rules = sync.OnceValue(func() (list []*Rule) {
	heads := heading.FindAllStringSubmatchIndex(Page, -1)
	_, theme, _ := strings.Cut(Page[:heads[0][0]], "\n## ")
	for i, at := range heads {
		end := len(Page)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		r, next := read(Page[at[1]:end])
		r.Code, r.Theme = Page[at[2]:at[3]], strings.TrimSpace(theme)
		list, theme = append(list, r), cmp.Or(next, theme)
	}
	return list
})

var (
	// heading begins a rule.
	heading = regexp.MustCompile("(?m)^### `(.+)`\n")
	fence   = regexp.MustCompile("(?ms)^```(\\S+) ?([^\\n]*)\\n(.*?)^```$")
	levels  = map[string]diag.Severity{"Erreur": diag.Erreur, "Avertissement": diag.Avertissement, "Sur demande": diag.Non}
)

// read reads one rule of the page: its level and why, an example before, one
// after, its source. It returns the theme of those that follow too, if it is another.
func read(text string) (r *Rule, theme string) {
	r = new(Rule)
	head, rest, _ := strings.Cut(text, "Avant :")
	before, rest, _ := strings.Cut(rest, "Après :")
	after, source, _ := strings.Cut(rest, "\nSource : ")
	source, theme, _ = strings.Cut(source, "\n## ")
	level, why, _ := strings.Cut(strings.TrimSpace(head), ". ")
	level, fixed := strings.CutSuffix(level, " du site")
	r.Level, r.Fixed, r.Why = levels[level], fixed, strings.Join(strings.Fields(why), " ")
	r.Before, r.After = samples(before), samples(after)
	r.Source = strings.Join(strings.Fields(source), " ")
	r.Markdown = strings.TrimSpace(strings.TrimSuffix(text, "\n## "+theme)) + "\n"
	return r, theme
}

func samples(text string) []Sample {
	var list []Sample
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		list = append(list, Sample{m[1], m[2], m[3]})
	}
	return list
}
