package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/manual"
	"feuille-de-route.example/cmd/build/internal/roadmap"
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
	for _, topic := range slices.Concat(manual.Tasks, manual.Topics) { // the other pages are held to the keys and the rules that they are of
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

// TestTasks runs what each page on a task shows, one line after the other, on the example,
// and holds the page to ten lines or so.
func TestTasks(t *testing.T) {
	dir := t.TempDir()
	for _, task := range manual.Tasks {
		text := manual.Text(task)
		if lines := strings.Count(text, "\n"); lines > 15 {
			t.Errorf("%s: %d lines", task, lines)
		}
		script := "env SOURCE_DATE_EPOCH=1764547200\nexec build init dr\ncd dr\nexec build\n"
		for _, m := range reLine.FindAllStringSubmatch(text, -1) {
			script += "exec " + m[1] + "\n"
		}
		must(t, os.WriteFile(filepath.Join(dir, task+".txtar"), []byte(script+"exec build\n"), 0o644))
	}
	runScripts(t, dir)
}

// TestManualIsASite builds the site that the preview shows of the help, in the words of
// the model and in others: each example of a block becomes what it says, what is linked
// is there, and no word of another vocabulary is left but in what one types.
func TestManualIsASite(t *testing.T) {
	other := roadmap.Usual
	other.Famille = roadmap.Nom{Nom: french.Nom{Singulier: "axe", Pluriel: "axes"}, Adresse: "axes"}
	other.Mission = roadmap.Nom{Nom: french.Nom{Singulier: "priorité", Pluriel: "priorités", Feminin: true}, Adresse: "priorites"}
	other.Projet = roadmap.Nom{Nom: french.Nom{Singulier: "objectif", Pluriel: "objectifs"}, Adresse: "objectifs"}
	for _, mots := range []*roadmap.Mots{&roadmap.Usual, &other} {
		files, err := manual.Site(mots)
		must(t, err)
		source := t.TempDir()
		must(t, os.CopyFS(filepath.Join(source, "content"), files))
		site := published(t, source)
		for _, word := range manual.Words {
			if _, err := os.Stat(filepath.Join(site, manual.Name(mots, word), "index.html")); err != nil {
				t.Error(err)
			}
		}
		blocks, err := os.ReadFile(filepath.Join(site, "blocs", "index.html"))
		must(t, err)
		for _, class := range []string{"fr-alert--info", "fr-callout", "fr-highlight", "fr-quote", "fdr-accordeon", "fdr-onglets", "fdr-cartes", "fr-btn", "<track"} {
			if !strings.Contains(string(blocks), class) {
				t.Errorf("no block becomes %s", class)
			}
		}
	}
}
