package main

import (
	"bufio"
	"context"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	xterm "golang.org/x/term"

	"feuille-de-route.example/cmd/build/internal/archive"
	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/output"
	"feuille-de-route.example/cmd/build/internal/task"
)

// An archiver is the command that keeps an edition, and its options.
type archiver struct {
	builder
	format  string
	edition string
	replace bool
	key     string
	listAt  string
}

func newArchive(t *term) *cobra.Command {
	a := &archiver{builder: builder{term: t}}
	cmd := &cobra.Command{
		Use:   "archive",
		Short: "garder l'édition pour des décennies",
		Long: `build archive fait de l'édition en cours une copie qui s'ouvre sans réseau et se
vérifie sans ce programme :

  dossier  le site, qui s'ouvre d'un double clic sur index.html ; sans les flux ni
           ce qui ne sert qu'à une adresse, que garde le WACZ
  zip      ce site, ses adresses publiques (WACZ), ses données et ses sources,
           avec toutes leurs empreintes (BagIt) et un LISEZMOI.txt
  wacz     les adresses publiques, pour les archives du web

Les mêmes sources donnent les mêmes octets, sur toute machine. Les données de
l'édition sont aussi gardées dans content/editions/, pour « build diff » et pour
les éditions à venir : ajoutez ce fichier aux sources.`,
		Example: `  build archive
  build archive --format zip -o /mnt/archives --signer feuille.key
  build archive --edition 2022
  build archive --inscrire https://exemple.gouv.fr/fichiers/`,
		Args: noArgs,
		RunE: a.at(a.run),
	}
	f := cmd.Flags()
	f.StringVarP(&a.output, "output", "o", "", "dossier des archives (sinon « archives », à côté de content/)")
	f.StringVar(&a.format, "format", "tout", "ce qui est fait : dossier, zip, wacz ou tout")
	f.StringVar(&a.edition, "edition", "", "id de l'édition à garder : celle en cours, ou une autre qui la suit")
	dated(cmd, &a.date)
	f.BoolVar(&a.replace, "remplacer", false, "remplacer une archive ou des données gardées qui diffèrent")
	f.StringVar(&a.key, "signer", "", "signer le zip avec cette clé secrète de minisign")
	f.StringVar(&a.listAt, "inscrire", "", "inscrire l'archive dans site.yaml, avec l'adresse où son zip sera")
	f.IntVar(&a.jobs, "jobs", 0, "pages faites en même temps (sinon une par processeur)")
	f.BoolVar(&t.all, "tous", false, "écrire tous les problèmes, même au-delà de 50")
	name(f, map[string]string{"output": "DOSSIER", "format": "FORME", "edition": "ID", "signer": "CLE", "inscrire": "URL", "jobs": "N"})
	return cmd
}

func (a *archiver) run(ctx context.Context) error {
	kept, err := a.make(ctx)
	if err != nil || kept == nil {
		return err
	}
	if a.listAt != "" {
		k := &tasker{term: a.term, source: a.source, date: a.date}
		return k.run(ctx, func(f *task.Folder) (*task.Plan, error) { return f.Inscrire(*kept) })
	}
	f, err := task.Open(os.DirFS(filepath.Join(a.source, content.Root)), content.Date{})
	if err == nil && !f.Listed(*kept) {
		a.invite(kept)
	}
	return err
}

// invite says what to write of an archive whose address is not known.
func (a *archiver) invite(kept *task.Archive) {
	a.term.done("À écrire dans content/site.yaml une fois le zip en ligne, avec son adresse (--inscrire URL le fait) :\n\n%s", kept.Lines())
}

// keepCurrent keeps the current edition before another one is open, and gives its archive when
// that is to be listed.
func (a *archiver) keepCurrent(ctx context.Context, f *task.Folder) (*task.Archive, error) {
	switch {
	case !f.Keeps(f.Current):
		kept, err := a.make(ctx)
		if err == nil && a.listAt == "" {
			a.invite(kept)
			kept = nil
		}
		return kept, err
	case a.listAt != "":
		return archived(filepath.Join(a.source, "archives", archive.NameOf(f.Roadmap)+".zip"), f.Current.ID.S, a.listAt)
	}
	return nil, nil
}

// make makes the archive, and gives its zip, nil for none.
func (a *archiver) make(ctx context.Context) (*task.Archive, error) {
	start := time.Now()
	if a.output == "" {
		a.output = filepath.Join(a.source, "archives")
	}
	o, err := a.options()
	if err != nil {
		return nil, err
	}
	in, err := a.input()
	if err != nil {
		return nil, err
	}
	in.Edition = a.edition
	problems := new(diag.List)
	done, err := archive.Write(ctx, in, o, problems)
	if err := a.tell(problems); err != nil {
		return nil, err
	}
	switch {
	case errors.Is(err, archive.ErrProblems):
		a.term.say("%s : rien n'a été archivé.", diag.Totals(problems.Erreurs(), 0))
		return nil, errReported
	case err != nil:
		return nil, err
	}
	for _, out := range done.Outputs {
		kept := ""
		if out.Kept {
			kept = ", inchangé"
		}
		a.term.done("%s : %s, %s%s", out.Path, french.Size(out.Size), french.Count(out.Files, "fichier", "fichiers"), kept)
	}
	if done.Identity != "" {
		a.term.done("Empreinte de l'archive (SHA-512 de tagmanifest-sha512.txt), à publier et à noter ailleurs :\n%s", done.Identity)
	}
	a.term.done("Archive %s faite en %s s", done.Name, seconds(time.Since(start)))
	if !o.Zip {
		return nil, nil
	}
	return archived(filepath.Join(a.output, done.Name+".zip"), done.Edition, a.listAt)
}

// archived is the zip of an edition, which will be at an address, or in a folder whose
// address ends in a slash; "" for one that is not known.
func archived(zip, edition, address string) (*task.Archive, error) {
	if address == "" {
		address = "https://…/"
	}
	if strings.HasSuffix(address, "/") {
		address += filepath.Base(zip)
	}
	in, err := os.Open(zip)
	if err != nil {
		return nil, diag.Failure("lire "+zip, err)
	}
	defer in.Close()
	h := sha512.New()
	size, err := io.Copy(h, in)
	if err != nil {
		return nil, diag.Failure("lire "+zip, err)
	}
	return &task.Archive{Edition: edition, URL: address, Size: size, SHA512: hex.EncodeToString(h.Sum(nil))}, nil
}

// options reads the command line into what to write.
func (a *archiver) options() (archive.Options, error) {
	wants := func(form string) bool { return a.format == form || a.format == "tout" }
	o := archive.Options{Dir: a.output, Frozen: filepath.Join(a.source, content.Root, "editions"), Replace: a.replace, Jobs: a.jobs,
		Dossier: wants("dossier"), Zip: wants("zip"), WACZ: wants("wacz"), Maker: maker(), Ready: func() { tuneMemory(buildMemory, liveMemory()) }}
	if !o.Dossier && !o.Zip && !o.WACZ {
		return o, misusef("--format vaut dossier, zip, wacz ou tout, pas « %s »", a.format)
	}
	if a.key != "" && !o.Zip {
		return o, misusef("--signer signe le zip : ajoutez --format zip ou --format tout")
	}
	if err := a.outside(); err != nil {
		return o, err
	}
	o.Waits = func() { a.term.note("Une autre commande écrit dans " + a.output + " : attente de sa fin.") }
	var err error
	if o.Date, err = sourceDate(); err == nil && a.key != "" {
		o.Key, err = archive.OpenKey(a.key, a.password)
	}
	return o, err
}

// outside refuses to write archives among the sources, where the next one would
// hold the last, and in a published site, which would publish them and whose next
// build would lose them.
func (a *archiver) outside() error {
	dir, err := output.Resolve(a.output)
	for _, name := range []string{"content", "layouts", "assets"} {
		folder, failed := output.Resolve(filepath.Join(a.source, name))
		if err = errors.Join(err, failed); err == nil && output.Within(dir, folder) {
			return misusef("les archives ne peuvent pas être écrites dans %s/, qui en est la source : donnez un autre dossier avec -o", name)
		}
	}
	public, failed := output.Resolve(filepath.Join(a.source, "public"))
	if err = errors.Join(err, failed); err != nil {
		return diag.Failure("trouver "+a.output, err)
	}
	if output.Within(dir, public) || output.Around(dir) != "" {
		return misusef("les archives ne peuvent pas être écrites dans %s, qui est un site publié : donnez un autre dossier avec -o", a.output)
	}
	return nil
}

// lastSecond is that of the year 9999, from 1970.
const lastSecond = 253402300799

// sourceDate is what SOURCE_DATE_EPOCH says
// (https://reproducible-builds.org/specs/source-date-epoch/), zero without it.
func sourceDate() (time.Time, error) {
	text, ok := os.LookupEnv("SOURCE_DATE_EPOCH")
	if !ok || text == "" {
		return time.Time{}, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if n > lastSecond {
		return time.Time{}, misusef("SOURCE_DATE_EPOCH vaut « %s », après l'an 9999 : un nombre de secondes, pas de millisecondes, est attendu", text)
	}
	if err != nil || n < 0 {
		return time.Time{}, misusef("SOURCE_DATE_EPOCH vaut « %s » : un nombre entier de secondes depuis 1970 est attendu", text)
	}
	return time.Unix(n, 0).UTC(), nil
}

// password is that of the key to sign with: from the keyboard, or, without a
// terminal, from the first line of the standard input.
func (a *archiver) password() (string, error) {
	if canAnswer() {
		fmt.Fprintf(a.term.err, "Mot de passe de %s : ", a.key)
		data, err := xterm.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(a.term.err)
		return string(data), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if line == "" && err != nil {
		return "", fmt.Errorf("la clé %s a un mot de passe : donnez-le sur l'entrée standard", a.key)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
