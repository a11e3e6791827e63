package check_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"feuille-de-route.example/cmd/build/internal/check"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/layouts"
)

// Where a day stands in a période, seen from an edition.
const (
	over    = iota // all of the période is before the edition's date
	today0         // it is that date
	running        // that date is in it
	ahead          // all of it is after that date
)

// périodes, each with where it stands for editions of 2020-12-31, 2021-09-14 and 2023-01-01.
var periodes = []struct {
	typed string
	at    [3]int
}{
	{"2019/2020", [3]int{running, over, over}},
	{"2020", [3]int{running, over, over}},
	{"2020-12-31", [3]int{today0, over, over}},
	{"2020-T2", [3]int{over, over, over}},
	{"2021-09-13", [3]int{ahead, over, over}},
	{"2021-09-14", [3]int{ahead, today0, over}},
	{"2021-09-15", [3]int{ahead, ahead, over}},
	{"2021-S2", [3]int{ahead, running, over}},
	{"2020-06/2021-12", [3]int{running, running, over}},
	{"2022-01/2022-06", [3]int{ahead, ahead, over}},
	{"2020-hiver", [3]int{running, over, over}},
	{"2021-ete", [3]int{ahead, running, over}},
	{"2021-fin/2022-mi", [3]int{ahead, ahead, over}},
	{"2022-hiver", [3]int{ahead, ahead, running}},
	{"2023", [3]int{ahead, ahead, running}},
}

// What is said of an échéance of which it is not known that it is kept.
var standing = [...]string{over: "Échéance dépassée", today0: "Le jour même", running: "Période en cours", ahead: "À venir"}

// What the statuses are called, and what is said once the échéance is over.
var statuts = []struct{ typed, word, over string }{
	{"acheve", "Achevé", "Achevé"},
	{"en-cours", "En cours", "Échéance dépassée"},
	{"a-venir", "À venir", "Échéance dépassée"},
	{"suspendu", "Suspendu", "Échéance dépassée"},
	{"abandonne", "Abandonné", "Abandonné"},
	{"non-communique", "Statut non publié", "Statut non publié"},
	{"", "Statut non publié", "Statut non publié"},
}

var atteints = []struct{ typed, word, over string }{
	{"true", "Atteint", "Atteint"},
	{"false", "", "Échéance dépassée"},
	{"", "", "Non communiqué"},
}

// All that is published of a projet or of a jalon says the same of its échéance,
// whatever its status, that of its projet, and the edition: its page, the lists, the
// calendar and its legend, the file to subscribe to, the printed document; the data say
// the status that the pages say, and check calls late what they call late.
func TestOneStateEverywhere(t *testing.T) {
	for e, edition := range []string{"2020-12-31", "2021-09-14", "2023-01-01"} {
		for _, s := range statuts {
			t.Run(edition+"/"+s.typed, func(t *testing.T) {
				files := map[string]string{}
				for name := range model() {
					if strings.HasPrefix(name, "actualites/") || strings.HasPrefix(name, "projets/") {
						files[name] = ""
					}
				}
				files["enjeux/simplicite.md"] = ""
				files["site.yaml"] = strings.Replace(model()["site.yaml"], "2021-09-14", edition, 1)
				statut := ""
				if s.typed != "" {
					statut = "statut: " + s.typed + "\n"
				}
				var cases []*stateCase
				for i := range len(periodes) + 1 {
					c := &stateCase{id: fmt.Sprintf("p%d", len(cases)), statut: s.word, typed: s.typed}
					text := "---\ntitre: Projet " + c.id + "\n" + statut
					if i < len(periodes) {
						at := periodes[i].at[e]
						if c.want = standing[at]; at == over || s.word == s.over && s.typed != "" && s.typed != "non-communique" {
							c.want = s.over
						}
						c.periode = periodes[i].typed
						text += "echeance: " + c.periode + "\n"
					}
					files["projets/"+c.id+".md"] = text + "---\n\nVoici " + c.id + ".\n"
					cases = append(cases, c)
				}
				jalons := "---\ntitre: Projet des jalons\nmission: donnees\n" + statut + "jalons:\n"
				for _, a := range atteints {
					for _, p := range periodes {
						c := &stateCase{id: fmt.Sprintf("j%d", len(cases)), periode: p.typed, typed: a.typed, want: standing[p.at[e]], jalon: true}
						switch {
						case s.typed == "abandonne" && a.typed != "true": // it is no longer expected
							c.want = "Abandonné"
						case p.at[e] == over || a.word == a.over:
							c.want = a.over
						}
						jalons += "  - {titre: Jalon " + c.id + ", echeance: " + c.periode
						if a.typed != "" {
							jalons += ", atteint: " + a.typed
						}
						jalons += "}\n"
						cases = append(cases, c)
					}
				}
				files["projets/jalons.md"] = jalons + "---\n"
				contentFS, _ := with(files)
				w := published(t, contentFS)
				for _, c := range cases {
					w.compare(t, c)
				}
				w.legend(t)
			})
		}
	}
}

// A stateCase is a projet, or a jalon of projet « jalons ».
type stateCase struct {
	id, periode string
	typed       string // its status, or whether it is reached
	statut      string // word for its status; empty for a jalon
	want        string // what is said of its échéance; empty when it has none
	jalon       bool
}

func (c *stateCase) String() string {
	return fmt.Sprintf("%s, « %s » pour « %s »", c.id, c.typed, c.periode)
}

// legend compares the legend of the calendar with its entries: it says the words of
// those that have a shape, and how many have it.
func (w world) legend(t *testing.T) {
	t.Helper()
	legend, entries, _ := strings.Cut(w.files["calendrier/index.html"], "<h2>")
	says, counts := map[string]string{}, map[string]int{}
	for _, m := range legendForm.FindAllStringSubmatch(legend, -1) {
		says[m[1]] = words(m[2])
	}
	for _, m := range entryForm.FindAllStringSubmatch(entries, -1) {
		counts[m[1]]++
		if !strings.Contains(strings.ToLower(says[m[1]]), strings.ToLower(words(m[2]))) {
			t.Errorf("the legend of the calendar says « %s » of « %s »", says[m[1]], words(m[2]))
		}
	}
	for shape, said := range says {
		if !strings.HasSuffix(said, fmt.Sprintf("(%d)", counts[shape])) {
			t.Errorf("the legend of the calendar says « %s » of %d", said, counts[shape])
		}
	}
	if len(counts) == 0 || len(says) != len(counts) {
		t.Errorf("the legend of the calendar has %d shapes for %d", len(says), len(counts))
	}
}

var (
	legendForm = regexp.MustCompile(`(?s)<li><span class="fdr-etat fdr-etat--([a-z-]+)" aria-hidden="true">(.*?)</li>`)
	entryForm  = regexp.MustCompile(`(?s)<li id="n[0-9]+"><a class="fdr-etat fdr-etat--([a-z-]+)".*?<span class="fdr-jalon__etat">(.*?)</span>`)
)

// A world is a published site as texts, and what check says of it.
type world struct {
	files    map[string]string
	data     map[string]told // of feuille-de-route.json, by id
	problems []diag.Problem
}

type told struct{ ID, Statut, Echeance string }

func published(t *testing.T, contentFS fstest.MapFS) world {
	s, found := newSite(t, contentFS, layouts.FS)
	w := world{files: map[string]string{}, data: map[string]told{}}
	for _, f := range s.Files {
		if f.Open == nil && !strings.HasSuffix(f.Path, ".png") {
			var b bytes.Buffer
			if err := f.Render(&b, found); err != nil {
				t.Fatal(err)
			}
			w.files[f.Path] = b.String()
		}
	}
	for _, f := range s.Remaining(found) {
		var b bytes.Buffer
		if err := f.Bytes(&b); err != nil {
			t.Fatal(err)
		}
		w.files["search"] += b.String()
	}
	var all struct{ Projets []told }
	if err := json.Unmarshal([]byte(w.files["donnees/feuille-de-route.json"]), &all); err != nil {
		t.Fatal(err)
	}
	for _, p := range all.Projets {
		w.data[p.ID] = p
	}
	check.Roadmap(s.Roadmap(), content.Date{Year: 2030, Month: 1, Day: 1}, found)
	if found.Erreurs() > 0 {
		t.Fatal(found.Sorted())
	}
	w.problems = found.Sorted()
	return w
}

var marks = regexp.MustCompile(`(?s)<(style|script|svg)\b.*?</(style|script|svg)>|<[^>]*>`)

// words is what some HTML says.
func words(s string) string {
	s = strings.ReplaceAll(html.UnescapeString(marks.ReplaceAllString(s, " ")), "\u00a0", " ")
	return strings.Join(strings.Fields(s), " ")
}

func (w world) page(address string) string {
	return words(w.files[strings.TrimPrefix(address, "/")+"index.html"])
}

// part is what the one element of a page that holds a text says: the innermost that
// begins with open and ends with end.
func (w world) part(t *testing.T, address, open, end, holds string) string {
	t.Helper()
	whole := w.files[strings.TrimPrefix(address, "/")+"index.html"]
	at := strings.Index(whole, holds)
	if at < 0 {
		t.Errorf("%s does not hold %s", address, holds)
		return ""
	}
	from := strings.LastIndex(whole[:at], open)
	to := strings.Index(whole[at:], end)
	if from < 0 || to < 0 {
		t.Fatalf("%s: %s does not stand in %s", address, holds, open)
	}
	return words(whole[from : at+to])
}

func (w world) compare(t *testing.T, c *stateCase) {
	t.Helper()
	says := func(where, said string, want ...string) {
		for _, word := range want {
			if !strings.Contains(said, word) {
				t.Errorf("%s: %s says « %s », want « %s »", c, where, said, word)
			}
		}
		if late := slices.Contains(want, "Échéance dépassée"); strings.Contains(said, "Échéance dépassée") != late {
			t.Errorf("%s: %s says « %s »", c, where, said)
		}
	}
	late := c.want == "Échéance dépassée"
	var badge []string // the date's own, beside a status or a title
	if late {
		badge = []string{"Échéance dépassée"}
	}
	uid := c.id
	if c.jalon {
		uid = "jalons.jalon-jalon-" + c.id
		line := func(address string) string {
			return w.part(t, address, `<li class="fdr-jalon `, "</li>", "Jalon "+c.id+"<")
		}
		says("the page of its projet", line("/projets/jalons/"), c.want)
		says("the printed document", line("/imprimer/"), c.want)
		for _, address := range []string{"/", "/missions/donnees/"} {
			if !strings.Contains(w.files[address[1:]+"index.html"], "Jalon "+c.id+"<") {
				continue // the next and the last few stand there
			}
			says(address, line(address), c.want)
			to := slices.Contains(standing[today0:], c.want)
			if next := strings.HasPrefix(w.part(t, address, "<h2", "</li>", "Jalon "+c.id+"<"), "Prochaines"); next != to {
				t.Errorf("%s: %s says that it is to come: %v", c, address, next)
			}
		}
		for _, row := range w.rows(t, "jalons") {
			if row["titre"] == "Jalon "+c.id && (row["atteint"] != c.typed || row["echeance"] != c.periode) {
				t.Errorf("%s: jalons.csv says %v", c, row)
			}
		}
		says("the calendar", w.part(t, "/calendrier/", `<li id="n`, "</li>", "Jalon "+c.id+"<"), c.want)
	} else {
		address := "/projets/" + c.id + "/"
		link := `<a href="` + address + `">`
		says("its page", w.page(address), append(badge, c.statut)...)
		says("the list", w.part(t, "/projets/", "<tr", "</tr>", link), append(badge, c.statut)...)
		key := c.typed
		if key == "" {
			key = "non-communique"
		}
		says("the list of its status", w.part(t, "/projets/statut/"+key+"/", "<li", "</li>", link), badge...)
		says("the printed document", w.part(t, "/imprimer/", "<h", "</dl>", " Projet "+c.id+"</h"), append(badge, c.statut)...)
		if !regexp.MustCompile(`\["","` + regexp.QuoteMeta(c.statut) + `[^]]*"Voici ` + c.id + `\."`).MatchString(w.files["search"]) {
			t.Errorf("%s: the search does not say « %s »", c, c.statut)
		}
		for _, row := range w.rows(t, "projets") {
			if row["id"] == c.id && (row["statut"] != key || row["echeance"] != c.periode) {
				t.Errorf("%s: projets.csv says %v", c, row)
			}
		}
		if p := w.data[c.id]; p.Statut != key || p.Echeance != c.periode {
			t.Errorf("%s: feuille-de-route.json says %v", c, p)
		}
		told := slices.ContainsFunc(w.problems, func(p diag.Problem) bool {
			return p.Code == "echeance-depassee" && p.Pos.File == "content/projets/"+c.id+".md"
		})
		if told != late {
			t.Errorf("%s: check calls it late: %v", c, told)
		}
		if c.periode == "" {
			return
		}
		says("the calendar", w.part(t, "/calendrier/", `<li id="n`, "</li>", link), c.want)
	}
	event := strings.ReplaceAll(between(w.files["echeances.ics"], "UID:"+uid+"@", "END:VEVENT"), "\r\n ", "")
	says("the file to subscribe to", between(event, "DESCRIPTION:", " ("), c.want)
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	part, _, _ := strings.Cut(rest, to)
	return part
}

// rows are those of a table of the data, by column.
func (w world) rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.files["donnees/"+name+".csv"], "\ufeff"))).ReadAll()
	if err != nil || len(records) == 0 {
		t.Fatal(name, err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}
