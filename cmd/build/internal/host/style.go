package host

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
)

// styled matches what a style sheet loads (CSS Values 4, 4.5; CSS Cascade 5, 2).
var styled = regexp.MustCompile(`(?i)(@import\s+)?(?:url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["'])`)

// comment matches a comment of a style sheet.
var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// Style finds what a style sheet loads from other sites, and reports what allowed
// does not name.
func Style(text []byte, file string, allowed Loads, p *diag.List) Loads {
	loads := Loads{}
	plain := comment.ReplaceAllFunc(text, func(c []byte) []byte { return bytes.Repeat([]byte(" "), len(c)) })
	for _, at := range styled.FindAllSubmatchIndex(plain, -1) {
		part := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return strings.TrimSpace(string(plain[at[2*n]:at[2*n+1]]))
		}
		address, directive := part(2)+part(3), "img-src"
		switch before := plain[:at[0]]; {
		case part(1) != "" || part(3) != "":
			directive = "style-src"
		case bytes.LastIndex(before, []byte("@font-face")) > bytes.LastIndexByte(before, '}'):
			directive = "font-src"
		}
		origin, outside := originOf(address)
		switch {
		case !outside || strings.HasPrefix(strings.ToLower(address), "data:"):
		case slices.Contains(allowed[directive], origin):
			loads.Add(directive, origin)
		default:
			line, col := content.Position(text, at[0])
			p.Erreur(diag.Pos{File: file, Line: line, Col: col}, "ressource-externe",
				"copiez-le dans assets/, ou ajoutez « "+keys[directive]+": ["+origin+"] » à « hebergement.autorise » dans site.yaml",
				"la feuille de style charge « %s », d'un autre site", address)
		}
	}
	return loads
}
