package feed_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"feuille-de-route.example/cmd/build/internal/feed"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// write makes a calendar of one event that says s wherever an editor can.
func write(s string) string {
	var b bytes.Buffer
	feed.ICS(&b, feed.Calendar{Title: s, Description: s, Link: "https://exemple.fr/calendrier/", Self: "https://exemple.fr/echeances.ics", Stamp: day("2021-09-14"),
		Events: []feed.Event{{UID: "a@exemple.fr", Title: s, Description: s, Link: "https://exemple.fr/projets/a/", Categories: []string{s, "DATA"},
			First: day("2021-12-31"), Last: day("2021-12-31")}}})
	return b.String()
}

// check holds a calendar to what RFC 5545 says of lines, and lets a reader of
// other hands read it.
func check(t *testing.T, text string) *ical.Calendar {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("a character is cut: %q", text)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	c, err := ical.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if n := strings.Count(text, "\r\nBEGIN:"); n != 1 || len(c.Events()) != 1 || len(c.Components) != 1 {
		t.Errorf("%d components in %q", n, text)
	}
	return c
}

// What an editor types comes back as typed, and begins no property of its own.
func TestICSKeepsTexts(t *testing.T) {
	for _, s := range []string{
		"Ouverture", "virgules, points-virgules ; et \\ barres", "deux\nlignes", `\n \N \, \;`, "« Où ? » : à 12 h…",
		"BEGIN:VEVENT", "fin\nEND:VEVENT\nEND:VCALENDAR", strings.Repeat("é", 200), strings.Repeat("🙂", 80), strings.Repeat("a", 75), "x" + strings.Repeat("é", 37),
	} {
		event := check(t, write(s)).Events()[0]
		for _, property := range []ical.ComponentProperty{ical.ComponentPropertySummary, ical.ComponentPropertyDescription} {
			if got := event.GetProperty(property).Value; got != s {
				t.Errorf("%s: %q, want %q", property, got, s)
			}
		}
	}
}

// What no text may hold is dropped.
func TestICSDropsControls(t *testing.T) {
	got := check(t, write("a\x00b\x07c\r\nd\re\x7ff\xffg")).Events()[0].GetProperty(ical.ComponentPropertySummary).Value
	if got != "abc\ndefg" {
		t.Errorf("%q", got)
	}
}

func TestICSDays(t *testing.T) {
	var b bytes.Buffer
	feed.ICS(&b, feed.Calendar{Title: "Essai", Events: []feed.Event{{UID: "a", Title: "S2", First: day("2021-07-01"), Last: day("2021-12-31"), Cancelled: true}}})
	event := check(t, b.String()).Events()[0]
	for property, want := range map[ical.ComponentProperty]string{
		ical.ComponentPropertyDtStart: "20210701", ical.ComponentPropertyDtEnd: "20220101",
		ical.ComponentPropertyDtstamp: "20210701T000000Z", ical.ComponentPropertyStatus: "CANCELLED",
	} {
		if got := event.GetProperty(property).Value; got != want {
			t.Errorf("%s: %q, want %q", property, got, want)
		}
	}
}

// lineBreaks are what a text of a calendar knows of white space.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\t", " ")

// Whatever an editor types, it comes back less what no text may hold, and begins
// no property of its own: an event has those of any other.
func FuzzICS(f *testing.F) {
	for _, s := range []string{"Ouverture à tous, fin 2021 ; \\ suite\n", "x" + strings.Repeat("é", 40), "a\r\nATTACH:https://b", "a\nEND:VEVENT", "a\u2028b", "a;VALUE=x:b", "\r", "\"", strings.Repeat("\\", 80)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := write(s)
		c := check(t, text)
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || r == 0x7f || r == utf8.RuneError {
				return -1
			}
			return r
		}, lineBreaks.Replace(s))
		names := func(text string) (all []string) {
			for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
				name, _, _ := strings.Cut(line, ":")
				all = append(all, name)
			}
			return all
		}
		if s != "" && !slices.Equal(names(text), names(write("x"))) {
			t.Errorf("%q begins a property: %q", s, names(text))
		}
		event := c.Events()[0]
		if summary := event.GetProperty(ical.ComponentPropertySummary); summary != nil && summary.Value != want {
			t.Errorf("%q comes back as %q, want %q", s, summary.Value, want)
		}
	})
}
