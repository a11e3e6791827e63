package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/sample"
)

// These tests end builds in every way that a machine can, and want the whole old
// site or the whole new one each time. « make endure » has the long form.
var (
	kills     = flag.Int("kills", 8, "how many builds TestKilledBuild kills")
	killPages = flag.Int("kill-pages", 150, "pages of the site that TestKilledBuild builds")
	killSeed  = flag.Uint64("kill-seed", 1, "of the moments when TestKilledBuild kills")
)

var title = regexp.MustCompile(`(?m)^titre: .*$`)

// A publication is two roadmaps that publish into one folder, in turn: no page of
// the one has the bytes of the other's.
type publication struct {
	*testing.T
	sources [2]string
	beside  string // the folder that the site's stands in
	public  string
	digests [2]string // of the sites, as their manifests sum up
	took    time.Duration
}

func newPublication(t *testing.T, pages int) *publication {
	p := &publication{T: t, beside: t.TempDir()}
	p.public = filepath.Join(p.beside, "public")
	for i := range p.sources {
		p.sources[i] = t.TempDir()
		must(t, sample.Write(p.sources[i], pages, 50))
		file := filepath.Join(p.sources[i], "content", "site.yaml")
		text, err := os.ReadFile(file)
		must(t, err)
		must(t, os.WriteFile(file, title.ReplaceAll(text, fmt.Appendf(nil, "titre: Site %d", i)), 0o644))
		start := time.Now()
		p.succeeds(i)
		p.took = time.Since(start)
		p.digests[i] = p.whole()
	}
	return p
}

// command is a build of one of the two.
func (p *publication) command(i int, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.Command(program(p), append([]string{"-C", p.sources[i], "-o", p.public}, args...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(p))
	said := new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = said, said
	return cmd, said
}

func (p *publication) succeeds(i int) {
	p.Helper()
	cmd, said := p.command(i)
	if err := cmd.Run(); err != nil {
		p.Fatalf("%v\n%s", err, said)
	}
}

// whole wants one whole site, every file of it as its manifest says and no other,
// and returns the manifest's digest.
func (p *publication) whole() string {
	p.Helper()
	return wholeSite(p.T, p.public)
}

func wholeSite(t *testing.T, dir string) string {
	t.Helper()
	files := read(t, dir)
	manifest := files[output.Manifest]
	if len(manifest) == 0 {
		t.Fatalf("no manifest in %s", dir)
	}
	delete(files, output.Manifest)
	for line := range strings.Lines(string(manifest)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		data, ok := files[name]
		if got := sha256.Sum256(data); !ok || hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not as the manifest says", name)
		}
		delete(files, name)
	}
	for name := range files {
		t.Errorf("%s is not of the site", name)
	}
	sum := sha256.Sum256(manifest)
	return hex.EncodeToString(sum[:])
}

// one wants the site of one of the two roadmaps, and says which.
func (p *publication) one() int {
	p.Helper()
	i := slices.Index(p.digests[:], p.whole())
	if i < 0 {
		p.Fatal("the site is neither the old one nor the new one")
	}
	return i
}

// tidy wants nothing beside the site.
func (p *publication) tidy() {
	p.Helper()
	entries, err := os.ReadDir(p.beside)
	must(p, err)
	for _, e := range entries {
		if e.Name() != "public" {
			p.Errorf("%s was left", e.Name())
		}
	}
}

// until waits for something that a build does, or for its end.
func until(t *testing.T, what string, ended <-chan struct{}, seen func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for !seen() {
		select {
		case <-ended:
			t.Fatalf("%s: the build ended before", what)
		case <-ctx.Done():
			t.Fatalf("%s: never seen", what)
		case <-time.After(time.Millisecond):
		}
	}
}

func thereIs(path string) func() bool {
	return func() bool { _, err := os.Lstat(path); return err == nil }
}

// TestKilledBuild kills builds at random moments: half of them anywhere, half soon
// after the sites are exchanged. There is one whole site each time, and the next
// build leaves nothing of the dead one.
func TestKilledBuild(t *testing.T) {
	p := newPublication(t, *killPages)
	p.succeeds(0)
	random := rand.New(rand.NewPCG(*killSeed, 0))
	var killed [2]int // by the site that stood afterwards: the old one, the new one
	stages := 0
	for n := 0; killed[0]+killed[1] < *kills; n++ {
		if n > 5**kills {
			t.Fatal("builds end before they are killed")
		}
		cmd, said := p.command(1)
		old, err := os.Stat(p.public)
		must(t, err)
		must(t, cmd.Start())
		if n%2 == 0 {
			<-time.After(time.Duration(random.Float64() * float64(p.took)))
		} else {
			until(t, "the exchange", nil, func() bool {
				now, err := os.Stat(p.public)
				must(t, err)
				return !os.SameFile(old, now)
			})
			<-time.After(time.Duration(random.Float64() * float64(p.took) / 20))
		}
		must(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil { // it was faster
			p.succeeds(0)
			continue
		} else if cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("%v\n%s", err, said)
		}
		killed[p.one()]++
		if thereIs(filepath.Join(p.beside, ".public.nouveau"))() {
			stages++
		}
		p.succeeds(0)
		if p.one() != 0 {
			t.Error("the next build did not publish")
		}
		p.tidy()
	}
	t.Logf("%d builds of %d pages killed within %v: %d left the old site, %d the new one; %d left something that the next build removed",
		*kills, *killPages, p.took, killed[0], killed[1], stages)
}

// locked gives the question whether somebody holds the lock of a file (flock(2)).
func locked(name string) func() bool {
	return func() bool {
		f, err := os.Open(name)
		if err != nil {
			return false
		}
		defer f.Close() // and with it the lock, if it was free
		return errors.Is(syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.EWOULDBLOCK)
	}
}

// A build that is killed while it has the folder lets the next one in at once,
// which has said what it waits for.
func TestKilledHolder(t *testing.T) {
	p := newPublication(t, 200)
	holder, _ := p.command(0)
	must(t, holder.Start())
	until(t, "the lock", nil, locked(filepath.Join(p.beside, ".public.verrou"))) // its file is there before it is held
	must(t, holder.Process.Signal(syscall.SIGSTOP))
	next, _ := p.command(1)
	said, err := os.Create(filepath.Join(t.TempDir(), "said"))
	must(t, err)
	defer said.Close()
	next.Stdout, next.Stderr = said, said
	must(t, next.Start())
	until(t, "the message", nil, func() bool {
		text, err := os.ReadFile(said.Name())
		must(t, err)
		return strings.Contains(string(text), "Un autre build écrit dans "+p.public+" : attente de sa fin.")
	})
	must(t, holder.Process.Kill())
	holder.Wait()
	must(t, next.Wait())
	if p.one() != 1 {
		t.Error("the one that waited did not publish")
	}
	p.tidy()
}

// Builds at the same time take turns: all succeed.
func TestBuildsAtOnce(t *testing.T) {
	p := newPublication(t, 100)
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			cmd, said := p.command(i % 2)
			if err := cmd.Run(); err != nil {
				t.Errorf("%v\n%s", err, said)
			}
		})
	}
	group.Wait()
	p.one()
	p.tidy()
}

// A signal ends a build with the status that shells know it by, and a sentence;
// the site is the old one, and nothing is left.
func TestSignals(t *testing.T) {
	p := newPublication(t, 600)
	for signal, status := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		cmd, said := p.command(0, "--jobs", "1")
		must(t, cmd.Start())
		ended := make(chan struct{})
		go func() { cmd.Wait(); close(ended) }()
		until(t, "the stage", ended, thereIs(filepath.Join(p.beside, ".public.nouveau")))
		must(t, cmd.Process.Signal(signal))
		<-ended
		if got := cmd.ProcessState.ExitCode(); got != status {
			t.Errorf("%v: status %d, want %d", signal, got, status)
		}
		if want := "Interrompu : " + p.public + " n'a pas changé.\n"; said.String() != want {
			t.Errorf("%v: %q, want %q", signal, said, want)
		}
		if p.one() != 1 {
			t.Errorf("%v: the old site is gone", signal)
		}
		p.tidy()
	}
}

// Content that changes while it is read gives the site of some moment, or an error
// of the editor's; never half a site.
func TestChangingContent(t *testing.T) {
	p := newPublication(t, 100)
	pages, err := filepath.Glob(filepath.Join(p.sources[0], "content", "projets", "*.md"))
	must(t, err)
	texts := make([][]byte, len(pages))
	for i, page := range pages {
		texts[i], err = os.ReadFile(page)
		must(t, err)
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			page, text := pages[n%len(pages)], texts[n%len(pages)]
			switch n / len(pages) % 3 {
			case 0: // in one step, as good editors do
				os.WriteFile(page+"~", append(text, "\nUne ligne de plus.\n"...), 0o644)
				os.Rename(page+"~", page)
			case 1: // emptied first, as others do
				os.WriteFile(page, text, 0o644)
			case 2:
				os.Remove(page)
				os.WriteFile(page, text, 0o644)
			}
		}
	}()
	for range 12 {
		cmd, said := p.command(0)
		err := cmd.Run()
		if code := cmd.ProcessState.ExitCode(); code > 1 || code < 0 {
			t.Errorf("%v\n%s", err, said)
		} else if code == 1 && !strings.Contains(said.String(), "rien n'a été publié dans "+p.public) {
			t.Errorf("an error of the machine's:\n%s", said)
		}
		p.whole()
		p.tidy()
	}
	close(stop)
	<-stopped
}

// elsewhere runs a script as root of a namespace of its own, where it may mount
// what it likes, or as an ordinary account of one, which permissions bind. Its
// arguments are the program, then those given.
func elsewhere(t *testing.T, uid int, script string, args ...string) string {
	t.Helper()
	cmd := exec.Command("sh", append([]string{"-euc", script, program(t)}, args...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: uid, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: uid, HostID: os.Getgid(), Size: 1}}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// asIs are the last lines of a script: the site is whole, it is the old one, and
// stands alone.
const asIs = `
cd "$disk/public"
sha256sum -c --strict --quiet empreintes.sha256
[ "$(find . -type f | wc -l)" -eq $(($(wc -l < empreintes.sha256) + 1)) ]
[ "$before" = "$(sha256sum empreintes.sha256)" ]
[ "$(ls -A ..)" = public ]
`

// pages is how many blocks of 4 kB the files of a folder take.
func pages(t *testing.T, dir string) int {
	t.Helper()
	n := 0
	for _, data := range read(t, dir) {
		n += (len(data) + 4095) / 4096
	}
	return n
}

// A disk that fills up, wherever in a build: the old site stays, the message says
// why, the room taken is given back, and the old site can be built again.
func TestFullDisk(t *testing.T) {
	p := newPublication(t, 100)
	small := t.TempDir()
	sourcesOf(t, golden, small, 1, 0o644)
	failed, fits := 0, pages(t, published(t, golden))*4+60 // in kB, with some for folders
	for _, more := range []int{0, 100, 300, 600, 1000, 1500, 2200, 2900} {
		size := fits + more
		said := elsewhere(t, 0, `disk=$1
mount -t tmpfs -o size=$2k tmpfs "$disk"
"$0" --quiet -C "$3" -o "$disk/public"
before=$(sha256sum < "$disk/public/empreintes.sha256")  # of a site that fits
before="${before%-}empreintes.sha256"
if "$0" -C "$4" -o "$disk/public"; then exit; else echo "statut $?"; fi
"$0" --quiet -C "$3" -o "$disk/public"`+asIs, t.TempDir(), strconv.Itoa(size), small, p.sources[0])
		if strings.Contains(said, "statut") {
			failed++
			if !strings.Contains(said, "erreur: impossible d") || !strings.Contains(said, " : il n'y a plus de place sur le disque\nstatut 1\n") {
				t.Errorf("%d kB: %s", size, said)
			}
		}
	}
	if failed < 5 {
		t.Errorf("the disk was full %d times only", failed)
	}
}

// A disk that cannot be written, and a folder that may not: the old site stays,
// and the message says which.
func TestReadOnly(t *testing.T) {
	p := newPublication(t, 20)
	said := elsewhere(t, 0, `disk=$1
mount -t tmpfs tmpfs "$disk"
"$0" --quiet -C "$2" -o "$disk/public"
before=$(cd "$disk/public" && sha256sum empreintes.sha256)
mount -o remount,ro "$disk"
"$0" -C "$3" -o "$disk/public" || echo "statut $?"`+asIs, t.TempDir(), p.sources[0], p.sources[1])
	if !strings.Contains(said, " : le disque est en lecture seule\nstatut 1\n") {
		t.Errorf("a read-only disk: %s", said)
	}
	said = elsewhere(t, 1000, `disk=$1
"$0" --quiet -C "$2" -o "$disk/public"
before=$(cd "$disk/public" && sha256sum empreintes.sha256)
chmod a-w "$disk"
"$0" -C "$3" -o "$disk/public" || echo "statut $?"
chmod u+w "$disk"`+asIs, t.TempDir(), p.sources[0], p.sources[1])
	if !strings.Contains(said, " : l'accès est refusé ; vérifiez les droits du dossier\nstatut 1\n") {
		t.Errorf("a folder that may not be written: %s", said)
	}
}

// A folder that is a disk of its own cannot be exchanged: the message says what
// to do, and its site stays.
func TestMountPoint(t *testing.T) {
	p := newPublication(t, 20)
	said := elsewhere(t, 0, `disk=$1
mkdir "$disk/autre" "$disk/public"
"$0" --quiet -C "$2" -o "$disk/autre"
mount --bind "$disk/autre" "$disk/public"
before=$(cd "$disk/public" && sha256sum empreintes.sha256)
"$0" -C "$3" -o "$disk/public" || echo "statut $?"
"$0" --quiet -C "$3" -o "$disk/public/site" || echo "statut $?"
umount "$disk/public"
rmdir "$disk/public"
mv "$disk/autre" "$disk/public"`+asIs, t.TempDir(), p.sources[0], p.sources[1])
	if !strings.Contains(said, "ce dossier est un point de montage ; donnez à --output un dossier qu'il contient\nstatut 1\n") {
		t.Errorf("a mount point: %s", said)
	}
}
