package check_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/outside"
	"feuille-de-route.example/cmd/build/internal/rule"
	"feuille-de-route.example/layouts"
)

// A twin triggers a rule by what no example of regles.md can show: bytes that are
// no text, sizes, what is no file, what is not there, what another site answers.
// Its clean side is the same without the fault: nothing is said of it.
type twin struct {
	code          string
	broken, clean func(t *testing.T) []diag.Problem
	want          string // begins what is said of the broken side
}

const twinHead = "---\ntitre: Projet A\nresume: Un projet.\nmission: donnees\npilotes: [Service]\necheance: 2022\n---\n\n"

// one is a check of the model in which a file is another.
func one(name string, file *fstest.MapFile) func(*testing.T) []diag.Problem {
	return func(t *testing.T) []diag.Problem {
		contentFS, _ := with(nil)
		contentFS[name] = file
		return problems(t, contentFS, layouts.FS)
	}
}

// projet is a check of the model with another text of its projet.
func projet(body string) func(*testing.T) []diag.Problem {
	return one("projets/a.md", &fstest.MapFile{Data: []byte(twinHead + body)})
}

// some is a check of the model with some files, one without text being none.
func some(files map[string]string) func(*testing.T) []diag.Problem {
	return func(t *testing.T) []diag.Problem {
		contentFS, layoutsFS := with(files)
		return problems(t, contentFS, layoutsFS)
	}
}

// moving is a check of the model in which a folder is not what it was.
func moving(make func(fs.FS) fs.FS) func(*testing.T) []diag.Problem {
	return func(t *testing.T) []diag.Problem {
		contentFS, _ := with(nil)
		return problems(t, make(contentFS), layouts.FS)
	}
}

// answered is what is said of a link when another site answers so.
func answered(status int, location string) func(*testing.T) []diag.Problem {
	return func(t *testing.T) []diag.Problem {
		contentFS, layoutsFS := with(map[string]string{"projets/a.md": twinHead + "L'[article](https://exemple.fr/article).\n"})
		s, found := newSite(t, contentFS, layoutsFS)
		client := outside.NewClient()
		client.Transport = answer(func(r *http.Request) *http.Response {
			if r.URL.Path != "/article" {
				return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}
			}
			return &http.Response{StatusCode: status, Header: http.Header{"Location": {location}}, Body: http.NoBody, Request: r}
		})
		o := outside.Options{Client: client, Pause: func(context.Context, time.Duration) error { return nil }}
		if _, err := outside.Follow(t.Context(), outside.Links(s), o, found); err != nil {
			t.Fatal(err)
		}
		return found.Sorted()
	}
}

type answer func(r *http.Request) *http.Response

func (a answer) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

func layout(link string) map[string]string {
	return map[string]string{"layouts/mission.html": `{{define "contenu"}}<h1>{{.Page.Titre}}</h1><p><a href="` + link + `">Méthode</a></p>{{end}}`}
}

// picture is one of some pixels in both directions.
func picture(side int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		panic(err)
	}
	return b.String()
}

// taken is a photo that says where it was taken.
func taken(name string) string {
	data, err := os.ReadFile("../photo/testdata/" + name)
	if err != nil {
		panic(err)
	}
	return string(data)
}

const heic = "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"

// shown is a check of the model with an image in its projet.
func shown(name, data string) func(*testing.T) []diag.Problem {
	return some(map[string]string{"projets/a.md": twinHead + "![Un guichet](" + name + ")\n", "projets/" + name: data})
}

var twins = []twin{
	{"bloc-image", projet(":::image[Une élue]\nElle préside le comité.\n:::\n"),
		some(map[string]string{"projets/a.md": twinHead + ":::image[Une élue]\n![Une élue](a.png)\n\nElle préside le comité.\n:::\n", "projets/a.png": picture(9)}),
		"content/projets/a.md:9:1: erreur: le bloc « image » n'a pas d'image"},
	{"accueil-absent", some(map[string]string{"index.md": ""}), some(nil), "content/index.md: erreur: il manque la page d'accueil"},
	{"encodage", projet("\xc9t\xe9.\n"), projet("Été.\n"), "content/projets/a.md:9:1: erreur: ce fichier n'est pas en UTF-8"},
	{"encodage", one("projets/a.md", &fstest.MapFile{Data: []byte("\xff\xfe-\x00")}), one("projets/a.md", &fstest.MapFile{Data: []byte("\ufeff" + twinHead + "Été.\n")}),
		"content/projets/a.md: erreur: ce fichier est en UTF-16"},
	{"fichier-actif", some(map[string]string{"projets/a.md": twinHead + "Le [calcul](calcul.html).\n", "projets/calcul.html": "<p>Un calcul.</p>"}),
		some(map[string]string{"projets/a.md": twinHead + "Le [calcul](calcul.pdf).\n", "projets/calcul.pdf": "%PDF-1.7"}),
		"content/projets/calcul.html: erreur: un fichier « .html » ne se publie pas à côté d'une page"},
	{"fichier-change", moving(func(f fs.FS) fs.FS { return unsteady{FS: f, name: "projets/a.md", opened: new(atomic.Int64)} }), moving(func(f fs.FS) fs.FS { return unsteady{FS: f} }),
		"content/projets/a.md: erreur: ce fichier a changé pendant la construction du site"},
	{"fichier-special", one("projets/a.md", &fstest.MapFile{Mode: fs.ModeNamedPipe}), projet("Texte.\n"), "content/projets/a.md: erreur: ce n'est ni un fichier ni un dossier"},
	{"fichier-trop-grand", projet(strings.Repeat("mot ", 1<<18)), projet(strings.Repeat(strings.Repeat("mot ", 127)+"mot\n\n", 2_040)),
		"content/projets/a.md: erreur: ce fichier est trop grand : 1048576 octets au plus sont permis (1 Mio)"},
	{"image-illisible", some(map[string]string{"projets/a.md": twinHead + "![Un point](a.png)\n", "projets/a.png": "ceci n'est pas une image"}),
		some(map[string]string{"projets/a.md": twinHead + "![Un point](a.png)\n", "projets/a.png": picture(1)}), "content/projets/a.png: erreur: ce fichier n'est pas une image « .png »"},
	{"image-format", shown("a.jpg", heic), shown("a.jpg", picture(1)), "content/projets/a.jpg: erreur: ce fichier est une image HEIC, que les navigateurs ne montrent pas"},
	{"image-lourde", shown("a.png", picture(1601)), shown("a.png", picture(1600)), "content/projets/a.png: avertissement: cette image a 1 601 × 1 601 pixels et pèse "},
	{"lieu-publie", some(map[string]string{"racine/a.jpg": taken("lieu.jpg")}), some(map[string]string{"racine/a.jpg": picture(1)}),
		"content/racine/a.jpg: erreur: ce fichier est publié tel quel, et dit où il a été pris"},
	{"lieu-publie", some(map[string]string{"projets/a.md": twinHead + "Le [plan](a.tif).\n", "projets/a.tif": taken("lieu.tif")}), some(nil),
		"content/projets/a.tif: erreur: ce fichier est publié tel quel, et dit où il a été pris"},
	{"lieu-publie", some(map[string]string{"racine/a.mp4": "\x00\x00\x00\x0cftypisom\x00\x00\x00\x1amoov\x00\x00\x00\x12udta\x00\x00\x00\x0a\xa9xyz+4"}),
		some(map[string]string{"racine/a.mp4": "\x00\x00\x00\x0cftypisom\x00\x00\x00\x08moov"}), "content/racine/a.mp4: erreur: ce fichier est publié tel quel, et dit où il a été pris"},
	{"photo-donnees", shown("a.avif", taken("lieu.avif")), shown("a.png", picture(1)), "content/projets/a.avif: erreur: cette image AVIF dit"},
	{"photo-lieu", shown("a.jpg", taken("lieu.jpg")), shown("a.jpg", picture(1)), "content/projets/a.jpg: avertissement: cette photo dit où elle a été prise"},
	{"lecture", moving(func(f fs.FS) fs.FS { return unsteady{FS: f, name: "projets/a.md", err: fs.ErrPermission} }), moving(func(f fs.FS) fs.FS { return unsteady{FS: f} }),
		"content/projets/a.md: erreur: ce fichier ne se lit pas : l'accès est refusé"},
	{"lien-symbolique", one("projets/a.md", &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("../index.md")}), projet("Texte.\n"),
		"content/projets/a.md: erreur: ce raccourci vers un autre fichier (lien symbolique) n'est pas suivi"},
	{"site-absent", some(map[string]string{"site.yaml": ""}), some(nil), "content/site.yaml: erreur: il manque le fichier qui décrit la feuille de route"},
	{"lien-externe-casse", answered(http.StatusNotFound, ""), answered(http.StatusOK, ""), "content/projets/a.md:9:3: avertissement: il n'y a plus rien à cette adresse (404)"},
	{"lien-externe-deplace", answered(http.StatusMovedPermanently, "/ailleurs"), answered(http.StatusFound, "/ailleurs"), "content/projets/a.md:9:3: avertissement: cette adresse a changé pour de bon"},
	{"lien-externe-douteux", answered(http.StatusForbidden, ""), answered(http.StatusOK, ""), "content/projets/a.md:9:3: avertissement: ce site refuse de répondre (403)"},
	{"code-non-ferme", projet("```\nun\n"), projet("```\nun\n```\n"), "content/projets/a.md:9:1: erreur: "},
	{"markdown-profondeur", projet(strings.Repeat("> ", 101) + "mot\n"), projet(strings.Repeat("> ", 100) + "mot\n"), "content/projets/a.md:9:1: erreur: ces blocs sont emboîtés sur plus de 100 niveaux"},
	{"paragraphe-long", projet(strings.Repeat("mot ", 151) + "\n"), projet(strings.Repeat("mot ", 150) + "\n"), "content/projets/a.md:9:1: avertissement: ce paragraphe a 151 mots ; 150 est un maximum"},
	{"tableau-trop-grand", projet("|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 50_000)), projet("Tableau : Un mot\n\n|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 49_999)),
		"content/projets/a.md:50010:1: erreur: plus de 100000 cellules dans les tableaux d'une page"},
	{"trop-de-liens", projet(strings.Repeat("[Mission](../missions/donnees.md)\n\n", 10_001)), projet(strings.Repeat("[Mission](../missions/donnees.md)\n\n", 10_000)),
		"content/projets/a.md:20009:9: erreur: plus de 10000 liens dans une page"},
	{"page-lien", some(layout("/nulle-part/")), some(layout("/methode/")), "layouts/mission.html: avertissement: /missions/donnees/ mène à /nulle-part/, qui n'existe pas"},
	{"page-obligatoire", some(map[string]string{"pages/accessibilite.md": ""}), some(nil), "content/pages/accessibilite.md: avertissement: il manque la page « Accessibilité »"},
}

func TestTwins(t *testing.T) {
	for _, c := range twins {
		if got := text(t, c.broken(t)); !strings.HasPrefix(got, c.want) || !strings.Contains(got, "["+c.code+"]") {
			t.Errorf("%s: %.300s\nwant %s", c.code, got, c.want)
		}
		if got := text(t, c.clean(t)); got != "" {
			t.Errorf("%s: of its clean twin: %.300s", c.code, got)
		}
	}
}

// Each rule has a case that triggers it and one that does not: its example of
// regles.md, which TestExamples runs, or else a twin.
func TestEveryRuleHasATwin(t *testing.T) {
	for _, r := range rule.All() {
		_, before := placed(r.Before)
		_, after := placed(r.After)
		markup := r.Before[0].Language == "html" && r.After[0].Language == "html"
		twinned := slices.ContainsFunc(twins, func(c twin) bool { return c.code == r.Code })
		if shown := before && after || markup; shown == twinned {
			t.Errorf("%s: its example runs: %t, a twin: %t", r.Code, shown, twinned)
		}
	}
}

// An unsteady folder refuses one file, or gives another text each time.
type unsteady struct {
	fs.FS
	name   string
	err    error
	opened *atomic.Int64
}

func (u unsteady) Open(name string) (fs.File, error) {
	if name != u.name {
		return u.FS.Open(name)
	}
	if u.err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: u.err}
	}
	data, err := fs.ReadFile(u.FS, name)
	if err != nil {
		return nil, err
	}
	data = append(data, []byte("\n"+strconv.FormatInt(u.opened.Add(1), 10))...)
	return fstest.MapFS{name: {Data: data}}.Open(name)
}
