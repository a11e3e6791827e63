// Package archive keeps an edition for decades, and proves later that nothing
// moved. It writes three things, each complete by itself:
//
//   - a folder, the site that opens by a double click, without a server;
//   - a zip, which is a bag (BagIt 1.0, RFC 8493) around that site, its WACZ, its
//     data, its sources and how to read all of it;
//   - a WACZ (1.1.1), the public addresses as web archives keep them.
//
// The same sources give the same bytes: no clock, no environment, nothing of the
// machine gets in. Everything is stored, nothing deflated, so that the result
// depends on no compressor. What is written streams: memory grows with the
// model, never with the output.
//
// verify.go reads them back. There, every byte may come from a stranger.
package archive

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aead.dev/minisign"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/data"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/roadmap"
	"feuille-de-route.example/cmd/build/internal/site"
)

// currentFormat is the version of what this package writes. Readers know it and all
// that came before.
const currentFormat = 3

// Options say what to write, and where.
type Options struct {
	Dir                string // made when it does not exist
	Frozen             string // folder for the frozen data of editions; "" writes none
	Dossier, Zip, WACZ bool
	Past               bool   // the sources are as old as the edition asked for, whatever site.yaml says
	Replace            bool   // other content under the same name may be lost
	Jobs               int    // workers, 0 for one a processor
	Waits              func() // called once when somebody else writes into Dir
	Maker              Maker
	Date               time.Time            // of everything in the archive; zero for the edition's
	Key                *minisign.PrivateKey // signs the zip's tag manifest; nil for no signature
	Ready              func()               // called when a model is in memory, before its pages are made
}

// A Maker is which program writes: the same for the same program anywhere.
type Maker struct {
	Version string `json:"version"`
	Go      string `json:"go"`
}

// A Result says what was done.
type Result struct {
	Name     string   // of the edition's archive: "tech-gouv-2021"
	Edition  string   // its id
	Outputs  []Output // in the order of Options
	Identity string   // SHA-512 of the tag manifest, in hexadecimal; "" without a zip
}

// An Output is a folder or a file that stands in the archives' folder.
type Output struct {
	Path  string
	Files int   // in it
	Size  int64 // in bytes
	Kept  bool  // it was there already, the same
}

// ErrProblems means that the content has errors: nothing was written.
var ErrProblems = errors.New("the content has errors")

// Write makes the archive of an edition. Problems of the content are added to p;
// with an error among them the result is ErrProblems. Any other error is the
// machine's or the command's, a French sentence. Whenever it ends, or is killed,
// what stands under a final name is whole.
func Write(ctx context.Context, in site.Input, o Options, p *diag.List) (Result, error) {
	in.Destination, in.Brouillons = page.Disk, false
	s, problems, err := site.New(ctx, in)
	p.Merge(problems)
	if err != nil {
		return Result{}, err
	}
	if s.Roadmap().Edition == nil || p.Erreurs() > 0 {
		if err := everything(ctx, s, o.Jobs, p); err != nil {
			return Result{}, err
		}
		return Result{}, ErrProblems
	}
	if later := s.Later(); later != nil && !o.Past {
		return Result{}, fmt.Errorf("l'édition « %s » est plus ancienne que l'édition en cours, « %s », et content/ dit ce qu'il en est aujourd'hui : "+
			"pour l'archiver, reprenez les fichiers d'alors, dans data/sources/ de son archive ou dans l'historique du dépôt", in.Edition, later.ID.S)
	}
	m, err := newMaker(s, o)
	if err != nil {
		return Result{}, err
	}
	m.today, m.coming = in.Today, s.Roadmap().AParaitre
	if m.dir, err = output.Resolve(o.Dir); err != nil {
		return Result{}, diag.Failure("trouver "+o.Dir, err)
	}
	if err := os.MkdirAll(m.dir, 0o755); err != nil {
		return Result{}, diag.Failure("créer "+o.Dir, err)
	}
	unlock, err := output.Lock(ctx, filepath.Join(m.dir, m.name), o.Waits) // in the folder: what holds it may be closed
	if err != nil {
		return Result{}, err
	}
	defer unlock()
	m.stage = filepath.Join(m.dir, "."+m.name+".nouveau")
	defer os.RemoveAll(m.stage)
	if err := cmp.Or(os.RemoveAll(m.stage), os.Mkdir(m.stage, 0o755)); err != nil {
		return Result{}, diag.Failure("préparer l'archive dans "+o.Dir, err)
	}
	if err := m.all(ctx, s, in, p); err != nil {
		return Result{}, err
	}
	return m.publish()
}

// everything renders a site that will not be kept, to find all its problems.
func everything(ctx context.Context, s *site.Site, jobs int, p *diag.List) error {
	return stream(ctx, s, jobs, p, 0, nil, func(*piece) error { return nil })
}

// maker makes the archive of one edition in a stage, a folder of its own.
type maker struct {
	Options
	name    string // of the archive and of all that it is made of
	edition *roadmap.Edition
	dir     string // final folder, resolved
	stage   string
	when    time.Time
	today   content.Date            // that the site was made with
	coming  map[string]content.Date // pages that had not appeared
	about   about
	frozen  []byte // the edition's data
	bag     *bag
	outputs []Output // in the stage, not yet in place
	result  Result
}

// about is what describes the archive, for people and machines.
type about struct {
	titre, edition       string // of the site, of the edition
	date                 string // of the edition, in words
	url                  string // of the living site, ends in a slash
	organisme, licence   string
	adresse, telephone   string
	courriel, series     string
	description, id, day string
	dsfr                 string
}

// seriesOf is what the archives of all editions of a roadmap are named after.
func seriesOf(r *roadmap.Roadmap) string {
	series := cmp.Or(content.Slug(r.Site.Titre.S), "feuille-de-route")
	return strings.TrimRight(series[:min(len(series), 40)], "-")
}

// NameOf is the name of the archive of a roadmap's edition.
func NameOf(r *roadmap.Roadmap) string { return seriesOf(r) + "-" + strings.ToLower(r.Edition.ID.S) }

func newMaker(s *site.Site, o Options) (*maker, error) {
	r := s.Roadmap()
	e, series := r.Edition, seriesOf(r)
	m := &maker{Options: o, name: NameOf(r), edition: e, when: o.Date}
	if m.when.IsZero() {
		m.when = e.Date.Time()
	}
	m.result.Name, m.result.Edition = m.name, e.ID.S
	c, org := r.Site.Contact, r.Site.Organisme
	licence, _ := r.Site.Licence.Name()
	m.about = about{titre: r.Site.Titre.S, edition: e.Titre.S, date: e.Date.French(), day: e.Date.ISO(), id: e.ID.S, url: s.Plan.Site.Base + page.Home,
		organisme: cmp.Or(org.Nom.S, r.Site.Titre.S), licence: licence, adresse: c.Adresse.S, telephone: c.Telephone.S, courriel: c.Courriel.S, series: series,
		description: r.Site.Titre.S + ", " + e.Titre.S, dsfr: s.Plan.Site.DSFR}
	m.frozen = data.New(r, s.Plan).Encode()
	return m, nil
}

// all makes what was asked for in the stage.
func (m *maker) all(ctx context.Context, s *site.Site, in site.Input, p *diag.List) error {
	if err := m.guard(); err != nil {
		return err
	}
	if m.Zip {
		var err error
		if m.bag, err = newBag(filepath.Join(m.stage, m.name+".zip"), m.name, m.when); err != nil {
			return diag.Failure("écrire l'archive", err)
		}
		defer m.bag.close()
	}
	if Names(s, p); p.Erreurs() > 0 {
		return ErrProblems
	}
	m.Ready()
	if m.Dossier || m.Zip {
		if err := m.keepSite(ctx, s, p); err != nil {
			return err
		}
	}
	if m.Zip {
		if err := m.keepSources(in, s); err != nil {
			return err
		}
	}
	s = nil // its memory is for the other form of the site
	if m.Zip || m.WACZ {
		in.Destination = page.Web
		public, problems, err := site.New(ctx, in)
		if err != nil {
			return err
		}
		if problems.Erreurs() > 0 {
			p.Merge(problems)
			return ErrProblems
		}
		m.Ready()
		if err := m.keepWeb(ctx, public, p); err != nil {
			return err
		}
	}
	if m.Zip {
		return m.finishBag()
	}
	return nil
}

// kept is the file of the edition's frozen data.
func (m *maker) kept() string { return filepath.Join(m.Frozen, m.edition.ID.S+".json") }

// guard refuses early what would be refused at the end.
func (m *maker) guard() error {
	if m.Frozen == "" || m.Replace {
		return nil
	}
	old, err := os.ReadFile(m.kept())
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return diag.Failure("lire "+m.kept(), err)
	case !sameData(old, m.frozen):
		return fmt.Errorf("content/editions/%s.json garde déjà l'édition « %s », et le contenu a changé depuis : "+
			"gardez l'archive déjà faite, donnez un autre id à la nouvelle édition dans site.yaml, ou ajoutez --remplacer si l'ancienne n'a pas été publiée", m.edition.ID.S, m.edition.ID.S)
	}
	return nil
}

// sameData reports whether two files of JSON hold the same, whatever stands between
// their values: git may have written other line ends.
func sameData(a, b []byte) bool {
	var one, other bytes.Buffer
	return json.Compact(&one, a) == nil && json.Compact(&other, b) == nil && bytes.Equal(one.Bytes(), other.Bytes())
}
