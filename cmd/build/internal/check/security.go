package check

import (
	"bytes"
	"strings"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/site"
)

// security holds a security.txt to RFC 9116: somebody to write to, and a day in
// the future until which that holds.
func security(f site.File, today content.Date, p *diag.List) error {
	var text bytes.Buffer
	if err := f.Bytes(&text); err != nil {
		return err
	}
	advise := func(line int, hint, format string, args ...any) {
		p.Avertissement(diag.Pos{File: content.Root + "/racine/" + f.Path, Line: line, Col: min(line, 1)}, "security-txt", hint, format, args...)
	}
	contact, expires := false, false
	number := 0
	for line := range strings.Lines(text.String()) {
		number++
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch value = strings.TrimSpace(value); strings.ToLower(key) {
		case "contact":
			contact = true
		case "expires":
			expires = true
			day, err := time.Parse(time.RFC3339, value)
			switch {
			case err != nil:
				advise(number, "écrivez par exemple « Expires: 2022-06-01T00:00:00Z »", "« %s » n'est pas une date de security.txt", value)
			case day.Before(today.Time()):
				advise(number, "vérifiez le contact, et écrivez une date de moins d'un an", "ce fichier ne vaut plus depuis le %s",
					french.Date(day.Year(), int(day.Month()), day.Day()))
			}
		}
	}
	if !contact {
		advise(0, "ajoutez par exemple « Contact: mailto:securite@exemple.gouv.fr »", "ce fichier ne dit pas à qui écrire")
	}
	if !expires {
		advise(0, "ajoutez par exemple « Expires: 2022-06-01T00:00:00Z »", "ce fichier ne dit pas jusqu'à quand il vaut")
	}
	return nil
}
