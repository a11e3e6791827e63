package task

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/edit"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// An Archive is the zip of an edition that is kept, to be listed in site.yaml.
type Archive struct {
	Edition string // its id
	URL     string
	Size    int64
	SHA512  string
}

func (a Archive) entry() edit.Entry {
	return edit.Entry{{"edition", a.Edition}, {"url", a.URL}, {"taille", strconv.FormatInt(a.Size, 10)}, {"sha512", a.SHA512}}
}

// Lines are what site.yaml is to say of the archive.
func (a Archive) Lines() string {
	lines, before := "archives:\n", "  - "
	for _, p := range a.entry() {
		lines += before + p[0] + ": " + content.InYAML(p[1], false) + "\n"
		before = "    "
	}
	return lines
}

// Listed reports whether site.yaml has the archive.
func (f *Folder) Listed(a Archive) bool {
	return slices.ContainsFunc(f.Site.Archives, func(x roadmap.Archive) bool { return x.Edition.S == a.Edition && x.SHA512.S == a.SHA512 })
}

// Inscrire lists an archive in site.yaml.
func (f *Folder) Inscrire(a Archive) (*Plan, error) {
	site, err := f.site()
	if err != nil {
		return nil, err
	}
	if err := f.list(site, a); err != nil {
		return nil, err
	}
	return f.plan("L'archive de l'édition « "+a.Edition+" » est inscrite dans "+content.SitePath+".", site)
}

// list writes an archive into site.yaml, in the place of the one that its edition had.
func (f *Folder) list(site *draft, a Archive) error {
	i := slices.IndexFunc(f.Site.Archives, func(x roadmap.Archive) bool { return x.Edition.S == a.Edition })
	if i < 0 {
		return site.Add(len(f.Site.Archives), a.entry(), "archives")
	}
	for _, p := range a.entry() {
		if err := site.Set(p[1], "archives", i, p[0]); err != nil {
			return err
		}
	}
	return nil
}

// site is site.yaml, to be changed.
func (f *Folder) site() (*draft, error) { return f.draftOf(content.SitePath, f.Site) }

// Ouvrir opens a new edition, of today: site.yaml has it, an actualité tells what changed,
// and what else there is to do is noted. Asked for the one that is open, it does again what
// follows from the pages: what fell due, and what changed as long as the actualité is a
// draft. archive is that of the edition before, to be listed; nil for none.
func (f *Folder) Ouvrir(id, titre string, archive *Archive) (*Plan, error) {
	if f.Current == nil {
		return nil, impossible("%s n'a pas d'édition : ajoutez-y la première sous « editions: »", content.SitePath)
	}
	site, err := f.site()
	if err != nil {
		return nil, err
	}
	p, before := new(Plan), f.Current
	if before.ID.S == id {
		i := slices.Index(f.Editions, before)
		if i == 0 {
			return nil, impossible("l'édition « %s » est la première : rien ne la précède", id)
		}
		before = f.Editions[i-1]
		p.Done = "L'édition « " + id + " » est en cours."
	} else {
		if err := f.open(site, id, titre); err != nil {
			return nil, err
		}
		if err := f.pin(p, before, titre); err != nil {
			return nil, err
		}
		p.Done = "L'édition « " + id + " » est ouverte, au " + f.Today.French() + "."
	}
	if archive != nil {
		if err := f.list(site, *archive); err != nil {
			return nil, err
		}
	}
	p.write(site.file, site.before, site.String())
	now, _, err := load(edit.Over(f.fsys, p.Changes))
	if err != nil {
		return nil, err
	}
	draft, err := f.tell(p, now, before)
	if err != nil {
		return nil, err
	}
	p.Notes = append(append(p.Notes, fallen(now, before)...), remaining(p, now, draft))
	return p, f.try(p, f.Publish)
}

// open adds an edition to site.yaml, which publishes it from then on.
func (f *Folder) open(site *draft, id, titre string) error {
	last := f.Editions[len(f.Editions)-1]
	switch {
	case slices.ContainsFunc(f.Editions, func(e *roadmap.Edition) bool { return e.ID.S == id }):
		return impossible("l'édition « %s » existe déjà, et l'édition en cours est « %s »", id, f.Current.ID.S)
	case last != f.Current:
		return impossible("l'édition « %s » vient après celle en cours, « %s » : choisissez d'abord avec « edition: » dans %s", last.ID.S, f.Current.ID.S, content.SitePath)
	case strings.TrimSpace(titre) == "":
		return impossible("donnez avec --titre le titre de l'édition, tel qu'il est publié")
	case f.Today.Compare(last.Date) <= 0:
		return impossible("l'édition « %s » est du %s : donnez avec --date un jour qui vient après", last.ID.S, last.Date.French())
	}
	entry := edit.Entry{{"id", id}, {"titre", titre}, {"date", f.Today.ISO()}}
	if last.Documentation.Partial() {
		entry = append(entry, [2]string{"documentation", last.Documentation.S})
	}
	if err := site.Add(len(f.Site.Editions), entry, "editions"); err != nil {
		return err
	}
	if f.Site.EditionID.S == "" {
		return nil
	}
	return site.Set(id, "edition")
}

// announced matches a figure that the current edition announces, whichever that is.
var announced = regexp.MustCompile(`(^|[^\\])(\{\{\s*annonce\s+[^\s{}=]+)\s*\}\}`)

// pin has texts go on giving the figures of the edition that they were written in, and a
// home page whose title was that of the edition take the new one.
func (f *Folder) pin(p *Plan, last *roadmap.Edition, titre string) error {
	id := last.ID.S
	var files []string
	for _, d := range f.Tree.Documents {
		before, err := f.text(d.Path)
		if err != nil {
			return err
		}
		after := pinned(string(before), id)
		if after != string(before) {
			files = append(files, "\n  "+d.Path)
		}
		if d.Kind == content.Accueil && titleOf(d) == last.Titre.S {
			home, err := edit.Read(d.Path, after, d.Matter)
			if err == nil {
				err = home.Set(titre, "titre")
			}
			if err != nil {
				return err
			}
			after = home.String()
		}
		p.write(d.Path, before, after)
	}
	if len(files) > 0 {
		p.Notes = append(p.Notes, "Ces pages citent ce qu'annonçait l'édition « "+id+" », et s'y tiennent (« edition="+id+" ») :"+strings.Join(files, ""))
	}
	return nil
}

// pinned is a text whose announced figures are those of an edition, but in code.
func pinned(text, id string) string {
	var b strings.Builder
	at := 0
	for _, shown := range append(code.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		b.WriteString(announced.ReplaceAllString(text[at:shown[0]], "${1}${2} edition="+id+"}}"))
		b.WriteString(text[shown[0]:shown[1]])
		at = shown[1]
	}
	return b.String()
}

// mark begins what is made again in the actualité of an edition.
func mark(id string) string {
	return "<!-- Écrivez au-dessus de cette ligne : « build edition " + id + " » refait ce qui suit, tant que la page est un brouillon. -->"
}

// tell writes what changed since an edition into an actualité, and gives its file as long
// as it is a draft.
func (f *Folder) tell(p *Plan, now *roadmap.Roadmap, before *roadmap.Edition) (string, error) {
	e := now.Current
	file := content.Root + "/actualites/" + e.Date.ISO() + "-edition-" + content.Slug(e.ID.S) + ".md"
	head := "---\ntitre: " + content.InYAML("Nouvelle édition : "+e.Titre.S, false) + "\nresume: Ce qui change avec l'édition du " + e.Date.French() + ".\nbrouillon: true\n---\n\n"
	text, err := f.text(file)
	if err == nil {
		above, _, ours := strings.Cut(string(text), mark(e.ID.S))
		d, known := f.Tree.Find(file)
		if !ours || !known || !roadmap.CommonOf(f.Tree.Documents[d].Matter).Brouillon.V {
			return "", nil // it is its editor's by now
		}
		head = above
	}
	changed, err := f.changed(p, before)
	if err != nil {
		return "", err
	}
	p.write(file, text, head+mark(e.ID.S)+"\n\n"+changed)
	return file, nil
}

// changed is what changed since an edition, as Markdown: nothing when its data is not kept.
func (f *Folder) changed(p *Plan, before *roadmap.Edition) (string, error) {
	if !f.Keeps(before) {
		return "", nil
	}
	old, err := f.kept(content.Root + "/" + before.DataFile())
	if err != nil {
		return "", err
	}
	next, err := f.Data(edit.Over(f.fsys, p.Changes))
	if err != nil {
		return "", err
	}
	return string(data.Compare(old, next).Markdown(f.Tree.Sources())), nil
}

// fallen notes what fell due since an edition and is not said to be done, with the commands
// to type.
func fallen(now *roadmap.Roadmap, before *roadmap.Edition) []string {
	e := now.Current
	var due []string
	tick := func(state roadmap.State, at roadmap.Periode, name, title, command string) {
		open := state.Late() || state.Cle == roadmap.StateInconnu
		if open && at.Last.Compare(before.Date) > 0 && at.Last.Compare(e.Date) <= 0 {
			due = append(due, fmt.Sprintf("  %s, %s\n    %s   ou   build echeance %s PÉRIODE --note '…'", title, at, command, name))
		}
	}
	for _, x := range now.Projets {
		tick(now.State(x, nil), x.Echeance, x.Slug(), x.Titre(), "build statut "+x.Slug()+" "+roadmap.Statuts[roadmap.Acheve].Cle)
		for i := range x.Jalons {
			j, name := &x.Jalons[i], fmt.Sprintf("'%s#%d'", x.Slug(), i+1)
			tick(now.State(x, j), j.Echeance, name, x.Titre()+" : "+j.Titre.S, "build atteint "+name)
		}
	}
	if len(due) == 0 {
		return nil
	}
	return []string{"Arrivé à échéance depuis le " + before.Date.French() + ", à cocher :\n" + strings.Join(due, "\n")}
}

// remaining says what is left to do once an edition is open. draft is the file of its
// actualité, "" once that is published.
func remaining(p *Plan, now *roadmap.Roadmap, draft string) string {
	e, left := now.Current, "Reste à faire :"
	line := func(file, what string) { left += "\n  " + file + " : " + what }
	if !slices.ContainsFunc(roadmap.AnnoncesOf(e), func(a *roadmap.AnnonceRow) bool { return a.In(e).Set }) {
		line(content.SitePath, "les chiffres que le texte de l'édition annonce, s'il en donne (« annonce: »), et son état (« etat: »)")
	}
	changed := func(file string) bool {
		return slices.ContainsFunc(p.Changes, func(c edit.Change) bool { return c.File == file })
	}
	if home := now.Accueil; home != nil && (cmp.Or(home.Meta.MisAJour, home.Meta.Publie).Compare(e.Date) < 0 || changed(home.Doc.Path)) {
		line(home.Doc.Path, "relisez-la, puis écrivez « mis_a_jour: "+e.Date.ISO()+" »")
	}
	if draft != "" {
		line("build edition "+e.ID.S, "refait la liste de ce qui a changé, une fois tout coché")
		line(draft, "relisez-la, puis retirez « brouillon: true »")
	}
	line("build", "publie l'édition")
	return left
}
