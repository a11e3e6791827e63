// Package assets embeds the site's style sheet and scripts, for a binary that
// runs where there is no assets/ folder.
package assets

import "embed"

// FS holds our own style sheet, scripts and icon, the lock of the npm packages,
// and in dist/, for a release, what themes need of these packages.
//
//go:embed site.css style *.js lib projets recherche site favicon.svg package.json package-lock.json all:dist
var FS embed.FS
