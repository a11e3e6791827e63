package content

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/when"
)

// A Scalar is a type of value that is typed as one text: a day, a status, an
// address. Its Form says which texts it is typed as; Read puts one into it.
type Scalar interface {
	// Form is the same for all values of the type, and nobody changes it.
	Form() *Form
	// Scan takes a text that the form accepts. It returns nil, or what no form can
	// say: that no month has such a day.
	Scan(text string) *Refusal
	// Published is the value as data has it, "" for none.
	Published() string
	SetAt(At)
}

// A Form says which texts are values of a type, and what is told to those who type
// something else. What checks values and what describes them (JSON Schema, Table
// Schema, help) read it here.
type Form struct {
	Words    []string          // the value is one of these
	Synonyms map[string]string // words that editors type instead, folded and with dashes for spaces, and what they mean
	Pattern  *regexp.Regexp    // the value matches: from end to end, in what RE2 and ECMA 262 have in common
	Holds    func(string) bool // what no pattern can say of the value; nil for nothing

	Keep func(string) string // what is kept of it; nil for all

	Published *regexp.Regexp // what the value matches once it is published, if that is less than Pattern
	Unquoted  map[string]any // JSON Schema of what YAML may take the value for where it has no quotes; nil for a text
	Format    string         // the name that JSON Schema and Table Schema have for it: "date", "uri", "email"; or ""
	Example   string         // one that is accepted

	Awaits  string                         // « un nombre »: what is awaited, when that is what is said
	Wrong   string                         // else, what is said of a text, which takes the place of %s
	Hint    string                         // what is told to do; the words, or the example, if it is empty
	Explain func(text string, no *Refusal) // completes what is told; what the form does not accept is not told to be written
}

// A Refusal says in French why a text is no value of a type.
type Refusal struct {
	Wrong   string // what is wrong with it
	Write   string // what it most likely should be, as a whole; or ""
	Sure    bool   // whether that is no guess: only the way of writing was wrong
	Unknown bool   // whether the text says that the value is not known
	Hint    string // what to do, when it is not known what to write
}

// Remedy says what to do, in French. before stands before what is to be written.
func (r *Refusal) Remedy(before string) string {
	if r.Write == "" {
		return r.Hint
	}
	return diag.Instead(before + r.Write)
}

// FormOf returns the form of a type of values, or nil if it has none.
func FormOf(t reflect.Type) *Form {
	if v, ok := reflect.New(t).Interface().(Scalar); ok {
		return v.Form()
	}
	return nil
}

// Read puts a text into a value, or says why it cannot.
func Read(v Scalar, text string) *Refusal {
	f := v.Form()
	if !f.Accepts(text) {
		return f.Refuse(text)
	}
	if f.Keep != nil {
		text = f.Keep(text)
	}
	return v.Scan(text)
}

// Accepts reports whether a text has the form.
func (f *Form) Accepts(text string) bool {
	if f.Words != nil {
		return slices.Contains(f.Words, text)
	}
	return (f.Pattern == nil || f.Pattern.MatchString(text)) && (f.Holds == nil || f.Holds(text))
}

// means reports whether a text is one of the words, or what editors type instead.
func (f *Form) means(text string) bool {
	folded := strings.ReplaceAll(Fold(text), " ", "-")
	return slices.Contains(f.Words, folded) || f.Synonyms[folded] != ""
}

// Refuse says what is told of a text that is no value.
func (f *Form) Refuse(text string) *Refusal {
	no := &Refusal{Wrong: strings.Replace(f.Wrong, "%s", text, 1), Hint: f.Hint}
	switch {
	case f.Words != nil:
		folded := strings.ReplaceAll(Fold(text), " ", "-")
		if no.Write = f.Synonyms[folded]; no.Write == "" && !when.Unknown(Fold(text)) {
			no.Write = diag.Nearest(folded, f.Words)
		}
		no.Sure = SameFigures(text, no.Write)
		no.Hint = "valeurs possibles : " + strings.Join(f.Words, ", ")
	case f.Hint == "":
		no.Hint = "écrivez par exemple « " + f.Example + " »"
	}
	usual := no.Hint
	if f.Explain != nil {
		f.Explain(text, no)
	}
	if no.Write != "" && !f.Accepts(no.Write) {
		no.Write, no.Sure = "", false
	}
	if no.Unknown = no.Write == "" && (no.Hint == usual || f.Words == nil) && when.Unknown(Fold(text)); no.Unknown {
		no.Hint = "laissez de côté ce qui n'est pas connu"
	}
	return no
}

// SameFigures reports whether two texts have figures, and the same ones but for
// zeros, in whatever order: 14/09/2021 and 2021-09-14. Then one is the other, written
// in another way.
func SameFigures(a, b string) bool {
	return figures(a) != "" && figures(a) == figures(b)
}

// figures are those of a text but zeros, in order of size.
func figures(s string) string {
	var all []rune
	for _, r := range s {
		if r > '0' && r <= '9' {
			all = append(all, r)
		}
	}
	slices.Sort(all)
	return string(all)
}

// A Plain is a value that is kept as it is typed: one of a few words, an address.
// Types that embed it say which texts it may be.
type Plain struct {
	S string // "" for none
	At
}

// Published implements Scalar.
func (p *Plain) Published() string { return p.S }

// Scan implements Scalar.
func (p *Plain) Scan(text string) *Refusal {
	p.S = text
	return nil
}
