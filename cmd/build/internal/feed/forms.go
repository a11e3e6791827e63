package feed

import (
	"bytes"
	"path"
)

// A Form is a way to write a feed. Whatever publishes, serves or announces feeds
// reads Forms.
type Form struct {
	File  string // its file, below the page that the feed follows
	Type  string // media type
	Name  string // what feed readers call it
	Write func(b *bytes.Buffer, c Channel)
}

const (
	rssType  = "application/rss+xml"
	atomType = "application/atom+xml"
)

// Forms are those of a feed. The first one is the one that every feed has, and that
// all feed readers take.
var Forms = []Form{
	{"rss.xml", rssType, "RSS", RSS},
	{"atom.xml", atomType, "Atom", Atom},
	{"feed.json", "application/feed+json", "JSON Feed", JSON},
}

// FormOf finds the form that a file's path or an address tells; nil for what is no
// feed.
func FormOf(address string) *Form {
	name := path.Base(address)
	for i := range Forms {
		if Forms[i].File == name {
			return &Forms[i]
		}
	}
	return nil
}
