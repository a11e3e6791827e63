package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"feuille-de-route.example/cmd/build/internal/diag"
	ours "feuille-de-route.example/cmd/build/internal/report"
	"feuille-de-route.example/cmd/build/internal/rule"
)

func example() *ours.Report {
	vague := diag.Problem{Pos: diag.Pos{File: "content/projets/é à.md", Line: 3, Col: 5}, Severity: diag.Avertissement, Code: "lien-vague", Message: "« ici » : 100 %, sûr", Hint: "deux\nlignes"}
	return &ours.Report{Version: "1", Text: diag.Text{Root: ".."}, Problems: []diag.Problem{vague,
		{Pos: diag.Pos{File: "content/site.yaml", Line: 2}, Code: "cle-inconnue", Message: "clé inconnue"},
		{Pos: diag.Pos{File: "content/index.md"}, Code: "accueil-absent", Message: "il manque la page d'accueil"}},
		Settings: []rule.Setting{{Code: "lien-vague", Level: diag.Non, Motif: "un essai", Problems: []diag.Problem{vague}}, {Code: "page-sans-resume", Level: diag.Erreur}}}
}

// log is what the test reads back of SARIF.
type log struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Results []struct {
			RuleID, Level string
			RuleIndex     int
			Suppressions  []struct{ Justification string }
		}
	}
}

// What we call SARIF is SARIF 2.1.0: the schema of OASIS accepts it, and it says
// what the report does.
func TestSARIF(t *testing.T) {
	schema := oasis(t)
	for name, r := range map[string]*ours.Report{"empty": {Version: "1"}, "full": example()} {
		var b bytes.Buffer
		if err := r.Write(&b, "sarif"); err != nil {
			t.Fatal(err)
		}
		var as log
		if err := json.Unmarshal(b.Bytes(), &as); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(as.Runs[0].Tool.Driver.Rules) != len(rule.All()) {
			t.Errorf("%s: %d rules", name, len(as.Runs[0].Tool.Driver.Rules))
		}
		if name == "empty" {
			continue
		}
		results := as.Runs[0].Results
		if len(results) != 4 || results[0].RuleID != "lien-vague" || results[0].Level != "warning" || results[1].Level != "error" {
			t.Errorf("results: %s", b.String())
		}
		if s := results[3].Suppressions; len(s) != 1 || s[0].Justification != "un essai" {
			t.Errorf("suppressions: %+v", s)
		}
		if rules := as.Runs[0].Tool.Driver.Rules; rules[results[0].RuleIndex].ID != "lien-vague" {
			t.Errorf("rule index %d is %s", results[0].RuleIndex, rules[results[0].RuleIndex].ID)
		}
		if !strings.Contains(b.String(), `"uri": "content/projets/%C3%A9%20%C3%A0.md"`) {
			t.Errorf("address: %s", b.String())
		}
	}
}

// oasis is the schema of SARIF 2.1.0, errata 01, as OASIS publishes it.
func oasis(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	if schema.Validate(map[string]any{"version": "2.1.0"}) == nil {
		t.Fatal("the schema accepts anything")
	}
	return schema
}

// A message cannot end a workflow command, nor begin one.
func TestGitHub(t *testing.T) {
	var b bytes.Buffer
	if err := example().Write(&b, "github"); err != nil {
		t.Fatal(err)
	}
	want := "::warning file=../content/projets/é à.md,line=3,col=5,title=lien-vague::« ici » : 100 %25, sûr%0Adeux%0Alignes\n" +
		"::error file=../content/site.yaml,line=2,title=cle-inconnue::clé inconnue\n" +
		"::error file=../content/index.md,title=accueil-absent::il manque la page d'accueil\n" +
		"::notice title=lien-vague::règle lien-vague désactivée dans site.yaml (1 problème tu) : un essai\n" +
		"::notice title=page-sans-resume::règle page-sans-resume réglée sur « erreur » dans site.yaml\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}
