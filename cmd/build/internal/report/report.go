// Package report writes what a check has found for whoever reads it: people, any
// program (JSON), code hosts (SARIF 2.1.0, GitHub's workflow commands). Problems
// and settings go in, in order; the same bytes come out each time.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/rule"
)

// A Report is the result of a check.
type Report struct {
	Problems []diag.Problem // sorted
	Settings []rule.Setting // rules that site.yaml gives another level
	Version  string         // of the program
	Skipped  []string       // codes of rules that nobody asked to look at
	Text     diag.Text      // how people read it; its Root is for GitHub too
}

// Formats are those that a report can take.
var Formats = []string{"text", "json", "sarif", "github"}

// Write writes the report in one of Formats.
func (r *Report) Write(w io.Writer, format string) error {
	switch format {
	case "json":
		return r.json(w)
	case "sarif":
		return r.sarif(w)
	case "github":
		return r.github(w)
	}
	return r.text(w)
}

func (r *Report) text(w io.Writer) error {
	if err := r.Text.Write(w, r.Problems); err != nil {
		return err
	}
	for _, s := range r.Settings {
		if _, err := fmt.Fprintln(w, said(s, r.looked(s.Code))); err != nil {
			return err
		}
	}
	return nil
}

// looked reports whether a rule was looked at: an error keeps some from being, and
// others have to be asked for.
func (r *Report) looked(code string) bool {
	errors, _ := diag.Count(r.Problems)
	return errors == 0 && !slices.Contains(r.Skipped, code)
}

// said is what a setting has done, in one line: « règle lien-vague désactivée
// dans site.yaml (2 problèmes tus) : les intitulés sont ceux du décret ».
// looked tells that the rule was looked at.
func said(s rule.Setting, looked bool) string {
	n := len(s.Problems)
	line := "règle " + s.Code
	switch {
	case s.Level == diag.Non && n > 0:
		line += fmt.Sprintf(" désactivée dans site.yaml (%s)", french.Count(n, "problème tu", "problèmes tus"))
	case s.Level == diag.Non && looked:
		line += " désactivée dans site.yaml (aucun problème tu : ce réglage ne sert plus)"
	case s.Level == diag.Non:
		line += " désactivée dans site.yaml"
	default:
		line += fmt.Sprintf(" réglée sur « %s » dans site.yaml", s.Level)
	}
	if s.Motif != "" {
		line += " : " + s.Motif
	}
	return line
}

func (r *Report) json(w io.Writer) error {
	type setting struct {
		Code      string `json:"code"`
		Niveau    string `json:"niveau"`
		Motif     string `json:"motif,omitempty"`
		Problemes int    `json:"problemes"`
	}
	errors, warnings := diag.Count(r.Problems)
	out := struct {
		Erreurs        int          `json:"erreurs"`
		Avertissements int          `json:"avertissements"`
		Problemes      []diag.Entry `json:"problemes"`
		Reglages       []setting    `json:"reglages"`
	}{errors, warnings, diag.Entries(r.Problems), []setting{}}
	for _, s := range r.Settings {
		out.Reglages = append(out.Reglages, setting{s.Code, s.Level.String(), s.Motif, len(s.Problems)})
	}
	return JSON(w, out)
}

// JSON writes a value for people to read too: indented, with addresses as they are.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// levels are the words that code hosts have for severities. A rule that is asked for
// gives warnings.
var levels = [...]string{diag.Erreur: "error", diag.Avertissement: "warning", diag.Non: "warning"}

// github writes workflow commands: each problem stands beside its line in a
// change (docs.github.com, « Workflow commands for GitHub Actions »).
func (r *Report) github(w io.Writer) error {
	for _, p := range r.Problems {
		place := "file=" + property(path.Join(r.Text.Root, p.Pos.File))
		if p.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d", p.Pos.Line)
		}
		if p.Pos.Col > 0 {
			place += fmt.Sprintf(",col=%d", p.Pos.Col)
		}
		message := p.Message
		if p.Hint != "" {
			message += "\n" + p.Hint
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", levels[p.Severity], place, property(p.Code), data(message)); err != nil {
			return err
		}
	}
	for _, s := range r.Settings {
		if _, err := fmt.Fprintf(w, "::notice title=%s::%s\n", property(s.Code), data(said(s, r.looked(s.Code)))); err != nil {
			return err
		}
	}
	return nil
}

// data and property escape what a workflow command ends at.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string { return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s)) }
