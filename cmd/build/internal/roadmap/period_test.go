package roadmap_test

import (
	"slices"
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// parsePeriode reads a période as front matter has it, or says what is wrong and what
// to do.
func parsePeriode(text string) (p roadmap.Periode, wrong, hint string) {
	if no := content.Read(&p, text); no != nil {
		return p, no.Wrong, no.Remedy("")
	}
	return p, "", ""
}

func TestPeriodesAreReadAndSaidInFrench(t *testing.T) {
	for _, c := range []struct{ typed, first, last, french string }{
		{"2021", "2021-01-01", "2021-12-31", "2021"},
		{"2021-S1", "2021-01-01", "2021-06-30", "1er semestre 2021"},
		{"2021-S2", "2021-07-01", "2021-12-31", "2e semestre 2021"},
		{"2021-T1", "2021-01-01", "2021-03-31", "1er trimestre 2021"},
		{"2021-T2", "2021-04-01", "2021-06-30", "2e trimestre 2021"},
		{"2021-T3", "2021-07-01", "2021-09-30", "3e trimestre 2021"},
		{"2021-T4", "2021-10-01", "2021-12-31", "4e trimestre 2021"},
		{"2021-06", "2021-06-01", "2021-06-30", "juin 2021"},
		{"2021-08", "2021-08-01", "2021-08-31", "août 2021"},
		{"2021-12", "2021-12-01", "2021-12-31", "décembre 2021"},
		{"2021-02", "2021-02-01", "2021-02-28", "février 2021"},
		{"2020-02", "2020-02-01", "2020-02-29", "février 2020"},
		{"2021-06-30", "2021-06-30", "2021-06-30", "30 juin 2021"},
		{"2022-01-01", "2022-01-01", "2022-01-01", "1er janvier 2022"},
		{"2020-02-29", "2020-02-29", "2020-02-29", "29 février 2020"},
		{"2021-09/2022-01", "2021-09-01", "2022-01-31", "de septembre 2021 à janvier 2022"},
		{"2021-04/2021-06", "2021-04-01", "2021-06-30", "d’avril 2021 à juin 2021"},
		{"2021-08/2021-10", "2021-08-01", "2021-10-31", "d’août 2021 à octobre 2021"},
		{"2021/2023", "2021-01-01", "2023-12-31", "de 2021 à 2023"},
		{"2021-T1/2021-T3", "2021-01-01", "2021-09-30", "du 1er trimestre 2021 au 3e trimestre 2021"},
		{"2021-S1/2021-S2", "2021-01-01", "2021-12-31", "du 1er semestre 2021 au 2e semestre 2021"},
		{"2021-06-15/2021-07-01", "2021-06-15", "2021-07-01", "du 15 juin 2021 au 1er juillet 2021"},
		{"2021-01-01/2021", "2021-01-01", "2021-12-31", "du 1er janvier 2021 à 2021"},
		{"2021/2021-T4", "2021-01-01", "2021-12-31", "de 2021 au 4e trimestre 2021"},
		{"2021-T4/2022-03", "2021-10-01", "2022-03-31", "du 4e trimestre 2021 à mars 2022"},
		{"2021-04/2021-06-30", "2021-04-01", "2021-06-30", "d’avril 2021 au 30 juin 2021"},
		{"2021-01 / 2021-03", "2021-01-01", "2021-03-31", "de janvier 2021 à mars 2021"},
	} {
		p, wrong, _ := parsePeriode(c.typed)
		if wrong != "" {
			t.Errorf("%s: %s", c.typed, wrong)
			continue
		}
		if p.First.ISO() != c.first || p.Last.ISO() != c.last {
			t.Errorf("%s runs from %s to %s, want %s to %s", c.typed, p.First.ISO(), p.Last.ISO(), c.first, c.last)
		}
		if p.String() != c.french {
			t.Errorf("%s reads %q, want %q", c.typed, p, c.french)
		}
	}
	if zero := (roadmap.Periode{}); !zero.IsZero() || zero.String() != "" {
		t.Error("an absent période says something")
	}
}

func TestAPeriodeSaysUntilWhen(t *testing.T) {
	for typed, want := range map[string]string{
		"2021":                  "d’ici la fin de 2021",
		"2021-S1":               "d’ici au 1er semestre 2021",
		"2021-T4":               "d’ici au 4e trimestre 2021",
		"2021-12":               "d’ici décembre 2021",
		"2021-08":               "d’ici août 2021",
		"2021-12-31":            "d’ici au 31 décembre 2021",
		"2022-01-01":            "d’ici au 1er janvier 2022",
		"2021-09/2022-01":       "d’ici janvier 2022",
		"2021/2023":             "d’ici la fin de 2023",
		"2021-T1/2021-T3":       "d’ici au 3e trimestre 2021",
		"2021-06-15/2021-07-01": "d’ici au 1er juillet 2021",
	} {
		p, wrong, _ := parsePeriode(typed)
		if wrong != "" || p.By() != want {
			t.Errorf("%s: %q %s, want %q", typed, p.By(), wrong, want)
		}
	}
	if by := (roadmap.Periode{}).By(); by != "" {
		t.Errorf("an absent période says %q", by)
	}
}

func TestBadPeriodesComeWithWhatToType(t *testing.T) {
	forms := "formes possibles : 2021, 2021-S2, 2021-T4, 2021-12, 2021-12-31, 2021-09/2022-01"
	for typed, hint := range map[string]string{
		"2021-13-45":           "vérifiez le mois et le jour : année-mois-jour",
		"2021-02-29":           "vérifiez le mois et le jour : année-mois-jour",
		"2021-T5":              "écrivez par exemple « 2021-T4 »",
		"2021-T0":              "écrivez par exemple « 2021-T4 »",
		"2021-S3":              "écrivez par exemple « 2021-S2 »",
		"2021-13":              "écrivez par exemple « 2021-12 »",
		"2021-00":              "écrivez par exemple « 2021-12 »",
		"T3 2021":              "écrivez « 2021-T3 »",
		"2021 T3":              "écrivez « 2021-T3 »",
		"2021-t3":              "écrivez « 2021-T3 »",
		"s2 2021":              "écrivez « 2021-S2 »",
		"3e trimestre 2021":    "écrivez « 2021-T3 »",
		"1er semestre 2021":    "écrivez « 2021-S1 »",
		"2ème semestre 2021":   "écrivez « 2021-S2 »",
		"fin 2021":             "écrivez « 2021-T4 »",
		"début 2021":           "écrivez « 2021-T1 »",
		"mi-2021":              "écrivez « 2021-06 »",
		"14/09/2021":           "écrivez « 2021-09-14 »",
		"1.9.2021":             "écrivez « 2021-09-01 »",
		"2021-9":               "écrivez « 2021-09 »",
		"2021-9-1":             "écrivez « 2021-09-01 »",
		"décembre 2021":        "écrivez « 2021-12 »",
		"Août 2021":            "écrivez « 2021-08 »",
		"bientôt":              forms,
		"":                     forms,
		"0999":                 forms,
		"20211":                forms,
		"2021-":                forms,
		"2021/":                forms,
		"/2021":                forms,
		"2021/2022/2023":       forms,
		"2022/2021":            "écrivez « 2021/2022 »",
		"2021-12/2021-01":      "écrivez « 2021-01/2021-12 »",
		"2021-06/2021":         "écrivez « 2021 »",
		"2021/2021-06":         "écrivez « 2021 »",
		"2021-T4/2021-T3":      "écrivez « 2021-T3/2021-T4 »",
		"2021-09/fin 2021":     "écrivez « 2021-T4 »",
		"٢٠٢١":                 forms,
		"2021-T3 (au mieux)":   forms,
		"5e trimestre 2021":    forms,
		"3e semestre 2021":     forms,
		"31/02/2021":           forms,
		"2021-99":              "écrivez par exemple « 2021-12 »",
		"2021-13/2022":         "écrivez par exemple « 2021-12 »",
		"trente-deux 2021":     forms,
		"2021-2-30":            forms,
		strings.Repeat("1", 9): forms,
	} {
		p, wrong, got := parsePeriode(typed)
		if wrong == "" || got != hint {
			t.Errorf("%q: %q, hint %q, want %q", typed, wrong, got, hint)
		}
		checkHint(t, typed, got)
		if !p.IsZero() {
			t.Errorf("%q is a période all the same: %+v", typed, p)
		}
	}
}

// What a hint tells to type is right when it is typed.
func checkHint(t *testing.T, typed, hint string) {
	t.Helper()
	if strings.HasPrefix(hint, "écrivez ") {
		_, value, _ := strings.Cut(hint, "« ")
		value, _, _ = strings.Cut(value, " »")
		if _, wrong, _ := parsePeriode(value); wrong != "" {
			t.Errorf("%q: the hint %q is wrong itself: %s", typed, hint, wrong)
		}
	}
}

func TestPeriodesSortByTheirLastDay(t *testing.T) {
	typed := []string{"2021-T3", "2021", "2021-09-14", "2020", "2021-S1", "2021-06/2022-01"}
	slices.SortStableFunc(typed, func(a, b string) int {
		p, _, _ := parsePeriode(a)
		q, _, _ := parsePeriode(b)
		return p.Last.Compare(q.Last)
	})
	if got := strings.Join(typed, " "); got != "2020 2021-S1 2021-09-14 2021-T3 2021 2021-06/2022-01" {
		t.Errorf("order %s", got)
	}
}

func FuzzPeriode(f *testing.F) {
	for _, s := range []string{"", "2021", "2021-T3", "2021-S1", "2021-06", "2021-06-30", "2021-09/2022-01", "2021-13-45", "T3 2021", "fin 2021", "mi 2021", "9e trimestre 2021", "2021-9-9", "/", "2021/", "31/2/2021", "9999-12", "1000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		p, wrong, hint := parsePeriode(typed)
		if wrong != "" {
			checkHint(t, typed, hint)
			if hint == "" {
				t.Errorf("%q: no hint", typed)
			}
			return
		}
		if p.First.Compare(p.Last) > 0 || p.First.IsZero() {
			t.Errorf("%q runs from %s to %s", typed, p.First.ISO(), p.Last.ISO())
		}
		if p.String() == "" {
			t.Errorf("%q says nothing", typed)
		}
		again, wrong, _ := parsePeriode(p.S)
		if wrong != "" || again != p {
			t.Errorf("%q is %+v, and again %+v %s", typed, p, again, wrong)
		}
	})
}
