package report

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/rule"
)

// The part of SARIF 2.1.0 (OASIS, errata 01) that a report has.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		Language   string         `json:"language"`
		ColumnKind string         `json:"columnKind"`
		Results    []*sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name     string      `json:"name"`
		Version  string      `json:"version"`
		Language string      `json:"language"`
		Rules    []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		Help             sarifText `json:"help"`
		Default          struct {
			Level   string `json:"level"`
			Enabled bool   `json:"enabled"`
		} `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifLocation struct {
		Physical struct {
			Artifact struct {
				URI       string `json:"uri"`
				URIBaseID string `json:"uriBaseId"`
			} `json:"artifactLocation"`
			Region *sarifRegion `json:"region,omitempty"`
		} `json:"physicalLocation"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}
)

const (
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifVersion = "2.1.0"
)

// sarif writes the report as SARIF. Problems of rules that site.yaml switches off
// are there, suppressed, with the reason.
func (r *Report) sarif(w io.Writer) error {
	run := sarifRun{Language: "fr-FR", ColumnKind: "unicodeCodePoints", Results: []*sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "build check", Version: r.Version, Language: "fr-FR", Rules: sarifRules()}
	for _, p := range r.Problems {
		run.Results = append(run.Results, result(p))
	}
	for _, s := range r.Settings {
		if s.Level != diag.Non {
			continue
		}
		for _, p := range s.Problems {
			silent := result(p)
			silent.Suppressions = []sarifSuppression{{"external", s.Motif}}
			run.Results = append(run.Results, silent)
		}
	}
	return JSON(w, sarifLog{sarifSchema, sarifVersion, []sarifRun{run}})
}

func sarifRules() []sarifRule {
	rules := make([]sarifRule, 0, len(rule.All()))
	for _, r := range rule.All() {
		out := sarifRule{ID: r.Code, ShortDescription: sarifText{Text: r.Why}, Help: sarifText{r.Explain(), r.Markdown}}
		out.Default.Level, out.Default.Enabled = levels[r.Level], r.Level != diag.Non
		rules = append(rules, out)
	}
	return rules
}

func result(p diag.Problem) *sarifResult {
	r := &sarifResult{RuleID: p.Code, RuleIndex: slices.Index(rule.Codes(), p.Code), Level: levels[p.Severity], Message: sarifText{Text: p.Message}}
	if p.Hint != "" {
		r.Message.Text += "\n" + p.Hint
	}
	var at sarifLocation
	at.Physical.Artifact.URI, at.Physical.Artifact.URIBaseID = uri(p.Pos.File), "%SRCROOT%"
	if p.Pos.Line > 0 {
		at.Physical.Region = &sarifRegion{p.Pos.Line, p.Pos.Col}
	}
	r.Locations = []sarifLocation{at}
	return r
}

// uri is a path as a relative reference (RFC 3986, 4.2).
func uri(file string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}
