package diag

import "encoding/json"

// JSON gives problems to programs: one object with « problemes », each with
// its place relative to the source folder.
func JSON(problems []Problem) ([]byte, error) {
	type entry struct {
		Fichier string `json:"fichier"`
		Ligne   int    `json:"ligne,omitempty"`
		Colonne int    `json:"colonne,omitempty"`
		Gravite string `json:"gravite"`
		Code    string `json:"code"`
		Message string `json:"message"`
		Conseil string `json:"conseil,omitempty"`
	}
	report := struct {
		Problemes []entry `json:"problemes"`
	}{[]entry{}}
	for _, p := range problems {
		report.Problemes = append(report.Problemes, entry{p.Pos.File, p.Pos.Line, p.Pos.Col, p.Severity.String(), p.Code, p.Message, p.Hint})
	}
	data, err := json.MarshalIndent(report, "", "  ")
	return append(data, '\n'), err
}
