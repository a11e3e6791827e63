package main

import (
	"bytes"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	ical "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"
)

// repository is where the real roadmap is; golden is a small one that has every block
// and every odd case.
const (
	repository = "../.."
	golden     = "testdata/golden/source"
)

// program is the path under which this test binary is « build ».
func program(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("build")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// build runs the program on a source folder and returns the site's folder.
func build(t testing.TB, source string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	buildInto(t, out, source, args...)
	return out
}

func buildInto(t testing.TB, out, source string, args ...string) {
	t.Helper()
	cmd := exec.Command(program(t), append([]string{"-C", source, "-o", out}, args...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
	if message, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", source, err, message)
	}
}

// read gives the files of a folder, by path.
func read(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files[name], err = os.ReadFile(filepath.Join(dir, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// TestReproducible builds the real roadmap twice, in surroundings as different
// as can be, and compares every byte.
func TestReproducible(t *testing.T) {
	names := map[string][]byte{}
	for _, folder := range []string{"content", "layouts", "assets"} {
		for name, data := range read(t, filepath.Join(repository, folder)) {
			if !strings.Contains(name, "node_modules/") {
				names[folder+"/"+name] = data
			}
		}
	}
	order := sorted(names)
	const dayOne = "1764547200" // 1 December 2025: all that the roadmap tells has been
	surroundings := []struct {
		folder string
		env    []string
		args   []string
	}{
		{"un", []string{"TZ=Pacific/Kiritimati", "LC_ALL=fr_FR.UTF-8", "GOMAXPROCS=1", "SOURCE_DATE_EPOCH=" + dayOne}, nil},
		{"un autre dossier/plus profond", []string{"TZ=America/Anchorage", "LC_ALL=C", "GOMAXPROCS=7", "USER=autre"}, []string{"--jobs", "5"}},
	}
	var sites []map[string][]byte // the same for any day on which nothing is to come
	for i, s := range surroundings {
		source := filepath.Join(t.TempDir(), s.folder)
		for _, name := range order {
			file := filepath.Join(source, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, names[name], os.FileMode(0o600+i*0o44)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Reverse(order)
		cmd := exec.Command(program(t), append([]string{"-C", source}, s.args...)...)
		// Each has a cache of its own, so that the theme is made twice too.
		cmd.Env = append(append(os.Environ(), "XDG_CACHE_HOME="+freshCache(t)), s.env...)
		if message, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, message)
		}
		sites = append(sites, read(t, filepath.Join(source, "public")))
	}
	if a, b := sorted(sites[0]), sorted(sites[1]); !slices.Equal(a, b) {
		t.Fatalf("not the same files:\n%v\n%v", a, b)
	}
	for name, data := range sites[0] {
		if !bytes.Equal(data, sites[1][name]) {
			t.Errorf("%s: not the same bytes", name)
		}
	}
}

// TestLineEnds builds the real roadmap as git writes it on Windows, with other line
// ends: the site is the same, and the DSFR that there is serves.
func TestLineEnds(t *testing.T) {
	windows := t.TempDir()
	sourcesOf(t, repository, windows, 1, 0o644)
	for name, data := range read(t, windows) {
		if bytes.IndexByte(data, 0) < 0 && !strings.HasPrefix(name, "content/racine/") {
			data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
			must(t, os.WriteFile(filepath.Join(windows, name), data, 0o644))
		}
	}
	installed := func() int {
		found, err := filepath.Glob(filepath.Join(cache(t), "feuille-de-route", "dsfr-*"))
		must(t, err)
		return len(found)
	}
	want, before := read(t, published(t, repository)), installed()
	got := read(t, build(t, windows))
	if installed() != before {
		t.Error("the DSFR was fetched again")
	}
	for name, data := range got {
		if !bytes.Equal(data, want[name]) {
			t.Errorf("%s: not the same bytes", name)
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", sorted(want))
	}
}

// TestFeeds lets a feed reader of other hands read every feed of the real site.
func TestFeeds(t *testing.T) {
	site := read(t, published(t, repository))
	kinds := map[string][2]string{"rss.xml": {"rss", "2.0"}, "atom.xml": {"atom", "1.0"}, "feed.json": {"json", "https://jsonfeed.org/version/1.1"}}
	n := map[string]int{}
	ids := map[string][]string{} // of a feed's items, by its folder and its form
	for name, data := range site {
		kind, ok := kinds[filepath.Base(name)]
		if !ok {
			continue
		}
		n[kind[0]]++
		feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if feed.FeedType != kind[0] || feed.FeedVersion != kind[1] || feed.Title == "" || feed.Language != "fr" || !strings.HasSuffix(feed.FeedLink, "/"+name) {
			t.Errorf("%s: %+v", name, feed)
		}
		if len(feed.Items) > 50 {
			t.Errorf("%s: %d items", name, len(feed.Items))
		}
		seen := map[string]bool{}
		for i, item := range feed.Items {
			if item.GUID == "" || seen[item.GUID] || item.PublishedParsed == nil || item.Title == "" || !strings.HasPrefix(item.Link, "https://") {
				t.Errorf("%s: item %+v", name, item)
			}
			seen[item.GUID] = true
			ids[filepath.Dir(name)+" "+kind[0]] = append(ids[filepath.Dir(name)+" "+kind[0]], item.GUID)
			if i > 0 && item.PublishedParsed.After(*feed.Items[i-1].PublishedParsed) {
				t.Errorf("%s: %s is out of order", name, item.GUID)
			}
			if strings.Contains(item.Content, `href="/`) || strings.Contains(item.Content, `src="/`) || strings.Contains(item.Content, "\x01") {
				t.Errorf("%s: %s has a link that is not absolute", name, item.GUID)
			}
		}
	}
	if n["rss"] < 1+8+29 || n["atom"] != 1+8 || n["json"] != 1+8 {
		t.Errorf("feeds: %v", n)
	}
	for of, list := range ids {
		if folder, form, _ := strings.Cut(of, " "); form != "rss" && !slices.Equal(list, ids[folder+" rss"]) {
			t.Errorf("%s: not the items of the RSS feed", of)
		}
	}
	if feed := string(site["rss.xml"]); strings.Count(feed, "<item>") < 20 {
		t.Error("the site's feed has less than 20 items")
	}
}

// TestCalendars lets a reader of other hands read every calendar of the real site,
// and finds in them all that its page shows.
func TestCalendars(t *testing.T) {
	site := read(t, published(t, repository))
	n, uids := 0, map[string]bool{}
	for name, data := range site {
		if filepath.Base(name) != "echeances.ics" {
			continue
		}
		n++
		calendar, err := ical.ParseCalendar(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		seen := map[string]bool{}
		for _, event := range calendar.Events() {
			start, err := event.GetAllDayStartAt()
			end, err2 := event.GetAllDayEndAt()
			if seen[event.Id()] || err != nil || err2 != nil || !end.After(start) || event.GetProperty(ical.ComponentPropertySummary) == nil {
				t.Errorf("%s: event %s: %v %v", name, event.Id(), err, err2)
			}
			seen[event.Id()] = true
			if name == "echeances.ics" {
				uids[event.Id()] = true
			}
		}
		if zone := bytes.Contains(site[name], []byte("BEGIN:VTIMEZONE")); zone != (len(seen) == 0) {
			t.Errorf("%s: %d events, hours of Paris: %t", name, len(seen), zone) // RFC 5545, 3.6
		}
	}
	if n < 2 {
		t.Errorf("%d calendars", n)
	}
	if shown := bytes.Count(site["calendrier/index.html"], []byte("<li id=\"n")); shown != len(uids) || shown == 0 {
		t.Errorf("the calendar has %d échéances, its page %d", len(uids), shown)
	}
}

// TestCards looks at the picture of each page for social networks
// (https://ogp.me).
func TestCards(t *testing.T) {
	site := read(t, published(t, repository))
	meta := regexp.MustCompile(`<meta (?:property|name)="((?:og:image|twitter)[^"]*)" content="([^"]*)">`)
	cards := map[string]int{}
	for name, data := range site {
		if !strings.HasSuffix(name, ".html") || bytes.Contains(data, []byte(`name="robots"`)) {
			continue
		}
		of := map[string]string{}
		for _, m := range meta.FindAllSubmatch(data, -1) {
			of[string(m[1])] = string(m[2])
		}
		picture, ok := strings.CutPrefix(of["og:image"], "https://tech-gouv.exemple.gouv.fr/")
		size, err := png.DecodeConfig(bytes.NewReader(site[picture]))
		if !ok || err != nil || of["og:image:width"] != strconv.Itoa(size.Width) || of["og:image:height"] != strconv.Itoa(size.Height) ||
			of["og:image:alt"] == "" || of["twitter:card"] != "summary_large_image" {
			t.Errorf("%s: %v %v", name, of, err)
		}
		cards[picture]++
		if len(site[picture]) > 15_000 {
			t.Errorf("%s has %d bytes", picture, len(site[picture]))
		}
	}
	if len(cards) != 1+8 || cards["missions/idnum/carte.png"] < 2 {
		t.Errorf("pages of each card: %v", cards)
	}
}

// TestHonest holds the real site to what the mission says of it.
func TestHonest(t *testing.T) {
	site := read(t, published(t, repository))
	count := func(prefix string) int {
		n := 0
		for name := range site {
			if strings.HasPrefix(name, prefix) && strings.Count(name, "/") == 2 && strings.HasSuffix(name, "/index.html") {
				n++
			}
		}
		return n
	}
	described, err := os.ReadDir(filepath.Join(repository, "content/projets"))
	must(t, err)
	for prefix, want := range map[string]int{"missions/": 8, "projets/": len(described), "enjeux/": 6, "familles/": 2} {
		if n := count(prefix); n != want {
			t.Errorf("%d pages in %s, want %d", n, prefix, want)
		}
	}
	if n := count("actualites/"); n < 20 {
		t.Errorf("%d actualités, want 20 at least", n)
	}
	for name, texts := range map[string][]string{
		"index.html":         {"Publié le <time datetime=\"2022-09-19\">19 septembre 2022</time> | Mis à jour le <time datetime=\"2024-04-30\">30 avril 2024</time>", "43"},
		"projets/index.html": {fmt.Sprintf("%d projets documentés sur 43 annoncés", len(described))},
	} {
		for _, text := range texts {
			if !bytes.Contains(bytes.ReplaceAll(site[name], []byte("\u00a0"), []byte(" ")), []byte(text)) {
				t.Errorf("%s does not say %q", name, text)
			}
		}
	}
	for _, p := range []string{"presentation", "gouvernance", "indicateurs", "methode", "accessibilite", "mentions-legales", "donnees-personnelles", "gestion-des-cookies", "plan-du-site"} {
		if site[p+"/index.html"] == nil {
			t.Errorf("no page /%s/", p)
		}
	}
	for name := range site {
		if strings.HasSuffix(name, ".html") && bytes.Contains(site[name], []byte("{{")) {
			t.Errorf("%s holds a figure that was not computed", name)
		}
	}
}

// freshCache is a cache folder that nothing was made in, but that has the DSFR.
func freshCache(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	found, err := filepath.Glob(filepath.Join(cache(t), "feuille-de-route", "npm-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		to := filepath.Join(dir, "feuille-de-route", filepath.Base(path))
		if err := os.CopyFS(to, os.DirFS(path)); err != nil {
			t.Fatal(fmt.Errorf("copy the DSFR: %w", err))
		}
	}
	return dir
}
