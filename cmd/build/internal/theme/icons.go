package theme

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

// stateIcons adds the icons of State sites. The DSFR's own manifest names its
// files as they are before ours get their hash, so another is written.
func (b *bundle) stateIcons(files fs.FS) ([]Icon, error) {
	type image struct {
		Src   string `json:"src"`
		Sizes string `json:"sizes"`
		Type  string `json:"type"`
	}
	var manifest struct {
		Icons []image `json:"icons"`
	}
	var icons []Icon
	for _, i := range []struct{ file, rel, kind, sizes string }{
		{"favicon.ico", "icon", "", "32x32"},
		{"favicon.svg", "icon", "image/svg+xml", ""},
		{"apple-touch-icon.png", "apple-touch-icon", "", ""},
		{"android-chrome-192x192.png", "", "image/png", "192x192"},
		{"android-chrome-512x512.png", "", "image/png", "512x512"},
	} {
		data, err := fs.ReadFile(files, "dist/favicon/"+i.file)
		if err != nil {
			return nil, incomplete(dsfrName+"/dist/favicon/"+i.file, err)
		}
		address := "/" + i.file
		if i.file == "favicon.ico" {
			b.files[i.file] = data // players of archives, and feed readers, look for it there
		} else {
			address = b.add(i.file, data)
		}
		if i.rel == "" {
			manifest.Icons = append(manifest.Icons, image{path.Base(address), i.sizes, i.kind})
		}
		icons = append(icons, Icon{i.rel, i.kind, i.sizes, address})
	}
	data, err := json.Marshal(manifest)
	if err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return append(icons, Icon{Rel: "manifest", Address: b.add("manifest.webmanifest", data)}), nil
}
