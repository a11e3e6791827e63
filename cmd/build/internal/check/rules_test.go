package check_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/rule"
)

// The model that every case adds to has nothing wrong with it: what a case finds
// is its own.
func TestModel(t *testing.T) {
	if got := text(t, (&testCase{}).run(t)); got != "" {
		t.Error(got)
	}
}

// places are the files that samples of a kind of page stand in.
var places = map[string]string{"projet": "projets/exemple.md", "mission": "missions/exemple.md", "actualite": "actualites/2021-06-01-exemple.md",
	"page": "pages/exemple.md", "texte": "projets/exemple.md", "site": "site.yaml"}

// linked makes a free page one that others lead to.
const linked = "---\ntitre: Accueil\nresume: Ce que contient cette feuille de route.\n---\n\nLa [méthode](pages/methode.md) et l'[exemple](pages/exemple.md).\n"

var topKey = regexp.MustCompile(`(?m)^[^\s#-][^:\n]*:`)

// placed gives the files that samples stand for: the keys of a sample come
// before those that its kind of page needs as well.
func placed(samples []rule.Sample) (files []txtar.File, runnable bool) {
	for _, s := range samples {
		base, ok := places[s.Place]
		switch {
		case ok && s.Place == "texte":
			files = append(files, txtar.File{Name: content.Root + "/" + base, Data: []byte("---\n" + complete("projet", "") + "---\n\n" + s.Text)})
		case ok && s.Place == "site":
			files = append(files, txtar.File{Name: content.SitePath, Data: []byte(complete("site", s.Text))})
		case ok:
			files = append(files, txtar.File{Name: content.Root + "/" + base, Data: []byte("---\n" + complete(s.Place, s.Text) + "---\n\nTexte.\n")})
			if s.Place == "page" {
				files = append(files, txtar.File{Name: "content/index.md", Data: []byte(linked)})
			}
		case strings.HasPrefix(s.Place, content.Root+"/"), strings.HasPrefix(s.Place, "layouts/"):
			files = append(files, txtar.File{Name: s.Place, Data: []byte(s.Text)})
		}
	}
	return files, len(files) > 0
}

// complete adds to some keys those that a page needs to have nothing wrong.
func complete(kind, keys string) string {
	needed := map[string]string{
		"projet":    "titre: Exemple\nresume: Un projet d'exemple.\nmission: donnees\npilotes: [Service des essais]\necheance: 2022\n",
		"mission":   "titre: Exemple\nresume: Une mission d'exemple.\n",
		"actualite": "titre: Exemple\nresume: Une actualité d'exemple.\n",
		"page":      "titre: Exemple\nresume: Une page d'exemple.\n",
		"site":      model()["site.yaml"],
	}[kind]
	given := topKey.FindAllString(keys, -1)
	all := keys
	for _, group := range groups(needed) {
		if !slices.Contains(given, topKey.FindString(group)) {
			all += group
		}
	}
	return all
}

// groups cuts YAML at its top keys.
func groups(yaml string) []string {
	var all []string
	starts := topKey.FindAllStringIndex(yaml, -1)
	for i, at := range starts {
		end := len(yaml)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		all = append(all, yaml[at[0]:end])
	}
	return all
}

// Every rule's example before does what the rule is about, and its example after
// does not. What is said about each stands in testdata/exemples, word for word.
func TestExamples(t *testing.T) {
	got := map[string][]testCase{}
	for _, r := range rule.All() {
		before, runnable := placed(r.Before)
		c := testCase{title: r.Code, files: before}
		switch {
		case len(r.Before) > 0 && r.Before[0].Language == "html":
			c.files = []txtar.File{{Name: "page.html", Data: []byte(r.Before[0].Text)}}
			c.want = markup(r.Before[0])
			if !strings.Contains(c.want, "["+r.Code+"]") || strings.Contains(markup(r.After[0]), r.Code) {
				t.Errorf("%s: before %q, after %q", r.Code, c.want, markup(r.After[0]))
			}
		case runnable:
			found := c.run(t, r.Code)
			c.want = weight.ReplaceAllString(text(t, found), "pèse N ko")
			i := slices.IndexFunc(found, func(p diag.Problem) bool { return p.Code == r.Code })
			if i < 0 {
				t.Errorf("%s: before: %q", r.Code, c.want)
				break
			}
			if level := found[i].Severity.String(); level != r.Level.String() && r.Level != diag.Non {
				t.Errorf("%s: %s, but the page says %s", r.Code, level, r.Level)
			}
			after, _ := placed(r.After)
			if found := (&testCase{files: after}).run(t, r.Code); slices.ContainsFunc(found, func(p diag.Problem) bool { return p.Code != "page-orpheline" || r.Code == p.Code }) {
				t.Errorf("%s: after: %s", r.Code, text(t, found))
			}
		default:
			continue
		}
		got[r.Theme] = append(got[r.Theme], c)
	}
	if files, _ := filepath.Glob("testdata/exemples/*.txt"); len(files) != len(got) && !*update {
		t.Errorf("%v are not the themes of regles.md", files)
	}
	for theme, cases := range got {
		file := filepath.Join("testdata/exemples", content.Slug(theme)+".txt")
		data := writeCases("What is said about the examples of regles.md; go test -update rewrites this file.\n\n", cases)
		if *update {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want, err := os.ReadFile(file); err != nil || string(want) != string(data) {
			t.Errorf("%s is not what the examples of regles.md give (%v): go test -update, and read the diff\n%s", file, err, data)
		}
	}
}

// markup is what is said about a finished page.
func markup(s rule.Sample) string {
	page := s.Text
	if s.Place == "html" {
		page = "<!doctype html><html lang=\"fr\"><head><title>Essai</title></head><body><main><h1>Essai</h1>" + page + "</main></body></html>"
	}
	var b strings.Builder
	for _, f := range check.Markup([]byte(page)) {
		fmt.Fprintf(&b, "%s [%s]\n", f.Message, f.Code)
	}
	return b.String()
}

// Each case of testdata/cas is some files added to the model, and what is said
// about them, word for word.
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("testdata/cas/*.txt")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		comment, cases := readCases(t, file)
		for i := range cases {
			c := &cases[i]
			got := text(t, c.run(t))
			if *update {
				c.want = got
			} else if strings.TrimSpace(got) != strings.TrimSpace(c.want) {
				t.Errorf("%s: %s:\n%s\nwant:\n%s", file, c.title, got, c.want)
			}
		}
		if *update {
			if err := os.WriteFile(file, writeCases(comment, cases), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Every code that the source gives to a problem is a rule, and every rule is one
// of those codes.
func TestEveryCodeHasARule(t *testing.T) {
	used := codesInSource(t)
	for _, code := range used {
		if rule.Find(code) == nil {
			t.Errorf("%s has no rule in regles.md", code)
		}
	}
	for _, r := range rule.All() {
		if !slices.Contains(used, r.Code) {
			t.Errorf("nothing gives the code of the rule %s", r.Code)
		}
		level, _, _ := strings.Cut(r.Markdown, ". ")
		if !slices.Contains([]string{"Erreur", "Erreur du site", "Avertissement", "Sur demande"}, level) || r.Why == "" || r.Source == "" || len(r.Before) == 0 || len(r.After) == 0 {
			t.Errorf("%s: incomplete: %+v", r.Code, r)
		}
	}
	cases := len(twins)
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases += strings.Count(string(data), "\n=== ")
	}
	if cases < 120 {
		t.Errorf("%d cases; 120 are promised", cases)
	}
}

// weight is what changes with each line of the style sheet.
var weight = regexp.MustCompile(`pèse \d+ ko`)

// givers are the functions and types that take a code, and which of their
// arguments it is.
var givers = map[string]int{"limit": 0, "Erreur": 1, "Avertissement": 1, "siteProblem": 1, "refuse": 1, "refusal": 1, "fault": 0, "blockFault": 0, "advise": -1, "wrong": -1}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9]+(-[a-z0-9]+)*$`)

// codesInSource finds the codes in the program's own source.
func codesInSource(t *testing.T) []string {
	t.Helper()
	codes := map[string]bool{content.Changed: true, content.Unread: true}
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "archive" {
			return fs.SkipDir // what is wrong with an archive is nothing that an editor wrote
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			var name string
			var args []ast.Expr
			switch n := n.(type) {
			case *ast.CallExpr:
				args = n.Args
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					name = f.Sel.Name
				case *ast.Ident:
					name = f.Name
				}
			case *ast.CompositeLit:
				args = n.Elts
				if id, ok := n.Type.(*ast.Ident); ok {
					name = id.Name
				}
			case *ast.AssignStmt: // code, what := "lien-casse", …
				if id, ok := n.Lhs[0].(*ast.Ident); ok && id.Name == "code" {
					name, args = "blockFault", n.Rhs
				}
			}
			at, ok := givers[name]
			for i, arg := range args {
				lit, isLit := arg.(*ast.BasicLit)
				if !ok || !isLit || lit.Kind != token.STRING || at >= 0 && i != at {
					continue
				}
				if s, err := strconv.Unquote(lit.Value); err == nil && codeForm.MatchString(s) {
					codes[s] = true
					return true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var sorted []string
	for c := range codes {
		sorted = append(sorted, c)
	}
	slices.Sort(sorted)
	return sorted
}
