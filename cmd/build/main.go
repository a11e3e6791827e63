// Build publishes a public roadmap: Markdown in content/, HTML in public/.
//
// This package is the command line: what people type, what they read in their
// terminal, the exit status. The clock, the environment and the system's settings
// are read here; the stages below get values.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
)

// Exit statuses. An interrupted program ends with 128 and the signal's number.
const (
	exitDone   = 0
	exitError  = 1 // the content or the build has errors
	exitMisuse = 2 // of the command line
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	tuneMemory(buildMemory, 0)
	ctx, stop := signals()
	defer stop()
	t := newTerm(os.Stdout, os.Stderr)
	cmd := newRoot(t)
	cmd.SetArgs(args)
	cmd.SetOut(os.Stdout)
	cmd.SetErr(os.Stderr)
	return t.finish(cmd.ExecuteContext(ctx))
}

// Limits of memory, in bytes, below which garbage may grow. A check holds more of
// a site than a build does, and collects as often with more room.
const (
	buildMemory = 212 << 20
	checkMemory = 240 << 20
)

// tuneMemory lets garbage grow further than Go does by itself, up to a limit:
// a build lives for seconds at most, and collecting costs it a quarter of that.
// live is what the program holds for good, in bytes, so far as it is known: the
// limit leaves room for it, however large the roadmap. GOGC and GOMEMLIMIT still
// decide when they are set.
func tuneMemory(limit, live uint64) {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(int64(max(limit, 2*live+32<<20)))
	}
}

// tuneForLong collects garbage as Go does by itself: for a program that stays,
// what it holds should grow with the roadmap, and not with what it has done.
func tuneForLong() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(100)
		debug.FreeOSMemory()
	}
}

// liveMemory is what the last collection left, in bytes.
func liveMemory() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// An interrupted error is the signal that ended the program.
type interrupted struct{ signal syscall.Signal }

func (i interrupted) Error() string { return "interrompu" }

// signals gives a context that a first Ctrl-C or SIGTERM ends; a second one
// kills the program at once.
func signals() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt, syscall.SIGTERM)
	go func() {
		if s, ok := (<-ch).(syscall.Signal); ok {
			signal.Stop(ch)
			cancel(interrupted{s})
		}
	}()
	return ctx, func() { cancel(nil) }
}

// A misuse is an error of whoever typed the command.
type misuse struct{ message string }

func (m misuse) Error() string { return m.message }

func misusef(format string, args ...any) error { return misuse{fmt.Sprintf(format, args...)} }

// errReported means that problems are printed already.
var errReported = errors.New("reported")

// finish prints an error, if there is one to print, and gives the exit status.
func (t *term) finish(err error) int {
	var signalled interrupted
	var wrong misuse
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitError
	case errors.As(err, &signalled):
		return 128 + int(signalled.signal)
	case errors.As(err, &wrong):
		t.say("%s", wrong.message)
		t.say("« build --help » dit ce qui est possible.")
		return exitMisuse
	}
	t.say("erreur: %v", err)
	return exitError
}
