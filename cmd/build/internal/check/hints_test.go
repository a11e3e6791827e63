package check_test

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/mend"
	"feuille-de-route.example/cmd/build/internal/rule"
)

// exact matches hints that say exactly what to type: nothing is left to find out, and
// it is no example.
var exact = regexp.MustCompile(`^(?:la page a changé de nom : )?(?:écrivez(?: seulement)?|renommez-l[ea]|renommez son dossier|ajoutez, au-dessus, la ligne|remplacez) « [^»…]+ »(?:$|, ou )|` +
	`^retirez « [^»…]+ » : le type et le poids du fichier[^;]*$|` +
	`^(?:mettez (?:toute )?la valeur entre guillemets|remplacez les? tabulation|effacez les espaces)`)

// holes stand in hints for what is left to find out, beside « … ».
var holes = regexp.MustCompile(`\[texte\]|AAAA`)

// lineNamed matches a line that a message names.
var lineNamed = regexp.MustCompile(`la ligne \d+`)

// unread are the codes of what keeps a file from being read: what else is wrong in it
// was there before.
var unread = []string{"yaml-syntaxe", "yaml-forme", "yaml-commentaire", "yaml-documents", "yaml-cle", "yaml-ancre", "yaml-etiquette", "yaml-alias", "entete-absent", "entete-non-ferme", "nom-de-fichier", "dossier-inconnu", "caractere-de-controle"}

// absent are the codes of what a page lacks, which is not told of a page that has an
// error: a key that is misspelt is none that is missing.
var absent = []string{"page-sans-resume", "projet-sans-mission", "projet-sans-pilote", "projet-sans-echeance", "fait-sans-source", "historique-contredit", "mention-absente", "page-orpheline"}

// What a hint says exactly, done to the letter, takes its problem away and brings no
// other: in all examples of regles.md, all cases of testdata/cas, all contents of the
// scripts.
func TestHintsHelp(t *testing.T) {
	tried, told := 0, 0
	cases := allCases(t)
	for _, c := range cases {
		files := map[string]string{}
		for _, f := range c.files {
			files[strings.TrimPrefix(f.Name, content.Root+"/")] = string(f.Data)
		}
		contentFS, layoutsFS := with(files)
		before := problems(t, contentFS, layoutsFS)
		told += len(before)
		for _, p := range before {
			if p.Fix.None() {
				severalLines := p.Code == "html" && !strings.Contains(p.Excerpt, "</") // a fix stands in one
				if exact.MatchString(p.Hint) && !holes.MatchString(p.Hint) && !severalLines {
					t.Errorf("%s: %s: this hint says exactly what to type, and has no data: %s", c.title, p.Pos, p.Hint)
				}
				continue
			}
			tried++
			mended, err := follow(files, p)
			if err != nil {
				t.Errorf("%s: %s [%s]: %s: %v", c.title, p.Pos, p.Code, p.Hint, err)
				continue
			}
			contentFS, layoutsFS := with(mended)
			if wrong := worse(before, problems(t, contentFS, layoutsFS), p); wrong != "" {
				t.Errorf("%s: %s [%s]: %s\n\t%s\n\t%s\n%s", c.title, p.Pos, p.Code, p.Message, p.Excerpt, p.Hint, wrong)
			}
		}
	}
	t.Logf("%d hints followed, of %d problems in %d cases", tried, told, len(cases))
}

// allCases are those of the examples, of testdata/cas, of the slips and of the scripts.
func allCases(t *testing.T) (all []testCase) {
	for _, r := range rule.All() {
		if files, ok := placed(r.Before); ok {
			all = append(all, testCase{title: r.Code, files: files})
		}
	}
	files, _ := filepath.Glob("testdata/cas/*.txt")
	for _, file := range files {
		_, cases := readCases(t, file)
		all = append(all, cases...)
	}
	for _, s := range slips {
		c := testCase{title: s.title}
		for name, text := range s.files(t) {
			c.files = append(c.files, txtar.File{Name: content.Root + "/" + name, Data: []byte(text)})
		}
		all = append(all, c)
	}
	_, typed := typedSlipsIn(t)
	for _, s := range typed {
		all = append(all, s.testCase)
	}
	return append(all, scripted(t)...)
}

// copied matches what puts a file of a script into a content folder.
var copied = regexp.MustCompile(`(?m)^(?:cp|mv) (\S+) (?:\S+/)?(content/\S+)$`)

// scripted are the contents of the scripts of build: those that stand in content/ from
// the start, and each of those that are put there later.
func scripted(t *testing.T) (all []testCase) {
	scripts, _ := filepath.Glob("../../testdata/script/*.txtar")
	if len(scripts) == 0 {
		t.Fatal("no scripts")
	}
	for _, script := range scripts {
		a, err := txtar.ParseFile(script)
		if err != nil {
			t.Fatal(err)
		}
		to := map[string]string{}
		for _, m := range copied.FindAllStringSubmatch(string(a.Comment), -1) {
			to[m[1]] = strings.Replace(m[2], "content/./", "content/", 1)
		}
		whole := testCase{title: path.Base(script)}
		for _, f := range a.Files {
			switch ext := path.Ext(f.Name); {
			case ext != ".md" && ext != ".yaml":
			case strings.HasPrefix(f.Name, content.Root+"/"):
				whole.files = append(whole.files, f)
			case to[f.Name] != "":
				all = append(all, testCase{title: path.Base(script) + "/" + f.Name, files: []txtar.File{{Name: to[f.Name], Data: f.Data}}})
			}
		}
		all = append(all, whole)
	}
	return all
}

// follow returns files once what the hint of a problem tells is done. Files are named
// from content/.
func follow(files map[string]string, p diag.Problem) (map[string]string, error) {
	mended := maps.Clone(model())
	maps.Copy(mended, files)
	name := strings.TrimPrefix(p.Pos.File, content.Root+"/")
	if p.Pos.Line > 0 {
		contentFS, _ := with(files)
		changes := mend.One(below{contentFS}, p)
		for _, c := range changes {
			mended[strings.TrimPrefix(c.File, content.Root+"/")] = string(c.After)
		}
		if len(changes) == 0 {
			return nil, fmt.Errorf("%q does not stand there", p.Fix.Old)
		}
		return mended, nil
	}
	dir, done := path.Dir(name), false
	if path.Base(name) != p.Fix.Old { // the folder of the page
		dir = path.Dir(dir)
	}
	from, to := path.Join(dir, p.Fix.Old), path.Join(dir, p.Fix.New)
	for name, text := range mended {
		if rest, below := strings.CutPrefix(name, from); below && (rest == "" || rest[0] == '/') && strings.TrimSpace(text) != "" {
			if strings.TrimSpace(mended[to+rest]) != "" {
				return nil, fmt.Errorf("%s is there already", to+rest)
			}
			mended[to+rest], mended[name], done = text, "", true
		}
	}
	if !done {
		return nil, fmt.Errorf("there is no %s", from)
	}
	return mended, nil
}

// worse says what is wrong after a hint was followed: its problem is left, or others
// came.
func worse(before, after []diag.Problem, p diag.Problem) string {
	key := func(q diag.Problem) string { // the lines that a message names move with what is typed above them
		return q.Pos.File + q.Code + lineNamed.ReplaceAllString(q.Message, "la ligne")
	}
	count := map[string]int{}
	for _, q := range before {
		count[key(q)]++
	}
	count[key(p)]--
	var b strings.Builder
	for _, q := range after {
		count[key(q)]--
		hidden := slices.Contains(unread, p.Code) && q.Pos.Line != p.Pos.Line || p.Severity == diag.Erreur && slices.Contains(absent, q.Code)
		if count[key(q)] < 0 && !hidden {
			fmt.Fprintf(&b, "\t→ %s: %s [%s]\n\t  %s\n\t  %s\n", q.Pos, q.Message, q.Code, q.Excerpt, q.Hint)
		}
	}
	return b.String()
}
