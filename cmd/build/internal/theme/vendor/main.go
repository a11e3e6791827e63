// Vendor copies the files of npm packages that a theme can need from where npm put
// them, assets/node_modules, to assets/dist, where a release embeds them.
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
	if err := vendor(filepath.Join(assets, "dist"), filepath.Join(assets, "node_modules")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// vendor makes the folder anew, but for the file that keeps it in git.
func vendor(to, modules string) error {
	old, err := os.ReadDir(to)
	if err != nil {
		return err
	}
	for _, e := range old {
		if e.Name() != ".gitkeep" {
			if err := os.RemoveAll(filepath.Join(to, e.Name())); err != nil {
				return err
			}
		}
	}
	return theme.Vendor(to, modules)
}
