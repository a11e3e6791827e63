// Package check holds what a reader would stumble over and no build refuses: in
// the model (roadmap.go, legal.go), in texts (body.go, words.go) and in finished
// pages (html.go, pages.go). A site goes in; advice with its place comes out.
// Each code is a rule of package rule.
package check

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// Body looks at the points of a text, in their order. typo asks for what typography
// changes as well: that is in nearly every line.
func Body(points []content.Point, typo bool, p *diag.List) {
	b := body{level: 1, typo: typo, headings: map[string]content.Point{}, links: map[string]content.Point{}, signs: signsIn(points), problems: p}
	for _, at := range points {
		switch at.Kind {
		case content.PointHeading:
			b.heading(at)
		case content.PointLink:
			b.link(at)
		case content.PointImage:
			b.image(at)
		case content.PointWords:
			b.words(at)
		case content.PointParagraph:
			b.paragraph(at)
		case content.PointTable:
			b.table(at)
		case content.PointFilm:
			b.problems.Avertissement(at.Pos, "video-sans-sous-titres", "ajoutez « sous-titres=film.vtt » au bloc, et ce fichier WebVTT à côté de la page", "la vidéo « %s » n'a pas de sous-titres", at.Text)
		case content.PointSign:
			if at.Text == "" {
				continue
			}
			b.problems.Avertissement(at.Pos, "syntaxe-visible", at.Target, "%s", at.Text)
			b.problems.Guess(at.Typed, at.Write)
		}
	}
}

// A body is a text, as far as it has been read.
type body struct {
	level    int // of the last heading; 1 is the title, which is the page's own
	above    []string
	headings map[string]content.Point // by those above it and its folded text
	links    map[string]content.Point // by folded text
	linked   string                   // text of the last link, whose words come next
	bullets  int                      // the last line that begins with a sign in place of a dash
	typo     bool
	signs    []content.Point
	problems *diag.List
}

// signsIn are the points of signs.
func signsIn(points []content.Point) (signs []content.Point) {
	for _, at := range points {
		if at.Kind == content.PointSign {
			signs = append(signs, at)
		}
	}
	return signs
}

// told reports whether a place is a part of a sign: what stands there is told with it.
func told(signs []content.Point, pos diag.Pos) bool {
	return slices.ContainsFunc(signs, func(s content.Point) bool {
		lines := strings.Split(s.Typed, "\n")
		at := pos.Line - s.Pos.Line
		if at < 0 || at >= len(lines) {
			return false
		}
		from := 1
		if at == 0 {
			from = s.Pos.Col
		}
		return pos.Col >= from && pos.Col < from+utf8.RuneCountInString(lines[at])
	})
}

// heading wants no level left out on the way down, and no two of one name under
// the same one (RGAA 9.1).
func (b *body) heading(at content.Point) {
	if headKey.MatchString(at.Text) {
		b.problems.Avertissement(at.Pos, "syntaxe-visible", "un en-tête est seul, en haut du fichier : retirez la ligne « --- » de trop", "ces clés seront publiées comme un titre")
	}
	if most := b.level + 1; at.Level > most {
		right := at.Target[:max(len(at.Target)-(at.Level-most), 0)] // in a block, levels are more than signs
		b.problems.Avertissement(at.Pos, "titre-saute", diag.Instead(right+" "+at.Text),
			"ce titre est de niveau %d, sous un titre de niveau %d", at.Level, b.level)
		b.problems.Guess(at.Target, right)
	}
	b.level = min(at.Level, b.level+1) // once it is mended
	b.above = append(b.above[:min(len(b.above), max(at.Level-2, 0))], content.Fold(at.Text))
	key := strings.Join(b.above, "\n")
	if first, twice := b.headings[key]; twice {
		b.problems.Avertissement(at.Pos, "titre-en-double", "précisez l'un des deux",
			"deux titres « %s » se suivent dans cette page ; le premier est à la ligne %d", at.Text, first.Pos.Line)
	} else {
		b.headings[key] = at
	}
}

// headKey matches the keys that most pages begin with: a heading made of one is a
// second header, which a line « --- » makes.
var headKey = regexp.MustCompile(`^(?:titre|resume|publie|mission|missions|statut|echeance|enjeux|pilotes|projets|ordre|code|alias|sources)\s?:\s`)

// vague are texts that say nothing of where a link leads, folded.
var vague = []string{"ici", "cliquez ici", "cliquer ici", "c'est ici", "par ici", "lien", "ce lien", "le lien", "voir", "lire", "lire la suite", "la suite", "suite",
	"en savoir plus", "savoir plus", "plus d'infos", "plus d'informations", "plus", "voir plus", "cette page", "page", "site", "le site", "details", "telecharger", "document", "pdf"}

// link wants a text that says where it leads, and one place for one text
// (RGAA 6.1).
func (b *body) link(at content.Point) {
	b.linked = at.Text
	text := strings.Trim(content.Fold(at.Text), " .:!?…\u00a0\u202f")
	switch first, twice := b.links[text]; {
	case slices.Contains(vague, text):
		b.problems.Avertissement(at.Pos, "lien-vague", "écrivez entre les crochets le titre de la page visée", "« %s » ne dit pas où mène ce lien", at.Text)
		return
	case strings.HasPrefix(text, "http://"), strings.HasPrefix(text, "https://"), strings.HasPrefix(text, "www."):
		write := "[titre de la page](" + at.Target + ")"
		b.problems.Avertissement(at.Pos, "adresse-nue", diag.Instead(write), "une adresse ne dit pas ce qu'elle montre")
		b.problems.Guess(at.Typed, write)
		return
	case !twice:
		b.links[text] = at
	case first.Target != at.Target:
		b.problems.Avertissement(at.Pos, "lien-ambigu", "précisez le texte de l'un des deux",
			"deux liens « %s » ne mènent pas au même endroit ; le premier est à la ligne %d", at.Text, first.Pos.Line)
	}
	b.download(at, text)
}

// formats names the files that a browser hands over rather than shows.
var formats = map[string]string{".pdf": "PDF", ".odt": "ODT", ".ods": "ODS", ".odp": "ODP", ".doc": "DOC", ".docx": "DOCX", ".xls": "XLS", ".xlsx": "XLSX",
	".ppt": "PPT", ".pptx": "PPTX", ".csv": "CSV", ".json": "JSON", ".zip": "ZIP", ".epub": "EPUB", ".rtf": "RTF", ".mp4": "MP4", ".mp3": "MP3"}

// units end a size, folded.
var units = []string{"octets", "ko", "mo", "go", "kio", "mio", "gio"}

// download wants the link to a file to say what one gets: its format and its
// size (RGAA 13.3 wants an accessible version; the DSFR, these words). Of the site's
// own files both are computed.
func (b *body) download(at content.Point, text string) {
	target, _, _ := strings.Cut(at.Target, "?")
	if at.File != "" || !strings.Contains(target, "://") { // of no file that is there, which is an error
		return
	}
	format := formats[strings.ToLower(path.Ext(target))]
	if format == "" || !strings.HasPrefix(strings.ToLower(target), "http") { // else it leads nowhere, which is said
		return
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \u00a0\u202f(),;-–", r) })
	sized := slices.ContainsFunc(words, func(w string) bool { return slices.Contains(units, w) })
	if !sized || !slices.Contains(words, strings.ToLower(format)) {
		b.problems.Avertissement(at.Pos, "lien-fichier", "finissez le texte du lien par exemple par « ("+format+", 1,2 Mo) », avec la langue si ce n'est pas le français",
			"ce lien mène à un fichier sans dire son format et sa taille")
	}
}

// image wants an alternative that says what is to be seen (RGAA 1.1, 1.3).
func (b *body) image(at content.Point) {
	hint := "écrivez entre les crochets ce que l'image apprend"
	if at.Lead {
		hint = "dites dans « alternative: » ce que l'image apprend"
	}
	name := path.Base(at.Target)
	switch {
	case at.Text == "":
		b.problems.Avertissement(at.Pos, "image-sans-alternative", hint, "cette image n'a pas d'alternative")
	case strings.EqualFold(at.Text, name), strings.EqualFold(at.Text, strings.TrimSuffix(name, path.Ext(name))):
		b.problems.Avertissement(at.Pos, "image-nom-de-fichier", hint, "l'alternative de cette image est le nom de son fichier")
	}
}

// numberedTable matches what a table's title begins with where it is none.
var numberedTable = regexp.MustCompile(`(?i)^tableau[\s\p{Zs}]*(?:n[°o][\s\p{Zs}]*)?\d*[\s\p{Zs}]*[:.–—-]*[\s\p{Zs}]*`)

// table wants a header for each column (RGAA 5.6), and a title (RGAA 5.4).
func (b *body) table(at content.Point) {
	if at.Level > 0 {
		b.problems.Avertissement(at.Pos, "tableau-sans-entete", "écrivez en tête de chaque colonne ce qu'elle contient",
			"%s de ce tableau n'%s pas d'en-tête", french.Count(at.Level, "colonne", "colonnes"), french.Plural(at.Level, "a", "ont"))
	}
	if at.Target == "" {
		words := strings.TrimRight(numberedTable.ReplaceAllString(at.Text, ""), " \u00a0\u202f:.,")
		b.problems.Avertissement(at.Pos, "tableau-sans-titre", "écrivez à la ligne d'avant « Tableau : "+cmp.Or(words, "…")+" »", "ce tableau n'a pas de titre")
		if words != "" && at.Pos.Col == 1 {
			b.problems.Guess(at.Typed, "Tableau : "+words+"\n"+at.Typed)
		}
	}
}
