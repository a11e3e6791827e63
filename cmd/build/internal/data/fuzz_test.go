package data

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// Data that is accepted is written and read again as it is; compared with
// itself it has not changed, and any comparison can be told.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"version":1,"edition":"1","site":{"url":"https://a.fr/"},"editions":[{"id":"1","annonce":{"projets":2}}],"projets":[{"id":"a","adresse":"https://a.fr/projets/a/","titre":"A","statut":"acheve","echeance":"2021-T4","jalons":[{"titre":"J","atteint":true}],"indicateurs":[{"nom":"I","mesures":[{"date":"2021-01-01","valeur":1}],"cible":2}]}]}`),
		[]byte(`{"version":1,"edition":"2","projets":[{"id":"b","titre":"A [x]","code":"C"}],"missions":[{"id":"m","titre":"M","anciens_codes":["X"]}]}`))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		old, err := Decode(a)
		if err != nil {
			return
		}
		text := old.Encode()
		again, err := Decode(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if twice := again.Encode(); !bytes.Equal(text, twice) {
			t.Fatalf("%s\n%s", text, twice)
		}
		if d := Compare(old, old); len(d.Changements)+len(d.Disparues) > 0 {
			t.Fatalf("%+v", d)
		}
		now, err := Decode(b)
		if err != nil {
			return
		}
		d := Compare(old, now)
		if told := d.Text(); len(d.Changements) > 0 && strings.Contains(string(told), "%!") && !bytes.Contains(append(a, b...), []byte("%!")) {
			t.Fatalf("%s", told)
		}
		if len(d.Markdown(nil)) == 0 || !reflect.DeepEqual(d, Compare(old, now)) {
			t.Fatal("not the same twice")
		}
	})
}
