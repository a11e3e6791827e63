package data

import (
	"fmt"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/page"
)

const (
	shownRows = 3  // of each table
	shownText = 80 // characters of a value
)

// Fill adds to the view of the page of data what there is to take away.
func (p *Publication) Fill(v *page.Donnees) {
	for _, t := range p.Tables {
		v.Tables = append(v.Tables, p.table(t))
	}
	v.Tout = p.fichier(Name, "Toute la feuille de route", "Toutes les listes en un seul fichier, avec les textes imbriqués.")
	v.Tout.Schema = page.Link{Titre: SchemaFile, Adresse: Folder + SchemaFile}
	for _, d := range []struct{ name, titre, says string }{
		{SchemaFile, "Schéma du fichier JSON", "JSON Schema 2020-12 : chaque membre de « " + Name + " », et ce qu’il veut dire."},
		{packageFile, "Paquet de données", "Data Package : tous les fichiers, leurs schémas, leurs tailles et leurs empreintes."},
		{catalogueFile, "Notice de catalogue", "DCAT-AP 3 en JSON-LD, à faire moissonner par un catalogue tel que data.gouv.fr."},
	} {
		v.Decrits = append(v.Decrits, p.fichier(d.name, d.titre, d.says))
	}
	v.Citation = p.citation()
}

// citation says how to name the source of what one reuses, as the licence wants.
func (p *Publication) citation() string {
	who := p.site.Titre
	if p.site.Organisme.Nom != "" {
		who = p.site.Organisme.Nom
	}
	s := who + ", « " + p.site.Titre + " »"
	if p.roadmap.Edition != nil {
		s = who + ", « " + p.titre() + " », " + p.roadmap.Edition.Date.French()
	}
	return french.Typo(s + ", " + p.address(""))
}

func (p *Publication) fichier(name, titre, says string) page.Fichier {
	d := p.byName[name].Digest()
	size := strings.Replace(french.Size(d.Size), " ", "\u00a0", 1)
	stem, kind, _ := strings.Cut(name, ".")
	kind = strings.ToUpper(kind[strings.LastIndexByte(kind, '.')+1:])
	return page.Fichier{Nom: name, Ancre: "fichier-" + stem, Titre: titre, Adresse: Folder + name, Dit: french.Typo(says), Taille: size, SHA256: d.SHA256,
		Action: "Télécharger " + name + " (" + kind + ", " + size + ")"}
}

func (p *Publication) table(t *Table) page.Fichier {
	f := p.fichier(t.File(), t.Titre, t.Says)
	data := p.feuille()
	n := t.Count(data)
	f.Nombre, f.Lignes = french.Int(n), french.Typo(french.Count(n, "ligne", "lignes"))
	if n == 0 {
		f.Lignes = "aucune ligne"
	}
	f.Schema = page.Link{Titre: t.SchemaFile(), Adresse: Folder + t.SchemaFile()}
	rows := t.Rows(data, shownRows)
	for i := range rows {
		f.Rangs = append(f.Rangs, french.Ordinal(strconv.Itoa(i+1), true)+" ligne")
	}
	for i := range t.Columns {
		c := &t.Columns[i]
		col := page.Colonne{Nom: c.Name, Type: kinds[c.Type], Dit: french.Typo(c.Says)}
		for _, row := range rows {
			col.Valeurs = append(col.Valeurs, french.Cut(row[i], shownText))
		}
		f.Colonnes = append(f.Colonnes, col)
	}
	f.Legende = french.Typo(fmt.Sprintf("%s : les %d colonnes", t.File(), len(t.Columns)))
	if n := len(rows); n > 0 {
		f.Legende += french.Plural(n, " et la première ligne", " et les "+french.Int(n)+" premières lignes")
	}
	return f
}

// kinds are the words for the types of columns.
var kinds = map[string]string{"string": "Texte", "date": "Date", "boolean": "Vrai ou faux", "integer": "Nombre entier", "number": "Nombre"}
