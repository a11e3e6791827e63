package data

// A Site is who publishes, and every address there is.
type Site struct {
	Titre     string    `json:"titre"`
	Accroche  string    `json:"accroche,omitempty"`
	URL       string    `json:"url"` // ends in a slash
	Langue    string    `json:"langue"`
	Organisme Organisme `json:"organisme"`
	Licence   string    `json:"licence,omitempty"`
	Mots      Mots      `json:"vocabulaire"`
	Pages     []Page    `json:"pages"` // those that are no item of the lists below
	Alias     []Alias   `json:"alias"`
}

// An Organisme is the body that publishes.
type Organisme struct {
	Nom   string `json:"nom"`
	Sigle string `json:"sigle,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Mots is what the levels are called, those that there are.
type Mots struct {
	Famille *Mot `json:"famille,omitempty"`
	Mission *Mot `json:"mission,omitempty"`
	Projet  *Mot `json:"projet,omitempty"`
	Enjeu   *Mot `json:"enjeu,omitempty"`
}

// A Mot is a level's noun.
type Mot struct {
	Singulier string `json:"singulier"`
	Pluriel   string `json:"pluriel"`
	Genre     string `json:"genre"` // f or m
}

// A Page is an address of the site that is no item, with what a page that an
// editor wrote says beside its text.
type Page struct {
	ID          string       `json:"id,omitempty"`
	Adresse     string       `json:"adresse"`
	Titre       string       `json:"titre"`
	Indicateurs []Indicateur `json:"indicateurs,omitempty"`
	Liens       []Lien       `json:"liens,omitempty"`
	Sources     []Source     `json:"sources,omitempty"`
	Reserve     string       `json:"reserve,omitempty"`
}

// An Alias is a former address and where it leads.
type Alias struct {
	De   string `json:"de"`
	Vers string `json:"vers"`
}

// An Edition is one state of the document over time.
type Edition struct {
	ID            string   `json:"id"`
	Titre         string   `json:"titre"`
	Date          string   `json:"date"`
	Etat          string   `json:"etat,omitempty"`
	Documentation string   `json:"documentation"`
	Annonce       Annonce  `json:"annonce"`
	Sources       []Source `json:"sources,omitempty"`
	Reserve       string   `json:"reserve,omitempty"`
}

// An Annonce is what the text of an edition says it holds; what it does not say
// is absent.
type Annonce struct {
	Familles   *int           `json:"familles,omitempty"`
	Enjeux     *int           `json:"enjeux,omitempty"`
	Missions   *int           `json:"missions,omitempty"`
	Projets    *int           `json:"projets,omitempty"`
	Nouveaux   *int           `json:"nouveaux,omitempty"`
	AVenir     *int           `json:"a-venir,omitempty"`
	EnCours    *int           `json:"en-cours,omitempty"`
	Acheves    *int           `json:"acheves,omitempty"`
	Suspendus  *int           `json:"suspendus,omitempty"`
	Abandonnes *int           `json:"abandonnes,omitempty"`
	AAchever   map[string]int `json:"a_achever,omitempty"` // by période
}

// A figure is one number of an Annonce, and what it counts.
type figure struct {
	value **int
	words string
}

// figures are those of an Annonce, in the order in which they are told.
func (a *Annonce) figures() []figure {
	return []figure{{&a.Familles, "familles"}, {&a.Enjeux, "enjeux"}, {&a.Missions, "missions"}, {&a.Projets, "projets"}, {&a.Nouveaux, "projets nouveaux"},
		{&a.AVenir, "projets à venir"}, {&a.EnCours, "projets en cours"}, {&a.Acheves, "projets achevés"}, {&a.Suspendus, "projets suspendus"},
		{&a.Abandonnes, "projets abandonnés"}}
}

// A Fiche is what all items share.
type Fiche struct {
	ID       string   `json:"id"`
	Adresse  string   `json:"adresse"`
	Titre    string   `json:"titre"`
	Resume   string   `json:"resume,omitempty"`
	Publie   string   `json:"publie,omitempty"`
	MisAJour string   `json:"mis_a_jour,omitempty"`
	Alias    []string `json:"alias,omitempty"`
	Liens    []Lien   `json:"liens,omitempty"`
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// A Lien is a link to follow.
type Lien struct {
	Titre string `json:"titre"`
	URL   string `json:"url"`
}

// A Source is where a fact comes from.
type Source struct {
	Titre string `json:"titre"`
	URL   string `json:"url,omitempty"`
	Date  string `json:"date,omitempty"`
}

// A Famille groups missions.
type Famille struct {
	Fiche
	Ordre *float64 `json:"ordre,omitempty"`
	Code  string   `json:"code,omitempty"`
}

// A Mission is a long-term goal that holds projets.
type Mission struct {
	Fiche
	Ordre        *float64     `json:"ordre,omitempty"`
	Code         string       `json:"code,omitempty"`
	AnciensCodes []string     `json:"anciens_codes,omitempty"`
	Famille      string       `json:"famille,omitempty"`
	Pilotes      []string     `json:"pilotes,omitempty"`
	Partenaires  []string     `json:"partenaires,omitempty"`
	Responsable  string       `json:"responsable,omitempty"`
	Indicateurs  []Indicateur `json:"indicateurs,omitempty"`
}

// A Projet is what gets done.
type Projet struct {
	Fiche
	Ordre        *float64     `json:"ordre,omitempty"`
	Code         string       `json:"code,omitempty"`
	AnciensCodes []string     `json:"anciens_codes,omitempty"`
	Mission      string       `json:"mission,omitempty"`
	Enjeux       []string     `json:"enjeux,omitempty"`
	Statut       string       `json:"statut"`
	Entree       string       `json:"entree,omitempty"`
	Debut        string       `json:"debut,omitempty"`
	Echeance     string       `json:"echeance,omitempty"`
	Pilotes      []string     `json:"pilotes,omitempty"`
	Partenaires  []string     `json:"partenaires,omitempty"`
	Responsable  string       `json:"responsable,omitempty"`
	Jalons       []Jalon      `json:"jalons,omitempty"`
	Indicateurs  []Indicateur `json:"indicateurs,omitempty"`
	Historique   []Evenement  `json:"historique,omitempty"`
}

// An Enjeu cuts across missions.
type Enjeu struct {
	Fiche
	Ordre *float64 `json:"ordre,omitempty"`
}

// An Actualite is a dated update.
type Actualite struct {
	Fiche
	Date     string   `json:"date"`
	Mission  string   `json:"mission,omitempty"`
	Missions []string `json:"missions,omitempty"`
	Projets  []string `json:"projets,omitempty"`
	Enjeux   []string `json:"enjeux,omitempty"`
}

// A Jalon is a dated promise inside a projet.
type Jalon struct {
	Titre    string   `json:"titre"`
	Debut    string   `json:"debut,omitempty"`
	Echeance string   `json:"echeance,omitempty"`
	Atteint  *bool    `json:"atteint,omitempty"` // absent: not published
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// An Indicateur is a series of measures and the value aimed at.
type Indicateur struct {
	Nom      string   `json:"nom"`
	Unite    string   `json:"unite,omitempty"`
	Mesures  []Mesure `json:"mesures,omitempty"` // from the oldest to the latest
	Cible    *float64 `json:"cible,omitempty"`
	Echeance string   `json:"echeance,omitempty"`
	Sources  []Source `json:"sources,omitempty"`
	Reserve  string   `json:"reserve,omitempty"`
}

// A Mesure is the value of an Indicateur on a day.
type Mesure struct {
	Date         string  `json:"date"`
	Valeur       float64 `json:"valeur"`
	Approximatif bool    `json:"approximatif,omitempty"`
	Minimum      bool    `json:"minimum,omitempty"`
}

// An Evenement is a line of a projet's historique, the latest first.
type Evenement struct {
	Date   string `json:"date"`
	Statut string `json:"statut,omitempty"`
	Note   string `json:"note,omitempty"`
}
