package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"feuille-de-route.example/cmd/build/internal/manual"
)

var (
	reLine  = regexp.MustCompile(`(?m)^    (build .+)$`)    // an example on a line of its own
	reSaid  = regexp.MustCompile(`« (build[^»]+) »`)        // or in a sentence
	reOther = regexp.MustCompile(`(--[a-z][a-z-]*)[^a-z-]`) // a flag of any command
	reRsync = regexp.MustCompile(`(?m)^    rsync .*$`)
)

// TestManual holds the help to the program: every command that a text quotes is
// one, with the flags that it has; those of rsync are its own, and TestRsync uses them.
func TestManual(t *testing.T) {
	known := map[string]bool{}
	root := newRoot(newTerm(nil, nil))
	for _, cmd := range append(root.Commands(), root) {
		cmd.InheritedFlags()
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known["--"+f.Name] = true })
	}
	for _, topic := range manual.Topics {
		text := manual.Text(topic)
		for _, m := range append(reLine.FindAllStringSubmatch(text, -1), reSaid.FindAllStringSubmatch(text, -1)...) {
			words := strings.Fields(strings.Split(m[1], "   ")[0])
			cmd, rest, err := root.Find(words[1:])
			if err != nil || cmd == root && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
				t.Errorf("%s: « %s » is no command", topic, m[1])
			}
		}
		for _, m := range reOther.FindAllStringSubmatch(reRsync.ReplaceAllString(text, ""), -1) {
			if !known[m[1]] {
				t.Errorf("%s: no command has %s", topic, m[1])
			}
		}
		for line := range strings.Lines(text) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > 100 {
				t.Errorf("%s: a line of %d characters: %s", topic, n, line)
			}
		}
	}
}
