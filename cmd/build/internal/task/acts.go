package task

import (
	"slices"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// Statut gives a projet another status, from a day on, today if it is "", and notes it in
// its historique with what there is to say of it, which may be "".
func (f *Folder) Statut(name, statut, since, note string) (*Plan, error) {
	p, err := f.projet(name)
	if err != nil {
		return nil, err
	}
	var s roadmap.Statut
	statut, err = read(&s, statut)
	if err != nil {
		return nil, err
	}
	day, err := f.day(since)
	if err != nil {
		return nil, err
	}
	word := s.Row().After(f.Mots.Projet.Nom, 1)
	if p.Statut.Key() == statut && p.Statut.S != "" {
		return nil, impossible("« %s » est déjà dit %s", p.Titre(), word)
	}
	for _, e := range p.Historique {
		if e.Statut.S != "" && e.Date.Compare(day) > 0 {
			return nil, impossible("l'historique de « %s » dit déjà un statut plus récent, le %s : donnez un jour qui vient après, ou corrigez-le à la main", p.Titre(), e.Date.French())
		}
	}
	d, err := f.draft(p.Doc)
	if err != nil {
		return nil, err
	}
	err = first(
		func() error { return d.Set(statut, "statut") },
		func() error { return d.record(p, event{day: day, statut: statut, note: note}) },
		func() error { return f.updated(d, p.Meta) })
	if err != nil {
		return nil, err
	}
	return f.plan("« "+p.Titre()+" » est "+word+" depuis le "+day.French()+".", d)
}

// Echeance gives a projet, or one of its jalons (« portail#2 », « portail#Ouverture à
// tous »), another échéance. The one that it had stays in the historique, and so does
// why it moved.
func (f *Folder) Echeance(name, periode, note string) (*Plan, error) {
	name, milestone, ofJalon := strings.Cut(name, "#")
	p, err := f.projet(name)
	if err != nil {
		return nil, err
	}
	var due roadmap.Periode
	if periode, err = read(&due, periode); err != nil {
		return nil, err
	}
	if strings.TrimSpace(note) == "" {
		return nil, impossible("dites pourquoi l'échéance change, avec --note : la page le dira à ceux qui la lisent")
	}
	d, err := f.draft(p.Doc)
	if err != nil {
		return nil, err
	}
	place, title, said := []any{"echeance"}, "", p.Titre()
	var j *roadmap.Jalon
	if ofJalon {
		i, err := jalon(p, milestone)
		if err != nil {
			return nil, err
		}
		j = &p.Jalons[i]
		place, title = []any{"jalons", i, "echeance"}, j.Titre.S
		said += " : " + title
	}
	before := p.Deadlines(j, nil)
	if n := len(before); n > 0 && before[n-1].Echeance.S == due.S {
		return nil, impossible("« %s » a déjà cette échéance : %s", said, due)
	}
	steps := []func() error{
		func() error { return d.Set(periode, place...) },
		func() error { return d.record(p, event{day: f.Today, echeance: periode, jalon: title, note: note}) },
		func() error { return f.updated(d, p.Meta) },
	}
	if n := len(before); n > 0 && before[n-1].Since.IsZero() { // no entry says it yet
		old := before[n-1].Echeance.S
		steps = slices.Insert(steps, 0, func() error { return f.keep(d, p, old, title) })
	}
	if err := first(steps...); err != nil {
		return nil, err
	}
	done := "« " + said + " » : " + due.String()
	if n := len(before); n > 0 {
		done += ", et non plus " + before[n-1].Echeance.String()
	}
	return f.plan(done+".", d)
}

// keep notes the échéance that no entry of the historique gives, on the day of the
// last edition that it stood in.
func (f *Folder) keep(d *draft, p *roadmap.Projet, old, jalon string) error {
	day := p.Meta.Publie
	for _, e := range f.Editions {
		if e.Date.Compare(f.Today) < 0 && e.Date.Compare(day) > 0 {
			day = e.Date
		}
	}
	if day.IsZero() || day.Compare(f.Today) >= 0 {
		return impossible("« %s » a une échéance dont rien ne dit de quand elle est : ajoutez « publie: » à sa page, ou changez-la à la main", p.Titre())
	}
	if err := d.record(p, event{day: day, echeance: old, jalon: jalon}); err != nil {
		return err
	}
	return f.reread(d, p)
}

// reread makes a projet hold what its draft says, so that what follows counts on it.
func (f *Folder) reread(d *draft, p *roadmap.Projet) error {
	r, _, err := load(edit.Over(f.fsys, []edit.Change{{File: d.file, Before: d.before, After: []byte(d.String())}}))
	if err != nil {
		return err
	}
	for _, now := range r.Projets {
		if now.Doc.Path == p.Doc.Path {
			p.Historique = now.Historique
		}
	}
	return nil
}

// Atteint says that a jalon (« portail#2 ») was reached on a day, today if it is "".
func (f *Folder) Atteint(name, on string) (*Plan, error) {
	name, milestone, ofJalon := strings.Cut(name, "#")
	p, err := f.projet(name)
	if err != nil {
		return nil, err
	}
	if !ofJalon && len(p.Jalons) > 0 {
		return nil, impossible("dites quel jalon de « %s », derrière « # » : il y a %s", p.Titre(), jalonsOf(p))
	}
	i, err := jalon(p, milestone)
	if err != nil {
		return nil, err
	}
	day, err := f.day(on)
	if err != nil {
		return nil, err
	}
	j := &p.Jalons[i]
	if j.Atteint.V && !j.AtteintLe.IsZero() {
		return nil, impossible("le jalon « %s » est déjà atteint, le %s", j.Titre.S, j.AtteintLe.French())
	}
	d, err := f.draft(p.Doc)
	if err != nil {
		return nil, err
	}
	steps := []func() error{
		func() error { return d.Set(day.ISO(), "jalons", i, "atteint_le") },
		func() error { return d.record(p, event{day: day, jalon: j.Titre.S, note: "Jalon atteint."}) },
		func() error { return f.updated(d, p.Meta) },
	}
	if j.Atteint.Set && !j.Atteint.V {
		steps = slices.Insert(steps, 0, func() error { return d.Set("true", "jalons", i, "atteint") })
	}
	if err := first(steps...); err != nil {
		return nil, err
	}
	return f.plan("« "+p.Titre()+" : "+j.Titre.S+" » est atteint, le "+day.French()+".", d)
}

// Mesure adds a measure to an indicateur of a page, of a day, today if it is "". source is
// the title of the document that it comes from, "" for none.
func (f *Folder) Mesure(page, indicateur, valeur, on, source string) (*Plan, error) {
	doc, list, err := f.measured(page)
	if err != nil {
		return nil, err
	}
	i, err := indicateurOf(titleOf(doc), list, indicateur)
	if err != nil {
		return nil, err
	}
	var n content.Number
	if valeur, err = read(&n, valeur); err != nil {
		return nil, err
	}
	day, err := f.day(on)
	if err != nil {
		return nil, err
	}
	d, err := f.draft(doc)
	if err != nil {
		return nil, err
	}
	ind := &list[i]
	at := len(ind.Mesures)
	for _, m := range ind.Mesures {
		if m.Date.Compare(day) == 0 {
			return nil, impossible("« %s » a déjà une mesure le %s : %s", ind.Nom.S, day.French(), french.Number(m.Valeur.V))
		}
	}
	if at > 1 && ind.Mesures[0].Date.Compare(ind.Mesures[at-1].Date) > 0 {
		at = 0
	}
	steps := []func() error{
		func() error {
			return d.Add(at, edit.Entry{{"date", day.ISO()}, {"valeur", valeur}}, "indicateurs", i, "mesures")
		},
		func() error { return f.updated(d, roadmap.CommonOf(doc.Matter)) },
	}
	if known := func(s roadmap.Source) bool { return s.Titre.S == source }; source != "" && !slices.ContainsFunc(ind.Sources, known) {
		steps = append(steps, func() error {
			return d.Add(len(ind.Sources), edit.Entry{{"titre", source}}, "indicateurs", i, "sources")
		})
	}
	if err := first(steps...); err != nil {
		return nil, err
	}
	return f.plan("« "+ind.Nom.S+" » : "+french.With(french.Number(n.V), ind.Unite.S)+" le "+day.French()+".", d)
}

// measured finds the page whose indicateurs somebody names.
func (f *Folder) measured(name string) (d *content.Document, list []roadmap.Indicateur, err error) {
	if d, err = f.document(name, content.Projet, content.Mission, content.Libre); err == nil {
		content.Each(d.Matter, func(i roadmap.Indicateur) { list = append(list, i) })
	}
	return d, list, err
}

func indicateurOf(page string, list []roadmap.Indicateur, name string) (int, error) {
	var names []string
	for i := range list {
		if content.Fold(list[i].Nom.S) == content.Fold(name) || content.Slug(list[i].Nom.S) == name {
			return i, nil
		}
		names = append(names, "« "+list[i].Nom.S+" »")
	}
	if len(names) == 0 {
		return 0, impossible("« %s » n'a pas d'indicateur", page)
	}
	return 0, impossible("« %s » n'a pas d'indicateur « %s » : il y a %s", page, name, french.And(names))
}

// day is the day that somebody typed, today for "".
func (f *Folder) day(text string) (content.Date, error) {
	if text == "" {
		return f.Today, nil
	}
	var d content.Date
	if _, err := read(&d, text); err != nil {
		return d, err
	}
	if d.Compare(f.Today) > 0 {
		return d, impossible("le %s est à venir : ce qui n'a pas encore eu lieu ne s'écrit pas", d.French())
	}
	return d, nil
}

// first does one thing after the other, until one fails.
func first(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
