// Package task is what people do with a roadmap over its years: a status changes, a
// deadline moves, a milestone is reached, a measure comes. Each is one function of a
// Folder, which the command line and the preview both call; it gives the changes of
// files that a careful editor would have typed, and writes nothing.
//
// What cannot be done is an error in French, which says what to type instead. A plan is
// tried before it is given: the content with it has no error that it had not before.
package task

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// A Folder is a roadmap as it was read, and the day on which something is done.
type Folder struct {
	fsys  fs.FS // content/
	Today content.Date
	*roadmap.Roadmap

	// Publish finds all that is wrong with a content folder once its pages are made, for
	// tasks that change texts.
	Publish func(fsys fs.FS) ([]diag.Problem, error)

	// Data gives the data of a content folder.
	Data func(fsys fs.FS) (*data.Feuille, error)

	// Public gives the data of the site that was written last, nil for none.
	Public func() (*data.Feuille, error)
}

// Open reads a content folder. Its mistakes do not stop a task, but those of the pages
// that it changes.
func Open(fsys fs.FS, today content.Date) (*Folder, error) {
	r, _, err := load(fsys)
	if err != nil {
		return nil, err
	}
	return &Folder{fsys: fsys, Today: today, Roadmap: r}, nil
}

// load reads a content folder, and finds what is wrong with its front matter.
func load(fsys fs.FS) (*roadmap.Roadmap, []diag.Problem, error) {
	problems := new(diag.List)
	tree, err := content.Load(fsys, roadmap.Types(), problems)
	if err != nil {
		return nil, nil, err
	}
	r := roadmap.New(roadmap.Input{Tree: tree, Brouillons: true}, problems)
	return r, problems.Sorted(), nil
}

// A Plan is what a task changes, and what it says of that.
type Plan struct {
	Changes []edit.Change
	Done    string   // what is done, in French, as a sentence
	Notes   []string // what else whoever did it is to know
}

// write makes a file say something, nil before when it is not there yet.
func (p *Plan) write(file string, before []byte, text string) {
	if string(before) != text {
		p.Changes = append(p.Changes, edit.Change{File: file, Before: before, After: []byte(text)})
	}
}

// An Impossible is why a task is not done, in French, for whoever asked for it.
type Impossible struct{ Why string }

func (i Impossible) Error() string { return i.Why }

func impossible(format string, args ...any) error { return Impossible{fmt.Sprintf(format, args...)} }

// A draft is a page that is being changed.
type draft struct {
	*edit.Text
	file   string
	before []byte
}

func (f *Folder) draft(d *content.Document) (*draft, error) { return f.draftOf(d.Path, d.Matter) }

func (f *Folder) draftOf(file string, matter any) (*draft, error) {
	data, err := f.text(file)
	if err != nil {
		return nil, err
	}
	text, err := edit.Read(file, string(data), matter)
	if err != nil {
		return nil, err
	}
	return &draft{text, file, data}, nil
}

// text is what a file holds, whose path is from the source folder.
func (f *Folder) text(file string) ([]byte, error) {
	data, err := fs.ReadFile(f.fsys, strings.TrimPrefix(file, content.Root+"/"))
	if err != nil {
		return nil, diag.Failure("lire "+file, err)
	}
	return data, nil
}

// kept is the data of a file of content/editions/.
func (f *Folder) kept(file string) (*data.Feuille, error) {
	text, err := f.text(file)
	if err != nil {
		return nil, err
	}
	old, err := data.Decode(text)
	if err != nil {
		return nil, impossible("%s : %v", file, err)
	}
	return old, nil
}

// each goes through a file, or all those of a folder.
func (f *Folder) each(name string, do func(file string, data []byte)) error {
	return fs.WalkDir(f.fsys, strings.TrimPrefix(name, content.Root+"/"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		file := content.Root + "/" + name
		data, err := f.text(file)
		if err == nil {
			do(file, data)
		}
		return err
	})
}

// plan gives what drafts have become, once it is known that they bring no error.
func (f *Folder) plan(done string, drafts ...*draft) (*Plan, error) {
	p := &Plan{Done: done}
	for _, d := range drafts {
		p.write(d.file, d.before, d.String())
	}
	return p, f.try(p, wrongKeys)
}

// try refuses a plan that would bring an error: wrong finds those of a content folder.
func (f *Folder) try(p *Plan, wrong func(fsys fs.FS) ([]diag.Problem, error)) error {
	broken, err := f.breaks(p.Changes, wrong)
	for _, x := range broken {
		return impossible("cela ne peut pas se faire ainsi : %s : %s (%s)", x.Pos, x.Message, x.Hint)
	}
	return err
}

// breaks finds the errors that changes would bring.
func (f *Folder) breaks(changes []edit.Change, wrong func(fsys fs.FS) ([]diag.Problem, error)) ([]diag.Problem, error) {
	isFine := func(x diag.Problem) bool { return x.Severity != diag.Erreur }
	after, err := wrong(edit.Over(f.fsys, changes))
	if after = slices.DeleteFunc(after, isFine); err != nil || len(after) == 0 {
		return nil, err
	}
	before, err := wrong(f.fsys)
	moved := map[string]bool{}
	for _, c := range changes {
		moved[c.File] = c.Before == nil
	}
	return slices.DeleteFunc(after, func(x diag.Problem) bool {
		return slices.ContainsFunc(before, func(y diag.Problem) bool {
			return x.Code == y.Code && x.Message == y.Message && (x.Pos.File == y.Pos.File || moved[x.Pos.File])
		})
	}), err
}

// wrongKeys finds what is wrong with front matter.
func wrongKeys(fsys fs.FS) ([]diag.Problem, error) {
	_, problems, err := load(fsys)
	return problems, err
}

// titleOf is what a page is called.
func titleOf(d *content.Document) string { return roadmap.CommonOf(d.Matter).Titre.S }

// read puts what somebody typed into a value, as it is or as it is understood: who reads
// what was done sees it.
func read(v content.Scalar, text string) (string, error) {
	no := content.Read(v, text)
	if no == nil {
		return text, nil
	}
	sure := no.Sure
	switch v.(type) {
	case *roadmap.Periode, *content.Date:
		sure = true
	case *content.Number:
		sure = !strings.ContainsFunc(text, unicode.IsLetter)
	case *roadmap.Statut:
		sure = roadmap.StatutMeant(text) == no.Write
	}
	if no.Write != "" && sure && content.Read(v, no.Write) == nil {
		return no.Write, nil
	}
	wrong := no.Wrong
	if awaits := v.Form().Awaits; awaits != "" {
		wrong = "on attend " + awaits + ", pas « " + text + " »"
	}
	return "", impossible("%s : %s", wrong, no.Remedy(""))
}

// document finds the page that somebody names, of some kinds or of any: by the name of its
// file, alone or with its path, by its code or by its title.
func (f *Folder) document(name string, kinds ...content.Kind) (*content.Document, error) {
	what := "aucune page"
	if len(kinds) == 1 {
		what = f.Mots.Of(kinds[0]).One("aucun")
	}
	asked := strings.TrimPrefix(path.Clean(name), content.Root+"/")
	asked = strings.TrimSuffix(strings.TrimSuffix(asked, "/index.md"), ".md")
	var found []*content.Document
	var names []string
	for _, d := range f.Tree.Documents {
		if len(kinds) > 0 && !slices.Contains(kinds, d.Kind) {
			continue
		}
		own := path.Join(d.Kind.Folder(), d.Slug)
		if own == asked || d.Slug == asked || d.Kind == content.Accueil && asked == "index" ||
			strings.EqualFold(codeOf(d), name) || content.Fold(titleOf(d)) == content.Fold(strings.TrimSpace(name)) {
			found = append(found, d)
		}
		names = append(names, d.Slug)
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		if len(kinds) == 1 {
			if other, err := f.document(name); err == nil {
				return nil, impossible("« %s » est %s : donnez %s", titleOf(other), cmp.Or(f.Mots.Of(other.Kind).Nom, other.Kind.Nom()).One("un"), f.Mots.Of(kinds[0]).One("un"))
			}
		}
		if near := diag.Nearest(content.Fold(path.Base(asked)), names); near != "" {
			return nil, impossible("%s ne s'appelle « %s » : vouliez-vous dire « %s » ?", what, name, near)
		}
		return nil, impossible("%s ne s'appelle « %s » : donnez le nom de son fichier sans « .md », son code ou son titre", what, name)
	}
	return nil, impossible("« %s » est le nom de plusieurs pages : écrivez « %s » ou « %s »", name,
		path.Join(found[0].Kind.Folder(), found[0].Slug), path.Join(found[1].Kind.Folder(), found[1].Slug))
}

// projet finds the projet that somebody names.
func (f *Folder) projet(name string) (*roadmap.Projet, error) {
	d, err := f.document(name, content.Projet)
	if err != nil {
		return nil, err
	}
	isIt := func(p *roadmap.Projet) bool { return p.Doc.Path == d.Path }
	if i := slices.IndexFunc(f.Projets, isIt); i >= 0 {
		return f.Projets[i], nil
	}
	if i := slices.IndexFunc(f.Fusionnes, isIt); i >= 0 {
		p := f.Fusionnes[i]
		return nil, impossible("« %s » a fusionné avec « %s » : donnez plutôt son nom, « %s »", p.Titre(), p.Par.Titre(), p.Par.Slug())
	}
	return nil, impossible("%s a le nom d'une autre page : donnez-lui d'abord le sien", d.Path)
}

// codeOf is the short name of a page, "-" for none, which nobody asks for.
func codeOf(d *content.Document) string {
	code := ""
	content.Each(d.Matter, func(c roadmap.Code) { code = cmp.Or(code, c.S) })
	return cmp.Or(code, "-")
}

// jalon finds the milestone that somebody names behind « # »: by its rank, from 1, or by
// its title.
func jalon(p *roadmap.Projet, name string) (int, error) {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(p.Jalons) {
		return n - 1, nil
	}
	for i := range p.Jalons {
		title := p.Jalons[i].Titre.S
		if content.Fold(title) == content.Fold(name) || content.Slug(title) == name {
			return i, nil
		}
	}
	if len(p.Jalons) == 0 {
		return 0, impossible("« %s » n'a pas de jalon", p.Titre())
	}
	return 0, impossible("« %s » n'a pas de jalon « %s » : il y a %s", p.Titre(), name, jalonsOf(p))
}

// jalonsOf lists the milestones of a projet, as one names them: « #1 Ouverture ».
func jalonsOf(p *roadmap.Projet) string {
	var titles []string
	for i := range p.Jalons {
		titles = append(titles, fmt.Sprintf("#%d %s", i+1, p.Jalons[i].Titre.S))
	}
	return french.And(titles)
}

// An event is what an entry of the historique is to say.
type event struct {
	day      content.Date
	statut   string
	echeance string
	jalon    string
	note     string
}

// record writes an event into the historique of a projet: into the entry of that day,
// where there is one, else into a new one, at the end where the latest stand. What the
// entry said of the same thing goes, with its note; a note on another thing is kept.
func (d *draft) record(p *roadmap.Projet, e event) error {
	for i, old := range p.Historique {
		if old.Date.Compare(e.day) != 0 || old.Jalon.S != e.jalon {
			continue
		}
		again := e.statut != "" && old.Statut.S != "" && old.Echeance.IsZero() || e.echeance != "" && !old.Echeance.IsZero() && old.Statut.S == ""
		switch {
		case old.Note.S == "", old.Note.S == e.note:
		case again && e.note == "":
			if err := d.Remove("historique", i, "note"); err != nil {
				return err
			}
		case !again && e.note != "":
			e.note = strings.TrimRight(old.Note.S, ". ") + ". " + e.note
		}
		for _, pair := range e.entry()[1:] {
			if err := d.Set(pair[1], "historique", i, pair[0]); err != nil {
				return err
			}
		}
		return nil
	}
	at := len(p.Historique)
	if at > 1 && p.Historique[0].Date.Compare(p.Historique[at-1].Date) > 0 {
		at = 0
	}
	return d.Add(at, e.entry(), "historique")
}

func (e event) entry() edit.Entry {
	all := edit.Entry{{"date", e.day.ISO()}, {"statut", e.statut}, {"jalon", e.jalon}, {"echeance", e.echeance}, {"note", e.note}}
	return slices.DeleteFunc(all, func(p [2]string) bool { return p[1] == "" })
}

// updated says that the page has changed for its readers.
func (f *Folder) updated(d *draft, meta *roadmap.Common) error {
	if meta.MisAJour.Compare(f.Today) >= 0 || meta.Publie.Compare(f.Today) > 0 {
		return nil
	}
	return d.Set(f.Today.ISO(), "mis_a_jour")
}
