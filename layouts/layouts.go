// Package layouts embeds the site's HTML layouts, for a binary that runs where
// there is no layouts/ folder.
package layouts

import "embed"

// FS holds base.html, one file per kind of page, and the partials: dsfr/ for
// the components of the Système de design de l'État, fdr/ for a roadmap's own.
//
//go:embed *.html dsfr/*.html fdr/*.html
var FS embed.FS
