package markup

import (
	"bytes"
	"fmt"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/svg"
)

// LayoutMinifier gives the function that minifies a layout. The minifier knows
// template actions and leaves them alone.
func LayoutMinifier() func(string) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		TemplateDelims:      html.GoTemplateDelims,
		KeepQuotes:          true,
		KeepEndTags:         true,
		KeepDocumentTags:    true,
		KeepDefaultAttrVals: true,
	})
	return func(s string) (string, error) { return m.String("text/html", s) }
}

// MinifyDrawing minifies an SVG file.
func MinifyDrawing(data []byte) (string, error) {
	var small bytes.Buffer
	if err := svg.Minify(minify.New(), &small, bytes.NewReader(data), nil); err != nil {
		return "", fmt.Errorf("minify: %w", err)
	}
	return small.String(), nil
}
