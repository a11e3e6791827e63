package host

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// SecurityPath is where security.txt stands (RFC 9116, section 3).
const SecurityPath = ".well-known/security.txt"

// Security is whom to tell of a vulnerability.
type Security struct {
	Contacts           []string // addresses to write to, the best first
	Expires            content.Date
	Policy, Encryption string // addresses; may be empty
	Languages          []string
	Canonical          string // address of the file itself
}

// Text writes security.txt (RFC 9116). It holds to the end of its last day.
func (s Security) Text() string {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	for _, c := range s.Contacts {
		field("Contact", c)
	}
	field("Expires", s.Expires.ISO()+"T23:59:59Z")
	field("Encryption", s.Encryption)
	field("Policy", s.Policy)
	field("Preferred-Languages", strings.Join(s.Languages, ", "))
	field("Canonical", s.Canonical)
	return b.String()
}
