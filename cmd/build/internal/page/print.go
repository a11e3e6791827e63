package page

import (
	"fmt"
	"slices"
	"strconv"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// The roadmap to print is one document as long as it stays one that a browser opens
// and prints without pain. A larger one is a cover and contents, and documents of
// the projets of each mission; the largest leave out the texts of projets, which
// would stand twice in the site: what is known of each in a few lines stays.
const (
	maxPrinted = 120  // projets in a document
	maxTexts   = 1000 // projets of a roadmap whose printable documents hold the texts
)

const printTitle = "Version imprimable"

// A Text is the body of a document that a page shows among others.
type Text struct {
	Index   int    // of the document in the tree
	Address string // of its own page
	Anchor  string // where it stands: "projet.data"
	Down    int    // how many levels its headings go down
}

// A printed is one document to print.
type printed struct {
	address, titre string
	mission        *roadmap.Mission // nil for the whole, or for projets of none
	projets        []*roadmap.Projet
	whole          bool
	texts          bool
}

// planPrints plans the documents to print.
func (pl *planner) planPrints() {
	whole := printed{address: Printed, titre: printTitle, whole: true, texts: len(pl.Projets) <= maxTexts}
	var parts []printed
	if len(pl.Projets) <= maxPrinted {
		whole.projets = pl.Projets
	} else {
		parts = pl.printedParts(whole.texts)
	}
	pl.printed(whole, parts)
	for _, part := range parts {
		pl.printed(part, nil)
	}
}

// printedParts cuts the projets by mission, and those of a mission into documents.
func (pl *planner) printedParts(texts bool) []printed {
	var out []printed
	cut := func(address, titre string, m *roadmap.Mission, projets []*roadmap.Projet) {
		n := 0
		for chunk := range slices.Chunk(projets, maxPrinted) {
			part := printed{address: address, titre: titre, mission: m, projets: chunk, texts: texts}
			if n++; n > 1 {
				part.address += strconv.Itoa(n) + "/"
			}
			if len(projets) > maxPrinted {
				part.titre = french.Typo(fmt.Sprintf("%s, partie %d", titre, n))
			}
			out = append(out, part)
		}
	}
	for _, m := range pl.Missions {
		cut(Printed+m.Slug()+"/", french.Typo(printTitle+" : "+named(pl.missionCode(m), m.Titre())), m, m.Projets)
	}
	name := pl.lone()
	cut(Printed+pl.freeSlug(content.Slug(name))+"/", french.Typo(printTitle+" : "+name), nil, pl.alone())
	return out
}

// printed plans a document. No search engine is to show it: it says again what the
// pages say.
func (pl *planner) printed(d printed, parts []printed) {
	p := pl.planList(d.address, d.titre, func() *Page { return pl.printedPage(d, parts) })
	p.Hidden = true
	p.Texts = pl.printedTexts(d)
}

// printedTexts lists the bodies that a document holds.
func (pl *planner) printedTexts(d printed) []Text {
	var out []Text
	add := func(f *roadmap.Item, kind string, down int) {
		out = append(out, Text{Index: f.Index, Address: Address(pl.Roadmap, f.Doc), Anchor: kind + "." + f.Slug(), Down: down})
	}
	if d.whole && pl.Accueil != nil { // a link to the home page leaves the document
		out = append(out, Text{Index: pl.Accueil.Index, Anchor: "accueil", Down: 1})
	}
	switch {
	case d.whole && len(d.projets) > 0:
		for _, m := range pl.Missions {
			add(&m.Item, "mission", 1)
		}
	case d.mission != nil:
		add(&d.mission.Item, "mission", 1)
	}
	if d.texts {
		for _, p := range d.projets {
			add(&p.Item, "projet", 2)
		}
	}
	return out
}

func (pl *planner) printedPage(d printed, parts []printed) *Page {
	page := pl.listPage(d.address, "imprimer", d.titre, "")
	page.Resume = "La feuille de route entière, pour le papier ou un fichier PDF."
	if len(parts) > 0 {
		page.Resume = "La feuille de route, en plusieurs documents pour le papier ou un fichier PDF."
	}
	page.Robots = "noindex"
	if !d.whole {
		page.Fil = append(page.Fil, pl.ownLink(Printed))
		page.Resume = french.Typo("Une partie de la feuille de route, pour le papier ou un fichier PDF : " + pl.Mots.Projet.Count(len(d.projets)) + ".")
	}
	page.Vue = func() any { return pl.printedView(d, parts) }
	return page
}

func (pl *planner) printedView(d printed, parts []printed) *Imprimer {
	v := &Imprimer{Titre: pl.Site.Titre.S, SansTextes: !d.texts, Accueil: -1}
	if e := pl.Edition; e != nil {
		v.Titre, v.Edition = e.Titre.S, DateOf(e.Date)
	}
	if d.whole {
		v.Chiffres, v.Reserve = pl.figures(), pl.partialNote()
		v.Repartition = pl.announced()
		v.TitreEnjeux, v.Enjeux = pl.title(pl.Mots.Enjeu, pl.levelCount(content.Enjeu)), pl.enjeuCards()
		if pl.Accueil != nil {
			v.Accueil = pl.Accueil.Index
		}
	}
	if !d.whole {
		v.Partie = d.titre
	}
	for _, part := range parts {
		v.Documents = append(v.Documents, Link{Titre: french.Typo(part.title(pl)), Adresse: part.address})
	}
	for _, group := range pl.printedGroups(d) {
		group.Numero = len(v.Parties) + 1
		for i := range group.Fiches {
			group.Fiches[i].Numero = strconv.Itoa(group.Numero) + "." + strconv.Itoa(i+1)
		}
		v.Parties = append(v.Parties, group)
	}
	return v
}

// title names a document in the contents: « DATA : exploiter les données, partie 2 ».
func (d *printed) title(pl *planner) string {
	title := french.Capital(pl.lone())
	if d.mission != nil {
		title = withCode(pl.missionCode(d.mission), d.mission.Titre())
	}
	return title + " (" + pl.Mots.Projet.Count(len(d.projets)) + ")"
}

// printedGroups are the parts of a document: its missions with their projets, then
// the projets of none.
func (pl *planner) printedGroups(d printed) []Partie {
	byMission := map[*roadmap.Mission][]*roadmap.Projet{}
	for _, p := range d.projets {
		byMission[p.Mission] = append(byMission[p.Mission], p)
	}
	var out []Partie
	for _, m := range pl.Missions {
		if len(byMission[m]) == 0 && (!d.whole || len(d.projets) == 0) {
			continue
		}
		out = append(out, Partie{Ancre: "mission." + m.Slug(), Titre: french.Typo(withCode(pl.missionCode(m), m.Titre())), Resume: m.Meta.Resume.S, Reserve: m.Reserve.S,
			Indicateurs: pl.indicateurs(m.Indicateurs), Texte: m.Index, Fiches: pl.printedSheets(byMission[m])})
	}
	if alone := byMission[nil]; len(alone) > 0 {
		group := pl.byMission(alone)[0]
		out = append(out, Partie{Ancre: "projets", Titre: group.Titre, Resume: group.Note, Texte: -1, Fiches: pl.printedSheets(alone)})
	}
	return out
}

func (pl *planner) printedSheets(projets []*roadmap.Projet) []FicheImprimee {
	out := make([]FicheImprimee, len(projets))
	for i, p := range projets {
		sheet := pl.projetView(p)
		sheet.Faits = onPaper(sheet.Faits)
		out[i] = FicheImprimee{Ancre: "projet." + p.Slug(), Page: pl.documentPage(p.Item, "projet"), Projet: sheet, Texte: p.Index}
	}
	return out
}
