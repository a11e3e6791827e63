package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// corpus is testdata/xss.txt: attempts at making a page run a script.
func corpus(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/xss.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[:2] != "# " {
			all = append(all, line)
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d attempts", len(all))
	}
	return all
}

// typed are values that fields take which do not take any text, by type.
var typed = map[reflect.Type]string{
	reflect.TypeFor[content.Bool]():              "false",
	reflect.TypeFor[content.Number]():            "1",
	reflect.TypeFor[content.Date]():              "2021-01-01",
	reflect.TypeFor[roadmap.Periode]():           "2021-T4",
	reflect.TypeFor[roadmap.Statut]():            "en-cours",
	reflect.TypeFor[roadmap.Code]():              "C1",
	reflect.TypeFor[roadmap.URL]():               "https://exemple.fr/",
	reflect.TypeFor[roadmap.Langue]():            "fr",
	reflect.TypeFor[roadmap.Identite]():          "etat",
	reflect.TypeFor[roadmap.Courriel]():          "a@exemple.fr",
	reflect.TypeFor[roadmap.Licence]():           "etalab-2.0",
	reflect.TypeFor[roadmap.EtatAccessibilite](): "non-conforme",
	reflect.TypeFor[roadmap.EtatEdition]():       "revise",
	reflect.TypeFor[roadmap.Documentation]():     "partielle",
	reflect.TypeFor[roadmap.Genre]():             "m",
	reflect.TypeFor[roadmap.Niveau]():            "non",
	reflect.TypeFor[roadmap.SHA512]():            strings.Repeat("0", 128),
}

// freeKeys are keys that a group takes whose keys an editor chooses.
var freeKeys = map[string]string{"AAchever": "2021", "Regles": "mention-absente", "Hebergement": "hote"}

// An attack fills every key with one attempt.
type attack struct {
	t       *testing.T
	attempt string
	all     bool              // of whatever type; else in texts, all other keys being right
	names   map[string]string // what keys take that name something else
}

// keys gives those of a struct, one a line when they are the page's.
func (a attack) keys(of reflect.Type) map[string]any {
	m := map[string]any{}
	for _, f := range reflect.VisibleFields(of) {
		key, _, _ := strings.Cut(f.Tag.Get("cle"), ",")
		name, named := a.names[of.Name()+"."+key]
		if !named {
			name, named = a.names[key]
		}
		switch {
		case key == "", key == "brouillon", named && name == "" && !a.all:
		case key == "*" && a.all:
			m[a.attempt] = a.value(f.Type.Elem())
		case key == "*":
			m[freeKeys[of.Name()]] = a.value(f.Type.Elem())
		case named && !a.all && f.Type.Kind() == reflect.Slice:
			m[key] = []any{name}
		case named && !a.all:
			m[key] = name
		default:
			m[key] = a.value(f.Type)
		}
	}
	return m
}

func (a attack) value(of reflect.Type) any {
	right, ok := typed[of]
	switch {
	case of == reflect.TypeFor[content.Text](), ok && a.all:
		return a.attempt
	case ok:
		return right
	case of.Kind() == reflect.Slice:
		return []any{a.value(of.Elem())}
	case of.Kind() == reflect.Struct:
		return a.keys(of)
	}
	a.t.Fatalf("no value for a key of type %s: add one to « typed »", of)
	return nil
}

// page is a page of a kind, with the attempt wherever Markdown has a place for one.
func (a attack) page(k content.Kind, body string) *fstest.MapFile {
	text := "---\n" + a.matter(roadmap.Types().Matter(k)) + "\n---\n\n" + strings.ReplaceAll(body, "@", a.attempt)
	return &fstest.MapFile{Data: []byte(text)}
}

// matter is the front matter for a struct of keys: JSON is YAML.
func (a attack) matter(of any) string {
	data, err := json.Marshal(a.keys(reflect.TypeOf(of).Elem()))
	if err != nil {
		a.t.Fatal(err)
	}
	return string(data)
}

const markdown = "@\n\n## @\n\n[@](@) ![@](@ \"@\") ![@](<@>) <@> [@](<@> '@') *@* `@` ~~@~~ {{@}} [@][a] [^a]\n\n[a]: @ \"@\"\n\n[^a]: @\n\n" +
	"> @\n\n- @\n- [ ] @\n\n1. @\n\n| @ | @ |\n| - | - |\n| @ | `@` |\n\n```@\n@\n```\n\n    @\n\n" +
	":::alerte[@]{type=info}\n@\n:::\n\n:::alerte[@]{type=\"@\"}\n@\n:::\n\n:::encart[@]\n@\n:::\n\n:::exergue\n@\n:::\n\n" +
	":::citation{auteur=\"@\" source=\"@\"}\n@\n:::\n\n:::accordeon[@]\n@\n:::\n\n::::onglets\n:::onglet[@]\n@\n:::\n::::\n\n" +
	":::cartes\n- [@](@)\n:::\n\n:::boutons\n- [@](@)\n:::\n\n:::video[@]{fichier=\"@\" sous-titres=\"@\"}\n@\n:::\n\n:::@\n@\n:::\n"

// TestXSS writes each attempt into every key and every place of the Markdown, once
// where a text is taken and once everywhere, makes the pages, those with errors
// too, and opens them all: nothing runs.
func TestXSS(t *testing.T) {
	needBrowser(t)
	t.Setenv("XDG_CACHE_HOME", cache(t))
	root := t.TempDir()
	names := map[string]string{"alias": "", "entree": "2021", "edition": "2021", "id": "2021", "Mot.adresse": "",
		"famille": "essai", "mission": "essai", "missions": "essai", "projets": "essai", "enjeux": "essai"}
	// Each attempt has a site, and another where it stands in place of what is not
	// text; lists show them all.
	lists := fstest.MapFS{"site.yaml": {Data: []byte(`{titre: Essai, url: "https://essai.exemple.fr/", editions: [{id: "2021", titre: Essai, date: 2021-09-14}]}`)}}
	attack{t: t, attempt: "Essai", names: names}.documents(lists, "essai", "")
	for i, attempt := range corpus(t) {
		for _, all := range []bool{false, true} {
			a := attack{t: t, attempt: attempt, all: all, names: names}
			text := a // the attempt as a text is typed that is no computed figure
			if !all {
				text.attempt = strings.ReplaceAll(attempt, "{{", `\{{`)
				text.documents(lists, fmt.Sprintf("essai-%03d", i), "")
			}
			one := fstest.MapFS{"site.yaml": {Data: []byte(text.matter(new(roadmap.SiteFields)))}, "index.md": text.page(content.Accueil, markdown)}
			a.documents(one, "essai", markdown)
			problems := writeSite(t, filepath.Join(root, fmt.Sprintf("%03d-%t", i, all)), one)
			if text.attempt == attempt {
				continue
			}
			a.documents(lists, fmt.Sprintf("essai-%03d-brut", i), "")
			refused := slices.ContainsFunc(problems.Sorted(), func(p diag.Problem) bool { return p.Code == "chiffre" && p.Pos.File == "content/projets/essai.md" })
			if computed := strings.HasPrefix(attempt, "{{compte projets}}"); refused == computed {
				t.Errorf("%s: refused: %t", attempt, refused)
			}
		}
	}
	writeSite(t, filepath.Join(root, "lists"), lists)
	browse(t, "xss", root, "testdata/xss.txt")
}

// documents adds one of each kind.
func (a attack) documents(to fstest.MapFS, slug, body string) {
	to["familles/"+slug+".md"] = a.page(content.Famille, body)
	to["missions/"+slug+".md"] = a.page(content.Mission, body)
	to["projets/"+slug+".md"] = a.page(content.Projet, body)
	to["enjeux/"+slug+".md"] = a.page(content.Enjeu, body)
	to["actualites/2021-01-01-"+slug+".md"] = a.page(content.Actualite, body)
	to["pages/"+slug+".md"] = a.page(content.Libre, body)
}

// telling are the pages of a site that show what its documents and site.yaml hold,
// and what they need: others would show it again.
var telling = map[string]*regexp.Regexp{
	"false": regexp.MustCompile(`^(index\.html|404\.html|rss\.xml|assets/.*\.js|(.+/)?(2021-01-01-)?essai/index\.html)$`),
	"true":  regexp.MustCompile(`^(index\.html|assets/.*\.js|(projets|actualites|missions)/[^/]*essai/index\.html)$`),
	"lists": regexp.MustCompile(`^([^/]+\.(html|xml)|assets/.*\.js|recherche/.*|(projets|missions|familles|enjeux|actualites|donnees|calendrier|imprimer|plan-du-site|changements)/index\.html)$`),
}

// writeSite makes whatever can be made of a roadmap, as the preview does, and returns
// what is wrong with it.
func writeSite(t *testing.T, dir string, source fstest.MapFS) *diag.List {
	t.Helper()
	b := &builder{term: newTerm(os.Stdout, os.Stderr), source: repository}
	in, err := b.input()
	if err != nil {
		t.Fatal(err)
	}
	in.Content = source
	if in.Base, err = site.ParseBase("https://essai.exemple.fr/" + filepath.Base(dir) + "/"); err != nil {
		t.Fatal(err)
	}
	s, problems, err := site.New(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	kind := filepath.Base(dir)
	kind = kind[strings.IndexByte(kind, '-')+1:]
	for _, f := range s.Files {
		if !telling[kind].MatchString(f.Path) {
			continue
		}
		var b bytes.Buffer
		if err := f.Bytes(&b); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return problems
}
