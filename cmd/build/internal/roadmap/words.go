package roadmap

import (
	"cmp"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// This file holds the types of values that keys of a roadmap have: what each is
// typed as stands in its form.

// A Code is a short name as published: letters, digits and dots.
type Code struct{ content.Plain }

var codeForm = content.Form{Wrong: "« %s » n'est pas un code", Pattern: regexp.MustCompile(`^[0-9A-Za-z.]{1,12}$`),
	Unquoted: map[string]any{"type": "number"}, Example: "IDNUM",
	Hint: "des lettres sans accent, des chiffres et des points, 12 au plus : IDNUM, Pi3, 1.2"}

// Form implements content.Scalar.
func (Code) Form() *content.Form { return &codeForm }

// An EditionID is the short name of an edition: files bear it.
type EditionID struct{ content.Plain }

var editionIDForm = content.Form{Wrong: "« %s » ne peut pas nommer un fichier", Pattern: regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$`),
	Unquoted: map[string]any{"type": "number"}, Example: "2021", Hint: "des lettres sans accent, des chiffres, des points et des tirets, 40 au plus : \"2021\"",
	Holds:   func(text string) bool { return content.WrongName(text) == "" },
	Explain: func(text string, no *content.Refusal) { no.Write = content.RightName(content.Slug(text)) }}

// Form implements content.Scalar.
func (EditionID) Form() *content.Form { return &editionIDForm }

// A Fichier is the path of a file of content/, from the page that names it.
type Fichier struct{ content.Plain }

var fichierForm = content.Form{Example: "photo.jpg"}

// Form implements content.Scalar.
func (Fichier) Form() *content.Form { return &fichierForm }

// A URL is an absolute http or https address.
type URL struct{ content.Plain }

var urlForm = content.Form{Wrong: "« %s » n'est pas une adresse web", Pattern: regexp.MustCompile(`^https?://[^ "<>/]+`), Format: "uri",
	Example: "https://www.exemple.gouv.fr/page", Hint: "écrivez une adresse complète : https://www.exemple.gouv.fr/page",
	Holds: func(text string) bool {
		parsed, err := url.Parse(text)
		return err == nil && parsed.Host != "" && !strings.ContainsAny(text, " \"<>")
	},
	Explain: func(text string, no *content.Refusal) {
		scheme, rest, has := strings.Cut(text, ":")
		switch lower := strings.ToLower(scheme); {
		case !has && strings.ContainsAny(text, "./") && filePath.MatchString(text):
			no.Hint = "cette clé veut l'adresse complète d'un site : liez plutôt ce fichier dans le texte, « [titre](" + text + ") »"
		case !has && strings.Contains(text, ".") && !strings.ContainsAny(text, " \"<>@"):
			no.Write = "https://" + strings.TrimLeft(text, "/")
		case has && scheme != lower && (lower == "https" || lower == "http"):
			no.Write, no.Sure = lower+":"+rest, true
		}
	}}

// filePath matches the path of a file, or of a page of this site.
var filePath = regexp.MustCompile(`^[./]*\.?/[^/]|^[^/\s]+\.(?i:md|html?|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|json|txt|zip|png|jpe?g|svg|webp)(?:#\S*)?$|^[^./\s]+/`)

// Form implements content.Scalar.
func (URL) Form() *content.Form { return &urlForm }

// A Courriel is an address of electronic mail (RFC 5322, addr-spec).
type Courriel struct{ content.Plain }

var courrielForm = content.Form{Wrong: "« %s » n'est pas une adresse de courriel", Pattern: regexp.MustCompile(`^[^@\s]+@[^@\s]+$`), Format: "email",
	Example: "contact@exemple.gouv.fr",
	Holds: func(text string) bool {
		parsed, err := mail.ParseAddress(text)
		return err == nil && parsed.Address == text
	}}

// Form implements content.Scalar.
func (Courriel) Form() *content.Form { return &courrielForm }

// Langue is the language of the texts (RFC 5646): French, of some country.
type Langue struct{ content.Plain }

var langueForm = content.Form{Wrong: "langue « %s » : les mots que le site ajoute sont en français", Pattern: regexp.MustCompile(`^fr(-[A-Z]{2})?$`),
	Example: "fr", Explain: func(_ string, no *content.Refusal) { no.Write = "fr" }}

// Form implements content.Scalar.
func (Langue) Form() *content.Form { return &langueForm }

// A SHA512 is a digest in hexadecimal.
type SHA512 struct{ content.Plain } // in lower case

var sha512Form = content.Form{Wrong: "ce n'est pas une empreinte SHA-512", Pattern: regexp.MustCompile(`^[0-9A-Fa-f]{128}$`), Keep: strings.ToLower,
	Example: strings.Repeat("0a", 64), Hint: "recopiez les 128 chiffres et lettres du fichier .sha512"}

// Form implements content.Scalar.
func (SHA512) Form() *content.Form { return &sha512Form }

// Identite says whether the site bears the State's brand.
type Identite struct{ content.Plain } // "" counts as neutre

var identiteForm = content.Form{Wrong: "identité inconnue « %s »", Words: []string{"etat", "neutre"}}

// Form implements content.Scalar.
func (Identite) Form() *content.Form { return &identiteForm }

// Key returns the identity, "neutre" by default.
func (i Identite) Key() string { return cmp.Or(i.S, "neutre") }

// A Licence is the licence of the content, by its SPDX-like name.
type Licence struct{ content.Plain }

// licences gives each licence its name and its text's address.
var licences = map[string][2]string{
	"etalab-2.0": {"licence etalab-2.0", "https://github.com/etalab/licence-ouverte/blob/master/LO.md"},
	"cc-by-4.0":  {"licence Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/deed.fr"},
	"cc-by-sa-4.0": {"licence Creative Commons Attribution - Partage dans les mêmes conditions 4.0",
		"https://creativecommons.org/licenses/by-sa/4.0/deed.fr"},
	"cc0-1.0": {"transfert dans le domaine public CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"},
}

var licenceForm = content.Form{Wrong: "licence inconnue « %s »", Words: []string{"etalab-2.0", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0"},
	Synonyms: map[string]string{"etalab": "etalab-2.0", "licence-ouverte": "etalab-2.0"}}

// Form implements content.Scalar.
func (Licence) Form() *content.Form { return &licenceForm }

// Name returns the licence's name and the address of its text, "" for none.
func (l Licence) Name() (name, address string) {
	known := licences[l.S]
	return known[0], known[1]
}

// EtatEdition is the state of a document: under discussion, decided, revised.
type EtatEdition struct{ content.Plain }

var etatEditionForm = content.Form{Wrong: "état inconnu « %s »", Words: []string{"concertation", "arrete", "revise"},
	Synonyms: map[string]string{"projet": "concertation"}}

// Form implements content.Scalar.
func (EtatEdition) Form() *content.Form { return &etatEditionForm }

// Mot says it of an edition: « révisée »; "" for none.
func (e EtatEdition) Mot() string {
	return map[string]string{"concertation": "en concertation", "arrete": "arrêtée", "revise": "révisée"}[e.S]
}

// Documentation says whether all of an edition's projets are described.
type Documentation struct{ content.Plain } // "" counts as complete

var documentationForm = content.Form{Wrong: "documentation inconnue « %s »", Words: []string{"complete", "partielle"},
	Synonyms: map[string]string{"partiel": "partielle", "complet": "complete"}}

// Form implements content.Scalar.
func (Documentation) Form() *content.Form { return &documentationForm }

// Partial reports whether some projets are known not to be described.
func (d Documentation) Partial() bool { return d.S == "partielle" }

// EtatAccessibilite is the result of an accessibility audit.
type EtatAccessibilite struct{ content.Plain } // "" counts as non-conforme

var etatAccessibiliteForm = content.Form{Wrong: "état inconnu « %s »", Words: []string{"non-conforme", "partiellement-conforme", "totalement-conforme"},
	Synonyms: map[string]string{"partiellement": "partiellement-conforme", "totalement": "totalement-conforme", "conforme": "totalement-conforme"}}

// Form implements content.Scalar.
func (EtatAccessibilite) Form() *content.Form { return &etatAccessibiliteForm }

// Mention returns the words that the law puts on each page.
func (e EtatAccessibilite) Mention() string {
	return strings.ReplaceAll(cmp.Or(e.S, "non-conforme"), "-", " ")
}

// Genre is the gender of a level's noun.
type Genre struct{ content.Plain }

var genreForm = content.Form{Wrong: "genre inconnu « %s »", Words: []string{"f", "m"}, Synonyms: map[string]string{"feminin": "f", "masculin": "m"}}

// Form implements content.Scalar.
func (Genre) Form() *content.Form { return &genreForm }

// Niveau is how a rule counts.
type Niveau struct{ content.Plain }

var niveauForm = content.Form{Wrong: "niveau inconnu « %s »", Words: []string{"non", "avertissement", "erreur"}}

// Form implements content.Scalar.
func (Niveau) Form() *content.Form { return &niveauForm }

// Severity is that of the problems of the rule.
func (n Niveau) Severity() diag.Severity {
	return map[string]diag.Severity{"non": diag.Non, "avertissement": diag.Avertissement, "erreur": diag.Erreur}[n.S]
}
