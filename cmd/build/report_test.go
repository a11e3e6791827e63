package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestReports holds the reports of builds that go well, of builds that do not, and
// of those that the machine stops, to the schema that « build schema rapport »
// writes; and what they say of files to the files.
func TestReports(t *testing.T) {
	schema := reportSchema(t)
	source, out := t.TempDir(), filepath.Join(t.TempDir(), "site")
	sourcesOf(t, golden, source, 1, 0o644)
	file := filepath.Join(t.TempDir(), "rapport.json")
	reports := func(status int) (said map[string]any, text []byte) {
		t.Helper()
		cmd := exec.Command(program(t), "-C", source, "-o", out, "--rapport", file)
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache(t))
		if message, _ := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != status {
			t.Fatalf("status %d, want %d: %s", cmd.ProcessState.ExitCode(), status, message)
		}
		text, err := os.ReadFile(file)
		must(t, err)
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		must(t, err)
		if err := schema.Validate(document); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		must(t, json.Unmarshal(text, &said))
		return said, text
	}

	first, text := reports(0)
	digest := wholeSite(t, out)
	files := read(t, out)
	if first["publie"] != true || first["empreinte"] != digest {
		t.Errorf("the site's digest is %s: %s", digest, text)
	}
	bytesOf, listed := 0.0, first["fichiers"].([]any)
	for _, f := range listed {
		f := f.(map[string]any)
		data, ok := files[f["chemin"].(string)]
		if !ok || f["octets"] != float64(len(data)) {
			t.Errorf("%v is not on the disk", f)
		}
		bytesOf += float64(len(data))
	}
	if len(listed) != len(files)-1 || first["nombres"].(map[string]any)["octets"] != bytesOf {
		t.Errorf("%d files of %d, %v bytes: %s", len(listed), len(files)-1, bytesOf, text)
	}
	var html float64
	for _, kind := range first["types"].([]any) {
		if kind := kind.(map[string]any); kind["extension"] == "html" {
			html = kind["fichiers"].(float64)
		}
	}
	if pages := first["nombres"].(map[string]any)["pages"].(float64); html < pages || pages == 0 {
		t.Errorf("%v pages in %v files", pages, html)
	}

	_, again := reports(0)
	run := regexp.MustCompile(`(?s)"passage": .*`)
	if !bytes.Equal(run.ReplaceAll(text, nil), run.ReplaceAll(again, nil)) {
		t.Error("another run differs in more than « passage »")
	}

	page := filepath.Join(source, "content", "index.md")
	good, err := os.ReadFile(page)
	must(t, err)
	must(t, os.WriteFile(page, append([]byte("---\ntittre: Accueil\n"), bytes.TrimPrefix(good, []byte("---\n"))...), 0o644))
	wrong, text := reports(1)
	if wrong["publie"] != false || len(wrong["problemes"].([]any)) == 0 || wrong["passage"].(map[string]any)["echec"] != nil {
		t.Errorf("errors in the content: %s", text)
	}
	must(t, os.WriteFile(page, good, 0o644))
	must(t, os.WriteFile(filepath.Join(out, "a-moi.txt"), nil, 0o644))
	stopped, text := reports(1)
	if stopped["publie"] != false || stopped["passage"].(map[string]any)["echec"] == nil {
		t.Errorf("a folder of somebody else: %s", text)
	}
}

func reportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(command(t, ".", program(t), "schema", "rapport"))))
	must(t, err)
	c := jsonschema.NewCompiler()
	must(t, c.AddResource("rapport.json", document))
	schema, err := c.Compile("rapport.json")
	must(t, err)
	if schema.Validate(map[string]any{"format": 1}) == nil {
		t.Fatal("the schema accepts anything")
	}
	return schema
}
