package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"feuille-de-route.example/cmd/build/internal/sample"
	"feuille-de-route.example/layouts"
)

// update rewrites what tests expect; read the diff as if somebody else had made
// it.
var update = flag.Bool("update", false, "rewrite the expected files")

// TestMain lets the test binary be the program itself, and the program that
// benchmarks measure it by.
func TestMain(m *testing.M) {
	testscript.Main(tidy{m}, map[string]func(){
		"build": main,
		"floor": func() { succeed(floor(os.Args[1], os.Args[2], os.Args[3])) },
		"sample": func() {
			pages, err := strconv.Atoi(os.Args[2])
			succeed(cmp.Or(err, sample.Write(os.Args[1], pages, 700)))
		},
	})
}

func succeed(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shared is the folder of what all tests of a run share: the program's cache, and
// the sites that several tests read, by what the program was told.
var (
	shared string
	sites  = map[string]string{}
)

// tidy removes the shared folder when all tests have run.
type tidy struct{ *testing.M }

func (t tidy) Run() int {
	status := t.M.Run()
	os.RemoveAll(shared)
	return status
}

// cache is the program's cache folder. The first build of a run fetches the DSFR into
// it, as on a machine that has never seen it.
func cache(t testing.TB) string {
	t.Helper()
	if shared == "" {
		dir, err := os.MkdirTemp("", "feuille-de-route-test-")
		if err != nil {
			t.Fatal(err)
		}
		shared = dir
		published(t, golden)
	}
	return shared
}

// published is the folder of the site of a source folder. It is built once for all
// tests: none may write into it.
func published(t testing.TB, source string, args ...string) string {
	t.Helper()
	home := cache(t)
	key := strings.Join(append([]string{source}, args...), " ")
	if sites[key] == "" {
		out := filepath.Join(home, "sites", strconv.Itoa(len(sites)))
		buildInto(t, out, source, args...)
		sites[key] = out
	}
	return sites[key]
}

func TestScripts(t *testing.T) { runScripts(t, "testdata/script") }

// runScripts runs the scripts of a folder.
func runScripts(t *testing.T, dir string) {
	home := cache(t)                                       // npm wants a home to fetch the DSFR, and scripts have none
	photos, err := filepath.Abs("internal/photo/testdata") // they say where they were taken
	must(t, err)
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", home)
			env.Setenv("PHOTOS", photos)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"gabarits": gabarits,
			"modele":   modele,
			"octets":   octets,
			"statut":   statut,
		},
	})
}

// modele writes the smallest good roadmap into a folder, except for the files
// that the script brings.
func modele(ts *testscript.TestScript, _ bool, args []string) {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	for name, text := range map[string]string{
		"site.yaml":    "titre: Essai\nurl: https://essai.exemple.fr/\neditions:\n  - {id: \"2021\", titre: Édition 2021, date: 2021-09-14}\n",
		"index.md":     "---\ntitre: Accueil\n---\n\nBonjour.\n",
		"projets/a.md": "---\ntitre: Projet A\n---\n\n## Une partie\n\nTexte.\n",
	} {
		file := ts.MkAbs(filepath.Join(dir, "content", name))
		if _, err := os.Stat(file); err == nil {
			continue
		}
		ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
		ts.Check(os.WriteFile(file, []byte(text), 0o644))
	}
}

// gabarits gives the roadmap layouts of its own: those of the program.
func gabarits(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(os.RemoveAll(ts.MkAbs("layouts")))
	ts.Check(os.CopyFS(ts.MkAbs("layouts"), layouts.FS))
}

// octets writes a file of bytes that a script cannot spell: Go escapes in its
// arguments, joined.
func octets(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: octets file 'text with \\xNN'…")
	}
	var b strings.Builder
	for _, a := range args[1:] {
		var text string
		if _, err := fmt.Sscanf(`"`+strings.ReplaceAll(a, `"`, `\"`)+`"`, "%q", &text); err != nil {
			ts.Fatalf("octets: %v", err)
		}
		b.WriteString(text)
	}
	file := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(file), 0o755))
	ts.Check(os.WriteFile(file, []byte(b.String()), 0o644))
}

// statut runs a program and wants an exit status.
func statut(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		code = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want := args[0]; strconv.Itoa(code) != want {
		ts.Fatalf("exit status %d, want %s", code, want)
	}
}
