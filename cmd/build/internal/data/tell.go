package data

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// titles head the kinds of change that say what moved; participles those that
// say what became of an item, after its level.
var (
	titles = map[string]string{"statut": "Statuts changés", "retarde": "Échéances repoussées", "avance": "Échéances avancées", "echeance": "Échéances changées",
		"jalon": "Jalons", "indicateur": "Indicateurs", "pilotage": "Pilotage", "annonce": "Chiffres annoncés",
		"paru": "Actualités parues", "retire": "Actualités retirées", "texte": "Textes changés"}
	participles = map[string]string{"entre": "entré", "renomme": "renommé", "deplace": "déplacé", "fusionne": "fusionné", "sorti": "sorti"}
)

// absences are what stands in place of a value that an edition does not give, before
// and after, by kind of change.
var absences = map[string][2]string{"echeance": {"non publiée", "non publiée"}, "annonce": {"non annoncé", "non annoncé"},
	"jalon": {"absent", "retiré"}, "indicateur": {"absent", "retiré"}, "pilotage": {"non publié", "non publié"}, "renomme": {"absent", "retiré"}}

// aside tells a change after the name of what changed: « , adresse : avant → après ».
// Pages that show both values side by side say the same, with the same words.
func (c *Changement) aside() string {
	before, after, s := c.dit[0], c.dit[1], ""
	if c.dit[2] != "" {
		s = ", " + c.dit[2]
	}
	if before+after == "" {
		return s
	}
	none := absences[c.Sorte]
	return s + " : " + cmp.Or(before, none[0]) + " → " + cmp.Or(after, none[1])
}

// mots is what the roadmap calls its levels, and those who lead.
func (f *Feuille) mots() roadmap.Mots {
	m, own := roadmap.Usual, &f.Site.Mots
	name := func(mot *roadmap.Mot, into *roadmap.Nom) {
		if mot.Pluriel.S != "" {
			into.Nom = french.Nom{Singulier: mot.Singulier.S, Pluriel: mot.Pluriel.S, Feminin: mot.Genre.S == "f"}
		}
	}
	for _, k := range content.Levels {
		name(own.At(k), m.At(k))
	}
	name(&own.Pilote, &m.Pilote)
	return m
}

// Text writes what changed for a terminal.
func (d *Diff) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "De « %s » (%s) à « %s » (%s)\n", plain(d.Avant.Titre), plain(d.Avant.Edition), plain(d.Apres.Titre), plain(d.Apres.Edition))
	if d.Avant.URL != d.Apres.URL {
		fmt.Fprintf(&b, "Le site a changé d'adresse : %s → %s\n", plain(d.Avant.URL), plain(d.Apres.URL))
	}
	d.groups(func(title string) { fmt.Fprintf(&b, "\n%s\n", title) }, func(c *Changement) {
		fmt.Fprintf(&b, "  %s\n", c.sentence(c.Titre))
	})
	b.WriteString(d.nothing())
	return []byte(french.Typo(b.String()))
}

// nothing is what is said when there is no change to tell.
func (d *Diff) nothing() string {
	switch {
	case len(d.Changements) > 0:
		return ""
	case len(d.Disparues) > 0:
		return "\nRien d'autre n'a changé que les adresses disparues.\n"
	}
	return "\nRien n'a changé.\n"
}

// plain makes one harmless line of a text that may come from anybody.
func plain(s string) string {
	breaks := func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }
	return diag.Clean(strings.TrimSpace(strings.Join(strings.FieldsFunc(s, breaks), " ")))
}

// plain is the change with harmless texts.
func (c Changement) plain() *Changement {
	c.Titre = cmp.Or(plain(c.Titre), c.ID)
	for i, s := range c.dit {
		c.dit[i] = plain(s)
	}
	return &c
}

// Markdown writes what changed as the body of an actualité: links are relative
// to content/actualites/. sources are the paths of the files of content/ that there are.
func (d *Diff) Markdown(sources map[string]bool) []byte {
	where := func(niveau, id string) string {
		level, _ := content.KindNamed(niveau)
		name := level.Folder() + "/" + id
		if sources[content.Root+"/"+name+"/index.md"] {
			return name + "/index.md"
		}
		return name + ".md"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "Ce qui change depuis « %s ».\n", escape(plain(d.Avant.Titre)))
	d.groups(func(title string) { fmt.Fprintf(&b, "\n## %s\n\n", title) }, func(c *Changement) {
		name := escape(c.Titre)
		if c.ID != "" && c.Sorte != "sorti" && c.Sorte != "retire" {
			name = "[" + name + "](../" + where(c.Niveau, c.ID) + ")"
		}
		for i, s := range c.dit {
			c.dit[i] = escape(s)
		}
		fmt.Fprintf(&b, "- %s\n", c.sentence(name))
	})
	b.WriteString(d.nothing())
	return b.Bytes()
}

// groups goes through the changes, kind by kind and level by level.
func (d *Diff) groups(head func(string), line func(*Changement)) {
	last := ""
	for i := range d.Changements {
		c := d.Changements[i].plain()
		if title := d.title(c); title != last {
			head(title)
			last = title
		}
		line(c)
	}
}

// title is « Projets entrés », « Jalons ».
func (d *Diff) title(c *Changement) string {
	if title, ok := titles[c.Sorte]; ok {
		return title
	}
	level, _ := content.KindNamed(c.Niveau)
	noun := d.mots.Of(level)
	what := noun.Agree(participles[c.Sorte], 2)
	if s := (roadmap.Statut{Plain: content.Plain{S: c.Sorte}}).Row(); s.Cle == c.Sorte {
		what = s.After(noun.Nom, 2)
	}
	return french.Capital(noun.Pluriel) + " " + what
}

// sentence tells a change, of which name is what changed. A figure that an edition
// announces is told by itself.
func (c *Changement) sentence(name string) string {
	if c.Sorte == "annonce" {
		return strings.TrimPrefix(c.aside(), ", ")
	}
	return name + c.aside()
}

// statut is the word for a status in a sentence, agreeing with the noun of projets:
// « achevée », « statut non publié ».
func statut(m *roadmap.Mots, s roadmap.Statut) string {
	return french.Lower(s.Row().Alone(m.Projet.Nom))
}

// escape keeps Markdown from seeing its own signs in a text.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>|~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "{{", "\\{{")
}
