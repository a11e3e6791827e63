// Package assets embeds the site's style sheet and scripts, for a binary that
// runs where there is no assets/ folder.
package assets

import "embed"

// FS holds our own style sheet, scripts and icon, the lock of the DSFR's npm
// package, and in dist/dsfr, for a release, the files of the DSFR itself.
//
//go:embed site.css site.js theme.js mesure.js favicon.svg package.json package-lock.json all:dist
var FS embed.FS
