package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// waczFiles are those that a WACZ of ours holds, and no others.
var waczFiles = []string{waczWARC, waczPackage, waczDigest, waczIndex, waczPages}

// wacz verifies a WACZ: its description, the records of its WARC against its
// index, and the list of its pages.
func (v *verifier) wacz(t tree) {
	whole := true
	for _, name := range waczFiles {
		if t.find(name) == nil {
			v.wrong(name, "il manque")
			whole = false
		}
	}
	for _, e := range t {
		if !slices.Contains(waczFiles, e.name) {
			v.wrong(e.name, "il est de trop : rien ne le décrit")
		}
	}
	if !whole {
		return
	}
	v.describe(t)
	captures := v.index(t)
	if v.warc(t, captures); captures != nil {
		v.pages(t, captures)
	}
}

// describe verifies datapackage.json, and through it the digests of the others.
func (v *verifier) describe(t tree) {
	var digest packageDigest
	var pkg dataPackage
	text := v.json(t, waczPackage, &pkg)
	if v.json(t, waczDigest, &digest) == nil || text == nil {
		return
	}
	sum := bytesBlob(text)
	switch {
	case digest.Path != waczPackage || digest.Hash != "sha256:"+sum.sums.of("sha256"):
		v.wrong(waczPackage, "son empreinte n'est pas celle de "+waczDigest)
	case pkg.Version != waczVersion || pkg.Profile != packageShape:
		v.wrong(waczPackage, "ce n'est pas la description d'un WACZ "+waczVersion)
	}
	described := map[string]bool{}
	for _, r := range pkg.Resources {
		e := t.find(r.Path)
		if e == nil || described[r.Path] || r.Path == waczPackage || r.Path == waczDigest {
			v.wrong(waczPackage, "il décrit un fichier absent, ou deux fois le même : "+r.Path)
			continue
		}
		described[r.Path] = true
		if s, err := e.hash(); err != nil {
			v.wrong(r.Path, reason(err))
		} else if r.Hash != "sha256:"+s.of("sha256") || r.Bytes != e.size {
			v.wrong(r.Path, "son empreinte ou sa taille n'est pas celle de "+waczPackage)
		}
	}
	for _, name := range []string{waczWARC, waczIndex, waczPages} {
		if !described[name] {
			v.wrong(name, waczPackage+" ne le décrit pas")
		}
	}
}

// json reads a small file into a value; nil when it is none.
func (v *verifier) json(t tree, name string, into any) []byte {
	text, err := t.read(name, 1<<20)
	if err != nil {
		v.wrong(name, reason(err))
		return nil
	}
	if err := json.Unmarshal(text, into); err != nil {
		v.wrong(name, "ce n'est pas le JSON attendu")
		return nil
	}
	return text
}

// index reads the CDXJ, nil when it cannot be.
func (v *verifier) index(t tree) (list []capture) {
	v.reading(t, waczIndex, func(in io.Reader) (err error) {
		list, err = readCDXJ(in)
		return err
	})
	return list
}

// warc reads all records, and holds each against its line of the index. Both are
// in the order of the WARC.
func (v *verifier) warc(t tree, captures []capture) {
	digests := map[string]string{} // of the addresses that others refer to
	for _, c := range captures {
		if c.Mime != "warc/revisit" {
			digests[c.URL] = c.Digest
		}
	}
	first, next, info := true, 0, ""
	each := func(r *record) error {
		if first {
			info = r.id
		} else if r.info != "" && r.info != info {
			v.wrong(waczWARC, fmt.Sprintf("octet %d : %s ne renvoie pas à la description du WARC", r.offset, r.url))
		}
		if wrong := r.wrong(first); wrong != "" {
			v.wrong(waczWARC, strings.TrimSpace(fmt.Sprintf("octet %d : %s %s", r.offset, wrong, r.url)))
		}
		first = false
		if captures == nil || r.kind == "warcinfo" {
			return v.context()
		}
		if next >= len(captures) || captures[next].Offset != r.offset {
			return fmt.Errorf("octet %d : l'index ne connaît pas l'enregistrement de %s", r.offset, r.url)
		}
		c := captures[next]
		next++
		if c.URL != r.url || c.Length != r.length || c.Digest != r.payload || c.stamp != cdxStamp(r.date) || !c.describes(r.kind, r.mime) {
			v.wrong(waczIndex, "sa ligne pour "+c.URL+" n'est pas celle de l'enregistrement")
		}
		if r.kind == "revisit" && digests[r.refers] != r.payload {
			v.wrong(waczWARC, fmt.Sprintf("octet %d : %s renvoie à un contenu qui n'est pas là", r.offset, r.url))
		}
		return v.context()
	}
	v.reading(t, waczWARC, func(in io.Reader) error {
		err := readWARC(in, each)
		if err == nil && next < len(captures) {
			v.wrong(waczIndex, "il connaît "+captures[next].URL+", que le WARC n'a pas à cette place")
		}
		return err
	})
}

// describes reports whether a line of an index says what a record is.
func (c *capture) describes(kind, mime string) bool {
	if kind == "revisit" {
		return c.Mime == "warc/revisit" && c.Status == ""
	}
	return c.Mime == mime && c.Status == "200"
}

// maxPageLine is how long the line of a page may be: it holds the page's text.
const maxPageLine = 16 << 20

// pages verifies that each page of the list was captured.
func (v *verifier) pages(t tree, captures []capture) {
	known := make(map[string]bool, len(captures))
	for _, c := range captures {
		known[c.URL] = true
	}
	v.reading(t, waczPages, func(in io.Reader) error {
		return readPages(in, func(n int, url string) {
			if !known[url] {
				v.wrong(waczPages, fmt.Sprintf("ligne %d : l'archive n'a pas %s", n, url))
			}
		})
	})
}

// readPages reads a list of pages from strangers: a line that says its format,
// then one for each page.
func readPages(in io.Reader, take func(n int, url string)) error {
	empty := true
	err := eachLine(in, maxPageLine, func(n int, line []byte) error {
		empty = false
		var l struct{ Format, URL, TS string }
		if err := json.Unmarshal(line, &l); err != nil || n == 1 && l.Format != pagesFormat || n > 1 && (l.URL == "" || l.TS == "") {
			return fmt.Errorf("ligne %d : elle n'a pas la forme attendue (%s)", n, pagesFormat)
		}
		if n > 1 {
			take(n, l.URL)
		}
		return nil
	})
	if err == nil && empty {
		return errors.New("il est vide")
	}
	return err
}
