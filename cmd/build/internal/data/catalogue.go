package data

import (
	"bytes"
	"cmp"
	"reflect"
	"strconv"
	"strings"

	"feuille-de-route.example/cmd/build/internal/content"
	"feuille-de-route.example/cmd/build/internal/french"
	"feuille-de-route.example/cmd/build/internal/roadmap"
)

// titre is what the whole is called: « TECH.GOUV : Stratégie et feuille de route ».
func (p *Publication) titre() string {
	if p.roadmap.Edition == nil {
		return p.site.Titre
	}
	return french.Typo(p.site.Titre + " : " + p.roadmap.Edition.Titre.S)
}

func (p *Publication) describe() string {
	s := "Les données de la feuille de route : ce qui est annoncé, ce qui est documenté, où cela en est, et d'où chaque fait vient."
	if p.roadmap.Edition != nil && p.roadmap.Edition.Documentation.Partial() {
		noun := p.roadmap.Mots.Projet
		s += " Une partie seulement des " + noun.Pluriel + " " + noun.Agree("annoncé", 2) + " est documentée."
	}
	return french.Typo(s)
}

func (p *Publication) date() string {
	if p.roadmap.Edition == nil {
		return ""
	}
	return p.roadmap.Edition.Date.ISO()
}

// newest is the latest date in a value; may be absent.
func newest(v reflect.Value) (last content.Date) {
	see := func(v reflect.Value) {
		if d := newest(v); d.Compare(last) > 0 {
			last = d
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[content.Date]():
			return v.Interface().(content.Date)
		case reflect.TypeFor[roadmap.Periode]():
			return content.Date{}
		}
		for i := range v.NumField() {
			if field := v.Field(i); field.CanInterface() { // it is exported
				see(field)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			see(v.Index(i))
		}
	}
	return last
}

// identifier names the data set whatever the edition.
func (p *Publication) identifier() string {
	return cmp.Or(strings.TrimRight(content.Slug(p.site.Titre), "-"), "feuille-de-route")
}

// dataPackage describes the files as a Data Package
// (https://specs.frictionlessdata.io/data-package/).
func (p *Publication) dataPackage() []byte {
	resources := []object{}
	add := func(r object, name string) {
		d := p.byName[name].Digest()
		r["path"], r["bytes"], r["hash"], r["mediatype"], r["encoding"] = name, d.Size, "sha256:"+d.SHA256, p.byName[name].Media, "utf-8"
		resources = append(resources, r)
	}
	for _, t := range p.Tables {
		// Without « dialect »: CSV as it is when nothing is said (CSV Dialect 1.2).
		add(object{"name": t.Name, "title": t.Titre, "description": t.Says, "profile": "tabular-data-resource", "format": "csv", "schema": t.SchemaFile()}, t.File())
	}
	add(object{"name": "feuille-de-route", "title": "Toute la feuille de route", "format": "json"}, Name)
	out := object{"$schema": "https://specs.frictionlessdata.io/schemas/data-package.json", "profile": "data-package", "name": p.identifier(), "title": p.titre(),
		"description": p.describe(), "homepage": p.address(""), "resources": resources}
	if p.roadmap.Edition != nil {
		out["version"] = p.roadmap.Edition.ID.S
	}
	if l := p.site.Licence; l.Titre != "" {
		out["licenses"] = []object{{"name": p.roadmap.Site.Licence.S, "title": l.Titre, "path": l.Adresse}}
	}
	if o := p.site.Organisme; o.Nom != "" {
		who := object{"title": o.Nom, "role": "publisher"}
		if o.URL != "" {
			who["path"] = o.URL
		}
		out["contributors"] = []object{who}
	}
	return encode(out)
}

// Vocabularies of the European Union's publications office that DCAT-AP wants.
const (
	authority = "http://publications.europa.eu/resource/authority/"
	iana      = "https://www.iana.org/assignments/media-types/"
)

// catalogue describes the files for the catalogues that harvest them, such as
// data.gouv.fr's: DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/)
// as JSON-LD.
func (p *Publication) catalogue() []byte {
	publisher := object{"@id": p.site.Base + "/#organisme", "@type": "foaf:Agent", "foaf:name": inFrench(cmp.Or(p.site.Organisme.Nom, p.site.Titre))}
	if p.site.Organisme.URL != "" {
		publisher["foaf:homepage"] = object{"@id": p.site.Organisme.URL}
	}
	set := object{"@id": p.address("#donnees"), "@type": "dcat:Dataset", "dct:identifier": p.address(""), "dct:title": inFrench(p.titre()), "dct:description": inFrench(p.describe()),
		"dct:publisher": object{"@id": publisher["@id"]}, "dcat:landingPage": object{"@id": p.address("")}, "dct:language": object{"@id": authority + "language/FRA"},
		"dct:accrualPeriodicity": object{"@id": authority + "frequency/IRREG"}, "dct:accessRights": object{"@id": authority + "access-right/PUBLIC"},
		"dcat:theme": object{"@id": authority + "data-theme/GOVE"}, "dcat:keyword": []object{inFrench("feuille de route"), inFrench("action publique")}}
	catalogue := object{"@id": p.address(catalogueFile), "@type": "dcat:Catalog", "dct:title": inFrench("Données de " + p.site.Titre), "dct:description": inFrench(p.describe()),
		"dct:publisher": object{"@id": publisher["@id"]}, "foaf:homepage": object{"@id": p.site.Base + "/"}, "dct:language": object{"@id": authority + "language/FRA"},
		"dcat:dataset": object{"@id": set["@id"]}}
	if licence := p.site.Licence.Adresse; licence != "" {
		catalogue["dct:license"] = object{"@id": licence}
	}
	graph := []object{catalogue, set, publisher}
	var parts []object
	if p.roadmap.Edition != nil {
		set["dcat:version"], set["dct:modified"], set["dct:issued"] = p.roadmap.Edition.ID.S, onDay(p.modified()), onDay(p.date())
		first, last := p.span()
		set["dct:temporal"] = object{"@type": "dct:PeriodOfTime", "dcat:startDate": onDay(first), "dcat:endDate": onDay(last)}
		catalogue["dct:modified"] = set["dct:modified"]
	}
	for _, f := range p.downloads() {
		d := p.distribution(f)
		parts = append(parts, object{"@id": d["@id"]})
		graph = append(graph, d)
	}
	set["dcat:distribution"] = parts
	return encode(object{"@context": object{
		"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "spdx": "http://spdx.org/rdf/terms#",
		"xsd": "http://www.w3.org/2001/XMLSchema#"}, "@graph": graph})
}

func inFrench(text string) object { return object{"@language": "fr", "@value": text} }
func onDay(day string) object     { return object{"@type": "xsd:date", "@value": day} }

// span is the time that the data is about: from the first edition to the last one,
// or to what it announces for later.
func (p *Publication) span() (first, last string) {
	f := p.feuille()
	first, last = p.date(), p.date()
	for i := range f.Editions {
		first = min(first, f.Editions[i].Date.ISO())
	}
	for i := range f.Projets {
		last = max(last, f.Projets[i].Echeance.Last.ISO())
	}
	return first, last
}

// downloads are the files that hold the data.
func (p *Publication) downloads() []*File { return p.Files[:len(p.Tables)+1] }

func (p *Publication) distribution(f *File) object {
	d := f.Digest()
	kind, schema := "CSV", strings.TrimSuffix(f.Name, ".csv")+".schema.json"
	if f.Name == Name {
		kind, schema = "JSON", SchemaFile
	}
	out := object{"@id": p.address(f.Name) + "#distribution", "@type": "dcat:Distribution", "dct:title": inFrench(f.Name),
		"dcat:accessURL": object{"@id": p.address("")}, "dcat:downloadURL": object{"@id": p.address(f.Name)},
		"dct:format": object{"@id": authority + "file-type/" + kind}, "dcat:mediaType": object{"@id": iana + f.Media},
		"dcat:byteSize": object{"@type": "xsd:nonNegativeInteger", "@value": strconv.FormatInt(d.Size, 10)},
		"spdx:checksum": object{"@type": "spdx:Checksum", "spdx:algorithm": object{"@id": "spdx:checksumAlgorithm_sha256"},
			"spdx:checksumValue": object{"@type": "xsd:hexBinary", "@value": d.SHA256}},
		"dct:conformsTo": object{"@id": p.address(schema)}}
	if licence := p.site.Licence.Adresse; licence != "" {
		out["dct:license"] = object{"@id": licence}
	}
	return out
}

// Dataset describes the data to search engines (https://schema.org/Dataset).
// encoding/json writes < > and & as escapes, so it can stand in a script element.
func (p *Publication) Dataset() string {
	var parts []object
	for _, f := range p.downloads() {
		d := f.Digest()
		parts = append(parts, object{"@type": "DataDownload", "name": f.Name, "contentUrl": p.address(f.Name), "encodingFormat": f.Media, "contentSize": strconv.FormatInt(d.Size, 10) + " B", "sha256": d.SHA256})
	}
	kind := "Organization"
	if p.site.Identite == "etat" {
		kind = "GovernmentOrganization"
	}
	out := object{"@context": "https://schema.org", "@type": "Dataset", "name": p.titre(), "description": p.describe(), "url": p.address(""), "inLanguage": p.site.Langue,
		"isAccessibleForFree": true, "distribution": parts, "includedInDataCatalog": object{"@type": "DataCatalog", "url": p.address(catalogueFile)}}
	if o := p.site.Organisme; o.Nom != "" {
		out["creator"] = object{"@type": kind, "name": o.Nom}
	}
	if licence := p.site.Licence.Adresse; licence != "" {
		out["license"] = licence
	}
	if p.roadmap.Edition != nil {
		first, last := p.span()
		out["version"], out["datePublished"], out["dateModified"], out["temporalCoverage"] = p.roadmap.Edition.ID.S, p.date(), p.modified(), first+"/"+last
	}
	return string(bytes.TrimSuffix(encode(out), []byte("\n")))
}
