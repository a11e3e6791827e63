package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"time"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/french"
)

// Limits on making an archive again: its layouts are programs, of a kind, by
// whoever wrote them.
const (
	rebuildTime   = 20 * time.Minute
	rebuildMemory = 2 << 30
	patience      = 5 * time.Second // for work that was told to stop
)

// rebuild makes an archive again from its own sources, in a folder of its own,
// and compares. p is what the archive says of how it was made. The error, a French
// sentence, is what kept it from being made.
func (v *verifier) rebuild(t tree, p *provenance, loose bool) error {
	when, err := time.Parse(time.RFC3339, p.Date)
	if err != nil {
		v.wrong(provenanceName, "« date » n'est pas une date")
		return nil
	}
	work, err := os.MkdirTemp("", "feuille-de-route-verify-")
	if err != nil {
		return diag.Failure("créer un dossier temporaire", err)
	}
	defer os.RemoveAll(work)
	source := filepath.Join(work, "sources")
	if err := unpack(t.below(sourcesDir), source); err != nil {
		return diag.Failure("décompresser les sources", err)
	}
	in, err := v.options.Rebuild.Input(source)
	if err != nil {
		return err
	}
	in.Edition, in.Coming = p.Edition, p.Coming
	in.Today, _ = content.ParseDate(p.Day) // none: the archive does not depend on it
	o := Options{Dir: filepath.Join(work, "archives"), Zip: true, Past: true, Maker: p.Maker, Date: when,
		Waits: func() {}, Ready: func() {}}
	var problems diag.List
	var made Result
	err = guarded(v.ctx, func(ctx context.Context) error {
		var err error
		made, err = Write(ctx, in, o, &problems)
		return err
	})
	differs := verifier{ctx: v.ctx, path: v.path, prefix: v.prefix, problems: new(diag.List)}
	switch {
	case errors.Is(err, ErrProblems):
		list := problems.Sorted()
		first := list[slices.IndexFunc(list, func(x diag.Problem) bool { return x.Severity == diag.Erreur })]
		differs.wrong(sourcesDir+first.Pos.File, "la reconstruction s'arrête là : "+first.Message)
	case err != nil:
		return err
	default:
		if err := differs.compare(t, filepath.Join(o.Dir, made.Name+".zip"), loose); err != nil {
			return err
		}
	}
	own := v.options.Rebuild.Maker
	switch {
	case !differs.found():
		v.note("Reconstruite à partir de ses sources : octet pour octet la même.")
	case p.Maker != own:
		v.unproved("Cette version du programme (%s, %s) ne la reconstruit pas à l'identique : %s. Prenez celle qui l'a faite (%s, %s), seule à redonner les mêmes octets.",
			own.Version, own.Go, french.Count(differs.damages, "fichier diffère", "fichiers diffèrent"), p.Maker.Version, p.Maker.Go)
	default:
		v.problems.Merge(differs.problems)
		v.damages, v.report.Left = v.damages+differs.damages, v.report.Left+differs.report.Left
	}
	return nil
}

// guarded does work that may never end, or take all memory. When it goes too
// far, the program gives up, and ends with it.
func guarded(ctx context.Context, work func(context.Context) error) error {
	ctx, stop := context.WithTimeoutCause(ctx, rebuildTime, errors.New("la reconstruction est trop longue : elle est abandonnée"))
	defer stop()
	done := make(chan error, 1)
	go func() { done <- work(ctx) }()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			select { // what it wrote can be removed once it has ended
			case <-done:
			case <-time.After(patience):
			}
			return context.Cause(ctx)
		case <-tick.C:
			if metrics.Read(sample); sample[0].Value.Uint64() > rebuildMemory {
				return errors.New("la reconstruction prend trop de mémoire : elle est abandonnée")
			}
		}
	}
}

// unpack writes the files of a tree below a new folder, and nowhere else.
func unpack(t tree, dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, e := range t {
		if err := unpackOne(root, &e); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	return nil
}

func unpackOne(root *os.Root, e *entry) error {
	in, err := e.open()
	if err != nil {
		return err
	}
	defer in.Close()
	if err := root.MkdirAll(path.Dir(e.name), 0o700); err != nil {
		return err
	}
	out, err := root.OpenFile(e.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// compare tells a new verifier where an archive differs from the one that its sources make.
func (v *verifier) compare(t tree, rebuilt string, loose bool) error {
	made, done, err := openTree(rebuilt)
	if err != nil {
		return diag.Failure("relire la reconstruction", err)
	}
	defer done()
	for _, e := range made {
		own := t.find(e.name)
		switch {
		case own == nil:
			v.wrong(e.name, "la reconstruction l'a, l'archive non")
		case own.size != e.size || !same(own.open, e.open):
			v.wrong(e.name, "la reconstruction donne d'autres octets")
		}
	}
	for _, e := range t {
		if made.find(e.name) == nil {
			v.wrong(e.name, "l'archive l'a, la reconstruction non")
		}
	}
	if !loose && !v.found() && !same(onDisk(v.path), onDisk(rebuilt)) {
		v.prefix = "" // it is of the zip as a whole
		v.wrong("", "la reconstruction donne les mêmes fichiers, mais un autre zip (dates, attributs ou ordre)")
	}
	return nil
}
