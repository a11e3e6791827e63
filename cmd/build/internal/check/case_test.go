package check_test

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"feuille-de-route.example/assets"
	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/rule"
	"feuille-de-route.example/cmd/build/internal/site"
	"feuille-de-route.example/cmd/build/internal/theme"
	"feuille-de-route.example/layouts"
)

// update rewrites what tests expect; read the diff as if somebody else had made
// it.
var update = flag.Bool("update", false, "rewrite the expected files")

// today is the day of all checks of these tests.
var today = content.Date{Year: 2021, Month: 9, Day: 14}

// model is a roadmap that has nothing wrong with it.
var model = sync.OnceValue(func() map[string]string {
	archive, err := txtar.ParseFile("testdata/modele.txtar")
	if err != nil {
		panic(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	return files
})

// with is the model with some files of a case, by path from content/ or, for
// layouts, from the source folder. A file without text is one that is not there.
func with(files map[string]string) (contentFS fstest.MapFS, layoutsFS fs.FS) {
	contentFS, changed := fstest.MapFS{}, fstest.MapFS{}
	all := maps.Clone(model())
	maps.Copy(all, files)
	for name, text := range all {
		switch {
		case strings.TrimSpace(text) == "":
		case strings.HasPrefix(name, "layouts/"):
			changed[strings.TrimPrefix(name, "layouts/")] = &fstest.MapFile{Data: []byte(text)}
		default:
			contentFS[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	if len(changed) == 0 {
		return contentFS, layouts.FS
	}
	_ = fs.WalkDir(layouts.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if data, err := fs.ReadFile(layouts.FS, name); err == nil && changed[name] == nil {
			changed[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	return contentFS, changed
}

// checked is a site that has been checked, of the program's own layouts: nearly all
// others look like it.
var checked *site.Site

func newSite(t testing.TB, contentFS, layoutsFS fs.FS) (*site.Site, *diag.List) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	var like *site.Site
	if layoutsFS == fs.FS(layouts.FS) {
		like = checked
	}
	in := site.Input{Content: contentFS, Like: like, Layouts: layoutsFS, Embedded: layouts.FS,
		Theme: theme.Input{Embedded: assets.FS, CacheDir: filepath.Join(cache, "feuille-de-route"), Layouts: layouts.FS, Words: content.Markup()}}
	s, found, err := site.New(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return s, found
}

// problems checks a site. asked are rules that are off by default.
func problems(t testing.TB, contentFS, layoutsFS fs.FS, asked ...string) []diag.Problem {
	t.Helper()
	s, found := newSite(t, contentFS, layoutsFS)
	if err := check.Site(context.Background(), s, check.Options{Today: today, Typo: slices.Contains(asked, "typographie")}, found); err != nil {
		t.Fatal(err)
	}
	if layoutsFS == fs.FS(layouts.FS) {
		checked = s
	}
	told, _ := rule.Apply(found.Sorted(), s.Roadmap(), asked...)
	sub, err := fs.Sub(contentFS, ".")
	if err != nil {
		t.Fatal(err)
	}
	diag.Quote(told, below{sub})
	return told
}

// below is content/ as a folder of the source folder.
type below struct{ fs.FS }

func (b below) Open(name string) (fs.File, error) {
	return b.FS.Open(strings.TrimPrefix(name, content.Root+"/"))
}

// A testCase is some files and what is said about them.
type testCase struct {
	title string
	files []txtar.File // by path from the source folder
	want  string
}

// parts of a case file begin with a line « === title ».
var caseMark = regexp.MustCompile(`(?m)^=== (.+)$`)

func readCases(t *testing.T, file string) (comment string, cases []testCase) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	marks := caseMark.FindAllSubmatchIndex(data, -1)
	for i, m := range marks {
		end := len(data)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		c := testCase{title: string(data[m[2]:m[3]])}
		for _, f := range txtar.Parse(data[m[1]+1 : end]).Files {
			if f.Name == "attendu" {
				c.want = strings.TrimRight(string(f.Data), "\n") + "\n"
				continue
			}
			c.files = append(c.files, f)
		}
		cases = append(cases, c)
	}
	return string(data[:marks[0][0]]), cases
}

func writeCases(comment string, cases []testCase) []byte {
	var b bytes.Buffer
	b.WriteString(comment)
	for _, c := range cases {
		b.WriteString("=== " + c.title + "\n")
		b.Write(txtar.Format(&txtar.Archive{Files: append(slices.Clone(c.files), txtar.File{Name: "attendu", Data: []byte(c.want)})}))
		b.WriteString("\n")
	}
	return b.Bytes()
}

// run checks the files of a case.
func (c *testCase) run(t *testing.T, asked ...string) []diag.Problem {
	t.Helper()
	files := map[string]string{}
	for _, f := range c.files {
		files[strings.TrimPrefix(f.Name, content.Root+"/")] = string(f.Data)
	}
	contentFS, layoutsFS := with(files)
	return problems(t, contentFS, layoutsFS, asked...)
}

func text(t *testing.T, list []diag.Problem) string {
	t.Helper()
	var b bytes.Buffer
	if err := (diag.Text{Codes: true}).Write(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
