package roadmap

import (
	"maps"
	"slices"

	"feuille-de-route.example/cmd/build/internal/content"
)

// This file lists every key that an editor may type. What each means stands in
// champs.md of package fields. All are published as data under the same name,
// unless the tag donnee says how (package data): "-" not at all, "toujours" even
// when it is absent, "drapeau" only when it is true.

// Common holds the keys of all pages.
type Common struct {
	order string // the code, if any, and the title as they sort

	Titre     content.Text `cle:"titre,requis"`
	Resume    content.Text `cle:"resume"`
	Image     Image        `cle:"image"`
	Publie    content.Date `cle:"publie"`
	MisAJour  content.Date `cle:"mis_a_jour"`
	Brouillon content.Bool `cle:"brouillon" donnee:"-"`
	AParaitre content.Date `cle:"a_paraitre" donnee:"-"`
	Alias     []Former     `cle:"alias"`
	Liens     []Lien       `cle:"liens"`
	Sources   []Source     `cle:"sources"`
	Reserve   content.Text `cle:"reserve"`
}

// An Image stands at the top of a page, and in cards that lead to it.
type Image struct {
	Fichier     Fichier      `cle:"fichier,requis"`
	Alternative content.Text `cle:"alternative"`
	Legende     content.Text `cle:"legende"`
}

// Lead implements content.Illustrated.
func (c *Common) Lead() content.Lead {
	i := c.Image
	return content.Lead{File: i.Fichier.Plain, Alternative: i.Alternative.S, Caption: i.Legende.S}
}

// Shared returns them, whatever the struct that they are part of.
func (c *Common) Shared() *Common { return c }

// A Lien is a link to follow, as an editor writes it: the published schema has its name.
type Lien struct {
	Titre content.Text `cle:"titre,requis"`
	URL   URL          `cle:"url,requis"`
}

// A Source is where a fact comes from.
type Source struct {
	Titre content.Text `cle:"titre,requis"`
	URL   URL          `cle:"url"`
	Date  content.Date `cle:"date"`
}

// AccueilFields are the keys of content/index.md.
type AccueilFields struct{ Common }

// FamilleFields are the keys of a famille.
type FamilleFields struct {
	Common
	Ordre content.Number `cle:"ordre"`
	Code  Code           `cle:"code"`
}

// MissionFields are the keys of a mission.
type MissionFields struct {
	Common
	Ordre        content.Number `cle:"ordre"`
	Code         Code           `cle:"code"`
	AnciensCodes []Code         `cle:"anciens_codes"`
	FamilleSlug  content.Text   `cle:"famille"`
	Pilotes      []content.Text `cle:"pilotes"`
	Partenaires  []content.Text `cle:"partenaires"`
	Responsable  content.Text   `cle:"responsable"`
	Indicateurs  []Indicateur   `cle:"indicateurs"`
}

// ProjetFields are the keys of a projet.
type ProjetFields struct {
	Common
	Ordre        content.Number `cle:"ordre"`
	Code         Code           `cle:"code"`
	AnciensCodes []Code         `cle:"anciens_codes"`
	RemplacePar  content.Text   `cle:"remplace_par"`
	MissionSlug  content.Text   `cle:"mission"`
	EnjeuSlugs   []content.Text `cle:"enjeux"`
	Statut       Statut         `cle:"statut" donnee:"toujours"`
	EntreeID     content.Text   `cle:"entree"`
	Debut        Periode        `cle:"debut"`
	Echeance     Periode        `cle:"echeance"`
	Pilotes      []content.Text `cle:"pilotes"`
	Partenaires  []content.Text `cle:"partenaires"`
	Responsable  content.Text   `cle:"responsable"`
	Jalons       []Jalon        `cle:"jalons"`
	Indicateurs  []Indicateur   `cle:"indicateurs"`
	Historique   []Evenement    `cle:"historique"`
}

// EnjeuFields are the keys of an enjeu.
type EnjeuFields struct {
	Common
	Ordre content.Number `cle:"ordre"`
}

// ActualiteFields are the keys of an actualité.
type ActualiteFields struct {
	Common
	MissionSlug  content.Text   `cle:"mission"`
	MissionSlugs []content.Text `cle:"missions"`
	ProjetSlugs  []content.Text `cle:"projets"`
	EnjeuSlugs   []content.Text `cle:"enjeux"`
	Ailleurs     URL            `cle:"ailleurs"`
}

// LibreFields are the keys of a free page.
type LibreFields struct {
	Common
	Indicateurs []Indicateur `cle:"indicateurs"`
}

// A Jalon is a dated promise inside a projet.
type Jalon struct {
	content.At
	Titre     content.Text `cle:"titre,requis"`
	Debut     Periode      `cle:"debut"`
	Echeance  Periode      `cle:"echeance"`
	Atteint   content.Bool `cle:"atteint"` // absent: not published
	AtteintLe content.Date `cle:"atteint_le"`
	Sources   []Source     `cle:"sources"`
	Reserve   content.Text `cle:"reserve"`
}

// An Indicateur is a series of measures and the value aimed at.
type Indicateur struct {
	content.At
	Nom      content.Text   `cle:"nom,requis"`
	Unite    content.Text   `cle:"unite"`
	Mesures  []Mesure       `cle:"mesures"`
	Cible    content.Number `cle:"cible"`
	Echeance Periode        `cle:"echeance"`
	Sources  []Source       `cle:"sources"`
	Reserve  content.Text   `cle:"reserve"`
}

// A Mesure is the value of an Indicateur on a day.
type Mesure struct {
	content.At
	Date         content.Date   `cle:"date,requis"`
	Valeur       content.Number `cle:"valeur,requis"`
	Approximatif content.Bool   `cle:"approximatif" donnee:"drapeau"`
	Minimum      content.Bool   `cle:"minimum" donnee:"drapeau"`
}

// An Evenement is an entry of a projet's historique: an update in the feeds too.
type Evenement struct {
	content.At
	Date     content.Date `cle:"date,requis"`
	Statut   Statut       `cle:"statut"`
	Jalon    content.Text `cle:"jalon"`    // the title of the one whose échéance it is
	Echeance Periode      `cle:"echeance"` // that of the projet, or of the jalon, from that day on
	Note     content.Text `cle:"note"`
}

// SiteFields are the keys of site.yaml.
type SiteFields struct {
	Titre           content.Text    `cle:"titre,requis"`
	Accroche        content.Text    `cle:"accroche"`
	URL             URL             `cle:"url,requis"`
	Identifiant     URL             `cle:"identifiant"`
	Langue          Langue          `cle:"langue"`
	Identite        Identite        `cle:"identite"`
	Organisme       Organisme       `cle:"organisme"`
	Organismes      []Entite        `cle:"organismes"`
	Contact         Contact         `cle:"contact"`
	Licence         Licence         `cle:"licence"`
	EditionID       content.Text    `cle:"edition"`
	Editions        []Edition       `cle:"editions,requis"`
	Vocabulaire     Vocabulaire     `cle:"vocabulaire"`
	MentionsLegales MentionsLegales `cle:"mentions_legales"`
	Accessibilite   Accessibilite   `cle:"accessibilite"`
	Hebergement     Hebergement     `cle:"hebergement"`
	Archives        []Archive       `cle:"archives"`
	Verification    Verification    `cle:"verification"`
}

// An Organisme is the body that publishes.
type Organisme struct {
	Nom      content.Text   `cle:"nom,requis"`
	Sigle    content.Text   `cle:"sigle"`
	Intitule []content.Text `cle:"intitule" donnee:"-"` // lines of the brand block
	URL      URL            `cle:"url"`
}

// An Entite is a body that leads or takes part, and what pages may call it.
type Entite struct {
	content.At
	Nom        content.Text   `cle:"nom,requis"`
	Sigle      content.Text   `cle:"sigle"`
	URL        URL            `cle:"url"`
	AutresNoms []content.Text `cle:"autres_noms"`
}

// A Contact is how to reach the publisher.
type Contact struct {
	Courriel   Courriel     `cle:"courriel"`
	Formulaire URL          `cle:"formulaire"`
	Adresse    content.Text `cle:"adresse"`
	Telephone  content.Text `cle:"telephone"`
}

// MentionsLegales are the facts that the law asks for (LCEN, article 1-1).
type MentionsLegales struct {
	content.At
	Editeur   content.Text `cle:"editeur"`
	Directeur content.Text `cle:"directeur_de_publication"`
	Hebergeur Hebergeur    `cle:"hebergeur"`
}

// An Hebergeur is the company that keeps the server.
type Hebergeur struct {
	Nom       content.Text `cle:"nom"`
	Adresse   content.Text `cle:"adresse"`
	Telephone content.Text `cle:"telephone"`
}

// Accessibilite is what the declaration of accessibility states (RGAA 4).
type Accessibilite struct {
	content.At
	Etat     EtatAccessibilite `cle:"etat"`
	Taux     content.Percent   `cle:"taux"` // percent of criteria met
	Date     content.Date      `cle:"date"`
	Auditeur content.Text      `cle:"auditeur"`
	Contact  content.Text      `cle:"contact"`
}

// An Archive is an edition that « build archive » has kept and that is published:
// the site lists them, with what proves that they have not changed.
type Archive struct {
	content.At
	Edition content.Text  `cle:"edition,requis"` // id
	URL     URL           `cle:"url,requis"`     // of the zip
	Taille  content.Count `cle:"taille,requis"`  // in bytes
	SHA512  SHA512        `cle:"sha512,requis"`  // of the zip
	Cle     content.Text  `cle:"cle_publique"`   // of minisign, when the archive is signed
}

// Verification sets the level of a rule for this roadmap, and what a page may
// cost at most.
type Verification struct {
	Regles Regles `cle:"regles"`
	Budget Budget `cle:"budget"`
}

// A Budget is what a page may cost whoever opens it for the first time.
type Budget struct {
	Poids    content.Count `cle:"poids"`    // kilo-octets, before compression
	Requetes content.Count `cle:"requetes"` // files asked for, the page included
}

// Regles maps a rule's code to its setting.
type Regles struct {
	Par map[string]Regle `cle:"*"`
}

// A Regle says how a rule counts here, and why.
type Regle struct {
	content.At
	Niveau Niveau       `cle:"niveau,requis"`
	Motif  content.Text `cle:"motif"`
}

// An Edition is one state of the document over time.
type Edition struct {
	content.At
	ID            EditionID     `cle:"id,requis"`
	Titre         content.Text  `cle:"titre,requis"`
	Date          content.Date  `cle:"date,requis"`
	Etat          EtatEdition   `cle:"etat"`
	Documentation Documentation `cle:"documentation" donnee:"toujours"`
	Annonce       Annonce       `cle:"annonce" donnee:"toujours"`
	Sources       []Source      `cle:"sources"`
	Reserve       content.Text  `cle:"reserve"` // which part is public, and why
}

// An Annonce is what the text of an edition says it holds. A figure that the
// text does not give is absent.
type Annonce struct {
	Familles   content.Count `cle:"familles"`
	Enjeux     content.Count `cle:"enjeux"`
	Missions   content.Count `cle:"missions"`
	Projets    content.Count `cle:"projets"`
	Nouveaux   content.Count `cle:"nouveaux"`
	AVenir     content.Count `cle:"a-venir"`
	EnCours    content.Count `cle:"en-cours"`
	Acheves    content.Count `cle:"acheves"`
	Suspendus  content.Count `cle:"suspendus"`
	Abandonnes content.Count `cle:"abandonnes"`
	AAchever   AAchever      `cle:"a_achever"`
}

// AAchever maps a période to how many projets are due by its end.
type AAchever struct {
	Par map[string]content.Count `cle:"*"` // by Periode.S
}

// Tidy writes the périodes as they are published, and refuses what is none, in the
// order of keys. It implements content.Tidier.
func (a *AAchever) Tidy(refuse func(at content.At, no *content.Refusal)) {
	typed := a.Par
	a.Par = make(map[string]content.Count, len(typed))
	for _, key := range slices.Sorted(maps.Keys(typed)) {
		var p Periode
		no := content.Read(&p, key)
		if _, twice := a.Par[p.S]; no == nil && twice {
			no = &content.Refusal{Wrong: "« " + p.S + " » est écrit deux fois", Hint: "gardez un seul des deux"}
		}
		if no != nil {
			refuse(typed[key].At, no)
			continue
		}
		a.Par[p.S] = typed[key]
	}
}

// Vocabulaire says what each level is called, and those who lead.
type Vocabulaire struct{ ByLevel[Mot] }

// ByLevel holds one thing for each of content.Levels, and one for those who lead, which
// are no level: no folder holds them.
type ByLevel[T any] struct {
	Famille T `cle:"famille"`
	Mission T `cle:"mission"`
	Projet  T `cle:"projet"`
	Enjeu   T `cle:"enjeu"`
	Pilote  T `cle:"pilote"`
}

// At is where the thing of a level stands, nil for what is no level.
func (l *ByLevel[T]) At(k content.Kind) *T {
	if i := slices.Index(content.Levels, k); i >= 0 {
		return [...]*T{&l.Famille, &l.Mission, &l.Projet, &l.Enjeu}[i]
	}
	return nil
}

// Of is the thing of a level, the zero value for what is no level.
func (l *ByLevel[T]) Of(k content.Kind) (thing T) {
	if at := l.At(k); at != nil {
		thing = *at
	}
	return thing
}

// A Mot is the noun of a level and its part in addresses.
type Mot struct {
	Singulier content.Text `cle:"singulier" donnee:"toujours"`
	Pluriel   content.Text `cle:"pluriel" donnee:"toujours"`
	Genre     Genre        `cle:"genre" donnee:"toujours"`
	Adresse   content.Text `cle:"adresse" donnee:"-"`
}

// Types gives package content the structs to decode into.
func Types() content.Types {
	return content.Types{
		Site:   func() any { return new(SiteFields) },
		Matter: func(k content.Kind) any { return kinds[k].matter() },
		Words:  ownWords,
	}
}
