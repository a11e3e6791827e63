// Package rule knows every rule that a roadmap is held to: why it exists, an
// example before and after, its source, how much it counts. All of that stands
// in regles.md, which is the page that editors read; it is data here, so what
// the program says and what the page says are one.
package rule

import (
	_ "embed" // for Page
	"regexp"
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
func All() []*Rule { return rules().list }

// Find returns the rule of a code, or nil.
func Find(code string) *Rule { return rules().byCode[code] }

// Codes returns all codes in the order of the page.
func Codes() []string {
	codes := make([]string, 0, len(All()))
	for _, r := range All() {
		codes = append(codes, r.Code)
	}
	return codes
}

type table struct {
	list   []*Rule
	byCode map[string]*Rule
}

var rules = sync.OnceValue(func() table {
	t := table{byCode: map[string]*Rule{}}
	theme, code, open := "", "", false
	var part strings.Builder
	end := func() {
		if code != "" {
			r := read(part.String())
			r.Code, r.Theme = code, theme
			t.list = append(t.list, r)
			t.byCode[r.Code] = r
		}
		part.Reset()
		code = ""
	}
	for line := range strings.Lines(Page) {
		if strings.HasPrefix(line, "```") {
			open = !open
		}
		if title, ok := strings.CutPrefix(line, "## "); ok && !open {
			end()
			theme = strings.TrimSpace(title)
		} else if title, ok := strings.CutPrefix(line, "### "); ok && !open {
			end()
			code = strings.Trim(title, "` \n")
		} else {
			part.WriteString(line)
		}
	}
	end()
	return t
})

var (
	fence  = regexp.MustCompile("(?ms)^```(\\S+) ?([^\\n]*)\\n(.*?)^```$")
	levels = map[string]diag.Severity{"Erreur": diag.Erreur, "Avertissement": diag.Avertissement, "Sur demande": diag.Non}
)

// read reads one rule of the page: its level and why, an example before, one
// after, its source.
func read(text string) *Rule {
	r := &Rule{Markdown: strings.TrimSpace(text) + "\n"}
	head, rest, _ := strings.Cut(text, "Avant :")
	before, rest, _ := strings.Cut(rest, "Après :")
	after, source, _ := strings.Cut(rest, "\nSource : ")
	level, why, _ := strings.Cut(strings.TrimSpace(head), ". ")
	level, fixed := strings.CutSuffix(level, " du site")
	r.Level, r.Fixed, r.Why = levels[level], fixed, strings.Join(strings.Fields(why), " ")
	r.Before, r.After = samples(before), samples(after)
	r.Source = strings.Join(strings.Fields(source), " ")
	return r
}

func samples(text string) []Sample {
	var list []Sample
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		list = append(list, Sample{m[1], m[2], m[3]})
	}
	return list
}
