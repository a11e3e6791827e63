package feed

import (
	"bytes"
	"encoding/json"
	"time"

	"feuille-de-route.example/cmd/build/internal/scratch"
)

// JSON appends the feed to b as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
func JSON(b *bytes.Buffer, c Channel) {
	doc := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: c.Title, Home: c.Link, Self: c.Self, Description: c.Description, Language: c.Language,
		Authors: []jsonAuthor{{c.Author, c.AuthorURL}}, Items: []jsonItem{}}
	text := scratch.Buffer()
	defer scratch.Return(text)
	for _, it := range c.Items {
		item := jsonItem{ID: it.ID, URL: it.Link, Elsewhere: it.Elsewhere, Title: it.Title, Summary: it.Summary, Published: it.Date, Modified: it.Modified, Tags: it.Categories}
		if it.HTML != nil {
			text.Reset()
			it.HTML(text)
			item.HTML = text.String()
		} else { // one of the two is required
			item.Text = &it.Summary
			item.Summary = ""
		}
		doc.Items = append(doc.Items, item)
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(doc) // texts and days: it cannot fail
}

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	Home        string       `json:"home_page_url"`
	Self        string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Language    string       `json:"language,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	Elsewhere string    `json:"external_url,omitempty"`
	Title     string    `json:"title"`
	HTML      string    `json:"content_html,omitempty"`
	Text      *string   `json:"content_text,omitempty"`
	Summary   string    `json:"summary,omitempty"`
	Published time.Time `json:"date_published"`
	Modified  time.Time `json:"date_modified,omitzero"`
	Tags      []string  `json:"tags,omitempty"`
}
