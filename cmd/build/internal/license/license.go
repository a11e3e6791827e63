// Package license says under which licences comes what the program and its sites
// are made of. Its two files are generated from what go.mod and the lock file of
// assets/ have the program built of: « go generate ./... » writes them again when
// those change.
package license

import (
	_ "embed"
	"encoding/json"
)

//go:generate go run ./generate

// A Component is something of other hands that ships: in the program, a Go module;
// in the pages, an npm package.
type Component struct {
	Name    string   `json:"name"`
	Version string   `json:"version,omitempty"`
	License string   `json:"license"` // an SPDX expression, or what the package says instead of one
	Notices []string `json:"notices,omitempty"`
}

// A List is all that ships.
type List struct {
	Modules  []Component `json:"modules"`  // compiled into the program, on one of its platforms at least
	Packages []Component `json:"packages"` // whose files are published with the site
}

//go:embed components.json
var components []byte

// Texts holds the licences of the modules whole, as they want to go with copies
// of the program.
//
//go:embed texts.txt
var Texts string

// All returns all that ships, in order of names.
func All() List {
	var l List
	if err := json.Unmarshal(components, &l); err != nil {
		panic("license: components.json: " + err.Error()) // a test reads it
	}
	return l
}
