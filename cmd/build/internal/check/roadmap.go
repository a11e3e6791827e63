package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/fields"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Roadmap looks at what a roadmap says as a whole: what contradicts itself, what
// is late, what is not backed by anything.
// today is the day on which it is looked at: some duties depend on it.
func Roadmap(r *roadmap.Roadmap, today content.Date, p *diag.List) {
	m := model{r, today, p.Erreurs() == 0, p.Wrong(), p}
	m.editions()
	m.kept()
	m.home()
	m.readable(r.Site, content.SitePath)
	for _, d := range r.Tree.Documents {
		if !r.Brouillons[d.Path] {
			m.resume(d)
			m.examples(d)
			m.readable(d.Matter, d.Path)
			m.dates(d)
		}
	}
	for _, x := range r.Missions {
		m.mission(x)
	}
	for _, x := range r.Projets {
		m.projet(x)
	}
	for _, x := range r.Actualites {
		m.actualite(x)
	}
	for _, x := range r.Libres {
		m.indicateurs(x.Doc, x.Indicateurs)
	}
	m.codes()
	m.bodies()
	if m.whole {
		m.accessibility()
		m.legal()
	}
}

type model struct {
	*roadmap.Roadmap
	today    content.Date
	whole    bool            // every page could be read: what is missing is really not there
	wrong    map[string]bool // files with an error: what seems to be missing may stand there misspelt
	problems *diag.List
}

func (m model) advise(d *content.Document, at content.At, code, hint, format string, args ...any) {
	m.problems.Avertissement(d.At(at), code, hint, format, args...)
}

// partial reports whether some facts are known not to be public: their absence
// is then what one expects.
func (m model) partial() bool { return m.Edition != nil && m.Edition.Documentation.Partial() }

func (m model) editions() {
	for i, e := range m.Editions[:max(len(m.Editions), 1)-1] {
		if next := m.Editions[i+1]; !next.Date.IsZero() && e.Date.Compare(next.Date) > 0 {
			m.problems.Avertissement(next.At.In(content.SitePath), "edition-desordre", "rangez les éditions de la plus ancienne à la plus récente",
				"l'édition « %s » (%s) vient après une édition plus récente", next.ID.S, next.Date.French())
		}
	}
}

// home wants the home page to say what the current edition does.
func (m model) home() {
	if m.Accueil == nil || m.Edition == nil {
		return
	}
	day := m.Accueil.Meta.MisAJour
	if day.IsZero() {
		day = m.Accueil.Meta.Publie
	}
	if !day.IsZero() && day.Compare(m.Edition.Date) < 0 {
		m.advise(m.Accueil.Doc, day.At, "accueil-perime", "relisez-la, puis écrivez « mis_a_jour: "+m.Edition.Date.ISO()+" » ou le jour où vous l'avez fait",
			"cette page est du %s, et l'édition « %s » du %s", day.French(), m.Edition.ID.S, m.Edition.Date.French())
	}
}

// kept wants each edition before the current one to be kept: it can be compared with
// those that follow, and nothing else has what it said.
func (m model) kept() {
	if m.Current == nil || m.wrong[content.SitePath] {
		return
	}
	for _, e := range m.Editions[:slices.Index(m.Editions, m.Current)] {
		listed := slices.ContainsFunc(m.Site.Archives, func(a roadmap.Archive) bool { return a.Edition.S == e.ID.S })
		if !listed && !m.Keeps(e) {
			m.problems.Avertissement(e.At.In(content.SitePath), "edition-non-gardee",
				"reprenez « "+content.Root+"/"+e.DataFile()+" » dans une sauvegarde ou dans l'historique du dépôt, ou inscrivez son archive sous « archives: »",
				"l'édition « %s » n'est pas gardée : rien ne dit plus ce qu'elle contenait", e.ID.S)
		}
	}
}

// toCome reports whether a day is after that of the check and that of the edition.
func (m model) toCome(day content.Date) bool {
	return day.Compare(m.today) > 0 && (m.Edition == nil || day.Compare(m.Edition.Date) > 0)
}

// dates wants the days that a page tells to have come: they are those of facts.
func (m model) dates(d *content.Document) {
	comes := roadmap.CommonOf(d.Matter).AParaitre.At
	content.Each(d.Matter, func(day content.Date) {
		if m.toCome(day) && day.At != comes {
			m.advise(d, day.At, "date-a-venir", "vérifiez l'année", "le %s est à venir", day.French())
		}
	})
}

// readable advises against what Markdown or HTML would read in the texts of front
// matter, or of site.yaml.
func (m model) readable(matter any, path string) {
	content.Each(matter, func(t content.Text) {
		if message, hint, ok := content.Readable(t.S); ok && !strings.HasPrefix(t.S, "/") { // an address
			m.problems.Avertissement(t.At.In(path), "syntaxe-visible", hint, "%s", message)
		}
	})
}

// sentences matches the end of one, after a word that is no abbreviation, and the
// beginning of the next.
var sentences = regexp.MustCompile(`[\p{Ll}\d»)]{3,}[\s\x{a0}\x{202f}]*[.!?…][\s\x{a0}\x{202f}]+[\p{Lu}«]`)

func (m model) resume(d *content.Document) {
	meta := roadmap.CommonOf(d.Matter)
	for _, x := range []struct {
		key  string
		text content.Text
	}{{"resume", meta.Resume}, {"reserve", meta.Reserve}} {
		if sentences.MatchString(x.text.S) {
			m.advise(d, x.text.At, "resume-plusieurs-phrases", "gardez la première phrase, et mettez les autres dans le texte de la page", "« %s » a plusieurs phrases", x.key)
		}
	}
	if meta.Resume.S == "" && meta.Titre.S != "" && !m.wrong[d.Path] {
		m.advise(d, meta.Titre.At, "page-sans-resume", "ajoutez « resume: » et une phrase, qui servira aux cartes et aux moteurs de recherche",
			"cette page n'a pas de résumé")
	}
}

// examples wants the texts that a new page shows to be replaced.
func (m model) examples(d *content.Document) {
	meta := roadmap.CommonOf(d.Matter)
	for _, x := range []struct {
		key  string
		text content.Text
	}{{"titre", meta.Titre}, {"resume", meta.Resume}, {"reserve", meta.Reserve}} {
		if x.text.S != "" && (x.text.S == "…" || x.text.S == french.Typo(roadmap.InWords(&m.Mots, fields.Example(x.key)))) {
			m.advise(d, x.text.At, "texte-a-remplacer", "écrivez à sa place ce qui est propre à cette page, ou retirez la ligne", "« %s » attend d'être remplacé", x.text.S)
		}
	}
}

func (m model) mission(x *roadmap.Mission) {
	m.indicateurs(x.Doc, x.Indicateurs)
	if len(x.Projets) == 0 && m.whole && !m.partial() {
		m.advise(x.Doc, x.Meta.Titre.At, "mission-sans-projet", "écrivez « mission: "+x.Slug()+" » dans chacune des pages qui en relèvent",
			"rien ne se rattache à cette page : elle n'aura que son texte")
	}
	if len(x.Indicateurs) > 0 {
		m.sourced(x.Item, x.Indicateurs[0].At, nil, x.Indicateurs)
	}
}

func (m model) actualite(a *roadmap.Actualite) {
	if m.toCome(a.Date) && a.Meta.Publie.IsZero() && !m.Brouillons[a.Doc.Path] {
		m.problems.Avertissement(diag.Pos{File: a.Doc.Path}, "date-a-venir", "vérifiez l'année dans le nom du fichier",
			"cette actualité est datée du %s, qui est à venir", a.Date.French())
	}
	for i, p := range a.Projets {
		if dropped, ok := droppedOn(p); ok && a.Date.Compare(dropped) > 0 {
			noun := m.Mots.Projet.Nom
			word := p.Statut.Row().After(noun, 1)
			m.advise(a.Doc, a.ProjetSlugs[i].At, "reference-abandonnee", "retirez-le, ou dites dans le texte qu'"+noun.Agree("il", 1)+" est "+word,
				"« %s » est %s depuis le %s", p.Titre(), word, dropped.French())
		}
	}
}

// droppedOn is the day on which the history says that a projet was dropped.
func droppedOn(p *roadmap.Projet) (content.Date, bool) {
	if p.Statut.Rank() != roadmap.Abandonne {
		return content.Date{}, false
	}
	for _, e := range p.Events() {
		if e.Statut.Rank() == roadmap.Abandonne {
			return e.Date, true
		}
	}
	return content.Date{}, false
}

func (m model) projet(p *roadmap.Projet) {
	m.attached(p)
	m.late(p)
	m.jalons(p)
	m.historique(p)
	m.deadlines(p)
	m.indicateurs(p.Doc, p.Indicateurs)
	if at, facts := factsOf(p); facts {
		m.sourced(p.Item, at, p.Jalons, p.Indicateurs)
	}
}

// attached wants a mission, somebody who leads and a deadline, unless they are
// known not to be public.
func (m model) attached(p *roadmap.Projet) {
	if m.partial() || m.wrong[p.Doc.Path] {
		return
	}
	at := p.Meta.Titre.At
	if p.MissionSlug.S == "" && len(m.Missions) > 0 {
		m.advise(p.Doc, at, "projet-sans-mission", "ajoutez « mission: » et le nom de son fichier", "%s n'est %s : la page sera listée à part", m.Mots.Mission.One("aucun"), m.Mots.Mission.Agree("indiqué", 1))
	}
	if len(p.Pilotes) == 0 {
		m.advise(p.Doc, at, "projet-sans-pilote", "ajoutez par exemple « pilotes: [Direction des achats] »", "la page ne dit pas qui pilote")
	}
	if !p.Echeance.Written() && !p.Statut.Done() {
		m.advise(p.Doc, at, "projet-sans-echeance", "ajoutez par exemple « echeance: 2021-T4 »", "la page ne dit pas pour quand")
	}
}

// late wants what is overdue to be said: a status that moves, or a reservation
// that explains.
func (m model) late(p *roadmap.Projet) {
	if m.State(p, nil).Late() && p.Meta.Reserve.S == "" {
		m.advise(p.Doc, p.Echeance.At, "echeance-depassee", "mettez le statut ou l'échéance à jour, ou expliquez le retard dans « reserve: »",
			"l'échéance (%s) est passée à la date de l'édition, et le statut est « %s »", p.Echeance, p.Statut.Key())
	}
}

func (m model) jalons(p *roadmap.Projet) {
	for i := range p.Jalons {
		j := &p.Jalons[i]
		if p.Statut.Rank() == roadmap.Acheve && j.Atteint.Set && !j.Atteint.V {
			m.advise(p.Doc, j.Atteint.At, "jalon-non-atteint", "écrivez « atteint: true », ou corrigez le statut",
				"tout est dit %s, mais le jalon « %s » n'est pas atteint", p.Statut.Row().After(french.Nom{}, 1), j.Titre.S)
			m.problems.Guess("false", "true")
		}
		if m.overdue(p, j) && j.Reserve.S+p.Meta.Reserve.S == "" {
			m.advise(p.Doc, j.Echeance.At, "jalon-depasse", "s'il l'est, « build atteint '"+p.Slug()+"#"+strconv.Itoa(i+1)+"' » ; sinon « build echeance », ou expliquez le retard dans « reserve: »",
				"l'échéance du jalon « %s » (%s) est passée, et il n'est pas atteint", j.Titre.S, j.Echeance)
		}
		if !p.Echeance.IsZero() && !j.Echeance.IsZero() && j.Echeance.First.Compare(p.Echeance.Last) > 0 {
			m.advise(p.Doc, j.Echeance.At, "jalon-apres-fin", "corrigez l'une des deux échéances",
				"le jalon « %s » (%s) vient après la fin annoncée (%s)", j.Titre.S, j.Echeance, p.Echeance)
		}
	}
}

// overdue reports whether the time of a jalon that is known not to be reached is over on
// the day of the check.
func (m model) overdue(p *roadmap.Projet, j *roadmap.Jalon) bool {
	open := j.Atteint.Set && !j.Atteint.V && j.AtteintLe.IsZero() && m.State(p, j).Cle != roadmap.StateAbandonne && p.Statut.Rank() != roadmap.Acheve
	return open && !j.Echeance.IsZero() && j.Echeance.Last.Compare(m.today) < 0
}

// after tells which statuses cannot follow one: what is over does not start again
// without a word, and what has started is no longer to come.
var after = [len(roadmap.Statuts)][]int{
	roadmap.Acheve:    {roadmap.AVenir, roadmap.EnCours, roadmap.Suspendu},
	roadmap.Abandonne: {roadmap.AVenir, roadmap.Acheve},
	roadmap.EnCours:   {roadmap.AVenir},
	roadmap.Suspendu:  {roadmap.AVenir},
}

func (m model) historique(p *roadmap.Projet) {
	var before *roadmap.Evenement
	for _, e := range slices.Backward(p.Events()) {
		if e.Statut.S == "" {
			continue
		}
		if before != nil && slices.Contains(after[before.Statut.Rank()], e.Statut.Rank()) && e.Note.S == "" {
			m.advise(p.Doc, e.At, "historique-desordre", "corrigez la date ou le statut, ou expliquez ce retour par « note: »",
				"« %s » le %s, après « %s » le %s", e.Statut.S, e.Date.French(), before.Statut.S, before.Date.French())
		}
		before = &e
	}
	switch {
	case before == nil || before.Statut.S == p.Statut.Key():
	case p.Statut.S != "":
		m.advise(p.Doc, p.Statut.At, "historique-contredit", "écrivez « statut: "+before.Statut.S+" », ou complétez l'historique",
			"le statut est « %s », mais l'historique finit par « %s » le %s", p.Statut.S, before.Statut.S, before.Date.French())
		m.problems.Guess(p.Statut.S, before.Statut.S)
	case !m.wrong[p.Doc.Path]:
		m.advise(p.Doc, before.At, "historique-contredit", "ajoutez « statut: "+before.Statut.S+" »",
			"il n'y a pas de statut, mais l'historique finit par « %s » le %s", before.Statut.S, before.Date.French())
	}
}

// deadlines wants the échéance of a projet, and of each of its jalons, to be the one that
// its historique set last.
func (m model) deadlines(p *roadmap.Projet) {
	last := map[string]*roadmap.Evenement{} // by the title of the jalon, "" for the projet's own
	for _, e := range slices.Backward(p.Events()) {
		if !e.Echeance.IsZero() {
			last[e.Jalon.S] = &e
		}
	}
	want := func(e *roadmap.Evenement, now roadmap.Periode, at content.At) {
		switch {
		case e == nil || e.Echeance.S == now.S:
		case now.Written():
			m.advise(p.Doc, now.At, "historique-contredit", "écrivez « echeance: "+e.Echeance.S+" », ou complétez l'historique",
				"l'échéance est « %s », mais la dernière de l'historique, fixée le %s, est « %s »", now.S, e.Date.French(), e.Echeance.S)
			m.problems.Guess(now.S, e.Echeance.S)
		default:
			m.advise(p.Doc, at, "historique-contredit", "ajoutez « echeance: "+e.Echeance.S+" »",
				"il n'y a pas d'échéance, mais l'historique en a fixé une le %s", e.Date.French())
		}
	}
	if e := last[""]; e != nil {
		want(e, p.Echeance, e.At)
	}
	for i := range p.Jalons {
		want(last[p.Jalons[i].Titre.S], p.Jalons[i].Echeance, p.Jalons[i].At)
	}
}

func (m model) indicateurs(d *content.Document, list []roadmap.Indicateur) {
	for i := range list {
		ind := &list[i]
		if len(ind.Mesures) == 0 && !m.wrong[d.Path] && ind.Nom.S != "" {
			m.advise(d, ind.At, "indicateur-sans-mesure", "ajoutez « mesures: », avec une date et une valeur", "l'indicateur « %s » n'a aucune mesure", ind.Nom.S)
		}
		if ind.Cible.Set && !ind.Echeance.Written() && ind.Reserve.S == "" && !m.wrong[d.Path] {
			m.advise(d, ind.Cible.At, "cible-sans-echeance", "ajoutez « echeance: », par exemple « echeance: 2022 »", "la cible de « %s » n'a pas d'échéance", ind.Nom.S)
		}
		measures := ind.Measures()
		for k := range measures[:max(len(measures), 1)-1] {
			if a, b := measures[k], measures[k+1]; b.Valeur.V < a.Valeur.V {
				m.advise(d, b.At, "indicateur-recul", "vérifiez la valeur ; si elle est juste, dites pourquoi elle baisse dans le texte",
					"« %s » baisse : %s, après %s le %s", ind.Nom.S, french.Number(b.Valeur.V), french.Number(a.Valeur.V), a.Date.French())
			}
		}
	}
}

// factsOf reports whether a projet states what somebody could want to verify, and
// where the first such statement stands.
func factsOf(p *roadmap.Projet) (content.At, bool) {
	switch {
	case len(p.Indicateurs) > 0:
		return p.Indicateurs[0].At, true
	case len(p.Jalons) > 0:
		return p.Jalons[0].At, true
	case len(p.Historique) > 0:
		return p.Historique[0].At, true
	case p.Statut.Rank() != roadmap.NonCommunique:
		return p.Statut.At, true
	}
	return content.At{}, false
}

// sourced wants a source for the facts of a page, of which the first stands at a
// place: for all that it says, or for each of its jalons and indicateurs.
func (m model) sourced(f roadmap.Item, at content.At, jalons []roadmap.Jalon, indicateurs []roadmap.Indicateur) {
	each := len(jalons)+len(indicateurs) > 0 &&
		!slices.ContainsFunc(jalons, func(j roadmap.Jalon) bool { return len(j.Sources) == 0 }) &&
		!slices.ContainsFunc(indicateurs, func(i roadmap.Indicateur) bool { return len(i.Sources) == 0 })
	if !each && len(f.Meta.Sources) == 0 && !m.wrong[f.Doc.Path] {
		m.advise(f.Doc, at, "fait-sans-source", "ajoutez « sources: », avec le titre et la date du document", "cette page énonce des faits sans dire d'où ils viennent")
	}
}

// bodies wants each body that leads or takes part to be called in one way: by a name that
// site.yaml gives it, else by its whole name.
func (m model) bodies() {
	initials := map[string]string{} // of a name without them → the name
	for _, b := range m.Pilotes {
		if b.Sigle == "" {
			initials[strings.ToUpper(shortened(b.Nom))] = b.Nom
		}
	}
	see := func(d *content.Document, names []content.Text) {
		for _, t := range names {
			b := m.Pilote(t.S)
			if b == nil {
				continue
			}
			known := b.Names()
			same := slices.IndexFunc(known, func(name string) bool { return content.Fold(name) == content.Fold(t.S) })
			name := known[max(same, 0)]
			switch long := initials[t.S]; {
			case !slices.Contains(known, t.S):
				hint := "écrivez « " + name + " »"
				if b.Declared == nil {
					hint += ", ou donnez ses noms dans « organismes: » de " + content.SitePath
				}
				m.advise(d, t.At, "organisme-deux-noms", hint, "« %s » et « %s » nomment le même organisme", t.S, name)
				if m.problems.Guess(t.S, name); same >= 0 && b.Declared != nil {
					m.problems.Fix(t.S, name)
				}
			case long != "" && long != t.S:
				m.advise(d, t.At, "organisme-deux-noms", "écrivez partout « "+long+" ("+t.S+") », ou donnez ses noms dans « organismes: » de "+content.SitePath,
					"« %s » semble le sigle de « %s »", t.S, long)
			}
		}
	}
	for _, x := range m.Missions {
		see(x.Doc, x.Pilotes)
		see(x.Doc, x.Partenaires)
	}
	for _, x := range m.Projets {
		see(x.Doc, x.Pilotes)
		see(x.Doc, x.Partenaires)
	}
}

// small are the words of a name of which its initials hold nothing.
var small = regexp.MustCompile(`(?i)^(?:de|du|des|la|le|les|et|à|aux?|en|pour|sur|d|l)$`)

// shortened are the first letters of the words of a name: « DGA » of « Direction générale
// de l'aviation ».
func shortened(name string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(content.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !small.MatchString(word) {
			b.WriteString(word[:1])
		}
	}
	return b.String()
}

// A coded item is one that has a short name, or had it before.
type coded struct {
	code roadmap.Code
	doc  *content.Document
}

// codesOf lists those of each level, former ones included.
func codesOf(r *roadmap.Roadmap) (familles, missions, projets []coded) {
	add := func(level []coded, doc *content.Document, now roadmap.Code, former []roadmap.Code) []coded {
		for _, c := range append([]roadmap.Code{now}, former...) {
			level = append(level, coded{c, doc})
		}
		return level
	}
	for _, x := range r.Familles {
		familles = add(familles, x.Doc, x.Code, nil)
	}
	for _, x := range r.Missions {
		missions = add(missions, x.Doc, x.Code, x.AnciensCodes)
	}
	for _, x := range r.Projets {
		projets = add(projets, x.Doc, x.Code, x.AnciensCodes)
	}
	return familles, missions, projets
}

// codes wants each short name once among those of a level.
func (m model) codes() {
	familles, missions, projets := codesOf(m.Roadmap)
	for _, level := range [][]coded{familles, missions, projets} {
		slices.SortStableFunc(level, func(a, b coded) int { return strings.Compare(a.doc.Path, b.doc.Path) })
		first := map[string]*content.Document{}
		for _, c := range level {
			switch other := first[c.code.S]; {
			case c.code.S == "":
			case other != nil:
				m.advise(c.doc, c.code.At, "code-en-double", "donnez à chacun le sien, tel qu'il est publié", "le code « %s » est aussi celui de %s", c.code.S, other.Path)
			default:
				first[c.code.S] = c.doc
			}
		}
	}
}
