package site

import (
	"path"
	"strings"
)

// claims knows who wants which file of the output, so that no two files meet:
// neither by name, nor by a name that differs in case (some disks see none),
// nor a file where another needs a folder.
type claims struct {
	files   map[string]string // path in lower case -> who
	folders map[string]string // folders that files need -> who needed it first
}

func newClaims() *claims {
	return &claims{files: map[string]string{}, folders: map[string]string{}}
}

// take claims a path of the output. It returns who has it already, or "".
func (c *claims) take(name, who string) (other string) {
	key := strings.ToLower(name)
	if other := c.files[key]; other != "" {
		return other
	}
	if other := c.folders[key]; other != "" {
		return other
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if other := c.files[dir]; other != "" {
			return other
		}
	}
	c.files[key] = who
	for dir := path.Dir(key); dir != "." && c.folders[dir] == ""; dir = path.Dir(dir) {
		c.folders[dir] = who
	}
	return ""
}
