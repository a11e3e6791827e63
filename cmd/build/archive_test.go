package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aead.dev/minisign"
)

// sourcesOf copies a roadmap, since build archive writes into content/. The
// last names come first where order is -1.
func sourcesOf(t testing.TB, source, to string, order int, mode os.FileMode) {
	t.Helper()
	var names []string
	files := map[string][]byte{}
	for _, folder := range []string{"content", "layouts", "assets"} {
		if !isDir(filepath.Join(source, folder)) {
			continue
		}
		for name, data := range read(t, filepath.Join(source, folder)) {
			if !strings.Contains(name, "node_modules/") {
				files[folder+"/"+name] = data
			}
		}
	}
	if names = sorted(files); order < 0 {
		slices.Reverse(names)
	}
	for _, name := range names {
		file := filepath.Join(to, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, files[name], mode)); err != nil {
			t.Fatal(err)
		}
	}
}

// keep archives a roadmap and returns the folder of the archives.
func keep(t testing.TB, source string, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	sourcesOf(t, source, dir, 1, 0o644)
	cmd := exec.Command(program(t), append([]string{"archive", "-C", dir}, args...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
	if message, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, message)
	}
	return filepath.Join(dir, "archives")
}

// judge runs a program of other hands in a folder, which must be content.
func judge(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing: .ci/run installs it", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// TestJudges lets tools that we did not write judge the archive of the real
// roadmap.
func TestJudges(t *testing.T) {
	needBrowser(t)
	dir, name := keep(t, repository), "tech-gouv-2021"
	judge(t, dir, "sha512sum", "-c", "--strict", name+".zip.sha512", name+".wacz.sha512")
	judge(t, dir, "unzip", "-tq", name+".zip")
	judge(t, dir, "unzip", "-tq", name+".wacz")
	judge(t, dir, "unzip", "-q", name+".zip", "-d", "x")
	bag := filepath.Join(dir, "x", name)
	for _, tool := range []string{"sha256", "sha512"} {
		judge(t, bag, tool+"sum", "-c", "--strict", "--quiet", "manifest-"+tool+".txt", "tagmanifest-"+tool+".txt")
	}
	judge(t, bag+"/data/site", "sha256sum", "-c", "--strict", "--quiet", "empreintes.sha256")
	judge(t, dir, "diff", "-r", name, bag+"/data/site")
	judge(t, dir, "cmp", name+".wacz", bag+"/data/web/"+name+".wacz")
	judge(t, dir, "python3", "-c", `import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist():
    assert i.compress_type == 0 and not i.extra and not i.comment and i.external_attr >> 16 == 0o100644, i
    assert i.date_time == (2021, 9, 14, 0, 0, 0), i.date_time
    assert i.filename.startswith(sys.argv[2] + "/")
assert not z.comment`, name+".zip", name)

	judge(t, dir, "unzip", "-q", name+".wacz", "-d", "w")
	browse(t, "warc", filepath.Join(dir, "w/archive/data.warc"), filepath.Join(dir, "w/indexes/index.cdx"))
	public := published(t, repository)
	pages := []string{"https://tech-gouv.exemple.gouv.fr/projets/index.html"}
	for _, address := range addresses(t, public, kinds) {
		pages = append(pages, "https://tech-gouv.exemple.gouv.fr"+address)
	}
	browse(t, "replay", append([]string{filepath.Join(dir, name+".wacz")}, pages...)...)
	warc, err := os.ReadFile(filepath.Join(dir, "w/archive/data.warc"))
	if err != nil {
		t.Fatal(err)
	}
	unserved := []string{"empreintes.sha256", "_headers", "_redirects", "nginx.conf", ".htaccess", ".nojekyll"} // hosts read them
	for file, data := range read(t, public) {                                                                   // every public address is in the WACZ, byte for byte
		if !slices.Contains(unserved, file) && !bytes.Contains(warc, data) {
			t.Errorf("the WARC lacks %s", file)
		}
	}
}

// TestSignatures has Debian's minisign make keys and judge signatures, of the
// zip's tag manifest, by keys with and without a password.
func TestSignatures(t *testing.T) {
	dir := t.TempDir()
	judge(t, dir, "minisign", "-G", "-W", "-p", "libre.pub", "-s", "libre.key")
	public, private, err := minisign.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	locked, err := minisign.EncryptKey("mot de passe", private)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := public.MarshalText()
	if err := errors.Join(os.WriteFile(dir+"/fermee.key", locked, 0o600), os.WriteFile(dir+"/fermee.pub", append(text, '\n'), 0o600)); err != nil {
		t.Fatal(err)
	}
	sourcesOf(t, golden, dir, 1, 0o644)
	run := func(stdin string, args ...string) (string, error) {
		cmd := exec.Command(program(t), args...)
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for key, password := range map[string]string{"libre": "", "fermee": "mot de passe\n"} {
		out, err := run(password, "archive", "--format", "zip", "-o", key, "--signer", key+".key")
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		zips, _ := filepath.Glob(filepath.Join(dir, key, "*.zip"))
		name := strings.TrimSuffix(filepath.Base(zips[0]), ".zip")
		judge(t, filepath.Join(dir, key), "unzip", "-q", name+".zip")
		judge(t, filepath.Join(dir, key), "minisign", "-V", "-p", "../"+key+".pub", "-m", name+"/tagmanifest-sha512.txt", "-x", name+".tagmanifest-sha512.txt.minisig")
		for _, of := range []string{name + ".zip", name} { // the zip, and what it unpacks to
			if out, err := run("", "verify", filepath.Join(key, of), "--cle", key+".pub"); err != nil || !strings.Contains(out, "Signature vérifiée") {
				t.Errorf("%v\n%s", err, out)
			}
		}
		again, err := run(password, "archive", "--format", "zip", "-o", key, "--signer", key+".key")
		if err != nil || strings.Count(again, "inchangé") != 2 {
			t.Errorf("the same key, another signature: %v\n%s", err, again)
		}
		other := map[string]string{"libre": "fermee", "fermee": "libre"}[key]
		if out, err := run("", "verify", filepath.Join(key, name+".zip"), "--cle", other+".pub"); err == nil || !strings.Contains(out, "ce n'est pas la signature de cette archive") {
			t.Errorf("another key: %v\n%s", err, out)
		}
	}
	// What replaces a signed archive without a signature of its own takes the old one
	// away: it would prove nothing.
	if err := os.WriteFile(filepath.Join(dir, "content/actualites/2022-01-02-autre.md"), []byte("---\ntitre: Autre\npublie: 2022-01-02\n---\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := run("", "archive", "--format", "zip", "-o", "libre", "--remplacer")
	if left, _ := filepath.Glob(filepath.Join(dir, "libre", "*.minisig")); err != nil || len(left) > 0 {
		t.Errorf("signatures of what is gone: %v %v\n%s", left, err, out)
	}
	if out, err := run("faux\n", "archive", "--signer", "fermee.key"); err == nil || !strings.Contains(out, "vérifiez son mot de passe") {
		t.Errorf("a wrong password: %v\n%s", err, out)
	}
	if out, err := run("", "archive", "--signer", "libre.pub"); err == nil || !strings.Contains(out, "n'est pas une clé secrète") {
		t.Errorf("no key: %v\n%s", err, out)
	}
}

// TestDisk opens archives from the disk in two browsers: of the real roadmap, at
// most 30 pages of each kind, and of the small one that has every odd case.
func TestDisk(t *testing.T) {
	needBrowser(t)
	of := map[string]string{"real": filepath.Join(keep(t, repository, "--format", "dossier"), "tech-gouv-2021")}
	found, err := filepath.Glob(filepath.Join(keep(t, golden, "--format", "dossier"), "*"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	of["golden"] = found[0]
	for _, browser := range []string{"chromium", "firefox"} {
		for _, name := range sorted(of) {
			t.Run(browser+" "+name, func(t *testing.T) {
				browse(t, "disk", append([]string{browser, of[name]}, samples(t, of[name], 30)...)...)
			})
		}
	}
}

// samples gives so many pages of each folder; not those that only lead elsewhere.
func samples(t *testing.T, dir string, most int) []string {
	t.Helper()
	var list []string
	count := map[string]int{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		kind := filepath.Dir(filepath.Dir(name))
		if count[kind]++; count[kind] <= most && !bytes.Contains(data, []byte(`http-equiv="refresh"`)) {
			list = append(list, name)
		}
		return err
	})
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	return list
}

// TestSameArchive archives the real roadmap twice, in surroundings as different
// as can be, and compares every byte.
func TestSameArchive(t *testing.T) {
	var made []map[string][]byte
	for i, s := range []struct {
		folder, umask string
		env           []string
	}{
		{"un", "000", []string{"TZ=Pacific/Kiritimati", "LC_ALL=fr_FR.UTF-8", "GOMAXPROCS=1", "USER=un"}},
		{"un autre dossier/plus profond", "077", []string{"TZ=America/Anchorage", "LC_ALL=C", "GOMAXPROCS=7", "USER=autre", "LOGNAME=autre", "HOSTNAME=ailleurs"}},
	} {
		source := filepath.Join(t.TempDir(), s.folder)
		sourcesOf(t, repository, source, 1-2*i, os.FileMode(0o600+i*0o44))
		cmd := exec.Command("sh", "-c", `umask "$1"; exec "$2" archive -C "$3"`, "sh", s.umask, program(t), source)
		cmd.Env = append(append(os.Environ(), "XDG_CACHE_HOME="+freshCache(t), "HOME="+t.TempDir()), s.env...)
		if message, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, message)
		}
		made = append(made, read(t, filepath.Join(source, "archives")))
		frozen, err := os.ReadFile(filepath.Join(source, "content/editions/2021.json"))
		if err != nil {
			t.Fatal(err)
		}
		made[i]["2021.json"] = frozen
	}
	if a, b := sorted(made[0]), sorted(made[1]); !slices.Equal(a, b) {
		t.Fatalf("not the same files:\n%v\n%v", a, b)
	}
	for name, data := range made[0] {
		if !bytes.Equal(data, made[1][name]) {
			t.Errorf("%s: not the same bytes", name)
		}
	}
	// Every page stands twice in it, with what it needs. It may not weigh more for what
	// editors wrote: 43.4 bytes a byte when the content was 163 kB, 41.3 now that it is 232.
	written := 0
	for name, data := range read(t, filepath.Join(repository, "content")) {
		if slices.Contains([]string{".md", ".yaml"}, filepath.Ext(name)) {
			written += len(data)
		}
	}
	if n := len(made[0]["tech-gouv-2021.zip"]); float64(n) > 41.5*float64(written) {
		t.Errorf("the archive of the real content has %d bytes, for %d that were written", n, written)
	}
}

// TestMaker changes whenever something does that archives are made of.
func TestMaker(t *testing.T) {
	for _, name := range []string{"code.go", "internal/archive/bag.go", "internal/archive/lisezmoi.txt", "internal/license/components.json", "internal/license/texts.txt"} {
		if data, err := code.ReadFile(name); err != nil || len(data) == 0 {
			t.Errorf("an archive does not name the program by %s: %v", name, err)
		}
	}
}

// TestKilled ends build archive at moments from its first to its last: whatever
// bears a final name is whole, and the next one succeeds.
func TestKilled(t *testing.T) {
	want := read(t, keep(t, golden))
	dir := t.TempDir()
	sourcesOf(t, golden, dir, 1, 0o644)
	archive := func(ctx context.Context, args ...string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, program(t), append([]string{"archive", "-C", dir}, args...)...) // killed, not asked to stop
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
		return cmd.CombinedOutput()
	}
	start := time.Now()
	if out, err := archive(t.Context()); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole := time.Since(start)
	const times = 40
	killed := 0
	for i := 0; i < times || killed == i && i < 10*times; i++ { // on, when the machine became slower than it was at first
		for _, name := range []string{"archives", "content/editions"} {
			if i%2 == 0 { // else it finds the former ones
				if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), whole*time.Duration(i)/times*3/2)
		if _, err := archive(ctx, "--remplacer"); err != nil {
			killed++
		}
		cancel()
		for name, data := range finals(t, filepath.Join(dir, "archives")) {
			if !bytes.Equal(data, want[name]) {
				t.Errorf("killed after %d/%d: %s is not whole", i, times, name)
			}
		}
	}
	if killed == 0 || killed == 10*times {
		t.Errorf("%d were killed", killed)
	}
	if out, err := archive(t.Context(), "--remplacer"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got := read(t, filepath.Join(dir, "archives"))
	if a, b := sorted(got), sorted(want); !slices.Equal(a, b) {
		t.Errorf("left behind, or lost: %v, want %v", a, b)
	}
}

// finals are the files below final names: what is being made is hidden.
func finals(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	if !isDir(dir) {
		return nil
	}
	files := read(t, dir)
	for name := range files {
		if strings.HasPrefix(name, ".") {
			delete(files, name)
		}
	}
	return files
}

// Benchmarks of archives: of the real roadmap, and of 10,000 pages beside a
// build of them in the same run.
//
//	go test ./cmd/build -run '^$' -bench Archive -benchtime 3x
//
// « x_build » is the ratio of the times of an archive (tout) and of a build.
func BenchmarkArchive(b *testing.B) {
	sources := map[string]func(dir string){
		"real": func(dir string) { sourcesOf(b, repository, dir, 1, 0o644) },
		"10000": func(dir string) {
			makeSample(b, dir, 10_000)
		},
	}
	for _, name := range sorted(sources) {
		b.Run(name, func(b *testing.B) {
			source := b.TempDir()
			sources[name](source)
			b.Setenv("XDG_CACHE_HOME", cache(b))
			public := filepath.Join(source, "public")
			process(b, "build", "--quiet", "-C", source) // fills the theme's cache
			var ours, builds time.Duration
			var peak, size int64
			for b.Loop() {
				if err := errors.Join(os.RemoveAll(public), os.RemoveAll(filepath.Join(source, "archives"))); err != nil {
					b.Fatal(err)
				}
				took, _ := process(b, "build", "--quiet", "-C", source)
				builds += took
				took, memory := process(b, "build", "archive", "--quiet", "-C", source)
				ours += took
				peak = max(peak, memory)
			}
			zips, err := filepath.Glob(filepath.Join(source, "archives", "*.zip"))
			if err != nil || len(zips) != 1 {
				b.Fatal(zips, err)
			}
			if info, err := os.Stat(zips[0]); err == nil {
				size = info.Size()
			}
			verify, _ := process(b, "build", "verify", "--quiet", zips[0])
			b.ReportMetric(0, "ns/op") // of both programs together: says nothing
			b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "archive_ms")
			b.ReportMetric(float64(builds.Milliseconds())/float64(b.N), "build_ms")
			b.ReportMetric(ours.Seconds()/builds.Seconds(), "x_build")
			b.ReportMetric(float64(verify.Milliseconds()), "verify_ms")
			b.ReportMetric(float64(peak)/1e6, "peak_MB")
			b.ReportMetric(float64(size)/1e6, "zip_MB")
		})
	}
}
