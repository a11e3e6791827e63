package page

// This file holds what layouts print: one struct per layout, all text ready
// for a reader (French typography, dates in words), all links as addresses of
// the site ("/missions/data/") or absolute URLs. A layout loops, tests and
// prints; it computes nothing.

// A Link is a link: to an address of the site, or to another site.
type Link struct {
	Titre   string
	Adresse string // "/missions/data/" or "https://…"
	Actif   bool   // the page one is on, in menus
}

// A Date is a whole day: in words for people, in ISO 8601 for machines.
type Date struct {
	Texte string // "14 septembre 2021"
	ISO   string // "2021-09-14"
}

// An Echeance is a période as a reader sees it.
type Echeance struct {
	Texte    string // "2e semestre 2021"; empty when not published
	ISO      string // last day, for <time datetime> and for sorting
	Depassee string // « Échéance dépassée », when the edition's date is past it and what it ends is known not to be done
}

// A Statut is a status as its badge shows it.
type Statut struct {
	Cle   string // "en-cours"
	Mot   string // "En cours"
	Badge string // suffix of the DSFR badge: "success", "info", "warning", "" for the plain one
	Rang  int    // from 1, what lists sort by
}

// A Compte is a number of things that the reader must not mistake for all of
// them: documented on this site, announced by the edition's text.
type Compte struct {
	Nombre  int
	Annonce int    // 0: the edition's text gives no such number
	Texte   string // « 29 projets documentés sur 43 annoncés », or « 6 enjeux »
}

// A Repartition is a count of projets by status, drawn as one stacked bar.
type Repartition struct {
	Total int
	Titre string // what the bar says, in one sentence: its accessible name; empty when a text beside it says so
	Parts []Part // in the order of statuses; none is empty
}

// An Avancement is the table of what bars of progress show.
type Avancement struct {
	Titre    string
	Quoi     string   // what rows are
	Colonnes []string // « Achevés »…, « Total »
	Lignes   []AvancementLigne
}

// An AvancementLigne is a row of an Avancement: as many numbers as columns.
type AvancementLigne struct {
	Lien    Link // may have no address
	Nombres []int
}

// A Part is one status of a Repartition.
type Part struct {
	Statut  Statut
	Nombre  int
	Texte   string  // « 12 en cours »
	X       float64 // left end, in percent of the bar
	Largeur float64 // width, in percent of the bar
	Adresse string  // the table of projets filtered to it
}

// A Source says where a fact comes from.
type Source struct {
	Titre string
	URL   string // may be empty
	Date  Date   // may be empty
}

// A Fait is a row of what a page says in brief: a name, and one value of those below.
// Without any, Inconnu is said in its place.
type Fait struct {
	Nom        string
	Textes     []string // each on its line: names of bodies hold commas
	Liens      []Link   // those without address are texts
	Etiquettes []Etiquette
	Echeance   Echeance
	Statut     Statut
	Nouveau    string // as in ProjetLigne, beside the status
	Inconnu    string // « Non publié »; may be empty
}

// A ProjetLigne is a projet in a table or a list.
type ProjetLigne struct {
	Titre     string
	Adresse   string
	Slug      string
	Code      string
	Resume    string
	Statut    Statut
	Nouveau   string // « Nouveau », « Nouvelle » when it entered with the current edition
	Echeance  Echeance
	Pilotes   []Pilotage
	Mission   Etiquette // empty when none is attested
	Enjeux    []Etiquette
	Annees    []string // years of its échéance, for the filter; « non-publiee » without
	Reserve   string
	Brouillon string // « Brouillon », « À paraître le 6 décembre 2021 »; "" for what is published
}

// A Pilotage is one of those who lead a projet.
type Pilotage struct {
	Link         // its whole name, and its page
	Nom   string // without Sigle
	Sigle string // stands for the name in tables; may be empty
	Slug  string // as filters know it
}

// An Etiquette is a short link to a mission, an enjeu or a projet.
type Etiquette struct {
	Code    string // "IDNUM"; may be empty
	Titre   string
	Slug    string
	Adresse string
}

// A Jalon is a milestone.
type Jalon struct {
	Titre    string
	Echeance Echeance
	Debut    string // in words, may be empty
	Etat     string // key of its roadmap.State
	Mot      string // « Atteint », « Non atteint », « À venir », « Non communiqué »
	Report   string // « Reporté de 9 mois », and the former échéances; may be empty
	Projet   Etiquette
	Sources  []Source
	Reserve  string
}

// An Indicateur is a series of measures.
type Indicateur struct {
	Ancre    string // id of its section, unique in the page
	Nom      string
	Unite    string
	Derniere Mesure // the latest measure; zero when none is published
	Mesures  []Mesure
	Cible    string // « 30 millions d'utilisateurs », may be empty
	Echeance Echeance
	Chart    Chart
	Sources  []Source
	Reserve  string
}

// Indicateurs is the view of indicateurs.html: one page of the list of all of them.
type Indicateurs struct {
	Pagination
	Compte  string
	Lignes  []IndicateurLigne
	Propres []Indicateur // those of the page that introduces the list
}

// An IndicateurLigne is an Indicateur in a list.
type IndicateurLigne struct {
	Nom      Link   // where its page tells all of it
	Page     Link   // that page; empty when it is the one that lists it
	Premiere Mesure // zero when there is one alone
	Derniere Mesure // zero when none is published
	Unite    string
	Cible    string // may be empty
	Echeance Echeance
	Trace    string // "3,29 93,3" for <polyline points>; "" for fewer than two measures
}

// A Mesure is one value of an Indicateur.
type Mesure struct {
	Date      Date
	Valeur    string // « 28 », « 13,5 », « 250 000 »
	Precision string // « au moins », « environ », or empty
}

// A Chart is a line of measures. Coordinates are ready for SVG; a zero Chart
// draws nothing.
type Chart struct {
	Titre            string       // accessible name: the conclusion
	Ligne            string       // "8,120 60,80 …" for <polyline points>
	Points           string       // "M8 120h0M60 80h0…" for <path d>: a dot for each exact measure
	Approches        string       // the same for rings: measures that are about so much
	Minimums         string       // and for triangles: measures that are so much at least
	Premier, Dernier ChartLabel   // values of the first and of the last measure
	Cible            ChartLabel   // without Y: none
	Dessous          bool         // the target's words stand under its line
	Graduations      []ChartLabel // of the value axis
	Annees           []ChartLabel // of the time axis
	Gauche, Chiffres string       // x of the axis, and of the end of its figures
	Base             string       // y of zero
}

// A ChartLabel is a text in a chart.
type ChartLabel struct{ X, Y, Texte string }

// An Evenement is an entry of a projet's historique.
type Evenement struct {
	Ancre    string // id, unique in the page and for ever
	Date     Date
	Statut   Statut
	Echeance string // « Nouvelle échéance : 4e trimestre 2022 », may be empty
	Note     string
}

// An ActualiteCarte is an update in a list.
type ActualiteCarte struct {
	Titre     string
	Adresse   string
	Date      Date
	Resume    string
	Image     string      // address of the image at the top of its page; may be empty
	Sujets    []Etiquette // missions, projets and enjeux that it is about
	Ailleurs  string      // « etalab.gouv.fr »: the site that it points to; may be empty
	Apres     bool        // dated after the edition
	Brouillon string      // « Brouillon », « À paraître le 6 décembre 2021 »; "" for what is published
}

// A MissionCarte is a mission in a list.
type MissionCarte struct {
	Code        string
	Titre       string
	Adresse     string
	Resume      string
	Compte      Compte
	Repartition Repartition
}

// A FamilleGroupe is a famille with its missions. Titre is empty for missions
// that belong to none.
type FamilleGroupe struct {
	Titre    string
	Adresse  string
	Slug     string
	Resume   string
	Missions []MissionCarte
}

// An EnjeuCarte is an enjeu in a list.
type EnjeuCarte struct {
	Titre   string
	Adresse string
	Resume  string
	Compte  Compte
}

// A Chiffre is one figure of a band: « 43 projets annoncés, dont 29 documentés ici ».
type Chiffre struct {
	Valeur    string
	Libelle   string
	Precision string // second line, smaller; may be empty
	Adresse   string // may be empty
}

// An Echeancier is a short list of milestones.
type Echeancier struct {
	Titre  string // « Prochaines échéances » or « Dernières échéances »
	Note   string // why these ones; may be empty
	Jalons []Jalon
}

// Accueil is the view of accueil.html.
type Accueil struct {
	Chiffres      []Chiffre
	Reserve       string // which projets are documented, and why not all
	Compte        Compte // of projets
	Repartition   Repartition
	TitreMissions string // « Les 8 missions »
	Familles      []FamilleGroupe
	Avancement    Avancement // of the missions, or of all projets when there is none
	TitreEnjeux   string
	Enjeux        []EnjeuCarte
	Actualites    []ActualiteCarte
	Prochaines    Echeancier
	Passees       Echeancier
	Calendrier    Link // may be empty
	Emporter      []Link
	Presentation  Link // may be empty
	Methode       Link // may be empty
}

// Missions is the view of missions.html.
type Missions struct {
	Familles []FamilleGroupe
}

// Famille is the view of famille.html.
type Famille struct {
	Code        string
	Repartition Repartition // of all projets of its missions
	Avancement  Avancement
	Report      string // how many of them were put off; may be empty
	Missions    []MissionCarte
	Autres      []Link // the other familles
	Titre       string // of them: « Autre famille », « Autres familles »
}

// Mission is the view of mission.html: an index of what it holds.
type Mission struct {
	Code            string
	Faits           []Fait
	Chiffres        []Chiffre
	Repartition     Repartition
	Avancement      Avancement
	Report          string         // how many projets were put off; may be empty
	Projets         []*ProjetLigne // none when they are too many
	Tous            Link           // then leads to their list; may be empty
	Prochains       Echeancier
	Passes          Echeancier
	Indicateurs     []Indicateur
	Actualites      []ActualiteCarte
	ActualitesTotal int
	Voisines        []Link // all missions, for the side menu, the current one marked
	Flux            Link
	Agenda          Link // its échéances, to subscribe to; may be empty
}

// Projets is the view of projets.html.
type Projets struct {
	Compte      Compte
	Reserve     string // why not all of them are here
	Methode     Link   // may be empty
	Repartition Repartition
	Groupes     []ProjetGroupe // by mission, then those of none
	Avancement  Avancement     // stands for Groupes when there are too many projets for one page
	Lignes      string         // the file that then holds Groupes, for the filters; may be empty
	Filtres     []Filtre
	ParAnnee    []ListeLien // lists by year of échéance
}

// A ListeLien leads to a list of projets that have something in common.
type ListeLien struct {
	Link
	Nombre int
}

// Liste is the view of liste.html: one page of the projets of a status, of a year, or of
// what has too many for its own page.
type Liste struct {
	Pagination
	Compte   Compte
	Groupes  []ProjetGroupe
	Statuts  bool        // of each projet its status is said, else its échéance
	Voisines []ListeLien // lists of the same sort, the current one marked
	Tout     Link        // the whole list, filtered
}

// A ProjetGroupe is the projets of one mission.
type ProjetGroupe struct {
	Titre   string // « IDNUM : construire une identification unifiée… »
	Adresse string // may be empty
	Slug    string // the anchor
	Code    string // of the mission, or its title when it has none
	Famille string // slug of the mission's famille; may be empty
	Note    string // why these have no mission; may be empty
	Projets []*ProjetLigne
}

// A Filtre is one select of the filter form.
type Filtre struct {
	Cle     string // name of the parameter in the address: "mission"
	Libelle string // « Mission »
	Tous    string // « Toutes les missions »
	Choix   []Choix
}

// A Choix is one option of a Filtre.
type Choix struct {
	Valeur  string
	Libelle string
	Nombre  int
}

// Projet is the view of projet.html.
type Projet struct {
	SansTexte   string // stands for its text when it has none
	Code        string
	Mission     Link   // « Mission DATA : … »; empty when none is attested
	SansMission string // what is said in place of the mission, when none is attested
	Fusion      string // « Fusionné », when it was merged into another
	Faits       []Fait
	Jalons      []Jalon
	Indicateurs []Indicateur
	Historique  []Evenement
	Actualites  []ActualiteCarte
	Precedent   Etiquette // of the same mission
	Suivant     Etiquette
	Proches     []*ProjetLigne // related by actualités and enjeux
	Flux        Link
	Partage     string // address of a message that sends the page; may be empty
	Signaler    Link   // to whom a mistake is told; may be empty
}

// Rangees is the view of rangees.html: the familles or the bodies, as missions are listed.
type Rangees struct {
	Titre   string // of the list: « Liste des pilotes »
	Rangees []MissionCarte
}

// Pilote is the view of pilote.html: what a body leads.
type Pilote struct {
	Faits       []Fait
	Repartition Repartition
	Avancement  Avancement
	Report      string         // how many projets were put off; may be empty
	Groupes     []ProjetGroupe // by status; none when they are too many
	Tous        Link           // then leads to their list; may be empty
	Prochains   Echeancier
	Passes      Echeancier
	Actualites  []ActualiteCarte
	Flux        Link
	Agenda      Link // its échéances, to subscribe to; may be empty
}

// Enjeux is the view of enjeux.html.
type Enjeux struct {
	Enjeux []EnjeuCarte
}

// Enjeu is the view of enjeu.html.
type Enjeu struct {
	Compte     Compte
	Missions   []MissionCompte
	Groupes    []ProjetGroupe // none when they are too many
	Tous       Link           // then leads to their list; may be empty
	Actualites []ActualiteCarte
	Voisins    []Link // all enjeux, the current one marked
}

// A MissionCompte is a mission that an enjeu crosses, with how many projets.
type MissionCompte struct {
	Mission Etiquette
	Compte  string // « 3 projets »
}

// Actualites is the view of actualites.html: one page of the list.
type Actualites struct {
	Pagination
	Annees []ActualiteAnnee
	Total  int // of actualités
	Flux   Link
}

// A Pagination leads to the other pages of a list that is cut into several.
type Pagination struct {
	Numero     int    // of the page
	Nombre     int    // of pages
	Pages      []Link // Titre is the number, the current one marked
	Precedente Link
	Suivante   Link
}

// An ActualiteAnnee is the actualités of a year.
type ActualiteAnnee struct {
	Annee      string
	Actualites []ActualiteCarte
}

// Actualite is the view of actualite.html.
type Actualite struct {
	Date       Date
	Sujets     []Etiquette
	Ailleurs   Link   // what it points to, on another site; may be empty
	Apres      string // « Cet événement est postérieur à l'édition… », or empty
	Precedente Etiquette
	Suivante   Etiquette
}

// Libre is the view of page.html: a free page.
type Libre struct {
	Faits       []Fait    // what the law makes this page state
	Audience    *Audience // said where the law wants it said; nil elsewhere
	Indicateurs []Indicateur
}

// Everything is the view of plan.html: the site map for people.
type Everything struct {
	Sections []PlanSection
}

// A PlanSection is a part of the site with its pages.
type PlanSection struct {
	Titre   string
	Adresse string // may be empty
	Pages   []PlanLien
}

// A PlanLien is a page with those below it.
type PlanLien struct {
	Link
	Pages []Link
}

// Introuvable is the view of 404.html.
type Introuvable struct {
	Liens []Link
}

// Archives is the view of archives.html.
type Archives struct {
	Archives []ArchiveGardee
}

// Conditions are the licences of all that a site is made of.
type Conditions struct {
	Contenus  Link        // of the texts, may be empty
	Pages     []Composant // published with them
	Programme []Composant // compiled into what makes them
}

// A Composant is a work of other hands.
type Composant struct {
	Nom, Version string
	Licence      string // its identifier in SPDX, or what is allowed in words
	Droits       string // who has them, may be empty
}

// An ArchiveGardee is an edition that is kept, and what proves that it has not
// changed.
type ArchiveGardee struct {
	Titre   string // of the edition
	Date    Date   // of the edition
	Nom     string // of the file
	Fichier Link
	Taille  string
	SHA512  string
	Cle     string // public key of its signature, may be empty
}

// Donnees is the view of donnees.html.
type Donnees struct {
	Reserve  string // which part of the roadmap is documented
	Methode  Link   // may be empty
	Tables   []Fichier
	Tout     Fichier   // the whole as JSON
	Decrits  []Fichier // what describes the data, for programs
	Flux     []Link
	Citation string
}

// A Fichier is a file to take away.
type Fichier struct {
	Nom      string // « projets.csv »
	Ancre    string
	Titre    string // « Projets »
	Adresse  string
	Action   string // « Télécharger projets.csv (CSV, 12 ko) »
	Dit      string // what is in it, in one sentence
	Taille   string
	Nombre   string // of rows
	Lignes   string // « 29 lignes », « aucune ligne »
	SHA256   string
	Schema   Link // that describes it; may be empty
	Legende  string
	Rangs    []string // heads of the first rows: « 1re ligne »
	Colonnes []Colonne
}

// A Colonne is a column of a table, with its values in the first rows.
type Colonne struct {
	Nom     string
	Type    string // « texte », « date »…
	Dit     string
	Valeurs []string
}

// Changements is the view of changements.html.
type Changements struct {
	Editions   []EditionEtat
	Chiffres   []ChiffreSuivi
	NonAnnonce string       // what is said of a figure that an edition does not announce
	Report     string       // how many projets were put off; may be empty
	Reports    []Report     // and those of each mission
	Passages   []Passage    // the latest first
	Noms       ChangeGroupe // short names that changed, nobody says when
}

// A Report says how many projets of a mission were put off, and by how much.
type Report struct {
	Lien  Link
	Texte string
}

// An EditionEtat is an edition among the others.
type EditionEtat struct {
	Date Date
	Etat string // « révisée »; may be empty
}

// A ChiffreSuivi is an announced figure from edition to edition.
type ChiffreSuivi struct {
	Libelle string
	Valeurs []ValeurAnnoncee // one for each edition
}

// A ValeurAnnoncee is what an edition's text gives, or not.
type ValeurAnnoncee struct {
	Edition string // its year
	Valeur  string
}

// A Passage is what moved from one edition to the next.
type Passage struct {
	Ancre   string
	Titre   string // of the later edition
	Depuis  string // title of the earlier one
	Date    Date   // of the later one
	Note    string // why only part of it can be told; may be empty
	Ecarts  string // which announced figures differ, in one sentence; may be empty
	Groupes []ChangeGroupe
}

// A ChangeGroupe is the changes of one kind.
type ChangeGroupe struct {
	Titre    string
	Cotes    bool      // each change has an old and a new value
	Absences [2]string // what is said where the old or the new one is empty
	Compte   string    // « 120 projets », for a group so long that it is folded; else empty
	Lignes   []ChangeLigne
}

// A ChangeLigne is one change.
type ChangeLigne struct {
	Nom          Link   // of what changed; without address when it is gone
	Dit          string // the change in words, to stand right after the name
	Quoi         string // which part of it: a jalon, an indicateur
	Avant, Apres string
}

// Calendrier is the view of calendrier.html: either the échéances by year, or,
// when they are too many for a page, how many there are in each quarter.
type Calendrier struct {
	Note     string         // as of when; may be empty
	SansDate string         // what is left out, and why; may be empty
	Legende  []EtatEcheance // the shapes that occur
	Floues   bool           // some bars mean that a date is not known to the day
	Annees   []CalendrierAnnee
	Tableaux []CalendrierTableau
	Flux     Link // to subscribe; may be empty
}

// An EtatEcheance is what became of an échéance, as a legend shows it.
type EtatEcheance struct {
	Cle    string // of its shape: that of a roadmap.State
	Mot    string
	Nombre int
}

// A CalendrierAnnee is the échéances of a year.
type CalendrierAnnee struct {
	Annee   string
	Avant   []EcheanceDatee // all, when the edition is of another year
	Edition Date            // of the edition, when it is of that year
	Apres   []EcheanceDatee // those that end after the edition
	Frise   Frise
	Suite   string // the id of what follows it
}

// An EcheanceDatee is an entry of the calendar.
type EcheanceDatee struct {
	Numero  int
	Debut   string // in words, may be empty
	Quand   string // « 2e semestre 2021 »
	ISO     string // last day
	Etat    string // as in EtatEcheance
	Mot     string // « Échéance dépassée »
	Titre   string // « Ouverture à tous », « Échéance du projet »
	Projet  Etiquette
	Mission Etiquette // may be empty
	Reserve string
}

// A Frise is the drawing of a year: horizontal places are percentages, vertical
// ones CSS pixels.
type Frise struct {
	Titre    string
	Hauteur  int
	Edition  string // where its date stands; empty when it is not of that year
	Bas      int    // where lanes end
	Couloirs []Couloir
}

// A Couloir is the lane of a mission.
type Couloir struct {
	Nom        string // may be empty
	Y, Hauteur int
	Marques    []Marque
}

// A Marque is an échéance in a Frise: a shape at its day or at the end of its
// période, and a bar over a période longer than a day.
type Marque struct {
	Numero         int
	Etat           string // as in EtatEcheance
	Nom            string // accessible name
	X              string
	Y, Haut, Texte int  // middle, top of the shape, foot of the number
	Large, Decale  int  // width of the shape, and half of it to the left
	Rayon          int  // of its corners: a square is late
	Fin            bool // it ends in that year: else the bar alone is drawn
	Barre          Barre
}

// A Barre is a période in a Frise. One of a day has none. It is thin when it only
// means that the date is somewhere in it.
type Barre struct {
	X, Largeur string
	Y, Hauteur int
	Floue      bool
}

// A CalendrierTableau counts échéances by quarter.
type CalendrierTableau struct {
	Titre   string // the year; empty when rows are years or quarters
	Legende string // what it counts
	Quoi    string // what rows are: « Mission », « Année », « Trimestre »
	Lignes  []CalendrierLigne
}

// A CalendrierLigne leads to the page that shows what it counts.
type CalendrierLigne struct {
	Lien    Link
	Nombres []int // by quarter
	Total   int
}

// Imprimer is the view of imprimer.html: the roadmap as one document, a part of it,
// or its cover and where its parts are.
type Imprimer struct {
	Titre       string // of the document: that of the edition
	Partie      string // which part of it, when it is one
	Edition     Date   // may be empty
	Accueil     int    // index of the text of the home page, -1 for none
	Chiffres    []Chiffre
	Repartition Repartition
	Reserve     string
	TitreEnjeux string
	Enjeux      []EnjeuCarte
	Documents   []Link // the parts, when they are documents of their own
	Parties     []Partie
	SansTextes  bool // sheets hold what is known of projets, not their texts
}

// A Partie is a mission in the document, or the projets of none.
type Partie struct {
	Ancre       string
	Numero      int
	Titre       string
	Resume      string
	Reserve     string
	Indicateurs []Indicateur
	Texte       int // index of its text, -1 for none
	Fiches      []FicheImprimee
}

// A FicheImprimee is a projet in the document.
type FicheImprimee struct {
	Ancre  string
	Numero string // « 2.3 »
	Page   *Page
	Projet *Projet
	Texte  int // index of its text
}
