package when_test

import (
	"strings"
	"testing"

	"feuille-de-route.example/cmd/build/internal/when"
)

func TestWhatIsWrittenIsReadAsTheFrenchDo(t *testing.T) {
	for text, want := range map[string]string{
		// days
		"03/04/2021": "2021-04-03", "14.9.2021": "2021-09-14", "2021/9/14": "2021-09-14", "20210914": "2021-09-14", "14092021": "2021-09-14",
		"2021-09-14t10:00:00z": "2021-09-14", "14 septembre 2021 a 10 h 30": "2021-09-14", "mardi 14 septembre 2021": "2021-09-14",
		"1er janvier 2022": "2022-01-01", "premier janvier 2022": "2022-01-01", "14-sept.-21": "2021-09-14", "14/09/21": "2021-09-14",
		"au plus tard le 31 decembre 2023": "2023-12-31", "avant le 31 decembre 2023": "2023-12-31",
		"09/14/2021": "2021-09-14", "09/14/21": "2021-09-14", "2021-14-09": "2021-09-14", // no month has these numbers
		// months
		"sept. 2023": "2023-09", "09/21": "2021-09", "fin decembre 2023": "2023-12", "mi-juin 2022": "2022-06", "rentree 2022": "2022-09",
		"fev 2022": "2022-02", "2022 (a confirmer)": "2022", "juin 2022 (sous reserve)": "2022-06", "« juin 2022 »": "2022-06", "lun. 3 janv. 2022": "2022-01-03", "tout debut 2022": "2022-debut", "juil. 22": "2022-07", "mar-22": "2022-03",
		// parts of a year
		"3t2021": "2021-T3", "2021-q3": "2021-T3", "t3/21": "2021-T3", "dernier trimestre de l'annee 2021": "2021-T4", "fin du t2 2022": "2022-T2",
		"iiie trimestre 2021": "2021-T3", "3ᵉ trimestre 2021": "2021-T3", "second semestre 2025": "2025-S2", "2d semestre 2025": "2025-S2", "seconde moitie de 2025": "2025-S2", "h2 2025": "2025-S2",
		"fin 2021": "2021-fin", "fin d'annee 2021": "2021-fin", "2021 fin": "2021-fin", "mi-2023": "2023-mi", "milieu d'annee 2023": "2023-mi", "avant fin 2027": "2027-fin",
		"l'ete 2022": "2022-ete", "fin de l'ete 2022": "2022-ete",
		"hiver 2021-2022": "2021-hiver", "hiver 2021/22": "2021-hiver", "hiver 21-22": "2021-hiver", "hiver 2021": "2021-hiver",
		// years
		"d'ici 2027": "2027", "d'ici a 2027": "2027", "courant 2024": "2024", "fin 2022 (previsionnel)": "2022-fin", "a l'horizon 2030": "2030", "2023 ?": "2023",
		// intervals
		"2021-2022": "2021/2022", "2021-22": "2021/2022", "entre 2021 et 2022": "2021/2022", "2021 → 2022": "2021/2022", "de 2021 jusqu'a 2022": "2021/2022",
		"de septembre 2022 a janvier 2023": "2022-09/2023-01", "septembre a decembre 2022": "2022-09/2022-12", "de septembre a janvier 2023": "2022-09/2023-01", "septembre 2022 a janvier": "2022-09/2023-01",
		"2021, 2022": "2021/2022", "fin 2021, debut 2022": "2021-fin/2022-debut", "09/21-01/22": "2021-09/2022-01",
		"2021-09 - 2022-01": "2021-09/2022-01", "2021-09-2022-01": "2021-09/2022-01", "juin/juillet 2022": "2022-06/2022-07",
		"t1-t2 2023": "2023-T1/2023-T2", "t1 & t2 2023": "2023-T1/2023-T2", "2023-t1/t2": "2023-T1/2023-T2", "1er et 2e trimestres 2022": "2022-T1/2022-T2", "t3-2021 a t4-2021": "2021-T3/2021-T4",
		"du 14 au 18 septembre 2021": "2021-09-14/2021-09-18", "14-18/09/2021": "2021-09-14/2021-09-18", "14-09-2021/18-09-2021": "2021-09-14/2021-09-18",
		"du 30 septembre au 3 octobre 2021": "2021-09-30/2021-10-03", "fin 2021-debut 2022": "2021-fin/2022-debut", "de debut a fin 2022": "2022-debut/2022-fin",
	} {
		if r := when.Read(text); r.State != when.Clear || r.Text != want {
			t.Errorf("%q: %+v, want %q", text, r, want)
		}
	}
}

func TestWhatMayMeanSeveralThingsIsNotRead(t *testing.T) {
	for _, text := range []string{"", "bientot", "avant 2027", "avant juin 2023", "apres 2022", "2021-13", "2021-13-45", "31/02/2021", "00/09/2021", "5e trimestre 2021",
		"3e semestre 2021", "s37 2021", "semaine 37 2021", "jui 2021", "ma 2021", "14/09/98", "2021-", "/2021", "2021/", "2021 2022", "2021-09-2022", "2021/2022/2023",
		"3, 4 et 5 janvier 2022", "iv/2022", "automne 2021-2022", "fin 2021-2022", "fin 14 septembre 2021", "hiver 2022-2021", "hiver 2021-2023", "2021-t3 (au mieux)", "2021 mais pas 2022",
		"20111213141516", "14", "t", "12092021x", "le", "a"} {
		if r := when.Read(text); r.State != when.Unclear {
			t.Errorf("%q: %+v", text, r)
		}
	}
}

func TestAYearIsAskedFor(t *testing.T) {
	for text, want := range map[string]string{"le 3 mars": "AAAA-03-03", "14/09": "AAAA-09-14", "t4": "AAAA-T4", "mi-septembre": "AAAA-09", "ete": "AAAA-ete",
		"29 fevrier": "AAAA-02-29", "du 14 au 18 septembre": "AAAA-09-14/AAAA-09-18", "fin d'annee": "AAAA-fin"} {
		if r := when.Read(text); r.State != when.NoYear || r.Text != want {
			t.Errorf("%q: %+v, want %q", text, r, want)
		}
	}
}

func TestSomeTextsSayThatADateIsNotKnown(t *testing.T) {
	for _, text := range []string{"a definir", "date a confirmer", "nc", "n.c.", "n/a", "s.o.", "-", "--", "?", "…", "xx", "tbd", "non communique", "pas encore fixee", "inconnue", "(a definir)", "non date", "pas de date", "plus tard", "sans objet", "en attente"} {
		if !when.Unknown(text) {
			t.Errorf("%q says something", text)
		}
	}
	for _, text := range []string{"", "x", "2021", "fin 2021", "a", "non", "oui", "0", "nord", "s"} {
		if when.Unknown(text) {
			t.Errorf("%q says nothing", text)
		}
	}
}

// What is read of a text is read of itself, and where it is clear it stays so.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"14 septembre 2021", "09/14/21", "t3 21", "hiver 21-22", "du 14 au 18 septembre 2021", "2021-09-2022-01", "le 3 mars", "a definir", "fin decembre 23", "20210914"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := when.Read(text)
		if (r.Text == "") != (r.State == when.Unclear) {
			t.Errorf("%q: %+v", text, r)
		}
		if again := when.Read(strings.ToLower(r.Text)); r.State == when.Clear && (again.State != when.Clear || again.Text != r.Text) {
			t.Errorf("%q is %q, and that is %+v", text, r.Text, again)
		}
	})
}
