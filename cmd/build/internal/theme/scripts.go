package theme

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// early is the script that runs before the first paint; all others are deferred.
const early = "theme"

// measure is the script that counts visits: the first of the entries.
const measure = "mesure"

// entries are the scripts that layouts name; "site" is every page's. What they
// import, ours or a library's, is bundled into each.
var entries = []string{measure, "projets", "recherche", "site", early}

// scripts makes our scripts, each a classic one, so that it runs from file://
// too.
func (b *bundle) scripts(own *sources, pkg *packages) ([]Script, error) {
	var made []Script
	for _, name := range entries {
		data, used, err := bundled(name, own, pkg)
		if err != nil {
			return nil, err
		}
		for _, l := range used {
			text, err := fs.ReadFile(pkg.files, path.Join(l.name, l.licence))
			if err != nil {
				return nil, incomplete(path.Join(l.name, l.licence), err)
			}
			b.files["assets/"+l.licenceFile()] = text
		}
		made = append(made, Script{name, b.add(name+".js", data)})
	}
	return made, nil
}

// bundled makes one script, and says which libraries it holds. A notice at its
// head stays there, and names them.
func bundled(name string, own *sources, pkg *packages) ([]byte, []library, error) {
	source := string(own.scripts[name+".js"])
	var notice string
	if head, rest, ok := strings.Cut(source, "*/"); ok && strings.HasPrefix(head, "/*!") {
		notice = head + "*/"
		source = strings.Repeat("\n", strings.Count(head, "\n")) + rest
	}
	r := &resolver{own: own, pkg: pkg}
	result := api.Build(api.BuildOptions{
		Stdin:   &api.StdinOptions{Contents: source, Sourcefile: "assets/" + name + ".js", Loader: api.LoaderJS},
		Bundle:  true,
		Format:  api.FormatIIFE,
		Target:  api.ES2018,
		Plugins: []api.Plugin{{Name: "assets", Setup: r.setup}}, LogLevel: api.LogLevelSilent,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LegalComments: api.LegalCommentsInline,
	})
	if len(result.Errors) > 0 {
		return nil, nil, wrong("assets/"+name+".js", result.Errors[0])
	}
	slices.SortFunc(r.used, func(a, b library) int { return strings.Compare(a.name, b.name) })
	for _, l := range r.used {
		notice += "/*! " + l.notice() + " */"
	}
	if notice != "" {
		notice += "\n"
	}
	return append([]byte(notice), result.OutputFiles[0].Contents...), r.used, nil
}

// A resolver finds what scripts import: our own files by their path from
// assets/, the libraries by their name, and nothing else.
type resolver struct {
	own  *sources
	pkg  *packages
	used []library
}

func (r *resolver) setup(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if strings.HasPrefix(a.Path, "./") || strings.HasPrefix(a.Path, "../") {
			from := ""
			if a.Namespace == "assets" {
				from = path.Dir(a.Importer)
			}
			return api.OnResolveResult{Path: path.Join(from, a.Path), Namespace: "assets"}, nil
		}
		return api.OnResolveResult{Path: a.Path, Namespace: "npm"}, nil
	})
	load := func(text []byte, err error) (api.OnLoadResult, error) {
		contents := string(text)
		return api.OnLoadResult{Contents: &contents, Loader: api.LoaderJS}, err
	}
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "assets"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text, ok := r.own.scripts[a.Path]
		if !ok {
			return load(nil, fmt.Errorf("assets/%s: %w", a.Path, fs.ErrNotExist))
		}
		return load(text, nil)
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "npm"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		for _, l := range libraries {
			if l.module == a.Path {
				r.used = append(r.used, l) // a bundle loads a module once
				return load(fs.ReadFile(r.pkg.files, path.Join(l.name, l.file)))
			}
		}
		return load(nil, fmt.Errorf("%s: %w", a.Path, fs.ErrNotExist))
	})
}

// wrong says where a file of assets/ is wrong; file is what esbuild was given.
func wrong(file string, m api.Message) error {
	where := file
	if l := m.Location; l != nil {
		where = fmt.Sprintf("%s:%d:%d", strings.Replace(l.File, "assets:", "assets/", 1), l.Line, l.Column+1)
	}
	return fmt.Errorf("%s: le fichier est mal écrit (%s)", where, m.Text)
}
