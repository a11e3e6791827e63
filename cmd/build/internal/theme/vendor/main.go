// Vendor copies the DSFR's files that a theme can need from where npm put them,
// below assets/node_modules, to assets/dist, where a release embeds them.
//
//	go run ./cmd/build/internal/theme/vendor assets
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"feuille-de-route.example/cmd/build/internal/theme"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: vendor ASSETS")
		os.Exit(2)
	}
	assets := os.Args[1]
	to := filepath.Join(assets, "dist", "dsfr")
	err := os.RemoveAll(to)
	if err == nil {
		err = theme.Vendor(to, filepath.Join(assets, "node_modules", "@gouvfr", "dsfr"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
