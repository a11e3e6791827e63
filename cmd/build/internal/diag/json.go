package diag

// An Entry is a problem as other programs read it.
type Entry struct {
	Fichier string `json:"fichier"`
	Ligne   int    `json:"ligne,omitempty"`
	Colonne int    `json:"colonne,omitempty"`
	Gravite string `json:"gravite"`
	Code    string `json:"code"`
	Message string `json:"message"`
	Conseil string `json:"conseil,omitempty"`
}

// Entries gives problems to programs, each with its place relative to the source
// folder.
func Entries(problems []Problem) []Entry {
	entries := make([]Entry, len(problems))
	for i, p := range problems {
		entries[i] = Entry{p.Pos.File, p.Pos.Line, p.Pos.Col, p.Severity.String(), p.Code, p.Message, p.Hint}
	}
	return entries
}
