// Package media says of which type a file is: a table, since the system's would
// not be the same everywhere.
package media

import (
	"maps"
	"path"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/feed"
)

// Unknown is the type of a file of which nothing is known (RFC 2046, 4.5.1).
const Unknown = "application/octet-stream"

// types are those of the files that sites hold, by extension.
var types = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain", ".sha256": "text/plain",
	".md": "text/markdown", ".csv": "text/csv", ".vtt": "text/vtt", ".ics": "text/calendar",
	".json": "application/json", ".jsonld": "application/ld+json", ".webmanifest": "application/manifest+json", ".xml": "application/xml",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".pdf": "application/pdf", ".zip": "application/zip", ".wacz": "application/wacz",
	".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg", ".odt": "application/vnd.oasis.opendocument.text",
	".ods": "application/vnd.oasis.opendocument.spreadsheet", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".doc":  "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint", ".rtf": "application/rtf",
	".odp": "application/vnd.oasis.opendocument.presentation", ".odg": "application/vnd.oasis.opendocument.graphics", ".epub": "application/epub+zip",
	".kml": "application/vnd.google-earth.kml+xml", ".kmz": "application/vnd.google-earth.kmz", ".geojson": "application/geo+json",
	".7z": "application/x-7z-compressed", ".rar": "application/x-rar-compressed",
	".tif": "image/tiff", ".tiff": "image/tiff", ".bmp": "image/bmp", ".mov": "video/quicktime", ".avi": "video/x-msvideo", ".mpg": "video/mpeg", ".mpeg": "video/mpeg",
	".m4v": "video/mp4", ".ogv": "video/ogg", ".ogg": "audio/ogg", ".m4a": "audio/mp4", ".wav": "audio/wav", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
}

// Type returns the type of what stands at a path or an address, with its
// encoding when it is text.
func Type(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	if form := feed.FormOf(address); form != nil { // its name ends as that of other XML or JSON
		return form.Type
	}
	t, ok := types[strings.ToLower(path.Ext(address))]
	switch {
	case !ok:
		return Unknown
	case strings.HasPrefix(t, "text/"):
		return t + "; charset=utf-8"
	}
	return t
}

// Table gives each type, without encoding, and its extensions, without dot, both
// sorted.
func Table() (names []string, extensions map[string][]string) {
	extensions = map[string][]string{}
	for _, ext := range slices.Sorted(maps.Keys(types)) {
		extensions[types[ext]] = append(extensions[types[ext]], ext[1:])
	}
	return slices.Sorted(maps.Keys(extensions)), extensions
}
