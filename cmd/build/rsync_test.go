package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// This file publishes as numerique.gouv.fr does: a site is sent by the real rsync to a
// folder that nginx serves by a plain server block, without a file of ours.

// A mirror is the folder of a server that rsync sends to, over something that stands for
// ssh.
type mirror struct {
	t        testing.TB
	dir, rsh string
}

func newMirror(t testing.TB) *mirror {
	t.Helper()
	executable(t, "rsync")
	m := &mirror{t, t.TempDir(), filepath.Join(t.TempDir(), "rsh")}
	// Runs what rsync asks of the server; the connection is lost after $CUT bytes of the
	// $CALL-th one.
	script := "#!/bin/sh\nshift\necho >> \"$0.calls\"\n" +
		"if [ \"$(wc -l < \"$0.calls\")\" = \"$CALL\" ]; then stdbuf -o0 head -c \"$CUT\" | sh -c \"$*\"; else exec sh -c \"$*\"; fi\n"
	if err := errors.Join(os.WriteFile(m.rsh, []byte(script), 0o755), os.Chmod(m.dir, 0o755), os.Chmod(filepath.Dir(m.dir), 0o755)); err != nil {
		t.Fatal(err)
	}
	return m
}

// send runs a command, written as for public/ and /var/www/html/ of « serveur ». The
// connection is lost after some bytes of its call-th rsync; call is 0 for none.
func (m *mirror) send(command, site string, call, bytes int) (said string, err error) {
	m.t.Helper()
	_ = os.Remove(m.rsh + ".calls")
	command = strings.NewReplacer("public/", site+"/", "serveur:/var/www/html/", "serveur:"+m.dir+"/", "rsync ", "rsync --stats ").Replace(command)
	cmd := exec.CommandContext(m.t.Context(), "sh", "-c", command)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "RSYNC_RSH="+m.rsh, "CALL="+strconv.Itoa(call), "CUT="+strconv.Itoa(bytes))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// sent adds up a figure of the --stats of each rsync.
func sent(t testing.TB, said, what string) (sum int) {
	t.Helper()
	for _, m := range regexp.MustCompile(regexp.QuoteMeta(what)+`: ([\d,]+)`).FindAllStringSubmatch(said, -1) {
		n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	return sum
}

// holds compares the mirror with a site, file by file.
func (m *mirror) holds(site string) {
	m.t.Helper()
	got, want := read(m.t, m.dir), read(m.t, site)
	for name, data := range want {
		if string(got[name]) != string(data) {
			m.t.Errorf("%s has not arrived", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			m.t.Errorf("%s is still there", name)
		}
	}
}

// coherent follows what each page of the mirror names: it has to be there.
func (m *mirror) coherent() (err error) {
	files := read(m.t, m.dir)
	for name, data := range files {
		if !strings.HasSuffix(name, ".html") || strings.Contains(name, ".~tmp~/") {
			continue
		}
		for _, found := range inPage.FindAllSubmatch(data, -1) {
			address, _, _ := strings.Cut(string(found[1]), "#")
			if address, _, _ = strings.Cut(address, "?"); !strings.HasPrefix(address, "/") {
				continue
			}
			file := address[1:]
			if file == "" || strings.HasSuffix(file, "/") {
				file += "index.html"
			}
			if _, ok := files[path.Clean(file)]; !ok {
				err = errors.Join(err, fmt.Errorf("%s names %s, which is not there", name, address))
			}
		}
	}
	return err
}

// advised is the command that « build aide hotes » gives.
func advised(t *testing.T) string {
	t.Helper()
	text := command(t, ".", program(t), "aide", "hotes")
	lines := regexp.MustCompile(`(?m)^ *(rsync .*(?:\n *.*)?serveur:/var/www/html/)$`).FindString(text)
	if strings.Count(lines, "rsync ") != 2 {
		t.Fatalf("no command is advised:\n%s", text)
	}
	return lines
}

// editions builds a roadmap, and the same one after a change.
func editions(t testing.TB, change func(dir string) error) (first, second string) {
	t.Helper()
	dir := t.TempDir()
	sourcesOf(t, repository, dir, 1, 0o644)
	first = build(t, dir)
	if err := change(dir); err != nil {
		t.Fatal(err)
	}
	return first, build(t, dir)
}

// replace writes a file again with another text in the place of one.
func replace(file, old, new string) error {
	text, err := os.ReadFile(file)
	if err == nil && !strings.Contains(string(text), old) {
		err = fmt.Errorf("%s does not hold %q", file, old)
	}
	return errors.Join(err, os.WriteFile(file, []byte(strings.ReplaceAll(string(text), old, new)), 0o644))
}

// TestRsync sends a site, then what one corrected sentence changes of it: no file but
// those that differ, and by the command that is advised no more than by theirs.
func TestRsync(t *testing.T) {
	first, second := editions(t, func(dir string) error {
		return replace(filepath.Join(dir, "content/projets/accompagnement-dirigeants.md"), "Deux voies leur sont proposées.", "Deux voies leur sont ouvertes.")
	})
	differ, before := 0, read(t, first)
	for name, data := range read(t, second) {
		if string(before[name]) != string(data) {
			differ++
		}
	}
	for name, command := range map[string]string{"theirs": "rsync -avc public/ serveur:/var/www/html/", "advised": advised(t)} {
		t.Run(name, func(t *testing.T) {
			m := newMirror(t)
			said, err := m.send(command, first, 0, 0)
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			m.holds(first)
			t.Logf("first: %d files, %d bytes", sent(t, said, "Number of regular files transferred"), sent(t, said, "Total bytes sent"))
			if said, err = m.send(command, second, 0, 0); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			files, bytes := sent(t, said, "Number of regular files transferred"), sent(t, said, "Total bytes sent")
			t.Logf("second: %d files, %d bytes", files, bytes)
			if files != differ {
				t.Errorf("%d files are sent, %d differ", files, differ)
			}
			if name == "advised" {
				m.holds(second)
			}
		})
	}
}

// TestRsyncServed has nginx serve what was sent as that server is set up.
func TestRsyncServed(t *testing.T) {
	site, m := build(t, repository), newMirror(t)
	if said, err := m.send(advised(t), site, 0, 0); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	s := nginxWith(t, "root "+m.dir+"; index index.html; error_page 404 /404/index.html;")
	if e := s.get("/projets/"); e.status != 200 || e.header.Get("Content-Type") != "text/html" {
		t.Errorf("/projets/: %d, %v", e.status, e.header)
	}
	const title, hidden = "<title>Page introuvable", `<meta name="robots" content="noindex">`
	for address, status := range map[string]int{"/rien": 404, "/projets/rien/": 404, "/404.html": 200, "/404/": 200} {
		if e := s.get(address); e.status != status || !strings.Contains(e.body, title) || !strings.Contains(e.body, hidden) {
			t.Errorf("%s: %d\n%.300s", address, e.status, e.body)
		}
	}
	if strings.Contains(s.get("/sitemap.xml").body, "404") {
		t.Error("the site map names the page of what is not there")
	}
}

// TestRsyncCut loses the connection anywhere in either part of the command: what is
// served then names nothing that is not there, and the next time all arrives.
func TestRsyncCut(t *testing.T) {
	first, second := editions(t, func(dir string) error {
		return errors.Join(
			replace(filepath.Join(dir, "content/site.yaml"), "titre: TECH.GOUV", "titre: TECH.GOUV.FR"),
			os.WriteFile(filepath.Join(dir, "content/projets/nouveau.md"), []byte("---\ntitre: Un nouveau projet\n---\n\nTexte.\n"), 0o644),
			os.Rename(filepath.Join(dir, "content/pages/accessibilite.md"), filepath.Join(dir, "content/pages/accessible.md")),
			replace(filepath.Join(dir, "assets/style/page.css"), "{", "{--essai:1;"))
	})
	command := advised(t)
	for call := 1; call <= 2; call++ {
		for _, part := range []int{10, 50, 90} {
			m := newMirror(t)
			if said, err := m.send(command, first, 0, 0); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			if err := m.coherent(); err != nil {
				t.Fatal(err)
			}
			measure := newMirror(t)
			if err := os.CopyFS(measure.dir, os.DirFS(first)); err != nil {
				t.Fatal(err)
			}
			said, err := measure.send(command, second, 0, 0)
			if err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			each := regexp.MustCompile(`Total bytes sent: ([\d,]+)`).FindAllStringSubmatch(said, -1)
			whole, err := strconv.Atoi(strings.ReplaceAll(each[call-1][1], ",", ""))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.send(command, second, call, whole*part/100); err == nil {
				t.Fatalf("part %d is not cut at %d %%", call, part)
			}
			if err := m.coherent(); err != nil {
				t.Errorf("part %d, cut at %d %%: %v", call, part, err)
			}
			if said, err := m.send(command, second, 0, 0); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			m.holds(second)
		}
	}
}
