package edit_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

const file = "content/projets/a.md"

// A style is one way to write front matter.
type style struct {
	crlf, bom, quotedKeys, flowLists, flowGroups, comments, blanks, folded, noEnd, body bool

	quote  string // of values: "", "'" or `"`
	indent int    // of the dashes of a list
	nulls  bool   // keys that have no value yet
}

// styles are all that a random choice gives: the same each time.
func styles(n int) (all []style) {
	r := rand.New(rand.NewPCG(1, 2))
	coin := func() bool { return r.IntN(2) == 0 }
	for range n {
		all = append(all, style{coin(), coin(), coin(), coin(), coin(), coin(), coin(), coin(), coin(), coin(),
			[]string{"", "'", `"`}[r.IntN(3)], r.IntN(3) * 2, coin()})
	}
	return all
}

func (s style) write() string {
	value := func(text string) string {
		if s.quote == "" && (strings.Contains(text, ": ") || strings.Contains(text, ",")) {
			return `"` + text + `"`
		}
		if s.quote == "'" {
			text = strings.ReplaceAll(text, "'", "''")
		}
		return s.quote + text + s.quote
	}
	key := func(name string) string {
		if s.quotedKeys {
			return `"` + name + `"`
		}
		return name
	}
	note := func(text string) string {
		if s.comments {
			return " # " + text
		}
		return ""
	}
	var lines []string
	line := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	list := func(name string, entries ...[]string) {
		var flow []string
		for _, e := range entries {
			var pairs []string
			for i := 0; i < len(e); i += 2 {
				if e[i+1] == "" {
					continue
				}
				pairs = append(pairs, key(e[i])+": "+value(e[i+1]))
			}
			flow = append(flow, "{"+strings.Join(pairs, ", ")+"}")
		}
		if s.flowLists {
			line("%s: [%s]%s", key(name), strings.Join(flow, ", "), note("liste "+name))
			return
		}
		line("%s:%s", key(name), note("liste "+name))
		for i, e := range entries {
			if s.comments {
				line("%s# entrée %d", strings.Repeat(" ", s.indent), i)
			}
			if s.flowGroups {
				line("%s- %s%s", strings.Repeat(" ", s.indent), flow[i], note("groupe"))
				continue
			}
			before := strings.Repeat(" ", s.indent) + "- "
			for i := 0; i < len(e); i += 2 {
				line("%s%s: %s%s", before, key(e[i]), value(e[i+1]), note(e[i]))
				before = strings.Repeat(" ", s.indent+2)
			}
			if s.blanks {
				line("")
			}
		}
	}
	line("---")
	if s.comments {
		line("# Un commentaire : « statut: acheve » n'est pas une clé")
	}
	line("%s: %s%s", key("titre"), value("L'ouverture : le guichet, à tous"), note("titre"))
	if s.folded {
		line("resume: >-")
		line("  Un texte plié # sans commentaire")
		line("")
		line("  sur trois lignes: oui")
	}
	line("%s: %s%s", key("mission"), value("donnees"), note("mission"))
	if s.blanks {
		line("")
	}
	line("%s: %s%s", key("statut"), value("en-cours"), note("statut"))
	if s.flowLists {
		line("%s: [%s, %s]", key("enjeux"), value("inclusion"), value("sobriete"))
	} else {
		line("%s:", key("enjeux"))
		line("%s- %s", strings.Repeat(" ", s.indent), value("inclusion"))
		line("%s- %s%s", strings.Repeat(" ", s.indent), value("sobriete"), note("le second"))
	}
	line("%s: %s", key("echeance"), value("2022-T2"))
	list("jalons", []string{"titre", "Ouverture, à tous", "echeance", "2022-03", "atteint", "false"}, []string{"titre", "Bilan", "echeance", "2022-06"})
	if s.nulls {
		line("%s:%s", key("historique"), note("rien"))
	} else {
		list("historique", []string{"date", "2021-01-02", "statut", "a-venir"}, []string{"date", "2021-06-30", "note", "L'équipe: réunie"})
	}
	line("---")
	if s.body {
		line("")
		line("Un texte.")
		line("---")
		line("statut: ceci n'est pas une clé")
	}
	text := strings.Join(lines, "\n")
	if !s.noEnd || !s.body {
		text += "\n"
	}
	if s.crlf {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if s.bom {
		text = "\ufeff" + text
	}
	return text
}

// acts are what tasks do to front matter.
var acts = []struct {
	what string
	do   func(t *edit.Text) error
	keep bool // nothing that is there goes
}{
	{"a value is changed", func(t *edit.Text) error { return t.Set("acheve", "statut") }, false},
	{"a key is added", func(t *edit.Text) error { return t.Set("2021-12-01", "mis_a_jour") }, true},
	{"a key that is the last", func(t *edit.Text) error { return t.Set("Camille Exemple", "responsable") }, true},
	{"a value that wants quotes", func(t *edit.Text) error { return t.Set(`L'un: "l'autre", # et [le reste]`, "reserve") }, true},
	{"a value of a list's group", func(t *edit.Text) error { return t.Set("true", "jalons", 0, "atteint") }, false},
	{"a key of a list's group", func(t *edit.Text) error { return t.Set("2022-03-01", "jalons", 1, "atteint_le") }, true},
	{"a text of a list", func(t *edit.Text) error { return t.Set("egalite", "enjeux", 1) }, false},
	{"an entry, first or only", func(t *edit.Text) error {
		return t.Add(0, edit.Entry{{"date", "2021-12-01"}, {"statut", "acheve"}, {"note", "C'est fait : enfin, oui"}}, "historique")
	}, true},
	{"an entry, last", func(t *edit.Text) error {
		list, _ := t.Get("historique")
		return t.Add(len(list.Items), edit.Entry{{"date", "2021-12-01"}, {"echeance", "2022-T4"}, {"note", "# x"}}, "historique")
	}, true},
	{"a list that is not there", func(t *edit.Text) error { return t.Add(0, "/ancienne/", "alias") }, true},
	{"a list of groups that is not there", func(t *edit.Text) error {
		return t.Add(0, edit.Entry{{"titre", "Un rapport"}, {"date", "2021-12-01"}}, "sources")
	}, true},
	{"a text at the end of a list", func(t *edit.Text) error { return t.Add(2, "egalite", "enjeux") }, true},
	{"a key goes", func(t *edit.Text) error { return t.Remove("echeance") }, false},
	{"a text goes out of a list", func(t *edit.Text) error { return t.Remove("enjeux", 0) }, false},
	{"a group goes out of a list", func(t *edit.Text) error { return t.Remove("jalons", 1) }, false},
}

// TestStyles: in each way of writing, each act is done, and moves no other byte. That
// the result says what is meant is what edit itself holds each change to.
func TestStyles(t *testing.T) {
	for i, s := range styles(300) {
		before := s.write()
		for _, act := range acts {
			text, err := edit.Read(file, before, new(roadmap.ProjetFields))
			if err != nil {
				t.Fatalf("style %d %+v: %v\n%s", i, s, err, before)
			}
			if err := act.do(text); err != nil {
				t.Fatalf("style %d, %s: %v\n%s", i, act.what, err, before)
			}
			after := text.String()
			gone, come := spliced(before, after)
			if act.keep && strings.Trim(gone, " ") != "" {
				t.Fatalf("style %d, %s: %q went, %q came\n%s\n%s", i, act.what, gone, come, before, after)
			}
			if strings.Count(gone, "#") > strings.Count(gone, " # ") {
				t.Fatalf("style %d, %s: the comment went: %q", i, act.what, gone)
			}
			if strings.Count(gone, "\n") > 8 {
				t.Fatalf("style %d, %s: %q went", i, act.what, gone)
			}
			if s.crlf && strings.Count(after, "\n") != strings.Count(after, "\r\n") {
				t.Fatalf("style %d, %s: line ends are mixed: %q", i, act.what, after)
			}
		}
	}
}

// spliced is what went, and what came in its place: the rest is the same.
func spliced(before, after string) (gone, come string) {
	n := 0
	for n < min(len(before), len(after)) && before[n] == after[n] {
		n++
	}
	m := 0
	for m < min(len(before), len(after))-n && before[len(before)-1-m] == after[len(after)-1-m] {
		m++
	}
	return before[n : len(before)-m], after[n : len(after)-m]
}

// TestWhatIsTyped: the text is what a careful editor would have typed.
func TestWhatIsTyped(t *testing.T) {
	for _, c := range []struct {
		what, before, after string
		do                  func(t *edit.Text) error
	}{
		{"a key at its place", "titre: A\nstatut: en-cours # depuis mai\n", "titre: A\nmis_a_jour: 2021-12-01\nstatut: acheve # depuis mai\n", func(t *edit.Text) error {
			if err := t.Set("acheve", "statut"); err != nil {
				return err
			}
			return t.Set("2021-12-01", "mis_a_jour")
		}},
		{"a list that is new", "titre: A\n", "titre: A\nhistorique:\n  - date: 2021-12-01\n    note: \"Fait : oui, # et non\"\n", func(t *edit.Text) error {
			return t.Add(0, edit.Entry{{"date", "2021-12-01"}, {"note", "Fait : oui, # et non"}}, "historique")
		}},
		{"below a list without indentation", "titre: A\nhistorique:\n- date: 2021-01-01\n  note: Un\n\n# fin\n", "titre: A\nhistorique:\n- date: 2021-01-01\n  note: Un\n- date: 2021-12-01\n  note: Deux\n\n# fin\n", func(t *edit.Text) error {
			return t.Add(1, edit.Entry{{"date", "2021-12-01"}, {"note", "Deux"}}, "historique")
		}},
		{"a list on one line over several", "titre: A\nalias: [\n  /a/,\n  /b/, # vieux\n]\n", "titre: A\nalias: [\n  /a/,\n  /b/, /c/, # vieux\n]\n", func(t *edit.Text) error {
			return t.Add(2, "/c/", "alias")
		}},
		{"the quotes that were there", "titre: A\nstatut: 'en-cours'\n", "titre: A\nstatut: 'acheve'\n", func(t *edit.Text) error { return t.Set("acheve", "statut") }},
		{"no value yet", "titre: A\nstatut:   # à dire\n", "titre: A\nstatut: acheve   # à dire\n", func(t *edit.Text) error { return t.Set("acheve", "statut") }},
		{"the last of a list", "titre: A\nenjeux: [x]\nalias:\n  - /a/\n", "titre: A\nalias:\n  - /a/\n", func(t *edit.Text) error { return t.Remove("enjeux", 0) }},
		{"a text on several lines", "titre: A\nreserve: Un texte qui est assez long pour que personne ne s'étonne\n  de le voir continuer sur une autre ligne. # fin\nstatut: acheve\n", "titre: A\nreserve: Court # fin\nstatut: acheve\n", func(t *edit.Text) error { return t.Set("Court", "reserve") }},
	} {
		text, err := edit.Read(file, "---\n"+c.before+"---\n", new(roadmap.ProjetFields))
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if err := c.do(text); err != nil {
			t.Errorf("%s: %v", c.what, err)
		} else if got := text.String(); got != "---\n"+c.after+"---\n" {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, got, c.after)
		}
	}
}

// TestRefused: what cannot be done surely is refused, with its place, and the text stays.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ what, before string }{
		{"a mistake of YAML", "titre: A: b\nstatut: en-cours\n"},
		{"a group where a text is awaited", "titre: A\nstatut: {a: b}\n"},
	} {
		text, err := edit.Read(file, "---\n"+c.before+"---\n", new(roadmap.ProjetFields))
		if err == nil {
			err = text.Set("acheve", "statut")
		}
		if refused := new(edit.Refused); !errors.As(err, &refused) || refused.Line == 0 {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// What is refused is told with what to type.
func TestRefusedHint(t *testing.T) {
	text, err := edit.Read(file, "---\n{titre: A, statut: en-cours}\n---\n", new(roadmap.ProjetFields))
	if err == nil {
		err = text.Add(0, edit.Entry{{"date", "2025-04-02"}, {"statut", "acheve"}}, "historique")
	}
	want := file + ":2 : l'en-tête est écrit d'une façon qui ne se change pas sûrement : écrivez chaque clé et chaque entrée sur sa ligne, puis recommencez, ou tapez vous-même « {date: 2025-04-02, statut: acheve} »"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// FuzzEdit: whatever the front matter, a change is refused, or leaves all else as it was.
func FuzzEdit(f *testing.F) {
	for i, s := range styles(20) {
		f.Add(s.write(), uint8(i))
	}
	f.Add("---\na: [b, {c: d}]\nhistorique:\n- - x\n---\n", uint8(8))
	f.Fuzz(func(t *testing.T, before string, act uint8) {
		text, err := edit.Read(file, before, new(roadmap.ProjetFields))
		if err != nil {
			return
		}
		if err := acts[int(act)%len(acts)].do(text); err != nil {
			if text.String() != before {
				t.Fatalf("refused, and changed: %q", text.String())
			}
			return
		}
		after := text.String()
		was, _ := content.OutlineOf(file, []byte(before), new(roadmap.ProjetFields))
		is, problems := content.OutlineOf(file, []byte(after), new(roadmap.ProjetFields))
		if len(problems) > 0 {
			t.Fatalf("%q became %q: %v", before, after, problems)
		}
		touched := []string{"statut", "mis_a_jour", "responsable", "reserve", "jalons", "enjeux", "historique", "alias", "sources", "echeance"}
		for _, k := range was.Keys {
			if slices.Contains(touched, k.Name) {
				continue
			}
			if !slices.ContainsFunc(is.Keys, func(o content.Keyed) bool { return o.Name == k.Name && o.Value.Text == k.Value.Text }) {
				t.Fatalf("%q became %q: %s went", before, after, k.Name)
			}
		}
	})
}
