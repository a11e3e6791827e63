package main

import (
	"os"

	"feuille-de-route.example/cmd/build/internal/diag"
)

// writeReport writes problems as JSON into a file, for other programs.
func writeReport(name string, problems []diag.Problem) error {
	data, err := diag.JSON(problems)
	if err == nil {
		err = os.WriteFile(name, data, 0o644)
	}
	if err != nil {
		return diag.Failure("écrire le rapport dans "+name, err)
	}
	return nil
}
