package archive

import (
	"context"
	"errors"
	"math"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"feuille-de-route.example/cmd/build/internal/diag"
	"feuille-de-route.example/cmd/build/internal/markup"
	"feuille-de-route.example/cmd/build/internal/page"
	"feuille-de-route.example/cmd/build/internal/site"
)

// The files of a WACZ (Web Archive Collection Zipped 1.1.1).
const (
	waczVersion  = "1.1.1"
	waczWARC     = "archive/" + warcName
	waczIndex    = "indexes/index.cdx"
	waczPages    = "pages/pages.jsonl"
	waczPackage  = "datapackage.json"
	waczDigest   = "datapackage-digest.json"
	pagesFormat  = "json-pages-1.0"
	packageShape = "data-package"
)

// keepWeb makes the WACZ of the public site, beside the zip, in it, or both.
func (m *maker) keepWeb(ctx context.Context, s *site.Site, p *diag.List) error {
	w := waczWriter{maker: m, site: s}
	file := m.name + ".wacz"
	content, err := w.write(ctx, filepath.Join(m.stage, file), p)
	if err != nil {
		return err
	}
	if m.Zip {
		if err := m.bag.add(webDir+file, content); err != nil {
			return failed("écrire l'archive", err)
		}
	}
	if m.WACZ {
		return m.output(file, 5, content)
	}
	return nil
}

type waczWriter struct {
	*maker
	site *site.Site
	warc *warc
	list *spool // pages.jsonl
}

// write makes a WACZ. The WARC and the list of pages are spooled: a zip wants
// their sums before their bytes.
func (w *waczWriter) write(ctx context.Context, path string, p *diag.List) (blob, error) {
	out, err := createSpool(filepath.Join(w.stage, warcName), needSHA256|needCRC)
	if err != nil {
		return blob{}, diag.Failure("écrire le WARC", err)
	}
	defer out.close()
	if w.list, err = createSpool(filepath.Join(w.stage, "pages.jsonl"), needSHA256|needCRC); err != nil {
		return blob{}, diag.Failure("écrire le WACZ", err)
	}
	defer w.list.close()
	if err := w.start(out); err != nil {
		return blob{}, diag.Failure("écrire le WARC", err)
	}
	err = stream(ctx, w.site, w.Jobs, p, needSHA256, read, func(pc *piece) error {
		if err := w.take(pc); err != nil {
			return failed("archiver "+pc.path, err)
		}
		return nil
	})
	if err != nil {
		return blob{}, err
	}
	content, err := w.pack(out, path)
	if err != nil {
		return blob{}, failed("écrire le WACZ", err)
	}
	return content, nil
}

func (w *waczWriter) start(out *spool) error {
	a := &w.about
	var err error
	w.warc, err = startWARC(out, warcDate(w.when), [][2]string{
		{"software", "feuille-de-route " + w.Maker.Version}, {"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"operator", a.organisme}, {"isPartOf", a.series},
		{"description", a.description + ". Les fichiers du site ont été archivés à leur production, sans passer par HTTP."},
	})
	if err != nil {
		return err
	}
	return w.line(struct {
		Format string `json:"format"`
		ID     string `json:"id"`
		Title  string `json:"title"`
		Text   bool   `json:"hasText"`
	}{pagesFormat, "pages", a.titre, true})
}

func (w *waczWriter) line(v any) error {
	text, err := jsonText(v, "")
	if err != nil {
		return err
	}
	_, err = w.list.Write(text)
	return err
}

// read finds the text of a page, beside others. Pages that only list others have
// none: a search would find each of their words twice.
func read(pc *piece) {
	if pg := pc.file.Page(); pg != nil && pg.Document != nil {
		pc.text = plainText(pc.data)
	}
}

// plainText is what a page says in its main part, without markup, for a
// player's search.
func plainText(page []byte) string { return markup.Words(markup.Main(page), math.MaxInt) }

// take writes a file of the site under its public address.
func (w *waczWriter) take(pc *piece) error {
	address := w.site.Plan.Site.Base + publicAddress(pc.path)
	if err := w.warc.add(address, pc.blob); err != nil {
		return err
	}
	pg := pc.file.Page()
	if pg == nil || pg.Address == page.NotFound {
		return nil
	}
	return w.line(struct {
		URL   string `json:"url"`
		Time  string `json:"ts"`
		Title string `json:"title"`
		Text  string `json:"text,omitempty"`
	}{address, warcDate(w.when), pg.Page().TitreSite, pc.text})
}

// publicAddress is where a file of the site is published, percent-encoded.
func publicAddress(name string) string {
	if dir, ok := strings.CutSuffix(name, "index.html"); ok && (dir == "" || strings.HasSuffix(dir, "/")) {
		name = dir
	}
	return "/" + (&url.URL{Path: name}).EscapedPath()
}

// resource describes a file of the package (Frictionless Data Package).
type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// A dataPackage is datapackage.json.
type dataPackage struct {
	Profile      string     `json:"profile"`
	Version      string     `json:"wacz_version"`
	Title        string     `json:"title"`
	Description  string     `json:"description"`
	Created      string     `json:"created"`
	Modified     string     `json:"modified"`
	Software     string     `json:"software"`
	MainPageURL  string     `json:"mainPageUrl"`
	MainPageDate string     `json:"mainPageDate"`
	Resources    []resource `json:"resources"`
}

// A packageDigest is datapackage-digest.json.
type packageDigest struct {
	Path string `json:"path"`
	Hash string `json:"hash"`
}

// pack joins the parts into the zip.
func (w *waczWriter) pack(out *spool, to string) (blob, error) {
	index, err := cdxj(w.warc.index, w.warc.date)
	if err != nil {
		return blob{}, err
	}
	warc, err := out.finish()
	pages, pagesErr := w.list.finish()
	zip, zipErr := createZip(to, w.when, needAll)
	if err = errors.Join(err, pagesErr, zipErr); err != nil {
		return blob{}, err
	}
	defer zip.close()
	a := &w.about
	pkg := dataPackage{Profile: packageShape, Version: waczVersion, Title: a.description, Created: warcDate(w.when), Modified: warcDate(w.when),
		Description: "Archive web de " + a.url + ", datée du " + a.date + ".", Software: "feuille-de-route " + w.Maker.Version,
		MainPageURL: a.url, MainPageDate: warcDate(w.when)}
	parts := []struct {
		name    string
		content blob
	}{{waczWARC, warc}, {waczIndex, bytesBlob(index)}, {waczPages, pages}}
	for _, p := range parts {
		if err := zip.add(p.name, p.content); err != nil {
			return blob{}, err
		}
		pkg.Resources = append(pkg.Resources, resource{path.Base(p.name), p.name, "sha256:" + p.content.sums.of("sha256"), p.content.size})
	}
	text, err := jsonText(pkg, "  ")
	if err != nil {
		return blob{}, err
	}
	described := bytesBlob(text)
	if text, err = jsonText(packageDigest{waczPackage, "sha256:" + described.sums.of("sha256")}, "  "); err != nil {
		return blob{}, err
	}
	if err := errors.Join(zip.add(waczPackage, described), zip.add(waczDigest, bytesBlob(text))); err != nil {
		return blob{}, err
	}
	return zip.finish()
}
