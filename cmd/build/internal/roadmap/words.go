package roadmap

import (
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// oneOf sets into to text when it is one of words; what says that it is none.
func oneOf(text string, into *string, words []string, synonyms map[string]string, what string) (wrong, hint string) {
	for _, w := range words {
		if text == w {
			*into = text
			return "", ""
		}
	}
	folded := strings.ReplaceAll(content.Fold(text), " ", "-")
	near := synonyms[folded]
	if near == "" {
		near = diag.Nearest(folded, words)
	}
	if near != "" {
		return what + " « " + text + " »", "écrivez « " + near + " »"
	}
	return what + " « " + text + " »", "valeurs possibles : " + strings.Join(words, ", ")
}

// A Code is a short name as published: letters, digits and dots.
type Code struct {
	S string
	content.At
}

const maxCode = 12

// Scan implements content.Scalar.
func (c *Code) Scan(text string) (wrong, hint string) {
	good := len([]rune(text)) <= maxCode
	for _, r := range text {
		good = good && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '.')
	}
	if !good {
		return "« " + text + " » n'est pas un code", "des lettres sans accent, des chiffres et des points, 12 au plus : IDNUM, Pi3, 1.2"
	}
	c.S = text
	return "", ""
}

// A URL is an absolute http or https address.
type URL struct {
	S string
	content.At
}

// Scan implements content.Scalar.
func (u *URL) Scan(text string) (wrong, hint string) {
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" || strings.ContainsAny(text, " \"<>") {
		hint = "écrivez une adresse complète : https://www.exemple.gouv.fr/page"
		if !strings.Contains(text, ":") && strings.Contains(text, ".") {
			hint = "écrivez « https://" + strings.TrimLeft(text, "/") + " »"
		}
		return "« " + text + " » n'est pas une adresse web", hint
	}
	u.S = text
	return "", ""
}

// A Courriel is an address of electronic mail (RFC 5322, addr-spec).
type Courriel struct {
	S string
	content.At
}

// Scan implements content.Scalar.
func (c *Courriel) Scan(text string) (wrong, hint string) {
	if parsed, err := mail.ParseAddress(text); err != nil || parsed.Address != text {
		return "« " + text + " » n'est pas une adresse de courriel", "écrivez par exemple « contact@exemple.gouv.fr »"
	}
	c.S = text
	return "", ""
}

// Langue is the language of the texts (RFC 5646): French, of some country.
type Langue struct {
	S string
	content.At
}

var french = regexp.MustCompile(`^fr(?:-[A-Z]{2})?$`)

// Scan implements content.Scalar.
func (l *Langue) Scan(text string) (wrong, hint string) {
	if !french.MatchString(text) {
		return "langue « " + text + " » : les mots que le site ajoute sont en français", "écrivez « fr »"
	}
	l.S = text
	return "", ""
}

// A SHA512 is a digest in hexadecimal.
type SHA512 struct {
	S string
	content.At
}

var sha512Form = regexp.MustCompile(`^[0-9a-f]{128}$`)

// Scan implements content.Scalar.
func (s *SHA512) Scan(text string) (wrong, hint string) {
	if s.S = strings.ToLower(text); !sha512Form.MatchString(s.S) {
		return "ce n'est pas une empreinte SHA-512", "recopiez les 128 chiffres et lettres du fichier .sha512"
	}
	return "", ""
}

// Identite says whether the site bears the State's brand.
type Identite struct {
	Cle string // "etat" or "neutre"; "" counts as neutre
	content.At
}

// Scan implements content.Scalar.
func (i *Identite) Scan(text string) (wrong, hint string) {
	return oneOf(text, &i.Cle, []string{"etat", "neutre"}, nil, "identité inconnue")
}

// Key returns the identity, "neutre" by default.
func (i Identite) Key() string {
	if i.Cle == "" {
		return "neutre"
	}
	return i.Cle
}

// A Licence is the licence of the content, by its SPDX-like name.
type Licence struct {
	Cle string
	content.At
}

// licences gives each licence its name and its text's address.
var licences = map[string][2]string{
	"etalab-2.0": {"licence etalab-2.0", "https://github.com/etalab/licence-ouverte/blob/master/LO.md"},
	"cc-by-4.0":  {"licence Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"},
	"cc-by-sa-4.0": {"licence Creative Commons Attribution - Partage dans les mêmes conditions 4.0",
		"https://creativecommons.org/licenses/by-sa/4.0/deed.fr"},
	"cc0-1.0": {"transfert dans le domaine public CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"},
}

// Scan implements content.Scalar.
func (l *Licence) Scan(text string) (wrong, hint string) {
	return oneOf(text, &l.Cle, []string{"etalab-2.0", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0"},
		map[string]string{"etalab": "etalab-2.0", "licence-ouverte": "etalab-2.0"}, "licence inconnue")
}

// Name returns the licence's name and the address of its text, "" for none.
func (l Licence) Name() (name, address string) {
	known := licences[l.Cle]
	return known[0], known[1]
}

// EtatEdition is the state of a document: under discussion, decided, revised.
type EtatEdition struct {
	Cle string
	content.At
}

// Scan implements content.Scalar.
func (e *EtatEdition) Scan(text string) (wrong, hint string) {
	return oneOf(text, &e.Cle, []string{"concertation", "arrete", "revise"}, map[string]string{"projet": "concertation"}, "état inconnu")
}

// Documentation says whether all of an edition's projets are described.
type Documentation struct {
	Cle string // "complete" or "partielle"; "" counts as complete
	content.At
}

// Scan implements content.Scalar.
func (d *Documentation) Scan(text string) (wrong, hint string) {
	return oneOf(text, &d.Cle, []string{"complete", "partielle"}, map[string]string{"partiel": "partielle", "complet": "complete"}, "documentation inconnue")
}

// Partial reports whether some projets are known not to be described.
func (d Documentation) Partial() bool { return d.Cle == "partielle" }

// EtatAccessibilite is the result of an accessibility audit.
type EtatAccessibilite struct {
	Cle string // "" counts as non-conforme
	content.At
}

// Scan implements content.Scalar.
func (e *EtatAccessibilite) Scan(text string) (wrong, hint string) {
	return oneOf(text, &e.Cle, []string{"non-conforme", "partiellement-conforme", "totalement-conforme"},
		map[string]string{"partiellement": "partiellement-conforme", "totalement": "totalement-conforme", "conforme": "totalement-conforme"}, "état inconnu")
}

// Mention returns the words that the law puts on each page.
func (e EtatAccessibilite) Mention() string {
	switch e.Cle {
	case "partiellement-conforme":
		return "partiellement conforme"
	case "totalement-conforme":
		return "totalement conforme"
	}
	return "non conforme"
}

// Genre is the gender of a level's noun.
type Genre struct {
	Cle string // "f" or "m"
	content.At
}

// Scan implements content.Scalar.
func (g *Genre) Scan(text string) (wrong, hint string) {
	return oneOf(text, &g.Cle, []string{"f", "m"}, map[string]string{"feminin": "f", "masculin": "m"}, "genre inconnu")
}

// Niveau is how a rule counts.
type Niveau struct {
	Cle string
	content.At
}

// Scan implements content.Scalar.
func (n *Niveau) Scan(text string) (wrong, hint string) {
	return oneOf(text, &n.Cle, []string{"non", "avertissement", "erreur"}, nil, "niveau inconnu")
}
