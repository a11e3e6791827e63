package main

// The rules of what people read in their terminal:
//   - French, plain and short; a problem says where, what, and what to type;
//   - silence is success, but for one line that says what was made;
//   - that line goes to stdout, as does a report that somebody asked for;
//     everything else goes to stderr;
//   - colour only on a terminal, never under NO_COLOR; no spinner, no emoji.

import (
	"bufio"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"strings"

	xterm "golang.org/x/term"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// terminalLimit is how many problems a terminal shows before it counts.
const terminalLimit = 50

// watchLimit is the same for one change: the page shows the others.
const watchLimit = 10

// A term prints to people.
type term struct {
	out, err *os.File
	color    string // auto, always or never
	quiet    bool   // only problems
	all      bool   // every problem, however many
	limit    int    // takes the place of terminalLimit, unless 0
}

func newTerm(out, err *os.File) *term { return &term{out: out, err: err} }

// say prints a line about what goes on or went wrong.
func (t *term) say(format string, args ...any) {
	t.painted(harmless(fmt.Sprintf(format, args...)))
}

// painted prints a line that has colours.
func (t *term) painted(line string) { fmt.Fprintln(t.err, line) }

// harmless keeps what strangers wrote from moving the cursor: names of files,
// comments of signatures, versions.
func harmless(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = diag.Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// note prints a line that --quiet leaves out.
func (t *term) note(line string) {
	if !t.quiet {
		t.say("%s", line)
	}
}

// done prints the one line of a success.
func (t *term) done(format string, args ...any) {
	if !t.quiet {
		fmt.Fprintln(t.out, harmless(fmt.Sprintf(format, args...)))
	}
}

// canAnswer reports whether somebody is at a terminal, to answer what is asked.
func canAnswer() bool { return xterm.IsTerminal(int(os.Stdin.Fd())) }

// ask asks whoever is at a terminal, and returns the answer; without a terminal, "".
func (t *term) ask(question string) string {
	if !canAnswer() {
		return ""
	}
	t.say("%s", question)
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	return strings.Join(strings.Fields(line), " ")
}

// problems prints what is wrong in the content. source is the folder that their
// paths are relative to; root is how one names it from here.
func (t *term) problems(list []diag.Problem, source fs.FS, root string) error {
	diag.Quote(list, source)
	return t.list(list, root)
}

// list prints problems that have their lines with them.
func (t *term) list(list []diag.Problem, root string) error {
	text := diag.Text{Color: t.colored(), Root: root}
	if t.isTerminal() && !t.all {
		text.Limit = cmp.Or(t.limit, terminalLimit)
	}
	return text.Write(t.err, list)
}

// paint colours what goes to stderr.
func (t *term) paint(code, s string) string {
	return diag.Text{Color: t.colored()}.Paint(code, s)
}

func (t *term) isTerminal() bool { return xterm.IsTerminal(int(t.err.Fd())) }

func (t *term) colored() bool { return t.coloredOn(t.err) }

// coloredOn reports whether what goes to a file is in colour.
func (t *term) coloredOn(f *os.File) bool {
	switch t.color {
	case "always":
		return true
	case "never":
		return false
	}
	return xterm.IsTerminal(int(f.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
