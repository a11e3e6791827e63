package feed

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A Calendar is a list of échéances to subscribe to (iCalendar, RFC 5545, with
// the properties of RFC 7986 and the older names of them that programs know).
type Calendar struct {
	Title       string
	Description string
	Link        string    // the page that it follows
	Self        string    // its own address
	Stamp       time.Time // day of the edition; zero for none: each event then has its own first day
	Events      []Event
}

// An Event is an échéance: whole days, as vague as its période.
type Event struct {
	UID         string // stable, unique in the world
	Title       string
	Description string // plain text, may be empty
	Link        string
	First, Last time.Time // whole days, both included
	Modified    time.Time // the day of its last change, or zero
	Categories  []string
	Cancelled   bool // it will not take place
}

// firstSequence is the day that SEQUENCE counts from: the number of a change is its day.
var firstSequence = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// icsDay is the form of a DATE (RFC 5545, 3.3.4).
const icsDay = "20060102"

// ICS appends the calendar to b. Nothing of it depends on the clock.
func ICS(b *bytes.Buffer, c Calendar) {
	w := icsWriter{b: b}
	w.raw("BEGIN", "VCALENDAR")
	w.raw("VERSION", "2.0")
	w.raw("PRODID", "-//Feuille de route//build//FR")
	w.raw("CALSCALE", "GREGORIAN")
	w.text("NAME", c.Title)
	w.text("X-WR-CALNAME", c.Title)
	w.text("DESCRIPTION", c.Description)
	w.text("X-WR-CALDESC", c.Description)
	w.uri("URL", c.Link)
	w.uri("SOURCE;VALUE=URI", c.Self)
	w.raw("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	w.raw("X-PUBLISHED-TTL", "P1D")
	for i := range c.Events {
		w.event(&c.Events[i], c.Stamp)
	}
	if len(c.Events) == 0 {
		w.zone()
	}
	w.raw("END", "VCALENDAR")
}

// zone writes the hours of Paris: a calendar holds a component at least (3.6).
func (w *icsWriter) zone() {
	w.raw("BEGIN", "VTIMEZONE")
	w.raw("TZID", "Europe/Paris")
	for _, half := range []struct{ name, start, month, from, to string }{
		{"DAYLIGHT", "19810329T020000", "3", "+0100", "+0200"},
		{"STANDARD", "19961027T030000", "10", "+0200", "+0100"},
	} {
		w.raw("BEGIN", half.name)
		w.raw("DTSTART", half.start)
		w.raw("RRULE", "FREQ=YEARLY;BYMONTH="+half.month+";BYDAY=-1SU")
		w.raw("TZOFFSETFROM", half.from)
		w.raw("TZOFFSETTO", half.to)
		w.raw("END", half.name)
	}
	w.raw("END", "VTIMEZONE")
}

func (w *icsWriter) event(e *Event, stamp time.Time) {
	if stamp.IsZero() {
		stamp = e.First
	}
	if e.Modified.After(stamp) {
		stamp = e.Modified
	}
	w.raw("BEGIN", "VEVENT")
	w.text("UID", e.UID)
	w.raw("DTSTAMP", stamp.Format(icsDay)+"T000000Z")
	w.raw("SEQUENCE", strconv.Itoa(max(0, int(stamp.Sub(firstSequence).Hours()/24)))) // higher once the event has moved (3.8.7.4)
	w.raw("DTSTART;VALUE=DATE", e.First.Format(icsDay))
	w.raw("DTEND;VALUE=DATE", e.Last.AddDate(0, 0, 1).Format(icsDay)) // exclusive (3.6.1)
	w.text("SUMMARY", e.Title)
	w.text("DESCRIPTION", e.Description)
	w.uri("URL", e.Link)
	if len(e.Categories) > 0 {
		escaped := make([]string, len(e.Categories))
		for i, s := range e.Categories {
			escaped[i] = icsEscape(s)
		}
		w.raw("CATEGORIES", strings.Join(escaped, ","))
	}
	w.raw("TRANSP", "TRANSPARENT") // it takes nobody's time
	if e.Cancelled {
		w.raw("STATUS", "CANCELLED")
	}
	w.raw("END", "VEVENT")
}

// An icsWriter writes content lines.
type icsWriter struct{ b *bytes.Buffer }

// text writes a property of plain text, unless it is empty.
func (w *icsWriter) text(name, value string) {
	if value != "" {
		w.raw(name, icsEscape(value))
	}
}

// uri writes an address, unless it is empty. A line break would begin a property
// of its own.
func (w *icsWriter) uri(name, value string) {
	if value != "" {
		w.raw(name, strings.Map(visible, value))
	}
}

func visible(r rune) rune {
	if r <= ' ' || r == 0x7f {
		return -1
	}
	return r
}

// raw writes a line folded at 75 octets, never inside a character (3.1).
func (w *icsWriter) raw(name, value string) {
	line := name + ":" + value
	room := 75
	for len(line) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.b.WriteString(line[:cut])
		w.b.WriteString("\r\n ")
		line = line[cut:]
		room = 74 // the space counts
	}
	w.b.WriteString(line)
	w.b.WriteString("\r\n")
}

// icsText is how a TEXT is written (3.3.11).
var icsText = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\t", " ")

// icsEscape writes a TEXT. Control characters, which no text may hold, are dropped,
// and so is what is not UTF-8.
func icsEscape(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return -1
		}
		return r
	}, icsText.Replace(s))
}
