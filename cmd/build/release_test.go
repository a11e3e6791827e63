package main

import (
	"bytes"
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// command runs a program in a folder, and returns what it says.
func command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GIT_CONFIG_GLOBAL=/dev/null")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// TestSameProgram makes the program of a release in two clones of one commit, as
// « make release » does: it has the same bytes, nothing of where it was made, and
// the version of the commit's tag.
func TestSameProgram(t *testing.T) {
	first, second := filepath.Join(t.TempDir(), "un"), filepath.Join(t.TempDir(), "un autre dossier")
	for _, name := range []string{"go.mod", "go.sum", "cmd", "layouts", "assets"} {
		from, to := filepath.Join(repository, name), filepath.Join(first, name)
		must(t, os.MkdirAll(filepath.Dir(to), 0o755))
		if isDir(from) {
			command(t, first, "cp", "-R", absolute(t, from), to)
			continue
		}
		data, err := os.ReadFile(from)
		must(t, err)
		must(t, os.WriteFile(to, data, 0o644))
	}
	must(t, os.RemoveAll(filepath.Join(first, "assets", "node_modules")))
	must(t, os.RemoveAll(filepath.Join(first, "cmd", "build", "testdata")))
	command(t, first, "git", "init", "-q")
	command(t, first, "git", "add", "--force", ".")
	command(t, first, "git", "-c", "user.name=a", "-c", "user.email=a@exemple.fr", "commit", "-qm", "v1")
	command(t, first, "git", "tag", "v1.2.3")
	command(t, filepath.Dir(second), "git", "clone", "-q", first, filepath.Base(second))

	var programs [][]byte
	for _, dir := range []string{first, second} {
		file := filepath.Join(t.TempDir(), "build")
		command(t, dir, "go", "build", "-trimpath", "-buildvcs=true", "-o", file, "./cmd/build")
		if said := command(t, dir, file, "--version"); said != "build v1.2.3\n" {
			t.Errorf("version: %s", said)
		}
		data, err := os.ReadFile(file)
		must(t, err)
		if bytes.Contains(data, []byte(filepath.Dir(dir))) {
			t.Error("the program names the folder where it was made")
		}
		programs = append(programs, data)
	}
	if sha256.Sum256(programs[0]) != sha256.Sum256(programs[1]) {
		t.Error("two clones of one commit make two programs")
	}
}

func absolute(t *testing.T, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	must(t, err)
	return path
}

// The copies of the program that people get come with the licences of what is in
// them.
func TestLicences(t *testing.T) {
	said := command(t, ".", program(t), "licences")
	for _, text := range []string{"github.com/yuin/goldmark v", "Copyright (c) 2019 Yusuke Inuzuka", "Permission is hereby granted, free of charge", "Apache License"} {
		if !strings.Contains(said, text) {
			t.Errorf("no %q in what build licences says", text)
		}
	}
}
