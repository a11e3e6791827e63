package site

import (
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
)

// claims knows who wants which file of the output, so that no two files meet:
// neither by name, nor by one that some disk takes for the same, nor a file where
// another needs a folder.
type claims struct {
	files   map[string]claim  // by content.FileKey of the path
	folders map[string]string // folders that files need -> who needed it first
}

// A claim is a path of the output that somebody has.
type claim struct {
	who  string
	file int // its index in Site.Files, -1 for none
}

// newClaims makes room for so many files.
func newClaims(files int) *claims {
	return &claims{files: make(map[string]claim, files), folders: make(map[string]string, files)}
}

// take claims a path of the output for a file. It returns who has it already,
// or "".
func (c *claims) take(name, who string, file int) (other string) {
	key := content.FileKey(name)
	if other := c.files[key].who; other != "" {
		return other
	}
	if other := c.folders[key]; other != "" {
		return other
	}
	// A folder that is known needs no look at those above it.
	for dir := parent(key); dir != "" && c.folders[dir] == ""; dir = parent(dir) {
		if other := c.files[dir].who; other != "" {
			return other
		}
	}
	c.files[key] = claim{who, file}
	for dir := parent(key); dir != "" && c.folders[dir] == ""; dir = parent(dir) {
		c.folders[dir] = who
	}
	return ""
}

// parent returns the folder of a path, "" for the root.
func parent(name string) string { return name[:max(strings.LastIndexByte(name, '/'), 0)] }
