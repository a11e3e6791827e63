package host

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// SecurityPath is where security.txt stands (RFC 9116, section 3).
const SecurityPath = ".well-known/security.txt"

// Security writes security.txt (RFC 9116), whose own address is canonical. It holds
// to the end of its last day.
func Security(s roadmap.Securite, canonical string) string {
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			b.WriteString(name + ": " + value + "\n")
		}
	}
	for _, c := range s.Contact {
		field("Contact", c.S)
	}
	field("Expires", s.Expire.ISO()+"T23:59:59Z")
	field("Encryption", strings.TrimSuffix(s.Chiffrement.S, "/"))
	field("Policy", strings.TrimSuffix(s.Politique.S, "/"))
	var languages []string
	for _, l := range s.Langues {
		languages = append(languages, l.S)
	}
	field("Preferred-Languages", strings.Join(languages, ", "))
	field("Canonical", canonical)
	return b.String()
}
